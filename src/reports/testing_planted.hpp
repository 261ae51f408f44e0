// For tests: worlds of dossiers planted row by row through the journal, in units of the small commune. Tests only.
#pragma once

#include <string>
#include <vector>

#include "base/json.hpp"
#include "dossier/testing_world.hpp"
#include "store/journal.hpp"

namespace motcua::reports::testing {

struct Planted {
  Instant received{}, recorded{}, due{};
  dossier::Channel channel = dossier::Channel::counter;
  bool by_citizen = false;  // filed online before the desk received it
  std::optional<Instant> paused{}, settled{}, returned{};
  identity::UnitId desk{}, competent{};
  std::string field = "chung-thuc", procedure = std::string(dossier::testing::kProcedure);
  std::int64_t officer = 7, citizen = 0;
};

class Planter {
 public:
  Planter(store::Database& db, std::int64_t first_id) : db_(db), id_(first_id) {}

  dossier::DossierId plant(const Planted& p) {
    const auto id = ++id_;
    const auto done = db_.write([&](store::Tx& tx) -> Status {
      std::int64_t seq = 0;
      const auto row = [&](Instant at, Instant recorded, std::int64_t actor, std::string_view kind, const std::string& payload) -> Status {
        TRY(seq, store::append(tx,
                               {.object = "dossier",
                                .object_id = id,
                                .at = at,
                                .recorded_at = recorded,
                                .actor = actor,
                                .unit = 0,
                                .kind = kind,
                                .payload = payload},
                               seq));
        return {};
      };
      if (p.by_citizen)
        TRY_VOID(row(p.received - std::chrono::minutes{30}, p.received - std::chrono::minutes{30}, p.citizen, "dossier.submitted",
                     move("submit", "none", "submitted", {}, {})));
      TRY_VOID(row(p.received, p.recorded, p.officer, "dossier.accepted",
                   move("accept_at_desk", p.by_citizen ? "submitted" : "none", "received", p.due, facts(p, id))));
      if (p.paused)
        TRY_VOID(row(*p.paused, *p.paused, p.officer, "dossier.event", move("ask_supplement", "in_process", "supplement", {}, {})));
      if (p.settled) TRY_VOID(row(*p.settled, *p.settled, p.officer, "dossier.event", move("mark_ready", "in_process", "done", {}, {})));
      if (p.returned)
        TRY_VOID(row(*p.returned, *p.returned, p.officer, "dossier.event", move("return_result", "done", "returned", {}, {})));
      return {};
    });
    EXPECT_TRUE(done) << (done ? "" : done.error().message + done.error().detail);
    return {id};
  }

 private:
  using Facts = std::vector<std::pair<std::string, std::string>>;
  static std::string move(std::string_view action, std::string_view from, std::string_view to, std::optional<Instant> due,
                          const Facts& facts) {
    JsonWriter json;
    json.begin_object().field("by", "Người thử").field("action", action);
    json.key("from").begin_array().value(from).value("none").end_array();
    json.key("to").begin_array().value(to).value("none").end_array();
    if (due) json.field("due_at", std::to_string(to_us(*due)));
    for (const auto& [name, value] : facts) json.field(name, value);
    json.end_object();
    return json.take();
  }
  static Facts facts(const Planted& p, std::int64_t id) {
    return {{"code", "H20.39.5-" + std::to_string(id)},
            {"procedure", p.procedure},
            {"version", "0"},
            {"field", p.field},
            {"received_unit", std::to_string(p.desk.value)},
            {"competent_unit", std::to_string(p.competent.value)},
            {"channel", std::string(dossier::word(p.channel))}};
  }

  store::Database& db_;
  std::int64_t id_;
};

}  // namespace motcua::reports::testing
