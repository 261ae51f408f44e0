#include "print/document.hpp"

#include <cairo-pdf.h>
#include <fmt/core.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

#include "base/result.hpp"

namespace motcua::print {

namespace {

struct Unref {
  void operator()(PangoLayout* p) const { g_object_unref(p); }
  void operator()(PangoFontDescription* p) const { pango_font_description_free(p); }
};
using LayoutPtr = std::unique_ptr<PangoLayout, Unref>;
using FontPtr = std::unique_ptr<PangoFontDescription, Unref>;

cairo_status_t append_bytes(void* closure, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

std::pair<double, double> size_of(Paper paper) {
  switch (paper) {
    case Paper::a5: return {148 * kMm, 210 * kMm};
    case Paper::a4: return {210 * kMm, 297 * kMm};
    case Paper::a4_landscape: return {297 * kMm, 210 * kMm};
    case Paper::ticket: return {80 * kMm, 110 * kMm};
  }
  return {};
}

void set_colour(cairo_t* cr, unsigned rgb) {
  cairo_set_source_rgb(cr, ((rgb >> 16) & 255) / 255.0, ((rgb >> 8) & 255) / 255.0, (rgb & 255) / 255.0);
}

PangoAlignment pango_align(Align align) {
  switch (align) {
    case Align::left: return PANGO_ALIGN_LEFT;
    case Align::centre: return PANGO_ALIGN_CENTER;
    case Align::right: return PANGO_ALIGN_RIGHT;
  }
  return PANGO_ALIGN_LEFT;
}

std::string attribute_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

struct Document::Impl {
  std::string out;
  double paper_width{}, paper_height{}, margin{}, y{};
  int page = 1;
  std::string footer, across;
  cairo_surface_t* surface{};
  cairo_t* cr{};

  ~Impl() {
    if (cr) cairo_destroy(cr);
    if (surface) cairo_surface_destroy(surface);
  }
  LayoutPtr layout(const Rich& text, double width, const TextStyle& style) const;
  void show_footer();
  void show_across();
};

// Lays runs out with attributes instead of markup: text of users is never parsed.
LayoutPtr Document::Impl::layout(const Rich& text, double width, const TextStyle& style) const {
  LayoutPtr layout{pango_cairo_create_layout(cr)};
  auto* context = pango_layout_get_context(layout.get());
  pango_context_set_round_glyph_positions(context, FALSE);
  static const FontPtr kFont{pango_font_description_from_string("Liberation Serif")};
  FontPtr font{pango_font_description_copy(kFont.get())};
  pango_font_description_set_absolute_size(font.get(), style.size * PANGO_SCALE);
  pango_layout_set_font_description(layout.get(), font.get());
  pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment(layout.get(), pango_align(style.align));
  std::string all;
  auto* attributes = pango_attr_list_new();
  for (const auto& run : text.runs) {
    const auto from = static_cast<guint>(all.size());
    all += run.text;
    const auto to = static_cast<guint>(all.size());
    const auto apply = [&](PangoAttribute* attribute) {
      attribute->start_index = from;
      attribute->end_index = to;
      pango_attr_list_insert(attributes, attribute);
    };
    if (run.bold) apply(pango_attr_weight_new(PANGO_WEIGHT_BOLD));
    if (run.italic) apply(pango_attr_style_new(PANGO_STYLE_ITALIC));
  }
  pango_layout_set_text(layout.get(), all.data(), static_cast<int>(all.size()));
  pango_layout_set_attributes(layout.get(), attributes);
  pango_attr_list_unref(attributes);
  return layout;
}

Document::Document(Paper paper, std::string_view title, double margin) : impl_(std::make_unique<Impl>()) {
  auto& d = *impl_;
  std::tie(d.paper_width, d.paper_height) = size_of(paper);
  d.margin = margin;
  d.y = margin;
  d.surface = cairo_pdf_surface_create_for_stream(append_bytes, &d.out, d.paper_width, d.paper_height);
  cairo_pdf_surface_set_metadata(d.surface, CAIRO_PDF_METADATA_TITLE, std::string(title).c_str());
  cairo_pdf_surface_set_metadata(d.surface, CAIRO_PDF_METADATA_CREATOR, "Một Cửa");
  d.cr = cairo_create(d.surface);
  auto* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_set_font_options(d.cr, options);
  cairo_font_options_destroy(options);
  cairo_tag_begin(d.cr, "Document", nullptr);
}
Document::~Document() = default;

double Document::left() const { return impl_->margin; }
double Document::width() const { return impl_->paper_width - 2 * impl_->margin; }
double Document::bottom() const { return impl_->paper_height - impl_->margin; }
double Document::y() const { return impl_->y; }
void Document::move_to(double y) { impl_->y = y; }
void Document::footer(std::string text) { impl_->footer = std::move(text); }

double Document::height_of(const Rich& text, double width, const TextStyle& style) const {
  const auto layout = impl_->layout(text, width - style.indent, style);
  int height = 0;
  pango_layout_get_size(layout.get(), nullptr, &height);
  return static_cast<double>(height) / PANGO_SCALE;
}

double Document::text_at(double x, double y, double width, const Rich& text, const TextStyle& style) {
  auto& d = *impl_;
  const auto layout = d.layout(text, width - style.indent, style);
  cairo_tag_begin(d.cr, style.tag, nullptr);
  set_colour(d.cr, 0x000000);
  cairo_move_to(d.cr, x + style.indent, y);
  pango_cairo_show_layout(d.cr, layout.get());
  cairo_tag_end(d.cr, style.tag);
  int height = 0;
  pango_layout_get_size(layout.get(), nullptr, &height);
  return y + static_cast<double>(height) / PANGO_SCALE;
}

void Document::paragraph(const Rich& text, const TextStyle& style) {
  keep_together(height_of(text, width(), style));
  impl_->y = text_at(left(), impl_->y, width(), text, style) + style.after;
}

void Document::line(double x1, double y1, double x2, double y2, double thickness) {
  auto* cr = impl_->cr;
  set_colour(cr, 0x000000);
  cairo_set_line_width(cr, thickness);
  cairo_move_to(cr, x1, y1);
  cairo_line_to(cr, x2, y2);
  cairo_stroke(cr);
}

void Document::fill(double x, double y, double width, double height, unsigned colour) {
  set_colour(impl_->cr, colour);
  cairo_rectangle(impl_->cr, x, y, width, height);
  cairo_fill(impl_->cr);
}

void Document::disc(double x, double y, double diameter, std::string_view number, unsigned colour) {
  auto* cr = impl_->cr;
  set_colour(cr, colour);
  cairo_new_path(cr);  // an arc begins with a line from the current point
  cairo_arc(cr, x + diameter / 2, y + diameter / 2, diameter / 2, 0, 2 * std::numbers::pi);
  cairo_fill(cr);
  const auto layout = impl_->layout(bold(std::string(number)), diameter * 2, {.size = diameter * 0.72, .align = Align::centre});
  int height = 0;
  pango_layout_get_size(layout.get(), nullptr, &height);
  set_colour(cr, 0xffffff);
  cairo_move_to(cr, x - diameter / 2, y + (diameter - static_cast<double>(height) / PANGO_SCALE) / 2);
  pango_cairo_layout_path(cr, layout.get());
  cairo_fill(cr);
}

void Document::qr(double x, double y, double side, const QrSymbol& symbol, std::string_view alternative) {
  auto* cr = impl_->cr;
  const auto attributes = "alt='" + attribute_escaped(alternative) + "'";
  cairo_tag_begin(cr, "Figure", attributes.c_str());
  const double module = side / symbol.size;
  set_colour(cr, 0x000000);
  for (int row = 0; row < symbol.size; ++row)
    for (int column = 0; column < symbol.size;) {
      int run = 0;
      while (column + run < symbol.size && symbol.at(column + run, row)) ++run;
      if (run) cairo_rectangle(cr, x + column * module, y + row * module, run * module, module);
      column += run ? run : 1;
    }
  cairo_fill(cr);
  cairo_tag_end(cr, "Figure");
}

void Document::Impl::show_footer() {
  if (footer.empty()) return;
  auto text = footer;
  if (const auto at = text.find("{trang}"); at != std::string::npos) text.replace(at, 7, std::to_string(page));
  const auto layout_ptr = layout(Rich{text}, paper_width - 2 * margin, {.size = 8});
  set_colour(cr, 0x000000);
  cairo_move_to(cr, margin, paper_height - margin + 4);
  pango_cairo_show_layout(cr, layout_ptr.get());
}

// Drawn as a path under the words of the page: it is no text of the paper.
void Document::Impl::show_across() {
  if (across.empty()) return;
  const auto mark = layout(bold(across), paper_height, {.size = paper_width / 4, .align = Align::centre});
  int height = 0;
  pango_layout_get_size(mark.get(), nullptr, &height);
  cairo_save(cr);
  set_colour(cr, 0xe6ded2);
  cairo_translate(cr, paper_width / 2, paper_height / 2);
  cairo_rotate(cr, -std::numbers::pi / 4);
  cairo_move_to(cr, -paper_height / 2, -static_cast<double>(height) / PANGO_SCALE / 2);
  pango_cairo_layout_path(cr, mark.get());
  cairo_fill(cr);
  cairo_restore(cr);
}

void Document::across(std::string text) {
  impl_->across = std::move(text);
  impl_->show_across();
}

void Document::new_page() {
  auto& d = *impl_;
  d.show_footer();
  cairo_show_page(d.cr);
  ++d.page;
  d.y = d.margin;
  d.show_across();
}

void Document::keep_together(double points) {
  if (impl_->y + points > bottom() && impl_->y > impl_->margin) new_page();
}

void Document::table(std::span<const Column> columns, std::span<const std::vector<Rich>> rows, double size, bool number_columns) {
  Heading heading(1);
  for (std::size_t i = 0; i < columns.size(); ++i) heading[0].push_back({columns[i].heading, static_cast<int>(i)});
  draw_table(columns, heading, rows, size, number_columns ? 1 : 0);
}

void Document::table(std::span<const Column> columns, const Heading& heading, std::span<const std::vector<Rich>> rows, double size,
                     int first_number) {
  draw_table(columns, heading, rows, size, first_number);
}

namespace {
constexpr double kCellPad = 2.5;

// Height of each row of a heading: its own cells first, then what reaches over several rows stretches the last of them.
std::vector<double> heading_heights(const Heading& heading, const std::function<double(const HeadCell&)>& height_of_cell) {
  std::vector<double> heights(heading.size(), 0);
  for (std::size_t r = 0; r < heading.size(); ++r)
    for (const auto& cell : heading[r])
      if (cell.rows == 1) heights[r] = std::max(heights[r], height_of_cell(cell));
  for (std::size_t r = 0; r < heading.size(); ++r)
    for (const auto& cell : heading[r]) {
      double have = 0;
      for (int i = 0; i < cell.rows; ++i) have += heights[r + static_cast<std::size_t>(i)];
      heights[r + static_cast<std::size_t>(cell.rows) - 1] += std::max(0.0, height_of_cell(cell) - have);
    }
  return heights;
}
}  // namespace

void Document::draw_table(std::span<const Column> columns, const Heading& heading, std::span<const std::vector<Rich>> rows, double size,
                          int first_number) {
  auto& d = *impl_;
  double total = 0;
  for (const auto& c : columns) total += c.share;
  std::vector<double> widths, edges{left()};
  for (const auto& c : columns) {
    widths.push_back(width() * c.share / total);
    edges.push_back(edges.back() + widths.back());
  }
  const auto draw_cell = [&](double x, double y, double w, double h, const Rich& text, Align align, const char* tag) {
    text_at(x + kCellPad, y + kCellPad, w - 2 * kCellPad, text, {.size = size, .align = align, .tag = tag});
    set_colour(d.cr, 0x000000);
    cairo_set_line_width(d.cr, 0.5);
    cairo_rectangle(d.cr, x, y, w, h);
    cairo_stroke(d.cr);
  };
  const auto height_of_row = [&](const std::vector<Rich>& cells) {
    double height = 0;
    for (std::size_t i = 0; i < columns.size(); ++i)
      height = std::max(height, height_of(cells[i], widths[i] - 2 * kCellPad, {.size = size}));
    return height + 2 * kCellPad;
  };
  const auto draw_row = [&](const std::vector<Rich>& cells, const char* cell_tag, bool centred) {
    const auto height = height_of_row(cells);
    cairo_tag_begin(d.cr, "TR", nullptr);
    for (std::size_t i = 0; i < columns.size(); ++i)
      draw_cell(edges[i], d.y, widths[i], height, cells[i], centred ? Align::centre : columns[i].align, cell_tag);
    cairo_tag_end(d.cr, "TR");
    d.y += height;
  };
  const auto span_of = [&](const HeadCell& c) {
    return edges[static_cast<std::size_t>(c.column + c.columns)] - edges[static_cast<std::size_t>(c.column)];
  };
  const auto heights = heading_heights(
      heading, [&](const HeadCell& c) { return height_of(bold(c.text), span_of(c) - 2 * kCellPad, {.size = size}) + 2 * kCellPad; });
  const auto draw_heading = [&] {
    for (std::size_t r = 0; r < heading.size(); ++r) {
      cairo_tag_begin(d.cr, "TR", nullptr);
      for (const auto& cell : heading[r]) {
        double height = 0;
        for (int i = 0; i < cell.rows; ++i) height += heights[r + static_cast<std::size_t>(i)];
        draw_cell(edges[static_cast<std::size_t>(cell.column)], d.y, span_of(cell), height, bold(cell.text), Align::centre, "TH");
      }
      cairo_tag_end(d.cr, "TR");
      d.y += heights[r];
    }
    if (first_number == 0) return;
    std::vector<Rich> numbers;
    for (std::size_t i = 0; i < columns.size(); ++i) numbers.push_back(italic(fmt::format("({})", first_number + static_cast<int>(i))));
    draw_row(numbers, "TH", true);
  };

  cairo_tag_begin(d.cr, "Table", nullptr);
  keep_together(4 * size * 2);
  draw_heading();
  for (const auto& row : rows) {
    if (d.y + height_of_row(row) > bottom() && d.y > d.margin) {
      // A structure element cannot span pages in cairo 1.16: the table goes on as a new one.
      cairo_tag_end(d.cr, "Table");
      new_page();
      cairo_tag_begin(d.cr, "Table", nullptr);
      draw_heading();
    }
    draw_row(row, "TD", false);
  }
  cairo_tag_end(d.cr, "Table");
}

std::string Document::finish() {
  auto& d = *impl_;
  d.show_footer();
  cairo_tag_end(d.cr, "Document");
  cairo_show_page(d.cr);
  cairo_surface_finish(d.surface);
  const auto status = cairo_surface_status(d.surface);
  ensure(status == CAIRO_STATUS_SUCCESS && cairo_status(d.cr) == CAIRO_STATUS_SUCCESS, cairo_status_to_string(cairo_status(d.cr)));
  return std::move(d.out);
}

}  // namespace motcua::print
