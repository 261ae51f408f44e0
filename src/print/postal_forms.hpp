// Papers of the public post (45/2016/QĐ-TTg Điều 6, 7, 9): phiếu gửi hồ sơ (A5), biên bản giao nhận hồ sơ (A4).
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "print/forms.hpp"

namespace motcua::print {

struct PostalSlipForm {
  bool outgoing = false;  // the agency sends the result: then it is the sender
  std::string number, post_office, clerk, qr_text;
  std::string sender, sender_address, sender_phone;
  std::string receiver, receiver_address, receiver_phone;
  std::string procedure_name, dossier_code, waybill;
  std::vector<std::string> papers;
  std::string fee;  // "30.000 đồng, biên lai số 12"; empty: none
  std::string note;
  Instant made_at;
};
Result<std::string> postal_slip_pdf(const PostalSlipForm& form);

struct PostalProtocolForm {
  bool outgoing = false;
  Letterhead head;
  std::string giver, giver_side, taker, taker_side;
  struct Line {
    std::string slip, person, procedure, papers, outcome;
  };
  std::vector<Line> lines;
  std::string signed_words;  // "Ký lúc …: thời điểm nộp hồ sơ"; empty: not signed yet
  std::string note;
};
Result<std::string> postal_protocol_pdf(const PostalProtocolForm& form);

}  // namespace motcua::print
