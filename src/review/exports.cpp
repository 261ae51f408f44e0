#include "review/exports.hpp"

#include <fmt/core.h>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "print/document.hpp"
#include "print/forms_parts.hpp"
#include "review/page_views.hpp"

namespace motcua::review {

namespace {
std::string share(std::int64_t part, std::int64_t whole) { return whole <= 0 ? "chưa có" : vn_percent(part, whole, 2); }
double millions(Dong d) { return static_cast<double>(d.value) / 1e6; }
std::string decisions(const PlanView& p) {
  std::string text;
  for (const auto& i : p.items)
    if (!i.decision.empty() && text.find(i.decision) == std::string::npos) text += (text.empty() ? "" : "; ") + i.decision;
  return text;
}
}  // namespace

print::Sheet result_sheet(const PlanView& p) {
  print::Sheet sheet;
  sheet.name = "04b BTP KSTT";
  sheet.title = {"Biểu số 04b/BTP/KSTT", "Kết quả rà soát, đơn giản hóa thủ tục hành chính tại địa phương",
                 fmt::format("{}. {}", p.unit_name, p.row.name), p.row.decision};
  sheet.columns = {{"STT", 8},
                   {"Tổng số TTHC cần rà soát, đơn giản hóa theo Kế hoạch", 16},
                   {"Tổng số TTHC đã được rà soát, thông qua phương án đơn giản hóa", 16},
                   {"Số lượng TTHC giữ nguyên", 12},
                   {"Số lượng TTHC bãi bỏ", 12},
                   {"Số lượng TTHC sửa đổi, bổ sung", 12},
                   {"Số lượng VBQPPL phải sửa đổi", 12},
                   {"Kiến nghị thực thi", 50},
                   {"Thời gian cắt giảm (ngày)", 12},
                   {"Tỷ lệ thời gian cắt giảm", 12},
                   {"Số tiền tiết kiệm (triệu đồng)", 14},
                   {"Tỷ lệ chi phí tiết kiệm", 12},
                   {"Số, ký hiệu, ngày của QĐ phê duyệt Phương án đơn giản hóa", 40}};
  const auto row = [&](std::string name, const Totals& t, std::string text, std::string decision) {
    sheet.rows.push_back({std::move(name), std::int64_t{t.planned}, std::int64_t{t.approved}, std::int64_t{t.keep}, std::int64_t{t.abolish},
                          std::int64_t{t.amend}, std::int64_t{t.documents}, std::move(text), std::int64_t{t.days_now - t.days_after},
                          share(t.days_now - t.days_after, t.days_now), millions(t.saving.saved()), t.saving.share_text(),
                          std::move(decision)});
  };
  row(p.row.basis == Basis::government ? "I" : "II", p.all, "", decisions(p));
  for (const auto& [level, totals] : p.levels) row("Cấp " + level, totals, "", "");
  for (const auto& i : p.items)
    row(fmt::format("{} {}", i.procedure_code, i.procedure_name), totals_of({&i, 1}), i.recommendation, i.decision);
  return sheet;
}

print::Sheet cost_sheet(const ItemView& v) {
  print::Sheet sheet;
  sheet.name = "Chi phí tuân thủ";
  const auto& i = v.item;
  sheet.title = {
      "BẢNG TÍNH CHI PHÍ TUÂN THỦ THỦ TỤC HÀNH CHÍNH", fmt::format("{} {} (cấp {})", i.procedure_code, i.procedure_name, i.level),
      fmt::format("{}. {}", v.unit_name, v.plan.name), fmt::format("Mức thu nhập: {}. Số lượng: {}", i.wage_source, i.subjects_source)};
  sheet.columns = {{"STT", 6},
                   {"Các công việc khi thực hiện TTHC", 40},
                   {"Các hoạt động/cách thức thực hiện cụ thể", 40},
                   {"Thời gian thực hiện (giờ)", 12},
                   {"Mức TNBQ/01 người/01 giờ làm việc", 14},
                   {"Chi phí tư vấn, dịch vụ (thuê)", 14},
                   {"Mức phí, lệ phí, chi phí khác", 14},
                   {"Số lần thực hiện/01 năm", 12},
                   {"Số lượng đối tượng tuân thủ/01 năm", 14},
                   {"Chi phí thực hiện TTHC", 16},
                   {"Tổng chi phí thực hiện TTHC/01 năm", 18},
                   {"Ghi chú", 24}};
  for (const auto side : {Side::now, Side::after}) {
    const auto& volume = side == Side::now ? i.sheet.now : i.sheet.after;
    const double frequency = static_cast<double>(volume.frequency) / 1000;
    sheet.rows.push_back({side == Side::now ? "I" : "II",
                          side == Side::now ? "Chi phí hiện tại" : "Chi phí sau đơn giản hóa",
                          {},
                          {},
                          {},
                          {},
                          {},
                          frequency,
                          volume.subjects,
                          procedure_cost(i.sheet, side).rounded().value,
                          year_cost(i.sheet, side).value,
                          {}});
    int number = 0;
    for (const auto& s : i.sheet.steps) {
      const auto& c = side == Side::after && s.after ? *s.after : s.now;
      const bool gone = side == Side::after && s.cut;
      sheet.rows.push_back({std::to_string(++number),
                            fmt::format("{}: {}", label(s.work), s.name),
                            s.way,
                            gone ? print::Cell{} : print::Cell{static_cast<double>(c.hours * c.times) / 1e6},
                            i.sheet.wage.value,
                            gone ? print::Cell{} : print::Cell{c.hired.value},
                            gone ? print::Cell{} : print::Cell{c.fee.value},
                            frequency,
                            volume.subjects,
                            step_cost(i.sheet, s, side).rounded().value,
                            {},
                            side == Side::now ? std::string()
                            : s.cut           ? "Cắt bỏ"
                            : s.touched()     ? "Thay đổi"
                                              : "Giữ nguyên"});
    }
  }
  const auto s = saving(i.sheet);
  sheet.rows.push_back({"III", "Chi phí tiết kiệm", {}, {}, {}, {}, {}, {}, {}, {}, s.saved().value, s.share_text()});
  return sheet;
}

std::string result_pdf(const PlanView& p) {
  using namespace print;
  Document doc{Paper::a4_landscape, fmt::format("Kết quả rà soát {}", p.row.year), 12 * kMm};
  doc.paragraph(bold(p.unit_name), {.size = 11, .after = 2});
  doc.paragraph(bold("KẾT QUẢ RÀ SOÁT, ĐƠN GIẢN HÓA THỦ TỤC HÀNH CHÍNH"), {.size = 14, .align = Align::centre, .after = 1, .tag = "H1"});
  doc.paragraph(p.row.name + (p.row.decision.empty() ? "" : " (" + p.row.decision + ")"), {.size = 11, .align = Align::centre, .after = 4});
  const auto line = [&](const std::string& where, const Totals& t) {
    doc.paragraph(
        fmt::format("{}: {} thủ tục trong kế hoạch, {} đã rà soát, {} có phương án đơn giản hóa ({}), {} đã phê duyệt, {} đã thực thi. "
                    "Chi phí tiết kiệm {} một năm, tỷ lệ cắt giảm {}.",
                    where, t.planned, t.reviewed, t.proposed, t.proposed_share(), t.approved, t.carried_out,
                    million_words(t.saving.saved()), t.saving.share_text()),
        {.size = 11});
  };
  for (const auto& [level, totals] : p.levels) line("Cấp " + level, totals);
  line("Cộng", p.all);
  doc.space(3);
  const std::vector<print::Column> columns{
      {"STT", 0.6, Align::centre}, {"Mã số TTHC", 1.3},          {"Tên thủ tục hành chính", 4}, {"Cấp", 0.7},
      {"Phương án", 1.4},          {"Nội dung đơn giản hóa", 4}, {"Kiến nghị thực thi", 2.6},   {"Tiết kiệm (đồng/năm)", 1.7, Align::right},
      {"Tỷ lệ", 1, Align::right}};
  std::vector<std::vector<Rich>> rows;
  int number = 0;
  for (const auto& i : p.items) {
    const auto s = saving(i.sheet);
    const bool proposal = i.state >= ItemState::proposed;
    rows.push_back({Rich{std::to_string(++number)}, Rich{i.procedure_code}, Rich{i.procedure_name}, Rich{i.level},
                    Rich{std::string(label(i.outcome))}, Rich{i.proposal}, Rich{i.recommendation},
                    Rich{proposal ? vn_number(s.saved().value) : ""}, Rich{proposal ? s.share_text() : ""}});
  }
  doc.table(columns, rows, 8.5);
  doc.space(6);
  doc.keep_together(90);
  signatures(doc, "NGƯỜI LẬP BÁO CÁO", "", "THỦ TRƯỞNG ĐƠN VỊ", "", 11, 50);
  doc.footer(fmt::format("{}. Trang {{trang}}", p.row.name));
  return doc.finish();
}

}  // namespace motcua::review
