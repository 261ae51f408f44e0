#include "store/verify.hpp"

#include <fmt/core.h>

#include "store/chain.hpp"

namespace motcua::store {

MOTCUA_SQL(kHistory,
           "SELECT id, object, object_id, seq, at, recorded_at, actor, unit, kind, payload, prev_hash, hash FROM store_journal "
           "WHERE object = $1 AND object_id = $2 ORDER BY seq");
MOTCUA_SQL(kChainPage,
           "SELECT id, object, object_id, seq, at, recorded_at, actor, unit, kind, payload, prev_hash, hash FROM store_journal "
           "WHERE (object, object_id, seq) > ($1, $2, $3) ORDER BY object, object_id, seq LIMIT 2000");
MOTCUA_SQL(kObjectPage,
           "SELECT id, object, object_id, seq, at, recorded_at, actor, unit, kind, payload, prev_hash, hash FROM store_journal "
           "WHERE object = $1 AND (object_id, seq) > ($2, $3) ORDER BY object_id, seq LIMIT 2000");
MOTCUA_SQL(kSeals,
           "SELECT number, from_id, to_id, rows_sealed, root, at, prev FROM store_seal WHERE number > $1 ORDER BY number LIMIT 500");
MOTCUA_SQL(kSealedRows, "SELECT id, hash FROM store_journal WHERE id > $1 AND id <= $2 ORDER BY id LIMIT 2000");
MOTCUA_SQL(kOrphanDelivery,
           "SELECT d.outbox_id FROM store_delivery d WHERE NOT EXISTS (SELECT 1 FROM store_outbox o WHERE o.id = d.outbox_id) "
           "ORDER BY d.outbox_id LIMIT 1");
MOTCUA_SQL(kForgottenMessage,
           "SELECT o.id FROM store_outbox o WHERE o.routed AND NOT EXISTS (SELECT 1 FROM store_delivery d WHERE d.outbox_id = o.id) "
           "ORDER BY o.id LIMIT 1");
MOTCUA_SQL(kBadCounter, "SELECT scope, name FROM store_counter WHERE value < 1 ORDER BY scope, name LIMIT 1");

namespace {
constexpr std::int64_t kBeforeAll = INT64_MIN;

JournalRow journal_row(const Row& r) {
  return {r.i64(0), r.text(1), r.i64(2),  r.i64(3),  r.instant(4), r.instant(5),
          r.i64(6), r.i64(7),  r.text(8), r.text(9), r.text(10),   r.text(11)};
}

std::string row_name(const JournalRow& row) {
  return fmt::format("bảng store_journal, dòng {} ({} {}, bước {})", row.id, row.object, row.object_id, row.seq);
}

// What is wrong with a row that follows `last` (of any object).
std::optional<std::string> break_of(const JournalRow& row, const std::optional<JournalRow>& last) {
  const bool same = last && last->object == row.object && last->object_id == row.object_id;
  const auto expected = same ? last->seq + 1 : 1;
  if (row.seq != expected) return fmt::format("{}: thiếu bước {}", row_name(row), expected);
  if (row.prev_hash != (same ? last->hash : "")) return fmt::format("{}: không nối với bước trước", row_name(row));
  const auto hash = chain_hash({row.object, row.object_id, row.seq, to_us(row.at), to_us(row.recorded_at), row.actor, row.unit, row.kind,
                                row.payload, row.prev_hash});
  if (hash != row.hash) return fmt::format("{}: nội dung không khớp mã băm", row_name(row));
  return std::nullopt;
}

std::optional<std::string> check_chains(ReadTx& tx) {
  std::optional<JournalRow> last;
  for (;;) {
    const auto page = last ? tx.all<JournalRow>(kChainPage, journal_row, last->object, last->object_id, last->seq)
                           : tx.all<JournalRow>(kChainPage, journal_row, "", kBeforeAll, 0);
    if (page.empty()) return std::nullopt;
    for (const auto& row : page) {
      if (auto broken = break_of(row, last)) return broken;
      last = row;
    }
  }
}

struct Seal {
  std::int64_t number, from_id, to_id, rows;
  std::string root;
  std::int64_t at;
  std::string prev;
};

std::optional<std::string> check_seal(ReadTx& tx, const Seal& seal) {
  MerkleTree tree;
  auto after = seal.from_id - 1;
  for (;;) {
    const auto before = after;
    tx.each(
        kSealedRows,
        [&](const Row& r) {
          after = r.i64(0);
          tree.add(after, r.view(1));
        },
        before, seal.to_id);
    if (after == before) break;
  }
  if (tree.leaves() != seal.rows)
    return fmt::format("bảng store_seal, dấu {}: ghi {} dòng, nhật ký còn {}", seal.number, seal.rows, tree.leaves());
  if (after != seal.to_id) return fmt::format("bảng store_seal, dấu {}: không hết ở dòng {}", seal.number, seal.to_id);
  if (tree.root() != seal.root) return fmt::format("bảng store_seal, dấu {}: không khớp nhật ký", seal.number);
  return std::nullopt;
}

std::optional<std::string> check_seals(ReadTx& tx) {
  std::int64_t number = 0;
  std::int64_t sealed_to = 0;
  std::string prev;
  for (;;) {
    const auto seals = tx.all<Seal>(
        kSeals, [](const Row& r) { return Seal{r.i64(0), r.i64(1), r.i64(2), r.i64(3), r.text(4), r.i64(5), r.text(6)}; }, number);
    if (seals.empty()) return std::nullopt;
    for (const auto& seal : seals) {
      if (seal.number != number + 1) return fmt::format("bảng store_seal: thiếu dấu {}", number + 1);
      if (seal.prev != prev) return fmt::format("bảng store_seal, dấu {}: không nối với dấu trước", seal.number);
      if (seal.from_id != sealed_to + 1) return fmt::format("bảng store_seal, dấu {}: không tiếp dòng {}", seal.number, sealed_to);
      if (auto broken = check_seal(tx, seal)) return broken;
      number = seal.number;
      sealed_to = seal.to_id;
      prev = seal_hash({seal.number, seal.from_id, seal.to_id, seal.rows, seal.root, seal.at, seal.prev});
    }
  }
}

std::optional<std::string> check_outbox(ReadTx& tx) {
  if (const auto id = tx.number(kOrphanDelivery); id != 0)
    return fmt::format("bảng store_delivery: tin {} không còn trong store_outbox", id);
  if (const auto id = tx.number(kForgottenMessage); id != 0)
    return fmt::format("bảng store_outbox, dòng {}: đã chia nhưng không ai nhận", id);
  return std::nullopt;
}

std::optional<std::string> check_counters(ReadTx& tx) {
  const auto bad = tx.one<std::string>(kBadCounter, [](const Row& r) { return r.text(0) + " " + r.text(1); });
  if (bad) return fmt::format("bảng store_counter, dãy {}: số không hợp lệ", *bad);
  return std::nullopt;
}
}  // namespace

std::vector<JournalRow> history(ReadTx& tx, std::string_view object, std::int64_t object_id) {
  return tx.all<JournalRow>(kHistory, journal_row, object, object_id);
}

std::optional<std::string> replay(
    ReadTx& tx, std::string_view object,
    const std::function<std::optional<std::string>(std::int64_t object_id, std::span<const JournalRow>)>& visit) {
  std::vector<JournalRow> rows;  // of one object
  std::int64_t object_id = kBeforeAll;
  std::int64_t seq = 0;
  for (;;) {
    auto page = tx.all<JournalRow>(kObjectPage, journal_row, object, object_id, seq);
    for (auto& row : page) {
      if (row.object_id != object_id && !rows.empty()) {
        if (auto broken = visit(object_id, rows)) return broken;
        rows.clear();
      }
      object_id = row.object_id;
      seq = row.seq;
      rows.push_back(std::move(row));
    }
    if (page.empty()) break;
  }
  if (!rows.empty()) return visit(object_id, rows);
  return std::nullopt;
}

std::span<const Verifier> own_verifiers() {
  static const Verifier kOwn[] = {
      {"nhật ký: chuỗi từng đối tượng", check_chains},
      {"nhật ký: dấu niêm phong", check_seals},
      {"hộp gửi", check_outbox},
      {"bộ đếm", check_counters},
  };
  return kOwn;
}

bool VerifyReport::clean() const { return first().empty(); }

std::string VerifyReport::first() const {
  for (const auto& line : lines)
    if (line.broken) return *line.broken;
  return {};
}

VerifyReport verify(Database& db, std::span<const Verifier> others, bool stop_at_first) {
  VerifyReport report;
  const auto run = [&](const Verifier& verifier) {
    if (stop_at_first && !report.clean()) return;
    std::optional<std::string> broken;
    try {
      broken = db.read([&](ReadTx& tx) { return verifier.check(tx); });
    } catch (const std::exception& failure) {  // a Failure, or a value that the slice cannot understand
      broken = fmt::format("không đọc được: {}", failure.what());
    }
    report.lines.push_back({std::string(verifier.name), std::move(broken)});
  };
  for (const auto& verifier : own_verifiers()) run(verifier);
  for (const auto& verifier : others) run(verifier);
  return report;
}

}  // namespace motcua::store
