#include "base/text.hpp"

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/normalizer2.h>

#include <algorithm>
#include <array>

#include "base/letters.hpp"
#include "base/result.hpp"

namespace motcua {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

bool is_ascii_space(char32_t c) { return c == ' ' || (c >= 0x09 && c <= 0x0D); }

bool is_space(char32_t c) {
  return is_ascii_space(c) || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
         c == 0x202F || c == 0x205F || c == 0x3000;
}

// Zero-width characters, the soft hyphen, marks of direction and the byte order mark: invisible, so equal texts would differ.
bool is_invisible(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF ||
         c < 0x09 || (c > 0x0D && c < 0x20) || c == 0x7F;
}

// True for text that is valid UTF-8 and in NFC without asking ICU: nothing that combines. False means "ask".
bool plainly_nfc(std::string_view text) {
  for (std::size_t pos = 0; pos < text.size();) {
    if (static_cast<unsigned char>(text[pos]) < 0x80) {
      ++pos;
      continue;
    }
    const auto c = next_code_point(text, pos);
    if (!c) return false;
    if (*c < 0x300 || (*c >= 0x1E00 && *c < 0x1F00) || (*c >= 0x2002 && *c < 0x2100) || *c == kReplacement) continue;
    return false;
  }
  return true;
}

std::string repaired(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t pos = 0; pos < text.size();) append_utf8(out, next_code_point(text, pos).value_or(kReplacement));
  return out;
}

enum class Form : std::uint8_t { nfc, nfd };

std::string normalised(std::string_view text, Form form) {
  UErrorCode code = U_ZERO_ERROR;
  const auto* normaliser = form == Form::nfc ? icu::Normalizer2::getNFCInstance(code) : icu::Normalizer2::getNFDInstance(code);
  std::string out;
  icu::StringByteSink<std::string> sink(&out, static_cast<std::int32_t>(text.size()));
  if (U_SUCCESS(code)) normaliser->normalizeUTF8(0, repaired(text), sink, nullptr, code);
  ensure(U_SUCCESS(code), "ICU cannot normalise");
  return out;
}

enum class Case : std::uint8_t { lower, upper };

std::string with_case(std::string_view text, Case which) {
  UErrorCode code = U_ZERO_ERROR;
  const std::string good = repaired(text);
  std::string out;
  icu::StringByteSink<std::string> sink(&out, static_cast<std::int32_t>(good.size()));
  if (which == Case::lower)
    icu::CaseMap::utf8ToLower("", 0, good, sink, nullptr, code);
  else
    icu::CaseMap::utf8ToUpper("", 0, good, sink, nullptr, code);
  ensure(U_SUCCESS(code), "ICU cannot change case");
  return out;
}

// Appends code points with white space collapsed and nothing at the ends.
class Collapsing {
 public:
  explicit Collapsing(std::size_t expected) { out_.reserve(expected); }
  void add(char32_t c) {
    if (is_invisible(c)) return;
    if (is_space(c)) {
      space_ = !out_.empty();
      return;
    }
    if (space_) out_.push_back(' ');
    space_ = false;
    append_utf8(out_, c);
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
  bool space_ = false;
};

bool is_vietnamese_mark(char32_t c) {
  switch (c) {
    case 0x300:
    case 0x301:
    case 0x302:
    case 0x303:
    case 0x306:
    case 0x309:
    case 0x31B:
    case 0x323: return true;
    default: return false;
  }
}

// Letters of other languages and combining marks: the long way through ICU.
std::string fold_slowly(std::string_view text) {
  const std::string parts = with_case(normalised(text, Form::nfd), Case::lower);
  Collapsing out(parts.size());
  for (std::size_t pos = 0; pos < parts.size();) {
    const char32_t c = next_code_point(parts, pos).value_or(kReplacement);
    if (is_vietnamese_mark(c)) continue;
    const Letter letter = letter_of(c);
    out.add(letter.base != 0 ? static_cast<char32_t>(letter.base) : c);
  }
  return nfc(out.take());
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t pos = 0; pos < text.size();)
    if (!next_code_point(text, pos)) return false;
  return true;
}

std::string nfc(std::string_view text) { return plainly_nfc(text) ? std::string(text) : normalised(text, Form::nfc); }

std::string clean(std::string_view text) {
  const std::string good = nfc(text);
  Collapsing out(good.size());
  for (std::size_t pos = 0; pos < good.size();) {
    char32_t c = next_code_point(good, pos).value_or(kReplacement);
    if (c == 0xD0 || c == 0x189) c = U'Đ';
    if (c == 0xF0 || c == 0x256) c = U'đ';
    out.add(c);
  }
  // What stood between a letter and its mark may be gone now.
  return nfc(out.take());
}

std::string_view trim(std::string_view text) {
  const auto space = [](char c) { return is_ascii_space(static_cast<unsigned char>(c)); };
  while (!text.empty() && space(text.front())) text.remove_prefix(1);
  while (!text.empty() && space(text.back())) text.remove_suffix(1);
  return text;
}

namespace {

// What an ASCII byte folds to: itself or its small letter, a space, or nothing (0).
constexpr std::array<char, 128> make_ascii_fold() {
  std::array<char, 128> fold{};
  for (std::size_t i = 0x20; i < 0x7F; ++i) fold[i] = static_cast<char>(i >= 'A' && i <= 'Z' ? i + 32 : i);
  for (std::size_t i = 0x09; i <= 0x0D; ++i) fold[i] = ' ';
  return fold;
}
constexpr std::array<char, 128> kAsciiFold = make_ascii_fold();

}  // namespace

std::string fold(std::string_view text) {
  std::string out(text.size(), '\0');  // folding never makes a text longer on this way
  std::size_t size = 0;
  bool space = false;
  const auto put = [&](char c) {
    if (space) out[size++] = ' ';
    space = false;
    out[size++] = c;
  };
  for (std::size_t pos = 0; pos < text.size();) {
    const std::size_t start = pos;
    if (const auto byte = static_cast<unsigned char>(text[pos]); byte < 0x80) {
      ++pos;
      const char folded = kAsciiFold[byte];
      if (folded == ' ')
        space = size > 0;
      else if (folded != 0)
        put(folded);
      continue;
    }
    const auto c = next_code_point(text, pos);
    if (!c) return fold_slowly(text);
    if (const char base = letter_of(*c).base; base != 0) {
      put(base);
    } else if (is_space(*c)) {
      space = size > 0;
    } else if (is_invisible(*c)) {
      continue;
    } else if (*c < 0xC0 || (*c >= 0x2002 && *c < 0x2100)) {  // digits and punctuation
      for (std::size_t i = start; i < pos; ++i) put(text[i]);
    } else {
      return fold_slowly(text);
    }
  }
  out.resize(size);
  return out;
}

std::string to_lower(std::string_view text) {
  const std::string good = nfc(text);
  std::string out;
  out.reserve(good.size());
  for (std::size_t pos = 0; pos < good.size();) {
    const std::size_t start = pos;
    const auto c = next_code_point(good, pos);
    const Letter letter = c ? letter_of(*c) : Letter{};
    const bool look_alike = letter.letter == U'đ' && *c != U'đ' && *c != U'Đ';  // Icelandic and African letters keep their own case
    if (!c || look_alike || (letter.base == 0 && *c >= 0xC0 && (*c < 0x2002 || *c >= 0x2100))) return with_case(good, Case::lower);
    if (letter.upper)
      append_utf8(out, compose(letter.letter, letter.tone, false));
    else
      out.append(good, start, pos - start);
  }
  return out;
}

std::string to_upper(std::string_view text) { return with_case(nfc(text), Case::upper); }

std::vector<std::string> fold_words(std::string_view text) {
  const std::string key = fold(text);
  std::vector<std::string> words;
  std::string word;
  for (const char c : key) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      word.push_back(c);
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

bool is_digits(std::string_view text, std::size_t count) {
  return text.size() == count && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace motcua
