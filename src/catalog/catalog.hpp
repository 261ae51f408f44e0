// The catalogue of administrative procedures: which version held on a day, what a case of it needs, search, and changing it with
// the effect seen first. The only header other contexts include (with what it includes).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/args.hpp"
#include "base/clock.hpp"
#include "base/command.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "catalog/cases.hpp"
#include "catalog/model.hpp"
#include "store/db.hpp"
#include "web/http.hpp"

namespace motcua::web {
class Shells;
}

namespace motcua::catalog {

// ---- Looking up ----

struct ProcedureSummary {
  ProcedureId id;
  VersionId version;  // the one that holds on the day asked for
  std::string code, name, short_name;
  std::string field, field_name;
  std::string level;  // in the regime of the day: "xã", "xã, tỉnh"
  std::string term;   // "3 ngày làm việc"
  OnlineLevel online{};
};

struct Search {
  std::string text;        // marks, case and word order do not matter; the last word may be unfinished
  std::string field;       // id, or empty
  std::string level;       // "xã" …, or empty
  std::string life_event;  // id of data/everyday-words.yaml, or empty
  Day day{};
  int page = 1;
  int page_size = 20;
};
struct SearchPage {
  std::vector<ProcedureSummary> rows;  // best first
  int total = 0;
  int page = 1;
  int pages = 1;
};

struct VersionInfo {
  VersionId id;
  Day valid_from{};
  std::optional<Day> valid_to;
  Instant imported_at;
  std::int64_t imported_by{};
  std::string source;      // file name
  bool used = false;       // a dossier stands on it
  bool withdrawn = false;  // replaced before anybody used it; never in force
};

struct LifeEvent {
  std::string id, name;
};

// ---- Changing ----

struct PackFile {
  std::string name;  // "ho-tich.yaml"
  std::string text;
};

// One difference between the version in force and the new one.
struct Change {
  std::string path;    // "components.giay-chung-sinh.originals"
  std::string before;  // empty: added
  std::string after;   // empty: taken away
};

struct Impact {
  std::int64_t running = 0;  // dossiers that run under the old version; they keep it
  struct AtStep {
    std::string step, name;
    std::int64_t running = 0;
    bool gone = false;  // the new version has no such step
  };
  std::vector<AtStep> steps;
  std::vector<std::string> forms_changed;
  std::vector<std::string> warnings;  // sentences
};

struct PlannedProcedure {
  enum class Kind : std::uint8_t { added, changed, unchanged };
  Kind kind{};
  std::string code, name;
  Day valid_from{};
  std::optional<VersionId> replaces;  // an unused version with the same first day is replaced, else the old one ends the day before
  std::vector<Change> changes;
  Impact impact;
};
struct ImportPlan {
  std::vector<PlannedProcedure> procedures;  // sorted by code
  int added = 0, changed = 0, unchanged = 0;
};

// Filled by the dossier context: how many running dossiers stand on these versions, by step.
class RunningCases {
 public:
  virtual ~RunningCases() = default;
  struct Count {
    std::string step;
    std::int64_t running = 0;
  };
  virtual std::vector<Count> by_step(store::ReadTx& tx, VersionId version) const = 0;
};

struct Importer {
  std::int64_t account = 0;  // 0: the system
  std::int64_t unit = 0;
};

class Catalog {
 public:
  Catalog(store::Database& db, const Clock& clock, IdSource& ids);
  ~Catalog();
  void set_running_cases(const RunningCases& running);  // once, at start

  // The version that holds on `day`; not_found with a sentence when there is none. Cached: no statement when seen before.
  Result<VersionPtr> on_day(std::string_view code, Day day);
  Result<VersionPtr> on_day(store::ReadTx& tx, std::string_view code, Day day);
  // A certain version (a dossier keeps the one it was received under).
  Result<VersionPtr> version(VersionId id);
  Result<VersionPtr> version(store::ReadTx& tx, VersionId id);
  std::vector<VersionInfo> versions(std::string_view code);  // latest first, withdrawn ones too
  Result<std::string> document(VersionId id);                // canonical JSON, as imported
  SearchPage search(const Search& search);
  std::vector<Field> fields();
  std::span<const LifeEvent> life_events() const;
  static const Units& units();  // roles and units that steps name

  // A dossier was received under this version: from now on it can never be replaced. Cheap when it was already used.
  Status mark_used(store::Tx& tx, VersionId id);
  std::vector<std::int64_t> used_versions(store::ReadTx& tx) const;  // in order of id

  // Reads the packs strictly and says what applying them would do; changes nothing.
  // `effective`: first day of the new versions; without it a new procedure takes the pack's valid_from, a changed one today.
  Result<ImportPlan> preview(std::span<const PackFile> packs, std::optional<Day> effective);
  // Does it, in one transaction; applying the same packs again changes nothing.
  Result<ImportPlan> import(std::span<const PackFile> packs, std::optional<Day> effective, Importer by);
  // Differences between two stored versions.
  Result<std::vector<Change>> changes(VersionId before, VersionId after);
  // An upload waits as a draft between preview and application; only its own account sees it, for a day.
  struct Draft {
    std::int64_t id{};
    std::vector<PackFile> packs;
    std::optional<Day> effective;
  };
  Result<std::int64_t> keep_draft(std::span<const PackFile> packs, std::optional<Day> effective, Importer by);
  Result<Draft> draft(std::int64_t id, std::int64_t account);
  Result<ImportPlan> apply_draft(std::int64_t id, Importer by);
  // The packs that travel inside the program.
  static std::vector<PackFile> shipped_packs();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// `motcua catalog import|list|show`. `open` gives a catalogue for the arguments --data and --database (read by app) to `run`.
using OpenCatalog = std::function<int(const Args& args, CommandIo& io, const std::function<int(Catalog&)>& run)>;
Command catalog_command(OpenCatalog open);

// What others know of a procedure and its page shows: what this place promises, where and when to come, papers to take home.
struct PageExtras {
  std::vector<std::pair<std::string, std::string>> promise;  // "Nơi này hứa": "45 phút từ lúc đủ giấy tờ"
  struct FormFile {
    std::string form, blank, sample;  // id; addresses, empty: none
  };
  std::vector<FormFile> forms;
  std::string code_picture;  // of the page's own QR code; empty: none
  std::string book_at;       // where a time can be booked; empty: nowhere
};
// Pages under /thu-tuc and /quan-tri/thu-tuc. Everything handed over outlives them.
struct PageSettings {
  std::string province;  // whose people's council sets the local fees: "Đồng Tháp"
  std::function<PageExtras(const ProcedureVersion&, Day)> extras{};
};
class WebPages {
 public:
  WebPages(Catalog& catalog, const web::Shells& shells, const Clock& clock, PageSettings settings);
  ~WebPages();
  std::vector<web::Route> routes();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The schema of this context.
store::MigrationSet migrations();

}  // namespace motcua::catalog
