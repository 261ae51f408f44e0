#include "app/demo_intake.hpp"

#include "app/demo_people.hpp"
#include "catalog/cases.hpp"

namespace motcua::app {

Result<dossier::Intake> plain_intake(Services& s, std::mt19937_64& random, dossier::UnitId desk, std::string form_id,
                                     std::string_view address, std::string_view procedure) {
  TRY(const auto version, s.catalog.on_day(procedure, day_of(s.clock.now())));
  dossier::Intake intake;
  intake.form_id = std::move(form_id);
  intake.procedure_code = std::string(procedure);
  intake.unit = desk;
  intake.applicant = invented_person(random, address);
  while (const auto* q = catalog::next_question(*version, intake.answers, catalog::Channel::counter))
    intake.answers[q->id] = q->option("khong") ? "khong" : q->options.front().id;
  for (const auto& paper : catalog::required_papers(*version, intake.answers, catalog::Channel::counter))
    if (paper.need == catalog::Need::required) intake.papers.push_back({paper.component->id, "", paper.originals, paper.copies, false});
  intake.payment = dossier::PaymentMethod::cash;
  intake.paid = true;
  return intake;
}

}  // namespace motcua::app
