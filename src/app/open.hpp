// The data folder and the database behind the settings.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/config.hpp"
#include "store/db.hpp"

namespace motcua::app {

// URL of the database of this configuration: PostgreSQL when set, else SQLite in the data folder.
std::string database_url(const Config& config);
std::filesystem::path blob_folder(const Config& config);
// The schemas of all contexts, lower ones first.
std::vector<store::MigrationSet> all_migrations();
// Makes the data folder (mode 0700) when it is missing, opens the database and brings its schema up to date.
// A demonstration or a test is filled: commits do not wait for the disk. `unseen`: nobody looks at it before it is closed, so hundreds of
// use cases share a commit.
enum class Filling : std::uint8_t { none, seen, unseen };
std::unique_ptr<store::Database> open_database(const Config& config, Filling filling = Filling::none);

}  // namespace motcua::app
