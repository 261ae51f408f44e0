#include "dossier/files.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <fstream>

#include "base/text.hpp"
#include "dossier/content.hpp"
#include "dossier/service.hpp"
#include "dossier/statements.hpp"
#include "dossier/store_files.hpp"
#include "dossier/uploads.hpp"
#include "identity/letterhead.hpp"
#include "print/signed_forms.hpp"

namespace motcua::dossier {

namespace {
constexpr std::string_view kFileAdded = "dossier.file_added";

std::string first_bytes(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string bytes(16, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  return bytes;
}

tl::unexpected<Error> changed() {
  return errors::conflict("dossier.file_meets_change", "Hồ sơ vừa được người khác xử lý. Xem lại hồ sơ rồi đính tệp lại.");
}

void log(store::Tx& tx, Instant now, std::int64_t actor, std::int64_t unit, DossierId id, std::string_view purpose) {
  store::log_access(tx, {.at = now, .actor = actor, .unit = unit, .object = "dossier", .object_id = id.value, .purpose = purpose});
}
}  // namespace

std::string sniffed_type(const std::filesystem::path& file) {
  const auto bytes = first_bytes(file);
  const std::string_view b = bytes;
  using namespace std::string_view_literals;
  if (b.starts_with("%PDF-"sv)) return "application/pdf";
  if (b.starts_with("\xff\xd8\xff"sv)) return "image/jpeg";
  if (b.starts_with("\x89PNG\r\n\x1a\n"sv)) return "image/png";
  return {};
}

bool CaseFiles::may_add(const Actor& actor, const DossierView& d) const {
  return actor.permits_in(identity::kDossierAccept, d.received_unit) || actor.permits_in(identity::kDossierDraft, d.received_unit) ||
         actor.permits_in(identity::kDossierWork, d.holder_unit);
}

Result<std::int64_t> CaseFiles::add(const Actor& actor, Ref ref, const std::filesystem::path& upload, std::string_view name,
                                    std::string_view component) {
  const auto check = [&](store::ReadTx& tx) -> Status {
    TRY(const auto d, dossiers_.load_visible(tx, actor, ref.id));
    if (!may_add(actor, d)) return errors::forbidden("dossier.may_not_add_files", "Bạn không có quyền đính tệp vào hồ sơ này.");
    if (d.version != ref.version) return changed();
    return {};
  };
  TRY_VOID(db_.read(check));
  std::error_code gone;
  const auto size = static_cast<std::int64_t>(std::filesystem::file_size(upload, gone));
  const auto wrong = [](std::string message) { return errors::invalid_fields("dossier.file_refused", {{"tep", std::move(message)}}); };
  if (gone || size == 0) return wrong("Chọn một tệp để đính kèm.");
  if (size > kMostFileBytes) return wrong("Tệp lớn hơn 20 MB. Quét lại ở độ phân giải thấp hơn.");
  const auto type = sniffed_type(upload);
  if (type.empty()) return wrong("Chỉ nhận tệp PDF, JPEG hoặc PNG. Nội dung tệp này không phải loại đó.");
  TRY(const auto blob, blobs_.put_file(upload, type));

  const auto now = clock_.now();
  return db_.write([&](store::Tx& tx) -> Result<std::int64_t> {
    TRY_VOID(check(tx));
    const auto known = files_of(tx, ref.id);
    if (std::any_of(known.begin(), known.end(), [&](const auto& f) { return f.hash == blob.hash; })) return ref.version;
    FileRecord f{static_cast<int>(known.size()) + 1,
                 clean(component),
                 shown_file_name(name, type),
                 blob.hash,
                 type,
                 blob.size,
                 now,
                 actor.account(),
                 actor.display_name};
    if (!save_version(tx, ref.id, ref.version, ref.version + 1)) return changed();
    insert(tx, ref.id, f);
    auto stored = find_case(tx, ref.id);
    ensure(stored.has_value(), "a dossier that was saved is there");
    JsonWriter json;
    json.begin_object().field("by", actor.display_name).field("file", f.name).field("hash", f.hash).end_object();
    const auto payload = with_digest(json.take(), load_content(tx, *std::move(stored)));
    TRY(const auto seq, store::append(tx,
                                      {.object = "dossier",
                                       .object_id = ref.id.value,
                                       .at = now,
                                       .recorded_at = now,
                                       .actor = actor.account_id,
                                       .unit = actor.acting_unit().value,
                                       .kind = kFileAdded,
                                       .payload = payload},
                                      ref.version));
    store::publish(tx, {.topic = kFileAdded, .key = ref.id.value, .payload = payload, .at = now});
    return seq;
  });
}

std::vector<FileView> CaseFiles::of(DossierId id) {
  return db_.read([&](store::ReadTx& tx) {
    std::vector<FileView> list;
    for (auto& f : files_of(tx, id)) {
      const auto blob = blobs_.find(tx, f.hash);
      list.push_back(
          {f.name, f.component, f.hash, f.type, f.size, f.added_at, f.added_by_name, blob ? blob->scan_state : store::ScanState::pending});
    }
    return list;
  });
}

Result<CaseFiles::Opened> CaseFiles::open(const Actor& actor, std::string_view code, std::string_view hash, std::string_view purpose) {
  Opened opened;
  DossierId id;
  TRY_VOID(db_.read([&](store::ReadTx& tx) -> Status {
    const auto c = find_case_by_code(tx, code);
    if (!c) return errors::not_found("dossier.file_not_found", "Không có tệp này.");
    TRY(const auto d, dossiers_.load_visible(tx, actor, c->id));
    id = d.id;
    const bool person = d.holder == actor.account() || actor.permits_in(identity::kDossierPersonal, d.received_unit) ||
                        actor.permits_in(identity::kDossierPersonal, d.holder_unit) ||
                        actor.permits_in(identity::kDossierPersonal, d.competent_unit);
    if (!person) return errors::forbidden("dossier.file_is_personal", "Tệp có dữ liệu cá nhân; bạn không có quyền xem.");
    for (const auto& f : files_of(tx, d.id))
      if (f.hash == hash) {
        opened.type = f.type;
        opened.name = f.name;
        return {};
      }
    return errors::not_found("dossier.file_not_found", "Không có tệp này.");
  }));
  TRY(opened.path, blobs_.open(hash));
  TRY_VOID(db_.write([&](store::Tx& tx) -> Status {
    log(tx, clock_.now(), actor.account_id, actor.acting_unit().value, id, purpose);
    return {};
  }));
  return opened;
}

Result<std::string> CaseFiles::make_result(DossierId id) {
  print::ResultForm form;
  const auto kept = db_.read([&](store::ReadTx& tx) -> std::string {
    const auto c = find_case(tx, id);
    const auto r = result_of(tx, id);
    // A result signed on paper at the desk is that paper: what the program could print carries no signature.
    if (!c || !r || r->number.empty() || !r->signed_at || r->arrangement) return {};
    const auto tree = identity_.tree();
    const auto day = r->dated.value_or(day_of(*r->signed_at));
    form.head.office = to_upper(tree->name(c->competent_unit, day));
    form.head.number = r->number;
    form.head.place = identity::place_before_date(*tree, c->received_unit, day);
    form.head.date = day;
    form.title = r->title;
    form.summary = r->summary;
    form.body = r->body;
    form.dossier_code = c->code;
    form.procedure_name = c->procedure_name;
    form.applicant = c->applicant_name;
    form.signer = r->signed_name;
    form.signed_at = *r->signed_at;
    return result_hash(tx, id);
  });
  if (!kept.empty()) return kept;
  if (form.head.number.empty()) return errors::not_found("dossier.no_result_file", "Hồ sơ chưa có kết quả để tải về.");
  TRY(const auto pdf, print::signed_result_pdf(form, proof_link(dossiers_, form, inside(dossiers_).token_of(id))));
  TRY(const auto blob, blobs_.put(pdf, "application/pdf"));
  return db_.write([&](store::Tx& tx) -> Result<std::string> {
    if (auto other = result_hash(tx, id); !other.empty()) return other;  // printed meanwhile by somebody else
    set_result_hash(tx, id, blob.hash);
    return blob.hash;
  });
}

Result<CaseFiles::Opened> CaseFiles::result_for(std::string_view token, std::string_view purpose) {
  const auto c = db_.read([&](store::ReadTx& tx) { return find_case_by_token(tx, token_hash(to_upper(token))); });
  if (!c || !c->done_at || c->return_method != ReturnMethod::online)
    return errors::not_found("dossier.no_result_file", "Hồ sơ chưa có kết quả để tải về, hoặc bạn đã chọn nhận kết quả theo cách khác.");
  if (c->fin == FinState::due) return errors::forbidden("dossier.fee_before_result", "Nộp phí, lệ phí còn thiếu trước khi tải kết quả.");
  TRY(const auto hash, make_result(c->id));
  Opened opened{{}, "application/pdf", fmt::format("ket-qua-{}.pdf", c->code)};
  TRY(opened.path, blobs_.open(hash));
  TRY_VOID(db_.write([&](store::Tx& tx) -> Status {
    log(tx, clock_.now(), 0, 0, c->id, purpose);
    return {};
  }));
  return opened;
}

}  // namespace motcua::dossier
