#include "base/text.hpp"

#include <gtest/gtest.h>
#include <unicode/coll.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <random>

#include "base/letters.hpp"

namespace motcua {
namespace {

std::u32string vietnamese_letters() {
  return U"aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵzAÀĂẰÂẦBĐEÊIOÔƠUƯYỴ";
}

std::string random_word(std::mt19937& random, const std::u32string& letters) {
  std::string word;
  for (auto left = 1 + random() % 5; left > 0; --left) append_utf8(word, letters[random() % letters.size()]);
  return word;
}

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

TEST(Clean, is_the_form_that_is_stored) {
  EXPECT_EQ(clean("  Nguyễn\u00A0\u00A0Văn\tAn\r\n"), "Nguyễn Văn An");
  EXPECT_EQ(clean("\uFEFFHo\u200Bà"), "Hoà");
  EXPECT_EQ(clean("\u00D0ào Thị \u00F0\u0189"), "Đào Thị đĐ");
  EXPECT_EQ(clean("“Hòa”"), "“Hòa”");
  EXPECT_EQ(clean("e\u0302\u0301"), "ế");
  EXPECT_EQ(clean("a\xFFz"), "a\uFFFDz");
  EXPECT_EQ(clean(""), "");
}

TEST(Utf8, is_told_from_other_bytes) {
  for (const auto* good : {"", "abc", "Việt", "\U0001F600", "\uFFFD"}) EXPECT_TRUE(is_utf8(good)) << good;
  for (const auto* bad : {"\x80", "\xC0\x80", "\xC3", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF"})
    EXPECT_FALSE(is_utf8(bad));
}

TEST(FoldWords, are_letters_and_digits) {
  EXPECT_EQ(fold_words("Đăng ký khai-sinh (lại), mẫu 01"), (std::vector<std::string>{"dang", "ky", "khai", "sinh", "lai", "mau", "01"}));
  EXPECT_TRUE(fold_words(" -- ").empty());
}

TEST(ToneStyle, goes_both_ways_and_touches_nothing_else) {
  const std::string old_style = "Hòa THỦY khỏe Úy hóa đơn, quý quả loà";
  EXPECT_EQ(new_tone_style(old_style), "Hoà THUỶ khoẻ Uý hoá đơn, quý quả loà");
  EXPECT_EQ(old_tone_style("Hoà THUỶ khoẻ Uý hoá đơn, quý quả"), "Hòa THỦY khỏe Úy hóa đơn, quý quả");
  EXPECT_EQ(new_tone_style("ngoéo hoàng toán tuýt xoè"), "ngoéo hoàng toán tuýt xoè");
}

TEST(Case, knows_vietnamese) {
  EXPECT_EQ(to_upper("nguyễn thị ánh đào"), "NGUYỄN THỊ ÁNH ĐÀO");
  EXPECT_EQ(to_lower("NGUYỄN THỊ ÁNH ĐÀO"), "nguyễn thị ánh đào");
  EXPECT_EQ(title_case("TRẦN ĐĂNG y-bih"), "Trần Đăng Y-Bih");
  EXPECT_EQ(sentence_case("ủy ban nhân dân"), "Ủy ban nhân dân");
  EXPECT_EQ(sentence_case(""), "");
}

TEST(Collation, has_the_order_of_the_reference) {
  const std::vector<std::string> ordered{"",   "an", "An", "an ninh", "àn", "ản", "ãn",  "án", "ạn", "ăn", "ân", "ba", "ca", "cha", "da",
                                         "de", "đa", "đà", "đê",      "e",  "ê",  "nga", "o",  "ô",  "ơ",  "u",  "ư",  "v",  "y",   "z"};
  // "an ninh" follows "ạn": the letters are compared before the tones.
  std::vector<std::string> sorted = ordered;
  std::ranges::sort(sorted, {}, collation_key);
  std::vector<std::string> expected = ordered;
  std::ranges::rotate(expected.begin() + 3, expected.begin() + 4, expected.begin() + 9);
  EXPECT_EQ(sorted, expected);
}

// The order of ICU's Vietnamese rules is made by others from the same standard.
TEST(Collation, agrees_with_icu_on_words) {
  UErrorCode code = U_ZERO_ERROR;
  const std::unique_ptr<icu::Collator> icu_order(icu::Collator::createInstance(icu::Locale("vi"), code));
  ASSERT_TRUE(U_SUCCESS(code));
  std::mt19937 random(20261123);
  const auto letters = vietnamese_letters();
  for (int i = 0; i < 20'000; ++i) {
    const auto a = random_word(random, letters);
    const auto b = random_word(random, letters);
    const auto ours = collation_key(a).compare(collation_key(b));
    const auto theirs = icu_order->compare(icu::UnicodeString::fromUTF8(a), icu::UnicodeString::fromUTF8(b));
    ASSERT_EQ(ours < 0, theirs < 0) << a << " / " << b;
    ASSERT_EQ(ours == 0, theirs == 0) << a << " / " << b;
  }
}

// The rule of the reference word by word: NFD, delete eight marks, đ→d, lower case, NFC.
TEST(Fold, agrees_with_the_rule_on_any_letters_and_forms) {
  UErrorCode code = U_ZERO_ERROR;
  const auto* nfd = icu::Normalizer2::getNFDInstance(code);
  const auto* nfc_form = icu::Normalizer2::getNFCInstance(code);
  std::mt19937 random(7);
  auto letters = vietnamese_letters();
  for (const char32_t other : std::u32string_view(U"öçñßÅĂ\u0301\u0308\u0323éŠж汉\U0001F600½")) letters.push_back(other);
  for (int i = 0; i < 5'000; ++i) {
    const auto word = random_word(random, letters);
    auto rule = nfd->normalize(icu::UnicodeString::fromUTF8(word), code);
    icu::UnicodeString kept;
    for (int at = 0; at < rule.length(); at = rule.moveIndex32(at, 1)) {
      const char32_t c = static_cast<char32_t>(rule.char32At(at));
      if (std::u32string_view(U"\u0300\u0301\u0302\u0303\u0306\u0309\u031B\u0323").find(c) != std::u32string_view::npos) continue;
      kept.append(static_cast<UChar32>(c == U'đ' || c == U'Đ' ? U'd' : c));
    }
    std::string expected;
    nfc_form->normalize(kept.toLower(icu::Locale::getRoot()), code).toUTF8String(expected);
    ASSERT_EQ(fold(word), expected) << word;
    std::string decomposed;
    nfd->normalize(icu::UnicodeString::fromUTF8(word), code).toUTF8String(decomposed);
    ASSERT_EQ(fold(decomposed), expected) << word;
    ASSERT_EQ(fold(expected), expected) << word;
    ASSERT_EQ(nfc(decomposed), nfc(word));
    ASSERT_EQ(tone_key(old_tone_style(word)), tone_key(word)) << word;
  }
}

TEST(Names, are_split_ordered_and_masked) {
  EXPECT_EQ(split_name(" Nguyễn  Thị Ánh "), (NameParts{"Nguyễn", "Thị", "Ánh"}));
  EXPECT_EQ(split_name("Trần An"), (NameParts{"Trần", "", "An"}));
  EXPECT_EQ(split_name("An"), (NameParts{"", "", "An"}));
  EXPECT_EQ(split_name(""), (NameParts{"", "", ""}));
  std::vector<std::string> people{"Trần Văn Bình", "Nguyễn Văn Ân", "Lê Thị An", "Nguyễn An", "Đỗ Thị An", "Nguyễn Thị Ân"};
  std::ranges::sort(people, {}, name_order_key);
  EXPECT_EQ(people, (std::vector<std::string>{"Đỗ Thị An", "Lê Thị An", "Nguyễn An", "Nguyễn Thị Ân", "Nguyễn Văn Ân", "Trần Văn Bình"}));
  EXPECT_EQ(mask_name("Nguyễn Thị Ánh"), "Nguyễn T. Á.");
  EXPECT_EQ(mask_name("Đào"), "Đ.");
  EXPECT_EQ(mask_name(""), "");
  EXPECT_EQ(mask_tail("087190000123"), "•••••••••123");
  EXPECT_EQ(mask_tail("12"), "•2");
  EXPECT_EQ(mask_tail("1"), "•");
  EXPECT_EQ(name_key("Lê Mỹ Quý"), "le mi quy");
}

}  // namespace
}  // namespace motcua
