#include "base/inspect.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/testing_paths.hpp"

namespace motcua {
namespace {

struct Answer {
  int code;
  std::string out;
  std::string err;
};

class Memory {
 public:
  Memory() : file_(open_memstream(&text_, &size_)) {}
  ~Memory() {
    std::fclose(file_);
    std::free(text_);  // NOLINT: made by open_memstream
  }
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  std::FILE* file() { return file_; }
  std::string text() {
    std::fflush(file_);
    return {text_, size_};
  }

 private:
  char* text_ = nullptr;
  std::size_t size_ = 0;
  std::FILE* file_;
};

Answer inspect(std::vector<std::string_view> args) {
  const FixedClock clock{*parse_instant("2026-11-23T09:00")};
  Memory out;
  Memory err;
  CommandIo io{out.file(), err.file(), clock};
  const int code = inspect_command().run(args, io);
  return {code, out.text(), err.text()};
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

class Cases : public testing::TestWithParam<std::filesystem::path> {};

// The format is told at the top of personal-number.case.
TEST_P(Cases, every_expected_line_is_in_the_answer) {
  std::ifstream in(GetParam());
  std::string kind;
  std::string style = "bac";
  std::string value;
  std::vector<std::string> answer;
  int expected = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.starts_with('#')) continue;
    if (line.starts_with("loại: ")) {
      kind = line.substr(std::string_view("loại: ").size());
    } else if (line.starts_with("cách đọc: ")) {
      style = line.substr(std::string_view("cách đọc: ").size());
    } else if (line.starts_with("  ")) {
      EXPECT_NE(std::ranges::find(answer, line.substr(2)), answer.end()) << value << "\nexpected: " << line << "\nin:\n"
                                                                         << testing::PrintToString(answer);
      ++expected;
    } else {
      value = line;
      const auto got = inspect({"--kind", kind, "--style", style, value});
      answer = lines_of(got.out);
      EXPECT_EQ(got.code, answer.at(0) == "Hợp lệ" ? 0 : 1) << value;
    }
  }
  EXPECT_GT(expected, 5) << "an empty file proves nothing";
}

std::vector<std::filesystem::path> case_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(source_dir() / "tests/cases/inspect")) files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

INSTANTIATE_TEST_SUITE_P(Inspect, Cases, testing::ValuesIn(case_files()), [](const auto& file) {
  std::string name = file.param.stem().string();
  std::ranges::replace(name, '-', '_');
  return name;
});

TEST(Inspect, answers_in_json_of_a_fixed_form) {
  const auto agency = inspect({"--kind", "agency-code", "000.00.14.H20", "--json"});
  EXPECT_EQ(agency.out,
            "{\"kind\":\"agency-code\",\"valid\":true,\"reasons\":[],\"warnings\":[],\"fields\":{\"code\":\"000.00.14.H20\","
            "\"form\":\"Thông tư 10/2016/TT-BTTTT (kiểu cũ)\",\"level_one\":\"H20\",\"code_2020\":\"H20.14\"}}\n");
  const auto refused = inspect({"--kind=personal-number", "--json", "1"});
  EXPECT_EQ(refused.code, 1);
  const auto json = Json::parse(refused.out).value();
  EXPECT_EQ(json["valid"].boolean(), false);
  EXPECT_EQ(json["reasons"].size(), 1u);
  const auto words = inspect({"--kind=amount", "--json", "--style=nam", "1.005"});
  EXPECT_EQ(Json::parse(words.out).value()["fields"]["words"].text(), "Một ngàn không trăm lẻ năm đồng");
}

TEST(Inspect, gives_dates_in_iso_to_scripts_and_in_vietnamese_to_people) {
  EXPECT_EQ(Json::parse(inspect({"--kind=dossier-code", "H20.14-260105-0002", "--json"}).out).value()["fields"]["received"].text(),
            "2026-01-05");
  EXPECT_NE(inspect({"--kind=dossier-code", "H20.14-260105-0002"}).out.find("05/01/2026"), std::string::npos);
}

TEST(Inspect, recognises_bytes_of_an_old_file) {
  const auto got = inspect({"--kind=text", "--json",
                            "Nguy\xD4n V\xA8n \xA7\xF8"
                            "c"});
  EXPECT_EQ(got.code, 1);
  EXPECT_EQ(Json::parse(got.out).value()["fields"]["converted"].text(), "Nguyễn Văn Đức");
}

TEST(Inspect, tells_how_to_call_it_when_the_call_is_wrong) {
  for (const auto& args : std::vector<std::vector<std::string_view>>{{},
                                                                     {"--kind", "amount"},
                                                                     {"--kind", "colour", "x"},
                                                                     {"--kind", "amount", "1", "2"},
                                                                     {"--kind", "amount", "1", "--style", "x"},
                                                                     {"--nix"}}) {
    const auto got = inspect(args);
    EXPECT_EQ(got.code, 2);
    EXPECT_EQ(got.out, "");
    EXPECT_NE(got.err.find("motcua inspect --kind"), std::string::npos);
  }
}

}  // namespace
}  // namespace motcua
