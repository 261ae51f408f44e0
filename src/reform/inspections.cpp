#include "reform/inspections.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "identity/permissions_reform.hpp"
#include "reform/store_inspections.hpp"
#include "reform/store_plans.hpp"
#include "web/crypto.hpp"

namespace motcua::reform {

using identity::kReformRead;
using store::ReadTx;
using store::Tx;

namespace {
tl::unexpected<Error> no_round() { return errors::not_found("reform.no_round", "Không có kế hoạch kiểm tra này trong phạm vi của bạn."); }
tl::unexpected<Error> no_visit() { return errors::not_found("reform.no_visit", "Không có cuộc kiểm tra này trong phạm vi của bạn."); }

std::vector<UnitId> units_in(std::string_view list) {
  Task t;
  t.partners = std::string(list);
  return partners_of(t);
}
constexpr std::size_t kMostSample = 100;
constexpr int kMostListed = 5000;
}  // namespace

RoundView Inspections::view_of(ReadTx& tx, const Actor& actor, const Round& r) const {
  RoundView v{.round = r, .unit_name = b_.unit_name(r.unit), .visits = rows::visits(tx, r.id), .scope = units_in(r.scope)};
  std::set<std::int64_t> went;
  for (const auto& visit : v.visits)
    if (visit.state != VisitState::planned) went.insert(visit.unit.value);
  for (const auto u : v.scope) {
    if (went.contains(u.value))
      ++v.inspected;
    else
      v.waiting.push_back(u);
  }
  std::vector<std::pair<std::string, std::int64_t>> where;
  for (const auto& f : rows::findings_of_round(tx, r.id)) {
    ++v.findings;
    if (f.state != FindingState::confirmed) ++v.open;
    if (f.repeats != 0) ++v.repeats;
    where.emplace_back(f.code, f.unit.value);
  }
  v.spread = systemic(where, static_cast<std::int64_t>(went.size()));
  v.may_manage = b_.may_manage(actor, r.unit);
  return v;
}

std::vector<RoundView> Inspections::rounds(const Actor& actor, int limit) {
  const auto units = actor.units_with(kReformRead);
  return b_.db.read([&](ReadTx& tx) {
    std::vector<RoundView> out;
    for (const auto& r : rows::rounds(tx, units, limit)) out.push_back(view_of(tx, actor, r));
    return out;
  });
}

Result<RoundView> Inspections::round(const Actor& actor, std::int64_t id) {
  return b_.db.read([&](ReadTx& tx) -> Result<RoundView> {
    const auto r = find<Round>(tx, id);
    if (!r || !actor.permits_in(kReformRead, r->unit)) return no_round();
    return view_of(tx, actor, *r);
  });
}

Result<std::int64_t> Inspections::plan_round(const Actor& actor, Round wish, std::vector<UnitId> scope) {
  wish.title = clean(wish.title);
  std::vector<FieldError> wrong;
  if (!wish.unit) wrong.push_back({"don_vi", "Chọn đơn vị kiểm tra."});
  if (wish.title.empty()) wrong.push_back({"ten", "Ghi tên kế hoạch kiểm tra."});
  if (wish.year < 2010 || wish.year > 2100) wrong.push_back({"nam", "Ghi năm, ví dụ 2026."});
  if (scope.empty()) wrong.push_back({"pham_vi", "Chọn ít nhất một đơn vị phải kiểm tra trong năm."});
  if (!wrong.empty()) return errors::invalid_fields("reform.round_invalid", std::move(wrong));
  if (!b_.may_manage(actor, wish.unit)) return not_yours("reform.round_not_yours");
  wish.id = b_.ids.next();
  wish.scope = partner_list(scope);
  wish.made_by = actor.display_name;
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Result<std::int64_t> {
    auto r = wish;
    TRY_VOID(keep(tx, r, "reform_round.drafted", by));
    return r.id;
  });
}

Status Inspections::issue_round(const Actor& actor, std::int64_t id, std::string number, std::optional<Day> day) {
  std::vector<FieldError> wrong;
  number = clean(number);
  if (number.empty()) wrong.push_back({"so", "Ghi số kế hoạch kiểm tra."});
  if (!day || *day > b_.today()) wrong.push_back({"ngay", "Ghi ngày ban hành, không sau hôm nay."});
  if (!wrong.empty()) return errors::invalid_fields("reform.round_issue_invalid", std::move(wrong));
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Status {
    auto r = find<Round>(tx, id);
    if (!r || !b_.may_manage(actor, r->unit)) return no_round();
    if (r->state != RoundState::draft) return errors::illegal_transition("reform.round_issued", "Kế hoạch kiểm tra này đã ban hành.");
    r->number = number;
    r->issued_on = day;
    r->state = RoundState::issued;
    return keep(tx, *r, "reform_round.issued", by);
  });
}

Result<std::int64_t> Inspections::plan_visit(const Actor& actor, std::int64_t round, Visit wish) {
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Result<std::int64_t> {
    const auto r = find<Round>(tx, round);
    if (!r || !b_.may_manage(actor, r->unit)) return no_round();
    auto v = wish;
    std::vector<FieldError> wrong;
    if (!v.unit) wrong.push_back({"don_vi", "Chọn đơn vị được kiểm tra."});
    if (clean(v.head).empty()) wrong.push_back({"truong_doan", "Ghi Trưởng Đoàn kiểm tra."});
    if (v.month < 1 || v.month > 12) wrong.push_back({"thang", "Ghi tháng dự kiến, từ 1 đến 12."});
    if (v.kind == VisitKind::reinspection) {
      const auto before = v.previous == 0 ? std::nullopt : find<Visit>(tx, v.previous);
      if (!before || before->state != VisitState::concluded || before->unit != v.unit)
        wrong.push_back({"lan_truoc", "Chọn cuộc kiểm tra đã kết luận của chính đơn vị này để phúc tra."});
    } else {
      v.previous = 0;
    }
    if (!wrong.empty()) return errors::invalid_fields("reform.visit_invalid", std::move(wrong));
    v.id = b_.ids.next();
    v.round = round;
    v.head = clean(v.head);
    TRY_VOID(keep(tx, v, "reform_visit.planned", by));
    return v.id;
  });
}

Result<Visit> Inspections::inspected(ReadTx& tx, const Actor& actor, std::int64_t id, Round* round) const {
  auto v = find<Visit>(tx, id);
  const auto r = v ? find<Round>(tx, v->round) : std::nullopt;
  if (!r) return no_visit();
  const bool reads = actor.permits_in(kReformRead, r->unit) || (v->state != VisitState::planned && actor.permits_in(kReformRead, v->unit));
  if (!reads) return no_visit();
  if (!b_.may_manage(actor, r->unit)) return not_yours("reform.visit_not_yours");
  if (round) *round = *r;
  return *std::move(v);
}

Status Inspections::open_visit(const Actor& actor, std::int64_t id, std::optional<Day> day) {
  if (!day || *day > b_.today()) return errors::invalid_fields("reform.visit_day", {{"ngay", "Ghi ngày kiểm tra, không sau hôm nay."}});
  const auto by = by_of(actor, b_.clock.now());
  const auto seed = web::random_token(12);
  return b_.db.write([&](Tx& tx) -> Status {
    Round r;
    TRY(auto v, inspected(tx, actor, id, &r));
    if (v.state != VisitState::planned) return errors::illegal_transition("reform.visit_open", "Cuộc kiểm tra này đã mở.");
    if (r.state == RoundState::draft) return errors::illegal_transition("reform.round_not_issued", "Ban hành kế hoạch kiểm tra trước.");
    v.state = VisitState::open;
    v.day = day;
    v.seed = seed;
    return keep(tx, v, "reform_visit.opened", by);
  });
}

Result<int> Inspections::draw_sample(const Actor& actor, std::int64_t id, std::size_t size) {
  if (size < 1 || size > kMostSample)
    return errors::invalid_fields("reform.sample_size", {{"so_mau", fmt::format("Ghi số hồ sơ mẫu, từ 1 đến {}.", kMostSample)}});
  Visit v;
  TRY_VOID(b_.db.read([&](ReadTx& tx) -> Status {
    TRY(v, inspected(tx, actor, id));
    if (v.state != VisitState::open)
      return errors::illegal_transition("reform.visit_not_open", "Mở cuộc kiểm tra trước khi rút hồ sơ mẫu.");
    if (!rows::samples(tx, id).empty())
      return errors::illegal_transition("reform.sample_drawn", "Đã rút hồ sơ mẫu. Mỗi cuộc kiểm tra chỉ rút một lần.");
    return {};
  }));
  const auto day = b_.today();
  const auto tree = b_.identity.tree();
  const auto place = tree->kind(v.unit, day) == identity::UnitKind::committee ? tree->territory(v.unit, day).value_or(v.unit) : v.unit;
  std::map<std::string, std::string> names;
  const reports::Question q{.period = reports::free_period(v.day.value_or(day) - std::chrono::days{365}, day), .unit = place};
  for (std::string after;;) {
    TRY(const auto page, reports_.cell(b_.identity.system_actor(), *reports::form("07a"), q, {}, 9, after, 200));
    for (const auto& row : page.rows) names[row.code] = row.procedure_name.empty() ? row.procedure_code : row.procedure_name;
    after = page.next;
    if (after.empty() || static_cast<int>(names.size()) >= kMostListed) break;
  }
  std::vector<std::string> codes;
  for (const auto& [code, name] : names) codes.push_back(code);
  const auto drawn = draw(std::move(codes), v.seed, size);
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Result<int> {
    if (!rows::samples(tx, id).empty()) return errors::illegal_transition("reform.sample_drawn_by_other", "Người khác vừa rút hồ sơ mẫu.");
    int n = 0;
    for (const auto& code : drawn) {
      Sample s{.id = b_.ids.next(), .visit = id, .drawn = ++n, .dossier = code, .procedure = names[code]};
      TRY_VOID(keep(tx, s, "reform_sample.drawn", by));
    }
    return n;
  });
}

Status Inspections::judge_sample(const Actor& actor, std::int64_t id, SampleVerdict verdict, std::string note) {
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Status {
    auto s = find<Sample>(tx, id);
    if (!s) return errors::not_found("reform.no_sample", "Không có hồ sơ mẫu này.");
    TRY(const auto v, inspected(tx, actor, s->visit));
    if (v.state != VisitState::open) return errors::illegal_transition("reform.sample_closed", "Cuộc kiểm tra đã kết luận.");
    s->verdict = verdict;
    s->note = clean(note);
    return keep(tx, *s, "reform_sample.judged", by);
  });
}

Status Inspections::mark(const Actor& actor, std::int64_t id, NewScore wish) {
  const auto now = b_.clock.now();
  const auto by = by_of(actor, now);
  Visit seen;
  TRY_VOID(b_.db.read([&](ReadTx& tx) -> Status {
    TRY(seen, inspected(tx, actor, id));
    return {};
  }));
  const auto items = checklist(seen.day.value_or(b_.today()));
  const auto* item = check_item(items, wish.code);
  if (!item) return errors::invalid_fields("reform.check_unknown", {{"ma", "Mã này không có trong bảng kiểm tra."}});
  const std::int64_t most = std::int64_t{item->most} * 100;
  const auto points = wish.mark == Mark::not_applicable ? 0
                      : wish.mark == Mark::good         ? wish.points.value_or(most)
                                                        : wish.points.value_or(0);
  if (points < 0 || points > most)
    return errors::invalid_fields("reform.points_out", {{"diem", fmt::format("Điểm từ 0 đến {}.", item->most)}});
  if (wish.mark == Mark::partly && !wish.points)
    return errors::invalid_fields("reform.points_missing", {{"diem", "Ghi điểm cho kết quả một phần."}});
  const auto known = known_of(actor, seen);
  return b_.db.write([&](Tx& tx) -> Status {
    TRY(const auto v, inspected(tx, actor, id));
    if (v.state != VisitState::open)
      return errors::illegal_transition("reform.mark_closed", "Mở cuộc kiểm tra rồi chấm; đã kết luận thì không chấm nữa.");
    auto s = rows::score(tx, id, wish.code).value_or(Score{.id = b_.ids.next(), .visit = id, .code = wish.code});
    const auto k = known.find(wish.code);
    // The same entry sent again changes nothing.
    if (s.version > 0 && s.mark == wish.mark && s.points == points && s.note == clean(wish.note)) return {};
    s.mark = wish.mark;
    s.points = points;
    s.most = wish.mark == Mark::not_applicable ? 0 : most;
    s.note = clean(wish.note);
    s.known = k == known.end() ? std::string() : k->second;
    s.made_by = by.name;
    s.made_at = now;
    return keep(tx, s, "reform_score.marked", by);
  });
}

std::optional<Finding> Inspections::earlier_of(ReadTx& tx, UnitId unit, std::string_view code, Day day) const {
  std::vector<Earlier> earlier;
  for (const auto& f : rows::findings_of_unit(tx, unit, code)) earlier.push_back({f.id, f.code, f.confirmed_on});
  const auto id = repeated(earlier, code, day);
  return id ? find<Finding>(tx, *id) : std::nullopt;
}

Result<std::int64_t> Inspections::add_finding(const Actor& actor, std::int64_t id, NewFinding wish) {
  wish.text = clean(wish.text);
  std::vector<FieldError> wrong;
  const auto items = checklist(b_.today());
  if (!check_item(items, wish.code)) wrong.push_back({"ma", "Chọn mục của bảng kiểm tra."});
  if (wish.text.empty()) wrong.push_back({"han_che", "Ghi hạn chế, tồn tại."});
  if (clean(wish.action).empty()) wrong.push_back({"kien_nghi", "Ghi kiến nghị: phải làm gì để khắc phục."});
  if (!wrong.empty()) return errors::invalid_fields("reform.finding_invalid", std::move(wrong));
  const auto by = by_of(actor, b_.clock.now());
  const auto today = b_.today();
  return b_.db.write([&](Tx& tx) -> Result<std::int64_t> {
    TRY(const auto v, inspected(tx, actor, id));
    if (v.state != VisitState::open)
      return errors::illegal_transition("reform.finding_closed", "Chỉ ghi hạn chế khi cuộc kiểm tra đang mở.");
    for (const auto& f : rows::findings_of_visit(tx, id))
      if (f.code == wish.code && f.text == wish.text) return f.id;  // sent twice by a tablet
    Finding f{.id = b_.ids.next(),
              .visit = id,
              .unit = v.unit,
              .code = wish.code,
              .text = wish.text,
              .severity = wish.severity,
              .cause = wish.cause,
              .action = clean(wish.action),
              .responsible = wish.responsible ? wish.responsible : v.unit,
              .person = clean(wish.person),
              .opened_on = v.day.value_or(today)};
    f.deadline = wish.deadline ? wish.deadline : std::optional(f.opened_on + std::chrono::days{kRemedyDays});
    if (const auto before = earlier_of(tx, v.unit, wish.code, f.opened_on)) f.repeats = before->id;
    TRY_VOID(keep(tx, f, f.repeats != 0 ? "reform_finding.repeated" : "reform_finding.opened", by));
    return f.id;
  });
}

Status Inspections::recheck(const Actor& actor, std::int64_t id, std::int64_t finding, RecheckResult result, std::string note) {
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Status {
    TRY(const auto v, inspected(tx, actor, id));
    if (v.kind != VisitKind::reinspection || v.state != VisitState::open)
      return errors::illegal_transition("reform.not_rechecking", "Chỉ ghi kết quả phúc tra khi cuộc phúc tra đang mở.");
    auto f = find<Finding>(tx, finding);
    if (!f || f->visit != v.previous) return errors::not_found("reform.not_of_previous", "Hạn chế này không thuộc cuộc kiểm tra trước.");
    if (result == RecheckResult::confirmed && rows::evidence(tx, finding).empty() && clean(note).empty())
      return errors::invalid_fields("reform.recheck_unproven", {{"ghi_chu", "Ghi bằng chứng đã xem: văn bản, ảnh, trích xuất hệ thống."}});
    auto r = rows::recheck(tx, id, finding).value_or(Recheck{.id = b_.ids.next(), .visit = id, .finding = finding});
    if (r.version > 0 && r.result == result && r.note == clean(note)) return {};
    r.result = result;
    r.note = clean(note);
    TRY_VOID(keep(tx, r, "reform_recheck.noted", by));
    if (f->state == FindingState::confirmed && result == RecheckResult::confirmed) return {};
    f->state = result == RecheckResult::confirmed ? FindingState::confirmed
               : result == RecheckResult::partly  ? FindingState::partly
                                                  : FindingState::not_accepted;
    f->confirmed_on = result == RecheckResult::confirmed ? v.day : std::nullopt;
    return keep(tx, *f, "reform_finding.rechecked", by);
  });
}

Status Inspections::conclude(const Actor& actor, std::int64_t id, std::string number, std::optional<Day> day, std::string minutes) {
  number = clean(number);
  std::vector<FieldError> wrong;
  if (number.empty()) wrong.push_back({"so", "Ghi số thông báo kết luận."});
  if (!day || *day > b_.today()) wrong.push_back({"ngay", "Ghi ngày kết luận, không sau hôm nay."});
  if (!wrong.empty()) return errors::invalid_fields("reform.conclusion_invalid", std::move(wrong));
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Status {
    TRY(auto v, inspected(tx, actor, id));
    if (v.state != VisitState::open) return errors::illegal_transition("reform.not_concludable", "Cuộc kiểm tra chưa mở hoặc đã kết luận.");
    if (v.kind == VisitKind::reinspection) {
      const auto before = rows::findings_of_visit(tx, v.previous);
      if (rows::rechecks_of_visit(tx, id).size() < before.size())
        return errors::illegal_transition("reform.recheck_incomplete", "Còn hạn chế chưa ghi kết quả phúc tra.");
    }
    v.state = VisitState::concluded;
    v.conclusion = number;
    v.concluded_on = day;
    v.minutes = clean(minutes);
    TRY_VOID(keep(tx, v, "reform_visit.concluded", by));
    for (auto& f : rows::findings_of_visit(tx, id)) {
      if (f.state != FindingState::open) continue;
      f.state = FindingState::assigned;
      TRY_VOID(keep(tx, f, "reform_finding.assigned", by));
    }
    return {};
  });
}

}  // namespace motcua::reform
