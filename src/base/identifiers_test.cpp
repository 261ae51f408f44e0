// Personal and tax numbers, phones, provinces, official codes, dates. The cases people read are in tests/cases/inspect.
#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <set>

#include "base/dates.hpp"
#include "base/official_codes.hpp"
#include "base/personal_number.hpp"
#include "base/phone.hpp"
#include "base/provinces.hpp"
#include "base/tax_number.hpp"
#include "base/testing_paths.hpp"

namespace motcua {
namespace {

using namespace std::chrono;

Day day(int y, unsigned m, unsigned d) { return Day{year{y} / month{m} / std::chrono::day{d}}; }

std::string quoted(const std::string& line, const std::string& key) {
  const auto at = line.find(key + ": \"");
  if (at == std::string::npos) return {};
  const auto start = at + key.size() + 3;
  return line.substr(start, line.find('"', start) - start);
}

TEST(Provinces, are_those_of_the_data_file) {
  std::ifstream in(source_dir() / "data/province-codes.yaml");
  std::size_t former = 0;
  std::size_t now = 0;
  for (std::string line; std::getline(in, line);) {
    if (const auto code = quoted(line, "{code"); !code.empty()) {
      const auto* row = province_of_birth_registration(code);
      ASSERT_NE(row, nullptr) << line;
      EXPECT_EQ(row->name, quoted(line, " name"));
      EXPECT_EQ(row->successor_code, quoted(line, "successor_code"));
      EXPECT_EQ(province_name(row->successor_code, kTwoTierSince), quoted(line, "successor"));
      EXPECT_EQ(row->area_code, quoted(line, "area_code"));
      EXPECT_EQ(province_name(quoted(line, "former_stat_code"), day(2025, 6, 30)), row->name);
      ++former;
    } else if (const auto stat = quoted(line, "{stat_code"); !stat.empty()) {
      EXPECT_EQ(province_name(stat, kTwoTierSince), quoted(line, " name"));
      EXPECT_EQ(is_central_city(stat, day(2026, 5, 1)), line.find("thanh_pho") != std::string::npos) << line;
      ++now;
    }
  }
  EXPECT_EQ(former, 63u);
  EXPECT_EQ(now, 34u);
  EXPECT_EQ(former_provinces().size(), former);
  EXPECT_EQ(provinces().size(), now);
}

TEST(Provinces, codes_without_a_date_are_ambiguous) {
  EXPECT_EQ(province_name("82", day(2025, 6, 30)), "Tiền Giang");
  EXPECT_EQ(province_name("82", day(2025, 7, 1)), "Đồng Tháp");
  EXPECT_EQ(province_name("87", day(2025, 7, 1)), "");
  EXPECT_FALSE(is_central_city("75", day(2026, 4, 29)));
  EXPECT_TRUE(is_central_city("75", day(2026, 4, 30)));
}

TEST(PersonalNumber, decodes_century_and_sex_for_all_ten_digits) {
  for (int d = 0; d < 10; ++d) {
    const auto number = PersonalNumber::parse("087" + std::to_string(d) + "05000123").value();
    EXPECT_EQ(number.sex(), d == 0 || d == 2 || d == 4 || d == 6 || d == 8 ? Sex::nam : Sex::nu);
    EXPECT_EQ(number.birth_year(), (std::array{1905, 1905, 2005, 2005, 2105, 2105, 2205, 2205, 2305, 2305})[static_cast<std::size_t>(d)]);
  }
  EXPECT_EQ(PersonalNumber::parse("087190000123").value().masked(), "•••••••••123");
}

TEST(PersonalNumber, warns_and_never_refuses_when_the_form_says_otherwise) {
  const auto number = PersonalNumber::parse("087190000123", day(2026, 11, 23)).value();
  EXPECT_TRUE(number.warnings(Sex::nu, 1990).empty());
  EXPECT_EQ(number.warnings(Sex::nam, 1991).size(), 2u);
  EXPECT_EQ(PersonalNumber::parse("999190000123").value().warnings().size(), 1u);
  EXPECT_EQ(PersonalNumber::parse("087227000123", day(2026, 12, 31)).error().key, "personal_number.born_later");
}

TEST(OldPapers, have_only_a_shape) {
  EXPECT_TRUE(is_old_identity_number("341234567"));
  EXPECT_FALSE(is_old_identity_number("34123456"));
  EXPECT_TRUE(is_passport_number("B1234567"));
  EXPECT_TRUE(is_passport_number("PA1234567"));
  for (const auto* bad : {"b1234567", "B123456", "ABC1234567", "12345678", "B12345678", ""}) EXPECT_FALSE(is_passport_number(bad)) << bad;
}

TEST(TaxNumber, has_at_most_one_check_digit_for_a_prefix) {
  std::mt19937 random(3);
  int impossible = 0;
  for (int i = 0; i < 2'000; ++i) {
    std::string prefix;
    for (int k = 0; k < 9; ++k) prefix.push_back(static_cast<char>('0' + random() % 10));
    int valid = 0;
    for (char last = '0'; last <= '9'; ++last) {
      const auto number = TaxNumber::parse(prefix + last);
      if (number) {
        EXPECT_EQ(TaxNumber::parse(number->text()).value(), *number);
      }
      valid += number.has_value();
    }
    EXPECT_LE(valid, 1);
    impossible += valid == 0;
  }
  EXPECT_GT(impossible, 100) << "one prefix in eleven has no number";
  EXPECT_LT(impossible, 300);
}

TEST(TaxNumber, has_three_kinds) {
  EXPECT_EQ(TaxNumber::parse(" 0100109106 ").value().kind(), TaxNumber::Kind::organisation);
  EXPECT_EQ(TaxNumber::parse("0100109106001").value().text(), "0100109106-001");
  EXPECT_EQ(TaxNumber::parse("087190000123").value().kind(), TaxNumber::Kind::person);
  for (const auto* bad : {"", "0100109106-", "0100109106-1", "0100109106--01", "-0100109106001", "0100109106 - 000"})
    EXPECT_FALSE(TaxNumber::parse(bad)) << bad;
  EXPECT_TRUE(is_household_business_number("87A8000123"));
  for (const auto* bad : {"87A7000123", "8798000123", "87a8000123", "87A800012"}) EXPECT_FALSE(is_household_business_number(bad)) << bad;
}

TEST(Phone, comes_to_one_form) {
  struct Row {
    std::string_view typed, e164, display;
    Phone::Kind kind;
  };
  for (const auto& row : std::vector<Row>{
           {"0912345678", "+84912345678", "0912 345 678", Phone::Kind::mobile},
           {"+84 912.345.678", "+84912345678", "0912 345 678", Phone::Kind::mobile},
           {"84912345678", "+84912345678", "0912 345 678", Phone::Kind::mobile},
           {"+84 (0)912-345-678", "+84912345678", "0912 345 678", Phone::Kind::mobile},
           {"0162 345 6789", "+84323456789", "0323 456 789", Phone::Kind::mobile},
           {"01991234567", "+84591234567", "0591 234 567", Phone::Kind::mobile},
           {"0277 3851 234", "+842773851234", "02773 851 234", Phone::Kind::landline},
           {"024 3804 3100", "+842438043100", "02438 043 100", Phone::Kind::landline},
           {"1900 1234", "19001234", "19001234", Phone::Kind::service},
           {"18001096", "18001096", "18001096", Phone::Kind::service},
           {"1022", "1022", "1022", Phone::Kind::service},
       }) {
    const auto phone = Phone::parse(row.typed);
    ASSERT_TRUE(phone) << row.typed;
    EXPECT_EQ(phone->e164(), row.e164);
    EXPECT_EQ(phone->display(), row.display);
    EXPECT_EQ(phone->kind(), row.kind);
    EXPECT_EQ(Phone::parse(phone->e164()).value(), *phone);
    EXPECT_EQ(Phone::parse(phone->display()).value(), *phone);
  }
  for (const auto* bad :
       {"", "0", "091234567", "09123456789", "0612345678", "+1 202 555 0123", "abc", "0912x345678", "01303456789", "0277385123"})
    EXPECT_FALSE(Phone::parse(bad)) << bad;
  EXPECT_EQ(Phone::parse("0912345678").value().masked(), "0912 ••• 678");
}

TEST(AgencyCode, turns_the_old_form_round) {
  EXPECT_EQ(AgencyCode::parse("000.00.14.H20").value().from_top().value().text(), "H20.14");
  EXPECT_EQ(AgencyCode::parse("001.02.03.H20").value().from_top().value().text(), "H20.03.02.001");
  EXPECT_FALSE(AgencyCode::parse("002.00.20.H13").value().from_top());
  EXPECT_EQ(AgencyCode::parse("H20.14").value().from_top(), AgencyCode::parse("H20.14").value());
  EXPECT_EQ(AgencyCode::parse("000.00.14.H20").value().level_one(), "H20");
  EXPECT_TRUE(AgencyCode::parse("H20." + std::string("AA.BB.CC.DD.EE.FF.GG.HH.II.JJ.1")));
  EXPECT_FALSE(AgencyCode::parse("H20." + std::string("AA.BB.CC.DD.EE.FF.GG.HH.II.JJ.12")));
}

TEST(DossierCode, reads_back_what_it_builds) {
  std::mt19937 random(5);
  for (const auto* agency : {"H20", "H20.14", "H26.103.25.7", "000.00.14.H20", "G12.18"}) {
    const auto code = AgencyCode::parse(agency).value();
    for (int i = 0; i < 500; ++i) {
      const Day received = day(2024, 1, 1) + days{random() % 4000};
      const std::int64_t sequence = 1 + static_cast<std::int64_t>(random() % 9'999'999);
      const auto built = DossierCode::build(code, received, sequence).value();
      const auto read = DossierCode::parse(built.text()).value();
      EXPECT_EQ(read, built);
      EXPECT_EQ(read.agency(), agency);
      EXPECT_EQ(read.received(), received);
      EXPECT_EQ(std::stoll(std::string(read.order())), sequence);
      EXPECT_TRUE(read.warnings().empty());
    }
  }
  EXPECT_EQ(DossierCode::build(AgencyCode::parse("H20.14").value(), day(2026, 1, 5), 2).value().text(), "H20.14-260105-0002");
  EXPECT_EQ(DossierCode::build(AgencyCode::parse("H20.14").value(), day(2026, 1, 5), 10'000).value().text(), "H20.14-260105-10000");
  EXPECT_FALSE(DossierCode::build(AgencyCode::parse("H20.14").value(), day(2026, 1, 5), 0));
  EXPECT_FALSE(DossierCode::build(AgencyCode::parse("Z01.A").value(), day(2026, 1, 5), 1));
}

TEST(ProcedureCode, may_have_a_local_suffix) {
  for (const auto* good : {"1.000948", "1.000948.H38", "2.001218.000.00.00.H38"})
    EXPECT_EQ(ProcedureCode::parse(good).value().text(), good);
  EXPECT_EQ(ProcedureCode::parse("1.000948.h38").value().national(), "1.000948");
  for (const auto* bad : {"", "1", "1.00094", "1.0009488", "12.000948", "1.000948.", "1-000948", "1.000948.H38/"})
    EXPECT_FALSE(ProcedureCode::parse(bad)) << bad;
}

TEST(Dates, are_read_in_every_form_in_use) {
  for (const auto* text : {"05/01/2026", "5/1/2026", "05-01-2026", "5.1.2026", "05012026", "2026-01-05", " 05/01/2026 "})
    EXPECT_EQ(parse_vn_date(text).value(), day(2026, 1, 5)) << text;
  for (const auto* bad : {"", "31/04/2026", "29/02/2026", "2026", "1/2026", "5/1/26", "05/01-2026", "05/13/2026", "00012026", "5012026",
                          "a/1/2026", "//2026", "05/01/1799"})
    EXPECT_FALSE(parse_vn_date(bad)) << bad;
}

TEST(Dates, are_written_as_the_decree_says) {
  EXPECT_EQ(vn_long_date(day(2026, 1, 5)), "ngày 05 tháng 01 năm 2026");
  EXPECT_EQ(vn_long_date(day(2026, 2, 28)), "ngày 28 tháng 02 năm 2026");
  EXPECT_EQ(vn_long_date(day(2026, 6, 29)), "ngày 29 tháng 6 năm 2026");
  EXPECT_EQ(vn_long_date(day(2026, 12, 1)), "ngày 01 tháng 12 năm 2026");
  EXPECT_EQ(vn_weekday(day(2026, 11, 24)), "Thứ Ba");
  EXPECT_EQ(vn_weekday(day(2026, 11, 22)), "Chủ nhật");
  EXPECT_EQ(vn_weekday_short(day(2026, 11, 24)), "T3");
  EXPECT_EQ(vn_weekday_short(day(2026, 11, 28)), "T7");
  EXPECT_EQ(vn_weekday_short(day(2026, 11, 22)), "CN");
}

TEST(PartialDate, keeps_what_is_known) {
  for (const auto& [typed, text, iso] : std::vector<std::array<std::string_view, 3>>{{"1990", "1990", "1990"},
                                                                                     {"1/1990", "01/1990", "1990-01"},
                                                                                     {"00/01/1990", "01/1990", "1990-01"},
                                                                                     {"00001990", "1990", "1990"},
                                                                                     {"05011990", "05/01/1990", "1990-01-05"}}) {
    const auto date = parse_partial_date(typed).value();
    EXPECT_EQ(date.text(), text);
    EXPECT_EQ(date.iso(), iso);
    EXPECT_EQ(parse_partial_date(date.text()).value(), date);
  }
  for (const auto* bad : {"", "05001990", "13/1990", "31/04/1990", "90", "19900"}) EXPECT_FALSE(parse_partial_date(bad)) << bad;
  for (Day d = day(1999, 12, 1); d < day(2001, 1, 5); d += days{1}) EXPECT_EQ(parse_partial_date(vn_date(d)).value().exact(), d);
}

}  // namespace
}  // namespace motcua
