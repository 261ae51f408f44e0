// From what happened to a dossier to what its applicant is told, in the words of the templates.
#pragma once

#include "dossier/online_filing.hpp"
#include "notify/messages.hpp"
#include "store/outbox.hpp"

namespace motcua::notify {

class Announcer {
 public:
  Announcer(store::Database& db, const Clock& clock, Messages& messages, dossier::OnlineFiling& filing, std::string public_url)
      : db_(db), clock_(clock), messages_(messages), filing_(filing), public_url_(std::move(public_url)) {}

  // Subscriber of the outbox; told again, it tells nobody twice. What happened days ago is no news and is passed over.
  Status take(const store::Delivery& delivery);

  // Whoever hears of an event, with an account or without, and the values its template names.
  struct Reader {
    std::int64_t citizen{};  // 0: without an account
    std::string email, phone;
    std::vector<std::pair<std::string_view, std::string>> values;  // "{so}": "PA-261125-0001"
    std::string link;                                              // "/phan-anh"; empty: none
  };
  // Events of other slices, told by who composes them; a topic without a template tells nobody.
  Status tell(const store::Delivery& delivery, const Reader& reader);

  // Topics with a template.
  struct Template {
    std::string_view topic, key, subject, body;  // {so}, {thu_tuc}, {ly_do}, {hen}
    std::string_view sms = {};                   // as a text message; empty: the body
    std::string_view deeper = {};                // where below the page of the dossier it leads: "/bo-sung"
  };
  static std::span<const Template> templates();

 private:
  store::Database& db_;
  const Clock& clock_;
  Messages& messages_;
  dossier::OnlineFiling& filing_;
  std::string public_url_;
};

}  // namespace motcua::notify
