// Acceptance tests 9, 12 and 14 of the one-stop mechanism over the real services; the others stand beside what they prove, their names
// begin with acceptance_ and the number too.
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>

#include "dossier/endings.hpp"
#include "dossier/service_lateness.hpp"
#include "dossier/testing_life.hpp"
#include "identity/roles.hpp"
#include "print/apology_form.hpp"

namespace motcua::dossier {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::told;

std::string run(const std::string& command) {
  std::string out;
  std::FILE* pipe = popen((command + " 2>/dev/null").c_str(), "r");
  if (!pipe) return out;
  std::array<char, 4096> buffer{};
  while (const auto n = std::fread(buffer.data(), 1, buffer.size(), pipe)) out.append(buffer.data(), n);
  pclose(pipe);
  return out;
}

// A paper as printed, looked at with programs others wrote.
class Printed {
 public:
  explicit Printed(const Result<std::string>& pdf) {
    EXPECT_TRUE(pdf) << told(pdf);
    std::ofstream(path_, std::ios::binary) << pdf.value_or("");
  }
  ~Printed() { std::filesystem::remove(path_); }
  std::string info() const { return run("pdfinfo " + path_.string()); }
  std::string text() const { return run("pdftotext " + path_.string() + " -"); }
  std::string code_at_top_left() const {
    const auto image = path_.string() + "-page";
    run("pdftoppm -r 300 -png -singlefile -x 0 -y 0 -W 560 -H 560 " + path_.string() + " " + image);
    const auto read = run("zbarimg -q --raw " + image + ".png");
    std::filesystem::remove(image + ".png");
    return read;
  }

 private:
  std::filesystem::path path_ = std::filesystem::temp_directory_path() / ("motcua-acceptance-" + std::to_string(getpid()) + ".pdf");
};
constexpr std::string_view kA5 = "419.528 x 595.276", kA4Landscape = "841.89 x 595.276";

class OneStop : public testing::LifeTest {
 protected:
  // The people of one day long ago: rights begin on the day they are given.
  void call(std::string_view tail) {
    using enum identity::Role;
    const auto name = [&](std::string_view who) { return std::string(who) + std::string(tail); };
    w_.person(name("quay"), "Nguyễn Thị Hồng Nhung", receptionist, "xa/mot-cua");
    w_.person(name("truong"), "Lê Quốc Khánh", unit_head, "xa/van-phong");
    w_.person(name("chuyen-vien"), "Phạm Thị Thu Hà", officer, "xa/van-phong");
    w_.person(name("ky"), "Nguyễn Văn Thành", approver, "xa/ubnd");
    desk_ = name("quay"), head_ = name("truong"), officer_ = name("chuyen-vien"), signer_ = name("ky");
  }
  Ref now(const Accepted& a) { return {a.id, w_.see(a.code, desk_).version}; }
  Accepted begun(int n) {
    const auto a = w_.dossiers.accept(w_.as(desk_), w_.intake(n));
    EXPECT_TRUE(a) << told(a);
    ok(w_.dossiers.hand_over(w_.as(desk_), now(*a), w_.unit("xa/van-phong")));
    ok(w_.dossiers.assign(w_.as(head_), now(*a), w_.account(officer_)));
    return *a;
  }
  Accepted asked(int n) {
    const auto a = begun(n);
    ok(supplements_.propose(w_.as(officer_), now(a), wish()));
    ok(supplements_.ask(w_.as(head_), now(a), ""));
    ok(supplements_.send(w_.as(desk_), now(a), "tai-quay"));
    return a;
  }
  Accepted refused(int n) {
    const auto a = begun(n);
    ok(endings_.propose(w_.as(officer_), now(a), ProposalKind::refuse, {"khong-du-dieu-kien", "Đất đang có tranh chấp", "Điều 5", ""}));
    ok(endings_.refuse(w_.as(signer_), now(a)));
    return a;
  }
  Accepted withdrawn(int n) {
    const auto a = begun(n);
    ok(endings_.ask_withdrawal(w_.as(desk_), now(a), {"Trần Thị Ngọc Bích", "Không còn nhu cầu"}));
    ok(endings_.grant_withdrawal(w_.as(desk_), now(a), {}));
    return a;
  }
  Accepted sorry(int n) {
    const auto a = begun(n);
    const auto draft = late_.save_apology(w_.as(officer_), a.id, 0, {"xac-minh", "", 2, w_.account(signer_)});
    EXPECT_TRUE(draft) << told(draft);
    ok(late_.send_apology(w_.as(signer_), now(a), draft.value_or(0)));
    return a;
  }
  template <class F> static Result<std::string> pdf(const Result<F>& form, Result<std::string> (*print)(const F&)) {
    if (!form) return tl::make_unexpected(form.error());
    return print(*form);
  }

  Endings endings_{w_.dossiers};
  Lateness late_{*database_, w_.clock, w_.ids, w_.dossiers, w_.identity};
  std::string desk_ = "nhung", head_ = "khanh", officer_ = "ha", signer_ = "thanh";
};
MOTCUA_EACH_ENGINE(OneStop);

TEST_P(OneStop, acceptance_9_all_forms_print_on_a5_the_register_on_a4_with_the_code_at_the_top_left) {
  auto& d = w_.dossiers;
  const auto who = w_.as("nhung");
  const auto supplement = asked(1), refusal = refused(2), stop = withdrawn(3), late = sorry(4);
  struct Form {
    std::string_view name, title, paper;
    Result<std::string> pdf;
    std::string code;  // of the dossier
  };
  const Form forms[] = {
      {"01", "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", kA5, pdf(d.receipt(who, supplement.code), &print::receipt_pdf), supplement.code},
      {"02", "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ", kA5, pdf(supplements_.slip(who, supplement.code), &print::supplement_pdf),
       supplement.code},
      {"03", "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ", kA5, pdf(endings_.refusal_letter(who, refusal.code), &print::refusal_pdf),
       refusal.code},
      {"04", "XIN LỖI", kA5, pdf(late_.apology_form(who, late.code), &print::apology_pdf), late.code},
      {"05", "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ", kA5, pdf(endings_.stop_notice(who, stop.code), &print::stop_pdf), stop.code},
      {"06", "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", kA5, pdf(d.control_slip(who, supplement.code), &print::control_slip_pdf),
       supplement.code},
      {"07", "SỔ THEO DÕI HỒ SƠ", kA4Landscape, pdf(d.register_form(who, {}), &print::register_pdf), supplement.code}};
  for (const auto& form : forms) {
    SCOPED_TRACE(std::string(form.name));
    const Printed paper{form.pdf};
    EXPECT_THAT(paper.info(), HasSubstr(std::string(form.paper)));
    EXPECT_THAT(paper.text(), HasSubstr(std::string(form.title)));
    if (form.name == "07") continue;  // many dossiers: no code of one
    EXPECT_THAT(paper.code_at_top_left(), form.name == "04" ? HasSubstr("/T/") : HasSubstr(form.code));
  }
}

TEST_P(OneStop, acceptance_12_a_postal_clerk_reaches_no_decision) {
  w_.person("buu-dien", "Lý Thị Bưu", identity::Role::post_clerk, "xa/mot-cua");
  EXPECT_FALSE(identity::role_info(identity::Role::post_clerk).permissions.any_deciding());
  const auto post = w_.as("buu-dien");
  const auto proposed = begun(1), to_refuse = begun(2), to_stop = begun(3), to_sign = begun(4), waiting = asked(5), leaving = begun(6);
  ok(supplements_.propose(w_.as("ha"), now(proposed), wish()));
  ok(endings_.propose(w_.as("ha"), now(to_refuse), ProposalKind::refuse, {"khac", "Lý do", "Điều 5", ""}));
  ok(endings_.propose(w_.as("ha"), now(to_stop), ProposalKind::stop, {"tranh-chap", "Lý do", "Điều 5", ""}));
  ok(w_.dossiers.save_draft_result(w_.as("ha"), now(to_sign), {"Văn bản", "", ""}));
  ok(w_.dossiers.submit_for_signature(w_.as("ha"), now(to_sign), w_.account("thanh")));
  ok(endings_.ask_withdrawal(w_.as("nhung"), now(leaving), {"Trần Thị Ngọc Bích", "Đổi ý"}));
  EXPECT_FALSE(w_.dossiers.accept(post, w_.intake(90)));
  EXPECT_FALSE(w_.dossiers.assign(post, now(proposed), w_.account("ha")));
  EXPECT_FALSE(supplements_.ask(post, now(proposed), ""));
  EXPECT_FALSE(supplements_.decline(post, now(proposed), "Không"));
  EXPECT_FALSE(supplements_.send(post, now(waiting), "tai-quay"));
  EXPECT_FALSE(supplements_.confirm(post, now(waiting)));
  EXPECT_FALSE(endings_.refuse(post, now(to_refuse)));
  EXPECT_FALSE(endings_.stop(post, now(to_stop)));
  EXPECT_FALSE(w_.dossiers.approve(post, now(to_sign)));
  EXPECT_FALSE(w_.dossiers.send_back(post, now(to_sign), "Sửa"));
  EXPECT_FALSE(endings_.grant_withdrawal(post, now(leaving), {}));
  EXPECT_FALSE(endings_.decline_withdrawal(post, now(leaving), "Không", "Điều 7"));
  EXPECT_FALSE(late_.save_apology(post, proposed.id, 0, {"xac-minh", "", 2, w_.account("thanh")}));
  EXPECT_FALSE(endings_.reroute(post, now(proposed), {w_.unit("xa-2/ubnd"), {}, "Xã khác", "Điều 20"}));
  EXPECT_EQ(verify(), "");
}

TEST_P(OneStop, acceptance_14_the_set_of_forms_follows_the_day_of_reception) {
  const auto who = [&] { return w_.as(desk_); };
  at("2025-06-30T09:00");
  call("-30");
  const auto old = asked(1), old_refusal = refused(2), old_stop = withdrawn(3);
  at("2025-07-01T09:00");
  call("-01");
  const auto fresh = asked(4), fresh_refusal = refused(5);
  const std::string circular_2018 = "Thông tư 01/2018/TT-VPCP", circular_2025 = "Thông tư 03/2025/TT-VPCP";
  auto& d = w_.dossiers;
  const auto text = [](const Result<std::string>& made) { return Printed{made}.text(); };
  // Printed today, both by the day they were received.
  EXPECT_THAT(text(pdf(d.receipt(who(), old.code), &print::receipt_pdf)), HasSubstr("Mẫu số 01, " + circular_2018));
  EXPECT_THAT(text(pdf(d.receipt(who(), fresh.code), &print::receipt_pdf)), HasSubstr("Mẫu số 01, " + circular_2025));
  EXPECT_THAT(text(pdf(supplements_.slip(who(), old.code), &print::supplement_pdf)), HasSubstr("Mẫu số 02, " + circular_2018));
  EXPECT_THAT(text(pdf(supplements_.slip(who(), old.code), &print::supplement_pdf)), HasSubstr("1/HDHS-TTPVHCC"));
  EXPECT_THAT(text(pdf(supplements_.slip(who(), fresh.code), &print::supplement_pdf)), HasSubstr("Mẫu số 02, " + circular_2025));
  EXPECT_THAT(text(pdf(endings_.refusal_letter(who(), old_refusal.code), &print::refusal_pdf)), HasSubstr("Mẫu số 03, " + circular_2018));
  EXPECT_THAT(text(pdf(endings_.refusal_letter(who(), fresh_refusal.code), &print::refusal_pdf)), HasSubstr("Mẫu số 03, " + circular_2025));
  EXPECT_THAT(text(pdf(endings_.stop_notice(who(), old_stop.code), &print::stop_pdf)), Not(HasSubstr("Mẫu số 05")));
  EXPECT_THAT(text(pdf(d.control_slip(who(), old.code), &print::control_slip_pdf)), HasSubstr("Mẫu số 05, " + circular_2018));
  EXPECT_THAT(text(pdf(d.control_slip(who(), fresh.code), &print::control_slip_pdf)), HasSubstr("Mẫu số 06, " + circular_2025));
}

}  // namespace
}  // namespace motcua::dossier
