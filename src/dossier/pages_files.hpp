// Pages of the files of a dossier, and the download of a result by the holder of the receipt's link.
#pragma once

#include <span>

#include "dossier/files.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"
#include "web/ui.hpp"

namespace motcua::dossier {

struct FilesView {
  CaseFile file;
  std::vector<FileView> files;
  std::string csrf;
  std::vector<FieldError> errors;
  bool may_add = false;
  std::string base() const { return "/ho-so/" + file.dossier.code; }
};

// Shown in the browser's own viewer or kept by it; never by a shared cache.
web::Response streamed(const CaseFiles::Opened& opened, bool download);
std::string size_words(std::int64_t bytes);                        // "1,4 MB"
std::vector<web::ui::Option> paper_options(const CaseFile& file);  // papers received, by name

class FilePages {
 public:
  FilePages(CaseFiles& files, Dossiers& dossiers, const web::Shells& shells) : files_(files), dossiers_(dossiers), shells_(shells) {}
  static std::span<const web::RouteOf<FilePages>> routes();

  web::Response list(web::Call& call);    // GET /ho-so/{ma}/tep
  web::Response add(web::Call& call);     // POST /ho-so/{ma}/tep
  web::Response open(web::Call& call);    // GET /ho-so/{ma}/tep/{hash}
  web::Response result(web::Call& call);  // GET /t/{token}/ket-qua.pdf

 private:
  web::Response page(web::Call& call, std::vector<FieldError> errors, int status);
  CaseFiles& files_;
  Dossiers& dossiers_;
  const web::Shells& shells_;
};

}  // namespace motcua::dossier
