// P8: a receipt as PDF (A5, table, code). First page apart: fonts are loaded once.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "print/forms.hpp"

using namespace motcua;

namespace {
print::ReceiptForm sample() {
  print::ReceiptForm form;
  form.head = {"ỦY BAN NHÂN DÂN XÃ TÂN PHÚ", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "1204/ -TTPVHCC", "Tân Phú", *parse_day("20/11/2026")};
  form.qr_text = "HTTPS://MOTCUA.EXAMPLE/T/7K3QF2XW9PZ4H6R8B5NDT2MC/H20.15-261120-0031/1.004873/01/" + std::string(74, 'A');
  form.dossier_code = "H20.15-261120-0031";
  form.office_name = "Trung tâm Phục vụ hành chính công xã Tân Phú";
  form.applicant = "NGƯỜI MẪU";
  form.identifier = "087195004321";
  form.address = "Ấp Phú Lợi, xã Tân Phú, tỉnh Đồng Tháp";
  form.procedure_name = "Cấp Giấy xác nhận tình trạng hôn nhân";
  form.procedure_code = "1.004873";
  form.papers = {"Tờ khai cấp Giấy xác nhận tình trạng hôn nhân: 01 bản chính", "Thẻ căn cước: xuất trình, đã trả lại"};
  form.term = "03 ngày làm việc";
  form.received_at = *parse_instant("2026-11-20T15:20");
  form.due_at = *parse_instant("2026-11-26T17:00");
  form.return_at = "quầy";
  for (int i = 1; i <= 6; ++i) form.proof.push_back({"Thứ Hai 23/11: ngày làm việc", i});
  form.proof_summary = "Thời hạn 3 ngày làm việc";
  return form;
}
}  // namespace

int main() {
  using Clock = std::chrono::steady_clock;
  const auto once = [] {
    const auto from = Clock::now();
    const auto pdf = print::receipt_pdf(sample());
    const auto ms = std::chrono::duration<double, std::milli>(Clock::now() - from).count();
    return std::pair{ms, pdf->size()};
  };
  const auto [first, size] = once();
  std::vector<double> times;
  for (int i = 0; i < 101; ++i) times.push_back(once().first);
  std::ranges::sort(times);
  std::printf(
      "{\"id\":\"P8\",\"what\":\"receipt PDF, median of "
      "101\",\"value\":%.1f,\"unit\":\"ms\",\"bar\":12,\"better\":\"less\",\"detail\":\"first %.0f ms, p95 %.1f ms, "
      "%zu bytes\"}\n",
      times[50], first, times[95], size);
}
