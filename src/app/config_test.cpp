#include "app/config.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

#include <fstream>

namespace motcua::app {
namespace {

Result<Config> load(std::vector<std::string_view> args, const std::map<std::string, std::string>& environment = {}) {
  const auto options = setting_options();
  auto parsed = Args::parse(args, options);
  if (!parsed) return tl::make_unexpected(parsed.error());
  return Config::load(*parsed, environment);
}

struct TempFile {
  std::filesystem::path path = std::filesystem::temp_directory_path() / ("motcua-config-" + std::to_string(::getpid()) + ".toml");
  explicit TempFile(std::string_view text) { std::ofstream(path) << text; }
  ~TempFile() { std::filesystem::remove(path); }
};

TEST(Config, a_flag_beats_the_environment_which_beats_the_file_which_beats_the_default) {
  const TempFile file{"port = 1\nworkers = 2\nreaders = 3\n"};
  const std::string path = file.path.string();
  const auto config = load({"--config", path, "--port", "9"}, {{"MOTCUA_PORT", "8"}, {"MOTCUA_WORKERS", "7"}});
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->number("port"), 9);
  EXPECT_EQ(config->origin("port"), "--port");
  EXPECT_EQ(config->number("workers"), 7);
  EXPECT_EQ(config->origin("workers"), "MOTCUA_WORKERS");
  EXPECT_EQ(config->number("readers"), 3);
  EXPECT_EQ(config->origin("readers"), path);
  EXPECT_EQ(config->text("listen"), "127.0.0.1");
}

TEST(Config, an_unknown_or_ill_typed_setting_stops_the_start_and_is_named) {
  const TempFile unknown{"prot = 1\n"};
  const std::string path = unknown.path.string();
  EXPECT_NE(load({"--config", path}).error().message.find("prot"), std::string::npos);
  EXPECT_NE(load({"--port", "nhiều"}).error().message.find("port"), std::string::npos);
  EXPECT_NE(load({}, {{"MOTCUA_PORT", "-1"}}).error().message.find("MOTCUA_PORT"), std::string::npos);
  EXPECT_FALSE(load({"--config", "/khong-co"}));
}

}  // namespace
}  // namespace motcua::app
