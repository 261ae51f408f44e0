// Custody of paper: who holds each folder by the record, the count at the end of the day, alarms.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "post/post.hpp"

namespace motcua::post {

using AlarmId = Id<struct AlarmTag>;

// Where a folder is by the record: with whom it lies, or on its way and not confirmed.
struct Folder {
  DossierId dossier;
  std::string code, procedure_name;
  UnitId holder_unit;  // who answers for it: the giving side until the other confirms
  std::string holder_unit_name, holder_name;
  bool on_way = false;
  UnitId to_unit;  // on its way there
  std::string to_unit_name;
  Instant since;
  bool done = false;  // a result that waits to be fetched
};
struct Alarm {
  AlarmId id;
  std::int64_t version{};
  std::int64_t count{};
  UnitId unit;
  DossierId dossier;
  std::string code;
  bool missing = true;  // false: seen where the record does not expect it
  std::string holder_words;
  Instant raised_at;
  std::optional<Instant> ended_at;
  std::string ended_by_name, ending;
};
struct Count {
  std::int64_t id{};
  UnitId unit;
  Instant counted_at;
  std::int64_t counted_by{};
  std::string counted_by_name;
  int expected = 0, seen = 0;
};
struct CountResult {
  int seen = 0, missing = 0, elsewhere = 0, found = 0;  // found: alarms this count ended
  std::vector<std::string> unknown;                     // scanned, but no dossier of the program
};
// What happened to one folder, oldest first.
struct FolderStory {
  Folder folder;
  struct Line {
    Instant at;
    std::string what, who;
  };
  std::vector<Line> lines;
};

class Custody {
 public:
  Custody(store::Database& db, const Clock& clock, IdSource& ids, dossier::Dossiers& dossiers, identity::Identity& identity)
      : db_(db), clock_(clock), ids_(ids), dossiers_(dossiers), identity_(identity) {}
  // Folders this unit answers for.
  std::vector<Folder> folders(const Actor& actor, UnitId unit);
  // A folder of a dossier the reader sees, with its way so far. Error dossier.not_found.
  Result<FolderStory> story(const Actor& actor, std::string_view code);
  // `seen`: codes that lie there, ticked or scanned. What is missing becomes an alarm; what was missed and is seen now ends its alarm.
  Result<CountResult> count(const Actor& actor, UnitId unit, const std::vector<std::string>& seen);
  std::vector<Alarm> alarms(const Actor& actor);
  int alarm_count(const Actor& actor);
  Status end_alarm(const Actor& actor, AlarmId id, std::string_view ending);
  std::vector<Count> counts(const Actor& actor, UnitId unit, int limit = 14);

  std::vector<store::Verifier> verifiers() const;

 private:
  store::Database& db_;
  const Clock& clock_;
  IdSource& ids_;
  dossier::Dossiers& dossiers_;
  identity::Identity& identity_;
};

}  // namespace motcua::post
