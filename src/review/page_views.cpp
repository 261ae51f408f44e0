#include "review/page_views.hpp"

#include <fmt/core.h>

#include "base/dates.hpp"
#include "base/numbers.hpp"

namespace motcua::review {

namespace ui = web::ui;

std::string milli_words(Milli n) {
  auto text = vn_decimal(n, 3);
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with(',')) text.pop_back();
  return text;
}
std::string verdict_words(std::string_view verdict) {
  if (verdict == "co") return "Có";
  if (verdict == "khong") return "Không";
  return verdict == "mot-phan" ? "Một phần" : "chưa đánh giá";
}
ui::Tag state_tag(ItemState s) {
  const auto tone = s == ItemState::carried_out || s == ItemState::approved ? ui::Tone::good
                    : s == ItemState::planned                               ? ui::Tone::none
                                                                            : ui::Tone::info;
  return {.label = std::string(label(s)), .tone = tone};
}
std::string cells_words(const Cells& c) {
  std::string text = milli_words(c.hours) + " giờ";
  if (c.times != kOnce) text += fmt::format(" × {} lần", milli_words(c.times));
  if (c.hired.value != 0) text += ", thuê " + vn_money_short(c.hired);
  if (c.fee.value != 0) text += ", phí " + vn_money_short(c.fee);
  return text;
}

ui::Form item_form(const ItemPageView& v, std::string_view action) {
  ui::Form f{.action = fmt::format("{}/{}", v.base, action), .call = v.call, .id = std::string(action)};
  if (v.form == action) f.errors = *v.errors;
  if (!v.form.empty() && v.form != action) {  // another form of the page was sent: this one shows what is stored
    f.csrf = v.call->csrf_token;
    f.call = nullptr;
  }
  return f;
}
std::vector<ui::Option> verdict_options() {
  return {{.value = "co", .label = "Có"}, {.value = "mot-phan", .label = "Một phần"}, {.value = "khong", .label = "Không"}};
}
std::vector<ui::Option> outcome_options() {
  std::vector<ui::Option> options;
  for (const auto o : {Outcome::keep, Outcome::amend, Outcome::abolish})
    options.push_back({.value = std::string(word(o)), .label = std::string(label(o))});
  return options;
}
std::vector<ui::Option> work_options() {
  std::vector<ui::Option> options;
  for (const auto w : {Work::prepare, Work::submit, Work::pay, Work::inspection, Work::other, Work::collect})
    options.push_back({.value = std::string(word(w)), .label = std::string(label(w))});
  return options;
}
std::string days_words(const ItemRow& i) {
  if (!i.days_now) return "chưa ghi";
  if (!i.days_after) return fmt::format("{} ngày", *i.days_now);
  return fmt::format("{} còn {} ngày", *i.days_now, *i.days_after);
}

std::vector<ui::Fact> saving_facts(const ItemPageView& v) {
  const auto& sheet = v.view.item.sheet;
  const auto s = saving(sheet);
  std::vector<ui::Fact> facts{
      {.term = "Một lần, hiện nay", .value = vn_money_short(procedure_cost(sheet, Side::now).rounded())},
      {.term = "Một lần, sau", .value = vn_money_short(procedure_cost(sheet, Side::after).rounded())},
      {.term = "Một năm, hiện nay", .value = vn_money_short(s.before)},
      {.term = "Một năm, sau", .value = vn_money_short(s.after)},
      {.term = s.negative() ? "Tăng thêm" : "Tiết kiệm một năm", .value = vn_money_short(s.saved())},
      {.term = "Tỷ lệ cắt giảm", .value = s.share_text()},
  };
  return facts;
}

}  // namespace motcua::review
