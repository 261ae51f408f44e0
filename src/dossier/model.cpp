#include "dossier/model.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/official_codes.hpp"
#include "dossier/words.hpp"

namespace motcua::dossier {

namespace {
constexpr std::array<Named, 3> kPunctuality{{{"early", "Trước hạn"}, {"on_time", "Đúng hạn"}, {"late", "Quá hạn"}}};
constexpr std::array<Named, 6> kChannel{{{"counter", "Tại quầy"},
                                         {"post", "Bưu chính công ích"},
                                         {"online_full", "Trực tuyến toàn trình"},
                                         {"online_partial", "Trực tuyến một phần"},
                                         {"kiosk", "Ki-ốt"},
                                         {"vneid", "VNeID"}}};
constexpr std::array<Named, 4> kReturnWords{{{"counter", "Tại quầy"},
                                             {"post", "Qua bưu chính công ích"},
                                             {"online", "Trực tuyến (bản điện tử)"},
                                             {"other_centre", "Tại trung tâm khác"}}};
constexpr std::array<Named, 6> kPayment{{{"none", "Không thu"},
                                         {"cash", "Tiền mặt"},
                                         {"viet_qr", "Mã VietQR"},
                                         {"transfer", "Chuyển khoản"},
                                         {"online", "Thanh toán trực tuyến"},
                                         {"at_return", "Thu khi trả kết quả"}}};

constexpr std::int64_t kMinutesADay = 8 * 60;  // one working day is eight working hours, as the clock of step limits counts

}  // namespace

std::string_view label(Punctuality p) { return named(kPunctuality, p).label; }
std::string_view word(Punctuality p) { return named(kPunctuality, p).word; }
std::optional<Punctuality> punctuality_from(std::string_view w) { return from_word<Punctuality>(kPunctuality, w); }

std::string_view label(Urgency u) {
  switch (u) {
    case Urgency::overdue: return "Quá hạn";
    case Urgency::today: return "Hết hạn hôm nay";
    case Urgency::soon: return "Hết hạn trong 2 ngày làm việc tới";
    case Urgency::later: return "Còn hạn";
  }
  return {};
}

std::string_view word(Channel c) { return named(kChannel, c).word; }
std::string_view label(Channel c) { return named(kChannel, c).label; }
std::optional<Channel> channel_from(std::string_view w) { return from_word<Channel>(kChannel, w); }
std::string_view word(ReturnMethod m) { return named(kReturnWords, m).word; }
std::string_view label(ReturnMethod m) { return named(kReturnWords, m).label; }
std::optional<ReturnMethod> return_method_from(std::string_view w) { return from_word<ReturnMethod>(kReturnWords, w); }
std::string_view word(PaymentMethod m) { return named(kPayment, m).word; }
std::string_view label(PaymentMethod m) { return named(kPayment, m).label; }
std::optional<PaymentMethod> payment_method_from(std::string_view w) { return from_word<PaymentMethod>(kPayment, w); }

std::string tidy_dossier_code(std::string_view typed) {
  std::string text;
  for (const char c : typed) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') continue;
    text += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  const auto last = text.rfind('-');
  if (last != std::string::npos && last + 1 < text.size() && text.size() - last - 1 < 4)
    text.insert(last + 1, 4 - (text.size() - last - 1), '0');
  return DossierCode::parse(text) ? text : std::string(typed);
}

std::vector<std::int64_t> split_minutes(std::int64_t total, std::span<const double> shares) {
  std::vector<std::int64_t> parts(shares.size(), 0);
  const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
  if (total <= 0 || sum <= 0) return parts;
  std::vector<std::pair<double, std::size_t>> rests;
  std::int64_t given = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const double exact = static_cast<double>(total) * shares[i] / sum;
    parts[i] = static_cast<std::int64_t>(std::floor(exact + 1e-9));
    given += parts[i];
    if (shares[i] > 0) rests.emplace_back(exact - static_cast<double>(parts[i]), i);
  }
  std::stable_sort(rests.begin(), rests.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  for (std::size_t i = 0; given < total; ++i, ++given) ++parts[rests[i % rests.size()].second];
  return parts;
}

std::string_view citizen_words(State s) {
  switch (s.biz) {
    case BizState::none:
    case BizState::draft: return "Bạn chưa nộp hồ sơ này.";
    case BizState::submitted: return "Chúng tôi đã nhận hồ sơ bạn gửi và sẽ trả lời trong 8 giờ làm việc.";
    case BizState::intake_supplement: return "Bạn cần hoàn thiện hồ sơ theo phiếu hướng dẫn rồi nộp lại.";
    case BizState::intake_refused: return "Hồ sơ không được tiếp nhận. Lý do ghi trong phiếu từ chối.";
    case BizState::received: return "Đã nhận đủ hồ sơ. Quầy đang chuyển đến nơi giải quyết.";
    case BizState::in_process: break;
    case BizState::supplement: return "Bạn cần nộp thêm giấy tờ theo phiếu yêu cầu. Thời hạn tính lại khi bạn nộp đủ.";
    case BizState::fin_obligation: return "Bạn cần nộp tiền theo thông báo để hồ sơ được làm tiếp.";
    case BizState::withdraw_requested: return "Bạn đã xin rút hồ sơ. Chúng tôi đang xem xét.";
    case BizState::withdrawn: return "Hồ sơ đã được rút theo yêu cầu của bạn.";
    case BizState::stopped: return "Hồ sơ đã dừng giải quyết. Lý do ghi trong thông báo.";
    case BizState::refused_result: return "Hồ sơ không đủ điều kiện giải quyết. Mời bạn nhận văn bản trả lời.";
    case BizState::done: return "Đã có kết quả. Mời bạn đến nhận.";
    case BizState::returned: return "Bạn đã nhận kết quả.";
    case BizState::archived: return "Hồ sơ đã xong và được lưu trữ.";
  }
  switch (s.sub) {
    case WorkSub::none:
    case WorkSub::to_transfer: return "Hồ sơ đang trên đường đến nơi giải quyết.";
    case WorkSub::assigned: return "Hồ sơ đã có người phụ trách, sắp được kiểm tra.";
    case WorkSub::verifying: return "Công chức đang kiểm tra thông tin của bạn.";
    case WorkSub::site_check: return "Cơ quan đang kiểm tra thực tế.";
    case WorkSub::consulting: return "Hồ sơ đang chờ cơ quan khác cho ý kiến.";
    case WorkSub::interagency: return "Hồ sơ đang ở cơ quan phối hợp.";
    case WorkSub::drafting: return "Kết quả đang được soạn.";
    case WorkSub::review: return "Lãnh đạo phòng đang xem kết quả.";
    case WorkSub::to_sign: return "Kết quả đang chờ lãnh đạo ký.";
    case WorkSub::to_number: return "Kết quả đã ký, đang vào số và đóng dấu.";
  }
  return {};
}

std::string_view officer_words(State s) {
  switch (s.biz) {
    case BizState::none:
    case BizState::draft: return "Chưa nộp";
    case BizState::submitted: return "Kiểm tra và tiếp nhận, trả lời trong 8 giờ làm việc";
    case BizState::intake_supplement: return "Chờ người nộp hoàn thiện";
    case BizState::intake_refused: return "Đã từ chối tiếp nhận";
    case BizState::received: return "Chuyển hồ sơ đến nơi giải quyết";
    case BizState::in_process: break;
    case BizState::supplement: return "Chờ người nộp bổ sung";
    case BizState::fin_obligation: return "Chờ người nộp thực hiện nghĩa vụ tài chính";
    case BizState::withdraw_requested: return "Xem xét yêu cầu rút hồ sơ";
    case BizState::withdrawn: return "Đã rút";
    case BizState::stopped: return "Đã dừng";
    case BizState::refused_result: return "Trả văn bản từ chối";
    case BizState::done: return "Trả kết quả";
    case BizState::returned: return "Đã trả, chờ lưu trữ";
    case BizState::archived: return "Đã lưu trữ";
  }
  switch (s.sub) {
    case WorkSub::none:
    case WorkSub::to_transfer: return "Ký nhận bàn giao, phân công";
    case WorkSub::assigned: return "Thẩm tra hồ sơ, chưa mở";
    case WorkSub::verifying: return "Thẩm tra hồ sơ";
    case WorkSub::site_check: return "Ghi kết quả kiểm tra thực địa";
    case WorkSub::consulting: return "Chờ cơ quan khác trả lời";
    case WorkSub::interagency: return "Chờ cơ quan phối hợp";
    case WorkSub::drafting: return "Soạn kết quả, trình duyệt";
    case WorkSub::review: return "Lãnh đạo phòng xem dự thảo";
    case WorkSub::to_sign: return "Ký kết quả";
    case WorkSub::to_number: return "Vào số, đóng dấu, chuyển trả";
  }
  return {};
}

std::string duration_words(std::int64_t minutes) {
  const auto days = minutes / kMinutesADay, hours = minutes % kMinutesADay / 60, rest = minutes % 60;
  std::string text;
  const auto add = [&text](std::int64_t n, std::string_view unit) {
    if (n == 0) return;
    if (!text.empty()) text += ' ';
    text += fmt::format("{} {}", n, unit);
  };
  add(days, "ngày");
  add(hours, "giờ");
  if (days == 0) add(rest, "phút");  // minutes beside days only tire the eye
  return text.empty() ? "0 phút" : text;
}

std::string remaining_words(std::int64_t minutes_left) {
  return minutes_left >= 0 ? "Còn " + duration_words(minutes_left) : "Quá hạn " + duration_words(-minutes_left);
}

}  // namespace motcua::dossier
