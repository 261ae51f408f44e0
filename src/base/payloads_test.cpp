// Bytes from outside: card QR, VietQR, old encodings, JSON. Vectors people read are in tests/cases/inspect.
#include <gtest/gtest.h>
#include <iconv.h>

#include <array>
#include <random>

#include "base/card_qr.hpp"
#include "base/dates.hpp"
#include "base/json.hpp"
#include "base/legacy_text.hpp"
#include "base/letters.hpp"
#include "base/numbers.hpp"
#include "base/official_codes.hpp"
#include "base/phone.hpp"
#include "base/tax_number.hpp"
#include "base/text.hpp"
#include "base/vietqr.hpp"

namespace motcua {
namespace {

const Day kToday{std::chrono::year{2026} / 11 / 23};
constexpr std::string_view kCard = "087190000123|341234567|Nguyễn Thị Ánh|05011990|Nữ|Ấp 1, Xã A, Huyện B, Đồng Tháp|15042021";

TEST(CardQr, keeps_fields_it_does_not_know) {
  const auto card = parse_card_qr("\uFEFF" + std::string(kCard) + "||A|B||x|y\r\n", kToday).value();
  EXPECT_EQ(card.kind, CardHolder::Kind::can_cuoc);
  EXPECT_EQ(card.extra, (std::vector<std::string>{"", "A", "B", "", "x", "y"}));
  EXPECT_EQ(card.father_name, "A");
  EXPECT_TRUE(card.warnings.empty());
}

TEST(CardQr, repairs_double_encoding_with_bytes_cp1252_does_not_have) {
  const auto card = parse_card_qr(from_cp1252(kCard), kToday).value();
  EXPECT_EQ(card.full_name, "Nguyễn Thị Ánh");
  EXPECT_EQ(card.address, "Ấp 1, Xã A, Huyện B, Đồng Tháp");
  EXPECT_EQ(card.warnings.size(), 1u);
}

TEST(CardQr, comes_to_nfc_and_warns_of_a_typing_method_left_on) {
  const auto decomposed =
      parse_card_qr("087190000123||Nguye\u0302\u0303n Thi\u0323 A\u0301nh|05011990|Nu\u031B\u0303|X|15042021", kToday).value();
  EXPECT_EQ(decomposed.full_name, "Nguyễn Thị Ánh");
  EXPECT_EQ(decomposed.sex, Sex::nu);
  const auto typed = parse_card_qr("087190000123||Nguyeẽn [hị 1nh|05011990|N?|X|15042021", kToday).value();
  EXPECT_EQ(typed.warnings.size(), 2u);
  EXPECT_FALSE(typed.sex);
}

TEST(CardQr, reads_an_insurance_card_with_the_personal_number) {
  const auto card = parse_card_qr("087190000123|4e677579e1bb856e|1990|1||87 - 001|01/01/2026|-|x", kToday).value();
  EXPECT_EQ(card.kind, CardHolder::Kind::insurance);
  EXPECT_EQ(card.number.value().text(), "087190000123");
  EXPECT_EQ(card.full_name, "Nguyễn");
  EXPECT_EQ(card.sex, Sex::nam);
  EXPECT_FALSE(card.valid_to);
}

TEST(Crc, has_the_published_check_value) { EXPECT_EQ(crc16_ccitt("123456789"), 0x29B1); }

TEST(VietQr, builds_the_worked_example) {
  VietQr qr;
  qr.bank_bin = "970436";
  qr.account = "1012345678";
  qr.amount = Dong{4000};
  qr.purpose = "PHÍ CT BS 000123";
  EXPECT_EQ(build_vietqr(qr).value(),
            "00020101021238540010A00000072701240006970436011010123456780208QRIBFTTA5303704540440005802VN62200816PHI CT BS 00012363043DDE");
  VietQr open;
  open.bank_bin = "970415";
  open.account = "0099887766";
  EXPECT_EQ(build_vietqr(open).value(), "00020101021138540010A00000072701240006970415011000998877660208QRIBFTTA53037045802VN63041F74");
  EXPECT_EQ(vietqr_purpose("Phí CT, BS—000123/Đ"), "Phi CT BS 000123 D");
}

TEST(VietQr, reads_back_what_it_builds) {
  std::mt19937 random(9);
  const auto text = [&](std::size_t longest) {
    std::string out;
    for (auto left = random() % (longest + 1); left > 0; --left) out.push_back("ABCabc019"[random() % 9]);
    return out;
  };
  for (int i = 0; i < 3'000; ++i) {
    VietQr qr;
    qr.bank_bin = "97" + std::to_string(1000 + random() % 9000);
    qr.account = "0" + text(18);
    qr.service = static_cast<VietQr::Service>(random() % 3);
    if (random() % 2 != 0) qr.amount = Dong{1 + static_cast<std::int64_t>(random())};
    qr.merchant_name = text(25);
    qr.merchant_city = text(15);
    qr.post_code = text(10);
    qr.bill_number = text(10);
    qr.terminal = text(10);
    qr.purpose = text(40);
    const auto payload = build_vietqr(qr).value();
    ASSERT_EQ(parse_vietqr(payload).value(), qr) << payload;
    auto broken = payload;
    char& c = broken[random() % broken.size()];
    c = static_cast<char>(c == '7' ? '8' : '7');
    ASSERT_FALSE(parse_vietqr(broken)) << broken;
  }
}

TEST(VietQr, refuses_to_build_what_banks_cannot_read) {
  VietQr good;
  good.bank_bin = "970436";
  good.account = "1012345678";
  const auto with = [&](auto change) {
    VietQr qr = good;
    change(qr);
    return build_vietqr(qr);
  };
  EXPECT_FALSE(with([](VietQr& qr) { qr.bank_bin = "97043"; }));
  EXPECT_FALSE(with([](VietQr& qr) { qr.account = "10123 45678"; }));
  EXPECT_FALSE(with([](VietQr& qr) { qr.account = std::string(20, '1'); }));
  EXPECT_FALSE(with([](VietQr& qr) { qr.amount = Dong{0}; }));
  EXPECT_FALSE(with([](VietQr& qr) { qr.merchant_name = std::string(26, 'A'); }));
  EXPECT_FALSE(with([](VietQr& qr) { qr.purpose = std::string(96, 'A'); }));
  EXPECT_EQ(parse_vietqr(good.account).error().key, "vietqr.malformed");
}

// glibc has the same table, made by others.
TEST(Tcvn3, agrees_with_iconv) {
  const auto converter = iconv_open("UTF-8", "TCVN5712-1");
  ASSERT_NE(converter, reinterpret_cast<iconv_t>(-1)) << "glibc of Debian has this table";
  int letters = 0;
  for (int byte = 0xA1; byte <= 0xFE; ++byte) {
    std::array<char, 2> in{static_cast<char>(byte), 'x'};
    std::array<char, 16> out{};
    char* from = in.data();
    char* to = out.data();
    std::size_t in_left = in.size();
    std::size_t out_left = out.size();
    iconv(converter, nullptr, nullptr, nullptr, nullptr);
    iconv(converter, &from, &in_left, &to, &out_left);
    iconv(converter, nullptr, nullptr, &to, &out_left);  // a letter waits for a mark that may follow
    const std::string theirs(out.data(), to);
    const auto ours = decode_tcvn3(from_cp1252(std::string_view(in.data(), 2)));
    if (ours) {
      EXPECT_EQ(*ours, nfc(theirs)) << std::hex << byte;
      ++letters;
    }
  }
  iconv_close(converter);
  EXPECT_EQ(letters, 14 + 60);
}

TEST(Tcvn3, capital_fonts_use_the_bytes_of_small_letters) {
  EXPECT_EQ(decode_tcvn3("NguyÔn V¨n §øc").value(), "Nguyễn Văn Đức");
  EXPECT_EQ(decode_tcvn3("céng hßa x· héi", true).value(), "CỘNG HÒA XÃ HỘI");
}

TEST(Vni, decodes_the_table_of_the_reference) {
  // Rows: ngang, sắc, huyền, hỏi, ngã, nặng.
  struct Row {
    char32_t letter;
    std::array<std::string_view, 6> written;
  };
  constexpr std::array kOrder{Tone::ngang, Tone::sac, Tone::huyen, Tone::hoi, Tone::nga, Tone::nang};
  for (const auto& row : std::vector<Row>{{U'a', {"a", "aù", "aø", "aû", "aõ", "aï"}},
                                          {U'e', {"e", "eù", "eø", "eû", "eõ", "eï"}},
                                          {U'o', {"o", "où", "oø", "oû", "oõ", "oï"}},
                                          {U'u', {"u", "uù", "uø", "uû", "uõ", "uï"}},
                                          {U'y', {"y", "yù", "yø", "yû", "yõ", "î"}},
                                          {U'ă', {"aê", "aé", "aè", "aú", "aü", "aë"}},
                                          {U'â', {"aâ", "aá", "aà", "aå", "aã", "aä"}},
                                          {U'ê', {"eâ", "eá", "eà", "eå", "eã", "eä"}},
                                          {U'ô', {"oâ", "oá", "oà", "oå", "oã", "oä"}},
                                          {U'ơ', {"ô", "ôù", "ôø", "ôû", "ôõ", "ôï"}},
                                          {U'ư', {"ö", "öù", "öø", "öû", "öõ", "öï"}},
                                          {U'i', {"i", "í", "ì", "æ", "ó", "ò"}}})
    for (std::size_t i = 0; i < 6; ++i)
      for (const bool upper : {false, true}) {
        std::string expected;
        append_utf8(expected, compose(row.letter, kOrder[i], upper));
        EXPECT_EQ(decode_vni(upper ? to_upper(row.written[i]) : std::string(row.written[i])), expected);
      }
  EXPECT_EQ(decode_vni("ñöôøng Ñaëng").value(), "đường Đặng");
}

TEST(LegacyText, is_not_suspected_in_unicode_or_plain_text) {
  for (const auto* text : {"", "Nguyen Van A", "Nguyễn Văn Đức", "Hoà Bình", "Toà án", "hoá đơn", "Trà Vinh", "Bình", "già", "§ 5",
                           "© 2026", "500 m²", "“Hoà”", "Hòa", "quá", "ba là"})
    EXPECT_FALSE(detect_legacy(text)) << text;
  EXPECT_EQ(detect_legacy("UÛy ban nhaân daân"), LegacyEncoding::vni);
  EXPECT_EQ(detect_legacy("ñi"), LegacyEncoding::vni);
  EXPECT_EQ(detect_legacy("Uû ban nh©n d©n"), LegacyEncoding::tcvn3);
  EXPECT_EQ(decode_tcvn3("Uû ban nh©n d©n").value(), "Uỷ ban nhân dân");
  EXPECT_FALSE(decode_tcvn3("Nguyễn V¨n")) << "all or nothing";
  EXPECT_FALSE(decode_vni("Nguyễn Vaên"));
  EXPECT_EQ(undo_double_encoding("ThÃ¡p"), "Tháp");
  EXPECT_FALSE(undo_double_encoding("Thap"));
  EXPECT_FALSE(undo_double_encoding("Tháp"));
}

// What is typed or scanned may be anything; parsers answer, and what they accept keeps its promises.
class Mutations {
 public:
  explicit Mutations(std::uint32_t seed) : random_(seed) {}
  std::string next(std::string text) {
    for (auto edits = 1 + random_() % 6; edits > 0; --edits) {
      const auto at = text.empty() ? 0 : random_() % text.size();
      switch (random_() % 5) {
        case 0: text.insert(at, 1, static_cast<char>(random_())); break;
        case 1: text.erase(at, 1 + random_() % 4); break;
        case 2:
          if (!text.empty()) text[at] = static_cast<char>(random_());
          break;
        case 3: text.insert(at, text.substr(random_() % (text.size() + 1), random_() % 8)); break;
        case 4: text.resize(at); break;
      }
    }
    return text;
  }

 private:
  std::mt19937 random_;
};

TEST(Fuzz, no_bytes_break_a_parser) {
  const std::vector<std::string> seeds{
      std::string(kCard),
      "DN4870000000001|4e677579|05/01/1990|2|58c3a3|87 - 001|01/01/2024|31/12/2024|-|x$",
      "00020101021238540010A00000072701240006970436011010123456780208QRIBFTTA5303704540440005802VN62200816PHI CT BS 00012363043DDE",
      R"({"a":[1,-2.5e3,"Đ\u1ea1\ud83d\ude00",null,true,{"b":{}}],"c":9223372036854775807})",
      "Nguyeãn Vaên Ñöùc",
      "NguyÔn V¨n §øc",
      "1.234.567,89",
      "12.041 đồng",
      "H26.103.25.7-250908-0112",
      "000.00.14.H20",
      "0100109106-001",
      "+84 912.345.678",
      "05/01/1990",
      "Hòa\u00A0Đe\u0302\u0301"};
  Mutations mutations(20261125);
  for (int i = 0; i < 8'000; ++i) {
    const auto text = mutations.next(seeds[static_cast<std::size_t>(i) % seeds.size()]);
    if (const auto card = parse_card_qr(text, kToday)) {
      ASSERT_TRUE(is_utf8(card->full_name) && is_utf8(card->address));
    }
    if (const auto qr = parse_vietqr(text); qr && qr->warnings.empty()) {
      ASSERT_EQ(qr->bank_bin.size(), 6u);
    }
    if (const auto json = Json::parse(text)) {
      JsonWriter first;
      json->write(first);
      const auto once = first.take();
      JsonWriter second;
      Json::parse(once).value().write(second);
      ASSERT_EQ(second.take(), once) << text;
    }
    for (const auto& decoded : {decode_tcvn3(text), decode_vni(text), undo_double_encoding(text)})
      if (decoded) {
        ASSERT_TRUE(is_utf8(*decoded));
      }
    static_cast<void>(detect_legacy(text));
    if (const auto n = parse_vn_decimal(text, 2)) {
      ASSERT_EQ(parse_vn_decimal(vn_decimal(*n, 2), 2).value(), *n);
    }
    if (const auto code = DossierCode::parse(text)) {
      ASSERT_EQ(DossierCode::parse(code->text()).value(), *code);
    }
    if (const auto code = AgencyCode::parse(text)) {
      ASSERT_LE(code->text().size(), 35u);
    }
    if (const auto phone = Phone::parse(text)) {
      ASSERT_EQ(Phone::parse(phone->e164()).value(), *phone) << text;
    }
    static_cast<void>(parse_money(text));
    static_cast<void>(TaxNumber::parse(text));
    static_cast<void>(parse_partial_date(text));
    const auto key = fold(text);
    ASSERT_TRUE(is_utf8(key));
    ASSERT_EQ(fold(key), key) << text;
    ASSERT_EQ(clean(clean(text)), clean(text)) << text;
    ASSERT_TRUE(is_utf8(tone_key(text)) && is_utf8(title_case(text)) && is_utf8(mask_name(text)) && is_utf8(mask_tail(text)));
    static_cast<void>(collation_key(text));
  }
}

}  // namespace
}  // namespace motcua
