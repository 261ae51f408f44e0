#include "app/compose.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

#include "app/index_now.hpp"
#include "app/open.hpp"
#include "app/slices.hpp"
#include "app/use_counts.hpp"
#include "calendar/verify.hpp"
#include "catalog/verify.hpp"
#include "dossier/at_once.hpp"
#include "dossier/online_filing.hpp"
#include "feedback/feedback.hpp"
#include "identity/units_import.hpp"
#include "identity/verify.hpp"
#include "reform/services.hpp"
#include "store/journal.hpp"
#include "web/crypto.hpp"

namespace motcua::app {

std::filesystem::path secret_path(const Config& config) {
  const auto given = config.path("secret_file");
  return given.empty() ? config.path("data") / "secret.key" : given;
}

namespace {
std::string read_secret(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return std::move(bytes).str();
}

// A file only its owner reads, with what is fresh in it; one that is there already stays as it is. O_EXCL: of two programs that start
// together one makes it, the other reads it.
void make_key_file(const std::filesystem::path& path, std::string_view fresh) {
  std::filesystem::create_directories(path.parent_path());
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return;
  const auto written = ::write(file, fresh.data(), fresh.size());
  ::fsync(file);
  ::close(file);
  ensure(written == static_cast<ssize_t>(fresh.size()), "the key could not be written to " + path.string());
}
}  // namespace

std::string installation_secret(const Config& config) {
  const auto path = secret_path(config);
  if (!std::filesystem::exists(path)) {
    ensure(config.path("secret_file").empty(), "the secret_file of the settings does not exist: " + path.string());
    make_key_file(path, web::random_token(32));
  }
  auto secret = read_secret(path);
  ensure(secret.size() >= 32, "the secret in " + path.string() + " has fewer than 32 bytes");
  return secret;
}

std::filesystem::path statement_key_path(const Config& config) { return secret_path(config).parent_path() / "statement.key"; }

std::shared_ptr<const dossier::StatementSigner> statement_signer(const Config& config) {
  const auto path = statement_key_path(config);
  if (!std::filesystem::exists(path)) make_key_file(path, web::sha256_hex(web::random_token(32)) + "\n");
  ensure(std::filesystem::exists(path), "the key that signs receipts could not be made: " + path.string());
  using std::filesystem::perms;
  const auto open_to = std::filesystem::status(path).permissions() & (perms::group_all | perms::others_all);
  ensure(open_to == perms::none, "others than the owner may read or write " + path.string() + ": chmod 600, or make a new key");
  std::vector<std::string> seeds;
  std::istringstream lines(read_secret(path));
  for (std::string line; std::getline(lines, line);)
    if (const auto seed = dossier::seed_from_hex(line); !seed.empty()) seeds.push_back(seed);
  ensure(!seeds.empty(), "there is no key of 64 hex digits in " + path.string());
  return std::make_shared<const dossier::StatementSigner>(std::move(seeds));
}

std::string derived_secret(std::string_view secret, std::string_view purpose) { return web::sha256_hex(web::hmac_sha256(secret, purpose)); }

std::string public_url(const Config& config, int port) {
  if (auto given = config.text("public_url"); !given.empty()) return given;
  const bool tls = !config.text("tls_certificate").empty();
  const auto host =
      config.text("listen") == "127.0.0.1" || config.text("listen") == "0.0.0.0" ? std::string("localhost") : config.text("listen");
  return fmt::format("{}://{}:{}", tls ? "https" : "http", host, port);
}

Services::Services(const Config& settings, const Clock& time, Filling filling)
    : config(settings),
      clock(time),
      secret((std::filesystem::create_directories(settings.path("data")), installation_secret(settings))),
      db(open_database(settings, filling)),
      scanner(settings.text("clamd").empty() ? nullptr : store::clamd_scanner(settings.text("clamd"))),
      blobs(*db, clock, blob_folder(settings), scanner.get()),
      ids(clock, static_cast<std::uint8_t>(settings.number("instance")),
          // A clock that was set back while nothing ran must not repeat or undercut an id; by more than a day nobody sets it.
          db->read([this](store::ReadTx& tx) { return store::latest_object(tx, IdSource::first_of(clock.now() + std::chrono::days{1})); })),
      identity(*db, clock, ids),
      accounts(identity, {filling != Filling::none ? identity::PasswordCost{1, 8 * 1024} : identity::PasswordCost{},
                          derived_secret(secret, "totp"), "Một cửa"}),
      units(identity),
      sign_in(accounts),
      calendars(*db, clock, ids),
      catalog(*db, clock, ids),
      dossiers(*db, clock, ids, catalog, calendars, identity,
               {derived_secret(secret, "receipt-link"), public_url(settings, static_cast<int>(settings.number("port"))),
                settings.text("hotline")}),
      files(*db, clock, blobs, dossiers, identity),
      lateness(*db, clock, ids, dossiers, identity),
      rescheduling(*db, clock, ids, dossiers, identity, calendars),
      inquiries(dossiers),
      bundles(*db, clock, dossiers, blobs, derived_secret(secret, "dispute-file")),
      links(dossiers),
      unit_moves(dossiers, accounts),
      reports(*db, clock, identity, catalog),
      signals(*db, clock, identity, catalog, dossiers, reports),
      flow(*db, clock, identity, catalog, dossiers, lateness, reports),
      reform(*db, clock, ids, identity, reports, blobs),
      survey(reform, reports, dossiers, derived_secret(secret, "survey-link"),
             public_url(settings, static_cast<int>(settings.number("port")))) {
  catalog.set_running_cases(dossiers);
  reform.services().plan_reports.set_others(
      [this](std::string_view key, identity::UnitId unit, Day from, Day to) { return survey.figure(key, unit, from, to); });
  dossier::sign_with(dossiers, statement_signer(config));
  count_uses(*this);
  show_index(*this);
}

Status Services::seed_shipped() {
  TRY(const auto pack, identity::shipped_units());
  TRY_VOID(units.import(identity.system_actor(), pack));
  TRY_VOID(db->write([&](store::Tx& tx) -> Status { return calendars.seed_national(tx); }));
  const auto packs = catalog::Catalog::shipped_packs();
  TRY_VOID(catalog.import(packs, std::nullopt, {}));
  TRY_VOID(indices::Sets(index_ground(*this)).seed());
  TRY_VOID(review::Reviews(review_ground(*this)).seed());
  return {};
}

std::vector<store::Verifier> Services::verifiers() const {
  auto all = identity::verifiers();
  const auto add = [&](std::vector<store::Verifier> more) { std::ranges::move(more, std::back_inserter(all)); };
  add(calendar::verifiers());
  add(catalog::verifiers());
  add(dossiers.verifiers());
  add(files.verifiers());
  add(dossier::filing_verifiers());
  add(feedback::verifiers());
  add(lateness.verifiers());
  add(links.verifiers());
  add(unit_moves.verifiers());
  add(dossier::at_once_verifiers());
  add(reports.verifiers());
  add(signals.verifiers());
  add(flow.verifiers());
  add(indices::verifiers());
  add(review::verifiers());
  add(reform.verifiers());
  add(survey.verifiers());
  add({{"tệp", [this](store::ReadTx& tx) { return blobs.verify(tx); }}});
  return all;
}

}  // namespace motcua::app
