#include "reports/commands.hpp"

#include <fmt/core.h>

#include <fstream>

#include "base/args.hpp"
#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "reports/exports.hpp"

namespace motcua::reports {

namespace {
int fail(CommandIo& io, const Error& e, int code = 1) {
  fmt::print(io.err, "{}\n", e.message);
  return code;
}

struct Wanted {
  const Form* form{};
  Question question{};
};

Result<Wanted> wanted(const Args& args, const identity::Identity& identity) {
  Wanted w;
  const auto today = identity.today();
  w.question.period = month_of(today);
  if (const auto word = args.get("period")) {
    TRY(w.question.period, period_from(*word));
  }
  if (const auto known = args.get("known")) {
    w.question.known = parse_day(*known);
    if (!w.question.known) return errors::invalid("reports.known_unreadable", "--known là một ngày, ví dụ 2026-11-14.");
  }
  std::optional<identity::Level> level = identity::Level::province;
  if (const auto key = args.get("unit")) {
    w.question.unit = identity.tree()->by_key(*key);
    if (!w.question.unit) return errors::not_found("reports.no_unit_key", fmt::format("Không có đơn vị “{}”.", *key));
    level = identity.tree()->level(w.question.unit, today);
  }
  w.form = &official_form(w.question.period, !level || *level == identity::Level::province);
  if (const auto id = args.get("form")) {
    w.form = form(*id);
    if (!w.form) return errors::not_found("reports.no_form_id", "Không có biểu này. Các biểu: 07a, 07b, ii-06a, quan-ly.");
  }
  return w;
}

void print_text(const Report& r, CommandIo& io) {
  fmt::print(io.out, "{}{}{}\n{}: {} ({}). {}.\n\n", r.form->code, r.form->code.empty() ? "" : ". ", r.form->title, r.unit_name,
             r.question.period.label, period_words(r.question), cut_words(r));
  if (r.nothing) {
    fmt::print(io.out, "Chưa có số liệu.\n");
    return;
  }
  for (const auto& c : r.form->columns)
    fmt::print(io.out, "  ({}) {}{}{}\n", c.number, full_heading(*r.form, c), c.sum.empty() ? "" : " = ", c.sum);
  fmt::print(io.out, "\n{:>48}", "");
  for (const auto& c : r.form->columns) fmt::print(io.out, " {:>7}", fmt::format("({})", c.number));
  fmt::print(io.out, "\n");
  for (const auto& line : lines_of(r)) {
    // Width in characters, not bytes.
    std::string name = line.number.empty() ? line.name : line.number + ". " + line.name;
    std::size_t characters = 0, cut = name.size();
    for (std::size_t i = 0; i < name.size(); ++i)
      if ((static_cast<unsigned char>(name[i]) & 0xc0) != 0x80 && ++characters > 48) {
        cut = i;
        characters = 48;
        break;
      }
    fmt::print(io.out, "{}{}", name.substr(0, cut), std::string(48 - std::min<std::size_t>(characters, 48), ' '));
    for (const auto v : line.values) fmt::print(io.out, " {:>7}", vn_number(v));
    fmt::print(io.out, "\n");
  }
}

int write_file(std::string_view path, const std::string& bytes, CommandIo& io) {
  std::ofstream out(std::string(path), std::ios::binary);
  out << bytes;
  out.flush();
  if (!out) {
    fmt::print(io.err, "Không ghi được {}.\n", path);
    return 1;
  }
  return 0;
}
}  // namespace

int report_command(std::span<const std::string_view> args, CommandIo& io, Reports& reports, identity::Identity& identity) {
  if (!args.empty() && (args[0] == "fold" || args[0] == "rebuild")) {
    const auto done = args[0] == "fold" ? reports.fold() : reports.rebuild();
    fmt::print(io.out, "Đã tổng hợp {} dòng nhật ký, đến dòng {}.\n", vn_number(done.rows), done.upto);
    return 0;
  }
  const auto parsed =
      Args::parse(args, std::vector<Option>{{"form"}, {"period"}, {"unit"}, {"known"}, {"json", false}, {"csv", false}, {"xlsx"}, {"pdf"}});
  if (!parsed) return fail(io, parsed.error(), 2);
  if (!parsed->positional().empty()) {
    fmt::print(io.err, "{}\n", kReportUsage);
    return 2;
  }
  const auto w = wanted(*parsed, identity);
  if (!w) return fail(io, w.error(), 2);
  const auto report = reports.table(identity.system_actor(), *w->form, w->question);
  if (!report) return fail(io, report.error());
  if (const auto path = parsed->get("xlsx")) return write_file(*path, print::xlsx(sheet_of(*report)), io);
  if (const auto path = parsed->get("pdf")) return write_file(*path, pdf_of(*report), io);
  if (parsed->has("json"))
    fmt::print(io.out, "{}\n", json_of(*report));
  else if (parsed->has("csv"))
    fmt::print(io.out, "{}", print::csv(sheet_of(*report)));
  else
    print_text(*report, io);
  return 0;
}

}  // namespace motcua::reports
