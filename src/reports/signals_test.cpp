// Each rule finds what was planted and nothing else; a clean world is silent. Then: explained by the unit, closed by somebody else.
#include "reports/signals.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "dossier/supplement.hpp"
#include "dossier/testing_gate.hpp"
#include "reports/pages_signals.hpp"
#include "reports/testing_planted.hpp"
#include "web/router.hpp"
#include "web/testing.hpp"

namespace motcua::reports {
namespace {

using dossier::Channel;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::Planted;

Instant t(std::string_view iso) { return parse_instant(iso).value(); }

class SignalWorld : public ::testing::TestWithParam<store::Engine> {
 protected:
  static std::vector<store::MigrationSet> tables() {
    auto all = dossier::testing::all_tables();
    all.push_back(migrations());
    return all;
  }
  Planted at_desk(std::string_view commune, Instant received) const {
    Planted p;
    p.received = p.recorded = received;
    p.due = received + days{14};
    p.desk = w_.unit(std::string(commune) + "/mot-cua");
    p.competent = w_.unit(std::string(commune) + "/ubnd");
    return p;
  }
  // August and September of two communes at work: three dossiers a working day, two of five online, settled in good time.
  void ordinary(bool second_in_september = true, bool second_online = true) {
    int n = 0;
    for (Day d{std::chrono::year{2026} / 8 / 3}; d <= Day{std::chrono::year{2026} / 9 / 29}; d += days{1}) {
      const std::chrono::weekday wd{d};
      const bool holiday = d >= Day{std::chrono::year{2026} / 8 / 31} && d <= Day{std::chrono::year{2026} / 9 / 2};
      if (wd == std::chrono::Saturday || wd == std::chrono::Sunday || holiday) continue;
      for (const auto* commune : {"xa", "xa-2"})
        for (int i = 0; i < 3; ++i, ++n) {
          const bool second = std::string_view(commune) == "xa-2";
          if (second && !second_in_september && d >= Day{std::chrono::year{2026} / 9 / 1}) continue;
          auto p = at_desk(commune, to_instant(LocalTime{d}) + hours{8} + minutes{70 * i});
          if (n % 5 < 2 && (!second || second_online)) {
            p.channel = Channel::online_full;
            p.by_citizen = true;
          }
          p.due = to_instant(LocalTime{d + days{7}}) + hours{17};
          p.settled = p.received + hours{50 + 3 * i};
          planter_.plant(p);
        }
    }
  }
  std::vector<std::string> found(std::string_view when = "2026-10-20T09:00") {
    w_.clock.set(t(when));
    EXPECT_GT(signals_.round("may-1", 400).windows, 100);
    std::vector<std::string> list;
    for (const auto& s : signals_.list(w_.identity.system_actor(), {.limit = 200}).rows)
      list.push_back(s.row.rule + " " + std::string(w_.identity.tree()->find(s.row.unit)->key) + " " + iso(s.row.from));
    EXPECT_EQ(signals_.round("may-1", 400).windows, 0) << "each window once";
    EXPECT_EQ(verify(), "");
    std::sort(list.begin(), list.end());
    return list;
  }
  std::string verify() {
    for (const auto& v : signals_.verifiers())
      if (const auto broken = db_->read([&](store::ReadTx& tx) { return v.check(tx); })) return *broken;
    return "";
  }
  // Through the real services: received, worked on, papers asked for on 12/10.
  std::string asked_for_papers(bool sent) {
    dossier::Supplements supplements{w_.dossiers};
    w_.clock.set(t("2026-10-12T09:00"));
    const auto a = w_.accepted(1);
    dossier::Ref r{a.id, 1};
    const auto next = [&](const Result<std::int64_t>& v) {
      EXPECT_TRUE(v) << (v ? "" : v.error().message);
      if (v) r.version = *v;
    };
    next(w_.dossiers.hand_over(w_.as("nhung"), r, w_.unit("xa/van-phong")));
    next(w_.dossiers.assign(w_.as("khanh"), r, w_.account("ha")));
    next(w_.dossiers.begin_work(w_.as("ha"), r));
    const auto version = w_.catalog.on_day(dossier::testing::kProcedure, w_.identity.today()).value();
    const auto& paper = version->components.at(0);
    dossier::SupplementWish wish;
    wish.reason = "Giấy tờ chưa hợp lệ";
    wish.items.push_back({paper.id, "", "thiếu chữ ký", "Nghị định 280/2025/NĐ-CP Điều 5", "Nộp lại bản có chữ ký",
                          paper.digital_source.empty() ? "" : "Không kết nối được cơ sở dữ liệu ngày 12/10/2026"});
    next(supplements.propose(w_.as("ha"), r, wish));
    next(supplements.ask(w_.as("khanh"), r, ""));
    if (sent) next(supplements.send(w_.as("nhung"), r, "dien-thoai"));
    return a.code;
  }
  SignalView first() {
    const auto page = signals_.list(w_.identity.system_actor(), {});
    EXPECT_FALSE(page.rows.empty());
    return signals_.open(w_.identity.system_actor(), page.rows.at(0).row.id).value();
  }

  store::TestDatabase db_{tables(), GetParam()};
  dossier::testing::World w_{*db_};
  Reports reports_{*db_, w_.clock, w_.identity, w_.catalog};
  Signals signals_{*db_, w_.clock, w_.identity, w_.catalog, w_.dossiers, reports_};
  testing::Planter planter_{*db_, 10'000};
};
MOTCUA_EACH_ENGINE(SignalWorld);

TEST_P(SignalWorld, ordinary_work_is_silent) {
  ordinary();
  EXPECT_THAT(found(), IsEmpty());
}

TEST_P(SignalWorld, entered_in_a_burst_after_closing) {
  ordinary();
  for (int i = 0; i < 9; ++i) {
    auto p = at_desk("xa", t("2026-09-10T14:00") + minutes{10 * i});
    p.recorded = t("2026-09-10T19:00") + minutes{4 * i};
    planter_.plant(p);
    auto spread = at_desk("xa-2", t("2026-09-11T14:00"));  // as many, one every hour through a night: no burst
    spread.recorded = t("2026-09-11T17:30") + hours{i};
    if (i < 6) planter_.plant(spread);
  }
  EXPECT_THAT(found(), ElementsAre("nhap-don xa/mot-cua 2026-09-10"));
  const auto v = first();
  EXPECT_EQ(v.cases.size(), 9U);
  EXPECT_THAT(v.cases[0].why, HasSubstr("19:00 10/09/2026, ngoài giờ làm việc"));
  EXPECT_THAT(v.line.row.evidence, HasSubstr("nhiều nhất 9 hồ sơ trong vòng 60 phút"));
}

TEST_P(SignalWorld, received_and_settled_in_the_same_minute) {
  ordinary();
  for (int i = 0; i < 6; ++i) {
    auto p = at_desk("xa", t("2026-09-15T10:00") + minutes{7 * i});
    p.settled = p.received + std::chrono::seconds{40};
    planter_.plant(p);
    auto quick = at_desk("xa-2", t("2026-09-15T10:00") + minutes{7 * i});  // a same-visit service keeps its half hour
    quick.settled = quick.received + minutes{25};
    planter_.plant(quick);
  }
  EXPECT_THAT(found(), ElementsAre("cung-phut xa/ubnd 2026-09-15"));
}

TEST_P(SignalWorld, settled_in_bulk_in_the_last_hour) {
  ordinary();
  for (int i = 0; i < 10; ++i) {
    auto p = at_desk("xa", t("2026-09-08T09:00") + minutes{i});
    p.due = t("2026-09-15T17:00");
    p.settled = t("2026-09-15T16:20") + minutes{3 * i};
    planter_.plant(p);
    p = at_desk("xa-2", t("2026-09-08T09:00") + minutes{i});  // at the same hour, but days before the promise
    p.due = t("2026-09-21T17:00");
    p.settled = t("2026-09-15T16:20") + minutes{3 * i};
    planter_.plant(p);
  }
  EXPECT_THAT(found(), ElementsAre("gio-chot xa/ubnd 2026-09-15"));
}

TEST_P(SignalWorld, online_entered_by_the_desk_itself) {
  ordinary();
  for (int i = 0; i < 6; ++i) {
    auto p = at_desk("xa", t("2026-09-16T14:00") + minutes{20 * i});
    p.channel = Channel::online_full;
    p.by_citizen = i % 2 == 0;  // with a filing, but the filer is the officer who received it
    p.citizen = p.officer;
    planter_.plant(p);
    auto helped = at_desk("xa-2", t("2026-09-16T14:00") + minutes{20 * i});  // a help team filed it, somebody else received it
    helped.channel = Channel::online_full;
    helped.by_citizen = true;
    helped.citizen = 99;
    planter_.plant(helped);
  }
  EXPECT_THAT(found(), ElementsAre("truc-tuyen-quay xa/mot-cua 2026-09-14"));
}

TEST_P(SignalWorld, papers_asked_for_just_before_the_due_moment) {
  ordinary();
  for (int i = 0; i < 4; ++i) {
    auto p = at_desk("xa", t("2026-09-07T09:00") + days{i});
    p.due = t("2026-09-14T17:00") + days{i};
    p.paused = t("2026-09-14T14:00") + days{i};
    planter_.plant(p);
    p = at_desk("xa-2", t("2026-09-07T09:00") + days{i});  // asked for on the second day
    p.due = t("2026-09-14T17:00") + days{i};
    p.paused = t("2026-09-08T14:00") + days{i};
    planter_.plant(p);
  }
  // Planted without letters: that is another signal, of both communes.
  EXPECT_THAT(found(), ElementsAre("bo-sung-sat-han xa/ubnd 2026-09-01", "dung-khong-phieu xa-2/ubnd 2026-09-01",
                                   "dung-khong-phieu xa/ubnd 2026-09-01"));
}

TEST_P(SignalWorld, the_clock_stopped_with_a_letter_is_silent) {
  asked_for_papers(true);
  EXPECT_THAT(found("2026-11-20T09:00"), IsEmpty());
}

TEST_P(SignalWorld, a_request_that_was_never_sent_is_found) {
  const auto code = asked_for_papers(false);
  EXPECT_THAT(found("2026-11-20T09:00"), ElementsAre("dung-khong-phieu xa/ubnd 2026-10-01"));
  const auto v = first();
  ASSERT_EQ(v.cases.size(), 1U);
  EXPECT_EQ(v.cases[0].code, code);
}

TEST_P(SignalWorld, units_at_zero) {
  ordinary(false);
  EXPECT_THAT(found(), ElementsAre("khong-ho-so xa-2/ubnd 2026-09-01"));
}

TEST_P(SignalWorld, a_unit_without_any_online_dossier) {
  ordinary(true, false);
  EXPECT_THAT(found(), ElementsAre("khong-truc-tuyen xa-2/ubnd 2026-08-01", "khong-truc-tuyen xa-2/ubnd 2026-09-01"));
  EXPECT_THAT(first().line.row.evidence, HasSubstr("không có hồ sơ trực tuyến; ở các đơn vị khác 38,6%"));
}

TEST_P(SignalWorld, numbers_of_the_paper_register_without_a_dossier) {
  int n = 0;
  for (const auto* number : {"1", "2", "3", "6", "8"}) {
    w_.clock.set(t("2026-10-12T08:00") + minutes{10 * ++n});
    auto i = w_.intake(n);
    i.register_volume = "02/2026";
    i.register_number = number;
    ASSERT_TRUE(w_.dossiers.accept(w_.as("nhung"), i));
  }
  EXPECT_THAT(found("2026-11-20T09:00"), ElementsAre("so-giay xa/mot-cua 2026-10-01"));
  EXPECT_EQ(first().line.row.evidence, "Quyển 02/2026: không có số 4–5, 7.");
}

TEST_P(SignalWorld, entered_days_after_it_came) {
  ordinary();
  for (int i = 0; i < 5; ++i) {
    auto p = at_desk("xa", t("2026-09-14T09:00") + minutes{i});
    p.recorded = t("2026-09-17T10:00") + minutes{i};
    planter_.plant(p);
  }
  auto p = at_desk("xa-2", t("2026-09-14T09:00"));  // one says nothing
  p.recorded = t("2026-09-17T10:00");
  planter_.plant(p);
  EXPECT_THAT(found(), ElementsAre("ghi-lui xa/mot-cua 2026-09-14"));
}

TEST_P(SignalWorld, is_explained_by_the_unit_and_closed_by_somebody_else) {
  for (int i = 0; i < 9; ++i) {
    auto p = at_desk("xa", t("2026-09-10T14:00") + minutes{i});
    p.recorded = t("2026-09-10T19:00") + minutes{i};
    planter_.plant(p);
  }
  found();
  using enum identity::Role;
  w_.person("giam-doc", "Đặng Thị Sáu", bpmc_head, "xa/mot-cua");
  w_.person("kiem-2", "Lê Văn Soát", control, "xa/ubnd");
  const auto id = first().line.row.id;
  const std::string_view why = "Mất điện từ 14 giờ, có thông báo của điện lực; nhập lại lúc tối.";
  const auto key = [](const auto& r) { return r ? std::string{} : r.error().key; };
  EXPECT_EQ(key(signals_.explain(w_.as("nhung"), id, 1, why)), "reports.no_signal") << "no right to read figures";
  EXPECT_EQ(key(signals_.explain(w_.as("thanh"), id, 1, why)), "reports.may_not_explain");
  EXPECT_EQ(key(signals_.explain(w_.as("giam-doc"), id, 1, "ngắn")), "reports.signal_text");
  EXPECT_EQ(key(signals_.close(w_.as("kiem"), id, 1, SignalOutcome::lawful, why)), "reports.signal_unexplained");
  ASSERT_TRUE(signals_.explain(w_.as("giam-doc"), id, 1, why));
  EXPECT_EQ(key(signals_.explain(w_.as("kiem"), id, 1, why)), "reports.signal_changed") << "somebody was faster";
  ASSERT_TRUE(signals_.explain(w_.as("kiem"), id, 2, "Có thông báo mất điện kèm theo, đã lưu ở hồ sơ."));
  EXPECT_EQ(key(signals_.close(w_.as("kiem"), id, 3, SignalOutcome::lawful, why)), "reports.may_not_close_signal") << "own explanation";
  ASSERT_TRUE(signals_.close(w_.as("kiem-2"), id, 3, SignalOutcome::lawful, "Đã xem thông báo của điện lực ngày 10/9."));
  EXPECT_EQ(key(signals_.explain(w_.as("giam-doc"), id, 4, why)), "reports.signal_closed");
  EXPECT_EQ(verify(), "");
  static constexpr store::Sql kTamper{"test.tamper", "UPDATE reports_signal SET explanation = 'khác'"};
  ASSERT_TRUE(db_->write([&](store::Tx& tx) -> Status {
    tx.exec(kTamper);
    return {};
  }));
  EXPECT_THAT(verify(), HasSubstr("differs from the journal"));
}

TEST_P(SignalWorld, the_list_pages_by_key_and_shows_only_own_units) {
  for (int d = 0; d < 5; ++d)
    for (int i = 0; i < 9; ++i)
      for (const auto* commune : {"xa", "xa-2"}) {
        auto p = at_desk(commune, t("2026-09-07T14:00") + days{d} + minutes{i});
        p.recorded = t("2026-09-07T19:00") + days{d} + minutes{i};
        planter_.plant(p);
      }
  ASSERT_EQ(found().size(), 10U);
  std::set<std::int64_t> seen;
  SignalFilter f{.limit = 2};
  do {
    const auto page = signals_.list(w_.as("kiem"), f);
    EXPECT_EQ(page.open, 5);
    for (const auto& s : page.rows) {
      EXPECT_TRUE(seen.insert(s.row.id).second);
      EXPECT_EQ(s.row.unit, w_.unit("xa/mot-cua"));
    }
    f.after = page.next;
  } while (!f.after.empty());
  EXPECT_EQ(seen.size(), 5U);
  for (const auto& s : signals_.list(w_.identity.system_actor(), {.limit = 50}).rows)
    EXPECT_EQ(signals_.open(w_.as("kiem"), s.row.id).has_value(), s.row.unit == w_.unit("xa/mot-cua"));
}

TEST_P(SignalWorld, pages_lead_from_the_list_to_the_dossiers_and_take_answers) {
  for (int i = 0; i < 60; ++i) {
    auto p = at_desk("xa", t("2026-09-10T14:00") + std::chrono::seconds{30 * i});
    p.recorded = t("2026-09-10T19:00") + std::chrono::seconds{30 * i};
    planter_.plant(p);
  }
  found();
  w_.person("giam-doc", "Đặng Thị Sáu", identity::Role::bpmc_head, "xa/mot-cua");
  web::Shells shells{{}};
  dossier::testing::WorldGate gate{w_};
  web::Router router{{gate, w_.clock}, {.secret = std::string(32, 's')}};
  SignalPages pages{signals_, reports_, w_.identity, shells};
  router.add(web::bind_routes("signals", pages, SignalPages::routes()));
  const auto client = [&](std::string who) {
    web::testing::Client c(router);
    c.cookies["phien"] = std::move(who);
    return c;
  };
  EXPECT_EQ(client("ha").get("/dau-hieu").status, 403);
  const auto path = "/dau-hieu/" + std::to_string(first().line.row.id);
  const auto list = client("kiem").get("/dau-hieu");
  EXPECT_THAT(list.body, HasSubstr("Nhập dồn ngoài giờ"));
  EXPECT_THAT(list.body, HasSubstr(path));
  EXPECT_THAT(client("kiem").get("/dau-hieu?muc=da-dong").body, HasSubstr("Không có dấu hiệu nào"));
  EXPECT_THAT(client("kiem").get("/dau-hieu/quy-tac").body, HasSubstr("khả năng ngẫu nhiên không quá 1 phần nghìn"));
  const auto page = client("kiem").get(path);
  EXPECT_THAT(page.body, HasSubstr("/ho-so/H20.39.5-10001\""));
  EXPECT_THAT(page.body, HasSubstr("Có thể đúng quy định khi"));
  EXPECT_THAT(page.body, Not(HasSubstr("H20.39.5-10060\"")));
  EXPECT_THAT(client("kiem").get(path + "?sau=50").body, HasSubstr("H20.39.5-10060\""));
  EXPECT_EQ(client("kiem").get("/dau-hieu/77").status, 404);
  EXPECT_THAT(client("thanh").get(path).body, Not(HasSubstr("Ghi giải trình"))) << "may look, not explain";
  auto head = client("giam-doc");
  const auto wrong = head.post(path + "/giai-trinh", {{"v", "1"}, {"giai_trinh", "ngắn"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(wrong.body, HasSubstr("ngắn")) << "nothing typed is lost";
  EXPECT_EQ(head.post(path + "/giai-trinh", {{"v", "1"}, {"giai_trinh", "Mất điện cả buổi chiều, nhập lại lúc tối."}}).status, 303);
  EXPECT_THAT(client("kiem").get(path).body, HasSubstr("Mất điện cả buổi chiều"));
  EXPECT_EQ(client("kiem").post(path + "/ket-luan", {{"v", "2"}, {"ket_luan", "Đã xem thông báo."}}).status, 422) << "no outcome chosen";
  EXPECT_EQ(
      client("kiem").post(path + "/ket-luan", {{"v", "2"}, {"ket_qua", "lawful"}, {"ket_luan", "Đã xem thông báo của điện lực."}}).status,
      303);
  EXPECT_THAT(client("kiem").get("/dau-hieu?muc=da-dong").body, HasSubstr(path));
}

}  // namespace
}  // namespace motcua::reports
