// What the pages of the catalogue show; made by pages*.cpp. Private to this slice.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "web/http.hpp"
#include "web/ui.hpp"

namespace motcua::catalog {

struct ListView {
  Search search;
  SearchPage found;
  std::vector<web::ui::Option> fields, levels, events;
  std::string shown;         // "32 thủ tục", "Không tìm thấy thủ tục nào"
  std::string newer, older;  // addresses of the pages before and after
};

struct ProcedureView {
  VersionPtr version;
  Day day{};
  bool today = true;
  std::string path;  // "/thu-tuc/1.001193"
  std::string level, authority, term, term_why;
  std::vector<web::ui::Link> channels;  // ways to hand in, the chosen one current
  // The case.
  const Question* question = nullptr;                     // to be answered now
  int number = 0, count = 0;                              // "Câu 2 trên 5"
  std::vector<std::pair<std::string, std::string>> kept;  // answers so far, carried along
  std::vector<web::ui::Fact> answered;
  bool decided = false;
  std::string apply_at;      // where applying online begins, once the case is decided and the procedure takes it
  std::string papers_title;  // "Bạn cần 2 giấy tờ"
  std::vector<web::ui::Paper> papers, spared;
  // Before you go.
  std::vector<web::ui::Fact> facts;
  std::vector<FieldError> errors;  // a day that cannot be read
  // Told by others.
  std::vector<web::ui::Fact> promise;  // term, promise of the place, fee, where, when
  PageExtras extras;
  const PageExtras::FormFile* form_file(std::string_view form) const;
};

struct VersionLine {
  VersionInfo info;
  std::string span;   // "từ 01/01/2018 đến 30/06/2025"
  std::string state;  // "Đang áp dụng"
  web::ui::Tone tone{};
  std::vector<Change> changes;  // against the one before
  std::string view_day;         // a day on which it holds, ISO; empty when withdrawn
};
struct HistoryView {
  std::string code, name;
  std::vector<VersionLine> versions;
};

struct PlanView {
  std::int64_t draft{};
  std::string files;
  std::string effective;  // as chosen, or empty
  std::optional<ImportPlan> plan;
  std::string failure;  // why it cannot be applied, line by line
};

std::vector<web::ui::Option> options_of(const Question& question);

}  // namespace motcua::catalog
