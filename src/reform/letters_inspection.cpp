#include "reform/letters_inspection.hpp"

#include <fmt/core.h>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "print/forms_parts.hpp"
#include "reform/letters.hpp"

namespace motcua::reform {

using namespace print;

std::string points_text(std::int64_t hundredths) {
  auto text = vn_decimal(hundredths, 2);
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with(',')) text.pop_back();
  return text;
}

namespace {
constexpr TextStyle kBody{.size = 13, .after = 5};

void findings_table(Document& doc, const VisitView& v) {
  if (v.findings.empty()) {
    doc.paragraph("Không phát hiện hạn chế.", kBody);
    return;
  }
  const std::vector<print::Column> columns{{"TT", 0.5, Align::centre}, {"Mã", 0.7, Align::centre}, {"Hạn chế, tồn tại", 3.4},
                                           {"Kiến nghị", 2.8},         {"Đơn vị khắc phục", 1.7},  {"Hạn", 1.2, Align::centre}};
  std::vector<std::vector<Rich>> rows;
  int n = 0;
  for (const auto& f : v.findings)
    rows.push_back({std::to_string(++n), f.finding.code,
                    f.finding.repeats != 0 ? Rich{}.bold("Lặp lại. ").plain(f.finding.text) : Rich{f.finding.text}, f.finding.action,
                    f.responsible_name, f.finding.deadline ? vn_date(*f.finding.deadline) : ""});
  doc.table(columns, rows, 10.5);
}

void again_table(Document& doc, const VisitView& v) {
  const std::vector<print::Column> columns{
      {"TT", 0.5, Align::centre}, {"Hạn chế lần trước", 4}, {"Kết quả phúc tra", 1.6}, {"Bằng chứng, nhận xét", 3}};
  std::vector<std::vector<Rich>> rows;
  int n = 0;
  for (const auto& a : v.again)
    rows.push_back({std::to_string(++n), a.finding.text, a.recheck ? std::string(label(a.recheck->result)) : std::string("Chưa ghi"),
                    a.recheck ? a.recheck->note : ""});
  doc.table(columns, rows, 10.5);
  doc.space(4);
  doc.paragraph(outcome_words(v.outcome), kBody);
}
}  // namespace

std::string inspection_minutes(const VisitView& v, const Issuer& inspecting) {
  const bool again = v.visit.kind == VisitKind::reinspection;
  Document doc{Paper::a4, "Biên bản kiểm tra " + v.unit_name, 20 * kMm};
  const auto day = v.visit.day.value_or(Day{});
  paper_head(doc, inspecting, "", day, again ? "BIÊN BẢN PHÚC TRA" : "BIÊN BẢN KIỂM TRA",
             "Công tác cải cách hành chính tại " + v.unit_name);
  doc.paragraph(Rich{"Đoàn kiểm tra: "}.plain(v.visit.head + " (Trưởng Đoàn)" + (v.visit.members.empty() ? "" : "; " + v.visit.members) +
                                              (v.visit.secretary.empty() ? "" : "; thư ký: " + v.visit.secretary) +
                                              (v.visit.decision.empty() ? "." : ". Theo " + v.visit.decision + ".")),
                kBody);
  doc.paragraph(bold("I. KẾT QUẢ KIỂM TRA"), kBody);
  const std::vector<print::Column> columns{
      {"Mã", 0.7, Align::centre}, {"Nội dung", 4}, {"Kết quả", 1.2}, {"Điểm", 0.9, Align::right}, {"Ghi chú, số liệu hệ thống", 3.2}};
  std::vector<std::vector<Rich>> rows;
  for (const auto& i : v.items)
    if (i.score)
      rows.push_back(
          {i.item.code, i.item.title, std::string(label(i.score->mark)),
           i.score->mark == Mark::not_applicable ? std::string("–") : points_text(i.score->points) + "/" + points_text(i.score->most),
           i.score->note.empty() ? i.score->known : i.score->note});
  if (rows.empty())
    doc.paragraph("Chưa chấm mục nào.", kBody);
  else
    doc.table(columns, rows, 10.5);
  doc.space(4);
  doc.paragraph(Rich{"Tổng điểm: "}
                    .bold(fmt::format("{}/{}", points_text(v.points), points_text(v.most)))
                    .plain(fmt::format(", xếp loại {}.", level_of(v.points, v.most))),
                kBody);
  if (!v.samples.empty()) {
    int seen = 0, bad = 0;
    for (const auto& s : v.samples) {
      if (s.verdict != SampleVerdict::unseen) ++seen;
      if (s.verdict != SampleVerdict::unseen && s.verdict != SampleVerdict::right) ++bad;
    }
    doc.paragraph(fmt::format("Hồ sơ mẫu: rút ngẫu nhiên {} hồ sơ theo hạt giống {}; đã xem {}, có sai sót {}.", v.samples.size(),
                              v.visit.seed, seen, bad),
                  kBody);
  }
  if (again) {
    doc.paragraph(bold("II. KẾT QUẢ PHÚC TRA TỪNG HẠN CHẾ"), kBody);
    again_table(doc, v);
  }
  doc.paragraph(bold(again ? "III. HẠN CHẾ, KIẾN NGHỊ MỚI" : "II. HẠN CHẾ, KIẾN NGHỊ"), kBody);
  findings_table(doc, v);
  if (!v.visit.minutes.empty()) {
    doc.space(4);
    doc.paragraph(bold("Ưu điểm, ý kiến của đơn vị"), kBody);
    doc.paragraph(v.visit.minutes, kBody);
  }
  doc.keep_together(120);
  doc.space(10);
  signatures(doc, "ĐẠI DIỆN ĐƠN VỊ ĐƯỢC KIỂM TRA", "", "TRƯỞNG ĐOÀN", v.visit.head, 12, 60);
  doc.footer("Biên bản kiểm tra, " + v.unit_name + ". Trang {trang}");
  return doc.finish();
}

std::string inspection_conclusion(const VisitView& v, const Issuer& inspecting) {
  Document doc{Paper::a4, "Thông báo kết luận kiểm tra " + v.unit_name, 20 * kMm};
  paper_head(doc, inspecting, v.visit.conclusion, v.visit.concluded_on.value_or(Day{}), "THÔNG BÁO",
             "Kết luận kiểm tra công tác cải cách hành chính tại " + v.unit_name);
  doc.paragraph(fmt::format("Ngày {}, Đoàn kiểm tra do {} làm Trưởng Đoàn đã {} công tác cải cách hành chính tại {}. Kết luận như sau:",
                            v.visit.day ? vn_date(*v.visit.day) : "", v.visit.head,
                            v.visit.kind == VisitKind::reinspection ? "phúc tra" : "kiểm tra", v.unit_name),
                kBody);
  doc.paragraph(Rich{"1. Kết quả: "}.plain(
                    fmt::format("{}/{} điểm, xếp loại {}.", points_text(v.points), points_text(v.most), level_of(v.points, v.most))),
                kBody);
  if (!v.visit.minutes.empty()) doc.paragraph(v.visit.minutes, kBody);
  if (v.visit.kind == VisitKind::reinspection) {
    doc.paragraph("2. Kết quả phúc tra:", kBody);
    again_table(doc, v);
  }
  doc.paragraph(v.visit.kind == VisitKind::reinspection ? "3. Hạn chế mới và kiến nghị:" : "2. Hạn chế và kiến nghị:", kBody);
  findings_table(doc, v);
  doc.space(6);
  doc.paragraph(
      "Đơn vị khắc phục đúng hạn, báo kết quả kèm bằng chứng trên hệ thống. Đoàn kiểm tra xác nhận trước khi coi là đã khắc phục.", kBody);
  doc.space(8);
  receivers(doc);
  signatures(doc, "", "", "TRƯỞNG ĐOÀN KIỂM TRA", v.visit.head, 12, 60);
  return doc.finish();
}

}  // namespace motcua::reform
