// A procedure (thủ tục hành chính) as one version of it says: what law stands behind it, who decides, which papers, how long,
// how much, in which steps. Plain data, never changed after it was read; no clock, no database.
//
// Words that are shown (names, conditions, guidance) are the pack's own Vietnamese text. See README.md for the pack's keys.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/money.hpp"
#include "catalog/expression.hpp"

namespace motcua::catalog {

using ProcedureId = Id<struct ProcedureTag>;
using VersionId = Id<struct ProcedureVersionTag>;

// Three levels of government to 30/6/2025 (61/2018/NĐ-CP), two since 1/7/2025 (118/2025/NĐ-CP Điều 40).
enum class Regime : std::uint8_t { three_tier, two_tier };
inline constexpr Day kTwoTierSince{std::chrono::local_days{std::chrono::year{2025} / 7 / 1}};
constexpr Regime regime_on(Day day) { return day < kTwoTierSince ? Regime::three_tier : Regime::two_tier; }

// How a dossier comes in (118/2025/NĐ-CP Điều 15).
enum class Channel : std::uint8_t { counter, online, post };
std::string_view id_of(Channel channel);     // "truc_tiep", "truc_tuyen", "buu_chinh": the words of the packs
std::string_view label_of(Channel channel);  // "Trực tiếp"
std::optional<Channel> channel_of(std::string_view id);

enum class OnlineLevel : std::uint8_t { none, partial, full };  // không, một phần, toàn trình

struct Channels {
  bool counter = false;
  OnlineLevel online = OnlineLevel::none;
  bool post = false;
  int old_online_level = 0;  // 2, 3, 4 as counted before 42/2022/NĐ-CP
  bool offers(Channel channel) const;
};

struct LegalBasis {
  std::string number;  // "104/2022/NĐ-CP"
  std::string title;
  bool on_source = false;  // the number is listed on the portal's page
};

// ---- Questions ---------------------------------------------------------------------------------------------------------------

// One plain question whose answer decides papers, term or fee. Equal conditions are asked once.
struct Question {
  struct Option {
    std::string id;  // "co", "khong"; stands in expressions
    std::string text;
  };
  std::string id;    // "co_nguoi_uy_quyen"
  std::string text;  // "Bạn có nhờ người khác đi làm thay không?"
  std::string help;
  std::vector<Option> options;  // yes/no questions: co, khong
  Expression asked_if;          // empty: always asked
  std::string preset;           // option that counts until somebody answers otherwise; empty: must be answered
  bool for_staff = false;       // what the office finds out itself (register, verification); citizens are not asked
  bool generated = false;       // made from the words of a condition, not written by hand
  bool yes_no() const;
  const Option* option(std::string_view id) const;
};

// Question id → option id. Values of form fields may stand beside them (for conditional form fields).
using Answers = std::map<std::string, std::string, std::less<>>;

// ---- Papers ------------------------------------------------------------------------------------------------------------------

enum class PaperKind : std::uint8_t { form, e_form, original, copy, present_only, photo, data };
std::string_view label_of(PaperKind kind);  // "Bản chính", "Xuất trình"

struct Component {
  std::string id;
  std::string name;
  PaperKind kind{};
  int originals = 0;
  int copies = 0;
  bool required = false;          // whatever the answers; needs may still narrow it
  bool optional = false;          // "nếu có": never missing
  std::string condition;          // words of the pack
  Expression needs;               // over answers; empty: always (when required) or never
  std::vector<Channel> channels;  // empty: all
  std::string digital_source;     // register that replaces the paper (309/2026/NĐ-CP: never ask for what is there)
  std::string form;               // id of the form, or empty
  std::vector<std::string> alternatives;
};

// ---- Forms -------------------------------------------------------------------------------------------------------------------

enum class FieldType : std::uint8_t {
  text,
  textarea,
  number,
  money,
  date,
  date_partial,
  time,
  select,
  multiselect,
  checkbox,
  id_number,
  id_document,
  address,
  ethnicity,
  nationality,
  phone,
  email,
  org,
  photo,
  signature,
  table,
};

struct FormField {
  std::string key;
  std::string label;
  FieldType type{};
  bool required = false;
  std::string group;
  std::vector<std::string> options;  // select, multiselect
  std::vector<std::string> columns;  // table
  std::string required_if;           // words
  Expression needs;                  // over form values and answers; empty with required_if: shown as words, decided by the officer
  std::string help;
  bool from_population_register = false;  // prefill: csdlqg-dan-cu
};

struct FormGroup {
  std::string key;
  std::string label;
};

struct Form {
  std::string id;
  std::string name;
  std::string legal_source;
  std::vector<FormGroup> groups;
  std::vector<FormField> fields;
  bool complete = false;  // all fields of the printed form are here
  bool verified = false;
  std::string note;
  const FormField* field(std::string_view key) const;
};

// ---- Time --------------------------------------------------------------------------------------------------------------------

enum class TimeUnit : std::uint8_t { working_days, calendar_days, hours, minutes };

struct TermVariant {
  std::string id;    // "xac-minh"
  std::string when;  // words
  int value = 0;
  TimeUnit unit{};
  bool is_maximum = false;
  std::string note;
  Expression needs;  // over answers; empty: only chosen by the officer or by an outcome
};

struct TimeLimit {
  int value = 0;
  TimeUnit unit{};
  std::string counted_from;
  bool same_day = false;              // that day, or the next working day when received after the cut-off
  std::optional<int> cutoff_minutes;  // minutes since midnight: 15:00 is 900
  std::string after_cutoff;
  std::string rule;
  std::vector<TermVariant> variants;
  const TermVariant* variant(std::string_view id) const;
};

// The term that holds for one case.
struct Term {
  int value = 0;
  TimeUnit unit{};
  bool same_day = false;
  std::optional<int> cutoff_minutes;
  std::string variant;  // empty: the ordinary term
  std::string why;      // words
};

// ---- Fees --------------------------------------------------------------------------------------------------------------------

enum class FeeKind : std::uint8_t { le_phi, phi, none };

struct FeeTier {
  int from_page = 1;
  std::optional<int> to_page;
  Dong amount{};
};

struct Exemption {
  std::string id;  // folded words: "nguoi-khuyet-tat"
  std::string text;
  Expression applies;  // over answers: granted without being chosen; empty: only when chosen
  int percent = 100;   // spared of the fee; below 100 it is a reduction (giảm)
};

struct LocalAmount {
  std::string province;  // "Đồng Tháp"
  Dong amount{};
  std::optional<Day> effective_from;  // none: since ever
  std::string basis;
  std::string note;
};

struct Fee {
  std::string id;
  FeeKind kind{};
  std::string name;
  std::optional<Dong> amount;  // nothing: set by the province
  std::optional<Dong> amount_online;
  std::string unit;  // "bản", "trường hợp"
  std::string set_by;
  std::string basis;
  std::vector<Exemption> exemptions;
  std::string when;  // words: only then
  Expression needs;  // over answers
  std::vector<FeeTier> tiers;
  std::optional<Dong> cap_per_copy;
  std::optional<Dong> usual_maximum_commune;
  std::vector<LocalAmount> local_amounts;
  std::string note;
  bool per_copy() const;  // counted by number of copies, papers, pages …: ask how many
};

// ---- Steps -------------------------------------------------------------------------------------------------------------------

inline constexpr std::string_view kEnd = "ket-thuc";
inline constexpr int kWholeShare = 1'000'000;  // shares are parts of a million so that they add up exactly

struct Outcome {
  std::string id;  // "dat"
  std::string to;  // step id or kEnd
  std::string issues;
  bool stops_clock = false;
  std::string switches_to_variant;
  std::string note;
};

struct Step {
  std::string id;
  std::string role;  // tiep-nhan, chuyen-mon, lanh-dao, van-thu, tra-ket-qua, co-quan-khac
  std::string unit;  // id in _units.yaml
  std::string name;
  int share = 0;  // of kWholeShare
  std::vector<Outcome> outcomes;
  std::string late_rule;
  std::string share_note;
  bool outside_time = false;
  const Outcome* outcome(std::string_view id) const;
};

// ---- Result ------------------------------------------------------------------------------------------------------------------

enum class ResultKind : std::uint8_t { certificate, extract, decision, register_entry, confirmation, certified_copy, minutes };

struct ResultPaper {
  std::string id;
  std::string name;
  ResultKind kind{};
  int originals = 0;
  bool reusable = false;
  std::string result_code;  // national code "KQ.…"
  std::string reuse_note;
};

struct InterLevelPart {
  std::string agency, procedure, result, role, time;
  int share = 0;  // of kWholeShare; 0: not told
};

struct InterLevel {
  std::string kind;  // none, lien-thong, xa-huyen, xa-huyen-tinh, xa-tinh, xa-cnvpdkdd
  std::vector<InterLevelPart> parts;
  std::vector<std::string> linked;  // procedure codes
  std::string note;
};

struct Field {
  std::string id;  // "ho-tich"
  std::string name;
  std::string ministry;
};

struct Source {
  std::string title, url;
};

// ---- The version -------------------------------------------------------------------------------------------------------------

struct ProcedureVersion {
  ProcedureId procedure;
  VersionId id;  // 0 until stored
  Day valid_from{};
  std::optional<Day> valid_to;  // last day, inclusive; none: still in force

  std::string code;  // "1.001193"
  std::vector<std::string> previous_codes;
  std::string name;
  std::string short_name;
  Field field;
  std::string level;                        // xã, huyện, tỉnh (three-tier)
  std::vector<std::string> level_two_tier;  // xã, tỉnh, trung ương, cơ quan khác
  std::string announced_by;
  std::string competent_three_tier, competent_two_tier;
  std::vector<LegalBasis> legal_basis;
  std::vector<std::string> applicant_types;
  Channels channels;
  TimeLimit time_limit;
  int dossier_sets = 1;
  std::vector<Question> questions;  // in order of asking
  std::vector<Component> components;
  std::vector<Form> forms;
  std::vector<Fee> fees;
  std::vector<Step> steps;  // the first is the start
  std::vector<ResultPaper> results;
  InterLevel inter_level;
  std::vector<std::string> conditions;  // yêu cầu, điều kiện
  std::vector<std::string> guidance;
  std::vector<std::string> tags;
  bool verified = false;
  std::vector<Source> sources;
  std::vector<std::string> verified_fields;
  std::string unverified_note, notes;

  bool holds_on(Day day) const { return valid_from <= day && (!valid_to || day <= *valid_to); }
  std::vector<std::string> levels(Regime regime) const;
  std::string_view competent_authority(Regime regime) const;  // empty when the pack does not tell
  const Question* question(std::string_view id) const;
  const Component* component(std::string_view id) const;
  const Form* form(std::string_view id) const;
  const Fee* fee(std::string_view id) const;
  const Step* step(std::string_view id) const;
};

using VersionPtr = std::shared_ptr<const ProcedureVersion>;

// Roles and units that steps name (data/procedures/_units.yaml).
struct WorkUnit {
  std::string id;
  std::string name;
  std::string level;
  std::string two_tier_equivalent;                // "như cũ": the same
  std::vector<std::string> scenario_departments;  // ids of departments in the unit seed, any of them
  std::string_view name_in(Regime regime) const;
};
struct Role {
  std::string id;
  std::string name;
};
struct Units {
  std::vector<Role> roles;
  std::vector<WorkUnit> units;
  const Role* role(std::string_view id) const;
  const WorkUnit* unit(std::string_view id) const;
};

}  // namespace motcua::catalog
