#include "reports/fact_lists.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "base/numbers.hpp"
#include "dossier/fact_lists.hpp"
#include "dossier/facts.hpp"
#include "reports/service.hpp"

namespace motcua::reports {

FactLists::FactLists(store::Database& db, const Clock& clock, identity::Identity& identity, catalog::Catalog& catalog)
    : impl_(std::make_unique<Reports::Impl>(Reports::Impl{db, clock, identity, catalog, {}})) {}
FactLists::~FactLists() = default;

namespace {
struct FactOf {
  std::string_view word;
  bool part = false;
  std::string_view title, rule;
};
constexpr auto kFactLists = std::to_array<FactOf>({
    {"bo-sung", true, "Phải bổ sung sau tiếp nhận", "Tiếp nhận trong kỳ và bị yêu cầu bổ sung ít nhất một lần"},
    {"bo-sung", false, "Hồ sơ tiếp nhận trong kỳ", "Tiếp nhận trong kỳ, kể cả hồ sơ không phải bổ sung"},
    {"bo-sung-lai", true, "Phải bổ sung từ lần thứ hai", "Tiếp nhận trong kỳ và bị yêu cầu bổ sung từ hai lần"},
    {"bo-sung-lai", false, "Hồ sơ tiếp nhận trong kỳ", "Tiếp nhận trong kỳ, kể cả hồ sơ không phải bổ sung"},
    {"thanh-toan", true, "Thanh toán trực tuyến", "Tiếp nhận trong kỳ, đã nộp phí, lệ phí không dùng tiền mặt"},
    {"thanh-toan", false, "Đã nộp phí, lệ phí", "Tiếp nhận trong kỳ, đã nộp phí, lệ phí"},
    {"xin-loi", true, "Xin lỗi đúng lúc khi trễ hẹn", "Xong quá hạn trong kỳ, Mẫu 04 đã gửi trước hạn"},
    {"xin-loi", false, "Xong quá hạn", "Xong quá hạn trong kỳ"},
    {"cong-dan-cho", false, "Công dân chờ đến khi nhận kết quả",
     "Trả kết quả trong kỳ; chờ lâu nhất đứng đầu; tính cả ngày nghỉ và lúc tạm dừng"},
    {"hen-hom-nay", false, "Đang giải quyết, hẹn trả hôm nay", "Chưa có kết quả, không chờ công dân, hẹn trả trong hôm nay"},
    {"qua-han-lau", false, "Quá hạn hơn 5 ngày", "Chưa có kết quả, không chờ công dân, quá hẹn trả hơn 5 ngày"},
});

std::pair<std::int64_t, std::int64_t> cursor_of(std::string_view text) {
  const std::pair<std::int64_t, std::int64_t> fresh{INT64_MIN, INT64_MIN};
  const auto dot = text.find('.');
  if (dot == std::string_view::npos) return fresh;
  std::pair<std::int64_t, std::int64_t> c;
  const auto read = [](std::string_view part, std::int64_t& n) {
    return std::from_chars(part.data(), part.data() + part.size(), n).ec == std::errc{};
  };
  return read(text.substr(0, dot), c.first) && read(text.substr(dot + 1), c.second) ? c : fresh;
}

CaseList case_list(const FactOf& f) {
  if (f.word == "cong-dan-cho") return CaseList::returned;
  if (f.word == "hen-hom-nay" || f.word == "qua-han-lau") return CaseList::due;
  if (!f.part) return CaseList::received;
  return f.word == "bo-sung" ? CaseList::supplemented : CaseList::again;
}

// Days of which the fact is asked: the period, or those that end now.
std::pair<Instant, Instant> span_of_fact(std::string_view fact, const Cut& cut, Instant now) {
  const auto today = day_of(now);
  if (fact == "hen-hom-nay") return {to_instant(LocalTime{today}), to_instant(LocalTime{today + std::chrono::days{1}})};
  if (fact == "qua-han-lau") return {Instant{}, to_instant(LocalTime{today - kLongOverdue})};
  return {cut.from, cut.to};
}

std::string waited(const CaseRow& row) {
  const auto hours = std::chrono::duration_cast<std::chrono::hours>(*row.returned_at - row.received_at).count();
  return fmt::format("Trả kết quả {}, sau {} ngày", vn_datetime(*row.returned_at), vn_decimal(hours * 10 / 24, 1));
}
}  // namespace

Result<Listed> FactLists::list(const Actor& actor, const Question& q, std::string_view fact, bool part, std::string_view after,
                               int limit) const {
  const auto found = std::find_if(kFactLists.begin(), kFactLists.end(), [&](const FactOf& f) { return f.word == fact && f.part == part; });
  if (found == kFactLists.end())
    return errors::not_found("reports.no_fact", "Không có chỉ số này. Mở lại bảng điều hành rồi chọn một con số.");
  const auto& s = *impl_;
  const auto narrow = s.narrow(actor, q);
  if ((fact == "thanh-toan" || fact == "xin-loi") && !narrow.by_competence())
    return errors::not_found("reports.no_fact_here",
                             "Chỉ số này chỉ tính theo cơ quan có thẩm quyền. Bỏ lọc nơi tiếp nhận và người thụ lý.");
  const auto now = s.clock.now();
  const auto [from, to] = span_of_fact(fact, s.cut_of(q), now);
  const auto on = tree_day(q, now);
  Listed l{.title = std::string(found->title), .rule = std::string(found->rule)};
  const auto [key, dossier] = cursor_of(after);
  return s.db.read([&, from = from, to = to, key = key, dossier = dossier](store::ReadTx& tx) {
    if (fact == "thanh-toan" || fact == "xin-loi") {
      const bool payments = fact == "thanh-toan";
      if (payments) {
        const auto f = dossier::count_payments(tx, narrow.units, narrow.field, from, to);
        l.figure = part ? f.online : f.paid;
      } else {
        const auto f = dossier::count_apologies(tx, narrow.units, narrow.field, from, to);
        l.figure = part ? f.in_time : f.late;
      }
      const dossier::ListAsk ask{narrow.units, narrow.field, from, to, {dossier == INT64_MIN ? 0 : dossier}, limit};
      const auto rows = payments ? dossier::list_payments(tx, ask, part) : dossier::list_apologies(tx, ask, part);
      for (const auto& r : rows) l.rows.push_back({r.code, r.procedure_name, s.unit_name(r.unit, on), r.received_at, r.due_at, {}});
      if (std::ssize(rows) == limit) l.next = fmt::format("0.{}", rows.back().id.value);
      return l;
    }
    const CaseAsk ask{case_list(*found), from, to};
    l.figure = count_cases(tx, narrow, ask);
    const auto rows = list_cases(tx, narrow, ask, {key, dossier}, limit);
    for (const auto& c : rows) l.rows.push_back(listed_row(tx, s, c.row, on, c.row.returned_at ? waited(c.row) : std::string()));
    if (std::ssize(rows) == limit) l.next = fmt::format("{}.{}", rows.back().key, rows.back().row.dossier.value);
    return l;
  });
}

ListedRow listed_row(store::ReadTx& tx, const Reports::Impl& s, const CaseRow& row, Day on, std::string detail) {
  std::string name = row.dimensions.procedure;
  if (const auto version = s.catalog.version(tx, row.version)) name = (*version)->name;
  return {row.code, std::move(name), s.unit_name(row.dimensions.unit, on), row.received_at, row.due_at, std::move(detail)};
}

}  // namespace motcua::reports
