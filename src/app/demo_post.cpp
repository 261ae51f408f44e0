#include "app/demo_post.hpp"

#include <fmt/core.h>

#include "app/demo_people.hpp"
#include "app/desk_services.hpp"

namespace motcua::app {

namespace {
constexpr std::string_view kContract = "2.000913";   // sửa đổi, bổ sung, hủy bỏ giao dịch
constexpr std::string_view kCertified = "2.000815";  // chứng thực bản sao

struct Desk {
  UnitId unit;
  dossier::Actor clerk, receptionist, returner, head;
};
Result<std::optional<Desk>> desk_of(Services& s, const Place& place) {
  Desk d;
  d.unit = s.identity.tree()->by_key(fmt::format("{}/ttpvhcc", place.key));
  for (auto [user, actor] : {std::pair{"buudien", &d.clerk}, std::pair{"tiepnhan", &d.receptionist}, std::pair{"traketqua", &d.returner},
                             std::pair{"giamdoc", &d.head}}) {
    const auto account =
        s.db->read([&](store::ReadTx& tx) { return s.identity.account_by_name(tx, fmt::format("{}.{}", user, place.suffix)); });
    if (!account || !d.unit) return std::optional<Desk>{};
    TRY(*actor, s.identity.load_actor(account->id, d.unit));
  }
  return std::optional(std::move(d));
}

web::Fields slip_fields(Services& s, std::mt19937_64& random, std::string_view address) {
  const auto who = invented_person(random, address);
  web::Fields f;
  f.add("thu_tuc", std::string(kContract));
  f.add("form_id", "demo");
  f.add("ten", who.name);
  f.add("so", who.number);
  f.add("dia_chi", who.address);
  f.add("dien_thoai", who.phone);
  f.add("tra", "counter");
  if (const auto version = s.catalog.on_day(kContract, s.identity.today()))
    for (const auto& p : catalog::required_papers(**version, {}, catalog::Channel::post))
      if (p.need == catalog::Need::required) f.add("g." + p.component->id, "co");
  return f;
}
}  // namespace

Result<int> make_demo_post(Services& s) {
  DeskServices desk(s);
  std::mt19937_64 random(45);
  int slips = 0;
  const auto today = s.identity.today();
  for (const auto& place : demo_places()) {
    TRY(const auto found, desk_of(s, place));
    if (!found) continue;
    const auto& d = *found;
    TRY_VOID(desk.post.add_scheme(
        d.head, {{}, d.unit, "Trả kết quả tại nhà miễn phí cho người cao tuổi", today, {}, Dong{26000}, "Kế hoạch mẫu", ""}));
    for (int i = 0; i < 4; ++i, ++slips) {
      auto fields = slip_fields(s, random, place.address);
      if (i == 1) fields.add("da_thu", "1");
      TRY_VOID(desk.post.write(d.clerk, {d.unit, fields, i == 1 ? "BD 0015" : ""}));
      if (i != 2) continue;  // three go together, the fourth waits
      TRY(const auto protocol, desk.post.hand_over(d.clerk, d.unit));
      TRY(const auto p, desk.post.protocol(d.receptionist, protocol));
      TRY_VOID(desk.post.sign(d.receptionist, protocol, {{p.slips.back().id, false, "Thiếu chữ ký trên phiếu yêu cầu"}}));
    }
    std::vector<post::Outgoing> results;
    for (const auto& r : desk.post.ready(d.returner, d.unit))
      if (results.size() < 2) results.push_back({r.dossier, fmt::format("MAU{:03}VN", results.size() + 1)});
    if (!results.empty()) {
      const auto scheme = desk.post.schemes(d.unit, today).front().id;
      TRY(const auto out, desk.post.send(d.returner, d.unit, results, scheme));
      TRY_VOID(desk.post.take_over(d.clerk, out));
      const auto on_way = desk.post.slips(d.clerk, post::Direction::out, post::SlipState::on_way);
      if (!on_way.empty()) TRY_VOID(desk.post.delivered(d.clerk, on_way.front().id, on_way.front().person_name));
    }
    std::vector<std::string> seen;
    for (const auto& f : desk.custody.folders(d.receptionist, d.unit)) seen.push_back(f.code);
    if (!seen.empty()) seen.pop_back();
    TRY_VOID(desk.custody.count(d.receptionist, d.unit, seen));
    TRY_VOID(desk.visits.set_promise(d.head, {{}, d.unit, std::string(kCertified), "", 45, today, "Thông báo mẫu", ""}));
    TRY_VOID(desk.visits.add_session(
        d.receptionist,
        {{}, d.unit, visit::SessionKind::help, "Nhà văn hóa ấp 1", today, "18:00-20:00", "Tổ công nghệ số ấp 1", "Kế hoạch mẫu", "", {}}));
    const auto session = desk.visits.sessions(d.receptionist, d.unit).front().id;
    if (!seen.empty()) TRY_VOID(desk.visits.add_case(d.receptionist, session, seen.front(), "Lê Văn Mẫu Giúp"));
  }
  return slips;
}

}  // namespace motcua::app
