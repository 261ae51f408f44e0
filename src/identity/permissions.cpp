#include "identity/permissions.hpp"

#include <algorithm>
#include <array>

#include "identity/permissions_reform.hpp"

namespace motcua::identity {
namespace {

constexpr bool kReading = true;
constexpr auto kAll = std::to_array<PermissionInfo>({
    {kDossierDraft, "Hỗ trợ kê khai, lưu nháp, quét giấy tờ"},
    {kDossierOwn, "Nộp, bổ sung, rút hồ sơ của mình"},
    {kDossierRead, "Xem hồ sơ", kReading},
    {kDossierHistory, "Xem toàn bộ lịch sử hồ sơ", kReading},
    {kDossierAccept, "Tiếp nhận hồ sơ"},
    {kDossierTicket, "Lập phiếu gửi, biên bản giao nhận qua bưu chính"},
    {kDossierHandOver, "Bàn giao hồ sơ"},
    {kDossierNotify, "Gửi thông báo cho người nộp hồ sơ"},
    {kDossierAllocate, "Phân công quầy"},
    {kDossierRemind, "Ký văn bản nhắc"},
    {kDossierWork, "Thụ lý, dự thảo kết quả"},
    {kDossierPropose, "Đề xuất bổ sung, từ chối, gia hạn, dừng"},
    {kDossierAssign, "Phân công thụ lý"},
    {kDossierReview, "Kiểm tra, chuyển lại để làm lại"},
    {kDossierApprove, "Phê duyệt, ký", false, true, true},
    {kDossierIssue, "Vào số, đóng dấu, phát hành", false, true, true},
    {kDossierArchive, "Nộp lưu hồ sơ"},
    {kDossierConsult, "Trả lời lấy ý kiến"},
    {kDossierReturn, "Trả kết quả"},
    {kDossierChangeDue, "Đề nghị chỉnh hạn xử lý"},
    {kDossierApproveDue, "Duyệt chỉnh hạn xử lý", false, true, true},
    {kDossierPersonal, "Xem đầy đủ dữ liệu cá nhân", kReading},
    {kFeeCollect, "Thu phí, lệ phí"},
    {kFeeRefund, "Hoàn phí, lệ phí"},
    {kFeeReconcile, "Đối soát phí, lệ phí"},
    {kCatalogRead, "Xem danh mục thủ tục", kReading},
    {kCatalogEdit, "Sửa danh mục thủ tục", false, false},
    {kCatalogTariff, "Sửa mức phí, lệ phí", false, false},
    {kCalendarRead, "Xem lịch làm việc", kReading},
    {kCalendarEdit, "Sửa lịch làm việc", false, false},
    {kIdentityRead, "Xem đơn vị, cán bộ", kReading},
    {kIdentityManage, "Quản lý đơn vị, tài khoản, vai trò", false, false},
    {kIdentityDelegate, "Ủy quyền, phân công người làm thay", false, false},
    {kIdentityAudit, "Xem nhật ký tài khoản, đơn vị", kReading, false},
    {kIdentityPropose, "Đề nghị thay người được cử đến"},
    {kFeedbackSend, "Đánh giá, gửi phản ánh, kiến nghị"},
    {kFeedbackAnswer, "Trả lời phản ánh, kiến nghị"},
    {kReportRead, "Xem số liệu, báo cáo", kReading},
    {kReportMake, "Lập báo cáo, chấm điểm"},
    {kReportApology, "Công khai danh sách xin lỗi"},
    {kDirectiveGive, "Giao việc, chỉ đạo"},
    {kAuditRead, "Xem mọi nhật ký", kReading, false},
    {kSystemManage, "Quản trị hệ thống", false, false},
    {kReformRead, "Xem công tác cải cách hành chính", kReading},
    {kReformWork, "Báo kết quả nhiệm vụ cải cách hành chính"},
    {kReformManage, "Lập kế hoạch, theo dõi, kiểm tra cải cách hành chính"},
});
static_assert(kAll.size() <= 64);

std::bitset<64> mask(bool (*wanted)(const PermissionInfo&)) {
  std::bitset<64> bits;
  for (std::size_t i = 0; i < kAll.size(); ++i) bits.set(i, wanted(kAll[i]));
  return bits;
}

}  // namespace

std::span<const PermissionInfo> all_permissions() { return kAll; }

std::optional<std::size_t> permission_index(web::Permission permission) {
  const auto it = std::ranges::find(kAll, permission.name, [](const PermissionInfo& p) { return p.permission.name; });
  if (it == kAll.end()) return {};
  return static_cast<std::size_t>(it - kAll.begin());
}

PermissionSet::PermissionSet(std::initializer_list<web::Permission> permissions) {
  for (const auto permission : permissions) add(permission);
}

void PermissionSet::add(web::Permission permission) {
  const auto index = permission_index(permission);
  ensure(index.has_value(), "permission is not in the table");
  bits_.set(*index);
}

bool PermissionSet::has(web::Permission permission) const {
  const auto index = permission_index(permission);
  return index && bits_.test(*index);
}

PermissionSet PermissionSet::without_undelegable() const {
  static const auto delegable = mask([](const PermissionInfo& p) { return p.delegable; });
  PermissionSet rest = *this;
  rest.bits_ &= delegable;
  return rest;
}

bool PermissionSet::any_deciding() const {
  static const auto deciding = mask([](const PermissionInfo& p) { return p.deciding; });
  return (bits_ & deciding).any();
}

bool PermissionSet::any_writing() const {
  static const auto writing = mask([](const PermissionInfo& p) { return !p.reading; });
  return (bits_ & writing).any();
}

}  // namespace motcua::identity
