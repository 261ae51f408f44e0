#include "reform/plan_reports.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/text.hpp"
#include "identity/permissions_reform.hpp"
#include "reform/letters_report.hpp"

namespace motcua::reform {

using store::ReadTx;
using store::Tx;

namespace {
constexpr std::size_t kMostText = 20'000;
tl::unexpected<Error> no_report() { return errors::not_found("reform.no_report", "Không có báo cáo này trong phạm vi của bạn."); }
}  // namespace

const ReportFigure& PlanReportView::figure(std::string_view key) const {
  static const ReportFigure kUnknown;
  const auto at = figures.find(key);
  return at == figures.end() ? kUnknown : at->second;
}
std::string PlanReportView::text(std::string_view part) const {
  const auto at = texts.find(part);
  return at == texts.end() || at->second.empty() ? std::string() : at->second.back().text;
}

Result<PlanReport> PlanReports::changeable(ReadTx& tx, const Actor& actor, std::int64_t id) const {
  auto r = find<PlanReport>(tx, id);
  if (!r || !actor.permits_in(identity::kReformRead, r->unit)) return no_report();
  if (!b_.may_manage(actor, r->unit)) return not_yours("reform.report_not_yours");
  if (r->signed_on)
    return errors::illegal_transition("reform.report_signed", "Báo cáo đã ký, không sửa được nữa. Số liệu và câu chữ giữ như khi ký.");
  return *std::move(r);
}

std::vector<PlanReportView> PlanReports::list(const Actor& actor, int limit) {
  const auto units = actor.units_with(identity::kReformRead);
  return b_.db.read([&](ReadTx& tx) {
    std::vector<PlanReportView> out;
    for (auto& r : rows::plan_reports(tx, units, limit)) {
      PlanReportView v{.unit_name = b_.unit_name(r.unit), .title = report_title(r.kind, r.year, r.quarter)};
      v.report = std::move(r);
      out.push_back(std::move(v));
    }
    return out;
  });
}

Result<std::int64_t> PlanReports::begin(const Actor& actor, UnitId unit, ReportKind kind, int year, int quarter) {
  if (!b_.may_manage(actor, unit)) return not_yours("reform.report_begin_not_yours");
  std::vector<FieldError> wrong;
  if (year < 2021 || year > 2100) wrong.push_back({"nam", "Ghi năm, ví dụ 2026."});
  if (kind == ReportKind::quarter && (quarter < 1 || quarter > 4)) wrong.push_back({"quy", "Chọn quý."});
  if (kind != ReportKind::quarter) quarter = 0;
  const auto span = wrong.empty() ? span_of(kind, year, quarter) : ReportSpan{};
  if (wrong.empty() && span.from > b_.today())
    wrong.push_back({"nam", fmt::format("Kỳ này bắt đầu ngày {}, chưa đến.", vn_date(span.from))});
  if (!wrong.empty()) return errors::invalid_fields("reform.report_invalid", std::move(wrong));
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Result<std::int64_t> {
    if (const auto known = rows::plan_report(tx, unit, year, kind, quarter)) return known->id;
    PlanReport r{.id = b_.ids.next(), .unit = unit, .kind = kind, .year = year, .quarter = quarter, .from = span.from, .to = span.to};
    r.made_by = actor.display_name;
    TRY_VOID(keep(tx, r, "reform_report.begun", by));
    return r.id;
  });
}

Result<PlanReportView> PlanReports::open(const Actor& actor, std::int64_t id) {
  PlanReportView v;
  std::vector<ReportLine> lines;
  TRY_VOID(b_.db.read([&](ReadTx& tx) -> Status {
    auto r = find<PlanReport>(tx, id);
    if (!r || !actor.permits_in(identity::kReformRead, r->unit)) return no_report();
    v.report = *std::move(r);
    for (auto& t : rows::report_texts(tx, id)) v.texts[t.part].push_back(std::move(t));
    lines = rows::report_lines(tx, id, v.is_signed());
    return {};
  }));
  v.unit_name = b_.unit_name(v.report.unit);
  v.title = report_title(v.report.kind, v.report.year, v.report.quarter);
  v.form = report_template(v.report.signed_on.value_or(b_.today()));
  v.may_manage = b_.may_manage(actor, v.report.unit);
  if (!v.is_signed()) v.figures = live(actor, v.report, v.form);
  for (auto& l : lines) v.figures[l.figure] = {l.value, l.source, l.href, l.figure.starts_with("nhap.")};
  return v;
}

Status PlanReports::write(const Actor& actor, std::int64_t id, std::string part, std::string text) {
  text = nfc(trim(text));
  const auto form = report_template(b_.today());
  const auto* known = form.part(part);
  if (!known || known->heading()) return errors::not_found("reform.no_report_part", "Không có mục này trong báo cáo.");
  if (text.size() > kMostText) return errors::invalid_fields("reform.report_text_long", {{"noi_dung", "Đoạn này dài quá. Rút gọn lại."}});
  const auto now = b_.clock.now();
  const auto by = by_of(actor, now);
  return b_.db.write([&](Tx& tx) -> Status {
    TRY(const auto r, changeable(tx, actor, id));
    ReportText t{
        .id = b_.ids.next(), .report = r.id, .part = part, .number = 1, .text = text, .made_by = actor.display_name, .made_at = now};
    const auto all = rows::report_texts(tx, id);
    if (const auto last = std::find_if(all.rbegin(), all.rend(), [&](const ReportText& x) { return x.part == part; }); last != all.rend()) {
      if (last->text == text) return {};
      t.number = last->number + 1;
    }
    return keep(tx, t, "reform_report_text.written", by);
  });
}

Status PlanReports::enter(const Actor& actor, std::int64_t id, std::string key, std::string value, std::string source) {
  value = clean(value);
  source = clean(source);
  const auto form = report_template(b_.today());
  const auto* line = form.line(key);
  std::vector<FieldError> wrong;
  if (!line || !line->typed()) wrong.push_back({"so_lieu", "Chọn số liệu đơn vị tự ghi. Số liệu khác đọc từ hệ thống, không ghi tay."});
  if (value.empty()) wrong.push_back({"gia_tri", "Ghi giá trị."});
  if (source.empty()) wrong.push_back({"nguon", "Ghi nguồn: văn bản, sổ theo dõi, ngày."});
  if (!wrong.empty()) return errors::invalid_fields("reform.report_figure_invalid", std::move(wrong));
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Status {
    TRY(const auto r, changeable(tx, actor, id));
    ReportLine l{.id = 0, .report = r.id, .figure = key};
    for (auto& known : rows::report_lines(tx, id, false))
      if (known.figure == key) l = std::move(known);
    if (l.id == 0) l.id = b_.ids.next();
    l.value = value;
    l.source = source;
    l.made_by = actor.display_name;
    return keep(tx, l, "reform_report_line.entered", by);
  });
}

Status PlanReports::sign(const Actor& actor, std::int64_t id, std::string number, std::string signer) {
  number = clean(number);
  signer = clean(signer);
  std::vector<FieldError> wrong;
  if (number.empty()) wrong.push_back({"so", "Ghi số, ký hiệu báo cáo, ví dụ 120/BC-UBND."});
  if (signer.empty()) wrong.push_back({"nguoi_ky", "Ghi chức vụ, họ tên người ký."});
  if (!wrong.empty()) return errors::invalid_fields("reform.report_sign_invalid", std::move(wrong));
  TRY_VOID(b_.db.read([&](ReadTx& tx) -> Status {
    TRY(const auto r, changeable(tx, actor, id));
    if (b_.today() < r.to)
      return errors::illegal_transition("reform.report_early", fmt::format("Kỳ báo cáo đến hết ngày {}, chưa ký được.", vn_date(r.to)));
    return {};
  }));
  // Figures and papers are made outside of the transaction; whoever signs first has them.
  TRY(auto v, open(actor, id));
  v.report.number = number;
  v.report.signer = signer;
  v.report.signed_on = b_.today();
  TRY(const auto pdf, b_.blobs.put(report_pdf(v, issuer_of(b_, v.report.unit)), "application/pdf"));
  TRY(const auto xlsx, b_.blobs.put(report_xlsx(v), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"));
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Status {
    TRY(auto r, changeable(tx, actor, id));
    std::size_t texts = 0;
    for (const auto& [part, versions] : v.texts) texts += versions.size();
    if (r.version != v.report.version || texts != rows::report_texts(tx, id).size())
      return errors::conflict("reform.report_changed", "Báo cáo vừa có người sửa. Xem lại rồi ký.");
    for (const auto& kind : v.form.lines) {
      const auto& f = v.figure(kind.key);
      ReportLine l{
          .id = b_.ids.next(), .report = r.id, .figure = kind.key, .frozen = true, .value = f.value, .source = f.source, .href = f.href};
      l.made_by = actor.display_name;
      TRY_VOID(keep(tx, l, "reform_report_line.frozen", by));
    }
    r.number = number;
    r.signer = signer;
    r.signed_on = v.report.signed_on;
    r.pdf_hash = pdf.hash;
    r.xlsx_hash = xlsx.hash;
    return keep(tx, r, "reform_report.signed", by);
  });
}

}  // namespace motcua::reform
