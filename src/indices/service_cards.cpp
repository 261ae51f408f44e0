// Scoring rounds: opening one, and every change of a card.
#include <fmt/core.h>

#include <algorithm>

#include "base/dates.hpp"
#include "identity/governs.hpp"
#include "identity/permissions.hpp"
#include "indices/rounds.hpp"

namespace motcua::indices {

using identity::kDirectiveGive;
using identity::kReportMake;
using identity::may_for;

namespace {
constexpr Fraction kMostCounted{100'000'000'000};

tl::unexpected<Error> not_now(std::string_view what) {
  return errors::illegal_transition("indices.card_not_in_this_state", fmt::format("{} Mở lại phiếu chấm để xem việc đang chờ.", what));
}
tl::unexpected<Error> no_right() {
  return errors::forbidden("indices.card_not_permitted", "Bạn không được làm việc này trên phiếu chấm. Nhờ người được giao trong đơn vị.");
}

const Rule& rule_for(const Item& item, const Answers& answers) {
  if (item.rule.kind != RuleKind::conditional) return item.rule;
  const auto other = answers.find(item.rule.on);
  if (other != answers.end())
    for (const auto& [key, rule] : item.rule.cases)
      if (key == other->second.choice) return *rule;
  return item.rule;
}
}  // namespace

std::optional<std::string> fault_of(const Item& item, const Answer& a) {
  if (a.not_applicable) return std::nullopt;
  if (item.rule.kind == RuleKind::choice) {
    const auto& options = item.rule.options;
    if (std::none_of(options.begin(), options.end(), [&](const Option& o) { return o.key == a.choice; })) return "Chọn một mức.";
    return std::nullopt;
  }
  if (!a.part) return "Nhập số.";
  if (a.part->is_negative() || *a.part > kMostCounted) return "Nhập số từ 0 trở lên.";
  if (a.whole && (a.whole->is_negative() || *a.whole > kMostCounted)) return "Nhập số từ 0 trở lên.";
  const bool rate = item.rule.kind == RuleKind::conditional ? false : !item.rule.whole.empty();
  if (rate && !a.whole) return fmt::format("Nhập cả “{}”.", item.rule.whole);
  return std::nullopt;
}

bool four_eyes(std::span<const AnswerRow> rows, std::string_view item, const Actor& actor) {
  const auto self = last_of(rows, item, Stage::self);
  return !self || self->by != actor.account();
}

Result<RoundId> Rounds::create(const Actor& actor, const NewRound& wish) {
  if (!wish.owner || !may_for(actor, kReportMake, wish.owner))
    return errors::forbidden("indices.round_not_permitted", "Bạn không được mở kỳ chấm điểm cho đơn vị này. Chọn đơn vị của bạn.");
  std::vector<FieldError> wrong;
  if (wish.name.empty()) wrong.push_back({"ten", "Ghi tên kỳ chấm điểm, ví dụ Chỉ số cải cách hành chính năm 2026."});
  if (wish.to < wish.from) wrong.push_back({"den", "Đến ngày phải từ ngày đầu trở đi."});
  if (wish.to - wish.from > std::chrono::days{400}) wrong.push_back({"den", "Một kỳ chấm dài nhất một năm."});
  if (wish.self_due < wish.from) wrong.push_back({"han_tu_cham", "Hạn tự chấm phải sau ngày đầu của kỳ."});
  if (wish.appraisal_due < wish.self_due) wrong.push_back({"han_giai_trinh", "Hạn giải trình phải từ hạn tự chấm trở đi."});
  if (!wrong.empty()) return errors::invalid_fields("indices.round_invalid", std::move(wrong));
  TRY(const auto set, sets_.open(wish.set));
  const auto tree = g_.identity.tree();
  const auto on = std::min(wish.to, g_.identity.today());
  std::vector<UnitId> units;
  for (const auto u : tree->within(wish.owner, on)) {
    const auto kind = tree->kind(u, on);
    const auto level = tree->level(u, on);
    const bool commune = kind && identity::kind_info(*kind).territorial && level == identity::Level::commune;
    if (set->subject == "tinh" ? u == wish.owner : commune) units.push_back(u);
  }
  if (units.empty())
    return errors::invalid_fields("indices.round_without_units",
                                  {{"don_vi", "Đơn vị này không có xã, phường nào để chấm. Chọn tỉnh, thành phố hoặc xã, phường."}});
  return g_.db.write([&](store::Tx& tx) -> Result<RoundId> {
    const auto now = g_.clock.now();
    RoundRow r{.id = g_.ids.next<RoundTag>(),
               .set = wish.set,
               .owner = wish.owner,
               .name = wish.name,
               .from = wish.from,
               .to = wish.to,
               .self_due = wish.self_due,
               .appraisal_due = wish.appraisal_due,
               .created_at = now,
               .created_by = actor.account(),
               .version = 1};
    table::insert(tx, r);
    TRY_VOID(record(tx, g_, actor, "indices_round", r.id.value, 0, "indices.round_opened"));
    for (const auto u : units) {
      CardRow c{.id = g_.ids.next<CardTag>(), .round = r.id, .unit = u, .version = 1};
      table::insert(tx, c);
      TRY_VOID(record(tx, g_, actor, "indices_card", c.id.value, 0, "indices.card_opened"));
    }
    return r.id;
  });
}

Status Rounds::set_appraiser(const Actor& actor, RoundId id, std::string_view field, AccountId account) {
  return g_.db.write([&](store::Tx& tx) -> Status {
    auto r = table::round(tx, id);
    if (!r || !may_for(actor, kReportMake, r->owner)) return errors::not_found("indices.no_round_to_manage", "Không có kỳ chấm điểm này.");
    if (r->published) return not_now("Kỳ chấm đã công bố.");
    if (account) {
      const auto known = g_.identity.accounts_with(tx, kReportMake, r->owner);
      if (std::none_of(known.begin(), known.end(), [&](const auto& a) { return a.id == account; }))
        return errors::invalid("indices.no_such_appraiser", "Người này không được thẩm định. Chọn lại trong danh sách.");
      table::put_appraiser(tx, id, field, account);
    } else {
      table::drop_appraiser(tx, id, field);
    }
    table::update(tx, [&] {
      auto next = *r;
      ++next.version;
      return next;
    }());
    return record(tx, g_, actor, "indices_round", id.value, r->version, "indices.appraiser_set", field);
  });
}

// One change of one card: `step` writes its rows and may move the state; the journal row follows.
template <class F> Status Rounds::change(const Actor& actor, RoundId round, UnitId unit, std::string_view kind, F&& step) {
  return g_.db.write([&](store::Tx& tx) -> Status {
    TRY(auto l, load(tx, actor, round, unit));
    if (l.round.published) return not_now("Kỳ chấm đã công bố.");
    TRY(l.set, sets_.open(tx, l.round.set));
    const auto version = l.card.version;
    std::string about;
    TRY_VOID(step(tx, l, about));
    l.card.version = version + 1;
    table::update(tx, l.card);
    return record(tx, g_, actor, "indices_card", l.card.id.value, version, kind, about);
  });
}

namespace {
// Writes an answer of a stage with the points it gives beside the other answers of the card.
Status put_answer(store::Tx& tx, const Ground& g, const Actor& actor, CardId card, const CriteriaSet& set, const Item& item, Stage stage,
                  const Rounds::Given& given, std::vector<AnswerRow>& rows) {
  auto answers = answers_of(rows, stage == Stage::self);
  answers[item.id] = given.answer;
  Inputs in;
  in.answers = answers;
  const auto score = score_item(set, item, in);
  AnswerRow row{.id = g.ids.next(),
                .card = card,
                .item = item.id,
                .stage = stage,
                .answer = given.answer,
                .points = score.state == ItemState::scored ? std::optional(score.points) : std::nullopt,
                .reason = given.reason,
                .note = given.note,
                .by = actor.account(),
                .by_name = actor.display_name,
                .at = g.clock.now()};
  table::insert(tx, row);
  rows.push_back(std::move(row));
  return {};
}

Result<const Item*> item_of(const CriteriaSet& set, std::string_view id) {
  const auto* item = set.item(id);
  if (!item) return errors::not_found("indices.no_item_in_set", "Không có tiêu chí này trong bộ. Mở lại phiếu chấm.");
  return item;
}
Status check_answer(const Item& item, const Answers& answers, const Answer& a) {
  auto as_asked = item;
  as_asked.rule = rule_for(item, answers);
  if (as_asked.rule.kind == RuleKind::conditional)
    return errors::invalid_fields("indices.condition_first", {{"tu", fmt::format("Chấm tiêu chí {} trước.", item.rule.on)}});
  if (const auto wrong = fault_of(as_asked, a))
    return errors::invalid_fields("indices.answer_invalid", {{as_asked.rule.kind == RuleKind::choice ? "muc"
                                                              : a.part                               ? "mau"
                                                                                                     : "tu",
                                                              *wrong}});
  return {};
}
}  // namespace

Status Rounds::save_self(const Actor& actor, RoundId round, UnitId unit, const Given& given) {
  return change(actor, round, unit, "indices.self_scored", [&](store::Tx& tx, Loaded& l, std::string& about) -> Status {
    if (!may_for(actor, kReportMake, unit)) return no_right();
    if (l.card.state != CardState::self) return not_now("Điểm tự chấm đã chốt.");
    if (g_.identity.today() > l.round.self_due) return not_now(fmt::format("Đã hết hạn tự chấm ngày {}.", vn_date(l.round.self_due)));
    TRY(const auto* item, item_of(*l.set, given.item));
    if (item->scorer != Scorer::unit)
      return errors::invalid("indices.not_self_scored", "Tiêu chí này không tự chấm. Có ý kiến thì ghi ở phần giải trình.");
    TRY_VOID(check_answer(*item, answers_of(l.answers, true), given.answer));
    about = item->id;
    return put_answer(tx, g_, actor, l.card.id, *l.set, *item, Stage::self, given, l.answers);
  });
}

Status Rounds::add_evidence(const Actor& actor, RoundId round, UnitId unit, const NewEvidence& e) {
  return change(actor, round, unit, "indices.evidence_added", [&](store::Tx& tx, Loaded& l, std::string& about) -> Status {
    if (!may_for(actor, kReportMake, unit)) return no_right();
    const bool open = l.card.state == CardState::self || l.card.state == CardState::appraised || l.card.state == CardState::disputed;
    if (!open) return not_now("Lúc này không thêm được tài liệu.");
    TRY(const auto* item, item_of(*l.set, e.item));
    std::vector<FieldError> wrong;
    if (e.title.empty()) wrong.push_back({"ten_tai_lieu", "Ghi tên tài liệu."});
    if (e.kind == EvidenceKind::link && !e.link.starts_with("https://") && !e.link.starts_with("/"))
      wrong.push_back({"duong_dan", "Ghi địa chỉ bắt đầu bằng https:// hoặc đường dẫn trong hệ thống, bắt đầu bằng /."});
    if (e.kind == EvidenceKind::extract && !e.link.starts_with("/bao-cao"))
      wrong.push_back({"duong_dan", "Ghi đường dẫn của báo cáo trong hệ thống, ví dụ /bao-cao/da-chot/…"});
    if (!wrong.empty()) return errors::invalid_fields("indices.evidence_invalid", std::move(wrong));
    about = item->id;
    table::insert(tx, EvidenceRow{.id = g_.ids.next(),
                                  .card = l.card.id,
                                  .item = item->id,
                                  .kind = e.kind,
                                  .title = e.title,
                                  .number = e.number,
                                  .day = e.day,
                                  .link = e.link,
                                  .by = actor.account(),
                                  .by_name = actor.display_name,
                                  .at = g_.clock.now()});
    return {};
  });
}

Status Rounds::withdraw_evidence(const Actor& actor, RoundId round, UnitId unit, std::int64_t id) {
  return change(actor, round, unit, "indices.evidence_withdrawn", [&](store::Tx& tx, Loaded& l, std::string& about) -> Status {
    if (!may_for(actor, kReportMake, unit)) return no_right();
    if (l.card.state != CardState::self) return not_now("Điểm tự chấm đã chốt, tài liệu được giữ nguyên.");
    const auto found =
        std::find_if(l.evidence.begin(), l.evidence.end(), [&](const EvidenceRow& e) { return e.id == id && !e.withdrawn_at; });
    if (found == l.evidence.end()) return errors::not_found("indices.no_evidence", "Không còn tài liệu này.");
    about = found->item;
    table::withdraw_evidence(tx, id, g_.clock.now());
    return {};
  });
}

Status Rounds::lock(const Actor& actor, RoundId round, UnitId unit) {
  TRY(const auto view, card(actor, round, unit));
  if (!view.missing.empty())
    return errors::invalid("indices.self_score_incomplete",
                           fmt::format("Chưa chốt được: {}{}", view.missing.front(),
                                       view.missing.size() > 1 ? fmt::format(" Còn {} mục nữa như vậy.", view.missing.size() - 1) : ""));
  return change(actor, round, unit, "indices.self_locked", [&](store::Tx&, Loaded& l, std::string&) -> Status {
    if (!may_for(actor, kDirectiveGive, unit)) return errors::forbidden("indices.lock_by_head", "Người đứng đầu đơn vị chốt điểm tự chấm.");
    if (l.card.version != view.card.version || l.card.state != CardState::self) return not_now("Phiếu vừa có thay đổi.");
    if (g_.identity.today() > l.round.self_due) return not_now("Đã hết hạn tự chấm.");
    l.card.state = CardState::locked;
    return {};
  });
}

Status Rounds::appraise(const Actor& actor, RoundId round, UnitId unit, const Given& given) {
  return change(actor, round, unit, "indices.appraised", [&](store::Tx& tx, Loaded& l, std::string& about) -> Status {
    TRY(const auto* item, item_of(*l.set, given.item));
    const auto named = table::appraisers(tx, round);
    const auto field = l.set->field_of(item->id)->id;
    const auto found = named.find(field);
    if (!may_for(actor, kReportMake, l.round.owner)) return no_right();
    if (found != named.end() && found->second != actor.account())
      return errors::forbidden("indices.field_of_another", "Lĩnh vực này giao cho người khác thẩm định.");
    const bool second = l.card.state == CardState::disputed;
    if (!second && l.card.state != CardState::locked) return not_now("Phiếu không ở bước thẩm định.");
    if (item->scorer != Scorer::unit)
      return errors::invalid("indices.not_appraised", "Tiêu chí này không thẩm định: hệ thống hoặc điều tra cho điểm.");
    if (second && !last_of(l.answers, item->id, Stage::disputed)) return not_now("Đơn vị không giải trình tiêu chí này.");
    if (!four_eyes(l.answers, item->id, actor))
      return errors::forbidden("indices.own_score", "Người tự chấm không thẩm định điểm của chính mình.");
    TRY_VOID(check_answer(*item, answers_of(l.answers, false), given.answer));
    Inputs in;
    in.answers = answers_of(l.answers, false);
    in.answers[item->id] = given.answer;
    const auto now = score_item(*l.set, *item, in);
    const auto self = last_of(l.answers, item->id, Stage::self);
    const bool lower = self && self->points && now.points < *self->points;
    const auto codes = reason_codes();
    if (lower && std::none_of(codes.begin(), codes.end(), [&](const auto& c) { return c.first == given.reason; }))
      return errors::invalid_fields("indices.reason_needed", {{"ly_do", "Điểm thấp hơn tự chấm: chọn lý do."}});
    about = item->id;
    return put_answer(tx, g_, actor, l.card.id, *l.set, *item, second ? Stage::second : Stage::appraised, given, l.answers);
  });
}

Status Rounds::keep_self(const Actor& actor, RoundId round, UnitId unit, std::string_view field) {
  return change(actor, round, unit, "indices.field_kept", [&](store::Tx& tx, Loaded& l, std::string& about) -> Status {
    const auto named = table::appraisers(tx, round);
    const auto found = named.find(std::string(field));
    const auto* wanted = l.set->field(field);
    if (!wanted || !may_for(actor, kReportMake, l.round.owner) || (found != named.end() && found->second != actor.account()))
      return no_right();
    if (l.card.state != CardState::locked) return not_now("Phiếu không ở bước thẩm định.");
    about = field;
    for (const auto& c : wanted->criteria)
      for (const auto& item : c.items) {
        const auto self = last_of(l.answers, item.id, Stage::self);
        if (item.scorer != Scorer::unit || !self || last_of(l.answers, item.id, Stage::appraised)) continue;
        if (!four_eyes(l.answers, item.id, actor))
          return errors::forbidden("indices.own_scores", "Người tự chấm không thẩm định điểm của chính mình.");
        TRY_VOID(put_answer(tx, g_, actor, l.card.id, *l.set, item, Stage::appraised, {item.id, self->answer, "", ""}, l.answers));
      }
    return {};
  });
}

Status Rounds::finish_appraisal(const Actor& actor, RoundId round, UnitId unit) {
  return change(actor, round, unit, "indices.appraisal_finished", [&](store::Tx&, Loaded& l, std::string&) -> Status {
    if (!may_for(actor, kReportMake, l.round.owner)) return no_right();
    const bool second = l.card.state == CardState::disputed;
    if (!second && l.card.state != CardState::locked) return not_now("Phiếu không ở bước thẩm định.");
    for (const auto* item : l.set->items()) {
      if (item->scorer != Scorer::unit) continue;
      const auto asked = last_of(l.answers, item->id, second ? Stage::disputed : Stage::self);
      const auto answered = last_of(l.answers, item->id, second ? Stage::second : Stage::appraised);
      if (asked && (!answered || answered->id < asked->id))
        return errors::invalid("indices.appraisal_incomplete", fmt::format("Chưa thẩm định tiêu chí {} {}.", item->id, item->name));
    }
    l.card.state = second ? CardState::final : CardState::appraised;
    return {};
  });
}

Status Rounds::dispute(const Actor& actor, RoundId round, UnitId unit, const Given& given) {
  return change(actor, round, unit, "indices.disputed", [&](store::Tx& tx, Loaded& l, std::string& about) -> Status {
    if (!may_for(actor, kReportMake, unit)) return no_right();
    if (l.card.state != CardState::appraised && l.card.state != CardState::disputed) return not_now("Chưa đến bước giải trình.");
    if (g_.identity.today() > l.round.appraisal_due)
      return not_now(fmt::format("Đã hết hạn giải trình ngày {}.", vn_date(l.round.appraisal_due)));
    TRY(const auto* item, item_of(*l.set, given.item));
    if (item->scorer != Scorer::unit)
      return errors::invalid("indices.not_disputed",
                             "Tiêu chí này do hệ thống hoặc điều tra cho điểm. Báo sai sót của hồ sơ tại hồ sơ đó.");
    if (given.note.empty()) return errors::invalid_fields("indices.dispute_without_note", {{"y_kien", "Ghi nội dung giải trình."}});
    TRY_VOID(check_answer(*item, answers_of(l.answers, true), given.answer));
    about = item->id;
    l.card.state = CardState::disputed;
    return put_answer(tx, g_, actor, l.card.id, *l.set, *item, Stage::disputed, given, l.answers);
  });
}

Status Rounds::accept(const Actor& actor, RoundId round, UnitId unit) {
  return change(actor, round, unit, "indices.accepted", [&](store::Tx&, Loaded& l, std::string&) -> Status {
    const bool over = g_.identity.today() > l.round.appraisal_due;
    if (!may_for(actor, kDirectiveGive, unit) && !(over && may_for(actor, kReportMake, l.round.owner))) return no_right();
    if (l.card.state != CardState::appraised) return not_now("Phiếu không ở bước này.");
    l.card.state = CardState::final;
    return {};
  });
}

Status Rounds::survey(const Actor& actor, RoundId round, UnitId unit, const Given& given) {
  return change(actor, round, unit, "indices.survey_entered", [&](store::Tx& tx, Loaded& l, std::string& about) -> Status {
    if (!may_for(actor, kReportMake, l.round.owner)) return no_right();
    TRY(const auto* item, item_of(*l.set, given.item));
    if (item->scorer != Scorer::survey && item->scorer != Scorer::owner)
      return errors::invalid("indices.not_by_survey", "Tiêu chí này không do điều tra hay cơ quan chấm ghi.");
    if (given.note.empty())
      return errors::invalid_fields("indices.survey_without_source", {{"y_kien", "Ghi nguồn: cuộc điều tra, số văn bản."}});
    TRY_VOID(check_answer(*item, answers_of(l.answers, false), given.answer));
    about = item->id;
    return put_answer(tx, g_, actor, l.card.id, *l.set, *item, Stage::survey, given, l.answers);
  });
}

Status Rounds::publish(const Actor& actor, RoundId id, std::string_view decision) {
  TRY(const auto view, open(actor, id));
  if (!view.may_publish)
    return errors::forbidden("indices.publish_not_permitted", "Người đứng đầu cơ quan tổ chức chấm điểm công bố kết quả.");
  if (decision.empty())
    return errors::invalid_fields("indices.publish_without_decision", {{"quyet_dinh", "Ghi số, ngày của quyết định công bố."}});
  for (const auto& c : view.cards)
    if (c.row.state != CardState::final)
      return errors::invalid("indices.cards_not_final", fmt::format("Chưa công bố được: phiếu của {} chưa có kết quả cuối.", c.name));
  std::vector<UnitId> units;
  for (const auto& c : view.cards) units.push_back(c.row.unit);
  TRY(const auto live, live_.by_place(g_.identity.system_actor(), question_of(view.row, view.row.owner), units));
  return g_.db.write([&](store::Tx& tx) -> Status {
    auto r = table::round(tx, id);
    if (!r || r->version != view.row.version)
      return errors::conflict("indices.round_changed", "Kỳ chấm vừa có thay đổi. Mở lại rồi công bố.");
    for (const auto& c : view.cards) {
      auto card = table::card(tx, c.row.id);
      if (!card || card->version != c.row.version)
        return errors::conflict("indices.card_changed", "Một phiếu vừa có thay đổi. Mở lại rồi công bố.");
      const auto facts = values_of(live.at(c.row.unit));
      for (const auto& [fact, value] : facts) table::put_fact(tx, card->id, fact, value);
      const auto scored = scored_of(*view.set, answers_of(table::answers(tx, card->id), false), facts, r->to);
      card->total = scored.total;
      card->rank = c.rank;
      card->grade = scored.grade ? scored.grade->label : "";
      card->version = c.row.version + 1;
      table::update(tx, *card);
      TRY_VOID(record(tx, g_, actor, "indices_card", card->id.value, c.row.version, "indices.card_published"));
    }
    r->published = true;
    r->decision = decision;
    r->published_at = g_.clock.now();
    const auto version = r->version;
    r->version = version + 1;
    table::update(tx, *r);
    return record(tx, g_, actor, "indices_round", id.value, version, "indices.round_published", decision);
  });
}

}  // namespace motcua::indices
