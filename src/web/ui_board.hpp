// Boards: figures that are links, charts drawn by the server (SVG with presentation attributes only), each with its table.
#pragma once

#include <string>
#include <vector>

#include "web/html.hpp"
#include "web/ui_page.hpp"

namespace motcua::web::ui {

struct Figure {
  Label label{};
  std::string value{};  // written: "12.041", "96,7%"
  std::string href{};   // the list behind it
  Label note{};         // "+4,2% so với tháng trước"
  Tone tone = Tone::none;
};
void figures(Html& out, const std::vector<Figure>& figures);
void figure_link(Html& out, const Link& figure);  // a figure inside a sentence
struct BigFigure {
  std::string value{};
  std::string href{};
  Label text{};
};
void big_figure(Html& out, const BigFigure& figure);

struct Part {
  Label label{};
  double amount = 0;
  std::string value{};  // written
  std::string href{};
  Tone tone = Tone::none;
};
void stacked_bar(Html& out, const std::vector<Part>& parts);  // one bar and its legend in words
struct BarList {
  Label caption{};
  std::vector<Part> rows{};
};
void bar_list(Html& out, const BarList& list);  // a table with bars, from 0
struct Meter {
  double share = 0;  // 0..1
  std::string value{};
  Tone tone = Tone::good;
};
void meter(Html& out, const Meter& meter);

struct ChartPoint {
  std::string label{};  // "11/2026"
  double bar = 0;
  std::string bar_text{};
  double line = 0;
  std::string line_text{};
};
struct Chart {
  Label title{};  // read out
  Label description{};
  Label point_label{};  // "Tháng"
  Label bar_label{};    // empty: no bars
  Label line_label{};   // empty: no line
  std::vector<ChartPoint> points{};
  double line_min = 0, line_max = 100;
  std::string line_unit = "%";
  double target = -1;  // of the line; < 0: none
  Label target_label{};
};
void chart(Html& out, const Chart& chart);

}  // namespace motcua::web::ui
