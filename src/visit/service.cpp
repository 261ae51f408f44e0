#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "dossier/notes.hpp"
#include "identity/letterhead.hpp"
#include "visit/store.hpp"

namespace motcua::embedded {
std::span<const EmbeddedFile> visit_migrations();
}

namespace motcua::visit {

using identity::kDossierAccept;
using identity::kDossierAllocate;
using identity::kDossierRead;

store::MigrationSet migrations() { return {"visit", embedded::visit_migrations()}; }

// ---- rules ----

Instant promise_end(const calendar::WorkCalendar& calendar, Instant start, int minutes) {
  const bool at_the_desk = calendar.working_minutes(start, start + std::chrono::minutes{1}) > 0;
  if (at_the_desk)
    if (const auto end = calendar.add_working_minutes(start, minutes)) return *end;
  return start + std::chrono::minutes{minutes};
}

const Promise* promise_on(const std::vector<Promise>& all, std::string_view procedure, Day day) {
  const Promise* best = nullptr;
  for (const auto& p : all)
    if (p.procedure_code == procedure && p.valid_from <= day && (!best || best->valid_from < p.valid_from)) best = &p;
  return best && best->minutes > 0 ? best : nullptr;
}

std::string_view label(Outcome o) {
  switch (o) {
    case Outcome::running: return "Đang làm";
    case Outcome::overdue: return "Quá giờ hứa";
    case Outcome::kept: return "Giữ lời hứa";
    case Outcome::broken: return "Lỡ lời hứa";
    case Outcome::waiting: return "Chờ người nộp";
  }
  return {};
}

Outcome outcome_of(Instant promised, std::optional<Instant> done, bool waits_or_ended, Instant now) {
  if (done) return *done <= promised ? Outcome::kept : Outcome::broken;
  if (waits_or_ended) return Outcome::waiting;
  return now <= promised ? Outcome::running : Outcome::overdue;
}

// ---- promises ----

std::vector<Promise> Visits::promises(UnitId unit) {
  return db_.read([&](store::ReadTx& tx) { return promises_of(tx, unit); });
}

Status Visits::set_promise(const Actor& actor, const Promise& given) {
  TRY_VOID(actor.require(kDossierAllocate, given.unit));
  auto p = given;
  const auto now = clock_.now();
  std::vector<FieldError> wrong;
  if (const auto version = catalog_.on_day(p.procedure_code, p.valid_from))
    p.procedure_name = (*version)->name;
  else
    wrong.push_back({"thu_tuc", "Không có thủ tục mang mã này. Gõ mã, ví dụ 1.001193."});
  if (p.minutes < 0 || p.minutes > 240) wrong.push_back({"phut", "Ghi số phút từ 1 đến 240; 0 là thôi hứa."});
  if (p.valid_from < day_of(now)) wrong.push_back({"tu_ngay", "Lời hứa chỉ có hiệu lực từ hôm nay trở đi."});
  p.source = clean(p.source);
  if (p.source.empty()) wrong.push_back({"can_cu", "Ghi quyết định hoặc thông báo của đơn vị."});
  if (!wrong.empty()) return errors::invalid_fields("visit.promise_incomplete", std::move(wrong));
  p.id = ids_.next<PromiseTag>();
  p.set_by_name = actor.display_name;
  const Stamp stamp{now, actor.account_id};
  const auto taken = errors::conflict("visit.promise_day_taken", "Thủ tục này đã có lời hứa từ ngày đó. Chọn ngày khác.");
  return db_.write([&](store::Tx& tx) -> Status {
    insert(tx, p, stamp, taken.value());
    return store::append(tx, store::RowChange{"visit_promise", p.id.value, 0, now, actor.account_id, actor.acting_unit().value,
                                              actor.display_name, "visit.promised", content_of(p, stamp)});
  });
}

Result<UnitId> Visits::desk_of(const Actor& actor) const {
  if (const auto desk = identity::desk_of(*identity_.tree(), actor.acting_unit(), identity_.today())) return desk;
  return errors::not_found("visit.no_desk", "Đơn vị của bạn không có Bộ phận Một cửa nào.");
}

namespace {
void count(Board& b, std::map<std::string, Record>& months, const Visited& v) {
  if (v.outcome == Outcome::waiting) return;
  for (auto* record : {&months[v.procedure_name], &b.total}) {
    ++record->promised;
    record->kept += v.outcome == Outcome::kept;
    record->broken += v.outcome == Outcome::broken || v.outcome == Outcome::overdue;
  }
}
}  // namespace

Result<Board> Visits::board(const Actor& actor) {
  Board b;
  TRY(b.place, desk_of(actor));
  TRY(const auto calendar, dossiers_.calendar_of(b.place));
  b.whole = actor.permits_in(kDossierRead, b.place);
  const auto now = clock_.now();
  const auto today = day_of(now);
  const std::chrono::year_month_day ymd{today};
  const auto at = [](Day d) { return to_instant(LocalTime{d}); };
  const auto first = at(std::chrono::local_days{ymd.year() / ymd.month() / 1}), next = at(today + std::chrono::days{1});
  const auto all = promises(b.place);
  std::map<std::string, Record> months;
  for (auto& seen : db_.read([&](store::ReadTx& tx) { return received(tx, b.place, first, next); })) {
    auto& v = seen.v;
    if (!b.whole && !actor.permits_in(kDossierRead, v.holder_unit)) continue;
    const auto* promise = promise_on(all, v.procedure_code, day_of(v.received_at));
    if (!promise && !seen.promised_at) continue;
    // What the desk promised at reception goes before what the place promises for all.
    v.promised_at = seen.promised_at ? *seen.promised_at : promise_end(*calendar, v.received_at, promise->minutes);
    v.outcome = outcome_of(v.promised_at, v.done_at, seen.waits_or_ended, now);
    count(b, months, v);
    if (v.outcome == Outcome::running || v.outcome == Outcome::overdue)
      b.now.push_back(v);
    else if (v.done_at && day_of(*v.done_at) == today)
      b.today.push_back(v);
  }
  std::ranges::sort(b.now, {}, &Visited::promised_at);
  for (auto& [name, r] : months) {
    r.procedure = name;
    b.month.push_back(r);
  }
  return b;
}

// ---- sessions ----

std::vector<Session> Visits::sessions(const Actor& actor, UnitId unit, int limit) {
  if (!actor.permits_in(kDossierAccept, unit)) return {};
  return db_.read([&](store::ReadTx& tx) { return sessions_of(tx, unit, limit); });
}

std::vector<Session> Visits::coming(UnitId unit) {
  constexpr int kShown = 20;
  return db_.read([&](store::ReadTx& tx) { return sessions_from(tx, unit, day_of(clock_.now()), kShown); });
}

Status Visits::add_session(const Actor& actor, const Session& given) {
  TRY_VOID(actor.require(kDossierAccept, given.unit));
  auto s = given;
  s.place = clean(s.place);
  s.hours = clean(s.hours);
  s.team = clean(s.team);
  s.source = clean(s.source);
  std::vector<FieldError> wrong;
  if (s.place.empty()) wrong.push_back({"noi", "Ghi nơi tổ chức: ấp, khóm, nhà văn hóa, nhà người dân."});
  if (s.hours.empty()) wrong.push_back({"gio", "Ghi giờ, ví dụ 18:00-20:00."});
  if (s.kind == SessionKind::help && s.team.empty()) wrong.push_back({"to", "Ghi tổ, người hỗ trợ nộp hộ."});
  if (!wrong.empty()) return errors::invalid_fields("visit.session_incomplete", std::move(wrong));
  s.id = ids_.next<SessionTag>();
  s.made_by_name = actor.display_name;
  const auto now = clock_.now();
  const Stamp stamp{now, actor.account_id};
  return db_.write([&](store::Tx& tx) -> Status {
    insert(tx, s, stamp);
    return store::append(tx, store::RowChange{"visit_session", s.id.value, 0, now, actor.account_id, actor.acting_unit().value,
                                              actor.display_name, "visit.session_added", content_of(s, stamp)});
  });
}

Status Visits::add_case(const Actor& actor, SessionId id, std::string_view code, std::string_view helper) {
  const auto session = db_.read([&](store::ReadTx& tx) { return find_session(tx, id); });
  if (!session || !actor.permits_in(kDossierAccept, session->unit))
    return errors::not_found("visit.no_such_session", "Không có phiên này.");
  const auto file = dossiers_.open(actor, dossier::tidy_dossier_code(code), "visit");
  std::vector<FieldError> wrong;
  if (!file || file->dossier.received_unit != session->unit)
    wrong.push_back({"ma", "Không có hồ sơ nào của đơn vị mang mã này. Tiếp nhận hồ sơ trước, rồi ghi mã vào phiên."});
  if (session->kind == SessionKind::help && clean(helper).empty())
    wrong.push_back({"nguoi_giup", "Ghi người nộp hộ; người dân vẫn là người nộp hồ sơ."});
  if (!wrong.empty()) return errors::invalid_fields("visit.case_incomplete", std::move(wrong));
  const auto taken = errors::conflict("visit.case_taken", "Hồ sơ này đã ghi vào một phiên.");
  const auto who = clean(helper).empty() ? std::string() : ", " + clean(helper) + " nộp hộ";
  const auto note = fmt::format("Nhận tại phiên {}, {}{}", label(session->kind), session->place, who);
  const SessionCase c{file->dossier.id, file->dossier.code, clean(helper), actor.display_name, clock_.now()};
  const auto case_id = ids_.next();
  return db_.write([&](store::Tx& tx) -> Status {
    if (in_a_session(tx, c.dossier)) return taken;
    // The dossier's own journal tells it too, or neither does.
    TRY_VOID(dossier::add_note(dossiers_, tx, actor, {c.dossier, file->dossier.version}, note));
    insert(tx, id, case_id, c, actor.account_id, taken.value());
    return store::append(tx, store::RowChange{"visit_session_case", case_id, 0, c.added_at, actor.account_id, actor.acting_unit().value,
                                              actor.display_name, "visit.case_added", content_of(id, case_id, c, actor.account_id)});
  });
}

std::vector<store::Verifier> Visits::verifiers() const { return {{"visit: promises and sessions", broken_rows}}; }

}  // namespace motcua::visit
