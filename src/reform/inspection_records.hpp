// What is kept of inspections: rounds, visits, marks, samples, findings, re-checks, evidence. Private to the slice.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reform/record.hpp"

namespace motcua::reform {

using identity::UnitId;

// A yearly inspection plan.
struct Round {
  std::int64_t id{}, version{};
  UnitId unit{};  // that inspects
  int year{};
  std::string number{}, title{};
  std::optional<Day> issued_on{};
  std::string scope{};  // units that must be inspected, ",12,34,"
  RoundState state{};
  std::string made_by{};
};
template <> struct Table<Round> {
  static constexpr std::string_view name = "reform_round";
  static constexpr std::tuple columns{Column{"id", &Round::id},
                                      Column{"version", &Round::version},
                                      Column{"unit_id", &Round::unit},
                                      Column{"year", &Round::year},
                                      Column{"number", &Round::number},
                                      Column{"title", &Round::title},
                                      Column{"issued_on", &Round::issued_on},
                                      Column{"scope", &Round::scope},
                                      Column{"state", &Round::state},
                                      Column{"made_by", &Round::made_by}};
};

struct Visit {
  std::int64_t id{}, version{}, round{};
  UnitId unit{};  // inspected
  VisitKind kind{};
  VisitMode mode{};
  int month{};
  std::optional<Day> day{};
  std::string decision{}, head{}, members{}, secretary{};
  bool joint = false;       // reform and procedure control together
  std::int64_t previous{};  // visit whose findings are re-checked
  VisitState state{};
  std::string seed{};                   // published before the sample is drawn
  std::string minutes{}, conclusion{};  // text; number of the notice
  std::optional<Day> concluded_on{};
};
template <> struct Table<Visit> {
  static constexpr std::string_view name = "reform_visit";
  static constexpr std::tuple columns{Column{"id", &Visit::id},
                                      Column{"version", &Visit::version},
                                      Column{"round", &Visit::round},
                                      Column{"unit_id", &Visit::unit},
                                      Column{"kind", &Visit::kind},
                                      Column{"mode", &Visit::mode},
                                      Column{"month", &Visit::month},
                                      Column{"day", &Visit::day},
                                      Column{"decision", &Visit::decision},
                                      Column{"head", &Visit::head},
                                      Column{"members", &Visit::members},
                                      Column{"secretary", &Visit::secretary},
                                      Column{"joint", &Visit::joint},
                                      Column{"previous", &Visit::previous},
                                      Column{"state", &Visit::state},
                                      Column{"seed", &Visit::seed},
                                      Column{"minutes", &Visit::minutes},
                                      Column{"conclusion", &Visit::conclusion},
                                      Column{"concluded_on", &Visit::concluded_on}};
};

struct Score {
  std::int64_t id{}, version{}, visit{};
  std::string code{};
  Mark mark{};
  std::int64_t points{}, most{};  // hundredths
  std::string note{}, known{};    // known: what the system said when it was marked
  std::string made_by{};
  Instant made_at{};
};
template <> struct Table<Score> {
  static constexpr std::string_view name = "reform_score";
  static constexpr std::tuple columns{
      Column{"id", &Score::id},       Column{"version", &Score::version}, Column{"visit", &Score::visit},    Column{"code", &Score::code},
      Column{"mark", &Score::mark},   Column{"points", &Score::points},   Column{"most", &Score::most},      Column{"note", &Score::note},
      Column{"known", &Score::known}, Column{"made_by", &Score::made_by}, Column{"made_at", &Score::made_at}};
};

struct Sample {
  std::int64_t id{}, version{}, visit{};
  int drawn{};  // order of the draw
  std::string dossier{}, procedure{};
  SampleVerdict verdict{};
  std::string note{};
};
template <> struct Table<Sample> {
  static constexpr std::string_view name = "reform_sample";
  static constexpr std::tuple columns{Column{"id", &Sample::id},           Column{"version", &Sample::version},
                                      Column{"visit", &Sample::visit},     Column{"drawn", &Sample::drawn},
                                      Column{"dossier", &Sample::dossier}, Column{"procedure_name", &Sample::procedure},
                                      Column{"verdict", &Sample::verdict}, Column{"note", &Sample::note}};
};

struct Finding {
  std::int64_t id{}, version{}, visit{};
  UnitId unit{};
  std::string code{}, text{};
  Severity severity{};
  Cause cause{};
  FindingState state{};
  std::string action{};  // what is asked for
  UnitId responsible{};
  std::string person{};
  Day opened_on{};
  std::optional<Day> deadline{};
  std::string remedy{};
  std::optional<Day> remedied_on{}, confirmed_on{};
  std::string answer{};    // why a remedy was not accepted
  std::int64_t repeats{};  // the finding it repeats
};
template <> struct Table<Finding> {
  static constexpr std::string_view name = "reform_finding";
  static constexpr std::tuple columns{Column{"id", &Finding::id},
                                      Column{"version", &Finding::version},
                                      Column{"visit", &Finding::visit},
                                      Column{"unit_id", &Finding::unit},
                                      Column{"code", &Finding::code},
                                      Column{"text", &Finding::text},
                                      Column{"severity", &Finding::severity},
                                      Column{"cause", &Finding::cause},
                                      Column{"state", &Finding::state},
                                      Column{"action", &Finding::action},
                                      Column{"responsible", &Finding::responsible},
                                      Column{"person", &Finding::person},
                                      Column{"opened_on", &Finding::opened_on},
                                      Column{"deadline", &Finding::deadline},
                                      Column{"remedy", &Finding::remedy},
                                      Column{"remedied_on", &Finding::remedied_on},
                                      Column{"confirmed_on", &Finding::confirmed_on},
                                      Column{"answer", &Finding::answer},
                                      Column{"repeats", &Finding::repeats}};
};

// One finding looked at again by a re-inspection.
struct Recheck {
  std::int64_t id{}, version{}, visit{}, finding{};
  RecheckResult result{};
  std::string note{};
};
template <> struct Table<Recheck> {
  static constexpr std::string_view name = "reform_recheck";
  static constexpr std::tuple columns{Column{"id", &Recheck::id},         Column{"version", &Recheck::version},
                                      Column{"visit", &Recheck::visit},   Column{"finding", &Recheck::finding},
                                      Column{"result", &Recheck::result}, Column{"note", &Recheck::note}};
};

// A document, picture or extract behind a finding or its remedy.
struct Evidence {
  std::int64_t id{}, version{}, finding{};
  bool of_remedy = false;
  std::string text{}, hash{}, file_name{}, made_by{};
  Instant made_at{};
};
template <> struct Table<Evidence> {
  static constexpr std::string_view name = "reform_evidence";
  static constexpr std::tuple columns{Column{"id", &Evidence::id},
                                      Column{"version", &Evidence::version},
                                      Column{"finding", &Evidence::finding},
                                      Column{"of_remedy", &Evidence::of_remedy},
                                      Column{"text", &Evidence::text},
                                      Column{"hash", &Evidence::hash},
                                      Column{"file_name", &Evidence::file_name},
                                      Column{"made_by", &Evidence::made_by},
                                      Column{"made_at", &Evidence::made_at}};
};

}  // namespace motcua::reform
