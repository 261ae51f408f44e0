// What citizens see: the list of procedures, and one procedure with exactly the papers of their case.
#include "catalog/pages.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "base/numbers.hpp"
#include "views/catalog/list.hpp"
#include "views/catalog/procedure.hpp"

namespace motcua::catalog {
namespace {

using web::ui::Fact;

std::string encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

Answers answers_of(const ProcedureVersion& version, const web::Fields& query) {
  Answers answers;
  for (const auto& question : version.questions)
    if (const auto value = query.get(question.id); !value.empty()) answers.emplace(question.id, value);
  return answers;
}

Channel chosen_channel(const ProcedureVersion& version, const web::Fields& query) {
  const auto wanted = channel_of(query.get("kenh"));
  if (wanted && version.channels.offers(*wanted)) return *wanted;
  for (const auto channel : {Channel::counter, Channel::online, Channel::post})
    if (version.channels.offers(channel)) return channel;
  return Channel::counter;
}

std::string count_words(const RequiredPaper& paper) {
  const auto kind = paper.component->kind;
  if (kind == PaperKind::present_only) return "Chỉ xuất trình khi làm thủ tục, không phải nộp.";
  if (kind == PaperKind::data) return "Bạn chỉ khai thông tin.";
  if (kind == PaperKind::e_form) return "Điền ngay trên màn hình.";
  std::string words;
  if (paper.originals > 0)
    words = kind == PaperKind::form || kind == PaperKind::photo ? fmt::format("Nộp {} bản", paper.originals)
                                                                : fmt::format("Nộp {} bản chính", paper.originals);
  if (paper.copies > 0) words += fmt::format("{} {} bản sao", words.empty() ? "Nộp" : " và", paper.copies);
  return words + ".";
}

std::string paper_note(const RequiredPaper& paper) {
  const auto& component = *paper.component;
  auto note = count_words(paper);
  if (paper.need == Need::optional) note += " Nộp nếu có.";
  if (!component.alternatives.empty()) {
    note += " Có thể thay bằng: ";
    for (std::size_t i = 0; i < component.alternatives.size(); ++i) note += (i ? "; " : "") + component.alternatives[i];
    note += ".";
  }
  if (!component.digital_source.empty() && component.kind != PaperKind::present_only && component.kind != PaperKind::data)
    note += fmt::format(" Cơ quan đã có dữ liệu ({}) thì bạn không phải nộp.", component.digital_source);
  if (!paper.why.empty() && component.channels.empty()) note += fmt::format(" Vì: {}.", paper.why);
  return note;
}

void add_papers(ProcedureView& view, const Answers& answers, Channel channel) {
  int needed = 0;
  for (const auto& paper : required_papers(*view.version, answers, channel)) {
    if (paper.component->kind == PaperKind::data) continue;
    needed += paper.need == Need::required;
    view.papers.push_back({paper.component->name, paper_note(paper)});
  }
  view.papers_title = fmt::format("Bạn cần {} giấy tờ", needed);
  for (const auto& [component, declare] : spared_papers(*view.version, answers, channel))
    view.spared.push_back({component->name,
                           declare ? std::string("Bạn chỉ khai thông tin, cơ quan tự tra cứu.")
                                   : fmt::format("Cơ quan tra cứu {}. Tra không được, cơ quan sẽ nói rõ lý do.", component->digital_source),
                           false});
}

std::string joined(const std::vector<std::string>& words, std::string_view between = ", ") {
  std::string all;
  for (const auto& word : words) all += (all.empty() ? "" : std::string(between)) + word;
  return all;
}

std::string percent_words(const Exemption& e) { return e.percent == 100 ? std::string() : fmt::format(" {}%", e.percent); }

std::string fee_words(const FeesDue& due) {
  std::vector<std::string> lines;
  for (const auto& line : due.lines) {
    auto words = fmt::format("{}: {}", line.fee->name, line.how);
    std::vector<std::string> exempt, reduced;
    for (const auto& e : line.fee->exemptions) (e.percent == 100 ? exempt : reduced).push_back(e.text + percent_words(e));
    if (!exempt.empty() && !line.exemption) words += fmt::format(" (miễn: {})", joined(exempt));
    if (!reduced.empty() && !line.exemption) words += fmt::format(" (giảm: {})", joined(reduced));
    lines.push_back(std::move(words));
  }
  return lines.empty() ? "Không thu." : joined(lines, ". ") + ".";
}

std::string channel_words(const Channels& channels) {
  std::vector<std::string> ways;
  if (channels.counter) ways.emplace_back("Trực tiếp tại quầy");
  if (channels.online == OnlineLevel::full) ways.emplace_back("trực tuyến toàn trình");
  if (channels.online == OnlineLevel::partial) ways.emplace_back("trực tuyến một phần");
  if (channels.post) ways.emplace_back("bưu chính công ích");
  return joined(ways) + ".";
}

void add_facts(ProcedureView& view, const FeesDue& due, const Answers& shown) {
  const auto& v = *view.version;
  if (view.decided && view.today && v.channels.offers(Channel::online))
    view.apply_at = "/nop-ho-so/moi/" + v.code + query_of(std::vector<std::pair<std::string, std::string>>(shown.begin(), shown.end()));
  const auto add = [&](web::Label term, std::string value) {
    if (!value.empty()) view.facts.push_back(Fact{.term = std::move(term), .value = std::move(value)});
  };
  // What people are promised stands together: the law's term, what this place says of itself, the fee, where and when.
  view.promise.push_back({.term = "Thời gian", .value = view.term + "." + (view.term_why.empty() ? "" : " " + view.term_why + ".")});
  view.promise.push_back({.term = "Phí, lệ phí", .value = fee_words(due)});
  for (const auto& [term, value] : view.extras.promise) view.promise.push_back({.term = term, .value = value});
  add("Cách nộp", channel_words(v.channels));
  add("Nơi làm", view.authority);
  add("Cấp giải quyết", view.level);
  add("Số bộ hồ sơ", fmt::format("{} bộ", two_digits(v.dossier_sets)));
  std::vector<std::string> results;
  for (const auto& result : v.results) results.push_back(result.name);
  add("Kết quả", joined(results, "; "));
  add("Ai được làm", joined(v.applicant_types));
  add("Điều kiện", joined(v.conditions, "; "));
}

}  // namespace

std::string query_of(const std::vector<std::pair<std::string, std::string>>& fields) {
  std::string query;
  for (const auto& [name, value] : fields)
    if (!value.empty()) query += fmt::format("{}{}={}", query.empty() ? "?" : "&", encoded(name), encoded(value));
  return query;
}

ListView Pages::list_view(const web::Fields& query, std::string_view path, Day day) {
  ListView view;
  view.search.text = query.get("q").substr(0, 200);
  view.search.field = query.get("linh-vuc");
  view.search.level = query.get("cap");
  view.search.life_event = query.get("viec");
  view.search.day = day;
  const auto page = query.get("trang");
  std::from_chars(page.data(), page.data() + page.size(), view.search.page);
  view.search.page = std::clamp(view.search.page, 1, 1000);
  view.found = catalog_.search(view.search);
  for (const auto& field : catalog_.fields()) view.fields.push_back({.value = field.id, .label = field.name});
  for (const auto& event : catalog_.life_events()) view.events.push_back({.value = event.id, .label = event.name});
  view.levels = regime_on(day) == Regime::two_tier ? std::vector<web::ui::Option>{{.value = "xã", .label = "Cấp xã"},
                                                                                  {.value = "tỉnh", .label = "Cấp tỉnh"},
                                                                                  {.value = "trung ương", .label = "Trung ương"}}
                                                   : std::vector<web::ui::Option>{{.value = "xã", .label = "Cấp xã"},
                                                                                  {.value = "huyện", .label = "Cấp huyện"},
                                                                                  {.value = "tỉnh", .label = "Cấp tỉnh"}};
  view.shown = fmt::format("{} thủ tục", vn_number(view.found.total));
  const auto at = [&](int number) {
    return std::string(path) + query_of({{"q", view.search.text},
                                         {"linh-vuc", view.search.field},
                                         {"cap", view.search.level},
                                         {"viec", view.search.life_event},
                                         {"ngay", std::string(query.get("ngay"))},
                                         {"trang", std::to_string(number)}});
  };
  if (view.search.page > 1) view.newer = at(view.search.page - 1);
  if (view.search.page < view.found.pages) view.older = at(view.search.page + 1);
  return view;
}

web::Response Pages::list(web::Call& call) {
  const auto view = list_view(call.request.query, "/thu-tuc", today());
  const auto shell = shells_.citizen(call);
  return web::Response::html(web::render(shell.lang, views::list, view, shell, call));
}

ProcedureView Pages::procedure_view(VersionPtr version, const web::Call& call, Day day) const {
  ProcedureView view;
  const auto& v = *version;
  view.version = version;
  view.day = day;
  view.today = day == today();
  view.path = "/thu-tuc/" + v.code;
  view.level = joined(v.levels(regime_on(day)));
  view.authority = v.competent_authority(regime_on(day));
  if (settings_.extras) view.extras = settings_.extras(v, day);
  const auto channel = chosen_channel(v, call.request.query);
  const auto answers = valid_answers(v, answers_of(v, call.request.query), channel);
  const auto edited = call.request.query.get("sua");

  std::vector<std::pair<std::string, std::string>> fixed{{"kenh", std::string(id_of(channel))}};
  if (!view.today) fixed.emplace_back("ngay", iso(day));
  auto all = fixed;
  for (const auto& [id, answer] : answers) all.emplace_back(id, answer);
  for (const auto way : {Channel::counter, Channel::online, Channel::post}) {
    if (!v.channels.offers(way)) continue;
    auto other = all;
    other[0].second = id_of(way);
    view.channels.push_back({.label = std::string(label_of(way)), .href = view.path + query_of(other), .current = way == channel});
  }
  Answers shown;  // given, or taken as usual and shown as answered: not asked again in the form
  for (const auto& asked : asked_questions(v, answers, channel)) {
    if (asked.question->for_staff) continue;
    if (asked.answer) shown.emplace(asked.question->id, asked.answer->id);
    ++view.count;
    const bool now = !view.question && (edited.empty() ? !asked.answer : asked.question->id == edited);
    if (now) {
      view.question = asked.question;
      view.number = view.count;
    } else if (asked.answer) {
      auto link = all;
      link.emplace_back("sua", asked.question->id);
      view.answered.push_back({.term = asked.question->text,
                               .value = asked.answer->text,
                               .actions = {{.label = "Sửa", .href = view.path + query_of(link)}},
                               .action_about = asked.question->text});
    }
  }
  for (auto& field : all)
    if (!view.question || field.first != view.question->id) view.kept.push_back(std::move(field));
  view.decided = !view.question;

  const auto term = term_of(v, answers, channel);
  view.term = words_of(term);
  view.term_why = term.variant.empty() && term.same_day ? "" : term.why;
  add_papers(view, answers, channel);
  add_facts(view, fees_due(v, {answers, channel, settings_.province, day, {}}), shown);
  return view;
}

web::Response Pages::procedure(web::Call& call) {
  const auto written = call.request.query.get("ngay");
  const auto day = written.empty() ? std::optional(today()) : parse_day(written);
  const auto version = catalog_.on_day(call.request.param("ma"), day.value_or(today()));
  if (!version) return web::error_response(call, version.error());
  auto view = procedure_view(*version, call, day.value_or(today()));
  if (!day) view.errors.push_back({"ngay", "Viết ngày dạng 25/11/2026."});
  const auto shell = shells_.citizen(call);
  return web::Response::html(web::render(shell.lang, views::procedure, view, shell, call), day ? 200 : 422);
}

const PageExtras::FormFile* ProcedureView::form_file(std::string_view form) const {
  const auto it = std::ranges::find(extras.forms, form, &PageExtras::FormFile::form);
  return it == extras.forms.end() ? nullptr : &*it;
}

std::vector<web::ui::Option> options_of(const Question& question) {
  std::vector<web::ui::Option> options;
  for (const auto& option : question.options) options.push_back({.value = option.id, .label = option.text});
  return options;
}

}  // namespace motcua::catalog
