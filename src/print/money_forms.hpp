// Papers of the cashier: the receipt for fees and charges (A5), the day sheet (A4). A receipt says what decree 123/2020/NĐ-CP as amended
// by 70/2025/NĐ-CP asks for: name, symbol, number, payer, kind of fee, amount in figures and words, date, who collects.
#pragma once

#include <string>
#include <vector>

#include "base/money.hpp"
#include "base/result.hpp"
#include "print/forms.hpp"

namespace motcua::print {

struct FeeReceiptForm {
  Letterhead head;     // its number stands below, as receipts have it
  std::string symbol;  // empty: the unit has none
  std::string number;  // "0000012"
  std::string qr_text;
  std::string payer, address, dossier_code, title;
  struct Line {
    std::string name;
    Dong amount{};
  };
  std::vector<Line> lines;
  Dong total{};
  std::string way;  // "Tiền mặt"
  std::string document;
  std::string collector;
  Instant issued_at;
  std::string undone;  // "Đã hủy lúc … : lý do"; empty: in force
};
Result<std::string> fee_receipt_pdf(const FeeReceiptForm& form);

struct DaySheetForm {
  Letterhead head;  // number of the sheet
  std::string cashier, day, period;
  struct Line {
    std::string receipt, code, payer, what, way;
    Dong amount{};  // below zero: undone or given back
  };
  std::vector<Line> lines;
  struct Sum {
    std::string label;
    int count = 0;
    Dong amount{};
  };
  std::vector<Sum> by_way, by_fee;
  Dong total{}, carried{}, expected{}, counted{};
  std::string document, note;
  std::string closed;  // "Khóa sổ lúc …"
};
Result<std::string> day_sheet_pdf(const DaySheetForm& form);

}  // namespace motcua::print
