// Words of life_types.hpp: as stored, as shown.
#include "dossier/life_types.hpp"

#include <algorithm>
#include <array>

#include "dossier/words.hpp"

namespace motcua::dossier {

namespace {
constexpr std::array<Named, 3> kAnswer{{{"none", "Chưa nộp"}, {"given", "Đã nộp"}, {"replaced", "Không phải nộp nữa, đã khai thác được"}}};
constexpr std::array<Named, 5> kSupplement{{{"asked", "Chờ gửi phiếu cho người nộp"},
                                            {"sent", "Chờ người nộp bổ sung"},
                                            {"complete", "Đã bổ sung đủ"},
                                            {"closed", "Đã đóng hồ sơ vì không bổ sung"},
                                            {"void", "Không còn hiệu lực"}}};
constexpr std::array<Named, 3> kProposal{
    {{"supplement", "yêu cầu bổ sung"}, {"refuse", "từ chối giải quyết"}, {"stop", "dừng giải quyết"}}};
constexpr std::array<Named, 4> kEnding{{{"refused", "Từ chối giải quyết"},
                                        {"withdrawn", "Rút hồ sơ theo yêu cầu"},
                                        {"stopped", "Dừng giải quyết"},
                                        {"closed", "Đóng hồ sơ vì không bổ sung"}}};
constexpr std::array<Named, 3> kEndingState{{{"asked", "Chờ quyết định"}, {"done", "Đã quyết định"}, {"declined", "Không chấp nhận"}}};

constexpr std::array<NamedCode, 5> kRefusal{{{"khong-du-dieu-kien", "Không đủ điều kiện theo quy định"},
                                             {"ngoai-tham-quyen", "Không thuộc thẩm quyền giải quyết"},
                                             {"da-giai-quyet", "Việc đã được giải quyết"},
                                             {"giay-to-gia", "Giấy tờ giả, nội dung không đúng sự thật"},
                                             {"khac", "Lý do khác"}}};
constexpr std::array<NamedCode, 6> kStop{{{"ban-an-quyet-dinh", "Bản án, quyết định của tòa án hoặc cơ quan có thẩm quyền"},
                                          {"nguoi-nop-chet", "Người nộp chết, tổ chức giải thể mà không có người thừa kế quyền"},
                                          {"tranh-chap", "Có tranh chấp, khiếu nại phải giải quyết trước"},
                                          {"khong-phoi-hop", "Người nộp không thực hiện việc phải làm"},
                                          {"khong-bo-sung", "Không bổ sung đủ hồ sơ đúng hạn"},
                                          {"ly-do-khac", "Lý do khác theo pháp luật chuyên ngành"}}};

}  // namespace

std::string_view word(ItemAnswer a) { return named(kAnswer, a).word; }
std::string_view label(ItemAnswer a) { return named(kAnswer, a).label; }
std::optional<ItemAnswer> item_answer_from(std::string_view w) { return from_word<ItemAnswer>(kAnswer, w); }
std::string_view word(SupplementState s) { return named(kSupplement, s).word; }
std::string_view label(SupplementState s) { return named(kSupplement, s).label; }
std::optional<SupplementState> supplement_state_from(std::string_view w) { return from_word<SupplementState>(kSupplement, w); }
std::string_view word(ProposalKind k) { return named(kProposal, k).word; }
std::string_view label(ProposalKind k) { return named(kProposal, k).label; }
std::optional<ProposalKind> proposal_kind_from(std::string_view w) { return from_word<ProposalKind>(kProposal, w); }
std::string_view word(EndingKind k) { return named(kEnding, k).word; }
std::string_view label(EndingKind k) { return named(kEnding, k).label; }
std::optional<EndingKind> ending_kind_from(std::string_view w) { return from_word<EndingKind>(kEnding, w); }
std::string_view word(EndingState s) { return named(kEndingState, s).word; }
std::optional<EndingState> ending_state_from(std::string_view w) { return from_word<EndingState>(kEndingState, w); }

std::span<const NamedCode> refusal_codes() { return kRefusal; }
std::span<const NamedCode> stop_codes() { return kStop; }
std::string_view ground_label(std::string_view code) {
  for (const auto& list : {refusal_codes(), stop_codes()})
    for (const auto& c : list)
      if (c.code == code) return c.label;
  return {};
}

int SupplementView::missing() const {
  return static_cast<int>(std::count_if(items.begin(), items.end(), [](const auto& i) { return i.answer == ItemAnswer::none; }));
}

}  // namespace motcua::dossier
