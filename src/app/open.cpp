#include "app/open.hpp"

#include "calendar/calendar.hpp"
#include "catalog/catalog.hpp"
#include "dossier/dossier.hpp"
#include "feedback/feedback.hpp"
#include "identity/identity.hpp"
#include "indices/indices.hpp"
#include "money/money.hpp"
#include "notify/messages.hpp"
#include "portal/boards.hpp"
#include "post/post.hpp"
#include "queue/queue.hpp"
#include "reform/reform.hpp"
#include "reports/reports.hpp"
#include "review/review.hpp"
#include "survey/survey.hpp"
#include "visit/visit.hpp"

namespace motcua::app {

std::string database_url(const Config& config) {
  const auto url = config.text("database");
  return url.empty() ? "sqlite:" + (config.path("data") / "motcua.sqlite").string() : url;
}

std::filesystem::path blob_folder(const Config& config) { return config.path("data") / "blobs"; }

std::vector<store::MigrationSet> all_migrations() {
  return {calendar::migrations(), {"identity", identity::migrations()},
          catalog::migrations(),  money::migrations(),
          dossier::migrations(),  post::migrations(),
          visit::migrations(),    queue::migrations(),
          notify::migrations(),   feedback::migrations(),
          portal::migrations(),   reports::migrations(),
          indices::migrations(),  review::migrations(),
          reform::migrations(),   survey::migrations()};
}

std::unique_ptr<store::Database> open_database(const Config& config, Filling filling) {
  const auto data = config.path("data");
  if (!std::filesystem::exists(data)) {
    std::filesystem::create_directories(data);
    std::filesystem::permissions(data, std::filesystem::perms::owner_all);
  }
  auto url = database_url(config);
  if (constexpr std::string_view kFile = "sqlite:"; filling == Filling::unseen && url.starts_with(kFile))
    url = "sqlite-fill:" + url.substr(kFile.size());
  auto db = store::open({std::move(url), static_cast<int>(config.number("readers")), filling == Filling::none});
  db->migrate(all_migrations());
  return db;
}

}  // namespace motcua::app
