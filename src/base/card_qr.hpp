// QR codes on citizen cards (CCCD with chip, thẻ căn cước) and health-insurance cards. Unsigned text: it fills forms, it proves nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/dates.hpp"
#include "base/personal_number.hpp"
#include "base/result.hpp"

namespace motcua {

// What a card says of its holder. Personal data: never logged, so there is no formatter.
struct CardHolder {
  enum class Kind : std::uint8_t {
    cccd,       // citizen card with chip, 2021 – 6/2024, seven fields
    can_cuoc,   // card of the law of 2023, from 01/7/2024, more fields
    insurance,  // thẻ BHYT
  };

  Kind kind = Kind::cccd;
  std::optional<PersonalNumber> number;  // always there on citizen cards
  std::string old_number;                // CMND of 9 digits, may be empty
  std::string full_name;
  std::optional<PartialDate> birth;
  std::optional<Sex> sex;
  std::string address;
  std::optional<Day> issued;  // citizen cards
  std::string father_name;    // can_cuoc, as seen on cards; may be empty
  std::string mother_name;
  std::string insurance_number;  // insurance only, as are the rest
  std::string clinic;
  std::optional<Day> valid_from;
  std::optional<Day> valid_to;
  std::vector<std::string> extra;     // fields beyond the known ones, raw, in order
  std::vector<std::string> warnings;  // sentences for the officer
};

// `today` bounds years of birth and days of issue. Errors: "card_qr.not_a_card", "card_qr.wrong_number", "card_qr.wrong_date"; the
// message says to scan again or to type. More fields than expected are never an error.
Result<CardHolder> parse_card_qr(std::string_view payload, Day today);

}  // namespace motcua
