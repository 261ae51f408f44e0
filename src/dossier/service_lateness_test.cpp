// Warnings, form 04 and the lists of lateness through the real services, on both databases.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

#include "dossier/service.hpp"
#include "dossier/service_lateness.hpp"
#include "dossier/testing_world.hpp"
#include "store/outbox.hpp"
#include "store/verify.hpp"

namespace motcua::dossier {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class LatenessService : public ::testing::TestWithParam<store::Engine> {
 protected:
  LatenessService() {
    using enum identity::Role;
    w_.person("giamdoc", "Lê Thị Giám Đốc", bpmc_head, "xa/mot-cua");
    w_.person("chutich", "Cao Văn Chủ Tịch", leader, "xa/ubnd");
  }
  template <class R> static std::string key(const R& r) { return r ? "" : r.error().key; }
  template <class R> static std::string told(const R& r) { return r ? "" : r.error().key + ": " + r.error().message; }
  std::int64_t ok(const Result<std::int64_t>& r) {
    EXPECT_TRUE(r) << told(r);
    return r.value_or(0);
  }
  // Received on Monday 5/10/2026 09:10, due on Wednesday 7/10 17:00, in the hands of Hà.
  Ref working(const Accepted& a) {
    Ref r{a.id, 1};
    r.version = ok(w_.dossiers.hand_over(w_.as("nhung"), r, w_.unit("xa/van-phong")));
    r.version = ok(w_.dossiers.assign(w_.as("khanh"), r, w_.account("ha")));
    r.version = ok(w_.dossiers.begin_work(w_.as("ha"), r));
    return r;
  }
  void at(std::string_view moment) { w_.clock.set(parse_instant(moment).value()); }
  CaseFile file(const Accepted& a) { return w_.dossiers.open(w_.as("nhung"), a.code, "test").value(); }
  std::vector<std::string> alerts(std::string_view who) {
    std::vector<std::string> words;
    for (const auto& a : late_.alerts(w_.as(who))) words.push_back(a.words);
    return words;
  }
  LateFilter period() const {
    return {.unit = {}, .from = parse_day("2026-10-01").value(), .to = parse_day("2026-10-31").value(), .after = {}};
  }
  std::string verify() {
    auto all = w_.dossiers.verifiers();
    for (auto& v : late_.verifiers()) all.push_back(std::move(v));
    return store::verify(*database_, all).first();
  }
  int messages(std::string_view topic) {
    int n = 0;
    store::OutboxWorker worker(*database_, w_.clock);
    worker.subscribe("test", std::string(topic), [&](const store::Delivery&) -> Status {
      ++n;
      return {};
    });
    while (worker.run_once() > 0) {
    }
    return n;
  }

  store::TestDatabase database_{testing::all_tables(), GetParam()};
  testing::World w_{*database_};
  Lateness late_{*database_, w_.clock, w_.ids, w_.dossiers, w_.identity};
};
MOTCUA_EACH_ENGINE(LatenessService);

TEST_P(LatenessService, climbs_the_ladder_and_tells_each_person_once) {
  const auto a = w_.accepted(1);
  working(a);
  EXPECT_EQ(late_.round("may-1").warned, 0);
  EXPECT_THAT(alerts("ha"), ElementsAre());

  at("2026-10-06T14:30");  // half of the term, and two working days before the due moment (Monday 17:00) have passed
  auto round = late_.round("may-1");
  EXPECT_EQ(round.warned, 1) << "the officer: half of the time is the highest rung reached";
  EXPECT_EQ(round.drafted, 0);
  EXPECT_THAT(alerts("ha"), ElementsAre("Đã dùng một nửa thời hạn"));
  EXPECT_EQ(late_.round("may-1").warned, 0) << "once";
  EXPECT_THAT(alerts("khanh"), ElementsAre());

  at("2026-10-06T17:00");  // one working day before
  round = late_.round("may-1");
  EXPECT_EQ(round.warned, 2) << "head of the division and of the desk";
  EXPECT_EQ(round.drafted, 1);
  EXPECT_THAT(alerts("khanh"), ElementsAre("Còn 1 ngày làm việc, chưa ký văn bản xin lỗi"));
  EXPECT_THAT(alerts("giamdoc"), ElementsAre("Còn 1 ngày làm việc, chưa ký văn bản xin lỗi"));
  EXPECT_THAT(alerts("chutich"), ElementsAre());

  at("2026-10-07T17:01");
  EXPECT_EQ(late_.round("may-1").warned, 3) << "officer, head, leader";
  EXPECT_THAT(alerts("chutich"), ElementsAre("Đã quá hẹn"));
  EXPECT_EQ(late_.round("may-1").warned, 0);
  EXPECT_EQ(late_.round("may-1").looked, 0) << "nothing left to watch";

  const auto mine = late_.alerts(w_.as("chutich"));
  ASSERT_EQ(mine.size(), 1U);
  EXPECT_EQ(key(late_.mark_seen(w_.as("khanh"), mine.front().id)), "dossier.no_such_alert") << "not his";
  EXPECT_TRUE(late_.mark_seen(w_.as("chutich"), mine.front().id));
  EXPECT_EQ(late_.count_alerts(w_.as("chutich")), 0);
  EXPECT_EQ(messages("dossier.warned"), 3) << "one message a rung, with all who were told";
  EXPECT_EQ(file(a).dossier.version, 4) << "being warned never disturbs who works on the dossier";
  EXPECT_EQ(verify(), "");
}

TEST_P(LatenessService, warns_once_after_a_long_stop_and_not_at_all_when_settled) {
  const auto a = w_.accepted(1);
  working(a);
  at("2026-10-20T08:00");
  EXPECT_EQ(late_.round("may-1").warned, 3) << "only the highest rung, not the whole ladder at once";
  EXPECT_THAT(alerts("ha"), ElementsAre("Đã quá hẹn"));
}

TEST_P(LatenessService, is_done_by_one_instance_at_a_time) {
  w_.accepted(1);
  EXPECT_TRUE(late_.round("may-1").held);
  EXPECT_FALSE(late_.round("may-2").held);
  w_.clock.advance(6min);
  EXPECT_TRUE(late_.round("may-2").held) << "the lease of the other one has run out";
}

TEST_P(LatenessService, drafts_form_04_with_cause_new_date_proof_and_signer) {
  const auto a = w_.accepted(1);
  working(a);
  at("2026-10-06T17:00");
  EXPECT_EQ(late_.round("may-1").drafted, 1);
  const auto draft = file(a).apology;
  ASSERT_TRUE(draft);
  EXPECT_EQ(draft->state, ApologyState::draft);
  EXPECT_EQ(draft->cause, "nhieu-ho-so") << "the first cause of the step of a specialist";
  EXPECT_EQ(draft->signer_name, "Nguyễn Văn Thành");
  EXPECT_EQ(iso(draft->due_before), "2026-10-07T17:00:00+07:00");
  EXPECT_EQ(iso(draft->limit), "2026-10-06T17:00:00+07:00");
  EXPECT_GT(draft->due_after, draft->due_before);
  ASSERT_TRUE(draft->why);
  EXPECT_EQ(calendar::recompute(*draft->why), draft->due_after) << "the proof counts to the new date";
  const auto waiting = late_.unsigned_apologies(w_.as("thanh"));
  ASSERT_EQ(waiting.size(), 1U);
  EXPECT_EQ(waiting.front().code, a.code);
  EXPECT_FALSE(waiting.front().past_limit);
  EXPECT_TRUE(late_.unsigned_apologies(w_.as("la")).empty()) << "another commune";
}

TEST_P(LatenessService, a_draft_is_dropped_when_the_result_is_there_in_time) {
  const auto a = w_.accepted(1);
  auto r = working(a);
  at("2026-10-06T17:00");
  late_.round("may-1");
  at("2026-10-07T09:00");
  r.version = ok(w_.dossiers.save_draft_result(w_.as("ha"), r, {"Văn bản chứng thực", "", ""}));
  r.version = ok(w_.dossiers.submit_for_signature(w_.as("ha"), r, w_.account("thanh")));
  r.version = ok(w_.dossiers.approve(w_.as("thanh"), r));
  r.version = ok(w_.dossiers.number_result(w_.as("yen"), r, "CT"));
  ok(w_.dossiers.mark_ready(w_.as("yen"), r));
  EXPECT_EQ(late_.round("may-1").dropped, 1);
  EXPECT_EQ(file(a).apology->state, ApologyState::dropped);
  EXPECT_TRUE(late_.unsigned_apologies(w_.as("thanh")).empty());
  EXPECT_TRUE(late_.missing(period()).rows.empty());
}

TEST_P(LatenessService, sending_moves_the_due_moment_once_and_keeps_both_dates) {
  const auto a = w_.accepted(1);
  auto r = working(a);
  at("2026-10-06T16:00");
  const auto seen = ok(late_.save_apology(w_.as("ha"), a.id, 0, {"xac-minh", "", 2, {}}));
  const auto sent = late_.send_apology(w_.as("thanh"), r, seen);
  ASSERT_TRUE(sent) << told(sent);
  const auto f = file(a);
  EXPECT_EQ(f.dossier.state, (State{BizState::in_process, WorkSub::verifying})) << "the work goes on where it stood";
  EXPECT_EQ(f.dossier.holder_name, "Phạm Thị Thu Hà");
  EXPECT_EQ(iso(f.dossier.due_at), "2026-10-09T17:00:00+07:00");
  ASSERT_TRUE(f.dossier.original_due);
  EXPECT_EQ(iso(*f.dossier.original_due), "2026-10-07T17:00:00+07:00");
  ASSERT_TRUE(f.apology && f.apology->sent_at);
  EXPECT_EQ(f.apology->number, "1/PXL");
  EXPECT_EQ(f.apology->timeliness, Timeliness::in_time);
  ASSERT_TRUE(f.why) << "the new date explains itself too";
  EXPECT_EQ(calendar::recompute(*f.why), f.dossier.due_at);
  EXPECT_EQ(f.events.front().kind, "dossier.extended");
  EXPECT_THAT(f.events.front().detail, HasSubstr("hẹn lại 17:00 09/10/2026 (hẹn đầu 17:00 07/10/2026)"));
  EXPECT_EQ(messages("dossier.extended"), 1) << "whoever tells the applicant hears of it";

  r.version = *sent;
  EXPECT_EQ(key(late_.send_apology(w_.as("thanh"), r, f.apology->version)), "dossier.already_extended");
  EXPECT_EQ(key(late_.save_apology(w_.as("ha"), a.id, f.apology->version, {"xac-minh", "", 5, {}})), "dossier.already_extended");
  EXPECT_EQ(verify(), "");

  // Lateness inside the agency is told against the first promise, the applicant's view against the new one.
  at("2026-10-08T10:00");
  const auto later = file(a);
  ASSERT_TRUE(later.late);
  EXPECT_EQ(iso(later.late->due), "2026-10-07T17:00:00+07:00");
  const auto seen_by_citizen = w_.dossiers.look_up(a.code, a.token);
  ASSERT_TRUE(seen_by_citizen);
  EXPECT_FALSE(seen_by_citizen->late);
  EXPECT_EQ(iso(seen_by_citizen->first_due.value()), "2026-10-07T17:00:00+07:00") << "told that there was an earlier promise";
  EXPECT_THAT(w_.dossiers.receipt(w_.as("nhung"), a.code)->notes, ::testing::Contains(HasSubstr("ngày hẹn đầu: 17:00 07/10/2026")));
}

TEST_P(LatenessService, the_letter_needs_the_right_person_the_seen_draft_and_a_future_date) {
  const auto a = w_.accepted(1);
  const auto r = working(a);
  at("2026-10-06T16:00");
  EXPECT_EQ(key(late_.send_apology(w_.as("thanh"), r, 0)), "dossier.no_apology_draft");
  EXPECT_EQ(key(late_.save_apology(w_.as("ha"), a.id, 0, {"", "", 0, {}})), "dossier.apology_incomplete");
  EXPECT_EQ(key(late_.save_apology(w_.as("ha"), a.id, 0, {"khac", " ", 2, {}})), "dossier.apology_incomplete");
  EXPECT_EQ(key(late_.save_apology(w_.as("nhung"), a.id, 0, {"xac-minh", "", 2, {}})), "dossier.may_not_propose_extension");
  EXPECT_EQ(key(late_.save_apology(w_.as("la"), a.id, 0, {"xac-minh", "", 2, {}})), "dossier.not_found");
  const auto seen = ok(late_.save_apology(w_.as("ha"), a.id, 0, {"khac", "Mất điện cả ngày", 2, {}}));
  for (const auto who : {"ha", "khanh", "nhung", "yen", "kiem", "chutich", "giamdoc"})
    EXPECT_NE(key(late_.send_apology(w_.as(who), r, seen)), "") << who << " does not sign";
  EXPECT_EQ(key(late_.save_apology(w_.as("ha"), a.id, seen - 1, {"xac-minh", "", 3, {}})), "dossier.apology_changed");
  EXPECT_EQ(key(late_.send_apology(w_.as("thanh"), r, seen - 1)), "dossier.apology_changed");
  EXPECT_EQ(key(late_.send_apology(w_.as("thanh"), {r.id, r.version - 1}, seen)), "dossier.changed_meanwhile");
  at("2026-10-12T08:00");
  EXPECT_EQ(key(late_.send_apology(w_.as("thanh"), r, seen)), "dossier.new_date_past");
  EXPECT_EQ(key(late_.save_apology(w_.as("ha"), a.id, seen, {"xac-minh", "", 2, {}})), "dossier.new_date_past");
  const auto again = ok(late_.save_apology(w_.as("ha"), a.id, seen, {"xac-minh", "", 5, {}}));
  ok(late_.send_apology(w_.as("thanh"), r, again));
}

// one-stop.md §13, 6.
TEST_P(LatenessService, acceptance_6_form_04_after_the_due_moment_is_flagged_and_a_second_extension_is_blocked) {
  const auto in_time = w_.accepted(1), short_notice = w_.accepted(2), after_due = w_.accepted(3);
  const auto send = [&](const Accepted& a, Ref r) {
    const auto seen = ok(late_.save_apology(w_.as("ha"), a.id, 0, {"xac-minh", "", 4, {}}));
    return ok(late_.send_apology(w_.as("thanh"), r, seen));
  };
  const auto r1 = working(in_time), r2 = working(short_notice), r3 = working(after_due);
  at("2026-10-06T17:00");
  auto version = send(in_time, r1);
  at("2026-10-07T09:00");
  send(short_notice, r2);
  at("2026-10-08T08:00");
  send(after_due, r3);
  EXPECT_EQ(file(in_time).apology->timeliness, Timeliness::in_time);
  EXPECT_EQ(file(short_notice).apology->timeliness, Timeliness::short_notice);
  EXPECT_EQ(file(after_due).apology->timeliness, Timeliness::after_due);
  EXPECT_EQ(file(after_due).apology->number, "3/PXL");
  EXPECT_EQ(key(late_.send_apology(w_.as("thanh"), {in_time.id, version}, file(in_time).apology->version)), "dossier.already_extended");
  at("2026-10-13T17:01");  // after the new date too
  EXPECT_EQ(late_.round("may-1").drafted, 0) << "no second letter is drafted";
  EXPECT_EQ(verify(), "");
}

TEST_P(LatenessService, lists_in_public_letters_with_masked_names_and_late_dossiers_without_one) {
  const auto sorry = w_.accepted(1), silent = w_.accepted(2), fine = w_.accepted(3);
  const auto r = working(sorry);
  auto done = working(silent);
  at("2026-10-07T09:00");
  ok(late_.send_apology(w_.as("thanh"), r, ok(late_.save_apology(w_.as("ha"), sorry.id, 0, {"khac", "Bà Bích ốm", 3, {}}))));
  at("2026-10-08T09:00");
  const auto sent = late_.sent(period());
  ASSERT_EQ(sent.rows.size(), 1U);
  EXPECT_EQ(sent.total, 1);
  EXPECT_EQ(sent.rows[0].masked_name, "Trần T. N. B.");
  EXPECT_EQ(sent.rows[0].cause_words, "Lý do khác") << "what was typed by hand is not shown to the public";
  EXPECT_EQ(sent.rows[0].unit_name, "Ủy ban nhân dân xã Tân Phú");
  auto missing = late_.missing(period());
  ASSERT_EQ(missing.rows.size(), 2U) << "two are past their date, nobody apologised";
  EXPECT_EQ(missing.total, 2);
  EXPECT_EQ(missing.rows[0].late_minutes, 90) << "from 07:30 to 09:00";
  // Settled too late without a letter: it stays on the list. Settled or not, the letter of another one does not help.
  done.version = ok(w_.dossiers.save_draft_result(w_.as("ha"), done, {"Văn bản", "", ""}));
  done.version = ok(w_.dossiers.submit_for_signature(w_.as("ha"), done, w_.account("thanh")));
  done.version = ok(w_.dossiers.approve(w_.as("thanh"), done));
  done.version = ok(w_.dossiers.number_result(w_.as("yen"), done, "CT"));
  ok(w_.dossiers.mark_ready(w_.as("yen"), done));
  missing = late_.missing(period());
  ASSERT_EQ(missing.rows.size(), 2U);
  auto filter = period();
  filter.unit = w_.unit("xa-2/ubnd");
  EXPECT_TRUE(late_.missing(filter).rows.empty());
  EXPECT_TRUE(late_.sent(filter).rows.empty());
  filter = period();
  filter.limit = 1;
  const auto first = late_.missing(filter);
  ASSERT_EQ(first.rows.size(), 1U);
  ASSERT_FALSE(first.next.empty());
  filter.after = first.next;
  const auto second = late_.missing(filter);
  ASSERT_EQ(second.rows.size(), 1U);
  EXPECT_NE(second.rows[0].code, first.rows[0].code);
  EXPECT_EQ(second.next, "");
  EXPECT_THAT(late_.units_with_lateness(), ElementsAre(w_.unit("xa/ubnd")));
  (void)fine;
}

TEST_P(LatenessService, lateness_of_a_settled_dossier_is_shared_among_its_steps_to_the_minute) {
  const auto a = w_.accepted(1);
  Ref r{a.id, 1};
  at("2026-10-05T11:00");
  r.version = ok(w_.dossiers.hand_over(w_.as("nhung"), r, w_.unit("xa/van-phong")));
  at("2026-10-06T08:00");
  r.version = ok(w_.dossiers.assign(w_.as("khanh"), r, w_.account("ha")));
  at("2026-10-09T10:00");
  r.version = ok(w_.dossiers.save_draft_result(w_.as("ha"), r, {"Văn bản", "", ""}));
  r.version = ok(w_.dossiers.submit_for_signature(w_.as("ha"), r, w_.account("thanh")));
  at("2026-10-12T10:00");
  r.version = ok(w_.dossiers.approve(w_.as("thanh"), r));
  r.version = ok(w_.dossiers.number_result(w_.as("yen"), r, "CT"));
  at("2026-10-12T10:15");
  ok(w_.dossiers.mark_ready(w_.as("yen"), r));
  const auto late = file(a).late;
  ASSERT_TRUE(late);
  EXPECT_EQ(late->split.late, 2 * 480 + 150 + 15) << "Thursday, Friday, and Monday from 07:30 to 10:15";
  EXPECT_EQ(std::accumulate(late->split.shares.begin(), late->split.shares.end(), std::int64_t{0}), late->split.late);
  EXPECT_EQ(late->split.unexplained, 0);
  std::int64_t used = 0;
  for (const auto& s : late->stretches) used += s.used;
  EXPECT_EQ(used, 5 * 480 + 165 - 100) << "from Monday 09:10 to the Monday after 10:15, every working minute once";
  const auto units = sum_by(LateBy::unit, late->stretches, late->split);
  ASSERT_EQ(units.size(), 2U);
  EXPECT_EQ(units[0].name, "Văn phòng HĐND và UBND xã Tân Phú");
  EXPECT_EQ(units[1].name, "Ủy ban nhân dân xã Tân Phú");
  EXPECT_GT(units[0].minutes, units[1].minutes) << "the office took three days and more, the signature one";
}

TEST_P(LatenessService, shares_of_the_term_pass_over_the_time_the_clock_stood) {
  const auto calendar = w_.dossiers.calendar_of(w_.unit("xa/mot-cua")).value();
  CaseRecord c;
  c.legal_start = parse_instant("2026-10-05T07:30").value();
  EXPECT_EQ(iso(unpaused_start(c, *calendar)), "2026-10-05T07:30:00+07:00");
  ClockFacts facts;
  facts.pause(parse_instant("2026-10-05T09:30").value(), "nộp thuế");
  facts.resume(parse_instant("2026-10-06T09:30").value());  // eight working hours
  c.clock = clock_json(facts);
  EXPECT_EQ(iso(unpaused_start(c, *calendar)), "2026-10-05T17:00:00+07:00");
  // Due on Wednesday 17:00: half of the 16 hours that count is Tuesday 17:00, not Tuesday 13:30.
  const auto half =
      moment_of(WarnAt::parse("share 500").value(), *calendar, unpaused_start(c, *calendar), parse_instant("2026-10-07T17:00").value());
  EXPECT_EQ(iso(half.value()), "2026-10-06T17:00:00+07:00");
}

TEST_P(LatenessService, a_unit_sets_its_own_rungs_from_today_on) {
  const auto office = w_.unit("xa/van-phong");
  const auto kiem = w_.as("kiem");
  EXPECT_EQ(key(late_.set_rung(w_.as("ha"), office, "half", "share 30", {Recipient::officer}, "QĐ 1")), "identity.not_permitted");
  EXPECT_EQ(key(late_.set_rung(kiem, office, "half", "share 0", {}, "")), "dossier.rung_invalid");
  EXPECT_EQ(key(late_.set_rung(kiem, office, "no-such", "due", {Recipient::officer}, "QĐ 1")), "dossier.no_such_rung");
  ASSERT_TRUE(late_.set_rung(kiem, office, "half", "share 100", {Recipient::officer, Recipient::head}, "Quy chế Văn phòng"));
  ASSERT_TRUE(late_.set_rung(kiem, office, "half", "share 200", {Recipient::head}, "Quy chế Văn phòng")) << "set twice on one day";
  auto ladder = late_.ladder(kiem, office);
  ASSERT_TRUE(ladder) << told(ladder);
  EXPECT_TRUE(ladder->front().own);
  EXPECT_EQ(ladder->front().rung.when.amount, 200);
  EXPECT_FALSE(late_.ladder(kiem, w_.unit("xa/kinh-te"))->front().own);
  const auto a = w_.accepted(1);
  working(a);
  at("2026-10-05T14:00");  // 20% of 1340 minutes is 268
  EXPECT_EQ(late_.round("may-1").warned, 0);
  at("2026-10-05T15:10");
  EXPECT_EQ(late_.round("may-1").warned, 1);
  EXPECT_THAT(alerts("khanh"), ElementsAre("Đã dùng một nửa thời hạn"));
  EXPECT_THAT(alerts("ha"), ElementsAre());
  ASSERT_TRUE(late_.reset_rung(kiem, office, "half"));
  EXPECT_FALSE(late_.ladder(kiem, office)->front().own);
  EXPECT_EQ(verify(), "");
}

}  // namespace
}  // namespace motcua::dossier
