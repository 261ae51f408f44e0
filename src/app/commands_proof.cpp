// motcua verify-receipt: is this paper ours, by its signed statement? With --keys without any server and any data of ours.
#include <fmt/core.h>

#include <fstream>
#include <sstream>

#include "app/commands.hpp"
#include "app/compose.hpp"
#include "app/ready.hpp"
#include "base/numbers.hpp"

namespace motcua::app {

namespace {
std::optional<std::string> content_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return std::move(bytes).str();
}

int tell(const dossier::Statement& s, const dossier::Checked& checked, CommandIo& io) {
  using dossier::Verdict;
  fmt::print(io.out, "{}.\n", dossier::label(checked.verdict));
  if (checked.verdict == Verdict::forged || checked.verdict == Verdict::unknown_key) return 1;
  fmt::print(io.out, "{}\nHồ sơ: {}\nCơ quan: {}\nNgày: {}\n", dossier::label(s.kind), s.code, s.agency, vn_datetime(s.issued_at));
  if (s.due_at) fmt::print(io.out, "Hẹn trả: {}\n", vn_datetime(*s.due_at));
  if (checked.revoked_at) fmt::print(io.out, "Thu hồi lúc: {}\n", vn_datetime(*checked.revoked_at));
  return checked.verdict == Verdict::genuine ? 0 : 1;
}

// Keys and, when given, revocations from files that were fetched before.
int verify_alone(const dossier::Statement& s, const Ready& r, CommandIo& io) {
  const auto keys_file = content_of(std::filesystem::path(r.args.get_or("keys", "")));
  const auto keys = keys_file ? dossier::read_keys(*keys_file) : std::vector<dossier::StatementKey>{};
  if (keys.empty()) {
    fmt::print(io.err, "Tệp khóa không đọc được. Lấy ở trang /xac-minh/khoa.txt của cơ quan.\n");
    return 2;
  }
  dossier::RevocationList list;
  if (r.args.has("revoked")) {
    const auto text = content_of(std::filesystem::path(r.args.get_or("revoked", "")));
    auto read = text ? dossier::read_revocations(*text, keys) : std::nullopt;
    if (!read) {
      fmt::print(io.err, "Danh sách thu hồi không đọc được hoặc chữ ký sai. Lấy lại ở /xac-minh/thu-hoi.txt.\n");
      return 2;
    }
    list = *std::move(read);
    fmt::print(io.out, "Danh sách thu hồi lập lúc {}.\n", vn_datetime(list.stated_at));
  } else {
    fmt::print(io.out, "Chưa so với danh sách thu hồi (--revoked).\n");
  }
  return tell(s, dossier::judge(s, keys, list.lines), io);
}

int verify_receipt(std::span<const std::string_view> args, CommandIo& io) {
  const auto r = ready(args, {{"keys", true}, {"revoked", true}}, io);
  if (!r) return 2;
  const auto statement = r->args.positional().size() == 1 ? dossier::read_statement(r->args.positional()[0]) : std::nullopt;
  if (!statement) {
    fmt::print(io.err, "Không thấy mã xác minh. Chép nguyên dòng quét được từ mã ở phần dưới của giấy, có chữ MC1/.\n");
    return 2;
  }
  if (r->args.has("keys")) return verify_alone(*statement, *r, io);
  Services services(r->config, io.clock);
  const auto answer = dossier::Statements(services.dossiers).answer(r->args.positional()[0]);
  const int code = tell(*answer.statement, answer.checked, io);
  if (answer.due_now) fmt::print(io.out, "Hẹn trả nay là: {}\n", vn_datetime(*answer.due_now));
  return code;
}
}  // namespace

std::vector<Command> proof_commands() {
  return {{"verify-receipt", "giấy tiếp nhận, văn bản xin lỗi, kết quả là thật hay giả, theo mã xác minh trên giấy",
           "motcua verify-receipt 'MÃ QUÉT ĐƯỢC' --keys khoa.txt [--revoked thu-hoi.txt]   (không cần máy chủ)\n"
           "motcua verify-receipt 'MÃ QUÉT ĐƯỢC' [--data THƯ_MỤC] [--database ĐỊA_CHỈ]",
           verify_receipt}};
}

}  // namespace motcua::app
