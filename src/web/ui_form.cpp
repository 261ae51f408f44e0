#include "web/ui_form.hpp"

#include <algorithm>
#include <array>

namespace motcua::web::ui {
namespace {

constexpr Markup width_class(Width width) {
  switch (width) {
    case Width::full: return "";
    case Width::w2: return " mc-w2";
    case Width::w3: return " mc-w3";
    case Width::w4: return " mc-w4";
    case Width::w5: return " mc-w5";
    case Width::w10: return " mc-w10";
    case Width::w20: return " mc-w20";
    case Width::w30: return " mc-w30";
  }
  return "";
}

void span_class(Html& out, int span) {
  switch (span) {
    case 1: out << " mc-s1"; break;
    case 2: out << " mc-s2"; break;
    case 3: out << " mc-s3"; break;
    case 4: out << " mc-s4"; break;
    default: break;
  }
}

void optional_mark(Html& out, bool optional) {
  if (!optional) return;
  out << " <span class=\"mc-optional\">";
  out.say("(không bắt buộc)") << "</span>";
}

void label_for(Html& out, std::string_view id, const Label& label, bool hidden, bool heading, bool optional) {
  if (heading) out << "<h1 class=\"govuk-label-wrapper\">";
  out << (hidden    ? Markup("<label class=\"mc-hidden\"")
          : heading ? Markup("<label class=\"govuk-label mc-label--heading\"")
                    : Markup("<label class=\"govuk-label\""));
  out.attr(" for", id);
  out << ">";
  out.text(label);
  optional_mark(out, optional);
  out << "</label>";
  if (heading) out << "</h1>";
}

}  // namespace

FormWriter::FormWriter(const Form& form)
    : form_(form),
      values_(form.values != nullptr ? form.values
              : form.call == nullptr ? nullptr
              : form.get             ? &form.call->request.query
                                     : &form.call->request.form) {}

std::string_view FormWriter::error_of(std::string_view name) const {
  for (const auto& error : form_.errors)
    if (error.field == name) return error.message;
  return {};
}

std::string FormWriter::id_of(std::string_view name) const {
  // The error summary links to the bare name, so the form it speaks of keeps that.
  return form_.errors.empty() ? form_.ids + std::string(name) : std::string(name);
}

std::string FormWriter::value_of(std::string_view name, std::string_view otherwise) const {
  // What was sent wins, so that nothing typed is lost; a field that was not sent at all keeps its own value.
  if (values_ != nullptr)
    if (const auto sent = values_->find(name)) return std::string(*sent);
  return std::string(otherwise);
}

void FormWriter::group_begin(Html& out, std::string_view name, int span) const {
  out << "<div class=\"govuk-form-group";
  span_class(out, span);
  if (!error_of(name).empty()) out << " govuk-form-group--error";
  out << "\">";
}

void FormWriter::notes(Html& out, std::string_view name, const Label& hint) const {
  if (!hint.empty()) {
    out << "<div class=\"govuk-hint\" id=\"";
    out.value(id_of(name)) << "-hint\">";
    out.text(hint) << "</div>";
  }
  if (const auto error = error_of(name); !error.empty()) {
    out << "<p class=\"govuk-error-message\" id=\"";
    out.value(id_of(name)) << "-error\"><span class=\"mc-hidden\">";
    out.say("Lỗi: ") << "</span>";
    out.text(error) << "</p>";
  }
}

std::string FormWriter::described_by(std::string_view name, const Label& hint) const {
  std::string ids;
  if (!hint.empty()) ids = id_of(name) + "-hint";
  if (!error_of(name).empty()) ids += (ids.empty() ? "" : " ") + id_of(name) + "-error";
  return ids;
}

void FormWriter::line(Html& out, const Input& input, std::string_view type, std::string_view mode, std::string_view suffix) const {
  group_begin(out, input.name, input.span);
  label_for(out, id_of(input.name), input.label, input.label_hidden, input.heading, input.optional);
  notes(out, input.name, input.hint);
  const auto after = suffix.empty() ? std::string_view(input.suffix) : suffix;
  if (!after.empty()) out << "<div class=\"mc-affix\">";
  out << "<input class=\"govuk-input" << width_class(input.width);
  const bool wrong = !error_of(input.name).empty();
  if (wrong) out << " govuk-input--error";
  out << "\"";
  out.attr(" id", id_of(input.name)).attr(" name", input.name).attr(" type", type);
  if (type != "password") {
    if (const auto value = value_of(input.name, input.value); !value.empty()) out.attr(" value", value);
  }
  out.optional(" inputmode", mode);
  out.optional(" autocomplete", input.autocomplete);
  if (input.max_length > 0) out.attr(" maxlength", input.max_length);
  out.optional(" aria-describedby", described_by(input.name, input.hint));
  if (wrong) out << " aria-invalid=\"true\"";
  out.optional(" readonly", input.read_only);
  out.optional(" autofocus", input.focus);
  if (!input.list_url.empty()) out.attr(" data-suggest", input.list_url);
  out << ">";
  if (!after.empty()) {
    out << "<span class=\"mc-affix__text\" aria-hidden=\"true\">";
    out.text(after) << "</span></div>";
  }
  out << "</div>\n";
}

void FormWriter::password(Html& out, const Input& input) const {
  Input field = input;
  if (field.autocomplete.empty()) field.autocomplete = "current-password";
  line(out, field, "password", "");
}
void FormWriter::phone(Html& out, const Input& input) const {
  Input field = input;
  if (field.autocomplete.empty()) field.autocomplete = "tel";
  line(out, field, "tel", "");
}
void FormWriter::personal_number(Html& out, const Input& input) const {
  Input field = input;
  if (field.max_length == 0) field.max_length = 20;  // people type blanks; the server takes them out
  line(out, field, "text", "numeric");
}
void FormWriter::money(Html& out, const Input& input) const { line(out, input, "text", "numeric", "₫"); }
void FormWriter::date(Html& out, const Input& input) const {
  Input field = input;
  if (field.width == Width::full && field.span == 0) field.width = Width::w10;
  line(out, field, "text", "numeric");
}
void FormWriter::time(Html& out, const Input& input) const {
  Input field = input;
  if (field.width == Width::full && field.span == 0) field.width = Width::w5;
  line(out, field, "text", "");
}
void FormWriter::one_time_code(Html& out, const Input& input) const {
  Input field = input;
  field.autocomplete = "one-time-code";
  if (field.width == Width::full) field.width = Width::w10;
  line(out, field, "text", "numeric");
}
void FormWriter::choose_from(Html& out, const Input& input) const {
  Input field = input;
  if (field.autocomplete.empty()) field.autocomplete = "off";
  line(out, field, "text", "");
}

void FormWriter::date_parts(Html& out, const Input& input) const {
  struct PartOf {
    std::string_view suffix;
    Markup label;
    Markup width;
    std::size_t at, length;
  };
  constexpr std::array<PartOf, 3> kParts{
      {{"-day", "Ngày", " mc-w2", 0, 2}, {"-month", "Tháng", " mc-w2", 3, 2}, {"-year", "Năm", " mc-w4", 6, 4}}};
  // An error may name the whole date or one of its parts; only the wrong box is marked.
  std::string part_error;
  for (const auto& part : kParts)
    if (part_error.empty()) part_error = error_of(input.name + std::string(part.suffix));
  const bool whole_wrong = !error_of(input.name).empty();
  out << "<div class=\"govuk-form-group";
  span_class(out, input.span);
  if (whole_wrong || !part_error.empty()) out << " govuk-form-group--error";
  out << "\"><fieldset class=\"govuk-fieldset\" role=\"group\"";
  auto ids = described_by(input.name, input.hint);
  if (!part_error.empty() && !whole_wrong) ids += (ids.empty() ? "" : " ") + id_of(input.name) + "-error";
  out.optional(" aria-describedby", ids);
  out << "><legend class=\"govuk-fieldset__legend";
  out << (input.heading ? Markup(" mc-label--heading\"><h1>") : Markup("\">"));
  out.text(input.label);
  optional_mark(out, input.optional);
  if (input.heading) out << "</h1>";
  out << "</legend>";
  notes(out, input.name, input.hint);
  if (!part_error.empty() && !whole_wrong) {
    out << "<p class=\"govuk-error-message\" id=\"";
    out.value(id_of(input.name)) << "-error\"><span class=\"mc-hidden\">";
    out.say("Lỗi: ") << "</span>";
    out.text(part_error) << "</p>";
  }
  out << "<div class=\"mc-dateparts\">";
  for (std::size_t i = 0; i < kParts.size(); ++i) {
    const auto& part = kParts[i];
    const auto name = input.name + std::string(part.suffix);
    // The summary links to the name of the date: its first box carries that id.
    const auto id = id_of(i == 0 && (whole_wrong || part_error.empty()) ? input.name : name);
    out << "<div><label class=\"mc-dateparts__label\"";
    out.attr(" for", id);
    out << ">";
    out.say(part.label) << "</label><input class=\"govuk-input" << part.width;
    const bool wrong = whole_wrong || !error_of(name).empty();
    if (wrong) out << " govuk-input--error";
    out << "\" type=\"text\" inputmode=\"numeric\"";
    out.attr(" id", id).attr(" name", name);
    const auto own = input.value.size() == 10 ? std::string_view(input.value).substr(part.at, part.length) : std::string_view{};
    out.optional(" value", value_of(name, own));
    if (input.autocomplete == "bday")
      out << (i == 0   ? Markup(" autocomplete=\"bday-day\"")
              : i == 1 ? Markup(" autocomplete=\"bday-month\"")
                       : Markup(" autocomplete=\"bday-year\""));
    if (wrong) out << " aria-invalid=\"true\"";
    out << "></div>";
  }
  out << "</div></fieldset></div>\n";
}

void FormWriter::area(Html& out, const Input& input) const {
  group_begin(out, input.name, input.span);
  label_for(out, id_of(input.name), input.label, input.label_hidden, input.heading, input.optional);
  notes(out, input.name, input.hint);
  const bool wrong = !error_of(input.name).empty();
  out << (wrong ? Markup("<textarea class=\"govuk-textarea govuk-textarea--error\"") : Markup("<textarea class=\"govuk-textarea\""));
  out.attr(" id", id_of(input.name)).attr(" name", input.name).attr(" rows", input.rows);
  if (input.max_length > 0) out.attr(" maxlength", input.max_length);
  out.optional(" aria-describedby", described_by(input.name, input.hint));
  if (wrong) out << " aria-invalid=\"true\"";
  out.optional(" readonly", input.read_only);
  out << ">\n";  // a parser drops the first line end; without it a text that begins with one would lose it
  out.value(value_of(input.name, input.value)) << "</textarea></div>\n";
}

bool FormWriter::is_chosen(const Choice& choice, std::string_view value) const {
  if (values_ != nullptr && (values_->has(choice.name) || !form_.get)) {
    // After a POST an unticked box is absent: then nothing is chosen, unless the form was not sent at all.
    if (values_->has(choice.name) || !values_->items().empty()) {
      const auto sent = values_->all(choice.name);
      return std::ranges::find(sent, value) != sent.end();
    }
  }
  return std::ranges::find(choice.chosen, value) != choice.chosen.end();
}

void FormWriter::choose(Html& out, const Choice& choice) const {
  Choice searchable = choice;
  group_begin(out, choice.name, choice.span);
  label_for(out, id_of(choice.name), choice.label, choice.label_hidden, choice.heading, choice.optional);
  notes(out, choice.name, choice.hint);
  out << "<div data-choose>";
  out << "<select class=\"govuk-select\"";
  out.attr(" id", id_of(choice.name)).attr(" name", choice.name);
  out.optional(" aria-describedby", described_by(choice.name, choice.hint));
  out << "><option value=\"\">";
  if (choice.none.empty())
    out.say("Chọn một mục");
  else
    out.text(choice.none);
  out << "</option>";
  options(out, choice, "option");
  out << "</select></div></div>\n";
}

void FormWriter::select(Html& out, const Choice& choice) const {
  group_begin(out, choice.name, choice.span);
  label_for(out, id_of(choice.name), choice.label, choice.label_hidden, choice.heading, choice.optional);
  notes(out, choice.name, choice.hint);
  const bool wrong = !error_of(choice.name).empty();
  out << (wrong ? Markup("<select class=\"govuk-select govuk-select--error\"") : Markup("<select class=\"govuk-select\""));
  out.attr(" id", id_of(choice.name)).attr(" name", choice.name);
  out.optional(" aria-describedby", described_by(choice.name, choice.hint));
  if (wrong) out << " aria-invalid=\"true\"";
  out << ">";
  if (!choice.none.empty()) {
    out << "<option value=\"\">";
    out.text(choice.none) << "</option>";
  }
  options(out, choice, "option");
  out << "</select></div>\n";
}

void FormWriter::options(Html& out, const Choice& choice, std::string_view kind) const {
  int n = 0;
  for (const auto& option : choice.options) {
    ++n;
    if (kind == "option") {
      out << "<option";
      out.attr(" value", option.value);
      out.optional(" selected", is_chosen(choice, option.value));
      out.optional(" disabled", option.disabled);
      out << ">";
      out.text(option.label) << "</option>";
      continue;
    }
    const bool radio = kind == "radio";
    // The first box carries the name as its id: the error summary links there.
    const auto id = id_of(n == 1 ? choice.name : choice.name + "-" + std::to_string(n));
    out << (radio ? Markup("<div class=\"govuk-radios__item\"><input class=\"govuk-radios__input\" type=\"radio\"")
                  : Markup("<div class=\"govuk-checkboxes__item\"><input class=\"govuk-checkboxes__input\" type=\"checkbox\""));
    out.attr(" id", id).attr(" name", choice.name).attr(" value", option.value);
    out.optional(" checked", is_chosen(choice, option.value));
    out.optional(" disabled", option.disabled);
    if (!option.hint.empty()) out.attr(" aria-describedby", id + "-item-hint");
    out << (radio ? Markup("><label class=\"govuk-label govuk-radios__label\"")
                  : Markup("><label class=\"govuk-label govuk-checkboxes__label\""));
    out.attr(" for", id);
    out << ">";
    out.text(option.label) << "</label>";
    if (!option.hint.empty()) {
      out << (radio ? Markup("<div class=\"govuk-hint govuk-radios__hint\"") : Markup("<div class=\"govuk-hint govuk-checkboxes__hint\""));
      out.attr(" id", id + "-item-hint");
      out << ">";
      out.text(option.hint) << "</div>";
    }
    out << "</div>";
  }
}

void FormWriter::legend(Html& out, const Choice& choice) const {
  out << "<fieldset class=\"govuk-fieldset\"";
  out.optional(" aria-describedby", described_by(choice.name, choice.hint));
  out << "><legend class=\"govuk-fieldset__legend";
  if (choice.label_hidden) out << " mc-hidden";
  out << (choice.heading ? Markup(" mc-label--heading\"><h1>") : Markup("\">"));
  out.text(choice.label);
  optional_mark(out, choice.optional);
  if (choice.heading) out << "</h1>";
  out << "</legend>";
  notes(out, choice.name, choice.hint);
}

void FormWriter::radios(Html& out, const Choice& choice) const {
  group_begin(out, choice.name, choice.span);
  legend(out, choice);
  out << "<div class=\"govuk-radios";
  if (choice.in_line) out << " govuk-radios--inline";
  if (choice.small) out << " govuk-radios--small";
  if (choice.boxed) out << " mc-boxed";
  out << "\">";
  options(out, choice, "radio");
  out << "</div></fieldset></div>\n";
}

void FormWriter::checkboxes(Html& out, const Choice& choice) const {
  group_begin(out, choice.name, choice.span);
  legend(out, choice);
  out << (choice.small ? Markup("<div class=\"govuk-checkboxes govuk-checkboxes--small\">") : Markup("<div class=\"govuk-checkboxes\">"));
  options(out, choice, "checkbox");
  out << "</div></fieldset></div>\n";
}

void FormWriter::checkbox(Html& out, const Choice& choice) const {
  group_begin(out, choice.name, choice.span);
  notes(out, choice.name, choice.hint);
  out << (choice.small ? Markup("<div class=\"govuk-checkboxes govuk-checkboxes--small\">") : Markup("<div class=\"govuk-checkboxes\">"));
  Choice one = choice;
  if (one.options.empty()) one.options = {{.value = "1", .label = choice.label}};
  options(out, one, "checkbox");
  out << "</div></div>\n";
}

void FormWriter::cell_checkbox(Html& out, const Choice& choice) const {
  const auto value = choice.options.empty() ? std::string("1") : choice.options.front().value;
  const auto id = id_of(choice.name + "-" + value);
  out << "<div class=\"govuk-checkboxes mc-cellbox\"><div class=\"govuk-checkboxes__item\"><input class=\"govuk-checkboxes__input\" "
         "type=\"checkbox\"";
  out.attr(" id", id).attr(" name", choice.name).attr(" value", value);
  out.optional(" checked", is_chosen(choice, value));
  out << "><label class=\"govuk-label govuk-checkboxes__label\"";
  out.attr(" for", id);
  out << "><span class=\"mc-hidden\">";
  out.text(choice.label) << "</span></label></div></div>";
}

void FormWriter::cell_number(Html& out, const Input& input) const {
  out << "<input class=\"govuk-input mc-cellnumber\" type=\"text\" inputmode=\"numeric\"";
  out.attr(" id", id_of(input.name))
      .attr(" name", input.name)
      .attr(" value", value_of(input.name, input.value))
      .attr(" aria-label", input.label);
  if (!error_of(input.name).empty()) out << " aria-invalid=\"true\"";
  out << ">";
}

void FormWriter::file(Html& out, const File& file) const {
  group_begin(out, file.name, file.span);
  label_for(out, id_of(file.name), file.label, false, false, file.optional);
  notes(out, file.name, file.hint);
  out << "<input class=\"govuk-file-upload\" type=\"file\"";
  out.attr(" id", id_of(file.name)).attr(" name", file.name);
  out.optional(" accept", file.accept);
  out.optional(" multiple", file.many);
  if (file.camera) out << " capture=\"environment\"";
  out.optional(" aria-describedby", described_by(file.name, file.hint));
  out << "></div>\n";
}

void FormWriter::scan(Html& out, const Scan& scan) const {
  out << "<div class=\"mc-scan\">";
  group_begin(out, scan.name, 0);
  label_for(out, id_of(scan.name), scan.label, false, false, false);
  notes(out, scan.name, scan.hint);
  out << "<div class=\"mc-scan__row\"><input class=\"govuk-input\" type=\"text\" autocomplete=\"off\" spellcheck=\"false\" data-scan";
  out.attr(" id", id_of(scan.name)).attr(" name", scan.name);
  out.optional(" value", value_of(scan.name, scan.value));
  out.optional(" aria-describedby", described_by(scan.name, scan.hint));
  out.optional(" autofocus", scan.focus);
  out << "><button type=\"button\" class=\"govuk-button govuk-button--secondary\" hidden";
  out.attr(" data-camera-for", id_of(scan.name));
  out << ">";
  out.say("Mở camera") << "</button></div></div></div>\n";
}

void FormWriter::hidden(Html& out, std::string_view name, std::string_view value) const {
  out << "<input type=\"hidden\"";
  out.attr(" name", name).attr(" value", value);
  out << ">";
}

void FormWriter::fieldset(Html& out, const Section& section, Slot body) const {
  out << "<fieldset class=\"govuk-fieldset\"";
  if (!section.id.empty()) out.attr(" id", section.id);
  out << "><legend class=\"govuk-fieldset__legend\">";
  out.text(section.title) << "</legend>";
  body(out);
  out << "</fieldset>\n";
}

void form(Html& out, const Form& form, FormSlot body) {
  out << "<form class=\"mc-form\" novalidate" << (form.get ? Markup(" method=\"get\"") : Markup(" method=\"post\""));
  out.url_attr(" action", form.action);
  if (form.multipart) out << " enctype=\"multipart/form-data\"";
  if (!form.id.empty()) out.attr(" id", form.id);
  if (!form.live.empty()) out.attr(" data-live", form.live).attr(" data-live-target", form.live_target);
  if (form.warn_unsaved) out << " data-unsaved";
  if (form.own_address) out << " data-own-address";
  out << ">\n";
  if (!form.get) {
    out << "<input type=\"hidden\"";
    out.attr(" name", kCsrfField).attr(" value", form.call != nullptr ? form.call->csrf_token : form.csrf);
    out << ">\n";
    if (form.call != nullptr && !form.call->form_id.empty()) {
      out << "<input type=\"hidden\"";
      out.attr(" name", kFormIdField).attr(" value", form.call->form_id);
      out << ">\n";
    }
  }
  body(out, FormWriter(form));
  out << "</form>\n";
}

void fields(Html& out, Slot body) {
  out << "<div class=\"mc-fields\">\n";
  body(out);
  out << "</div>\n";
}

void filters(Html& out, const Filters& filters, FormSlot body) {
  Form form{.action = filters.action, .values = filters.values, .get = true};
  out << "<form class=\"mc-filters\" method=\"get\" role=\"search\"";
  out.attr(" aria-label", filters.button);
  out.url_attr(" action", form.action);
  out << ">\n";
  body(out, FormWriter(form));
  button(out, {.label = filters.button, .kind = ButtonKind::secondary, .small = true});
  out << "</form>\n";
}

void search_box(Html& out, const SearchBox& box) {
  out << "<form class=\"mc-search\" method=\"get\" role=\"search\"";
  out.attr(" aria-label", box.label);
  out.url_attr(" action", box.action);
  out << ">";
  const FieldError error{.field = box.name, .message = box.error};
  Form form{.action = box.action, .get = true};
  if (!box.error.empty()) form.errors = std::span(&error, 1);
  const FormWriter writer(form);
  out << (box.error.empty() ? Markup("<div class=\"govuk-form-group\">")
                            : Markup("<div class=\"govuk-form-group govuk-form-group--error\">"));
  label_for(out, box.name, box.label, false, box.heading, false);
  if (!box.hint.empty()) {
    out << "<div class=\"govuk-hint\" id=\"";
    out.value(box.name) << "-hint\">";
    out.text(box.hint) << "</div>";
  }
  if (!box.error.empty()) {
    out << "<p class=\"govuk-error-message\" id=\"";
    out.value(box.name) << "-error\">";
    out.text(box.error) << "</p>";
  }
  out << "<div class=\"mc-search__row\"><input class=\"govuk-input\" type=\"search\"";
  out.attr(" id", box.name).attr(" name", box.name);
  out.optional(" value", box.value);
  std::string ids = box.hint.empty() ? "" : box.name + "-hint";
  if (!box.error.empty()) ids += (ids.empty() ? "" : " ") + box.name + "-error";
  out.optional(" aria-describedby", ids);
  if (!box.suggest_url.empty()) out.attr(" data-suggest", box.suggest_url).attr(" autocomplete", "off");
  out << ">";
  button(out, {.label = box.button, .kind = box.secondary ? ButtonKind::secondary : ButtonKind::main});
  out << "</div></div>";
  if (!box.examples.empty()) {
    out << "<p class=\"mc-search__examples\">";
    out.text(box.examples_label);
    bool first = true;
    for (const auto& link : box.examples) {
      out << (first ? Markup(" <a") : Markup(" <span aria-hidden=\"true\">·</span> <a"));
      first = false;
      out.url_attr(" href", link.href);
      out << ">";
      out.text(link.label) << "</a>";
    }
    out << "</p>";
  }
  out << "</form>\n";
}

}  // namespace motcua::web::ui
