// Refusal, stop, withdrawal, what is left after the end, the right agency.
#include <fmt/core.h>

#include <algorithm>

#include "base/numbers.hpp"
#include "dossier/life_views.hpp"
#include "dossier/pages_life.hpp"
#include "print/notices.hpp"
#include "views/dossier/afterwards.hpp"
#include "views/dossier/other_agency.hpp"
#include "views/dossier/proposal.hpp"
#include "views/dossier/withdrawal.hpp"
#include "web/ui.hpp"

namespace motcua::dossier {

using identity::actor_of;
using web::Call;
using web::Method;
using web::Response;

namespace {
// "Ủy ban nhân dân xã Tân Phú, Tỉnh Đồng Tháp": communes of one name there are many.
std::string agency_name(const identity::UnitTree& tree, UnitId unit, Day day) {
  std::string name{tree.name(unit, day)};
  if (const auto above = tree.ancestors(unit, day); !above.empty()) name += fmt::format(", {}", tree.name(above.back(), day));
  return name;
}
}  // namespace

// ---- refusal and stop ----

Response LifePages::proposal_page(Call& call, ProposalKind kind, std::vector<FieldError> errors) {
  auto base = case_of(call, std::move(errors));
  if (!base) return web::error_response(call, base.error());
  ProposalPageView v{*std::move(base)};
  const bool refusal = kind == ProposalKind::refuse;
  v.kind = kind;
  v.title = refusal ? "Từ chối giải quyết" : "Dừng giải quyết";
  v.address = v.base() + (refusal ? "/tu-choi" : "/dung");
  v.sign = refusal ? "Ký từ chối giải quyết (Mẫu 03)" : "Ký dừng giải quyết (Mẫu 05)";
  for (const auto& c : refusal ? refusal_codes() : stop_codes())
    v.codes.push_back({.value = std::string(c.code), .label = std::string(c.label)});
  v.proposed = v.file.proposal && v.file.proposal->kind == kind;
  v.may_decide = v.may(refusal ? Action::refuse : Action::stop);
  return page(call, v, v.title, [&](web::Html& body) { views::proposal(body, v); });
}

Response LifePages::propose(Call& call, ProposalKind kind) {
  return act(
      call, kind == ProposalKind::refuse ? "/tu-choi" : "/dung", "Đã gửi đề nghị cho người ký.",
      [&](std::vector<FieldError> errors) { return proposal_page(call, kind, std::move(errors)); },
      [&](Ref r, const web::Fields& f) {
        return endings_.propose(
            actor_of(call), r, kind,
            {std::string(f.get("loai")), std::string(f.get("ly_do")), std::string(f.get("can_cu")), std::string(f.get("huong_dan"))});
      });
}

Response LifePages::refusal(Call& call) { return proposal_page(call, ProposalKind::refuse, {}); }
Response LifePages::propose_refusal(Call& call) { return propose(call, ProposalKind::refuse); }
Response LifePages::refuse(Call& call) {
  return act(
      call, "", "Đã ký từ chối. Phiếu từ chối chờ ở nơi trả kết quả; Bộ phận Một cửa báo người nộp đến nhận.",
      [&](std::vector<FieldError> errors) { return proposal_page(call, ProposalKind::refuse, std::move(errors)); },
      [&](Ref r, const web::Fields&) { return endings_.refuse(actor_of(call), r); });
}
Response LifePages::stopping(Call& call) { return proposal_page(call, ProposalKind::stop, {}); }
Response LifePages::propose_stop(Call& call) { return propose(call, ProposalKind::stop); }
Response LifePages::stop(Call& call) {
  return act(
      call, "", "Đã ký dừng giải quyết. Bộ phận Một cửa in thông báo (Mẫu 05), gửi người nộp.",
      [&](std::vector<FieldError> errors) { return proposal_page(call, ProposalKind::stop, std::move(errors)); },
      [&](Ref r, const web::Fields&) { return endings_.stop(actor_of(call), r); });
}

Response LifePages::decline(Call& call) {
  const auto file = dossiers_.open(actor_of(call), call.request.param("ma"), call.request.route);
  if (!file) return web::error_response(call, file.error());
  const auto kind = file->proposal ? file->proposal->kind : ProposalKind::supplement;
  return act(
      call, "", "Đã trả lại đề nghị cho người thụ lý.",
      [&](std::vector<FieldError> errors) {
        return kind == ProposalKind::supplement ? supplement_page(call, std::move(errors)) : proposal_page(call, kind, std::move(errors));
      },
      [&](Ref r, const web::Fields& f) { return supplements_.decline(actor_of(call), r, f.get("ly_do_khong")); });
}

Response LifePages::refusal_pdf(Call& call) {
  const auto code = call.request.param("ma");
  const auto form = endings_.refusal_letter(actor_of(call), code);
  if (!form) return web::error_response(call, form.error());
  return private_pdf(call, print::refusal_pdf(*form), fmt::format("phieu-tu-choi-{}.pdf", code));
}

Response LifePages::stop_pdf(Call& call) {
  const auto code = call.request.param("ma");
  const auto form = endings_.stop_notice(actor_of(call), code);
  if (!form) return web::error_response(call, form.error());
  return private_pdf(call, print::stop_pdf(*form), fmt::format("thong-bao-dung-{}.pdf", code));
}

// ---- withdrawal ----

Response LifePages::withdrawal_page(Call& call, std::vector<FieldError> errors) {
  auto base = case_of(call, std::move(errors));
  if (!base) return web::error_response(call, base.error());
  WithdrawalPageView v{*std::move(base)};
  for (auto& e : endings_.of(v.file.dossier.id).endings) {
    if (e.kind != EndingKind::withdrawn) continue;
    if (e.state == EndingState::asked)
      v.asked = std::move(e);
    else
      v.before.push_back(std::move(e));
  }
  v.may_grant = v.may(Action::grant_withdrawal);
  v.may_decline = v.may(Action::decline_withdrawal);
  return page(call, v, "Rút hồ sơ", [&](web::Html& body) { views::withdrawal(body, v); });
}

Response LifePages::withdrawal(Call& call) { return withdrawal_page(call, {}); }
Response LifePages::ask_withdrawal(Call& call) {
  return act(
      call, "/rut", "Đã ghi yêu cầu rút hồ sơ. Thời hạn tạm dừng.",
      [&](std::vector<FieldError> errors) { return withdrawal_page(call, std::move(errors)); },
      [&](Ref r, const web::Fields& f) {
        return endings_.ask_withdrawal(actor_of(call), r, {std::string(f.get("nguoi_xin")), std::string(f.get("ly_do"))});
      });
}
Response LifePages::grant(Call& call) {
  return act(
      call, "/sau-ket-thuc", "Đã cho rút hồ sơ. In thông báo dừng giải quyết cho người nộp.",
      [&](std::vector<FieldError> errors) { return withdrawal_page(call, std::move(errors)); },
      [&](Ref r, const web::Fields& f) -> Result<std::int64_t> {
        WithdrawalGrant grant;
        grant.refund_note = std::string(f.get("hoan_can_cu"));
        if (const auto typed = f.get("hoan"); !typed.empty()) {
          const auto amount = parse_money(typed);
          if (!amount) return errors::invalid_fields("dossier.refund_no_amount", {{"hoan", "Ghi số tiền, ví dụ 30.000."}});
          grant.refund = amount->value;
        }
        return endings_.grant_withdrawal(actor_of(call), r, grant);
      });
}
Response LifePages::refuse_withdrawal(Call& call) {
  return act(
      call, "", "Đã trả lời không cho rút. Thời hạn chạy tiếp.",
      [&](std::vector<FieldError> errors) { return withdrawal_page(call, std::move(errors)); },
      [&](Ref r, const web::Fields& f) {
        return endings_.decline_withdrawal(actor_of(call), r, f.get("ly_do_khong_rut"), f.get("can_cu_khong_rut"));
      });
}

// ---- after the end ----

Response LifePages::afterwards_page(Call& call, std::vector<FieldError> errors) {
  auto base = case_of(call, std::move(errors));
  if (!base) return web::error_response(call, base.error());
  const auto& actor = actor_of(call);
  AfterwardsPageView v{*std::move(base)};
  const auto& d = v.file.dossier;
  v.ends = endings_.of(d.id);
  const auto* last = v.ends.endings.empty() ? nullptr : &v.ends.endings.back();
  const bool ended = last && last->state == EndingState::done;
  v.may_give_back =
      ended && !last->originals.empty() && !last->originals_back_at && actor.permits_in(identity::kDossierReturn, d.received_unit);
  v.may_refund = ended && d.fin == FinState::refund_due && actor.permits_in(identity::kFeeRefund, d.received_unit);
  return page(call, v, "Việc sau khi kết thúc", [&](web::Html& body) { views::afterwards(body, v); });
}

Response LifePages::afterwards(Call& call) { return afterwards_page(call, {}); }
Response LifePages::originals(Call& call) {
  return act(
      call, "/sau-ket-thuc", "Đã ghi trả bản chính.",
      [&](std::vector<FieldError> errors) { return afterwards_page(call, std::move(errors)); },
      [&](Ref r, const web::Fields& f) { return endings_.give_originals_back(actor_of(call), r, f.get("nguoi_nhan_lai")); });
}
Response LifePages::refund(Call& call) {
  return act(
      call, "/sau-ket-thuc", "Đã ghi hoàn tiền.", [&](std::vector<FieldError> errors) { return afterwards_page(call, std::move(errors)); },
      [&](Ref r, const web::Fields& f) { return endings_.refund(actor_of(call), r, f.get("chung_tu")); });
}
Response LifePages::correct(Call& call) {
  return act(
      call, "", "Đã quyết định sửa kết quả. Hồ sơ về người thụ lý, hạn 3 ngày làm việc.",
      [&](std::vector<FieldError> errors) { return afterwards_page(call, std::move(errors)); },
      [&](Ref r, const web::Fields& f) { return endings_.correct(actor_of(call), r, f.get("ly_do"), f.get("can_cu")); });
}
Response LifePages::archive(Call& call) {
  return act(
      call, "/sau-ket-thuc", "Đã đưa hồ sơ vào lưu trữ.",
      [&](std::vector<FieldError> errors) { return afterwards_page(call, std::move(errors)); },
      [&](Ref r, const web::Fields& f) { return endings_.archive(actor_of(call), r, f.get("cap_hop"), f.get("thoi_han")); });
}

// ---- the right agency ----

Response LifePages::agency_page(Call& call, std::vector<FieldError> errors) {
  auto base = case_of(call, std::move(errors));
  if (!base) return web::error_response(call, base.error());
  AgencyPageView v{*std::move(base)};
  v.before = endings_.of(v.file.dossier.id).reroutes;
  if (v.may(Action::reroute)) {
    const auto tree = identity_.tree();
    const auto today = identity_.today();
    const auto& sent = call.request.method == Method::post ? call.request.form : call.request.query;
    const UnitId chosen{plain_number(sent.get("co_quan"))};
    for (const auto u : endings_.agencies()) {
      v.agencies.push_back({.value = std::to_string(u.value), .label = agency_name(*tree, u, today)});
      if (u != chosen) continue;
      v.chosen = std::to_string(u.value);
      v.chosen_name = std::string(tree->name(u, today));
    }
    if (!v.chosen.empty())
      for (const auto u : dossiers_.settling_units(chosen, *v.file.procedure, today))
        v.units_there.push_back({.value = std::to_string(u.value), .label = std::string(tree->name(u, today))});
  }
  return page(call, v, "Chuyển đúng cơ quan", [&](web::Html& body) { views::other_agency(body, v); });
}

Response LifePages::other_agency(Call& call) { return agency_page(call, {}); }
Response LifePages::reroute(Call& call) {
  return act(
      call, "", "Đã chuyển hồ sơ sang cơ quan có thẩm quyền. Bộ phận Một cửa báo người nộp.",
      [&](std::vector<FieldError> errors) { return agency_page(call, std::move(errors)); },
      [&](Ref r, const web::Fields& f) {
        return endings_.reroute(actor_of(call), r,
                                {UnitId{plain_number(f.get("co_quan"))}, UnitId{plain_number(f.get("don_vi"))}, std::string(f.get("ly_do")),
                                 std::string(f.get("can_cu"))});
      });
}

std::span<const web::RouteOf<LifePages>> LifePages::routes() {
  using namespace identity;
  constexpr std::uint64_t kForm = 256 * 1024;
  using P = LifePages;
  static constexpr auto kRoutes = std::to_array<web::RouteOf<LifePages>>({
      {Method::get, "/bo-sung", kDossierRead, &P::board},
      {Method::get, "/ho-so/{ma}/bo-sung", kDossierRead, &P::supplement},
      {Method::post, "/ho-so/{ma}/bo-sung", kDossierPropose, &P::propose_supplement, kForm},
      {Method::post, "/ho-so/{ma}/bo-sung/yeu-cau", kDossierReview, &P::ask},
      {Method::post, "/ho-so/{ma}/bo-sung/gui", kDossierNotify, &P::send},
      {Method::post, "/ho-so/{ma}/bo-sung/tra-loi", kDossierAccept, &P::answer, kForm},
      {Method::post, "/ho-so/{ma}/bo-sung/chua-dat", kDossierAccept, &P::send_back},
      {Method::post, "/ho-so/{ma}/bo-sung/du", kDossierAccept, &P::confirm},
      {Method::post, "/ho-so/{ma}/bo-sung/dong", kDossierAccept, &P::close},
      {Method::get, "/ho-so/{ma}/bo-sung.pdf", kDossierRead, &P::supplement_pdf},
      {Method::post, "/ho-so/{ma}/de-nghi/tra-lai", kDossierReview, &P::decline},
      {Method::get, "/ho-so/{ma}/tu-choi", kDossierRead, &P::refusal},
      {Method::post, "/ho-so/{ma}/tu-choi", kDossierPropose, &P::propose_refusal},
      {Method::post, "/ho-so/{ma}/tu-choi/ky", kDossierApprove, &P::refuse},
      {Method::get, "/ho-so/{ma}/tu-choi.pdf", kDossierRead, &P::refusal_pdf},
      {Method::get, "/ho-so/{ma}/dung", kDossierRead, &P::stopping},
      {Method::post, "/ho-so/{ma}/dung", kDossierPropose, &P::propose_stop},
      {Method::post, "/ho-so/{ma}/dung/ky", kDossierApprove, &P::stop},
      {Method::get, "/ho-so/{ma}/dung.pdf", kDossierRead, &P::stop_pdf},
      {Method::get, "/ho-so/{ma}/rut", kDossierRead, &P::withdrawal},
      {Method::post, "/ho-so/{ma}/rut", kDossierAccept, &P::ask_withdrawal},
      {Method::post, "/ho-so/{ma}/rut/dong-y", kDossierNotify, &P::grant},
      {Method::post, "/ho-so/{ma}/rut/khong", kDossierAssign, &P::refuse_withdrawal},
      {Method::get, "/ho-so/{ma}/sau-ket-thuc", kDossierRead, &P::afterwards},
      {Method::post, "/ho-so/{ma}/tra-ban-chinh", kDossierReturn, &P::originals},
      {Method::post, "/ho-so/{ma}/hoan-tien", kFeeRefund, &P::refund},
      {Method::post, "/ho-so/{ma}/sua-ket-qua", kDossierApprove, &P::correct},
      {Method::post, "/ho-so/{ma}/luu-tru", kDossierArchive, &P::archive},
      {Method::get, "/ho-so/{ma}/chuyen-co-quan", kDossierChangeDue, &P::other_agency},
      {Method::post, "/ho-so/{ma}/chuyen-co-quan", kDossierChangeDue, &P::reroute},
  });
  return kRoutes;
}

}  // namespace motcua::dossier
