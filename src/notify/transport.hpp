// Ways out of the house: mail by SMTP, text messages by a provider's HTTP address. Outside transactions; each waits at most its deadline.
#pragma once

#include <memory>
#include <string>

#include "base/clock.hpp"
#include "base/result.hpp"

namespace motcua::notify {

struct Letter {
  std::string to, subject, body;
  std::string id;  // names the message towards the receiving server
  Instant at;
};

class Transport {
 public:
  virtual ~Transport() = default;
  virtual Status send(const Letter& letter) = 0;  // the error's `detail` tells the cause, without personal data
};

struct SmtpSettings {
  std::string url;   // "smtp://mail.example:587", "smtps://mail.example"
  std::string from;  // "motcua@xa.example"
  std::string from_name;
  std::string user{}, password{};  // empty: without signing in
  bool need_tls = false;           // STARTTLS or nothing
  int seconds = 20;
};
std::unique_ptr<Transport> smtp_transport(SmtpSettings settings);

// POST of {"to","text","id"} as JSON; 2xx is taken.
struct SmsSettings {
  std::string url, token;
  int seconds = 20;
};
std::unique_ptr<Transport> sms_transport(SmsSettings settings);

// The letter as it goes over the wire (RFC 5322, MIME): header values cannot break out of their line.
std::string mime_letter(const Letter& letter, const SmtpSettings& from);

}  // namespace motcua::notify
