// Words for forms 02, 03 and 05; print draws them.
#include <fmt/core.h>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "dossier/endings.hpp"
#include "dossier/life_parts.hpp"
#include "dossier/supplement.hpp"

namespace motcua::dossier {

namespace {
bool of_2018(const CaseRecord& c) { return day_of(c.received_at) < identity::kTwoTierStart; }

std::string contact_phone(const Dossiers::Impl& s) { return s.options.hotline.empty() ? std::string("của Trung tâm") : s.options.hotline; }

print::NoticeItem notice_item(const AskedItem& i) {
  print::NoticeItem item{fmt::format("{}: {}. {}", i.paper, i.reason, i.todo), "Căn cứ: " + i.legal_basis};
  // The request has to say so when a register has the paper (309/2026/NĐ-CP Điều 8.1).
  if (!i.register_note.empty()) item.detail += ". Dữ liệu có trong cơ sở dữ liệu nhưng: " + i.register_note;
  return item;
}
}  // namespace

Result<print::SupplementForm> Supplements::slip(const Actor& actor, std::string_view code, int seq) {
  CaseRecord c;
  std::optional<SupplementView> found;
  TRY_VOID(s_.db.read([&](store::ReadTx& tx) -> Status {
    TRY(c, s_.load_code(tx, actor, code));
    for (auto& r : supplements_of(tx, c.id))
      if (seq == 0 || r.view.seq == seq) found = std::move(r.view);
    return {};
  }));
  if (!found || found->number == 0)
    return errors::not_found("dossier.no_supplement_slip", "Hồ sơ này chưa có phiếu yêu cầu bổ sung nào được gửi.");
  const auto applicant = person_from(c.applicant_json);
  print::SupplementForm f;
  f.form_of_2018 = of_2018(c);
  f.head = letterhead_of(s_, c, fmt::format("{}/{}-{}", found->number, f.form_of_2018 ? "HDHS" : "PBS", desk_sign_of(s_, c.received_unit)),
                         day_of(found->sent_at.value_or(found->asked_at)));
  f.qr_text = s_.qr_of(c, "02");
  f.dossier_code = c.code;
  f.applicant = applicant.name;
  f.procedure_name = c.procedure_name;
  f.procedure_code = c.procedure_code;
  f.address = applicant.address;
  f.phone = applicant.phone;
  f.email = applicant.email;
  for (const auto& i : found->items) f.items.push_back(notice_item(i.asked));
  f.reason = found->reason;
  f.contact_name = found->sent_by;
  f.contact_phone = contact_phone(s_);
  f.guide = found->sent_by;
  const auto& rule = supplement_rule(day_of(c.received_at));
  if (found->answer_by)
    f.notes.push_back(fmt::format("Bổ sung đủ trước {}. Quá hạn này mà chưa đủ, hồ sơ bị đóng ({}).", vn_datetime(*found->answer_by),
                                  found->special_basis.empty() ? std::string(rule.basis) : found->special_basis));
  f.notes.push_back(rule.restarts
                        ? fmt::format("Khi bổ sung đủ, thời hạn giải quyết tính lại từ đầu ({}) và Ông/Bà nhận giấy hẹn trả kết quả mới; "
                                      "mã hồ sơ không đổi. Ngày hẹn trả trước đây: {}.",
                                      rule.basis, vn_datetime(found->due_before))
                        : fmt::format("Thời gian chờ bổ sung không tính vào thời hạn giải quyết ({}).", rule.basis));
  if (!found->late_basis.empty()) f.notes.push_back("Căn cứ yêu cầu sau 3 ngày làm việc: " + found->late_basis + ".");
  if (!found->again_reason.empty())
    f.notes.push_back(
        fmt::format("Đây là lần yêu cầu thứ {}. Lý do, do {} quyết định: {}.", found->seq, found->approved_by, found->again_reason));
  f.notes.push_back(
      "Chỉ nộp bổ sung tại Bộ phận Một cửa, qua bưu chính công ích hoặc trực tuyến; không nộp riêng cho công chức giải quyết.");
  return f;
}

namespace {
// The dossier with its last ending of one of these kinds that was decided.
struct Ended {
  CaseRecord c;
  EndingView ending;
};
Result<Ended> ended(const Dossiers::Impl& s, const Actor& actor, std::string_view code, bool refused) {
  Ended found;
  bool any = false;
  TRY_VOID(s.db.read([&](store::ReadTx& tx) -> Status {
    TRY(found.c, s.load_code(tx, actor, code));
    for (auto& r : endings_of(tx, found.c.id)) {
      if (r.view.state != EndingState::done || (r.view.kind == EndingKind::refused) != refused) continue;
      found.ending = std::move(r.view);
      any = true;
    }
    return {};
  }));
  if (any) return found;
  return errors::not_found("dossier.no_ending_paper", refused ? "Hồ sơ này không có phiếu từ chối." : "Hồ sơ này không có thông báo dừng.");
}

std::string fee_words(const CaseRecord& c, const EndingView& e) {
  if (e.refund > 0) return fmt::format("hoàn {} ₫ ({})", vn_number(e.refund), e.refund_note);
  if (!e.refund_note.empty()) return "không hoàn: " + e.refund_note;
  return c.fin == FinState::paid ? "đã nộp, không hoàn" : "không phải nộp";
}

constexpr std::string_view kComplaint =
    "Không đồng ý thì khiếu nại đến cơ quan đã ra văn bản này, hoặc gửi phản ánh, kiến nghị trên Cổng Dịch vụ công quốc gia.";
}  // namespace

Result<print::RefusalForm> Endings::refusal_letter(const Actor& actor, std::string_view code) {
  TRY(const auto found, ended(s_, actor, code, true));
  const auto& c = found.c;
  const auto& e = found.ending;
  const auto applicant = person_from(c.applicant_json);
  print::RefusalForm f;
  f.form_of_2018 = of_2018(c);
  f.head = letterhead_of(s_, c, fmt::format("{}/{}{}", e.number, f.form_of_2018 ? "" : "PTC-", desk_sign_of(s_, c.received_unit)),
                         day_of(*e.decided_at));
  f.qr_text = s_.qr_of(c, "03");
  f.dossier_code = c.code;
  f.office_name = s_.unit_name(c.received_unit);
  f.applicant = applicant.name;
  f.identifier = applicant.number;
  f.address = applicant.address;
  f.phone = applicant.phone;
  f.email = applicant.email;
  f.procedure_name = c.procedure_name;
  f.procedure_code = c.procedure_code;
  f.reason = fmt::format("{}. {}", ground_label(e.ground.code), e.ground.reason);
  f.submitter = applicant.name;
  f.receiver = c.received_by_name;
  f.notes.push_back(fmt::format("Căn cứ: {}. Người quyết định: {}.", e.ground.legal_basis, e.decided_by));
  if (!e.ground.guidance.empty()) f.notes.push_back("Hướng dẫn: " + e.ground.guidance);
  if (!e.originals.empty()) f.notes.push_back("Bản chính trả lại: " + e.originals + ".");
  f.notes.emplace_back(kComplaint);
  return f;
}

Result<print::StopForm> Endings::stop_notice(const Actor& actor, std::string_view code) {
  TRY(const auto found, ended(s_, actor, code, false));
  const auto& c = found.c;
  const auto& e = found.ending;
  const auto applicant = person_from(c.applicant_json);
  print::StopForm f;
  f.before_forms = of_2018(c);
  f.head = letterhead_of(s_, c, fmt::format("{}/TBD-{}", e.number, desk_sign_of(s_, c.received_unit)), day_of(*e.decided_at));
  f.qr_text = s_.qr_of(c, "05");
  f.dossier_code = c.code;
  f.applicant = applicant.name;
  f.address = applicant.address;
  f.procedure_name = c.procedure_name;
  f.procedure_code = c.procedure_code;
  f.received_at = c.received_at;
  if (e.requested_at) f.request = fmt::format("{}, {}. Lý do: {}", e.requested_by, vn_datetime(*e.requested_at), e.ground.reason);
  f.ground = e.kind == EndingKind::withdrawn
                 ? fmt::format("theo yêu cầu của người nộp ({})", e.ground.legal_basis)
                 : fmt::format("{}. {} ({})", ground_label(e.ground.code), e.ground.reason, e.ground.legal_basis);
  f.decision = fmt::format("Dừng giải quyết hồ sơ từ {}.", vn_datetime(*e.decided_at));
  f.originals = e.originals;
  f.fee = fee_words(c, e);
  f.again = e.ground.guidance.empty() ? "tại bất kỳ điểm tiếp nhận nào, hoặc trên Cổng Dịch vụ công quốc gia." : e.ground.guidance;
  f.signer_title = e.kind == EndingKind::stopped ? "NGƯỜI CÓ THẨM QUYỀN" : "BỘ PHẬN MỘT CỬA";
  f.signer = e.decided_by;
  return f;
}

}  // namespace motcua::dossier
