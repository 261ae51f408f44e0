#include "identity/commands.hpp"

#include <fmt/core.h>

#include <array>
#include <fstream>
#include <iterator>

#include "base/args.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

namespace motcua::identity {
namespace {

constexpr auto kOptions = std::to_array<Option>({{"name"},
                                                 {"title"},
                                                 {"role"},
                                                 {"unit"},
                                                 {"self", false},
                                                 {"password-file"},
                                                 {"search"},
                                                 {"json", false},
                                                 {"totp", false},
                                                 {"from"},
                                                 {"to"},
                                                 {"reason"}});

int refuse(CommandIo& io, const Error& error) {
  fmt::print(io.err, "{}\n", error.message.empty() && !error.fields.empty() ? error.fields.front().message : error.message);
  for (const auto& field : error.fields) fmt::print(io.err, "  {}: {}\n", field.field, field.message);
  return 1;
}

int wrong_call(CommandIo& io, std::string_view why) {
  fmt::print(io.err, "{}\n{}", why, kUserUsage);
  return 2;
}

Result<UnitId> find_unit(const Identity& identity, std::string_view text) {
  const auto tree = identity.tree();
  if (const auto unit = tree->by_key(text)) return unit;
  for (const auto system : {CodeSystem::gso, CodeSystem::eid, CodeSystem::eid_old})
    if (const auto found = tree->by_code(system, text, identity.today()); found.size() == 1) return found.front();
  return errors::not_found("identity.command_unit", fmt::format("Không có đơn vị nào mang khóa hoặc mã \"{}\" hôm nay.", text));
}

Result<AccountId> find_account(Accounts& accounts, std::string_view user_name) {
  const auto found =
      accounts.identity().db().read([&](store::ReadTx& tx) { return accounts.identity().account_by_name(tx, fold(user_name)); });
  if (!found) return errors::not_found("identity.command_account", fmt::format("Không có tài khoản \"{}\".", user_name));
  return found->id;
}

// Grants what --role, --unit, --self, --from, --to ask for; nothing when no role is named.
Status grant_asked(Accounts& accounts, const Args& args, AccountId id) {
  const auto code = args.get("role");
  if (!code) return {};
  const auto role = role_from_code(to_upper(*code));
  if (!role) return errors::invalid("identity.command_role", fmt::format("Không có vai trò \"{}\".", *code));
  TRY(const auto unit, find_unit(accounts.identity(), args.get_or("unit", "")));
  DaySpan span{accounts.identity().today(), {}};
  if (const auto text = args.get("from")) {
    const auto day = parse_day(*text);
    if (!day) return errors::invalid("identity.command_day", "--from không phải ngày.");
    span.from = *day;
  }
  if (const auto text = args.get("to")) {
    const auto day = parse_day(*text);
    if (!day) return errors::invalid("identity.command_last_day", "--to không phải ngày.");
    span.to = *day + std::chrono::days{1};  // people name the last day
  }
  const auto granted =
      accounts.grant(accounts.identity().system_actor(), id, *role, {unit, !args.has("self")}, span, args.get_or("reason", "Dòng lệnh"));
  if (!granted) return tl::make_unexpected(granted.error());
  return {};
}

int add(Accounts& accounts, const Args& args, std::string_view user_name, CommandIo& io) {
  NewAccount wanted{std::string(user_name), std::string(args.get_or("name", "")), std::string(args.get_or("title", "")), "", "", true};
  if (const auto path = args.get("password-file")) {
    std::ifstream file{std::string(*path)};
    wanted.password = std::string(trim(std::string(std::istreambuf_iterator<char>(file), {})));
    wanted.must_change_password = false;
    if (wanted.password.empty()) return wrong_call(io, "Tệp mật khẩu trống hoặc không đọc được.");
  }
  const auto made = accounts.create(accounts.identity().system_actor(), wanted);
  if (!made) return refuse(io, made.error());
  if (!args.has("password-file")) fmt::print(io.out, "{}\n", made->password);
  if (const auto granted = grant_asked(accounts, args, made->id); !granted) return refuse(io, granted.error());
  return 0;
}

int list(Accounts& accounts, const Args& args, CommandIo& io) {
  AccountFilter filter{.search = std::string(args.get_or("search", "")), .limit = 200};
  JsonWriter json;
  json.begin_array();
  for (bool more = true; more;) {
    const auto page = accounts.list(accounts.identity().system_actor(), filter);
    for (const auto& row : page.rows) {
      if (args.has("json")) {
        json.begin_object().field("user_name", row.user_name).field("name", row.name).field("title", row.title);
        json.field("locked", row.locked).field("totp", row.totp).end_object();
      } else {
        fmt::print(io.out, "{}\t{}\t{}{}\n", row.user_name, row.name, row.title, row.locked ? "\t(đã khóa)" : "");
      }
    }
    more = page.more;
    if (more) {
      filter.after_sort = page.rows.back().sort_key;
      filter.after_id = page.rows.back().id;
    }
  }
  json.end_array();
  if (args.has("json")) fmt::print(io.out, "{}\n", json.take());
  return 0;
}

}  // namespace

int user_command(std::span<const std::string_view> words, CommandIo& io, Accounts& accounts) {
  const auto parsed = Args::parse(words, kOptions);
  if (!parsed) return wrong_call(io, parsed.error().message);
  const auto& args = *parsed;
  const auto& given = args.positional();
  if (given.empty()) return wrong_call(io, "Thiếu việc cần làm.");
  const auto verb = given.front();
  if (verb == "roles") {
    for (const auto& role : all_roles())
      if (role.staff) fmt::print(io.out, "{}\t{}\n", role.code, role.title);
    return 0;
  }
  if (verb == "list") return list(accounts, args, io);
  if (given.size() != 2) return wrong_call(io, "Thiếu tên đăng nhập.");
  if (verb == "add") return add(accounts, args, given[1], io);
  const auto id = find_account(accounts, given[1]);
  if (!id) return refuse(io, id.error());
  const auto by = accounts.identity().system_actor();
  const auto outcome = [&](const Status& status) { return status ? 0 : refuse(io, status.error()); };
  if (verb == "lock") return outcome(accounts.lock(by, *id));
  if (verb == "unlock") return outcome(accounts.unlock(by, *id));
  if (verb == "grant") return args.has("role") ? outcome(grant_asked(accounts, args, *id)) : wrong_call(io, "Thiếu --role.");
  if (verb == "reset-password") {
    const auto password = accounts.reset_password(by, *id, args.has("totp"));
    if (!password) return refuse(io, password.error());
    fmt::print(io.out, "{}\n", *password);
    return 0;
  }
  return wrong_call(io, fmt::format("Không có việc \"{}\".", verb));
}

namespace {
// Keys of the units of today whose name has the words; marks need not be typed.
int find_units(std::span<const std::string_view> words, CommandIo& io, Identity& identity) {
  std::string typed;
  for (const auto word : words) typed += (typed.empty() ? "" : " ") + std::string(word);
  const auto wanted = fold(typed);
  const auto today = identity.today();
  const auto tree = identity.tree();
  int found = 0;
  for (const auto& unit : tree->units()) {
    const auto name = tree->name(unit.id, today);
    if (!tree->exists(unit.id, today) || fold(name).find(wanted) == std::string::npos) continue;
    fmt::print(io.out, "{:<44} {}\n", unit.key, name);
    ++found;
  }
  if (found > 0) return 0;
  fmt::print(io.err, "Không có đơn vị nào hôm nay tên như vậy. Gõ ít chữ hơn, ví dụ: motcua units find tam nong\n");
  return 1;
}
}  // namespace

int units_command(std::span<const std::string_view> words, CommandIo& io, UnitRegister& units, Identity& identity) {
  if (!words.empty() && words.front() == "find") return find_units(words.subspan(1), io, identity);
  if (words.empty() || words.front() != "import") {
    fmt::print(io.err, "units import [TỆP…]\nunits find CHỮ TRONG TÊN\n");
    return 2;
  }
  const auto read = [&]() -> Result<UnitPack> {
    if (words.size() == 1) return shipped_units();
    std::vector<UnitPack> packs;
    for (const auto path : words.subspan(1)) {
      std::ifstream file{std::string(path)};
      if (!file) return errors::not_found("identity.unit_file_missing", fmt::format("Không đọc được tệp {}.", path));
      TRY(auto pack, read_unit_pack(std::string(std::istreambuf_iterator<char>(file), {})));
      packs.push_back(std::move(pack));
    }
    return merge(std::move(packs));
  };
  const auto pack = read();
  if (!pack) return refuse(io, pack.error());
  const auto report = units.import(identity.system_actor(), *pack);
  if (!report) return refuse(io, report.error());
  fmt::print(io.out, "Thêm {} đơn vị; {} đơn vị đã có.\n", report->added, report->known);
  return 0;
}

}  // namespace motcua::identity
