#include "dossier/record_views.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "dossier/events.hpp"

namespace motcua::dossier {

namespace {
bool told_at(std::span<const RecordRow> journal, Instant at, std::string_view by) {
  return std::any_of(journal.begin(), journal.end(),
                     [&](const auto& r) { return (r.at == at || r.recorded_at == at) && (by.empty() || r.by == by); });
}
bool last_at(std::span<const RecordRow> journal, Instant at, std::initializer_list<std::string_view> kinds) {
  for (auto row = journal.rbegin(); row != journal.rend(); ++row)
    if (std::find(kinds.begin(), kinds.end(), row->kind) != kinds.end()) return row->at == at;
  return false;
}
}  // namespace

std::string not_in_journal(std::span<const SlipLine> slip, const RegisterMoments& entry, std::span<const RecordRow> journal) {
  using namespace events;
  if (journal.empty()) return "không có dòng nhật ký nào";
  for (const auto& line : slip) {
    // The first line is from the applicant, who writes no journal.
    if (!told_at(journal, line.given_at, line.seq == 1 ? std::string_view{} : std::string_view(line.from_name)))
      return fmt::format("phiếu kiểm soát dòng {}: nhật ký không ghi {} giao lúc {}", line.seq, line.from_name, vn_datetime(line.given_at));
    if (line.received_at && !told_at(journal, *line.received_at, {}))
      return fmt::format("phiếu kiểm soát dòng {}: nhật ký không ghi lúc nhận {}", line.seq, vn_datetime(*line.received_at));
  }
  if (journal.front().at != entry.received_at)
    return fmt::format("sổ theo dõi: ngày nhận {} không phải của nhật ký", vn_datetime(entry.received_at));
  if (entry.done_at && !last_at(journal, *entry.done_at, {kReady, kRefused}))
    return fmt::format("sổ theo dõi: ngày xong {} không phải của nhật ký", vn_datetime(*entry.done_at));
  if (entry.returned_at && !last_at(journal, *entry.returned_at, {kReturned}))
    return fmt::format("sổ theo dõi: ngày trả {} không phải của nhật ký", vn_datetime(*entry.returned_at));
  if (entry.closed_at && !last_at(journal, *entry.closed_at, {kWithdrawn, kStopped, kSupplementClosed}))
    return fmt::format("sổ theo dõi: ngày đóng {} không phải của nhật ký", vn_datetime(*entry.closed_at));
  return {};
}

}  // namespace motcua::dossier
