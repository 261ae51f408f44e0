#include "reports/mixed.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "base/json.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "identity/governs.hpp"
#include "identity/permissions.hpp"
#include "reports/service.hpp"
#include "store/journal.hpp"

namespace motcua::reports {

using identity::may_for;

identity::Level reporting_level(const identity::UnitTree& tree, UnitId unit, Day day) {
  const auto kind = tree.kind(unit, day);
  const bool province = kind == identity::UnitKind::province || kind == identity::UnitKind::central_city;
  return province ? identity::Level::province : identity::Level::commune;
}

Instant MixedAsk::until() const {
  return known ? std::min(period.end(), to_instant(LocalTime{*known + std::chrono::days{1}})) : period.end();
}

Day MixedAsk::last_day(Day today) const { return std::min({period.to, today, known.value_or(today)}); }

bool told(const MixedColumn& c, const MixedValue& v) { return v.none || (v.known && !(c.measured == Quantity::share && v.whole == 0)); }

std::string words(const MixedColumn& c, const MixedValue& v) {
  if (v.none) return "";
  if (!told(c, v)) return "chưa có số liệu";
  switch (c.measured) {
    case Quantity::number:
    case Quantity::flag: return vn_number(v.amount);
    case Quantity::millions: return vn_decimal((v.amount + (v.amount < 0 ? -5'000 : 5'000)) / 10'000, 2);
    case Quantity::share: return v.amount < 0 ? "−" + vn_percent(-v.amount, v.whole) : vn_percent(v.amount, v.whole);
    case Quantity::text: return v.text.empty() ? "không có" : v.text;
  }
  return "";
}

namespace {
using CellKey = std::pair<std::string, int>;

std::string entered_words(const MixedColumn& c, const EntryRow& e) { return c.measured == Quantity::text ? e.told : vn_number(e.amount); }
std::string source_words(const EntryRow& e) {
  return fmt::format("Nguồn: {}, ngày {}. {} nhập lúc {}.", e.source, vn_date(e.source_day), e.by_name, vn_datetime(e.at));
}
}  // namespace

// What is behind every cell that is no sum.
struct MixedForms::Sums {
  std::map<CellKey, std::vector<Fact>> facts{};
  std::set<CellKey> known{}, partial{};
  std::map<CellKey, std::vector<EntryRow>> entries{};  // of the unit itself, in order of entry
  std::vector<EntryRow> later{};                       // entered after the day known
  std::size_t places = 0, entered_places = 0;          // units below that enter a form of theirs; those that did

  // Cells that a cell is the sum of; itself when it is none.
  static std::vector<CellKey> parts(const MixedForm& f, std::string_view key, const MixedColumn& c) {
    std::vector<CellKey> found;
    std::vector<int> columns{c.number};
    if (!c.sum.empty()) columns = summands(c.sum);
    for (const auto& r : f.rows)
      if (key == r.key || key == kTotalRow)
        for (const int n : columns) found.emplace_back(r.key, n);
    return found;
  }
  static bool none(std::string_view key, const MixedColumn& c) { return key == kTotalRow && c.only_first_rows; }

  MixedValue value(const MixedForm& f, std::string_view key, const MixedColumn& c) const {
    MixedValue v;
    v.none = none(key, c);
    if (v.none) return v;
    std::set<std::string> said;
    for (const auto& part : parts(f, key, c)) {
      if (!known.contains(part)) {
        v.partial = true;
        continue;
      }
      v.known = true;
      v.partial = v.partial || partial.contains(part);
      const auto found = facts.find(part);
      if (found == facts.end()) continue;
      for (const auto& fact : found->second) {
        ++v.things;
        v.amount += fact.amount;
        v.whole += fact.whole;
        if (!fact.text.empty() && said.insert(fact.text).second) v.text += (v.text.empty() ? "" : "; ") + fact.text;
      }
    }
    if (!v.known) v.partial = false;
    return v;
  }
};

namespace {
tl::unexpected<Error> only_read() {
  return errors::invalid("reports.past_is_only_read",
                         "Số liệu như đã biết một ngày đã qua chỉ để xem. Bỏ trống ô “Như đã biết ngày” rồi nhập hoặc chốt.");
}

bool known_by(const MixedAsk& ask, Instant at) { return !ask.known || day_of(at) <= *ask.known; }

// The latest of each cell holds.
std::map<std::pair<UnitId, CellKey>, EntryRow> holding(const std::vector<EntryRow>& rows) {
  std::map<std::pair<UnitId, CellKey>, EntryRow> latest;
  for (const auto& e : rows) latest[{e.unit, {e.row, e.column}}] = e;
  return latest;
}
}  // namespace

Status MixedForms::allowed(const Actor& actor, const MixedAsk& ask) const {
  if (!ask.unit || !may_for(actor, identity::kReportRead, ask.unit))
    return errors::not_found("reports.no_mixed_unit", "Không có đơn vị này, hoặc đơn vị không thuộc phạm vi của bạn. Chọn một đơn vị.");
  const auto on = std::min(ask.period.to, identity_.today());
  if (reporting_level(*identity_.tree(), ask.unit, on) != ask.form->level)
    return errors::invalid("reports.form_of_another_level",
                           fmt::format("{} do {} lập. Chọn biểu khác hoặc đơn vị khác.", ask.form->code, ask.form->reporter));
  if (!made_for(*ask.form, ask.period))
    return errors::invalid(
        "reports.form_not_for_period",
        fmt::format("{} lập theo {}, từ kỳ chốt số liệu sau ngày {}. Chọn kỳ khác.", ask.form->code,
                    ask.form->monthly ? "tháng, quý, 6 tháng, năm" : "quý, 6 tháng, năm", vn_date(ask.form->valid_from)));
  return {};
}

MixedForms::Sums MixedForms::sums(store::ReadTx& tx, const Actor& actor, const MixedAsk& ask) const {
  const auto& f = *ask.form;
  Sums s;
  const auto units = reports_.scope(actor, {.period = ask.period, .unit = ask.unit});
  for (const auto* source : sources_) {
    if (!source->knows(f.id)) continue;
    auto told = source->facts(tx, actor, ask, units);
    for (const auto& r : f.rows)
      for (const auto& c : f.columns)
        if (fill_of(f, r.key, c) == Fill::counted && told.known.contains(std::string(r.key))) {
          s.known.emplace(r.key, c.number);
          if (told.partial.contains(std::string(r.key))) s.partial.emplace(r.key, c.number);
        }
    for (auto& fact : told.all) s.facts[{fact.row, fact.column}].push_back(std::move(fact));
  }
  const UnitId own[] = {ask.unit};
  for (auto& e : entries_of(tx, f.id, ask.period.from, ask.period.to, own)) {
    if (known_by(ask, e.at))
      s.entries[{e.row, e.column}].push_back(std::move(e));
    else
      s.later.push_back(std::move(e));
  }
  for (const auto& [key, rows] : s.entries) {
    const auto* c = column(f, key.second);
    if (!c || fill_of(f, key.first, *c) != Fill::entered) continue;
    const auto& e = rows.back();
    s.known.insert(key);
    s.facts[key].assign(1, {key.first, key.second, entered_words(*c, e), source_words(e), "", e.amount, 0, e.told});
  }
  if (f.gathers_from.empty()) return s;
  const auto tree = identity_.tree();
  const auto on = ask.last_day(identity_.today());
  std::vector<UnitId> below;
  for (const auto u : tree->within(ask.unit, on)) {
    const auto kind = tree->kind(u, on);
    if (kind && identity::kind_info(*kind).territorial && u != ask.unit && may_for(actor, identity::kReportRead, u)) below.push_back(u);
  }
  s.places = below.size();
  auto gathered = entries_of(tx, f.gathers_from, ask.period.from, ask.period.to, below);
  std::erase_if(gathered, [&](const EntryRow& e) { return !known_by(ask, e.at); });
  const auto latest = holding(gathered);
  std::set<UnitId> entered;
  for (const auto& [where, e] : latest) {
    entered.insert(e.unit);
    for (const auto& r : f.rows) {
      const auto* c = column(f, e.column);
      if (!c || fill_of(f, r.key, *c) != Fill::gathered) continue;
      const CellKey key{r.key, e.column};
      s.known.insert(key);
      s.facts[key].push_back({key.first, key.second, std::string(tree->name(e.unit, on)), source_words(e),
                              fmt::format("/bao-cao/bieu?bieu={}&ky={}&don_vi={}{}", f.gathers_from, ask.period.word, e.unit.value,
                                          ask.known ? "&biet_den=" + vn_date(*ask.known) : std::string()),
                              e.amount, 0, e.told});
    }
  }
  s.entered_places = entered.size();
  if (entered.size() < below.size())
    for (const auto& key : s.known)
      if (fill_of(f, key.first, *column(f, key.second)) == Fill::gathered) s.partial.insert(key);
  return s;
}

MixedReport MixedForms::tell(const MixedAsk& ask, const Sums& sums) const {
  MixedReport r{.ask = ask};
  r.told_at = clock_.now();
  r.running = r.told_at < ask.period.end() && !ask.known;
  r.unit_name = std::string(identity_.tree()->name(ask.unit, std::min(ask.period.to, identity_.today())));
  r.send = sending(ask.period, ask.form->level);
  const auto line = [&](std::string_view key, std::string_view name) {
    MixedLine l{std::string(key), std::string(name), {}};
    for (const auto& c : ask.form->columns) l.values.push_back(sums.value(*ask.form, key, c));
    r.lines.push_back(std::move(l));
  };
  for (const auto& row : ask.form->rows) line(row.key, row.name);
  for (const auto& row : ask.form->rows)
    for (const auto& c : ask.form->columns)
      if (const auto told = sums.entries.find({std::string(row.key), c.number}); told != sums.entries.end())
        r.sources.push_back(fmt::format("{}, cột ({}): {}. {}", row.name, c.number, entered_words(c, told->second.back()),
                                        source_words(told->second.back())));
  for (const auto& e : sums.later)
    if (const auto* c = column(*ask.form, e.column))
      if (const auto* in = row(*ask.form, e.row))
        r.later.push_back(fmt::format("{}, cột ({}): {}. {}", in->name, c->number, entered_words(*c, e), source_words(e)));
  if (ask.form->with_total) line(kTotalRow, "TỔNG CỘNG");
  return r;
}

Result<MixedReport> MixedForms::report(const Actor& actor, const MixedAsk& ask) {
  TRY_VOID(allowed(actor, ask));
  return tell(ask, db_.read([&](store::ReadTx& tx) { return sums(tx, actor, ask); }));
}

Result<MixedCell> MixedForms::cell(const Actor& actor, const MixedAsk& ask, std::string_view key, int number) {
  TRY_VOID(allowed(actor, ask));
  const auto& f = *ask.form;
  const auto* c = column(f, number);
  const auto* r = row(f, key);
  if (!c || (!r && !(key == kTotalRow && f.with_total)) || Sums::none(key, *c))
    return errors::not_found("reports.no_mixed_cell", "Biểu không có ô này. Mở lại biểu rồi chọn một con số.");
  MixedCell cell{.column = c, .row_name = r ? std::string(r->name) : std::string("TỔNG CỘNG")};
  const auto all = db_.read([&](store::ReadTx& tx) { return sums(tx, actor, ask); });
  cell.value = all.value(f, key, *c);
  for (const auto& part : Sums::parts(f, key, *c)) {
    if (!all.known.contains(part)) continue;
    if (const auto found = all.facts.find(part); found != all.facts.end())
      cell.facts.insert(cell.facts.end(), found->second.begin(), found->second.end());
  }
  if (const auto told = all.entries.find({std::string(key), number}); told != all.entries.end())
    cell.history.assign(told->second.rbegin(), told->second.rend());
  if (fill_of(f, key, *c) == Fill::gathered) cell.coverage = fmt::format("{} trong {} đơn vị đã nhập.", all.entered_places, all.places);
  return cell;
}

// ---- entering ---------------------------------------------------------------------------------------------------------------------------

bool MixedForms::may_make(const Actor& actor, UnitId unit) const { return unit && may_for(actor, identity::kReportMake, unit); }

namespace {
constexpr std::int64_t kMostAmount = 1'000'000'000;
constexpr std::size_t kLongestText = 1000;

std::string field_of(int column) { return fmt::format("cot_{}", column); }

// What was typed into a cell, or what is wrong with it.
Result<EntryRow> read_entry(const MixedColumn& c, std::string_view typed) {
  EntryRow e{.column = c.number};
  if (c.measured == Quantity::text) {
    e.told = clean(typed);
    if (e.told.size() > kLongestText) return errors::invalid("reports.entry_too_long", "Viết ngắn hơn 1.000 ký tự.");
    return e;
  }
  const auto n = parse_vn_integer(typed);
  if (c.measured == Quantity::flag && (!n || (*n != 0 && *n != 1)))
    return errors::invalid("reports.entry_no_flag", "Nhập 1 nếu có, 0 nếu không.");
  if (!n || *n < 0 || *n > kMostAmount) return errors::invalid("reports.entry_no_number", "Nhập một số nguyên từ 0 trở lên.");
  e.amount = *n;
  return e;
}
}  // namespace

Result<int> MixedForms::enter(const Actor& actor, const MixedAsk& ask, const EntryWish& wish) {
  TRY_VOID(allowed(actor, ask));
  if (ask.known) return only_read();
  if (!may_make(actor, ask.unit))
    return errors::forbidden("reports.may_not_enter",
                             "Bạn không có quyền nhập số liệu của đơn vị này. Nhờ người kiểm soát thủ tục của đơn vị.");
  const auto today = identity_.today();
  if (ask.period.from > today) return errors::invalid("reports.enter_too_early", "Kỳ này chưa bắt đầu. Nhập số liệu khi kỳ đã bắt đầu.");
  std::vector<FieldError> wrong;
  std::vector<EntryRow> rows;
  for (const auto& [number, typed] : wish.values) {
    if (clean(typed).empty()) continue;
    const auto* c = column(*ask.form, number);
    if (!c || fill_of(*ask.form, wish.row, *c) != Fill::entered)
      return errors::not_found("reports.no_entry_cell", "Ô này không nhập được: con số tự có từ hồ sơ. Mở lại biểu.");
    auto e = read_entry(*c, typed);
    if (e)
      rows.push_back(*std::move(e));
    else
      wrong.push_back({field_of(number), e.error().message});
  }
  if (rows.empty() && wrong.empty()) wrong.push_back({"nguon", "Chưa nhập con số nào. Nhập ít nhất một ô."});
  const auto source = clean(wish.source);
  if (source.size() < 5) wrong.push_back({"nguon", "Ghi nguồn của số liệu: số văn bản, sổ, biên bản."});
  if (source.size() > kLongestText) wrong.push_back({"nguon", "Viết ngắn hơn 1.000 ký tự."});
  const auto source_day = parse_vn_date(wish.source_day);
  if (!source_day || *source_day > today) wrong.push_back({"ngay_nguon", "Nhập ngày của nguồn, dạng ngày/tháng/năm, không sau hôm nay."});
  if (!wrong.empty()) return errors::invalid_fields("reports.entry_invalid", std::move(wrong));
  const auto now = clock_.now();
  return db_.write([&](store::Tx& tx) -> Result<int> {
    const UnitId own[] = {ask.unit};
    const auto held = holding(entries_of(tx, ask.form->id, ask.period.from, ask.period.to, own));
    int kept = 0;
    for (auto& e : rows) {
      const auto before = held.find({ask.unit, {wish.row, e.column}});
      if (before != held.end() && before->second.amount == e.amount && before->second.told == e.told && before->second.source == source &&
          before->second.source_day == *source_day)
        continue;
      e.id = identity_.ids().next();
      e.form = ask.form->id;
      e.unit = ask.unit;
      e.from = ask.period.from;
      e.to = ask.period.to;
      e.row = wish.row;
      e.source = source;
      e.source_day = *source_day;
      e.at = now;
      e.by = actor.account();
      e.by_name = actor.display_name;
      insert(tx, e);
      const auto payload = entry_payload(e);
      TRY_VOID(store::append(tx,
                             {.object = "form_entry",
                              .object_id = e.id,
                              .at = now,
                              .recorded_at = now,
                              .actor = actor.account_id,
                              .unit = ask.unit.value,
                              .kind = "reports.figure_entered",
                              .payload = payload},
                             0));
      ++kept;
    }
    return kept;
  });
}

// ---- signing off ------------------------------------------------------------------------------------------------------------------------

namespace {
std::string kept_text(const MixedReport& r) {
  JsonWriter json;
  json.begin_object().field("form", r.ask.form->id).key("rows").begin_array();
  for (const auto& l : r.lines) {
    json.begin_object().field("key", l.key).field("name", l.name).key("values").begin_array();
    for (const auto& v : l.values)
      json.begin_object()
          .field("known", v.known)
          .field("partial", v.partial)
          .field("none", v.none)
          .field("amount", v.amount)
          .field("whole", v.whole)
          .field("things", v.things)
          .field("text", v.text)
          .end_object();
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return json.take();
}

std::vector<MixedLine> kept_lines(std::string_view text) {
  std::vector<MixedLine> lines;
  const auto json = Json::parse(text, {.bytes = 8'000'000});
  ensure(json.has_value(), "a form signed off is JSON");
  const auto flag = [](const Json& v, std::string_view name) { return v[name].boolean().value_or(false); };
  for (const auto& row : (*json)["rows"].elements()) {
    MixedLine l{std::string(row["key"].text().value_or("")), std::string(row["name"].text().value_or("")), {}};
    for (const auto& v : row["values"].elements())
      l.values.push_back({flag(v, "known"), flag(v, "partial"), flag(v, "none"), v["amount"].integer().value_or(0),
                          v["whole"].integer().value_or(0), v["things"].integer().value_or(0), std::string(v["text"].text().value_or(""))});
    lines.push_back(std::move(l));
  }
  return lines;
}
}  // namespace

Result<std::int64_t> MixedForms::freeze(const Actor& actor, const MixedAsk& ask) {
  if (ask.known) return only_read();
  if (!may_make(actor, ask.unit))
    return errors::forbidden("reports.may_not_freeze_form", "Bạn không có quyền chốt biểu của đơn vị này. Nhờ người kiểm soát thủ tục.");
  TRY(const auto r, report(actor, ask));
  const FrozenRow row{.id = identity_.ids().next(),
                      .form = std::string(ask.form->id),
                      .title = fmt::format("{}, {}", ask.form->code, ask.period.label),
                      .unit = ask.unit,
                      .from = ask.period.from,
                      .to = ask.period.to,
                      .cells = kept_text(r),
                      .by = actor.account(),
                      .by_name = actor.display_name,
                      .at = r.told_at,
                      .note = {}};
  return db_.write([&](store::Tx& tx) { return keep_frozen(tx, row); });
}

Result<FrozenMixed> MixedForms::frozen(const Actor& actor, std::int64_t id) {
  const auto f = db_.read([&](store::ReadTx& tx) { return find_frozen(tx, id); });
  const auto* form = f ? mixed_form(f->form) : nullptr;
  if (!form || !may_for(actor, identity::kReportRead, f->unit))
    return errors::not_found("reports.no_frozen_form", "Không có biểu đã chốt này, hoặc biểu không thuộc phạm vi của bạn.");
  const MixedAsk ask{form, period_of(f->from, f->to), f->unit};
  TRY(auto now, report(actor, ask));
  FrozenMixed r;
  r.summary = {f->id, f->form, f->title, now.unit_name, f->by_name, f->note, f->from, f->to, f->at};
  r.then = {.ask = ask, .unit_name = now.unit_name, .lines = kept_lines(f->cells), .told_at = f->at, .running = false, .send = {}};
  r.now = std::move(now);
  return r;
}

}  // namespace motcua::reports
