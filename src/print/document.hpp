// A paper being written from top to bottom: paragraphs, columns, tables, boxes, QR codes; PDF comes out.
// Units are points (1/72 inch); 1 mm = 2.8346 pt. Text must be NFC. Fonts are Liberation Serif, embedded and subset.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "print/heading.hpp"
#include "print/qr.hpp"

namespace motcua::print {

inline constexpr double kMm = 72.0 / 25.4;

enum class Paper : unsigned char { a5, a4, a4_landscape, ticket };  // ticket: 80 x 110 mm, a roll printer
enum class Align : unsigned char { left, centre, right };

struct Run {
  std::string text;
  bool bold = false;
  bool italic = false;
};
// A line or paragraph of runs.
struct Rich {
  std::vector<Run> runs;
  Rich() = default;
  Rich(std::string text) { runs.push_back({std::move(text)}); }
  Rich(const char* text) { runs.push_back({text}); }
  Rich& plain(std::string text) {
    runs.push_back({std::move(text)});
    return *this;
  }
  Rich& bold(std::string text) {
    runs.push_back({std::move(text), true});
    return *this;
  }
  Rich& italic(std::string text) {
    runs.push_back({std::move(text), false, true});
    return *this;
  }
};
inline Rich bold(std::string text) { return Rich{}.bold(std::move(text)); }
inline Rich italic(std::string text) { return Rich{}.italic(std::move(text)); }

struct TextStyle {
  double size = 11;
  Align align = Align::left;
  double indent = 0;      // from the left edge of the column
  double after = 3;       // space below
  const char* tag = "P";  // structure element of the tagged PDF: "P", "H1", "H2"
};

// One column of a table: heading and share of the width.
struct Column {
  std::string heading;
  double share;
  Align align = Align::left;
};

class Document {
 public:
  // `title` is the title shown by readers and read by screen readers.
  Document(Paper paper, std::string_view title, double margin);
  ~Document();
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  double left() const;
  double width() const;   // between the margins
  double bottom() const;  // lowest y text may reach
  double y() const;       // where the next thing goes
  void move_to(double y);
  void space(double points) { move_to(y() + points); }

  void paragraph(const Rich& text, const TextStyle& style = {});
  // Text in a box of its own that does not move the cursor; returns the y below it.
  double text_at(double x, double y, double width, const Rich& text, const TextStyle& style = {});
  double height_of(const Rich& text, double width, const TextStyle& style = {}) const;
  void line(double x1, double y1, double x2, double y2, double thickness = 0.8);
  // Filled rectangle; colour as 0xRRGGBB.
  void fill(double x, double y, double width, double height, unsigned colour);
  // A number in a disc, drawn as a path (not as text, so that reading order stays that of the words beside it).
  void disc(double x, double y, double diameter, std::string_view number, unsigned colour);
  void qr(double x, double y, double side, const QrSymbol& symbol, std::string_view alternative);
  // Rows flow over pages; the heading is repeated. `number_columns` prints the row (1) (2) … under the headings of official forms.
  void table(std::span<const Column> columns, std::span<const std::vector<Rich>> rows, double size, bool number_columns = false);
  // The same under a heading of several levels; `first_number` numbers the columns as the form does ("(1)"), 0: none.
  void table(std::span<const Column> columns, const Heading& heading, std::span<const std::vector<Rich>> rows, double size,
             int first_number = 1);
  // Starts a new page when less than `points` are left.
  void keep_together(double points);
  void new_page();
  // Small print at the foot of each page; {trang} is the page number.
  void footer(std::string text);
  // Large and pale from corner to corner of this page and those that follow: "MẪU". Called before anything is written.
  void across(std::string text);

  std::string finish();  // the PDF; the document cannot be used afterwards

 private:
  void draw_table(std::span<const Column> columns, const Heading& heading, std::span<const std::vector<Rich>> rows, double size,
                  int first_number);
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace motcua::print
