#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "app/calendar_places.hpp"
#include "app/calendar_running.hpp"
#include "app/desk_services.hpp"
#include "app/form_sources.hpp"
#include "app/people.hpp"
#include "app/serve.hpp"
#include "app/settings_pages.hpp"
#include "app/slices.hpp"
#include "calendar/pages.hpp"
#include "catalog/catalog.hpp"
#include "dossier/pages.hpp"
#include "dossier/pages_at_once.hpp"
#include "dossier/pages_bundle.hpp"
#include "dossier/pages_files.hpp"
#include "dossier/pages_inquiries.hpp"
#include "dossier/pages_intake.hpp"
#include "dossier/pages_late.hpp"
#include "dossier/pages_life.hpp"
#include "dossier/pages_links.hpp"
#include "dossier/pages_rescheduling.hpp"
#include "dossier/pages_unit_moves.hpp"
#include "feedback/pages.hpp"
#include "identity/gate.hpp"
#include "identity/pages.hpp"
#include "identity/pages_citizens.hpp"
#include "identity/permissions.hpp"
#include "identity/permissions_reform.hpp"
#include "identity/settings_pages.hpp"
#include "indices/pages.hpp"
#include "money/pages.hpp"
#include "money/pages_gateway.hpp"
#include "notify/pages.hpp"
#include "portal/pages_apply.hpp"
#include "portal/pages_boards.hpp"
#include "portal/pages_contacts.hpp"
#include "portal/pages_forms.hpp"
#include "portal/pages_pay.hpp"
#include "portal/pages_reply.hpp"
#include "portal/pages_verify.hpp"
#include "portal/portal.hpp"
#include "post/pages.hpp"
#include "post/pages_settlement.hpp"
#include "queue/pages.hpp"
#include "reform/pages.hpp"
#include "reports/pages.hpp"
#include "reports/pages_flow.hpp"
#include "reports/pages_mixed.hpp"
#include "reports/pages_signals.hpp"
#include "reports/pages_targets.hpp"
#include "review/pages.hpp"
#include "survey/pages.hpp"
#include "visit/pages.hpp"
#include "web/assets.hpp"
#include "web/idempotency.hpp"
#include "web/limits.hpp"
#include "web/metrics.hpp"
#include "web/shells.hpp"

namespace motcua::app {

namespace {

// Lists of dossiers with an address of their own stand under "Hồ sơ" when no entry of the navigation is theirs.
void mark_lists_of_dossiers(std::string_view path, std::vector<web::ui::Link>& nav) {
  if (!path.starts_with("/bo-sung") && !path.starts_with("/lien-thong")) return;
  if (std::ranges::any_of(nav, &web::ui::Link::current)) return;
  const auto dossiers = std::ranges::find(nav, "/ho-so", &web::ui::Link::href);
  if (dossiers != nav.end()) dossiers->current = true;
}

// Pages that share one entry of the navigation, each person's own first: those of the post (the clerk's own page, what comes in, what
// goes out, or the schemes) and those of the waiting room (calling, settings, waiting time).
constexpr std::array<std::string_view, 4> kPostal{"/buu-chinh", "/nhan-buu-chinh", "/gui-ket-qua", "/gui-ket-qua/chuong-trinh"};
constexpr std::array<std::string_view, 4> kWaitingRoom{"/goi-so", "/quan-tri/quay", "/thoi-gian-cho", "/quan-tri/lien-he"};

void one_entry_of(std::span<const std::string_view> group, std::string_view path, std::vector<web::ui::Link>& nav) {
  const auto is_of_group = [&](const web::ui::Link& link) { return std::ranges::find(group, link.href) != group.end(); };
  const auto first = std::ranges::find_if(nav, is_of_group);
  if (first == nav.end()) return;
  nav.erase(std::remove_if(first + 1, nav.end(), is_of_group), nav.end());
  first->current = path == first->href || std::ranges::any_of(group, [&](std::string_view p) { return path.starts_with(p); });
}

// The head of a desk sees on every page that folders are missing.
void mark_missing_folders(Services& s, const identity::Actor& actor, std::vector<web::ui::Link>& nav) {
  const auto link = std::ranges::find(nav, "/ho-so-giay", &web::ui::Link::href);
  if (link == nav.end()) return;
  const auto alarms = post::Custody(*s.db, s.clock, s.ids, s.dossiers, s.identity).alarm_count(actor);
  if (alarms == 0) return;
  link->count = std::to_string(alarms);
  link->count_alarm = true;
}

web::ShellSettings shell_settings(Services& s, People& people) {
  web::ShellSettings settings;
  settings.staff_home = "/ho-so";
  settings.hotline = s.config.text("hotline");
  settings.note = s.config.text("note");
  settings.staff_nav = {{"Tiếp nhận", "/tiep-nhan", identity::kDossierAccept},
                        {"Nộp trực tuyến", "/tiep-nhan/truc-tuyen", identity::kDossierAccept},
                        {"Hồ sơ", "/ho-so", identity::kDossierRead},
                        {"Trễ hạn", "/tre-han", identity::kDossierRead},
                        {"Cho ý kiến", "/y-kien", identity::kDossierConsult},
                        {"Ý kiến quá hạn", "/y-kien/im-lang", identity::kDossierRemind},
                        {"Điều phối", "/lien-thong/dieu-phoi", identity::kDossierChangeDue},
                        {"Bưu chính", "/buu-chinh", identity::kDossierTicket},
                        {"Bưu chính", "/nhan-buu-chinh", identity::kDossierAccept},
                        {"Bưu chính", "/gui-ket-qua", identity::kDossierReturn},
                        {"Bưu chính", "/gui-ket-qua/chuong-trinh", identity::kDossierAllocate},
                        {"Phòng chờ", "/goi-so", identity::kDossierReturn},
                        {"Phòng chờ", "/quan-tri/quay", identity::kDossierAllocate},
                        {"Phòng chờ", "/thoi-gian-cho", identity::kReportRead},
                        {"Không hẹn", "/khong-hen", identity::kDossierRead},
                        {"Hồ sơ giấy", "/ho-so-giay", identity::kDossierHandOver},
                        {"Trả kết quả", "/tra-ket-qua", identity::kDossierReturn},
                        {"Ký tại quầy", "/ky-tai-quay", identity::kDossierApprove},
                        {"Thu phí", "/thu-phi", identity::kFeeCollect},
                        {"Sổ theo dõi", "/so-theo-doi", identity::kDossierRead},
                        {"Bảng điều hành", "/bang-dieu-hanh", identity::kReportRead},
                        {"Phản ánh", "/phan-anh/xu-ly", identity::kFeedbackAnswer},
                        {"Bảng mã QR", "/quan-tri/bang-ma", identity::kDossierAllocate},
                        {"Cải cách", "/cai-cach", identity::kReformRead},
                        {"Chỉ số", "/chi-so", identity::kReportRead},
                        {"Rà soát", "/ra-soat", identity::kReportRead},
                        {"Thủ tục", "/quan-tri/thu-tuc", identity::kCatalogRead},
                        {"Đơn vị", "/quan-tri/don-vi", identity::kIdentityRead},
                        {"Người dùng", "/quan-tri/tai-khoan", identity::kIdentityManage}};
  settings.citizen_nav = {
      {"Thủ tục", "/thu-tuc", web::kOpen}, {"Tra cứu hồ sơ", "/tra-cuu", web::kOpen}, {"Hồ sơ của tôi", "/ho-so-cua-toi", web::kOpen}};
  settings.citizen_footer = {
      {"Tất cả thủ tục", "/thu-tuc", web::kOpen},           {"Tra cứu hồ sơ", "/tra-cuu", web::kOpen},
      {"Hồ sơ của tôi", "/ho-so-cua-toi", web::kOpen},      {"Màn hình phòng chờ", "/man-hinh", web::kOpen},
      {"Đặt giờ đến làm thủ tục", "/dat-gio", web::kOpen},  {"Liên hệ, giờ làm việc", "/lien-he", web::kOpen},
      {"Xin lỗi vì trễ hẹn", "/xin-loi", web::kOpen},       {"Phản ánh, kiến nghị", "/phan-anh", web::kOpen},
      {"Kết quả đánh giá", "/danh-gia", web::kOpen},        {"Kết quả giải quyết", "/ket-qua-giai-quyet", web::kOpen},
      {"Kiểm tra giấy thật, giả", "/xac-minh", web::kOpen}, {"Đối thoại với người dân", "/doi-thoai", web::kOpen},
      {"Khảo sát hài lòng", "/khao-sat", web::kOpen}};
  // The unit a signed-in person acts for stands in the header of staff pages.
  settings.adjust = [&s, &people](const web::Call& call, web::ui::Shell& shell) {
    const auto* actor = dynamic_cast<const identity::Actor*>(call.principal.get());
    if (identity::citizen_of(call) != nullptr) {
      shell.sign_out_action = "/dang-xuat/nguoi-dan";
      shell.user_links = {{.label = "Tin của tôi", .href = "/tin-cua-toi"}, {.label = "Thông tin của tôi", .href = "/tai-khoan-cua-toi"}};
    }
    if (actor && actor->permits(identity::kDossierAccept))
      for (auto& link : shell.nav)
        if (link.href == "/tiep-nhan/truc-tuyen")
          if (const auto waiting = people.filing.waiting_for(*actor); waiting > 0) link.count = std::to_string(waiting);
    if (actor && actor->permits(identity::kDossierAllocate)) mark_missing_folders(s, *actor, shell.nav);
    mark_lists_of_dossiers(call.request.path, shell.nav);
    one_entry_of(kPostal, call.request.path, shell.nav);
    one_entry_of(kWaitingRoom, call.request.path, shell.nav);
    if (actor && actor->signed_in()) shell.user_links.push_back({.label = "Tài khoản của tôi", .href = "/tai-khoan"});
    const bool staff = actor && actor->signed_in() && actor->acting_unit();
    const auto unit = staff ? actor->acting_unit() : portal::front_unit(s.identity, s.config.text("unit"));
    if (unit) shell.unit_name = s.identity.tree()->name(unit, s.identity.today());
  };
  return settings;
}

bool is_staff_path(const web::Call& call) { return identity::actor_of(call).signed_in(); }

}  // namespace

struct Site::Impl {
  explicit Impl(Services& s)
      : people(s),
        shells(shell_settings(s, people)),
        error_pages(shells, is_staff_path),
        gate(s.sign_in),
        everybody(gate, people.citizens),
        idempotency(*s.db, s.clock),
        limiter({.account = s.config.text("limits") == "off" ? web::Rate{} : web::LimitOptions{}.account,
                 .routes = {{web::Method::post, "/tra-cuu", {0.2, 20}},
                            {web::Method::post, "/dang-nhap", {0.5, 40}},
                            {web::Method::post, "/dang-nhap/nguoi-dan", {0.2, 20}},
                            {web::Method::post, "/dang-nhap/nguoi-dan/ma", {0.5, 40}},
                            {web::Method::post, "/danh-gia/{token}", {0.2, 20}},
                            {web::Method::post, "/phan-anh", {0.1, 10}},
                            {web::Method::get, "/danh-gia/{token}", {2, 60}},
                            {web::Method::post, "/t/{token}/bo-sung", {0.5, 60}},
                            {web::Method::get, "/t/{token}/bo-sung", {2, 60}},
                            {web::Method::post, "/t/{token}/nop-phi", {0.1, 20}},
                            {web::Method::get, "/thanh-toan/{don}", {2, 60}},
                            {web::Method::get, "/t/{token}", {2, 60}},
                            {web::Method::post, "/lay-so/{khoa}", {1, 60}},
                            {web::Method::post, "/lay-so/{khoa}/dat-gio", {0.2, 20}},
                            {web::Method::get, "/lay-so/{khoa}", {2, 60}},
                            {web::Method::get, "/ve/{token}", {2, 60}},
                            {web::Method::post, "/dat-gio/{don_vi}", {0.1, 10}},
                            {web::Method::get, "/lich-hen/{ma_hen}", {0.2, 30}}},
                 .exempt_loopback = s.config.text("limits") == "off"}),
        desk(s),
        portal({s.catalog, s.dossiers, s.identity, s.calendars, shells, s.clock, s.config.text("unit"), s.config.text("hotline"),
                s.config.text("public_url"), people.replies, desk.money, desk.queue}),
        reply_pages(people.replies, shells),
        pay_pages(s.dossiers, desk.money, desk.orders, desk.gateway.get(), shells),
        statements(s.dossiers),
        verify_pages(statements, shells),
        apply_pages(people.filing, s.catalog, s.identity, s.clock, shells, s.config.text("unit")),
        board_pages(people.boards, s.identity, shells),
        citizen_pages(people.citizens, s.clock, shells, people.sso.get()),
        notify_pages(people.messages, shells),
        feedback_pages(people.feedback, s.identity, s.clock, shells),
        intake_pages(people.filing, s.dossiers, shells),
        dossier_pages(s.dossiers, s.catalog, s.identity, s.clock, shells),
        file_pages(s.files, s.dossiers, shells),
        late_pages(s.lateness, s.dossiers, s.identity, s.clock, shells),
        supplements(s.dossiers),
        endings(s.dossiers),
        life_pages(supplements, endings, people.replies, s.dossiers, s.identity, s.clock, shells),
        form_pages(form_parts(s)),
        contact_pages({desk.contacts, s.dossiers, s.identity, s.clock, shells, s.config.text("unit"), s.config.text("hotline"),
                       [this](identity::UnitId unit) { return coming_sessions(unit); }}),
        catalog_pages(s.catalog, shells, s.clock,
                      {"Đồng Tháp", [this](const catalog::ProcedureVersion& version, Day day) { return form_pages.extras(version, day); }}),
        identity_pages(s.sign_in, shells),
        unit_pages(s.units, s.accounts, shells),
        account_pages(s.accounts, shells),
        own_pages(s.sign_in, shells),
        calendar_places(s.identity),
        report_pages(s.reports, s.identity, s.catalog, s.clock, shells),
        signal_pages(s.signals, s.reports, s.identity, shells),
        flow_pages(s.flow, s.reports, s.identity, s.catalog, shells),
        result_pages(s.reports, s.identity, shells),
        mixed_forms(*s.db, s.clock, s.identity, s.catalog, s.reports),
        mixed_pages(mixed_forms.forms, s.reports, s.identity, s.catalog, shells),
        indices(index_ground(s)),
        index_pages(indices, s.reports, s.identity, shells),
        reviews(review_ground(s)),
        review_pages(reviews, s.reports, s.identity, shells),
        reform_pages(s.reform, shells),
        survey_pages(s.survey, shells),
        calendar_running(s.rescheduling),
        calendar_pages(s.calendars, calendar_places, shells, s.clock, &calendar_running),
        rescheduling_pages(s.rescheduling, shells),
        money_pages(desk.money, s.identity, s.clock, shells),
        gateway_pages(desk.orders, desk.gateway.get(), shells),
        post_pages(desk.post, s.identity, s.clock, shells),
        custody_pages(desk.custody, s.identity, shells),
        settlement_pages(desk.settlements, s.identity, shells),
        visit_pages(desk.visits, s.identity, s.clock, shells),
        queue_pages(queue_parts(s)),
        queue_public_pages(queue_parts(s)),
        bundle_pages(s.bundles, shells),
        unit_move_pages(s.unit_moves, s.identity, shells),
        at_once_pages(s.dossiers, s.identity, s.clock, shells),
        link_pages(s.links, s.dossiers, s.catalog, s.identity, s.clock, shells),
        inquiry_pages(s.inquiries, s.dossiers, s.identity, s.clock, shells),
        router({everybody, s.clock, &error_pages, &idempotency, &limiter, &metrics},
               {.secret = derived_secret(s.secret, "web"), .take_statement_count = [] { return store::Database::take_statement_count(); }}),
        settings_pages(router, shells) {
    router.add(web::asset_routes());
    router.add(web::ops_routes(
        metrics, {.ready = [db = s.db.get()] { return database_answers(*db); }, .metrics_token = s.config.text("metrics_token")}));
    router.add(web::bind_routes("portal", portal, portal::Pages::routes()));
    router.add(web::bind_routes("portal", apply_pages, portal::ApplyPages::routes()));
    router.add(web::bind_routes("portal", reply_pages, portal::ReplyPages::routes()));
    router.add(web::bind_routes("portal", verify_pages, portal::VerifyPages::routes()));
    router.add(web::bind_routes("portal", board_pages, portal::BoardPages::routes()));
    router.add(web::bind_routes("portal", form_pages, portal::FormPages::routes()));
    router.add(web::bind_routes("portal", contact_pages, portal::ContactPages::routes()));
    router.add(web::bind_routes("identity", citizen_pages, identity::CitizenPages::routes()));
    router.add(web::bind_routes("notify", notify_pages, notify::Pages::routes()));
    router.add(web::bind_routes("feedback", feedback_pages, feedback::Pages::routes()));
    router.add(web::bind_routes("dossier", intake_pages, dossier::IntakePages::routes()));
    router.add(catalog_pages.routes());
    router.add(web::bind_routes("dossier", dossier_pages, dossier::Pages::routes()));
    router.add(web::bind_routes("dossier_files", file_pages, dossier::FilePages::routes()));
    router.add(web::bind_routes("dossier_late", late_pages, dossier::LatePages::routes()));
    router.add(web::bind_routes("dossier_life", life_pages, dossier::LifePages::routes()));
    router.add(web::bind_routes("identity", identity_pages, identity::Pages::routes()));
    router.add(web::bind_routes("identity", unit_pages, identity::UnitPages::routes()));
    router.add(web::bind_routes("identity", account_pages, identity::AccountPages::routes()));
    router.add(web::bind_routes("identity", own_pages, identity::OwnPages::routes()));
    router.add(web::bind_routes("reports", report_pages, reports::Pages::routes()));
    router.add(web::bind_routes("dossier_unit_moves", unit_move_pages, dossier::UnitMovePages::routes()));
    router.add(web::bind_routes("dossier_at_once", at_once_pages, dossier::AtOncePages::routes()));
    router.add(web::bind_routes("dossier_links", link_pages, dossier::LinkPages::routes()));
    router.add(web::bind_routes("dossier_bundle", bundle_pages, dossier::BundlePages::routes()));
    router.add(web::bind_routes("dossier_inquiries", inquiry_pages, dossier::InquiryPages::routes()));
    router.add(web::bind_routes("reports_signals", signal_pages, reports::SignalPages::routes()));
    router.add(web::bind_routes("reports_flow", flow_pages, reports::FlowPages::routes()));
    router.add(web::bind_routes("reports_results", result_pages, reports::ResultPages::routes()));
    router.add(web::bind_routes("reports_mixed", mixed_pages, reports::MixedPages::routes()));
    router.add(web::bind_routes("indices", index_pages, indices::Pages::routes()));
    router.add(web::bind_routes("review", review_pages, review::Pages::routes()));
    router.add(web::bind_routes("dossier_rescheduling", rescheduling_pages, dossier::ReschedulingPages::routes()));
    router.add(web::bind_routes("money", money_pages, money::Pages::routes()));
    router.add(web::bind_routes("money_gateway", gateway_pages, money::GatewayPages::routes()));
    router.add(web::bind_routes("portal_pay", pay_pages, portal::PayPages::routes()));
    router.add(web::bind_routes("post", post_pages, post::Pages::routes()));
    router.add(web::bind_routes("post_custody", custody_pages, post::CustodyPages::routes()));
    router.add(web::bind_routes("post_settlement", settlement_pages, post::SettlementPages::routes()));
    router.add(web::bind_routes("visit", visit_pages, visit::Pages::routes()));
    router.add(web::bind_routes("queue", queue_pages, queue::Pages::routes()));
    router.add(web::bind_routes("queue", queue_public_pages, queue::PublicPages::routes()));
    router.add(reform_pages.routes());
    router.add(survey_pages.routes());
    router.add(web::bind_routes("settings", settings_pages, SettingsPages::routes()));
    router.add(web::bind_routes("calendar", calendar_pages, calendar::Pages::routes()));
  }

  portal::FormPagesParts form_parts(Services& s) {
    return {s.catalog,
            s.dossiers,
            s.identity,
            desk.queue,
            s.config.text("unit"),
            public_url(s.config, static_cast<int>(s.config.number("port"))),
            [this](identity::UnitId unit, std::string_view procedure, Day day) -> std::optional<int> {
              const auto all = desk.visits.promises(unit);
              const auto* promise = visit::promise_on(all, procedure, day);
              return promise ? std::optional(promise->minutes) : std::nullopt;
            }};
  }
  std::vector<std::pair<std::string, std::string>> coming_sessions(identity::UnitId unit) {
    std::vector<std::pair<std::string, std::string>> lines;
    for (const auto& session : desk.visits.coming(unit))
      lines.emplace_back(vn_date(session.day) + ", " + session.hours, std::string(visit::label(session.kind)) + ": " + session.place);
    return lines;
  }

  queue::PagesParts queue_parts(Services& s) {
    return {desk.queue, s.identity, s.clock, shells, s.config.text("public_url"), [&s] {
              return portal::front_unit(s.identity, s.config.text("unit"));
            }};
  }

  static bool database_answers(store::Database& db) {
    try {
      db.read([](store::ReadTx&) {});
      return true;
    } catch (const store::Failure&) {
      return false;
    }
  }

  People people;
  web::Shells shells;
  web::ShellErrorPages error_pages;
  identity::SessionGate gate;
  identity::EverybodyGate everybody;
  web::StoredIdempotency idempotency;
  web::RateLimiter limiter;
  web::Metrics metrics;
  DeskServices desk;
  portal::Pages portal;
  portal::ReplyPages reply_pages;
  portal::PayPages pay_pages;
  dossier::Statements statements;
  portal::VerifyPages verify_pages;
  portal::ApplyPages apply_pages;
  portal::BoardPages board_pages;
  identity::CitizenPages citizen_pages;
  notify::Pages notify_pages;
  feedback::Pages feedback_pages;
  dossier::IntakePages intake_pages;
  dossier::Pages dossier_pages;
  dossier::FilePages file_pages;
  dossier::LatePages late_pages;
  dossier::Supplements supplements;
  dossier::Endings endings;
  dossier::LifePages life_pages;
  portal::FormPages form_pages;
  portal::ContactPages contact_pages;
  catalog::WebPages catalog_pages;
  identity::Pages identity_pages;
  identity::UnitPages unit_pages;
  identity::AccountPages account_pages;
  identity::OwnPages own_pages;
  CalendarPlaces calendar_places;
  reports::Pages report_pages;
  reports::SignalPages signal_pages;
  reports::FlowPages flow_pages;
  reports::ResultPages result_pages;
  FormServices mixed_forms;
  reports::MixedPages mixed_pages;
  indices::Indices indices;
  indices::Pages index_pages;
  review::Reviews reviews;
  review::Pages review_pages;
  reform::Pages reform_pages;
  survey::Pages survey_pages;
  CalendarRunning calendar_running;
  calendar::Pages calendar_pages;
  dossier::ReschedulingPages rescheduling_pages;
  money::Pages money_pages;
  money::GatewayPages gateway_pages;
  post::Pages post_pages;
  post::CustodyPages custody_pages;
  post::SettlementPages settlement_pages;
  visit::Pages visit_pages;
  queue::Pages queue_pages;
  queue::PublicPages queue_public_pages;
  dossier::BundlePages bundle_pages;
  dossier::UnitMovePages unit_move_pages;
  dossier::AtOncePages at_once_pages;
  dossier::LinkPages link_pages;
  dossier::InquiryPages inquiry_pages;
  web::Router router;
  SettingsPages settings_pages;
};

Site::Site(Services& services) : impl_(std::make_unique<Impl>(services)) {}
Site::~Site() = default;
web::Router& Site::router() { return impl_->router; }
web::Metrics& Site::metrics() { return impl_->metrics; }

}  // namespace motcua::app
