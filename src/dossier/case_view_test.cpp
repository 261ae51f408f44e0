#include "dossier/case_view.hpp"

#include <gtest/gtest.h>

namespace motcua::dossier {
namespace {

TEST(PlainName, begins_with_what_tells_procedures_apart) {
  EXPECT_EQ(plain_name("Thủ tục đăng ký khai sinh"), "Đăng ký khai sinh");
  EXPECT_EQ(plain_name("Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh"), "Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh");
}

TEST(PlainName, of_a_long_name_leaves_out_what_it_also_covers) {
  EXPECT_EQ(plain_name("Thủ tục chứng thực chữ ký trong các giấy tờ, văn bản (áp dụng cho cả trường hợp chứng thực điểm chỉ)"),
            "Chứng thực chữ ký trong các giấy tờ, văn bản");
  EXPECT_EQ(plain_name("Chứng thực bản sao từ bản chính giấy tờ, văn bản do cơ quan có thẩm quyền của Việt Nam cấp; do nước ngoài cấp"),
            "Chứng thực bản sao từ bản chính giấy tờ, văn bản do cơ quan có thẩm quyền của Việt Nam cấp");
  EXPECT_EQ(plain_name("Đăng ký hộ kinh doanh (cấp lại)"), "Đăng ký hộ kinh doanh (cấp lại)");  // short enough to stay
}

}  // namespace
}  // namespace motcua::dossier
