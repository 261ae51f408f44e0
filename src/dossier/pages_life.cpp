#include "dossier/pages_life.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/numbers.hpp"
#include "dossier/life_views.hpp"
#include "print/notices.hpp"
#include "views/dossier/supplement.hpp"
#include "views/dossier/supplements.hpp"
#include "web/ui.hpp"

namespace motcua::dossier {

using identity::actor_of;
using web::Call;
using web::Response;

namespace {
constexpr std::string_view kAskFields[] = {"vi_sao_", "can_cu_", "can_lam_", "kho_"};

// What was typed for the papers of the procedure: one item for each that has anything, and which line each item came from.
struct TypedWish {
  SupplementWish wish;
  std::vector<int> line_of;
};
TypedWish wish_in(const web::Fields& f, const CaseFile& file) {
  TypedWish typed;
  auto& w = typed.wish;
  w.reason = std::string(f.get("ly_do"));
  w.special_days = static_cast<int>(std::min<std::int64_t>(plain_number(f.get("ngay_rieng")), 1000));
  if (w.special_days == 0 && !f.get("ngay_rieng").empty()) w.special_days = -1;  // typed, but no number of days: told by the service
  w.special_basis = std::string(f.get("can_cu_ngay"));
  w.late_basis = std::string(f.get("can_cu_tre"));
  int n = 0;
  for (const auto& a : Supplements::askable(file)) {
    ++n;
    const auto field = [&](std::string_view name) { return std::string(f.get(fmt::format("{}{}", name, n))); };
    AskedItem item{a.component, {}, field(kAskFields[0]), field(kAskFields[1]), field(kAskFields[2]), field(kAskFields[3])};
    if (item.reason.empty() && item.legal_basis.empty() && item.todo.empty() && item.register_note.empty()) continue;
    w.items.push_back(std::move(item));
    typed.line_of.push_back(n);
  }
  return typed;
}

// The service counts items, the form counts papers.
std::vector<FieldError> on_lines(std::vector<FieldError> errors, const std::vector<int>& line_of) {
  for (auto& e : errors) {
    const auto mark = e.field.rfind('_');
    if (mark == std::string::npos) continue;
    const auto item = plain_number(std::string_view(e.field).substr(mark + 1));
    if (item <= 0) continue;
    auto name = e.field.substr(0, mark + 1);
    if (name == "giay_") name = kAskFields[0];
    const auto known = static_cast<std::size_t>(item) <= line_of.size();
    e.field = fmt::format("{}{}", name, known ? line_of[static_cast<std::size_t>(item) - 1] : 1);
  }
  return errors;
}

bool typed_or_wrong(const CaseView& v, int n) {
  return std::any_of(std::begin(kAskFields), std::end(kAskFields), [&](std::string_view name) {
    const auto field = fmt::format("{}{}", name, n);
    return !v.values.get(field).empty() || std::any_of(v.errors.begin(), v.errors.end(), [&](const auto& e) { return e.field == field; });
  });
}
}  // namespace

Result<CaseView> LifePages::case_of(Call& call, std::vector<FieldError> errors) {
  CaseView v;
  TRY(v.file, dossiers_.open(actor_of(call), call.request.param("ma"), call.request.route));
  v.csrf = call.csrf_token;
  if (!errors.empty()) v.values = call.request.form;
  v.errors = std::move(errors);
  v.now = clock_.now();
  return v;
}

Response LifePages::act(Call& call, std::string_view after, std::string_view said, const Again& again, const UseCase& use_case) {
  const auto code = call.request.param("ma");
  const auto& form = call.request.form;
  const auto file = dossiers_.open(actor_of(call), code, call.request.route);
  if (!file) return web::error_response(call, file.error());
  const auto done = use_case({file->dossier.id, plain_number(form.get("v"))}, form);
  if (!done) {
    if (done.error().fields.empty()) return web::error_response(call, done.error());
    return again(done.error().fields);
  }
  auto response = Response::see_other(fmt::format("/ho-so/{}{}", code, after));
  response.flash = std::string(said);
  return response;
}

Response LifePages::page(Call& call, const CaseView& v, std::string title, const std::function<void(web::Html&)>& body) {
  web::Html out(web::lang_of(call.lang), 32 * 1024);
  web::ui::staff_page(out, shells_.staff(call),
                      {.title = title + " – " + v.file.dossier.code,
                       .crumbs = {{.label = "Việc của tôi", .href = "/ho-so"}, {.label = v.file.dossier.code, .href = v.base()}},
                       .crumb = title,
                       .errors = v.errors},
                      [&](web::Html& main) { body(main); });
  return Response::html(std::move(out).take(), v.errors.empty() ? 200 : 422);
}

Response LifePages::board(Call& call) {
  const SupplementBoardView v{supplements_.board(actor_of(call)), clock_.now()};
  web::Html out(web::lang_of(call.lang), 32 * 1024);
  web::ui::staff_page(out, shells_.staff(call), {.title = "Bổ sung, đề nghị", .crumbs = {{.label = "Việc của tôi", .href = "/ho-so"}}},
                      [&](web::Html& body) { views::supplements(body, v); });
  return Response::html(std::move(out).take());
}

Response LifePages::supplement_page(Call& call, std::vector<FieldError> errors) {
  auto base = case_of(call, std::move(errors));
  if (!base) return web::error_response(call, base.error());
  const auto& actor = actor_of(call);
  SupplementPageView v{*std::move(base)};
  const auto& d = v.file.dossier;
  v.requests = supplements_.of(d.id);
  std::reverse(v.requests.begin(), v.requests.end());
  if (v.file.may_propose) {
    int n = 0;
    for (auto& a : Supplements::askable(v.file)) {
      ++n;
      v.lines.push_back({n, std::move(a.name), std::move(a.register_name), typed_or_wrong(v, n)});
    }
    const auto wrong = [&](std::string_view field) {
      return std::any_of(v.errors.begin(), v.errors.end(), [&](const auto& e) { return e.field == field; });
    };
    v.late = wrong("can_cu_tre") || wrong("ngay_rieng") || wrong("can_cu_ngay");
    const auto& rule = supplement_rule(day_of(d.received_at));
    v.late_hint = fmt::format("Bắt buộc khi quá {} ngày làm việc từ khi nhận ({})", rule.notice_within, rule.basis);
  }
  v.may_decide = v.may(Action::ask_supplement);
  if (const auto* open = v.open()) {
    v.may_send = actor.permits_in(identity::kDossierNotify, d.received_unit);
    v.may_answer = v.may(Action::confirm_supplement);
    v.lapsed = open->answer_by && v.now > *open->answer_by;
    v.replies = replies_.of(d.id, open->seq);
  }
  return page(call, v, "Bổ sung hồ sơ", [&](web::Html& body) { views::supplement(body, v); });
}

Response LifePages::supplement(Call& call) { return supplement_page(call, {}); }

Response LifePages::propose_supplement(Call& call) {
  const auto file = dossiers_.open(actor_of(call), call.request.param("ma"), call.request.route);
  if (!file) return web::error_response(call, file.error());
  const auto typed = wish_in(call.request.form, *file);
  return act(
      call, "/bo-sung", "Đã gửi đề nghị yêu cầu bổ sung.",
      [&](std::vector<FieldError> errors) { return supplement_page(call, on_lines(std::move(errors), typed.line_of)); },
      [&](Ref r, const web::Fields&) { return supplements_.propose(actor_of(call), r, typed.wish); });
}

Response LifePages::ask(Call& call) {
  return act(
      call, "/bo-sung", "Đã yêu cầu bổ sung. Hồ sơ về Bộ phận Một cửa để gửi phiếu cho người nộp.",
      [&](std::vector<FieldError> errors) { return supplement_page(call, std::move(errors)); },
      [&](Ref r, const web::Fields& f) { return supplements_.ask(actor_of(call), r, f.get("ly_do_lan_hai")); });
}

Response LifePages::send(Call& call) {
  return act(
      call, "/bo-sung", "Đã ghi gửi phiếu. Thời hạn bổ sung bắt đầu tính.",
      [&](std::vector<FieldError> errors) { return supplement_page(call, std::move(errors)); },
      [&](Ref r, const web::Fields& f) { return supplements_.send(actor_of(call), r, f.get("cach")); });
}

Response LifePages::answer(Call& call) {
  return act(
      call, "/bo-sung", "Đã ghi phần bổ sung.", [&](std::vector<FieldError> errors) { return supplement_page(call, std::move(errors)); },
      [&](Ref r, const web::Fields& f) {
        constexpr int kMostItems = 20;
        std::vector<SupplementAnswer> answers;
        for (int n = 1; n <= kMostItems; ++n)
          if (const auto a = item_answer_from(f.get(fmt::format("tra_loi_{}", n))))
            answers.push_back({n, *a, std::string(f.get(fmt::format("ghi_chu_{}", n)))});
        return supplements_.answer(actor_of(call), r, answers);
      });
}

Response LifePages::send_back(Call& call) {
  return act(
      call, "/bo-sung", "Đã báo người nộp gửi lại nội dung chưa đạt.",
      [&](std::vector<FieldError> errors) { return supplement_page(call, std::move(errors)); },
      [&](Ref r, const web::Fields& f) {
        const auto item = static_cast<int>(std::min<std::int64_t>(plain_number(f.get("noi_dung")), 1000));
        return replies_.send_back(actor_of(call), r, item, f.get("chua_dat"));
      });
}

Response LifePages::confirm(Call& call) {
  return act(
      call, "", "Đã xác nhận bổ sung đủ. Thời hạn tính lại; in giấy tiếp nhận cấp lại cho người nộp.",
      [&](std::vector<FieldError> errors) { return supplement_page(call, std::move(errors)); },
      [&](Ref r, const web::Fields&) { return supplements_.confirm(actor_of(call), r); });
}

Response LifePages::close(Call& call) {
  return act(
      call, "/sau-ket-thuc", "Đã đóng hồ sơ. In thông báo dừng giải quyết cho người nộp.",
      [&](std::vector<FieldError> errors) { return supplement_page(call, std::move(errors)); },
      [&](Ref r, const web::Fields& f) { return supplements_.close(actor_of(call), r, f.get("huong_dan")); });
}

Response LifePages::supplement_pdf(Call& call) {
  const auto code = call.request.param("ma");
  const auto form =
      supplements_.slip(actor_of(call), code, static_cast<int>(std::min<std::int64_t>(plain_number(call.request.query.get("lan")), 1000)));
  if (!form) return web::error_response(call, form.error());
  return private_pdf(call, print::supplement_pdf(*form), fmt::format("phieu-bo-sung-{}.pdf", code));
}

}  // namespace motcua::dossier
