// One use case on one dossier: moves by the table, journal, steps and hand-over lines.
#include <fmt/core.h>

#include <algorithm>

#include "dossier/content.hpp"
#include "dossier/service.hpp"

namespace motcua::dossier {

Status Work::append(std::string_view event, const Transition* t, State from, const Extra& extra) {
  JsonWriter json;
  json.begin_object().field("by", actor.display_name).field("code", c.code);
  if (t) {
    json.field("t", t->id).field("action", word(t->action));
    json.key("from").begin_array().value(word(from.biz)).value(word(from.sub)).end_array();
    json.key("to").begin_array().value(word(c.state.biz)).value(word(c.state.sub)).end_array();
  }
  for (const auto& [key, value] : extra) json.field(key, value);
  json.end_object();
  rows_.emplace_back(event, json.take());
  ++c.version;
  return {};
}

Status Work::move(Action action, UnitId where, std::string_view event, const Extra& extra) {
  const auto* t = transition(c.state, action);
  if (!t)
    return errors::illegal_transition("dossier.move_not_lawful",
                                      fmt::format("Hồ sơ đang ở trạng thái “{}” nên không thể “{}”.", label(c.state), label(action)));
  if (!t->built)
    return errors::illegal_transition("dossier.move_not_built",
                                      fmt::format("Phiên bản này chưa làm được việc “{}” (Mẫu {:02}).", label(action), t->form));
  TRY_VOID(require(t->permission, where));
  const auto from = c.state;
  c.state = after(from, *t);
  if (!arranged(t->permission)) return append(event, t, from, extra);
  auto told = extra;
  told.insert(told.end(), given_told_.begin(), given_told_.end());
  return append(event, t, from, told);
}

void Work::act_under(std::vector<web::Permission> given, Extra told) {
  given_ = std::move(given);
  given_told_ = std::move(told);
}

bool Work::arranged(web::Permission permission) const {
  return std::any_of(given_.begin(), given_.end(), [&](const auto& p) { return p.name == permission.name; });
}

Status Work::require(web::Permission permission, UnitId where) const {
  if (arranged(permission)) return {};
  return actor.require(permission, where);
}

Status Work::move_by_applicant(Action action, std::string_view event, const Extra& extra) {
  const auto* t = transition(c.state, action);
  if (!t)
    return errors::illegal_transition("dossier.applicant_may_not",
                                      fmt::format("Hồ sơ đang ở trạng thái “{}” nên không làm việc này được nữa.", label(c.state)));
  ensure(t->actor == Role::citizen, "only the applicant's own moves");
  const auto from = c.state;
  c.state = after(from, *t);
  return append(event, t, from, extra);
}

Status Work::record(std::string_view event, const Extra& extra) { return append(event, nullptr, c.state, extra); }

Status Work::require_holder(web::Permission permission) const {
  if (!c.holder || c.holder == actor.account()) return {};
  if (const auto holder = s.identity.account(tx, c.holder)) {
    const auto stands_in_for = actor.acts_for(permission, c.holder_unit);
    if (holder->person != actor.person() && std::find(stands_in_for.begin(), stands_in_for.end(), holder->person) != stands_in_for.end())
      return {};
  }
  return errors::forbidden("dossier.held_by_other",
                           fmt::format("Hồ sơ do {} giữ. Nhờ người đó làm, hoặc đề nghị lãnh đạo phân công lại.", c.holder_name));
}

void Work::hold(UnitId unit, AccountId holder, std::string_view name) {
  c.holder_unit = unit;
  c.holder = holder;
  c.holder_name = std::string(name);
}

std::optional<StepRecord> Work::running_step() const {
  auto steps = steps_of(tx, c.id);
  for (auto& step : steps)
    if (step.seq == c.step_seq && !step.finished_at) return std::move(step);
  return std::nullopt;
}

void Work::end_step(std::string_view outcome) {
  ended_ = running_step();
  if (!ended_) return;
  ended_->finished_at = now;
  ended_->used_minutes = std::max<std::int64_t>(0, calendar->working_minutes(ended_->started_at, now));
  ended_->outcome = std::string(outcome);
  finish_step(tx, c.id, *ended_);
}

void Work::begin_step(const catalog::Step& step, UnitId unit, AccountId holder, std::string_view holder_name) {
  StepRecord r;
  r.seq = ++c.step_seq;
  r.step = step.id;
  r.name = step.name;
  r.role = step.role;
  r.unit = unit;
  r.holder = holder;
  r.holder_name = std::string(holder_name);
  r.started_at = now;
  limit(r, step);
  insert(tx, c.id, r);
  c.step = step.id;
}

void Work::limit(StepRecord& r, const catalog::Step& step) const {
  // Limit of a step: what the shares of all steps up to it make of the term; never after the due moment.
  std::int64_t upto = 0;
  for (const auto& each : procedure->steps) {
    upto += each.share;
    if (each.id == step.id) break;
  }
  if (const auto due = s.due_of(c, *calendar)) {
    r.limit_at = calendar::moment_at_share(*calendar, due->proof, static_cast<int>(upto * 1000 / catalog::kWholeShare));
    // An extension gives nobody more: a step is judged by its part of the first promise.
    const auto total = calendar->working_minutes(due->proof.counted_from, c.original_due.value_or(c.due_at));
    r.allotted_minutes = total * step.share / catalog::kWholeShare;
  }
}

Result<Work::Extra> Work::take_over() {
  if (!c.elsewhere || c.taken_over_at) return Extra{};
  TRY(const auto term, calendar::Term::parse(c.term));
  calendar::DueRequest request{.start = now, .term = term};
  request.cutoff = calendar::TimeOfDay{static_cast<std::int16_t>(c.cutoff_minutes)};
  TRY(const auto due, calendar::due(*calendar, request));
  const auto before = c.due_at;
  c.taken_over_at = now;
  c.legal_start = now;
  c.due_at = due.moment;
  c.promised_at = due.promised;
  c.calendar_version = due.proof.calendar;
  renew_limit();
  return Extra{{"legal_start", std::to_string(to_us(now))},
               {"due_before", std::to_string(to_us(before))},
               {"due_at", std::to_string(to_us(c.due_at))},
               {"clock", fmt::format("thời hạn tính từ {}, hẹn trả {} (trước là {})", vn_datetime(now), vn_datetime(c.due_at),
                                     vn_datetime(before))}};
}

Result<Work::Extra> Work::recount(const ClockFacts& facts) {
  c.clock = clock_json(facts);
  TRY(const auto request, Dossiers::Impl::due_request(c));
  TRY(const auto due, calendar::due(*calendar, request));
  const auto before = c.due_at;
  c.due_at = due.moment;
  if (c.original_due) c.original_due = due.original;
  c.promised_at = std::nullopt;  // what the locality promised was for the way without a stop
  c.calendar_version = due.proof.calendar;
  return Extra{{"due_before", std::to_string(to_us(before))},
               {"due_at", std::to_string(to_us(c.due_at))},
               {"clock", fmt::format("hẹn trả {} (trước là {})", vn_datetime(c.due_at), vn_datetime(before))}};
}

void Work::pass(UnitId unit, AccountId holder, std::string_view name, bool received_at_once, std::string_view note) {
  if (unit != c.holder_unit) hand_line(unit, name, received_at_once, note);
  hold(unit, holder, name);
}

void Work::begin_step_anew() {
  if (const auto* step = procedure->step(c.step)) begin_step(*step, c.holder_unit, c.holder, c.holder_name);
}

const catalog::Step* Work::first_step(std::string_view role) const {
  for (const auto& step : procedure->steps)
    if (step.role == role) return &step;
  return nullptr;
}

UnitId place_of(Action action, const CaseRecord& c) {
  using enum Action;
  switch (action) {
    // What the one-stop does, wherever the bundle lies.
    case return_result:
    case return_refusal:
    case confirm_supplement:
    case close_unsupplemented:
    case ask_withdrawal:
    case grant_withdrawal: return c.received_unit;
    // What the settling agency decides when the bundle is no longer there.
    case decline_withdrawal:
    case correct: return c.settling_unit ? c.settling_unit : c.competent_unit;
    case archive:
    case reroute: return c.competent_unit;
    default: return c.holder_unit;  // who has it
  }
}

UnitId Work::place(Action action) const {
  const auto unit = place_of(action, c);
  // What is still open passes by the protocol, dossier by dossier.
  return is_open(c.state.biz) ? unit : s.unit_now(tx, unit);
}

void Work::renew_limit() {
  const auto* step = procedure->step(c.step);
  auto running = running_step();
  if (!step || !running) return;
  limit(*running, *step);
  set_step_limit(tx, c.id, *running);
}

const catalog::Step* Work::find_step(std::string_view role, bool after_current) const {
  const auto& steps = procedure->steps;
  const auto current = std::find_if(steps.begin(), steps.end(), [&](const auto& x) { return x.id == c.step; });
  if (after_current) {
    for (auto it = current == steps.end() ? steps.begin() : current + 1; it != steps.end(); ++it)
      if (it->role == role) return &*it;
    return nullptr;
  }
  for (auto it = current; it != steps.begin();)
    if ((--it)->role == role) return &*it;
  return nullptr;
}

void Work::hand_line(UnitId unit, std::string_view holder_name, bool received_at_once, std::string_view note) {
  const auto lines = handovers_of(tx, c.id);
  HandoverRecord line;
  line.seq = lines.empty() ? 1 : lines.back().seq + 1;
  line.from_unit = c.holder_unit;
  line.to_unit = unit;
  line.from_name = actor.display_name;
  line.to_name = std::string(holder_name);
  line.given_at = now;
  if (received_at_once) line.received_at = now;
  if (ended_) {
    line.allotted_minutes = ended_->allotted_minutes;
    line.used_minutes = ended_->used_minutes;
    // "Kết quả giải quyết" of the form: how the side that gives kept its own limit.
    if (ended_->limit_at) line.result = punctuality(now, *ended_->limit_at);
  }
  line.note = std::string(note);
  insert(tx, c.id, line);
}

Status Work::next_step(std::string_view role, UnitId unit, AccountId holder, std::string_view holder_name, std::string_view outcome,
                       bool received_at_once, std::string_view note) {
  const auto* step = find_step(role, true);
  end_step(outcome);
  hand_line(unit, holder_name, received_at_once, note);
  hold(unit, holder, holder_name);
  if (step) begin_step(*step, unit, holder, holder_name);
  return {};
}

void Work::step_back(std::string_view role, UnitId unit, AccountId holder, std::string_view holder_name, std::string_view reason) {
  const auto* step = find_step(role, false);
  end_step("tra-lai");
  hand_line(unit, holder_name, true, reason);
  hold(unit, holder, holder_name);
  if (step) begin_step(*step, unit, holder, holder_name);
}

Status Work::save() {
  if (c.version == old_version_) return {};
  if (!save_move(tx, c, old_version_)) return tl::make_unexpected(s.changed_meanwhile(tx, c.id, old_version_));
  auto stored = find_case(tx, c.id);
  ensure(stored.has_value(), "a dossier that was saved is there");
  rows_.back().second = with_digest(std::move(rows_.back().second), load_content(tx, *std::move(stored)));
  auto version = old_version_;
  for (const auto& [event, payload] : rows_) {
    TRY(version, store::append(tx,
                               {.object = "dossier",
                                .object_id = c.id.value,
                                .at = now,
                                .recorded_at = now,
                                .actor = actor.account_id,
                                .unit = actor.acting_unit().value,
                                .kind = event,
                                .payload = payload},
                               version));
    store::publish(tx, {.topic = event, .key = c.id.value, .payload = payload, .at = now});
  }
  return {};
}

}  // namespace motcua::dossier
