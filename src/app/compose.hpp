// The composition root: the only code that knows every context. Order of members = order of life.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/config.hpp"
#include "app/open.hpp"
#include "calendar/calendar.hpp"
#include "catalog/catalog.hpp"
#include "dossier/bundle.hpp"
#include "dossier/dossier.hpp"
#include "dossier/files.hpp"
#include "dossier/inquiries.hpp"
#include "dossier/links.hpp"
#include "dossier/rescheduling.hpp"
#include "dossier/service_lateness.hpp"
#include "dossier/statements.hpp"
#include "dossier/unit_moves.hpp"
#include "identity/accounts.hpp"
#include "identity/sign_in.hpp"
#include "identity/unit_register.hpp"
#include "reform/reform.hpp"
#include "reports/flow.hpp"
#include "reports/reports.hpp"
#include "reports/signals.hpp"
#include "store/blobs.hpp"
#include "store/db.hpp"
#include "store/verify.hpp"
#include "survey/survey.hpp"

namespace motcua::app {

// 32 bytes of the installation: signs forms, seals second factors, makes links of receipts. In DATA/secret.key (mode 0600), made at the
// first start; instances that share a database must share the file (setting secret_file).
std::string installation_secret(const Config& config);
std::filesystem::path secret_path(const Config& config);
// Ed25519 keys that sign the statements of receipts, apologies and results: one seed of 64 hex digits a line beside the secret, the last
// line signs, those before still prove what they signed. Made at the first start (mode 0600); a file others may read stops the start.
std::filesystem::path statement_key_path(const Config& config);
std::shared_ptr<const dossier::StatementSigner> statement_signer(const Config& config);
// A key for one purpose, derived from the installation's secret.
std::string derived_secret(std::string_view secret, std::string_view purpose);

struct Services {
  // `filling`: a demonstration is made: cheap hashing for its hundred accounts, and no waiting for the disk at each commit.
  Services(const Config& config, const Clock& clock, Filling filling = Filling::none);

  const Config& config;
  const Clock& clock;
  std::string secret;
  std::unique_ptr<store::Database> db;
  std::unique_ptr<store::Scanner> scanner;  // clamd of the settings, or nothing
  store::Blobs blobs;
  IdSource ids;
  identity::Identity identity;
  identity::Accounts accounts;
  identity::UnitRegister units;
  identity::SignIn sign_in;
  calendar::Calendars calendars;
  catalog::Catalog catalog;
  dossier::Dossiers dossiers;
  dossier::CaseFiles files;
  dossier::Lateness lateness;
  dossier::Rescheduling rescheduling;
  dossier::Inquiries inquiries;
  dossier::Bundles bundles;
  dossier::Links links;
  dossier::UnitMoves unit_moves;
  reports::Reports reports;
  reports::Signals signals;
  reports::Flow flow;
  reform::Reform reform;
  survey::Survey survey;

  // Units, national calendar and procedures that ship with the program; adds what is missing.
  Status seed_shipped();
  // What slices add to `motcua verify`.
  std::vector<store::Verifier> verifiers() const;
};

// The address people type: the setting, else that of the listener.
std::string public_url(const Config& config, int port);

}  // namespace motcua::app
