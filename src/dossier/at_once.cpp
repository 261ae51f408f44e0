#include "dossier/at_once.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <ranges>

#include "base/text.hpp"
#include "dossier/arrival.hpp"
#include "dossier/service.hpp"
#include "dossier/store_at_once.hpp"
#include "dossier/work_parts.hpp"
#include "store/kept_rows.hpp"

namespace motcua::dossier {

using identity::kDossierApprove;
using identity::UnitKind;

// ---- rules ----

bool given_at_once(const catalog::ProcedureVersion& version) {
  return version.time_limit.same_day || version.time_limit.unit == catalog::TimeUnit::minutes;
}

std::vector<Arrangement> in_force(const std::vector<Arrangement>& all, std::string_view procedure, Day day) {
  std::vector<Arrangement> last;
  for (const auto& a : all) {
    if (a.procedure_code != procedure || a.valid_from > day) continue;
    const auto known = std::ranges::find(last, a.signer, &Arrangement::signer);
    if (known == last.end()) {
      last.push_back(a);
    } else if (std::pair(known->valid_from, known->id.value) < std::pair(a.valid_from, a.id.value)) {
      *known = a;
    }
  }
  std::erase_if(last, [](const auto& a) { return !a.active; });
  std::ranges::sort(last, {}, &Arrangement::signer_name);
  return last;
}

// ---- the signer ----

std::vector<UnitId> AtOnceDesk::desks(const Actor& signer) const {
  const auto& s = inside(dossiers_);
  const auto tree = s.identity.tree();
  const auto today = s.identity.today();
  std::vector<UnitId> found;
  // A desk hangs on its committee or stands beside it below the commune: which agency it receives for says who signs.
  for (const auto& u : tree->units())
    if (tree->exists(u.id, today) && tree->kind(u.id, today) == UnitKind::one_stop &&
        signer.permits_in(kDossierApprove, s.competent_of(u.id, today)))
      found.push_back(u.id);
  return found;
}

std::vector<Arrangement> AtOnceDesk::own(const Actor& signer) {
  return inside(dossiers_).db.read([&](store::ReadTx& tx) { return arrangements_by(tx, signer.account()); });
}

std::vector<PaperSignature> AtOnceDesk::signed_on_paper(const Actor& signer, int limit) {
  return inside(dossiers_).db.read([&](store::ReadTx& tx) { return paper_signatures(tx, signer.account(), limit); });
}

Status AtOnceDesk::arrange(const Actor& signer, const Arrangement& wish) {
  const auto& s = inside(dossiers_);
  auto a = wish;
  const auto now = s.clock.now();
  const auto today = day_of(now);
  std::vector<FieldError> wrong;
  const auto own_desks = desks(signer);
  if (std::ranges::find(own_desks, a.desk) == own_desks.end()) wrong.push_back({"don_vi", "Chọn Bộ phận Một cửa trong danh sách."});
  if (a.valid_from < today) wrong.push_back({"tu_ngay", "Chỉ có hiệu lực từ hôm nay trở đi."});
  if (const auto version = s.catalog.on_day(a.procedure_code, std::max(a.valid_from, today)); !version) {
    wrong.push_back({"thu_tuc", "Không có thủ tục mang mã này. Gõ mã, ví dụ 2.000815."});
  } else if (!given_at_once(**version)) {
    wrong.push_back({"thu_tuc", "Thủ tục này không phải loại trả kết quả ngay trong ngày."});
  } else {
    a.procedure_name = (*version)->name;
  }
  a.symbol = clean(a.symbol);
  if (a.symbol.empty() || a.symbol.size() > kLongestSymbol) wrong.push_back({"ky_hieu", "Ghi ký hiệu của số kết quả, ví dụ CT-BS."});
  a.source = clean(a.source);
  if (a.source.empty()) wrong.push_back({"can_cu", "Ghi văn bản phân công, ví dụ: Quyết định 12/QĐ-UBND ngày 05/01/2026."});
  if (!wrong.empty()) return errors::invalid_fields("dossier.arrangement_incomplete", std::move(wrong));
  TRY_VOID(signer.require(kDossierApprove, s.competent_of(a.desk, today)));
  a.id = s.ids.next<ArrangementTag>();
  a.signer = signer.account();
  a.signer_name = signer.display_name;
  const ArrangementStamp stamp{now, signer.account_id};
  return s.db.write([&](store::Tx& tx) -> Status {
    insert(tx, a, stamp);
    return store::append(
        tx, store::RowChange{"dossier_at_once", a.id.value, 0, now, signer.account_id, signer.acting_unit().value, signer.display_name,
                             a.active ? "dossier.at_once_arranged" : "dossier.at_once_ended", content_of(a, stamp)});
  });
}

// ---- the desk ----

// Where the person at the desk works on it: a unit the desk can hand it to in which he has the right to settle.
std::optional<UnitId> AtOnceDesk::place_of_work(const Actor& actor, UnitId desk, const catalog::ProcedureVersion& version, Day day) const {
  for (const auto u : dossiers_.settling_units(desk, version, day))
    if (actor.permits_in(identity::kDossierWork, u)) return u;
  return std::nullopt;
}

std::vector<Arrangement> AtOnceDesk::offered(const Actor& actor, const Intake& intake, const Preview& p) {
  const auto& s = inside(dossiers_);
  if (!p.procedure || p.elsewhere || intake.received_at || !given_at_once(*p.procedure)) return {};
  const auto desk = intake.unit ? intake.unit : actor.acting_unit();
  const auto day = day_of(p.received_at);
  if (!actor.permits_in(identity::kDossierReturn, desk) || !place_of_work(actor, desk, *p.procedure, day)) return {};
  return s.db.read([&](store::ReadTx& tx) {
    auto offers = in_force(arrangements_at(tx, desk, p.procedure->code), p.procedure->code, day);
    if (offers.empty()) return offers;
    const auto signers = s.identity.accounts_with(tx, kDossierApprove, p.competent);
    // Who may still sign, and is another person than who settles it (four eyes).
    std::erase_if(offers, [&](const Arrangement& a) {
      const auto account = std::ranges::find(signers, a.signer, &identity::AccountView::id);
      return account == signers.end() || account->person == actor.person();
    });
    return offers;
  });
}

namespace {
Status settle_here(Work& w, UnitId place, const Arrangement& by, const AtOnce& deed) {
  const auto& me = w.actor;
  w.act_under({identity::kDossierAssign, kDossierApprove, identity::kDossierIssue},
              {{"arranged", std::to_string(by.id.value)}, {"note", "theo phân công giải quyết ngay của " + by.signer_name}});
  TRY_VOID(w.move(Action::hand_over, w.c.holder_unit, events::kHandedOver, {{"to_unit", w.s.unit_name(place)}}));
  w.c.settling_unit = place;
  w.c.handed_at = w.now;
  TRY_VOID(w.next_step(kSpecialist, place, me.account(), me.display_name, "du-ho-so", true, "Giải quyết ngay tại quầy"));
  TRY_VOID(w.move(Action::assign, place, events::kAssigned, {{"officer", me.display_name}}));
  TRY_VOID(put_draft(w, deed.result));
  TRY_VOID(w.move(Action::submit_for_signature, place, events::kSubmitted, {{"receiver", by.signer_name}}));
  TRY_VOID(w.next_step(kLeader, signing_place(w.s, w.tx, w.c), by.signer, by.signer_name, "dat", true));
  auto result = result_of(w.tx, w.c.id);
  ensure(result.has_value(), "a draft that was put is there");
  result->signed_by = by.signer;
  result->signed_name = by.signer_name;
  result->recorded_name = me.display_name;
  result->arrangement = by.id.value;
  TRY_VOID(put_signature(w, *std::move(result), {{"signer", by.signer_name}}, by.signer_name + " ký trên bản giấy"));
  TRY_VOID(put_number(w, by.symbol));
  TRY_VOID(put_ready(w));
  return hand_out(w, deed.handing);
}
}  // namespace

Result<Accepted> AtOnceDesk::settle(const Actor& actor, const Intake& intake, const AtOnce& deed) {
  const auto& s = inside(dossiers_);
  TRY(const auto p, dossiers_.preview(actor, intake));
  const auto desk = intake.unit ? intake.unit : actor.acting_unit();
  const auto place = place_of_work(actor, desk, *p.procedure, day_of(p.received_at));
  const auto offers = offered(actor, intake, p);
  const auto by = std::ranges::find(offers, deed.signer, &Arrangement::signer);
  auto wrong = p.errors;
  if (by == offers.end()) wrong.push_back({"signer", "Chọn người đã ký bản giấy tại quầy."});
  if (clean(deed.result.title).empty()) wrong.push_back({"result.title", "Ghi tên kết quả, ví dụ: Bản sao chứng thực, 3 bản."});
  for (auto& m : missing_of(deed.handing, tidy(intake.applicant).name, p.fee_total > 0 && !intake.paid))
    wrong.push_back({"handing." + m.field, std::move(m.message)});
  if (intake.return_method != ReturnMethod::counter) wrong.push_back({"return_method", "Trả ngay là trả tại quầy."});
  if (!wrong.empty()) return errors::invalid_fields("dossier.at_once_incomplete", std::move(wrong));
  ensure(place.has_value(), "who is offered a signer settles somewhere");

  TRY(const auto calendar, s.calendar_of(desk));
  const auto now = s.clock.now();
  Arrival arrival;
  arrival.also = [&](store::Tx& tx, const Accepted& a) -> Status {
    auto record = find_case(tx, a.id);
    ensure(record.has_value(), "a dossier that was just received is there");
    Work w(tx, s, actor, *std::move(record), p.procedure, calendar, now);
    TRY_VOID(settle_here(w, *place, *by, deed));
    return w.save();
  };
  return receive(dossiers_, s, actor, intake, arrival);
}

std::vector<store::Verifier> at_once_verifiers() { return {{"dossier: arrangements of immediate cases", broken_arrangements}}; }

}  // namespace motcua::dossier
