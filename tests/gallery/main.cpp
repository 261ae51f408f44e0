// Writes every kind of page with sample data, and the assets, into a folder: gallery OUT_DIR.
// tests/gallery/check.mjs serves that folder and looks at it with a browser, axe and html-validate.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>

#include "gallery_data.hpp"
#include "views/gallery/case_page.hpp"
#include "views/gallery/dashboard.hpp"
#include "views/gallery/done.hpp"
#include "views/gallery/follow.hpp"
#include "views/gallery/home.hpp"
#include "views/gallery/inspection.hpp"
#include "views/gallery/intake.hpp"
#include "views/gallery/procedure.hpp"
#include "views/gallery/question.hpp"
#include "views/gallery/settings.hpp"
#include "views/gallery/sign_in.hpp"
#include "views/gallery/worklist.hpp"
#include "web/assets_table.hpp"
#include "web/gate.hpp"
#include "web/shells.hpp"

namespace motcua {
namespace {

using web::render;

void write(const std::filesystem::path& path, std::string_view text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

struct Person final : web::Principal {
  bool permits(web::Permission) const override { return true; }
};

web::Shells shells() {
  web::ShellSettings s;
  s.citizen_name = "Một cửa xã Tân Phú";
  s.unit_name = "Trung tâm Phục vụ hành chính công xã Tân Phú, tỉnh Đồng Tháp";
  s.hotline = "1022";
  s.note = "Phiên bản thử nghiệm · Người và hồ sơ trên trang là giả định";
  s.staff_nav = {{"Tiếp nhận", "/tiep-nhan"},
                 {"Việc của tôi", "/viec"},
                 {"Trả kết quả", "/tra"},
                 {"Tra cứu", "/tra-cuu"},
                 {"Bảng điều hành", "/bang"}};
  s.citizen_nav = {
      {"Thủ tục", "/thu-tuc", web::kOpen}, {"Tra cứu hồ sơ", "/tra-cuu", web::kOpen}, {"Phản ánh, kiến nghị", "/phan-anh", web::kOpen}};
  s.citizen_footer = {{"Tất cả thủ tục", "/thu-tuc", web::kOpen},       {"Tra cứu hồ sơ", "/tra-cuu", web::kOpen},
                      {"Giờ làm việc và địa điểm", "/gio", web::kOpen}, {"Hồ sơ trễ hẹn và xin lỗi", "/tre", web::kOpen},
                      {"Phản ánh, kiến nghị", "/phan-anh", web::kOpen}, {"Dữ liệu cá nhân của bạn", "/du-lieu", web::kOpen}};
  return web::Shells(std::move(s));
}

std::vector<gallery::WorkGroup> work() {
  using web::ui::Tone;
  return {
      {"Quá hạn",
       true,
       {{"Quá hạn 5 giờ", "16:30 27/11", "Đăng ký lại kết hôn", "H20.39.5-261119-0012", "Đặng Văn Tám, Lê Thị Út", "Tại quầy",
         "Đôn đốc UBND xã Tân Hội trả lời xác minh", "Đã đôn đốc 2 lần", Tone::bad, false,
         "Soạn tự động 25/11, phải gửi trước 16:30 26/11."}}},
      {"Hết hạn hôm nay",
       false,
       {{"Còn 3 giờ", "16:30 30/11", "Đăng ký khai tử", "H20.39.5-261130-0004", "Võ Thị Kim Loan", "Trực tuyến", "Soạn Trích lục khai tử",
         "Nhận 08:15 hôm nay", Tone::warn},
        {"Còn 3 giờ", "16:30 30/11", "Cấp Giấy xác nhận tình trạng hôn nhân", "H20.39.5-261125-0009", "Bùi Minh Trí", "Trực tuyến",
         "Sửa dự thảo theo ý kiến lãnh đạo", "Trả lại 10:30", Tone::warn}}},
      {"Hết hạn trong 2 ngày làm việc tới",
       false,
       {{"Còn 1 ngày 3 giờ", "16:30 01/12", "Đăng ký lại khai sinh", "H20.39.5-261123-0007", "Huỳnh Văn Lợi", "Tại quầy",
         "Trình lãnh đạo Văn phòng", "Dự thảo xong 10:50", Tone::warn, true},
        {"Còn 2 ngày 3 giờ", "16:30 02/12", "Thay đổi, cải chính, bổ sung thông tin hộ tịch", "H20.39.5-261126-0003", "Nguyễn Thị Diễm My",
         "Trực tuyến", "Trình lãnh đạo Văn phòng", "Dự thảo xong 09:20", Tone::good, true}}},
      {"Tạm dừng",
       false,
       {{"Chờ bổ sung", "dừng từ 25/11", "Đăng ký giám hộ", "H20.39.5-261127-0005", "Trương Thị Sáu", "Bưu chính công ích",
         "Chờ người nộp bổ sung", "Nhắc lần 1: 28/11", Tone::wait}}},
  };
}

web::ui::Chart chart() {
  web::ui::Chart c{.title = "Tỷ lệ đúng hạn và số hồ sơ theo tháng",
                   .description = "Tỷ lệ đúng hạn tăng từ 91,2% lên 96,7% trong 12 tháng",
                   .point_label = "Tháng",
                   .bar_label = "Hồ sơ",
                   .line_label = "Đúng hạn",
                   .line_min = 80,
                   .target = 95,
                   .target_label = "Mục tiêu 95%"};
  const double rate[] = {91.2, 92.8, 89.4, 90.6, 93.1, 94, 94.4, 93.7, 95.2, 96.1, 95.8, 96.7};
  const char* rate_text[] = {"91,2%", "92,8%", "89,4%", "90,6%", "93,1%", "94,0%", "94,4%", "93,7%", "95,2%", "96,1%", "95,8%", "96,7%"};
  const int n[] = {1240, 1330, 870, 1410, 1500, 1490, 1560, 1600, 1700, 1680, 1730, 1288};
  for (int i = 0; i < 12; ++i)
    c.points.push_back({.label = i == 0 ? "12/25" : (i < 10 ? "0" : "") + std::to_string(i),
                        .bar = static_cast<double>(n[i]),
                        .bar_text = std::to_string(n[i] / 1000) + "." + std::to_string(1000 + n[i] % 1000).substr(1),
                        .line = rate[i],
                        .line_text = rate_text[i]});
  return c;
}

web::ui::Display display() {
  return {
      .unit_name = "Trung tâm Phục vụ hành chính công xã Tân Phú",
      .day_line = "thứ Hai, 23/11/2026 · mở cửa đến 11:30",
      .clock = "9:12",
      .called = {{"A 047", "Quầy 1", "Chứng thực", true},
                 {"B 023", "Quầy 3", "Hộ tịch, cư trú"},
                 {"C 011", "Quầy 4", "Đất đai, xây dựng"},
                 {"A 046", "Quầy 2", "Chứng thực"}},
      .promise = "Hôm nay: 30–45 phút",
      .promise_text = "Nộp xong, chờ lấy kết quả. Nhận đến 15:00.",
      .promises = {{"Khai sinh, khai tử", "30–45 phút"},
                   {"Chứng thực bản sao, chữ ký", "30 phút"},
                   {"Cấp bản sao trích lục hộ tịch", "30–45 phút"}},
      .kept = "Giữ lời sáng nay: 17 trên 18.",
      .kept_text = "1 trễ 7 phút.",
      .queues = {{"A", "Chứng thực", "6", "15 phút"}, {"B", "Hộ tịch, cư trú", "4", "20 phút"}, {"C", "Đất đai, xây dựng", "5", "40 phút"}},
      .foot_title = "Xem số trên điện thoại: quét mã này.",
      .foot_text = "Chưa lấy số? Bấm máy cạnh cửa, hoặc hỏi bàn hướng dẫn. Người già yếu, khuyết tật, có thai được mời trước."};
}

void pages(const std::filesystem::path& out) {
  const auto all = shells();
  auto person = std::make_shared<Person>();
  person->account_id = 1;
  person->display_name = "Nguyễn Thị Hồng Nhung";
  web::Request request;
  const auto staff = [&](std::string path) {
    request.path = std::move(path);
    auto shell = all.staff({.request = request, .principal = person, .csrf_token = "token"});
    shell.user_place = "Quầy số 3";
    return shell;
  };
  const web::Call call{.request = request, .principal = person, .csrf_token = "token", .form_id = "lan-1"};
  const web::Call visitor{.request = request};
  const auto citizen = all.citizen(visitor);
  const auto vi = web::Lang::vi;
  namespace g = gallery::views;
  write(out / "intake.html", render(vi, g::intake, staff("/tiep-nhan"), call));
  write(out / "case.html", render(vi, g::case_page, staff("/viec"), false));
  write(out / "case-proof.html", render(vi, g::case_page, staff("/viec"), true));
  write(out / "worklist.html", render(vi, g::worklist, staff("/viec"), call, work()));
  write(out / "dashboard.html", render(vi, g::dashboard, staff("/bang"), call, chart()));
  write(out / "inspection.html", render(vi, g::inspection, staff("/tra"), call));
  auto flash = staff("/tra-cuu");
  flash.flash = "Đã lưu giờ làm việc, áp dụng từ 01/01/2027.";
  write(out / "settings.html", render(vi, g::settings, flash, call));
  auto nobody = all.staff(visitor);
  write(out / "sign-in.html", render(vi, g::sign_in, nobody, visitor));
  nobody.lang = web::Lang::en;
  write(out / "sign-in-en.html", render(web::Lang::en, g::sign_in, nobody, visitor));
  write(out / "home.html", render(vi, g::home, citizen));
  write(out / "procedure.html", render(vi, g::procedure, citizen));
  const std::vector<FieldError> errors{{"birth-month", "Ngày sinh của bé phải là hôm nay hoặc trước hôm nay"}};
  write(out / "question.html", render(vi, g::question, citizen, errors));
  write(out / "question-clean.html", render(vi, g::question, citizen, std::vector<FieldError>{}));
  write(out / "follow.html", render(vi, g::follow, citizen));
  write(out / "done.html", render(vi, g::done, citizen));
  write(out / "display.html", render(vi, web::ui::display_page, display()));
  const web::ShellErrorPages errors_in_shell(all, [](const web::Call&) { return false; });
  for (const auto& [status, title] : {std::pair{403, "Không có quyền thực hiện"},
                                      {404, "Không tìm thấy trang"},
                                      {409, "Dữ liệu vừa thay đổi"},
                                      {422, "Chưa xử lý được yêu cầu"},
                                      {429, "Bạn gửi quá nhanh"},
                                      {500, "Có lỗi xảy ra"},
                                      {503, "Hệ thống đang bận"}})
    write(
        out / ("error-" + std::to_string(status) + ".html"),
        errors_in_shell
            .render(visitor,
                    {.status = status, .title = title, .message = "Hãy thử lại sau ít phút.", .incident = status >= 500 ? "9f3c-0012" : ""})
            .body);
  for (const auto& asset : web::asset_table()) {
    write(out / std::string(asset.url.substr(1)), asset.bytes);
    if (!asset.gzip.empty()) write(out / (std::string(asset.url.substr(1)) + ".gz"), asset.gzip);
  }
}

}  // namespace
}  // namespace motcua

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: gallery OUT_DIR\n", stderr);
    return 2;
  }
  motcua::pages(argv[1]);
  return 0;
}
