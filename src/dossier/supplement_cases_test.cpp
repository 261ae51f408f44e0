// Runs tests/cases/supplement/*.case: supplement, withdrawal and the clock as officials read them. The form is in the README there.
#include "base/dates.hpp"
#include "base/testing_cases.hpp"
#include "dossier/endings.hpp"
#include "dossier/testing_life.hpp"

namespace motcua::dossier {
namespace {

// "14:00 06/10/2026, 2 nội dung, vì sao" -> the parts
std::vector<std::string> parts(const std::string& text) {
  std::vector<std::string> list;
  for (std::size_t from = 0; from <= text.size();) {
    const auto to = std::min(text.find(", ", from), text.size());
    list.push_back(text.substr(from, to - from));
    from = to + 2;
  }
  return list;
}

class SupplementCases : public testing::LifeTest {
 protected:
  void tell(const std::string& what, const std::string& rest) {
    if (what == "Nhận") return receive(rest);
    if (what == "Thời hạn riêng") {
      const auto words = parts(rest);
      special_days_ = std::stoi(words.at(0));
      special_basis_ = words.at(1);
    } else if (what == "Yêu cầu" || what == "Yêu cầu lần nữa") {
      request(parts(rest));
    } else if (what == "Nộp") {
      const auto words = parts(rest);
      w_.clock.set(vn_moment(words.at(1)));
      const std::vector<SupplementAnswer> one{{std::stoi(words.at(0)), ItemAnswer::given, ""}};
      ok(supplements_.answer(w_.as("nhung"), ref(a_), one));
    } else if (what == "Nhắc") {
      w_.clock.set(vn_moment(rest));
      const auto before = warnings();
      supplements_.warn_lapsing();
      EXPECT_EQ(warnings() - before, std::stoi(parts(rest).at(1)));
    } else if (!deed(what, rest)) {
      expect(what, rest);
    }
  }

 private:
  int warnings() {
    int n = 0;
    for (const auto& e : open(a_).events) n += e.kind == "dossier.supplement_lapsing";
    return n;
  }
  void receive(const std::string& when) {
    w_.clock.set(vn_moment(when));
    a_ = verifying(++made_);
    special_days_ = 0;
    special_basis_.clear();
  }
  void request(const std::vector<std::string>& words) {
    w_.clock.set(vn_moment(words.at(0)));
    auto s = wish(static_cast<std::size_t>(std::stoi(words.at(1))));
    s.special_days = special_days_;
    s.special_basis = special_basis_;
    ok(supplements_.propose(w_.as("ha"), ref(a_), s));
    ok(supplements_.ask(w_.as("khanh"), ref(a_), words.size() > 2 ? words[2] : ""));
  }
  bool deed(const std::string& what, const std::string& when) {
    const auto at_moment = [&](auto&& act) {
      w_.clock.set(vn_moment(when));
      act();
      return true;
    };
    if (what == "Gửi") return at_moment([&] { send(a_); });
    if (what == "Đủ") return at_moment([&] { ok(supplements_.confirm(w_.as("nhung"), ref(a_))); });
    if (what == "Đóng") return at_moment([&] { ok(supplements_.close(w_.as("nhung"), ref(a_), "")); });
    if (what == "Chưa đóng được")
      return at_moment([&] { EXPECT_EQ(testing::key(supplements_.close(w_.as("nhung"), ref(a_), "")), "dossier.supplement_not_lapsed"); });
    if (what == "Xin rút") return at_moment([&] { ok(endings_.ask_withdrawal(w_.as("nhung"), ref(a_), {"Trần Thị Ngọc Bích", "Đổi ý"})); });
    if (what == "Cho rút") return at_moment([&] { ok(endings_.grant_withdrawal(w_.as("nhung"), ref(a_), {})); });
    if (what == "Không cho rút")
      return at_moment([&] { ok(endings_.decline_withdrawal(w_.as("khanh"), ref(a_), "Luật không cho rút", "Điều 7")); });
    return false;
  }
  void expect(const std::string& what, const std::string& rest) {
    const auto seen = w_.see(a_.code);
    if (what == "Hẹn") {
      EXPECT_EQ(vn_datetime(seen.due_at), rest);
    } else if (what == "Hạn bổ sung") {
      EXPECT_EQ(vn_datetime(open(a_).supplement.value().answer_by.value()), rest);
    } else if (what == "Trạng thái") {
      EXPECT_EQ(label(seen.state.biz), rest);
    } else if (what == "Kết thúc") {
      EXPECT_EQ(vn_datetime(seen.closed_at.value()), rest);
      EXPECT_FALSE(seen.punctuality) << "neither late nor on time";
    } else {
      ADD_FAILURE() << "no such line: " << what;
    }
  }

 protected:
  Endings endings_{w_.dossiers};
  Accepted a_;
  int made_ = 0, special_days_ = 0;
  std::string special_basis_;
};
MOTCUA_EACH_ENGINE(SupplementCases);

TEST_P(SupplementCases, turn_out_as_written) {
  const auto all = read_cases("supplement");
  EXPECT_GE(all.size(), 10U);
  for (const auto& one : all) {
    SCOPED_TRACE(one.file + ": " + one.name);
    for (const auto& [what, rest] : one.lines) {
      SCOPED_TRACE(what + ": " + rest);
      tell(what, rest);
    }
  }
  EXPECT_EQ(verify(), "");
}

}  // namespace
}  // namespace motcua::dossier
