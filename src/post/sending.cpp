// Results on their way out: handed to the post, delivered, brought back, sent once more.
#include <fmt/core.h>

#include <algorithm>
#include <iterator>

#include "base/text.hpp"
#include "dossier/merged_desks.hpp"
#include "post/store.hpp"

namespace motcua::post {

using identity::kDossierRead;
using identity::kDossierReturn;
using identity::kDossierTicket;

// The postal clerk returns results too, but only the one-stop hands them to the post.
bool Post::may_send(const Actor& actor, UnitId unit) const {
  return actor.permits_in(kDossierReturn, unit) && actor.permits_in(kDossierRead, unit);
}

std::vector<ReadyRow> Post::ready(const Actor& actor, UnitId unit) {
  if (!may_send(actor, unit)) return {};
  return db_.read([&](store::ReadTx& tx) {
    std::vector<ReadyRow> seen;
    std::vector<ReadyRow> waiting;
    for (const auto u : dossier::with_merged(tx, {unit})) std::ranges::move(ready_to_send(tx, u), std::back_inserter(waiting));
    for (auto& r : waiting) {
      const auto view = dossiers_.load_visible(tx, actor, r.dossier);
      if (!view) continue;
      r.version = view->version;
      r.person_name = view->applicant.name;
      if (r.address.empty()) r.address = view->applicant.address;
      seen.push_back(std::move(r));
    }
    return seen;
  });
}

namespace {
struct Parcel {
  ReadyRow row;
  std::string waybill;
};

Slip outgoing_slip(const Parcel& parcel, const Protocol& p, const Actor& actor, SchemeId scheme) {
  Slip s;
  s.direction = Direction::out;
  s.unit = p.unit;
  s.year = p.year;
  s.state = SlipState::handed;
  s.clerk = actor.account_id;
  s.clerk_name = actor.display_name;
  s.made_at = p.made_at;
  s.dossier = parcel.row.dossier;
  s.code = parcel.row.code;
  s.procedure_name = parcel.row.procedure_name;
  s.person_name = parcel.row.person_name;
  s.person_address = parcel.row.address;
  s.papers = "Kết quả giải quyết thủ tục: 01 bản chính";
  s.waybill = parcel.waybill;
  s.scheme = scheme;
  s.protocol = p.id;
  return s;
}

std::vector<FieldError> wrong_parcels(const std::vector<Outgoing>& results, const std::vector<ReadyRow>& waiting) {
  std::vector<FieldError> wrong;
  if (results.empty()) wrong.push_back({"chon", "Chọn ít nhất một kết quả để gửi."});
  for (const auto& r : results) {
    const auto field = fmt::format("buu_gui.{}", r.dossier.value);
    const auto row = std::ranges::find(waiting, r.dossier, &ReadyRow::dossier);
    if (row == waiting.end())
      wrong.push_back({field, "Kết quả này vừa được gửi hoặc trả rồi. Tải lại trang."});
    else if (row->fee_due)
      wrong.push_back({field, "Hồ sơ còn nợ phí, lệ phí. Thu trước khi gửi kết quả."});
    else if (!row->returned && clean(r.waybill).empty())
      wrong.push_back({field, "Nhập số hiệu bưu gửi."});
  }
  return wrong;
}
}  // namespace

Result<ProtocolId> Post::send(const Actor& actor, UnitId unit, const std::vector<Outgoing>& results, SchemeId scheme) {
  TRY_VOID(actor.require(kDossierReturn, unit));
  TRY_VOID(actor.require(kDossierRead, unit));
  const auto now = clock_.now();
  const auto valid = schemes(unit, day_of(now));
  if (scheme && std::ranges::find(valid, scheme, &Scheme::id) == valid.end())
    return errors::invalid_fields("post.scheme_over", {{"chuong_trinh", "Chương trình này không còn hiệu lực."}});
  const auto waiting = ready(actor, unit);
  if (auto wrong = wrong_parcels(results, waiting); !wrong.empty())
    return errors::invalid_fields("post.sending_incomplete", std::move(wrong));
  std::vector<Parcel> parcels;
  for (const auto& r : results) {
    const auto& row = *std::ranges::find(waiting, r.dossier, &ReadyRow::dossier);
    parcels.push_back({row, row.returned ? row.waybill : clean(r.waybill)});
    // T24 is a use case of its own; should the protocol fail after it, the result stands in the list as handed to the post without one.
    if (!row.returned && !row.back)
      TRY_VOID(dossiers_.return_result(actor, {row.dossier, row.version},
                                       {.method = dossier::ReturnMethod::post, .waybill = parcels.back().waybill}));
  }
  return db_.write([&](store::Tx& tx) -> Result<ProtocolId> {
    Protocol p;
    p.id = ids_.next<ProtocolTag>();
    p.direction = Direction::out;
    p.unit = unit;
    p.year = year_of(now);
    p.number = next_number(tx, "post-protocol", p.direction, unit, p.year);
    p.made_at = now;
    p.giver = actor.account_id;
    p.giver_name = actor.display_name;
    TRY_VOID(keep(tx, {actor, now, "post.handed_over"}, p));
    for (const auto& parcel : parcels) {
      if (parcel.row.back) {
        TRY(auto old, in_state(tx, actor, kDossierReturn, parcel.row.back, SlipState::back));
        old.state = SlipState::resent;
        TRY_VOID(keep(tx, {actor, now, "post.resent"}, old));
        TRY_VOID(deliveries_.sent_again(tx, actor, old.dossier, parcel.waybill));
      }
      auto s = outgoing_slip(parcel, p, actor, scheme);
      s.id = ids_.next<SlipTag>();
      s.number = next_number(tx, "post-slip", s.direction, unit, s.year);
      TRY_VOID(keep(tx, {actor, now, "post.slip_written"}, s));
    }
    return p.id;
  });
}

Status Post::take_over(const Actor& actor, ProtocolId id) {
  const auto now = clock_.now();
  return db_.write([&](store::Tx& tx) -> Status {
    auto p = find_protocol(tx, id);
    if (!p || p->direction != Direction::out || !sees(tx, actor, p->unit))
      return errors::not_found("post.no_such_protocol_out", "Không có biên bản này.");
    TRY_VOID(actor.require(kDossierTicket, desk_now(tx, p->unit)));
    if (p->giver == actor.account_id) return errors::forbidden("post.both_sides_out", "Người giao không ký nhận thay bên nhận.");
    if (p->signed_at) return errors::conflict("post.signed_before", "Biên bản này đã ký.");
    p->signed_at = now;
    p->taker = actor.account_id;
    p->taker_name = actor.display_name;
    TRY_VOID(keep(tx, {actor, now, "post.protocol_signed"}, *p));
    for (auto& s : slips_of(tx, id)) {
      s.state = SlipState::on_way;
      TRY_VOID(keep(tx, {actor, now, "post.slip_on_way"}, s));
    }
    return {};
  });
}

Result<Slip> Post::in_state(store::ReadTx& tx, const Actor& actor, web::Permission permission, SlipId id, SlipState state) const {
  auto s = find_slip(tx, id);
  if (!s || !actor.permits_in(permission, desk_now(tx, s->unit))) return errors::not_found("post.no_such_slip", "Không có phiếu gửi này.");
  if (s->state != state)
    return errors::illegal_transition("post.slip_elsewhere",
                                      fmt::format("Phiếu gửi này đang ở tình trạng “{}”. Tải lại trang.", label(s->state)));
  return *std::move(s);
}

Status Post::settle(store::Tx& tx, const Actor& actor, Slip& slip, SlipState to, std::string_view event) {
  slip.state = to;
  slip.ended_at = clock_.now();
  return keep(tx, {actor, *slip.ended_at, event}, slip);
}

Status Post::delivered(const Actor& actor, SlipId id, std::string_view receiver) {
  return db_.write([&](store::Tx& tx) -> Status {
    TRY(auto s, in_state(tx, actor, kDossierTicket, id, SlipState::on_way));
    if (clean(receiver).empty()) return errors::invalid_fields("post.no_receiver", {{"nguoi_nhan", "Ghi họ tên người ký nhận."}});
    s.receiver = clean(receiver);
    TRY_VOID(deliveries_.delivered(tx, actor, s.dossier, receiver));
    return settle(tx, actor, s, SlipState::delivered, "post.delivered");
  });
}

Status Post::undelivered(const Actor& actor, SlipId id, std::string_view reason) {
  return db_.write([&](store::Tx& tx) -> Status {
    TRY(auto s, in_state(tx, actor, kDossierTicket, id, SlipState::on_way));
    if (clean(reason).empty()) return errors::invalid_fields("post.no_reason", {{"ly_do", "Ghi vì sao không phát được."}});
    s.reason = clean(reason);
    TRY_VOID(deliveries_.undelivered(tx, actor, s.dossier, reason));
    return settle(tx, actor, s, SlipState::undelivered, "post.undelivered");
  });
}

Status Post::take_back(const Actor& actor, SlipId id) {
  return db_.write([&](store::Tx& tx) -> Status {
    TRY(auto s, in_state(tx, actor, kDossierReturn, id, SlipState::undelivered));
    TRY_VOID(actor.require(kDossierRead, s.unit));
    return settle(tx, actor, s, SlipState::back, "post.taken_back");
  });
}

Status Post::fetched(const Actor& actor, SlipId id, std::string_view receiver) {
  return db_.write([&](store::Tx& tx) -> Status {
    TRY(auto s, in_state(tx, actor, kDossierReturn, id, SlipState::back));
    TRY_VOID(actor.require(kDossierRead, s.unit));
    if (clean(receiver).empty()) return errors::invalid_fields("post.no_fetcher", {{"nguoi_nhan", "Ghi họ tên người đến nhận."}});
    s.receiver = clean(receiver);
    TRY_VOID(deliveries_.fetched(tx, actor, s.dossier, receiver));
    return settle(tx, actor, s, SlipState::fetched, "post.fetched");
  });
}

}  // namespace motcua::post
