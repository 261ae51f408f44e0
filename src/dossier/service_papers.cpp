// Words for the official forms 01, 06 and 07; print draws them.
#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "dossier/life_parts.hpp"
#include "dossier/service.hpp"
#include "identity/letterhead.hpp"

namespace motcua::dossier {

print::Letterhead letterhead_of(const Dossiers::Impl& s, const CaseRecord& c, std::string number, Day date) {
  return identity::letterhead(*s.identity.tree(), c.competent_unit, c.received_unit, std::move(number), date);
}

// "Số: …/ -TTPVHCC (BPTNTKQ)" of the forms: which of the two follows from the receiving place.
std::string desk_sign_of(const Dossiers::Impl& s, UnitId unit) {
  return fold(s.unit_name(unit)).find("trung tam phuc vu hanh chinh cong") != std::string::npos ? "TTPVHCC" : "BPTNTKQ";
}

namespace {
// "3 ngày làm việc" as the form writes numbers: "03 ngày làm việc".
std::string written_term(std::string_view words) {
  const bool one_digit = words.size() > 1 && words[0] >= '1' && words[0] <= '9' && words[1] == ' ';
  return one_digit ? "0" + std::string(words) : std::string(words);
}

std::string return_place(const Dossiers::Impl& s, const CaseRecord& c) {
  switch (c.return_method) {
    case ReturnMethod::counter: return "quầy, " + s.unit_name(c.received_unit);
    case ReturnMethod::post: return "bưu chính công ích, " + c.return_address;
    case ReturnMethod::online: return fmt::format("trực tuyến (bản điện tử), {}/tra-cuu", s.options.public_url);
    case ReturnMethod::other_centre: return c.return_address.empty() ? std::string(label(c.return_method)) : c.return_address;
  }
  return {};
}

bool of_2018(Instant received) { return day_of(received) < identity::kTwoTierStart; }

std::string paper_line(const PaperRecord& p) {
  std::string what;
  const auto add = [&](const std::string& part) { what += what.empty() ? part : ", " + part; };
  if (p.kind == catalog::label_of(catalog::PaperKind::present_only)) return p.name + ": xuất trình, đã trả lại";
  if (p.originals > 0) add(two_digits(p.originals) + " bản chính");
  if (p.copies > 0) add(two_digits(p.copies) + " bản sao");
  if (p.from_register) add("khai thác từ cơ sở dữ liệu");
  return p.name + ": " + what;
}

// The lines of the proof as the box below the form tells them.
std::vector<print::ProofLine> proof_lines(const calendar::Explanation& why) {
  std::vector<print::ProofLine> lines;
  int counted = 0;
  for (const auto& line : why.lines) {
    using Kind = calendar::ProofLine::Kind;
    if (line.kind == Kind::counted && line.days > 0) {
      counted += line.days;
      lines.push_back({line.text, counted});
    } else {
      lines.push_back({line.text, std::nullopt});
    }
  }
  return lines;
}
}  // namespace

Result<print::ReceiptForm> Dossiers::receipt(const Actor& actor, std::string_view code) {
  const auto& s = *impl_;
  CaseRecord c;
  print::ReceiptForm f;
  std::vector<SupplementRecord> supplements;
  TRY_VOID(s.db.read([&](store::ReadTx& tx) -> Status {
    TRY(c, s.load_code(tx, actor, code));
    if (auto stored = find_case(tx, c.id); stored && stored->received_unit != c.received_unit) {  // printed as it was issued
      f.notes.push_back(fmt::format("Nơi tiếp nhận nay là {}: hỏi hồ sơ, nhận kết quả ở đó.", s.unit_name(c.received_unit)));
      c.received_unit = stored->received_unit;
    }
    if (!c.clock.empty()) supplements = supplements_of(tx, c.id);
    for (const auto& p : papers_of(tx, c.id)) f.papers.push_back(paper_line(p));
    return {};
  }));
  const auto applicant = person_from(c.applicant_json);
  const auto day = day_of(c.received_at);
  f.form_of_2018 = of_2018(c.received_at);
  f.head =
      letterhead_of(s, c, fmt::format("{}/{}{}", c.receipt_number, f.form_of_2018 ? "" : "GTN-", desk_sign_of(s, c.received_unit)), day);
  const auto token = s.token_of(c.id);
  f.qr_text = s.qr_of(c);
  f.look_up_code = token.substr(0, 8);
  f.dossier_code = c.code;
  f.office_name = s.unit_name(c.received_unit);
  f.applicant = applicant.name;
  f.identifier = applicant.number;
  f.address = applicant.address;
  f.phone = applicant.phone;
  f.email = applicant.email;
  if (!c.principal_json.empty()) {
    const auto p = person_from(c.principal_json);
    f.authorised_by = print::Authorisation{p.name, p.address, p.number, p.phone, p.email, c.authority};
  }
  f.procedure_name = c.procedure_name;
  f.procedure_code = c.procedure_code;
  f.sets = c.sets;
  f.term = written_term(c.term_words);
  f.received_at = c.received_at;
  f.due_at = c.due_at;
  f.return_at = return_place(s, c);
  f.register_volume = c.register_volume;
  f.register_number = c.register_number;
  f.submitter = applicant.name;
  f.receiver = c.received_by_name;
  if (const auto why = s.why(c)) {
    f.proof_summary = fmt::format("Thời hạn {}.", c.term_words);
    f.proof = proof_lines(*why);
  }
  const auto facts = clock_from(c.clock);
  if (facts.restart) {  // issued again: the old date stands beside the new one
    f.head.date = day_of(facts.restart->at);
    std::string before;
    if (!supplements.empty()) before = fmt::format(" Ngày hẹn trả trước: {}.", vn_datetime(supplements.back().view.due_before));
    f.notes.push_back(
        fmt::format("Giấy cấp lại: thời hạn tính lại từ {}, {}.{}", vn_datetime(facts.restart->at), facts.restart->reason, before));
  }
  for (const auto& p : facts.pauses)
    if (p.to && !(facts.restart && *p.to <= facts.restart->at))
      f.notes.push_back(fmt::format("Thời hạn tạm dừng từ {} đến {}: {}.", vn_datetime(p.from), vn_datetime(*p.to), p.reason));
  if (c.elsewhere)
    f.notes.push_back(
        c.taken_over_at
            ? fmt::format("{} nhận hồ sơ lúc {}; thời hạn tính từ lúc đó.", s.unit_name(c.competent_unit), vn_datetime(*c.taken_over_at))
            : fmt::format("{} giải quyết hồ sơ; thời hạn tính từ khi cơ quan này nhận hồ sơ, ngày trả kết quả trên là dự kiến.",
                          s.unit_name(c.competent_unit)));
  if (c.original_due) f.notes.push_back(fmt::format("Đã xin lỗi và hẹn lại một lần; ngày hẹn đầu: {}.", vn_datetime(*c.original_due)));
  if (!c.entered_late.empty()) f.notes.push_back("Nhập lùi ngày: " + c.entered_late + ".");
  if (c.fee_total > 0)
    f.notes.push_back(fmt::format("Phí, lệ phí {} ₫: {}.", vn_number(c.fee_total), c.fin == FinState::due ? "chưa nộp" : "đã nộp"));
  f.notes.push_back("Nếu sẽ trả trễ, bạn nhận văn bản xin lỗi và ngày trả mới chậm nhất 1 ngày trước hạn.");
  f.notes.push_back(fmt::format("Xem hồ sơ đến đâu: quét mã QR, hoặc vào {}/tra-cuu, nhập mã hồ sơ và mã tra cứu {}{}.",
                                s.options.public_url, token.substr(0, 8),
                                s.options.hotline.empty() ? "" : ", hoặc gọi " + s.options.hotline));
  return f;
}

Result<print::ControlSlipForm> Dossiers::control_slip(const Actor& actor, std::string_view code) {
  const auto& s = *impl_;
  CaseRecord c;
  print::ControlSlipForm f;
  TRY_VOID(s.db.read([&](store::ReadTx& tx) -> Status {
    TRY(c, s.load_code(tx, actor, code));
    for (const auto& h : handovers_of(tx, c.id)) {
      if (h.seq == 1) continue;  // from the applicant: form 01 says it
      f.lines.push_back({s.unit_name(h.from_unit), h.from_name, s.unit_name(h.to_unit), h.to_name, h.given_at, h.received_at,
                         h.result ? std::string(label(*h.result)) : "", h.note});
    }
    return {};
  }));
  f.form_of_2018 = of_2018(c.received_at);
  f.head = letterhead_of(s, c, fmt::format("{}/PKS-{}", c.receipt_number, desk_sign_of(s, c.received_unit)), day_of(c.received_at));
  f.qr_text = c.code;
  f.dossier_code = c.code;
  f.office_in_charge = s.unit_name(c.settling_unit ? c.settling_unit : c.competent_unit);
  f.received_at = c.received_at;
  f.due_at = c.due_at;
  return f;
}

Result<print::RegisterForm> Dossiers::register_form(const Actor& actor, const Filter& filter) {
  const auto& s = *impl_;
  TRY(const auto rows, register_of(actor, filter));
  const auto unit = filter.unit ? filter.unit : actor.acting_unit();
  const auto today = s.identity.today();
  CaseRecord head_of;  // the register has the head of its unit
  head_of.received_unit = unit;
  head_of.competent_unit = s.competent_of(unit, today);
  print::RegisterForm f;
  f.head =
      letterhead_of(s, head_of, fmt::format("{}/STD-{}", int{std::chrono::year_month_day{today}.year()}, desk_sign_of(s, unit)), today);
  if (!rows.rows.empty() && !filter.field.empty()) f.field = rows.rows.front().field_name;
  if (filter.from || filter.to)
    f.period = fmt::format("Từ ngày {} đến ngày {}", filter.from ? vn_date(*filter.from) : "…", vn_date(filter.to.value_or(today)));
  for (const auto& r : rows.rows)
    f.lines.push_back({r.code, r.procedure_name, r.applicant_name, r.contact, r.competent_unit_name, vn_datetime(r.received_at),
                       vn_datetime(r.due_at), r.returned_at ? vn_datetime(*r.returned_at) : "", std::string(label(r.return_method)), ""});
  std::reverse(f.lines.begin(), f.lines.end());  // a book is read from the oldest line on
  return f;
}

}  // namespace motcua::dossier
