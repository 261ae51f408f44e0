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
     "Hồ sơ {ma} ({thu_tuc}) cần bổ sung giấy tờ. Xem cần gì và gửi qua mạng ở đường dẫn dưới đây, hoặc mang đến quầy.", "", "/bo-sung"},
    {"dossier.supplement_reply_returned", "bo-sung-chua-dat", "Phần bổ sung hồ sơ {ma} chưa đạt",
     "Phần bạn gửi bổ sung cho hồ sơ {ma} ({thu_tuc}) có nội dung chưa đạt. Xem cần sửa gì và gửi lại ở đường dẫn dưới đây.", "",
     "/bo-sung"},
    {"dossier.supplement_complete", "bo-sung-du", "Hồ sơ {ma} đã bổ sung đủ",
     "Hồ sơ {ma} ({thu_tuc}) đã bổ sung đủ, thời hạn tính lại. Hẹn trả mới: {hen}."},
    {"dossier.withdrawn", "da-cho-rut", "Hồ sơ {ma} đã được rút",
     "Hồ sơ {ma} ({thu_tuc}) đã được rút theo yêu cầu của bạn. Đến quầy nhận lại bản chính nếu có."},
    {"dossier.withdrawal_declined", "khong-cho-rut", "Hồ sơ {ma} không rút được",
     "Yêu cầu rút hồ sơ {ma} ({thu_tuc}) không được chấp nhận, hồ sơ tiếp tục được giải quyết. Lý do ghi trong Hồ sơ của tôi, hoặc hỏi "
     "Bộ phận Một cửa."},
    {"dossier.supplement_lapsing", "sap-het-han-bo-sung", "Sắp hết hạn bổ sung hồ sơ {ma}",
     "Hồ sơ {ma} ({thu_tuc}) còn thiếu giấy tờ và sắp hết hạn bổ sung. Quá hạn thì hồ sơ bị đóng.", "", "/bo-sung"},
    {"dossier.extended", "xin-loi-hen-lai", "Xin lỗi và hẹn lại hồ sơ {ma}",
     "Chúng tôi xin lỗi: hồ sơ {ma} ({thu_tuc}) không kịp hẹn. Hẹn mới: {hen}."},
    {"dossier.due_moved", "hen-lai", "Hồ sơ {ma} đổi ngày hẹn", "Ngày hẹn trả của hồ sơ {ma} ({thu_tuc}) nay là {hen}."},
    {"dossier.ready", "co-ket-qua", "Hồ sơ {ma} đã có kết quả",
     "Hồ sơ {ma} ({thu_tuc}) đã có kết quả. Xem cách nhận ở đường dẫn dưới đây."},
    {"dossier.returned", "da-tra", "Hồ sơ {ma} đã trả kết quả",
     "Hồ sơ {ma} ({thu_tuc}) đã trả kết quả. Mời bạn đánh giá việc phục vụ ở đường dẫn dưới đây."},
    {"feedback.report_forwarded", "da-chuyen-phan-anh", "Phản ánh {so} đã chuyển nơi trả lời",
     "Phản ánh {so} của bạn đã chuyển đến {noi}, nơi có thẩm quyền trả lời."},
    {"feedback.report_answered", "tra-loi-phan-anh", "Trả lời phản ánh {so}", "Phản ánh {so} của bạn đã được trả lời.\n\n{tra_loi}",
     "Phản ánh {so}: {tra_loi_ngan}"},
});

using Values = std::vector<std::pair<std::string_view, std::string>>;

std::string filled(std::string_view text, const Values& values) {
  std::string out(text);
  for (const auto& [mark, value] : values)
    for (auto at = out.find(mark); at != std::string::npos; at = out.find(mark, at + value.size())) out.replace(at, mark.size(), value);
  return out;
}
Values values_of(const dossier::OnlineFiling::Owner& o) {
  return {{"{so}", o.number},
          {"{ma}", o.dossier_code},
          {"{thu_tuc}", o.procedure},
          {"{ly_do}", o.answer.reason},
          {"{hen}", o.due_at ? vn_datetime(*o.due_at) : std::string("xem ở đường dẫn")}};
}
const Announcer::Template* template_of(std::string_view topic) {
  const auto t = std::find_if(kTemplates.begin(), kTemplates.end(), [&](const auto& one) { return one.topic == topic; });
  return t == kTemplates.end() ? nullptr : &*t;
}
}  // namespace

std::span<const Announcer::Template> Announcer::templates() { return kTemplates; }

Status Announcer::tell(const store::Delivery& d, const Reader& r) {
  const auto* t = template_of(d.topic);
  if (!t || clock_.now() - d.at > kNews) return {};
  return db_.write([&](store::Tx& tx) -> Status {
    const auto write = [&](Way way, std::string address, std::string_view body) {
      Message m;
      m.template_key = std::string(t->key);
      m.citizen = r.citizen;
      m.subject = filled(t->subject, r.values);
      m.body = filled(body, r.values);
      m.cause = fmt::format("{}:{}", d.id, word(way));
      m.way = way;
      m.address = std::move(address);
      m.link = way == Way::page ? r.link : public_url_ + r.link;
      messages_.write(tx, std::move(m));
    };
    if (r.citizen != 0) write(Way::page, "", t->body);
    if (!r.email.empty()) write(Way::email, r.email, t->body);
    if (!r.phone.empty()) write(Way::sms, r.phone, t->sms.empty() ? t->body : t->sms);
    return {};
  });
}

Status Announcer::take(const store::Delivery& d) {
  const auto* t = template_of(d.topic);
  if (!t || clock_.now() - d.at > kNews) return {};
  const bool filing = d.topic.starts_with("dossier_filing.");
  const auto owner = filing ? filing_.owner_of_filing(dossier::FilingId{d.key}) : filing_.owner_of_dossier(dossier::DossierId{d.key});
  if (!owner) return {};
  return tell(d, {.citizen = owner->citizen,
                  .email = owner->email,
                  .phone = owner->by_sms || owner->email.empty() ? owner->phone : std::string{},
                  .values = values_of(*owner),
                  .link = !owner->link_token.empty() ? fmt::format("/t/{}{}", owner->link_token, t->deeper)
                          : filing                   ? fmt::format("/ho-so-cua-toi/{}", d.key)
                                                     : std::string{}});
}

}  // namespace motcua::notify
