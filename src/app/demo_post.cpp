#include "app/demo_post.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "app/demo.hpp"
#include "app/demo_people.hpp"
#include "app/desk_services.hpp"
#include "dossier/at_once.hpp"

namespace motcua::app {

namespace {
using namespace std::chrono_literals;
using dossier::Actor;
using dossier::Ref;
using dossier::UnitId;

constexpr std::string_view kContract = "2.000913";  // sửa đổi, bổ sung, hủy bỏ giao dịch
constexpr std::string_view kExtract = "2.000908";   // bản sao từ sổ gốc
constexpr std::string_view kCopies = "2.000815";    // chứng thực bản sao

class Postman {
 public:
  Postman(Services& services, FixedClock& clock, Instant now)
      : s_(services), clock_(clock), now_(now), desk_(services), place_(demo_places().front()), unit_(unit("ttpvhcc")) {}

  Result<int> run() {
    TRY(const auto calendar, s_.dossiers.calendar_of(unit_));
    Day before = day_of(now_) - std::chrono::days{1};
    while (!calendar->is_working_day(before)) before -= std::chrono::days{1};
    opening_ = calendar->opening(before).value();
    TRY_VOID(settings());
    TRY_VOID(incoming());
    TRY_VOID(outgoing());
    TRY_VOID(today_at_the_post());
    TRY_VOID(promises());
    TRY_VOID(at_once());
    clock_.set(now_);
    TRY_VOID(custody());
    return slips_;
  }

 private:
  UnitId unit(std::string_view below) const { return s_.identity.tree()->by_key(fmt::format("{}/{}", place_.key, below)); }
  identity::AccountId account(std::string_view post) const {
    const auto name = fmt::format("{}.{}", post, place_.suffix);
    return s_.db->read([&](store::ReadTx& tx) { return s_.identity.account_by_name(tx, name); }).value().id;
  }
  Actor as(std::string_view post) const {
    const auto place = std::ranges::find(demo_posts(), post, &app::Post::user)->place;
    return s_.identity.load_actor(account(post), unit(place)).value();
  }
  void at(std::chrono::minutes after_opening) { clock_.set(std::min(now_, opening_ + after_opening)); }

  Status settings() {
    at(10min);
    const auto today = day_of(clock_.now());
    const auto head = as("giamdoc");
    TRY_VOID(desk_.post.add_scheme(
        head, {{}, unit_, "Trả kết quả tại nhà miễn phí cho người cao tuổi", today, {}, Dong{26000}, "Kế hoạch 15/KH-UBND (mẫu)", ""}));
    TRY_VOID(desk_.visits.set_promise(head, {{}, unit_, std::string(kExtract), "", 45, today, "Thông báo 08/TB-TTPVHCC (mẫu)", ""}));
    return {};
  }

  Status write(bool fee_taken) {
    const auto who = invented_person(random_, place_.address);
    web::Fields f;
    f.add("thu_tuc", std::string(kContract));
    f.add("ten", who.name);
    f.add("so", who.number);
    f.add("dia_chi", who.address);
    f.add("dien_thoai", who.phone);
    f.add("tra", "post");
    f.add("du", "1");
    if (fee_taken) f.add("da_thu", "1");
    TRY_VOID(desk_.post.write(as("buudien"), {unit_, f, fee_taken ? fmt::format("BĐ {:04}", 15 + slips_) : ""}));
    ++slips_;
    return {};
  }

  // Four come in: three are received, one goes back.
  Status incoming() {
    at(20min);
    for (int i = 0; i < 4; ++i) TRY_VOID(write(i < 3));
    at(50min);
    TRY(const auto protocol, desk_.post.hand_over(as("buudien"), unit_));
    at(65min);
    const auto desk = as("tiepnhan");
    TRY(const auto p, desk_.post.protocol(desk, protocol));
    TRY(const auto done, desk_.post.sign(desk, protocol, {{p.slips.back().id, false, "Thiếu chữ ký trên phiếu yêu cầu"}}));
    for (const auto& [slip, why] : done.failed) return errors::invalid("demo.slip_failed", fmt::format("phiếu {}: {}", slip, why));
    TRY(const auto after, desk_.post.protocol(desk, protocol));
    for (const auto& s : after.slips)
      if (s.dossier) parcels_.push_back(s.dossier);
    return {};
  }

  // From the desk to the result at the desk, `steps` minutes between two hands.
  Status settle(dossier::DossierId id, std::chrono::minutes steps) {
    auto& d = s_.dossiers;
    Ref ref{id, 1};
    const auto step = [&](const Result<std::int64_t>& version) -> Status {
      if (!version) return tl::make_unexpected(version.error());
      ref.version = *version;
      clock_.set(std::min(now_, clock_.now() + steps));
      return {};
    };
    TRY_VOID(step(d.hand_over(as("tiepnhan"), ref, unit("phong-vhxh"))));
    TRY_VOID(step(d.assign(as("truongphong"), ref, account("tuphap"))));
    TRY_VOID(step(d.begin_work(as("tuphap"), ref)));
    TRY_VOID(step(d.save_draft_result(as("tuphap"), ref, {"Kết quả giải quyết hồ sơ", "Đủ điều kiện, đề nghị ký.", ""})));
    TRY_VOID(step(d.submit_for_signature(as("tuphap"), ref, account("lanhdao"))));
    TRY_VOID(step(d.approve(as("lanhdao"), ref)));
    TRY_VOID(step(d.number_result(as("vanthu"), ref, "UBND")));
    return step(d.mark_ready(as("vanthu"), ref));
  }

  // The three results go out: one is delivered, one comes back, one is still on its way.
  Status outgoing() {
    for (const auto id : parcels_) {
      at(90min);
      TRY_VOID(settle(id, 10min));
    }
    at(6h + 30min);
    std::vector<post::Outgoing> results;
    for (const auto id : parcels_) results.push_back({id, fmt::format("MAU{:03}VN", results.size() + 1)});
    const auto scheme = desk_.post.schemes(unit_, day_of(clock_.now())).front().id;
    TRY(const auto protocol, desk_.post.send(as("traketqua"), unit_, results, scheme));
    at(6h + 50min);
    TRY_VOID(desk_.post.take_over(as("buudien"), protocol));
    return {};
  }

  Status today_at_the_post() {
    const auto clerk = as("buudien");
    clock_.set(now_ - 50min);
    const auto on_way = desk_.post.slips(clerk, post::Direction::out, post::SlipState::on_way);
    for (std::size_t i = 0; i + 1 < on_way.size(); ++i) {
      if (i == 0) TRY_VOID(desk_.post.delivered(clerk, on_way[i].id, on_way[i].person_name));
      if (i == 1) TRY_VOID(desk_.post.undelivered(clerk, on_way[i].id, "Không có người nhận, đã gọi hai lần"));
    }
    // One protocol waits for the desk, one slip waits at the post office.
    clock_.set(now_ - 30min);
    TRY_VOID(write(true));
    TRY_VOID(desk_.post.hand_over(clerk, unit_));
    clock_.set(now_ - 5min);
    return write(false);
  }

  Result<dossier::Accepted> visitor(std::chrono::minutes ago) {
    TRY(const auto intake, brought(kExtract, ago));
    clock_.set(now_ - ago);
    return s_.dossiers.accept(as("tiepnhan"), intake);
  }

  // What somebody brings to the desk who waits for the result, the fee in cash.
  Result<dossier::Intake> brought(std::string_view procedure, std::chrono::minutes ago) {
    TRY(const auto version, s_.catalog.on_day(procedure, day_of(now_)));
    dossier::Intake intake;
    intake.form_id = fmt::format("khong-hen-{}-{}", procedure, ago.count());
    intake.procedure_code = std::string(procedure);
    intake.unit = unit_;
    intake.applicant = invented_person(random_, place_.address);
    while (const auto* q = catalog::next_question(*version, intake.answers, catalog::Channel::counter))
      intake.answers[q->id] = q->option("khong") ? "khong" : q->options.front().id;
    for (const auto& p : catalog::required_papers(*version, intake.answers, catalog::Channel::counter))
      if (p.need == catalog::Need::required) intake.papers.push_back({p.component->id, "", p.originals, p.copies, false});
    for (const auto& fee : version->fees) intake.amounts[fee.id] = 8000;
    intake.payment = dossier::PaymentMethod::cash;
    intake.paid = true;
    return intake;
  }

  Status promises() {
    TRY(const auto kept, visitor(85min));
    TRY_VOID(settle(kept.id, 3min));
    TRY(const auto broken, visitor(80min));
    TRY_VOID(settle(broken.id, 9min));
    TRY_VOID(visitor(55min));
    TRY(const auto helped, visitor(20min));
    const auto desk = as("tiepnhan");
    TRY_VOID(desk_.visits.add_session(desk, {{},
                                             unit_,
                                             visit::SessionKind::help,
                                             "Nhà văn hóa ấp 1",
                                             day_of(now_),
                                             "08:00-11:00",
                                             "Tổ công nghệ số cộng đồng ấp 1",
                                             "Kế hoạch 21/KH-TTPVHCC (mẫu)",
                                             "",
                                             {}}));
    const auto session = desk_.visits.sessions(desk, unit_).front().id;
    return desk_.visits.add_case(desk, session, helped.code, "Lê Văn Mẫu Giúp");
  }

  // An officer of the office sits at the desk and settles there what is given at once; the deputy chairman signs the paper.
  Status at_once() {
    at(30min);
    const auto today = day_of(clock_.now());
    const auto name = fmt::format("chungthuc.{}", place_.suffix);
    TRY(const auto made, s_.accounts.create(s_.identity.system_actor(), {name, "Lương Thị Mẫu Ngân", "Công chức tư pháp - hộ tịch tại quầy",
                                                                         "1022", std::string(kDemoPassword), false}));
    const auto grant = [&](identity::Role role, UnitId where) {
      return s_.accounts.grant(s_.identity.system_actor(), made.id, role, {where, true}, {today, {}}, "Dữ liệu trình diễn");
    };
    TRY_VOID(grant(identity::Role::receptionist, unit_));
    TRY_VOID(grant(identity::Role::officer, unit("phong-vhxh")));
    dossier::AtOnceDesk desk(s_.dossiers);
    TRY_VOID(desk.arrange(
        as("lanhdao"),
        {{}, unit_, std::string(kCopies), "", {}, "", "CT-BS", true, today, "Quyết định 12/QĐ-UBND về phân công tại quầy (mẫu)"}));
    const auto officer = s_.identity.load_actor(made.id, unit_).value();
    for (const auto ago : {50min, 35min}) {
      TRY(auto intake, brought(kCopies, ago));
      clock_.set(now_ - ago);
      const dossier::AtOnce deed{account("lanhdao"),
                                 {"Bản sao chứng thực, 3 bản", "", ""},
                                 {.receiver = intake.applicant.name, .identity_check = "the-can-cuoc", .confirmed = true}};
      TRY_VOID(desk.settle(officer, intake, deed));
    }
    return {};
  }

  Status custody() {
    const auto desk = as("tiepnhan");
    std::vector<std::string> seen;
    for (const auto& f : desk_.custody.folders(desk, unit_)) seen.push_back(f.code);
    if (!seen.empty()) seen.erase(seen.begin());  // the one that lies there longest is not found
    TRY_VOID(desk_.custody.count(desk, unit_, seen));
    return {};
  }

  Services& s_;
  FixedClock& clock_;
  Instant now_;
  DeskServices desk_;
  const Place& place_;
  UnitId unit_;
  std::mt19937_64 random_{45};
  Instant opening_{};
  std::vector<dossier::DossierId> parcels_;
  int slips_ = 0;
};
}  // namespace

Result<int> make_demo_post(Services& services, FixedClock& clock, Instant now) { return Postman(services, clock, now).run(); }

}  // namespace motcua::app
