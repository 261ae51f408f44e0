#include "feedback/questions.hpp"

#include <algorithm>

namespace motcua::feedback {

namespace {
constexpr auto kTime = std::to_array<Option>({{"som", "Sớm hơn hẹn", 100},
                                              {"dung", "Đúng hẹn", 100},
                                              {"tre-co-loi", "Trễ hẹn, có xin lỗi", 40},
                                              {"tre", "Trễ hẹn, không ai nói gì", 0}});
constexpr auto kPlaces = std::to_array<Option>({{"mot", "Chỉ một nơi", 100}, {"hai", "Hai nơi", 50}, {"nhieu", "Từ ba nơi", 0}});
constexpr auto kTimes = std::to_array<Option>(
    {{"khong", "Không phải đến lần nào", 100}, {"mot-hai", "Một hoặc hai lần", 100}, {"ba", "Ba lần", 50}, {"nhieu", "Hơn ba lần", 0}});
constexpr auto kTold = std::to_array<Option>({{"dung-du", "Đúng, đủ, dễ tìm", 100},
                                              {"thieu", "Còn thiếu hoặc khó tìm", 50},
                                              {"sai", "Sai so với khi làm", 0},
                                              {"khong-xem", "Tôi không xem", std::nullopt}});
constexpr auto kManner = std::to_array<Option>({{"tan-tinh", "Lịch sự, tận tình", 100},
                                                {"binh-thuong", "Bình thường", 70},
                                                {"khong", "Chưa đúng mực", 0},
                                                {"khong-gap", "Tôi không gặp ai", std::nullopt}});
constexpr auto kResult = std::to_array<Option>(
    {{"dung", "Đúng, không tốn thêm gì", 100}, {"sai", "Kết quả sai, phải sửa", 30}, {"them-tien", "Phải trả thêm ngoài quy định", 0}});
constexpr auto kExplained = std::to_array<Option>({{"ro", "Có hỏi, được giải thích rõ", 100},
                                                   {"chua-ro", "Có hỏi, giải thích chưa rõ hoặc chậm", 40},
                                                   {"khong-tra-loi", "Có hỏi, không ai trả lời", 0},
                                                   {"khong-hoi", "Tôi không hỏi gì", std::nullopt}});
constexpr auto kOnline = std::to_array<Option>({{"tot", "Dễ dùng, đúng tiến độ", 100},
                                                {"kho", "Dùng được nhưng khó", 50},
                                                {"loi", "Hay lỗi, phải ra quầy", 0},
                                                {"khong-dung", "Tôi không nộp trực tuyến", std::nullopt}});

constexpr std::string_view kBasis = "118/2025/NĐ-CP Điều 33.1";
constexpr auto kQuestions = std::to_array<Question>({
    {"thoi-gian", "Kết quả có đúng hẹn không?", kBasis, kTime},
    {"so-noi", "Bạn phải đến mấy nơi để xong việc?", kBasis, kPlaces},
    {"so-lan", "Bạn phải đến Bộ phận Một cửa mấy lần?", kBasis, kTimes},
    {"thong-tin", "Thông tin hướng dẫn có đúng, đủ không?", kBasis, kTold},
    {"thai-do", "Thái độ của cán bộ thế nào?", kBasis, kManner},
    {"ket-qua", "Kết quả và chi phí có đúng quy định không?", kBasis, kResult},
    {"giai-trinh", "Nếu bạn có hỏi hay phản ánh, việc trả lời thế nào?", kBasis, kExplained},
    {"truc-tuyen", "Nếu bạn nộp trực tuyến, việc đó thế nào?", kBasis, kOnline},
});
constexpr Day kSince{std::chrono::year{2025} / 7 / 1};

const Option* chosen(const Question& question, const RatingAnswers& answers) {
  const auto given = answers.find(question.id);
  if (given == answers.end()) return nullptr;
  const auto at = std::find_if(question.options.begin(), question.options.end(), [&](const auto& o) { return o.id == given->second; });
  return at == question.options.end() ? nullptr : &*at;
}
}  // namespace

std::span<const Question> questions_on(Day day) {
  if (day < kSince) return {};
  return kQuestions;
}

RatingAnswers valid(std::span<const Question> questions, const RatingAnswers& sent) {
  RatingAnswers answers;
  for (const auto& q : questions)
    if (const auto* o = chosen(q, sent)) answers.emplace(q.id, o->id);
  return answers;
}

std::optional<int> score_of(std::span<const Question> questions, const RatingAnswers& answers) {
  int sum = 0, count = 0;
  for (const auto& q : questions)
    if (const auto* o = chosen(q, answers); o && o->points) {
      sum += *o->points;
      ++count;
    }
  if (count == 0) return std::nullopt;
  return (2 * sum + count) / (2 * count);
}

}  // namespace motcua::feedback
