// Forms: labels, hints and errors tied to their fields, the token against forged requests, values shown again after an error.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "web/html.hpp"
#include "web/http.hpp"
#include "web/ui_page.hpp"

namespace motcua::web::ui {

struct Form {
  std::string action{};
  const Call* call = nullptr;            // for POST: brings the token, the one-time number and what was sent (shown again after an error)
  std::string csrf{};                    // instead of call
  const Fields* values = nullptr;        // what was sent, shown again; a field's own .value counts when this is null
  std::span<const FieldError> errors{};  // from Error::fields
  bool get = false;                      // search and filter forms
  bool multipart = false;                // files
  std::string id{};
  std::string ids{};          // stands before the ids of the fields where a page repeats a form: "H20.39.5-261005-0001-"
  std::string live{};         // address of a fragment that is fetched (POST of this form) when a field changes …
  std::string live_target{};  // … and the id it replaces. Without scripts the main button does the same.
  bool warn_unsaved = false;
  bool own_address =
      false;  // a GET of the action shows this form: Back from what follows an answer with errors leads there, and resends nothing
};

enum class Width : std::uint8_t { full, w2, w3, w4, w5, w10, w20, w30 };

struct Input {
  std::string name{};
  Label label{};
  Label hint{};
  std::string value{};
  Width width = Width::full;
  int span = 0;           // of 6 columns inside fields()
  bool optional = false;  // adds "(không bắt buộc)"
  bool read_only = false;
  bool focus = false;          // first field of a desk
  bool heading = false;        // the label is the <h1> of a question page
  bool label_hidden = false;   // for the eye only; the label is still read out
  std::string autocomplete{};  // "name", "bday", "tel", …
  std::string suffix{};        // "₫"
  int max_length = 0;
  int rows = 5;            // of an area
  std::string list_url{};  // of choose(): address that answers [{value,label}] to ?q=
  std::string pattern_help{};
};

struct Option {
  std::string value{};
  Label label{};
  Label hint{};
  bool disabled = false;
};
struct Choice {
  std::string name{};
  Label label{};
  Label hint{};
  std::vector<Option> options{};
  std::vector<std::string> chosen{};  // values
  Label none{};                       // select: text of the empty first row; empty: no such row
  int span = 0;
  bool optional = false;
  bool heading = false;
  bool label_hidden = false;
  bool in_line = false;  // radios side by side
  bool boxed = false;    // radios as large touch targets
  bool small = false;
};
struct File {
  std::string name{};
  Label label{};
  Label hint{};
  std::string accept{};  // ".pdf,.jpg,.png"
  bool many = false;
  bool camera = false;  // offers the camera on phones
  bool optional = false;
  int span = 0;
};
struct Scan {  // keyboard-wedge scanner or camera; the card's text is split by the server
  std::string name{};
  Label label{};
  Label hint{};
  std::string value{};
  bool focus = false;
};

class FormWriter {
 public:
  explicit FormWriter(const Form& form);

  void text(Html& out, const Input& input) const { line(out, input, "text", ""); }
  void search(Html& out, const Input& input) const { line(out, input, "search", ""); }
  void password(Html& out, const Input& input) const;  // never shown again
  void email(Html& out, const Input& input) const { line(out, input, "email", "email"); }
  void number(Html& out, const Input& input) const { line(out, input, "text", "numeric"); }   // whole numbers
  void decimal(Html& out, const Input& input) const { line(out, input, "text", "decimal"); }  // "2,5"
  void phone(Html& out, const Input& input) const;
  void personal_number(Html& out, const Input& input) const;  // 12 digits
  void money(Html& out, const Input& input) const;            // "16.000" with ₫ behind it
  void date(Html& out, const Input& input) const;             // one field, dd/mm/yyyy
  void time(Html& out, const Input& input) const;             // hh:mm
  void date_parts(Html& out, const Input& input) const;       // three fields: name-day, name-month, name-year; value "dd/mm/yyyy"
  void one_time_code(Html& out, const Input& input) const;
  void area(Html& out, const Input& input) const;
  void choose(Html& out, const Choice& choice) const;     // select that becomes a search box where scripts run
  void choose_from(Html& out, const Input& input) const;  // text field with suggestions from the server (list_url)
  void select(Html& out, const Choice& choice) const;
  void radios(Html& out, const Choice& choice) const;
  void checkboxes(Html& out, const Choice& choice) const;
  void checkbox(Html& out, const Choice& choice) const;  // one box; options[0].value is sent
  void file(Html& out, const File& file) const;
  void scan(Html& out, const Scan& scan) const;
  void hidden(Html& out, std::string_view name, std::string_view value) const;
  void submit(Html& out, const Button& button) const { ui::button(out, button); }
  void fieldset(Html& out, const Section& section, Slot body) const;
  // Bare boxes for cells of a table; the label is read out, not seen.
  void cell_checkbox(Html& out, const Choice& choice) const;
  void cell_number(Html& out, const Input& input) const;

  std::string_view error_of(std::string_view name) const;
  std::string id_of(std::string_view name) const;
  std::string value_of(std::string_view name, std::string_view otherwise) const;
  const Form& form() const { return form_; }

 private:
  struct Typed {
    std::string_view type, mode, suffix;
  };
  void line(Html& out, const Input& input, std::string_view type, std::string_view mode, std::string_view suffix = {}) const;
  void group_begin(Html& out, std::string_view name, int span) const;
  void notes(Html& out, std::string_view name, const Label& hint) const;  // hint and error
  std::string described_by(std::string_view name, const Label& hint) const;
  bool is_chosen(const Choice& choice, std::string_view value) const;
  void options(Html& out, const Choice& choice, std::string_view kind) const;
  void legend(Html& out, const Choice& choice) const;

  const Form& form_;
  const Fields* values_;
};
using FormSlot = BasicSlot<const FormWriter&>;

void form(Html& out, const Form& form, FormSlot body);
void fields(Html& out, Slot body);  // grid of 6 columns; each field says its .span

// Filter row above a list: a GET form, so that the filters stand in the address.
struct Filters {
  std::string action{};
  const Fields* values = nullptr;
  Label button = "Lọc";
};
void filters(Html& out, const Filters& filters, FormSlot body);

// Large search of the portal and of look-up pages.
struct SearchBox {
  std::string action{};
  std::string name = "q";
  Label label{};
  Label hint{};
  Label button = "Tìm";
  std::string value{};
  std::string suggest_url{};
  bool secondary = false;
  bool heading = false;  // the label is the <h1>
  std::string error{};
  std::vector<Link> examples{};
  Label examples_label = "Hay tìm:";
};
void search_box(Html& out, const SearchBox& box);

}  // namespace motcua::web::ui
