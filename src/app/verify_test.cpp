// One value changed behind the program's back, in each column of each table: `verify` tells, and names the table.
#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "app/demo_life.hpp"
#include "app/demo_links.hpp"
#include "app/demo_money.hpp"
#include "app/demo_post.hpp"
#include "app/demo_queue.hpp"
#include "app/demo_reform.hpp"
#include "app/demo_survey.hpp"
#include "app/desk_services.hpp"
#include "app/form_sources.hpp"
#include "app/jobs.hpp"
#include "app/people.hpp"
#include "app/testing_world.hpp"
#include "identity/totp.hpp"
#include "reports/forms.hpp"
#include "reports/periods.hpp"
#include "store/testing_raw.hpp"
#include "store/verify.hpp"

namespace motcua::app {
namespace {

using store::RawDatabase;

// What the record does not rest on. A table or column missing here must be proven.
struct Exempt {
  std::string_view table, column;  // column "*": the whole table
  std::string_view why;
};
constexpr auto kExempt = std::to_array<Exempt>({
    {"catalog_draft", "*", "an upload between preview and application, for a day"},
    {"catalog_draft_pack", "*", "as its draft"},
    {"catalog_word", "*", "the search index, made from the procedures"},
    {"calendar_revision", "*", "tells a running program to read the calendar again"},
    {"dossier_alert", "*", "a reminder; that a dossier is late is told by its journal"},
    {"dossier_watch", "*", "when to look at a dossier again; made anew from its due moment"},
    {"identity_account", "created_at", "the first row of its journal tells it"},
    {"identity_account", "last_sign_in", "its journal tells each sign-in"},
    {"identity_credential", "changed_at", "its journal tells it"},
    {"identity_delegation", "created_at", "its journal tells it"},
    {"identity_totp", "confirmed_at", "its journal tells it"},
    {"identity_totp", "last_step", "the last code taken, so that none is taken twice"},
    {"identity_recovery_code", "*", "opens the door once, is no evidence"},
    {"identity_person", "folded", "made from the name for search"},
    {"identity_person", "sort_key", "made from the name for order"},
    {"identity_unit_name", "folded", "made from the name for search"},
    {"identity_tree", "*", "tells a running program to read the units again"},
    {"reports_signal_round", "*", "how far a rule has looked"},
    {"reports_standard", "*", "learned anew each day from the steps that were done"},
    {"reform_watch", "*", "the last day reminders were made for"},
    {"reports_watermark", "*", "how far the sums have come; the sums themselves are proven"},
    {"store_access", "*", "who read what is no part of the record; the database refuses changes to it"},
    {"review_step", "after_times", "read only where after_hours is told"},
    {"review_step", "after_hired", "as after_times"},
    {"review_step", "after_fee", "as after_times"},
    {"store_blob", "type", "what the browser said; the dossier keeps what the content is"},
    {"store_blob", "created_at", "the dossier's journal tells it"},
    {"store_blob", "scan_note", "what the scanner said"},
    {"store_counter", "*", "no slice counts here; numbers of dossiers have their own"},
    {"store_migration", "*", "compared with the program at each start, before anything is verified"},
    {"store_outbox", "*", "messages on their way"},
    {"store_seal", "stamp", "proven by the stamper's own certificate"},
    {"store_seal", "at", "proven by the stamp, and by the next seal"},
    {"store_settled", "*", "how far a worker has looked"},
    {"identity_session", "*", "who is signed in now"},
    {"identity_citizen", "*", "what a person says of himself: proves nothing"},
    {"identity_citizen_contact", "*", "how a person can be reached: opens the account, is no evidence"},
    {"identity_citizen_code", "*", "codes of the last day"},
    {"identity_citizen_session", "*", "who is signed in now"},
    {"identity_sso_used", "*", "ways of the last minutes, so that none serves twice"},
    {"notify_message", "*", "texts on their way; what they tell of is told by the journals"},
    {"dossier_usual", "*", "learned anew each day; nothing rests on it"},
    {"dossier_reply_draft", "*", "typed and not sent: what is sent is told by the journal"},
    {"dossier_reply_draft_file", "*", "uploaded and not sent: what is sent is told by the journal"},
    {"portal_board", "*", "where a print hangs; nothing rests on it"},
    {"portal_scan", "*", "how often a print was read"},
    {"identity_sign_in_try", "*", "wrong passwords of the last minutes"},
    {"store_lease", "*", "which instance works now"},
    {"store_idempotency", "*", "answers kept for a form that is sent twice"},
    {"store_delivery", "*", "how often a message was tried"},
});
// Ways a dossier can go that the demonstration does not go yet.
constexpr auto kNotLived = std::to_array<std::string_view>(
    {"dossier_archive", "dossier_correction", "dossier_ending", "dossier_merger", "dossier_merger_case", "dossier_merger_right",
     "dossier_merger_unit", "dossier_obligation", "dossier_opinion", "dossier_proposal", "dossier_reroute", "dossier_site_check",
     "dossier_supplement", "dossier_supplement_item", "dossier_supplement_reply", "reports_signal", "reports_signal_case", "dossier_filing",
     "dossier_filing_file", "feedback_rating", "feedback_report", "reform_adjustment", "reform_budget", "reform_evidence", "reform_recheck",
     "reform_reminder", "reform_sample",
     // the demonstration has no gateway and no month that is over: tests of their own slices change their rows
     "money_gateway_order", "post_settlement", "post_transfer",
     // facts of a scoring round are frozen when it is published
     "indices_card_fact"});
bool exempt(const std::string& table, const std::string& column) {
  return std::ranges::any_of(kExempt, [&](const Exempt& e) { return e.table == table && (e.column == "*" || e.column == column); });
}

// A row in the middle of the table, by its key.
struct Target {
  std::string where;
  RawDatabase::Cell value;
};
std::optional<Target> target(RawDatabase& db, const std::string& table, const std::vector<RawDatabase::Column>& columns,
                             const std::string& column) {
  std::string keys;
  std::vector<std::string> names;
  for (const auto& c : columns)
    if (c.in_key) names.push_back(c.name), keys += c.name + ", ";
  if (names.empty()) return std::nullopt;
  const auto count = std::stoll(db.one("SELECT count(*) FROM " + table).value_or("0"));
  if (count == 0) return std::nullopt;
  const auto order = keys.substr(0, keys.size() - 2);
  const auto rows = db.rows(fmt::format("SELECT {}{} FROM {} ORDER BY {} LIMIT 1 OFFSET {}", keys, column, table, order, count / 2));
  Target t;
  for (std::size_t i = 0; i < names.size(); ++i)
    t.where += (i ? " AND " : "") + names[i] + " = " + store::quoted(rows.at(0).at(i).value_or(""));
  t.value = rows.at(0).back();
  return t;
}

// The same kind of value, a little different.
std::string other(const RawDatabase::Column& column, const RawDatabase::Cell& value) {
  using Kind = RawDatabase::Column::Kind;
  // SQLite knows no truth: 1 becomes 0, which is another value whatever the column means.
  if (column.kind == Kind::number) return !value ? "1" : *value == "1" ? "0" : std::to_string(std::stoll(*value) + 1);
  if (column.kind == Kind::truth) return value && (*value == "1" || *value == "t") ? "FALSE" : "TRUE";
  auto text = value.value_or("");
  if (text.empty()) return "'x'";
  auto& letter = text[text.size() / 2];
  // A letter of a word or a digit becomes its neighbour; JSON and UTF-8 stay readable.
  if (const auto at = std::ranges::find_if(text, [](char c) { return (c >= 'a' && c < 'z') || (c >= '0' && c < '9'); }); at != text.end())
    ++*at;
  else
    letter = 'x';
  return store::quoted(text);
}

std::string bytes_of(const std::string& base32) {
  std::string bytes;
  unsigned bits = 0, held = 0;
  for (const char c : base32) {
    bits = bits << 5 | static_cast<unsigned>(c >= 'A' ? c - 'A' : c - '2' + 26);
    if ((held += 5) >= 8) bytes += static_cast<char>(bits >> (held -= 8) & 0xFF);
  }
  return bytes;
}

// What the demonstration does not do by itself: settings of units and accounts, a file, a report that is signed off, a late holiday.
void fill(testing::World& world) {
  auto& s = *world.services;
  const auto unit = s.identity.tree()->by_key("dong-thap/xa-tam-nong");
  const auto acting = [&](const std::string& user, std::string_view key) {
    const auto account = s.db->read([&](store::ReadTx& tx) { return s.identity.account_by_name(tx, user); });
    return s.identity.load_actor(account->id, s.identity.tree()->by_key(key)).value();
  };
  const auto admin = acting("quantri.tamnong", "dong-thap/xa-tam-nong/ubnd");
  const auto leader = acting("lanhdao.tamnong", "dong-thap/xa-tam-nong/ubnd");
  const auto control = acting("kiemsoat.tamnong", "dong-thap/xa-tam-nong/ubnd");
  const auto other = s.db->read([&](store::ReadTx& tx) { return s.identity.account_by_name(tx, "chutich.tamnong"); });
  const auto today = day_of(world.clock.now());
  EXPECT_TRUE(
      s.accounts.delegate(leader, other->id, identity::Role::approver, {unit, true}, {today, today + std::chrono::days{5}}, "đi học"));
  const auto enrolment = s.accounts.begin_totp(leader);
  ASSERT_TRUE(enrolment);
  EXPECT_TRUE(
      s.accounts.confirm_totp(leader, identity::totp_code(bytes_of(enrolment->secret_base32), identity::totp_step(world.clock.now()))));

  const calendar::Scope scope{calendar::ScopeLevel::unit, unit.value};
  const calendar::Actor clerk{admin.account_id, unit.value};
  EXPECT_TRUE(s.calendars.set_weekday(
      {scope,
       {.weekday = std::chrono::Saturday,
        .sessions = {{calendar::TimeOfDay::of(7, 30), calendar::TimeOfDay::of(11, 30), calendar::SessionKind::reception_only}},
        .valid_from = today,
        .source = "Quyết định 15/QĐ-UBND"}},
      clerk));
  EXPECT_TRUE(s.lateness.set_rung(admin, unit, "half", "share 40", {dossier::Recipient::officer}, "Quy chế"));
  const dossier::CalendarChange change{scope,
                                       "Xã Tam Nông",
                                       {.exceptions = {{.first = today + std::chrono::days{1},
                                                        .last = today + std::chrono::days{2},
                                                        .kind = calendar::ExceptionKind::emergency_closed,
                                                        .reason = "Bão",
                                                        .source = "Công điện 12"}}},
                                       today + std::chrono::days{1},
                                       "Nghỉ đột xuất"};
  ASSERT_TRUE(s.calendars.apply(change.scope, change.change, clerk));
  const auto plan = s.rescheduling.propose(control, change);
  ASSERT_TRUE(plan) << plan.error().message;
  const auto moved = s.rescheduling.apply(control, *plan);
  ASSERT_TRUE(moved) << moved.error().message;
  EXPECT_GT(*moved, 0);

  const auto reform = make_demo_reform(s);
  EXPECT_TRUE(reform) << reform.error().message;
  const auto asked = make_demo_survey(s);
  EXPECT_TRUE(asked) << asked.error().message;

  reports::Question question;
  question.unit = unit;
  question.period = reports::official_period(reports::PeriodKind::month, 2026, 10);
  EXPECT_TRUE(s.reports.set_target(control, unit, {"dung-han", reports::TargetKind::fixed, 970, "Kế hoạch 12/KH-UBND"}));
  EXPECT_TRUE(s.flow.set_standard(control, s.identity.tree()->by_key("dong-thap/xa-tam-nong/ubnd"),
                                  {"1.001193", "tham-tra", 25, "Biên bản đo thời gian 02/BB"}));
  EXPECT_TRUE(s.reports.freeze(control, reports::forms().front(), question, "chốt"));
  FormServices forms(*s.db, s.clock, s.identity, s.catalog, s.reports);
  EXPECT_TRUE(forms.forms.enter(control,
                                {reports::mixed_form("08b"), reports::official_period(reports::PeriodKind::quarter, 2026, 3), unit},
                                {.row = "don-vi", .values = {{5, "3"}}, .source = "Báo cáo 12/BC-UBND", .source_day = "10/09/2026"}));

  const auto entered = People(s).citizens.enter(
      {.issuer = "https://xacthuc.example", .subject = "TD-1", .profile = {"Lê Thị Mơ", "087190001234", "", "", ""}}, {"test"});
  EXPECT_TRUE(entered) << entered.error().message;

  // Receipts, a statement, a closed sheet.
  EXPECT_TRUE(make_demo_life(s, world.clock, world.clock.now()));
  const auto receipts = make_demo_money(s);
  ASSERT_TRUE(receipts) << receipts.error().message;
  const auto slips = make_demo_post(s, world.clock, world.clock.now());
  ASSERT_TRUE(slips) << slips.error().message;
  const auto tickets = make_demo_queue(s, world.clock, world.clock.now());
  ASSERT_TRUE(tickets) << tickets.error().message;
  DeskServices services(s);
  const auto cashier = acting("thuquy.tamnong", "dong-thap/xa-tam-nong/ttpvhcc");
  const auto sheet = services.money.open_sheet(cashier, cashier.acting_unit());
  const auto closed = services.money.close(cashier, {sheet.unit, sheet.sheet, sheet.sums.cash, "PN 1", ""});
  EXPECT_TRUE(closed) << closed.error().message;

  auto desk = world.as("tiepnhan.tamnong");
  store::RawDatabase raw(world.database.url());
  const auto code = raw.one(fmt::format("SELECT code FROM dossier_case WHERE running AND received_unit = {} ORDER BY id LIMIT 1",
                                        s.identity.tree()->by_key("dong-thap/xa-tam-nong/ttpvhcc").value));
  EXPECT_EQ(desk.get("/ho-so/" + code.value_or("")).status, 200) << "reading is logged";
  const auto upload = world.database.folder() / "to-khai.pdf";
  std::ofstream(upload) << "%PDF-1.7 một tờ";
  const auto receptionist = acting("tiepnhan.tamnong", "dong-thap/xa-tam-nong/ttpvhcc");
  const auto file = s.dossiers.open(receptionist, code.value_or(""), "test");
  ASSERT_TRUE(file);
  const auto added = s.files.add(receptionist, {file->dossier.id, file->dossier.version}, upload, "Tờ khai.pdf", "");
  EXPECT_TRUE(added) << added.error().message;

  const auto linked = make_demo_links(s);
  ASSERT_TRUE(linked) << linked.error().message;
  const auto waiting = s.links.queue(control).at(0);
  const auto determined =
      s.links.determine(control, {waiting.id, waiting.version}, {s.links.agencies().front(), "Quyết định phân cấp", true});
  EXPECT_TRUE(determined) << determined.error().message;
}

class VerifyEachTable : public ::testing::TestWithParam<store::Engine> {};
MOTCUA_EACH_ENGINE(VerifyEachTable);

TEST_P(VerifyEachTable, tells_a_changed_value_in_each_column) {
  testing::World world(GetParam());
  world.demo(24);
  ASSERT_NO_FATAL_FAILURE(fill(world));
  for (const auto& job : jobs(*world.services, "test")) job.run();
  auto verifiers = world.services->verifiers();
  std::ranges::move(DeskServices(*world.services).verifiers(), std::back_inserter(verifiers));
  const auto verify = [&] { return store::verify(*world.services->db, verifiers).first(); };
  ASSERT_EQ(verify(), "");
  RawDatabase raw(world.database.url());
  std::set<std::string> empty;
  // The checks are the same on both engines: every column on SQLite, one of each table on PostgreSQL.
  const bool one_each = GetParam() == store::Engine::postgres;
  int changed = 0;
  for (const auto& table : raw.tables()) {
    const auto columns = raw.columns(table);
    int of_table = 0;
    for (const auto& column : columns) {
      if (exempt(table, column.name) || (one_each && of_table > 0)) continue;
      const auto at = target(raw, table, columns, column.name);
      if (!at) {
        empty.insert(table);
        break;
      }
      const auto set = fmt::format("UPDATE {} SET {} = ", table, column.name);
      const auto fresh = other(column, at->value);
      if (!raw.change(set + fresh + " WHERE " + at->where)) continue;  // the database itself refuses
      ++changed, ++of_table;
      EXPECT_NE(verify(), "") << table << "." << column.name << " " << at->value.value_or("NULL") << " -> " << fresh;
      auto where = at->where;
      if (column.in_key) {  // the row is now found under its new key
        const auto old = column.name + " = " + store::quoted(at->value.value_or(""));
        where.replace(where.find(old), old.size(), column.name + " = " + fresh);
      }
      const auto back =
          at->value ? (column.kind == RawDatabase::Column::Kind::text ? store::quoted(*at->value) : "'" + *at->value + "'") : "NULL";
      ASSERT_EQ(raw.change(set + back + " WHERE " + where), 1) << table << "." << column.name;
    }
  }
  EXPECT_GT(changed, one_each ? 35 : 300);
  for (const auto& table : empty)
    EXPECT_TRUE(std::ranges::find(kNotLived, table) != kNotLived.end())
        << table << ": a table the demonstration leaves empty proves nothing";
  EXPECT_EQ(verify(), "");
}

}  // namespace
}  // namespace motcua::app
