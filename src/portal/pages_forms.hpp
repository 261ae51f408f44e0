// Papers of a procedure's page: forms to print, samples, the page's own code; and what the page says of this place.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>

#include "catalog/catalog.hpp"
#include "dossier/dossier.hpp"
#include "identity/identity.hpp"
#include "queue/queue.hpp"
#include "web/http.hpp"

namespace motcua::portal {

struct FormPagesParts {
  catalog::Catalog& catalog;
  dossier::Dossiers& dossiers;
  identity::Identity& identity;
  queue::Queue& queue;
  std::string unit_key;    // of the centre on the front page
  std::string public_url;  // front of links in codes; empty: none
  // Minutes the place promises for a procedure on a day; nothing: no promise.
  std::function<std::optional<int>(identity::UnitId, std::string_view procedure, Day)> promised{};
};

class FormPages {
 public:
  explicit FormPages(FormPagesParts parts) : parts_(std::move(parts)) {}
  static std::span<const web::RouteOf<FormPages>> routes();

  catalog::PageExtras extras(const catalog::ProcedureVersion& version, Day day);

  web::Response blank(web::Call& call);         // GET /thu-tuc/{ma}/to-khai/{to_khai}/trong.pdf
  web::Response sample(web::Call& call);        // GET /thu-tuc/{ma}/to-khai/{to_khai}/mau.pdf
  web::Response code_picture(web::Call& call);  // GET /thu-tuc/{ma}/ma-qr.svg

 private:
  web::Response paper(web::Call& call, bool sample);
  std::string link(std::string_view procedure) const;
  FormPagesParts parts_;
};

}  // namespace motcua::portal
