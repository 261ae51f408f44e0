#include "identity/roles.hpp"

#include <algorithm>
#include <array>

#include "base/result.hpp"
#include "identity/permissions_reform.hpp"

namespace motcua::identity {
namespace {

// What every official sees: units, procedures, the calendar; and what he may lend to a stand-in.
PermissionSet staff(PermissionSet more) {
  more |= PermissionSet{kCatalogRead, kCalendarRead, kIdentityRead, kIdentityDelegate};
  return more;
}

// one-stop.md §2.2: titles word for word.
const std::array<RoleInfo, 17>& table() {
  static const std::array<RoleInfo, 17> kTable{{
      {Role::citizen, "CITIZEN", "Tổ chức, cá nhân / người nộp hồ sơ",
       "Soạn, nộp, trả phí, bổ sung, xin rút, đánh giá, gửi phản ánh, tải kết quả của mình.", "Không xem hồ sơ của người khác.", false,
       PermissionSet{kDossierOwn, kFeedbackSend}},
      {Role::delegate, "DELEGATE", "Người được ủy quyền", "Như người nộp hồ sơ, trong phạm vi và thời hạn của văn bản ủy quyền.",
       "Không làm gì khi ủy quyền đã hết hạn.", false, PermissionSet{kDossierOwn, kFeedbackSend}},
      {Role::guide, "GUIDE", "Người hướng dẫn, tổ công nghệ số cộng đồng, nhân viên bưu điện hỗ trợ",
       "Giúp kê khai, lấy số thứ tự, quét giấy tờ.", "Không giữ tài khoản của công dân, không tiếp nhận chính thức, không quyết định.",
       true, PermissionSet{kDossierDraft, kCatalogRead, kCalendarRead}},
      {Role::post_clerk, "POST_CLERK", "Nhân viên bưu chính",
       "Lập phiếu gửi hồ sơ, đếm thành phần theo danh mục công bố, thu phí, ký biên bản giao nhận, phát kết quả có ký nhận.",
       "Không từ chối hay đòi thêm giấy tờ, không quyết định.", true,
       PermissionSet{kDossierDraft, kDossierTicket, kDossierHandOver, kDossierReturn, kFeeCollect, kCatalogRead, kCalendarRead}},
      {Role::receptionist, "RECEPTIONIST", "CBCCVC tiếp nhận hồ sơ (BPMC)",
       "Kiểm tra, quét, lập mẫu 01, 02, 03, cấp mã hồ sơ, bàn giao, trả kết quả, thu phí.",
       "Không đòi giấy tờ ngoài danh mục công bố, không liên hệ việc bổ sung ngoài Bộ phận Một cửa.", true,
       staff(
           {kDossierDraft, kDossierRead, kDossierPersonal, kDossierAccept, kDossierHandOver, kDossierNotify, kDossierReturn, kFeeCollect})},
      {Role::return_clerk, "RETURN_CLERK", "CBCCVC trả kết quả", "Kiểm tra giấy tờ tùy thân hoặc ủy quyền, trao kết quả, ghi nhận chữ ký.",
       "Không trao kết quả khi phí còn nợ.", true, staff({kDossierRead, kDossierPersonal, kDossierHandOver, kDossierReturn})},
      {Role::bpmc_head, "BPMC_HEAD", "Người đứng đầu BPMC, Giám đốc TTPVHCC",
       "Phân công quầy, theo dõi, ký văn bản nhắc khi được ủy quyền, đề nghị thay người, trả lời phản ánh, kiến nghị.",
       "Không thay đổi quyết định chuyên môn.", true,
       staff({kDossierRead, kDossierPersonal, kDossierHistory, kDossierAllocate, kDossierRemind, kDossierNotify, kDossierHandOver,
              kIdentityPropose, kFeedbackAnswer, kReportRead, kReformRead, kReformWork})},
      {Role::officer, "OFFICER", "CBCCVC thụ lý / chuyên viên",
       "Thẩm định, lấy ý kiến, dự thảo kết quả, đề xuất bổ sung, từ chối, gia hạn, dừng.",
       "Không gửi yêu cầu bổ sung thẳng cho công dân (hành vi bị cấm).", true,
       staff({kDossierRead, kDossierPersonal, kDossierHandOver, kDossierWork, kDossierPropose, kReformRead, kReformWork})},
      {Role::unit_head, "UNIT_HEAD", "Lãnh đạo phòng", "Phân công, kiểm tra, chuyển lại để làm lại.", "", true,
       staff({kDossierRead, kDossierPersonal, kDossierHistory, kDossierAssign, kDossierReview, kReportRead, kReformRead, kReformWork})},
      {Role::approver, "APPROVER", "Người có thẩm quyền ký", "Phê duyệt và ký số; ký văn bản xin lỗi, gia hạn.",
       "Không phê duyệt dự thảo của chính mình.", true,
       staff({kDossierRead, kDossierPersonal, kDossierHistory, kDossierReview, kDossierApprove, kDossierApproveDue, kReportRead,
              kReformRead})},
      {Role::clerk_archive, "CLERK_ARCHIVE", "Văn thư", "Vào số, đóng dấu (chữ ký số cơ quan), phát hành, lưu trữ.", "Không sửa nội dung.",
       true, staff({kDossierRead, kDossierPersonal, kDossierHandOver, kDossierIssue, kDossierArchive})},
      {Role::consultee, "CONSULTEE", "CBCC cơ quan phối hợp", "Trả lời việc được lấy ý kiến.", "Không xem thành phần không liên quan.",
       true, staff({kDossierConsult})},
      {Role::cashier, "CASHIER", "Cán bộ thu phí, lệ phí", "Thu, xuất biên lai điện tử, hoàn, đối soát.", "Không thay đổi mức thu.", true,
       staff({kDossierRead, kFeeCollect, kFeeRefund, kFeeReconcile})},
      {Role::control, "CONTROL", "CBCC kiểm soát TTHC",
       "Công bố quy trình nội bộ, đặt thời hạn có căn cứ, chấm điểm, báo cáo, công khai danh sách xin lỗi.",
       "Không chỉnh hạn của một hồ sơ khi chưa có lý do và người duyệt.", true,
       staff({kDossierRead, kDossierHistory, kDossierChangeDue, kCatalogEdit, kCatalogTariff, kCalendarEdit, kReportRead, kReportMake,
              kReportApology, kFeedbackAnswer, kReformRead, kReformWork, kReformManage})},
      {Role::leader, "LEADER", "Lãnh đạo UBND", "Bảng điều hành, xem đến từng hồ sơ, chỉ đạo.", "", true,
       staff({kDossierRead, kDossierHistory, kReportRead, kDirectiveGive, kReformRead, kReformManage})},
      {Role::auditor, "AUDITOR", "Thanh tra, kiểm tra", "Chỉ xem, cùng toàn bộ lịch sử.", "", true,
       PermissionSet{kDossierRead, kDossierPersonal, kDossierHistory, kCatalogRead, kCalendarRead, kIdentityRead, kIdentityAudit,
                     kReportRead, kReformRead, kAuditRead}},
      {Role::sysadmin, "SYSADMIN", "Quản trị hệ thống", "Tài khoản, danh mục.",
       "Không phê duyệt hồ sơ; hỗ trợ kỹ thuật không kéo theo quyền quyết định.", true,
       PermissionSet{kCatalogRead, kCatalogEdit, kCatalogTariff, kCalendarRead, kCalendarEdit, kIdentityRead, kIdentityManage,
                     kIdentityAudit, kSystemManage}},
  }};
  return kTable;
}

constexpr auto kProhibitions = std::to_array<Prohibition>({
    {Role::citizen, kDossierRead, "118/2025/NĐ-CP Đ6"},
    {Role::citizen, kDossierPersonal, "118/2025/NĐ-CP Đ6"},
    {Role::delegate, kDossierRead, "118/2025/NĐ-CP Đ6.2c"},
    {Role::guide, kDossierOwn, "hướng dẫn thực hiện 118/2025/NĐ-CP"},
    {Role::guide, kDossierAccept, "hướng dẫn thực hiện 118/2025/NĐ-CP"},
    {Role::guide, kDossierApprove, "hướng dẫn thực hiện 118/2025/NĐ-CP"},
    {Role::post_clerk, kDossierAccept, "45/2016/QĐ-TTg Đ6, 309/2026/NĐ-CP Đ5"},
    {Role::post_clerk, kDossierNotify, "45/2016/QĐ-TTg Đ6"},
    {Role::post_clerk, kDossierApprove, "45/2016/QĐ-TTg Đ6"},
    {Role::receptionist, kCatalogEdit, "118/2025/NĐ-CP Đ5, Đ11"},
    {Role::receptionist, kDossierApprove, "118/2025/NĐ-CP Đ5"},
    {Role::return_clerk, kDossierApprove, "118/2025/NĐ-CP Đ22"},
    {Role::bpmc_head, kDossierApprove, "118/2025/NĐ-CP Đ9"},
    {Role::bpmc_head, kDossierWork, "118/2025/NĐ-CP Đ9"},
    {Role::bpmc_head, kDossierReview, "118/2025/NĐ-CP Đ9"},
    {Role::officer, kDossierNotify, "118/2025/NĐ-CP Đ5.1e"},
    {Role::officer, kDossierApprove, "118/2025/NĐ-CP Đ19"},
    {Role::approver, kDossierWork, "bốn mắt"},
    {Role::clerk_archive, kDossierWork, "văn thư không sửa nội dung"},
    {Role::clerk_archive, kDossierApprove, "văn thư không sửa nội dung"},
    {Role::consultee, kDossierRead, "118/2025/NĐ-CP Đ19.4c"},
    {Role::cashier, kCatalogTariff, "118/2025/NĐ-CP Đ8.1b, Đ24"},
    {Role::cashier, kCatalogEdit, "118/2025/NĐ-CP Đ24"},
    {Role::control, kDossierApproveDue, "01/2018/TT-VPCP Đ8, Đ14"},
    {Role::control, kDossierApprove, "01/2018/TT-VPCP Đ14"},
    {Role::leader, kDossierApprove, "01/2018/TT-VPCP Đ14.4"},
    {Role::auditor, kDossierWork, "chỉ xem"},
    {Role::auditor, kIdentityManage, "chỉ xem"},
    {Role::sysadmin, kDossierApprove, "hỗ trợ kỹ thuật không kéo theo quyền quyết định"},
    {Role::sysadmin, kDossierIssue, "hỗ trợ kỹ thuật không kéo theo quyền quyết định"},
    {Role::sysadmin, kDossierApproveDue, "hỗ trợ kỹ thuật không kéo theo quyền quyết định"},
    {Role::sysadmin, kDossierRead, "hỗ trợ kỹ thuật không kéo theo quyền xem hồ sơ"},
});

}  // namespace

std::span<const RoleInfo> all_roles() { return table(); }

const RoleInfo& role_info(Role role) {
  const auto& info = table().at(static_cast<std::size_t>(role));
  ensure(info.role == role, "table of roles is in the order of the enumeration");
  return info;
}

std::optional<Role> role_from_code(std::string_view code) {
  const auto it = std::ranges::find(table(), code, &RoleInfo::code);
  if (it == table().end()) return {};
  return it->role;
}

std::span<const Prohibition> prohibitions() { return kProhibitions; }

std::optional<std::string_view> incompatible(Role a, Role b) {
  const auto pair = [&](auto first, auto second) { return (first(a) && second(b)) || (first(b) && second(a)); };
  const auto is = [](Role wanted) { return [wanted](Role r) { return r == wanted; }; };
  if (pair(is(Role::sysadmin), [](Role r) { return role_info(r).permissions.any_deciding(); }))
    return "Quản trị hệ thống không được kiêm vai trò phê duyệt hay phát hành; hãy dùng hai tài khoản của hai người.";
  if (pair(is(Role::auditor), [](Role r) { return r != Role::auditor && role_info(r).staff; }))
    return "Thanh tra, kiểm tra chỉ xem; không giao kèm vai trò khác cho cùng tài khoản.";
  if (pair(is(Role::control), is(Role::approver))) return "Người kiểm soát TTHC đề nghị chỉnh hạn không được kiêm người duyệt chỉnh hạn.";
  return {};
}

}  // namespace motcua::identity
