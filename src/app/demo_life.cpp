#include "app/demo_life.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "app/demo_people.hpp"
#include "dossier/endings.hpp"
#include "dossier/supplement.hpp"

namespace motcua::app {

namespace {
using namespace std::chrono_literals;
using dossier::Ref;

// What becomes of one dossier each, in this order; the commune the demo is about has all of them, the others the first ones.
enum class Story : std::uint8_t { waits, proposed, refused, to_send, stop_proposed, withdrawn, withdrawal_asked, stopped };
constexpr std::array kStories{Story::waits,         Story::proposed,  Story::refused,          Story::to_send,
                              Story::stop_proposed, Story::withdrawn, Story::withdrawal_asked, Story::stopped};
constexpr std::size_t kElsewhere = 2;

class Teller {
 public:
  Teller(Services& services, FixedClock& clock, Instant now) : s_(services), clock_(clock), now_(now) {}

  Result<int> run() {
    int told = 0;
    for (std::size_t p = 0; p < demo_places().size(); ++p) {
      std::size_t next = 0;
      const std::size_t last = p == 0 ? kStories.size() : kElsewhere;
      for (const auto& post : demo_posts()) {
        if (post.role != identity::Role::officer) continue;
        const auto officer = as(p, post);
        if (!officer) continue;
        for (const auto& row : s_.dossiers.worklist(*officer, dossier::Tab::mine, {}).rows) {
          if (next == last) break;
          if (!dossier::on_officers_desk(row.state) || row.urgency == dossier::Urgency::overdue) continue;
          TRY(const bool done, tell(p, *officer, row.code, kStories[next]));
          next += done;
          told += done;
        }
      }
    }
    clock_.set(now_);
    return told;
  }

 private:
  std::optional<dossier::Actor> as(std::size_t place, const Post& post) {
    const auto& where = demo_places()[place];
    const auto name = fmt::format("{}.{}", post.user, where.suffix);
    const auto account = s_.db->read([&](store::ReadTx& tx) { return s_.identity.account_by_name(tx, name); });
    const auto unit = s_.identity.tree()->by_key(fmt::format("{}/{}", where.key, post.place));
    if (!account || !unit) return std::nullopt;
    if (auto actor = s_.identity.load_actor(account->id, unit)) return *actor;
    return std::nullopt;
  }
  // Somebody of this commune who may do it for this dossier.
  dossier::Actor with(std::size_t place, web::Permission permission, dossier::UnitId unit) {
    for (const auto& post : demo_posts())
      if (auto actor = as(place, post); actor && actor->permits_in(permission, unit)) return *actor;
    ensure(false, "the demo has people for everything");
    return {};
  }
  void step() { clock_.set(std::min(now_, clock_.now() + 7min)); }

  // False: this dossier does not suit the story, the next one may.
  Result<bool> tell(std::size_t place, const dossier::Actor& officer, const std::string& code, Story story) {
    clock_.set(now_);
    TRY(const auto file, s_.dossiers.open(officer, code, "demo"));
    const auto& d = file.dossier;
    // Right after what was done last, so that it falls into working time.
    clock_.set(std::min(now_, file.events.front().recorded_at + 3min));
    Ref ref{d.id, d.version};
    switch (story) {
      case Story::waits:
      case Story::proposed:
      case Story::to_send: return supplement(place, officer, file, ref, story);
      case Story::refused: return refuse(place, officer, file, ref);
      case Story::stop_proposed:
      case Story::stopped: return stop(place, officer, file, ref, story);
      case Story::withdrawn:
      case Story::withdrawal_asked: break;
    }
    const auto desk = with(place, identity::kDossierAccept, d.received_unit);
    TRY(ref.version, endings_.ask_withdrawal(desk, ref, {d.applicant.name, "Không còn nhu cầu"}));
    if (story == Story::withdrawal_asked) return true;
    step();
    TRY_VOID(endings_.grant_withdrawal(desk, ref, {0, "Văn bản quy định khoản thu này không cho hoàn"}));
    return true;
  }

  Result<bool> supplement(std::size_t place, const dossier::Actor& officer, const dossier::CaseFile& file, Ref ref, Story story) {
    dossier::SupplementWish wish;
    wish.reason = "Giấy tờ chưa hợp lệ";
    for (const auto& a : dossier::Supplements::askable(file))
      if (a.register_name.empty() && wish.items.size() < 2)
        wish.items.push_back({a.component, "", wish.items.empty() ? "bản nộp mờ, không đọc được trang 2" : "thiếu chữ ký của người khai",
                              "Nghị định 118/2025/NĐ-CP Điều 19.5", "Nộp lại bản rõ, đủ chữ ký", ""});
    auto proposed = supplements_.propose(officer, ref, wish);
    if (!proposed && !proposed.error().fields.empty()) return false;  // too late for a request without a special law, or nothing to ask for
    TRY(ref.version, std::move(proposed));
    if (story == Story::proposed) return true;
    step();
    TRY(ref.version, supplements_.ask(with(place, identity::kDossierReview, file.dossier.holder_unit), ref, ""));
    if (story == Story::to_send) return true;
    step();
    const auto desk = with(place, identity::kDossierAccept, file.dossier.received_unit);
    TRY(ref.version, supplements_.send(desk, ref, "dien-thoai"));
    if (wish.items.size() < 2) return true;
    step();
    const std::array answers{dossier::SupplementAnswer{1, dossier::ItemAnswer::given, ""}};
    TRY_VOID(supplements_.answer(desk, ref, answers));
    return true;
  }

  Result<bool> refuse(std::size_t place, const dossier::Actor& officer, const dossier::CaseFile& file, Ref ref) {
    TRY(ref.version, endings_.propose(officer, ref, dossier::ProposalKind::refuse,
                                      {"khong-du-dieu-kien", "Giấy tờ nộp không chứng minh được điều kiện theo quy định",
                                       "Văn bản quy định thủ tục này", "Khi đủ điều kiện, nộp hồ sơ mới."}));
    step();
    TRY_VOID(endings_.refuse(with(place, identity::kDossierApprove, file.dossier.holder_unit), ref));
    return true;
  }

  Result<bool> stop(std::size_t place, const dossier::Actor& officer, const dossier::CaseFile& file, Ref ref, Story story) {
    TRY(ref.version,
        endings_.propose(officer, ref, dossier::ProposalKind::stop,
                         {"tranh-chap", "Có đơn khiếu nại về nội dung hồ sơ, phải giải quyết trước", "Văn bản quy định thủ tục này", ""}));
    if (story == Story::stop_proposed) return true;
    step();
    TRY_VOID(endings_.stop(with(place, identity::kDossierApprove, file.dossier.holder_unit), ref));
    return true;
  }

  Services& s_;
  FixedClock& clock_;
  Instant now_;
  dossier::Supplements supplements_{s_.dossiers};
  dossier::Endings endings_{s_.dossiers};
};
}  // namespace

Result<int> make_demo_life(Services& services, FixedClock& clock, Instant now) { return Teller(services, clock, now).run(); }

}  // namespace motcua::app
