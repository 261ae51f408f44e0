#include "dossier/bundle_check.hpp"

#include <fmt/core.h>
#include <sodium.h>

#include <algorithm>
#include <map>
#include <span>

#include "base/json.hpp"
#include "base/zip.hpp"
#include "calendar/calendar.hpp"
#include "dossier/content.hpp"
#include "dossier/record_views.hpp"
#include "dossier/states.hpp"
#include "web/crypto.hpp"

namespace motcua::dossier {

namespace {
constexpr JsonLimits kLimits{.bytes = 64'000'000, .depth = 16};
using Files = std::map<std::string, std::string_view, std::less<>>;
using Fault = std::optional<std::string>;

const unsigned char* bytes(std::string_view s) { return reinterpret_cast<const unsigned char*>(s.data()); }
std::string hex(std::span<const unsigned char> raw) {
  std::string out;
  for (const auto b : raw) out += fmt::format("{:02x}", b);
  return out;
}
std::string unhex(std::string_view text) {
  std::string out(text.size() / 2, '\0');
  std::size_t written = 0;
  if (sodium_hex2bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(), text.size(), nullptr, &written, nullptr) != 0)
    return {};
  out.resize(written);
  return out;
}
std::string text_of(const Json& json) { return std::string(json.text().value_or("")); }

// A row of the journal as it stands in the file.
struct Row {
  std::string object, kind, payload, prev_hash, hash;
  std::int64_t object_id{}, seq{}, at{}, recorded_at{}, actor{}, unit{};
};
// Written anew from the format in docs/dispute-file.md, so that it does not share a mistake with what made the hash.
std::string hash_of(const Row& r) {
  std::string in = "motcua-journal-1";
  const auto number = [&in](std::int64_t n) {
    for (int i = 7; i >= 0; --i) in.push_back(static_cast<char>(static_cast<std::uint64_t>(n) >> (8 * i)));
  };
  const auto text = [&](const std::string& s) {
    number(static_cast<std::int64_t>(s.size()));
    in += s;
  };
  text(r.object), number(r.object_id), number(r.seq), number(r.at), number(r.recorded_at), number(r.actor), number(r.unit);
  text(r.kind), text(r.payload), text(r.prev_hash);
  return web::sha256_hex(in);
}

class Check {
 public:
  Check(const std::vector<ZipFile>& files, BundleReport& report) : report_(report) {
    for (const auto& f : files) files_.emplace(f.name, f.bytes);
  }
  void run() {
    step("danh mục tệp", [this] { return manifest(); }) && step("chữ ký", [this] { return signature(); }) &&
        step("chuỗi nhật ký", [this] { return chain(); }) && step("mỗi bước đúng bảng chuyển trạng thái", [this] { return moves(); }) &&
        step("dữ liệu đúng như nhật ký ghi", [this] { return content(); }) &&
        step("hạn trả tính lại từng ngày", [this] { return due(); }) &&
        step("phiếu kiểm soát, sổ theo dõi là nhật ký", [this] { return views(); }) && step("tệp giấy tờ", [this] { return papers(); });
  }

 private:
  template <class F> bool step(std::string name, F&& look) {
    report_.lines.push_back({std::move(name), look()});
    return !report_.lines.back().broken;
  }
  std::string_view file(std::string_view name) const {
    const auto found = files_.find(name);
    return found == files_.end() ? std::string_view{} : found->second;
  }

  Fault manifest() {
    const auto json = Json::parse(file("manifest.json"), kLimits);
    if (!json || text_of((*json)["format"]) != kBundleFormat) return "không có danh mục của hồ sơ tranh chấp";
    report_.code = text_of((*json)["code"]);
    report_.made_at = text_of((*json)["made_at"]);
    report_.made_by = text_of((*json)["made_by"]);
    std::size_t listed = 0;
    for (const auto& f : (*json)["files"].elements()) {
      const auto name = text_of(f["name"]);
      const auto found = files_.find(name);
      if (found == files_.end()) return fmt::format("thiếu tệp {}", name);
      if (f["bytes"].integer() != static_cast<std::int64_t>(found->second.size()) || text_of(f["sha256"]) != web::sha256_hex(found->second))
        return fmt::format("tệp {} không như khi lập", name);
      ++listed;
    }
    if (listed + 2 != files_.size()) return "có tệp không nằm trong danh mục";
    return std::nullopt;
  }

  Fault signature() {
    if (sodium_init() < 0) return "không kiểm tra được chữ ký trên máy này";
    const auto json = Json::parse(file("chu-ky.json"));
    if (!json) return "thiếu chữ ký";
    const auto key_text = text_of((*json)["key"]);
    const auto key = unhex(key_text), mark = unhex(text_of((*json)["signature"]));
    const auto manifest = file("manifest.json");
    if (key.size() != crypto_sign_PUBLICKEYBYTES || mark.size() != crypto_sign_BYTES ||
        crypto_sign_verify_detached(bytes(mark), bytes(manifest), manifest.size(), bytes(key)) != 0)
      return "chữ ký không khớp danh mục";
    report_.fingerprint = key_fingerprint(key_text);
    return std::nullopt;
  }

  Fault chain() {
    auto rest = file("nhat-ky.jsonl");
    while (!rest.empty()) {
      const auto end = rest.find('\n');
      const auto json = Json::parse(rest.substr(0, end), kLimits);
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
      if (!json) return fmt::format("dòng {} không đọc được", rows_.size() + 1);
      const auto number = [&](std::string_view name) { return (*json)[name].integer().value_or(-1); };
      Row r{text_of((*json)["object"]),
            text_of((*json)["kind"]),
            text_of((*json)["payload"]),
            text_of((*json)["prev_hash"]),
            text_of((*json)["hash"]),
            number("object_id"),
            number("seq"),
            number("at"),
            number("recorded_at"),
            number("actor"),
            number("unit")};
      const auto seq = static_cast<std::int64_t>(rows_.size()) + 1;
      if (r.seq != seq) return fmt::format("dòng {} mang số {}", seq, r.seq);
      if (r.prev_hash != (rows_.empty() ? std::string() : rows_.back().hash)) return fmt::format("dòng {} không nối với dòng trước", seq);
      if (!rows_.empty() && (r.object != rows_.front().object || r.object_id != rows_.front().object_id))
        return fmt::format("dòng {} của hồ sơ khác", seq);
      if (hash_of(r) != r.hash) return fmt::format("dòng {} không khớp dấu băm", seq);
      rows_.push_back(std::move(r));
    }
    return rows_.empty() ? Fault("nhật ký trống") : std::nullopt;
  }

  Fault moves() {
    State now;
    for (const auto& row : rows_) {
      const auto json = Json::parse(row.payload);
      if (!json) return fmt::format("dòng {} không đọc được", row.seq);
      const auto action = (*json)["action"].text();
      if (!action) continue;
      const auto which = action_from(*action);
      const auto* t = which ? transition(now, *which) : nullptr;
      if (!t) return fmt::format("dòng {}: “{}” không được phép từ “{}”", row.seq, *action, label(now));
      now = after(now, *t);
    }
    const auto c = Json::parse(file("du-lieu/dossier_case.json"), kLimits);
    if (!c) return "không có dữ liệu hồ sơ";
    if (text_of(c->at(kCasePart.biz)) != word(now.biz) || text_of(c->at(kCasePart.sub)) != word(now.sub))
      return fmt::format("nhật ký dẫn đến “{}”, dữ liệu ghi khác", label(now));
    if (text_of(c->at(kCasePart.code)) != report_.code) return "mã hồ sơ trong danh mục khác trong dữ liệu";
    return std::nullopt;
  }

  Fault content() {
    std::vector<std::string> parts;
    for (const auto table : kContentTables) {
      const auto found = files_.find(fmt::format("du-lieu/{}.json", table));
      if (found == files_.end()) break;  // made by a version that knew fewer
      parts.emplace_back(found->second);
    }
    const auto json = Json::parse(rows_.back().payload);
    const auto digest = json ? text_of((*json)["content"]) : std::string();
    if (digest.empty()) return "dòng nhật ký cuối không có dấu của dữ liệu (hồ sơ của phiên bản cũ)";
    const auto table = changed_table(parts, digest);
    return table.empty() ? std::nullopt : Fault(fmt::format("{} không như nhật ký ghi", table));
  }

  Fault due() {
    const auto text = file("lich/cach-tinh-han.json");
    if (text.empty()) return std::nullopt;  // the clock stands: there is no due moment now
    const auto why = calendar::Explanation::from_json(text);
    const auto c = Json::parse(file("du-lieu/dossier_case.json"), kLimits);
    if (!why || !c) return "không đọc được cách tính hạn";
    const auto told = c->at(kCasePart.due_at).integer();
    if (!told || calendar::recompute(*why) != from_us(*told))
      return fmt::format("tính lại ra {}, dữ liệu ghi khác", vn_datetime(calendar::recompute(*why)));
    return std::nullopt;
  }

  Fault views() {
    const auto moment = [](const Json& j) { return j.integer() ? std::optional(from_us(*j.integer())) : std::nullopt; };
    const auto c = Json::parse(file("du-lieu/dossier_case.json"), kLimits);
    const auto lines = Json::parse(file("du-lieu/dossier_handover.json"), kLimits);
    if (!c || !lines) return "không đọc được phiếu kiểm soát";
    std::vector<SlipLine> slip;
    for (const auto& l : lines->elements())
      slip.push_back(
          {static_cast<int>(l.at(0).integer().value_or(0)), text_of(l.at(3)), moment(l.at(5)).value_or(Instant{}), moment(l.at(6))});
    const RegisterMoments entry{moment(c->at(kCasePart.received_at)).value_or(Instant{}), moment(c->at(kCasePart.done_at)),
                                moment(c->at(kCasePart.returned_at)), moment(c->at(kCasePart.closed_at))};
    std::vector<RecordRow> journal;
    for (const auto& r : rows_) {
      const auto json = Json::parse(r.payload);
      journal.push_back({from_us(r.at), from_us(r.recorded_at), r.kind, json ? text_of((*json)["by"]) : std::string()});
    }
    auto fault = not_in_journal(slip, entry, journal);
    return fault.empty() ? std::nullopt : Fault(std::move(fault));
  }

  Fault papers() {
    const auto list = Json::parse(file("du-lieu/dossier_file.json"), kLimits);
    if (!list) return "không đọc được danh sách tệp";
    for (const auto& f : list->elements()) {
      const auto wanted = text_of(f.at(3));
      const bool here = std::any_of(files_.begin(), files_.end(), [&](const auto& entry) {
        return entry.first.starts_with("giay-to/") && web::sha256_hex(entry.second) == wanted;
      });
      if (!here) return fmt::format("thiếu tệp “{}”, hoặc nội dung đã khác", text_of(f.at(2)));
    }
    return std::nullopt;
  }

  Files files_;
  std::vector<Row> rows_;
  BundleReport& report_;
};
}  // namespace

bool BundleReport::clean() const {
  return !lines.empty() && std::none_of(lines.begin(), lines.end(), [](const auto& l) { return l.broken.has_value(); });
}

BundleReport check_bundle(std::string_view archive) {
  BundleReport report;
  const auto files = unzip(archive);
  report.lines.push_back({"tệp ZIP", files ? Fault{} : Fault(files.error().message)});
  if (files) Check(*files, report).run();
  return report;
}

BundleSignature sign_bundle(std::string_view seed, std::string_view manifest) {
  ensure(sodium_init() >= 0 && seed.size() >= crypto_sign_SEEDBYTES, "libsodium starts, the seed is long enough");
  std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> key{};
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret{};
  std::array<unsigned char, crypto_sign_BYTES> mark{};
  crypto_sign_seed_keypair(key.data(), secret.data(), bytes(seed));
  crypto_sign_detached(mark.data(), nullptr, bytes(manifest), manifest.size(), secret.data());
  sodium_memzero(secret.data(), secret.size());
  return {hex(key), hex(mark)};
}
std::string bundle_key(std::string_view seed) { return sign_bundle(seed, "").key; }

std::string key_fingerprint(std::string_view key) {
  std::string out;
  const auto whole = web::sha256_hex(key);
  for (std::size_t i = 0; i < 32; i += 4) out += fmt::format("{}{}", i == 0 ? "" : " ", whole.substr(i, 4));
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return static_cast<char>(std::toupper(static_cast<unsigned char>(c))); });
  return out;
}

}  // namespace motcua::dossier
