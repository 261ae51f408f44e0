#include "survey/survey.hpp"

#include <fmt/core.h>

#include "reform/reform.hpp"
#include "reform/services.hpp"
#include "survey/services.hpp"
#include "survey/store.hpp"

namespace motcua::survey {

Survey::Survey(reform::Reform& reform, reports::Reports& reports, dossier::Dossiers& dossiers, std::string secret, std::string public_url)
    : services_(std::make_unique<Services>(
          Ground{reform.services().base, reform.services().plans, reports, dossiers, std::move(secret), std::move(public_url)})) {}
Survey::~Survey() = default;

std::optional<SipasValue> Survey::sipas(identity::UnitId unit, int year) const { return services_->polls.sipas(unit, year); }

namespace {
// As many answers as people who are said to have answered; none in a round that was not drawn.
std::optional<std::string> check_votes(store::ReadTx& tx) {
  for (const auto& p : reform::all_of<Poll>(tx))
    if (rows::drawn(tx, p.id, DrawState::answered) != rows::answer_count(tx, p.id))
      return fmt::format("bảng survey_poll, dòng {}: số phiếu khác số người đã trả lời", p.id);
  return std::nullopt;
}
}  // namespace

std::vector<store::Verifier> Survey::verifiers() const {
  using reform::verifier;
  std::vector<store::Verifier> all{
      verifier<Poll>(),     verifier<PollDraw>(),         verifier<PollAnswer>(),       verifier<SeriesPoint>(),
      verifier<Dialogue>(), verifier<DialogueQuestion>(), {"survey.votes", check_votes}};
  return reform::readable(std::move(all));
}

}  // namespace motcua::survey
