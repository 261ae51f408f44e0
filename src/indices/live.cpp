#include "indices/live.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <set>

#include "dossier/facts.hpp"
#include "reports/page_views.hpp"

namespace motcua::indices {

namespace {

// A fact as columns of form 07a: its lists are the lists of those columns, so the figure and its dossiers are one.
struct ByColumns {
  std::string_view fact;
  std::vector<int> columns;
};
const std::vector<ByColumns>& by_columns() {
  static const std::vector<ByColumns> kFacts{
      {"tong_ho_so", {3}},         {"dung_han", {10, 11, 14}}, {"da_giai_quyet", {9}}, {"giai_quyet_dung_han", {10, 11}},
      {"tiep_nhan", {4, 5, 6, 7}}, {"nop_truc_tuyen", {4, 5}}, {"qua_buu_chinh", {6}},
  };
  return kFacts;
}

bool online(dossier::Channel c) {
  return c == dossier::Channel::online_full || c == dossier::Channel::online_partial || c == dossier::Channel::vneid ||
         c == dossier::Channel::kiosk;
}
bool full_online(dossier::Channel c) { return online(c) && c != dossier::Channel::online_partial; }

std::string_view level_word(std::optional<identity::Level> level) {
  if (level == identity::Level::commune) return "xã";
  if (level == identity::Level::district) return "huyện";
  return "";
}

// Sums of one place on their way.
struct Sums {
  std::map<std::string_view, std::int64_t> facts;
  std::set<std::string> used, used_online;  // procedures
  struct Eligible {
    std::int64_t received = 0, online = 0;
  };
  std::map<std::string, Eligible> eligible;  // procedures offered fully online
};

}  // namespace

std::vector<Live::Offer> Live::offers(UnitId unit, Day day) {
  catalog::Search search;
  search.day = day;
  search.level = level_word(unit ? identity_.tree()->level(unit, day) : std::nullopt);
  search.page_size = 200;
  std::vector<Offer> all;
  for (search.page = 1;; ++search.page) {
    const auto page = catalog_.search(search);
    for (const auto& p : page.rows) all.push_back({p.code, p.online});
    if (search.page >= page.pages) break;
  }
  return all;
}

void Live::add_present(const Actor& actor, const reports::Question& q, LiveFacts& facts) const {
  if (q.known) return;
  // Where and when no dossier was in the record, that nothing was reported or paid is not known either.
  if (const auto all = facts.find("tong_ho_so"); all == facts.end() || all->second.value == Fraction{}) return;
  const auto units = reports_.scope(actor, q);
  const auto from = q.period.begin(), to = std::min(q.period.end(), identity_.clock().now());
  identity_.db().read([&](store::ReadTx& tx) {
    const auto charges = dossier::count_payments(tx, units, {}, from, to);
    facts.emplace("ho_so_co_phi", LiveFact{charges.charged, {}});
    facts.emplace("thanh_toan_truc_tuyen",
                  LiveFact{charges.online, {{"Hồ sơ nộp phí, lệ phí không dùng tiền mặt", reports::fact_href(q, "thanh-toan", true)}}});
    for (const auto* source : sources_) source->add(tx, units, from, to, facts);
  });
}

Result<LiveFacts> Live::of(const Actor& actor, const reports::Question& q) {
  TRY(auto all, by_place(actor, q, {q.unit}));
  return std::move(all[q.unit]);
}

Result<std::map<UnitId, LiveFacts>> Live::by_place(const Actor& actor, const reports::Question& q, const std::vector<UnitId>& places) {
  const auto& form = *reports::form("07a");
  const auto on = reports::tree_day(q, identity_.clock().now());
  const auto tree = identity_.tree();
  // A unit may lie in several of the places asked for (a province and its communes).
  const auto places_of = [&](UnitId unit) {
    std::vector<UnitId> found;
    for (const auto p : places)
      if (!p || tree->is_within(unit, p, on) || p == q.unit) found.push_back(p);
    return found;
  };
  std::map<UnitId, Sums> sums;
  TRY(const auto balances, reports_.balances(actor, q));
  for (const auto& [d, balance] : balances)
    for (const auto place : places_of(d.unit))
      for (const auto& fact : by_columns())
        for (const int column : fact.columns)
          for (const auto& m : reports::measures(form, *reports::column(form, column)))
            sums[place].facts[fact.fact] += balance.of(m, d.channel);

  std::map<std::string_view, std::map<std::string, catalog::OnlineLevel>> offered;  // by level: communes share one list
  const auto offers_of = [&](UnitId place) -> const std::map<std::string, catalog::OnlineLevel>& {
    const auto word = level_word(place ? tree->level(place, on) : std::nullopt);
    auto [at, fresh] = offered.try_emplace(word);
    if (fresh)
      for (auto& o : offers(place, on)) at->second.emplace(std::move(o.code), o.online);
    return at->second;
  };
  for (const auto& [d, n] : uses_.received(actor, q))
    for (const auto place : places_of(d.unit)) {
      const auto& list = offers_of(place);
      const auto offer = list.find(d.procedure);
      if (n <= 0 || offer == list.end() || offer->second == catalog::OnlineLevel::none) continue;
      auto& s = sums[place];
      s.used.insert(d.procedure);
      if (online(d.channel)) s.used_online.insert(d.procedure);
      if (offer->second != catalog::OnlineLevel::full) continue;
      s.eligible[d.procedure].received += n;
      if (full_online(d.channel)) s.eligible[d.procedure].online += n;
    }

  std::map<UnitId, LiveFacts> all;
  for (const auto place : places) {
    auto& s = sums[place];
    auto& facts = all[place];
    auto own = q;
    own.unit = place;
    for (const auto& fact : by_columns()) {
      LiveFact f{.value = s.facts[fact.fact]};
      for (const int column : fact.columns)
        f.lists.emplace_back(reports::full_heading(form, *reports::column(form, column)), reports::cell_href(form, own, {}, column));
      facts.emplace(fact.fact, std::move(f));
    }
    const auto& list = offers_of(place);
    const auto count = [&](auto&& which) {
      return std::count_if(list.begin(), list.end(), [&](const auto& o) { return which(o.second); });
    };
    const std::pair<std::string, std::string> procedures{"Danh mục thủ tục", "/quan-tri/thu-tuc"};
    const std::pair<std::string, std::string> unused{"Thủ tục không phát sinh hồ sơ",
                                                     "/bao-cao/thu-tuc-khong-phat-sinh?" + reports::query_of(form, own)};
    const auto put = [&](std::string_view id, std::int64_t n, std::vector<std::pair<std::string, std::string>> lists) {
      facts.emplace(id, LiveFact{n, std::move(lists)});
    };
    put("thu_tuc", static_cast<std::int64_t>(list.size()), {procedures});
    put("thu_tuc_truc_tuyen", count([](auto level) { return level != catalog::OnlineLevel::none; }), {procedures});
    put("thu_tuc_truc_tuyen_co_ho_so", static_cast<std::int64_t>(s.used.size()), {unused});
    put("thu_tuc_co_ho_so_truc_tuyen", static_cast<std::int64_t>(s.used_online.size()), {unused});
    // These count only some procedures: each has lists of its own, which add up to the figure.
    LiveFact eligible, eligible_online;
    for (const auto& [code, n] : s.eligible) {
      auto one = own;
      one.procedure = code;
      eligible.value = eligible.value + n.received;
      eligible.lists.emplace_back(code, reports::cell_href(*reports::form("quan-ly"), one, {}, 5));
      eligible_online.value = eligible_online.value + n.online;
      if (n.online > 0) eligible_online.lists.emplace_back(code, reports::cell_href(form, one, {}, 4));
    }
    facts.emplace("ho_so_du_dieu_kien", std::move(eligible));
    facts.emplace("nop_toan_trinh", std::move(eligible_online));
    add_present(actor, own, facts);
  }
  return all;
}

}  // namespace motcua::indices
