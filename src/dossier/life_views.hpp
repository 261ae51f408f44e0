// What the pages of a dossier's way and ends show, and the links that lead to them from the case. Private.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/case_view.hpp"
#include "dossier/endings.hpp"
#include "dossier/replies.hpp"
#include "dossier/supplement.hpp"

namespace motcua::dossier {

// A paper with personal data: shown, not kept by the browser.
web::Response private_pdf(web::Call& call, const Result<std::string>& made, std::string_view file_name);

// By the transition table and the reader's rights: what is to be done now, what else can be done, which papers there are.
struct LifeLinks {
  std::vector<web::ui::Link> next, others, papers;
};
LifeLinks life_links(const CaseView& v);
std::string life_words(const CaseView& v);  // why the way stands still or has ended; empty: it goes on

// A paper of the procedure that can be asked for; the fields of its form end with `n`.
struct AskLine {
  int n = 0;
  std::string name{}, register_name{};
  bool open = false;  // something was typed for it
};
struct SupplementPageView : CaseView {
  std::vector<SupplementView> requests{};  // newest first
  std::vector<AskLine> lines{};
  bool may_decide = false, may_send = false, may_answer = false, lapsed = false, late = false;
  std::string late_hint{};
  std::vector<ReplyView> replies{};  // to the open request, the newest of each item
  const ReplyView* reply_to(int item) const;
  std::vector<web::ui::Option> unread_items(const SupplementView& request) const;  // sent online, neither accepted nor sent back
  bool unread() const { return open() && !unread_items(*open()).empty(); }
  const SupplementView* open() const { return !requests.empty() && requests.front().open() ? &requests.front() : nullptr; }
};
std::vector<SupplementItemView> items_of(const SupplementWish& wish);
web::ui::Facts request_facts(const SupplementView& r);
std::vector<web::ui::Option> way_options();
std::vector<web::ui::Option> answer_options();
std::string reply_words(const ReplyView& reply, const SupplementItemView& item);  // ", đã ghi nhận", ", chưa đạt: …"
std::string item_title(const SupplementItemView& item);                           // "1. Tờ khai: thiếu chữ ký"

struct SupplementBoardView {
  SupplementBoard board{};
  Instant now{};
};
std::string proposal_address(const ProposalRow& row);
std::string days_words(const SupplementRow& row);  // "Còn 3 ngày", "Quá hạn 2 ngày"

struct ProposalPageView : CaseView {
  ProposalKind kind{};
  std::vector<web::ui::Option> codes{};
  bool proposed = false, may_decide = false;  // of this kind
  std::string title{}, address{}, sign{};     // "Từ chối giải quyết", "/ho-so/…/tu-choi", "Ký từ chối …"
};
web::ui::Facts ground_facts(const Ground& ground);

struct WithdrawalPageView : CaseView {
  std::optional<EndingView> asked{};
  std::vector<EndingView> before{};
  bool may_grant = false, may_decline = false;
};

struct AfterwardsPageView : CaseView {
  EndingsFile ends{};
  bool may_give_back = false, may_refund = false;
};
web::ui::Facts ending_facts(const EndingView& e);
web::ui::Facts correction_facts(const CorrectionView& c);
web::ui::Facts reroute_facts(const RerouteView& r);
web::ui::Facts archive_facts(const ArchiveView& a);

struct AgencyPageView : CaseView {
  std::vector<web::ui::Option> agencies{}, units_there{};
  std::string chosen{}, chosen_name{};  // agency; empty: not chosen yet
  std::vector<RerouteView> before{};
};
std::string holder_of(const CaseView& v);  // "Phạm Thị A, Phòng Tư pháp"

}  // namespace motcua::dossier
