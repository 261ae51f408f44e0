#include "dossier/desk_form.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "base/card_qr.hpp"
#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"

namespace motcua::dossier {

namespace {
int number_or(std::string_view text, int otherwise) {
  int n = 0;
  const auto end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, n);
  return read.ec == std::errc{} && read.ptr == end && n >= 0 && n < 10000 ? n : otherwise;
}

// Fields as they will be shown: later values win, order of arrival is kept.
class Edited {
 public:
  explicit Edited(const web::Fields& sent) : items_(sent.items()) {}
  void set(std::string_view name, std::string value) {
    std::erase_if(items_, [&](const auto& item) { return item.first == name; });
    items_.emplace_back(std::string(name), std::move(value));
  }
  void set_if_absent(std::string_view name, std::string value) {
    if (std::none_of(items_.begin(), items_.end(), [&](const auto& item) { return item.first == name; })) set(name, std::move(value));
  }
  web::Fields fields() const {
    web::Fields f;
    for (const auto& [name, value] : items_) f.add(name, value);
    return f;
  }

 private:
  std::vector<std::pair<std::string, std::string>> items_;
};

void take_card(std::string_view scanned, Day today, Edited& edited, DeskView& view) {
  if (trim(scanned).empty()) return;
  const auto card = parse_card_qr(scanned, today);
  if (!card) {
    view.errors.push_back({"the", card.error().message});
    return;
  }
  if (card->number) edited.set("so", card->number->text());
  edited.set("ten", card->full_name);
  if (card->birth) edited.set("ngay_sinh", card->birth->text());
  if (card->sex) edited.set("gioi", std::string(sex_label(*card->sex)));
  edited.set("dia_chi", card->address);
  edited.set("the", "");  // the card's text is not shown again nor sent again
  view.notes.insert(view.notes.end(), card->warnings.begin(), card->warnings.end());
}

// "Nhận lúc" when the reception is entered later; nothing: now.
std::optional<Instant> entered_moment(const web::Fields& f, DeskView& view) {
  const auto day_text = f.get("nhan_ngay"), time_text = f.get("nhan_gio");
  if (day_text.empty() && time_text.empty()) return std::nullopt;
  const auto day = parse_vn_date(day_text);
  if (!day) {
    view.errors.push_back({"nhan_ngay", "Nhập ngày nhận hồ sơ, ví dụ 23/11/2026."});
    return std::nullopt;
  }
  const std::chrono::year_month_day ymd{*day};
  const auto at = parse_instant(fmt::format("{:04}-{:02}-{:02}T{}", int{ymd.year()}, unsigned{ymd.month()}, unsigned{ymd.day()},
                                            time_text.size() == 4 ? "0" + std::string(time_text) : std::string(time_text)));
  if (!at) {
    view.errors.push_back({"nhan_gio", "Nhập giờ nhận hồ sơ, ví dụ 08:30."});
    return std::nullopt;
  }
  return *at;
}

// What the applicant's part and the card told already is not typed twice; what somebody typed stays.
void prefill(const catalog::Form& form, const web::Fields& f, Day today, Edited& edited) {
  const auto name = std::string(f.get("ten")), number = std::string(f.get("so"));
  const std::pair<std::string_view, std::string> known[] = {{"nyc_ho_ten", name},
                                                            {"nyc_so_dinh_danh", number},
                                                            {"nyc_noi_cu_tru", std::string(f.get("dia_chi"))},
                                                            {"nyc_dien_thoai", std::string(f.get("dien_thoai"))},
                                                            {"nyc_email", std::string(f.get("thu"))},
                                                            {"nyc_ngay_sinh", std::string(f.get("ngay_sinh"))},
                                                            {"nyc_gioi_tinh", std::string(f.get("gioi"))},
                                                            {"ngay_lam_don", vn_date(today)}};
  for (const auto& [key, value] : known)
    if (!value.empty() && form.field(key) && f.get("f." + std::string(key)).empty()) edited.set("f." + std::string(key), value);
}

Person person(const web::Fields& f, std::string_view prefix) {
  const auto get = [&](std::string_view name) { return std::string(f.get(std::string(prefix) + std::string(name))); };
  Person p;
  p.number = get("so");
  p.name = get("ten");
  p.birth = get("ngay_sinh");
  p.sex = get("gioi");
  p.address = get("dia_chi");
  p.phone = get("dien_thoai");
  p.email = get("thu");
  return p;
}
}  // namespace

std::vector<DeskFormGroup> form_groups(const DeskView& view) {
  std::vector<DeskFormGroup> groups;
  if (!view.form) return groups;
  catalog::Answers values;
  for (const auto& [name, value] : view.values.items()) {
    if (name.starts_with("f.")) values[name.substr(2)] = value;
    if (name.starts_with("q.")) values[name.substr(2)] = value;
  }
  const auto shown = [&](const catalog::FormField& field) {
    if (!field.needs || field.required) return true;
    const auto typed = values.find(field.key);
    return (typed != values.end() && !typed->second.empty()) || catalog::field_need(field, values) != catalog::FieldNeed::optional;
  };
  const auto add = [&](const std::string& key, const std::string& label) {
    DeskFormGroup group{label, {}};
    for (const auto& field : view.form->fields)
      if (field.group == key && shown(field)) group.fields.push_back(&field);
    if (!group.fields.empty()) groups.push_back(std::move(group));
  };
  add("", view.form->name);
  for (const auto& g : view.form->groups) add(g.key, g.label);
  return groups;
}

std::string form_hint(const catalog::FormField& field) {
  std::string hint = field.help;
  const auto add = [&](const std::string& text) { hint += (hint.empty() ? "" : ". ") + text; };
  if (!field.required_if.empty()) add(field.required_if);
  if (field.type == catalog::FieldType::table && !field.columns.empty()) {
    std::string columns;
    for (const auto& c : field.columns) columns += (columns.empty() ? "" : "; ") + c;
    add("Mỗi dòng một mục, các ô cách nhau bằng dấu chấm phẩy: " + columns);
  }
  return hint;
}

std::string procedure_code_in(std::string_view typed) {
  std::string code;
  for (const char c : trim(typed)) {
    if ((c >= '0' && c <= '9') || c == '.') {
      code += c;
    } else {
      break;
    }
  }
  return code.size() == 8 && code[1] == '.' ? code : std::string{};
}

Intake read_desk_form(const web::Fields& sent, Day today, const catalog::ProcedureVersion* version, DeskView& view) {
  Edited edited(sent);
  take_card(sent.get("the"), today, edited, view);
  edited.set_if_absent("kenh", "counter");
  edited.set_if_absent("thanh_toan", "cash");
  edited.set_if_absent("tra", "counter");
  edited.set_if_absent("so_bo", "1");
  if (!sent.has("form_id")) edited.set("sms", "1");  // a fresh form
  edited.set_if_absent("to_khai", "giay");
  const auto first = edited.fields();

  Intake i;
  i.form_id = std::string(sent.get("form_id"));
  i.procedure_code = version ? version->code : "";
  i.channel = channel_from(first.get("kenh")).value_or(Channel::counter);
  i.applicant = person(first, "");
  i.authorised = first.has("uy_quyen");
  if (i.authorised) {
    i.principal = person(first, "uq_");
    i.authority = std::string(first.get("uq_van_ban"));
  }
  i.payment = payment_method_from(first.get("thanh_toan")).value_or(PaymentMethod::cash);
  i.paid = first.has("da_thu");
  i.return_method = return_method_from(first.get("tra")).value_or(ReturnMethod::counter);
  i.return_address = std::string(first.get("tra_dia_chi"));
  i.sets = number_or(first.get("so_bo"), 0);
  i.tell_by_sms = first.has("sms");
  i.variant = std::string(first.get("bien_the"));
  i.note = std::string(first.get("ghi_chu"));
  i.register_volume = std::string(first.get("so_quyen"));
  i.register_number = std::string(first.get("so_thu_tu"));
  i.competent = UnitId{plain_number(first.get("co_quan"))};
  i.received_at = entered_moment(first, view);
  i.late_reason = std::string(first.get("nhan_ly_do"));
  if (!version) {
    view.values = edited.fields();
    return i;
  }
  edited.set("thu_tuc", version->code + " – " + version->short_name);
  for (const auto& q : version->questions) {
    if (!q.preset.empty()) edited.set_if_absent("q." + q.id, q.preset);
    if (const auto answer = first.get("q." + q.id); !answer.empty()) i.answers[q.id] = std::string(answer);
  }
  const bool all_there = first.has("du");
  for (const auto& p :
       catalog::required_papers(*version, i.answers, i.channel == Channel::post ? catalog::Channel::post : catalog::Channel::counter)) {
    const auto name = "g." + p.component->id;
    edited.set_if_absent(name + ".c", std::to_string(p.originals));
    edited.set_if_absent(name + ".s", std::to_string(p.copies));
    if (all_there && p.need == catalog::Need::required) edited.set(name, "co");
    const auto now = edited.fields();
    if (now.has(name) && now.get(name) == "co")
      i.papers.push_back(
          {p.component->id, "", number_or(now.get(name + ".c"), p.originals), number_or(now.get(name + ".s"), p.copies), false});
    if (now.has(name + ".kho")) i.papers.push_back({p.component->id, "", 0, 0, true});
  }
  for (const auto& fee : version->fees) {
    catalog::FeeInput input;
    input.quantity = number_or(first.get("phi." + fee.id + ".sl"), fee.when.empty() ? 1 : 0);
    edited.set_if_absent("phi." + fee.id + ".sl", std::to_string(input.quantity));
    input.exemption = std::string(first.get("phi." + fee.id + ".mien"));
    i.fees[fee.id] = input;
    if (const auto typed = first.get("phi." + fee.id + ".tien"); !typed.empty()) {
      if (const auto amount = parse_money(typed)) {
        i.amounts[fee.id] = amount->value;
      } else {
        view.errors.push_back({"phi." + fee.id + ".tien", amount.error().message});
      }
    }
  }
  if (!version->forms.empty()) {
    i.form_typed = first.get("to_khai") == "nhap";
    prefill(version->forms.front(), first, today, edited);
    const auto filled = edited.fields();
    for (const auto& field : version->forms.front().fields) {
      std::string value;
      for (const auto part : filled.all("f." + field.key))
        if (!part.empty()) value += (value.empty() ? "" : "; ") + std::string(part);
      if (!value.empty()) i.form[field.key] = std::move(value);
    }
  }
  view.values = edited.fields();
  return i;
}

namespace {
constexpr std::pair<std::string_view, std::string_view> kAtOnceNames[] = {{"signer", "ngay_nguoi_ky"},
                                                                          {"result.title", "ngay_ket_qua"},
                                                                          {"handing.receiver", "ngay_nguoi_nhan"},
                                                                          {"handing.identity_check", "ngay_giay_to"},
                                                                          {"handing.authority", "ngay_uy_quyen"},
                                                                          {"handing.confirmed", "ngay_da_nhan"},
                                                                          {"handing.fee_taken", "da_thu"},
                                                                          {"return_method", "tra"}};
}  // namespace

AtOnce read_at_once(const web::Fields& f, const Intake& intake) {
  AtOnce deed;
  deed.signer = AccountId{plain_number(f.get("ngay_nguoi_ky"))};
  deed.result = {std::string(f.get("ngay_ket_qua")), std::string(f.get("ngay_tom_tat")), ""};
  deed.handing.receiver = std::string(f.get("ngay_nguoi_nhan"));
  if (clean(deed.handing.receiver).empty()) deed.handing.receiver = intake.applicant.name;
  deed.handing.identity_check = std::string(f.get("ngay_giay_to"));
  deed.handing.authority = std::string(f.get("ngay_uy_quyen"));
  deed.handing.confirmed = f.has("ngay_da_nhan");
  return deed;
}

std::vector<web::ui::Option> signer_options(const std::vector<Arrangement>& offers) {
  std::vector<web::ui::Option> options;
  for (const auto& a : offers) options.push_back({.value = std::to_string(a.signer.value), .label = a.signer_name});
  return options;
}

std::vector<FieldError> desk_errors(const std::vector<FieldError>& errors) {
  constexpr std::pair<std::string_view, std::string_view> kNames[] = {
      {"name", "ten"}, {"number", "so"}, {"birth", "ngay_sinh"}, {"address", "dia_chi"}, {"phone", "dien_thoai"}, {"email", "thu"}};
  std::vector<FieldError> shown;
  for (const auto& e : errors) {
    std::string field = e.field;
    for (const auto& [from, to] : kNames) {
      if (e.field == "applicant." + std::string(from)) field = std::string(to);
      if (e.field == "principal." + std::string(from)) field = "uq_" + std::string(to);
    }
    if (field == "authority") field = "uq_van_ban";
    for (const auto& [from, to] : kAtOnceNames)
      if (e.field == from) field = std::string(to);
    if (field == "return_address") field = "tra_dia_chi";
    if (field == "sets") field = "so_bo";
    if (field.starts_with("paper.")) field = "g." + field.substr(6);
    if (field == "late_reason") field = "nhan_ly_do";
    if (field == "received_at") field = "nhan_ngay";
    if (field.starts_with("form.")) field = "f." + field.substr(5);
    if (field.starts_with("amount.")) field = "phi." + field.substr(7) + ".tien";
    shown.push_back({std::move(field), e.message});
  }
  return shown;
}

std::vector<web::ui::Option> options_of(const catalog::Question& question) {
  std::vector<web::ui::Option> options;
  for (const auto& o : question.options) options.push_back({.value = o.id, .label = o.text});
  return options;
}

std::vector<web::ui::Option> options_of(const catalog::FormField& field) {
  std::vector<web::ui::Option> options;
  for (const auto& o : field.options) options.push_back({.value = o, .label = o});
  return options;
}

std::vector<web::ui::Option> exemption_options(const catalog::Fee& fee) {
  std::vector<web::ui::Option> options;
  for (const auto& e : fee.exemptions)
    options.push_back({.value = e.id, .label = e.percent == 100 ? e.text : fmt::format("{} (giảm {}%)", e.text, e.percent)});
  return options;
}

web::ui::Due due_of(const Preview& p) {
  web::ui::Due due;
  due.term = "Dự kiến hẹn trả kết quả";
  if (!p.due) {
    due.words = "Chưa tính được";
    return due;
  }
  const auto at = p.due->promised.value_or(p.due->moment);
  due.moment = fmt::format("{}, {} {}", vn_time(at), vn_weekday(day_of(at)), vn_date(at));
  due.words = fmt::format("Nhận lúc {}. Thời hạn: {}.", vn_datetime(p.received_at), p.term_words);
  if (p.why) due.why = {.label = "Vì sao?", .href = "#vi-sao"};
  due.moment_label = "";
  return due;
}

web::ui::Proof proof_of(const calendar::Explanation& why, Instant now, std::string_view term_words) {
  using Kind = calendar::ProofLine::Kind;
  web::ui::Proof proof;
  proof.text = fmt::format("Thời hạn {}.", term_words);
  int counted = 0;
  std::vector<std::string> sources;
  const auto last = day_of(why.proof.moment);
  for (const auto& line : why.lines) {
    if (!line.source.empty() && std::find(sources.begin(), sources.end(), line.source) == sources.end()) sources.push_back(line.source);
    if (line.kind != Kind::counted && line.kind != Kind::skipped && line.kind != Kind::start) continue;
    // A run of days becomes one box for each day; very long terms are told by the sentences alone.
    if (line.last - line.first > std::chrono::days{45}) continue;
    for (auto d = line.first; d <= line.last; d += std::chrono::days{1}) {
      web::ui::ProofDay day;
      day.weekday = vn_weekday(d);
      day.date = vn_date(d).substr(0, 5);
      day.counted = line.kind == Kind::counted && line.days > 0;
      if (day.counted) day.count = fmt::format("Ngày {}", ++counted);
      if (!day.counted) day.count = "Không tính";
      day.reason = day.counted ? std::string("Ngày làm việc") : line.text;
      day.today = d == day_of(now);
      day.last = d == last;
      if (!proof.days.empty() && proof.days.back().date == day.date) continue;
      proof.days.push_back(std::move(day));
    }
  }
  for (auto& s : sources) proof.sources.emplace_back(std::move(s));
  return proof;
}

web::ui::Fees fees_of(const Preview& p) {
  web::ui::Fees fees;
  for (const auto& line : p.fees.lines) {
    if (line.fee->kind == catalog::FeeKind::none || line.quantity == 0) continue;
    fees.rows.push_back({.label = line.fee->name, .amount = line.amount ? vn_money_short(*line.amount) : std::string("chưa rõ")});
  }
  fees.total = vn_money_short(motcua::Dong{p.fee_total});
  return fees;
}

std::vector<std::string> still_missing(const Preview& p) {
  std::vector<std::string> missing;
  int unanswered = 0;
  for (const auto& e : p.errors) {
    if (e.field.starts_with("q.")) ++unanswered;
    if (e.field.starts_with("paper.")) missing.push_back(e.message);
  }
  if (unanswered > 0) missing.insert(missing.begin(), fmt::format("Còn {} câu hỏi về trường hợp chưa trả lời.", unanswered));
  return missing;
}

bool is_short(const catalog::Question& question) {
  std::size_t letters = 0;
  for (const auto& o : question.options) letters += o.text.size();
  return question.options.size() <= 2 && letters < 40;
}

std::string paper_words(const catalog::RequiredPaper& paper) {
  std::string words(catalog::label_of(paper.component->kind));
  if (paper.need == catalog::Need::optional) words += " · nếu có";
  if (!paper.why.empty()) words += " · " + paper.why;
  if (!paper.component->digital_source.empty()) words += ". Không phải nộp nếu tra được trong: " + paper.component->digital_source;
  return words;
}

}  // namespace motcua::dossier
