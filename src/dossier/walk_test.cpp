// Random actions by random people on a handful of dossiers, each compared with the model of walk_model.hpp: the same are refused, the
// states, the clocks and the lists are the same, and what is stored holds together.
#include <random>

#include "dossier/endings.hpp"
#include "dossier/service_lateness.hpp"
#include "dossier/testing_life.hpp"
#include "dossier/walk_model.hpp"

namespace motcua::dossier {
namespace {

using testing::told;
using walk::Act;
using walk::Deed;
using namespace std::chrono_literals;

class RandomWalk : public testing::LifeTest {
 protected:
  RandomWalk() {
    using enum identity::Role;
    w_.person("giam-doc", "Đặng Thị Sáu", bpmc_head, "xa/mot-cua");
    w_.person("tra", "Bùi Văn Trả", return_clerk, "xa/mot-cua");
    w_.person("thu-quy", "Hồ Thị Quỹ", cashier, "xa/mot-cua");
    w_.person("kinh", "Mai Văn Kinh", officer, "xa/kinh-te");
    w_.person("truong", "Lương Thị Trưởng", unit_head, "xa/kinh-te");
    for (const auto& [name, person] : walk::people()) names_.push_back(name);
  }
  struct Live {
    Accepted a;
    walk::Dossier m;
  };
  int pick(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }
  UnitId unit(const std::string& place) const { return w_.unit("xa/" + place); }

  // Some minutes later, in working time; now and then some days.
  void go_on() {
    using std::chrono::minutes;
    auto t = w_.clock.now() + minutes{1 + pick(3)};
    if (pick(700) == 0) t += walk::days{1 + pick(4)};
    const auto inside = [](Instant at) {
      const auto clock = at - to_instant(LocalTime{day_of(at)});
      return walk::works(day_of(at)) && ((clock >= 7h + 30min && clock < 11h + 30min) || (clock >= 13h && clock < 17h));
    };
    while (!inside(t)) t += minutes{7};
    w_.clock.set(t);
  }

  void accept_one() {
    Live x{w_.accepted(++made_), {}};
    x.m.start = w_.clock.now();
    x.m.holder = "nhung";
    x.m.count();
    live_.push_back(std::move(x));
  }

  // What takes a dossier off its way is possible nearly always: drawn as often as the rest, few would ever come far.
  static bool rare(Deed d) {
    return d == Deed::ask_withdrawal || d == Deed::propose_stop || d == Deed::propose_refusal || d == Deed::stop || d == Deed::reroute;
  }

  Act draw(const walk::Dossier& m) {
    Act a;
    // Half of the time something that may be done: blind tries alone would seldom get anywhere.
    const int tries = pick(2) == 0 ? 1 : 60;
    for (int i = 0; i < tries; ++i) {
      a = {static_cast<Deed>(pick(walk::kDeeds)), names_[static_cast<std::size_t>(pick(static_cast<int>(names_.size())))], pick(6)};
      if (tries > 1 && rare(a.deed) && pick(8) != 0) continue;
      if (walk::expected(m, a, w_.clock.now())) break;
    }
    return a;
  }

  Result<std::int64_t> extend(const Live& x, const Actor& who, int days) {
    const auto letter = open(x.a).apology;
    TRY(const auto draft,
        late_.save_apology(w_.as("thanh"), x.a.id, letter ? letter->version : 0, {"xac-minh", "", days, w_.account("thanh")}));
    return late_.send_apology(who, ref(x.a), draft);
  }
  Result<std::int64_t> propose(const Live& x, const Actor& who, ProposalKind kind) {
    const auto code = kind == ProposalKind::refuse ? "khong-du-dieu-kien" : "tranh-chap";
    return endings_.propose(who, ref(x.a), kind, {code, "Có tranh chấp", "Luật Đất đai 2024 Điều 137", ""});
  }
  Result<std::int64_t> work(const Live& x, const Act& act) {
    auto& d = w_.dossiers;
    const auto who = w_.as(act.who);
    const auto r = ref(x.a);
    switch (act.deed) {
      case Deed::hand_over: return d.hand_over(who, r, unit(walk::unit_of(act.arg)));
      case Deed::assign: return d.assign(who, r, w_.account(walk::officer_of(act.arg)));
      case Deed::begin: return d.begin_work(who, r);
      case Deed::draft: return d.save_draft_result(who, r, {"Văn bản", "", ""});
      case Deed::to_review:
        return d.submit_for_review(who, r, w_.account(walk::head_of(x.m.settling.empty() ? "van-phong" : x.m.settling)));
      case Deed::to_sign: return d.submit_for_signature(who, r, w_.account("thanh"));
      case Deed::endorse: return d.endorse(who, r, w_.account("thanh"));
      case Deed::send_back: return d.send_back(who, r, "Sửa trích yếu");
      case Deed::approve: return d.approve(who, r);
      case Deed::number: return d.number_result(who, r, "CT");
      case Deed::ready: return d.mark_ready(who, r);
      case Deed::give:
        return d.return_result(who, r, {.receiver = "Trần Thị Ngọc Bích", .identity_check = "the-can-cuoc", .confirmed = true});
      default: return live(x, act, who, r);
    }
  }
  Result<std::int64_t> live(const Live& x, const Act& act, const Actor& who, Ref r) {
    switch (act.deed) {
      case Deed::propose_supplement: {
        auto s = wish(static_cast<std::size_t>(walk::items_of(act.arg)));
        s.late_basis = "Luật chuyên ngành";
        return supplements_.propose(who, r, s);
      }
      case Deed::propose_refusal: return propose(x, who, ProposalKind::refuse);
      case Deed::propose_stop: return propose(x, who, ProposalKind::stop);
      case Deed::decline: return supplements_.decline(who, r, "Xem lại");
      case Deed::ask: return supplements_.ask(who, r, act.arg % 2 == 1 ? "Còn thiếu" : "");
      case Deed::send: return supplements_.send(who, r, "tai-quay");
      case Deed::answer: {
        const std::vector<SupplementAnswer> one{{walk::items_of(act.arg), ItemAnswer::given, ""}};
        return supplements_.answer(who, r, one);
      }
      case Deed::confirm: return supplements_.confirm(who, r);
      case Deed::close: return supplements_.close(who, r, "");
      case Deed::ask_withdrawal: return endings_.ask_withdrawal(who, r, {"Trần Thị Ngọc Bích", "Đổi ý"});
      case Deed::grant: return endings_.grant_withdrawal(who, r, {act.arg % 2 == 1 ? 10000 : 0, "Thông tư"});
      case Deed::deny: return endings_.decline_withdrawal(who, r, "Luật không cho rút", "Điều 7");
      case Deed::refuse: return endings_.refuse(who, r);
      case Deed::stop: return endings_.stop(who, r);
      case Deed::originals: return endings_.give_originals_back(who, r, "Trần Thị Ngọc Bích");
      case Deed::refund: return endings_.refund(who, r, "PC 1");
      case Deed::correct: return endings_.correct(who, r, "Sai ngày sinh", "Điều 23.1");
      case Deed::archive: return endings_.archive(who, r, "Hộp 1", "10 năm");
      case Deed::reroute:
        return endings_.reroute(who, r, {unit("ubnd"), unit(walk::unit_of(act.arg)), "Đúng chuyên môn", "118/2025/NĐ-CP Điều 20"});
      case Deed::extend: return extend(x, who, walk::items_of(act.arg));
      default: return errors::invalid("test.no_such_deed", "");
    }
  }

  void compare(const Live& x) {
    const auto seen = w_.see(x.a.code);
    const auto& m = x.m;
    EXPECT_EQ(word(seen.state.biz), m.biz);
    EXPECT_EQ(word(seen.state.sub), m.sub);
    EXPECT_EQ(seen.holder_unit, unit(m.place)) << m.place;
    EXPECT_EQ(seen.holder, m.holder.empty() ? AccountId{} : w_.account(m.holder)) << m.holder;
    EXPECT_EQ(iso(seen.due_at), iso(m.due));
    EXPECT_EQ(seen.done_at, m.done_at);
    EXPECT_EQ(seen.closed_at, m.closed_at);
    EXPECT_EQ(seen.punctuality == Punctuality::late, m.done_at && *m.done_at > m.due);
  }

  // Codes on a list of the program, and those the model would put on it.
  template <class Has> std::set<std::string> codes(Has&& has) const {
    std::set<std::string> found;
    for (const auto& x : live_)
      if (has(x.m)) found.insert(x.a.code);
    return found;
  }
  std::set<std::string> list(const std::string& who, Tab tab) {
    std::set<std::string> found;
    Filter f;
    f.limit = 200;
    for (const auto& row : w_.dossiers.worklist(w_.as(who), tab, f).rows) found.insert(row.code);
    return found;
  }
  template <class Rows> static std::set<std::string> codes_of(const Rows& rows) {
    std::set<std::string> found;
    for (const auto& r : rows) found.insert(r.code);
    return found;
  }
  void compare_lists() {
    using D = walk::Dossier;
    for (const std::string who : {"nhung", "ha", "huy", "kinh", "khanh", "thanh", "yen"})
      EXPECT_EQ(list(who, Tab::mine), codes([&](const D& m) { return m.running() && m.holder == who; })) << who;
    EXPECT_EQ(list("nhung", Tab::ready), codes([](const D& m) { return m.biz == "done" || m.biz == "refused_result"; }));
    EXPECT_EQ(list("nhung", Tab::to_transfer), codes([](const D& m) { return m.biz == "received"; }));
    const auto desk = supplements_.board(w_.as("tam"));
    const auto now = w_.clock.now();
    const auto waits = [](const D& m) { return m.biz == "supplement"; };
    EXPECT_EQ(codes_of(desk.to_send), codes([&](const D& m) { return waits(m) && !m.request->sent; }));
    EXPECT_EQ(codes_of(desk.waiting), codes([&](const D& m) { return waits(m) && m.request->sent && now <= m.request->answer_by; }));
    EXPECT_EQ(codes_of(desk.lapsed), codes([&](const D& m) { return waits(m) && m.request->sent && now > m.request->answer_by; }));
    EXPECT_EQ(codes_of(supplements_.board(w_.as("khanh")).proposals),
              codes([](const D& m) { return m.proposal == "supplement" && m.place == "van-phong"; }));
    EXPECT_EQ(codes_of(supplements_.board(w_.as("thanh")).proposals), codes([](const D& m) { return !m.proposal.empty(); }));
  }

  void walk_on(int actions) {
    constexpr std::size_t kAtOnce = 14;
    std::map<Deed, int> done;
    for (int i = 0; i < actions && !HasFailure(); ++i) {
      go_on();
      if (live_.size() < kAtOnce) accept_one();
      auto& x = live_[static_cast<std::size_t>(pick(static_cast<int>(live_.size())))];
      const auto act = draw(x.m);
      const auto before = version(x.a);
      const bool right = walk::expected(x.m, act, w_.clock.now());
      const auto result = work(x, act);
      SCOPED_TRACE("action " + std::to_string(i) + ": deed " + std::to_string(static_cast<int>(act.deed)) + " by " + act.who + ", arg " +
                   std::to_string(act.arg) + ", dossier " + x.a.code + " in " + x.m.biz + "/" + x.m.sub + " at " + iso(w_.clock.now()));
      EXPECT_EQ(static_cast<bool>(result), right) << told(result);
      if (result && right) {
        walk::apply(x.m, act, w_.clock.now());
        ++done[act.deed];
      } else {
        EXPECT_EQ(version(x.a), before) << "a refused action changed something";
      }
      compare(x);
      if (x.m.biz == "archived") live_.erase(live_.begin() + (&x - live_.data()));
      if (i % 250 == 0) compare_lists();
      if (i % 2500 == 2499) {
        EXPECT_EQ(verify(), "");
      }
    }
    EXPECT_EQ(verify(), "");
    EXPECT_LT(w_.clock.now(), parse_instant("2027-02-04T00:00").value()) << "the model knows no days off after that";
    if (actions < 10'000) return;  // a shorter walk may miss what takes weeks
    // Closing needs fifteen days of silence, which a walk never keeps; supplement_test and the stories close.
    for (int d = 0; d < walk::kDeeds; ++d)
      EXPECT_TRUE(done[static_cast<Deed>(d)] > 0 || static_cast<Deed>(d) == Deed::close) << "deed " << d;
  }

  Endings endings_{w_.dossiers};
  Lateness late_{*database_, w_.clock, w_.ids, w_.dossiers, w_.identity};
  std::mt19937 random_{20261128};
  std::vector<std::string> names_;
  std::vector<Live> live_;
  int made_ = 0;
};
MOTCUA_EACH_ENGINE(RandomWalk);

TEST_P(RandomWalk, of_ten_thousand_actions_stays_with_the_model) { walk_on(GetParam() == store::Engine::sqlite ? 10'000 : 2'500); }

}  // namespace
}  // namespace motcua::dossier
