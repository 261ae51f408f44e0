#include "dossier/deliveries.hpp"

#include "base/text.hpp"
#include "dossier/service.hpp"

namespace motcua::dossier {

using identity::kDossierReturn;
using identity::kDossierTicket;

Status Deliveries::delivered(store::Tx& tx, const Actor& actor, DossierId id, std::string_view receiver) {
  return record(tx, actor, id, {kDossierTicket, DeliveryState::in_post, DeliveryState::delivered, events::kDelivered, "receiver"},
                receiver);
}
Status Deliveries::undelivered(store::Tx& tx, const Actor& actor, DossierId id, std::string_view reason) {
  return record(tx, actor, id,
                {kDossierTicket, DeliveryState::in_post, DeliveryState::returned_undelivered, events::kUndelivered, "reason"}, reason);
}
Status Deliveries::sent_again(store::Tx& tx, const Actor& actor, DossierId id, std::string_view waybill) {
  return record(tx, actor, id, {kDossierReturn, DeliveryState::returned_undelivered, DeliveryState::in_post, events::kSentAgain, "waybill"},
                waybill);
}
Status Deliveries::fetched(store::Tx& tx, const Actor& actor, DossierId id, std::string_view receiver) {
  return record(tx, actor, id,
                {kDossierReturn, DeliveryState::returned_undelivered, DeliveryState::delivered, events::kFetched, "receiver"}, receiver);
}

Status Deliveries::record(store::Tx& tx, const Actor& actor, DossierId id, const Step& step, std::string_view words) {
  const auto& s = inside(dossiers_);
  auto c = find_case(tx, id);
  if (!c || !actor.permits_in(step.permission, s.unit_now(tx, c->received_unit)))
    return errors::not_found("dossier.no_delivery", "Không có bưu gửi của hồ sơ này.");
  if (c->delivery != step.from) {
    if (step.from == DeliveryState::in_post)
      return errors::illegal_transition("dossier.not_in_post", "Kết quả của hồ sơ này không đang trên đường bưu chính.");
    return errors::illegal_transition("dossier.not_brought_back", "Bưu điện chưa chuyển lại kết quả của hồ sơ này.");
  }
  // No step ends and no term runs here: neither procedure nor calendar is asked for.
  Work w(tx, s, actor, *std::move(c), nullptr, nullptr, s.clock.now());
  w.c.delivery = step.to;
  TRY_VOID(w.record(step.event, {{step.word, clean(words)}}));
  return w.save();
}

}  // namespace motcua::dossier
