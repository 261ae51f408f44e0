// Immediate cases (118/2025/NĐ-CP Điều 17.4): received, settled, signed and returned at the desk, on one screen and in one transaction.
//
// The way is that of every dossier (T6, T7, T8, W1, W2, W5, W8, T23, T24), each move with its journal row. Who stands at the desk makes
// the moves he has the rights for; those of others (assigning T8, the signature W8, number and seal T23) rest on an arrangement which the
// signer made beforehand with his own account: for this desk and procedure, what he signs on paper is written down there
// (docs/adr/0003-immediate-cases.md).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dossier/dossier.hpp"

namespace motcua::dossier {

using ArrangementId = Id<struct ArrangementTag>;

struct Arrangement {
  ArrangementId id;
  UnitId desk;
  std::string procedure_code, procedure_name;
  AccountId signer;
  std::string signer_name;
  std::string symbol;  // of the numbers its results get: "CT-BS"
  bool active = true;  // false: ended from that day on
  Day valid_from{};
  std::string source;  // decision or assignment it rests on
};

// The result is due at once: the ordinary term is minutes, or the same day.
bool given_at_once(const catalog::ProcedureVersion& version);
// What holds on a day, of all ever made for a desk: the last word of each signer, one for each.
std::vector<Arrangement> in_force(const std::vector<Arrangement>& all, std::string_view procedure, Day day);

struct AtOnce {
  AccountId signer;  // has signed the paper at the desk
  Draft result;
  Handing handing;
};

// A signature somebody at the desk wrote down in the signer's name.
struct PaperSignature {
  DossierId dossier;
  std::string code, procedure_name, title, number, recorded_by;
  Instant at;
};

class AtOnceDesk {
 public:
  explicit AtOnceDesk(Dossiers& dossiers) : dossiers_(dossiers) {}

  // --- the signer ---
  // Desks of the committees somebody signs for.
  std::vector<UnitId> desks(const Actor& signer) const;
  std::vector<Arrangement> own(const Actor& signer);  // all he ever made, newest first
  // From today on at the earliest. Errors by field: don_vi, thu_tuc, ky_hieu, tu_ngay, can_cu.
  Status arrange(const Actor& signer, const Arrangement& wish);
  std::vector<PaperSignature> signed_on_paper(const Actor& signer, int limit = 50);  // in his name, newest first

  // --- the desk ---
  // Whom the case can be signed by; empty: not a case of this kind, nobody arranged it, or the reader may not settle it.
  std::vector<Arrangement> offered(const Actor& actor, const Intake& intake, const Preview& preview);
  // Error dossier.at_once_incomplete names the fields of the intake, signer, result.title, and those of the handing (handing.receiver).
  Result<Accepted> settle(const Actor& actor, const Intake& intake, const AtOnce& deed);

 private:
  std::optional<UnitId> place_of_work(const Actor& actor, UnitId desk, const catalog::ProcedureVersion& version, Day day) const;
  Dossiers& dossiers_;
};

std::vector<store::Verifier> at_once_verifiers();

}  // namespace motcua::dossier
