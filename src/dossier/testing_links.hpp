// What the tests of linked cases and merged units share: a branch of the province with its people, land procedures, a dossier worked to its
// end by whoever is named. Tests only.
#pragma once

#include <initializer_list>

#include "base/testing_cases.hpp"
#include "dossier/links.hpp"
#include "dossier/testing_life.hpp"
#include "identity/unit_change.hpp"

namespace motcua::dossier::testing {

inline constexpr std::string_view kCertify = "2.001035";   // chứng thực giao dịch, cấp xã, 2 ngày làm việc
inline constexpr std::string_view kRegister = "1.013831";  // đăng ký biến động đất đai, chi nhánh, 10 ngày làm việc

// Chi nhánh Văn phòng đăng ký đất đai, an agency of the province with its own people: truong-cn, cn, ky-cn, vt-cn.
inline UnitId add_branch(World& w) {
  const auto added = w.units.apply(w.identity.system_actor(), identity::AddUnit{.id = {},
                                                                                .name = "Chi nhánh Văn phòng đăng ký đất đai khu vực 3",
                                                                                .kind = identity::UnitKind::public_unit,
                                                                                .parent = w.unit("tinh"),
                                                                                .from = parse_vn_date("01/01/2018").value(),
                                                                                .gso_code = "",
                                                                                .eid = "H20.11.3",
                                                                                .legal_basis = "QĐ 1"});
  EXPECT_TRUE(added) << told(added);
  const auto branch = added.value();
  using enum identity::Role;
  const auto person = [&](std::string user, std::string name, identity::Role role) {
    const auto made = w.accounts.create(w.identity.system_actor(), {user, std::move(name), "Viên chức", "", "mưa thuận gió hòa", false});
    EXPECT_TRUE(made) << told(made);
    EXPECT_TRUE(w.accounts.grant(w.identity.system_actor(), made->id, role, {branch, true}, {w.identity.today(), {}}, "QĐ 1"));
    w.who[user] = {made->id, branch};
    w.accounts_by_name[user] = made->id;
  };
  person("truong-cn", "Kiều Văn Trưởng", unit_head);
  person("cn", "Tăng Thị Nhánh", officer);
  person("ky-cn", "Châu Văn Ký", approver);
  person("vt-cn", "Lưu Thị Thư", clerk_archive);
  return branch;
}

inline void import_land(World& w) {
  for (auto& pack : catalog::Catalog::shipped_packs())
    if (pack.name == "dat-dai.yaml") {
      const std::vector<catalog::PackFile> packs{pack};
      const auto plan = w.catalog.import(packs, std::nullopt, {});
      EXPECT_TRUE(plan) << told(plan);
    }
}

struct Hands {
  std::string head, officer, signer, clerk;
};
inline const Hands kCommune{"khanh", "ha", "thanh", "yen"};
inline const Hands kBranch{"truong-cn", "cn", "ky-cn", "vt-cn"};

// Assigned, drafted, signed, numbered and sent to the desk, all at once.
inline void work_to_the_end(World& w, DossierId id, std::string_view code, const Hands& by) {
  Ref r{id, w.see(code, by.head).version};
  const auto ok = [&](const Result<std::int64_t>& done) {
    EXPECT_TRUE(done) << told(done);
    r.version = done.value_or(0);
  };
  ok(w.dossiers.assign(w.as(by.head), r, w.account(by.officer)));
  ok(w.dossiers.save_draft_result(w.as(by.officer), r, {"Kết quả", "", ""}));
  ok(w.dossiers.submit_for_signature(w.as(by.officer), r, w.account(by.signer)));
  ok(w.dossiers.approve(w.as(by.signer), r));
  ok(w.dossiers.number_result(w.as(by.clerk), r, "KQ"));
  ok(w.dossiers.mark_ready(w.as(by.clerk), r));
}

// These procedures with everything they ask for, brought to the desk of `who`.
inline LinkedIntake linked_case(World& w, Links& links, std::string_view who, std::initializer_list<std::string_view> codes, int n,
                                bool ordered = true) {
  LinkedIntake i;
  i.common = w.intake(n);
  i.common.form_id = "lien-thong-" + std::to_string(n);
  i.common.papers.clear();
  i.ordered = ordered;
  for (const auto code : codes) i.parts.push_back({std::string(code), {}, {}, {}, {}});
  for (auto& part : i.parts) {
    const auto version = w.catalog.on_day(part.procedure_code, w.identity.today()).value();
    while (const auto* q = catalog::next_question(*version, part.answers, catalog::Channel::counter))
      part.answers[q->id] = q->option("khong") ? "khong" : q->options.front().id;
    for (const auto& p : catalog::required_papers(*version, part.answers, catalog::Channel::counter))
      if (p.need == catalog::Need::required) part.papers.push_back({p.component->id, "", p.originals, p.copies, false});
  }
  const auto previews = links.preview(w.as(who), i);
  EXPECT_TRUE(previews) << told(previews);
  for (const auto& p : previews.value())
    for (const auto& e : p.errors)
      if (const auto at = e.field.find(".amount."); at == 1)
        i.parts[static_cast<std::size_t>(e.field[0] - '1')].amounts[e.field.substr(9)] = 50'000;
  return i;
}
inline LinkedIntake land_case(World& w, Links& links, int n, bool ordered = true) {
  return linked_case(w, links, "nhung", {kCertify, kRegister}, n, ordered);
}

}  // namespace motcua::dossier::testing
