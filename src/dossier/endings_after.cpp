// After the end, or beside it: correction of an issued result, the right agency, the archive.
#include <fmt/core.h>

#include <algorithm>

#include "base/text.hpp"
#include "dossier/endings.hpp"
#include "dossier/life_parts.hpp"
#include "dossier/work_parts.hpp"

namespace motcua::dossier {

namespace {
constexpr int kCorrectionDays = 3;  // working days until the right result is at the desk (118/2025/NĐ-CP Đ23.1)

std::string result_json(const std::optional<ResultRecord>& r) {
  if (!r) return {};
  JsonWriter json;
  json.begin_object().field("title", r->title).field("summary", r->summary).field("body", r->body).field("number", r->number);
  json.field("drafted_name", r->drafted_name).field("drafted_at", to_us(r->drafted_at)).field("signed_name", r->signed_name);
  if (r->signed_at) json.field("signed_at", to_us(*r->signed_at));
  json.end_object();
  return json.take();
}
std::string return_json(const std::optional<ReturnRecord>& r) {
  if (!r) return {};
  JsonWriter json;
  json.begin_object()
      .field("method", word(r->method))
      .field("receiver", r->receiver)
      .field("receiver_number", r->receiver_number)
      .field("identity_check", r->identity_check)
      .field("authority", r->authority)
      .field("confirmation", r->confirmation)
      .field("signature", r->signature)
      .field("waybill", r->waybill)
      .field("returned_by", r->returned_by_name)
      .field("returned_at", to_us(r->returned_at))
      .end_object();
  return json.take();
}

// Who last worked on it.
struct Worker {
  AccountId account;
  std::string name;
};
Worker last_worker(Work& w) {
  if (const auto r = result_of(w.tx, w.c.id)) return {r->drafted_by, r->drafted_name};
  const auto steps = steps_of(w.tx, w.c.id);
  for (auto it = steps.rbegin(); it != steps.rend(); ++it)
    if (it->role == kSpecialist && it->holder) return {it->holder, it->holder_name};
  return {};
}

std::vector<FieldError> unfounded(std::string_view reason, std::string_view legal_basis) {
  std::vector<FieldError> wrong;
  if (reason.empty()) wrong.push_back({"ly_do", "Ghi lý do."});
  if (legal_basis.empty()) wrong.push_back({"can_cu", "Ghi căn cứ pháp lý: điều, khoản, văn bản."});
  return wrong;
}
}  // namespace

Result<std::int64_t> Endings::correct(const Actor& actor, Ref ref, std::string_view reason, std::string_view legal_basis) {
  return s_.change(actor, ref, [&](Work& w) -> Status {
    if (!transition(w.c.state, Action::correct))
      return errors::illegal_transition("dossier.nothing_issued",
                                        fmt::format("Hồ sơ đang “{}”: chỉ sửa kết quả đã trả.", label(w.c.state)));
    TRY_VOID(actor.require(identity::kDossierApprove, w.place(Action::correct)));
    const auto why = clean(reason), basis = clean(legal_basis);
    if (auto wrong = unfounded(why, basis); !wrong.empty()) return errors::invalid_fields("dossier.correction_unfounded", std::move(wrong));
    const auto worker = last_worker(w);
    const auto old = result_of(w.tx, w.c.id);
    ensure(w.c.done_at && w.c.punctuality, "a returned dossier was settled");
    CorrectionRecord r;
    r.view = {static_cast<int>(corrections_of(w.tx, w.c.id).size()) + 1,
              why,
              basis,
              w.now,
              actor.display_name,
              old ? old->number : "",
              w.c.due_at,
              *w.c.done_at,
              *w.c.punctuality};
    r.old_result = result_json(old);
    r.old_return = return_json(return_of(w.tx, w.c.id));
    // A term of its own from now on; what was early or late before stays in the correction and in the journal.
    const auto term = calendar::Term::working_days(kCorrectionDays);
    w.c.term = term.text();
    w.c.term_words = term.words() + ", sửa kết quả sai sót";
    w.c.legal_start = w.now;
    w.c.extension.clear();
    w.c.original_due.reset();
    w.c.done_at.reset();
    w.c.returned_at.reset();
    w.c.punctuality.reset();
    w.c.delivery = DeliveryState::not_ready;
    TRY(auto told, w.recount({}));
    told.emplace_back("reason", why);
    told.emplace_back("number", r.view.old_number);
    TRY_VOID(w.move(Action::correct, events::kCorrectionBegun, told));
    // Open again: who settles it now is who carries on the work of a unit that has ended since.
    w.c.competent_unit = w.s.unit_now(w.tx, w.c.competent_unit);
    w.c.settling_unit = w.s.unit_now(w.tx, w.c.settling_unit);
    insert(w.tx, w.c.id, r);
    reopen_result(w.tx, w.c.id);
    w.pass(w.c.settling_unit, worker.account, worker.name, true, "Sửa kết quả sai sót do cơ quan giải quyết");
    if (const auto* step = w.first_step(kSpecialist)) w.begin_step(*step, w.c.holder_unit, w.c.holder, w.c.holder_name);
    return {};
  });
}

Result<std::int64_t> Endings::reroute(const Actor& actor, Ref ref, const RerouteOrder& order) {
  return s_.change(actor, ref, [&](Work& w) -> Status {
    const auto today = day_of(w.now);
    const auto tree = w.s.identity.tree();
    const auto why = clean(order.reason), basis = clean(order.legal_basis);
    if (!transition(w.c.state, Action::reroute))
      return errors::illegal_transition("dossier.cannot_reroute",
                                        fmt::format("Hồ sơ đang “{}” nên không chuyển cơ quan khác được.", label(w.c.state)));
    TRY_VOID(actor.require(identity::kDossierChangeDue, w.place(Action::reroute)));
    auto wrong = unfounded(why, basis);
    const auto unit = order.unit ? order.unit : order.agency;
    if (!order.agency || !tree->exists(order.agency, today)) wrong.push_back({"co_quan", "Chọn cơ quan có thẩm quyền giải quyết."});
    if (unit && !tree->exists(unit, today)) wrong.push_back({"don_vi", "Chọn đơn vị giải quyết."});
    if (order.agency == w.c.competent_unit && (unit == w.c.settling_unit || w.c.state.biz == BizState::received))
      wrong.push_back({"co_quan", "Hồ sơ đang ở đúng cơ quan này."});
    if (!wrong.empty()) return errors::invalid_fields("dossier.reroute_incomplete", std::move(wrong));
    RerouteRecord r;
    r.seq = static_cast<int>(reroutes_of(w.tx, w.c.id).size()) + 1;
    r.from_agency = w.c.competent_unit;
    r.to_agency = order.agency;
    r.to_unit = unit;
    r.reason = why;
    r.legal_basis = basis;
    r.at = w.now;
    r.by = actor.display_name;
    r.old_draft = result_json(result_of(w.tx, w.c.id));
    const bool on_its_way = w.c.state.biz == BizState::in_process;
    TRY_VOID(w.move(Action::reroute, events::kRerouted,
                    {{"reason", why}, {"to_unit", w.s.unit_name(unit)}, {"competent_unit", std::to_string(order.agency.value)}}));
    insert(w.tx, w.c.id, r);
    w.c.competent_unit = order.agency;
    if (!on_its_way) return {};
    if (proposal_of(w.tx, w.c.id)) delete_proposal(w.tx, w.c.id);
    delete_draft(w.tx, w.c.id);  // of an agency that was not competent; kept with the re-routing
    w.end_step("chuyen-co-quan");
    w.pass(unit, {}, "", false, "Chuyển đúng cơ quan: " + why);
    w.c.settling_unit = unit;
    if (const auto* step = w.first_step(kSpecialist)) w.begin_step(*step, unit, {}, "");
    return {};
  });
}

Result<std::int64_t> Endings::archive(const Actor& actor, Ref ref, std::string_view folder, std::string_view retention) {
  return s_.change(actor, ref, [&](Work& w) -> Status {
    if (!transition(w.c.state, Action::archive))
      return errors::illegal_transition("dossier.not_to_archive",
                                        fmt::format("Hồ sơ đang “{}”: chỉ lưu trữ hồ sơ đã kết thúc.", label(w.c.state)));
    TRY_VOID(actor.require(identity::kDossierArchive, w.place(Action::archive)));
    ArchiveView a;
    a.folder = clean(folder);
    a.retention = clean(retention);
    std::vector<FieldError> wrong;
    if (a.folder.empty()) wrong.push_back({"cap_hop", "Ghi số hộp, cặp hoặc mã hồ sơ lưu trữ."});
    if (a.retention.empty()) wrong.push_back({"thoi_han", "Ghi thời hạn bảo quản, ví dụ: 10 năm, vĩnh viễn."});
    if (!wrong.empty()) return errors::invalid_fields("dossier.archive_incomplete", std::move(wrong));
    // Nothing that belongs to somebody else goes into the archive.
    if (const auto all = endings_of(w.tx, w.c.id); !all.empty()) {
      const auto& last = all.back().view;
      if (w.c.state.biz != BizState::returned && !last.originals.empty() && !last.originals_back_at)
        return errors::illegal_transition("dossier.originals_still_here",
                                          "Còn bản chính phải trả người nộp: " + last.originals + ". Trả trước, rồi mới lưu trữ.");
    }
    if (w.c.fin == FinState::refund_due)
      return errors::illegal_transition("dossier.refund_still_due", "Còn khoản phải hoàn cho người nộp. Hoàn trước, rồi mới lưu trữ.");
    a.papers = static_cast<int>(papers_of(w.tx, w.c.id).size());
    a.files = count_files(w.tx, w.c.id);
    a.at = w.now;
    a.by = actor.display_name;
    TRY_VOID(w.move(Action::archive, events::kArchived, {{"text", fmt::format("{}, bảo quản {}", a.folder, a.retention)}}));
    insert(w.tx, w.c.id, a);
    w.c.delivery = w.c.delivery == DeliveryState::not_ready ? w.c.delivery : DeliveryState::stored;
    w.hold(w.place(Action::archive), {}, "");
    return {};
  });
}

std::vector<UnitId> Endings::agencies() const {
  const auto tree = s_.identity.tree();
  const auto today = s_.identity.today();
  std::vector<UnitId> list;
  for (const auto& u : tree->units())
    if (tree->exists(u.id, today) && tree->kind(u.id, today) == identity::UnitKind::committee) list.push_back(u.id);
  return list;
}

}  // namespace motcua::dossier
