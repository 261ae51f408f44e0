#include "calendar/due.hpp"

#include <algorithm>

#include "calendar/tables.hpp"

namespace motcua::calendar {

namespace {

using Tables = WorkCalendar::Tables;

// Walks one term over the calendar, pause by pause. Nothing: the calendar ends before the term does.
class Walk {
 public:
  Walk(const Tables& tables, const Term& term, DueMode mode, TimeOfDay cutoff, std::vector<PauseProof>& pauses, std::size_t& next)
      : t_(tables), term_(term), mode_(mode), cutoff_(cutoff), pauses_(pauses), next_(next) {}

  std::optional<Minute> run(Minute start) {
    switch (term_.unit()) {
      case TermUnit::working_days: return working(start, term_.whole_days(), term_.fraction_minutes());
      case TermUnit::working_hours:
      case TermUnit::working_minutes: return working(start, 0, term_.value());
      case TermUnit::calendar_days:
      case TermUnit::months: return counted_days(start);
      case TermUnit::same_day: return same_day(start);
    }
    return std::nullopt;
  }

 private:
  // The next pause that bites between `begin` and `end`; those that do not are told why and passed over. A pause that begins at
  // or after `end` is left for whatever runs after (an extension).
  PauseProof* next_pause(Minute begin, Minute end, bool only_working_time) {
    for (; next_ < pauses_.size(); ++next_) {
      auto& pause = pauses_[next_];
      const Minute from = std::max(begin, to_minute(pause.from));
      const Minute to = to_minute(pause.to);
      if (from >= end) return nullptr;
      if (to <= begin) continue;
      // A pause that outlasts the calendar bites; the walk after it finds no day.
      if (only_working_time && t_.covers(t_.index_of(to)) && t_.worked_until(from) == t_.worked_until(to)) {
        pause.effect = PauseEffect::no_working_time;
        continue;
      }
      pause.effect = PauseEffect::counted;
      ++next_;
      return &pause;
    }
    return nullptr;
  }

  Minute end_of(std::int32_t day, int clock) const { return mode_ == DueMode::day_end ? t_.closing(day) : t_.same_clock(day, clock); }

  // Whole working days first, then minutes from the end of the last whole day (or from the start). A rest of a day never ends
  // later than the next working day does, however short that day is.
  std::optional<Minute> working(Minute start, std::int32_t days, std::int64_t minutes) {
    const bool rest_of_day = term_.unit() == TermUnit::working_days;
    auto from = t_.normalise(start);
    for (;;) {
      if (!from) return std::nullopt;
      const int clock = static_cast<int>(from->at - t_.midnight(from->day));
      std::int32_t last = from->day;
      Minute whole = from->at;
      if (days > 0) {
        last = t_.working_day_after(from->day, days);
        if (last < 0) return std::nullopt;
        whole = end_of(last, clock);
      }
      Minute due = whole;
      if (minutes > 0) {
        const auto end = t_.when_worked(t_.worked_until(whole) + minutes);
        if (!end) return std::nullopt;
        due = *end;
        const auto following = rest_of_day ? t_.working_day_after(last, 1) : -1;
        if (following >= 0) due = std::min(due, t_.closing(following));
      }
      auto* pause = next_pause(from->at, due, true);
      if (pause == nullptr) return due;
      const Minute stop = std::max(from->at, to_minute(pause->from));
      if (days > 0 && stop < whole) {
        const auto used = whole_days_used(from->day, clock, stop);
        days -= used;
        pause->used = used;
        pause->left = days;
      } else {
        days = 0;
        pause->used = static_cast<std::int32_t>(t_.worked_until(stop) - t_.worked_until(whole));
        minutes -= pause->used;
        pause->left = static_cast<std::int32_t>(minutes);
        pause->in_minutes = true;
      }
      from = t_.normalise(to_minute(pause->to));
    }
  }

  // Working days after `first` that were over at `stop`.
  std::int32_t whole_days_used(std::int32_t first, int clock, Minute stop) const {
    const auto day = static_cast<std::int32_t>(t_.index_of(stop));
    if (day <= first) return 0;
    const bool over = t_.works(day) && stop >= end_of(day, clock);
    return t_.rank(day) - t_.rank(first + 1) + (over ? 1 : 0);
  }

  // Every day counts, the day of the event does not; a last day that is off moves to the next working day.
  std::optional<Minute> counted_days(Minute start) {
    auto day = t_.index_of(start);
    if (!t_.covers(day)) return std::nullopt;
    std::int64_t left = term_.value();
    if (term_.unit() == TermUnit::months) left = t_.months_later(static_cast<std::int32_t>(day), term_.value()) - day;
    Minute begin = start;
    for (;;) {
      if (!t_.covers(day + left)) return std::nullopt;
      const auto last = t_.working_day_from(day + left);
      if (last < 0) return std::nullopt;
      const Minute due = t_.closing(last);
      auto* pause = next_pause(begin, due, false);
      if (pause == nullptr) return due;
      const auto stop = t_.index_of(std::max(begin, to_minute(pause->from)));
      const auto used = std::clamp<std::int64_t>(stop - day - 1, 0, left - 1);
      left -= used;
      pause->used = static_cast<std::int32_t>(used);
      pause->left = static_cast<std::int32_t>(left);
      begin = to_minute(pause->to);
      day = t_.index_of(begin);
    }
  }

  std::optional<Minute> same_day(Minute start) {
    for (;;) {
      const auto from = t_.normalise(start);
      if (!from) return std::nullopt;
      auto day = from->day;
      if (t_.index_of(start) == day && start - t_.midnight(day) > cutoff_.minutes) day = t_.working_day_after(day, 1);
      if (day < 0) return std::nullopt;
      auto* pause = next_pause(from->at, t_.closing(day), true);
      if (pause == nullptr) return t_.closing(day);
      start = to_minute(pause->to);
    }
  }

  const Tables& t_;
  const Term& term_;
  DueMode mode_;
  TimeOfDay cutoff_;
  std::vector<PauseProof>& pauses_;
  std::size_t& next_;
};

tl::unexpected<Error> out_of_years() {
  return errors::invalid("calendar.out_of_years",
                         "Thời hạn vượt ra ngoài các năm đã lập lịch làm việc. Kiểm tra ngày bắt đầu và thời hạn.");
}

// In order, joined where they touch or overlap, without empty ones.
Result<std::vector<PauseProof>> in_order(const std::vector<Pause>& pauses) {
  std::vector<PauseProof> out;
  if (pauses.empty()) return out;
  out.reserve(pauses.size());
  for (const auto& pause : pauses) {
    if (!pause.to) return errors::conflict("calendar.paused", "Hồ sơ đang tạm dừng nên chưa có hạn. Hạn được tính khi tiếp tục xử lý.");
    if (*pause.to < pause.from)
      return errors::invalid("calendar.pause_backwards", "Lúc tiếp tục phải sau lúc tạm dừng. Sửa lại khoảng tạm dừng.");
    if (*pause.to > pause.from) out.push_back({.from = pause.from, .to = *pause.to, .effect = PauseEffect::outside_term});
  }
  std::ranges::sort(out, {}, &PauseProof::from);
  std::size_t kept = 0;
  for (std::size_t i = 1; i < out.size(); ++i) {
    if (out[i].from <= out[kept].to) {
      out[kept].to = std::max(out[kept].to, out[i].to);
    } else {
      out[++kept] = out[i];
    }
  }
  if (!out.empty()) out.resize(kept + 1);
  return out;
}

// Fills what follows from start, term, mode, cut-off, pauses, restart, extension and promise of the proof.
Status settle(const WorkCalendar& calendar, Proof& proof) {
  const auto& tables = calendar.tables();
  const Instant from = proof.restart.value_or(proof.start);
  const auto start = tables.normalise(to_minute(from));
  if (!start) return out_of_years();
  proof.calendar = tables.version;
  proof.counted_from = to_instant_of(start->at);
  proof.start_note = start->note;

  std::size_t next = 0;
  if (proof.restart) {
    for (; next < proof.pauses.size() && proof.pauses[next].to <= *proof.restart; ++next)
      proof.pauses[next].effect = PauseEffect::superseded;
  }
  const std::size_t first = next;
  if (proof.promise) {
    auto own = proof.pauses;  // the legal term tells the effects
    const auto promised = Walk(tables, *proof.promise, proof.mode, proof.cutoff, own, next).run(to_minute(from));
    if (!promised) return out_of_years();
    proof.promised = to_instant_of(*promised);
    next = first;
  }
  auto due = Walk(tables, proof.term, proof.mode, proof.cutoff, proof.pauses, next).run(to_minute(from));
  if (!due) return out_of_years();
  proof.original = to_instant_of(*due);
  if (proof.promised) proof.promised = std::min(*proof.promised, proof.original);
  if (proof.extension) {
    due = Walk(tables, *proof.extension, proof.mode, proof.cutoff, proof.pauses, next).run(*due);
    if (!due) return out_of_years();
  }
  proof.moment = to_instant_of(*due);
  return {};
}

}  // namespace

Result<DueMoment> due(const WorkCalendar& calendar, const DueRequest& request) {
  if (request.restart && request.restart->at < request.start)
    return errors::invalid("calendar.restart_before_start", "Lúc tính lại phải sau lúc tiếp nhận. Sửa lại ngày giờ.");
  DueMoment out;
  auto& proof = out.proof;
  proof.start = request.start;
  proof.term = request.term;
  proof.mode = request.mode;
  proof.cutoff = request.cutoff;
  if (!request.pauses.empty()) {
    TRY(proof.pauses, in_order(request.pauses));
  }
  if (request.restart) proof.restart = request.restart->at;
  if (request.extension) proof.extension = request.extension->by;
  proof.promise = request.promise;
  TRY_VOID(settle(calendar, proof));
  out.moment = proof.moment;
  out.original = proof.original;
  out.promised = proof.promised;
  return out;
}

Result<Instant> recompute(const WorkCalendar& calendar, const Proof& proof) {
  Proof again = proof;
  for (auto& pause : again.pauses) pause = {.from = pause.from, .to = pause.to, .effect = PauseEffect::outside_term};
  TRY_VOID(settle(calendar, again));
  return again.moment;
}

}  // namespace motcua::calendar
