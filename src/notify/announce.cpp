#include "notify/announce.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/numbers.hpp"

namespace motcua::notify {

namespace {
using namespace std::chrono_literals;
constexpr auto kNews = 48h;

constexpr auto kTemplates = std::to_array<Announcer::Template>({
    {"dossier_filing.submitted", "da-nop", "Đã nhận hồ sơ trực tuyến {so}",
     "Hệ thống đã nhận hồ sơ {so}: {thu_tuc}. Nơi nhận trả lời trong 8 giờ làm việc."},
    {"dossier_filing.resubmitted", "da-nop-lai", "Đã nhận lại hồ sơ {so}",
     "Hệ thống đã nhận bản bạn sửa của hồ sơ {so}: {thu_tuc}. Nơi nhận trả lời trong 8 giờ làm việc."},
    {"dossier_filing.asked", "can-sua", "Hồ sơ {so} cần bạn sửa", "Hồ sơ {so} ({thu_tuc}) cần sửa rồi nộp lại. Lý do: {ly_do}"},
    {"dossier_filing.refused", "khong-tiep-nhan", "Hồ sơ {so} không được tiếp nhận",
     "Hồ sơ {so} ({thu_tuc}) không được tiếp nhận. Lý do: {ly_do}"},
    {"dossier_filing.received", "da-tiep-nhan", "Hồ sơ {so} đã được tiếp nhận",
     "Hồ sơ {so} ({thu_tuc}) đã được tiếp nhận, mã {ma}. Hẹn trả kết quả {hen}."},
    {"dossier.supplement_sent", "can-bo-sung", "Hồ sơ {ma} cần bổ sung",
     "Hồ sơ {ma} ({thu_tuc}) cần bổ sung giấy tờ. Xem cần gì ở đường dẫn dưới đây."},
    {"dossier.supplement_lapsing", "sap-het-han-bo-sung", "Sắp hết hạn bổ sung hồ sơ {ma}",
     "Hồ sơ {ma} ({thu_tuc}) còn thiếu giấy tờ và sắp hết hạn bổ sung. Quá hạn thì hồ sơ bị đóng."},
    {"dossier.extended", "xin-loi-hen-lai", "Xin lỗi và hẹn lại hồ sơ {ma}",
     "Chúng tôi xin lỗi: hồ sơ {ma} ({thu_tuc}) không kịp hẹn. Hẹn mới: {hen}."},
    {"dossier.due_moved", "hen-lai", "Hồ sơ {ma} đổi ngày hẹn", "Ngày hẹn trả của hồ sơ {ma} ({thu_tuc}) nay là {hen}."},
    {"dossier.ready", "co-ket-qua", "Hồ sơ {ma} đã có kết quả",
     "Hồ sơ {ma} ({thu_tuc}) đã có kết quả. Xem cách nhận ở đường dẫn dưới đây."},
    {"dossier.returned", "da-tra", "Hồ sơ {ma} đã trả kết quả",
     "Hồ sơ {ma} ({thu_tuc}) đã trả kết quả. Mời bạn đánh giá việc phục vụ ở đường dẫn dưới đây."},
});

std::string filled(std::string_view text, const dossier::OnlineFiling::Owner& o) {
  const std::pair<std::string_view, std::string> values[] = {{"{so}", o.number},
                                                             {"{ma}", o.dossier_code},
                                                             {"{thu_tuc}", o.procedure},
                                                             {"{ly_do}", o.answer.reason},
                                                             {"{hen}", o.due_at ? vn_datetime(*o.due_at) : std::string("xem ở đường dẫn")}};
  std::string out(text);
  for (const auto& [mark, value] : values)
    for (auto at = out.find(mark); at != std::string::npos; at = out.find(mark, at + value.size())) out.replace(at, mark.size(), value);
  return out;
}
}  // namespace

std::span<const Announcer::Template> Announcer::templates() { return kTemplates; }

Status Announcer::take(const store::Delivery& d) {
  const auto t = std::find_if(kTemplates.begin(), kTemplates.end(), [&](const auto& one) { return one.topic == d.topic; });
  if (t == kTemplates.end() || clock_.now() - d.at > kNews) return {};
  const bool filing = d.topic.starts_with("dossier_filing.");
  auto owner = filing ? filing_.owner_of_filing(dossier::FilingId{d.key}) : filing_.owner_of_dossier(dossier::DossierId{d.key});
  if (!owner) return {};
  Message m;
  m.template_key = std::string(t->key);
  m.citizen = owner->citizen;
  m.subject = filled(t->subject, *owner);
  m.body = filled(t->body, *owner);
  const auto link = !owner->link_token.empty() ? "/t/" + owner->link_token
                    : filing                   ? fmt::format("/ho-so-cua-toi/{}", d.key)
                                               : std::string{};
  return db_.write([&](store::Tx& tx) -> Status {
    const auto write = [&](Way way, std::string address) {
      auto one = m;
      one.cause = fmt::format("{}:{}", d.id, word(way));
      one.way = way;
      one.address = std::move(address);
      one.link = way == Way::page ? link : public_url_ + link;
      messages_.write(tx, std::move(one));
    };
    if (owner->citizen != 0) write(Way::page, "");
    if (!owner->email.empty()) write(Way::email, owner->email);
    if (!owner->phone.empty() && (owner->by_sms || owner->email.empty())) write(Way::sms, owner->phone);
    return {};
  });
}

}  // namespace motcua::notify
