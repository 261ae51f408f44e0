// What became of a result the post carries: handed over to the applicant, brought back, sent once more or fetched at the desk after all.
// The first two are told by the postal clerk, who sees no dossiers.
#pragma once

#include <string_view>
#include <utility>

#include "dossier/dossier.hpp"

namespace motcua::dossier {

namespace events {
inline constexpr std::string_view kDelivered = "dossier.delivered";      // by the post
inline constexpr std::string_view kUndelivered = "dossier.undelivered";  // and brought back
inline constexpr std::string_view kSentAgain = "dossier.sent_again";
inline constexpr std::string_view kFetched = "dossier.fetched";  // at the desk, after the post brought it back
}  // namespace events

class Deliveries {
 public:
  explicit Deliveries(Dossiers& dossiers) : dossiers_(dossiers) {}
  // Each on the caller's own transaction, so that the slip of the post and the dossier change together.
  // Whoever may write postal slips for the receiving unit. Error dossier.not_in_post.
  Status delivered(store::Tx& tx, const Actor& actor, DossierId id, std::string_view receiver);
  Status undelivered(store::Tx& tx, const Actor& actor, DossierId id, std::string_view reason);
  // Whoever returns results there. Error dossier.not_brought_back.
  Status sent_again(store::Tx& tx, const Actor& actor, DossierId id, std::string_view waybill);
  Status fetched(store::Tx& tx, const Actor& actor, DossierId id, std::string_view receiver);

 private:
  struct Step {
    web::Permission permission;
    DeliveryState from, to;
    std::string_view event, word;
  };
  Status record(store::Tx& tx, const Actor& actor, DossierId id, const Step& step, std::string_view words);
  Dossiers& dossiers_;
};

}  // namespace motcua::dossier
