// VietQR: bank transfer QR codes of NAPAS on the EMVCo merchant-presented form.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.hpp"
#include "base/result.hpp"

namespace motcua {

struct VietQr {
  enum class Service : std::uint8_t { account, card, push };  // QRIBFTTA, QRIBFTTC, QRPUSH

  std::string bank_bin;  // 6 digits, 970436
  std::string account;   // number of the account or card, at most 19 letters or digits
  Service service = Service::account;
  std::optional<Dong> amount;  // none: the payer types it
  std::string merchant_name;   // 59
  std::string merchant_city;   // 60
  std::string post_code;       // 61
  std::string bill_number;     // 62.01
  std::string mobile;          // 62.02
  std::string store;           // 62.03
  std::string reference;       // 62.05
  std::string terminal;        // 62.07
  std::string purpose;         // 62.08: banks cut it at about 25 characters, so the key of the dossier comes first

  std::vector<std::string> warnings;  // from reading; never written

  friend bool operator==(const VietQr&, const VietQr&) = default;
};

// Marks are taken off the purpose and names; error "vietqr.cannot_build" names what does not fit.
Result<std::string> build_vietqr(const VietQr& qr);
// Errors: "vietqr.malformed", "vietqr.wrong_crc", "vietqr.not_vietqr" (another country, currency or scheme).
Result<VietQr> parse_vietqr(std::string_view payload);

// ASCII letters, digits and spaces only: "Phí CT, BS 000123" -> "PHI CT BS 000123" keeps its case.
std::string vietqr_purpose(std::string_view text);
// CRC-16/CCITT-FALSE: polynomial 0x1021, start 0xFFFF.
std::uint16_t crc16_ccitt(std::string_view bytes);

}  // namespace motcua
