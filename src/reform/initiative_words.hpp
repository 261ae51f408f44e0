// Words of models and initiatives. Pure.
#pragma once

#include "reform/words.hpp"

namespace motcua::reform {

enum class InitiativeKind : std::uint8_t { model, initiative, solution };
MOTCUA_WORDS(InitiativeKind, {"model", "Mô hình"}, {"initiative", "Sáng kiến"}, {"solution", "Giải pháp"});

enum class InitiativeState : std::uint8_t { registered, screened, pilot, evaluated, recognised, replicated, adjusted, stopped };
MOTCUA_WORDS(InitiativeState, {"registered", "Đăng ký"}, {"screened", "Thẩm định"}, {"pilot", "Thí điểm"}, {"evaluated", "Đánh giá"},
             {"recognised", "Công nhận"}, {"replicated", "Nhân rộng"}, {"adjusted", "Điều chỉnh"}, {"stopped", "Dừng"});

// Where the count of uses comes from: the record itself, or hands alone.
enum class CountSource : std::uint8_t { manual, scans, same_visit, dossiers };
MOTCUA_WORDS(CountSource, {"manual", "Đếm tay"}, {"scans", "Lượt quét bảng mã QR của đơn vị"},
             {"same_visit", "Hồ sơ trả ngay trong buổi, đúng lời hẹn"}, {"dossiers", "Hồ sơ đã tiếp nhận của một thủ tục"});

}  // namespace motcua::reform
