// Whom to call, where to be helped, when it is open: for everybody; and where the head of the place sets it.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "calendar/calendar.hpp"
#include "dossier/dossier.hpp"
#include "portal/contacts.hpp"
#include "portal/hours.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"
#include "web/ui.hpp"

namespace motcua::portal {

struct ContactsView {
  std::string unit, unit_name, hotline;
  OpenHours hours;
  struct Group {
    ContactKind kind{};
    std::vector<Contact> lines;
  };
  std::vector<Group> groups;
  std::vector<std::pair<std::string, std::string>> sessions;  // "28/11/2026, 18:00-20:00": "Ngoài giờ, buổi tối, Nhà văn hóa ấp 1"
  std::vector<FieldError> errors;
  const web::Call* call = nullptr;
};
std::string contact_line(const Contact& c);  // "Nhà văn hóa ấp 1, đường Số 2, 08:00-11:00"

struct ContactPagesParts {
  Contacts& contacts;
  dossier::Dossiers& dossiers;
  identity::Identity& identity;
  const Clock& clock;
  const web::Shells& shells;
  std::string unit_key, hotline;
  // Sessions outside the desk that are still to come.
  std::function<std::vector<std::pair<std::string, std::string>>(UnitId)> sessions{};
};

class ContactPages {
 public:
  explicit ContactPages(ContactPagesParts parts) : parts_(std::move(parts)) {}
  static std::span<const web::RouteOf<ContactPages>> routes();

  web::Response show(web::Call& call);      // GET  /lien-he?don_vi=…
  web::Response settings(web::Call& call);  // GET  /quan-tri/lien-he
  web::Response add(web::Call& call);       // POST /quan-tri/lien-he
  web::Response end(web::Call& call);       // POST /quan-tri/lien-he/{so}/thoi

 private:
  ContactsView view_of(UnitId unit);
  web::Response settings_page(web::Call& call, std::vector<FieldError> errors);
  UnitId place_of(const Actor& actor) const;
  ContactPagesParts parts_;
};

}  // namespace motcua::portal
