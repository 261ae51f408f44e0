#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/dates.hpp"
#include "base/json.hpp"
#include "base/numbers.hpp"
#include "identity/governs.hpp"
#include "identity/permissions.hpp"
#include "reports/page_views.hpp"
#include "review/store.hpp"
#include "store/journal.hpp"
#include "web/crypto.hpp"

namespace motcua::review {

using identity::kDirectiveGive;
using identity::kReportMake;
using identity::kReportRead;
using identity::may_for;

namespace {
constexpr std::int64_t kMostSubjects = 100'000'000;
constexpr Milli kMostMilli = 10'000'000;

Status record(store::Tx& tx, const Ground& g, const Actor& actor, std::string_view object, std::int64_t id, std::int64_t version,
              std::string_view kind) {
  const auto now = g.clock.now();
  JsonWriter payload;
  payload.begin_object().field("content", web::sha256_hex(table::content_of(tx, object, id))).end_object();
  const auto text = payload.take();
  TRY_VOID(store::append(tx,
                         {.object = object,
                          .object_id = id,
                          .at = now,
                          .recorded_at = now,
                          .actor = actor.account().value,
                          .unit = actor.acting_unit().value,
                          .kind = kind,
                          .payload = text},
                         version));
  return {};
}

tl::unexpected<Error> no_plan() { return errors::not_found("review.no_plan", "Không có kế hoạch rà soát này. Mở lại danh sách."); }
tl::unexpected<Error> no_right() {
  return errors::forbidden("review.not_permitted", "Bạn không được làm việc này trong kế hoạch rà soát của đơn vị.");
}
tl::unexpected<Error> not_now(std::string_view what) {
  return errors::illegal_transition("review.not_in_this_state", fmt::format("{} Mở lại thủ tục để xem bước đang chờ.", what));
}

// The wage base that decisions of 2025 used; replaced by whoever keeps the figures.
struct ShippedWage {
  Day from;
  Dong hourly;
  std::string_view source;
};
constexpr ShippedWage kShippedWage{
    Day{std::chrono::year{2025} / 1 / 1},
    {40'000},
    "Thu nhập bình quân năm 2024 do Tổng cục Thống kê công bố, mức dùng trong quyết định đơn giản hóa năm 2025"};

std::optional<std::string> check(store::ReadTx& tx, std::string_view object) {
  std::set<std::int64_t> seen;
  auto broken = store::replay(tx, object, [&](std::int64_t id, std::span<const store::JournalRow> rows) -> std::optional<std::string> {
    seen.insert(id);
    const auto content = table::content_of(tx, object, id);
    if (content.empty()) return fmt::format("bảng {}, dòng {}: có nhật ký nhưng không còn dòng", object, id);
    const auto told = Json::parse(rows.back().payload);
    const auto digest = told ? (*told)["content"].text() : std::nullopt;
    const bool same = digest && *digest == web::sha256_hex(content) && table::version_of(tx, object, id) == rows.back().seq;
    return same ? std::nullopt : std::optional(fmt::format("bảng {}, dòng {}: khác nhật ký", object, id));
  });
  for (const auto id : table::ids_of(tx, object))
    if (!broken && !seen.contains(id)) broken = fmt::format("bảng {}, dòng {}: không có nhật ký", object, id);
  return broken;
}
}  // namespace

std::vector<store::Verifier> verifiers() {
  std::vector<store::Verifier> all;
  for (const std::string_view object : {"review_wage", "review_plan", "review_item"})
    all.push_back({object, [object](store::ReadTx& tx) { return check(tx, object); }});
  return all;
}

// ---- sums ------------------------------------------------------------------------------------------------------------------------------

std::string Totals::proposed_share() const { return planned == 0 ? "chưa có" : vn_percent(proposed, planned, 2); }

Totals totals_of(std::span<const ItemRow> items) {
  Totals t;
  for (const auto& i : items) {
    ++t.planned;
    t.reviewed += i.state >= ItemState::reviewed;
    const bool proposal = i.state >= ItemState::proposed && (i.outcome == Outcome::amend || i.outcome == Outcome::abolish);
    t.keep += i.state >= ItemState::reviewed && i.outcome == Outcome::keep;
    if (!proposal) continue;
    ++t.proposed;
    t.abolish += i.outcome == Outcome::abolish;
    t.amend += i.outcome == Outcome::amend;
    t.approved += i.state >= ItemState::approved;
    t.carried_out += i.state == ItemState::carried_out;
    t.documents += i.documents;
    const auto s = saving(i.sheet);
    t.saving.before += s.before;
    t.saving.after += s.after;
    t.days_now += i.days_now.value_or(0);
    t.days_after += i.days_after.value_or(0);
  }
  return t;
}

std::map<std::string, Totals> totals_by_level(std::span<const ItemRow> items) {
  std::map<std::string, std::vector<ItemRow>> parts;
  for (const auto& i : items) parts[i.level].push_back(i);
  std::map<std::string, Totals> totals;
  for (const auto& [level, rows] : parts) totals.emplace(level, totals_of(rows));
  return totals;
}

// ---- wage base -------------------------------------------------------------------------------------------------------------------------

Status Reviews::seed() {
  return g_.db.write([&](store::Tx& tx) -> Status {
    if (!table::wages(tx).empty()) return {};
    const WageRow row{g_.ids.next(), kShippedWage.from, kShippedWage.hourly, std::string(kShippedWage.source), {}, g_.clock.now(), 1};
    table::insert(tx, row);
    return record(tx, g_, g_.identity.system_actor(), "review_wage", row.id, 0, "review.wage_added");
  });
}

std::vector<WageRow> Reviews::wages() {
  return g_.db.read([](store::ReadTx& tx) { return table::wages(tx); });
}

Result<std::int64_t> Reviews::add_wage(const Actor& actor, Day from, Dong hourly, std::string_view source) {
  if (!actor.is_system() && !actor.permits(kReportMake)) return no_right();
  std::vector<FieldError> wrong;
  if (hourly.value <= 0 || hourly.value > 10'000'000) wrong.push_back({"muc", "Nhập số đồng một giờ, ví dụ 40.000."});
  if (source.empty()) wrong.push_back({"nguon", "Ghi nguồn: cơ quan công bố, năm."});
  if (!wrong.empty()) return errors::invalid_fields("review.wage_invalid", std::move(wrong));
  return g_.db.write([&](store::Tx& tx) -> Result<std::int64_t> {
    const WageRow row{g_.ids.next(), from, hourly, std::string(source), actor.account(), g_.clock.now(), 1};
    table::insert(tx, row);
    TRY_VOID(record(tx, g_, actor, "review_wage", row.id, 0, "review.wage_added"));
    return row.id;
  });
}

// ---- plans -----------------------------------------------------------------------------------------------------------------------------

Result<PlanId> Reviews::create(const Actor& actor, const NewPlan& wish) {
  if (wish.unit && !may_for(actor, kReportMake, wish.unit)) return no_right();
  std::vector<FieldError> wrong;
  if (!wish.unit) wrong.push_back({"don_vi", "Chọn đơn vị rà soát."});
  if (wish.name.empty()) wrong.push_back({"ten", "Ghi tên kế hoạch, ví dụ Kế hoạch rà soát, đánh giá thủ tục hành chính năm 2026."});
  if (wish.year < 2010 || wish.year > 2100) wrong.push_back({"nam", "Nhập năm, ví dụ 2026."});
  if (!wrong.empty()) return errors::invalid_fields("review.plan_invalid", std::move(wrong));
  return g_.db.write([&](store::Tx& tx) -> Result<PlanId> {
    const PlanRow p{.id = g_.ids.next<ReviewPlanTag>(),
                    .unit = wish.unit,
                    .year = wish.year,
                    .name = wish.name,
                    .decision = wish.decision,
                    .basis = wish.basis,
                    .created_by = actor.account(),
                    .created_at = g_.clock.now(),
                    .version = 1};
    table::insert(tx, p);
    TRY_VOID(record(tx, g_, actor, "review_plan", p.id.value, 0, "review.plan_made"));
    return p.id;
  });
}

std::vector<PlanSummary> Reviews::plans(const Actor& actor, std::int64_t before, int limit) {
  const auto tree = g_.identity.tree();
  std::vector<PlanSummary> found;
  g_.db.read([&](store::ReadTx& tx) {
    for (auto cursor = before; std::ssize(found) < limit;) {
      const auto rows = table::plans(tx, cursor, limit);
      for (const auto& p : rows) {
        cursor = p.id.value;
        if (!may_for(actor, kReportRead, p.unit)) continue;
        found.push_back({p, std::string(tree->name(p.unit, g_.identity.today())), totals_of(table::items(tx, p.id))});
        if (std::ssize(found) == limit) break;
      }
      if (std::ssize(rows) < limit) break;
    }
  });
  return found;
}

Result<PlanView> Reviews::plan(const Actor& actor, PlanId id) {
  return g_.db.read([&](store::ReadTx& tx) -> Result<PlanView> {
    const auto p = table::plan(tx, id);
    if (!p || !may_for(actor, kReportRead, p->unit)) return no_plan();
    PlanView v{.row = *p, .unit_name = std::string(g_.identity.tree()->name(p->unit, g_.identity.today()))};
    v.may_edit = may_for(actor, kReportMake, p->unit);
    v.items = table::items(tx, id);
    v.all = totals_of(v.items);
    v.levels = totals_by_level(v.items);
    return v;
  });
}

Result<ItemId> Reviews::add(const Actor& actor, PlanId plan, const NewItem& wish) {
  std::vector<FieldError> wrong;
  if (wish.procedure_code.empty()) wrong.push_back({"ma", "Ghi mã thủ tục, ví dụ 1.001193."});
  constexpr std::array<std::string_view, 3> kLevels{"tỉnh", "huyện", "xã"};
  if (std::find(kLevels.begin(), kLevels.end(), wish.level) == kLevels.end()) wrong.push_back({"cap", "Chọn cấp giải quyết."});
  auto name = wish.procedure_name;
  if (name.empty())
    if (const auto known = g_.catalog.on_day(wish.procedure_code, g_.identity.today())) name = (*known)->name;
  if (name.empty()) wrong.push_back({"ten_thu_tuc", "Mã này không có trong danh mục: ghi tên thủ tục."});
  if (!wrong.empty()) return errors::invalid_fields("review.item_invalid", std::move(wrong));
  return g_.db.write([&](store::Tx& tx) -> Result<ItemId> {
    const auto p = table::plan(tx, plan);
    if (!p || !may_for(actor, kReportRead, p->unit)) return no_plan();
    if (!may_for(actor, kReportMake, p->unit)) return no_right();
    ItemRow i{.id = g_.ids.next<ReviewItemTag>(),
              .plan = plan,
              .procedure_code = wish.procedure_code,
              .procedure_name = name,
              .level = wish.level,
              .reason = wish.reason,
              .due = wish.due,
              .version = 1};
    TRY_VOID(table::insert(tx, i));
    TRY_VOID(record(tx, g_, actor, "review_item", i.id.value, 0, "review.item_planned"));
    return i.id;
  });
}

LiveVolume Reviews::volume(const Actor& actor, UnitId unit, std::string_view procedure, Day from, Day to) const {
  reports::Question q{.period = reports::free_period(from, to), .unit = unit, .known = {}};
  q.procedure = procedure;
  LiveVolume v{.from = from, .to = to};
  for (const auto& [d, n] : uses_.received(actor, q)) v.dossiers += n;
  v.href = reports::cell_href(*reports::form("quan-ly"), q, {}, 5);
  return v;
}

Result<ItemView> Reviews::item(const Actor& actor, PlanId plan, ItemId id) {
  auto v = g_.db.read([&](store::ReadTx& tx) -> Result<ItemView> {
    const auto p = table::plan(tx, plan);
    const auto i = table::item(tx, id);
    if (!p || !i || i->plan != plan || !may_for(actor, kReportRead, p->unit)) return no_plan();
    ItemView view{.plan = *p, .item = *i, .unit_name = std::string(g_.identity.tree()->name(p->unit, g_.identity.today()))};
    const bool maker = may_for(actor, kReportMake, p->unit);
    view.may_edit = maker && i->state < ItemState::proposed;
    view.may_check = maker && i->state == ItemState::proposed;
    view.may_approve = may_for(actor, kDirectiveGive, p->unit) && i->state == ItemState::checked;
    for (const auto& w : table::wages(tx))
      if (w.valid_from <= g_.identity.today()) {
        view.wage = w;
        break;
      }
    return view;
  });
  if (!v) return v;
  const int year = int{std::chrono::year_month_day{g_.identity.today()}.year()} - 1;
  const Day first{std::chrono::year{year} / 1 / 1}, last{std::chrono::year{year} / 12 / 31};
  v->last_year = volume(actor, v->plan.unit, v->item.procedure_code, first, last);
  if (v->last_year->dossiers == 0) v->last_year.reset();
  if (const auto& on = v->item.carried_on; on && *on <= g_.identity.today()) {
    Realised r;
    r.volume = volume(actor, v->plan.unit, v->item.procedure_code, *on, g_.identity.today());
    const auto now = procedure_cost(v->item.sheet, Side::now).milli(), after = procedure_cost(v->item.sheet, Side::after).milli();
    r.saved = {(now - after) * r.volume.dossiers / 1000};
    const auto days = (g_.identity.today() - *on).count() + 1;
    r.promised = {saving(v->item.sheet).saved().value * days / 365};
    v->realised = std::move(r);
  }
  return v;
}

// ---- one procedure
// -----------------------------------------------------------------------------------------------------------------------

template <class F> Status Reviews::change(const Actor& actor, PlanId plan, ItemId id, std::string_view kind, F&& step) {
  return g_.db.write([&](store::Tx& tx) -> Status {
    const auto p = table::plan(tx, plan);
    auto i = table::item(tx, id);
    if (!p || !i || i->plan != plan || !may_for(actor, kReportRead, p->unit)) return no_plan();
    const auto version = i->version;
    TRY_VOID(step(tx, *p, *i));
    i->version = version + 1;
    table::update(tx, *i);
    return record(tx, g_, actor, "review_item", id.value, version, kind);
  });
}

namespace {
Status may_work(const Actor& actor, const PlanRow& p, const ItemRow& i) {
  if (!may_for(actor, kReportMake, p.unit)) return no_right();
  if (i.state >= ItemState::proposed) return not_now("Phương án đã gửi thẩm định, không sửa được.");
  return {};
}
}  // namespace

Status Reviews::record_findings(const Actor& actor, PlanId plan, ItemId id, const Findings& f) {
  return change(actor, plan, id, "review.reviewed", [&](store::Tx&, const PlanRow& p, ItemRow& i) -> Status {
    TRY_VOID(may_work(actor, p, i));
    std::vector<FieldError> wrong;
    const auto verdict = [&](const std::string& value, const char* field, const char* what) {
      if (value != "co" && value != "khong" && value != "mot-phan")
        wrong.push_back({field, fmt::format("Chọn kết quả đánh giá {}.", what)});
    };
    verdict(f.necessary, "can_thiet", "sự cần thiết");
    verdict(f.reasonable, "hop_ly", "tính hợp lý");
    verdict(f.legal, "hop_phap", "tính hợp pháp");
    if (f.outcome == Outcome::none) wrong.push_back({"phuong_an", "Chọn giữ nguyên, bãi bỏ hoặc sửa đổi."});
    if ((f.outcome == Outcome::amend || f.outcome == Outcome::abolish) && f.proposal.empty())
      wrong.push_back({"noi_dung", "Ghi nội dung đơn giản hóa."});
    if (f.documents < 0 || f.documents > 1000) wrong.push_back({"so_van_ban", "Nhập số văn bản."});
    if ((f.days_now && *f.days_now < 0) || (f.days_after && *f.days_after < 0)) wrong.push_back({"ngay_sau", "Số ngày phải từ 0 trở lên."});
    if (!wrong.empty()) return errors::invalid_fields("review.findings_invalid", std::move(wrong));
    i.necessary = f.necessary;
    i.reasonable = f.reasonable;
    i.legal = f.legal;
    i.findings = f.findings;
    i.outcome = f.outcome;
    i.proposal = f.proposal;
    i.recommendation = f.recommendation;
    i.documents = f.documents;
    i.days_now = f.days_now;
    i.days_after = f.days_after;
    i.state = ItemState::reviewed;
    return {};
  });
}

Status Reviews::put_step(const Actor& actor, PlanId plan, ItemId id, const Step& given) {
  return change(actor, plan, id, "review.step_put", [&](store::Tx& tx, const PlanRow& p, ItemRow& i) -> Status {
    TRY_VOID(may_work(actor, p, i));
    auto s = given;
    std::vector<FieldError> wrong;
    if (s.name.empty()) wrong.push_back({"cong_viec", "Ghi tên công việc."});
    const auto sound = [](const Cells& c) {
      return c.hours >= 0 && c.hours <= kMostMilli && c.times >= 0 && c.times <= kMostMilli && c.hired.value >= 0 && c.fee.value >= 0 &&
             c.hired.value <= 1'000'000'000 && c.fee.value <= 1'000'000'000;
    };
    if (!sound(s.now)) wrong.push_back({"gio", "Giờ, số lần và tiền phải từ 0 trở lên, trong mức thực tế."});
    if (s.after && !sound(*s.after)) wrong.push_back({"gio_sau", "Giờ, số lần và tiền phải từ 0 trở lên, trong mức thực tế."});
    if (!wrong.empty()) return errors::invalid_fields("review.step_invalid", std::move(wrong));
    auto& steps = i.sheet.steps;
    const auto old = std::find_if(steps.begin(), steps.end(), [&](const Step& o) { return o.id == s.id; });
    if (s.id != 0 && old == steps.end()) return errors::not_found("review.no_step", "Không còn dòng chi phí này.");
    if (s.id == 0 && steps.size() >= 60) return errors::invalid("review.too_many_steps", "Một bảng tính có nhiều nhất 60 dòng.");
    if (s.id == 0) s.id = g_.ids.next();
    if (s.cut) s.after.reset();
    if (s.after && *s.after == s.now) s.after.reset();
    table::put_step(tx, i.id, s);
    return {};
  });
}

Status Reviews::drop_step(const Actor& actor, PlanId plan, ItemId id, std::int64_t step) {
  return change(actor, plan, id, "review.step_dropped", [&](store::Tx& tx, const PlanRow& p, ItemRow& i) -> Status {
    TRY_VOID(may_work(actor, p, i));
    const auto& steps = i.sheet.steps;
    if (std::none_of(steps.begin(), steps.end(), [&](const Step& s) { return s.id == step; }))
      return errors::not_found("review.no_step_to_drop", "Không còn dòng chi phí này.");
    table::drop_step(tx, i.id, step);
    return {};
  });
}

Status Reviews::set_volumes(const Actor& actor, PlanId plan, ItemId id, const Volumes& v) {
  return change(actor, plan, id, "review.volumes_set", [&](store::Tx&, const PlanRow& p, ItemRow& i) -> Status {
    TRY_VOID(may_work(actor, p, i));
    std::vector<FieldError> wrong;
    if (v.wage.value <= 0 || v.wage.value > 10'000'000) wrong.push_back({"thu_nhap", "Nhập số đồng một giờ, ví dụ 40.000."});
    if (v.wage_source.empty()) wrong.push_back({"nguon_thu_nhap", "Ghi nguồn của mức thu nhập."});
    const auto sound = [](const Volume& one) {
      return one.frequency >= 0 && one.frequency <= kMostMilli && one.subjects >= 0 && one.subjects <= kMostSubjects;
    };
    if (!sound(v.now)) wrong.push_back({"doi_tuong", "Số lần và số đối tượng phải từ 0 trở lên."});
    if (!sound(v.after)) wrong.push_back({"doi_tuong_sau", "Số lần và số đối tượng phải từ 0 trở lên."});
    if (v.subjects_source.empty()) wrong.push_back({"nguon_doi_tuong", "Ghi nguồn của số lượng, ví dụ hồ sơ tiếp nhận năm 2025."});
    if (!wrong.empty()) return errors::invalid_fields("review.volumes_invalid", std::move(wrong));
    i.sheet.wage = v.wage;
    i.wage_source = v.wage_source;
    i.sheet.now = v.now;
    i.sheet.after = v.after;
    i.subjects_source = v.subjects_source;
    return {};
  });
}

Status Reviews::propose(const Actor& actor, PlanId plan, ItemId id) {
  return change(actor, plan, id, "review.proposed", [&](store::Tx&, const PlanRow& p, ItemRow& i) -> Status {
    TRY_VOID(may_work(actor, p, i));
    if (i.state != ItemState::reviewed) return not_now("Ghi phiếu rà soát trước.");
    if (i.outcome == Outcome::keep) return not_now("Thủ tục được đề nghị giữ nguyên thì không có phương án để gửi.");
    if (i.sheet.steps.empty() || i.sheet.wage.value == 0)
      return errors::invalid("review.no_cost_sheet", "Chưa có bảng tính chi phí: thêm công việc, mức thu nhập và số lượng trước khi gửi.");
    if (i.outcome == Outcome::amend && !saving(i.sheet).saved().value && i.days_now == i.days_after)
      return errors::invalid("review.nothing_cut",
                             "Phương án chưa cắt giảm chi phí hay thời gian nào. Đánh dấu việc được cắt giảm trong bảng tính.");
    i.state = ItemState::proposed;
    i.returned_note.clear();
    return {};
  });
}

Status Reviews::check(const Actor& actor, PlanId plan, ItemId id) {
  return change(actor, plan, id, "review.checked", [&](store::Tx&, const PlanRow& p, ItemRow& i) -> Status {
    if (!may_for(actor, kReportMake, p.unit)) return no_right();
    if (i.state != ItemState::proposed) return not_now("Thủ tục không ở bước thẩm định chất lượng.");
    i.state = ItemState::checked;
    return {};
  });
}

Status Reviews::send_back(const Actor& actor, PlanId plan, ItemId id, std::string_view why) {
  return change(actor, plan, id, "review.sent_back", [&](store::Tx&, const PlanRow& p, ItemRow& i) -> Status {
    if (!may_for(actor, kReportMake, p.unit)) return no_right();
    if (i.state != ItemState::proposed && i.state != ItemState::checked) return not_now("Thủ tục không ở bước thẩm định.");
    if (why.empty()) return errors::invalid_fields("review.send_back_without_reason", {{"ly_do", "Ghi điều phải làm lại."}});
    i.state = ItemState::reviewed;
    i.returned_note = why;
    return {};
  });
}

Status Reviews::approve(const Actor& actor, PlanId plan, ItemId id, std::string_view decision) {
  return change(actor, plan, id, "review.approved", [&](store::Tx&, const PlanRow& p, ItemRow& i) -> Status {
    if (!may_for(actor, kDirectiveGive, p.unit)) return no_right();
    if (i.state != ItemState::checked) return not_now("Phương án chưa được thẩm định.");
    if (decision.empty())
      return errors::invalid_fields("review.approve_without_decision", {{"quyet_dinh", "Ghi số, ngày của quyết định thông qua."}});
    i.state = ItemState::approved;
    i.decision = decision;
    return {};
  });
}

Status Reviews::carry_out(const Actor& actor, PlanId plan, ItemId id, Day on, std::string_view text) {
  return change(actor, plan, id, "review.carried_out", [&](store::Tx&, const PlanRow& p, ItemRow& i) -> Status {
    if (!may_for(actor, kReportMake, p.unit)) return no_right();
    if (i.state != ItemState::approved) return not_now("Phương án chưa được thông qua.");
    std::vector<FieldError> wrong;
    if (text.empty()) wrong.push_back({"van_ban", "Ghi văn bản thực thi: số, ngày."});
    if (on > g_.identity.today()) wrong.push_back({"ngay_thuc_thi", "Ngày này chưa đến."});
    if (!wrong.empty()) return errors::invalid_fields("review.carry_out_invalid", std::move(wrong));
    i.state = ItemState::carried_out;
    i.carried_on = on;
    i.carried_by = text;
    return {};
  });
}

}  // namespace motcua::review
