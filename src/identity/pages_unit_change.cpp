// Changes of units: form, preview with what differs, then the change itself.
#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "identity/page_parts.hpp"
#include "identity/page_views.hpp"
#include "identity/settings_pages.hpp"
#include "identity/unit_register.hpp"
#include "views/identity/unit_change.hpp"

namespace motcua::identity {

using web::Call;
using web::Response;

namespace {

struct Verb {
  std::string_view path, title;
};
constexpr auto kVerbs = std::to_array<Verb>({
    {"them", "Thêm đơn vị bên dưới"},
    {"doi-ten", "Đổi tên, loại đơn vị"},
    {"chuyen", "Chuyển sang cấp trên khác"},
    {"ket-thuc", "Kết thúc, sáp nhập đơn vị"},
});
constexpr auto kIntoFields = std::to_array<std::string_view>({"into", "into_2", "into_3"});

std::optional<UnitChange> read_change(const UnitTree& tree, const UnitChangePage& page, std::vector<FieldError>& wrong, Day& on) {
  const auto& f = page.values;
  const auto day = day_from(f, "on", wrong);
  if (!day && wrong.empty()) wrong.push_back({"on", "Nhập ngày có hiệu lực ghi trong văn bản, ví dụ 01/01/2027."});
  if (clean(f.get("legal_basis")).empty()) wrong.push_back({"legal_basis", "Nhập số và tên văn bản làm căn cứ."});
  on = day.value_or(Day{});
  const auto unit_in = [&](std::string_view field) {
    const auto found = unit_from(tree, f.get(field), on);
    if (!found && day) wrong.push_back({std::string(field), found.error()});
    return found.value_or(UnitId{});
  };
  const auto basis = clean(f.get("legal_basis"));
  const auto kind = kind_from_code(f.get("kind"));
  if (page.verb == "them" || page.verb == "doi-ten") {
    if (!kind) wrong.push_back({"kind", "Chọn loại đơn vị."});
    if (clean(f.get("name")).empty()) wrong.push_back({"name", "Nhập tên đầy đủ của đơn vị, ví dụ Xã Tân Phú."});
    if (!wrong.empty()) return {};
    if (page.verb == "doi-ten") return RenameUnit{page.id, on, clean(f.get("name")), *kind, basis};
    return AddUnit{{}, clean(f.get("name")), *kind, page.id, on, clean(f.get("gso_code")), clean(f.get("eid")), basis};
  }
  if (page.verb == "chuyen") {
    const auto parent = unit_in("parent");
    if (!wrong.empty()) return {};
    return MoveUnit{page.id, on, parent, basis};
  }
  EndUnit end{page.id, on, {}, SuccessionKind::takeover, f.get("whole") != "part", basis};
  for (const auto field : kIntoFields)
    if (!f.get(field).empty())
      if (const auto to = unit_in(field); to && std::ranges::find(end.into, to) == end.into.end()) end.into.push_back(to);
  if (const auto succession = succession_kind_from(f.get("succession")))
    end.kind = *succession;
  else if (!end.into.empty())
    wrong.push_back({"succession", "Chọn cách sắp xếp."});
  if (!wrong.empty()) return {};
  return end;
}

// What the tree says otherwise on the first day of the change.
std::vector<Difference> differences(const UnitTree& before, const UnitTree& after, Day day) {
  std::vector<Difference> rows;
  const auto there = [](const UnitTree& tree, UnitId id, Day on) { return tree.exists(id, on); };
  const auto parent = [](const UnitTree& tree, UnitId id, Day on) {
    const auto up = tree.parent(id, on);
    return up ? unit_label(tree, *up, on) : std::string();
  };
  for (const auto& unit : after.units()) {
    const bool was = there(before, unit.id, day);
    const bool is = there(after, unit.id, day);
    if (!was && !is) continue;
    const auto name = unit_label(was ? before : after, unit.id, day);
    if (was != is) {
      rows.push_back({name, "Tồn tại", was ? "có" : "chưa có", is ? "có" : "không còn"});
      continue;
    }
    const auto compare = [&](std::string what, std::string a, std::string b) {
      if (a != b) rows.push_back({name, std::move(what), std::move(a), std::move(b)});
    };
    compare("Tên", std::string(before.name(unit.id, day)), std::string(after.name(unit.id, day)));
    compare("Loại", std::string(kind_info(*before.kind(unit.id, day)).title), std::string(kind_info(*after.kind(unit.id, day)).title));
    if (before.parent(unit.id, day) != after.parent(unit.id, day))
      compare("Cấp trên", parent(before, unit.id, day), parent(after, unit.id, day));
  }
  return rows;
}

std::string sentence(const UnitTree& before, const UnitChange& change, Day on) {
  struct Visitor {
    const UnitTree& tree;
    std::string operator()(const AddUnit& c) const { return fmt::format("thêm {} thuộc {}", c.name, unit_label(tree, c.parent, c.from)); }
    std::string operator()(const RenameUnit& c) const {
      return fmt::format("{} đổi thành {} ({})", tree.name(c.unit, c.on), c.name, kind_info(c.kind).title);
    }
    std::string operator()(const MoveUnit& c) const {
      return fmt::format("{} trực thuộc {}", tree.name(c.unit, c.on), unit_label(tree, c.parent, c.on));
    }
    std::string operator()(const EndUnit& c) const {
      const auto name = tree.name(c.unit, c.on - std::chrono::days{1});
      if (c.into.empty()) return fmt::format("{} kết thúc, không có đơn vị tiếp nhận", name);
      std::string into;
      for (const auto to : c.into) into.append(into.empty() ? "" : "; ").append(unit_label(tree, to, c.on));
      return fmt::format("{} kết thúc, {} vào {}", name, title_of(c.kind), into);
    }
  };
  return fmt::format("Từ {}, {}.", vn_date(on), std::visit(Visitor{before}, change));
}

std::vector<std::string> warnings(const Accounts& accounts, const Actor& actor, const UnitChange& change, Day on) {
  std::vector<std::string> found;
  if (on < actor.day()) found.push_back("Ngày có hiệu lực đã qua. Từ nay việc của các ngày sau đó được đọc theo thay đổi này.");
  if (const auto* end = std::get_if<EndUnit>(&change)) {
    if (const auto people = accounts.list(actor, {.within = end->unit, .limit = 1}).total; people > 0)
      found.push_back(
          fmt::format("{} tài khoản có vai trò tại đơn vị này. Vai trò ở đây hết tác dụng từ ngày đó; hãy giao vai trò mới.", people));
    if (end->into.empty()) found.push_back("Không có đơn vị tiếp nhận: không ai xem tiếp được hồ sơ của đơn vị này theo phạm vi.");
  }
  return found;
}

const Verb* verb_of(const Call& call) {
  const auto it = std::ranges::find(kVerbs, call.request.param("viec"), &Verb::path);
  return it == kVerbs.end() ? nullptr : &*it;
}

void take(UnitChangePage& page, const Error& error) {
  auto refused = refusal_of(error);
  // The service names what the form of this change does not have.
  for (auto& field : refused.errors) {
    if (field.field == "from" || field.field == "unit" || (field.field == "parent" && page.verb == "them")) field.field = "on";
  }
  page.errors = std::move(refused.errors);
  page.message = std::move(refused.message);
}

// The unit of the path, when it may be changed; else the answer to give.
std::optional<Response> refused(const Call& call, const Actor& actor, UnitChangePage& page) {
  const auto* verb = verb_of(call);
  if (verb == nullptr || actor.tree().find(page.id) == nullptr)
    return web::error_response(call, errors::not_found("identity.unit_change_unknown", "Không có đơn vị hoặc việc này.").value());
  page.verb = verb->path;
  page.title = verb->title;
  page.name = unit_label(actor.tree(), page.id, actor.day());
  page.path = fmt::format("/quan-tri/don-vi/{}", page.id.value);
  if (may_manage(actor, actor.tree(), page.id)) return {};
  return web::error_response(call, errors::forbidden("identity.unit_change_not_yours",
                                                     "Đơn vị này nằm ngoài phạm vi bạn quản lý. Hãy hỏi người quản trị cấp trên.")
                                       .value());
}

}  // namespace

Response UnitPages::change_page(Call& call, UnitChangePage& page) {
  const auto& actor = actor_of(call);
  for (const auto& kind : all_kinds()) page.kinds.push_back({.value = std::string(kind.code), .label = std::string(kind.title)});
  for (const auto kind : {SuccessionKind::merge, SuccessionKind::split, SuccessionKind::takeover, SuccessionKind::abolish_level})
    page.successions.push_back({.value = std::string(code_of(kind)), .label = std::string(title_of(kind))});
  if (const auto kind = actor.tree().kind(page.id, actor.day()); kind && page.verb == "doi-ten") page.kind = kind_info(*kind).code;
  const auto shell = shells_.staff(call);
  const bool good = page.errors.empty() && page.message.empty();
  return Response::html(web::render(shell.lang, views::unit_change, page, shell), good ? 200 : 422);
}

Response UnitPages::change_form(Call& call) {
  const auto& actor = actor_of(call);
  UnitChangePage page{.call = call, .values = call.request.query, .id = id_from<UnitTag>(call.request.param("id"))};
  if (auto answer = refused(call, actor, page)) return *std::move(answer);
  if (!page.values.has("xem")) return change_page(call, page);
  Day on;
  const auto change = read_change(actor.tree(), page, page.errors, on);
  if (!change) return change_page(call, page);
  const auto after = units_.preview(actor, *change);
  if (!after) {
    take(page, after.error());
    return change_page(call, page);
  }
  page.preview =
      ChangePreview{sentence(actor.tree(), *change, on), differences(actor.tree(), *after, on), warnings(accounts_, actor, *change, on)};
  std::vector<std::pair<std::string_view, std::string>> query;
  for (const auto& [name, value] : page.values.items()) {
    if (name == "xem") continue;
    page.kept.emplace_back(name, value);
    query.emplace_back(name, value);
  }
  page.edit = address(page.path + "/" + page.verb, query);
  return change_page(call, page);
}

Response UnitPages::apply_change(Call& call) {
  const auto& actor = actor_of(call);
  UnitChangePage page{.call = call, .values = call.request.form, .id = id_from<UnitTag>(call.request.param("id"))};
  if (auto answer = refused(call, actor, page)) return *std::move(answer);
  Day on;
  const auto change = read_change(actor.tree(), page, page.errors, on);
  if (!change) return change_page(call, page);
  const auto done = units_.apply(actor, *change);
  if (!done) {
    take(page, done.error());
    return change_page(call, page);
  }
  auto response = Response::see_other(address(fmt::format("/quan-tri/don-vi/{}", done->value), {{"ngay", vn_date(on)}}));
  response.flash = "Đã ghi. " + sentence(actor.tree(), *change, on);
  return response;
}

}  // namespace motcua::identity
