#include <fmt/core.h>

#include <algorithm>
#include <mutex>
#include <set>
#include <unordered_map>

#include "catalog/catalog.hpp"
#include "catalog/diff.hpp"
#include "catalog/import.hpp"
#include "catalog/pack.hpp"
#include "catalog/store.hpp"
#include "catalog/words.hpp"

namespace motcua::catalog {
namespace {

// How long another instance's import may stay unseen by look-ups outside a transaction.
constexpr std::chrono::seconds kSpanLife{5};
constexpr std::chrono::hours kDraftLife{24};
constexpr std::size_t kMostSpans = 20'000;

tl::unexpected<Error> no_version(std::string_view code, Day day) {
  return errors::not_found("catalog.no_version",
                           fmt::format("Không có thủ tục {} vào ngày {}. Kiểm tra lại mã hoặc ngày.", code, vn_date(day)));
}

}  // namespace

struct Catalog::Impl {
  store::Database& db;
  const Clock& clock;
  IdSource& ids;
  const RunningCases* running = nullptr;

  // Versions never change, so they are kept for good; the day a version ends is looked up with its span.
  struct Span {
    VersionId id;
    Day from{};
    std::optional<Day> to;
    Instant seen;
  };
  std::mutex mutex;
  std::unordered_map<std::int64_t, VersionPtr> documents;
  std::unordered_map<std::string, std::vector<Span>> spans;  // code → the versions seen lately
  std::set<std::int64_t> used;

  VersionPtr cached(VersionId id) {
    const std::scoped_lock lock(mutex);
    const auto found = documents.find(id.value);
    return found == documents.end() ? nullptr : found->second;
  }

  Result<VersionPtr> parsed(const table::VersionRow& row) {
    if (auto known = cached(row.id)) return known;
    TRY(auto version, read_document(row.document, Catalog::units()));
    version.id = row.id;
    version.procedure = row.procedure;
    version.valid_from = row.valid_from;
    version.valid_to = row.valid_to;
    auto pointer = std::make_shared<const ProcedureVersion>(std::move(version));
    const std::scoped_lock lock(mutex);
    return documents.emplace(row.id.value, std::move(pointer)).first->second;
  }

  Result<VersionPtr> load(store::ReadTx& tx, VersionId id) {
    if (auto known = cached(id)) return known;
    const auto row = table::version(tx, id);
    if (!row) return errors::not_found("catalog.version_missing", "Không có bản thủ tục này.");
    return parsed(*row);
  }

  std::optional<VersionId> span_on(std::string_view code, Day day) {
    const std::scoped_lock lock(mutex);
    const auto found = spans.find(std::string(code));
    if (found == spans.end()) return std::nullopt;
    const auto now = clock.now();
    for (const auto& span : found->second)
      if (span.from <= day && (!span.to || day <= *span.to) && now - span.seen < kSpanLife) return span.id;
    return std::nullopt;
  }

  void remember(std::string_view code, const table::VersionRow& row) {
    const std::scoped_lock lock(mutex);
    if (spans.size() > kMostSpans) spans.clear();
    auto& known = spans[std::string(code)];
    std::erase_if(known, [&](const Span& span) { return span.id == row.id; });
    known.push_back({row.id, row.valid_from, row.valid_to, clock.now()});
  }

  // After an import: spans have moved, and a version that was cut short must tell its new last day.
  void forget() {
    const std::scoped_lock lock(mutex);
    spans.clear();
    documents.clear();
  }
};

Catalog::Catalog(store::Database& db, const Clock& clock, IdSource& ids) : impl_(new Impl{db, clock, ids, nullptr, {}, {}, {}, {}}) {}
Catalog::~Catalog() = default;
void Catalog::set_running_cases(const RunningCases& running) { impl_->running = &running; }

Result<VersionPtr> Catalog::on_day(store::ReadTx& tx, std::string_view code, Day day) {
  const auto row = table::version_on(tx, code, day);
  if (!row) return no_version(code, day);
  impl_->remember(code, *row);
  return impl_->load(tx, row->id);
}

Result<VersionPtr> Catalog::on_day(std::string_view code, Day day) {
  if (const auto id = impl_->span_on(code, day))
    if (auto known = impl_->cached(*id)) return known;
  return impl_->db.read([&](store::ReadTx& tx) { return on_day(tx, code, day); });
}

Result<VersionPtr> Catalog::version(store::ReadTx& tx, VersionId id) { return impl_->load(tx, id); }

Result<VersionPtr> Catalog::version(VersionId id) {
  if (auto known = impl_->cached(id)) return known;
  return impl_->db.read([&](store::ReadTx& tx) { return impl_->load(tx, id); });
}

std::vector<VersionInfo> Catalog::versions(std::string_view code) {
  return impl_->db.read([&](store::ReadTx& tx) { return table::version_infos(tx, code); });
}

Result<std::string> Catalog::document(VersionId id) {
  auto row = impl_->db.read([&](store::ReadTx& tx) { return table::version(tx, id); });
  if (!row) return errors::not_found("catalog.document_missing", "Không có bản thủ tục này.");
  return std::move(row->document);
}

SearchPage Catalog::search(const Search& wanted) {
  auto search = wanted;
  search.page = std::max(1, search.page);
  search.page_size = std::clamp(search.page_size, 1, 200);
  constexpr std::string_view kKnownLevels[] = {"xã", "huyện", "tỉnh", "trung ương", "cơ quan khác"};
  if (std::ranges::find(kKnownLevels, search.level) == std::ranges::end(kKnownLevels)) search.level.clear();

  std::vector<std::string> codes, fields;
  for (const auto& event : everyday_words().events)
    if (event.event.id == search.life_event) codes = event.procedures, fields = event.fields;
  const auto words = query_words(search.text);
  const auto pairs = word_pairs(search.text);

  return impl_->db.read([&](store::ReadTx& tx) {
    table::Found found;
    // All words first; then fewer, so that one word too many does not end in nothing.
    const int all = static_cast<int>(words.size());
    for (int hits = all; hits >= std::max(all > 0 ? 1 : 0, (all + 1) / 2); --hits) {
      found = table::search(tx, search, {words, pairs, hits}, {codes, fields});
      if (found.total > 0) break;
    }
    SearchPage page;
    page.rows = std::move(found.rows);
    page.total = found.total;
    page.page = search.page;
    page.pages = std::max(1, (found.total + search.page_size - 1) / search.page_size);
    return page;
  });
}

std::vector<Field> Catalog::fields() {
  return impl_->db.read([](store::ReadTx& tx) { return table::fields(tx); });
}

std::span<const LifeEvent> Catalog::life_events() const {
  static const auto events = [] {
    std::vector<LifeEvent> all;
    for (const auto& event : everyday_words().events) all.push_back(event.event);
    return all;
  }();
  return events;
}

Status Catalog::mark_used(store::Tx& tx, VersionId id) {
  {
    const std::scoped_lock lock(impl_->mutex);
    if (impl_->used.contains(id.value)) return {};
  }
  if (!table::mark_used(tx, id) && !table::is_used(tx, id))
    return errors::conflict("catalog.version_withdrawn", "Thủ tục vừa được thay bằng bản mới. Tải lại trang rồi làm lại.");
  tx.after_commit([impl = impl_.get(), id] {
    const std::scoped_lock lock(impl->mutex);
    impl->used.insert(id.value);
  });
  return {};
}

std::vector<std::int64_t> Catalog::used_versions(store::ReadTx& tx) const { return table::used_versions(tx); }

Result<ImportPlan> Catalog::preview(std::span<const PackFile> packs, std::optional<Day> effective) {
  TRY(const auto read, read_packs(packs, units()));
  return impl_->db.read([&](store::ReadTx& tx) { return plan_import(tx, read, {effective, day_of(impl_->clock.now()), impl_->running}); });
}

Result<ImportPlan> Catalog::import(std::span<const PackFile> packs, std::optional<Day> effective, Importer by) {
  TRY(const auto read, read_packs(packs, units()));
  const auto now = impl_->clock.now();
  auto plan = impl_->db.write([&](store::Tx& tx) -> Result<ImportPlan> {
    TRY(auto planned, plan_import(tx, read, {effective, day_of(now), impl_->running}));
    TRY_VOID(apply_import(tx, read, planned, {now, by}, impl_->ids));
    return planned;
  });
  impl_->forget();
  return plan;
}

Result<std::vector<Change>> Catalog::changes(VersionId before, VersionId after) {
  TRY(const auto old_document, document(before));
  TRY(const auto new_document, document(after));
  TRY(const auto old_node, parse_json(old_document));
  TRY(const auto new_node, parse_json(new_document));
  return changes_between(old_node, new_node);
}

Result<std::int64_t> Catalog::keep_draft(std::span<const PackFile> packs, std::optional<Day> effective, Importer by) {
  const auto now = impl_->clock.now();
  const Draft draft{impl_->ids.next(), {packs.begin(), packs.end()}, effective};
  return impl_->db.write([&](store::Tx& tx) -> Result<std::int64_t> {
    table::drop_drafts_before(tx, now - kDraftLife);
    table::add_draft(tx, draft, by.account, now);
    return draft.id;
  });
}

Result<Catalog::Draft> Catalog::draft(std::int64_t id, std::int64_t account) {
  auto found = impl_->db.read([&](store::ReadTx& tx) { return table::draft(tx, id, account); });
  if (!found) return errors::not_found("catalog.no_draft", "Bản xem trước này không còn. Chọn lại tệp gói thủ tục.");
  return *std::move(found);
}

Result<ImportPlan> Catalog::apply_draft(std::int64_t id, Importer by) {
  TRY(const auto kept, draft(id, by.account));
  TRY(auto plan, import(kept.packs, kept.effective, by));
  TRY_VOID(impl_->db.write([&](store::Tx& tx) -> Status {
    table::drop_draft(tx, id);
    return {};
  }));
  return plan;
}

}  // namespace motcua::catalog
