#include "survey/survey.hpp"

#include <fmt/core.h>

#include "base/numbers.hpp"
#include "reform/plan_reports.hpp"
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

std::optional<reform::ReportFigure> Survey::figure(std::string_view key, identity::UnitId unit, Day from, Day to) const {
  auto& db = services_->ground.base.db;
  if (key == "khao-sat.phieu") {
    std::int64_t n = 0;
    db.read([&](store::ReadTx& tx) {
      for (const auto& p : rows::polls(tx, std::span(&unit, 1), 100))
        if (p.drawn_on && *p.drawn_on >= from && *p.drawn_on <= to) n += rows::answer_count(tx, p.id);
    });
    return reform::ReportFigure{vn_number(n), "Khảo sát sự hài lòng rút mẫu trong kỳ", "/cai-cach/khao-sat"};
  }
  if (key == "khao-sat.chi-so") {
    const auto found = sipas(unit, int{std::chrono::year_month_day{to}.year()});
    if (!found) return std::nullopt;
    Tally t;
    t.by_level[4] = found->content;
    t.by_level[1] = found->valid - found->content;
    return reform::ReportFigure{index_text(t.index()), found->title, found->href};
  }
  if (key != "doi-thoai.cuoc" && key != "doi-thoai.cau-hoi") return std::nullopt;
  std::int64_t held = 0, received = 0, answered = 0;
  db.read([&](store::ReadTx& tx) {
    for (const auto& d : rows::dialogues(tx, std::span(&unit, 1), 100)) {
      if (d.state < DialogueState::held || !d.day || *d.day < from || *d.day > to) continue;
      ++held;
      for (const auto& q : rows::questions(tx, d.id)) ++received, answered += q.state == QuestionState::answered;
    }
  });
  return reform::ReportFigure{key == "doi-thoai.cuoc" ? vn_number(held) : fmt::format("{}/{}", answered, received),
                              "Đối thoại đã tổ chức trong kỳ", "/cai-cach/doi-thoai"};
}

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
