// Pages of signals: list, one signal with its dossiers, explanation, closing, the rules.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "reports/signals.hpp"
#include "web/http.hpp"
#include "web/shells.hpp"
#include "web/ui.hpp"

namespace motcua::reports {

struct SignalsView {
  SignalPage page{};
  std::vector<web::ui::Link> tabs{};
  std::vector<web::ui::Option> rules{}, units{};
  web::Fields values{};
  std::string older{};
};
struct SignalPageView {
  SignalView signal{};
  const web::Call* call = nullptr;
  std::vector<FieldError> errors{};
  std::string base{}, older{}, report{};  // report: what the unit received in that time
  web::ui::Facts facts{};
  std::vector<web::ui::Option> outcomes{};
};
web::ui::Tag signal_tag(SignalState s);
std::string window_words(const SignalRow& row);  // "Tuần 05/10/2026 – 11/10/2026"
std::vector<std::string> threshold_lines(const SignalRule& rule);

class SignalPages {
 public:
  SignalPages(Signals& signals, Reports& reports, identity::Identity& identity, const web::Shells& shells)
      : signals_(signals), reports_(reports), identity_(identity), shells_(shells) {}
  static std::span<const web::RouteOf<SignalPages>> routes();

  web::Response list(web::Call& call);     // GET  /dau-hieu?muc=&loai=&don_vi=
  web::Response rules(web::Call& call);    // GET  /dau-hieu/quy-tac
  web::Response one(web::Call& call);      // GET  /dau-hieu/{so}
  web::Response explain(web::Call& call);  // POST /dau-hieu/{so}/giai-trinh
  web::Response close(web::Call& call);    // POST /dau-hieu/{so}/ket-luan

 private:
  web::Response show(web::Call& call, std::vector<FieldError> errors, int status);
  Signals& signals_;
  Reports& reports_;
  identity::Identity& identity_;
  const web::Shells& shells_;
};

}  // namespace motcua::reports
