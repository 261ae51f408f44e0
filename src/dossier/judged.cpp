#include "dossier/judged.hpp"

#include "base/text.hpp"
#include "dossier/arrival.hpp"
#include "dossier/service.hpp"
#include "dossier/store.hpp"

namespace motcua::dossier {

std::optional<Judged> judged_by_link(Dossiers& dossiers, std::string_view token) {
  const auto& s = inside(dossiers);
  return s.db.read([&](store::ReadTx& tx) -> std::optional<Judged> {
    const auto c = find_case_by_token(tx, token_hash(to_upper(token)));
    if (!c) return std::nullopt;
    Judged j;
    j.id = c->id;
    j.code = c->code;
    j.procedure_code = c->procedure_code;
    j.procedure_name = c->procedure_name;
    j.received_by = c->received_by_name;
    for (const auto& step : steps_of(tx, c->id))
      if (step.role == "chuyen-mon") j.officer = step.holder_name;
    j.received_unit = c->received_unit;
    j.settling_unit = c->settling_unit;
    j.received_unit_name = s.unit_name(c->received_unit);
    j.channel = c->channel;
    j.ended_at = c->returned_at ? c->returned_at : c->closed_at;
    j.ended = j.ended_at.has_value();
    j.late = c->punctuality == Punctuality::late;
    return j;
  });
}

}  // namespace motcua::dossier
