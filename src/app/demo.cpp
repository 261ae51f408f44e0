#include "app/demo.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <queue>
#include <random>

#include "app/demo_indices.hpp"
#include "app/demo_people.hpp"
#include "base/log.hpp"
#include "catalog/cases.hpp"

namespace motcua::app {

using dossier::AccountId;
using dossier::Actor;
using dossier::Ref;
using dossier::UnitId;
using identity::Role;

namespace {

// Procedures people come for most, with weights, and who settles them.
struct Wish {
  std::string_view code;
  unsigned weight;
  std::string_view place;    // unit below the commune that settles
  std::string_view officer;  // post
  std::string_view head;
};
constexpr auto kWishes = std::to_array<Wish>({
    {"1.001193", 16, "phong-vhxh", "tuphap", "truongphong"},   // khai sinh
    {"1.004873", 16, "phong-vhxh", "tuphap", "truongphong"},   // xác nhận tình trạng hôn nhân
    {"1.000894", 8, "phong-vhxh", "tuphap", "truongphong"},    // kết hôn
    {"1.000656", 6, "phong-vhxh", "tuphap", "truongphong"},    // khai tử
    {"2.000635", 10, "phong-vhxh", "tuphap", "truongphong"},   // bản sao trích lục
    {"1.004859", 4, "phong-vhxh", "tuphap", "truongphong"},    // thay đổi, cải chính
    {"2.000815", 18, "phong-vhxh", "tuphap", "truongphong"},   // chứng thực bản sao
    {"2.000884", 8, "phong-vhxh", "tuphap", "truongphong"},    // chứng thực chữ ký
    {"2.000913", 4, "phong-vhxh", "tuphap", "truongphong"},    // giao dịch
    {"1.001731", 3, "phong-vhxh", "xahoi", "truongphong"},     // mai táng phí
    {"1.001653", 3, "phong-vhxh", "xahoi", "truongphong"},     // giấy xác nhận khuyết tật
    {"1.001612", 4, "phong-kt", "diachinh", "truongphongkt"},  // hộ kinh doanh
});

enum class Stage : std::uint8_t { accept, hand_over, take, assign, begin, draft, submit, endorse, approve, number, ready, give_back, end };
// The share of the time a dossier takes that has passed when a stage is done; what follows `ready` happens after the end.
constexpr std::array<double, 13> kShare{0, 0.03, 0.06, 0.1, 0.14, 0.45, 0.6, 0.7, 0.8, 0.9, 1.0, 1.25, 2};
// Where a dossier can be left lying: at the desk, with the head, with the officer, at review, at signature, at the clerk.
constexpr auto kLeftAt = std::to_array({Stage::hand_over, Stage::take, Stage::assign, Stage::begin, Stage::draft, Stage::draft,
                                        Stage::submit, Stage::endorse, Stage::endorse, Stage::approve, Stage::number, Stage::ready});

struct Plan {
  std::size_t place{};
  const Wish* wish{};
  Stage stage = Stage::accept;
  Ref ref;
  std::string code, applicant;
  double pace = 1;             // of the term used; above 1 it comes late
  bool collected = true;       // false: the applicant has not come yet
  bool reviewed = false;       // the head looks at it before it is signed
  Stage left_at = Stage::end;  // nobody does this stage any more
  Instant received, due;
  bool by_post_clerk = false;
};

struct Turn {
  Instant at;
  std::size_t plan;
  friend bool operator>(const Turn& a, const Turn& b) { return a.at != b.at ? a.at > b.at : a.plan > b.plan; }
};

class Demo {
 public:
  Demo(Services& services, FixedClock& clock, Instant now, const DemoOptions& options)
      : s_(services), clock_(clock), now_(now), options_(options), random_(options.seed) {}

  Result<DemoReport> run() {
    clock_.set(first_moment() - std::chrono::hours{24 * 30});
    TRY_VOID(s_.seed_shipped());
    TRY_VOID(make_accounts());
    TRY_VOID(plan_receptions());
    while (!turns_.empty() && turns_.top().at <= now_) {
      const auto turn = turns_.top();
      turns_.pop();
      clock_.set(turn.at);
      TRY_VOID(take_turn(turn.plan));
    }
    clock_.set(now_);
    TRY_VOID(demo_indices(s_, as(0, "kiemsoat"), kDemoPassword));
    report_.accounts = demo_accounts(true);
    return report_;
  }

 private:
  Day today() const { return day_of(now_); }
  UnitId unit(std::size_t place, std::string_view below) const {
    return s_.identity.tree()->by_key(fmt::format("{}/{}", demo_places()[place].key, below));
  }
  // Rights change by the day only, so an actor serves a day.
  const Actor& as(std::size_t place, std::string_view post) {
    auto& [day, actor] = actors_[{place, std::string(post)}];
    if (const auto now = day_of(clock_.now()); day != now) {
      const auto& [account, unit] = people_.at(fmt::format("{}.{}", post, demo_places()[place].suffix));
      actor = s_.identity.load_actor(account, unit).value();
      day = now;
    }
    return actor;
  }
  AccountId account(std::size_t place, std::string_view post) const {
    return people_.at(fmt::format("{}.{}", post, demo_places()[place].suffix)).first;
  }
  double fraction() { return static_cast<double>(pick(random_, 10'000)) / 10'000.0; }

  Instant first_moment() {
    Day day = today();
    for (int counted = 0; counted < options_.working_days; day -= std::chrono::days{1})
      if (const std::chrono::weekday w{day}; w != std::chrono::Saturday && w != std::chrono::Sunday) ++counted;
    return to_instant(LocalTime{day});
  }

  Status make_accounts() {
    for (std::size_t place = 0; place < demo_places().size(); ++place)
      for (const auto& post : demo_posts()) {
        const auto name = fmt::format("{}.{}", post.user, demo_places()[place].suffix);
        const auto home = unit(place, post.place);
        ensure(static_cast<bool>(home), "the demo's unit " + std::string(demo_places()[place].key) + "/" + std::string(post.place));
        TRY(const auto made, s_.accounts.create(s_.identity.system_actor(), {name, std::string(post.name), std::string(post.title), "1022",
                                                                             std::string(kDemoPassword), false}));
        // Who serves the whole commune has the scope of its committee; officers that of their division.
        const bool wide = post.place == "ubnd";
        const auto scope = wide ? s_.identity.tree()->by_key(demo_places()[place].key) : home;
        TRY_VOID(s_.accounts.grant(s_.identity.system_actor(), made.id, post.role, {scope, true}, {day_of(clock_.now()), {}},
                                   "Dữ liệu trình diễn"));
        people_[name] = {made.id, wide && post.role != Role::approver && post.role != Role::clerk_archive ? home : home};
      }
    return {};
  }

  // Receptions spread over the working days, more in the morning; one calendar for all, since the demo's communes keep national hours.
  Status plan_receptions() {
    TRY(const auto calendar, s_.calendars.of({}));
    std::vector<Day> days;
    for (Day d = day_of(first_moment()); d <= today(); d += std::chrono::days{1})
      if (calendar->is_working_day(d)) days.push_back(d);
    if (days.empty()) return {};
    unsigned weights = 0;
    for (const auto& w : kWishes) weights += w.weight;
    for (int i = 0; i < options_.dossiers; ++i) {
      Plan plan;
      double share = fraction();
      while (plan.place + 1 < demo_places().size() && share >= demo_places()[plan.place].share) share -= demo_places()[plan.place++].share;
      auto drawn = pick(random_, weights);
      plan.wish = kWishes.data();
      while (drawn >= plan.wish->weight) drawn -= (plan.wish++)->weight;
      plan.pace = fraction() < 0.06 ? 1.1 + 0.4 * fraction() : 0.25 + 0.65 * fraction();
      plan.collected = fraction() < 0.85;
      plan.by_post_clerk = fraction() < 0.12;
      plan.reviewed = fraction() < 0.4;
      // What is going on now is what a newcomer wants to see: more of the last days, and some that lie somewhere.
      const bool recent = fraction() < 0.4;
      const auto newest = std::min<std::size_t>(days.size(), 2);
      const auto day = days[recent ? days.size() - newest + pick(random_, newest) : pick(random_, days.size())];
      const auto lies = fraction() < (recent ? 0.45 : 0.12);
      const auto where = kLeftAt[pick(random_, kLeftAt.size())];
      if (lies) plan.left_at = where == Stage::endorse && !plan.reviewed ? Stage::approve : where;
      const auto minutes = static_cast<std::int64_t>(fraction() * (fraction() < 0.65 ? 235 : 475));
      const auto at = calendar->add_working_minutes(calendar->opening(day).value(), minutes);
      if (!at || *at > now_) continue;
      plans_.push_back(std::move(plan));
      turns_.push({*at + std::chrono::seconds{pick(random_, 50)}, plans_.size() - 1});
    }
    calendar_ = calendar;
    return {};
  }

  dossier::Intake intake_for(Plan& plan, const catalog::ProcedureVersion& version) {
    dossier::Intake intake;
    intake.form_id = fmt::format("trinh-dien-{}-{}", options_.seed, &plan - plans_.data());
    intake.procedure_code = std::string(plan.wish->code);
    intake.unit = unit(plan.place, "ttpvhcc");
    intake.applicant = invented_person(random_, demo_places()[plan.place].address);
    while (const auto* question = catalog::next_question(version, intake.answers, catalog::Channel::counter))
      intake.answers[question->id] =
          (question->option("khong") && fraction() < 0.8) ? "khong" : question->options[pick(random_, question->options.size())].id;
    for (const auto& paper : catalog::required_papers(version, intake.answers, catalog::Channel::counter))
      if (paper.need == catalog::Need::required) intake.papers.push_back({paper.component->id, "", paper.originals, paper.copies, false});
    fill_form(version, intake);
    intake.payment = fraction() < 0.5 ? dossier::PaymentMethod::cash : dossier::PaymentMethod::at_return;
    intake.paid = intake.payment == dossier::PaymentMethod::cash;
    intake.return_method = fraction() < 0.15 ? dossier::ReturnMethod::post : dossier::ReturnMethod::counter;
    if (intake.return_method == dossier::ReturnMethod::post) intake.return_address = intake.applicant.address;
    plan.applicant = intake.applicant.name;
    return intake;
  }

  // Every field that must be filled gets something a person could have written.
  void fill_form(const catalog::ProcedureVersion& version, dossier::Intake& intake) {
    for (const auto& form : version.forms) {
      auto values = intake.answers;
      for (int round = 0; round < 4; ++round) {
        const auto missing = catalog::missing_fields(form, values);
        if (missing.empty()) break;
        for (const auto* field : missing) values[field->key] = intake.form[field->key] = value_for(*field, intake.applicant);
      }
    }
  }
  std::string value_for(const catalog::FormField& field, const dossier::Person& applicant) {
    using T = catalog::FieldType;
    switch (field.type) {
      case T::select:
      case T::multiselect: return field.options.empty() ? "Khác" : field.options[pick(random_, field.options.size())];
      case T::checkbox: return "co";
      case T::number: return "1";
      case T::money: return "1000000";
      case T::date:
      case T::date_partial: return vn_date(day_of(clock_.now()) - std::chrono::days{3 + static_cast<int>(pick(random_, 40))});
      case T::time: return "08:30";
      case T::id_number: return applicant.number;
      case T::phone: return applicant.phone;
      case T::email: return "nguoi.mau@thu.example";
      case T::address: return applicant.address;
      case T::ethnicity: return "Kinh";
      case T::nationality: return "Việt Nam";
      case T::id_document: return "Thẻ căn cước " + applicant.number;
      case T::signature: return applicant.name;
      case T::org: return "Ủy ban nhân dân " + applicant.address.substr(applicant.address.find(", ") + 2);
      case T::text:
      case T::textarea:
      case T::photo:
      case T::table: break;
    }
    return field.key.find("ho_ten") != std::string::npos ? applicant.name : "Nội dung mẫu";
  }

  Status take_turn(std::size_t index) {
    auto& plan = plans_[index];
    const auto before = plan.stage;
    TRY_VOID(act(plan));
    if (plan.stage == Stage::end) return {};
    ensure(plan.stage != before, "a demo dossier goes on");
    if (plan.stage != plan.left_at) turns_.push({next_moment(plan), index});
    return {};
  }

  Status act(Plan& plan) {
    const auto moved = [&](Result<std::int64_t> version, Stage next) -> Status {
      if (!version) return tl::make_unexpected(std::move(version).error());
      plan.ref.version = *version;
      plan.stage = next;
      return {};
    };
    auto& d = s_.dossiers;
    const auto p = plan.place;
    switch (plan.stage) {
      case Stage::accept: return accept(plan);
      case Stage::hand_over: return moved(d.hand_over(as(p, "tiepnhan"), plan.ref, unit(p, plan.wish->place)), Stage::take);
      case Stage::take: return moved(d.confirm_receipt(as(p, plan.wish->head), plan.ref), Stage::assign);
      case Stage::assign: return moved(d.assign(as(p, plan.wish->head), plan.ref, account(p, plan.wish->officer)), Stage::begin);
      case Stage::begin: return moved(d.begin_work(as(p, plan.wish->officer), plan.ref), Stage::draft);
      case Stage::draft:
        return moved(d.save_draft_result(as(p, plan.wish->officer), plan.ref,
                                         {"Kết quả giải quyết hồ sơ của " + plan.applicant, "Đủ điều kiện, đề nghị ký.", ""}),
                     Stage::submit);
      case Stage::submit:
        if (plan.reviewed)
          return moved(d.submit_for_review(as(p, plan.wish->officer), plan.ref, account(p, plan.wish->head)), Stage::endorse);
        return moved(d.submit_for_signature(as(p, plan.wish->officer), plan.ref, account(p, "lanhdao")), Stage::approve);
      case Stage::endorse: return moved(d.endorse(as(p, plan.wish->head), plan.ref, account(p, "lanhdao")), Stage::approve);
      case Stage::approve: return moved(d.approve(as(p, "lanhdao"), plan.ref), Stage::number);
      case Stage::number: return moved(d.number_result(as(p, "vanthu"), plan.ref, "UBND"), Stage::ready);
      case Stage::ready: {
        TRY_VOID(moved(d.mark_ready(as(p, "vanthu"), plan.ref), plan.collected ? Stage::give_back : Stage::end));
        ++report_.settled;
        return {};
      }
      case Stage::give_back: {
        dossier::Handing handing;
        handing.receiver = plan.applicant;
        handing.identity_check = "the-can-cuoc";
        handing.confirmed = true;
        handing.fee_taken = true;
        TRY_VOID(moved(d.return_result(as(p, "traketqua"), plan.ref, handing), Stage::end));
        ++report_.returned;
        return {};
      }
      case Stage::end: break;
    }
    return {};
  }

  Status accept(Plan& plan) {
    TRY(const auto version, s_.catalog.on_day(plan.wish->code, day_of(clock_.now())));
    auto intake = intake_for(plan, *version);
    const bool by_post = plan.by_post_clerk && as(plan.place, "buudien").permits_in(identity::kDossierAccept, intake.unit);
    const auto& actor = as(plan.place, by_post ? "buudien" : pick(random_, 2) ? "tiepnhan" : "tiepnhan2");
    TRY(const auto preview, s_.dossiers.preview(actor, intake));
    for (const auto& line : preview.fees.lines)
      if (!line.amount) intake.amounts[line.fee->id] = 10'000;
    TRY(const auto accepted, s_.dossiers.accept(actor, intake));
    plan.ref = {accepted.id, 1};
    plan.code = accepted.code;
    plan.received = clock_.now();
    plan.due = accepted.due_at;
    plan.stage = Stage::hand_over;
    ++report_.accepted;
    return {};
  }

  // Each stage ends at its share of the time this dossier takes; always inside working hours and never backwards.
  Instant next_moment(const Plan& plan) {
    const auto whole = std::max<std::int64_t>(calendar_->working_minutes(plan.received, plan.due), 30);
    const auto minutes = static_cast<std::int64_t>(kShare[static_cast<std::size_t>(plan.stage)] * plan.pace * static_cast<double>(whole));
    auto at = calendar_->add_working_minutes(plan.received, std::max<std::int64_t>(minutes, 1)).value_or(now_ + std::chrono::hours{1});
    at = std::max(at, clock_.now() + std::chrono::minutes{1});
    if (const auto start = calendar_->normalise(at)) at = std::max(at, start->at);
    return at + std::chrono::seconds{pick(random_, 50)};
  }

  Services& s_;
  FixedClock& clock_;
  Instant now_;
  DemoOptions options_;
  std::mt19937_64 random_;
  DemoReport report_;
  calendar::CalendarPtr calendar_;
  std::map<std::string, std::pair<AccountId, UnitId>> people_;
  std::map<std::pair<std::size_t, std::string>, std::pair<Day, Actor>> actors_;
  std::vector<Plan> plans_;
  std::priority_queue<Turn, std::vector<Turn>, std::greater<>> turns_;
};

}  // namespace

std::vector<DemoAccount> demo_accounts(bool front_only) {
  std::vector<DemoAccount> all;
  for (const auto& place : demo_places()) {
    for (const auto& post : demo_posts())
      all.push_back(
          {fmt::format("{}.{}", post.user, place.suffix), std::string(post.name), std::string(post.title), std::string(place.address)});
    if (front_only) break;
  }
  return all;
}

Result<DemoReport> make_demo(Services& services, FixedClock& clock, Instant now, const DemoOptions& options) {
  return Demo(services, clock, now, options).run();
}

}  // namespace motcua::app
