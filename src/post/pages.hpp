// Pages of the postal clerk, of the one-stop's side of the post, and of the custody of paper folders.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "post/custody.hpp"
#include "post/post.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"
#include "web/ui.hpp"

namespace motcua::post {

// What every page that can be sent back has.
struct Filled {
  std::string csrf{};
  web::Fields values{};
  std::vector<FieldError> errors{};
};
struct ClerkView : Filled {
  std::vector<Slip> waiting, handed, on_way, undelivered, sent_back;
  std::vector<Protocol> to_take;
  FeesTaken fees;  // of this month
  SlipId wrong;
};
struct SlipPageView : Filled {
  std::optional<Counted> counted;
};
struct IncomingView {
  std::vector<web::ui::Link> tabs;
  std::vector<Protocol> to_sign, signed_before;
  FeesTaken fees;  // of this month
};
struct SendingView : Filled {
  std::vector<web::ui::Link> tabs;
  std::vector<ReadyRow> ready;
  std::vector<Slip> on_way, undelivered, back;
  std::vector<Protocol> waiting, signed_before;
  std::vector<web::ui::Option> schemes;
  SlipId wrong;
  bool may_send = false;
};
struct SchemesView : Filled {
  std::vector<web::ui::Link> tabs;
  std::vector<SchemeCount> counts;
  std::string today;
};
struct ProtocolPageView : Filled {
  Protocol protocol;
  bool to_check = false;  // slips that wait for the one-stop
  std::vector<std::pair<std::string, std::string>> failed;
};
struct CustodyView : Filled {
  std::string unit_name;
  std::vector<Folder> folders;
  std::vector<Alarm> alarms;
  std::vector<Count> counts;
  AlarmId wrong;
};
std::string lines_as_words(std::string papers);
std::string fees_words(const FeesTaken& fees);  // "Tháng này bưu điện thu hộ 3 phiếu, 90.000 ₫"
web::ui::Tone tone_of(SlipState s);

class Pages {
 public:
  Pages(Post& post, identity::Identity& identity, const Clock& clock, const web::Shells& shells)
      : post_(post), identity_(identity), clock_(clock), shells_(shells) {}
  static std::span<const web::RouteOf<Pages>> routes();

  web::Response clerk(web::Call& call);         // GET  /buu-chinh
  web::Response new_slip(web::Call& call);      // GET  /buu-chinh/phieu-gui
  web::Response write_slip(web::Call& call);    // POST /buu-chinh/phieu-gui
  web::Response hand_over(web::Call& call);     // POST /buu-chinh/giao
  web::Response take_over(web::Call& call);     // POST /buu-chinh/bien-ban/{so}/nhan
  web::Response delivered(web::Call& call);     // POST /buu-chinh/phieu-gui/{so}/da-phat
  web::Response undelivered(web::Call& call);   // POST /buu-chinh/phieu-gui/{so}/khong-phat-duoc
  web::Response slip_pdf(web::Call& call);      // GET  /buu-chinh/phieu-gui/{so}/in.pdf
  web::Response protocol_pdf(web::Call& call);  // GET  /buu-chinh/bien-ban/{so}/in.pdf
  web::Response incoming(web::Call& call);      // GET  /nhan-buu-chinh
  web::Response protocol(web::Call& call);      // GET  /nhan-buu-chinh/{so}, /gui-ket-qua/bien-ban/{so}
  web::Response sign(web::Call& call);          // POST /nhan-buu-chinh/{so}/ky
  web::Response sending(web::Call& call);       // GET  /gui-ket-qua
  web::Response send(web::Call& call);          // POST /gui-ket-qua
  web::Response take_back(web::Call& call);     // POST /gui-ket-qua/{so}/da-ve
  web::Response fetched(web::Call& call);       // POST /gui-ket-qua/{so}/den-nhan
  web::Response schemes(web::Call& call);       // GET  /gui-ket-qua/chuong-trinh
  web::Response add_scheme(web::Call& call);    // POST /gui-ket-qua/chuong-trinh

 private:
  web::Response clerk_page(web::Call& call, SlipId wrong, std::vector<FieldError> errors, int status);
  web::Response slip_page(web::Call& call, const web::Fields& fields, std::vector<FieldError> errors, int status);
  web::Response sending_page(web::Call& call, SlipId wrong, std::vector<FieldError> errors, int status);
  web::Response schemes_page(web::Call& call, std::vector<FieldError> errors, int status);
  web::Response protocol_page(web::Call& call, std::vector<std::pair<std::string, std::string>> failed, std::vector<FieldError> errors,
                              int status);
  FeesTaken fees_of_month(const Actor& actor, UnitId unit);
  Post& post_;
  identity::Identity& identity_;
  const Clock& clock_;
  const web::Shells& shells_;
};

class CustodyPages {
 public:
  CustodyPages(Custody& custody, identity::Identity& identity, const web::Shells& shells)
      : custody_(custody), identity_(identity), shells_(shells) {}
  static std::span<const web::RouteOf<CustodyPages>> routes();

  web::Response list(web::Call& call);       // GET  /ho-so-giay
  web::Response story(web::Call& call);      // GET  /ho-so-giay/{ma}
  web::Response count(web::Call& call);      // POST /ho-so-giay/kiem-dem
  web::Response end_alarm(web::Call& call);  // POST /ho-so-giay/canh-bao/{so}

 private:
  web::Response page(web::Call& call, AlarmId wrong, std::vector<FieldError> errors, int status);
  Custody& custody_;
  identity::Identity& identity_;
  const web::Shells& shells_;
};

web::Response back_to(std::string address, std::string said);

}  // namespace motcua::post
