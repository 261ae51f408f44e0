// Official forms of the one-stop mechanism as PDF. Texts are the exact ones of Circular 03/2025/TT-VPCP, Phụ lục I
// (01/2018/TT-VPCP for dossiers received until 30/6/2025). A form holds words ready to print; what they are is decided by its owner.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"

namespace motcua::print {

// Head of each form: left the issuing body, right the national header with place and date.
struct Letterhead {
  std::string superior;  // ĐƠN VỊ CHỦ QUẢN: "ỦY BAN NHÂN DÂN XÃ TÂN PHÚ"
  std::string office;    // "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"
  std::string number;    // "1204/GTN-TTPVHCC"; printed after "Số: "
  std::string place;     // "Tân Phú"
  Day date;
};

// One line of "Vì sao trả vào ngày này?": counted days carry their number, skipped ones none.
struct ProofLine {
  std::string text;
  std::optional<int> counted;
};

struct Authorisation {  // only when somebody else files (new in 2025)
  std::string name, address, personal_number, phone, email, paper;
};

// Form 01: Giấy tiếp nhận hồ sơ và hẹn trả kết quả. A5.
struct ReceiptForm {
  bool form_of_2018 = false;  // dossiers received until 30/6/2025
  Letterhead head;
  std::string qr_text;       // what the code at the top left says
  std::string look_up_code;  // "Mã tra cứu" under the code, for those who cannot scan; empty: none
  std::string dossier_code;
  std::string office_name;  // receiving point
  std::string applicant, identifier, address, phone, email;
  std::optional<Authorisation> authorised_by;
  std::string procedure_name, procedure_code;
  std::vector<std::string> papers;  // "Tờ khai …: 01 bản chính"
  int sets = 1;
  std::string term;  // "03 ngày làm việc"
  Instant received_at, due_at;
  std::string return_at;                         // "quầy, Trung tâm … xã Tân Phú"
  std::string register_volume, register_number;  // empty without a paper register
  std::string submitter, receiver;               // names under the signatures
  // Below the form, never inside it:
  std::string proof_summary;  // "Thời hạn 3 ngày làm việc, đếm từ ngày sau ngày nhận (Điều 147, 148 Bộ luật Dân sự 2015)."
  std::vector<ProofLine> proof;
  std::vector<std::string> notes;  // fee paid or not, where to look, what to bring
};
Result<std::string> receipt_pdf(const ReceiptForm& form);

// Form 06 (05 of 2018): Phiếu kiểm soát quá trình giải quyết hồ sơ. A5, one block a hand-over.
struct HandOverLine {
  std::string giver_unit, giver_name, receiver_unit, receiver_name;
  Instant given_at;
  std::optional<Instant> received_at;
  std::string result;  // Trước hạn, Đúng hạn, Quá hạn; empty while it runs
  std::string note;
};
struct ControlSlipForm {
  bool form_of_2018 = false;
  Letterhead head;
  std::string qr_text;
  std::string dossier_code, office_in_charge, coordinating;
  Instant received_at, due_at;
  std::vector<HandOverLine> lines;
};
Result<std::string> control_slip_pdf(const ControlSlipForm& form);

// Form 07 (06 of 2018): Sổ theo dõi hồ sơ. A4 landscape, 11 columns.
struct RegisterLine {
  std::string dossier_code, procedure, applicant, contact, office_in_charge, received, due, returned, return_method, signed_by;
};
struct RegisterForm {
  bool form_of_2018 = false;
  Letterhead head;
  std::string field;   // "Hộ tịch"; one register per field or group of fields
  std::string period;  // "Từ ngày 01/11/2026 đến ngày 25/11/2026"
  std::vector<RegisterLine> lines;
};
Result<std::string> register_pdf(const RegisterForm& form);

}  // namespace motcua::print
