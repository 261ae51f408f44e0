#include "app/demo_people.hpp"

#include <fmt/core.h>

#include <array>

namespace motcua::app {

using identity::Role;

namespace {

constexpr auto kPosts = std::to_array<Post>({
    {"tiepnhan", "Nguyễn Thị Mẫu Một", "Công chức tiếp nhận, quầy số 1", Role::receptionist, "ttpvhcc"},
    {"tiepnhan2", "Trần Văn Mẫu Hai", "Công chức tiếp nhận, quầy số 2", Role::receptionist, "ttpvhcc"},
    {"buudien", "Lê Thị Mẫu Ba", "Nhân viên bưu điện", Role::post_clerk, "ttpvhcc"},
    {"huongdan", "Phan Văn Mẫu Bốn", "Người hướng dẫn", Role::guide, "ttpvhcc"},
    {"traketqua", "Võ Thị Mẫu Năm", "Công chức trả kết quả", Role::return_clerk, "ttpvhcc"},
    {"giamdoc", "Đặng Văn Mẫu Sáu", "Giám đốc Trung tâm", Role::bpmc_head, "ttpvhcc"},
    {"thuquy", "Bùi Thị Mẫu Bảy", "Người thu phí, lệ phí", Role::cashier, "ttpvhcc"},
    {"tuphap", "Phạm Thị Mẫu Tám", "Chuyên viên tư pháp - hộ tịch", Role::officer, "phong-vhxh"},
    {"xahoi", "Huỳnh Văn Mẫu Chín", "Chuyên viên bảo trợ xã hội", Role::officer, "phong-vhxh"},
    {"truongphong", "Lý Thị Mẫu Mười", "Trưởng phòng Văn hóa - Xã hội", Role::unit_head, "phong-vhxh"},
    {"diachinh", "Ngô Văn Mẫu Sơn", "Chuyên viên địa chính, xây dựng", Role::officer, "phong-kt"},
    {"truongphongkt", "Hồ Thị Mẫu Thủy", "Trưởng phòng Kinh tế", Role::unit_head, "phong-kt"},
    {"phoihop", "Trịnh Thị Mẫu Thu", "Công chức phối hợp, trả lời ý kiến", Role::consultee, "phong-kt"},
    {"lanhdao", "Dương Văn Mẫu Hòa", "Phó Chủ tịch Ủy ban nhân dân", Role::approver, "ubnd"},
    {"vanthu", "Tô Thị Mẫu Lan", "Văn thư", Role::clerk_archive, "ubnd"},
    {"chutich", "Cao Văn Mẫu Bình", "Chủ tịch Ủy ban nhân dân", Role::leader, "ubnd"},
    {"kiemsoat", "Mai Thị Mẫu Cúc", "Kiểm soát thủ tục hành chính", Role::control, "ubnd"},
    {"thanhtra", "Đỗ Văn Mẫu Tùng", "Người kiểm tra", Role::auditor, "ubnd"},
    {"quantri", "Lâm Thị Mẫu Vân", "Quản trị hệ thống", Role::sysadmin, "ubnd"},
});

constexpr auto kPlaces = std::to_array<Place>({
    {"dong-thap/xa-tam-nong", "tamnong", "xã Tam Nông, tỉnh Đồng Tháp", 0.46},
    {"dong-thap/xa-lap-vo", "lapvo", "xã Lấp Vò, tỉnh Đồng Tháp", 0.12},
    {"dong-thap/phuong-hong-ngu", "hongngu", "phường Hồng Ngự, tỉnh Đồng Tháp", 0.1},
    {"dong-thap/phuong-my-tra", "mytra", "phường Mỹ Trà, tỉnh Đồng Tháp", 0.1},
    {"dong-thap/phuong-cao-lanh", "caolanh", "phường Cao Lãnh, tỉnh Đồng Tháp", 0.08},
    {"hue/phuong-huong-thuy", "huongthuy", "phường Hương Thủy, thành phố Huế", 0.08},
    {"da-nang/xa-hiep-duc", "hiepduc", "xã Hiệp Đức, thành phố Đà Nẵng", 0.06},
});

constexpr std::array<std::string_view, 14> kFamily{"Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Phan",  "Võ",
                                                   "Đặng",   "Bùi",  "Đỗ", "Hồ",   "Ngô",   "Dương", "Lý"};
constexpr std::array<std::string_view, 8> kMiddleWoman{"Thị", "Thị Kim", "Thị Ngọc", "Thị Thu", "Thị Mỹ", "Thị Hồng", "Thị Bích", "Ngọc"};
constexpr std::array<std::string_view, 8> kMiddleMan{"Văn", "Hữu", "Minh", "Quốc", "Thành", "Công", "Đức", "Trọng"};
constexpr std::array<std::string_view, 12> kGivenWoman{"Ngân", "Lan",   "Hoa",  "Hạnh", "Trang",  "Thảo",
                                                       "Yến",  "Nhung", "Loan", "Diễm", "Phượng", "Tuyền"};
constexpr std::array<std::string_view, 12> kGivenMan{"Lợi",  "Phúc",  "Tài",   "Tâm",  "Sang", "Hải",
                                                     "Long", "Nghĩa", "Khánh", "Tuấn", "Vinh", "Đạt"};
constexpr std::array<std::string_view, 6> kHamlet{"Ấp 1", "Ấp 2", "Ấp 3", "Ấp Phú Lợi", "Ấp Tân Thạnh", "Ấp Hòa Bình"};

template <std::size_t N> std::string_view one(std::mt19937_64& random, const std::array<std::string_view, N>& list) {
  return list[pick(random, N)];
}

}  // namespace

std::span<const Post> demo_posts() { return kPosts; }
std::span<const Place> demo_places() { return kPlaces; }

std::uint64_t pick(std::mt19937_64& random, std::uint64_t below) { return random() % below; }

dossier::Person invented_person(std::mt19937_64& random, std::string_view address) {
  const bool woman = pick(random, 2) == 0;
  const int year = static_cast<int>(1955 + pick(random, 48));
  const int century_digit = (year >= 2000 ? 2 : 0) + (woman ? 1 : 0);
  dossier::Person p;
  p.number = fmt::format("087{}{:02}999{:03}", century_digit, year % 100, pick(random, 1000));
  p.name = woman ? fmt::format("{} {} {}", one(random, kFamily), one(random, kMiddleWoman), one(random, kGivenWoman))
                 : fmt::format("{} {} {}", one(random, kFamily), one(random, kMiddleMan), one(random, kGivenMan));
  p.birth = fmt::format("{:02}/{:02}/{}", 1 + pick(random, 28), 1 + pick(random, 12), year);
  p.sex = woman ? "Nữ" : "Nam";
  p.address = fmt::format("{}, {}", one(random, kHamlet), address);
  p.phone = fmt::format("0900 000 {:03}", pick(random, 1000));
  return p;
}

}  // namespace motcua::app
