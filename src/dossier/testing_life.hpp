// What the tests of a dossier's way share: every role stands ready, a dossier can be brought to each place of the work. Tests only.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "dossier/supplement.hpp"
#include "dossier/testing_world.hpp"
#include "store/verify.hpp"

namespace motcua::dossier::testing {

template <class R> std::string key(const R& r) { return r ? "" : r.error().key; }
template <class R> std::string told(const R& r) {
  if (r) return "";
  std::string text = r.error().key + ": " + r.error().message;
  for (const auto& f : r.error().fields) text += " [" + f.field + ": " + f.message + "]";
  return text;
}

class LifeTest : public ::testing::TestWithParam<store::Engine> {
 protected:
  // Beside the people of the world: one of every other role, in the same commune.
  void call_everybody() {
    using enum identity::Role;
    w_.person("giam-doc", "Đặng Thị Sáu", bpmc_head, "xa/mot-cua");
    w_.person("tra", "Bùi Văn Trả", return_clerk, "xa/mot-cua");
    w_.person("buu-dien", "Lý Thị Bưu", post_clerk, "xa/mot-cua");
    w_.person("thu-quy", "Hồ Thị Quỹ", cashier, "xa/mot-cua");
    w_.person("phoi-hop", "Mai Văn Hợp", consultee, "xa/kinh-te");
    w_.person("chu-tich", "Phan Văn Lãnh", leader, "xa/ubnd");
    w_.person("thanh-tra", "Vũ Thị Tra", auditor, "xa/ubnd");
    w_.person("quan-tri", "Ngô Văn Máy", sysadmin, "xa/ubnd");
    w_.person("huong-dan", "Tạ Thị Dẫn", guide, "xa/mot-cua");
  }
  // Everybody of the world in a role, one each.
  static constexpr const char* kEveryRole[] = {"nhung",    "khanh",   "ha",       "thanh",    "yen",       "kiem",     "giam-doc", "tra",
                                               "buu-dien", "thu-quy", "phoi-hop", "chu-tich", "thanh-tra", "quan-tri", "huong-dan"};

  std::int64_t ok(const Result<std::int64_t>& r) {
    EXPECT_TRUE(r) << told(r);
    return r ? *r : 0;
  }
  void at(std::string_view iso) { w_.clock.set(parse_instant(iso).value()); }
  State state(const Accepted& a) { return w_.see(a.code).state; }
  std::string due(const Accepted& a) { return iso(w_.see(a.code).due_at).substr(0, 16); }
  std::int64_t version(const Accepted& a) { return w_.see(a.code).version; }
  Ref ref(const Accepted& a) { return {a.id, version(a)}; }
  CaseFile open(const Accepted& a, std::string_view who = "nhung") {
    auto f = w_.dossiers.open(w_.as(who), a.code, "test");
    EXPECT_TRUE(f) << told(f);
    return f.value();
  }
  // Received, handed to the office, assigned to Hà, who has begun.
  Accepted verifying(int n) {
    const auto a = w_.accepted(n);
    Ref r{a.id, 1};
    r.version = ok(w_.dossiers.hand_over(w_.as("nhung"), r, w_.unit("xa/van-phong")));
    r.version = ok(w_.dossiers.assign(w_.as("khanh"), r, w_.account("ha")));
    ok(w_.dossiers.begin_work(w_.as("ha"), r));
    return a;
  }
  // A request that is complete in itself, for the first component of the procedure.
  SupplementWish wish(std::size_t items = 1) {
    const auto version = w_.catalog.on_day(kProcedure, w_.identity.today()).value();
    SupplementWish s;
    s.reason = "Giấy tờ chưa hợp lệ";
    for (std::size_t i = 0; i < items; ++i)
      s.items.push_back({version->components.at(i).id, "", "thiếu chữ ký", "Nghị định 280/2025/NĐ-CP Điều 5", "Nộp lại bản có chữ ký",
                         version->components.at(i).digital_source.empty() ? "" : "Không kết nối được cơ sở dữ liệu ngày 05/10/2026"});
    return s;
  }
  void propose(const Accepted& a, std::size_t items = 1) { ok(supplements_.propose(w_.as("ha"), ref(a), wish(items))); }
  void ask(const Accepted& a, std::size_t items = 1, std::string_view again = "") {
    propose(a, items);
    ok(supplements_.ask(w_.as("khanh"), ref(a), again));
  }
  void send(const Accepted& a) { ok(supplements_.send(w_.as("nhung"), ref(a), "dien-thoai")); }
  void answer_all(const Accepted& a) {
    std::vector<SupplementAnswer> answers;
    const auto file = open(a);
    for (const auto& i : file.supplement->items) answers.push_back({i.seq, ItemAnswer::given, ""});
    ok(supplements_.answer(w_.as("nhung"), ref(a), answers));
  }
  std::string verify() {
    const auto report = store::verify(*database_, w_.dossiers.verifiers());
    return report.first();
  }

  store::TestDatabase database_{all_tables(), GetParam()};
  World w_{*database_};
  Supplements supplements_{w_.dossiers};
};

}  // namespace motcua::dossier::testing
