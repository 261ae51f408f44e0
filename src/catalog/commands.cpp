// `motcua catalog`: import packs, list procedures, show one as it holds on a day.
#include <fmt/core.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/json.hpp"
#include "base/numbers.hpp"
#include "catalog/catalog.hpp"

namespace motcua::catalog {
namespace {

constexpr std::string_view kUsage =
    "motcua catalog import [TỆP …] [--effective NGÀY] [--preview] [--json]\n"
    "  Nhập gói thủ tục; không có tệp thì nhập các gói kèm theo chương trình.\n"
    "  --effective NGÀY  ngày bản mới có hiệu lực; mặc định hôm nay (thủ tục mới: ngày ghi trong gói)\n"
    "  --preview         chỉ in thay đổi và hồ sơ chịu ảnh hưởng, không ghi\n"
    "motcua catalog list [TỪ TÌM …] [--field LĨNH VỰC] [--level CẤP] [--at NGÀY] [--json]\n"
    "motcua catalog show MÃ [--at NGÀY] [--json]\n"
    "  In thủ tục như có hiệu lực vào ngày đó (mặc định hôm nay).\n"
    "  --data THƯ MỤC, --database URL  dữ liệu cần dùng\n";

constexpr auto kOptions = std::to_array<Option>({{.name = "effective"},
                                                 {.name = "preview", .takes_value = false},
                                                 {.name = "field"},
                                                 {.name = "level"},
                                                 {.name = "at"},
                                                 {.name = "json", .takes_value = false},
                                                 {.name = "data"},
                                                 {.name = "database"}});

constexpr std::uintmax_t kLargestPack = 20'000'000;

void print(std::FILE* to, std::string_view text) { std::fwrite(text.data(), 1, text.size(), to); }

int failed(CommandIo& io, const Error& error) {
  print(io.err, error.message + "\n");
  return 1;
}

int wrong_call(CommandIo& io, std::string_view why) {
  print(io.err, fmt::format("{}\n{}", why, kUsage));
  return 2;
}

Result<std::optional<Day>> day_option(const Args& args, std::string_view name) {
  const auto text = args.get(name);
  if (!text) return std::optional<Day>{};
  const auto day = parse_day(*text);
  if (!day) return errors::invalid("catalog.bad_day", fmt::format("--{} \"{}\": viết ngày dạng 2026-11-25 hoặc 25/11/2026.", name, *text));
  return day;
}

Result<std::vector<PackFile>> packs_of(std::span<const std::string_view> names) {
  if (names.empty()) return Catalog::shipped_packs();
  std::vector<PackFile> packs;
  for (const auto name : names) {
    const std::filesystem::path path(name);
    std::error_code wrong;
    const auto size = std::filesystem::file_size(path, wrong);
    if (wrong || size > kLargestPack)
      return errors::invalid("catalog.pack_unreadable", fmt::format("Không đọc được tệp {} (hoặc quá 20 MB).", name));
    std::ifstream in(path, std::ios::binary);
    packs.push_back({path.filename().string(), std::string(std::istreambuf_iterator<char>(in), {})});
  }
  return packs;
}

std::string_view word_of(PlannedProcedure::Kind kind) {
  switch (kind) {
    case PlannedProcedure::Kind::added: return "thêm";
    case PlannedProcedure::Kind::changed: return "đổi";
    case PlannedProcedure::Kind::unchanged: return "không đổi";
  }
  return "";
}

std::string plan_text(const ImportPlan& plan) {
  std::string text;
  for (const auto& p : plan.procedures) {
    if (p.kind == PlannedProcedure::Kind::unchanged) continue;
    text += fmt::format("{} {} {}, hiệu lực từ {}\n", word_of(p.kind), p.code, p.name, vn_date(p.valid_from));
    for (const auto& change : p.changes)
      text += fmt::format("    {}: {} → {}\n", change.path, change.before.empty() ? "(không có)" : change.before,
                          change.after.empty() ? "(bỏ)" : change.after);
    for (const auto& warning : p.impact.warnings) text += fmt::format("    ! {}\n", warning);
  }
  return text + fmt::format("Thêm {}, đổi {}, không đổi {}.\n", plan.added, plan.changed, plan.unchanged);
}

std::string plan_json(const ImportPlan& plan) {
  JsonWriter json;
  json.begin_object().field("added", plan.added).field("changed", plan.changed).field("unchanged", plan.unchanged);
  json.key("procedures").begin_array();
  for (const auto& p : plan.procedures) {
    json.begin_object()
        .field("code", p.code)
        .field("name", p.name)
        .field("kind", p.kind == PlannedProcedure::Kind::added     ? "added"
                       : p.kind == PlannedProcedure::Kind::changed ? "changed"
                                                                   : "unchanged")
        .field("valid_from", iso(p.valid_from))
        .field("running", p.impact.running);
    json.key("changes").begin_array();
    for (const auto& c : p.changes)
      json.begin_object().field("path", c.path).field("before", c.before).field("after", c.after).end_object();
    json.end_array().key("warnings").begin_array();
    for (const auto& w : p.impact.warnings) json.value(w);
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return json.take() + "\n";
}

int run_import(Catalog& catalog, const Args& args, CommandIo& io) {
  const auto effective = day_option(args, "effective");
  if (!effective) return wrong_call(io, effective.error().message);
  const auto packs = packs_of(std::span(args.positional()).subspan(1));
  if (!packs) return failed(io, packs.error());
  const auto plan = args.has("preview") ? catalog.preview(*packs, *effective) : catalog.import(*packs, *effective, {});
  if (!plan) return failed(io, plan.error());
  print(io.out, args.has("json") ? plan_json(*plan) : plan_text(*plan));
  return 0;
}

int run_list(Catalog& catalog, const Args& args, CommandIo& io) {
  const auto at = day_option(args, "at");
  if (!at) return wrong_call(io, at.error().message);
  Search search;
  for (const auto word : std::span(args.positional()).subspan(1)) search.text += (search.text.empty() ? "" : " ") + std::string(word);
  search.field = args.get_or("field", "");
  search.level = args.get_or("level", "");
  search.day = at->value_or(day_of(io.clock.now()));
  search.page_size = 200;
  JsonWriter json;
  json.begin_array();
  std::string text;
  for (int pages = 1; search.page <= pages; ++search.page) {
    const auto found = catalog.search(search);
    pages = found.pages;
    for (const auto& row : found.rows) {
      text += fmt::format("{}  {}  [{}; {}; {}]\n", row.code, row.name, row.field_name, row.level, row.term);
      json.begin_object()
          .field("code", row.code)
          .field("name", row.name)
          .field("field", row.field)
          .field("level", row.level)
          .field("term", row.term)
          .end_object();
    }
  }
  json.end_array();
  print(io.out, args.has("json") ? json.take() + "\n" : text);
  return 0;
}

std::string fee_words(const Fee& fee) {
  if (!fee.tiers.empty()) return "theo số trang";
  if (fee.amount) return fee.amount->value == 0 ? "không thu" : vn_money_short(*fee.amount) + (fee.unit.empty() ? "" : " một " + fee.unit);
  return "do Hội đồng nhân dân cấp tỉnh quy định";
}

std::string show_text(const ProcedureVersion& v, Day day) {
  auto text = fmt::format("{}  {}\nHiệu lực: từ {}{}\nLĩnh vực: {}\n", v.code, v.name, vn_date(v.valid_from),
                          v.valid_to ? " đến " + vn_date(*v.valid_to) : std::string(), v.field.name);
  if (const auto authority = v.competent_authority(regime_on(day)); !authority.empty()) text += fmt::format("Thẩm quyền: {}\n", authority);
  text += fmt::format("Thời hạn: {}\nGiấy tờ:\n", words_of(term_of(v, {}, Channel::counter)));
  for (const auto& c : v.components)
    text += fmt::format("  - {} ({}){}\n", c.name, label_of(c.kind), c.condition.empty() ? "" : ": " + c.condition);
  if (!v.questions.empty()) text += "Câu hỏi:\n";
  for (const auto& q : v.questions) text += fmt::format("  - {} [{}]\n", q.text, q.id);
  text += "Phí, lệ phí:\n";
  for (const auto& f : v.fees) text += fmt::format("  - {}: {}\n", f.name, fee_words(f));
  text += "Các bước:\n";
  for (const auto& s : v.steps)
    text += fmt::format("  - {} ({}%): {}\n", s.name, s.share / 10'000, Catalog::units().unit(s.unit)->name_in(regime_on(day)));
  text += "Căn cứ:\n";
  for (const auto& l : v.legal_basis) text += fmt::format("  - {}: {}\n", l.number, l.title);
  return text;
}

int run_show(Catalog& catalog, const Args& args, CommandIo& io) {
  const auto at = day_option(args, "at");
  if (!at) return wrong_call(io, at.error().message);
  if (args.positional().size() != 2) return wrong_call(io, "Cần một mã thủ tục.");
  const auto day = at->value_or(day_of(io.clock.now()));
  const auto version = catalog.on_day(args.positional()[1], day);
  if (!version) return failed(io, version.error());
  if (!args.has("json")) {
    print(io.out, show_text(**version, day));
    return 0;
  }
  const auto document = catalog.document((*version)->id);
  if (!document) return failed(io, document.error());
  print(io.out, *document + "\n");
  return 0;
}

}  // namespace

Command catalog_command(OpenCatalog open) {
  const auto run = [open = std::move(open)](std::span<const std::string_view> words, CommandIo& io) {
    const auto args = Args::parse(words, kOptions);
    if (!args) return wrong_call(io, args.error().message);
    if (args->positional().empty()) return wrong_call(io, "Cần import, list hoặc show.");
    const auto what = args->positional()[0];
    const auto act = what == "import" ? &run_import : what == "list" ? &run_list : what == "show" ? &run_show : nullptr;
    if (!act) return wrong_call(io, fmt::format("Không có lệnh catalog {}.", what));
    return open(*args, io, [&](Catalog& catalog) { return act(catalog, *args, io); });
  };
  return {"catalog", "danh mục thủ tục: nhập gói, tìm, xem theo ngày", kUsage, run};
}

}  // namespace motcua::catalog
