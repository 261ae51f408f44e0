#include "dossier/exports.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "store/journal.hpp"

namespace motcua::dossier {

namespace {
constexpr std::size_t kMostExported = 20'000;
constexpr int kPage = 200;

tl::unexpected<Error> too_many() {
  return errors::invalid("dossier.export_too_large",
                         "Danh sách có hơn 20.000 hồ sơ. Chọn khoảng thời gian ngắn hơn hoặc lọc theo lĩnh vực.");
}
}  // namespace

Result<std::vector<DossierRow>> all_of_worklist(Dossiers& dossiers, const Actor& actor, Tab tab, Filter filter) {
  std::vector<DossierRow> rows;
  filter.limit = kPage;
  filter.after.clear();
  do {
    auto page = dossiers.worklist(actor, tab, filter);
    std::move(page.rows.begin(), page.rows.end(), std::back_inserter(rows));
    if (rows.size() > kMostExported) return too_many();
    filter.after = page.next;
  } while (!filter.after.empty());
  return rows;
}

Result<std::vector<DossierRow>> all_of_register(Dossiers& dossiers, const Actor& actor, Filter& filter, Day today) {
  if (!filter.to) filter.to = today;
  if (!filter.from) filter.from = std::chrono::local_days{std::chrono::year_month_day{*filter.to}.year() / 1 / 1};
  if (*filter.to < *filter.from || *filter.to - *filter.from > std::chrono::days{366})
    return errors::invalid("dossier.register_period", "Chọn khoảng thời gian từ 1 ngày đến 1 năm.");
  std::vector<DossierRow> rows;
  auto page_of = filter;
  page_of.limit = kPage;
  page_of.after.clear();
  do {
    TRY(auto page, dossiers.register_of(actor, page_of));
    std::move(page.rows.begin(), page.rows.end(), std::back_inserter(rows));
    if (rows.size() > kMostExported) return too_many();
    page_of.after = page.next;
  } while (!page_of.after.empty());
  std::reverse(rows.begin(), rows.end());  // a book is read from the oldest line on
  return rows;
}

std::string period_words(const Filter& filter) {
  return filter.from && filter.to ? fmt::format("Từ ngày {} đến ngày {}", vn_date(*filter.from), vn_date(*filter.to)) : std::string{};
}

namespace {
print::Cell moment_cell(const std::optional<Instant>& t) { return t ? print::Cell{*t} : print::Cell{}; }
}  // namespace

print::Sheet worklist_sheet(std::string_view title, const std::vector<DossierRow>& rows) {
  print::Sheet sheet;
  sheet.name = "Hồ sơ";
  sheet.title = {std::string(title)};
  sheet.columns = {{"Mã hồ sơ", 24},   {"Thủ tục", 44}, {"Người nộp", 26}, {"Kênh nhận", 18}, {"Trạng thái", 22},
                   {"Nhận hồ sơ", 18}, {"Hẹn trả", 18}, {"Còn lại", 20},   {"Đang ở", 34},    {"Người giữ", 24}};
  for (const auto& r : rows)
    sheet.rows.push_back({r.code, r.procedure_name, r.applicant_name, std::string(label(r.channel)), std::string(label(r.state)),
                          r.received_at, r.due_at, r.punctuality ? std::string(label(*r.punctuality)) : r.remaining, r.holder_unit_name,
                          r.holder_name});
  return sheet;
}

print::Sheet register_sheet(std::string_view period, const std::vector<DossierRow>& rows) {
  print::Sheet sheet;
  sheet.name = "Sổ theo dõi hồ sơ";
  sheet.title = {"SỔ THEO DÕI HỒ SƠ (Mẫu số 07, Thông tư 03/2025/TT-VPCP)", std::string(period)};
  sheet.columns = {{"TT", 6},
                   {"Mã hồ sơ", 24},
                   {"Tên TTHC", 44},
                   {"Tên tổ chức, cá nhân", 26},
                   {"Địa chỉ/SĐT", 40},
                   {"Cơ quan chủ trì giải quyết", 34},
                   {"Nhận hồ sơ", 18},
                   {"Hẹn trả kết quả", 18},
                   {"Trả kết quả", 18},
                   {"Phương thức nhận kết quả", 24},
                   {"Nhập lùi ngày", 14}};
  std::int64_t number = 0;
  for (const auto& r : rows)
    sheet.rows.push_back({++number, r.code, r.procedure_name, r.applicant_name, r.contact, r.competent_unit_name, r.received_at, r.due_at,
                          moment_cell(r.returned_at), std::string(label(r.return_method)), std::string(r.entered_late ? "Có" : "")});
  return sheet;
}

void log_export(identity::Identity& identity, const Actor& actor, Instant now, std::string_view purpose) {
  const auto logged = identity.db().write([&](store::Tx& tx) -> Status {
    store::log_access(tx, {.at = now,
                           .actor = actor.account_id,
                           .unit = actor.acting_unit().value,
                           .object = "dossier_list",
                           .object_id = actor.acting_unit().value,
                           .purpose = purpose});
    return {};
  });
  ensure(logged.has_value(), "a line of the access log is never refused");
}

}  // namespace motcua::dossier
