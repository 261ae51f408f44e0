// Files of a dossier: scans of its papers, and its result as a PDF. What is stored is told by its content, never by its name.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/dossier.hpp"
#include "store/blobs.hpp"

namespace motcua::dossier {

inline constexpr std::int64_t kMostFileBytes = std::int64_t{20} << 20;

struct FileView {
  std::string name, component, hash, type;
  std::int64_t size{};
  Instant added_at;
  std::string added_by;
  store::ScanState scan{};
};

// "application/pdf", "image/jpeg", "image/png" by the first bytes of the file; empty: something else.
std::string sniffed_type(const std::filesystem::path& file);

class CaseFiles {
 public:
  CaseFiles(store::Database& db, const Clock& clock, store::Blobs& blobs, Dossiers& dossiers, identity::Identity& identity)
      : db_(db), clock_(clock), blobs_(blobs), dossiers_(dossiers), identity_(identity) {}

  // Takes the uploaded file over and writes it into the journal; the new version. The same content twice is no error.
  Result<std::int64_t> add(const Actor& actor, Ref ref, const std::filesystem::path& upload, std::string_view name,
                           std::string_view component);
  bool may_add(const Actor& actor, const DossierView& dossier) const;
  std::vector<FileView> of(DossierId id);  // of a dossier the caller has loaded

  struct Opened {
    std::filesystem::path path;
    std::string type, name;
  };
  // For somebody who may see the person's data; logged. Pending files are unavailable, infected ones forbidden.
  Result<Opened> open(const Actor& actor, std::string_view code, std::string_view hash, std::string_view purpose);
  // The result for the holder of the receipt's link, when it is to be returned online and nothing is due any more; logged. It is
  // printed once, from what was approved, and kept by its content.
  Result<Opened> result_for(std::string_view token, std::string_view purpose);

  // Every file that a dossier names is kept: for `motcua verify`.
  std::vector<store::Verifier> verifiers() const;

 private:
  Result<std::string> make_result(DossierId id);
  store::Database& db_;
  const Clock& clock_;
  store::Blobs& blobs_;
  Dossiers& dossiers_;
  identity::Identity& identity_;
};

}  // namespace motcua::dossier
