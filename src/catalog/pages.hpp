// Pages of the catalogue. Private to this slice; app gets them through WebPages.
#pragma once

#include <span>
#include <string>

#include "catalog/catalog.hpp"
#include "catalog/views.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"

namespace motcua::catalog {

class Pages {
 public:
  Pages(Catalog& catalog, const web::Shells& shells, const Clock& clock, PageSettings settings)
      : catalog_(catalog), shells_(shells), clock_(clock), settings_(std::move(settings)) {}
  static std::span<const web::RouteOf<Pages>> routes();

  // Citizens.
  web::Response list(web::Call& call);       // GET /thu-tuc
  web::Response procedure(web::Call& call);  // GET /thu-tuc/{ma}
  // Staff.
  web::Response staff_list(web::Call& call);   // GET /quan-tri/thu-tuc
  web::Response history(web::Call& call);      // GET /quan-tri/thu-tuc/{ma}
  web::Response upload(web::Call& call);       // POST /quan-tri/thu-tuc/nhap
  web::Response show_draft(web::Call& call);   // GET /quan-tri/thu-tuc/nhap/{so}
  web::Response apply_draft(web::Call& call);  // POST /quan-tri/thu-tuc/nhap/{so}

 private:
  Day today() const { return day_of(clock_.now()); }
  ListView list_view(const web::Fields& query, std::string_view path, Day day);
  web::Response staff_list(web::Call& call, const std::vector<FieldError>& errors);
  ProcedureView procedure_view(VersionPtr version, const web::Call& call, Day day) const;

  Catalog& catalog_;
  const web::Shells& shells_;
  const Clock& clock_;
  PageSettings settings_;
};

// Query string of an address: "?q=khai%20sinh&trang=2"; empty values are left out.
std::string query_of(const std::vector<std::pair<std::string, std::string>>& fields);

}  // namespace motcua::catalog
