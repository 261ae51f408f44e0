// Words of the steering committee. Pure.
#pragma once

#include "reform/words.hpp"

namespace motcua::reform {

enum class MemberRole : std::uint8_t { head, standing_deputy, deputy, member, secretary };
MOTCUA_WORDS(MemberRole, {"head", "Trưởng ban"}, {"standing_deputy", "Phó Trưởng ban thường trực"}, {"deputy", "Phó Trưởng ban"},
             {"member", "Ủy viên"}, {"secretary", "Thư ký"});

enum class PaperKind : std::uint8_t { regulation, assignment, agenda, paper, minutes };
MOTCUA_WORDS(PaperKind, {"regulation", "Quy chế làm việc"}, {"assignment", "Thông báo phân công nhiệm vụ"},
             {"agenda", "Nội dung chương trình họp"}, {"paper", "Tài liệu họp"}, {"minutes", "Biên bản họp"});

enum class PaperState : std::uint8_t { comments, finished, for_signature, issued };
MOTCUA_WORDS(PaperState, {"comments", "Lấy góp ý"}, {"finished", "Đã hoàn chỉnh"}, {"for_signature", "Trình ký"},
             {"issued", "Đã ban hành"});

enum class SessionState : std::uint8_t { planned, held, concluded };
MOTCUA_WORDS(SessionState, {"planned", "Đã lên lịch"}, {"held", "Đã họp"}, {"concluded", "Đã ra thông báo kết luận"});

}  // namespace motcua::reform
