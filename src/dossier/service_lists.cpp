// Worklists, the register, and finding a dossier from what was scanned.
#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "base/official_codes.hpp"
#include "base/text.hpp"
#include "dossier/merged_desks.hpp"
#include "dossier/sealed.hpp"
#include "dossier/service.hpp"
#include "dossier/store_unit_moves.hpp"

namespace motcua::dossier {

namespace {
struct TabInfo {
  std::string_view word, label;
};
constexpr std::array<TabInfo, 8> kTabs{{{"cua-toi", "Việc của tôi"},
                                        {"don-vi", "Đang ở đơn vị"},
                                        {"cho-chuyen", "Chờ chuyển"},
                                        {"cho-nhan", "Chờ nhận bàn giao"},
                                        {"cho-ky", "Chờ ký"},
                                        {"cho-vao-so", "Chờ vào số"},
                                        {"cho-tra", "Chờ trả kết quả"},
                                        {"tat-ca", "Tất cả"}}};
constexpr std::array<web::Permission, 8> kTabPermission{identity::kDossierRead,   identity::kDossierRead,    identity::kDossierHandOver,
                                                        identity::kDossierAssign, identity::kDossierApprove, identity::kDossierIssue,
                                                        identity::kDossierReturn, identity::kDossierRead};
web::Permission permission_of(Tab t) { return kTabPermission.at(static_cast<std::size_t>(t)); }

constexpr int kMostRows = 200;

std::optional<std::pair<Instant, std::int64_t>> cursor_from(std::string_view text) {
  const auto dot = text.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  std::int64_t at = 0, id = 0;
  const auto* end = text.data() + text.size();
  if (std::from_chars(text.data(), text.data() + dot, at).ptr != text.data() + dot) return std::nullopt;
  if (std::from_chars(text.data() + dot + 1, end, id).ptr != end) return std::nullopt;
  return std::pair{from_us(at), id};
}

ListQuery query_of(const Filter& f) {
  ListQuery q;
  q.text = fold(f.text);
  q.field = f.field;
  q.procedure = f.procedure;
  q.channel = f.channel;
  if (f.from) q.from = to_instant(LocalTime{*f.from});
  if (f.to) q.to = to_instant(LocalTime{*f.to + std::chrono::days{1}});
  q.after = cursor_from(f.after);
  q.limit = std::clamp(f.limit, 1, kMostRows) + 1;  // one more tells whether there is a next page
  return q;
}

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> parts{""};
  for (const char c : text) {
    if (c == at) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

// Today, or the last day of a unit that has ended: what it was then says how its dossiers are found.
Day last_day_of(const identity::UnitTree& tree, UnitId unit, Day today) {
  const auto* u = tree.find(unit);
  return u && u->span.to && *u->span.to <= today ? *u->span.to - std::chrono::days{1} : today;
}

bool is_desk(const identity::UnitTree& tree, UnitId unit, Day day) {
  const auto kind = tree.kind(unit, day);
  return kind == identity::UnitKind::one_stop || kind == identity::UnitKind::reception_point;
}
}  // namespace

std::string_view word(Tab t) { return kTabs.at(static_cast<std::size_t>(t)).word; }
std::string_view label(Tab t) { return kTabs.at(static_cast<std::size_t>(t)).label; }
std::optional<Tab> tab_from(std::string_view w) {
  for (std::size_t i = 0; i < kTabs.size(); ++i)
    if (kTabs[i].word == w) return static_cast<Tab>(i);
  return std::nullopt;
}

// Fills rows and the cursor from a list with one row too many.
static void fill(Worklist& out, const Dossiers::Impl& s, std::vector<CaseRecord> rows, std::size_t limit, bool newest_first, UnitId unit) {
  const bool more = rows.size() > limit;
  if (more) rows.resize(limit);
  calendar::CalendarPtr cal;
  if (auto found = s.calendar_of(unit)) cal = *found;
  const auto today = day_of(s.clock.now());
  const auto soon = cal ? cal->add_working_days(today, 2).value_or(today) : today;
  for (const auto& c : rows) out.rows.push_back(s.row(c, soon, cal));
  if (more) out.next = fmt::format("{}.{}", to_us(newest_first ? rows.back().received_at : rows.back().due_at), rows.back().id.value);
}

Worklist Dossiers::worklist(const Actor& actor, Tab tab, const Filter& filter) {
  const auto& s = *impl_;
  Worklist out;
  out.tab = tab;
  auto q = query_of(filter);
  bool newest_first = false;
  switch (tab) {
    case Tab::mine:
      q.by = ListQuery::By::holder;
      q.holder = actor.account();
      break;
    case Tab::unit: q.by = ListQuery::By::at_units; break;
    case Tab::to_transfer:
      q.by = ListQuery::By::at_units;
      q.state = BizState::received;
      q.subs = {WorkSub::none};
      break;
    case Tab::to_take:
      q.by = ListQuery::By::at_units;
      q.subs = {WorkSub::to_transfer};
      break;
    case Tab::to_sign:
      q.by = ListQuery::By::at_units;
      q.subs = {WorkSub::to_sign};
      break;
    case Tab::to_number:
      q.by = ListQuery::By::at_units;
      q.subs = {WorkSub::to_number};
      break;
    case Tab::ready: q.by = ListQuery::By::ready; break;
    case Tab::all: {
      const auto unit = filter.unit ? filter.unit : actor.acting_unit();
      const auto day = last_day_of(*s.identity.tree(), unit, s.identity.today());
      const auto competent = s.competent_of(unit, day);
      newest_first = true;
      if (is_desk(*s.identity.tree(), unit, day)) {
        q.by = ListQuery::By::received;
        if (actor.permits_in(identity::kDossierRead, unit)) q.units = {unit};
      } else if (actor.permits_in(identity::kDossierRead, competent)) {
        q.by = ListQuery::By::competent;
        q.units = {competent};
      } else {  // who may see only his division sees what lies there
        q.by = ListQuery::By::at_units;
        newest_first = false;
        if (actor.permits_in(identity::kDossierRead, unit)) q.units = {unit};
      }
      break;
    }
  }
  if (tab != Tab::mine && tab != Tab::all) {
    q.units = actor.units_with(permission_of(tab));
    if (filter.unit) std::erase_if(q.units, [&](UnitId u) { return u != filter.unit; });
  }
  const auto units = [&](web::Permission p) { return actor.units_with(p); };
  TabQuery counts{actor.account(),
                  units(identity::kDossierRead),
                  units(identity::kDossierHandOver),
                  units(identity::kDossierAssign),
                  units(identity::kDossierApprove),
                  units(identity::kDossierIssue),
                  units(identity::kDossierReturn)};
  std::vector<CaseRecord> rows;
  TabCounts n;
  s.db.read([&](store::ReadTx& tx) {
    // Results of desks that were merged into these wait here.
    if (tab == Tab::ready)
      for (const auto u : desks_before(tx, q.units)) q.units.push_back(u);
    // And who looks for a dossier among all finds those of units whose work this one carries on.
    if (tab == Tab::all && !filter.unit) q.units = with_merged(tx, std::move(q.units));
    for (const auto u : desks_before(tx, counts.give_back)) counts.give_back.push_back(u);
    rows = list(tx, q);
    n = count_tabs(tx, counts);
  });
  fill(out, s, std::move(rows), static_cast<std::size_t>(q.limit - 1), newest_first, actor.acting_unit());
  const std::pair<Tab, std::int64_t> all[] = {{Tab::mine, n.mine},       {Tab::unit, n.unit},       {Tab::to_transfer, n.to_transfer},
                                              {Tab::to_take, n.to_take}, {Tab::to_sign, n.to_sign}, {Tab::to_number, n.to_number},
                                              {Tab::ready, n.ready}};
  for (const auto& [t, count] : all)
    if (actor.permits(permission_of(t))) out.counts.push_back({t, count});
  return out;
}

Result<Worklist> Dossiers::register_of(const Actor& actor, const Filter& filter) {
  const auto& s = *impl_;
  const auto unit = filter.unit ? filter.unit : actor.acting_unit();
  TRY_VOID(actor.require(identity::kDossierRead, unit));
  auto q = query_of(filter);
  const auto tree = s.identity.tree();
  const bool desk = is_desk(*tree, unit, last_day_of(*tree, unit, s.identity.today()));
  q.by = desk ? ListQuery::By::received : ListQuery::By::competent;
  q.units = {unit};
  Worklist out;
  out.tab = Tab::all;
  fill(out, s, s.db.read([&](store::ReadTx& tx) { return list(tx, q); }), static_cast<std::size_t>(q.limit - 1), true, unit);
  return out;
}

Result<std::string> Dossiers::code_from_scan(const Actor& actor, std::string_view scanned) {
  const auto& s = *impl_;
  const auto text = to_upper(clean(scanned));
  // A receipt's QR: …/T/token/code/procedure/form/seal; older receipts carry the link alone, others fields parted by '|'.
  if (const auto at = text.find("/T/"); at != std::string::npos) {
    const auto parts = split(std::string_view(text).substr(at + 3), '/');
    const auto c = s.db.read([&](store::ReadTx& tx) { return find_case_by_token(tx, token_hash(parts.front())); });
    if (!c || !s.visible(actor, *c))
      return errors::not_found("dossier.scan_unknown", "Mã quét được không phải của hồ sơ nào trong phạm vi của bạn.");
    if (parts.size() > 1 &&
        (parts.size() < 5 || parts[1] != c->code || open_seal(s.options.link_secret, parts[4], c->code) != c->applicant_number))
      return errors::invalid_fields("dossier.scan_altered",
                                    {{"ma", "Mã QR này đã bị sửa hoặc ghép từ hai giấy. Kiểm tra giấy hẹn, rồi nhập mã hồ sơ bằng tay."}});
    return c->code;
  }
  const auto code = tidy_dossier_code(std::string_view(text).substr(0, text.find('|')));
  if (!DossierCode::parse(code))
    return errors::invalid_fields("dossier.scan_not_a_code",
                                  {{"ma", "Nhập mã hồ sơ như trên giấy hẹn, ví dụ H20.39.5-261123-0007, hoặc quét mã QR."}});
  TRY(const auto c, s.db.read([&](store::ReadTx& tx) { return s.load_code(tx, actor, code); }));
  return c.code;
}

std::vector<catalog::RunningCases::Count> Dossiers::by_step(store::ReadTx& tx, catalog::VersionId version) const {
  std::vector<catalog::RunningCases::Count> counts;
  for (auto& row : running_by_step(tx, version)) counts.push_back({std::move(row.step), row.count});
  return counts;
}

}  // namespace motcua::dossier
