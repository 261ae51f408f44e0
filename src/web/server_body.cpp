#include "web/server_body.hpp"

#include "web/forms.hpp"

namespace motcua::web {

BodyCollector::BodyCollector(const Request& head, std::filesystem::path upload_dir) {
  const auto type = head.header("content-type");
  if (const auto boundary = multipart_boundary(type); !boundary.empty()) {
    kind_ = Kind::multipart;
    multipart_ = std::make_unique<MultipartReader>(boundary, std::move(upload_dir));
  } else if (type.starts_with("application/x-www-form-urlencoded")) {
    kind_ = Kind::urlencoded;
  }
}

bool BodyCollector::write(std::string_view piece) {
  if (error_) return false;
  if (kind_ != Kind::multipart) {
    text_ += piece;  // bounded by the limit of the route
    return true;
  }
  if (auto taken = multipart_->write(piece); !taken) error_ = std::move(taken.error());
  return !error_;
}

Status BodyCollector::finish(Request& request) {
  switch (kind_) {
    case Kind::raw: request.body = std::move(text_); return {};
    case Kind::urlencoded: {
      TRY(request.form, parse_urlencoded(text_));
      return {};
    }
    case Kind::multipart:
      TRY_VOID(multipart_->finish());
      request.form = multipart_->take_fields();
      request.uploads = multipart_->take_uploads();
      return {};
  }
  return {};
}

}  // namespace motcua::web
