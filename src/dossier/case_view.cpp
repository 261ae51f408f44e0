#include "dossier/case_view.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"

namespace motcua::dossier {

using web::ui::Tone;

const Move* CaseView::move(Action a) const {
  for (const auto& m : file.moves)
    if (m.transition->action == a) return &m;
  return nullptr;
}
bool CaseView::may(Action a) const {
  const auto* m = move(a);
  return m && m->why_not.empty();
}

bool CaseView::may_ask_for_time() const {
  const auto& d = file.dossier;
  if (d.state.biz != BizState::in_process || d.original_due || d.urgency == Urgency::later) return false;
  for (const auto& m : file.moves)
    if (m.why_not.empty() && (m.transition->actor == Role::officer || m.transition->action == Action::extend)) return true;
  return false;
}

std::string moment(Instant t) { return vn_datetime(t); }

// In a list every name begins with "Thủ tục"; what tells them apart comes first without it. The longest names go on with what they also
// cover, in brackets or after a semicolon: papers print that, a heading does not.
std::string plain_name(std::string_view procedure_name) {
  constexpr std::string_view kPrefix = "Thủ tục ";
  constexpr std::size_t kLong = 90;  // bytes
  std::string name =
      procedure_name.starts_with(kPrefix) ? sentence_case(procedure_name.substr(kPrefix.size())) : std::string(procedure_name);
  if (name.size() <= kLong) return name;
  name.resize(std::min({name.size(), name.find(" ("), name.find(';')}));
  return name;
}

std::string holder_words(const DossierRow& row) {
  return row.holder_name.empty() ? row.holder_unit_name : row.holder_name + ", " + row.holder_unit_name;
}

Tone tone_of(Urgency u) {
  switch (u) {
    case Urgency::overdue: return Tone::bad;
    case Urgency::today:
    case Urgency::soon: return Tone::warn;
    case Urgency::later: return Tone::good;
  }
  return Tone::none;
}

web::ui::Tag tag_of(State s) {
  Tone tone = Tone::info;
  if (s.biz == BizState::done || s.biz == BizState::returned || s.biz == BizState::archived) tone = Tone::good;
  if (clock_paused(s.biz)) tone = Tone::wait;
  if (s.biz == BizState::stopped || s.biz == BizState::refused_result || s.biz == BizState::intake_refused) tone = Tone::bad;
  return {.label = label(s), .tone = tone};
}

web::ui::Due due_of(const DossierRow& r) {
  web::ui::Due due;
  due.moment = vn_datetime(r.due_at).substr(0, 11);
  if (r.punctuality) {
    due.words = label(*r.punctuality);
    due.tone = *r.punctuality == Punctuality::late ? Tone::bad : Tone::good;
  } else {
    due.words = r.remaining.empty() ? std::string(label(r.state.biz)) : r.remaining;
    due.tone = tone_of(r.urgency);
  }
  return due;
}

std::vector<web::ui::Column> list_columns(const ListView& v) {
  std::vector<web::ui::Column> columns;
  if (!v.bulk.empty()) columns.push_back({.label = "Chọn", .width = 5, .label_hidden = true});
  columns.push_back({.label = "Hạn trả", .width = 15});
  columns.push_back({.label = "Thủ tục, mã hồ sơ", .width = v.bulk.empty() ? 40 : 35});
  columns.push_back({.label = "Người nộp, kênh nhận", .width = 20});
  columns.push_back({.label = "Việc tiếp theo", .width = 25});
  return columns;
}

std::string tick_value(const DossierRow& r) { return fmt::format("{}.{}.{}", r.id.value, r.version, r.code); }

web::ui::CaseHead head_of(const CaseView& v) {
  const auto& d = v.file.dossier;
  web::ui::CaseHead head;
  head.code = d.code;
  head.status = tag_of(d.state);
  head.title = plain_name(d.procedure_name) + " – " + d.applicant.name;
  head.meta.emplace_back(
      fmt::format("Thủ tục {} · {} · {} · Nhận lúc {}", d.procedure_code, d.field_name, label(d.channel), moment(d.received_at)));
  head.meta.emplace_back(fmt::format("Đang ở {}{} · Trả kết quả: {}", d.holder_unit_name, d.holder_name.empty() ? "" : ", " + d.holder_name,
                                     label(d.return_method)));
  if (!d.entered_late.empty()) head.meta.emplace_back("Nhập lùi ngày: " + d.entered_late);
  if (d.elsewhere)
    head.meta.emplace_back(d.taken_over_at
                               ? fmt::format("Thời hạn tính từ khi {} nhận hồ sơ: {}", d.competent_unit_name, moment(*d.taken_over_at))
                               : fmt::format("Thời hạn tính từ khi {} nhận hồ sơ; ngày hẹn trả là dự kiến", d.competent_unit_name));
  head.due.moment = fmt::format("{}, {} {}", vn_time(d.due_at), vn_weekday(day_of(d.due_at)), vn_date(d.due_at));
  if (d.punctuality) {
    head.due.term = "Kết quả";
    head.due.words = label(*d.punctuality);
    head.due.tone = *d.punctuality == Punctuality::late ? Tone::bad : Tone::good;
  } else {
    const bool stands = d.remaining.empty();  // the clock stands: no time is left or gone
    if (stands) head.due.term = "Không tính thời hạn";
    head.due.words = stands ? std::string(label(d.state.biz)) : d.remaining;
    head.due.tone = stands ? Tone::none : tone_of(d.urgency);
  }
  return head;
}

namespace {
// Moves that end, interrupt or undo the way of a dossier are never the next thing to do: they have places of their own.
bool leads_on(const Transition& t) {
  switch (t.action) {
    case Action::ask_supplement:
    case Action::ask_withdrawal:
    case Action::stop:
    case Action::refuse:
    case Action::extend:
    case Action::correct:
    case Action::reroute: return false;
    default: return true;
  }
}
}  // namespace

web::ui::NextAction next_of(const CaseView& v) {
  web::ui::NextAction next;
  next.title = std::string(officer_words(v.file.dossier.state));
  std::string why;
  for (const auto& m : v.file.moves) {
    if (!m.transition->built || !leads_on(*m.transition)) continue;
    if (m.why_not.empty()) {
      why.clear();
      break;
    }
    if (why.empty()) why = m.why_not;
  }
  if (!why.empty()) next.text = why;
  return next;
}

std::vector<web::ui::Link> tabs_of(const CaseView& v) {
  const auto& f = v.file;
  const auto tab = [&](std::string word_of, std::string name, std::string count) {
    return web::ui::Link{
        .label = std::move(name), .href = v.base() + "?muc=" + word_of, .current = v.tab == word_of, .count = std::move(count)};
  };
  const auto messages = std::count_if(f.events.begin(), f.events.end(), [](const auto& e) { return e.kind == "dossier.noted"; });
  return {tab("viec", "Việc cần làm", std::to_string(f.steps.size())), tab("giay-to", "Giấy tờ", std::to_string(f.papers.size())),
          tab("dien-bien", "Diễn biến", std::to_string(f.events.size())), tab("trao-doi", "Giao tiếp", std::to_string(messages)),
          tab("tien", "Tiền", vn_money_short(motcua::Dong{f.dossier.fee_total}))};
}

std::vector<web::ui::Task> tasks_of(const CaseView& v) {
  std::vector<web::ui::Task> tasks;
  for (const auto& s : v.file.steps) {
    web::ui::Task t;
    t.name = s.name;
    t.hint = s.holder_name;
    if (s.finished_at) {
      t.when = "Xong " + moment(*s.finished_at);
      t.status = {.label = "Đã xong", .tone = Tone::good};
    } else if (s.started_at) {
      if (s.limit_at) t.when = "Hạn nội bộ " + moment(*s.limit_at);
      const bool late = s.limit_at && *s.limit_at < v.now;
      t.status = late ? web::ui::Tag{.label = "Cần làm ngay", .tone = Tone::bad} : web::ui::Tag{.label = "Đang làm", .tone = Tone::warn};
    } else {
      t.status = {.label = "Chưa đến bước", .tone = Tone::none};
    }
    tasks.push_back(std::move(t));
  }
  return tasks;
}

std::vector<web::ui::Event> timeline_of(const CaseView& v) {
  std::vector<web::ui::Event> events;
  for (const auto& e : v.file.events) {
    web::ui::Event shown;
    shown.at = vn_datetime(e.at);
    shown.what = e.detail.empty() ? e.text : e.text + ": " + e.detail;
    std::string who = e.actor_name;
    if (!e.unit_name.empty()) who += (who.empty() ? "" : ", ") + e.unit_name;
    if (e.recorded_at - e.at > std::chrono::minutes{1}) who += ", nhập lúc " + vn_datetime(e.recorded_at);
    shown.detail = who;
    for (const auto& h : v.file.handovers)
      if (h.seq > 1 && h.given_at == e.recorded_at && e.kind != "dossier.noted") {
        shown.hand_over = true;
        if (h.result) {
          shown.verdict = std::string(label(*h.result));
          shown.tone = *h.result == Punctuality::late ? Tone::bad : Tone::good;
          shown.used = duration_words(h.used_minutes) + " trên " + duration_words(h.allotted_minutes);
        }
      }
    events.push_back(std::move(shown));
  }
  return events;
}

web::ui::Facts person_facts(const CaseFile& file) {
  const auto& p = file.dossier.applicant;
  web::ui::Facts facts;
  facts.rows.push_back({.term = "Họ và tên", .value = p.name});
  if (!p.birth.empty()) facts.rows.push_back({.term = "Ngày sinh", .value = p.birth});
  if (!p.number.empty()) facts.rows.push_back({.term = "Số định danh", .value = p.number});
  facts.rows.push_back({.term = "Nơi cư trú", .value = p.address});
  if (!p.phone.empty()) facts.rows.push_back({.term = "Điện thoại", .value = p.phone});
  if (file.dossier.authorised) {
    facts.rows.push_back({.term = "Nộp thay", .value = file.dossier.principal.name});
    facts.rows.push_back({.term = "Văn bản ủy quyền", .value = file.dossier.authority});
  }
  if (!file.dossier.note.empty()) facts.rows.push_back({.term = "Ghi chú", .value = file.dossier.note});
  return facts;
}

web::ui::Fees fees_of(const CaseFile& file) {
  web::ui::Fees fees;
  for (const auto& f : file.fees) fees.rows.push_back({.label = f.name, .amount = vn_money_short(motcua::Dong{f.amount})});
  fees.total = vn_money_short(motcua::Dong{file.dossier.fee_total});
  return fees;
}

// A draft nobody signed is no result: before the signature it is a draft, after a refusal, a stop or a withdrawal it served for nothing.
std::string_view result_heading(const CaseFile& file) {
  if (file.result && file.result->signed_at) return "Kết quả";
  return is_open(file.dossier.state.biz) ? "Dự thảo kết quả" : "Dự thảo không dùng";
}

web::ui::Facts result_facts(const ResultView& r) {
  web::ui::Facts facts;
  facts.rows.push_back({.term = "Kết quả", .value = r.title});
  if (!r.summary.empty()) facts.rows.push_back({.term = "Trích yếu", .value = r.summary});
  facts.rows.push_back({.term = "Người soạn", .value = r.drafted_by + ", " + moment(r.drafted_at)});
  if (r.signed_at) facts.rows.push_back({.term = "Người ký", .value = r.signed_by + ", " + moment(*r.signed_at)});
  if (!r.number.empty()) facts.rows.push_back({.term = "Số, ký hiệu", .value = r.number + (r.dated ? ", ngày " + vn_date(*r.dated) : "")});
  return facts;
}

web::ui::Facts return_facts(const ReturnView& r) {
  web::ui::Facts facts;
  facts.rows.push_back({.term = "Cách trả", .value = std::string(label(r.method))});
  if (!r.receiver.empty()) facts.rows.push_back({.term = "Người nhận", .value = r.receiver});
  if (!r.authority.empty()) facts.rows.push_back({.term = "Ủy quyền", .value = r.authority});
  if (!r.waybill.empty()) facts.rows.push_back({.term = "Số hiệu bưu gửi", .value = r.waybill});
  facts.rows.push_back({.term = "Ký nhận", .value = r.drawn_signature ? std::string("Chữ ký vẽ trên máy") : r.confirmation});
  facts.rows.push_back({.term = "Người trả", .value = r.returned_by + ", " + moment(r.returned_at)});
  return facts;
}

std::vector<web::ui::Message> notes_of(const CaseFile& file) {
  std::vector<web::ui::Message> notes;
  for (const auto& e : file.events)
    if (e.kind == "dossier.noted") notes.push_back({.from = e.actor_name, .when = moment(e.at), .text = e.detail});
  return notes;
}

std::string default_title(const CaseFile& file) {
  return file.procedure && !file.procedure->results.empty() ? file.procedure->results.front().name : std::string{};
}

std::string copies_words(const PaperView& p) {
  std::string text;
  if (p.originals > 0) text = fmt::format("{} bản chính", p.originals);
  if (p.copies > 0) text += fmt::format("{}{} bản sao", text.empty() ? "" : ", ", p.copies);
  if (p.from_register) text += text.empty() ? "khai thác từ cơ sở dữ liệu" : ", có trong cơ sở dữ liệu";
  return text;
}

std::vector<web::ui::Option> identity_checks() {
  return {{.value = "the-can-cuoc", .label = "Thẻ căn cước"},
          {.value = "vneid", .label = "VNeID"},
          {.value = "giay-hen", .label = "Giấy tiếp nhận và hẹn trả"},
          {.value = "giay-to-khac", .label = "Giấy tờ khác có ảnh"}};
}

std::vector<web::ui::Option> outcomes_of(const CaseFile& file) {
  std::vector<web::ui::Option> options;
  const auto* step = file.procedure ? file.procedure->step(file.dossier.step) : nullptr;
  if (!step) return options;
  for (const auto& o : step->outcomes) {
    if (o.stops_clock || o.id == "tu-choi" || o.id == "khong-dat") continue;
    const auto* next = file.procedure->step(o.to);
    if (!next || next->role == "co-quan-khac") continue;
    options.push_back({.value = o.id, .label = "Xong, sang bước: " + next->name});
  }
  return options;
}

}  // namespace motcua::dossier
