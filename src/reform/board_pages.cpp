#include "reform/board_pages.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "identity/permissions_reform.hpp"
#include "reform/plan_pages.hpp"

namespace motcua::reform {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;

namespace {
constexpr std::size_t kOverdueShown = 10;

Block overdue_block(const std::vector<TaskView>& late) {
  Block b{.title = "Việc quá hạn", .count = std::to_string(late.size()), .accent = true};
  Grid g{.caption = "Việc quá hạn",
         .columns = {{.label = "Việc", .width = 44},
                     {.label = "Cơ quan chủ trì"},
                     {.label = "Hạn"},
                     {.label = "Quá hạn"},
                     {.label = "Đã đôn đốc"}},
         .empty_title = "Không có việc nào của bạn quá hạn",
         .empty_text = "Nhiệm vụ quá hạn trong phạm vi của bạn, của ai, từ ngày nào, hiện ở đây."};
  for (std::size_t i = 0; i < late.size() && i < kOverdueShown; ++i) {
    const auto& t = late[i];
    g.lines.push_back({{{.text = t.task.text,
                         .href = fmt::format("/cai-cach/nhiem-vu/{}", t.task.id),
                         .small = fmt::format("{} · {}", t.plan_title, word(t.task.content))},
                        {.text = t.lead_name, .small = t.task.official},
                        {.text = t.task.due ? vn_date(*t.task.due) : std::string()},
                        {.tag = ui::Tag{fmt::format("{} ngày", t.days_over), ui::Tone::bad}},
                        {.text = fmt::format("{} lần", t.reminded)}}});
  }
  b.grid = std::move(g);
  if (late.size() > kOverdueShown) b.links = {{.label = "Xem tất cả việc quá hạn", .href = "/cai-cach/nhiem-vu?muc=qua-han"}};
  return b;
}

// What inspections found and is not mended yet; how many units of this year's plans were inspected.
Block inspection_block(Inspections& inspections, const identity::Actor& actor, int year) {
  std::int64_t inspected = 0, planned = 0;
  for (const auto& r : inspections.rounds(actor)) {
    if (r.round.year != year || r.round.state == RoundState::draft) continue;
    inspected += r.inspected;
    planned += static_cast<std::int64_t>(r.scope.size());
  }
  const auto open = inspections.findings(actor, true);
  const auto late = std::ranges::count_if(open, [](const FindingView& v) { return v.overdue; });
  const auto again = std::ranges::count_if(open, [](const FindingView& v) { return v.finding.repeats != 0; });
  Block b{.title = "Kiểm tra và phúc tra"};
  b.figures = {{.label = "Đơn vị đã kiểm tra trong năm",
                .value = planned == 0 ? std::string("chưa có kế hoạch") : fmt::format("{}/{}", inspected, planned),
                .href = "/cai-cach/kiem-tra"},
               {.label = "Hạn chế đang mở",
                .value = std::to_string(open.size()),
                .href = "/cai-cach/han-che",
                .note = fmt::format("{} quá hạn khắc phục, {} lặp lại", late, again),
                .tone = late > 0       ? ui::Tone::bad
                        : open.empty() ? ui::Tone::good
                                       : ui::Tone::warn}};
  return b;
}
// What conclusions of the steering committee gave, and how far it is.
Block committee_block(Committees& committees, const identity::Actor& actor) {
  const auto f = committees.follow_up(actor);
  Block b{.title = "Kết luận Ban Chỉ đạo"};
  b.figures = {{.label = "Nhiệm vụ theo kết luận đang mở",
                .value = std::to_string(f.open),
                .href = "/cai-cach/ban-chi-dao",
                .note = fmt::format("{} quá hạn", f.overdue),
                .tone = f.overdue > 0 ? ui::Tone::bad : ui::Tone::none},
               {.label = "Đã xong", .value = fmt::format("{}/{}", f.done, f.done + f.open), .href = "/cai-cach/ban-chi-dao"}};
  return b;
}

Block index_block(const IndexNow& i) {
  Block b{.title = i.title};
  b.figures = {{.label = "Đến hôm nay", .value = i.now, .href = i.href, .note = i.now_note},
               {.label = "Dự báo cuối năm",
                .value = i.forecast.empty() ? std::string("chưa đủ số liệu") : i.forecast,
                .href = i.href,
                .note = "nếu những ngày còn lại như 3 tháng gần đây"}};
  return b;
}

// Values of units that ask for an answer, and models nobody uses.
Block register_block(Services& s, const identity::Actor& actor, int year) {
  const auto over = s.indicators.over(actor);
  const auto unexplained = std::ranges::count_if(over, [](const auto& v) { return v.first.cause.empty(); });
  const auto zero = s.indicators.without_online(actor, year);
  const auto models = s.initiatives.list(actor);
  const auto unused = std::ranges::count_if(models, [](const InitiativeView& v) { return v.unused; });
  Block b{.title = "Chỉ tiêu số, mô hình"};
  b.figures = {{.label = "Số liệu vượt 100% chưa giải thích",
                .value = std::to_string(unexplained),
                .href = "/cai-cach/chi-tieu",
                .tone = unexplained > 0 ? ui::Tone::warn : ui::Tone::none},
               {.label = "Đơn vị chưa có hồ sơ trực tuyến",
                .value = zero ? std::to_string(zero->size()) : std::string("chưa có số liệu"),
                .href = "/cai-cach/chi-tieu",
                .tone = zero && !zero->empty() ? ui::Tone::warn : ui::Tone::none},
               {.label = "Mô hình, sáng kiến",
                .value = std::to_string(models.size()),
                .href = "/cai-cach/mo-hinh",
                .note = unused > 0 ? fmt::format("{} không được dùng 3 tháng qua", unused) : std::string(),
                .tone = unused > 0 ? ui::Tone::warn : ui::Tone::none}};
  return b;
}
}  // namespace

Response BoardPages::board(Call& call) {
  const auto& actor = actor_of(call);
  const auto year = int{std::chrono::year_month_day{s_.base.today()}.year()};
  Screen s{.title = "Điều hành cải cách hành chính"};
  s.meta.push_back(fmt::format("Số liệu tính lúc {} · Bấm vào con số để mở danh sách tạo ra số đó", vn_datetime(s_.base.clock.now())));
  s.links = {{.label = "Kế hoạch", .href = "/cai-cach/ke-hoach"},
             {.label = "Nhiệm vụ", .href = "/cai-cach/nhiem-vu"},
             {.label = "Đôn đốc", .href = "/cai-cach/don-doc"},
             {.label = "Kiểm tra, phúc tra", .href = "/cai-cach/kiem-tra"},
             {.label = "Hạn chế", .href = "/cai-cach/han-che"},
             {.label = "Báo cáo định kỳ", .href = "/cai-cach/bao-cao"},
             {.label = "Chuyển giao bưu chính", .href = "/cai-cach/buu-chinh"},
             {.label = "Khảo sát hài lòng", .href = "/cai-cach/khao-sat"},
             {.label = "Đối thoại", .href = "/cai-cach/doi-thoai"},
             {.label = "Ban Chỉ đạo", .href = "/cai-cach/ban-chi-dao"},
             {.label = "Chỉ tiêu số", .href = "/cai-cach/chi-tieu"},
             {.label = "Mô hình, sáng kiến", .href = "/cai-cach/mo-hinh"}};
  // The plan of the unit itself; the higher plan only while there is none.
  const auto plans = s_.plans.list(actor);
  const auto of_year = [&](const PlanRow& p) {
    return p.plan.kind == PlanKind::yearly && p.plan.year == year && p.plan.state != PlanState::draft;
  };
  const auto tree = s_.base.identity.tree();
  const auto home = [&](UnitId u) { return tree->territory(u, s_.base.today()); };
  const auto mine = [&](const PlanRow& p) { return of_year(p) && actor.permits_in(identity::kReformRead, p.plan.unit); };
  // Of the place itself before those of places below it, which a province may read as well.
  auto own = std::ranges::find_if(plans, [&](const PlanRow& p) { return mine(p) && home(p.plan.unit) == home(actor.acting_unit()); });
  if (own == plans.end()) own = std::ranges::find_if(plans, mine);
  if (own == plans.end()) own = std::ranges::find_if(plans, of_year);
  if (own == plans.end()) {
    s.add({.title = "Tiến độ kế hoạch",
           .notices = {{.title = fmt::format("Chưa có kế hoạch năm {} nào được ban hành.", year),
                        .text = "Kế hoạch ban hành rồi thì tiến độ tự tính từ sản phẩm đã nộp.",
                        .tone = ui::Tone::warn}},
           .links = {{.label = "Mở danh sách kế hoạch", .href = "/cai-cach/ke-hoach"}}});
  } else {
    auto g = counters(own->tallies, fmt::format("/cai-cach/ke-hoach/{}", own->plan.id));
    g.title = fmt::format("Tiến độ: {} ({})", own->plan.title, own->unit_name);
    s.groups.push_back(std::move(g));
  }
  s.add(overdue_block(s_.plans.tasks(actor, Plans::List::overdue, {}, 0, 200)));
  const auto place = tree->territory(actor.acting_unit(), s_.base.today()).value_or(actor.acting_unit());
  Group more{.layout = Layout::halves};
  more.blocks = {inspection_block(s_.inspections, actor, year), committee_block(s_.committees, actor)};
  if (const auto index = s_.index ? s_.index(actor, place, s_.base.today()) : std::nullopt) more.blocks.push_back(index_block(*index));
  more.blocks.push_back(register_block(s_, actor, year));
  s.groups.push_back(std::move(more));
  return show(call, shells_, s);
}

std::span<const web::RouteOf<BoardPages>> BoardPages::routes() {
  static constexpr auto kRoutes =
      std::to_array<web::RouteOf<BoardPages>>({{Method::get, "/cai-cach", identity::kReformRead, &BoardPages::board}});
  return kRoutes;
}

}  // namespace motcua::reform
