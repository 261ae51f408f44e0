// Who holds each paper folder; the count at the end of the day.
#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>

#include "base/text.hpp"
#include "dossier/merged_desks.hpp"
#include "post/store.hpp"

namespace motcua::post {

using identity::kDossierHandOver;

namespace {
// Folders one unit may hold. The page shows what the count expects: what could not be ticked would be missing.
constexpr int kMostFolders = 5000;

std::string holder_words(const Folder& f) {
  auto words = f.holder_unit_name + (f.holder_name.empty() ? "" : ", " + f.holder_name);
  if (f.on_way) words += ", đang chuyển đến " + f.to_unit_name;
  return words;
}
// What should lie here, what was left by desks merged into this one too.
std::vector<Folder> expected_at(store::ReadTx& tx, UnitId unit) {
  auto list = folders_of(tx, unit, kMostFolders);
  for (const auto u : dossier::with_merged(tx, {unit}))
    if (u != unit) std::ranges::move(folders_after(tx, unit, u, kMostFolders), std::back_inserter(list));
  return list;
}
void name_units(Folder& f, const identity::UnitTree& tree, Day today) {
  f.holder_unit_name = tree.name(f.holder_unit, today);
  if (f.on_way) f.to_unit_name = tree.name(f.to_unit, today);
}
}  // namespace

std::vector<Folder> Custody::folders(const Actor& actor, UnitId unit) {
  if (!actor.permits_in(kDossierHandOver, unit)) return {};
  auto list = db_.read([&](store::ReadTx& tx) { return expected_at(tx, unit); });
  const auto tree = identity_.tree();
  for (auto& f : list) name_units(f, *tree, identity_.today());
  return list;
}

namespace {
// What one count says against the record; alarms that stand already are not raised again.
struct Comparison {
  CountResult result;
  std::vector<Folder> missing, elsewhere;
};
Comparison compare(store::ReadTx& tx, const std::vector<Folder>& expected, std::set<std::string> there) {
  Comparison c;
  for (const auto& f : expected) {
    if (there.erase(f.code) > 0)
      ++c.result.seen;
    else
      c.missing.push_back(f);
  }
  for (const auto& code : there) {
    if (auto f = folder_of(tx, code))
      c.elsewhere.push_back(*std::move(f));
    else
      c.result.unknown.push_back(code);
  }
  c.result.missing = static_cast<int>(c.missing.size());
  c.result.elsewhere = static_cast<int>(c.elsewhere.size());
  return c;
}
}  // namespace

Result<CountResult> Custody::count(const Actor& actor, UnitId unit, const std::vector<std::string>& seen) {
  TRY_VOID(actor.require(kDossierHandOver, unit));
  const auto now = clock_.now();
  const auto tree = identity_.tree();
  std::set<std::string> there;
  for (const auto& code : seen)
    if (auto tidy = dossier::tidy_dossier_code(code); !tidy.empty()) there.insert(std::move(tidy));
  return db_.write([&](store::Tx& tx) -> Result<CountResult> {
    const auto expected = expected_at(tx, unit);
    auto open = open_alarms(tx, {unit});
    auto c = compare(tx, expected, there);
    const Count row{ids_.next(), unit, now, actor.account_id, actor.display_name, static_cast<int>(expected.size()), c.result.seen};
    insert(tx, row);
    TRY_VOID(keep(tx, {actor, now, "post.counted"}, "post_count", row.id, 0, content_of(row)));
    for (auto& a : open) {
      if (!a.missing || !there.contains(a.code)) continue;
      a.ended_at = now;
      a.ended_by_name = actor.display_name;
      a.ending = "Thấy lại khi kiểm đếm";
      ++c.result.found;
      TRY_VOID(keep(tx, {actor, now, "post.folder_found"}, a));
    }
    const auto raise = [&](Folder f, bool missing) -> Status {
      const auto stands = [&](const Alarm& a) { return a.dossier == f.dossier && a.missing == missing; };
      if (std::ranges::any_of(open, stands)) return {};
      name_units(f, *tree, identity_.today());
      Alarm a{ids_.next<AlarmTag>(), 0, row.id, unit, f.dossier, f.code, missing, holder_words(f), now, {}, "", ""};
      return keep(tx, {actor, now, missing ? "post.folder_missing" : "post.folder_elsewhere"}, a);
    };
    for (const auto& f : c.missing) TRY_VOID(raise(f, true));
    for (const auto& f : c.elsewhere) TRY_VOID(raise(f, false));
    return c.result;
  });
}

namespace {
void tell_post(FolderStory& story, const std::vector<Slip>& slips) {
  for (const auto& s : slips) {
    const auto what = s.direction == Direction::in ? "Bưu chính: phiếu gửi hồ sơ " : "Bưu chính: phiếu gửi kết quả ";
    story.lines.push_back({s.made_at, what + s.written_number(), s.clerk_name});
    if (s.ended_at && s.direction == Direction::out) {
      const auto& word = s.receiver.empty() ? s.reason : s.receiver;
      story.lines.push_back({*s.ended_at, "Bưu chính: " + std::string(label(s.state)), word});
    }
  }
}
}  // namespace

Result<FolderStory> Custody::story(const Actor& actor, std::string_view code) {
  TRY(const auto file, dossiers_.open(actor, dossier::tidy_dossier_code(code), "ho-so-giay"));
  FolderStory story;
  auto [folder, slips, alarms] = db_.read([&](store::ReadTx& tx) {
    return std::tuple(folder_of(tx, file.dossier.code), slips_of(tx, file.dossier.id), alarms_of(tx, file.dossier.id));
  });
  if (!folder) return errors::not_found("post.no_folder", "Hồ sơ này chưa có dòng giao nhận nào.");
  story.folder = *std::move(folder);
  name_units(story.folder, *identity_.tree(), identity_.today());
  for (const auto& h : file.handovers) {
    const auto to = h.to_unit + (h.to_name.empty() ? "" : ", " + h.to_name);
    if (h.seq > 1) story.lines.push_back({h.given_at, "Giao cho " + h.to_unit, h.from_name});
    if (h.received_at) story.lines.push_back({*h.received_at, h.seq == 1 ? "Nhận từ người nộp" : "Nhận túi hồ sơ", to});
  }
  tell_post(story, slips);
  for (const auto& a : alarms) {
    story.lines.push_back({a.raised_at, a.missing ? "Kiểm đếm không thấy" : "Kiểm đếm thấy sai chỗ", "Theo sổ: " + a.holder_words});
    if (a.ended_at) story.lines.push_back({*a.ended_at, "Cảnh báo kết thúc: " + a.ending, a.ended_by_name});
  }
  std::ranges::stable_sort(story.lines, {}, &FolderStory::Line::at);
  return story;
}

std::vector<Alarm> Custody::alarms(const Actor& actor) {
  const auto units = actor.units_with(kDossierHandOver);
  return db_.read([&](store::ReadTx& tx) { return open_alarms(tx, units); });
}

int Custody::alarm_count(const Actor& actor) {
  const auto units = actor.units_with(kDossierHandOver);
  return db_.read([&](store::ReadTx& tx) { return count_open_alarms(tx, units); });
}

Status Custody::end_alarm(const Actor& actor, AlarmId id, std::string_view ending) {
  const auto now = clock_.now();
  return db_.write([&](store::Tx& tx) -> Status {
    auto a = find_alarm(tx, id);
    if (!a || !actor.permits_in(kDossierHandOver, a->unit)) return errors::not_found("post.no_such_alarm", "Không có cảnh báo này.");
    if (a->ended_at) return errors::conflict("post.alarm_ended", "Cảnh báo này đã xong.");
    if (clean(ending).empty())
      return errors::invalid_fields("post.alarm_without_ending", {{"ket_thuc", "Ghi tìm thấy ở đâu hoặc đã xử lý thế nào."}});
    a->ended_at = now;
    a->ended_by_name = actor.display_name;
    a->ending = clean(ending);
    return keep(tx, {actor, now, "post.alarm_ended"}, *a);
  });
}

std::vector<Count> Custody::counts(const Actor& actor, UnitId unit, int limit) {
  if (!actor.permits_in(kDossierHandOver, unit)) return {};
  return db_.read([&](store::ReadTx& tx) { return counts_of(tx, unit, limit); });
}

}  // namespace motcua::post
