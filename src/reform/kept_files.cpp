// Files of proofs and evidence: taken over by their content, given to whoever may see the record.
#include "dossier/files.hpp"
#include "reform/task_pages.hpp"
#include "web/forms.hpp"

namespace motcua::reform {

using web::Call;
using web::Response;

Result<KeptFile> keep_file(const Base& base, const web::Request& request, std::string_view field) {
  for (const auto& u : request.uploads) {
    if (u.field != field || u.size == 0) continue;
    const auto type = dossier::sniffed_type(u.path);
    if (type.empty() || static_cast<std::int64_t>(u.size) > dossier::kMostFileBytes)
      return errors::invalid_fields("reform.file_refused", {{std::string(field), "Chỉ nhận tệp PDF, JPG, PNG, tối đa 20 MB."}});
    TRY(const auto blob, base.blobs.put_file(u.path, type));
    return KeptFile{blob.hash, u.file_name};
  }
  return KeptFile{};
}

Response file_response(Call& call, const Base& base, const std::string& hash, const std::string& name) {
  if (hash.empty()) return web::error_response(call, errors::not_found("reform.no_file", "Không có tệp này.").value());
  const auto path = base.blobs.open(hash);
  if (!path) return web::error_response(call, path.error());
  const auto blob = base.db.read([&](store::ReadTx& tx) { return base.blobs.find(tx, hash); });
  Response response;
  response.content_type = blob ? blob->type : "application/octet-stream";
  response.file = *path;
  response.headers.emplace_back("content-disposition", web::content_disposition(name));
  response.headers.emplace_back("cache-control", "private, no-store");
  return response;
}

}  // namespace motcua::reform
