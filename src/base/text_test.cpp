#include "base/text.hpp"

#include <gtest/gtest.h>

namespace motcua {
namespace {

TEST(Fold, gives_key_one_of_the_reference) {
  for (const auto& [input, key] :
       std::vector<std::pair<std::string_view, std::string_view>>{{"Hòa Bình", "hoa binh"},
                                                                  {"Hoà Bình", "hoa binh"},
                                                                  {"Thúy", "thuy"},
                                                                  {"Quý", "quy"},
                                                                  {"Khỏe mạnh", "khoe manh"},
                                                                  {"Đặng Thị \u00D0ào", "dang thi dao"},
                                                                  {"Ủy ban", "uy ban"},
                                                                  {"  ĐƯỜNG\u00A0 Nguyễn\tTrãi ", "duong nguyen trai"},
                                                                  {"e\u0302\u0301", "e"},
                                                                  {"ê\u0301", "e"},
                                                                  {"\u0189ào", "dao"},
                                                                  {"", ""},
                                                                  {" ", ""}})
    EXPECT_EQ(fold(input), key) << input;
}

TEST(ToneKey, is_blind_to_the_placement_of_tones_only) {
  for (const auto& [input, key] : std::vector<std::pair<std::string_view, std::string_view>>{{"Hòa Bình", "hoà bình"},
                                                                                             {"Hoà Bình", "hoà bình"},
                                                                                             {"Thúy", "thuý"},
                                                                                             {"Quý", "quý"},
                                                                                             {"Khỏe mạnh", "khoẻ mạnh"},
                                                                                             {"Đặng Thị \u00D0ào", "đặng thị đào"},
                                                                                             {"Ủy ban", "uỷ ban"},
                                                                                             {"hoàn toàn huỳnh", "hoàn toàn huỳnh"},
                                                                                             {"quả già gì giếng", "quả già gì giếng"},
                                                                                             {"ngoài khuỷu thuở", "ngoài khuỷu thuở"}})
    EXPECT_EQ(tone_key(input), key) << input;
}

}  // namespace
}  // namespace motcua
