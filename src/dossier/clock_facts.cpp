#include "dossier/clock_facts.hpp"

#include "base/json.hpp"

namespace motcua::dossier {

void ClockFacts::resume(Instant to) {
  for (auto& p : pauses)
    if (!p.to) p.to = to;
}

void ClockFacts::begin_anew(Instant at, std::string reason) { restart = calendar::Restart{at, std::move(reason)}; }

void ClockFacts::put_into(calendar::DueRequest& request) const {
  request.pauses = pauses;
  request.restart = restart;
}

std::string clock_json(const ClockFacts& f) {
  if (f.empty()) return {};
  JsonWriter json;
  json.begin_object();
  if (!f.pauses.empty()) {
    json.key("pauses").begin_array();
    for (const auto& p : f.pauses) {
      json.begin_object().field("from", to_us(p.from));
      if (p.to) json.field("to", to_us(*p.to));
      json.field("reason", p.reason).end_object();
    }
    json.end_array();
  }
  if (f.restart) json.key("restart").begin_object().field("at", to_us(f.restart->at)).field("reason", f.restart->reason).end_object();
  json.end_object();
  return json.take();
}

ClockFacts clock_from(std::string_view text) {
  ClockFacts f;
  if (text.empty()) return f;
  const auto json = Json::parse(text);
  ensure(json.has_value(), "the clock of a dossier is JSON");
  const auto text_of = [](const Json& j) { return std::string(j.text().value_or("")); };
  const auto pauses = (*json)["pauses"];
  for (std::size_t i = 0; i < pauses.size(); ++i) {
    const auto p = pauses.at(i);
    calendar::Pause pause{from_us(p["from"].integer().value_or(0)), std::nullopt, text_of(p["reason"])};
    if (const auto to = p["to"].integer()) pause.to = from_us(*to);
    f.pauses.push_back(std::move(pause));
  }
  if (const auto at = (*json)["restart"]["at"].integer())
    f.restart = calendar::Restart{from_us(*at), text_of((*json)["restart"]["reason"])};
  return f;
}

}  // namespace motcua::dossier
