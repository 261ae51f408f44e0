// The signed statement: read, checked, refused, revoked. Pure.
#include "dossier/statement.hpp"

#include <gtest/gtest.h>

namespace motcua::dossier {
namespace {

Instant at(std::string_view text) { return parse_instant(text).value(); }

Statement sample(StatementKind kind = StatementKind::receipt) {
  return {kind, "H20.39.5-261005-0001", "H20.39.5", at("2026-10-05T09:10"), at("2026-10-07T17:00"), "K7Q2M9XW3T5R8Y1Z", {}, {}};
}

class SignedStatement : public ::testing::Test {
 protected:
  Verdict verdict(std::string_view text, const std::vector<Revocation>& revoked = {}) {
    const auto s = read_statement(text);
    if (!s) return Verdict::forged;
    return judge(*s, signer_.keys(), revoked).verdict;
  }
  StatementSigner signer_{{std::string(32, 'a')}};
  const std::string text_ = signer_.sign(sample());
};

TEST_F(SignedStatement, is_read_from_the_text_from_a_link_and_from_a_line_among_others) {
  EXPECT_EQ(text_.substr(0, 62), "MC1/N/H20.39.5-261005-0001/H20.39.5/2610050910/2610071700/K7Q2");
  for (const auto& shown : {text_, "HTTPS://MOTCUA.EXAMPLE/X/" + text_, "Mã: " + text_ + " (quét)", "\n" + text_ + "\r\n"}) {
    const auto s = read_statement(shown);
    ASSERT_TRUE(s) << shown;
    EXPECT_EQ(text_of(*s), text_);
    EXPECT_EQ(verdict(shown), Verdict::genuine);
  }
  auto small = text_;
  for (auto& c : small) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  EXPECT_EQ(verdict(small), Verdict::genuine) << "a browser may write addresses small";
  EXPECT_LT(text_.size(), 200U) << "fits a code of 49 modules with a link before it";
}

TEST_F(SignedStatement, with_one_letter_changed_anywhere_is_refused) {
  constexpr std::string_view kOthers = "0123456789ABCDEFGHJKMNPQRSTVWXYZ.-/";
  int refused = 0;
  for (std::size_t i = 0; i < text_.size(); ++i)
    for (const char c : kOthers) {
      if (text_[i] == c) continue;
      auto forged = text_;
      forged[i] = c;
      EXPECT_NE(verdict(forged), Verdict::genuine) << i << " " << c;
      EXPECT_NE(verdict(forged), Verdict::revoked) << i << " " << c;
      ++refused;
    }
  EXPECT_GT(refused, 5000);
  for (std::size_t i = 0; i < text_.size(); ++i) EXPECT_NE(verdict(text_.substr(0, i)), Verdict::genuine) << "cut off at " << i;
}

TEST_F(SignedStatement, of_another_installation_is_not_ours_and_a_former_key_still_proves) {
  const StatementSigner other({std::string(32, 'b')});
  EXPECT_EQ(verdict(other.sign(sample())), Verdict::unknown_key);
  const StatementSigner after({std::string(32, 'a'), std::string(32, 'c')});
  EXPECT_EQ(after.keys().size(), 2U);
  EXPECT_EQ(judge(*read_statement(text_), after.keys(), {}).verdict, Verdict::genuine);
  EXPECT_EQ(read_statement(after.sign(sample()))->key_id, after.keys().back().id);
  // The key of another, under our key's name.
  auto swapped = *read_statement(other.sign(sample()));
  swapped.key_id = signer_.keys().front().id;
  EXPECT_EQ(judge(swapped, signer_.keys(), {}).verdict, Verdict::forged);
}

TEST_F(SignedStatement, is_revoked_by_a_later_line_of_its_kind_and_dossier_only) {
  const auto result = signer_.sign(sample(StatementKind::result)), apology = signer_.sign(sample(StatementKind::apology));
  const std::vector<Revocation> corrected{{StatementKind::result, "H20.39.5-261005-0001", at("2026-10-09T08:00")}};
  EXPECT_EQ(verdict(result, corrected), Verdict::revoked);
  EXPECT_EQ(judge(*read_statement(result), signer_.keys(), corrected).revoked_at, at("2026-10-09T08:00"));
  EXPECT_EQ(verdict(text_, corrected), Verdict::genuine) << "the receipt stays true";
  EXPECT_EQ(verdict(result, {{StatementKind::result, "H20.39.5-261005-0002", at("2026-10-09T08:00")}}), Verdict::genuine);
  EXPECT_EQ(verdict(result, {{StatementKind::result, "H20.39.5-261005-0001", at("2026-10-05T09:10")}}), Verdict::genuine)
      << "issued at that moment: the paper after the correction";
  const std::vector<Revocation> withdrawn{{StatementKind::receipt, "H20.39.5-261005-0001", at("2026-10-06T08:00")}};
  EXPECT_EQ(verdict(text_, withdrawn), Verdict::revoked);
  EXPECT_EQ(verdict(apology, withdrawn), Verdict::revoked) << "the promise ended with the dossier";
}

TEST_F(SignedStatement, the_list_of_revocations_has_its_date_and_refuses_every_change) {
  const RevocationList list{at("2026-10-10T07:30"),
                            {{StatementKind::result, "H20.39.5-261005-0001", at("2026-10-09T08:00")},
                             {StatementKind::receipt, "H20.39.5-261005-0002", at("2026-10-08T08:00")}}};
  const auto text = signer_.sign(list);
  const auto read = read_revocations(text, signer_.keys());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->stated_at, list.stated_at);
  ASSERT_EQ(read->lines.size(), 2U);
  EXPECT_EQ(read->lines[1].code, "H20.39.5-261005-0002");
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto changed = text;
    changed[i] = changed[i] == '7' ? '8' : '7';
    EXPECT_FALSE(read_revocations(changed, signer_.keys())) << i;
  }
  EXPECT_FALSE(read_revocations(text.substr(0, text.size() - 1), signer_.keys()));
  EXPECT_FALSE(read_revocations("", signer_.keys()));
  EXPECT_TRUE(read_revocations(signer_.sign(RevocationList{list.stated_at, {}}), signer_.keys())) << "nothing revoked is a list too";
}

TEST_F(SignedStatement, keys_go_through_a_file_and_seeds_are_hex) {
  const auto read = read_keys("# khóa\n" + keys_text(signer_.keys()) + "rác\n");
  ASSERT_EQ(read.size(), 1U);
  EXPECT_EQ(read[0].id, signer_.keys()[0].id);
  EXPECT_EQ(seed_from_hex(std::string(64, 'f') + "\n").size(), 32U);
  EXPECT_EQ(seed_from_hex("abc"), "");
  EXPECT_EQ(seed_from_hex(std::string(62, 'f')), "");
}

TEST(PaperHash, differs_by_every_word_and_by_the_salt) {
  const std::string said[] = {"a", "b"}, other[] = {"a", "c"};
  EXPECT_EQ(paper_hash("muoi", said).size(), 16U);
  EXPECT_NE(paper_hash("muoi", said), paper_hash("muoi", other));
  EXPECT_NE(paper_hash("muoi", said), paper_hash("khac", said));
}

}  // namespace
}  // namespace motcua::dossier
