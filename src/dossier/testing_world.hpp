// A small commune for tests: its units, its people in their roles, one pack of real procedures, the services over a fresh database.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "calendar/calendar.hpp"
#include "catalog/catalog.hpp"
#include "dossier/dossier.hpp"
#include "identity/accounts.hpp"
#include "identity/unit_register.hpp"
#include "identity/units_import.hpp"
#include "money/money.hpp"
#include "store/testing.hpp"

namespace motcua::dossier::testing {

inline constexpr std::string_view kUnits = R"(
units:
- {key: tinh, kind: province, name: Tỉnh Đồng Tháp, gso: '82', eid: H20}
- {key: xa, parent: tinh, kind: commune, name: Xã Tân Phú, gso: '30001'}
- {key: xa/ubnd, parent: xa, kind: committee, name: Ủy ban nhân dân xã Tân Phú, eid: H20.39.5}
- {key: xa/mot-cua, parent: xa/ubnd, kind: one_stop, name: Trung tâm Phục vụ hành chính công xã Tân Phú}
- {key: xa/van-phong, parent: xa/ubnd, kind: office, name: Văn phòng HĐND và UBND xã Tân Phú}
- {key: xa/kinh-te, parent: xa/ubnd, kind: division, name: Phòng Kinh tế xã Tân Phú}
- {key: xa-2, parent: tinh, kind: commune, name: Xã Tân Hội, gso: '30002'}
- {key: xa-2/ubnd, parent: xa-2, kind: committee, name: Ủy ban nhân dân xã Tân Hội, eid: H20.39.6}
- {key: xa-2/mot-cua, parent: xa-2/ubnd, kind: one_stop, name: Trung tâm Phục vụ hành chính công xã Tân Hội}
)";
inline constexpr std::string_view kProcedure = "2.000913";  // sửa đổi, bổ sung, hủy bỏ giao dịch: 2 ngày làm việc, 30.000 ₫, 3 giấy tờ

class World {
 public:
  explicit World(store::Database& database) : db(database) {
    const auto done = units.import(identity.system_actor(), identity::merge({identity::read_unit_pack(kUnits).value()}).value());
    EXPECT_TRUE(done) << (done ? "" : done.error().message);
    for (auto& pack : catalog::Catalog::shipped_packs())
      if (pack.name == "chung-thuc.yaml") {
        const std::vector<catalog::PackFile> packs{pack};
        const auto plan = catalog.import(packs, std::nullopt, {});
        EXPECT_TRUE(plan) << (plan ? "" : plan.error().message);
      }
    EXPECT_TRUE(db.write([&](store::Tx& tx) -> Status { return calendars.seed_national(tx); }));
    using enum identity::Role;
    person("nhung", "Nguyễn Thị Hồng Nhung", receptionist, "xa/mot-cua");
    person("tam", "Trần Văn Tám", receptionist, "xa/mot-cua");
    person("khanh", "Lê Quốc Khánh", unit_head, "xa/van-phong");
    person("ha", "Phạm Thị Thu Hà", officer, "xa/van-phong");
    person("huy", "Phạm Quốc Huy", officer, "xa/van-phong");
    person("thanh", "Nguyễn Văn Thành", approver, "xa/ubnd");
    person("yen", "Võ Thị Yến", clerk_archive, "xa/ubnd");
    person("kiem", "Cao Hữu Nghĩa", control, "xa/ubnd");
    person("la", "Người xã khác", receptionist, "xa-2/mot-cua");
  }

  UnitId unit(std::string_view key) const { return identity.tree()->by_key(key); }
  AccountId account(std::string_view name) const { return accounts_by_name.at(std::string(name)); }
  Actor as(std::string_view name) const {
    const auto& [id, place] = who.at(std::string(name));
    return identity.load_actor(id, place).value();
  }
  AccountId person(std::string user, std::string name, identity::Role role, std::string_view place) {
    const auto made = accounts.create(identity.system_actor(), {user, std::move(name), "Công chức", "", "mưa thuận gió hòa", false});
    EXPECT_TRUE(made) << (made ? "" : made.error().message);
    const auto granted = accounts.grant(identity.system_actor(), made->id, role, {unit(place), true}, {identity.today(), {}}, "QĐ 1");
    EXPECT_TRUE(granted) << (granted ? "" : granted.error().message);
    who[user] = {made->id, unit(place)};
    accounts_by_name[user] = made->id;
    return made->id;
  }

  // A complete intake of the procedure; `n` makes the form's number.
  Intake intake(int n, std::string_view procedure = kProcedure) const {
    Intake i;
    i.form_id = "bieu-mau-" + std::to_string(n);
    i.procedure_code = std::string(procedure);
    i.applicant = {"087199001234", "Trần Thị Ngọc Bích", "14/02/1999", "Nữ", "Ấp Tân Thạnh, xã Tân Phú, tỉnh Đồng Tháp", "0912 345 678", "",
                   false};
    const auto version = const_cast<catalog::Catalog&>(catalog).on_day(procedure, identity.today()).value();
    for (const auto& p : catalog::required_papers(*version, i.answers, catalog::Channel::counter))
      if (p.need == catalog::Need::required) i.papers.push_back({p.component->id, "", p.originals, p.copies, false});
    i.payment = PaymentMethod::cash;
    i.paid = true;
    return i;
  }
  Accepted accepted(int n) {
    const auto a = dossiers.accept(as("nhung"), intake(n));
    EXPECT_TRUE(a) << (a ? "" : a.error().message);
    return a.value();
  }
  DossierView see(std::string_view code, std::string_view as_whom = "nhung") {
    return dossiers.open(as(as_whom), code, "test").value().dossier;
  }

  store::Database& db;
  FixedClock clock{parse_instant("2026-10-05T09:10").value()};  // a Monday
  IdSource ids{clock};
  identity::Identity identity{db, clock, ids};
  identity::UnitRegister units{identity};
  identity::Accounts accounts{identity, {{1, 8 * 1024}, std::string(32, 's'), "Một cửa"}};
  catalog::Catalog catalog{db, clock, ids};
  calendar::Calendars calendars{db, clock, ids};
  Dossiers dossiers{db, clock, ids, catalog, calendars, identity, {std::string(32, 'k'), "https://motcua.example", "1022"}};
  std::map<std::string, std::pair<AccountId, UnitId>> who;
  std::map<std::string, AccountId> accounts_by_name;
};

// Tables of all the contexts a dossier stands on.
inline std::vector<store::MigrationSet> all_tables() {
  return {calendar::migrations(), {"identity", identity::migrations()}, catalog::migrations(), money::migrations(), dossier::migrations()};
}

}  // namespace motcua::dossier::testing
