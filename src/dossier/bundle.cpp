#include "dossier/bundle.hpp"

#include <fmt/core.h>

#include <fstream>
#include <sstream>

#include "base/zip.hpp"
#include "dossier/bundle_check.hpp"
#include "dossier/content.hpp"
#include "dossier/inquiries.hpp"
#include "dossier/service.hpp"
#include "print/forms.hpp"
#include "store/verify.hpp"
#include "web/crypto.hpp"

namespace motcua::dossier {

namespace {
constexpr std::string_view kReadMe =
    "HỒ SƠ TRANH CHẤP\n\n"
    "Tệp này chứa toàn bộ một hồ sơ thủ tục hành chính như hệ thống ghi lúc lập tệp:\n"
    "  tom-tat.txt      đọc bằng mắt: ai làm gì lúc nào, hạn trả và cách tính\n"
    "  du-lieu/         dữ liệu của hồ sơ, từng bảng một\n"
    "  nhat-ky.jsonl    nhật ký, mỗi dòng một việc, có dấu băm nối với dòng trước\n"
    "  giay-to/         giấy tiếp nhận, phiếu kiểm soát, các tệp đã đính\n"
    "  lich/            cách tính hạn từng ngày; ngày nghỉ và giờ làm việc đã áp dụng\n"
    "  quy-trinh/       thủ tục và bảng chuyển trạng thái có hiệu lực với hồ sơ\n"
    "  manifest.json    danh mục tệp, kích thước, SHA-256; chu-ky.json: chữ ký Ed25519 của danh mục\n\n"
    "Kiểm tra không cần máy chủ của cơ quan:  motcua verify --bundle TỆP\n"
    "So dấu vân tay của khóa với dấu vân tay cơ quan công bố ở trang /khoa-ky.\n";

std::string_view word_of(calendar::ExceptionKind kind) {
  using enum calendar::ExceptionKind;
  switch (kind) {
    case holiday: return "nghỉ lễ, tết";
    case compensatory: return "nghỉ bù";
    case swap_off: return "nghỉ hoán đổi";
    case swap_work: return "làm bù hoán đổi";
    case emergency_closed: return "nghỉ đột xuất";
    case special_hours: return "giờ làm việc khác";
  }
  return {};
}

void put_sessions(JsonWriter& json, const std::vector<calendar::Session>& sessions) {
  json.key("sessions").begin_array();
  for (const auto& s : sessions) {
    json.begin_object().field("from_minute", static_cast<int>(s.from.minutes)).field("to_minute", static_cast<int>(s.to.minutes));
    json.end_object();
  }
  json.end_array();
}

// Days off and hours of every place the dossier's calendar inherits from, over the years it lived.
std::string calendar_json(const Dossiers::Impl& s, const CaseRecord& c, Day last) {
  auto scopes = s.chain_of(Dossiers::Impl::clock_unit(c)).chain;
  scopes.insert(scopes.begin(), calendar::Scope{});
  const auto year = [](Day d) { return int{std::chrono::year_month_day{d}.year()}; };
  JsonWriter json;
  json.begin_object().field("version", c.calendar_version).key("scopes").begin_array();
  for (const auto& scope : scopes) {
    json.begin_object().field("place", scope.unit == 0 ? std::string("Toàn quốc") : s.unit_name(UnitId{scope.unit}));
    json.key("weekdays").begin_array();
    for (const auto& w : s.calendars.weekdays(scope)) {
      json.begin_object().field("weekday", w.rule.weekday.iso_encoding()).field("source", w.rule.source);
      put_sessions(json, w.rule.sessions);
      json.end_object();
    }
    json.end_array().key("days").begin_array();
    for (int y = year(day_of(c.received_at)); y <= year(last); ++y)
      for (const auto& e : s.calendars.exceptions(scope, y)) {
        json.begin_object().field("from", iso(e.exception.first)).field("to", iso(e.exception.last));
        json.field("kind", word_of(e.exception.kind)).field("reason", e.exception.reason).field("source", e.exception.source);
        put_sessions(json, e.exception.sessions);
        json.end_object();
      }
    json.end_array().end_object();
  }
  return json.end_array().end_object().take();
}

std::string journal_lines(const std::vector<store::JournalRow>& rows) {
  std::string out;
  for (const auto& r : rows) {
    JsonWriter json;
    json.begin_object().field("object", r.object).field("object_id", r.object_id).field("seq", r.seq).field("at", to_us(r.at));
    json.field("recorded_at", to_us(r.recorded_at)).field("actor", r.actor).field("unit", r.unit).field("kind", r.kind);
    json.field("payload", r.payload).field("prev_hash", r.prev_hash).field("hash", r.hash).end_object();
    out += json.take() + "\n";
  }
  return out;
}

std::string summary(const CaseFile& f) {
  const auto& d = f.dossier;
  std::string out = fmt::format("HỒ SƠ {}\n{}\nNgười nộp: {} ({})\n\nTiếp nhận: {}, {}, {}\nCơ quan giải quyết: {}\nHẹn trả: {}\n", d.code,
                                d.procedure_name, d.applicant.name, d.applicant.number, vn_datetime(d.received_at), d.received_by_name,
                                d.received_unit_name, d.competent_unit_name, vn_datetime(d.due_at));
  if (d.original_due) out += fmt::format("Hẹn đầu, trước khi xin lỗi và gia hạn: {}\n", vn_datetime(*d.original_due));
  if (!d.clock_words.empty()) out += d.clock_words + "\n";
  if (d.done_at)
    out += fmt::format("Có kết quả: {}{}\n", vn_datetime(*d.done_at), d.punctuality ? ", " + std::string(label(*d.punctuality)) : "");
  if (d.returned_at) out += fmt::format("Trả kết quả: {}\n", vn_datetime(*d.returned_at));
  out += fmt::format("Trạng thái: {}\n\nGIẤY TỜ ĐÃ NHẬN\n", label(d.state));
  for (const auto& p : f.papers) out += fmt::format("- {} ({} bản chính, {} bản sao)\n", p.name, p.originals, p.copies);
  out += "\nPHIẾU KIỂM SOÁT\n";
  for (const auto& h : f.handovers)
    out +=
        fmt::format("- {} giao lúc {} cho {}{}{}\n", h.from_name.empty() ? h.from_unit : h.from_name, vn_datetime(h.given_at), h.to_unit,
                    h.to_name.empty() ? "" : ", " + h.to_name, h.received_at ? ", nhận lúc " + vn_datetime(*h.received_at) : ", chưa nhận");
  out += "\nDIỄN BIẾN\n";
  for (auto e = f.events.rbegin(); e != f.events.rend(); ++e)
    out += fmt::format("{}. {} {}{} — {}{}\n", e->seq, vn_datetime(e->at), e->text, e->detail.empty() ? "" : ": " + e->detail,
                       e->actor_name.empty() ? "hệ thống" : e->actor_name, e->unit_name.empty() ? "" : ", " + e->unit_name);
  if (f.why) out += "\nCÁCH TÍNH HẠN\n" + f.why->text();
  return out;
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return std::move(bytes).str();
}

std::string manifest_of(const std::vector<ZipFile>& files, std::string_view code, Instant at, const Actor& by) {
  JsonWriter json;
  json.begin_object().field("format", kBundleFormat).field("code", code).field("made_at", iso(at)).field("made_by", by.display_name);
  json.key("files").begin_array();
  for (const auto& f : files)
    json.begin_object().field("name", f.name).field("bytes", f.bytes.size()).field("sha256", web::sha256_hex(f.bytes)).end_object();
  return json.end_array().end_object().take();
}
}  // namespace

Bundles::Bundles(store::Database& db, const Clock& clock, Dossiers& dossiers, store::Blobs& blobs, std::string seed)
    : db_(db), clock_(clock), dossiers_(dossiers), s_(inside(dossiers)), blobs_(blobs), seed_(std::move(seed)) {}

bool Bundles::may(const Actor& actor, const DossierView& d) {
  const auto in_any = [&](web::Permission p) {
    return actor.permits_in(p, d.received_unit) || actor.permits_in(p, d.competent_unit) ||
           (d.settling_unit && actor.permits_in(p, d.settling_unit));
  };
  return in_any(identity::kDossierHistory) && in_any(identity::kDossierPersonal);
}

Result<std::string> Bundles::make(const Actor& actor, std::string_view code, std::string_view purpose) {
  TRY(const auto file, dossiers_.open(actor, code, purpose));
  if (!may(actor, file.dossier))
    return errors::forbidden("dossier.bundle_not_allowed",
                             "Hồ sơ tranh chấp có toàn bộ lịch sử và dữ liệu cá nhân; bạn không có quyền lập.");
  struct Read {
    Content content;
    std::vector<store::JournalRow> rows;
  };
  const auto id = file.dossier.id;
  const auto read = db_.read([&](store::ReadTx& tx) {
    return Read{load_content(tx, find_case(tx, id).value()), store::history(tx, "dossier", id.value)};
  });
  const auto& c = read.content.c;
  TRY(auto procedure, s_.catalog.document(c.procedure_version));
  std::vector<ZipFile> files;
  files.push_back({"DOC-TRUOC.txt", std::string(kReadMe)});
  files.push_back({"tom-tat.txt", summary(file)});
  auto parts = content_parts(read.content);
  for (std::size_t i = 0; i < parts.size(); ++i) files.push_back({fmt::format("du-lieu/{}.json", kContentTables[i]), std::move(parts[i])});
  files.push_back({"nhat-ky.jsonl", journal_lines(read.rows)});
  TRY(const auto receipt, dossiers_.receipt(actor, code));
  TRY(auto receipt_pdf, print::receipt_pdf(receipt));
  files.push_back({"giay-to/giay-tiep-nhan.pdf", std::move(receipt_pdf)});
  TRY(const auto slip, dossiers_.control_slip(actor, code));
  TRY(auto slip_pdf, print::control_slip_pdf(slip));
  files.push_back({"giay-to/phieu-kiem-soat.pdf", std::move(slip_pdf)});
  for (const auto& f : read.content.files) {
    TRY(const auto path, blobs_.open(f.hash));
    files.push_back({fmt::format("giay-to/{:02}-{}", f.seq, f.name), read_file(path)});
  }
  if (file.why) files.push_back({"lich/cach-tinh-han.json", file.why->json()});
  files.push_back({"lich/lich-lam-viec.json", calendar_json(s_, c, day_of(clock_.now()))});
  files.push_back({"quy-trinh/thu-tuc.json", std::move(procedure)});
  files.push_back({"quy-trinh/trang-thai.md", states_markdown()});
  const auto manifest = manifest_of(files, code, clock_.now(), actor);
  const auto mark = sign_bundle(seed_, manifest);
  files.push_back({"manifest.json", manifest});
  JsonWriter json;
  json.begin_object().field("algorithm", "Ed25519").field("key", mark.key).field("signature", mark.signature).end_object();
  files.push_back({"chu-ky.json", json.take()});
  return zip(files);
}

std::string Bundles::fingerprint() const { return key_fingerprint(bundle_key(seed_)); }

}  // namespace motcua::dossier
