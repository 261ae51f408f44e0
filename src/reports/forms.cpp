#include "reports/forms.hpp"

#include <algorithm>
#include <array>

namespace motcua::reports {

namespace {
using enum Account;
using dossier::Channel;

constexpr Day day(int y, int m, int d) { return Day{std::chrono::year{y} / m / d}; }

constexpr std::uint16_t kRunning = bit(in_term) | bit(overdue) | bit(paused_in_term) | bit(paused_overdue);
// A dossier that waits for the applicant is never overdue (one-stop mechanism, class "trong hạn").
constexpr std::uint16_t kInTerm = bit(in_term) | bit(paused_in_term) | bit(paused_overdue);
// Withdrawn and stopped ones count as settled on the day they ended and are never late; the local column tells how many they are.
constexpr std::uint16_t kOnTime = bit(on_time) | bit(withdrawn) | bit(stopped);

constexpr std::uint8_t kFullOnline = bit(Channel::online_full) | bit(Channel::vneid) | bit(Channel::kiosk);
constexpr std::uint8_t kPartOnline = bit(Channel::online_partial);
constexpr std::uint8_t kPost = bit(Channel::post);
constexpr std::uint8_t kCounter = bit(Channel::counter);

constexpr Measure received_by(std::uint8_t channels) { return {When::during, bit(received), channels}; }
constexpr Measure settled_as(std::uint16_t accounts) { return {When::during, accounts, 0}; }
constexpr Measure at_end(std::uint16_t accounts) { return {When::closing, accounts, 0}; }
constexpr Measure kCarried{When::opening, kRunning, 0};

constexpr std::string_view kIn = "Số lượng hồ sơ tiếp nhận", kDone = "Số lượng hồ sơ đã giải quyết",
                           kPending = "Số lượng hồ sơ đang giải quyết";
constexpr std::string_view
    kRuleEarly = "Kết quả về bộ phận một cửa trước ngày hẹn trả",
    kRuleOnTime = "Kết quả về bộ phận một cửa trong ngày hẹn trả, không sau giờ hẹn; gồm cả hồ sơ công dân rút và hồ sơ dừng giải quyết",
    kRuleLate = "Kết quả về bộ phận một cửa sau thời điểm hẹn trả",
    kRuleInTerm = "Chưa có kết quả khi hết kỳ, chưa quá thời điểm hẹn trả; gồm cả hồ sơ đang chờ công dân",
    kRuleOverdue = "Chưa có kết quả khi hết kỳ, đã quá thời điểm hẹn trả, không trong thời gian chờ công dân",
    kRuleCarried = "Tiếp nhận trước kỳ và chưa có kết quả khi kỳ bắt đầu";

constexpr auto k07Columns = std::to_array<Column>({
    {3, kIn, "", "Tổng số", {}, "4+5+6+7+8", ""},
    {4, kIn, "Trong kỳ", "Trực tuyến toàn trình", received_by(kFullOnline), "",
     "Tiếp nhận trong kỳ, nộp trực tuyến toàn trình, qua VNeID hoặc ki-ốt"},
    {5, kIn, "Trong kỳ", "Trực tuyến một phần", received_by(kPartOnline), "", "Tiếp nhận trong kỳ, nộp trực tuyến một phần"},
    {6, kIn, "Trong kỳ", "Qua dịch vụ bưu chính", received_by(kPost), "", "Tiếp nhận trong kỳ qua dịch vụ bưu chính công ích"},
    {7, kIn, "Trong kỳ", "Trực tiếp", received_by(kCounter), "", "Tiếp nhận trong kỳ tại quầy"},
    {8, kIn, "", "Từ kỳ trước", kCarried, "", kRuleCarried},
    {9, kDone, "", "Tổng số", {}, "10+11+12", ""},
    {10, kDone, "", "Trước hạn", settled_as(bit(early)), "", kRuleEarly},
    {11, kDone, "", "Đúng hạn", settled_as(kOnTime), "", kRuleOnTime},
    {12, kDone, "", "Quá hạn", settled_as(bit(late)), "", kRuleLate},
    {13, kPending, "", "Tổng số", {}, "14+15", ""},
    {14, kPending, "", "Trong hạn", at_end(kInTerm), "", kRuleInTerm},
    {15, kPending, "", "Quá hạn", at_end(bit(overdue)), "", kRuleOverdue},
});

constexpr auto k06Columns = std::to_array<Column>({
    {3, kIn, "", "Tổng số", {}, "4+5+6", ""},
    {4, kIn, "Trong đó", "Trực tuyến", received_by(kFullOnline | kPartOnline), "",
     "Tiếp nhận trong kỳ, nộp trực tuyến (Cổng dịch vụ công, VNeID, ki-ốt)"},
    {5, kIn, "Trong đó", "Trực tiếp, dịch vụ bưu chính", received_by(kPost | kCounter), "",
     "Tiếp nhận trong kỳ tại quầy hoặc qua bưu chính"},
    {6, kIn, "", "Từ kỳ trước", kCarried, "", kRuleCarried},
    {7, kDone, "", "Tổng số", {}, "8+9+10", ""},
    {8, kDone, "", "Trước hạn", settled_as(bit(early)), "", kRuleEarly},
    {9, kDone, "", "Đúng hạn", settled_as(kOnTime), "", kRuleOnTime},
    {10, kDone, "", "Quá hạn", settled_as(bit(late)), "", kRuleLate},
    {11, kPending, "", "Tổng số", {}, "12+13", ""},
    {12, kPending, "", "Trong hạn", at_end(kInTerm), "", kRuleInTerm},
    {13, kPending, "", "Quá hạn", at_end(bit(overdue)), "", kRuleOverdue},
});

// The management table deployed by provinces: units as rows, pauses apart.
constexpr auto kManagementColumns = std::to_array<Column>({
    {3, "Tiếp nhận", "", "Tổng số", {}, "4+5", ""},
    {4, "Tiếp nhận", "", "Kỳ trước chuyển sang", kCarried, "", kRuleCarried},
    {5, "Tiếp nhận", "Trong kỳ", "Tổng số", {}, "6+7+8", ""},
    {6, "Tiếp nhận", "Trong kỳ", "Trực tuyến", received_by(kFullOnline | kPartOnline), "", "Tiếp nhận trong kỳ, nộp trực tuyến"},
    {7, "Tiếp nhận", "Trong kỳ", "Trực tiếp", received_by(kCounter), "", "Tiếp nhận trong kỳ tại quầy"},
    {8, "Tiếp nhận", "Trong kỳ", "BCCI", received_by(kPost), "", "Tiếp nhận trong kỳ qua bưu chính công ích"},
    {9, "Đã xử lý", "", "Tổng số", {}, "10+11+12+13", ""},
    {10, "Đã xử lý", "", "Trước hạn", settled_as(bit(early)), "", kRuleEarly},
    {11, "Đã xử lý", "", "Trong hạn", settled_as(bit(on_time)), "", "Kết quả về bộ phận một cửa trong ngày hẹn trả, không sau giờ hẹn"},
    {12, "Đã xử lý", "", "Quá hạn", settled_as(bit(late)), "", kRuleLate},
    {13, "Đã xử lý", "", "Rút, dừng", settled_as(bit(withdrawn) | bit(stopped)), "",
     "Công dân rút hồ sơ hoặc cơ quan dừng giải quyết trong kỳ"},
    {14, "Đang xử lý", "", "Tổng số", {}, "15+16", ""},
    {15, "Đang xử lý", "", "Trong hạn", at_end(bit(in_term)), "", "Đang xử lý khi hết kỳ, chưa quá thời điểm hẹn trả"},
    {16, "Đang xử lý", "", "Quá hạn", at_end(bit(overdue)), "", kRuleOverdue},
    {17, "Tạm dừng xử lý", "", "Tổng số", {}, "18+19", ""},
    {18, "Tạm dừng xử lý", "", "Trong hạn", at_end(bit(paused_in_term)), "", "Đang chờ công dân khi hết kỳ"},
    {19, "Tạm dừng xử lý", "", "Quá hạn", at_end(bit(paused_overdue)), "", "Đang chờ công dân khi hết kỳ; đã quá hạn trước khi tạm dừng"},
});

// What the board's indicators are parts and wholes of, each with its list.
constexpr auto kBoardColumns = std::to_array<Column>({
    {1, "", "", "Hồ sơ tiếp nhận trong kỳ", received_by(0), "", "Tiếp nhận trong kỳ, mọi kênh"},
    {2, "", "", "Nộp trực tuyến toàn trình", received_by(kFullOnline), "",
     "Tiếp nhận trong kỳ, nộp trực tuyến toàn trình, qua VNeID hoặc ki-ốt"},
    {3, "", "", "Nộp trực tuyến", received_by(kFullOnline | kPartOnline), "", "Tiếp nhận trong kỳ, nộp trực tuyến"},
    {4, "", "", "Giải quyết đúng hạn", settled_as(bit(early) | kOnTime), "", "Có kết quả trong kỳ, trước hạn hoặc đúng hạn"},
    {5, "", "", "Đã giải quyết", settled_as(bit(early) | kOnTime | bit(late)), "", "Có kết quả trong kỳ; gồm cả hồ sơ rút, dừng"},
    {6, "", "", "Quá hạn chưa xong", at_end(bit(overdue)), "", kRuleOverdue},
    {7, "", "", "Đang giải quyết", at_end(kRunning), "", "Chưa có kết quả khi hết kỳ"},
});

constexpr std::string_view kTitle07 =
    "Tình hình, kết quả giải quyết thủ tục hành chính tại cơ quan, đơn vị trực tiếp giải quyết thủ tục hành chính";
constexpr std::string_view kTitle06 = "Tình hình, kết quả giải quyết thủ tục hành chính";
constexpr Day k2026 = day(2026, 8, 1);

constexpr auto kForms = std::to_array<Form>({
    {"07a", "Biểu số 07a/BTP/KSTT", kTitle07, "UBND cấp xã; cơ quan chuyên môn thuộc UBND cấp tỉnh", "UBND cấp tỉnh", k2026, std::nullopt,
     "Thông tư 09/2026/TT-BTP", Layout::by_field, false, k07Columns},
    {"07b", "Biểu số 07b/BTP/KSTT", "Tình hình, kết quả giải quyết thủ tục hành chính thuộc phạm vi thẩm quyền của địa phương",
     "UBND cấp tỉnh", "Bộ Tư pháp", k2026, std::nullopt, "Thông tư 09/2026/TT-BTP", Layout::by_level_and_field, false, k07Columns},
    {"ii-06a", "Biểu số II.06a/VPCP/KSTT", kTitle06, "UBND các cấp; cơ quan trực tiếp giải quyết", "Cơ quan cấp trên", day(2020, 12, 8),
     day(2026, 7, 31), "Thông tư 01/2020/TT-VPCP", Layout::by_level_and_field, false, k06Columns},
    {"quan-ly", "", "Tổng hợp tiếp nhận và giải quyết hồ sơ theo đơn vị", "", "", day(2000, 1, 1), std::nullopt,
     "Biểu quản lý của địa phương", Layout::by_level_and_field, true, kManagementColumns},
    {"chi-so", "", "Phần và tổng của các chỉ số", "", "", day(2000, 1, 1), std::nullopt, "Bảng điều hành", Layout::by_field, false,
     kBoardColumns, false},
});

constexpr auto k07Identities = std::to_array<Identity>({{3, "4+5+6+7+8"}, {9, "10+11+12"}, {13, "14+15"}, {3, "9+13"}});
constexpr auto k06Identities = std::to_array<Identity>({{3, "4+5+6"}, {7, "8+9+10"}, {11, "12+13"}, {3, "7+11"}});
constexpr auto kManagementIdentities = std::to_array<Identity>({{3, "4+5"}, {5, "6+7+8"}, {3, "9+14+17"}});
}  // namespace

std::vector<int> summands(std::string_view sum) {
  std::vector<int> columns;
  int n = 0;
  for (const char c : sum) {
    if (c == '+') {
      columns.push_back(n);
      n = 0;
    } else {
      n = n * 10 + (c - '0');
    }
  }
  if (!sum.empty()) columns.push_back(n);
  return columns;
}

std::span<const Form> forms() { return kForms; }

const Form* form(std::string_view id) {
  const auto found = std::find_if(kForms.begin(), kForms.end(), [&](const Form& f) { return f.id == id; });
  return found == kForms.end() ? nullptr : &*found;
}

const Form& official_form(const Period& p, bool province) {
  if (p.to >= k2026) return *form(province ? "07b" : "07a");
  return *form("ii-06a");
}

const Column* column(const Form& f, int number) {
  const auto found = std::find_if(f.columns.begin(), f.columns.end(), [&](const Column& c) { return c.number == number; });
  return found == f.columns.end() ? nullptr : &*found;
}

std::vector<Measure> measures(const Form& f, const Column& c) {
  if (c.sum.empty()) return {c.measure};
  std::vector<Measure> all;
  for (const int n : summands(c.sum)) {
    const auto* part = column(f, n);
    ensure(part != nullptr, "a formula names columns of its form");
    for (const auto& m : measures(f, *part)) all.push_back(m);
  }
  return all;
}

std::span<const Identity> identities(const Form& f) {
  if (f.id == "quan-ly") return kManagementIdentities;
  if (f.id == "ii-06a") return k06Identities;
  if (f.id == "chi-so") return {};
  return k07Identities;
}

}  // namespace motcua::reports
