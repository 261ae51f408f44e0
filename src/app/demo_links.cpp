#include "app/demo_links.hpp"

#include <fmt/core.h>

#include "app/demo_people.hpp"

namespace motcua::app {

namespace {
constexpr std::string_view kCertify = "2.001035", kRegister = "1.013831";  // giao dịch ở xã, đăng ký biến động ở chi nhánh

Result<identity::Actor> person(Services& s, std::string_view user, std::string_view office) {
  const auto& place = demo_places().front();
  const auto account =
      s.db->read([&](store::ReadTx& tx) { return s.identity.account_by_name(tx, fmt::format("{}.{}", user, place.suffix)); });
  if (!account) return errors::not_found("app.no_demo_person", fmt::format("Không có tài khoản trình diễn {}.", user));
  return s.identity.load_actor(account->id, s.identity.tree()->by_key(fmt::format("{}/{}", place.key, office)));
}

Result<std::string> land_case(Services& s) {
  TRY(const auto desk, person(s, "tiepnhan", "ttpvhcc"));
  dossier::LinkedIntake intake;
  auto& common = intake.common;
  common.form_id = "trinh-dien-lien-thong";
  common.applicant = {"087188999204", "Lê Văn Mẫu Đất", "12/08/1988", "Nam", "Ấp Phú Lợi, xã Tam Nông, tỉnh Đồng Tháp", "0900 000 204", "",
                      false};
  common.payment = dossier::PaymentMethod::at_return;
  intake.parts = {{std::string(kCertify), {}, {}, {}, {}}, {std::string(kRegister), {}, {}, {}, {}}};
  for (auto& part : intake.parts) {
    TRY(const auto version, s.catalog.on_day(part.procedure_code, s.identity.today()));
    while (const auto* question = catalog::next_question(*version, part.answers, catalog::Channel::counter))
      part.answers[question->id] = question->option("khong") ? "khong" : question->options.front().id;
    for (const auto& paper : catalog::required_papers(*version, part.answers, catalog::Channel::counter))
      if (paper.need == catalog::Need::required) part.papers.push_back({paper.component->id, "", paper.originals, paper.copies, false});
  }
  TRY(const auto previews, s.links.preview(desk, intake));
  for (const auto& p : previews)
    for (const auto& e : p.errors)
      if (e.field.size() > 9 && e.field.substr(1, 8) == ".amount.")
        intake.parts[static_cast<std::size_t>(e.field.front() - '1')].amounts[e.field.substr(9)] = 50'000;
  return s.links.accept(desk, intake);
}
}  // namespace

Result<DemoLinks> make_demo_links(Services& s) {
  DemoLinks made;
  TRY(made.link, land_case(s));
  const auto& place = demo_places().front();
  const auto economy = s.identity.tree()->by_key(fmt::format("{}/phong-kt", place.key));
  for (const auto& [user, office] :
       {std::pair{"tuphap", "phong-vhxh"}, std::pair{"xahoi", "phong-vhxh"}, std::pair{"diachinh", "phong-kt"}}) {
    TRY(const auto officer, person(s, user, office));
    for (const auto& row : s.dossiers.worklist(officer, dossier::Tab::mine, {}).rows) {
      if (row.state.sub != dossier::WorkSub::verifying || row.urgency != dossier::Urgency::later) continue;
      const dossier::Ref ref{row.id, row.version};
      if (made.consulted == 0) {
        dossier::ConsultWish wish{"Thông tin trong hồ sơ có khớp với sổ đang quản lý không?", {{{}, "Công an xã Tam Nông", 1, 1}}};
        if (office != std::string_view("phong-kt")) wish.bodies.push_back({economy, "", 1, 2});
        if (s.inquiries.consult(officer, ref, wish)) ++made.consulted;
      } else if (made.waiting_for_money == 0) {
        const auto asked = s.inquiries.ask_payment(
            officer, ref,
            {"Lệ phí trước bạ", "Thuế cơ sở 5 tỉnh Đồng Tháp", "LTB 204, ngày 24/11/2026", "101/2024/NĐ-CP Điều 18", 1'250'000, {}});
        if (asked) ++made.waiting_for_money;
      }
    }
  }
  return made;
}

}  // namespace motcua::app
