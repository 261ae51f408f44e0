// Digital indicators of units: definitions as data, values imported from a table with errors by row and column, kept as they came.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "reform/plans.hpp"

namespace motcua::reform {

struct UnitIndicator {
  std::string key{}, title{}, numerator{}, denominator{}, source{}, every{}, proof{};
  std::optional<std::int64_t> target{};  // hundredths of a per cent
};
std::span<const UnitIndicator> unit_indicators();
const UnitIndicator* unit_indicator(std::string_view key);

// A month (2026-08), a quarter is its last month, a year its December.
struct Month {
  int year{}, month{};
  int number() const { return year * 12 + month - 1; }
  std::string text() const;  // "08/2026"
  friend auto operator<=>(const Month&, const Month&) = default;
};
std::optional<Month> parse_month(std::string_view text);  // "2026-08", "8/2026", "2026"

// "trên 100%" is over as well.
inline bool over_hundred(const Figure& f, bool more) { return f.value && (*f.value > 10'000 || (more && *f.value == 10'000)); }

// One value of a unit. Without numerator and denominator it is a reported rate: shown, never added up.
struct UnitValue {
  std::int64_t id{}, version{};
  UnitId unit{};
  std::string key{};
  int month{};                                              // Month::number
  std::optional<std::int64_t> part{}, whole{}, reported{};  // reported: hundredths
  bool more = false;                                        // "hơn", "trên": a lower bound
  std::string note{}, file_name{};
  std::string cause{};  // why it is over 100 %
  Figure figure() const;
  bool over() const { return over_hundred(figure(), more); }
};
template <> struct Table<UnitValue> {
  static constexpr std::string_view name = "reform_unit_value";
  static constexpr std::tuple columns{
      Column{"id", &UnitValue::id},       Column{"version", &UnitValue::version},     Column{"unit_id", &UnitValue::unit},
      Column{"key", &UnitValue::key},     Column{"month", &UnitValue::month},         Column{"part", &UnitValue::part},
      Column{"whole", &UnitValue::whole}, Column{"reported", &UnitValue::reported},   Column{"more", &UnitValue::more},
      Column{"note", &UnitValue::note},   Column{"file_name", &UnitValue::file_name}, Column{"cause", &UnitValue::cause}};
};

struct ImportFault {
  int row = 0;           // of the file, the heading is 1
  std::string column{};  // its heading
  std::string text{};
};
struct ImportLine {
  int row = 0;
  std::string key{}, unit{};
  Month month{};
  std::optional<std::int64_t> part{}, whole{}, reported{};
  bool more = false;
  std::string note{};
};
struct ImportTable {
  std::vector<ImportLine> lines{};
  std::vector<ImportFault> faults{};
};
// CSV with ; or , and the headings ma_chi_tieu, don_vi, ky, tu_so, mau_so, ty_le, ghi_chu in any order. Pure.
ImportTable read_values(std::string_view csv);
inline constexpr std::string_view kImportTemplate = "ma_chi_tieu;don_vi;ky;tu_so;mau_so;ty_le;ghi_chu\r\n";

struct IndicatorRow {
  const UnitIndicator* indicator{};
  Figure latest{};
  std::optional<Month> month{};
  bool more = false, over = false, from_parts = false;  // from_parts: Σ numerators over Σ denominators
  std::optional<std::int64_t> change{};                 // against the last value of the year before, hundredths
};
struct Series {
  const UnitIndicator* indicator{};
  UnitId unit{};
  std::string unit_name{};
  std::vector<UnitValue> values{};  // in order of time
};

// Targets of tasks and goals may be held against values of units as well as against figures of dossiers.
class AllFigures final : public Figures {
 public:
  AllFigures(reports::Reports& reports, identity::Identity& identity, store::Database& db) : Figures(reports, identity), db_(db) {}
  std::vector<Metric> metrics() const override;
  Figure of(std::string_view metric, UnitId unit, int year) const override;

 private:
  store::Database& db_;
};

class UnitIndicators {
 public:
  UnitIndicators(const Base& base, reports::Reports& reports) : b_(base), reports_(reports) {}

  // All or nothing: with one fault nothing is written, and the faults are told. The same unit, indicator and period again is a new version
  // with the file's name.
  struct Imported {
    int values = 0;
    std::vector<ImportFault> faults{};
  };
  Result<Imported> import(const Actor& actor, std::string_view csv, const std::string& file_name);
  std::vector<IndicatorRow> overview(const Actor& actor);
  Result<Series> series(const Actor& actor, UnitId unit, std::string_view key);
  std::vector<std::pair<UnitValue, std::string>> latest(const Actor& actor, std::string_view key);  // of each unit, with its name
  std::vector<std::pair<UnitValue, std::string>> over(const Actor& actor);                          // over 100 % without a cause
  Status explain(const Actor& actor, std::int64_t value, std::string cause);
  // Units with dossiers but no online one since 1 January.
  struct Zero {
    UnitId unit{};
    std::string name{};
    std::int64_t received = 0;
  };
  Result<std::vector<Zero>> without_online(const Actor& actor, int year);

 private:
  Base b_;
  reports::Reports& reports_;
};

}  // namespace motcua::reform
