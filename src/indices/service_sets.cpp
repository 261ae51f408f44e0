// Sets of criteria: import, versions by day; figures and series of others.
#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/dates.hpp"
#include "identity/governs.hpp"
#include "identity/permissions.hpp"
#include "indices/record.hpp"
#include "indices/store.hpp"
#include "web/crypto.hpp"

namespace motcua::indices {

using identity::kReportMake;
using identity::kReportRead;
using identity::may_for;

// ---- sets --------------------------------------------------------------------------------------------------------------------------

Result<std::vector<ImportedSet>> Sets::import(const Actor& actor, std::span<const SetFile> files) {
  if (!actor.is_system() && !actor.permits(kReportMake))
    return errors::forbidden("indices.import_not_permitted", "Chỉ người lập báo cáo, chấm điểm được nhập bộ tiêu chí.");
  return put(actor, files, false);
}

Status Sets::seed() {
  const auto files = shipped_sets();
  TRY_VOID(put(g_.identity.system_actor(), files, true));
  return {};
}

Result<std::vector<ImportedSet>> Sets::put(const Actor& actor, std::span<const SetFile> files, bool only_missing) {
  std::vector<std::pair<const SetFile*, CriteriaSet>> read;
  for (const auto& file : files) {
    TRY(auto set, read_set(file.name, file.text));
    read.emplace_back(&file, std::move(set));
  }
  return g_.db.write([&](store::Tx& tx) -> Result<std::vector<ImportedSet>> {
    std::vector<ImportedSet> done;
    const auto there = table::sets(tx);
    for (const auto& [file, set] : read) {
      SetRow row{.id = {},
                 .code = set.id,
                 .kind = set.kind,
                 .name = set.name,
                 .valid_from = set.valid_from,
                 .valid_to = set.valid_to,
                 .file = file->name,
                 .body = file->text,
                 .sha256 = web::sha256_hex(file->text),
                 .imported_at = g_.clock.now(),
                 .imported_by = actor.account()};
      ImportedSet one{ImportedSet::What::added, set.id, set.name, set.valid_from};
      const auto old =
          std::find_if(there.begin(), there.end(), [&](const SetRow& s) { return s.code == row.code && s.valid_from == row.valid_from; });
      if (old == there.end()) {
        row.id = g_.ids.next<IndexSetTag>();
        row.version = 1;
        table::insert(tx, row);
        TRY_VOID(record(tx, g_, actor, "indices_set", row.id.value, 0, "indices.set_imported", row.code));
      } else if (old->sha256 == row.sha256 || only_missing) {
        one.what = ImportedSet::What::unchanged;
      } else {
        if (table::set_used(tx, old->id))
          return errors::conflict("indices.set_used",
                                  fmt::format("Bộ {} áp dụng từ {} đã có kỳ chấm điểm. Đặt ngày áp dụng (valid_from) mới rồi nhập lại.",
                                              row.code, vn_date(row.valid_from)));
        row.id = old->id;
        row.version = old->version + 1;
        table::replace_body(tx, row);
        TRY_VOID(record(tx, g_, actor, "indices_set", row.id.value, old->version, "indices.set_replaced", row.code));
        one.what = ImportedSet::What::replaced;
      }
      done.push_back(std::move(one));
    }
    return done;
  });
}

std::vector<SetRow> Sets::list() {
  return g_.db.read([](store::ReadTx& tx) { return table::sets(tx); });
}
std::optional<SetRow> Sets::row(SetId id) {
  return g_.db.read([&](store::ReadTx& tx) { return table::set(tx, id); });
}

Result<SetPtr> Sets::open(SetId id) {
  return g_.db.read([&](store::ReadTx& tx) { return open(tx, id); });
}
Result<SetPtr> Sets::open(store::ReadTx& tx, SetId id) {
  const auto row = table::set(tx, id);
  if (!row) return errors::not_found("indices.no_set", "Không có bộ tiêu chí này. Mở lại danh sách bộ tiêu chí.");
  const std::pair key{id.value, row->version};
  {
    const std::scoped_lock lock(mutex_);
    if (const auto found = cache_.find(key); found != cache_.end()) return found->second;
  }
  auto read = read_set(row->file, row->body);
  ensure(read.has_value(), "a set that was imported can be read again");
  auto set = std::make_shared<const CriteriaSet>(*std::move(read));
  const std::scoped_lock lock(mutex_);
  return cache_.try_emplace(key, std::move(set)).first->second;
}

Result<std::pair<SetId, SetPtr>> Sets::on(std::string_view code, Day day) {
  for (const auto& row : list())  // newest first
    if (row.code == code && row.valid_from <= day && (!row.valid_to || day <= *row.valid_to)) {
      TRY(auto set, open(row.id));
      return std::pair{row.id, std::move(set)};
    }
  return errors::not_found("indices.no_set_on_day",
                           fmt::format("Không có bộ “{}” áp dụng cho ngày {}. Nhập bộ tiêu chí trước.", code, vn_date(day)));
}

// ---- figures of others ---------------------------------------------------------------------------------------------------------------

std::span<const SeriesName> series_names() {
  static constexpr auto kNames = std::to_array<SeriesName>({
      {"par-index", "PAR INDEX: Chỉ số cải cách hành chính cấp tỉnh", "%"},
      {"sipas", "SIPAS: Chỉ số hài lòng về sự phục vụ hành chính", "%"},
      {"pci", "PCI: Chỉ số năng lực cạnh tranh cấp tỉnh", "điểm"},
      {"papi", "PAPI: Chỉ số hiệu quả quản trị và hành chính công cấp tỉnh", "điểm"},
      {"dti", "DTI: Chỉ số chuyển đổi số", "điểm"},
  });
  return kNames;
}

namespace {
constexpr Fraction kMostFigure{100'000'000'000};  // as stored with four decimals it stays far inside 64 bits

Status need_right(const Actor& actor, UnitId unit) {
  if (!unit || !may_for(actor, kReportMake, unit))
    return errors::forbidden("indices.figures_not_permitted", "Bạn không được nhập số liệu cho đơn vị này. Chọn đơn vị của bạn.");
  return {};
}
}  // namespace

Result<std::int64_t> Figures::add(const Actor& actor, const NewFact& wish) {
  TRY_VOID(need_right(actor, wish.unit));
  std::vector<FieldError> wrong;
  if (wish.fact.empty()) wrong.push_back({"so_lieu", "Chọn số liệu."});
  if (wish.source.empty()) wrong.push_back({"nguon", "Ghi nguồn: cơ quan, số và ngày của báo cáo hoặc địa chỉ trang."});
  if (wish.to < wish.from) wrong.push_back({"den", "Đến ngày phải từ ngày đầu trở đi."});
  if (wish.value.is_negative() || wish.value > kMostFigure) wrong.push_back({"gia_tri", "Nhập số từ 0 trở lên."});
  if (!wrong.empty()) return errors::invalid_fields("indices.fact_invalid", std::move(wrong));
  return g_.db.write([&](store::Tx& tx) -> Result<std::int64_t> {
    FactRow row{.id = g_.ids.next(),
                .unit = wish.unit,
                .fact = wish.fact,
                .from = wish.from,
                .to = wish.to,
                .value = wish.value,
                .source = wish.source,
                .by = actor.account(),
                .by_name = actor.display_name,
                .at = g_.clock.now(),
                .version = 1};
    table::insert(tx, row);
    TRY_VOID(record(tx, g_, actor, "indices_fact", row.id, 0, "indices.fact_imported", row.fact));
    return row.id;
  });
}

Status Figures::withdraw_fact(const Actor& actor, std::int64_t id) {
  return g_.db.write([&](store::Tx& tx) -> Status {
    const auto row = table::fact(tx, id);
    if (!row || row->withdrawn_at || !may_for(actor, kReportMake, row->unit))
      return errors::not_found("indices.no_fact", "Không còn số liệu này. Mở lại danh sách.");
    table::withdraw_fact(tx, id, g_.clock.now(), row->version + 1);
    return record(tx, g_, actor, "indices_fact", id, row->version, "indices.fact_withdrawn", row->fact);
  });
}

std::vector<FactRow> Figures::facts(const Actor& actor, UnitId unit, std::int64_t before, int limit) {
  if (!unit || !may_for(actor, kReportRead, unit)) return {};
  return g_.db.read([&](store::ReadTx& tx) { return table::facts_of(tx, unit, before, limit); });
}

std::map<std::string, FactRow, std::less<>> Figures::within(store::ReadTx& tx, UnitId unit, Day from, Day to,
                                                            std::optional<Day> known) const {
  std::map<std::string, FactRow, std::less<>> last;
  for (auto& row : table::facts_within(tx, unit, from, to)) {
    if (known && day_of(row.at) > *known) continue;
    auto name = row.fact;
    last.insert_or_assign(std::move(name), std::move(row));
  }
  return last;
}

Result<std::int64_t> Figures::add(const Actor& actor, const NewSeries& wish) {
  TRY_VOID(need_right(actor, wish.unit));
  std::vector<FieldError> wrong;
  const auto names = series_names();
  if (std::none_of(names.begin(), names.end(), [&](const SeriesName& n) { return n.code == wish.code; }))
    wrong.push_back({"chi_so", "Chọn chỉ số."});
  if (wish.year < 2000 || wish.year > 2100) wrong.push_back({"nam", "Nhập năm, ví dụ 2025."});
  if (wish.score.is_negative() || wish.score > Fraction{10'000}) wrong.push_back({"diem", "Nhập điểm từ 0 trở lên, ví dụ 86,98."});
  if (wish.rank < 0 || wish.rank > 1000) wrong.push_back({"hang", "Nhập hạng là số, hoặc để trống."});
  if (wish.source.empty()) wrong.push_back({"nguon", "Ghi nguồn công bố: cơ quan, ngày."});
  if (!wrong.empty()) return errors::invalid_fields("indices.series_invalid", std::move(wrong));
  return g_.db.write([&](store::Tx& tx) -> Result<std::int64_t> {
    SeriesRow row{.id = g_.ids.next(),
                  .code = wish.code,
                  .unit = wish.unit,
                  .year = wish.year,
                  .part = wish.part,
                  .score = wish.score,
                  .rank = wish.rank,
                  .source = wish.source,
                  .by = actor.account(),
                  .by_name = actor.display_name,
                  .at = g_.clock.now(),
                  .version = 1};
    table::insert(tx, row);
    TRY_VOID(record(tx, g_, actor, "indices_series", row.id, 0, "indices.series_imported", row.code));
    return row.id;
  });
}

Status Figures::withdraw_series(const Actor& actor, std::int64_t id) {
  return g_.db.write([&](store::Tx& tx) -> Status {
    const auto row = table::series_row(tx, id);
    if (!row || row->withdrawn_at || !may_for(actor, kReportMake, row->unit))
      return errors::not_found("indices.no_series", "Không còn số liệu này. Mở lại danh sách.");
    table::withdraw_series(tx, id, g_.clock.now(), row->version + 1);
    return record(tx, g_, actor, "indices_series", id, row->version, "indices.series_withdrawn", row->code);
  });
}

std::vector<SeriesRow> Figures::series(const Actor& actor, UnitId unit) {
  if (!unit || !may_for(actor, kReportRead, unit)) return {};
  return g_.db.read([&](store::ReadTx& tx) { return table::series(tx, unit); });
}

}  // namespace motcua::indices
