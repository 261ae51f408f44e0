// Words of the states: as stored, as shown, as told to the national portal, as drawn in the documents.
#include "dossier/states.hpp"

#include <fmt/core.h>

#include <string>

#include "dossier/words.hpp"

namespace motcua::dossier {

namespace {
constexpr std::array<Named, kBizStates> kBiz{{
    {"none", "Chưa có hồ sơ"},
    {"draft", "Đang soạn"},
    {"submitted", "Mới đăng ký"},
    {"intake_supplement", "Chờ hoàn thiện trước khi tiếp nhận"},
    {"intake_refused", "Không được tiếp nhận"},
    {"received", "Được tiếp nhận"},
    {"in_process", "Đang xử lý"},
    {"supplement", "Yêu cầu bổ sung giấy tờ"},
    {"fin_obligation", "Yêu cầu thực hiện nghĩa vụ tài chính"},
    {"withdraw_requested", "Công dân yêu cầu rút hồ sơ"},
    {"withdrawn", "Đã rút hồ sơ"},
    {"stopped", "Dừng xử lý"},
    {"refused_result", "Từ chối giải quyết, chờ trả văn bản"},
    {"done", "Đã xử lý xong"},
    {"returned", "Đã trả kết quả"},
    {"archived", "Đã lưu trữ"},
}};
constexpr std::array<Named, kWorkSubs> kSub{{
    {"none", ""},
    {"to_transfer", "chờ nhận bàn giao"},
    {"assigned", "đã phân công"},
    {"verifying", "đang thẩm tra"},
    {"site_check", "kiểm tra thực địa"},
    {"consulting", "đang lấy ý kiến"},
    {"interagency", "ở cơ quan phối hợp"},
    {"drafting", "đang soạn kết quả"},
    {"review", "chờ lãnh đạo phòng duyệt"},
    {"to_sign", "chờ ký"},
    {"to_number", "chờ vào số"},
}};
constexpr std::array<Named, 7> kFin{{
    {"none", "Không thu phí, lệ phí"},
    {"due", "Chưa nộp"},
    {"paid", "Đã nộp"},
    {"exempt", "Được miễn"},
    {"refund_due", "Phải hoàn lại"},
    {"refunded", "Đã hoàn lại"},
    {"reconciled", "Đã đối soát"},
}};
constexpr std::array<Named, 8> kDelivery{{
    {"not_ready", "Chưa có kết quả"},
    {"ready", "Có kết quả, chờ trả"},
    {"notified", "Đã báo người nộp"},
    {"in_post", "Đang gửi qua bưu chính"},
    {"delivered", "Đã giao cho người nộp"},
    {"returned_undelivered", "Bưu chính hoàn lại"},
    {"unclaimed", "Quá hẹn chưa đến nhận"},
    {"stored", "Đã chuyển lưu"},
}};
constexpr std::array<Named, kActions> kAction{{
    {"submit", "Nộp hồ sơ"},
    {"accept_online", "Tiếp nhận hồ sơ trực tuyến"},
    {"ask_at_intake", "Yêu cầu hoàn thiện hồ sơ"},
    {"resubmit", "Nộp lại"},
    {"refuse_intake", "Từ chối tiếp nhận"},
    {"accept_at_desk", "Tiếp nhận và in giấy hẹn"},
    {"hand_over", "Chuyển hồ sơ"},
    {"assign", "Phân công"},
    {"begin_work", "Bắt đầu thẩm tra"},
    {"begin_drafting", "Hồ sơ đạt, soạn kết quả"},
    {"submit_for_review", "Trình lãnh đạo phòng"},
    {"endorse", "Đồng ý, trình ký"},
    {"submit_for_signature", "Trình ký"},
    {"send_back", "Trả lại để sửa"},
    {"approve", "Ký duyệt"},
    {"go_on_site", "Kiểm tra thực địa"},
    {"finish_site_check", "Ghi kết quả kiểm tra thực địa"},
    {"consult", "Lấy ý kiến"},
    {"finish_consulting", "Đã đủ ý kiến"},
    {"ask_supplement", "Yêu cầu bổ sung"},
    {"confirm_supplement", "Xác nhận đã bổ sung đủ"},
    {"close_unsupplemented", "Đóng hồ sơ không bổ sung"},
    {"ask_payment", "Thông báo nghĩa vụ tài chính"},
    {"confirm_payment", "Xác nhận đã nộp"},
    {"ask_withdrawal", "Xin rút hồ sơ"},
    {"grant_withdrawal", "Cho rút hồ sơ"},
    {"decline_withdrawal", "Không cho rút"},
    {"stop", "Dừng giải quyết"},
    {"refuse", "Từ chối giải quyết"},
    {"extend", "Xin lỗi và gia hạn"},
    {"mark_ready", "Chuyển kết quả về nơi trả"},
    {"return_refusal", "Trả văn bản từ chối"},
    {"return_result", "Trả kết quả"},
    {"correct", "Sửa kết quả sai sót"},
    {"archive", "Đưa vào lưu trữ"},
    {"reroute", "Chuyển đúng cơ quan"},
}};
constexpr std::array<std::string_view, 8> kRole{"Người nộp hồ sơ",  "Công chức tiếp nhận", "Công chức trả kết quả",
                                                "Công chức thụ lý", "Lãnh đạo phòng",      "Người có thẩm quyền ký",
                                                "Văn thư",          "Kiểm soát thủ tục"};
constexpr std::array<std::string_view, 8> kClock{"none", "start", "run", "pause", "resume", "restart", "stop", "extend"};

}  // namespace

std::string_view word(BizState s) { return named(kBiz, s).word; }
std::string_view word(WorkSub s) { return named(kSub, s).word; }
std::string_view word(FinState s) { return named(kFin, s).word; }
std::string_view word(DeliveryState s) { return named(kDelivery, s).word; }
std::string_view word(Action a) { return named(kAction, a).word; }
std::string_view word(ClockEffect c) { return kClock.at(static_cast<std::size_t>(c)); }
std::optional<BizState> biz_state_from(std::string_view w) { return from_word<BizState>(kBiz, w); }
std::optional<WorkSub> work_sub_from(std::string_view w) { return from_word<WorkSub>(kSub, w); }
std::optional<FinState> fin_state_from(std::string_view w) { return from_word<FinState>(kFin, w); }
std::optional<DeliveryState> delivery_state_from(std::string_view w) { return from_word<DeliveryState>(kDelivery, w); }
std::optional<Action> action_from(std::string_view w) { return from_word<Action>(kAction, w); }
std::string_view label(Action a) { return named(kAction, a).label; }
std::string_view label(Role r) { return kRole.at(static_cast<std::size_t>(r)); }
std::string_view label(FinState s) { return named(kFin, s).label; }
std::string_view label(DeliveryState s) { return named(kDelivery, s).label; }
std::string_view label(BizState s) { return named(kBiz, s).label; }
std::string_view label(WorkSub s) { return named(kSub, s).label; }

std::string label(State s) {
  std::string text(named(kBiz, s.biz).label);
  if (s.biz == BizState::in_process && s.sub != WorkSub::none) text.append(", ").append(named(kSub, s.sub).label);
  return text;
}

std::optional<int> national_status(BizState s) {
  switch (s) {
    case BizState::none:
    case BizState::draft: return std::nullopt;
    case BizState::submitted: return 1;
    case BizState::received: return 2;
    case BizState::intake_refused: return 3;
    case BizState::in_process: return 4;
    case BizState::intake_supplement:
    case BizState::supplement: return 5;
    case BizState::fin_obligation: return 6;
    case BizState::withdraw_requested:
    case BizState::withdrawn: return 7;
    case BizState::stopped: return 8;
    case BizState::refused_result:
    case BizState::done: return 9;
    case BizState::returned:
    case BizState::archived: return 10;
  }
  return std::nullopt;
}

std::string_view national_label(int code) {
  constexpr std::array<std::string_view, 11> kLabels{"",
                                                     "Mới đăng ký",
                                                     "Được tiếp nhận",
                                                     "Không được tiếp nhận",
                                                     "Đang xử lý",
                                                     "Yêu cầu bổ sung giấy tờ",
                                                     "Yêu cầu thực hiện nghĩa vụ tài chính",
                                                     "Công dân yêu cầu rút hồ sơ",
                                                     "Dừng xử lý",
                                                     "Đã xử lý xong",
                                                     "Đã trả kết quả"};
  return code >= 1 && code <= 10 ? kLabels.at(static_cast<std::size_t>(code)) : std::string_view{};
}

namespace {
std::string node(BizState s, std::optional<WorkSub> sub) {
  std::string text(word(s));
  if (sub && *sub != WorkSub::none) text.append("_").append(word(*sub));
  return text;
}
std::string shown(BizState s, std::optional<WorkSub> sub) {
  if (s == BizState::in_process && !sub) return std::string(label(s)) + " (mọi bước)";
  return label(State{s, sub.value_or(WorkSub::none)});
}
}  // namespace

std::string states_markdown() {
  std::string out =
      "# Trạng thái hồ sơ\n\nMade from the table in `src/dossier/transitions.cpp`; a test compares. Do not edit by hand.\n\n"
      "```mermaid\nstateDiagram-v2\n";
  for (const auto& t : transitions()) {
    const auto from = t.from == BizState::none ? std::string("[*]") : node(t.from, t.from_sub);
    out += fmt::format("  {} --> {}: {} {}\n", from, node(t.to, t.to_sub), t.id, label(t.action));
  }
  out +=
      "```\n\n| T | Từ | Việc | Đến | Người làm | Đồng hồ | Mẫu | Trạng thái quốc gia | Căn cứ | Đã làm |\n"
      "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n";
  for (const auto& t : transitions()) {
    const auto national = national_status(t.to);
    out += fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |\n", t.id, shown(t.from, t.from_sub), label(t.action),
                       shown(t.to, t.to_sub), label(t.actor), t.clock == ClockEffect::none ? "" : std::string(word(t.clock)),
                       t.form == 0 ? "" : fmt::format("{:02}", t.form),
                       national ? fmt::format("{} {}", *national, national_label(*national)) : "", t.basis, t.built ? "có" : "chưa");
  }
  out +=
      "\n“Mọi bước” của T12, T15, T20, T21 là các bước người thụ lý đang giữ hồ sơ (đã phân công, thẩm tra, thực địa, lấy ý kiến, soạn); "
      "của T27 là mọi bước trước khi ký xong.\n";
  return out;
}

}  // namespace motcua::dossier
