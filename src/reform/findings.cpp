// What a visit looks like, what the system knows before the team comes, and the life of a finding after it left.
#include <fmt/core.h>

#include <algorithm>

#include "base/text.hpp"
#include "identity/permissions_reform.hpp"
#include "reform/inspections.hpp"
#include "reform/store_inspections.hpp"
#include "reform/store_plans.hpp"

namespace motcua::reform {

using identity::kReformRead;
using store::ReadTx;
using store::Tx;

// Prefilled from the record: the plan, its tasks, dossiers in time, online. What cannot be known stays empty.
std::map<std::string, std::string> Inspections::known_of(const Actor& actor, const Visit& v) const {
  static_cast<void>(actor);
  std::map<std::string, std::string> known;
  const auto year = int{std::chrono::year_month_day{v.day.value_or(b_.today())}.year()};
  std::vector<Plans::Loaded> plans;
  std::int64_t open_findings = 0, repeats = 0;
  b_.db.read([&](ReadTx& tx) {
    for (const auto& p : rows::issued_plans(tx, v.unit, year))
      if (p.kind == PlanKind::yearly) plans.push_back(plans_.load(tx, p));
    const std::vector<UnitId> unit{v.unit};
    for (const auto& f : rows::findings(tx, unit, false, 500)) {
      if (f.unit != v.unit || f.visit == v.id) continue;
      if (f.state != FindingState::confirmed) ++open_findings;
      if (f.repeats != 0) ++repeats;
    }
  });
  if (plans.empty()) {
    for (const auto* code : {"K1.1", "K1.2", "K1.3", "K1.8"}) known[code] = fmt::format("Chưa có kế hoạch năm {} đã ban hành.", year);
  } else {
    const auto& l = plans.front();
    known["K1.1"] = fmt::format("Ban hành ngày {}, số {}.", vn_date(*l.plan.issued_on), l.plan.number);
    std::vector<PlanLine> lines;
    bool dialogue = false;
    for (const auto& t : l.tasks) {
      if (t.course == Course::cancelled) continue;
      lines.push_back({t.text, t.product, t.kind, static_cast<bool>(t.lead), t.due.has_value()});
      dialogue = dialogue || t.kind == TaskKind::dialogue;
    }
    known["K1.2"] = fmt::format("{}/{} nhiệm vụ có cơ quan chủ trì, thời hạn và sản phẩm.", complete_tasks(lines), lines.size());
    const auto t = plans_.tallies(l).tasks;
    known["K1.3"] = fmt::format("{}/{} nhiệm vụ hoàn thành ({}), {} quá hạn.", t.done(), t.live, share_words(t.done(), t.live), t.overdue);
    known["K1.8"] = dialogue ? "Kế hoạch có nhiệm vụ đối thoại." : "Kế hoạch không có nhiệm vụ đối thoại.";
  }
  known["K1.7"] = fmt::format("{} hạn chế chưa khắc phục, {} hạn chế lặp lại.", open_findings, repeats);
  if (const auto f = b_.figures.of("dung-han", v.unit, year); f.value)
    known["K3.5"] = fmt::format("Đúng hạn {} ({}/{} hồ sơ).", f.text(), *f.part, *f.whole);
  if (const auto f = b_.figures.of("truc-tuyen", v.unit, year); f.value) {
    known["K3.7"] = fmt::format("Trực tuyến {} ({}/{} hồ sơ).", f.text(), *f.part, *f.whole);
    if (*f.whole > 0 && *f.part == 0) known["K3.7"] += " Đơn vị không phát sinh hồ sơ trực tuyến.";
  }
  return known;
}

bool Inspections::may_judge(ReadTx& tx, const Actor& actor, const Finding& f) const {
  const auto v = find<Visit>(tx, f.visit);
  const auto r = v ? find<Round>(tx, v->round) : std::nullopt;
  // Never the unit itself: whoever manages only there judges nothing.
  return r && b_.may_manage(actor, r->unit) && actor.acting_unit() != f.unit && actor.acting_unit() != f.responsible;
}

FindingView Inspections::view_of(ReadTx& tx, const Actor& actor, const Finding& f, bool whole) const {
  FindingView v{.finding = f, .unit_name = b_.unit_name(f.unit), .responsible_name = b_.unit_name(f.responsible)};
  const auto items = checklist(b_.today());
  if (const auto* item = check_item(items, f.code)) v.title = item->title;
  const auto today = b_.today();
  v.overdue = f.state != FindingState::confirmed && f.state != FindingState::remedied && f.deadline && today > *f.deadline;
  if (v.overdue) v.days_over = static_cast<int>((today - *f.deadline).count());
  if (f.repeats != 0) v.earlier = find<Finding>(tx, f.repeats);
  if (!whole) return v;
  v.evidence = rows::evidence(tx, f.id);
  v.rechecks = rows::rechecks_of_finding(tx, f.id);
  const bool waiting = f.state == FindingState::assigned || f.state == FindingState::partly || f.state == FindingState::not_accepted;
  v.may_remedy = waiting && (b_.may_work(actor, f.responsible) || b_.may_work(actor, f.unit));
  v.may_judge = f.state == FindingState::remedied && may_judge(tx, actor, f);
  return v;
}

Result<VisitView> Inspections::visit(const Actor& actor, std::int64_t id) {
  VisitView view;
  const auto loaded = b_.db.read([&](ReadTx& tx) -> Status {
    const auto v = find<Visit>(tx, id);
    const auto r = v ? find<Round>(tx, v->round) : std::nullopt;
    const bool reads =
        r && (actor.permits_in(kReformRead, r->unit) || (v->state == VisitState::concluded && actor.permits_in(kReformRead, v->unit)));
    if (!reads) return errors::not_found("reform.visit_unseen", "Không có cuộc kiểm tra này trong phạm vi của bạn.");
    view.visit = *v;
    view.round = *r;
    view.may_inspect = b_.may_manage(actor, r->unit);
    view.samples = rows::samples(tx, id);
    const auto scores = rows::scores(tx, id);
    const auto found = rows::findings_of_visit(tx, id);
    for (const auto& f : found) view.findings.push_back(view_of(tx, actor, f, false));
    for (const auto& item : checklist(v->day.value_or(b_.today()))) {
      ItemView i{.item = item};
      if (const auto s = std::ranges::find(scores, item.code, &Score::code); s != scores.end()) {
        i.score = *s;
        ++view.marked;
        view.points += s->points;
        view.most += s->most;
      }
      for (const auto& f : found)
        if (f.code == item.code) i.findings.push_back(f);
      i.earlier = earlier_of(tx, v->unit, item.code, v->day.value_or(b_.today()));
      view.items.push_back(std::move(i));
    }
    if (v->kind == VisitKind::reinspection) {
      for (const auto& f : rows::findings_of_visit(tx, v->previous)) {
        VisitView::Again a{.finding = f, .recheck = rows::recheck(tx, id, f.id)};
        if (a.recheck) view.outcome.add(a.recheck->result);
        view.again.push_back(std::move(a));
      }
    }
    return {};
  });
  TRY_VOID(loaded);
  view.unit_name = b_.unit_name(view.visit.unit);
  if (view.visit.state != VisitState::concluded) {
    const auto known = known_of(actor, view.visit);
    for (auto& i : view.items)
      if (const auto k = known.find(i.item.code); k != known.end()) i.known = k->second;
  } else {
    for (auto& i : view.items)
      if (i.score) i.known = i.score->known;
  }
  return view;
}

std::vector<FindingView> Inspections::findings(const Actor& actor, bool only_open, int limit) {
  const auto units = actor.units_with(kReformRead);
  return b_.db.read([&](ReadTx& tx) {
    std::vector<FindingView> out;
    for (const auto& f : rows::findings(tx, units, only_open, limit)) out.push_back(view_of(tx, actor, f, false));
    return out;
  });
}

namespace {
bool reads(ReadTx& tx, const Actor& actor, const Finding& f) {
  if (actor.permits_in(kReformRead, f.unit) || actor.permits_in(kReformRead, f.responsible)) return true;
  const auto v = find<Visit>(tx, f.visit);
  const auto r = v ? find<Round>(tx, v->round) : std::nullopt;
  return r && actor.permits_in(kReformRead, r->unit);
}
tl::unexpected<Error> no_finding() { return errors::not_found("reform.no_finding", "Không có hạn chế này trong phạm vi của bạn."); }
}  // namespace

Result<FindingView> Inspections::finding(const Actor& actor, std::int64_t id) {
  return b_.db.read([&](ReadTx& tx) -> Result<FindingView> {
    const auto f = find<Finding>(tx, id);
    if (!f || !reads(tx, actor, *f)) return no_finding();
    return view_of(tx, actor, *f, true);
  });
}

Result<std::int64_t> Inspections::add_evidence(const Actor& actor, std::int64_t id, bool of_remedy, std::string text, std::string hash,
                                               std::string file_name) {
  text = clean(text);
  if (text.empty())
    return errors::invalid_fields("reform.evidence_unnamed",
                                  {{"noi_dung", "Ghi bằng chứng là gì: văn bản số, ảnh chụp ở đâu, trích xuất nào."}});
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Result<std::int64_t> {
    const auto f = find<Finding>(tx, id);
    if (!f || !reads(tx, actor, *f)) return no_finding();
    const bool own = b_.may_work(actor, f->responsible) || b_.may_work(actor, f->unit);
    if (of_remedy ? !own && !may_judge(tx, actor, *f) : !may_judge(tx, actor, *f)) return not_yours("reform.evidence_not_yours");
    if (f->state == FindingState::confirmed)
      return errors::illegal_transition("reform.evidence_late", "Hạn chế này đã được xác nhận khắc phục.");
    Evidence e{.id = b_.ids.next(),
               .finding = id,
               .of_remedy = of_remedy,
               .text = text,
               .hash = hash,
               .file_name = file_name,
               .made_by = by.name,
               .made_at = by.at};
    TRY_VOID(keep(tx, e, "reform_evidence.added", by));
    return e.id;
  });
}

Status Inspections::remedy(const Actor& actor, std::int64_t id, std::string text, std::optional<Day> day) {
  text = clean(text);
  std::vector<FieldError> wrong;
  if (text.empty()) wrong.push_back({"khac_phuc", "Ghi đã làm gì để khắc phục."});
  if (!day || *day > b_.today()) wrong.push_back({"ngay", "Ghi ngày khắc phục, không sau hôm nay."});
  if (!wrong.empty()) return errors::invalid_fields("reform.remedy_invalid", std::move(wrong));
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Status {
    auto f = find<Finding>(tx, id);
    if (!f || !reads(tx, actor, *f)) return no_finding();
    if (!b_.may_work(actor, f->responsible) && !b_.may_work(actor, f->unit)) return not_yours("reform.remedy_not_yours");
    if (f->state != FindingState::assigned && f->state != FindingState::partly && f->state != FindingState::not_accepted)
      return errors::illegal_transition("reform.not_remediable", fmt::format("Hạn chế này ở trạng thái “{}”.", label(f->state)));
    const auto evidence = rows::evidence(tx, id);
    if (std::ranges::none_of(evidence, [](const Evidence& e) { return e.of_remedy; }))
      return errors::invalid_fields("reform.remedy_unproven",
                                    {{"khac_phuc", "Thêm bằng chứng khắc phục trước: văn bản, ảnh hay trích xuất hệ thống."}});
    f->remedy = text;
    f->remedied_on = day;
    f->state = FindingState::remedied;
    return keep(tx, *f, "reform_finding.remedied", by);
  });
}

Status Inspections::judge_remedy(const Actor& actor, std::int64_t id, RecheckResult result, std::string answer) {
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Status {
    auto f = find<Finding>(tx, id);
    if (!f || !reads(tx, actor, *f)) return no_finding();
    if (!may_judge(tx, actor, *f)) return not_yours("reform.judge_not_yours");
    if (f->state != FindingState::remedied) return errors::illegal_transition("reform.not_remedied", "Đơn vị chưa báo khắc phục.");
    f->answer = clean(answer);
    if (result != RecheckResult::confirmed && f->answer.empty())
      return errors::invalid_fields("reform.judge_without_reason", {{"tra_loi", "Ghi vì sao chưa đạt, cần làm gì thêm."}});
    f->state = result == RecheckResult::confirmed ? FindingState::confirmed
               : result == RecheckResult::partly  ? FindingState::partly
                                                  : FindingState::not_accepted;
    if (result == RecheckResult::confirmed) f->confirmed_on = day_of(by.at);
    return keep(tx, *f, "reform_finding.judged", by);
  });
}

}  // namespace motcua::reform
