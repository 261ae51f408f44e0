// Forms that tell the applicant no or not yet: 02 (supplement), 03 (refusal), 05 (stop). A5. Labels of forms 02 and 03 are those of
// Circular 03/2025/TT-VPCP, Phụ lục I (01/2018/TT-VPCP for dossiers received until 30/6/2025); the lay-out of form 05 was not seen, its
// fields follow Điều 7 of the circular and Điều 21 of decree 118/2025. What is ours stands below the form.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "print/forms.hpp"

namespace motcua::print {

struct NoticeItem {
  std::string text;    // "Tờ khai: thiếu chữ ký; nộp lại bản có chữ ký"
  std::string detail;  // "Căn cứ: …"; on the attached sheet
};

// Form 02: Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ.
struct SupplementForm {
  bool form_of_2018 = false;
  Letterhead head;  // number "3/PBS-TTPVHCC"
  std::string qr_text, dossier_code;
  std::string applicant, procedure_name, procedure_code, address, phone, email;
  std::vector<NoticeItem> items;
  std::string reason;
  std::string contact_name, contact_phone;
  std::string guide;               // name under NGƯỜI HƯỚNG DẪN
  std::vector<std::string> notes;  // until when, what it does to the term
};
Result<std::string> supplement_pdf(const SupplementForm& form);

// Form 03: Phiếu từ chối tiếp nhận giải quyết hồ sơ.
struct RefusalForm {
  bool form_of_2018 = false;
  Letterhead head;  // number "1/PTC-TTPVHCC"
  std::string qr_text, dossier_code, office_name;
  std::string applicant, identifier, address, phone, email, procedure_name, procedure_code;
  std::string reason;
  std::string submitter, receiver;  // names under the signatures
  std::vector<std::string> notes;   // legal basis, the right agency, complaint
};
Result<std::string> refusal_pdf(const RefusalForm& form);

// Form 05: Thông báo dừng giải quyết hồ sơ.
struct StopForm {
  bool before_forms = false;  // received until 30/6/2025, when there was no form for it: the same fields as a plain notice
  Letterhead head;            // number "1/TBD-TTPVHCC"
  std::string qr_text, dossier_code;
  std::string applicant, address, procedure_name, procedure_code;
  Instant received_at;
  std::string request;   // who asked to withdraw, when, why; empty: not on request
  std::string ground;    // why it stops
  std::string decision;  // "Dừng giải quyết hồ sơ từ 09:00 14/10/2026."
  std::string originals, fee, again;
  std::string signer_title, signer;
};
Result<std::string> stop_pdf(const StopForm& form);

}  // namespace motcua::print
