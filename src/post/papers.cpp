// Papers and schemes.
#include <fmt/core.h>

#include <algorithm>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "identity/letterhead.hpp"
#include "post/store.hpp"

namespace motcua::post {

Result<print::PostalSlipForm> Post::slip_form(const Actor& actor, SlipId id) {
  TRY(const auto s, slip(actor, id));
  const auto office = std::string(identity_.tree()->name(s.unit, day_of(s.made_at)));
  const auto day = day_of(s.made_at);
  const auto office_address = std::string(identity_.tree()->name(identity_.tree()->territory(s.unit, day).value_or(s.unit), day));
  print::PostalSlipForm f;
  f.outgoing = s.direction == Direction::out;
  f.number = s.written_number();
  f.post_office = "BƯU CHÍNH CÔNG ÍCH";
  f.clerk = f.outgoing ? "" : s.clerk_name;
  f.qr_text = f.outgoing ? fmt::format("{} {}", s.code, s.waybill) : fmt::format("PHIEU GUI {}", s.id.value);
  if (f.outgoing) {
    f.sender = office;
    f.sender_address = office_address;
    f.receiver = s.person_name;
    f.receiver_address = s.person_address;
    f.receiver_phone = s.person_phone;
  } else {
    f.sender = s.person_name;
    f.sender_address = s.person_address;
    f.sender_phone = s.person_phone;
    f.receiver = office;
    f.receiver_address = office_address;
  }
  f.procedure_name = s.procedure_name;
  f.dossier_code = s.code;
  f.waybill = s.waybill;
  for (std::size_t at = 0; at < s.papers.size();) {
    const auto end = std::min(s.papers.find('\n', at), s.papers.size());
    f.papers.push_back(s.papers.substr(at, end - at));
    at = end + 1;
  }
  if (s.fee_taken > Dong{}) f.fee = fmt::format("{}, biên lai {}", vn_money(s.fee_taken), s.fee_paper);
  f.note = s.scheme     ? "Trả kết quả tại nhà miễn phí."
           : f.outgoing ? ""
                        : "Thời điểm nộp hồ sơ là lúc Bộ phận Một cửa ký biên bản giao nhận.";
  f.made_at = s.made_at;
  return f;
}

Result<print::PostalProtocolForm> Post::protocol_form(const Actor& actor, ProtocolId id) {
  TRY(const auto p, protocol(actor, id));
  const auto tree = identity_.tree();
  const auto day = day_of(p.made_at);
  const auto office = std::string(tree->name(p.unit, day));
  print::PostalProtocolForm f;
  f.outgoing = p.direction == Direction::out;
  f.head = identity::letterhead(*tree, identity::committee_above(*tree, p.unit, day), p.unit,
                                fmt::format("{}/{}/BBGN", p.number, f.outgoing ? "KQ" : "HS"), day);
  f.giver = p.giver_name;
  f.taker = p.taker_name;
  f.giver_side = f.outgoing ? office : "nhân viên bưu chính công ích";
  f.taker_side = f.outgoing ? "nhân viên bưu chính công ích" : office;
  for (const auto& s : p.slips) {
    auto papers = s.papers;
    std::ranges::replace(papers, '\n', ';');
    f.lines.push_back({s.written_number() + (s.waybill.empty() ? "" : "\n" + s.waybill), s.person_name, s.procedure_name, papers,
                       s.state == SlipState::accepted    ? "Đủ, mã hồ sơ " + s.code
                       : s.state == SlipState::sent_back ? "Trả lại: " + s.reason
                                                         : std::string(label(s.state))});
  }
  if (p.signed_at)
    f.signed_words = fmt::format("{} ký nhận lúc {}{}", p.taker_name, vn_datetime(*p.signed_at),
                                 f.outgoing ? "." : ": đây là thời điểm nộp hồ sơ, thời hạn giải quyết tính từ lúc này.");
  f.note = p.note;
  return f;
}

// ---- schemes ----

Status Post::add_scheme(const Actor& actor, const Scheme& given) {
  TRY_VOID(actor.require(identity::kDossierAllocate, given.unit));
  auto s = given;
  s.name = clean(s.name);
  s.source = clean(s.source);
  std::vector<FieldError> wrong;
  if (s.name.empty()) wrong.push_back({"ten", "Ghi tên chương trình."});
  if (s.source.empty()) wrong.push_back({"can_cu", "Ghi quyết định hoặc kế hoạch."});
  if (s.valid_to && *s.valid_to < s.valid_from) wrong.push_back({"den_ngay", "Ngày kết thúc phải sau ngày bắt đầu."});
  if (s.cost < Dong{}) wrong.push_back({"don_gia", "Ghi chi phí một lần phát; không có thì ghi 0."});
  if (!wrong.empty()) return errors::invalid_fields("post.scheme_incomplete", std::move(wrong));
  s.id = ids_.next<SchemeTag>();
  s.set_by_name = actor.display_name;
  const auto now = clock_.now();
  return db_.write([&](store::Tx& tx) -> Status {
    insert(tx, s, now, actor.account_id);
    return keep(tx, {actor, now, "post.scheme_added"}, "post_scheme", s.id.value, 0, content_of(s, now, actor.account_id));
  });
}

std::vector<Scheme> Post::schemes(UnitId unit, Day day) {
  auto all = db_.read([&](store::ReadTx& tx) { return schemes_of(tx, unit); });
  std::erase_if(all, [&](const Scheme& s) { return s.valid_from > day || (s.valid_to && *s.valid_to < day); });
  return all;
}

std::vector<SchemeCount> Post::counts(const Actor& actor, UnitId unit) {
  return db_.read([&](store::ReadTx& tx) -> std::vector<SchemeCount> {
    if (!sees(tx, actor, unit) && !actor.permits_in(identity::kDossierAllocate, unit)) return {};
    return scheme_counts(tx, unit);
  });
}

}  // namespace motcua::post
