// The proof spelled out: every day counted or skipped, with its reason and source.
#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/json.hpp"
#include "calendar/due.hpp"
#include "calendar/tables.hpp"

namespace motcua::calendar {

namespace {

using Tables = WorkCalendar::Tables;
using Kind = ProofLine::Kind;

std::string weekday_date(Day day) {
  constexpr std::array kNames{"Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"};
  return fmt::format("{} {}", kNames[std::chrono::weekday{day}.c_encoding()], vn_date(day));
}

// Sentences begin with a capital; "thứ" is the only word above that begins small.
std::string sentence(std::string text) {
  if (text.starts_with("thứ")) text[0] = 'T';
  return text;
}

std::string clock_text(int minutes) { return TimeOfDay{static_cast<std::int16_t>(minutes)}.text(); }

std::string_view note_text(StartNote note) {
  switch (note) {
    case StartNote::in_session: return "trong giờ làm việc";
    case StartNote::before_opening: return "trước giờ làm việc";
    case StartNote::between_sessions: return "giữa hai buổi làm việc";
    case StartNote::after_hours: return "sau giờ làm việc";
    case StartNote::day_off: return "vào ngày không làm việc";
  }
  return {};
}

class Teller {
 public:
  Teller(const Tables& tables, const Proof& proof, std::span<const Pause> reasons, std::vector<ProofLine>& lines)
      : t_(tables), proof_(proof), reasons_(reasons), lines_(lines) {}

  void tell() {
    tell_start();
    tell_term(proof_.term, to_minute(proof_.restart.value_or(proof_.start)), to_minute(proof_.original));
    if (proof_.extension) {
      const Day day = day_of(proof_.original);
      add({.first = day,
           .last = day,
           .kind = Kind::extension,
           .end = proof_.original,
           .text = fmt::format("Hạn ban đầu {} {}. Gia hạn một lần thêm {}, tính tiếp từ hạn ban đầu.", vn_time(proof_.original),
                               weekday_date(day), proof_.extension->words())});
      tell_term(*proof_.extension, to_minute(proof_.original), to_minute(proof_.moment));
    }
    tell_rest_of_pauses();
    const Day day = day_of(proof_.moment);
    add({.first = day,
         .last = day,
         .kind = Kind::due,
         .end = proof_.moment,
         .text = fmt::format("Hạn: {} {}.", vn_time(proof_.moment), weekday_date(day))});
    if (proof_.promised) tell_promise();
  }

 private:
  void add(ProofLine line) { lines_.push_back(std::move(line)); }

  void tell_start() {
    const Day day = day_of(proof_.start);
    if (proof_.restart) {
      add({.first = day,
           .last = day,
           .kind = Kind::start,
           .text = fmt::format("Tiếp nhận {} {}; thời hạn {} được tính lại từ đầu kể từ {} {}.", vn_time(proof_.start), weekday_date(day),
                               proof_.term.words(), vn_time(*proof_.restart), weekday_date(day_of(*proof_.restart)))});
    }
    const Instant from = proof_.restart.value_or(proof_.start);
    auto text = fmt::format("{} {} {}, {}", proof_.restart ? "Tính lại từ" : "Tiếp nhận", vn_time(from), weekday_date(day_of(from)),
                            note_text(proof_.start_note));
    if (proof_.start_note != StartNote::in_session)
      text += fmt::format(", nên coi như bắt đầu lúc {} {}", vn_time(proof_.counted_from), weekday_date(day_of(proof_.counted_from)));
    text += fmt::format(". Thời hạn {}", proof_.term.words());
    const bool in_days = proof_.term.unit() == TermUnit::calendar_days || proof_.term.unit() == TermUnit::months ||
                         (proof_.term.unit() == TermUnit::working_days && proof_.term.whole_days() > 0);
    text += in_days ? "; ngày bắt đầu không tính." : ".";
    add({.first = day_of(from),
         .last = day_of(from),
         .kind = Kind::start,
         .text = std::move(text),
         .source = in_days ? "Bộ luật Dân sự 2015, Điều 147" : ""});
  }

  // The days off between an event and the first working time after it.
  void skip_to(Minute event, const Tables::StartAt& from) {
    if (from.note == StartNote::day_off || from.note == StartNote::after_hours)
      skip_days(static_cast<std::int32_t>(t_.index_of(event)), from.day - 1);
  }

  void tell_term(const Term& term, Minute start, Minute due) {
    switch (term.unit()) {
      case TermUnit::working_days: return tell_working(start, due, term.whole_days());
      case TermUnit::working_hours:
      case TermUnit::working_minutes: return tell_working(start, due, 0);
      case TermUnit::calendar_days:
      case TermUnit::months: return tell_counted_days(start, due);
      case TermUnit::same_day: return tell_same_day(start, due);
    }
  }

  const PauseProof* next_counted(Minute due) {
    for (; next_ < proof_.pauses.size(); ++next_) {
      const auto& pause = proof_.pauses[next_];
      if (to_minute(pause.from) >= due) return nullptr;
      if (pause.effect == PauseEffect::counted) {
        ++next_;
        return &pause;
      }
      tell_idle_pause(pause);
    }
    return nullptr;
  }

  void tell_working(Minute start, Minute due, std::int32_t days) {
    auto from = *t_.normalise(start);
    const auto whole = days;
    skip_to(start, from);
    for (;;) {
      const auto* pause = next_counted(due);
      const Minute stop = pause == nullptr ? due : std::max(from.at, to_minute(pause->from));
      auto count = days;
      if (pause != nullptr && !pause->in_minutes) count = pause->used;
      Minute at = from.at;
      if (count > 0) at = count_days(from.day, count, static_cast<int>(from.at - t_.midnight(from.day)), whole - days);
      days -= count;
      if (pause == nullptr || pause->in_minutes) {
        count_minutes(at, stop);
      } else {
        skip_days(at == from.at ? from.day + 1 : static_cast<std::int32_t>(t_.index_of(at)) + 1,
                  static_cast<std::int32_t>(t_.index_of(stop)) - 1);
      }
      if (pause == nullptr) return;
      tell_pause(*pause);
      from = *t_.normalise(to_minute(pause->to));
      tell_resumed(*pause, from, days > 0);
    }
  }

  // Counts working days after `first`; gives the end of the last one.
  Minute count_days(std::int32_t first, std::int32_t count, int clock, std::int32_t before) {
    Minute end = 0;
    for (std::int32_t day = first + 1, n = 0; n < count; ++day) {
      if (!t_.works(day)) continue;
      skip_days(skipped_from(first, day), day - 1);
      ++n;
      end = proof_.mode == DueMode::day_end ? t_.closing(day) : t_.same_clock(day, clock);
      auto text = fmt::format("{}: ngày làm việc thứ {}", weekday_date(t_.day(day)), before + n);
      std::string source;
      if (const auto* note = t_.note(day)) {
        text += fmt::format(" ({})", note->reason);
        source = note->source;
      }
      add({.first = t_.day(day),
           .last = t_.day(day),
           .kind = Kind::counted,
           .days = 1,
           .end = to_instant_of(end),
           .text = sentence(text + "."),
           .source = std::move(source)});
      counted_until_ = day;
    }
    return end;
  }

  std::int32_t skipped_from(std::int32_t first, std::int32_t day) const {
    return std::max(first, counted_until_ < day ? counted_until_ : first) + 1;
  }

  // Working time from `at` to `stop`, day by day.
  void count_minutes(Minute at, Minute stop) {
    if (at >= stop) return;
    const auto first = static_cast<std::int32_t>(t_.index_of(at));
    const auto last = static_cast<std::int32_t>(t_.index_of(stop));
    std::int32_t unskipped = first + 1;
    for (std::int32_t day = first; day <= last; ++day) {
      if (!t_.works(day)) continue;
      const int from = day == first ? static_cast<int>(at - t_.midnight(day)) : 0;
      const int to = day == last ? static_cast<int>(stop - t_.midnight(day)) : kMinutesPerDay;
      const auto& schedule = t_.schedule(day);
      const int worked = schedule.worked_before(to) - schedule.worked_before(from);
      if (worked == 0) continue;
      skip_days(unskipped, day - 1);
      unskipped = day + 1;
      std::string spans;
      for (std::size_t i = 0; i < static_cast<std::size_t>(schedule.count); ++i) {
        const int a = std::max<int>(from, schedule.spans[i].from);
        const int b = std::min<int>(to, schedule.spans[i].to);
        if (a < b) spans += fmt::format("{}{}–{}", spans.empty() ? "" : " và ", clock_text(a), clock_text(b));
      }
      const Minute end = t_.midnight(day) + std::min(to, schedule.closing());
      const auto* note = t_.note(day);
      add({.first = t_.day(day),
           .last = t_.day(day),
           .kind = Kind::counted,
           .minutes = worked,
           .end = to_instant_of(end),
           .text = sentence(fmt::format("{}: {}, tính {}{}.", weekday_date(t_.day(day)), spans, hours_words(worked),
                                        note == nullptr ? "" : " (" + note->reason + ")")),
           .source = note == nullptr ? "" : note->source});
      counted_until_ = day;
    }
  }

  static std::string hours_words(int minutes) {
    if (minutes % 60 == 0) return fmt::format("{} giờ", minutes / 60);
    return minutes < 60 ? fmt::format("{} phút", minutes) : fmt::format("{} giờ {} phút", minutes / 60, minutes % 60);
  }

  // Days of a run that were not worked, those of one reason on one line.
  void skip_days(std::int32_t from, std::int32_t to) {
    while (from <= to) {
      if (t_.works(from)) {
        ++from;
        continue;
      }
      auto last = from;
      while (last < to && !t_.works(last + 1) && same_reason(from, last + 1)) ++last;
      add_skipped(from, last);
      from = last + 1;
    }
  }

  bool same_reason(std::int32_t a, std::int32_t b) const {
    const auto* left = t_.note(a);
    const auto* right = t_.note(b);
    if (left == nullptr || right == nullptr)
      return left == right && t_.cells[static_cast<std::size_t>(a)].kind == t_.cells[static_cast<std::size_t>(b)].kind;
    return left->reason == right->reason;
  }

  void add_skipped(std::int32_t from, std::int32_t to) {
    std::string why;
    std::string source;
    if (const auto* note = t_.note(from)) {
      why = note->reason;
      source = note->source;
      if (note->default_choice) why += "; chưa có quyết định của năm, tính theo quy tắc mặc định";
    } else {
      why = t_.cells[static_cast<std::size_t>(from)].kind == DayKind::reception_only
                ? "chỉ tiếp nhận và trả kết quả, không tính vào thời hạn"
                : "nghỉ hằng tuần";
    }
    auto when = weekday_date(t_.day(from));
    if (to > from) when += " – " + weekday_date(t_.day(to));
    add({.first = t_.day(from),
         .last = t_.day(to),
         .kind = Kind::skipped,
         .text = sentence(fmt::format("{}: không tính, {}.", when, why)),
         .source = std::move(source)});
  }

  void tell_counted_days(Minute start, Minute due) {
    auto day = static_cast<std::int32_t>(t_.index_of(start));
    for (;;) {
      const auto* pause = next_counted(due);
      if (pause == nullptr) break;
      if (pause->used > 0) add_counted_run(day + 1, day + pause->used);
      tell_pause(*pause);
      day = static_cast<std::int32_t>(t_.index_of(to_minute(pause->to)));
      lines_.push_back(
          {.first = t_.day(day),
           .last = t_.day(day),
           .kind = Kind::resumed,
           .text = fmt::format("Tiếp tục từ {} {}; ngày tiếp tục không tính.", vn_time(pause->to), weekday_date(t_.day(day)))});
      left_ = pause->left;
    }
    // What is left runs to the day before the run of days off that ends at the due day.
    const auto due_day = static_cast<std::int32_t>(t_.index_of(due));
    const auto last = left_ > 0 ? day + left_ : nominal_end(day, due_day);
    left_ = 0;
    add_counted_run(day + 1, last);
    if (last < due_day) {
      add({.first = t_.day(last),
           .last = t_.day(last),
           .kind = Kind::skipped,
           .text = fmt::format("Ngày cuối {} là ngày nghỉ, thời hạn kết thúc vào ngày làm việc tiếp theo.", weekday_date(t_.day(last))),
           .source = "Bộ luật Dân sự 2015, Điều 148"});
      skip_days(last, due_day - 1);
    }
  }

  std::int32_t nominal_end(std::int32_t day, std::int32_t due_day) const {
    const Term& term = telling_extension() ? *proof_.extension : proof_.term;
    if (term.unit() == TermUnit::calendar_days) return day + term.value();
    return static_cast<std::int32_t>(std::min<std::int64_t>(due_day, t_.months_later(day, term.value())));
  }
  bool telling_extension() const {
    return std::ranges::any_of(lines_, [](const ProofLine& line) { return line.kind == Kind::extension; });
  }

  void add_counted_run(std::int32_t from, std::int32_t to) {
    const int count = to - from + 1;
    add({.first = t_.day(from),
         .last = t_.day(to),
         .kind = Kind::counted,
         .days = count,
         .text = count == 1 ? fmt::format("Tính 1 ngày: {}.", weekday_date(t_.day(from)))
                            : fmt::format("Tính {} ngày liên tục, kể cả ngày nghỉ: từ {} đến {}.", count, weekday_date(t_.day(from)),
                                          weekday_date(t_.day(to)))});
  }

  void tell_same_day(Minute start, Minute due) {
    bool resumed = false;
    for (;;) {
      const auto* pause = next_counted(due);
      if (pause == nullptr) break;
      tell_pause(*pause);
      start = to_minute(pause->to);
      const auto from = *t_.normalise(start);
      tell_resumed(*pause, from, false);
      resumed = true;
    }
    const auto from = *t_.normalise(start);
    const auto day = static_cast<std::int32_t>(t_.index_of(due));
    if (!resumed) skip_to(start, from);
    if (from.day != day) {
      add({.first = t_.day(from.day),
           .last = t_.day(from.day),
           .kind = Kind::skipped,
           .text = fmt::format("Sau {} nên trả kết quả trong ngày làm việc tiếp theo.", proof_.cutoff.text())});
      skip_days(from.day + 1, day - 1);
    }
    add({.first = t_.day(day),
         .last = t_.day(day),
         .kind = Kind::counted,
         .end = to_instant_of(due),
         .text = sentence(fmt::format("{}: trả kết quả trong ngày, đến hết buổi làm việc cuối.", weekday_date(t_.day(day))))});
  }

  std::string reason_of(const PauseProof& pause) const {
    std::string text;
    for (const auto& reason : reasons_) {
      if (reason.reason.empty() || reason.from < pause.from || !reason.to || *reason.to > pause.to) continue;
      text += (text.empty() ? "" : "; ") + reason.reason;
    }
    return text.empty() ? text : " (" + text + ")";
  }

  void tell_pause(const PauseProof& pause) {
    const bool same_day = proof_.term.unit() == TermUnit::same_day;
    const auto amount = [&](std::int32_t n) { return pause.in_minutes ? duration_words(n) + " làm việc" : fmt::format("{} ngày", n); };
    auto text = fmt::format("Tạm dừng từ {} {} đến {} {}{}", vn_time(pause.from), weekday_date(day_of(pause.from)), vn_time(pause.to),
                            weekday_date(day_of(pause.to)), reason_of(pause));
    text += same_day ? "." : fmt::format(": đã dùng {}, còn {}.", amount(pause.used), amount(pause.left));
    add({.first = day_of(pause.from), .last = day_of(pause.to), .kind = Kind::paused, .text = std::move(text)});
  }

  void tell_resumed(const PauseProof& pause, const Tables::StartAt& from, bool days_left) {
    skip_to(to_minute(pause.to), from);
    const Instant at = to_instant_of(from.at);
    auto text = fmt::format("Tiếp tục từ {} {}", vn_time(at), weekday_date(t_.day(from.day)));
    if (from.note != StartNote::in_session)
      text += fmt::format(" ({} lúc {} {})", note_text(from.note), vn_time(pause.to), vn_date(pause.to));
    add({.first = t_.day(from.day),
         .last = t_.day(from.day),
         .kind = Kind::resumed,
         .text = text + (days_left ? "; ngày tiếp tục không tính." : ".")});
    counted_until_ = from.day;
  }

  void tell_idle_pause(const PauseProof& pause) {
    const auto why = pause.effect == PauseEffect::superseded        ? "trước khi tính lại, không ảnh hưởng"
                     : pause.effect == PauseEffect::no_working_time ? "không trùng giờ làm việc nào, không ảnh hưởng"
                                                                    : "ngoài thời gian giải quyết, không ảnh hưởng";
    add({.first = day_of(pause.from),
         .last = day_of(pause.to),
         .kind = Kind::paused,
         .text = fmt::format("Tạm dừng từ {} đến {}{}: {}.", vn_datetime(pause.from), vn_datetime(pause.to), reason_of(pause), why)});
  }

  void tell_rest_of_pauses() {
    for (; next_ < proof_.pauses.size(); ++next_) tell_idle_pause(proof_.pauses[next_]);
  }

  void tell_promise() {
    const Day day = day_of(*proof_.promised);
    auto text = fmt::format("Cam kết của đơn vị: {}, tức {} {}", proof_.promise->words(), vn_time(*proof_.promised), weekday_date(day));
    text += *proof_.promised == proof_.original ? " (không sớm hơn thời hạn theo quy định)."
                                                : "; thời hạn theo quy định giữ nguyên để đánh giá đúng hạn.";
    add({.first = day, .last = day, .kind = Kind::promise, .end = proof_.promised, .text = std::move(text)});
  }

  const Tables& t_;
  const Proof& proof_;
  std::span<const Pause> reasons_;
  std::vector<ProofLine>& lines_;
  std::size_t next_ = 0;
  std::int32_t counted_until_ = -1;
  std::int32_t left_ = 0;
};

}  // namespace

Result<Explanation> explain(const WorkCalendar& calendar, const Proof& proof, std::span<const Pause> pauses) {
  if (calendar.version() != proof.calendar)
    return errors::conflict("calendar.other_version",
                            "Hạn này được tính theo một phiên bản lịch làm việc khác. Mở phiên bản lịch ghi trong hồ sơ.");
  Explanation out{.proof = proof, .calendar = calendar.version_text(), .lines = {}};
  Teller(calendar.tables(), out.proof, pauses, out.lines).tell();
  return out;
}

}  // namespace motcua::calendar
