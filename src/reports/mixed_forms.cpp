#include "reports/mixed_forms.hpp"

#include <algorithm>
#include <array>

namespace motcua::reports {

namespace {
using identity::Level;

constexpr Day kFrom{std::chrono::year{2026} / 8 / 1};
constexpr std::string_view kBasis = "Thông tư 09/2026/TT-BTP";
constexpr std::string_view kProvince = "UBND cấp tỉnh", kMinistry = "Bộ Tư pháp", kCommune = "UBND cấp xã";
constexpr std::string_view kNumbering = "Số cột theo thứ tự nội dung của biểu.";

// ---- 03: what was published -------------------------------------------------------------------------------------------------------------
constexpr std::string_view kPublished = "TTHC được công bố", kShown = "TTHC được công khai";
constexpr auto k03Rows = std::to_array<MixedRow>(
    {{"trung-uong", "TTHC do trung ương quy định", Fill::counted}, {"dia-phuong", "TTHC do địa phương quy định", Fill::counted}});
constexpr auto k03Columns = std::to_array<MixedColumn>({
    {3, "", "Số quyết định công bố", Quantity::number, "", {}, "Quyết định công bố của những thủ tục có thay đổi hiệu lực trong kỳ"},
    {4, kPublished, "Tổng số", Quantity::number, "5+6+7"},
    {5,
     kPublished,
     "Ban hành mới",
     Quantity::number,
     "",
     {},
     "Phiên bản đầu tiên của thủ tục trong danh mục có hiệu lực từ một ngày trong kỳ"},
    {6, kPublished, "Sửa đổi, bổ sung", Quantity::number, "", {}, "Phiên bản thay phiên bản trước có hiệu lực từ một ngày trong kỳ"},
    {7, kPublished, "Bãi bỏ", Quantity::number, "", {}, "Phiên bản cuối cùng của thủ tục hết hiệu lực trong kỳ"},
    {8, kShown, "Mới, sửa đổi", Quantity::number, "", Fill::entered, "Số đã công khai trên Cơ sở dữ liệu quốc gia về TTHC, đơn vị nhập"},
    {9, kShown, "Gỡ bỏ (bãi bỏ)", Quantity::number, "", Fill::entered, "Số đã gỡ trên Cơ sở dữ liệu quốc gia về TTHC, đơn vị nhập"},
    {10, "", "Tổng số TTHC còn hiệu lực", Quantity::number, "", {}, "Thủ tục trong danh mục có hiệu lực vào ngày cuối kỳ"},
});

// ---- 04: reviews ------------------------------------------------------------------------------------------------------------------------
constexpr std::string_view kOption = "Phương án";
constexpr auto k04Rows = std::to_array<MixedRow>({{"chinh-phu", "Rà soát theo kế hoạch của Chính phủ, Thủ tướng Chính phủ", Fill::counted},
                                                  {"dia-phuong", "Rà soát theo kế hoạch của địa phương", Fill::counted}});
constexpr auto k04Columns = std::to_array<MixedColumn>({
    {2, "", "Tổng số TTHC cần rà soát, đơn giản hóa theo Kế hoạch", Quantity::number, "", {}, "Thủ tục trong kế hoạch rà soát của năm"},
    {3, "", "Tổng số TTHC đã được rà soát, thông qua phương án đơn giản hóa", Quantity::number, "4+5+6"},
    {4, kOption, "Giữ nguyên", Quantity::number, "", {}, "Rà soát xong trong kỳ, kết luận giữ nguyên"},
    {5, kOption, "Bãi bỏ", Quantity::number, "", {}, "Phương án bãi bỏ được thông qua trong kỳ"},
    {6, kOption, "Sửa đổi, bổ sung", Quantity::number, "", {}, "Phương án sửa đổi, bổ sung được thông qua trong kỳ"},
    {7, kOption, "Số lượng VBQPPL phải sửa đổi", Quantity::number, "", {}, "Cộng số văn bản ghi ở các phương án được thông qua trong kỳ"},
    {8, kOption, "Số, ký hiệu, tên các VBQPPL phải sửa đổi", Quantity::text, "", Fill::entered, "Đơn vị nhập", true},
    {9, "", "Thời gian cắt giảm (ngày)", Quantity::number, "", {}, "Cộng số ngày cắt giảm của các phương án được thông qua trong kỳ"},
    {10, "", "Tỷ lệ thời gian cắt giảm", Quantity::share, "", {}, "Số ngày cắt giảm / số ngày trước khi cắt giảm của các phương án đó"},
    {11, "", "Số tiền tiết kiệm (triệu đồng)", Quantity::millions, "", {}, "Chi phí tuân thủ mỗi năm trước trừ sau đơn giản hóa"},
    {12, "", "Tỷ lệ chi phí tiết kiệm", Quantity::share, "", {}, "Chi phí tiết kiệm / chi phí trước đơn giản hóa"},
    {13, "", "Số, ký hiệu, ngày của QĐ phê duyệt Phương án đơn giản hóa", Quantity::text, "", {}, "Quyết định ghi ở phương án", true},
});

// ---- 06: what people report and propose -------------------------------------------------------------------------------------------------
constexpr std::string_view kGot = "PAKN được tiếp nhận", kHandled = "PAKN đã xử lý", kOngoing = "PAKN đang xử lý";
constexpr auto k06aRows = std::to_array<MixedRow>(
    {{"he-thong", "Ghi nhận trên hệ thống", Fill::counted}, {"ngoai", "Nhận ngoài hệ thống, đơn vị nhập", Fill::entered}});
constexpr auto k06bRows = std::to_array<MixedRow>({{"he-thong", "Ghi nhận trên hệ thống", Fill::counted},
                                                   {"cap-xa", "Nhận ngoài hệ thống, các đơn vị đã nhập ở Biểu 06a", Fill::gathered},
                                                   {"ngoai", "Nhận ngoài hệ thống ở cấp tỉnh, đơn vị nhập", Fill::entered}});
constexpr auto k06Columns = std::to_array<MixedColumn>({
    {3, kGot, "Tổng số", Quantity::number, "4+5"},
    {4, kGot, "Về hành vi", Quantity::number, "", {}, "Phản ánh về hành vi, chậm trễ, làm sai quy định"},
    {5, kGot, "Về quy định", Quantity::number, "", {}, "Kiến nghị về quy định chưa hợp lý"},
    {6, kGot, "Kỳ trước chuyển qua", Quantity::number, "", {}, "Nhận trước kỳ, chưa trả lời khi kỳ bắt đầu"},
    {7, kGot, "Nhận mới trong kỳ", Quantity::number, "", {}, "Nhận trong kỳ"},
    {8, kHandled, "Tổng số", Quantity::number, "9+10"},
    {9, kHandled, "Về hành vi", Quantity::number, "", {}, "Trả lời trong kỳ, về hành vi"},
    {10, kHandled, "Về quy định", Quantity::number, "", {}, "Trả lời trong kỳ, về quy định"},
    {11, kHandled, "Kỳ trước chuyển qua", Quantity::number, "", {}, "Trả lời trong kỳ, nhận trước kỳ"},
    {12, kHandled, "Nhận mới trong kỳ", Quantity::number, "", {}, "Trả lời trong kỳ, nhận trong kỳ"},
    {13, kOngoing, "Tổng số", Quantity::number, "14+15"},
    {14, kOngoing, "Về hành vi", Quantity::number, "", {}, "Chưa trả lời khi hết kỳ, về hành vi"},
    {15, kOngoing, "Về quy định", Quantity::number, "", {}, "Chưa trả lời khi hết kỳ, về quy định"},
    {16, "", "Đã xử lý và đăng tải công khai", Quantity::number, "", {}, "Trả lời trong kỳ và có phần công khai"},
});

// ---- 08: how the one-stop is organised --------------------------------------------------------------------------------------------------
constexpr std::string_view kPeople = "Nhân sự", kThings = "Trang thiết bị (1: có, 0: không)",
                           kThingsOfAll = "Trang thiết bị (số đơn vị có)", kList = "Số thủ tục hành chính";
constexpr auto k08bRows = std::to_array<MixedRow>({{"don-vi", "Bộ phận Một cửa của đơn vị", Fill::entered}});
constexpr auto k08bColumns = std::to_array<MixedColumn>({
    {3, "", "Số lượng điểm tiếp nhận", Quantity::number, "", Fill::counted,
     "Bộ phận Một cửa và điểm tiếp nhận trong cây đơn vị vào ngày cuối kỳ"},
    {4, kPeople, "Tổng số", Quantity::number, "5+6+7"},
    {5, kPeople, "Chuyên trách", Quantity::number, "", {}, "Đơn vị nhập"},
    {6, kPeople, "Cử đến", Quantity::number, "", {}, "Đơn vị nhập"},
    {7, kPeople, "Hợp đồng", Quantity::number, "", {}, "Đơn vị nhập"},
    {8, kThings, "Máy tính tiếp nhận", Quantity::flag, "", {}, "Đơn vị nhập"},
    {9, kThings, "Máy tính hỗ trợ DVC trực tuyến", Quantity::flag, "", {}, "Đơn vị nhập"},
    {10, kThings, "Máy scan", Quantity::flag, "", {}, "Đơn vị nhập"},
    {11, kThings, "Màn hình cảm ứng", Quantity::flag, "", {}, "Đơn vị nhập"},
});
constexpr auto k08cRows =
    std::to_array<MixedRow>({{"cap-tinh", "Trung tâm Phục vụ hành chính công cấp tỉnh", Fill::entered},
                             {"cap-xa", "Bộ phận Một cửa của cấp xã, các đơn vị đã nhập ở Biểu 08b", Fill::gathered}});
constexpr auto k08cColumns = std::to_array<MixedColumn>({
    {3, "", "Số lượng điểm tiếp nhận", Quantity::number, "", Fill::counted,
     "Bộ phận Một cửa và điểm tiếp nhận trong cây đơn vị vào ngày cuối kỳ"},
    {4, kPeople, "Tổng số", Quantity::number, "5+6+7"},
    {5, kPeople, "Chuyên trách", Quantity::number, "", {}, "Cấp tỉnh: đơn vị nhập; cấp xã: cộng số các xã đã nhập"},
    {6, kPeople, "Cử đến", Quantity::number, "", {}, "Như cột 5"},
    {7, kPeople, "Hợp đồng", Quantity::number, "", {}, "Như cột 5"},
    {8, kThingsOfAll, "Máy tính tiếp nhận", Quantity::number, "", {}, "Như cột 5"},
    {9, kThingsOfAll, "Máy tính hỗ trợ DVC trực tuyến", Quantity::number, "", {}, "Như cột 5"},
    {10, kThingsOfAll, "Máy scan", Quantity::number, "", {}, "Như cột 5"},
    {11, kThingsOfAll, "Màn hình cảm ứng", Quantity::number, "", {}, "Như cột 5"},
    {12, kList, "Thuộc thẩm quyền", Quantity::number, "", Fill::counted, "Thủ tục có hiệu lực vào ngày cuối kỳ do cấp đó giải quyết", true},
    {13, kList, "Tiếp nhận tại Bộ phận Một cửa", Quantity::number, "", Fill::entered, "Đơn vị nhập", true},
    {14, kList, "Đã có quy trình nội bộ", Quantity::number, "", Fill::counted, "Thủ tục ở cột 12 có các bước giải quyết trong danh mục",
     true},
});

constexpr auto kForms = std::to_array<MixedForm>({
    {"03b", "Biểu số 03b/BTP/KSTT", "Kết quả công bố, công khai thủ tục hành chính tại địa phương", kProvince, kMinistry, Level::province,
     kFrom, std::nullopt, kBasis, true, "Nội dung", "Số TTHC", k03Rows, k03Columns, true, "",
     "Quyết định công bố có ký hiệu UBND là của địa phương, còn lại là của trung ương. Số cột theo thứ tự nội dung của biểu."},
    {"04b", "Biểu số 04b/BTP/KSTT", "Kết quả rà soát, đơn giản hóa thủ tục hành chính tại địa phương", kProvince, kMinistry,
     Level::province, kFrom, std::nullopt, kBasis, true, "Kế hoạch", "Số TTHC", k04Rows, k04Columns, true, "", ""},
    {"06a", "Biểu số 06a/BTP/KSTT", "Kết quả xử lý phản ánh, kiến nghị về quy định hành chính và hành vi hành chính",
     "UBND cấp xã; cơ quan chuyên môn thuộc UBND cấp tỉnh", kProvince, Level::commune, kFrom, std::nullopt, kBasis, false, "Nơi ghi nhận",
     "Số PAKN", k06aRows, k06Columns, true, "",
     "Lỗi hệ thống và việc khác không phải phản ánh, kiến nghị về quy định, hành vi hành chính nên không đếm."},
    {"06b", "Biểu số 06b/BTP/KSTT", "Kết quả xử lý phản ánh, kiến nghị về quy định hành chính và hành vi hành chính tại địa phương",
     kProvince, kMinistry, Level::province, kFrom, std::nullopt, kBasis, false, "Nơi ghi nhận", "Số PAKN", k06bRows, k06Columns, true,
     "06a", "Lỗi hệ thống và việc khác không phải phản ánh, kiến nghị về quy định, hành vi hành chính nên không đếm."},
    {"08b", "Biểu số 08b/BTP/KSTT", "Tình hình tổ chức Bộ phận Một cửa cấp xã", kCommune, kProvince, Level::commune, kFrom, std::nullopt,
     kBasis, false, "Đơn vị", "Theo từng cột", k08bRows, k08bColumns, false, "", kNumbering},
    {"08c", "Biểu số 08c/BTP/KSTT", "Tình hình tổ chức Bộ phận Một cửa tại địa phương", kProvince, kMinistry, Level::province, kFrom,
     std::nullopt, kBasis, false, "Cấp", "Theo từng cột", k08cRows, k08cColumns, true, "08b", kNumbering},
});
}  // namespace

std::span<const MixedForm> mixed_forms() { return kForms; }

const MixedForm* mixed_form(std::string_view id) {
  const auto found = std::find_if(kForms.begin(), kForms.end(), [&](const MixedForm& f) { return f.id == id; });
  return found == kForms.end() ? nullptr : &*found;
}

const MixedColumn* column(const MixedForm& f, int number) {
  const auto found = std::find_if(f.columns.begin(), f.columns.end(), [&](const MixedColumn& c) { return c.number == number; });
  return found == f.columns.end() ? nullptr : &*found;
}

const MixedRow* row(const MixedForm& f, std::string_view key) {
  const auto found = std::find_if(f.rows.begin(), f.rows.end(), [&](const MixedRow& r) { return r.key == key; });
  return found == f.rows.end() ? nullptr : &*found;
}

bool made_for(const MixedForm& f, const Period& p) {
  if (p.kind == PeriodKind::free || (p.kind == PeriodKind::month && !f.monthly)) return false;
  return p.to >= f.valid_from && (!f.valid_to || p.to <= *f.valid_to);
}

std::vector<const MixedForm*> mixed_forms_for(Level level, const Period& p) {
  std::vector<const MixedForm*> found;
  for (const auto& f : kForms)
    if (f.level == level && made_for(f, p)) found.push_back(&f);
  return found;
}

std::optional<Fill> fill_of(const MixedForm& f, std::string_view key, const MixedColumn& c) {
  const auto* r = row(f, key);
  if (!r || !c.sum.empty()) return std::nullopt;
  return c.fill ? *c.fill : r->fill;
}

Period latest_period(const MixedForm& f, Day today) {
  auto month = month_of(today);
  if (!f.monthly) {
    const std::chrono::year_month_day last{month.to};
    month = official_period(PeriodKind::quarter, int{last.year()}, (static_cast<int>(unsigned{last.month()}) + 2) / 3);
  }
  // The first period the form exists for may run still.
  while (month.to >= today && made_for(f, before(month))) month = before(month);
  return month;
}

}  // namespace motcua::reports
