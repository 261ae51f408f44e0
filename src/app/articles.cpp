#include "app/articles.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <queue>
#include <random>
#include <set>

#include "app/article_stories.hpp"
#include "app/demo.hpp"
#include "app/demo_intake.hpp"
#include "app/demo_people.hpp"
#include "base/dates.hpp"

namespace motcua::app {

using dossier::AccountId;
using dossier::Actor;
using dossier::Channel;
using dossier::UnitId;
using identity::Role;

namespace {
// Work of one desk in one stretch of time.
struct Batch {
  std::string place, desk, division;  // keys of units: the district or commune, who receives, who settles
  std::string first, last;            // days of reception
  int received = 0, online = 0, by_post = 0;
  int returned_by_post = 0;  // of those that did not come by post
  int late = 0, pending = 0;
  std::string procedure{kPlainProcedure};
};

// Numbers chosen so that each rate comes out as the article printed it: 27 of 94 late are 28,72 %; 65 of 830 are 7,83 %, 479 online of
// 830 are 57,7 %; 19.454 in time of 21.712 are nearly 90 %; 6.001 online of 12.502 are 48 %.
std::vector<Batch> batches_of(const identity::UnitTree& tree) {
  const auto district = [](std::string place, std::string first, std::string last, int received) {
    return Batch{place, place + "/mot-cua", place + "/phong-tu-phap", std::move(first), std::move(last), received};
  };
  std::vector<Batch> all;
  all.push_back(district("huong-thuy-2022", "2020-01-06", "2020-11-27", 19'298));
  all.push_back(district("huong-thuy-2022", "2021-01-04", "2021-11-26", 22'515));
  all.back().late = 2'258;
  all.back().pending = 803;
  all.push_back(district("tam-nong-2022", "2022-01-04", "2022-06-01", 12'502));
  all.back().online = 6'001;
  all.back().by_post = 2'000;
  all.back().returned_by_post = 6'701;
  all.push_back(district("hiep-duc-2023", "2022-11-16", "2022-12-02", 94));
  all.back().late = 27;
  all.push_back(district("hiep-duc-2023", "2023-07-17", "2023-08-03", 786));
  all.back().late = 65;
  all.back().online = 461;
  const Day then{std::chrono::year{2023} / 8 / 1};
  for (const auto commune : tree.children(tree.by_key("hiep-duc-2023"), then)) {
    if (tree.level(commune, then) != identity::Level::commune) continue;
    const auto key = tree.find(commune)->key;
    if (!tree.by_key(key + "/mot-cua")) continue;
    const auto name = tree.name(commune, then);
    Batch b{key, key + "/mot-cua", key, "2023-07-18", "2023-08-02", 4};
    b.online = name.ends_with("Hiệp Thuận") || name.ends_with("Quế Lưu") ? 0 : 2;
    all.push_back(std::move(b));
  }
  // Electronic certified copies at Mỹ Phú, one of the city's new models: counted from the dossiers.
  all.push_back({"cao-lanh-2023/29888", "cao-lanh-2023/29888/mot-cua", "cao-lanh-2023/29888", "2023-07-04", "2023-10-20", 132});
  all.back().procedure = "2.000815";
  return all;
}

struct Officer {
  std::string_view user, name, title;
  Role role;
};
constexpr auto kOfficers = std::to_array<Officer>({
    {"tiepnhan", "Trần Thị Tiếp Mẫu", "Công chức một cửa", Role::receptionist},
    {"truongphong", "Lê Văn Phòng Mẫu", "Trưởng phòng", Role::unit_head},
    {"chuyenvien", "Phạm Thị Viên Mẫu", "Chuyên viên", Role::officer},
    {"lanhdao", "Nguyễn Văn Ký Mẫu", "Phó Chủ tịch Ủy ban nhân dân", Role::approver},
    {"vanthu", "Võ Thị Thư Mẫu", "Văn thư", Role::clerk_archive},
    {"traketqua", "Bùi Văn Trả Mẫu", "Công chức trả kết quả", Role::return_clerk},
});

enum class Stage : std::uint8_t { accept, work, settle, give_back, end };
struct Plan {
  const Batch* batch{};
  int number = 0;
  Channel channel{};
  bool returned_by_post = false, late = false, pending = false;
  Stage stage = Stage::accept;
  dossier::Ref ref;
  std::string applicant;
  Instant received, due;
};
struct Turn {
  Instant at;
  std::size_t plan;
  friend bool operator>(const Turn& a, const Turn& b) { return a.at != b.at ? a.at > b.at : a.plan > b.plan; }
};

class Articles {
 public:
  Articles(Services& s, FixedClock& clock, const ArticleOptions& options)
      : s_(s), clock_(clock), options_(options), random_(options.seed) {}

  Result<ArticleReport> run() {
    clock_.set(to_instant(LocalTime{Day{std::chrono::year{2019} / 12 / 2}}));
    TRY_VOID(s_.seed_shipped());
    batches_ = batches_of(*s_.identity.tree());
    std::erase_if(batches_, [&](const Batch& b) {
      return !options_.only.empty() && b.place != options_.only && !b.place.starts_with(options_.only + "/");
    });
    for (const auto& b : batches_) TRY_VOID(people(b));
    TRY(calendar_, s_.calendars.of({}));
    for (const auto& b : batches_) plan(b);
    auto stories = article_stories();
    std::erase_if(stories, [&](const ArticleStory& t) { return !options_.only.empty() && t.place != options_.only; });
    auto next = stories.begin();
    // What happened before the next dossier is recorded on its own day.
    const auto tell = [&](Instant until) -> Status {
      for (; next != stories.end(); ++next) {
        const auto at = to_instant(LocalTime{next->on} + std::chrono::hours{6});
        if (at > until) return {};
        clock_.set(std::max(at, clock_.now()));
        TRY_VOID(next->record(s_));
      }
      return {};
    };
    const auto whole = static_cast<int>(plans_.size());
    while (!turns_.empty()) {
      const auto turn = turns_.top();
      TRY_VOID(tell(turn.at));
      turns_.pop();
      clock_.set(turn.at);
      TRY_VOID(act(plans_[turn.plan], turn.plan));
      if (options_.progress && plans_[turn.plan].stage == Stage::work && report_.accepted % 1'000 == 0)
        options_.progress(report_.accepted, whole);
    }
    TRY_VOID(tell(Instant::max()));
    return report_;
  }

 private:
  UnitId unit(std::string_view key) const { return s_.identity.tree()->by_key(key); }

  Status people(const Batch& b) {
    if (!places_.insert(b.place).second) return {};
    const auto today = s_.identity.today();
    for (const auto& post : kOfficers) {
      auto user = fmt::format("{}.{}", post.user, b.place);
      std::replace(user.begin(), user.end(), '/', '.');
      TRY(const auto made, s_.accounts.create(s_.identity.system_actor(), {user, std::string(post.name), std::string(post.title), "1022",
                                                                           std::string(kDemoPassword), false}));
      TRY_VOID(s_.accounts.grant(s_.identity.system_actor(), made.id, post.role, {unit(b.place), true}, {today, {}},
                                 "Dữ liệu dựng lại theo bài báo"));
      accounts_[fmt::format("{}.{}", post.user, b.place)] = made.id;
    }
    return {};
  }
  // Rights change by the day only, so an actor serves a day.
  const Actor& as(std::string_view post, const Batch& b, UnitId at) {
    auto& known = actors_[fmt::format("{}.{}", post, b.place)];
    const auto today = day_of(clock_.now());
    if (!known || known->first != today) known.emplace(today, s_.identity.load_actor(account(post, b), at).value());
    return known->second;
  }
  AccountId account(std::string_view post, const Batch& b) const { return accounts_.at(fmt::format("{}.{}", post, b.place)); }

  void plan(const Batch& b) {
    std::vector<Day> days;
    for (Day d = parse_day(b.first).value(); d <= parse_day(b.last).value(); d += std::chrono::days{1})
      if (calendar_->is_working_day(d)) days.push_back(d);
    std::vector<Plan> plans(static_cast<std::size_t>(b.received));
    for (std::size_t i = 0; i < plans.size(); ++i) {
      const auto n = static_cast<int>(i);
      auto& p = plans[i];
      p.batch = &b;
      p.channel = n < b.online ? Channel::online_full : n < b.online + b.by_post ? Channel::post : Channel::counter;
      p.returned_by_post = p.channel != Channel::post && (n < b.online ? n : n - b.by_post) < b.returned_by_post;
    }
    for (std::size_t i = plans.size(); i > 1; --i) std::swap(plans[i - 1], plans[pick(random_, i)]);
    for (int i = 0; i < b.late; ++i) plans[static_cast<std::size_t>(i)].late = true;
    for (int i = 0; i < b.pending; ++i) plans[plans.size() - 1 - static_cast<std::size_t>(i)].pending = true;
    for (std::size_t i = plans.size(); i > 1; --i) std::swap(plans[i - 1], plans[pick(random_, i)]);
    for (std::size_t i = 0; i < plans.size(); ++i) {
      auto& p = plans[i];
      p.number = static_cast<int>(plans_.size());
      const auto day = days[i * days.size() / plans.size()];
      const auto minutes = static_cast<std::int64_t>(5 + pick(random_, 440));
      const auto at = calendar_->add_working_minutes(*calendar_->opening(day), minutes);
      plans_.push_back(p);
      turns_.push({at.value() + std::chrono::seconds{pick(random_, 50)}, plans_.size() - 1});
    }
  }

  Status act(Plan& p, std::size_t index) {
    switch (p.stage) {
      case Stage::accept: TRY_VOID(accept(p)); break;
      case Stage::work: TRY_VOID(work(p)); break;
      case Stage::settle: TRY_VOID(settle(p)); break;
      case Stage::give_back: TRY_VOID(give_back(p)); break;
      case Stage::end: return {};
    }
    if (p.stage == Stage::end) return {};
    turns_.push({next_moment(p), index});
    return {};
  }

  Instant next_moment(const Plan& p) {
    const auto later = [&](Instant from, std::int64_t minutes) { return calendar_->add_working_minutes(from, minutes).value(); };
    constexpr std::int64_t kHour = 60;
    switch (p.stage) {
      case Stage::work: return later(p.received, 3 * kHour);
      case Stage::settle:
        // Late ones a few hours to two days after the promise; the others on the second day, before it.
        return p.late ? later(p.due, kHour + static_cast<std::int64_t>(pick(random_, 12 * 60)))
                      : later(p.received, 5 * kHour + static_cast<std::int64_t>(pick(random_, 6 * 60)));
      case Stage::give_back: return later(clock_.now(), kHour + static_cast<std::int64_t>(pick(random_, 8 * 60)));
      case Stage::accept:
      case Stage::end: break;
    }
    return clock_.now();
  }

  Status moved(Plan& p, Result<std::int64_t> version) {
    if (!version) return tl::make_unexpected(std::move(version).error());
    p.ref.version = *version;
    clock_.advance(std::chrono::minutes{1});
    return {};
  }

  Status accept(Plan& p) {
    const auto& b = *p.batch;
    TRY(auto intake, plain_intake(s_, random_, unit(b.desk), fmt::format("bai-bao-{}-{}", options_.seed, p.number),
                                  s_.identity.tree()->name(unit(b.place), day_of(clock_.now())), b.procedure));
    if (b.procedure != kPlainProcedure) {  // its fee goes by the page: two of them
      TRY(const auto version, s_.catalog.on_day(b.procedure, day_of(clock_.now())));
      for (const auto& fee : version->fees) intake.amounts[fee.id] = 4'000;
    }
    intake.channel = p.channel;
    intake.return_method = p.returned_by_post || p.channel == Channel::post ? dossier::ReturnMethod::post : dossier::ReturnMethod::counter;
    if (intake.return_method == dossier::ReturnMethod::post) intake.return_address = intake.applicant.address;
    p.applicant = intake.applicant.name;
    const auto& desk = as("tiepnhan", b, unit(b.desk));
    TRY(const auto accepted, s_.dossiers.accept(desk, intake));
    p.ref = {accepted.id, 1};
    p.received = clock_.now();
    p.due = accepted.due_at;
    clock_.advance(std::chrono::minutes{2});
    TRY_VOID(moved(p, s_.dossiers.hand_over(desk, p.ref, unit(b.division))));
    p.stage = Stage::work;
    ++report_.accepted;
    return {};
  }
  Status work(Plan& p) {
    const auto& b = *p.batch;
    const auto at = unit(b.division);
    auto& d = s_.dossiers;
    TRY_VOID(moved(p, d.assign(as("truongphong", b, at), p.ref, account("chuyenvien", b))));
    TRY_VOID(moved(p, d.begin_work(as("chuyenvien", b, at), p.ref)));
    if (p.pending) {
      p.stage = Stage::end;
      return {};
    }
    TRY_VOID(moved(
        p, d.save_draft_result(as("chuyenvien", b, at), p.ref, {"Kết quả giải quyết hồ sơ của " + p.applicant, "Đủ điều kiện.", ""})));
    TRY_VOID(moved(p, d.submit_for_signature(as("chuyenvien", b, at), p.ref, account("lanhdao", b))));
    p.stage = Stage::settle;
    return {};
  }
  Status settle(Plan& p) {
    const auto& b = *p.batch;
    const auto at = unit(b.place);
    auto& d = s_.dossiers;
    TRY_VOID(moved(p, d.approve(as("lanhdao", b, at), p.ref)));
    TRY_VOID(moved(p, d.number_result(as("vanthu", b, at), p.ref, "UBND")));
    TRY_VOID(moved(p, d.mark_ready(as("vanthu", b, at), p.ref)));
    p.stage = Stage::give_back;
    ++report_.settled;
    return {};
  }
  Status give_back(Plan& p) {
    const auto& b = *p.batch;
    dossier::Handing handing;
    if (p.returned_by_post || p.channel == Channel::post) {
      handing.method = dossier::ReturnMethod::post;
      handing.waybill = fmt::format("EM{:09}VN", p.number);
    }
    handing.receiver = p.applicant;
    handing.identity_check = "the-can-cuoc";
    handing.confirmed = true;
    TRY_VOID(moved(p, s_.dossiers.return_result(as("traketqua", b, unit(b.desk)), p.ref, handing)));
    p.stage = Stage::end;
    ++report_.returned;
    return {};
  }

  Services& s_;
  FixedClock& clock_;
  const ArticleOptions& options_;
  std::mt19937_64 random_;
  ArticleReport report_;
  std::vector<Batch> batches_;
  std::set<std::string> places_;
  std::map<std::string, AccountId> accounts_;
  std::map<std::string, std::optional<std::pair<Day, Actor>>> actors_;
  calendar::CalendarPtr calendar_;
  std::vector<Plan> plans_;
  std::priority_queue<Turn, std::vector<Turn>, std::greater<>> turns_;
};
}  // namespace

Result<ArticleReport> make_articles(Services& services, FixedClock& clock, const ArticleOptions& options) {
  return Articles(services, clock, options).run();
}

}  // namespace motcua::app
