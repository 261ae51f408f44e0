// Linked cases of the three-tier time (until 30/6/2025): commune, then district, then province. The stories are in
// tests/cases/linked/three-tier.case.
#include <fmt/core.h>

#include <fstream>
#include <memory>

#include "base/testing_paths.hpp"
#include "dossier/testing_links.hpp"

namespace motcua::dossier {
namespace {

using testing::Hands;
using testing::told;

constexpr std::string_view kFuneral = "1.001731";  // mai táng phí bảo trợ xã hội: cấp huyện, 5 ngày làm việc
constexpr std::string_view kMerit = "1.010824";    // trợ cấp khi người có công từ trần: cấp tỉnh, 24 ngày

// A district with a commune below it, a department of the province, and their people of those days.
struct ThreeTiers {
  explicit ThreeTiers(store::Database& db) : w(db), links(w.dossiers) {
    for (auto& pack : catalog::Catalog::shipped_packs())
      if (pack.name == "bao-tro-xa-hoi.yaml" || pack.name == "nguoi-co-cong.yaml") {
        const std::vector<catalog::PackFile> packs{pack};
        const auto plan = w.catalog.import(packs, std::nullopt, {});
        EXPECT_TRUE(plan) << told(plan);
      }
    w.clock.set(vn_moment("08:00 12/05/2025"));
    using enum identity::UnitKind;
    const auto district_ = add("Huyện Tam Nông", district, w.unit("tinh"), "");
    huyen = add("Ủy ban nhân dân huyện Tam Nông", committee, district_, "H20.39");
    const auto commune_ = add("Xã Phú Thành", commune, district_, "");
    ubnd = add("Ủy ban nhân dân xã Phú Thành", committee, commune_, "H20.39.77");
    desk = add("Bộ phận Tiếp nhận và Trả kết quả xã Phú Thành", one_stop, ubnd, "");
    this->office = add("Văn phòng UBND xã Phú Thành", identity::UnitKind::office, ubnd, "");
    so = add("Sở Nội vụ tỉnh Đồng Tháp", department, w.unit("tinh"), "H20.5");
    person("quay", identity::Role::receptionist, desk);
    person("dieu-phoi", identity::Role::control, ubnd);
    team("xa", this->office, ubnd);
    team("huyen", huyen, huyen);
    team("tinh", so, so);
  }
  UnitId add(std::string name, identity::UnitKind kind, UnitId parent, std::string eid) {
    const auto added = w.units.apply(w.identity.system_actor(), identity::AddUnit{.id = {},
                                                                                  .name = name,
                                                                                  .kind = kind,
                                                                                  .parent = parent,
                                                                                  .from = parse_vn_date("01/01/2018").value(),
                                                                                  .gso_code = "",
                                                                                  .eid = std::move(eid),
                                                                                  .legal_basis = "QĐ 1"});
    EXPECT_TRUE(added) << name << ": " << told(added);
    return added.value_or(UnitId{});
  }
  void person(const std::string& user, identity::Role role, UnitId unit) {
    const auto made = w.accounts.create(w.identity.system_actor(), {user, "Người " + user, "Công chức", "", "mưa thuận gió hòa", false});
    EXPECT_TRUE(made) << told(made);
    const auto granted = w.accounts.grant(w.identity.system_actor(), made->id, role, {unit, true}, {w.identity.today(), {}}, "QĐ 1");
    EXPECT_TRUE(granted) << told(granted);
    w.who[user] = {made->id, unit};
    w.accounts_by_name[user] = made->id;
  }
  void team(const std::string& level, UnitId work, UnitId sign) {
    using enum identity::Role;
    person("truong-" + level, unit_head, work);
    person("cv-" + level, officer, work);
    person("ky-" + level, approver, sign);
    person("vt-" + level, clerk_archive, sign);
  }
  static std::string level(char part) { return part == '1' ? "xa" : part == '2' ? "huyen" : "tinh"; }
  UnitId place(char part) const { return part == '1' ? office : part == '2' ? huyen : so; }
  LinkView see() { return links.open(w.as("quay"), code).value(); }
  LinkLegView part(char n) { return see().legs.at(static_cast<std::size_t>(n - '1')); }
  Ref ref(const std::string& of, std::string_view who) { return {w.see(of, who).id, w.see(of, who).version}; }
  // The deeds of one line; nothing: it is no deed.
  std::optional<std::string> deed(std::string_view what, char n, const std::string& value) {
    const auto head = "truong-" + level(n);
    if (what == "Nhận") {
      w.clock.set(vn_moment(value));
      const auto accepted = links.accept(w.as("quay"), testing::linked_case(w, links, "quay", {testing::kCertify, kFuneral, kMerit}, 1));
      code = accepted.value_or("");
      return told(accepted);
    }
    if (what.starts_with("Điều phối phần")) {
      w.clock.set(vn_moment(value));
      return told(links.determine(w.as("dieu-phoi"), ref(part(n).code, "quay"), {place(n), "QĐ 12 phân cấp", false}));
    }
    if (what.starts_with("Giao phần")) {
      w.clock.set(vn_moment(value));
      return told(w.dossiers.hand_over(w.as("quay"), ref(part(n).code, "quay"), place(n)));
    }
    if (what.starts_with("Nhận phần")) {
      w.clock.set(vn_moment(value));
      return told(w.dossiers.confirm_receipt(w.as(head), ref(part(n).code, head)));
    }
    if (!what.starts_with("Xong phần")) return std::nullopt;
    w.clock.set(vn_moment(value));
    const auto leg = part(n);
    testing::work_to_the_end(w, w.see(leg.code, head).id, leg.code, Hands{head, "cv-" + level(n), "ky-" + level(n), "vt-" + level(n)});
    return "";
  }
  // What a line says of the case.
  std::string told_of(std::string_view what, char n) {
    if (what.starts_with("Hạn phần")) return vn_datetime(part(n).due_at);
    if (what.starts_with("Cơ quan phần")) return part(n).agency_name;
    if (what.starts_with("Kết quả phần")) return std::string(label(part(n).punctuality.value()));
    if (what == "Hẹn chung") return vn_datetime(see().promised_at);
    if (what == "Mã bắt đầu bằng") return code.substr(0, 9);
    const auto late = see().late;
    if (what == "Trễ chung") return late ? std::to_string(late->split.late) + " phút" : "không";
    if (what != "Người chịu" || !late) return "no such line";
    std::string all;
    std::int64_t sum = 0;
    for (const auto& u : sum_by(LateBy::unit, late->stretches, late->split)) {
      all += fmt::format("{}{} {} phút", all.empty() ? "" : "; ", u.name, u.minutes);
      sum += u.minutes;
    }
    EXPECT_EQ(sum, late->split.late) << "the shares add up";
    return all;
  }

  testing::World w;
  Links links;
  UnitId huyen, ubnd, desk, office, so;
  std::string code;
};

TEST(ThreeTierStories, come_true) {
  std::ifstream file(source_dir() / "tests/cases/linked/three-tier.case");
  std::unique_ptr<store::TestDatabase> database;
  std::unique_ptr<ThreeTiers> t;
  int stories = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty()) continue;
    SCOPED_TRACE(line);
    if (line.starts_with("= ")) {
      ++stories;
      t.reset();
      database = std::make_unique<store::TestDatabase>(testing::all_tables());
      t = std::make_unique<ThreeTiers>(**database);
      continue;
    }
    const auto colon = line.find(": ");
    const auto what = line.substr(0, colon), value = line.substr(colon + 2);
    if (const auto wrong = t->deed(what, what.back(), value)) {
      ASSERT_EQ(*wrong, "");
    } else {
      EXPECT_EQ(t->told_of(what, what.back()), value);
    }
    auto verifiers = t->w.dossiers.verifiers();
    for (auto& v : t->links.verifiers()) verifiers.push_back(std::move(v));
    ASSERT_EQ(store::verify(**database, verifiers).first(), "");
  }
  EXPECT_EQ(stories, 2);
}

}  // namespace
}  // namespace motcua::dossier
