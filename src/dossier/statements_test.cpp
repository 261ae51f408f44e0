// Receipt and result with their second code, read from the printed page by zbarimg; what the server says of them.
#include "dossier/statements.hpp"

#include <unistd.h>

#include <array>
#include <fstream>

#include "dossier/endings.hpp"
#include "dossier/files.hpp"
#include "dossier/testing_life.hpp"
#include "print/signed_forms.hpp"

namespace motcua::dossier {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::told;

class StatementsTest : public testing::LifeTest {
 protected:
  StatementsTest() { sign_with(w_.dossiers, std::make_shared<const StatementSigner>(std::vector{std::string(32, 'q')})); }
  // Every code zbarimg reads from the page.
  std::vector<std::string> codes(const Result<std::string>& pdf) {
    EXPECT_TRUE(pdf) << told(pdf);
    const auto base = (database_.folder() / ("giay" + std::to_string(++papers_))).string();
    std::ofstream(base + ".pdf", std::ios::binary) << pdf.value_or("");
    const auto command = "pdftoppm -r 200 -png " + base + ".pdf " + base + " && zbarimg -q --raw " + base + "*.png 2>/dev/null";
    std::string out;
    std::FILE* pipe = popen(command.c_str(), "r");
    std::array<char, 4096> buffer{};
    while (const auto n = std::fread(buffer.data(), 1, buffer.size(), pipe)) out.append(buffer.data(), n);
    pclose(pipe);
    std::vector<std::string> lines;
    std::istringstream in(out);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
  }
  static std::string proof_among(const std::vector<std::string>& codes) {
    for (const auto& c : codes)
      if (c.find("/X/MC1/") != std::string::npos) return c;
    return {};
  }
  Accepted finished(int n) {
    const auto a = verifying(n);
    ok(w_.dossiers.save_draft_result(w_.as("ha"), ref(a), {"Văn bản chứng thực", "", "Nội dung kết quả"}));
    ok(w_.dossiers.submit_for_signature(w_.as("ha"), ref(a), w_.account("thanh")));
    ok(w_.dossiers.approve(w_.as("thanh"), ref(a)));
    ok(w_.dossiers.number_result(w_.as("yen"), ref(a), "CT"));
    ok(w_.dossiers.mark_ready(w_.as("yen"), ref(a)));
    return a;
  }
  print::ResultForm result_form(const Accepted& a) {
    print::ResultForm f;
    f.head.number = "1/2026/CT";
    f.head.date = w_.identity.today();
    f.title = "Văn bản chứng thực";
    f.dossier_code = a.code;
    f.signed_at = w_.clock.now();
    return f;
  }
  Statements statements_{w_.dossiers};
  Endings endings_{w_.dossiers};
  int papers_ = 0;
};
MOTCUA_EACH_ENGINE(StatementsTest);

TEST_P(StatementsTest, the_receipt_keeps_its_code_and_carries_a_second_one_that_proves_it) {
  const auto a = w_.accepted(1);
  const auto form = w_.dossiers.receipt(w_.as("nhung"), a.code).value();
  const auto read = codes(print::signed_receipt_pdf(form, proof_link(w_.dossiers, form)));
  ASSERT_EQ(read.size(), 2U);
  EXPECT_THAT(read, ::testing::Contains(form.qr_text)) << "the code of Circular 01/2023 stays as it is";
  const auto proof = proof_among(read);
  EXPECT_THAT(proof, HasSubstr("HTTPS://MOTCUA.EXAMPLE/X/MC1/N/" + a.code + "/H20.39.5/2610050910/2610071700/"));
  EXPECT_THAT(proof, Not(HasSubstr("087199001234")));
  EXPECT_THAT(proof, Not(HasSubstr(a.token))) << "who sees the proof cannot follow the dossier";
  const auto answer = statements_.answer(proof);
  ASSERT_TRUE(answer.statement);
  EXPECT_EQ(answer.checked.verdict, Verdict::genuine);
  EXPECT_EQ(answer.agency_name, "Ủy ban nhân dân xã Tân Phú");
  EXPECT_FALSE(answer.due_now);
  auto forged = proof;
  forged[forged.find("2610071700")] = '3';
  EXPECT_EQ(statements_.answer(forged).checked.verdict, Verdict::forged);
  EXPECT_FALSE(statements_.answer("HTTPS://MOTCUA.EXAMPLE/T/ABC").statement);
  EXPECT_EQ(proof_link(w_.dossiers, form), proof) << "printed again: the same code";
}

TEST_P(StatementsTest, a_promise_that_was_moved_or_withdrawn_is_told) {
  const auto a = verifying(1);
  const auto old = proof_link(w_.dossiers, w_.dossiers.receipt(w_.as("nhung"), a.code).value());
  ask(a);
  send(a);
  at("2026-10-08T10:00");
  answer_all(a);
  ok(supplements_.confirm(w_.as("nhung"), ref(a)));
  const auto moved = statements_.answer(old);
  EXPECT_EQ(moved.checked.verdict, Verdict::genuine);
  EXPECT_EQ(moved.due_now, w_.see(a.code).due_at);
  const auto renewed = proof_link(w_.dossiers, w_.dossiers.receipt(w_.as("nhung"), a.code).value());
  EXPECT_FALSE(statements_.answer(renewed).due_now);
  at("2026-10-09T10:00");
  ok(endings_.ask_withdrawal(w_.as("nhung"), ref(a), {"Trần Thị Ngọc Bích", "Đổi ý"}));
  ok(endings_.grant_withdrawal(w_.as("nhung"), ref(a), {}));
  EXPECT_EQ(statements_.answer(renewed).checked.verdict, Verdict::revoked);
  const auto list = read_revocations(statements_.signed_revocations(), statements_.keys());
  ASSERT_TRUE(list);
  ASSERT_EQ(list->lines.size(), 1U);
  EXPECT_EQ(judge(*read_statement(old), statements_.keys(), list->lines).verdict, Verdict::revoked) << "without us, by the list";
}

TEST_P(StatementsTest, a_corrected_result_is_revoked_and_the_new_one_is_not) {
  const auto a = finished(1);
  auto form = result_form(a);
  const auto read = codes(print::signed_result_pdf(form, proof_link(w_.dossiers, form, a.token)));
  const auto proof = proof_among(read);
  EXPECT_EQ(statements_.answer(proof).checked.verdict, Verdict::genuine);
  ok(w_.dossiers.return_result(w_.as("nhung"), ref(a),
                               {.receiver = "Trần Thị Ngọc Bích", .identity_check = "the-can-cuoc", .confirmed = true}));
  at("2026-10-06T08:00");
  ok(endings_.correct(w_.as("thanh"), ref(a), "Sai ngày", "Điều 23.1"));
  const auto answer = statements_.answer(proof);
  EXPECT_EQ(answer.checked.verdict, Verdict::revoked);
  EXPECT_EQ(answer.checked.revoked_at, w_.clock.now());
  at("2026-10-06T09:00");
  form.signed_at = w_.clock.now();
  EXPECT_EQ(statements_.answer(proof_link(w_.dossiers, form, a.token)).checked.verdict, Verdict::genuine);
  print::ApologyForm draft;
  draft.dossier_code = a.code;
  EXPECT_EQ(proof_link(w_.dossiers, draft), "") << "a draft proves nothing";
}

}  // namespace
}  // namespace motcua::dossier
