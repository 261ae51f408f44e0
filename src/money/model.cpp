#include "money/model.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace motcua::money {

namespace {
struct Named {
  std::string_view word, label;
};
constexpr std::array<Named, kAccounts> kAccountNames{{{"fee", "Phí, lệ phí"},
                                                      {"due", "Phải nộp"},
                                                      {"exempt", "Được miễn, giảm"},
                                                      {"cash", "Tiền mặt"},
                                                      {"bank", "Chuyển khoản"},
                                                      {"gateway", "Thanh toán trực tuyến"},
                                                      {"post", "Bưu điện thu hộ"},
                                                      {"refund", "Phải hoàn"},
                                                      {"handed_in", "Đã nộp về quỹ"}}};
constexpr std::array<Account, 4> kWayAccounts{Account::cash, Account::bank, Account::gateway, Account::post};
constexpr std::array<Named, 7> kKinds{{{"charge", "Khoản phải nộp"},
                                       {"relief", "Miễn, giảm"},
                                       {"payment", "Thu"},
                                       {"refund_promised", "Quyết định hoàn"},
                                       {"refund", "Hoàn tiền"},
                                       {"counter", "Bút toán hủy"},
                                       {"hand_in", "Nộp quỹ"}}};

template <class E, std::size_t N> std::optional<E> from_word(const std::array<Named, N>& names, std::string_view w) {
  for (std::size_t i = 0; i < N; ++i)
    if (names[i].word == w) return static_cast<E>(i);
  return std::nullopt;
}
template <class E, std::size_t N> const Named& named(const std::array<Named, N>& names, E e) { return names[static_cast<std::size_t>(e)]; }

bool is_till(Account a) { return std::ranges::find(kWayAccounts, a) != kWayAccounts.end(); }
}  // namespace

std::string_view word(Account a) { return named(kAccountNames, a).word; }
std::string_view label(Account a) { return named(kAccountNames, a).label; }
std::optional<Account> account_from(std::string_view w) { return from_word<Account>(kAccountNames, w); }
Account account_of(Way way) { return kWayAccounts[static_cast<std::size_t>(way)]; }
std::string_view word(Way way) { return word(account_of(way)); }
std::string_view label(Way way) { return label(account_of(way)); }
std::optional<Way> way_from(std::string_view w) {
  for (std::size_t i = 0; i < kWayAccounts.size(); ++i)
    if (word(kWayAccounts[i]) == w) return static_cast<Way>(i);
  return std::nullopt;
}
std::string_view word(Kind k) { return named(kKinds, k).word; }
std::string_view label(Kind k) { return named(kKinds, k).label; }
std::optional<Kind> kind_from(std::string_view w) { return from_word<Kind>(kKinds, w); }

Dong Balances::received() const { return of(Account::cash) + of(Account::bank) + of(Account::gateway) + of(Account::post); }
Dong Balances::to_refund() const { return Dong{} - of(Account::refund); }
bool Balances::zero_sum() const {
  Dong sum;
  for (const auto amount : amounts) sum += amount;
  return sum == Dong{};
}

Balances balances(std::span<const Entry> entries) {
  Balances b;
  for (const auto& e : entries) {
    auto& from = b.amounts[static_cast<std::size_t>(e.source)];
    from = from - e.amount;
    b.amounts[static_cast<std::size_t>(e.target)] += e.amount;
  }
  return b;
}

Standing standing(std::span<const Entry> entries) {
  const auto b = balances(entries);
  if (b.of(Account::due) > Dong{}) return Standing::due;
  if (b.to_refund() > Dong{}) return Standing::refund_due;
  if (!in_force(entries, Kind::refund).empty()) {
    // Who got back only what he never owed has paid his fee all the same.
    const auto promised = in_force(entries, Kind::refund_promised);
    const bool of_a_fee = std::ranges::any_of(promised, [](const Entry* e) { return e->target == Account::fee; });
    if (of_a_fee || b.received() == Dong{}) return Standing::refunded;
  }
  if (b.received() > Dong{}) return Standing::paid;
  if (b.of(Account::exempt) > Dong{}) return Standing::exempt;
  return Standing::none;
}

std::string_view label(Standing s) {
  switch (s) {
    case Standing::none: return "Không thu";
    case Standing::due: return "Chưa nộp";
    case Standing::paid: return "Đã nộp";
    case Standing::exempt: return "Được miễn";
    case Standing::refund_due: return "Phải hoàn lại";
    case Standing::refunded: return "Đã hoàn lại";
  }
  return {};
}

std::vector<const Entry*> in_force(std::span<const Entry> entries, Kind kind) {
  std::set<EntryId> undone;
  for (const auto& e : entries)
    if (e.counters) undone.insert(e.counters);
  std::vector<const Entry*> left;
  for (const auto& e : entries)
    if (e.kind == kind && !undone.contains(e.id)) left.push_back(&e);
  return left;
}

// ---- reference ----

namespace {
constexpr std::string_view kLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kBody = 13;
constexpr std::uint64_t kCheckPrime = 31;  // below 32, so that the check is one letter and a swap of neighbours is seen

char check_letter(std::string_view body) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < body.size(); ++i) sum += (i + 1) * kLetters.find(body[i]);
  return kLetters[sum % kCheckPrime];
}

// As a bank passes it on: capitals and digits only; O and I, L are read as the digits they are taken for.
std::string normalised(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) out += c;
  }
  return out;
}
}  // namespace

std::string reference_of(SubjectId subject) {
  auto rest = static_cast<std::uint64_t>(subject.value);
  std::string body(kBody, '0');
  for (std::size_t i = kBody; i-- > 0; rest /= kLetters.size()) body[i] = kLetters[rest % kLetters.size()];
  return "MC" + body + check_letter(body);
}

std::optional<SubjectId> subject_in(std::string_view text) {
  const auto all = normalised(text);
  for (auto at = all.find("MC"); at != std::string::npos; at = all.find("MC", at + 1)) {
    if (at + 2 + kBody + 1 > all.size()) return std::nullopt;
    auto body = all.substr(at + 2, kBody + 1);
    for (auto& c : body) c = c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
    if (body.find('U') != std::string::npos || check_letter(std::string_view(body).substr(0, kBody)) != body.back()) continue;
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < kBody; ++i) value = value * kLetters.size() + kLetters.find(body[i]);
    if (value > 0 && value <= static_cast<std::uint64_t>(INT64_MAX)) return SubjectId{static_cast<std::int64_t>(value)};
  }
  return std::nullopt;
}

// ---- day sheet ----

SheetSums sums_of(std::span<const Entry> entries, Dong carried) {
  SheetSums sums;
  sums.cash = carried;
  std::map<Account, SheetSums::Line> ways;
  std::map<std::string, SheetSums::Line> fees;
  std::set<ReceiptId> receipts, undone;
  for (const auto& e : entries) {
    const auto till = is_till(e.target) ? e.target : e.source;
    const Dong amount = is_till(e.target) ? e.amount : Dong{} - e.amount;
    if (!is_till(till)) continue;
    if (till == Account::cash) sums.cash += amount;
    if (e.kind == Kind::hand_in) continue;
    auto& way = ways[till];
    way.label = std::string(label(till));
    way.amount += amount;
    ++way.count;
    auto& fee = fees[e.name];
    fee.label = e.name;
    fee.amount += amount;
    ++fee.count;
    sums.total += amount;
    if (e.kind == Kind::payment && e.receipt) receipts.insert(e.receipt);
    if (e.kind == Kind::counter && e.receipt) undone.insert(e.receipt);
  }
  for (auto& [account, line] : ways) sums.by_way.push_back(std::move(line));
  for (auto& [name, line] : fees) sums.by_fee.push_back(std::move(line));
  sums.receipts = static_cast<int>(receipts.size());
  sums.undone = static_cast<int>(undone.size());
  return sums;
}

}  // namespace motcua::money
