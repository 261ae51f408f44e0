// A commune with a clerk of the post, its desk and its money, for the tests of this context. Tests only.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "dossier/payments.hpp"
#include "dossier/testing_gate.hpp"
#include "dossier/testing_links.hpp"
#include "post/custody.hpp"
#include "post/pages.hpp"
#include "web/router.hpp"
#include "web/testing.hpp"

namespace motcua::post::testing {

using dossier::testing::key;
using dossier::testing::told;

inline std::vector<store::MigrationSet> tables() {
  auto all = dossier::testing::all_tables();
  all.push_back(migrations());
  return all;
}

class PostTest : public ::testing::TestWithParam<store::Engine> {
 protected:
  PostTest() {
    using enum identity::Role;
    w_.person("buu-dien", "Lý Thị Bưu", post_clerk, "xa/mot-cua");
    w_.person("tra", "Bùi Văn Trả", return_clerk, "xa/mot-cua");
    w_.person("giam-doc", "Đặng Thị Sáu", bpmc_head, "xa/mot-cua");
    w_.person("thu-quy", "Hồ Thị Quỹ", cashier, "xa/mot-cua");
    money_.set_subjects(payments_);
    router_.add(web::bind_routes("post", pages_, Pages::routes()));
    router_.add(web::bind_routes("post_custody", custody_pages_, CustodyPages::routes()));
  }
  void at(std::string_view iso) { w_.clock.set(parse_instant(iso).value()); }
  // The clerk's form: every required paper counted.
  web::Fields fields(bool complete = true) {
    web::Fields f;
    f.add("thu_tuc", std::string(dossier::testing::kProcedure));
    f.add("form_id", "x");
    f.add("ten", "Nguyễn Văn Gửi");
    f.add("so", "087199001234");
    f.add("dia_chi", "Ấp Tân Thạnh, xã Tân Phú");
    f.add("dien_thoai", "0912 345 678");
    f.add("tra", "post");
    f.add("tra_dia_chi", "Ấp Tân Thạnh, xã Tân Phú");
    const auto version = w_.catalog.on_day(dossier::testing::kProcedure, w_.identity.today()).value();
    bool first = true;
    for (const auto& p : catalog::required_papers(*version, {}, catalog::Channel::post)) {
      if (p.need != catalog::Need::required) continue;
      if (complete || first) f.add("g." + p.component->id, "co");
      first = false;
    }
    return f;
  }
  SlipId written(bool complete = true, std::string fee_paper = "") {
    auto f = fields(complete);
    if (!fee_paper.empty()) f.add("da_thu", "1");
    const auto s = post_.write(w_.as("buu-dien"), {unit_, f, fee_paper});
    EXPECT_TRUE(s) << told(s);
    return s.value_or(SlipId{});
  }
  ProtocolId handed() {
    const auto p = post_.hand_over(w_.as("buu-dien"), unit_);
    EXPECT_TRUE(p) << told(p);
    return p.value_or(ProtocolId{});
  }
  // Received over the counter, result fetched by post; settled and ready.
  dossier::Accepted ready(int n) {
    auto intake = w_.intake(n);
    intake.return_method = dossier::ReturnMethod::post;
    intake.return_address = "Ấp Tân Thạnh, xã Tân Phú";
    const auto a = w_.dossiers.accept(w_.as("nhung"), intake).value();
    EXPECT_TRUE(w_.dossiers.hand_over(w_.as("nhung"), {a.id, 1}, w_.unit("xa/van-phong")));
    dossier::testing::work_to_the_end(w_, a.id, a.code, dossier::testing::kCommune);
    return a;
  }
  std::string verified() {
    auto all = w_.dossiers.verifiers();
    for (auto more : {post_.verifiers(), custody_.verifiers(), payments_.verifiers(), money_.verifiers()})
      for (auto& v : more) all.push_back(std::move(v));
    return store::verify(*database_, all).first();
  }
  web::testing::Client client(std::string name) {
    web::testing::Client c(router_);
    c.cookies["phien"] = std::move(name);
    return c;
  }

  store::TestDatabase database_{tables(), GetParam()};
  dossier::testing::World w_{*database_};
  UnitId unit_ = w_.unit("xa/mot-cua");
  money::Money money_{*database_, w_.clock, w_.ids, w_.identity};
  dossier::Payments payments_{*database_, w_.clock, w_.ids, w_.catalog, w_.calendars, w_.identity};
  Post post_{*database_, w_.clock, w_.ids, w_.dossiers, w_.catalog, w_.identity};
  Custody custody_{*database_, w_.clock, w_.ids, w_.dossiers, w_.identity};
  web::Shells shells_{{}};
  dossier::testing::WorldGate gate_{w_};
  web::Router router_{{.gate = gate_, .clock = w_.clock}, {.secret = std::string(32, 'r')}};
  Pages pages_{post_, w_.identity, w_.clock, shells_};
  CustodyPages custody_pages_{custody_, w_.identity, shells_};
};

}  // namespace motcua::post::testing
