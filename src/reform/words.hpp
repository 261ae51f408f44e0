// Words of the trade: enumerations, how they are stored and what they are called on screen. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace motcua::reform {

struct WordLabel {
  std::string_view word, label;
};
// Specialised below for each enumeration: a row for each enumerator, in order.
template <class E> struct EnumWords;

template <class E> constexpr std::string_view word(E e) { return EnumWords<E>::kRows.at(static_cast<std::size_t>(e)).word; }
template <class E> constexpr std::string_view label(E e) { return EnumWords<E>::kRows.at(static_cast<std::size_t>(e)).label; }
template <class E> constexpr std::optional<E> from_word(std::string_view w) {
  for (std::size_t i = 0; i < EnumWords<E>::kRows.size(); ++i)
    if (EnumWords<E>::kRows[i].word == w) return static_cast<E>(i);
  return std::nullopt;
}

#define MOTCUA_WORDS(E, ...) \
  template <> struct EnumWords<E> { static constexpr auto kRows = std::to_array<WordLabel>({__VA_ARGS__}); }

// The six contents of reform (76/NQ-CP) and steering, which carries them.
enum class Content : std::uint8_t { steering, institutions, procedures, organisation, service, finance, digital };
MOTCUA_WORDS(Content, {"NC0", "Công tác chỉ đạo, điều hành"}, {"NC1", "Cải cách thể chế"}, {"NC2", "Cải cách thủ tục hành chính"},
             {"NC3", "Cải cách tổ chức bộ máy hành chính nhà nước"}, {"NC4", "Cải cách chế độ công vụ"}, {"NC5", "Cải cách tài chính công"},
             {"NC6", "Xây dựng và phát triển chính quyền điện tử, chính quyền số"});

enum class PlanKind : std::uint8_t { programme, yearly, scheme };
MOTCUA_WORDS(PlanKind, {"programme", "Chương trình giai đoạn"}, {"yearly", "Kế hoạch năm"}, {"scheme", "Đề án"});

enum class PlanState : std::uint8_t { draft, issued, adjusted, ended };
MOTCUA_WORDS(PlanState, {"draft", "Dự thảo"}, {"issued", "Đã ban hành"}, {"adjusted", "Điều chỉnh"}, {"ended", "Kết thúc"});

enum class TaskKind : std::uint8_t { general, dialogue, training, inspection, communication, report };
MOTCUA_WORDS(TaskKind, {"general", "Nhiệm vụ khác"}, {"dialogue", "Đối thoại"}, {"training", "Đào tạo, bồi dưỡng"},
             {"inspection", "Kiểm tra"}, {"communication", "Tuyên truyền"}, {"report", "Báo cáo"});

enum class Origin : std::uint8_t { own, assigned, conclusion, inspection, replication };
MOTCUA_WORDS(Origin, {"own", "Kế hoạch của đơn vị"}, {"assigned", "Cấp trên giao"}, {"conclusion", "Kết luận họp"},
             {"inspection", "Kết luận kiểm tra"}, {"replication", "Nhân rộng mô hình"});

// What is stored of a task, an activity or a goal; its state on a day follows from the dates (rules.hpp).
enum class Course : std::uint8_t { open, done, cancelled };
MOTCUA_WORDS(Course, {"open", "Đang theo dõi"}, {"done", "Hoàn thành"}, {"cancelled", "Dừng thực hiện"});

enum class Evaluation : std::uint8_t { none, met, not_met };
MOTCUA_WORDS(Evaluation, {"none", "Chưa đánh giá"}, {"met", "Đạt"}, {"not_met", "Chưa đạt"});

enum class ProofKind : std::uint8_t { document, report, figure, meeting, software };
MOTCUA_WORDS(ProofKind, {"document", "Văn bản"}, {"report", "Báo cáo"}, {"figure", "Số liệu từ hồ sơ"}, {"meeting", "Hội nghị"},
             {"software", "Phần mềm"});

enum class ProofState : std::uint8_t { submitted, accepted, returned };
MOTCUA_WORDS(ProofState, {"submitted", "Chờ xác nhận"}, {"accepted", "Đã xác nhận"}, {"returned", "Trả lại"});

enum class TargetKind : std::uint8_t { none, at_least, at_most, average, last_year };
MOTCUA_WORDS(TargetKind, {"none", "Không có chỉ tiêu số"}, {"at_least", "Đạt ít nhất"}, {"at_most", "Không quá"},
             {"average", "Không thấp hơn bình quân của tỉnh"}, {"last_year", "Không thấp hơn năm trước"});

// Official states of a task of 2021–2030 practice: computed, never stored.
enum class TaskState : std::uint8_t { not_started, in_progress, deployed, done_early, done_on_time, done_late, overdue, cancelled };
MOTCUA_WORDS(TaskState, {"not_started", "Chưa thực hiện"}, {"in_progress", "Đang thực hiện"}, {"deployed", "Đã triển khai thực hiện"},
             {"done_early", "Hoàn thành trước hạn"}, {"done_on_time", "Hoàn thành đúng hạn"}, {"done_late", "Hoàn thành trễ hạn"},
             {"overdue", "Quá hạn"}, {"cancelled", "Dừng thực hiện"});

enum class ReminderRule : std::uint8_t { soon, today, overdue, letter, third, silent };
MOTCUA_WORDS(ReminderRule, {"soon", "Sắp đến hạn"}, {"today", "Đến hạn hôm nay"}, {"overdue", "Quá hạn"}, {"letter", "Công văn đôn đốc"},
             {"third", "Đôn đốc lần thứ ba, nêu trong báo cáo"}, {"silent", "Chưa có ghi chú tiến độ"});

enum class Recipient : std::uint8_t { official, head, standing, clerk, chair };
MOTCUA_WORDS(Recipient, {"official", "Người thực hiện"}, {"head", "Thủ trưởng cơ quan, đơn vị"}, {"standing", "Cơ quan thường trực"},
             {"clerk", "Văn thư"}, {"chair", "Trưởng Ban Chỉ đạo"});

enum class ReportState : std::uint8_t { draft, submitted, returned, accepted, locked };
MOTCUA_WORDS(ReportState, {"draft", "Đang soạn"}, {"submitted", "Đã gửi"}, {"returned", "Trả lại"}, {"accepted", "Đã tiếp nhận"},
             {"locked", "Đã khóa"});

// ---- inspections
// --------------------------------------------------------------------------------------------------------------------------
enum class RoundState : std::uint8_t { draft, issued, ended };
MOTCUA_WORDS(RoundState, {"draft", "Dự thảo"}, {"issued", "Đã ban hành"}, {"ended", "Kết thúc"});

enum class VisitKind : std::uint8_t { inspection, reinspection };
MOTCUA_WORDS(VisitKind, {"inspection", "Kiểm tra"}, {"reinspection", "Phúc tra"});

enum class VisitMode : std::uint8_t { regular, surprise, unannounced };
MOTCUA_WORDS(VisitMode, {"regular", "Định kỳ"}, {"surprise", "Đột xuất"}, {"unannounced", "Không báo trước"});

enum class VisitState : std::uint8_t { planned, open, concluded };
MOTCUA_WORDS(VisitState, {"planned", "Theo kế hoạch"}, {"open", "Đang kiểm tra"}, {"concluded", "Đã kết luận"});

enum class Mark : std::uint8_t { good, partly, bad, not_applicable };
MOTCUA_WORDS(Mark, {"good", "Đạt"}, {"partly", "Một phần"}, {"bad", "Chưa đạt"}, {"not_applicable", "Không áp dụng"});

enum class SampleVerdict : std::uint8_t { unseen, right, superfluous, missing, badly_kept };
MOTCUA_WORDS(SampleVerdict, {"unseen", "Chưa xem"}, {"right", "Đúng, đủ"}, {"superfluous", "Nhận thừa giấy tờ"},
             {"missing", "Nhận thiếu giấy tờ"}, {"badly_kept", "Lưu thiếu thành phần"});

enum class Severity : std::uint8_t { low, medium, high };
MOTCUA_WORDS(Severity, {"low", "Thấp"}, {"medium", "Trung bình"}, {"high", "Cao"});

enum class Cause : std::uint8_t { subjective, objective };
MOTCUA_WORDS(Cause, {"subjective", "Chủ quan"}, {"objective", "Khách quan"});

enum class FindingState : std::uint8_t { open, assigned, remedied, partly, confirmed, not_accepted };
MOTCUA_WORDS(FindingState, {"open", "Mới"}, {"assigned", "Đã giao khắc phục"}, {"remedied", "Đã khắc phục, chờ kiểm chứng"},
             {"partly", "Khắc phục một phần"}, {"confirmed", "Đã khắc phục"}, {"not_accepted", "Chưa đạt"});

enum class RecheckResult : std::uint8_t { confirmed, partly, not_done, repeated };
MOTCUA_WORDS(RecheckResult, {"confirmed", "Đã khắc phục"}, {"partly", "Khắc phục một phần"}, {"not_done", "Chưa khắc phục"},
             {"repeated", "Lặp lại"});

}  // namespace motcua::reform
