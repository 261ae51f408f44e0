// Sampled surveys: draft, announce with a seed, draw, take one answer a person, close and publish. Series of published indices.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reform/plans.hpp"
#include "reports/reports.hpp"
#include "survey/records.hpp"
#include "survey/rules.hpp"
#include "survey/survey.hpp"

namespace motcua::dossier {
class Dossiers;
}

namespace motcua::survey {

// What all services of the slice stand on.
struct Ground {
  reform::Base base;
  reform::Plans& plans;
  reports::Reports& reports;
  dossier::Dossiers& dossiers;
  std::string secret, public_url;
};

struct PollRow {
  Poll poll{};
  std::string unit_name{};
  std::int64_t asked{}, answered{};
};
struct PollView {
  Poll poll{};
  std::string unit_name{};
  Questionnaire form{};
  std::int64_t asked{}, answered{}, reserve{}, dropped{};
  std::optional<Result5> result{};                                   // once it is closed; groups too small are not in it
  std::vector<std::string> unit_names{};                             // of the result's units
  std::vector<std::string> comments{};                               // for those who manage it, once it is closed
  std::vector<std::pair<int, std::optional<std::int64_t>>> years{};  // index of closed surveys of the unit
  bool may_manage = false, may_enter = false;
};
struct Invited {
  Poll poll{};
  PollDraw draw{};
  std::string unit_name{};
  Questionnaire form{};
};
struct DrawRow {
  PollDraw draw{};
  std::string link{}, unit_name{};
};

class Polls {
 public:
  explicit Polls(const Ground& ground) : g_(ground) {}

  std::vector<PollRow> list(const Actor& actor, int limit = 100);
  Result<PollView> open(const Actor& actor, std::int64_t id);
  Result<std::int64_t> draft(const Actor& actor, Poll wish);
  // Texts and weights of a draft. Errors by field of the form.
  Status set_form(const Actor& actor, std::int64_t id, const Questionnaire& form);
  // Freezes the questionnaire and publishes the seed; the people are drawn from dossiers settled before this day.
  Status announce(const Actor& actor, std::int64_t id);
  Result<int> draw(const Actor& actor, std::int64_t id);
  Status close(const Actor& actor, std::int64_t id);
  // Somebody cannot be reached: the next who stands by in that unit takes the place.
  Status drop(const Actor& actor, std::int64_t draw, std::string reason);
  Result<std::vector<DrawRow>> drawn(const Actor& actor, std::int64_t id, int after, int limit = 50);

  // By the link of who was drawn; not found: nothing.
  std::optional<Invited> invited(std::string_view token);
  Status answer(std::string_view token, const Levels& levels, std::string comment, Channel channel);
  // A paper questionnaire with its number, typed in by an official.
  Status enter(const Actor& actor, std::int64_t id, int number, const Levels& levels, std::string comment);

  std::vector<PollView> in_public(int limit = 20);  // announced and later; results of closed ones
  std::optional<SipasValue> sipas(UnitId unit, int year) const;

  // Province and communes keep series of published indices; the whole file or nothing.
  std::vector<SeriesPoint> series(const Actor& actor, UnitId unit);
  Result<int> import_series(const Actor& actor, UnitId unit, std::string_view csv);
  const Ground& ground() const { return g_; }

 private:
  Result<Poll> managed(store::ReadTx& tx, const Actor& actor, std::int64_t id) const;
  PollView view_of(store::ReadTx& tx, const Poll& poll) const;
  Status take(store::Tx& tx, PollDraw draw, const Poll& poll, const std::string& token, const Levels& levels, std::string comment,
              Channel channel, const reform::By& by);
  std::string token_of(std::int64_t draw) const;
  Ground g_;
};

}  // namespace motcua::survey
