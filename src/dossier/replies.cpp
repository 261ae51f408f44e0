#include "dossier/replies.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "base/text.hpp"
#include "dossier/endings.hpp"
#include "dossier/life_parts.hpp"
#include "dossier/service.hpp"
#include "dossier/store_files.hpp"
#include "dossier/store_filing.hpp"
#include "dossier/store_replies.hpp"
#include "dossier/uploads.hpp"

namespace motcua::dossier {

using identity::Citizen;

namespace {
constexpr std::size_t kMostFilesOfItem = 10;
constexpr std::size_t kLongestNote = 2000;
constexpr std::string_view kApplicant = "Người nộp hồ sơ, qua mạng";

tl::unexpected<Error> nothing_asked() {
  return errors::not_found("dossier.nothing_to_reply", "Hồ sơ này không chờ bổ sung giấy tờ. Xem hồ sơ đang ở đâu.");
}
tl::unexpected<Error> no_such_item() { return errors::not_found("dossier.no_reply_item", "Yêu cầu bổ sung không có nội dung này."); }

std::string note_field(int item) { return fmt::format("tra_loi_{}", item); }

// The request of a dossier that waits for it; the applicant has been told.
std::optional<SupplementView> request_of(store::ReadTx& tx, const CaseRecord& c) {
  if (c.state.biz != BizState::supplement) return std::nullopt;
  auto request = open_supplement(tx, c.id);
  if (!request || request->state != SupplementState::sent) return std::nullopt;
  return request;
}

// Answers with their files, oldest first.
std::vector<ReplyView> views_of(store::ReadTx& tx, DossierId id, int request) {
  std::vector<ReplyView> views;
  const auto files = files_of(tx, id);
  for (auto& r : replies_of(tx, id)) {
    if (r.request != request) continue;
    for (const auto& hash : r.hashes)
      if (const auto f = std::find_if(files.begin(), files.end(), [&](const auto& one) { return one.hash == hash; }); f != files.end())
        r.view.files.push_back({f->seq, f->name, f->hash, f->type, f->size});
    views.push_back(std::move(r.view));
  }
  return views;
}

std::vector<ReplyItem> items_of(store::ReadTx& tx, DossierId id, const SupplementView& request) {
  std::vector<ReplyItem> items;
  for (const auto& i : request.items) items.push_back({i, {}, {}, {}});
  const auto at = [&](int seq) { return std::find_if(items.begin(), items.end(), [&](const auto& i) { return i.asked.seq == seq; }); };
  for (auto& v : views_of(tx, id, request.seq))
    if (const auto i = at(v.item); i != items.end()) i->sent = std::move(v);
  for (auto& d : drafts_of(tx, id, request.seq))
    if (const auto i = at(d.item); i != items.end()) {
      i->note = std::move(d.note);
      i->files = std::move(d.files);
    }
  return items;
}

std::optional<CaseRecord> case_by_link(store::ReadTx& tx, std::string_view token) {
  return find_case_by_token(tx, token_hash(to_upper(token)));
}
}  // namespace

bool ReplyForm::anything_open() const { return std::ranges::any_of(items, &ReplyItem::open); }
bool ReplyForm::all_sent() const { return !anything_open() && std::ranges::any_of(items, &ReplyItem::waits); }

Replies::Replies(Dossiers& dossiers, store::Blobs& blobs) : s_(inside(dossiers)), blobs_(blobs) {}

Result<ReplyForm> Replies::form(std::string_view token) {
  UnitId desk;
  TRY(auto f, s_.db.read([&](store::ReadTx& tx) -> Result<ReplyForm> {
    const auto c = case_by_link(tx, token);
    auto request = c ? request_of(tx, *c) : std::nullopt;
    if (!request) return nothing_asked();
    desk = c->received_unit;
    ReplyForm f{c->id, c->code, c->procedure_name, s_.token_of(c->id), {}, {}, items_of(tx, c->id, *request)};
    f.request = *std::move(request);
    return f;
  }));
  f.unit_name = s_.unit_name(desk);
  return f;
}

template <class F> Status Replies::change_draft(std::string_view token, int item, F&& body) {
  return s_.db.write([&](store::Tx& tx) -> Status {
    const auto c = case_by_link(tx, token);
    const auto request = c ? request_of(tx, *c) : std::nullopt;
    if (!request) return nothing_asked();
    for (const auto& i : items_of(tx, c->id, *request)) {
      if (i.asked.seq != item) continue;
      if (!i.open())
        return errors::illegal_transition("dossier.reply_sent_already", "Nội dung này đã gửi. Chờ Bộ phận Một cửa xem và trả lời.");
      return body(tx, c->id, request->seq, i);
    }
    return no_such_item();
  });
}

Status Replies::save_note(std::string_view token, int item, std::string_view note) {
  if (note.size() > kLongestNote)
    return errors::invalid_fields("dossier.reply_too_long", {{note_field(item), "Viết ngắn hơn 2.000 ký tự."}});
  return change_draft(token, item, [&](store::Tx& tx, DossierId id, int request, const ReplyItem& i) -> Status {
    if (const auto text = std::string(trim(note)); text != i.note) dossier::save_note(tx, id, request, item, text);
    return {};
  });
}

Status Replies::add_file(std::string_view token, int item, const std::filesystem::path& upload, std::string_view name) {
  TRY(const auto f, form(token));
  const auto at = std::find_if(f.items.begin(), f.items.end(), [&](const auto& i) { return i.asked.seq == item; });
  if (at == f.items.end()) return no_such_item();
  const auto field = fmt::format("tep_{}", item);
  TRY(const auto type, usable_upload(upload, field, at->asked.asked.paper));
  TRY(const auto blob, blobs_.put_file(upload, type));
  return change_draft(token, item, [&](store::Tx& tx, DossierId id, int request, const ReplyItem& i) -> Status {
    if (i.files.size() >= kMostFilesOfItem)
      return errors::invalid_fields("dossier.reply_too_many_files", {{field, "Mỗi nội dung tối đa 10 tệp. Bỏ bớt tệp không cần."}});
    if (std::ranges::any_of(i.files, [&](const auto& known) { return known.hash == blob.hash; })) return {};
    const int seq = i.files.empty() ? 1 : i.files.back().seq + 1;
    insert(tx, id, request, item, {seq, shown_file_name(name, type), blob.hash, type, blob.size});
    return {};
  });
}

Status Replies::remove_file(std::string_view token, int item, int seq) {
  return change_draft(token, item, [&](store::Tx& tx, DossierId id, int request, const ReplyItem&) -> Status {
    delete_draft_file(tx, id, request, item, seq);
    return {};
  });
}

template <class F> Status Replies::by_applicant(DossierId id, F&& body) {
  const auto before = s_.db.read([&](store::ReadTx& tx) { return find_case(tx, id); });
  if (!before) return nothing_asked();
  TRY(auto procedure, s_.version_of(*before));
  TRY(auto calendar, s_.calendar_of(Dossiers::Impl::clock_unit(*before)));
  auto actor = identity::Actor::system(s_.identity.tree(), s_.identity.today());
  actor.display_name = kApplicant;
  const auto now = s_.clock.now();
  return s_.db.write([&](store::Tx& tx) -> Status {
    auto c = find_case(tx, id);
    ensure(c.has_value(), "a dossier is never deleted");
    Work w(tx, s_, actor, *std::move(c), procedure, calendar, now);
    TRY_VOID(body(w));
    return w.save();
  });
}

namespace {
// The files of an answer become files of the dossier, once each; their hashes.
std::vector<std::string> take_files(Work& w, const ReplyItem& item) {
  std::vector<std::string> hashes;
  auto known = files_of(w.tx, w.c.id);
  for (const auto& f : item.files) {
    hashes.push_back(f.hash);
    if (std::ranges::any_of(known, [&](const auto& k) { return k.hash == f.hash; })) continue;
    known.push_back(
        {static_cast<int>(known.size()) + 1, item.asked.asked.paper, f.name, f.hash, f.type, f.size, w.now, {}, std::string(kApplicant)});
    insert(w.tx, w.c.id, known.back());
  }
  return hashes;
}

std::vector<FieldError> left_open(const std::vector<ReplyItem>& items) {
  std::vector<FieldError> wrong;
  for (const auto& i : items)
    if (i.open() && !i.filled())
      wrong.push_back(
          {note_field(i.asked.seq),
           fmt::format("Nội dung {}: viết câu trả lời hoặc tải giấy tờ lên. Chỉ mang đến quầy được thì viết ngày bạn đến.", i.asked.seq)});
  return wrong;
}
}  // namespace

Status Replies::send(std::string_view token) {
  TRY(const auto seen, form(token));
  return by_applicant(seen.id, [&](Work& w) -> Status {
    const auto request = request_of(w.tx, w.c);
    if (!request) return nothing_asked();
    const auto items = items_of(w.tx, w.c.id, *request);
    if (std::ranges::none_of(items, &ReplyItem::open))
      return errors::illegal_transition("dossier.reply_sent_whole", "Bạn đã gửi hết. Chờ Bộ phận Một cửa xem và trả lời.");
    if (auto wrong = left_open(items); !wrong.empty()) return errors::invalid_fields("dossier.reply_incomplete", std::move(wrong));
    int sent = 0, files = 0;
    for (const auto& i : items) {
      if (!i.open()) continue;
      ReplyRecord r;
      r.request = request->seq;
      r.view.item = i.asked.seq;
      r.view.round = i.sent ? i.sent->round + 1 : 1;
      r.view.note = i.note;
      r.view.sent_at = w.now;
      r.hashes = take_files(w, i);
      insert(w.tx, w.c.id, r);
      ++sent;
      files += static_cast<int>(r.hashes.size());
    }
    delete_drafts(w.tx, w.c.id);
    return w.record(events::kSupplementReplied,
                    {{"request", std::to_string(request->seq)}, {"text", fmt::format("{} nội dung, {} tệp", sent, files)}});
  });
}

std::vector<ReplyView> Replies::of(DossierId id, int request) {
  std::vector<ReplyView> newest;
  for (auto& v : s_.db.read([&](store::ReadTx& tx) { return views_of(tx, id, request); })) {
    if (!newest.empty() && newest.back().item == v.item) newest.pop_back();
    newest.push_back(std::move(v));
  }
  return newest;
}

Result<std::int64_t> Replies::send_back(const Actor& actor, Ref ref, int item, std::string_view reason) {
  return s_.change(actor, ref, [&](Work& w) -> Status {
    TRY_VOID(actor.require(identity::kDossierAccept, w.c.received_unit));
    const auto request = request_of(w.tx, w.c);
    if (!request) return nothing_asked();
    const auto items = items_of(w.tx, w.c.id, *request);
    const auto at = std::find_if(items.begin(), items.end(), [&](const auto& i) { return i.asked.seq == item && i.waits(); });
    std::vector<FieldError> wrong;
    if (at == items.end()) wrong.push_back({"noi_dung", "Chọn một nội dung người nộp đã gửi qua mạng."});
    const auto why = clean(reason);
    if (why.empty()) wrong.push_back({"chua_dat", "Ghi chưa đạt ở đâu, phải làm gì; người nộp nhận câu này."});
    if (!wrong.empty()) return errors::invalid_fields("dossier.reply_return_incomplete", std::move(wrong));
    ReplyRecord r;
    r.request = request->seq;
    r.view = *at->sent;
    r.view.returned_at = w.now;
    r.view.returned_by = actor.display_name;
    r.view.return_reason = why;
    save_return(w.tx, w.c.id, r);
    return w.record(events::kReplyReturned, {{"request", std::to_string(request->seq)}, {"reason", why}, {"text", at->asked.asked.paper}});
  });
}

// ---- withdrawal ----

Result<WithdrawalForm> Replies::withdrawal(const Citizen& citizen, FilingId filing) {
  UnitId desk;
  TRY(auto v, s_.db.read([&](store::ReadTx& tx) -> Result<WithdrawalForm> {
    const auto f = find_filing(tx, filing);
    const auto c = f && f->citizen == citizen.id.value && f->dossier ? find_case(tx, f->dossier) : std::nullopt;
    if (!c) return errors::not_found("dossier.nothing_to_withdraw", "Không có hồ sơ này trong Hồ sơ của tôi.");
    desk = c->received_unit;
    WithdrawalForm v{c->code, c->procedure_name, s_.token_of(c->id), {}, c->applicant_name, false, {}};
    v.may_ask = transition(c->state, Action::ask_withdrawal) != nullptr;
    for (auto& e : endings_of(tx, c->id))
      if (e.view.kind == EndingKind::withdrawn) v.last = std::move(e.view);
    return v;
  }));
  v.unit_name = s_.unit_name(desk);
  return v;
}

Status Replies::ask_withdrawal(const Citizen& citizen, FilingId filing, std::string_view reason) {
  TRY(const auto seen, withdrawal(citizen, filing));
  if (!seen.may_ask)
    return errors::illegal_transition("dossier.withdrawal_not_now",
                                      "Hồ sơ này không xin rút được nữa: đã có kết quả, đã kết thúc hoặc đang chờ trả lời.");
  const auto why = clean(reason);
  if (why.empty()) return errors::invalid_fields("dossier.withdrawal_without_reason", {{"ly_do", "Ghi vì sao bạn rút, một câu là đủ."}});
  if (why.size() > kLongestNote) return errors::invalid_fields("dossier.withdrawal_too_long", {{"ly_do", "Viết ngắn hơn 2.000 ký tự."}});
  const auto id = s_.db.read([&](store::ReadTx& tx) { return find_filing(tx, filing)->dossier; });
  return by_applicant(id, [&](Work& w) -> Status {
    const auto who = fmt::format("{}, qua mạng", citizen.shown_name());
    const auto from = w.c.state;
    TRY_VOID(w.move_by_applicant(Action::ask_withdrawal, events::kWithdrawalAsked, {{"reason", why}, {"text", who}}));
    return keep_withdrawal(w, from, {who, why});
  });
}

}  // namespace motcua::dossier
