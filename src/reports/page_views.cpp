#include "reports/page_views.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <functional>
#include <tuple>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "reports/asked.hpp"
#include "reports/mixed_forms.hpp"
#include "web/forms.hpp"

namespace motcua::reports {

namespace ui = web::ui;

std::string query_of(const Form& form, const Question& q) {
  web::Fields f;
  f.add("bieu", std::string(form.id));
  if (q.period.kind == PeriodKind::free && !q.period.word.starts_with("lich-")) {
    f.add("tu", vn_date(q.period.from));
    f.add("den", vn_date(q.period.to));
  } else {
    f.add("ky", q.period.word);
  }
  f.add("don_vi", q.unit ? std::to_string(q.unit.value) : std::string(kAllUnits));
  if (!q.field.empty()) f.add("linh_vuc", q.field);
  if (!q.procedure.empty()) f.add("thu_tuc", q.procedure);
  if (q.known) f.add("biet_den", vn_date(*q.known));
  add_hand_fields(f, q);
  return web::to_urlencoded(f);
}

std::string cell_href(const Form& form, const Question& q, const RowKey& row, int column) {
  web::Fields f;
  if (!row.section.empty()) f.add("muc", row.section);
  if (!row.field.empty()) f.add("hang_linh_vuc", row.field);
  if (row.unit) f.add("hang_don_vi", std::to_string(row.unit.value));
  f.add("cot", std::to_string(column));
  return fmt::format("/bao-cao/o?{}&{}", query_of(form, q), web::to_urlencoded(f));
}

std::string columns_href(const Question& q, const RowKey& row, int column) { return cell_href(*form("07a"), q, row, column); }

std::string fact_href(const Question& q, std::string_view fact, bool part) {
  return fmt::format("/bang-dieu-hanh/ho-so?{}&chi_so={}{}", web::to_urlencoded(chosen_fields(nullptr, q)), fact, part ? "&phan=1" : "");
}

std::vector<std::pair<std::string, std::string>> freeze_fields(const TableView& v) {
  std::vector<std::pair<std::string, std::string>> fields;
  for (const auto& [name, value] : v.values.items()) fields.emplace_back(name, value);
  return fields;
}

std::vector<FrozenLine> frozen_lines(const FrozenReport& r) {
  std::vector<FrozenLine> lines;
  const auto now = lines_of(r.now);
  for (auto& then : lines_of(r.then)) {
    const auto same = std::find_if(now.begin(), now.end(), [&](const Line& l) { return l.key == then.key; });
    lines.push_back({std::move(then), {}});
    lines.back().now = same == now.end() ? std::vector<std::int64_t>(lines.back().then.values.size(), 0) : same->values;
  }
  return lines;
}

std::string compare_words(std::int64_t then, std::int64_t now) {
  return then == now ? vn_number(then) : fmt::format("{}, nay {}", vn_number(then), vn_number(now));
}

std::string frozen_href(const FrozenSummary& f) { return fmt::format("/bao-cao{}/da-chot/{}", mixed_form(f.form_id) ? "/bieu" : "", f.id); }

namespace {
ui::Table frame_of(const Form& f);
}  // namespace
ui::Table frozen_frame(const FrozenReport& r) { return frame_of(*r.then.form); }
ui::Table table_frame(const TableView& v) { return frame_of(*v.report.form); }

namespace {
ui::Table frame_of(const Form& f) {
  ui::Table t{.caption = std::string(f.title), .dense = true};
  t.columns.push_back({.label = f.id == "ii-06a" ? "TT (1)" : "STT (1)"});
  t.columns.push_back({.label = name_heading(f) + " (2)", .width = 16});
  std::vector<ui::HeadGroup> groups{{.label = {}, .columns = 2}}, subgroups{{.label = {}, .columns = 2}};
  bool any = false;
  std::string_view group, subgroup;
  for (const auto& c : f.columns) {
    t.columns.push_back({.label = fmt::format("{} ({})", c.heading, c.number), .numeric = true});
    if (c.group == group && groups.size() > 1)
      ++groups.back().columns;
    else
      groups.push_back({.label = std::string(c.group), .columns = 1});
    if (c.group == group && c.subgroup == subgroup && subgroups.size() > 1)
      ++subgroups.back().columns;
    else
      subgroups.push_back({.label = std::string(c.subgroup), .columns = 1});
    group = c.group;
    subgroup = c.subgroup;
    any = any || !c.subgroup.empty();
  }
  t.groups.push_back(std::move(groups));
  if (any) t.groups.push_back(std::move(subgroups));
  return t;
}
}  // namespace

std::vector<std::string> rule_lines(const Form& form) {
  std::vector<std::string> lines;
  for (const auto& c : form.columns) {
    std::string sum;
    for (const int n : summands(c.sum)) sum += fmt::format("{}({})", sum.empty() ? "" : " + ", n);
    lines.push_back(c.sum.empty() ? fmt::format("Cột ({}): {}.", c.number, c.rule) : fmt::format("Cột ({}) = {}.", c.number, sum));
  }
  return lines;
}

std::string effect_words(Effect e) {
  switch (e) {
    case Effect::none: return "";
    case Effect::opened: return "Tiếp nhận";
    case Effect::paused: return "Tạm dừng, chờ công dân";
    case Effect::resumed: return "Tiếp tục giải quyết";
    case Effect::due_changed: return "Đổi thời điểm hẹn trả";
    case Effect::settled: return "Có kết quả";
    case Effect::withdrawn: return "Công dân rút hồ sơ";
    case Effect::stopped: return "Dừng giải quyết";
    case Effect::returned: return "Trả kết quả";
  }
  return "";
}

std::string sum_words(const CellView& v) {
  std::string words;
  for (const int n : summands(v.list.column->sum)) words += fmt::format("{}({})", words.empty() ? "" : " + ", n);
  return words.empty() ? std::string(v.list.column->rule) + "." : fmt::format("Cột ({}) = {}.", v.list.column->number, words);
}

// ---- board ------------------------------------------------------------------------------------------------------------------------------

namespace {
std::string change_words(std::int64_t now, std::int64_t before, std::string_view than) {
  if (before == 0) return fmt::format("Kỳ {} chưa có số liệu", than);
  const auto tenths = ((now - before) * 2000 / before + ((now < before) ? -1 : 1)) / 2;  // per cent in tenths, rounded
  return fmt::format("{}{}% so với {}", tenths < 0 ? "−" : "+", vn_decimal(tenths < 0 ? -tenths : tenths, 1), than);
}

const IndicatorValue& indicator(const Board& b, std::string_view id) {
  for (const auto& i : b.indicators)
    if (i.indicator->id == id) return i;
  return b.indicators.front();
}

std::string_view than_words(const Period& p) {
  switch (p.kind) {
    case PeriodKind::month: return "tháng trước";
    case PeriodKind::quarter: return "quý trước";
    case PeriodKind::half_year:
    case PeriodKind::year: return "năm trước";
    case PeriodKind::free: return "kỳ trước";
  }
  return "kỳ trước";
}

// Of the on-time rate: what units are ranked by.
const std::optional<Target>& on_time_target(const Board& b) { return indicator(b, "dung-han").target; }

ui::Tone tone_of(const Rate& r, const std::optional<Target>& target) {
  const auto met = target ? target->met(r.part, r.whole) : std::nullopt;
  return !met ? ui::Tone::none : *met ? ui::Tone::good : ui::Tone::bad;
}
}  // namespace

std::vector<ui::Link> board_links(const BoardView& v) {
  std::vector<ui::Link> links{{.label = "Biểu báo cáo", .href = "/bao-cao?" + v.query},
                              {.label = "Dấu hiệu cần xem lại", .href = "/dau-hieu"}};
  const auto unit = v.board.question.unit;
  const bool whole = unit && v.choices.partial.empty();  // else the page shows the reader's own unit
  links.push_back(
      {.label = "Mục tiêu",
       .href = whole ? fmt::format("/bang-dieu-hanh/muc-tieu?don_vi={}", unit.value) : std::string("/bang-dieu-hanh/muc-tieu")});
  links.push_back({.label = "Khối lượng công việc", .href = "/khoi-luong"});
  links.push_back({.label = "Chậm ở đâu", .href = "/cham-o-dau"});
  links.push_back({.label = "Tải bảng tính (XLSX)", .href = "/bao-cao.xlsx?" + v.query});
  return links;
}

std::vector<ui::Figure> tiles(const BoardView& v) {
  const auto& b = v.board;
  const auto& q = b.question;
  const auto link = [&](int column) { return columns_href(q, {}, column); };
  const auto &on_time = indicator(b, "dung-han").now, &full = indicator(b, "toan-trinh").now;
  const auto& target = on_time_target(b);
  std::vector<ui::Figure> list;
  // Received in the period: those that came, without what was carried over.
  list.push_back({.label = "Hồ sơ tiếp nhận",
                  .value = vn_number(b.received),
                  .href = cell_href(*form("quan-ly"), q, {}, 5),
                  .note = change_words(b.received, b.received_before, than_words(q.period))});
  list.push_back({.label = "Trực tuyến toàn trình", .value = full.text(), .href = link(4), .note = vn_number(full.part) + " hồ sơ"});
  list.push_back({.label = "Đúng hạn",
                  .value = on_time.text(),
                  .href = link(9),
                  .note = fmt::format("{} hồ sơ đã giải quyết{}", vn_number(on_time.whole), target ? ", " + target->words : std::string{}),
                  .tone = tone_of(on_time, target)});
  list.push_back({.label = "Quá hạn chưa xong",
                  .value = vn_number(b.overdue),
                  .href = link(15),
                  .note = fmt::format("Trong {} hồ sơ đang giải quyết", vn_number(b.pending)),
                  .tone = b.overdue > 0 ? ui::Tone::bad : ui::Tone::good});
  const auto days = [](std::int64_t hours) { return vn_decimal(hours * 10 / 24, 1) + " ngày"; };
  list.push_back({.label = "Công dân chờ đến khi nhận kết quả",
                  .value = b.waiting.returned == 0 ? "chưa có số liệu" : days(b.waiting.median_hours),
                  .href = b.waiting.returned == 0 ? std::string() : fact_href(q, "cong-dan-cho", false),
                  .note = b.waiting.returned == 0 ? std::string("Tính từ khi nhận đến khi trả, cả ngày nghỉ")
                                                  : fmt::format("Trung vị của {} hồ sơ; 90% không quá {}", vn_number(b.waiting.returned),
                                                                days(b.waiting.p90_hours))});
  return list;
}

std::vector<ui::Figure> today_tiles(const BoardView& v) {
  const auto& t = v.board.today;
  auto q = v.board.question;
  q.period = free_period(t.day, t.day);
  q.known = {};
  return {{.label = "Tiếp nhận hôm nay", .value = vn_number(t.received), .href = cell_href(*form("quan-ly"), q, {}, 5), .note = {}},
          {.label = "Có kết quả hôm nay", .value = vn_number(t.settled), .href = columns_href(q, {}, 9), .note = {}},
          {.label = "Đang giải quyết, hẹn trả hôm nay", .value = vn_number(t.due), .href = fact_href(q, "hen-hom-nay", false), .note = {}},
          {.label = "Quá hạn hơn 5 ngày",
           .value = vn_number(v.board.overdue_days),
           .href = fact_href(q, "qua-han-lau", false),
           .note = {},
           .tone = v.board.overdue_days > 0 ? ui::Tone::bad : ui::Tone::none}};
}

ui::Chart month_chart(const BoardView& v) {
  ui::Chart c{.title = "Tỷ lệ đúng hạn và số hồ sơ đã giải quyết theo tháng",
              .description = "Đường đỏ: tỷ lệ đúng hạn (trục trái). Cột: số hồ sơ đã giải quyết (trục phải).",
              .point_label = "Tháng báo cáo",
              .bar_label = "Đã giải quyết",
              .line_label = "Đúng hạn",
              .line_min = 80};
  if (const auto& target = on_time_target(v.board)) {
    c.target = target->permille / 10.0;
    c.target_label = web::Label(target->words);
  }
  for (const auto& m : v.board.months) {
    const std::chrono::year_month_day last{m.period.to};
    const Rate rate{m.in_time, m.settled};
    const double share = m.settled == 0 ? 100 : static_cast<double>(m.in_time) * 100 / static_cast<double>(m.settled);
    while (m.settled > 0 && share < c.line_min) c.line_min -= 20;
    c.points.push_back({.label = fmt::format("{:02}/{}", unsigned{last.month()}, int{last.year()}),
                        .bar = static_cast<double>(m.settled),
                        .bar_text = vn_number(m.settled),
                        .line = share,
                        .line_text = rate.text()});
  }
  if (c.line_min < 0) c.line_min = 0;
  // Months before the first dossier have no rate: they are left out, a line through them would say something.
  while (c.points.size() > 1 && c.points.front().bar == 0) c.points.erase(c.points.begin());
  return c;
}

ui::BarList field_bars(const BoardView& v) {
  ui::BarList list{.caption = "Hồ sơ tiếp nhận theo lĩnh vực"};
  constexpr std::size_t kMost = 8;
  for (const auto& f : v.board.fields) {
    if (list.rows.size() == kMost) break;
    list.rows.push_back({.label = f.name,
                         .amount = static_cast<double>(f.received),
                         .value = vn_number(f.received),
                         .href = cell_href(*form("quan-ly"), v.board.question, {.section = {}, .field = f.id, .unit = {}}, 5),
                         .tone = ui::Tone::bad});
  }
  return list;
}

std::string unit_href(const BoardView& v, const BoardUnit& u) {
  auto q = v.board.question;
  q.unit = u.unit;
  q.place = q.settling = {};  // of the unit the board was of
  q.officer = {};
  return "/bang-dieu-hanh?" + query_of(*form("quan-ly"), q);
}

std::string rank_change(const BoardUnit& u) {
  if (u.rank == 0) return "chưa có số liệu";
  if (!u.rank_before) return "Kỳ trước chưa xếp hạng";
  const int up = *u.rank_before - u.rank;
  if (up == 0) return "Giữ nguyên";
  return fmt::format("{} {} bậc", up > 0 ? "Tăng" : "Giảm", up > 0 ? up : -up);
}

ui::Tag rank_tag(const BoardView& v, const BoardUnit& u) {
  const auto& r = u.on_time;
  if (r.whole == 0) return {.label = "Chưa có số liệu", .tone = ui::Tone::none};
  const auto& target = on_time_target(v.board);
  if (!target) return {.label = "Chưa có mục tiêu", .tone = ui::Tone::none};
  if (target->met(r.part, r.whole).value_or(true)) return {.label = "Tốt", .tone = ui::Tone::good};
  constexpr int kNear = 100;  // per mille below the target
  return r.part * 1000 >= r.whole * (target->permille - kNear) ? ui::Tag{.label = "Cần chú ý", .tone = ui::Tone::warn}
                                                               : ui::Tag{.label = "Chậm", .tone = ui::Tone::bad};
}

ui::Meter rank_meter(const BoardView& v, const BoardUnit& u) {
  return {.share = u.on_time.whole == 0 ? 0 : static_cast<double>(u.on_time.part) / static_cast<double>(u.on_time.whole),
          .value = u.on_time.text(),
          .tone = rank_tag(v, u).tone};
}

std::string target_words(const IndicatorValue& i) {
  if (!i.target) return "";
  const auto met = i.target->met(i.now.part, i.now.whole);
  return fmt::format("{}{}", i.target->words, !met ? "" : *met ? ": đạt" : ": chưa đạt");
}

namespace {
using RateLists = std::function<std::pair<std::string, std::string>(const Question&)>;

RateCell rate_cell(const Rate& rate, const Question& q, const RateLists& lists) {
  RateCell cell{.text = rate.text()};
  if (rate.whole == 0) return cell;
  std::tie(cell.part_href, cell.whole_href) = lists(q);
  cell.part = vn_number(rate.part);
  cell.whole = vn_number(rate.whole);
  return cell;
}

std::vector<RateCell> rate_cells(const BoardView& v, const Rate& now, const Rate& before, const Rate& year_ago, const Rate* other,
                                 const RateLists& lists) {
  auto q = v.board.question;
  std::vector<RateCell> cells{rate_cell(now, q, lists)};
  q.period = reports::before(v.board.question.period);
  cells.push_back(rate_cell(before, q, lists));
  q.period = year_before(v.board.question.period);
  cells.push_back(rate_cell(year_ago, q, lists));
  if (other) cells.push_back(rate_cell(*other, v.other->question, lists));
  return cells;
}
}  // namespace

std::vector<CompareLine> compare_lines(const BoardView& v) {
  std::vector<CompareLine> lines;
  const auto& form = *reports::form("chi-so");
  for (std::size_t n = 0; n < v.board.indicators.size(); ++n) {
    const auto& i = v.board.indicators[n];
    const RateLists lists = [&](const Question& q) {
      return std::pair{cell_href(form, q, {}, i.indicator->part_column), cell_href(form, q, {}, i.indicator->whole_column)};
    };
    lines.push_back({std::string(i.indicator->title), std::string(i.indicator->formula),
                     rate_cells(v, i.now, i.before, i.year_ago, v.other ? &v.other->indicators[n].now : nullptr, lists), target_words(i),
                     tone_of(i.now, i.target)});
  }
  for (std::size_t n = 0; n < v.board.facts.size(); ++n) {
    const auto& f = v.board.facts[n];
    const RateLists lists = [&](const Question& q) { return std::pair{fact_href(q, f.id, true), fact_href(q, f.id, false)}; };
    lines.push_back({std::string(f.title), std::string(f.formula),
                     rate_cells(v, f.now, f.before, f.year_ago, v.other ? &v.other->facts[n].now : nullptr, lists), "", ui::Tone::none});
  }
  return lines;
}

ui::Table compare_frame(const BoardView& v) {
  ui::Table t{.caption = "Chỉ số của kỳ",
              .columns = {{.label = "Chỉ số"},
                          {.label = "Kỳ này", .numeric = true},
                          {.label = "Kỳ trước", .numeric = true},
                          {.label = "Năm trước", .numeric = true}},
              .dense = true};
  if (v.other) t.columns.push_back({.label = web::Label(v.other->unit_name), .numeric = true});
  return t;
}

}  // namespace motcua::reports
