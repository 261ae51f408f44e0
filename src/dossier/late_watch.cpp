// The job that looks at running dossiers: warns, drafts form 04 before it is needed, drops drafts nobody needs any more. Idempotent;
// under a lease, so any number of instances can run it.
#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "base/log.hpp"
#include "dossier/apology_draft.hpp"
#include "dossier/service.hpp"
#include "dossier/service_lateness.hpp"
#include "dossier/store_lateness.hpp"
#include "store/lease.hpp"

namespace motcua::dossier {

using namespace std::chrono_literals;

namespace {
constexpr std::string_view kLease = "dossier.lateness";
constexpr auto kLeaseTime = 5min;
constexpr auto kLookAgain = 10min;  // where something outside time must happen first (a hand-over, the applicant's answer)
constexpr int kBatch = 100;

struct Told {
  AccountId account;
  Recipient as;
};

std::vector<Told> recipients(const Dossiers::Impl& s, store::ReadTx& tx, const CaseRecord& c, const Rung& rung) {
  std::vector<Told> all;
  const auto add = [&all](AccountId account, Recipient as) {
    if (account && std::none_of(all.begin(), all.end(), [&](const Told& t) { return t.account == account; })) all.push_back({account, as});
  };
  const auto add_all = [&](web::Permission permission, UnitId unit, Recipient as) {
    for (const auto& a : s.identity.accounts_with(tx, permission, unit)) add(a.id, as);
  };
  const auto division = c.settling_unit ? c.settling_unit : c.holder_unit;
  for (const auto r : rung.to) {
    switch (r) {
      case Recipient::officer:
        add(c.holder, r);
        if (!c.holder) add_all(identity::kDossierAssign, c.holder_unit, Recipient::head);  // nobody has it yet: who gives it out
        break;
      case Recipient::head: add_all(identity::kDossierAssign, division, r); break;
      case Recipient::desk_head: add_all(identity::kDossierAllocate, c.received_unit, r); break;
      case Recipient::leader: add_all(identity::kDirectiveGive, c.competent_unit, r); break;
    }
  }
  return all;
}

std::string warning_json(const CaseRecord& c, const Rung& rung, const std::vector<Told>& told) {
  JsonWriter json;
  json.begin_object().field("code", c.code).field("rung", rung.key).field("words", rung.words).field("due_at", to_us(c.due_at));
  json.key("told").begin_array();
  for (const auto& t : told) json.begin_object().field("account", t.account.value).field("as", word(t.as)).end_object();
  json.end_array().end_object();
  return json.take();
}
}  // namespace

// What is known of one dossier before the transaction.
struct Lateness::Look {
  CaseRecord c;
  catalog::VersionPtr procedure;
  calendar::CalendarPtr calendar;
  std::vector<Rung> ladder;
};

namespace {
struct Outcome {
  int warned = 0, drafted = 0;
};

// Warns those who were not warned of this rung and this due moment.
int warn(const Dossiers::Impl& s, IdSource& ids, store::Tx& tx, const CaseRecord& c, const Rung& rung, Instant now) {
  std::vector<Told> fresh;
  for (const auto& t : recipients(s, tx, c, rung))
    if (insert_alert(tx, {ids.next(), c.id, rung.key, c.due_at, t.account, word(t.as), now})) fresh.push_back(t);
  if (!fresh.empty()) store::publish(tx, {.topic = events::kWarned, .key = c.id.value, .payload = warning_json(c, rung, fresh), .at = now});
  return static_cast<int>(fresh.size());
}

// Makes the draft, or brings its dates up to date when the due moment moved.
Result<bool> draft(const Dossiers::Impl& s, store::Tx& tx, const CaseRecord& c, const catalog::ProcedureVersion& procedure,
                   const calendar::WorkCalendar& calendar, std::optional<ApologyRecord> known, Instant now) {
  if (known && known->state == ApologyState::draft && known->due_before == c.due_at && known->due_after > now) return false;
  const bool kept_wish = known && known->state == ApologyState::draft && known->edited_at;
  TRY(auto fresh, fresh_apology(s, tx, c, procedure, calendar, now));
  if (known) {
    fresh.version = known->version;
    if (kept_wish) {  // what a person wrote stays; only the dates are counted again
      auto old = *std::move(known);
      TRY_VOID(fill_dates(old, c, calendar, proposed_days(c, procedure, calendar, now)));
      fresh = std::move(old);
    }
  }
  TRY_VOID(keep_apology(tx, fresh, "dossier_apology.drafted", 0, {}, now));
  return true;
}
}  // namespace

Lateness::Round Lateness::round(std::string_view owner) {
  Round result;
  const auto now = clock_.now();
  if (!store::try_acquire_lease(db_, kLease, owner, now, now + kLeaseTime)) {
    result.held = false;
    return result;
  }
  const auto& impl = s();
  std::map<UnitId, std::vector<Rung>> ladders;
  for (DossierId after;;) {
    std::vector<CaseRecord> cases;
    db_.read([&](store::ReadTx& tx) {
      for (const auto id : to_watch(tx, after, now, kBatch)) {
        auto c = find_case(tx, id);
        if (!c) continue;
        const auto unit = c->settling_unit ? c->settling_unit : c->received_unit;
        if (!ladders.contains(unit)) ladders.emplace(unit, ladder_of(tx, unit, day_of(now)));
        cases.push_back(*std::move(c));
      }
    });
    if (cases.empty()) break;
    after = cases.back().id;
    std::vector<Look> looks;
    for (auto& c : cases) {
      ++result.looked;
      const auto procedure = impl.version_of(c);
      const auto calendar = impl.calendar_of(Dossiers::Impl::clock_unit(c));
      const auto unit = c.settling_unit ? c.settling_unit : c.received_unit;
      if (procedure && calendar) looks.push_back({std::move(c), *procedure, *calendar, ladders.at(unit)});
    }
    const auto done = db_.write([&](store::Tx& tx) -> Result<Outcome> {
      Outcome out;
      for (const auto& look : looks) {
        const auto c = find_case(tx, look.c.id);
        if (!c || c->version != look.c.version) continue;  // somebody works on it: next round
        const auto known = find_apology(tx, c->id);
        if (clock_paused(c->state.biz)) {
          set_watch(tx, c->id, c->due_at, now + kLookAgain);
          continue;
        }
        const bool sent = !c->extension.empty();
        auto plan = watch_plan(look.ladder, *look.calendar, unpaused_start(*c, *look.calendar), c->due_at, now, sent);
        if (plan.warn) out.warned += warn(impl, ids_, tx, *c, *plan.warn, now);
        const bool can_extend = c->state.biz == BizState::in_process && (!c->elsewhere || c->taken_over_at);
        if (plan.draft && !sent) {
          if (can_extend) {
            TRY(const bool made, draft(impl, tx, *c, *look.procedure, *look.calendar, known, now));
            out.drafted += made;
          } else {
            plan.next_at = std::min(plan.next_at.value_or(now + kLookAgain), now + kLookAgain);
          }
        }
        set_watch(tx, c->id, c->due_at, plan.next_at);
      }
      return out;
    });
    if (!done) {
      log::warn("dossier.lateness_round_failed", log::kv("error", done.error().key));
      break;
    }
    result.warned += done->warned;
    result.drafted += done->drafted;
  }
  result.dropped = drop_needless();
  return result;
}

int Lateness::drop_needless() {
  const auto now = clock_.now();
  const auto dropped = db_.write([&](store::Tx& tx) -> Result<int> {
    int n = 0;
    for (const auto id : needless_drafts(tx, kBatch)) {
      auto a = find_apology(tx, id);
      if (!a || a->state != ApologyState::draft) continue;
      a->state = ApologyState::dropped;
      TRY_VOID(keep_apology(tx, *a, "dossier_apology.dropped", 0, {}, now));
      ++n;
    }
    return n;
  });
  return dropped.value_or(0);
}

}  // namespace motcua::dossier
