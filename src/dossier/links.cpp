#include "dossier/links.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/text.hpp"
#include "dossier/arrival.hpp"
#include "dossier/inquiries.hpp"
#include "dossier/link_parts.hpp"
#include "dossier/service.hpp"
#include "dossier/store_links.hpp"
#include "store/verify.hpp"
#include "web/crypto.hpp"

namespace motcua::dossier {

namespace {
constexpr std::string_view kObject = "dossier_link", kRouteObject = "dossier_route";
constexpr std::string_view kLinkedEvent = "dossier.linked", kDeterminedEvent = "dossier.agency_determined";
constexpr std::size_t kMostParts = 6;

std::string content_of(const LinkRecord& l, const std::vector<LegRecord>& legs) {
  const auto moment = [](const std::optional<Instant>& t) { return t ? std::optional(to_us(*t)) : std::nullopt; };
  JsonWriter j;
  j.begin_array().value(l.id).value(l.version).value(l.code).value(l.form_id).value(l.ordered).value(l.received_unit.value);
  j.value(l.applicant_name).value(to_us(l.received_at)).value(l.received_by).value(to_us(l.promised_at));
  for (const auto& g : legs) {
    j.begin_array().value(g.seq).value(g.dossier.value).value(g.agency.value).value(g.basis).value(g.determined_by);
    j.value(moment(g.determined_at)).value(to_us(g.planned_start)).value(to_us(g.planned_due)).end_array();
  }
  return web::sha256_hex(j.end_array().take());
}
std::string content_of(const RouteRecord& r) {
  JsonWriter j;
  j.begin_array().value(r.id).value(r.procedure_code).value(r.scope.value).value(r.agency.value).value(to_number(r.from));
  j.value(r.basis).value(r.made_by).value(to_us(r.made_at));
  return web::sha256_hex(j.end_array().take());
}

Status journal(store::Tx& tx, const Actor& actor, std::string_view object, std::int64_t id, std::string_view kind, std::string payload,
               std::int64_t seen, Instant now) {
  TRY(const auto seq, store::append(tx,
                                    {.object = object,
                                     .object_id = id,
                                     .at = now,
                                     .recorded_at = now,
                                     .actor = actor.account_id,
                                     .unit = actor.acting_unit().value,
                                     .kind = kind,
                                     .payload = payload},
                                    seen));
  (void)seq;
  return {};
}

UnitId committee_of(const identity::UnitTree& tree, UnitId territory, Day day) {
  for (const auto child : tree.children(territory, day))
    if (tree.kind(child, day) == identity::UnitKind::committee) return child;
  return {};
}
// "Chủ tịch UBND cấp huyện", as packs write it: a committee of the tree, not a department.
bool names_a_committee(std::string_view folded) {
  if (folded.starts_with("chu tich ")) folded.remove_prefix(9);
  return folded.starts_with("uy ban nhan dan") || folded.starts_with("ubnd");
}
std::string_view word_of(identity::Level level) {
  switch (level) {
    case identity::Level::province: return "tỉnh";
    case identity::Level::district: return "huyện";
    case identity::Level::commune: return "xã";
  }
  return {};
}

Intake intake_of(const LinkedIntake& whole, std::size_t n, UnitId agency) {
  const auto& part = whole.parts[n];
  auto i = whole.common;
  i.form_id = fmt::format("{}.{}", whole.common.form_id, n + 1);
  i.procedure_code = part.procedure_code;
  i.competent = agency;
  i.answers = part.answers;
  i.papers = part.papers;
  i.amounts = part.amounts;
  return i;
}

// What concerns the person and the way of return is said once.
bool is_common(std::string_view field) {
  for (const std::string_view name : {"applicant.", "principal.", "authority", "return_address", "sets", "received_at", "late_reason"})
    if (field.starts_with(name)) return true;
  return false;
}

bool settled(const CaseRecord& c) { return c.done_at || c.closed_at; }
}  // namespace

int LinkView::settled() const {
  return static_cast<int>(std::count_if(legs.begin(), legs.end(), [](const auto& l) { return l.done_at.has_value(); }));
}

std::optional<LinkNote> link_note(store::ReadTx& tx, DossierId id) {
  const auto of = link_of_dossier(tx, id);
  if (!of) return std::nullopt;
  const auto link = find_link(tx, of->link);
  const auto legs = legs_of(tx, of->link);
  if (!link) return std::nullopt;
  LinkNote note{link->code, of->leg.seq, static_cast<int>(legs.size()), {}};
  if (!of->leg.agency) {
    note.waits = "Chưa xác định được cơ quan giải quyết; chờ người điều phối.";
  } else if (link->ordered) {
    for (const auto& g : legs) {
      if (g.seq + 1 != of->leg.seq) continue;
      const auto before = find_case(tx, g.dossier);
      if (before && !settled(*before)) note.waits = fmt::format("Chờ phần {} của hồ sơ liên thông ({}) có kết quả.", g.seq, before->code);
    }
  }
  return note;
}

std::optional<LinkNote> Links::note(DossierId id) {
  return s_.db.read([&](store::ReadTx& tx) { return link_note(tx, id); });
}

Status require_turn(Work& w) {
  const auto note = link_note(w.tx, w.c.id);
  if (!note || note->waits.empty()) return {};
  return errors::illegal_transition("dossier.not_its_turn", note->waits);
}

Links::Links(Dossiers& dossiers) : s_(inside(dossiers)), dossiers_(dossiers) {}

// ---- who is competent ----

Competence Links::competence(const catalog::ProcedureVersion& version, UnitId receiving, Day day) {
  const auto tree = s_.identity.tree();
  auto line = tree->ancestors(receiving, day);
  line.insert(line.begin(), receiving);
  const auto routes = s_.db.read([&](store::ReadTx& tx) { return routes_of(tx, version.code, day); });
  for (const auto u : line)
    for (const auto& r : routes) {
      if (r.scope != u) continue;
      // An agency that was merged since goes on in the one that carries on its work.
      const auto now = tree->exists(r.agency, day) ? std::optional(r.agency) : tree->successor(r.agency, day);
      if (now) return {*now, r.basis};
    }
  const auto levels = version.levels(catalog::regime_on(day));
  const auto authority = version.competent_authority(catalog::regime_on(day));
  const auto own = tree->level(receiving, day);
  const auto listed = [&](std::string_view level) { return std::find(levels.begin(), levels.end(), level) != levels.end(); };
  if (own && listed(word_of(*own))) return {s_.competent_of(receiving, day), fmt::format("cấp {} theo danh mục thủ tục", word_of(*own))};
  // A People's Committee above can be told from the tree; a department or a branch cannot.
  const auto text = fold(authority);
  if (names_a_committee(text))
    for (const auto u : line) {
      if (tree->territory(u, day) != u) continue;
      const auto level = tree->level(u, day);
      if (!level || !listed(word_of(*level))) continue;
      if (const auto found = committee_of(*tree, u, day)) return {found, fmt::format("{} theo danh mục thủ tục", authority)};
    }
  std::string words;
  for (const auto& level : levels) words += (words.empty() ? "" : ", ") + level;
  return {{},
          authority.empty() ? fmt::format("Thủ tục cấp {}; danh mục không nêu cơ quan cụ thể.", words)
                            : fmt::format("Thủ tục cấp {}; danh mục ghi “{}”, chưa biết là đơn vị nào ở địa bàn này.", words, authority)};
}

std::vector<UnitId> Links::agencies() const {
  using enum identity::UnitKind;
  const auto tree = s_.identity.tree();
  const auto today = s_.identity.today();
  std::vector<UnitId> list;
  for (const auto& u : tree->units()) {
    const auto kind = tree->exists(u.id, today) ? tree->kind(u.id, today) : std::nullopt;
    if (kind == committee || kind == department || kind == public_unit || kind == vertical_agency) list.push_back(u.id);
  }
  return list;
}

// ---- reception ----

Result<std::vector<Preview>> Links::preview(const Actor& actor, const LinkedIntake& intake) {
  const auto unit = intake.common.unit ? intake.common.unit : actor.acting_unit();
  const auto day = day_of(intake.common.received_at.value_or(s_.clock.now()));
  std::vector<Preview> all;
  for (std::size_t n = 0; n < intake.parts.size(); ++n) {
    TRY(const auto version, s_.catalog.on_day(intake.parts[n].procedure_code, day));
    const auto agency = intake.parts[n].agency ? intake.parts[n].agency : competence(*version, unit, day).agency;
    TRY(auto p, dossiers_.preview(actor, intake_of(intake, n, agency)));
    std::vector<FieldError> errors;
    for (auto& e : p.errors) {
      if (!is_common(e.field)) {
        errors.push_back({fmt::format("{}.{}", n + 1, e.field), std::move(e.message)});
      } else if (n == 0) {
        errors.push_back(std::move(e));
      }
    }
    p.errors = std::move(errors);
    if (!agency) p.warnings.emplace_back("Chưa xác định được cơ quan giải quyết: sau khi tiếp nhận, phần này vào hàng chờ điều phối.");
    all.push_back(std::move(p));
  }
  return all;
}

namespace {
// When each part begins and ends if everybody keeps his limit: one after the other with a working day on the way to another agency
// (118/2025/NĐ-CP Đ20.1a), or all from the reception.
Status plan(const Dossiers::Impl& s, LinkRecord& link, std::vector<LegRecord>& legs, const std::vector<CaseRecord>& cases) {
  auto begin = link.received_at;
  for (std::size_t n = 0; n < legs.size(); ++n) {
    const auto& c = cases[n];
    TRY(const auto calendar, s.calendar_of(Dossiers::Impl::clock_unit(c)));
    auto& leg = legs[n];
    leg.planned_start = link.ordered ? begin : link.received_at;
    if (c.elsewhere || !leg.agency) {
      TRY(const auto there, calendar::due(*calendar, {.start = leg.planned_start, .term = calendar::Term::working_days(1)}));
      leg.planned_start = there.moment;
    }
    TRY(const auto term, calendar::Term::parse(c.term));
    calendar::DueRequest request{.start = leg.planned_start, .term = term};
    request.cutoff = calendar::TimeOfDay{static_cast<std::int16_t>(c.cutoff_minutes)};
    TRY(const auto due, calendar::due(*calendar, request));
    leg.planned_due = due.moment;
    begin = due.moment;
    link.promised_at = std::max(link.promised_at, due.moment);
  }
  return {};
}
}  // namespace

Result<std::string> Links::accept(const Actor& actor, const LinkedIntake& intake) {
  const auto unit = intake.common.unit ? intake.common.unit : actor.acting_unit();
  TRY_VOID(actor.require(identity::kDossierAccept, unit));
  if (intake.parts.size() < 2)
    return errors::invalid_fields("dossier.link_of_one", {{"thu_tuc_2",
                                                           "Hồ sơ liên thông có ít nhất hai thủ tục; một thủ tục thì "
                                                           "tiếp nhận ở trang Tiếp nhận."}});
  if (intake.parts.size() > kMostParts) return errors::invalid("dossier.link_too_long", "Một hồ sơ liên thông tối đa 6 thủ tục.");
  for (std::size_t n = 0; n < intake.parts.size(); ++n)
    for (std::size_t m = 0; m < n; ++m)
      if (intake.parts[n].procedure_code == intake.parts[m].procedure_code)
        return errors::invalid_fields("dossier.link_twice", {{fmt::format("thu_tuc_{}", n + 1), "Thủ tục này đã chọn ở trên."}});
  // Everything is looked at before anything is received.
  TRY(const auto previews, preview(actor, intake));
  std::vector<FieldError> wrong;
  for (const auto& p : previews) wrong.insert(wrong.end(), p.errors.begin(), p.errors.end());
  if (!wrong.empty()) return errors::invalid_fields("dossier.intake_incomplete", std::move(wrong));

  const auto now = s_.clock.now();
  const auto day = day_of(intake.common.received_at.value_or(now));
  LinkRecord link;
  link.form_id = intake.common.form_id;
  link.ordered = intake.ordered;
  link.received_unit = unit;
  link.received_by = actor.display_name;
  std::vector<LegRecord> legs;
  std::vector<CaseRecord> cases;
  for (std::size_t n = 0; n < intake.parts.size(); ++n) {
    const auto& part = intake.parts[n];
    Competence who{part.agency, "chọn tại quầy"};
    if (!who.agency) who = competence(*previews[n].procedure, unit, day);
    TRY(const auto accepted, receive(dossiers_, s_, actor, intake_of(intake, n, who.agency), {.linked = true}));
    cases.push_back(s_.db.read([&](store::ReadTx& tx) { return find_case(tx, accepted.id); }).value());
    legs.push_back({static_cast<int>(n) + 1,
                    accepted.id,
                    who.agency,
                    who.basis,
                    who.agency ? actor.display_name : std::string(),
                    who.agency ? std::optional(now) : std::nullopt,
                    {},
                    {}});
  }
  link.code = cases.front().code;
  link.applicant_name = cases.front().applicant_name;
  link.received_at = cases.front().received_at;
  TRY_VOID(plan(s_, link, legs, cases));
  link.id = s_.ids.next();
  link.version = 1;
  return s_.db.write([&](store::Tx& tx) -> Result<std::string> {
    if (const auto before = find_link_by_form(tx, link.form_id)) return before->code;
    insert(tx, link);
    for (std::size_t n = 0; n < legs.size(); ++n) {
      insert(tx, link.id, legs[n]);
      auto c = find_case(tx, legs[n].dossier);
      Work w(tx, s_, actor, *std::move(c), nullptr, nullptr, now);
      TRY_VOID(w.record(kLinkedEvent, {{"link", link.code},
                                       {"text", fmt::format("phần {} trên {} của hồ sơ liên thông {}, {}", n + 1, legs.size(), link.code,
                                                            link.ordered ? "lần lượt từng cơ quan" : "các cơ quan cùng lúc")}}));
      TRY_VOID(w.save());
    }
    JsonWriter json;
    json.begin_object().field("by", actor.display_name).field("code", link.code).field("parts", legs.size());
    json.field("promised_at", to_us(link.promised_at)).field("content", content_of(link, legs)).end_object();
    TRY_VOID(journal(tx, actor, kObject, link.id, "dossier_link.accepted", json.take(), 0, now));
    return link.code;
  });
}

// ---- dispatcher ----

std::vector<DispatchRow> Links::queue(const Actor& actor) {
  const auto units = actor.units_with(identity::kDossierChangeDue);
  return s_.db.read([&](store::ReadTx& tx) {
    std::vector<DispatchRow> rows;
    for (const auto& leg : undetermined_legs(tx, units, kMostLegs)) {
      const auto c = find_case(tx, leg.dossier);
      if (!c || c->state.biz != BizState::received) continue;
      rows.push_back({leg.link_code, c->code, c->procedure_code, c->procedure_name, s_.unit_name(c->received_unit), leg.basis, c->version,
                      c->id, c->received_at});
    }
    return rows;
  });
}

Result<std::int64_t> Links::determine(const Actor& actor, Ref ref, const Determination& d) {
  const auto today = s_.identity.today();
  const auto tree = s_.identity.tree();
  return s_.change(actor, ref, [&](Work& w) -> Status {
    TRY_VOID(actor.require(identity::kDossierChangeDue, w.c.received_unit));
    auto of = link_of_dossier(w.tx, w.c.id);
    if (!of || of->leg.agency || w.c.state.biz != BizState::received)
      return errors::illegal_transition("dossier.not_to_dispatch", "Hồ sơ này không chờ điều phối: cơ quan giải quyết đã được xác định.");
    const auto basis = clean(d.basis);
    std::vector<FieldError> wrong;
    if (!d.agency || !tree->exists(d.agency, today)) wrong.push_back({"co_quan", "Chọn cơ quan có thẩm quyền giải quyết."});
    if (basis.empty()) wrong.push_back({"can_cu", "Ghi căn cứ: quyết định công bố danh mục, phân cấp, địa bàn."});
    if (!wrong.empty()) return errors::invalid_fields("dossier.dispatch_incomplete", std::move(wrong));
    auto link = find_link(w.tx, of->link);
    ensure(link.has_value(), "a part has its linked case");
    of->leg.agency = d.agency;
    of->leg.basis = basis;
    of->leg.determined_by = actor.display_name;
    of->leg.determined_at = w.now;
    save(w.tx, of->link, of->leg);
    w.c.competent_unit = d.agency;
    w.c.elsewhere = d.agency != s_.competent_of(w.c.received_unit, day_of(w.c.received_at));
    set_elsewhere(w.tx, w.c.id, w.c.elsewhere);
    TRY_VOID(w.record(kDeterminedEvent, {{"text", s_.unit_name(d.agency)}, {"reason", basis}}));
    const auto seen = link->version++;
    if (!save_link(w.tx, *link, seen))
      return errors::conflict("dossier.link_changed", "Hồ sơ liên thông vừa được người khác thay đổi. Tải lại trang.");
    JsonWriter json;
    json.begin_object().field("by", actor.display_name).field("part", of->leg.seq).field("agency", d.agency.value);
    json.field("content", content_of(*link, legs_of(w.tx, of->link))).end_object();
    TRY_VOID(journal(w.tx, actor, kObject, link->id, "dossier_link.determined", json.take(), seen, w.now));
    if (!d.remember) return {};
    RouteRecord r{s_.ids.next(),
                  w.c.procedure_code,
                  tree->territory(w.c.received_unit, today).value_or(w.c.received_unit),
                  d.agency,
                  today,
                  basis,
                  actor.display_name,
                  w.now};
    insert(w.tx, r);
    JsonWriter route;
    route.begin_object().field("by", r.made_by).field("procedure", r.procedure_code).field("agency", r.agency.value);
    route.field("content", content_of(r)).end_object();
    return journal(w.tx, actor, kRouteObject, r.id, "dossier_route.made", route.take(), 0, w.now);
  });
}

// ---- verify ----

std::vector<store::Verifier> Links::verifiers() const {
  const auto said = [](std::span<const store::JournalRow> rows) {
    const auto json = Json::parse(rows.back().payload);
    return json ? std::string((*json)["content"].text().value_or("")) : std::string();
  };
  const auto links = [said](store::ReadTx& tx) -> std::optional<std::string> {
    std::map<std::int64_t, std::pair<std::int64_t, std::string>> told;
    (void)store::replay(tx, kObject, [&](std::int64_t id, std::span<const store::JournalRow> rows) -> std::optional<std::string> {
      told[id] = {rows.back().seq, said(rows)};
      return std::nullopt;
    });
    std::optional<std::string> broken;
    each_link(tx, [&](const LinkRecord& l) {
      const auto found = told.find(l.id);
      if (found == told.end() || found->second.first != l.version || found->second.second != content_of(l, legs_of(tx, l.id)))
        broken = fmt::format("dossier_link {}: it or its parts are not what the journal says", l.id);
      if (found != told.end()) told.erase(found);
      return !broken;
    });
    if (!broken && !told.empty()) broken = fmt::format("store_journal dossier_link {}: no row in dossier_link", told.begin()->first);
    return broken ? broken : broken_legs(tx);
  };
  const auto routes = [said](store::ReadTx& tx) -> std::optional<std::string> {
    std::map<std::int64_t, std::string> told;
    (void)store::replay(tx, kRouteObject, [&](std::int64_t id, std::span<const store::JournalRow> rows) -> std::optional<std::string> {
      told[id] = said(rows);
      return std::nullopt;
    });
    for (const auto& r : all_routes(tx)) {
      const auto found = told.find(r.id);
      if (found == told.end() || found->second != content_of(r)) return fmt::format("dossier_route {}: not what the journal says", r.id);
    }
    return std::nullopt;
  };
  return {{"dossier: linked cases", links}, {"dossier: competence", routes}};
}

}  // namespace motcua::dossier
