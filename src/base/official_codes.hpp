// Codes of agencies (mã định danh điện tử, Quyết định 20/2020/QĐ-TTg), dossiers (mã số hồ sơ, Nghị định 118/2025/NĐ-CP Điều 28,
// Thông tư 03/2025/TT-VPCP Điều 13) and procedures (mã thủ tục hành chính).
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"

namespace motcua {

class AgencyCode {
 public:
  enum class Form : std::uint8_t {
    from_top,   // H20.14: level 1 first (Quyết định 20/2020/QĐ-TTg)
    from_leaf,  // 000.00.14.H20: level 4.3.2.1 (Thông tư 10/2016/TT-BTTTT)
    other,      // Z01…: agencies outside ministries and provinces
  };

  // At most 35 characters; small letters become capitals. Error: "agency_code.malformed".
  static Result<AgencyCode> parse(std::string_view text);

  Form form() const { return form_; }
  const std::string& text() const { return text_; }
  std::string_view level_one() const;  // H20; Z01 for other agencies
  // The form of 2020 of an old code: groups reversed, zero groups at the end dropped. nullopt when a zero group stands between
  // others (002.00.20.H13); such a code stays an alias. A code of the new form gives itself.
  std::optional<AgencyCode> from_top() const;

  friend auto operator<=>(const AgencyCode&, const AgencyCode&) = default;

 private:
  AgencyCode(Form form, std::string text) : form_(form), text_(std::move(text)) {}
  Form form_;
  std::string text_;
};

// Opaque: unique, never read for routing. The parts are for people at a support desk.
class DossierCode {
 public:
  // Both patterns in use, 000.00.01.H29-240115-0001 and H26.103.25.7-250908-0112; small letters become capitals.
  // Error: "dossier_code.malformed".
  static Result<DossierCode> parse(std::string_view text);
  // `sequence` is the order of the dossier in that day, 1–9999999; 4 digits, more when needed.
  static Result<DossierCode> build(const AgencyCode& agency, Day received, std::int64_t sequence);

  const std::string& text() const { return text_; }
  std::string_view agency() const;      // H26.103.25.7
  std::optional<Day> received() const;  // nullopt when the six digits are no day
  std::string_view order() const;       // digits after the day
  // Name of the ministry whose central system gave the code (two digits before the order, 04/2025/TT-VPCP Điều 23); empty if none.
  std::string_view central_system() const;
  std::vector<std::string> warnings() const;

  friend auto operator<=>(const DossierCode&, const DossierCode&) = default;

 private:
  explicit DossierCode(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

class ProcedureCode {
 public:
  // 1.000948, with a local suffix 1.000948.H38 or 2.001218.000.00.00.H38. Error: "procedure_code.malformed".
  static Result<ProcedureCode> parse(std::string_view text);

  const std::string& text() const { return text_; }
  std::string_view national() const { return std::string_view(text_).substr(0, 8); }  // 1.000948

  friend auto operator<=>(const ProcedureCode&, const ProcedureCode&) = default;

 private:
  explicit ProcedureCode(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

}  // namespace motcua
