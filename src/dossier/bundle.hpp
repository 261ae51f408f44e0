// Hồ sơ tranh chấp: everything of one dossier in one file, for a court, an inspection, the applicant's lawyer: data, papers, journal with
// its hashes, the calendar and the rules in force, signed. Checked without us: bundle_check.hpp, `motcua verify --bundle FILE`.
#pragma once

#include <string>
#include <string_view>

#include "dossier/dossier.hpp"
#include "store/blobs.hpp"

namespace motcua::dossier {

class Bundles {
 public:
  // `seed`: at least 32 bytes of the installation, the same on all instances; makes the key that signs.
  Bundles(store::Database& db, const Clock& clock, Dossiers& dossiers, store::Blobs& blobs, std::string seed);

  // Who may read the whole journal and the person's data of this dossier.
  static bool may(const Actor& actor, const DossierView& dossier);
  Result<std::string> make(const Actor& actor, std::string_view code, std::string_view purpose);  // the archive; logged
  std::string fingerprint() const;                                                                // of the key, to be published

 private:
  store::Database& db_;
  const Clock& clock_;
  Dossiers& dossiers_;
  Dossiers::Impl& s_;
  store::Blobs& blobs_;
  std::string seed_;
};

}  // namespace motcua::dossier
