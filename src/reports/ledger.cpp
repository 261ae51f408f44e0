#include "reports/ledger.hpp"

#include <algorithm>

namespace motcua::reports {

namespace {
struct AccountWords {
  std::string_view word, label;
};
constexpr std::array<AccountWords, kAccounts> kAccountWords{{{"received", "Đã tiếp nhận"},
                                                             {"in_term", "Đang giải quyết, trong hạn"},
                                                             {"overdue", "Đang giải quyết, quá hạn"},
                                                             {"paused_in_term", "Tạm dừng, trong hạn"},
                                                             {"paused_overdue", "Tạm dừng, đã quá hạn trước đó"},
                                                             {"early", "Trước hạn"},
                                                             {"on_time", "Đúng hạn"},
                                                             {"late", "Quá hạn"},
                                                             {"withdrawn", "Công dân rút"},
                                                             {"stopped", "Dừng giải quyết"}}};
constexpr std::array<std::string_view, 9> kEffectWords{"none",    "opened",    "paused",  "resumed", "due_changed",
                                                       "settled", "withdrawn", "stopped", "returned"};
}  // namespace

std::string_view word(Account a) { return kAccountWords[at(a)].word; }
std::string_view label(Account a) { return kAccountWords[at(a)].label; }
std::optional<Account> account_from(std::string_view word) {
  for (std::size_t i = 0; i < kAccounts; ++i)
    if (kAccountWords[i].word == word) return static_cast<Account>(i);
  return std::nullopt;
}
std::string_view word(Effect e) { return kEffectWords[static_cast<std::size_t>(e)]; }
std::optional<Effect> effect_from(std::string_view word) {
  const auto found = std::find(kEffectWords.begin(), kEffectWords.end(), word);
  if (found == kEffectWords.end()) return std::nullopt;
  return static_cast<Effect>(found - kEffectWords.begin());
}

Effect effect_of(const dossier::JournalMove& move, bool open) {
  using dossier::BizState;
  const auto otherwise = move.due_at && open ? Effect::due_changed : Effect::none;
  if (!move.moves) return otherwise;
  if (!open) return move.to.biz == BizState::received || move.to.biz == BizState::in_process ? Effect::opened : Effect::none;
  switch (move.to.biz) {
    case BizState::supplement:
    case BizState::fin_obligation:
    case BizState::withdraw_requested: return dossier::clock_paused(move.from.biz) ? otherwise : Effect::paused;
    case BizState::received:
    case BizState::in_process: return dossier::clock_paused(move.from.biz) ? Effect::resumed : otherwise;
    case BizState::done:
    case BizState::refused_result:  // the letter of refusal is the result (118/2025 Đ19.3)
      return Effect::settled;
    case BizState::withdrawn: return Effect::withdrawn;
    case BizState::stopped: return Effect::stopped;
    case BizState::returned: return Effect::returned;
    case BizState::none:
    case BizState::draft:
    case BizState::submitted:
    case BizState::intake_supplement:
    case BizState::intake_refused:
    case BizState::archived: return otherwise;
  }
  return otherwise;
}

namespace {
// A dossier walking through its accounts.
class Walk {
 public:
  explicit Walk(std::vector<Posting>& out) : out_(out) {}
  bool open() const { return opened_ && !closed_; }
  const Ends& ends() const { return ends_; }

  void step(const Step& s) {
    switch (s.effect) {
      case Effect::none:
      case Effect::returned: return;
      case Effect::opened:
        if (opened_ || !s.due_at) return;
        opened_ = true;
        ends_.opened = s.at;
        ends_.due_at = *s.due_at;
        post(s.at, Account::received, 1);
        run(s.at);
        return;
      case Effect::paused:
        if (!open() || paused_) return;
        pause(s.at);
        return;
      case Effect::resumed:
        if (!open()) return;
        leave(s.at);
        if (s.due_at) ends_.due_at = *s.due_at;
        run(s.at);
        return;
      case Effect::due_changed:
        if (!open() || !s.due_at) return;
        if (paused_) {  // counts when it goes on
          ends_.due_at = *s.due_at;
          return;
        }
        leave(s.at);
        ends_.due_at = *s.due_at;
        run(s.at);
        return;
      case Effect::settled:
        switch (dossier::punctuality(s.at, ends_.due_at)) {
          case dossier::Punctuality::early: return close(s.at, Account::early);
          case dossier::Punctuality::on_time: return close(s.at, Account::on_time);
          case dossier::Punctuality::late: return close(s.at, Account::late);
        }
        return;
      case Effect::withdrawn: return close(s.at, Account::withdrawn);
      case Effect::stopped: return close(s.at, Account::stopped);
    }
  }
  // No more rows: a running dossier will be overdue when its due moment passes.
  void rest() {
    if (open() && !paused_ && ends_.due_at > since_) {
      post(ends_.due_at, Account::in_term, -1);
      post(ends_.due_at, Account::overdue, 1);
    }
  }

 private:
  void post(Instant t, Account a, int amount) { out_.push_back({t, a, amount}); }
  void run(Instant t) {
    paused_ = false;
    since_ = t;
    post(t, ends_.due_at > t ? Account::in_term : Account::overdue, 1);
  }
  void pause(Instant t) {
    const bool was_over = ends_.due_at < t;
    leave(t);
    paused_ = true;
    paused_in_ = was_over ? Account::paused_overdue : Account::paused_in_term;
    post(t, paused_in_, 1);
  }
  void leave(Instant t) {
    if (paused_) return post(t, paused_in_, -1);
    if (ends_.due_at <= since_) return post(t, Account::overdue, -1);
    if (ends_.due_at < t) {
      post(ends_.due_at, Account::in_term, -1);
      post(ends_.due_at, Account::overdue, 1);
      return post(t, Account::overdue, -1);
    }
    post(t, Account::in_term, -1);
  }
  void close(Instant t, Account outcome) {
    if (!open()) return;
    leave(t);
    closed_ = true;
    ends_.closed = t;
    ends_.outcome = outcome;
    post(t, outcome, 1);
  }

  std::vector<Posting>& out_;
  Ends ends_;
  bool opened_ = false, closed_ = false, paused_ = false;
  Account paused_in_{};
  Instant since_{};
};

Walk walk(std::span<const Step> steps, std::vector<Posting>& out) {
  // In order of time; a row that tells of an earlier moment than the one before it finds its place.
  std::vector<Step> ordered(steps.begin(), steps.end());
  std::stable_sort(ordered.begin(), ordered.end(), [](const Step& a, const Step& b) { return a.at < b.at; });
  Walk w(out);
  for (const auto& s : ordered) w.step(s);
  w.rest();
  return w;
}
}  // namespace

std::vector<Posting> timeline(std::span<const Step> steps) {
  std::vector<Posting> out;
  walk(steps, out);
  return out;
}

std::vector<Posting> postings_of_last(std::span<const Step> steps) {
  auto all = timeline(steps);
  for (const auto& p : timeline(steps.first(steps.size() - 1))) all.push_back({p.at, p.account, -p.amount});
  std::sort(all.begin(), all.end(),
            [](const Posting& a, const Posting& b) { return std::pair(a.at, a.account) < std::pair(b.at, b.account); });
  std::vector<Posting> net;
  for (const auto& p : all) {
    if (!net.empty() && net.back().at == p.at && net.back().account == p.account)
      net.back().amount += p.amount;
    else
      net.push_back(p);
  }
  std::erase_if(net, [](const Posting& p) { return p.amount == 0; });
  return net;
}

std::vector<Step> known_on(std::span<const Step> steps, std::optional<Day> known) {
  std::vector<Step> rows;
  for (const auto& s : steps)
    if (!known || day_of(s.recorded_at) <= *known) rows.push_back(s);
  return rows;
}

std::optional<Account> standing(std::span<const Step> steps, Instant t) {
  Amounts sums{};
  for (const auto& p : timeline(steps))
    if (p.at < t) sums[at(p.account)] += p.amount;
  for (std::size_t i = 1; i < kAccounts; ++i)
    if (sums[i] > 0) return static_cast<Account>(i);
  return std::nullopt;
}

Ends ends(std::span<const Step> steps) {
  std::vector<Posting> unused;
  return walk(steps, unused).ends();
}

}  // namespace motcua::reports
