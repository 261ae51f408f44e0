// Dossiers on their way in: slips, protocols, and what the signature of the one-stop begins.
#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "dossier/arrival.hpp"
#include "dossier/desk_form.hpp"
#include "dossier/merged_desks.hpp"
#include "post/store.hpp"
#include "web/forms.hpp"

namespace motcua::embedded {
std::span<const EmbeddedFile> post_migrations();
}

namespace motcua::post {

using identity::kDossierAccept;
using identity::kDossierReturn;
using identity::kDossierTicket;

store::MigrationSet migrations() { return {"post", embedded::post_migrations()}; }

namespace {
tl::unexpected<Error> no_protocol() { return errors::not_found("post.no_such_protocol", "Không có biên bản này."); }

std::string paper_words(const catalog::RequiredPaper& p, const std::vector<catalog::BroughtPaper>& brought) {
  int originals = 0, copies = 0;
  for (const auto& b : brought)
    if (b.component == p.component->id) originals += b.originals, copies += b.copies;
  if (originals + copies == 0) return {};
  std::string words = p.component->name + ":";
  if (originals > 0) words += fmt::format(" {:02} bản chính", originals);
  if (copies > 0) words += fmt::format("{} {:02} bản sao", originals > 0 ? "," : "", copies);
  return words;
}

struct Read {
  dossier::Intake intake;
  web::Fields values;  // as they are shown again: a scanned card taken apart, defaults filled in
  std::vector<FieldError> errors;
};
Read read_fields(const web::Fields& fields, Day today, const catalog::ProcedureVersion& version) {
  dossier::DeskView view;
  web::Fields sent;
  sent.add("kenh", std::string(word(dossier::Channel::post)));
  for (const auto& [name, value] : fields.items())
    if (name != "kenh") sent.add(name, value);
  if (!fields.has("tra")) sent.add("tra", std::string(word(dossier::ReturnMethod::post)));
  Read r;
  r.intake = dossier::read_desk_form(sent, today, &version, view);
  r.intake.applicant = dossier::tidy(std::move(r.intake.applicant));
  // Where it is to be brought, unless another address is told.
  if (clean(r.intake.return_address).empty()) r.intake.return_address = r.intake.applicant.address;
  r.values = std::move(view.values);
  r.errors = std::move(view.errors);
  return r;
}
}  // namespace

UnitId Post::desk_now(store::ReadTx& tx, UnitId unit) const { return dossier::unit_now(dossiers_, tx, unit); }

bool Post::sees(store::ReadTx& tx, const Actor& actor, UnitId ended_or_not) const {
  const auto unit = desk_now(tx, ended_or_not);
  return actor.permits_in(kDossierTicket, unit) || actor.permits_in(kDossierAccept, unit) || actor.permits_in(kDossierReturn, unit);
}

Result<Counted> Post::count(const NewSlip& slip) {
  Counted c;
  const auto today = day_of(clock_.now());
  TRY(c.procedure, catalog_.on_day(dossier::procedure_code_in(slip.fields.get("thu_tuc")), today));
  auto read = read_fields(slip.fields, today, *c.procedure);
  c.asked = catalog::asked_questions(*c.procedure, read.intake.answers, catalog::Channel::post);
  c.papers = catalog::required_papers(*c.procedure, read.intake.answers, catalog::Channel::post);
  for (const auto& f : catalog::check_completeness(c.papers, read.intake.papers).findings) c.missing.push_back(f.message);
  const auto province = dossier::inside(dossiers_).province_name(slip.unit, today);
  c.fees = catalog::fees_due(*c.procedure, {.answers = catalog::valid_answers(*c.procedure, read.intake.answers, catalog::Channel::post),
                                            .channel = catalog::Channel::post,
                                            .province = province,
                                            .day = today,
                                            .inputs = read.intake.fees});
  for (const auto& line : c.fees.lines) {
    if (line.fee->kind == catalog::FeeKind::none || line.quantity == 0) continue;
    const auto typed = read.intake.amounts.find(line.fee->id);
    if (line.amount)
      c.fee += *line.amount;
    else if (typed != read.intake.amounts.end())
      c.fee += catalog::left_to_pay(line.exemption, Dong{typed->second});
    else if (!line.open)
      c.amounts_missing.push_back(line.fee->id);
  }
  c.values = std::move(read.values);
  return c;
}

Result<SlipId> Post::write(const Actor& actor, const NewSlip& n) {
  TRY_VOID(actor.require(kDossierTicket, n.unit));
  TRY(const auto counted, count(n));
  const auto now = clock_.now();
  auto read = read_fields(n.fields, day_of(now), *counted.procedure);
  const auto& who = read.intake.applicant;
  std::vector<FieldError> wrong;
  dossier::check_person(who, "applicant.", "người gửi", day_of(now), wrong);
  for (auto& e : dossier::desk_errors(wrong)) read.errors.push_back(std::move(e));
  for (const auto& fee : counted.amounts_missing)
    read.errors.push_back({fmt::format("phi.{}.tien", fee), "Ghi số tiền của khoản này theo biểu đã công bố."});
  if (read.intake.papers.empty()) read.errors.push_back({"du", "Đếm giấy tờ người gửi giao: phiếu gửi phải có ít nhất một giấy tờ."});
  const bool taken = n.fields.has("da_thu") && counted.fee > Dong{};
  if (taken && clean(n.fee_paper).empty()) read.errors.push_back({"bien_lai", "Ghi số biên lai bưu điện đã lập khi thu phí."});
  if (!read.errors.empty()) return errors::invalid_fields("post.slip_incomplete", std::move(read.errors));
  Slip s;
  s.id = ids_.next<SlipTag>();
  s.direction = Direction::in;
  s.unit = n.unit;
  s.year = year_of(now);
  s.clerk = actor.account_id;
  s.clerk_name = actor.display_name;
  s.made_at = now;
  s.procedure_code = counted.procedure->code;
  s.procedure_name = counted.procedure->name;
  s.person_name = who.name;
  s.person_address = who.address;
  s.person_phone = who.phone;
  for (const auto& p : counted.papers)
    if (auto words = paper_words(p, read.intake.papers); !words.empty()) s.papers += (s.papers.empty() ? "" : "\n") + words;
  web::Fields kept;
  for (const auto& [name, value] : read.values.items())
    if (!name.starts_with("_") && name != "the") kept.add(name, value);
  s.content = web::to_urlencoded(kept);
  if (taken) {
    s.fee_taken = counted.fee;
    s.fee_paper = clean(n.fee_paper);
  }
  return db_.write([&](store::Tx& tx) -> Result<SlipId> {
    auto slip = s;
    slip.number = next_number(tx, "post-slip", slip.direction, slip.unit, slip.year);
    TRY_VOID(keep(tx, {actor, now, "post.slip_written"}, slip));
    return slip.id;
  });
}

Result<ProtocolId> Post::hand_over(const Actor& actor, UnitId unit) {
  TRY_VOID(actor.require(kDossierTicket, unit));
  const auto now = clock_.now();
  return db_.write([&](store::Tx& tx) -> Result<ProtocolId> {
    auto slips = slips_in(tx, dossier::with_merged(tx, {unit}), Direction::in, SlipState::waiting, 200);
    if (slips.empty()) return errors::illegal_transition("post.nothing_to_hand_over", "Không có phiếu gửi nào chờ giao.");
    Protocol p;
    p.id = ids_.next<ProtocolTag>();
    p.direction = Direction::in;
    p.unit = unit;
    p.year = year_of(now);
    p.number = next_number(tx, "post-protocol", p.direction, unit, p.year);
    p.made_at = now;
    p.giver = actor.account_id;
    p.giver_name = actor.display_name;
    TRY_VOID(keep(tx, {actor, now, "post.handed_over"}, p));
    for (auto& s : slips) {
      s.state = SlipState::handed;
      s.protocol = p.id;
      TRY_VOID(keep(tx, {actor, now, "post.slip_handed"}, s));
    }
    return p.id;
  });
}

Result<dossier::Intake> Post::intake_of(const Slip& s, UnitId desk) const {
  TRY(const auto version, catalog_.on_day(s.procedure_code, day_of(clock_.now())));
  TRY(const auto fields, web::parse_urlencoded(s.content));
  auto read = read_fields(fields, day_of(clock_.now()), *version);
  read.intake.form_id = fmt::format("phieu-gui-{}", s.id.value);
  read.intake.unit = desk;
  read.intake.paid = s.fee_taken > Dong{};
  if (!read.intake.paid) read.intake.payment = dossier::PaymentMethod::at_return;
  return read.intake;
}

// One slip of a protocol that is signed becomes a dossier: received at the moment of the signature; the money the post took comes with
// it, and the slip ends, in the same transaction.
Status Post::accept(const Actor& actor, const Slip& s, const Protocol& p) {
  const auto desk = db_.read([&](store::ReadTx& tx) { return desk_now(tx, s.unit); });
  TRY(auto intake, intake_of(s, desk));
  intake.received_at = *p.signed_at;
  intake.late_reason = fmt::format("biên bản giao nhận bưu chính số {}", p.written_number());
  const auto now = clock_.now();
  dossier::Arrival arrival;
  if (s.fee_taken > Dong{}) {
    TRY(const auto owed, count({desk, web::parse_urlencoded(s.content).value_or(web::Fields{}), ""}));
    if (owed.fee != s.fee_taken)
      return errors::invalid("post.fee_differs",
                             fmt::format("Bưu điện đã thu {}, mức thu hôm nay là {}. Trả lại phiếu, ghi lý do để bưu điện thu đúng.",
                                         vn_money(s.fee_taken), vn_money(owed.fee)));
    arrival.taking = money::Taking{.way = money::Way::post,
                                   .document = fmt::format("phiếu gửi {}, biên lai bưu điện {}", s.written_number(), s.fee_paper)};
  }
  arrival.also = [&](store::Tx& tx, const dossier::Accepted& accepted) -> Status {
    auto slip = find_slip(tx, s.id);
    if (!slip || slip->state != SlipState::handed)
      return errors::conflict("post.slip_taken", "Phiếu này vừa được người khác xử lý. Tải lại trang.");
    slip->state = SlipState::accepted;
    slip->dossier = accepted.id;
    slip->code = accepted.code;
    slip->ended_at = *p.signed_at;
    return keep(tx, {actor, now, "post.slip_accepted"}, *slip);
  };
  TRY_VOID(dossier::receive(dossiers_, dossier::inside(dossiers_), actor, intake, arrival));
  return {};
}

Result<Signed> Post::sign(const Actor& actor, ProtocolId id, const std::vector<Check>& checks) {
  const auto now = clock_.now();
  TRY(const auto p, db_.write([&](store::Tx& tx) -> Result<Protocol> {
    auto p = find_protocol(tx, id);
    if (!p || p->direction != Direction::in || !sees(tx, actor, p->unit)) return no_protocol();
    TRY_VOID(actor.require(kDossierAccept, desk_now(tx, p->unit)));
    if (p->giver == actor.account_id) return errors::forbidden("post.both_sides", "Người giao không ký nhận thay bên nhận.");
    p->slips = slips_of(tx, id);
    std::vector<FieldError> wrong;
    for (const auto& c : checks)
      if (!c.complete && clean(c.reason).empty())
        wrong.push_back({fmt::format("ly_do.{}", c.slip.value), "Ghi lý do trả lại: thiếu giấy tờ nào, sai ở đâu."});
    if (!wrong.empty()) return errors::invalid_fields("post.sent_back_without_reason", std::move(wrong));
    if (!p->signed_at) {
      p->signed_at = now;
      p->taker = actor.account_id;
      p->taker_name = actor.display_name;
      TRY_VOID(keep(tx, {actor, now, "post.protocol_signed"}, *p));
    }
    for (auto& s : p->slips) {
      const auto check = std::ranges::find(checks, s.id, &Check::slip);
      if (s.state != SlipState::handed || check == checks.end() || check->complete) continue;
      s.state = SlipState::sent_back;
      s.reason = clean(check->reason);
      s.ended_at = now;
      TRY_VOID(keep(tx, {actor, now, "post.slip_sent_back"}, s));
    }
    return *std::move(p);
  }));
  Signed done;
  for (const auto& s : p.slips) {
    if (s.state == SlipState::sent_back) ++done.sent_back;
    if (s.state != SlipState::handed) continue;
    const auto taken = accept(actor, s, p);
    if (taken) {
      ++done.accepted;
      continue;
    }
    std::string why = taken.error().message;
    for (const auto& f : taken.error().fields) why += (why.empty() ? "" : " ") + f.message;
    done.failed.emplace_back(s.written_number(), std::move(why));
  }
  return done;
}

bool Post::may_sign(const Actor& actor, const Protocol& p) {
  return p.direction == Direction::in &&
         actor.permits_in(kDossierAccept, db_.read([&](store::ReadTx& tx) { return desk_now(tx, p.unit); }));
}

namespace {
std::vector<UnitId> postal_units(const Actor& actor) {
  std::set<UnitId> units;
  for (const auto permission : {kDossierTicket, kDossierAccept, kDossierReturn})
    for (const auto u : actor.units_with(permission)) units.insert(u);
  return {units.begin(), units.end()};
}
}  // namespace

std::vector<Slip> Post::slips(const Actor& actor, Direction d, SlipState state, int limit) {
  const auto units = postal_units(actor);
  return db_.read([&](store::ReadTx& tx) { return slips_in(tx, dossier::with_merged(tx, units), d, state, limit); });
}

Result<Slip> Post::slip(const Actor& actor, SlipId id) {
  return db_.read([&](store::ReadTx& tx) -> Result<Slip> {
    auto s = find_slip(tx, id);
    if (!s || !sees(tx, actor, s->unit)) return errors::not_found("post.no_such_slip_here", "Không có phiếu gửi này.");
    return *std::move(s);
  });
}

std::vector<Slip> Post::slips_of_dossier(DossierId id) {
  return db_.read([&](store::ReadTx& tx) { return slips_of(tx, id); });
}

std::vector<Protocol> Post::protocols(const Actor& actor, int limit) {
  const auto units = postal_units(actor);
  return db_.read([&](store::ReadTx& tx) { return newest_protocols(tx, dossier::with_merged(tx, units), limit); });
}

std::vector<Protocol> Post::to_sign(const Actor& actor, Direction direction) {
  const auto units = postal_units(actor);
  return db_.read([&](store::ReadTx& tx) { return open_protocols(tx, dossier::with_merged(tx, units), direction); });
}

Result<Protocol> Post::protocol(const Actor& actor, ProtocolId id) {
  return db_.read([&](store::ReadTx& tx) -> Result<Protocol> {
    auto p = find_protocol(tx, id);
    if (!p || !sees(tx, actor, p->unit)) return no_protocol();
    p->slips = slips_of(tx, id);
    return *std::move(p);
  });
}

FeesTaken Post::fees_taken(const Actor& actor, UnitId unit, Instant from, Instant to) {
  return db_.read([&](store::ReadTx& tx) { return sees(tx, actor, unit) ? fees_of(tx, unit, from, to) : FeesTaken{}; });
}

}  // namespace motcua::post
