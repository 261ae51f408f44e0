#include "calendar/change_form.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/dates.hpp"

namespace motcua::calendar {

namespace {

using std::chrono::days;

constexpr days kQuarter{92};

struct Title {
  std::string_view kind, title;
};
constexpr std::array kTitles{Title{"hoan-doi", "Hoán đổi ngày làm việc"}, Title{"nghi", "Nghỉ đột xuất"},
                             Title{"gio", "Giờ khác trong những ngày đang làm việc"}, Title{"mo-them", "Mở cửa thêm vào ngày nghỉ"},
                             Title{"tuan", "Đổi giờ làm việc hằng tuần"}};

// Reads fields one by one and gathers what is wrong.
class Reader {
 public:
  Reader(const web::Fields& fields, const WorkCalendar& before) : fields_(fields), before_(before) {}

  Result<TypedChange> read() {
    const auto kind = fields_.get("loai");
    if (kind == "hoan-doi")
      swap();
    else if (kind == "nghi")
      dates_with(ExceptionKind::emergency_closed, false);
    else if (kind == "gio")
      dates_with(ExceptionKind::special_hours, true);
    else if (kind == "mo-them")
      dates_with(ExceptionKind::swap_work, true);
    else if (kind == "tuan")
      week();
    else
      return errors::not_found("calendar.no_such_change", "Không có loại thay đổi này. Mở lại trang lịch làm việc.");
    if (!wrong_.empty()) return errors::invalid_fields("calendar.change_invalid", std::move(wrong_));
    return std::move(out_);
  }

 private:
  void fault(std::string_view field, std::string message) { wrong_.push_back({std::string(field), std::move(message)}); }

  std::string needed(std::string_view field, std::string_view message) {
    const auto text = fields_.get(field);
    if (text.empty()) fault(field, std::string(message));
    return std::string(text);
  }

  std::optional<Day> day(std::string_view field, bool optional = false) {
    const auto text = fields_.get(field);
    if (text.empty() && optional) return std::nullopt;
    const auto typed = parse_vn_date(text);
    if (!typed)
      fault(field, text.empty() ? "Nhập ngày, ví dụ 08/10/2026." : fmt::format("Không hiểu ngày “{}”. Viết như 08/10/2026.", text));
    else if (!before_.covers(*typed))
      fault(field, fmt::format("Lịch chỉ có các năm {}–{}. Sửa lại năm.", before_.first_year(), before_.last_year()));
    else
      return *typed;
    return std::nullopt;
  }

  void sessions_from(std::string_view field, SessionKind kind, std::vector<Session>& into) {
    const auto text = fields_.get(field);
    if (text.empty()) return;
    std::string plain(text);
    std::erase(plain, ' ');
    if (const auto read = parse_sessions(plain, kind))
      std::ranges::copy(*read, std::back_inserter(into));
    else
      fault(field, read.error().message);
  }

  std::vector<Session> sessions(bool may_be_closed) {
    std::vector<Session> all;
    sessions_from("buoi", SessionKind::work, all);
    sessions_from("buoi-tiep-nhan", SessionKind::reception_only, all);
    std::ranges::sort(all, {}, &Session::from);
    if (all.empty() && !may_be_closed && wrong_.empty()) fault("buoi", "Ghi ít nhất một buổi, ví dụ 07:30-11:30.");
    for (std::size_t i = 1; i < all.size(); ++i)
      if (all[i].from < all[i - 1].to) {
        fault("buoi-tiep-nhan", "Các buổi chồng lên nhau. Sửa lại giờ.");
        break;
      }
    return all;
  }

  void swap() {
    const auto off = day("ngay-nghi");
    const auto work = day("ngay-lam");
    const auto reason = needed("ly-do", "Ghi lý do để người xem hạn trả hiểu vì sao.");
    const auto source = needed("can-cu", "Ghi căn cứ: số, ngày của quyết định hoặc thông báo.");
    if (off && !before_.is_working_day(*off))
      fault("ngay-nghi", fmt::format("Ngày {} vốn không phải ngày làm việc. Chọn ngày khác.", vn_date(*off)));
    if (work && before_.is_working_day(*work))
      fault("ngay-lam", fmt::format("Ngày {} vốn là ngày làm việc. Chọn ngày khác.", vn_date(*work)));
    if (!off || !work) return;
    out_.first = std::min(*off, *work);
    out_.last = std::max(*off, *work);
    if (out_.last - out_.first > days{366}) fault("ngay-lam", "Hai ngày hoán đổi cách nhau tối đa một năm.");
    out_.change.exceptions = {{.first = *off, .last = *off, .kind = ExceptionKind::swap_off, .reason = reason, .source = source},
                              {.first = *work,
                               .last = *work,
                               .kind = ExceptionKind::swap_work,
                               .reason = fmt::format("{}: làm việc thay ngày {}", reason, vn_date(*off)),
                               .source = source,
                               .as_on = *off}};
  }

  void dates_with(ExceptionKind kind, bool with_sessions) {
    DayException e{.first = {}, .last = {}, .kind = kind};
    const auto first = day("tu-ngay");
    const auto last = fields_.get("den-ngay").empty() ? first : day("den-ngay");
    if (with_sessions) e.sessions = sessions(false);
    e.reason = needed("ly-do", "Ghi lý do để người xem hạn trả hiểu vì sao.");
    e.source = needed("can-cu", "Ghi căn cứ: số, ngày của quyết định hoặc thông báo.");
    if (!first || !last) return;
    if (*last < *first) fault("den-ngay", "Ngày cuối phải từ ngày đầu trở đi.");
    if (*last - *first > days{366}) fault("den-ngay", "Một lần ghi tối đa một năm.");
    if (kind == ExceptionKind::swap_work)
      for (Day d = *first; d <= *last && wrong_.empty(); d += days{1})
        if (before_.is_working_day(d)) fault("tu-ngay", fmt::format("Ngày {} vốn là ngày làm việc. Chỉ chọn ngày nghỉ.", vn_date(d)));
    e.first = out_.first = *first;
    e.last = out_.last = *last;
    out_.change.exceptions = {std::move(e)};
  }

  void week() {
    const auto from = day("tu-ngay");
    const auto to = day("den-ngay", true);
    const auto hours = sessions(true);
    const auto source = needed("can-cu", "Ghi căn cứ: số, ngày của quyết định hoặc thông báo.");
    for (const auto text : fields_.all("thu"))
      if (text.size() == 1 && text[0] >= '0' && text[0] <= '6')
        out_.change.weekdays.push_back({.weekday = std::chrono::weekday{static_cast<unsigned>(text[0] - '0')},
                                        .sessions = hours,
                                        .valid_from = from,
                                        .valid_to = to,
                                        .source = source});
    if (out_.change.weekdays.empty()) fault("thu", "Chọn ít nhất một thứ trong tuần.");
    if (from && to && *to < *from) fault("den-ngay", "Ngày cuối phải từ ngày đầu trở đi.");
    if (!from) return;
    out_.first = *from;
    out_.last = std::min(to.value_or(*from + kQuarter), *from + kQuarter);
  }

  const web::Fields& fields_;
  const WorkCalendar& before_;
  TypedChange out_{};
  std::vector<FieldError> wrong_;
};

}  // namespace

std::string_view title_of_change(std::string_view kind) {
  const auto* found = std::ranges::find(kTitles, kind, &Title::kind);
  return found == kTitles.end() ? std::string_view{} : found->title;
}

Result<TypedChange> read_change(const web::Fields& fields, const WorkCalendar& before) { return Reader(fields, before).read(); }

std::string sessions_words(const std::vector<Session>& sessions) {
  std::string out;
  for (const auto& s : sessions)
    out += fmt::format("{}{}–{}{}", out.empty() ? "" : ", ", s.from.text(), s.to.text(),
                       s.kind == SessionKind::reception_only ? " (chỉ tiếp nhận và trả kết quả)" : "");
  return out;
}

std::string day_words(const DayInfo& info) {
  std::string out;
  switch (info.kind) {
    case DayKind::work: out = "Làm việc " + sessions_words(info.sessions); break;
    case DayKind::reception_only: out = "Không tính hạn; mở " + sessions_words(info.sessions); break;
    case DayKind::weekly_rest: out = "Nghỉ hằng tuần"; break;
    case DayKind::holiday: out = "Nghỉ lễ, tết"; break;
    case DayKind::compensatory: out = "Nghỉ bù"; break;
    case DayKind::swap_off: out = "Nghỉ do hoán đổi"; break;
    case DayKind::emergency_closed: out = "Nghỉ đột xuất"; break;
  }
  return info.reason.empty() ? out : out + ": " + info.reason;
}

std::string_view kind_words(ExceptionKind kind) {
  switch (kind) {
    case ExceptionKind::holiday: return "Nghỉ lễ, tết";
    case ExceptionKind::compensatory: return "Nghỉ bù";
    case ExceptionKind::swap_off: return "Nghỉ do hoán đổi";
    case ExceptionKind::swap_work: return "Làm việc vào ngày nghỉ";
    case ExceptionKind::emergency_closed: return "Nghỉ đột xuất";
    case ExceptionKind::special_hours: return "Giờ khác thường lệ";
  }
  return {};
}

std::string span_words(Day first, Day last) { return first == last ? vn_date(first) : vn_date(first) + " – " + vn_date(last); }

}  // namespace motcua::calendar
