#include "app/article_stories.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "app/demo.hpp"
#include "app/desk_services.hpp"
#include "identity/accounts.hpp"
#include "portal/boards.hpp"
#include "reform/services.hpp"

namespace motcua::app {

using namespace reform;
using identity::Actor;
using identity::Role;
using identity::UnitId;

namespace {
Day on(std::string_view iso) { return parse_day(iso).value(); }

// Somebody of the place with the role, made when first needed.
Result<Actor> somebody(Services& s, std::string_view place, Role role, std::string_view user, std::string_view name) {
  auto login = fmt::format("{}.{}", user, place);
  std::ranges::replace(login, '/', '.');
  const auto unit = s.identity.tree()->by_key(place);
  ensure(bool(unit), "a place of the articles ships with the program");
  if (const auto known = s.db->read([&](store::ReadTx& tx) { return s.identity.account_by_name(tx, login); }))
    return s.identity.load_actor(known->id, unit);
  const auto system = s.identity.system_actor();
  TRY(const auto made, s.accounts.create(system, {login, std::string(name), "Công chức", "1022", std::string(kDemoPassword), false}));
  TRY_VOID(s.accounts.grant(system, made.id, role, {unit, true}, {s.identity.today(), {}}, "Dữ liệu dựng lại theo bài báo"));
  return s.identity.load_actor(made.id, unit);
}
Result<Actor> steward(Services& s, std::string_view place) { return somebody(s, place, Role::control, "kiemsoat", "Hồ Thị Soát Mẫu"); }
Result<Actor> head(Services& s, std::string_view place) { return somebody(s, place, Role::unit_head, "phongnoivu", "Tạ Văn Vụ Mẫu"); }
Result<Actor> desk_head(Services& s, std::string_view place) {
  return somebody(s, place, Role::bpmc_head, "truongbpmc", "Lý Thị Quầy Mẫu");
}

UnitId unit_of(Services& s, std::string_view key) {
  const auto unit = s.identity.tree()->by_key(key);
  ensure(bool(unit), "a unit of the articles ships with the program");
  return unit;
}
// Communes and divisions of a district: who is inspected and reports values.
std::vector<UnitId> offices(Services& s, std::string_view place, bool communes_only = false) {
  const auto tree = s.identity.tree();
  const auto today = s.identity.today();
  std::vector<UnitId> out;
  for (const auto u : tree->children(unit_of(s, place), today)) {
    const auto kind = tree->kind(u, today);
    if (tree->level(u, today) == identity::Level::commune && kind && identity::kind_info(*kind).territorial)
      out.push_back(u);
    else if (!communes_only && kind && !identity::kind_info(*kind).territorial && *kind != identity::UnitKind::one_stop)
      out.push_back(u);
  }
  return out;
}

// A task reported with proof of that day; accepted and finished when it is done.
Status reported(Services& s, const Actor& lead, const Actor& judge, std::int64_t task, Day day, bool finish) {
  auto& p = s.reform.services().plans;
  TRY(const auto proof, p.register_proof(lead, task, {.text = "Báo cáo kết quả", .number = "15/BC", .day = day}));
  if (!finish) return {};
  TRY_VOID(p.judge_proof(judge, proof, true, ""));
  return p.finish(judge, task, Evaluation::met);
}

Result<std::int64_t> yearly_plan(Services& s, const Actor& who, std::string_view place, int year, int goals, int tasks) {
  auto& p = s.reform.services().plans;
  const auto committee = unit_of(s, fmt::format("{}/ubnd", place)), lead = unit_of(s, fmt::format("{}/phong-noi-vu", place));
  TRY(const auto plan, p.draft(who, {.unit = committee, .year = year, .title = fmt::format("Kế hoạch cải cách hành chính năm {}", year)}));
  for (int i = 1; i <= goals; ++i)
    TRY_VOID(p.add_goal(who, plan, {.text = fmt::format("Mục tiêu thứ {}", i), .due = on(fmt::format("{}-12-31", year))}));
  for (int i = 1; i <= tasks; ++i) {
    reform::Task t{.text = i == 1 ? std::string("Đối thoại với người dân về thủ tục hành chính") : fmt::format("Nhiệm vụ thứ {}", i),
                   .content = static_cast<Content>(i % 7),
                   .kind = i == 1 ? TaskKind::dialogue : TaskKind::general,
                   .lead = lead,
                   .due = on(fmt::format("{}-12-15", year)),
                   .product = "Báo cáo kết quả"};
    TRY_VOID(p.add_task(who, plan, std::move(t)));
  }
  TRY_VOID(p.issue(who, plan, "12/KH-UBND", on(fmt::format("{}-01-20", year)), ""));
  return plan;
}
Result<std::vector<std::int64_t>> tasks_of(Services& s, const Actor& who, std::int64_t plan) {
  TRY(const auto v, s.reform.services().plans.open(who, plan));
  std::vector<std::int64_t> out;
  for (const auto& t : v.tasks) out.push_back(t.task.id);
  return out;
}

Result<std::int64_t> inspected(Services& s, const Actor& who, std::int64_t round, UnitId unit, Day day,
                               std::initializer_list<std::pair<const char*, const char*>> found) {
  auto& i = s.reform.services().inspections;
  const auto month = static_cast<int>(unsigned{std::chrono::year_month_day{day}.month()});
  TRY(const auto visit, i.plan_visit(who, round, {.unit = unit, .month = month, .head = "Trưởng Đoàn kiểm tra (mẫu)"}));
  TRY_VOID(i.open_visit(who, visit, day));
  for (const auto& [code, text] : found)
    TRY_VOID(i.add_finding(who, visit, {.code = code, .text = text, .action = "Khắc phục, báo cáo kết quả"}));
  TRY_VOID(i.conclude(who, visit, "30/TB-ĐKT", day, "Đơn vị phối hợp tốt."));
  return visit;
}

// ---- Lấp Vò and Hồng Ngự, 2018 ---------------------------------------------------------------------------------------------------------
Status province_inspects(Services& s, std::string_view place, std::string_view day,
                         std::initializer_list<std::pair<const char*, const char*>> found) {
  TRY(const auto who, steward(s, "tinh-87"));
  const auto committee = unit_of(s, fmt::format("{}/ubnd", place));
  auto& i = s.reform.services().inspections;
  TRY(const auto round,
      i.plan_round(who, {.unit = unit_of(s, "tinh-87"), .year = 2018, .title = "Kế hoạch kiểm tra công tác CCHC năm 2018"}, {committee}));
  TRY_VOID(i.issue_round(who, round, "55/KH-UBND", on("2018-03-01")));
  TRY_VOID(inspected(s, who, round, committee, on(day), found));
  return {};
}
Status lap_vo(Services& s) {
  return province_inspects(s, "lap-vo-2018", "2018-07-19",
                           {{"K1.2", "Kế hoạch cải cách hành chính của xã còn chung chung"},
                            {"K1.8", "Chưa thực hiện tiếp xúc, đối thoại với người dân"},
                            {"K5.2", "Đào tạo, bồi dưỡng cán bộ cấp cơ sở chưa được quan tâm đúng mức"},
                            {"K3.2", "Công chức cấp xã chưa xử lý hồ sơ trên phần mềm một cửa điện tử"},
                            {"K3.3", "Còn tình trạng nhận thừa và thiếu hồ sơ"},
                            {"K3.6", "Chưa thực hiện xin lỗi đối với hồ sơ giải quyết trễ hẹn"}});
}
Status hong_ngu(Services& s) {
  return province_inspects(s, "hong-ngu-2018", "2018-07-17",
                           {{"K1.1", "Một số cơ quan chưa xây dựng kế hoạch cải cách hành chính"},
                            {"K1.8", "Xã không xây dựng kế hoạch tiếp xúc, đối thoại với nhân dân"},
                            {"K3.4", "Hồ sơ thủ tục hành chính lưu chưa đủ thành phần"},
                            {"K4.1", "Phân công không đều: người không có việc, người làm không hết việc"}});
}

// ---- Hương Thủy, 2022
// --------------------------------------------------------------------------------------------------------------------
Status huong_thuy(Services& s) {
  constexpr std::string_view kPlace = "huong-thuy-2022";
  TRY(const auto who, steward(s, kPlace));
  auto& r = s.reform.services();
  TRY(const auto scheme, r.plans.draft(who, {.unit = unit_of(s, "huong-thuy-2022/ubnd"),
                                             .kind = PlanKind::scheme,
                                             .year = 2021,
                                             .last_year = 2025,
                                             .title = "Đề án cải cách hành chính giai đoạn 2021 - 2025"}));
  for (const auto& [year, millions] : {std::pair{2021, 1'150}, {2022, 1'310}, {2023, 1'290}, {2024, 1'285}, {2025, 1'282}})
    TRY_VOID(r.plans.add_budget(who, scheme, {.year = year, .planned = std::int64_t{millions} * 1'000'000, .source = "Ngân sách thị xã"}));
  std::string csv(kImportTemplate);
  for (const auto u : offices(s, kPlace)) {
    const auto key = s.identity.tree()->find(u)->key;
    csv += fmt::format("tai-khoan-van-ban;{};2022-06;1;1;;\r\nky-so;{};2022-06;{};{};;\r\n", key, key, 120 + key.size(), 120 + key.size());
  }
  TRY(const auto imported, r.indicators.import(who, csv, "van-ban-6-thang-2022.csv"));
  ensure(imported.faults.empty() && imported.values > 0, "the table of the article has no faults");
  return {};
}

// ---- Tam Nông, 2022
// ------------------------------------------------------------------------------------------------------------------------
Status tam_nong_plan(Services& s) {
  constexpr std::string_view kPlace = "tam-nong-2022";
  TRY(const auto who, steward(s, kPlace));
  TRY(const auto lead, head(s, kPlace));
  TRY(const auto plan, yearly_plan(s, who, kPlace, 2022, 16, 23));
  TRY(const auto tasks, tasks_of(s, who, plan));
  auto& p = s.reform.services().plans;
  for (int i = 0; i < 34; ++i) {
    const auto task = tasks[static_cast<std::size_t>(i) % tasks.size()];
    TRY(const auto activity, p.add_activity(lead, task, {.text = fmt::format("Hoạt động thứ {}", i + 1), .due = on("2022-11-30")}));
    if (i >= 20) continue;
    TRY(const auto proof, p.register_proof(lead, task,
                                           {.activity = activity,
                                            .kind = ProofKind::meeting,
                                            .text = "Biên bản",
                                            .number = fmt::format("{}/BB", i + 1),
                                            .day = on("2022-05-30")}));
    TRY_VOID(p.judge_proof(who, proof, true, ""));
  }
  for (std::size_t i = 0; i < 12; ++i) TRY_VOID(reported(s, lead, who, tasks[i], on("2022-06-10"), true));
  return {};
}
Status tam_nong_given(Services& s) {
  TRY(const auto province, steward(s, "tinh-87"));
  TRY(const auto district, head(s, "tam-nong-2022"));
  auto& p = s.reform.services().plans;
  for (int i = 1; i <= 26; ++i) {
    reform::Task t{.owner = unit_of(s, "tinh-87"),
                   .text = fmt::format("Nhiệm vụ tỉnh giao thứ {}", i),
                   .content = Content::steering,
                   .lead = unit_of(s, "tam-nong-2022/ubnd"),
                   .due = on("2022-05-31"),
                   .product = "Báo cáo",
                   .origin = Origin::assigned,
                   .document = fmt::format("Công văn {}/UBND-NC", 100 + i),
                   .given_on = on("2022-02-10")};
    TRY(const auto task, p.give(province, std::move(t)));
    TRY_VOID(p.confirm_receipt(district, task));
    TRY_VOID(reported(s, district, province, task, on(i <= 19 ? "2022-05-20" : "2022-05-31"), true));
  }
  return {};
}
Status tam_nong_inspections(Services& s) {
  constexpr std::string_view kPlace = "tam-nong-2022";
  TRY(const auto who, steward(s, kPlace));
  auto& i = s.reform.services().inspections;
  auto scope = offices(s, kPlace);
  std::erase(scope, unit_of(s, "tam-nong-2022/ubnd"));  // who inspects
  TRY(const auto round,
      i.plan_round(who, {.unit = unit_of(s, "tam-nong-2022/ubnd"), .year = 2022, .title = "Kế hoạch kiểm tra năm 2022"}, scope));
  TRY_VOID(i.issue_round(who, round, "08/KH-UBND", on("2022-01-25")));
  for (const auto u : scope) TRY_VOID(inspected(s, who, round, u, on("2022-05-12"), {}));
  return {};
}
Status tam_nong_values(Services& s) {
  constexpr std::string_view kPlace = "tam-nong-2022";
  TRY(const auto who, steward(s, kPlace));
  std::string csv(kImportTemplate);
  int n = 0;
  for (const auto u : offices(s, kPlace)) {
    const auto key = s.identity.tree()->find(u)->key;
    const int accounts = n == 0 ? 8 : 9;  // 251 in 28 units
    csv += fmt::format("tai-khoan-van-ban;{};2022-06;1;1;;\r\ntai-khoan-hoat-dong;{};2022-06;{};{};;\r\n", key, key, accounts, accounts);
    csv += fmt::format("van-ban-luan-chuyen;{};2022-06;{};{};;\r\nma-doc;{};2022-06;{};{};;\r\n", key, 210 + (n % 5 == 0), 210, key, 6, 6);
    ++n;
  }
  auto& indicators = s.reform.services().indicators;
  TRY(const auto imported, indicators.import(who, csv, "6-thang-2022.csv"));
  ensure(imported.faults.empty() && n == 28, "the table of the article has no faults and 28 units");
  return {};
}
Result<std::int64_t> model(Services& s, const Actor& who, std::string_view place, std::string name, std::string_view since,
                           CountSource source = CountSource::manual, std::string procedure = {}) {
  auto& m = s.reform.services().initiatives;
  TRY(const auto id, m.add(who, {.unit = unit_of(s, place),
                                 .name = std::move(name),
                                 .content = Content::procedures,
                                 .started_on = on(since),
                                 .counted = "trường hợp",
                                 .source = source,
                                 .procedure = std::move(procedure)}));
  TRY_VOID(m.move(who, id, InitiativeState::screened, "", ""));
  TRY_VOID(m.move(who, id, InitiativeState::pilot, "", ""));
  return id;
}
Status tam_nong_models(Services& s) {
  TRY(const auto who, steward(s, "tam-nong-2022"));
  auto& m = s.reform.services().initiatives;
  const auto evaluated = [&](std::string_view place, std::string name, Measure measure, std::string_view to) -> Status {
    TRY(const auto id, model(s, who, place, std::move(name), "2022-03-01"));
    TRY_VOID(m.tally(who, id, {.year = 2022, .month = 5, .count = 46}));
    TRY_VOID(m.measure(who, id, std::move(measure)));
    TRY_VOID(m.move(who, id, InitiativeState::evaluated, "Người dân đồng tình", ""));
    TRY_VOID(m.move(who, id, InitiativeState::recognised, "", "Quyết định 512/QĐ-UBND"));
    TRY_VOID(m.replicate(who, id, unit_of(s, to), on("2022-12-15")));
    return {};
  };
  TRY_VOID(evaluated(
      "tam-nong-2022/30016", "Số điện thoại hỗ trợ hướng dẫn thành phần hồ sơ",
      {.what = "Số lần phải bổ sung hồ sơ", .unit = "lần trên 100 hồ sơ", .before = 3'100, .after = 1'200, .source = "Sổ theo dõi"},
      "tam-nong-2022/30025"));
  return evaluated("tam-nong-2022/30031", "Trả hồ sơ cho dân tận nhà không tính phí",
                   {.what = "Số lần đến", .unit = "lần", .before = 200, .after = 100, .source = "Sổ theo dõi"}, "tam-nong-2022/30028");
}

// ---- Hiệp Đức, 2023
// ------------------------------------------------------------------------------------------------------------------------
Status hiep_duc_committee(Services& s) {
  constexpr std::string_view kPlace = "hiep-duc-2023";
  TRY(const auto who, steward(s, kPlace));
  const auto unit = [&](std::string_view below) { return unit_of(s, fmt::format("{}/{}", kPlace, below)); };
  auto& c = s.reform.services().committees;
  TRY(const auto committee, c.set_up(who, {.unit = unit("ubnd"),
                                           .name = "Ban Chỉ đạo cải cách hành chính và chuyển đổi số huyện Hiệp Đức",
                                           .decision = "609/QĐ-UBND",
                                           .set_up_on = on("2023-08-23"),
                                           .follow_up = unit("van-phong")}));
  for (const auto& [kind, title] : {std::pair{PaperKind::regulation, "Quy chế làm việc của Ban Chỉ đạo và Tổ giúp việc"},
                                    std::pair{PaperKind::assignment, "Thông báo phân công nhiệm vụ các thành viên"}}) {
    TRY(const auto paper, c.add_paper(who, committee, {.kind = kind, .title = title}));
    TRY_VOID(c.move_paper(who, paper, PaperState::issued, "01/BCĐ", on("2023-08-31"), ""));
  }
  TRY(const auto session,
      c.plan_session(who, committee, {.day = on("2023-08-31"), .place = "UBND huyện", .chair = "Trưởng Ban Chỉ đạo (mẫu)"}));
  TRY_VOID(c.hold(who, session, "Các thành viên Ban Chỉ đạo, Tổ giúp việc"));
  const auto item = [&](std::string text, std::string_view lead, std::string metric, TargetKind kind, std::int64_t target,
                        std::optional<Day> due) {
    return c.add_item(who, session,
                      {.text = std::move(text),
                       .content = Content::digital,
                       .lead = unit(lead),
                       .due = due,
                       .metric = std::move(metric),
                       .target_kind = kind,
                       .target = target});
  };
  TRY_VOID(item("Thực hiện Kế hoạch 125/KH-UBND và Kế hoạch 133/KH-UBND", "phong-noi-vu", "", TargetKind::none, 0, on("2023-12-31")));
  TRY_VOID(item("Công khai xin lỗi đối với hồ sơ trễ hẹn theo Quyết định 3200/QĐ-UBND", "van-phong", "", TargetKind::none, 0, {}));
  TRY_VOID(item("Chỉnh lý hồ sơ, số hóa kết quả còn hiệu lực", "phong-tu-phap", "so-hoa-ket-qua", TargetKind::at_least, 10'000, {}));
  TRY_VOID(item("Ký số trên Q-Office; tài khoản dịch vụ công; cài đặt ứng dụng", "phong-vhtt", "ung-dung", TargetKind::at_least, 10'000,
                on("2023-09-30")));
  TRY_VOID(item("Chi nhánh Văn phòng đăng ký đất đai có hồ sơ trực tuyến không thấp hơn mặt bằng chung của tỉnh", "phong-tnmt",
                "truc-tuyen", TargetKind::average, 0, on("2023-09-30")));
  return c.conclude(who, session, "305/TB-BCĐ", on("2023-09-06"), "Thông qua quy chế làm việc, phân công nhiệm vụ.",
                    "Hồ sơ trễ hạn giảm, hồ sơ trực tuyến tăng.", "Nhận thức một số cán bộ còn hạn chế; số hóa chưa thực hiện.");
}
Status hiep_duc_values(Services& s) {
  TRY(const auto who, steward(s, "hiep-duc-2023"));
  std::string csv(kImportTemplate);
  csv += "vneid;hiep-duc-2023/ubnd;2023-08;22545;25000;;báo cáo của công an huyện\r\n";
  csv += "xac-thuc-bhxh;hiep-duc-2023/ubnd;2023-08;9800;10000;;báo cáo của bảo hiểm xã hội huyện\r\n";
  csv += "du-lieu-can-bo;hiep-duc-2023/ubnd;2023-08;1040;1040;;\r\n";
  for (const auto& [year, entries] : {std::pair{2016, 812}, {2017, 846}, {2018, 901}, {2019, 877}})
    csv += fmt::format("so-hoa-ho-tich;hiep-duc-2023/phong-tu-phap;{};{};{};;sổ hộ tịch năm {}\r\n", year, entries, entries, year);
  TRY(const auto imported, s.reform.services().indicators.import(who, csv, "thang-8-2023.csv"));
  ensure(imported.faults.empty(), "the table of the article has no faults");
  return {};
}

// ---- Cao Lãnh, 2022 and 2023
// ---------------------------------------------------------------------------------------------------------------
Status cao_lanh_before(Services& s) {
  TRY(const auto who, steward(s, "cao-lanh-2023"));
  auto& i = s.reform.services().inspections;
  const auto scope = offices(s, "cao-lanh-2023", true);
  const auto committee = unit_of(s, "cao-lanh-2023/ubnd");
  TRY(const auto round, i.plan_round(who, {.unit = committee, .year = 2022, .title = "Kế hoạch kiểm tra năm 2022"}, scope));
  TRY_VOID(i.issue_round(who, round, "10/KH-UBND", on("2022-02-10")));
  for (const auto u : scope)
    TRY_VOID(inspected(s, who, round, u, on("2022-09-15"), {{"K3.4", "Lưu hồ sơ thiếu thành phần"}, {"K7.2", "Chưa số hóa đủ kết quả"}}));
  return {};
}
Status cao_lanh_again(Services& s) {
  TRY(const auto who, steward(s, "cao-lanh-2023"));
  auto& i = s.reform.services().inspections;
  const auto scope = offices(s, "cao-lanh-2023", true);
  const auto committee = unit_of(s, "cao-lanh-2023/ubnd");
  TRY(const auto round, i.plan_round(who, {.unit = committee, .year = 2023, .title = "Kế hoạch phúc tra năm 2023"}, scope));
  TRY_VOID(i.issue_round(who, round, "09/KH-UBND", on("2023-02-08")));
  std::vector<std::pair<std::int64_t, UnitId>> before;
  for (const auto& r : i.rounds(who))
    if (r.round.year == 2022)
      for (const auto& v : r.visits) before.emplace_back(v.id, v.unit);
  int n = 0;
  for (const auto& [previous, u] : before) {
    TRY(const auto visit,
        i.plan_visit(who, round,
                     {.unit = u, .kind = VisitKind::reinspection, .month = 9, .head = "Trưởng Đoàn kiểm tra (mẫu)", .previous = previous}));
    TRY_VOID(i.open_visit(who, visit, on("2023-09-20")));
    TRY(const auto v, i.visit(who, visit));
    for (const auto& again : v.again) {
      // Most are mended: one in ten partly.
      const auto result = n++ % 10 == 9 ? RecheckResult::partly : RecheckResult::confirmed;
      TRY_VOID(i.recheck(who, visit, again.finding.id, result, "Đã xem hồ sơ lưu, trích xuất hệ thống"));
    }
    TRY_VOID(i.conclude(who, visit, "41/TB-ĐKT", on("2023-09-20"), ""));
  }
  return {};
}
Status cao_lanh_plan(Services& s) {
  constexpr std::string_view kPlace = "cao-lanh-2023";
  TRY(const auto who, steward(s, kPlace));
  TRY(const auto lead, head(s, kPlace));
  TRY(const auto plan, yearly_plan(s, who, kPlace, 2023, 4, 24));
  TRY(const auto tasks, tasks_of(s, who, plan));
  for (const auto task : tasks) TRY_VOID(reported(s, lead, who, task, on("2023-10-12"), false));
  return {};
}
constexpr std::string_view kMyPhu = "cao-lanh-2023/29888", kMyTan = "cao-lanh-2023/29884";
portal::Boards boards_of(Services& s) { return {*s.db, s.clock, s.ids, s.identity, s.catalog, public_url(s.config, 8080)}; }

Status cao_lanh_my_tan(Services& s) {
  TRY(const auto who, steward(s, "cao-lanh-2023"));
  TRY(const auto desk, desk_head(s, kMyTan));
  const auto unit = unit_of(s, fmt::format("{}/mot-cua", kMyTan));
  auto boards = boards_of(s);
  for (const auto* place : {"Bộ phận Một cửa", "Nhà văn hóa ấp 1", "Chợ Mỹ Tân", "Nhà văn hóa ấp 3"})
    TRY_VOID(boards.add(desk, unit, place, "1.001193, 2.000635"));
  DeskServices services(s);
  for (const auto& [procedure, minutes] : {std::pair{"2.000635", 30}, std::pair{"1.001193", 45}})
    TRY_VOID(services.visits.set_promise(desk, {{}, unit, procedure, "", minutes, s.identity.today(), "Mô hình hồ sơ không hẹn", ""}));
  TRY_VOID(model(s, who, kMyTan, "Hồ sơ không hẹn", "2023-04-03", CountSource::same_visit));
  TRY_VOID(model(s, who, kMyTan, "Ứng dụng mã QR Code tra cứu nhanh hồ sơ mẫu", "2023-04-03", CountSource::scans));
  return {};
}
Status cao_lanh_my_phu(Services& s) {
  TRY(const auto who, steward(s, "cao-lanh-2023"));
  TRY(const auto desk, desk_head(s, kMyPhu));
  TRY_VOID(boards_of(s).add(desk, unit_of(s, fmt::format("{}/mot-cua", kMyPhu)), "Bộ phận Một cửa", "2.000815"));
  TRY_VOID(model(s, who, kMyPhu, "Phiếu hướng dẫn bằng ứng dụng mã QR Code", "2023-07-03", CountSource::scans));
  TRY_VOID(model(s, who, kMyPhu, "Chứng thực điện tử 3 không", "2023-07-03", CountSource::dossiers, "2.000815"));
  // The article counts eight and names these four; the others stand by their number.
  const auto communes = offices(s, "cao-lanh-2023", true);
  for (std::size_t n = 5; n <= 8; ++n) {
    const auto key = s.identity.tree()->find(communes.at(n))->key;
    TRY_VOID(model(s, who, key, fmt::format("Mô hình mới thứ {} của thành phố năm 2023", n), "2023-05-08"));
  }
  return {};
}
// People scan the sheet at Mỹ Phú.
Status scans(Services& s, int times) {
  TRY(const auto desk, desk_head(s, kMyPhu));
  auto boards = boards_of(s);
  const auto all = boards.list(desk, portal::month_of(s.identity.today()));
  ensure(all.size() == 1, "one board hangs at Mỹ Phú");
  for (int i = 0; i < times; ++i) boards.read(all[0].code, "2.000815");
  return {};
}
}  // namespace

std::vector<ArticleStory> article_stories() {
  return {{"lap-vo-2018", on("2019-12-03"), lap_vo},
          {"hong-ngu-2018", on("2019-12-03"), hong_ngu},
          {"huong-thuy-2022", on("2022-06-23"), huong_thuy},
          {"tam-nong-2022", on("2022-07-15"), tam_nong_plan},
          {"tam-nong-2022", on("2022-07-15"), tam_nong_given},
          {"tam-nong-2022", on("2022-07-15"), tam_nong_inspections},
          {"tam-nong-2022", on("2022-07-15"), tam_nong_values},
          {"tam-nong-2022", on("2022-07-15"), tam_nong_models},
          {"cao-lanh-2023", on("2022-09-16"), cao_lanh_before},
          {"cao-lanh-2023", on("2023-04-03"), cao_lanh_my_tan},
          {"cao-lanh-2023", on("2023-07-03"), cao_lanh_my_phu},
          {"cao-lanh-2023", on("2023-07-20"), [](Services& s) { return scans(s, 80); }},
          {"cao-lanh-2023", on("2023-08-21"), [](Services& s) { return scans(s, 90); }},
          {"hiep-duc-2023", on("2023-09-07"), hiep_duc_committee},
          {"hiep-duc-2023", on("2023-09-07"), hiep_duc_values},
          {"cao-lanh-2023", on("2023-09-20"), [](Services& s) { return scans(s, 90); }},
          {"cao-lanh-2023", on("2023-09-21"), cao_lanh_again},
          {"cao-lanh-2023", on("2023-10-20"), [](Services& s) { return scans(s, 80); }},
          {"cao-lanh-2023", on("2023-10-31"), cao_lanh_plan}};
}

}  // namespace motcua::app
