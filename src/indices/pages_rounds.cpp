// Pages of scoring rounds and cards.
#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "identity/governs.hpp"
#include "identity/permissions.hpp"
#include "indices/exports.hpp"
#include "indices/page_parts.hpp"
#include "indices/page_views.hpp"
#include "views/indices/round_card.hpp"
#include "views/indices/round_form.hpp"
#include "views/indices/round_gaps.hpp"
#include "views/indices/round_item.hpp"
#include "views/indices/round_list.hpp"
#include "views/indices/round_page.hpp"
#include "views/indices/round_what_if.hpp"

namespace motcua::indices {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;

namespace {
constexpr int kRoundRows = 30;
const std::pair<std::string, std::string> kHome{"Chỉ số", "/chi-so"};
const std::pair<std::string, std::string> kRounds{"Chấm điểm", "/chi-so/cham-diem"};

RoundId round_of(const Call& call) { return {parse_vn_integer(call.request.param("so")).value_or(0)}; }
UnitId card_unit(const Call& call) { return {parse_vn_integer(call.request.param("don_vi")).value_or(0)}; }
std::string round_path(RoundId id) { return fmt::format("/chi-so/cham-diem/{}", id.value); }
std::string card_path(RoundId id, UnitId unit) { return fmt::format("{}/phieu/{}", round_path(id), unit.value); }

// "Còn 3 ngày 4 giờ 12 phút", to the end of the day.
std::string remaining_words(Day due, Instant now) {
  const auto end = to_instant(LocalTime{due + std::chrono::days{1}});
  if (now >= end) return "Đã hết hạn";
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(end - now).count();
  return fmt::format("Còn {} ngày {} giờ {} phút", minutes / 1440, minutes % 1440 / 60, minutes % 60);
}

Rounds::Given given_of(const Call& call) {
  const auto& f = call.request.form;
  Rounds::Given g{
      .item = std::string(call.request.param("muc")), .reason = std::string(f.get("ly_do")), .note = std::string(f.get("y_kien"))};
  g.answer.not_applicable = f.has("khong_ap_dung");
  g.answer.choice = f.get("muc");
  g.answer.part = Fraction::parse_vn(f.get("tu"));
  g.answer.whole = Fraction::parse_vn(f.get("mau"));
  return g;
}
// A number that was typed but not understood must not pass as missing.
std::vector<FieldError> unreadable(const Call& call) {
  std::vector<FieldError> wrong;
  for (const auto* field : {"tu", "mau"})
    if (const auto text = call.request.form.get(field); !text.empty() && !Fraction::parse_vn(text))
      wrong.push_back({field, fmt::format("Không hiểu số “{}”. Viết như 1.250 hoặc 97,5.", text)});
  return wrong;
}
}  // namespace

Response Pages::rounds(Call& call) {
  RoundsView v;
  v.rows = indices_.rounds.list(actor_of(call), parse_vn_integer(call.request.query.get("sau")).value_or(0), kRoundRows + 1);
  if (v.rows.size() > kRoundRows) {
    v.rows.pop_back();
    v.older = fmt::format("/chi-so/cham-diem?sau={}", v.rows.back().row.id.value);
  }
  v.may_open = !own_places(call).empty();
  return page(call, "Chấm điểm", {kHome}, [&](web::Html& body) { views::round_list(body, v); });
}

Response Pages::show_round_form(Call& call, const std::vector<FieldError>& errors) {
  RoundFormView v;
  for (const auto& s : indices_.sets.list())
    if (s.kind != "766")
      v.sets.push_back({.value = std::to_string(s.id.value), .label = fmt::format("{}, áp dụng từ {}", s.name, vn_date(s.valid_from))});
  v.owners = unit_options(identity_, own_places(call));
  v.call = &call;
  v.errors = &errors;
  const int year = int{std::chrono::year_month_day{identity_.today()}.year()};
  v.values.add("tu", fmt::format("01/01/{}", year));
  v.values.add("den", fmt::format("31/12/{}", year));
  v.values.add("han_tu_cham", fmt::format("15/01/{}", year + 1));
  v.values.add("han_giai_trinh", fmt::format("28/02/{}", year + 1));
  return page(
      call, "Mở kỳ chấm điểm", {kHome, kRounds}, [&](web::Html& body) { views::round_form(body, v); }, errors);
}

Response Pages::round_form(Call& call) { return show_round_form(call, {}); }

Response Pages::create_round(Call& call) {
  const auto& f = call.request.form;
  std::vector<FieldError> wrong;
  NewRound r{.set = {parse_vn_integer(f.get("bo")).value_or(0)}, .owner = unit_of(call, f), .name = std::string(f.get("ten"))};
  if (!r.set) wrong.push_back({"bo", "Chọn bộ tiêu chí."});
  const auto day = [&](const char* field) {
    const auto d = parse_vn_date(f.get(field));
    if (!d) wrong.push_back({field, "Nhập ngày, ví dụ 31/12/2026."});
    return d ? *d : Day{};
  };
  r.from = day("tu");
  r.to = day("den");
  r.self_due = day("han_tu_cham");
  r.appraisal_due = day("han_giai_trinh");
  if (!wrong.empty()) return show_round_form(call, wrong);
  const auto made = indices_.rounds.create(actor_of(call), r);
  if (!made) return made.error().fields.empty() ? web::error_response(call, made.error()) : show_round_form(call, made.error().fields);
  auto response = Response::see_other(round_path(*made));
  response.flash = "Đã mở kỳ chấm điểm. Mỗi đơn vị có một phiếu tự chấm.";
  return response;
}

Response Pages::show_round(Call& call, const std::vector<FieldError>& errors) {
  auto round = indices_.rounds.open(actor_of(call), round_of(call));
  if (!round) return web::error_response(call, round.error());
  RoundPageView v{.round = *std::move(round)};
  v.base = round_path(v.round.row.id);
  v.meta =
      fmt::format("{}. {}. Từ {} đến {}. Hạn tự chấm {}, hạn giải trình {}.", v.round.owner_name, v.round.set->name,
                  vn_date(v.round.row.from), vn_date(v.round.row.to), vn_date(v.round.row.self_due), vn_date(v.round.row.appraisal_due));
  v.call = &call;
  v.errors = &errors;
  return page(
      call, v.round.row.name, {kHome, kRounds}, [&](web::Html& body) { views::round_page(body, v); }, errors);
}

Response Pages::round(Call& call) { return show_round(call, {}); }

Response Pages::round_xlsx(Call& call) {
  const auto round = indices_.rounds.open(actor_of(call), round_of(call));
  if (!round) return web::error_response(call, round.error());
  return Response::bytes(print::xlsx(sheet_of(*round)), std::string(kXlsx), "xep-hang.xlsx");
}

Response Pages::set_appraiser(Call& call) {
  const auto& f = call.request.form;
  const auto done =
      indices_.rounds.set_appraiser(actor_of(call), round_of(call), f.get("linh_vuc"), {parse_vn_integer(f.get("nguoi")).value_or(0)});
  if (!done) return web::error_response(call, done.error());
  auto response = Response::see_other(round_path(round_of(call)));
  response.flash = "Đã ghi người thẩm định.";
  return response;
}

Response Pages::publish(Call& call) {
  const auto done = indices_.rounds.publish(actor_of(call), round_of(call), call.request.form.get("quyet_dinh"));
  if (!done) return done.error().fields.empty() ? web::error_response(call, done.error()) : show_round(call, done.error().fields);
  auto response = Response::see_other(round_path(round_of(call)));
  response.flash = "Đã công bố kết quả. Điểm và số liệu của kỳ được giữ nguyên từ đây.";
  return response;
}

Response Pages::what_if(Call& call) {
  auto round = indices_.rounds.open(actor_of(call), round_of(call));
  if (!round) return web::error_response(call, round.error());
  if (!round->for_owner)
    return web::error_response(call, errors::not_found("indices.no_what_if", "Trang này dành cho cơ quan tổ chức chấm điểm.").value());
  WhatIfView v{.round = *std::move(round)};
  v.base = round_path(v.round.row.id);
  const auto& q = call.request.query;
  Change change;
  for (const auto& m : v.round.set->metrics) {
    std::vector<web::ui::Option> options;
    for (const auto& version : m.versions) options.push_back({.value = version.id, .label = version.name});
    const auto chosen = q.get("cach." + m.id);
    if (!chosen.empty() && chosen != m.versions.front().id) change.metrics[m.id] = chosen;
    if (options.size() > 1) v.metrics.emplace_back(&m, std::move(options));
  }
  for (const auto* i : v.round.set->items())
    if (!i->max.is_zero()) v.items.push_back({.value = i->id, .label = fmt::format("{} {} ({} điểm)", i->id, i->name, i->max.text())});
  for (const auto& [name, value] : q.items()) v.values.add(name, value);
  if (const auto item = q.get("muc"); !item.empty() && !q.get("diem").empty()) {
    const auto max = Fraction::parse_vn(q.get("diem"));
    if (!max) v.error = "Không hiểu điểm tối đa mới. Viết như 3 hoặc 2,5.";
    if (max) change.maxima[std::string(item)] = *max;
  }
  if (const auto item = q.get("muc_cong_thuc"); !item.empty() && !q.get("cong_thuc").empty())
    change.formulas[std::string(item)] = q.get("cong_thuc");
  if (v.error.empty() && !change.empty()) {
    auto result = indices_.rounds.what_if(actor_of(call), v.round.row.id, change);
    if (result)
      v.result = *std::move(result);
    else
      v.error = result.error().message;
  }
  return page(call, "Nếu đổi cách tính", {kHome, kRounds, {v.round.row.name, v.base}},
              [&](web::Html& body) { views::round_what_if(body, v); });
}

// ---- cards -----------------------------------------------------------------------------------------------------------------------------

Response Pages::card(Call& call) {
  auto card = indices_.rounds.card(actor_of(call), round_of(call), card_unit(call));
  if (!card) return web::error_response(call, card.error());
  CardPageView v{.card = *std::move(card)};
  v.base = card_path(v.card.round.id, v.card.card.unit);
  v.meta = fmt::format("{}. Từ {} đến {}.", v.card.owner_name, vn_date(v.card.round.from), vn_date(v.card.round.to));
  const bool self = v.card.card.state == CardState::self;
  if (self || v.card.card.state == CardState::appraised || v.card.card.state == CardState::disputed)
    v.remaining = fmt::format("{} để {}", remaining_words(self ? v.card.round.self_due : v.card.round.appraisal_due, v.card.now_at),
                              self ? "tự chấm" : "giải trình");
  v.call = &call;
  return page(call, v.card.unit_name, {kHome, kRounds, {v.card.round.name, round_path(v.card.round.id)}},
              [&](web::Html& body) { views::round_card(body, v); });
}

Response Pages::card_xlsx(Call& call) {
  const auto card = indices_.rounds.card(actor_of(call), round_of(call), card_unit(call));
  if (!card) return web::error_response(call, card.error());
  return Response::bytes(print::xlsx(sheet_of(*card)), std::string(kXlsx), "phieu-cham.xlsx");
}
Response Pages::card_pdf(Call& call) {
  const auto card = indices_.rounds.card(actor_of(call), round_of(call), card_unit(call));
  if (!card) return web::error_response(call, card.error());
  return Response::bytes(pdf_of(*card), "application/pdf", "phieu-cham.pdf");
}

Response Pages::gaps(Call& call) {
  auto card = indices_.rounds.card(actor_of(call), round_of(call), card_unit(call));
  if (!card) return web::error_response(call, card.error());
  GapsView v{.card = *std::move(card)};
  v.base = card_path(v.card.round.id, v.card.card.unit);
  for (const auto& f : v.card.now.fields) {
    if (f.field->part != Part::regular) continue;
    Fraction lost;
    for (const auto& i : f.items) {
      lost = lost + i.lost();
      if (i.lost() <= Fraction{}) continue;
      const auto before = v.card.before.find(i.item->id);
      v.lines.push_back({&i, before == v.card.before.end() ? "" : before->second.text()});
    }
    v.fields.push_back({.label = f.field->name, .amount = lost.to_double(), .value = lost.text(), .tone = web::ui::Tone::warn});
  }
  std::stable_sort(v.lines.begin(), v.lines.end(), [](const GapLine& a, const GapLine& b) { return a.score->lost() > b.score->lost(); });
  return page(call, "Điểm còn thiếu", {kHome, kRounds, {v.card.round.name, round_path(v.card.round.id)}, {v.card.unit_name, v.base}},
              [&](web::Html& body) { views::round_gaps(body, v); });
}

Response Pages::show_item(Call& call, std::string_view form, const std::vector<FieldError>& errors) {
  auto card = indices_.rounds.card(actor_of(call), round_of(call), card_unit(call));
  if (!card) return web::error_response(call, card.error());
  const auto found = card->items.find(std::string(call.request.param("muc")));
  if (found == card->items.end())
    return web::error_response(call, errors::not_found("indices.no_item_page", "Không có tiêu chí này trong bộ.").value());
  ItemPageView v{.card = *std::move(card), .item = found->second, .form = std::string(form)};
  const auto card_base = card_path(v.card.round.id, v.card.card.unit);
  v.base = fmt::format("{}/muc/{}", card_base, v.item.item->id);
  v.call = &call;
  v.errors = &errors;
  v.rule = &v.item.item->rule;
  if (v.rule->kind == RuleKind::conditional) {
    const auto& other = v.card.items.at(v.rule->on);
    const auto given = other.last(Stage::second)      ? other.last(Stage::second)
                       : other.last(Stage::appraised) ? other.last(Stage::appraised)
                                                      : other.last(Stage::self);
    v.condition = fmt::format("Chấm tiêu chí {} trước.", v.rule->on);
    for (const auto& [key, rule] : v.item.item->rule.cases)
      if (given && given->answer.choice == key) {
        v.rule = rule.get();
        v.condition.clear();
      }
  }
  for (const auto stage : {Stage::survey, Stage::self, Stage::disputed, Stage::appraised})
    if (const auto a = v.item.last(stage)) {
      v.proposed = a->answer;
      if (stage == Stage::survey) break;
    }
  const auto all = v.card.set->items();
  const auto at = std::find(all.begin(), all.end(), v.item.item);
  if (at != all.begin()) v.previous = fmt::format("{}/muc/{}", card_base, (*std::prev(at))->id);
  if (at != all.end() && std::next(at) != all.end()) v.next = fmt::format("{}/muc/{}", card_base, (*std::next(at))->id);
  for (const auto& line : tree_lines(v.item.now.tree))
    if (const auto fact = v.card.recorded.find(line.id); !line.id.empty() && fact != v.card.recorded.end())
      v.facts.push_back({line.text, line.value, "", true, fact->second.lists});
  return page(
      call, fmt::format("{} {}", v.item.item->id, v.item.item->name),
      {kHome, kRounds, {v.card.round.name, round_path(v.card.round.id)}, {v.card.unit_name, card_base}},
      [&](web::Html& body) { views::round_item(body, v); }, errors);
}

Response Pages::item(Call& call) { return show_item(call, "", {}); }

Response Pages::save(Call& call, Save how, std::string_view form, std::string_view done) {
  if (const auto wrong = unreadable(call); !wrong.empty()) return show_item(call, form, wrong);
  const auto saved = (indices_.rounds.*how)(actor_of(call), round_of(call), card_unit(call), given_of(call));
  if (!saved) return saved.error().fields.empty() ? web::error_response(call, saved.error()) : show_item(call, form, saved.error().fields);
  auto response = Response::see_other(fmt::format("{}/muc/{}", card_path(round_of(call), card_unit(call)), call.request.param("muc")));
  response.flash = done;
  return response;
}

Response Pages::save_self(Call& call) { return save(call, &Rounds::save_self, "tu-cham", "Đã ghi điểm tự chấm."); }
Response Pages::appraise(Call& call) { return save(call, &Rounds::appraise, "tham-dinh", "Đã ghi điểm thẩm định."); }
Response Pages::dispute(Call& call) {
  return save(call, &Rounds::dispute, "giai-trinh", "Đã ghi giải trình. Cơ quan thẩm định xem lại tiêu chí này.");
}
Response Pages::survey(Call& call) { return save(call, &Rounds::survey, "dieu-tra", "Đã ghi kết quả."); }

Response Pages::add_evidence(Call& call) {
  const auto& f = call.request.form;
  std::vector<FieldError> wrong;
  Rounds::NewEvidence e{.item = std::string(call.request.param("muc")),
                        .kind = evidence_kind(f.get("loai_tai_lieu")).value_or(EvidenceKind::document),
                        .title = std::string(f.get("ten_tai_lieu")),
                        .number = std::string(f.get("so_tai_lieu")),
                        .link = std::string(f.get("duong_dan"))};
  if (const auto text = f.get("ngay_tai_lieu"); !text.empty()) {
    const auto day = parse_vn_date(text);
    if (day)
      e.day = *day;
    else
      wrong.push_back({"ngay_tai_lieu", "Nhập ngày, ví dụ 08/10/2026."});
  }
  if (!wrong.empty()) return show_item(call, "tai-lieu", wrong);
  const auto saved = indices_.rounds.add_evidence(actor_of(call), round_of(call), card_unit(call), e);
  if (!saved)
    return saved.error().fields.empty() ? web::error_response(call, saved.error()) : show_item(call, "tai-lieu", saved.error().fields);
  auto response = Response::see_other(fmt::format("{}/muc/{}", card_path(round_of(call), card_unit(call)), call.request.param("muc")));
  response.flash = "Đã thêm tài liệu kiểm chứng.";
  return response;
}

Response Pages::withdraw_evidence(Call& call) {
  const auto done = indices_.rounds.withdraw_evidence(actor_of(call), round_of(call), card_unit(call),
                                                      parse_vn_integer(call.request.param("tai_lieu")).value_or(0));
  if (!done) return web::error_response(call, done.error());
  auto response = Response::see_other(fmt::format("{}/muc/{}", card_path(round_of(call), card_unit(call)), call.request.param("muc")));
  response.flash = "Đã bỏ tài liệu; lịch sử vẫn giữ.";
  return response;
}

Response Pages::step(Call& call, Step how, std::string_view words) {
  const auto done = (indices_.rounds.*how)(actor_of(call), round_of(call), card_unit(call));
  if (!done) return web::error_response(call, done.error());
  auto response = Response::see_other(card_path(round_of(call), card_unit(call)));
  response.flash = words;
  return response;
}

Response Pages::lock(Call& call) { return step(call, &Rounds::lock, "Đã chốt điểm tự chấm và gửi cơ quan thẩm định."); }
Response Pages::finish_appraisal(Call& call) { return step(call, &Rounds::finish_appraisal, "Đã xong thẩm định phiếu này."); }
Response Pages::accept(Call& call) { return step(call, &Rounds::accept, "Đã nhận kết quả thẩm định. Phiếu có kết quả cuối."); }
Response Pages::keep_self(Call& call) {
  const auto done = indices_.rounds.keep_self(actor_of(call), round_of(call), card_unit(call), call.request.form.get("linh_vuc"));
  if (!done) return web::error_response(call, done.error());
  auto response = Response::see_other(card_path(round_of(call), card_unit(call)));
  response.flash = "Đã giữ điểm tự chấm của các tiêu chí chưa thẩm định trong lĩnh vực.";
  return response;
}

}  // namespace motcua::indices
