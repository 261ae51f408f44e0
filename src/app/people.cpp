#include "app/people.hpp"

#include <fmt/core.h>

#include "app/config_outside.hpp"
#include "base/text.hpp"

namespace motcua::app {

namespace {
notify::MessageSettings message_settings(const Config& config) {
  notify::MessageSettings s;
  if (const auto url = config.text("smtp"); !url.empty())
    s.mail = notify::smtp_transport({.url = url,
                                     .from = config.text("mail_from"),
                                     .from_name = "Một cửa điện tử",
                                     .user = config.text("smtp_user"),
                                     .password = first_line(config.path("smtp_password")),
                                     .need_tls = !config.text("smtp_user").empty()});
  if (const auto url = config.text("sms"); !url.empty())
    s.sms = notify::sms_transport({.url = url, .token = first_line(config.path("sms_token"))});
  s.pretend_mail = config.text("show_codes") == "on";
  return s;
}

std::unique_ptr<identity::OidcProvider> provider_of(const Config& config, const Clock& clock) {
  const auto issuer = config.text("sso_issuer");
  if (issuer.empty()) return nullptr;
  const auto contacts = config.text("sso_contacts");
  ensure(contacts == "claimed" || contacts == "proven", "setting sso_contacts is claimed or proven");
  const auto home = public_url(config, static_cast<int>(config.number("port")));
  return std::make_unique<identity::OidcProvider>(identity::OidcSettings{.issuer = issuer,
                                                                         .client = config.text("sso_client"),
                                                                         .secret = first_line(config.path("sso_secret")),
                                                                         .name = config.text("sso_name"),
                                                                         .scope = config.text("sso_scope"),
                                                                         .acr = config.text("sso_acr"),
                                                                         .redirect = home + "/dang-nhap/xac-thuc/tro-ve",
                                                                         .back = home + "/",
                                                                         .contacts_proven = contacts == "proven"},
                                                  clock);
}

// The first words of an answer, as long as a text message carries without being cut by the provider.
std::string beginning_of(std::string_view text, std::size_t longest) {
  auto words = clean(text);
  if (words.size() <= longest) return words;
  const auto end = words.rfind(' ', longest);
  words.resize(end == std::string::npos ? 0 : end);
  return words + "…";
}

// Who sent a report hears the answer where he said he can be reached, with an account or without.
notify::Announcer::Reader sender_of(const feedback::Report& r, std::string_view hotline) {
  notify::Announcer::Reader reader{
      .citizen = r.citizen,
      .email = {},
      .phone = {},
      .values = {{"{so}", r.number},
                 {"{noi}", r.forwarded_to},
                 {"{tra_loi}", r.answer},
                 {"{tra_loi_ngan}", fmt::format("{} Nghe đầy đủ: gọi {}, đọc số phản ánh.", beginning_of(r.answer, 200), hotline)}},
      .link = "/phan-anh"};
  if (const auto contact = identity::parse_contact(r.contact))
    (contact->kind == identity::ContactKind::email ? reader.email : reader.phone) = contact->value;
  return reader;
}
}  // namespace

People::People(Services& s)
    : services(s),
      messages(*s.db, s.clock, s.ids, message_settings(s.config)),
      citizens(*s.db, s.clock, s.ids, messages,
               {.secret = derived_secret(s.secret, "citizen-code"), .show_code = s.config.text("show_codes") == "on"}),
      provider(provider_of(s.config, s.clock)),
      sso(provider ? std::make_unique<identity::SingleSignOn>(citizens, *provider, s.clock, derived_secret(s.secret, "citizen-sso"))
                   : nullptr),
      filing(s.dossiers, s.blobs),
      replies(s.dossiers, s.blobs),
      announcer(*s.db, s.clock, messages, filing, public_url(s.config, static_cast<int>(s.config.number("port")))),
      feedback(*s.db, s.clock, s.ids, s.identity, s.dossiers),
      boards(*s.db, s.clock, s.ids, s.identity, s.catalog, public_url(s.config, static_cast<int>(s.config.number("port")))),
      queue(*s.db, s.clock, s.ids, s.dossiers, s.identity) {}

// By SMS, once for each booking whoever asks again; without a way to send nothing is written.
void People::remind_of_booked_times() {
  if (!messages.has(notify::Way::sms)) return;
  const auto base = public_url(services.config, static_cast<int>(services.config.number("port")));
  for (const auto& b : queue.to_remind()) {
    notify::Message m;
    m.cause = fmt::format("dat-gio-{}:sms", b.id.value);
    m.way = notify::Way::sms;
    m.address = b.phone;
    m.template_key = "nhac-dat-gio";
    m.body = fmt::format("Bạn đặt giờ {} tại {}. Mã hẹn {}. Bận thì hủy ở đường dẫn dưới đây.", vn_datetime(b.starts_at),
                         services.identity.tree()->name(b.unit, services.identity.today()), b.code);
    m.link = fmt::format("{}/lich-hen/{}", base, b.code);
    m.expires_at = b.starts_at;
    (void)services.db->write([&](store::Tx& tx) -> Status {
      messages.write(tx, m);
      return {};
    });
  }
}

void People::subscribe(store::OutboxWorker& outbox) {
  const auto announce = [this](const store::Delivery& d) { return announcer.take(d); };
  outbox.subscribe("notify.filings", "dossier_filing.*", announce);
  outbox.subscribe("notify.dossiers", "dossier.*", announce);
  outbox.subscribe("notify.reports", "feedback.*", [this](const store::Delivery& d) -> Status {
    const auto report = d.topic.starts_with("feedback.report_") ? feedback.told_of(feedback::ReportId{d.key}) : std::nullopt;
    return report ? announcer.tell(d, sender_of(*report, services.config.text("hotline"))) : Status{};
  });
}

std::vector<Job> People::jobs(const std::string& owner) {
  using namespace std::chrono_literals;
  return {{"filings", 30s, [this, owner] { filing.tell_desks(owner); }},
          {"messages", 2s, [this, owner] { messages.deliver(owner); }},
          {"booked_times", 10min, [this] { remind_of_booked_times(); }},
          {"citizens", 10min, [this] { citizens.sweep(); }}};
}

}  // namespace motcua::app
