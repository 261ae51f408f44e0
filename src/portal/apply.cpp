#include "portal/apply.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "dossier/desk_form.hpp"
#include "portal/pages_apply.hpp"

namespace motcua::portal {

using catalog::FieldType;
using dossier::FilingContent;
using web::ui::Fact;

namespace {
constexpr std::string_view kForm = "to-khai.", kQuestion = "cau.";

std::string join(const std::vector<std::string_view>& parts) {
  std::string all;
  for (const auto p : parts)
    if (!p.empty()) all += (all.empty() ? "" : "; ") + std::string(p);
  return all;
}
std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto end = text.find(';');
    parts.push_back(clean(text.substr(0, end)));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return parts;
}

std::string known_of(const FilingContent& c, std::string_view key, std::string_view agency, Day today) {
  if (key == "nyc_ho_ten") return c.applicant.name;
  if (key == "nyc_so_dinh_danh") return c.applicant.number;
  if (key == "nyc_ngay_sinh") return c.applicant.birth;
  if (key == "nyc_gioi_tinh") return c.applicant.sex;
  if (key == "nyc_noi_cu_tru") return c.applicant.address;
  if (key == "nyc_dien_thoai") return c.applicant.phone;
  if (key == "nyc_email") return c.applicant.email;
  if (key == "nyc_giay_to_tuy_than") return c.applicant.number.empty() ? "" : "Thẻ căn cước số " + c.applicant.number;
  if (key == "kinh_gui") return std::string(agency);
  if (key == "ngay_lam_don") return vn_date(today);
  return {};
}
std::string usual(const catalog::FormField& field) { return field.type == FieldType::nationality ? "Việt Nam" : std::string{}; }

bool shown(const catalog::FormField& field, const FilingContent& c) {
  if (field.type == FieldType::photo || field.type == FieldType::signature) return false;
  if (!field.needs || field.required) return true;
  if (const auto typed = c.form.find(field.key); typed != c.form.end() && !typed->second.empty()) return true;
  auto values = c.answers;
  values.insert(c.form.begin(), c.form.end());
  return catalog::field_need(field, values) != catalog::FieldNeed::optional;
}

std::vector<std::pair<std::string, std::string>> groups(const catalog::Form& form) {
  std::vector<std::pair<std::string, std::string>> list;
  const bool loose = std::any_of(form.fields.begin(), form.fields.end(), [](const auto& f) { return f.group.empty(); });
  if (loose) list.emplace_back("", form.name);
  for (const auto& g : form.groups) list.emplace_back(g.key, g.label);
  return list;
}

void take_person(const web::Fields& sent, const std::string& prefix, dossier::Person& p) {
  const auto get = [&](std::string_view name) { return clean(sent.get(prefix + std::string(name))); };
  p.name = get("name");
  p.number.clear();
  for (const char c : get("number"))
    if (c >= '0' && c <= '9') p.number += c;
  p.birth = get("birth");
  p.sex = get("sex");
  p.address = get("address");
  p.phone = get("phone");
  p.email = get("email");
}

void fact(std::vector<Fact>& facts, std::string term, std::string value) {
  facts.push_back({.term = std::move(term), .value = value.empty() ? std::string("Chưa điền") : std::move(value)});
}
}  // namespace

std::vector<ApplyPage> apply_pages(const dossier::Filing& filing, const catalog::ProcedureVersion& version) {
  std::vector<ApplyPage> pages;
  for (const auto& q : catalog::asked_questions(version, filing.content.answers, catalog::Channel::online))
    if (!q.question->for_staff) pages.push_back({std::string(kQuestion) + q.question->id, q.question->text});
  pages.push_back({"nguoi-nop", "Bạn là ai?"});
  if (!version.forms.empty())
    for (const auto& group : groups(version.forms.front()))
      if (std::any_of(version.forms.front().fields.begin(), version.forms.front().fields.end(),
                      [&](const auto& f) { return f.group == group.first && shown(f, filing.content); }))
        pages.push_back({std::string(kForm) + group.first, group.second});
  if (!dossier::OnlineFiling::papers_to_upload(version, filing.content).empty())
    pages.push_back({std::string(kPapersPage), "Giấy tờ cần tải lên"});
  pages.push_back({"nhan-ket-qua", "Bạn muốn nhận kết quả cách nào?"});
  pages.push_back({"nguoi-dien", "Ai đã điền hồ sơ này?"});
  pages.push_back({std::string(kCheckPage), "Kiểm tra trước khi nộp"});
  return pages;
}

bool answered_before(const dossier::Filing& filing, const ApplyPage& page) {
  return page.key.starts_with(kQuestion) && !filing.content.saw(page.key) &&
         filing.content.answers.contains(page.key.substr(kQuestion.size()));
}

std::vector<ApplyField> fields_of(const dossier::Filing& filing, const catalog::ProcedureVersion& version, std::string_view group,
                                  std::string_view agency, Day today) {
  std::vector<ApplyField> fields;
  if (version.forms.empty()) return fields;
  const bool seen = filing.content.saw(std::string(kForm) + std::string(group));
  auto values = filing.content.answers;
  values.insert(filing.content.form.begin(), filing.content.form.end());
  for (const auto& f : version.forms.front().fields) {
    if (f.group != group || !shown(f, filing.content)) continue;
    ApplyField field{&f, {}, {}, catalog::field_need(f, values) == catalog::FieldNeed::required};
    if (const auto typed = filing.content.form.find(f.key); typed != filing.content.form.end()) field.value = typed->second;
    if (field.value.empty() && !seen) field.value = known_of(filing.content, f.key, agency, today);
    if (field.value.empty() && !seen) field.value = usual(f);
    if (f.type == FieldType::multiselect) field.values = split(field.value);
    fields.push_back(std::move(field));
  }
  return fields;
}

void take_page(const web::Fields& sent, std::string_view page, const std::vector<ApplyField>& fields, FilingContent& c) {
  if (page.starts_with(kQuestion)) {
    const auto id = page.substr(kQuestion.size());
    if (const auto value = sent.get(id); !value.empty()) c.answers[std::string(id)] = value;
  } else if (page.starts_with(kForm)) {
    for (const auto& f : fields) {
      const auto name = "f." + f.field->key;
      auto value = f.field->type == FieldType::multiselect ? join(sent.all(name)) : std::string(sent.get(name));
      if (f.field->type != FieldType::textarea && f.field->type != FieldType::table) value = clean(value);
      if (value.empty())
        c.form.erase(f.field->key);
      else
        c.form[f.field->key] = std::move(value);
    }
  } else if (page == "nguoi-nop") {
    take_person(sent, "", c.applicant);
    c.authorised = sent.get("thay") == "co";
    if (c.authorised) take_person(sent, "uq.", c.principal);
    c.authority = c.authorised ? clean(sent.get("authority")) : "";
  } else if (page == "nhan-ket-qua") {
    c.return_method = dossier::return_method_from(sent.get("cach_nhan")).value_or(dossier::ReturnMethod::counter);
    c.return_address = c.return_method == dossier::ReturnMethod::post ? clean(sent.get("dia_chi_nhan")) : "";
  } else if (page == "nguoi-dien") {
    c.filled_by = dossier::filled_by_from(sent.get("nguoi_dien")).value_or(dossier::FilledBy::unknown);
    c.helper = c.filled_by == dossier::FilledBy::self ? "" : clean(sent.get("nguoi_giup"));
  }
}

std::vector<ApplyView::Part> check_parts(const ApplyView& v, const std::vector<dossier::FilingProblem>& problems) {
  std::vector<ApplyView::Part> parts;
  const auto& c = v.filing.content;
  for (const auto& page : v.pages) {
    if (page.key == kCheckPage) continue;
    ApplyView::Part part{page.title, page.key, {}, {}};
    if (page.key.starts_with(kQuestion)) {
      const auto* question = v.procedure->question(std::string_view(page.key).substr(kQuestion.size()));
      const auto answer = question ? c.answers.find(question->id) : c.answers.end();
      const auto* option = question && answer != c.answers.end() ? question->option(answer->second) : nullptr;
      fact(part.facts, "Trả lời", option ? option->text : "");
    } else if (page.key.starts_with(kForm)) {
      for (const auto& f : fields_of(v.filing, *v.procedure, std::string_view(page.key).substr(kForm.size()), "", {})) {
        const auto typed = c.form.find(f.field->key);
        const auto value = typed == c.form.end() ? std::string{} : typed->second;
        if (!value.empty() || f.required)
          fact(part.facts, f.field->label, f.field->type == FieldType::checkbox && !value.empty() ? "Có" : value);
      }
      if (part.facts.empty()) fact(part.facts, page.title, "");
    } else if (page.key == "nguoi-nop") {
      fact(part.facts, "Họ và tên", c.applicant.name);
      fact(part.facts, "Số định danh cá nhân", c.applicant.number);
      fact(part.facts, "Ngày sinh", c.applicant.birth);
      fact(part.facts, "Nơi cư trú", c.applicant.address);
      fact(part.facts, "Điện thoại", c.applicant.phone);
      fact(part.facts, "Thư điện tử", c.applicant.email);
      if (c.authorised) {
        fact(part.facts, "Nộp thay cho", c.principal.name);
        fact(part.facts, "Số định danh người ủy quyền", c.principal.number);
        fact(part.facts, "Văn bản ủy quyền", c.authority);
      }
    } else if (page.key == kPapersPage) {
      for (const auto& paper : v.papers)
        fact(part.facts, paper.name,
             paper.files.empty() ? (paper.needed ? "Chưa tải lên" : "Không có") : fmt::format("{} tệp", paper.files.size()));
    } else if (page.key == "nhan-ket-qua") {
      fact(part.facts, "Cách nhận", std::string(dossier::label(c.return_method)));
      if (!c.return_address.empty()) fact(part.facts, "Địa chỉ", c.return_address);
    } else {
      fact(part.facts, "Người điền", std::string(dossier::label(c.filled_by)) + (c.helper.empty() ? "" : ": " + c.helper));
    }
    for (const auto& p : problems)
      if (p.page == page.key) part.problems.push_back(p.error);
    parts.push_back(std::move(part));
  }
  return parts;
}

std::vector<web::ui::Option> question_options(const ApplyView& v) {
  std::vector<web::ui::Option> options;
  for (const auto& o : v.question->options) options.push_back({.value = o.id, .label = o.text});
  return options;
}
std::string answer_of(const ApplyView& v) {
  const auto given = v.filing.content.answers.find(v.question->id);
  return given == v.filing.content.answers.end() ? v.question->preset : given->second;
}

namespace {
web::ui::Tone tone_of(dossier::FilingState s) {
  using enum dossier::FilingState;
  switch (s) {
    case submitted: return web::ui::Tone::info;
    case intake_supplement: return web::ui::Tone::warn;
    case intake_refused: return web::ui::Tone::bad;
    case received: return web::ui::Tone::good;
    case draft:
    case discarded: break;
  }
  return web::ui::Tone::none;
}
}  // namespace
web::ui::Tone filing_tone(const dossier::Filing& f) { return tone_of(f.state); }
web::ui::Tone row_tone(const dossier::FilingRow& r) { return tone_of(r.state); }

std::vector<web::ui::Step> filing_steps(const dossier::Filing& f) {
  using web::ui::StepState;
  using enum dossier::FilingState;
  std::vector<web::ui::Step> steps;
  steps.push_back({.title = f.rounds > 1 ? fmt::format("Nộp lại lần {}", f.rounds) : std::string("Nộp hồ sơ"),
                   .note = f.submitted_at ? vn_datetime(*f.submitted_at) : std::string{},
                   .state = StepState::done});
  steps.push_back({.title = "Báo cán bộ tiếp nhận",
                   .note = f.alerted_at ? vn_datetime(*f.alerted_at)
                           : f.alert_by ? "trước " + vn_datetime(*f.alert_by)
                                        : std::string{},
                   .state = f.alerted_at || f.answered_at ? StepState::done : StepState::now});
  const bool waits = f.state == submitted;
  steps.push_back({.title = waits ? std::string("Tiếp nhận hoặc báo cần sửa") : std::string(dossier::label(f.state)),
                   .note = f.answered_at ? vn_datetime(*f.answered_at) + ", " + f.answered_by
                           : f.answer_by ? "trước " + vn_datetime(*f.answer_by)
                                         : std::string{},
                   .state = waits                                                       ? (f.alerted_at ? StepState::now : StepState::later)
                            : f.state == intake_supplement || f.state == intake_refused ? StepState::problem
                                                                                        : StepState::done});
  return steps;
}

}  // namespace motcua::portal
