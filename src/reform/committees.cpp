#include "reform/committees.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "identity/permissions_reform.hpp"
#include "reform/store_committee.hpp"
#include "reform/store_plans.hpp"

namespace motcua::reform {

using identity::kReformRead;
using store::ReadTx;
using store::Tx;

namespace {
tl::unexpected<Error> no_committee() { return errors::not_found("reform.no_committee", "Không có Ban Chỉ đạo này trong phạm vi của bạn."); }
tl::unexpected<Error> no_paper() { return errors::not_found("reform.no_paper", "Không có tài liệu này."); }
tl::unexpected<Error> no_session() { return errors::not_found("reform.no_session", "Không có phiên họp này trong phạm vi của bạn."); }
}  // namespace

std::string item_mark(int number) { return number <= 23 ? std::string(point_letter(number)) : std::to_string(number); }

Result<Committee> Committees::managed(ReadTx& tx, const Actor& actor, std::int64_t id) const {
  auto c = find<Committee>(tx, id);
  if (!c || !b_.may_read(actor, c->unit)) return no_committee();
  if (!b_.may_manage(actor, c->unit)) return not_yours("reform.committee_not_yours");
  return *std::move(c);
}
Result<Session> Committees::managed_session(ReadTx& tx, const Actor& actor, std::int64_t id, Committee* committee) const {
  auto s = find<Session>(tx, id);
  if (!s) return no_session();
  TRY(auto c, managed(tx, actor, s->committee));
  if (committee) *committee = std::move(c);
  return *std::move(s);
}

std::vector<CommitteeView> Committees::list(const Actor& actor) {
  std::vector<CommitteeView> out;
  b_.db.read([&](ReadTx& tx) {
    for (auto& c : all_of<Committee>(tx)) {
      if (!b_.may_read(actor, c.unit)) continue;
      CommitteeView v{.committee = c, .unit_name = b_.unit_name(c.unit), .follow_up_name = b_.unit_name(c.follow_up)};
      v.sessions = rows::sessions(tx, c.id);
      out.push_back(std::move(v));
    }
  });
  std::ranges::reverse(out);  // newest first
  return out;
}

FollowUp Committees::follow_up(const Actor& actor) {
  FollowUp f;
  for (const auto& c : list(actor))
    b_.db.read([&](ReadTx& tx) {
      for (const auto& s : c.sessions)
        for (const auto& t : plans_.viewed(tx, rows::tasks_of_origin(tx, Origin::conclusion, s.id))) {
          if (t.state == TaskState::cancelled) continue;
          ++(is_done(t.state) ? f.done : f.open);
          f.overdue += t.state == TaskState::overdue;
        }
    });
  return f;
}

Result<CommitteeView> Committees::open(const Actor& actor, std::int64_t id) {
  return b_.db.read([&](ReadTx& tx) -> Result<CommitteeView> {
    const auto c = find<Committee>(tx, id);
    if (!c || !b_.may_read(actor, c->unit)) return no_committee();
    CommitteeView v{.committee = *c, .unit_name = b_.unit_name(c->unit), .follow_up_name = b_.unit_name(c->follow_up)};
    v.members = rows::members(tx, id);
    std::ranges::stable_sort(v.members, {}, &Member::role);
    v.papers = rows::papers(tx, id, 0);
    v.sessions = rows::sessions(tx, id);
    for (const auto& s : v.sessions)
      for (auto& t : plans_.viewed(tx, rows::tasks_of_origin(tx, Origin::conclusion, s.id))) v.tasks.push_back(std::move(t));
    // What is open comes first, the most overdue at the top.
    std::ranges::stable_sort(v.tasks, {}, [](const TaskView& t) { return std::pair(is_done(t.state), -t.days_over); });
    v.may_manage = b_.may_manage(actor, c->unit);
    return v;
  });
}

Result<std::int64_t> Committees::set_up(const Actor& actor, Committee wish) {
  wish.name = clean(wish.name);
  wish.decision = clean(wish.decision);
  std::vector<FieldError> wrong;
  if (!wish.unit) wrong.push_back({"don_vi", "Chọn đơn vị thành lập."});
  if (wish.name.empty()) wrong.push_back({"ten", "Ghi tên Ban Chỉ đạo."});
  if (wish.decision.empty()) wrong.push_back({"quyet_dinh", "Ghi số quyết định thành lập."});
  if (wish.set_up_on == Day{}) wrong.push_back({"ngay", "Ghi ngày quyết định."});
  if (!wish.follow_up) wrong.push_back({"theo_doi", "Chọn cơ quan theo dõi, đôn đốc kết luận."});
  if (!wrong.empty()) return errors::invalid_fields("reform.committee_invalid", std::move(wrong));
  if (!b_.may_manage(actor, wish.unit)) return not_yours("reform.committee_unit_not_yours");
  wish.id = b_.ids.next();
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Result<std::int64_t> {
    auto c = wish;
    TRY_VOID(keep(tx, c, "reform_committee.set_up", by));
    return c.id;
  });
}

Result<std::int64_t> Committees::add_member(const Actor& actor, std::int64_t committee, Member wish) {
  wish.name = clean(wish.name);
  if (wish.name.empty()) return errors::invalid_fields("reform.member_unnamed", {{"ho_ten", "Ghi họ tên thành viên."}});
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Result<std::int64_t> {
    TRY(const auto c, managed(tx, actor, committee));
    auto m = wish;
    m.id = b_.ids.next();
    m.committee = c.id;
    if (m.role == MemberRole::head &&
        std::ranges::any_of(rows::members(tx, c.id), [](const Member& x) { return x.role == MemberRole::head; }))
      return errors::invalid_fields("reform.second_head", {{"vai_tro", "Ban Chỉ đạo đã có Trưởng ban."}});
    TRY_VOID(keep(tx, m, "reform_member.added", by));
    return m.id;
  });
}

Result<std::int64_t> Committees::add_paper(const Actor& actor, std::int64_t committee, CommitteePaper wish) {
  wish.title = clean(wish.title);
  if (wish.title.empty()) return errors::invalid_fields("reform.paper_untitled", {{"ten", "Ghi tên tài liệu, nội dung."}});
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Result<std::int64_t> {
    TRY(const auto c, managed(tx, actor, committee));
    if (wish.of_session != 0) {
      const auto s = find<Session>(tx, wish.of_session);
      if (!s || s->committee != c.id) return no_session();
    }
    auto p = wish;
    p.id = b_.ids.next();
    p.committee = c.id;
    // Only what the committee issues goes through comments and signature.
    p.state = wish.of_session == 0 ? PaperState::comments : PaperState::finished;
    if (p.day == Day{}) p.day = b_.today();
    TRY_VOID(keep(tx, p, "reform_paper.added", by));
    return p.id;
  });
}

Status Committees::move_paper(const Actor& actor, std::int64_t paper, PaperState to, std::string number, std::optional<Day> day,
                              std::string note) {
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Status {
    auto p = find<CommitteePaper>(tx, paper);
    if (!p) return no_paper();
    TRY_VOID(managed(tx, actor, p->committee));
    if (p->of_session != 0) return no_paper();
    if (to <= p->state)
      return errors::illegal_transition("reform.paper_back", "Tài liệu chỉ đi tiếp: góp ý, hoàn chỉnh, trình ký, ban hành.");
    if (to == PaperState::issued && (clean(number).empty() || !day))
      return errors::invalid_fields("reform.paper_unnumbered", {{"so", "Ghi số và ngày ban hành."}});
    p->state = to;
    if (to == PaperState::issued) {
      p->number = clean(number);
      p->day = *day;
    }
    p->note = clean(note);
    return keep(tx, *p, "reform_paper.moved", by);
  });
}

Result<std::int64_t> Committees::plan_session(const Actor& actor, std::int64_t committee, Session wish) {
  std::vector<FieldError> wrong;
  if (wish.day == Day{}) wrong.push_back({"ngay", "Ghi ngày họp."});
  if (clean(wish.chair).empty()) wrong.push_back({"chu_tri", "Ghi người chủ trì."});
  if (!wrong.empty()) return errors::invalid_fields("reform.session_invalid", std::move(wrong));
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Result<std::int64_t> {
    TRY(const auto c, managed(tx, actor, committee));
    auto s = wish;
    s.id = b_.ids.next();
    s.committee = c.id;
    s.state = SessionState::planned;
    s.number = static_cast<int>(rows::sessions(tx, c.id).size()) + 1;
    TRY_VOID(keep(tx, s, "reform_session.planned", by));
    return s.id;
  });
}

Result<CommitteePaper> Committees::paper(const Actor& actor, std::int64_t id) {
  return b_.db.read([&](ReadTx& tx) -> Result<CommitteePaper> {
    const auto p = find<CommitteePaper>(tx, id);
    const auto c = p ? find<Committee>(tx, p->committee) : std::nullopt;
    if (!c || !b_.may_read(actor, c->unit)) return no_paper();
    return *p;
  });
}

Result<SessionView> Committees::session(const Actor& actor, std::int64_t id) {
  return b_.db.read([&](ReadTx& tx) -> Result<SessionView> {
    const auto s = find<Session>(tx, id);
    const auto c = s ? find<Committee>(tx, s->committee) : std::nullopt;
    if (!c || !b_.may_read(actor, c->unit)) return no_session();
    SessionView v{.session = *s, .committee = *c, .follow_up_name = b_.unit_name(c->follow_up)};
    v.papers = rows::papers(tx, c->id, id);
    v.may_manage = b_.may_manage(actor, c->unit);
    if (v.may_manage || s->state == SessionState::concluded) v.items = rows::items(tx, id);
    v.tasks = plans_.viewed(tx, rows::tasks_of_origin(tx, Origin::conclusion, id));
    for (const auto& before : rows::sessions(tx, c->id))
      if (before.number < s->number)
        for (auto& t : plans_.viewed(tx, rows::tasks_of_origin(tx, Origin::conclusion, before.id)))
          if (!is_done(t.state) && t.state != TaskState::cancelled) v.earlier.push_back(std::move(t));
    return v;
  });
}

Status Committees::hold(const Actor& actor, std::int64_t id, std::string attendance) {
  attendance = clean(attendance);
  if (attendance.empty()) return errors::invalid_fields("reform.nobody_there", {{"du_hop", "Ghi thành phần dự họp."}});
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Status {
    TRY(auto s, managed_session(tx, actor, id));
    if (s.state != SessionState::planned) return errors::illegal_transition("reform.session_held", "Phiên họp này đã họp.");
    if (s.day > b_.today()) return errors::illegal_transition("reform.session_ahead", "Chưa đến ngày họp.");
    s.state = SessionState::held;
    s.attendance = attendance;
    return keep(tx, s, "reform_session.held", by);
  });
}

Result<std::int64_t> Committees::add_item(const Actor& actor, std::int64_t session, Item wish) {
  wish.text = clean(wish.text);
  std::vector<FieldError> wrong;
  if (wish.text.empty()) wrong.push_back({"noi_dung", "Ghi nội dung giao."});
  if (!wish.lead) wrong.push_back({"chu_tri", "Chọn đơn vị thực hiện."});
  if (!wish.metric.empty() && wish.target_kind == TargetKind::none) wrong.push_back({"chi_tieu", "Chọn cách so sánh."});
  if (!wrong.empty()) return errors::invalid_fields("reform.item_invalid", std::move(wrong));
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Result<std::int64_t> {
    TRY(const auto s, managed_session(tx, actor, session));
    if (s.state != SessionState::held)
      return errors::illegal_transition("reform.item_too_late", "Ghi nội dung kết luận sau khi họp, trước khi ra thông báo.");
    auto i = wish;
    i.id = b_.ids.next();
    i.session = session;
    i.number = static_cast<int>(rows::items(tx, session).size()) + 1;
    TRY_VOID(keep(tx, i, "reform_item.added", by));
    return i.id;
  });
}

Status Committees::conclude(const Actor& actor, std::int64_t id, std::string number, std::optional<Day> day, std::string agreed,
                            std::string results, std::string limits) {
  number = clean(number);
  std::vector<FieldError> wrong;
  if (number.empty()) wrong.push_back({"so", "Ghi số thông báo kết luận."});
  if (!day || *day > b_.today()) wrong.push_back({"ngay", "Ghi ngày thông báo, không sau hôm nay."});
  if (!wrong.empty()) return errors::invalid_fields("reform.notice_invalid", std::move(wrong));
  const auto by = by_of(actor, b_.clock.now());
  return b_.db.write([&](Tx& tx) -> Status {
    Committee c;
    TRY(auto s, managed_session(tx, actor, id, &c));
    if (s.state != SessionState::held) return errors::illegal_transition("reform.not_held", "Phiên họp chưa họp, hoặc đã ra thông báo.");
    if (*day < s.day) return errors::invalid_fields("reform.notice_before", {{"ngay", "Ngày thông báo không trước ngày họp."}});
    s.state = SessionState::concluded;
    s.notice = number;
    s.notice_on = day;
    s.agreed = clean(agreed);
    s.results = clean(results);
    s.limits = clean(limits);
    TRY_VOID(keep(tx, s, "reform_session.concluded", by));
    for (auto& i : rows::items(tx, id)) {  // each paragraph becomes a task
      Task t{.owner = c.unit,
             .number = i.number,
             .text = i.text,
             .content = i.content,
             .lead = i.lead,
             .due = i.due,
             .product = i.product,
             .origin = Origin::conclusion,
             .document = fmt::format("Thông báo {} ngày {}, điểm {}", number, vn_date(*day), item_mark(i.number)),
             .origin_id = id,
             .given_on = *day,
             .metric = i.metric,
             .target_kind = i.target_kind,
             .target = i.target,
             .follow_up = c.follow_up};
      TRY(i.given, plans_.give(tx, by, std::move(t)));
      TRY_VOID(keep(tx, i, "reform_item.given", by));
    }
    return {};
  });
}

}  // namespace motcua::reform
