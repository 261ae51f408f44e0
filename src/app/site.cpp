#include "app/calendar_places.hpp"
#include "app/calendar_running.hpp"
#include "app/serve.hpp"
#include "app/settings_pages.hpp"
#include "calendar/pages.hpp"
#include "catalog/catalog.hpp"
#include "dossier/pages.hpp"
#include "dossier/pages_files.hpp"
#include "dossier/pages_late.hpp"
#include "dossier/pages_life.hpp"
#include "dossier/pages_rescheduling.hpp"
#include "identity/gate.hpp"
#include "identity/pages.hpp"
#include "identity/permissions.hpp"
#include "identity/settings_pages.hpp"
#include "portal/portal.hpp"
#include "reports/pages.hpp"
#include "web/assets.hpp"
#include "web/idempotency.hpp"
#include "web/limits.hpp"
#include "web/metrics.hpp"
#include "web/shells.hpp"

namespace motcua::app {

namespace {

web::ShellSettings shell_settings(Services& s) {
  web::ShellSettings settings;
  settings.staff_home = "/ho-so";
  settings.hotline = s.config.text("hotline");
  settings.note = s.config.text("note");
  settings.staff_nav = {{"Tiếp nhận", "/tiep-nhan", identity::kDossierAccept},
                        {"Hồ sơ", "/ho-so", identity::kDossierRead},
                        {"Trễ hạn", "/tre-han", identity::kDossierRead},
                        {"Trả kết quả", "/tra-ket-qua", identity::kDossierReturn},
                        {"Sổ theo dõi", "/so-theo-doi", identity::kDossierRead},
                        {"Bảng điều hành", "/bang-dieu-hanh", identity::kReportRead},
                        {"Thủ tục", "/quan-tri/thu-tuc", identity::kCatalogRead},
                        {"Đơn vị", "/quan-tri/don-vi", identity::kIdentityRead},
                        {"Người dùng", "/quan-tri/tai-khoan", identity::kIdentityManage}};
  settings.citizen_nav = {{"Thủ tục", "/thu-tuc", web::kOpen}, {"Tra cứu hồ sơ", "/tra-cuu", web::kOpen}};
  settings.citizen_footer = {{"Tất cả thủ tục", "/thu-tuc", web::kOpen},
                             {"Tra cứu hồ sơ", "/tra-cuu", web::kOpen},
                             {"Màn hình phòng chờ", "/man-hinh", web::kOpen},
                             {"Xin lỗi vì trễ hẹn", "/xin-loi", web::kOpen}};
  // The unit a signed-in person acts for stands in the header of staff pages.
  settings.adjust = [&s](const web::Call& call, web::ui::Shell& shell) {
    const auto* actor = dynamic_cast<const identity::Actor*>(call.principal.get());
    if (actor && actor->signed_in()) shell.user_links.push_back({.label = "Tài khoản của tôi", .href = "/tai-khoan"});
    const bool staff = actor && actor->signed_in() && actor->acting_unit();
    const auto unit = staff ? actor->acting_unit() : portal::front_unit(s.identity, s.config.text("unit"));
    if (unit) shell.unit_name = s.identity.tree()->name(unit, s.identity.today());
  };
  return settings;
}

bool is_staff_path(const web::Call& call) { return call.principal && call.principal->signed_in(); }

}  // namespace

struct Site::Impl {
  explicit Impl(Services& s)
      : shells(shell_settings(s)),
        error_pages(shells, is_staff_path),
        gate(s.sign_in),
        idempotency(*s.db, s.clock),
        limiter({.account = s.config.text("limits") == "off" ? web::Rate{} : web::LimitOptions{}.account,
                 .routes = {{web::Method::post, "/tra-cuu", {0.2, 20}},
                            {web::Method::post, "/dang-nhap", {0.5, 40}},
                            {web::Method::get, "/t/{token}", {2, 60}}},
                 .exempt_loopback = s.config.text("limits") == "off"}),
        portal({s.catalog, s.dossiers, s.identity, s.calendars, shells, s.clock, s.config.text("unit"), s.config.text("hotline"),
                s.config.text("public_url")}),
        dossier_pages(s.dossiers, s.catalog, s.identity, s.clock, shells),
        file_pages(s.files, s.dossiers, shells),
        late_pages(s.lateness, s.dossiers, s.identity, s.clock, shells),
        supplements(s.dossiers),
        endings(s.dossiers),
        life_pages(supplements, endings, s.dossiers, s.identity, s.clock, shells),
        catalog_pages(s.catalog, shells, s.clock, {"Đồng Tháp"}),
        identity_pages(s.sign_in, shells),
        unit_pages(s.units, s.accounts, shells),
        account_pages(s.accounts, shells),
        own_pages(s.sign_in, shells),
        calendar_places(s.identity),
        report_pages(s.reports, s.identity, s.catalog, s.clock, shells),
        calendar_running(s.rescheduling),
        calendar_pages(s.calendars, calendar_places, shells, s.clock, &calendar_running),
        rescheduling_pages(s.rescheduling, shells),
        router({gate, s.clock, &error_pages, &idempotency, &limiter, &metrics},
               {.secret = derived_secret(s.secret, "web"), .take_statement_count = [] { return store::Database::take_statement_count(); }}),
        settings_pages(router, shells) {
    router.add(web::asset_routes());
    router.add(web::ops_routes(
        metrics, {.ready = [db = s.db.get()] { return database_answers(*db); }, .metrics_token = s.config.text("metrics_token")}));
    router.add(web::bind_routes("portal", portal, portal::Pages::routes()));
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
    router.add(web::bind_routes("dossier_rescheduling", rescheduling_pages, dossier::ReschedulingPages::routes()));
    router.add(web::bind_routes("settings", settings_pages, SettingsPages::routes()));
    router.add(web::bind_routes("calendar", calendar_pages, calendar::Pages::routes()));
  }

  static bool database_answers(store::Database& db) {
    try {
      db.read([](store::ReadTx&) {});
      return true;
    } catch (const store::Failure&) {
      return false;
    }
  }

  web::Shells shells;
  web::ShellErrorPages error_pages;
  identity::SessionGate gate;
  web::StoredIdempotency idempotency;
  web::RateLimiter limiter;
  web::Metrics metrics;
  portal::Pages portal;
  dossier::Pages dossier_pages;
  dossier::FilePages file_pages;
  dossier::LatePages late_pages;
  dossier::Supplements supplements;
  dossier::Endings endings;
  dossier::LifePages life_pages;
  catalog::WebPages catalog_pages;
  identity::Pages identity_pages;
  identity::UnitPages unit_pages;
  identity::AccountPages account_pages;
  identity::OwnPages own_pages;
  CalendarPlaces calendar_places;
  reports::Pages report_pages;
  CalendarRunning calendar_running;
  calendar::Pages calendar_pages;
  dossier::ReschedulingPages rescheduling_pages;
  web::Router router;
  SettingsPages settings_pages;
};

Site::Site(Services& services) : impl_(std::make_unique<Impl>(services)) {}
Site::~Site() = default;
web::Router& Site::router() { return impl_->router; }
web::Metrics& Site::metrics() { return impl_->metrics; }

}  // namespace motcua::app
