#include "survey/polls.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "dossier/respondents.hpp"
#include "identity/permissions_reform.hpp"
#include "reform/inspection_rules.hpp"
#include "survey/store.hpp"
#include "survey/survey.hpp"
#include "web/crypto.hpp"

namespace motcua::survey {

using reform::By;
using reform::by_of;
using reform::find;
using reform::keep;
using store::ReadTx;
using store::Tx;

namespace {
constexpr int kMostListed = 20'000;
constexpr std::size_t kMostComment = 2'000;

tl::unexpected<Error> no_poll() { return errors::not_found("survey.no_poll", "Không có đợt khảo sát này trong phạm vi của bạn."); }
tl::unexpected<Error> no_link() {
  return errors::not_found("survey.no_link", "Không có phiếu với đường dẫn này. Xem lại đường dẫn trên thư mời.");
}
std::string draw_hash(std::string_view token) { return web::sha256_hex("rut|" + std::string(token)); }
std::string voter_hash(std::string_view token) { return web::sha256_hex("phieu|" + std::string(token)); }

std::map<std::int64_t, std::int64_t> population_of(std::string_view text) {
  std::map<std::int64_t, std::int64_t> out;
  while (!text.empty()) {
    const auto end = text.find(';');
    const auto piece = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (const auto at = piece.find('='); at != std::string_view::npos)
      out[plain_number(piece.substr(0, at))] = plain_number(piece.substr(at + 1));
  }
  return out;
}
std::string population_text(const std::map<std::int64_t, std::int64_t>& population) {
  std::string out;
  for (const auto& [unit, n] : population) out += fmt::format("{}{}={}", out.empty() ? "" : ";", unit, n);
  return out;
}
Result5 result_of(ReadTx& tx, const Poll& poll) {
  std::vector<Given> given;
  for (const auto& a : rows::answers(tx, poll.id)) given.push_back({a.unit.value, levels_of(a.levels)});
  return count(Questionnaire::of(poll.form), given, population_of(poll.population));
}

// One of a stratum after the other; a person once, in the order of the seed.
struct Chosen {
  std::vector<const dossier::Respondent*> asked, reserve;
};
Chosen choose(const std::vector<dossier::Respondent>& all, std::string_view seed, std::int64_t size) {
  std::map<std::pair<std::int64_t, std::string>, std::vector<std::string>> codes;
  std::map<std::string_view, const dossier::Respondent*> by_code;
  for (const auto& r : all) {
    codes[{r.received_unit.value, r.field_name}].push_back(r.code);
    by_code[r.code] = &r;
  }
  std::vector<Stratum> strata;
  for (const auto& [key, list] : codes) strata.push_back({key.first, key.second, std::ssize(list)});
  const auto share = allocate(strata, size);
  Chosen chosen;
  std::set<std::string_view> taken;
  std::map<std::int64_t, std::vector<const dossier::Respondent*>> rest;
  std::map<std::int64_t, std::int64_t> asked;
  for (std::size_t i = 0; i < strata.size(); ++i) {
    auto& list = codes.at({strata[i].unit, strata[i].field});
    const auto many = list.size();
    std::int64_t got = 0;
    for (const auto& code : reform::draw(std::move(list), seed, many)) {
      const auto* r = by_code.at(code);
      if (taken.contains(r->person)) continue;
      if (got < share[i]) {
        taken.insert(r->person);
        chosen.asked.push_back(r);
        ++got;
      } else {
        rest[strata[i].unit].push_back(r);
      }
    }
    asked[strata[i].unit] += got;
  }
  for (auto& [unit, list] : rest) {
    auto wanted = (asked[unit] * kReserveShare + 99) / 100;
    for (const auto* r : list)
      if (wanted > 0 && taken.insert(r->person).second) chosen.reserve.push_back(r), --wanted;
  }
  return chosen;
}
}  // namespace

std::string Polls::token_of(std::int64_t draw) const {
  return web::base64url(web::hmac_sha256(g_.secret, "khao-sat|" + std::to_string(draw)).substr(0, 12));
}

Result<Poll> Polls::managed(ReadTx& tx, const Actor& actor, std::int64_t id) const {
  auto p = find<Poll>(tx, id);
  if (!p || !g_.base.may_read(actor, p->unit)) return no_poll();
  if (!g_.base.may_manage(actor, p->unit)) return reform::not_yours("survey.poll_not_yours");
  return *std::move(p);
}

PollView Polls::view_of(ReadTx& tx, const Poll& poll) const {
  PollView v{.poll = poll, .unit_name = g_.base.unit_name(poll.unit), .form = Questionnaire::of(poll.form)};
  v.answered = rows::answer_count(tx, poll.id);
  v.reserve = rows::drawn(tx, poll.id, DrawState::reserve);
  v.dropped = rows::drawn(tx, poll.id, DrawState::dropped);
  v.asked = rows::drawn(tx, poll.id, DrawState::asked) + rows::drawn(tx, poll.id, DrawState::answered);
  if (poll.state != PollState::closed) return v;
  v.result = result_of(tx, poll);
  for (const auto& u : v.result->units) v.unit_names.push_back(g_.base.unit_name(UnitId{u.unit}));
  for (const auto& p : rows::closed_polls(tx, poll.unit)) {
    const auto r = result_of(tx, p);
    v.years.emplace_back(p.year, r.enough() ? r.service.index() : std::nullopt);
  }
  return v;
}

std::vector<PollRow> Polls::list(const Actor& actor, int limit) {
  const auto units = actor.units_with(identity::kReformRead);
  return g_.base.db.read([&](ReadTx& tx) {
    std::vector<PollRow> out;
    for (auto& p : rows::polls(tx, units, limit)) {
      PollRow row{.unit_name = g_.base.unit_name(p.unit), .answered = rows::answer_count(tx, p.id)};
      row.asked = rows::drawn(tx, p.id, DrawState::asked) + rows::drawn(tx, p.id, DrawState::answered);
      row.poll = std::move(p);
      out.push_back(std::move(row));
    }
    return out;
  });
}

Result<PollView> Polls::open(const Actor& actor, std::int64_t id) {
  return g_.base.db.read([&](ReadTx& tx) -> Result<PollView> {
    const auto p = find<Poll>(tx, id);
    if (!p || !g_.base.may_read(actor, p->unit)) return no_poll();
    auto v = view_of(tx, *p);
    v.may_manage = g_.base.may_manage(actor, p->unit);
    v.may_enter = g_.base.may_work(actor, p->unit) || v.may_manage;
    if (v.may_manage && v.result && v.result->enough())
      for (const auto& a : rows::answers(tx, id))
        if (!a.comment.empty()) v.comments.push_back(a.comment);
    std::ranges::sort(v.comments);  // not in the order they came
    return v;
  });
}

Result<std::int64_t> Polls::draft(const Actor& actor, Poll p) {
  if (!g_.base.may_manage(actor, p.unit)) return reform::not_yours("survey.draft_not_yours");
  p.title = clean(p.title);
  p.basis = clean(p.basis);
  std::vector<FieldError> wrong;
  if (p.title.empty()) wrong.push_back({"ten", "Ghi tên đợt khảo sát."});
  if (p.year < 2020 || p.year > 2100) wrong.push_back({"nam", "Ghi năm, ví dụ 2026."});
  if (p.error < 1 || p.error > 20) wrong.push_back({"sai_so", "Ghi sai số từ 1 đến 20 phần trăm; thường là 5."});
  if (p.from > p.to) wrong.push_back({"den", "Ngày cuối không được trước ngày đầu."});
  if (p.to >= g_.base.today()) wrong.push_back({"den", "Chỉ lấy hồ sơ đã xong trước hôm nay, để danh sách rút mẫu không đổi nữa."});
  if (!wrong.empty()) return errors::invalid_fields("survey.draft_invalid", std::move(wrong));
  p.id = g_.base.ids.next();
  p.form = questionnaire_on(g_.base.today()).text();
  p.made_by = actor.display_name;
  const auto by = by_of(actor, g_.base.clock.now());
  return g_.base.db.write([&](Tx& tx) -> Result<std::int64_t> {
    auto fresh = p;
    TRY_VOID(keep(tx, fresh, "survey_poll.drafted", by));
    return fresh.id;
  });
}

Status Polls::set_form(const Actor& actor, std::int64_t id, const Questionnaire& form) {
  std::vector<FieldError> wrong;
  for (auto& [field, text] : faults(form)) wrong.push_back({field, text});
  if (!wrong.empty()) return errors::invalid_fields("survey.form_invalid", std::move(wrong));
  const auto by = by_of(actor, g_.base.clock.now());
  return g_.base.db.write([&](Tx& tx) -> Status {
    TRY(auto p, managed(tx, actor, id));
    if (p.state != PollState::draft)
      return errors::illegal_transition("survey.form_frozen", "Phiếu đã công bố, không sửa được nữa. Lập đợt mới nếu cần câu hỏi khác.");
    p.form = form.text();
    return keep(tx, p, "survey_poll.form_set", by);
  });
}

Status Polls::announce(const Actor& actor, std::int64_t id) {
  const auto by = by_of(actor, g_.base.clock.now());
  const auto seed = web::random_token(12);
  return g_.base.db.write([&](Tx& tx) -> Status {
    TRY(auto p, managed(tx, actor, id));
    if (p.state != PollState::draft) return errors::illegal_transition("survey.announced", "Đợt khảo sát này đã công bố.");
    p.state = PollState::announced;
    p.announced_on = g_.base.today();
    p.seed = seed;
    return keep(tx, p, "survey_poll.announced", by);
  });
}

Result<int> Polls::draw(const Actor& actor, std::int64_t id) {
  Poll p;
  TRY_VOID(g_.base.db.read([&](ReadTx& tx) -> Status {
    TRY(p, managed(tx, actor, id));
    if (p.state != PollState::announced)
      return errors::illegal_transition("survey.not_to_draw", "Mỗi đợt rút mẫu một lần, sau khi công bố.");
    return {};
  }));
  // Listing and choosing take a while: outside of the transaction.
  const auto day = g_.base.today();
  const auto tree = g_.base.identity.tree();
  const auto place = tree->kind(p.unit, day) == identity::UnitKind::committee ? tree->territory(p.unit, day).value_or(p.unit) : p.unit;
  const reports::Question q{.period = reports::free_period(p.from, p.to), .unit = place};
  std::vector<std::string> codes;
  for (std::string after;;) {
    TRY(const auto page, g_.reports.cell(g_.base.identity.system_actor(), *reports::form("07a"), q, {}, 9, after, 200));
    for (const auto& row : page.rows) codes.push_back(row.code);
    after = page.next;
    if (after.empty() || std::ssize(codes) >= kMostListed) break;
  }
  if (codes.empty())
    return errors::illegal_transition("survey.nobody_to_ask",
                                      "Không có hồ sơ nào đã giải quyết trong thời gian này. Lập đợt với thời gian khác.");
  std::ranges::sort(codes);
  const auto people = dossier::respondents(g_.dossiers, codes, g_.secret);
  std::map<std::int64_t, std::int64_t> population;
  for (const auto& r : people) ++population[r.received_unit.value];
  const auto chosen = choose(people, p.seed, sample_size(std::ssize(people), p.error));
  const auto by = by_of(actor, g_.base.clock.now());
  return g_.base.db.write([&](Tx& tx) -> Result<int> {
    TRY(auto now, managed(tx, actor, id));
    if (now.state != PollState::announced) return errors::illegal_transition("survey.drawn_by_other", "Người khác vừa rút mẫu.");
    int n = 0;
    for (const auto* list : {&chosen.asked, &chosen.reserve})
      for (const auto* r : *list) {
        PollDraw d{
            .id = g_.base.ids.next(), .poll = id, .number = ++n, .dossier = r->code, .unit = r->received_unit, .field = r->field_name};
        d.state = list == &chosen.asked ? DrawState::asked : DrawState::reserve;
        d.token_hash = draw_hash(token_of(d.id));
        TRY_VOID(keep(tx, d, "survey_draw.drawn", by));
      }
    now.state = PollState::open;
    now.drawn_on = day;
    now.population = population_text(population);
    now.wanted = static_cast<int>(chosen.asked.size());
    TRY_VOID(keep(tx, now, "survey_poll.drawn", by));
    return now.wanted;
  });
}

Status Polls::close(const Actor& actor, std::int64_t id) {
  const auto by = by_of(actor, g_.base.clock.now());
  return g_.base.db.write([&](Tx& tx) -> Status {
    TRY(auto p, managed(tx, actor, id));
    if (p.state != PollState::open) return errors::illegal_transition("survey.not_open", "Đợt này không đang lấy ý kiến.");
    if (rows::answer_count(tx, id) < kGroupMin)
      return errors::illegal_transition(
          "survey.too_few", fmt::format("Chưa đủ {} phiếu: kết quả sẽ lộ người trả lời. Lấy thêm ý kiến rồi kết thúc.", kGroupMin));
    p.state = PollState::closed;
    p.closed_on = g_.base.today();
    return keep(tx, p, "survey_poll.closed", by);
  });
}

Status Polls::drop(const Actor& actor, std::int64_t draw, std::string reason) {
  reason = clean(reason);
  if (reason.empty()) return errors::invalid_fields("survey.drop_reason", {{"ly_do", "Ghi lý do, ví dụ: đã chuyển đi nơi khác."}});
  const auto by = by_of(actor, g_.base.clock.now());
  return g_.base.db.write([&](Tx& tx) -> Status {
    auto d = find<PollDraw>(tx, draw);
    if (!d) return no_poll();
    TRY(const auto p, managed(tx, actor, d->poll));
    if (p.state != PollState::open || d->state != DrawState::asked)
      return errors::illegal_transition("survey.not_to_drop", "Người này đã trả lời, hoặc đợt không còn lấy ý kiến.");
    d->state = DrawState::dropped;
    d->reason = reason;
    TRY_VOID(keep(tx, *d, "survey_draw.dropped", by));
    if (auto next = rows::next_reserve(tx, p.id, d->unit)) {
      next->state = DrawState::asked;
      TRY_VOID(keep(tx, *next, "survey_draw.called_up", by));
    }
    return {};
  });
}

Result<std::vector<DrawRow>> Polls::drawn(const Actor& actor, std::int64_t id, int after, int limit) {
  return g_.base.db.read([&](ReadTx& tx) -> Result<std::vector<DrawRow>> {
    TRY(const auto p, managed(tx, actor, id));
    std::vector<DrawRow> out;
    for (auto& d : rows::draws(tx, p.id, after, limit)) {
      DrawRow row{.unit_name = g_.base.unit_name(d.unit)};
      if (d.state == DrawState::asked) row.link = "/khao-sat/" + token_of(d.id);
      row.draw = std::move(d);
      out.push_back(std::move(row));
    }
    return out;
  });
}

std::optional<Invited> Polls::invited(std::string_view token) {
  if (token.size() != 16) return std::nullopt;
  return g_.base.db.read([&](ReadTx& tx) -> std::optional<Invited> {
    const auto d = rows::draw_of_token(tx, draw_hash(token));
    const auto p = d ? find<Poll>(tx, d->poll) : std::nullopt;
    if (!p || d->state == DrawState::reserve || d->state == DrawState::dropped) return std::nullopt;
    return Invited{*p, *d, g_.base.unit_name(d->unit), Questionnaire::of(p->form)};
  });
}

Status Polls::take(Tx& tx, PollDraw d, const Poll& poll, const std::string& token, const Levels& levels, std::string comment,
                   Channel channel, const By& by) {
  if (poll.state != PollState::open) return errors::illegal_transition("survey.closed", "Đợt khảo sát này không còn nhận phiếu.");
  if (d.state == DrawState::answered) return errors::conflict("survey.answered", "Phiếu này đã được trả lời. Mỗi người trả lời một lần.");
  if (d.state != DrawState::asked) return errors::illegal_transition("survey.not_asked", "Phiếu này là dự bị hoặc đã thay người khác.");
  PollAnswer a{.id = g_.base.ids.next(), .poll = poll.id, .voter = voter_hash(token), .unit = d.unit, .channel = channel};
  a.levels = text_of(levels);
  a.comment = std::move(comment);
  a.entered_by = by.name;
  d.state = DrawState::answered;
  TRY_VOID(keep(tx, d, "survey_draw.answered", by));
  return keep(tx, a, "survey_answer.given", by);
}

namespace {
// Only questions of the form count; the overall one must be answered.
Result<Levels> checked(const Questionnaire& form, const Levels& levels, std::string& comment) {
  Levels out;
  std::vector<FieldError> wrong;
  for (const auto& q : form.questions)
    if (const auto at = levels.find(q.code); at != levels.end()) out.insert(*at);
  if (const auto q = std::ranges::find(form.questions, kOverall, &Question::code); q != form.questions.end() && !out.contains(kOverall))
    wrong.push_back({"cau." + q->code, "Chọn một mức, hoặc “Không ý kiến”."});
  if (comment.size() > kMostComment) wrong.push_back({"gop_y", "Góp ý dài quá 2.000 chữ cái. Rút ngắn lại."});
  if (!wrong.empty()) return errors::invalid_fields("survey.answer_invalid", std::move(wrong));
  return out;
}
}  // namespace

Status Polls::answer(std::string_view token, const Levels& levels, std::string comment, Channel channel) {
  const auto who = invited(token);
  if (!who) return no_link();
  TRY(const auto known, checked(who->form, levels, comment));
  // Nobody's name: who answers is not signed in, and if he is it is not told.
  const By by{0, who->draw.unit.value, "", g_.base.clock.now()};
  return g_.base.db.write([&](Tx& tx) -> Status {
    auto d = find<PollDraw>(tx, who->draw.id);
    auto p = find<Poll>(tx, who->poll.id);
    if (!d || !p) return no_link();
    return take(tx, *d, *p, std::string(token), known, comment, channel, by);
  });
}

Status Polls::enter(const Actor& actor, std::int64_t id, int number, const Levels& levels, std::string comment) {
  const auto by = by_of(actor, g_.base.clock.now());
  return g_.base.db.write([&](Tx& tx) -> Status {
    const auto p = find<Poll>(tx, id);
    if (!p || !g_.base.may_read(actor, p->unit)) return no_poll();
    if (!g_.base.may_work(actor, p->unit) && !g_.base.may_manage(actor, p->unit)) return reform::not_yours("survey.enter_not_yours");
    const auto d = rows::draw_numbered(tx, id, number);
    if (!d) return errors::invalid_fields("survey.no_number", {{"so_phieu", "Không có phiếu số này trong đợt. Xem số ghi trên phiếu."}});
    TRY(const auto known, checked(Questionnaire::of(p->form), levels, comment));
    auto taken = take(tx, *d, *p, token_of(d->id), known, comment, Channel::paper, by);
    if (!taken && taken.error().fields.empty() && p->state == PollState::open)
      return errors::invalid_fields("survey.number_taken", {{"so_phieu", taken.error().message}});
    return taken;
  });
}

std::vector<PollView> Polls::in_public(int limit) {
  return g_.base.db.read([&](ReadTx& tx) {
    std::vector<PollView> out;
    for (const auto& p : rows::public_polls(tx, limit)) out.push_back(view_of(tx, p));
    return out;
  });
}

std::optional<SipasValue> Polls::sipas(UnitId unit, int year) const {
  return g_.base.db.read([&](ReadTx& tx) -> std::optional<SipasValue> {
    std::optional<SipasValue> found;
    for (const auto& p : rows::closed_polls(tx, unit)) {
      if (p.year != year) continue;
      const auto r = result_of(tx, p);
      if (r.enough() && r.service.valid() > 0)
        found = SipasValue{r.service.content(), r.service.valid(), p.title, fmt::format("/cai-cach/khao-sat/{}", p.id)};
    }
    return found;
  });
}

// ---- series
// ------------------------------------------------------------------------------------------------------------------------------
std::vector<SeriesPoint> Polls::series(const Actor& actor, UnitId unit) {
  if (!g_.base.may_read(actor, unit)) return {};
  return g_.base.db.read([&](ReadTx& tx) { return rows::series(tx, unit); });
}

Result<int> Polls::import_series(const Actor& actor, UnitId unit, std::string_view csv) {
  if (!g_.base.may_manage(actor, unit)) return reform::not_yours("survey.series_not_yours");
  const auto file = read_series(csv, int{std::chrono::year_month_day{g_.base.today()}.year()});
  if (!file.faults.empty()) {
    std::string told;
    for (std::size_t i = 0; i < file.faults.size() && i < 10; ++i) told += (i ? " " : "") + file.faults[i];
    if (file.faults.size() > 10) told += fmt::format(" Và {} lỗi nữa.", file.faults.size() - 10);
    return errors::invalid_fields("survey.series_invalid", {{"noi_dung", told}});
  }
  const auto by = by_of(actor, g_.base.clock.now());
  return g_.base.db.write([&](Tx& tx) -> Result<int> {
    int changed = 0;
    for (const auto& line : file.lines) {
      auto point = rows::series_point(tx, unit, line.index, line.year).value_or(SeriesPoint{.id = 0, .unit = unit, .name = line.index});
      if (point.id != 0 && point.value == line.value && point.source == line.source) continue;
      if (point.id == 0) point.id = g_.base.ids.next();
      point.year = line.year;
      point.value = line.value;
      point.source = line.source;
      point.made_by = actor.display_name;
      TRY_VOID(keep(tx, point, "survey_series.imported", by));
      ++changed;
    }
    return changed;
  });
}

}  // namespace motcua::survey
