#include "web/ui_board.hpp"

#include <algorithm>
#include <cmath>

#include "web/ui_list.hpp"

namespace motcua::web::ui {
namespace {

// SVG numbers: tenths are enough, printed without the locale.
void number(Html& out, double v) {
  const auto tenths = static_cast<std::int64_t>(std::llround(v * 10));
  if (tenths < 0) out << "-";
  const auto whole = tenths < 0 ? -tenths : tenths;
  out.value(whole / 10);
  if (whole % 10 != 0) {
    out << ".";
    out.value(whole % 10);
  }
}
void coordinate(Html& out, Markup name, double v) {
  out << " " << name << "=\"";
  number(out, v);
  out << "\"";
}

constexpr Markup fill_of(Tone tone) {
  switch (tone) {
    case Tone::good: return " fill=\"#0f7a52\"";
    case Tone::info: return " fill=\"#5fa98a\"";
    case Tone::warn: return " fill=\"#c4880f\"";
    case Tone::bad: return " fill=\"#8f1218\"";
    case Tone::wait: return " fill=\"#d0c7b8\"";
    case Tone::none: return " fill=\"#d0c7b8\"";
  }
  return "";
}
void rect(Html& out, double x, double y, double width, double height, Markup paint) {
  out << "<rect";
  coordinate(out, "x", x);
  coordinate(out, "y", y);
  coordinate(out, "width", width);
  coordinate(out, "height", height);
  out << paint << "/>";
}
void text_at(Html& out, double x, double y, std::string_view text, Markup more) {
  out << "<text";
  coordinate(out, "x", x);
  coordinate(out, "y", y);
  out << more << ">";
  out.value(text) << "</text>";
}
void figure(Html& out, std::string_view value, std::string_view href) {
  if (href.empty()) {
    out.text(value);
    return;
  }
  out << "<a class=\"mc-fig\"";
  out.url_attr(" href", href);
  out << ">";
  out.text(value) << "</a>";
}

}  // namespace

void figures(Html& out, const std::vector<Figure>& figures) {
  out << "<ul class=\"mc-figures\">";
  for (const auto& f : figures) {
    switch (f.tone) {
      case Tone::good: out << "<li class=\"mc-figures__good\">"; break;
      case Tone::bad: out << "<li class=\"mc-figures__bad\">"; break;
      default: out << "<li>"; break;
    }
    out << "<p class=\"mc-figures__label\">";
    out.text(f.label) << "</p><p class=\"mc-figures__value\">";
    figure(out, f.value, f.href);
    out << "</p><p class=\"mc-figures__note\">";
    out.text(f.note) << "</p></li>";
  }
  out << "</ul>\n";
}

void figure_link(Html& out, const Link& link) {
  out << "<a class=\"mc-fig\"";
  out.url_attr(" href", link.href);
  out << ">";
  out.text(link.label) << "</a>";
}

void big_figure(Html& out, const BigFigure& big) {
  out << "<p class=\"mc-big\">";
  figure(out, big.value, big.href);
  out << " <small>";
  out.text(big.text) << "</small></p>\n";
}

void stacked_bar(Html& out, const std::vector<Part>& parts) {
  double sum = 0;
  for (const auto& part : parts) sum += std::max(0.0, part.amount);
  out << "<svg class=\"mc-bar\" viewBox=\"0 0 400 14\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">";
  double x = 0;
  for (const auto& part : parts) {
    const double width = sum > 0 ? std::max(0.0, part.amount) / sum * 400 : 0;
    if (width > 0) rect(out, x, 0, std::max(1.0, width - 1.5), 14, fill_of(part.tone));
    x += width;
  }
  out << "</svg><ul class=\"mc-legend\">";
  for (const auto& part : parts) {
    out << "<li><svg viewBox=\"0 0 11 11\" aria-hidden=\"true\" focusable=\"false\">";
    rect(out, 0, 0, 11, 11, fill_of(part.tone));
    out << "</svg>";
    out.text(part.label) << " <strong>";
    figure(out, part.value, part.href);
    out << "</strong></li>";
  }
  out << "</ul>\n";
}

void bar_list(Html& out, const BarList& list) {
  double most = 0;
  for (const auto& row : list.rows) most = std::max(most, row.amount);
  out << "<table class=\"mc-bars\"><caption class=\"mc-hidden\">";
  out.text(list.caption) << "</caption><tbody>";
  for (const auto& row : list.rows) {
    out << "<tr><th scope=\"row\">";
    out.text(row.label) << "</th><td><svg viewBox=\"0 0 300 14\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">";
    rect(out, 0, 0, most > 0 ? std::max(1.0, row.amount / most * 300) : 1, 14,
         row.tone == Tone::none ? Markup(" fill=\"#8f1218\"") : fill_of(row.tone));
    out << "</svg></td><td class=\"mc-num\"><strong>";
    figure(out, row.value, row.href);
    out << "</strong></td></tr>";
  }
  out << "</tbody></table>\n";
}

void meter(Html& out, const Meter& meter) {
  out << "<span class=\"mc-meter\"><svg viewBox=\"0 0 150 12\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">";
  rect(out, 0, 0, 150, 12, " fill=\"#efe8dc\"");
  rect(out, 0, 0, std::clamp(meter.share, 0.0, 1.0) * 150, 12, fill_of(meter.tone));
  out << "</svg> <strong>";
  out.text(meter.value) << "</strong></span>";
}

namespace {

struct Plot {
  double left = 52, right = 668, top = 22, bottom = 250;
  double step = 0;
  double bar_max = 1;
};

// The next of 1, 2, 5 × 10^n: the top of the bars' axis.
double nice_top(double v) {
  if (v <= 0) return 1;
  const double ten = std::pow(10, std::floor(std::log10(v)));
  for (const double m : {1.0, 2.0, 2.5, 5.0, 10.0})
    if (v <= m * ten) return m * ten;
  return 10 * ten;
}
double line_y(const Chart& chart, const Plot& plot, double v) {
  return plot.bottom - (v - chart.line_min) / (chart.line_max - chart.line_min) * (plot.bottom - plot.top);
}

void grid(Html& out, const Chart& chart, const Plot& plot) {
  for (int i = 0; i <= 4; ++i) {
    const double y = plot.bottom - (plot.bottom - plot.top) * i / 4;
    out << "<path d=\"M";
    number(out, plot.left);
    out << " ";
    number(out, y);
    out << "H";
    number(out, plot.right);
    out << "\" stroke=\"#e3ddd2\"/>";
    if (!chart.line_label.empty()) {
      const auto v = static_cast<std::int64_t>(std::llround(chart.line_min + (chart.line_max - chart.line_min) * i / 4));
      text_at(out, plot.left - 8, y + 4, std::to_string(v) + chart.line_unit, " text-anchor=\"end\"");
    }
    if (!chart.bar_label.empty() && i % 2 == 0) {
      const auto v = static_cast<std::int64_t>(std::llround(plot.bar_max * i / 4));
      auto written = std::to_string(v);
      for (auto at = static_cast<std::ptrdiff_t>(written.size()) - 3; at > 0; at -= 3) written.insert(static_cast<std::size_t>(at), ".");
      text_at(out, plot.right + 8, y + 4, written, "");
    }
  }
}

void line(Html& out, const Chart& chart, const Plot& plot) {
  out << "<path fill=\"none\" stroke=\"#8f1218\" stroke-width=\"2.5\" stroke-linejoin=\"round\" d=\"";
  for (std::size_t i = 0; i < chart.points.size(); ++i) {
    out << (i == 0 ? Markup("M") : Markup("L"));
    number(out, plot.left + plot.step * (static_cast<double>(i) + 0.5));
    out << " ";
    number(out, line_y(chart, plot, chart.points[i].line));
  }
  out << "\"/>";
  // The first, the last and the lowest point are told in figures; the rest stands in the table.
  const auto lowest = std::ranges::min_element(chart.points, {}, &ChartPoint::line) - chart.points.begin();
  for (std::size_t i = 0; i < chart.points.size(); ++i) {
    const double x = plot.left + plot.step * (static_cast<double>(i) + 0.5);
    const double y = line_y(chart, plot, chart.points[i].line);
    out << "<circle r=\"4\" fill=\"#fff\" stroke=\"#8f1218\" stroke-width=\"2\"";
    coordinate(out, "cx", x);
    coordinate(out, "cy", y);
    out << "/>";
    const bool low = static_cast<std::ptrdiff_t>(i) == lowest;
    if (i == 0 || i + 1 == chart.points.size() || low)
      text_at(out, x, low ? y + 18 : y - 10, chart.points[i].line_text, " text-anchor=\"middle\" font-weight=\"600\" fill=\"#6d0c11\"");
  }
}

void chart_table(Html& out, const Chart& chart) {
  details(out, {.summary = "Xem dạng bảng"}, [&](Html& o) {
    Table t{.caption = chart.title, .dense = true};
    t.columns.push_back({.label = chart.point_label.empty() ? Label("Kỳ") : chart.point_label});
    if (!chart.bar_label.empty()) t.columns.push_back({.label = chart.bar_label, .numeric = true});
    if (!chart.line_label.empty()) t.columns.push_back({.label = chart.line_label, .numeric = true});
    table(o, t, [&](Html& rows, TableWriter& w) {
      for (const auto& point : chart.points)
        w.row(rows, [&](Html& cells) {
          w.head_cell(cells, point.label);
          if (!chart.bar_label.empty()) w.cell(cells, point.bar_text);
          if (!chart.line_label.empty()) w.cell(cells, point.line_text);
        });
    });
  });
}

}  // namespace

void chart(Html& out, const Chart& chart) {
  if (chart.points.empty()) return;
  Plot plot;
  plot.step = (plot.right - plot.left) / static_cast<double>(chart.points.size());
  for (const auto& point : chart.points) plot.bar_max = std::max(plot.bar_max, point.bar);
  plot.bar_max = nice_top(plot.bar_max);
  out << "<figure class=\"mc-chart\"><div class=\"mc-chart__scroll\" role=\"img\" tabindex=\"0\"";
  out.attr(" aria-label", chart.description.empty() ? chart.title : chart.description);
  out << "><svg viewBox=\"0 0 720 280\" aria-hidden=\"true\" focusable=\"false\" font-size=\"12\" fill=\"#3b3f42\">";
  grid(out, chart, plot);
  if (!chart.bar_label.empty())
    for (std::size_t i = 0; i < chart.points.size(); ++i) {
      const double height = chart.points[i].bar / plot.bar_max * (plot.bottom - plot.top);
      rect(out, plot.left + plot.step * (static_cast<double>(i) + 0.2), plot.bottom - height, plot.step * 0.6, height, " fill=\"#e8decd\"");
    }
  for (std::size_t i = 0; i < chart.points.size(); ++i)
    text_at(out, plot.left + plot.step * (static_cast<double>(i) + 0.5), plot.bottom + 18, chart.points[i].label,
            " text-anchor=\"middle\"");
  if (!chart.line_label.empty()) {
    if (chart.target >= 0) {
      const double y = line_y(chart, plot, chart.target);
      out << "<path stroke=\"#b98f1d\" stroke-width=\"1.5\" stroke-dasharray=\"6 4\" d=\"M";
      number(out, plot.left);
      out << " ";
      number(out, y);
      out << "H";
      number(out, plot.right);
      out << "\"/>";
      text_at(out, plot.left + 4, y - 6, chart.target_label.in(out.lang()), " fill=\"#6b5200\"");
    }
    line(out, chart, plot);
  }
  out << "</svg></div>";
  chart_table(out, chart);
  out << "</figure>\n";
}

}  // namespace motcua::web::ui
