// serve and demo.
#include <fmt/core.h>
#include <signal.h>

#include <fstream>
#include <thread>

#include "app/articles.hpp"
#include "app/commands.hpp"
#include "app/demo.hpp"
#include "app/demo_late.hpp"
#include "app/demo_life.hpp"
#include "app/demo_links.hpp"
#include "app/demo_money.hpp"
#include "app/demo_post.hpp"
#include "app/demo_queue.hpp"
#include "app/demo_reform.hpp"
#include "app/demo_signals.hpp"
#include "app/demo_survey.hpp"
#include "app/jobs.hpp"
#include "app/people.hpp"
#include "app/ready.hpp"
#include "app/serve.hpp"
#include "base/json.hpp"
#include "base/log.hpp"
#include "store/outbox.hpp"
#include "web/metrics.hpp"
#include "web/server.hpp"

namespace motcua::app {

namespace {

// The clock of the settings: the machine's, or one that stands still for trials.
std::unique_ptr<Clock> clock_of(const Config& config) {
  const auto text = config.text("clock");
  if (text.empty()) return std::make_unique<SystemClock>();
  const auto at = parse_instant(text);
  ensure(at.has_value(), "setting clock is a moment like 2026-11-25T09:00");
  return std::make_unique<FixedClock>(*at);
}

web::ServerOptions server_options(const Config& config) {
  web::ServerOptions options;
  options.address = config.text("listen");
  options.port = static_cast<std::uint16_t>(config.number("port"));
  options.workers = static_cast<int>(config.number("workers"));
  options.upload_dir = config.path("data") / "uploads";
  if (const auto certificate = config.path("tls_certificate"); !certificate.empty())
    options.tls = web::TlsOptions{certificate, config.path("tls_key")};
  if (const auto proxy = config.text("trusted_proxy"); !proxy.empty()) options.trusted_proxies.push_back(proxy);
  return options;
}

// An installation without accounts says how to make the first one.
void greet_newcomer(Services& services, CommandIo& io) {
  if (!services.accounts.none()) return;
  fmt::print(io.out,
             "Chưa có tài khoản nào. Tạo tài khoản quản trị đầu tiên (ở cửa sổ dòng lệnh khác):\n"
             "  motcua user add quantri --name \"Người quản trị\" --role SYSADMIN --unit KHÓA-ĐƠN-VỊ --data {0}\n"
             "KHÓA-ĐƠN-VỊ: tìm bằng lệnh  motcua units find TÊN ĐƠN VỊ --data {0}\n",
             services.config.path("data").string());
}

int serve_command(std::span<const std::string_view> args, CommandIo& io) {
  const auto r = ready(args, {}, io);
  if (!r) return 2;
  // Signals are taken by this thread only; all others, started later, inherit the mask.
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);

  const auto clock = clock_of(r->config);
  Services services(r->config, *clock);
  if (services.identity.tree()->units().empty()) {
    if (const auto seeded = services.seed_shipped(); !seeded) {
      fmt::print(io.err, "{}\n", seeded.error().message);
      return 1;
    }
  }
  Site site(services);
  const auto owner = instance_name(r->config);
  People people(services);
  store::OutboxWorker outbox(*services.db, *clock, {.owner = owner});
  people.subscribe(outbox);
  outbox.start();
  std::vector<std::jthread> working;
  auto all = jobs(services, owner);
  std::ranges::move(people.jobs(owner), std::back_inserter(all));
  for (auto& job : all) working.emplace_back([job = std::move(job)](const std::stop_token& stop) { keep_doing(job, stop); });
  web::Server server(site.router(), server_options(r->config), &site.metrics());
  server.start();
  const bool tls = !r->config.text("tls_certificate").empty();
  fmt::print(io.out, "Đang phục vụ tại {}://{}:{}\n", tls ? "https" : "http", r->config.text("listen"), server.port());
  if (r->config.text("listen") == "127.0.0.1")
    fmt::print(io.out, "Mở {}://localhost:{} trên trình duyệt của máy này. Dừng: Ctrl+C.\n", tls ? "https" : "http", server.port());
  greet_newcomer(services, io);
  std::fflush(io.out);
  int signal = 0;
  sigwait(&ends, &signal);
  log::info("app.stopping", log::kv("signal", signal));
  server.stop();
  working.clear();
  outbox.stop();
  return 0;
}

void print_accounts(const std::vector<DemoAccount>& accounts, CommandIo& io) {
  fmt::print(io.out, "\nTài khoản trình diễn (mật khẩu chung: {}):\n", kDemoPassword);
  for (const auto& a : accounts) fmt::print(io.out, "  {:<24} {} ({})\n", a.user_name, a.title, a.name);
  fmt::print(io.out, "Sáu nơi khác có cùng bộ tài khoản: đổi đuôi thành .lapvo, .hongngu, .mytra, .caolanh, .huongthuy, .hiepduc.\n");
  fmt::print(io.out, "Người và hồ sơ đều là bịa đặt để trình diễn.\n\n");
}

int build_articles(Services& services, FixedClock& clock, const ArticleOptions& options, CommandIo& io) {
  const auto report = make_articles(services, clock, options);
  if (!report) {
    fmt::print(io.err, "Không dựng được số liệu bài báo: {} [{}]\n", report.error().message, report.error().key);
    for (const auto& field : report.error().fields) fmt::print(io.err, "  {}: {}\n", field.field, field.message);
    return 1;
  }
  services.reports.fold();
  fmt::print(io.out, "Đã dựng {} hồ sơ: {} đã có kết quả, {} đã trả. So với bài báo: motcua report articles --check\n", report->accepted,
             report->settled, report->returned);
  return 0;
}

int demo_command(std::span<const std::string_view> args, CommandIo& io) {
  const auto r = ready(args, {{"seed"}, {"dossiers"}, {"only"}, {"accounts", false}, {"articles", false}}, io);
  if (!r) return 2;
  if (r->args.has("accounts")) {
    print_accounts(demo_accounts(true), io);
    return 0;
  }
  DemoOptions options;
  const auto number = [&](std::string_view name, std::uint64_t fallback) {
    const auto text = r->args.get(name);
    std::uint64_t n = 0;
    if (!text) return fallback;
    for (const char c : *text) n = c >= '0' && c <= '9' ? n * 10 + static_cast<std::uint64_t>(c - '0') : n;
    return n;
  };
  options.seed = number("seed", options.seed);
  options.dossiers = static_cast<int>(number("dossiers", static_cast<std::uint64_t>(options.dossiers)));
  const auto real = clock_of(r->config);
  const auto now = real->now();
  FixedClock clock{now};
  Services services(r->config, clock, Filling::unseen);
  if (!services.identity.tree()->units().empty()) {
    fmt::print(io.err, "Nơi này đã có dữ liệu. Chọn thư mục trống, ví dụ: motcua demo --data var/demo2\n");
    return 1;
  }
  if (r->args.has("articles")) {
    ArticleOptions wanted{.seed = options.seed,
                          .only = std::string(r->args.get("only").value_or("")),
                          .progress = [&](int done, int whole) { fmt::print(io.out, "{} trên {} hồ sơ\n", done, whole); }};
    return build_articles(services, clock, wanted, io);
  }
  const auto report = make_demo(services, clock, now, options);
  if (!report) {
    fmt::print(io.err, "Không dựng được dữ liệu trình diễn: {} [{}]\n", report.error().message, report.error().key);
    for (const auto& field : report.error().fields) fmt::print(io.err, "  {}: {}\n", field.field, field.message);
    return 1;
  }
  const auto whether = [](const auto& made) -> Status {
    if (!made) return tl::make_unexpected(made.error());
    return {};
  };
  const std::pair<std::string_view, std::function<Status()>> parts[] = {
      {"bổ sung, từ chối", [&] { return whether(make_demo_life(services, clock, now)); }},
      {"cải cách hành chính", [&] { return whether(make_demo_reform(services)); }},
      {"dấu hiệu", [&] { return report->accepted > 0 ? whether(make_demo_signals(services, clock, now)) : Status{}; }},
      {"khảo sát, đối thoại, báo cáo", [&] { return whether(make_demo_survey(services)); }},
      {"trễ hạn", [&] { return whether(make_demo_lateness(services)); }},
      {"liên thông", [&] { return report->accepted > 0 ? whether(make_demo_links(services)) : Status{}; }},
      {"thu phí", [&] { return whether(make_demo_money(services)); }},
      {"bưu chính, hồ sơ giấy, không hẹn", [&] { return report->accepted > 0 ? whether(make_demo_post(services, clock, now)) : Status{}; }},
      {"phòng chờ", [&] { return report->accepted > 0 ? whether(make_demo_queue(services, clock, now)) : Status{}; }},
  };
  for (const auto& [part, make] : parts)
    if (const auto made = make(); !made) {
      fmt::print(io.err, "Không dựng được phần {}: {} [{}]\n", part, made.error().message, made.error().key);
      return 1;
    }
  JsonWriter json;
  json.begin_object()
      .field("seed", static_cast<std::int64_t>(options.seed))
      .field("made_at", iso(now))
      .field("accepted", report->accepted)
      .end_object();
  std::ofstream(r->config.path("data") / "demo.json") << json.take() << '\n';
  if (const auto settings = r->config.path("data") / "motcua.toml"; !std::filesystem::exists(settings))
    std::ofstream(settings) << "# Thiết lập của dữ liệu trình diễn\nunit = \"" << kDemoFrontUnit
                            << "\"\nnote = \"Bản trình diễn. Người và hồ sơ trên trang là bịa đặt.\"\n";
  fmt::print(io.out, "Đã dựng {} hồ sơ: {} đã có kết quả, {} đã trả.\n", report->accepted, report->settled, report->returned);
  print_accounts(report->accounts, io);
  return 0;
}

int routes_command(std::span<const std::string_view> args, CommandIo& io) {
  const auto r = ready(args, {{"json", false}}, io);
  if (!r) return 2;
  Services services(r->config, io.clock);
  Site site(services);
  static constexpr std::string_view kMethods[] = {"GET", "POST", "PUT", "DELETE"};
  JsonWriter json;
  json.begin_array();
  for (const auto& route : site.router().routes()) {
    const auto method = kMethods[static_cast<std::size_t>(route.method)];
    if (r->args.has("json"))
      json.begin_object()
          .field("method", method)
          .field("pattern", route.pattern)
          .field("permission", route.permission.name)
          .field("slice", route.slice)
          .end_object();
    else
      fmt::print(io.out, "{:<6} {:<44} {:<22} {}\n", method, route.pattern, route.permission.name, route.slice);
  }
  json.end_array();
  if (r->args.has("json")) fmt::print(io.out, "{}\n", json.take());
  return 0;
}

}  // namespace

std::vector<Command> serve_commands() {
  return {
      {"serve", "phục vụ trang web",
       "motcua serve [--data THƯ_MỤC] [--database ĐỊA_CHỈ] [--port CỔNG] [--listen ĐỊA_CHỈ] …  (motcua config --explain)", serve_command},
      {"demo", "dựng dữ liệu trình diễn trong thư mục trống",
       "motcua demo [--data THƯ_MỤC] [--database ĐỊA_CHỈ] [--seed SỐ] [--dossiers SỐ] | motcua demo --articles [--only KHÓA] | motcua demo "
       "--accounts",
       demo_command},
      {"routes", "liệt kê địa chỉ, quyền cần có và phần chương trình trả lời", "motcua routes [--json] [--data THƯ_MỤC]", routes_command},
  };
}

}  // namespace motcua::app
