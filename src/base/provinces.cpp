// Made from data/province-codes.yaml (version 1; sources named there); provinces_test.cpp compares the two.
#include <array>

#include "base/provinces.hpp"

namespace motcua {
namespace {

constexpr auto kFormer = std::to_array<FormerProvince>({
    {"001", "Hà Nội", "01", "024"},
    {"002", "Hà Giang", "08", "0219"},
    {"004", "Cao Bằng", "04", "0206"},
    {"006", "Bắc Kạn", "19", "0209"},
    {"008", "Tuyên Quang", "08", "0207"},
    {"010", "Lào Cai", "15", "0214"},
    {"011", "Điện Biên", "11", "0215"},
    {"012", "Lai Châu", "12", "0213"},
    {"014", "Sơn La", "14", "0212"},
    {"015", "Yên Bái", "15", "0216"},
    {"017", "Hòa Bình", "25", "0218"},
    {"019", "Thái Nguyên", "19", "0208"},
    {"020", "Lạng Sơn", "20", "0205"},
    {"022", "Quảng Ninh", "22", "0203"},
    {"024", "Bắc Giang", "24", "0204"},
    {"025", "Phú Thọ", "25", "0210"},
    {"026", "Vĩnh Phúc", "25", "0211"},
    {"027", "Bắc Ninh", "24", "0222"},
    {"030", "Hải Dương", "31", "0220"},
    {"031", "Hải Phòng", "31", "0225"},
    {"033", "Hưng Yên", "33", "0221"},
    {"034", "Thái Bình", "33", "0227"},
    {"035", "Hà Nam", "37", "0226"},
    {"036", "Nam Định", "37", "0228"},
    {"037", "Ninh Bình", "37", "0229"},
    {"038", "Thanh Hóa", "38", "0237"},
    {"040", "Nghệ An", "40", "0238"},
    {"042", "Hà Tĩnh", "42", "0239"},
    {"044", "Quảng Bình", "44", "0232"},
    {"045", "Quảng Trị", "44", "0233"},
    {"046", "Thừa Thiên Huế", "46", "0234"},
    {"048", "Đà Nẵng", "48", "0236"},
    {"049", "Quảng Nam", "48", "0235"},
    {"051", "Quảng Ngãi", "51", "0255"},
    {"052", "Bình Định", "52", "0256"},
    {"054", "Phú Yên", "66", "0257"},
    {"056", "Khánh Hòa", "56", "0258"},
    {"058", "Ninh Thuận", "56", "0259"},
    {"060", "Bình Thuận", "68", "0252"},
    {"062", "Kon Tum", "51", "0260"},
    {"064", "Gia Lai", "52", "0269"},
    {"066", "Đắk Lắk", "66", "0262"},
    {"067", "Đắk Nông", "68", "0261"},
    {"068", "Lâm Đồng", "68", "0263"},
    {"070", "Bình Phước", "75", "0271"},
    {"072", "Tây Ninh", "80", "0276"},
    {"074", "Bình Dương", "79", "0274"},
    {"075", "Đồng Nai", "75", "0251"},
    {"077", "Bà Rịa - Vũng Tàu", "79", "0254"},
    {"079", "Hồ Chí Minh", "79", "028"},
    {"080", "Long An", "80", "0272"},
    {"082", "Tiền Giang", "82", "0273"},
    {"083", "Bến Tre", "86", "0275"},
    {"084", "Trà Vinh", "86", "0294"},
    {"086", "Vĩnh Long", "86", "0270"},
    {"087", "Đồng Tháp", "82", "0277"},
    {"089", "An Giang", "91", "0296"},
    {"091", "Kiên Giang", "91", "0297"},
    {"092", "Cần Thơ", "92", "0292"},
    {"093", "Hậu Giang", "92", "0293"},
    {"094", "Sóc Trăng", "92", "0299"},
    {"095", "Bạc Liêu", "96", "0291"},
    {"096", "Cà Mau", "96", "0290"},
});

constexpr auto kProvinces = std::to_array<Province>({
    {"01", "Hà Nội", true},    {"04", "Cao Bằng", false},   {"08", "Tuyên Quang", false}, {"11", "Điện Biên", false},
    {"12", "Lai Châu", false}, {"14", "Sơn La", false},     {"15", "Lào Cai", false},     {"19", "Thái Nguyên", false},
    {"20", "Lạng Sơn", false}, {"22", "Quảng Ninh", false}, {"24", "Bắc Ninh", false},    {"25", "Phú Thọ", false},
    {"31", "Hải Phòng", true}, {"33", "Hưng Yên", false},   {"37", "Ninh Bình", false},   {"38", "Thanh Hóa", false},
    {"40", "Nghệ An", false},  {"42", "Hà Tĩnh", false},    {"44", "Quảng Trị", false},   {"46", "Huế", true},
    {"48", "Đà Nẵng", true},   {"51", "Quảng Ngãi", false}, {"52", "Gia Lai", false},     {"56", "Khánh Hòa", false},
    {"66", "Đắk Lắk", false},  {"68", "Lâm Đồng", false},   {"75", "Đồng Nai", true},     {"79", "Hồ Chí Minh", true},
    {"80", "Tây Ninh", false}, {"82", "Đồng Tháp", false},  {"86", "Vĩnh Long", false},   {"91", "An Giang", false},
    {"92", "Cần Thơ", true},   {"96", "Cà Mau", false},
});

template <class Row> const Row* find(const auto& rows, std::string_view code) {
  for (const Row& row : rows)
    if (row.code == code) return &row;
  return nullptr;
}

}  // namespace

std::span<const FormerProvince> former_provinces() { return kFormer; }
std::span<const Province> provinces() { return kProvinces; }
const FormerProvince* province_of_birth_registration(std::string_view code) { return find<FormerProvince>(kFormer, code); }

std::string_view province_name(std::string_view stat_code, Day on) {
  if (on >= kTwoTierSince) {
    const auto* province = find<Province>(kProvinces, stat_code);
    return province == nullptr ? std::string_view{} : province->name;
  }
  const auto* former = stat_code.size() == 2 ? find<FormerProvince>(kFormer, std::string("0").append(stat_code)) : nullptr;
  return former == nullptr ? std::string_view{} : former->name;
}

bool is_central_city(std::string_view stat_code, Day on) {
  const auto* province = find<Province>(kProvinces, stat_code);
  if (on < kTwoTierSince || province == nullptr) return false;
  // Đồng Nai became a city on 30/4/2026 (Nghị quyết 30/2026/QH16).
  return province->city && (stat_code != "75" || on >= Day{std::chrono::year{2026} / 4 / 30});
}

}  // namespace motcua
