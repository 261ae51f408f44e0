// What is kept of surveys, series and dialogues: records of the kind reform keeps, so journal, reading, writing and verify follow from the
// list of columns. Private to the slice.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reform/record.hpp"
#include "reform/words.hpp"

namespace motcua::survey {

using identity::Actor;
using identity::UnitId;
using reform::label;
using reform::word;

enum class PollState : std::uint8_t { draft, announced, open, closed };
enum class DrawState : std::uint8_t { asked, reserve, dropped, answered };
enum class Channel : std::uint8_t { web, tablet, paper };
enum class DialogueState : std::uint8_t { planned, announced, held, published };
enum class QuestionState : std::uint8_t { received, accepted, refused, answered };
enum class Asked : std::uint8_t { web, hall };

struct Poll {
  std::int64_t id{}, version{};
  UnitId unit{};
  int year{};
  std::string title{}, basis{};
  Day from{}, to{};  // of the dossiers the people are drawn from
  int error = 5;     // per cent
  PollState state{};
  std::string form{};        // the questionnaire; frozen when it is announced
  std::string seed{};        // published before anybody can know who will be drawn
  std::string population{};  // "unit=dossiers;…" as counted when it was drawn
  int wanted{};              // without those standing by
  std::optional<Day> announced_on{}, drawn_on{}, closed_on{};
  std::string made_by{};
};
struct PollDraw {
  std::int64_t id{}, version{}, poll{};
  int number{};
  std::string token_hash{};
  std::string dossier{};
  UnitId unit{};
  std::string field{};
  DrawState state{};
  std::string reason{};
};
struct PollAnswer {
  std::int64_t id{}, version{}, poll{};
  std::string voter{};
  UnitId unit{};
  Channel channel{};
  std::string levels{}, comment{}, entered_by{};
};
struct SeriesPoint {
  std::int64_t id{}, version{};
  UnitId unit{};
  std::string name{};
  int year{};
  std::int64_t value{};
  std::string source{}, made_by{};
};
struct Dialogue {
  std::int64_t id{}, version{};
  UnitId unit{};
  int year{}, month{};
  std::string topic{}, partner{}, chair{}, place{};
  std::optional<Day> day{};
  std::string clock{};    // "08:00"
  std::string invited{};  // lines
  std::string notice{};
  DialogueState state{};
  int people{};
  std::string minutes{};
  std::optional<Day> announced_on{}, published_on{};
  std::string made_by{};
};
struct DialogueQuestion {
  std::int64_t id{}, version{}, dialogue{};
  int number{};
  Asked channel{};
  std::string sender{}, contact{};
  reform::Content content{};
  std::string text{};
  std::string public_text{};  // without names and what is private; the only one everybody sees
  QuestionState state{};
  std::string answer{};  // or why it is not taken up
  std::string answered_by{};
  std::optional<Day> answered_on{};
  bool on_spot = false;
  std::int64_t task{};  // the promise, followed up as a task of reform
  Instant received_at{};
};

}  // namespace motcua::survey

namespace motcua::reform {

MOTCUA_WORDS(survey::PollState, {"draft", "Đang soạn"}, {"announced", "Đã công bố, chưa rút mẫu"}, {"open", "Đang lấy ý kiến"},
             {"closed", "Đã kết thúc, công bố kết quả"});
MOTCUA_WORDS(survey::DrawState, {"asked", "Chưa trả lời"}, {"reserve", "Dự bị"}, {"dropped", "Không gặp được"}, {"answered", "Đã trả lời"});
MOTCUA_WORDS(survey::Channel, {"web", "Trên mạng"}, {"tablet", "Máy tính bảng"}, {"paper", "Phiếu giấy"});
MOTCUA_WORDS(survey::DialogueState, {"planned", "Theo kế hoạch"}, {"announced", "Đã thông báo, đang nhận câu hỏi"}, {"held", "Đã tổ chức"},
             {"published", "Đã công khai kết luận"});
MOTCUA_WORDS(survey::QuestionState, {"received", "Chờ xem xét"}, {"accepted", "Chờ trả lời"}, {"refused", "Không thuộc buổi đối thoại"},
             {"answered", "Đã trả lời"});
MOTCUA_WORDS(survey::Asked, {"web", "Gửi trên mạng"}, {"hall", "Hỏi tại buổi đối thoại"});

template <> struct Table<survey::Poll> {
  using T = survey::Poll;
  static constexpr std::string_view name = "survey_poll";
  static constexpr std::tuple columns{Column{"id", &T::id},
                                      Column{"version", &T::version},
                                      Column{"unit_id", &T::unit},
                                      Column{"year", &T::year},
                                      Column{"title", &T::title},
                                      Column{"basis", &T::basis},
                                      Column{"from_day", &T::from},
                                      Column{"to_day", &T::to},
                                      Column{"error", &T::error},
                                      Column{"state", &T::state},
                                      Column{"form", &T::form},
                                      Column{"seed", &T::seed},
                                      Column{"population", &T::population},
                                      Column{"wanted", &T::wanted},
                                      Column{"announced_on", &T::announced_on},
                                      Column{"drawn_on", &T::drawn_on},
                                      Column{"closed_on", &T::closed_on},
                                      Column{"made_by", &T::made_by}};
};
template <> struct Table<survey::PollDraw> {
  using T = survey::PollDraw;
  static constexpr std::string_view name = "survey_draw";
  static constexpr std::tuple columns{Column{"id", &T::id},         Column{"version", &T::version},       Column{"poll", &T::poll},
                                      Column{"number", &T::number}, Column{"token_hash", &T::token_hash}, Column{"dossier", &T::dossier},
                                      Column{"unit_id", &T::unit},  Column{"field", &T::field},           Column{"state", &T::state},
                                      Column{"reason", &T::reason}};
};
template <> struct Table<survey::PollAnswer> {
  using T = survey::PollAnswer;
  static constexpr std::string_view name = "survey_answer";
  static constexpr std::tuple columns{Column{"id", &T::id},         Column{"version", &T::version}, Column{"poll", &T::poll},
                                      Column{"voter", &T::voter},   Column{"unit_id", &T::unit},    Column{"channel", &T::channel},
                                      Column{"levels", &T::levels}, Column{"comment", &T::comment}, Column{"entered_by", &T::entered_by}};
};
template <> struct Table<survey::SeriesPoint> {
  using T = survey::SeriesPoint;
  static constexpr std::string_view name = "survey_series";
  static constexpr std::tuple columns{Column{"id", &T::id},         Column{"version", &T::version}, Column{"unit_id", &T::unit},
                                      Column{"name", &T::name},     Column{"year", &T::year},       Column{"value", &T::value},
                                      Column{"source", &T::source}, Column{"made_by", &T::made_by}};
};
template <> struct Table<survey::Dialogue> {
  using T = survey::Dialogue;
  static constexpr std::string_view name = "survey_dialogue";
  static constexpr std::tuple columns{Column{"id", &T::id},
                                      Column{"version", &T::version},
                                      Column{"unit_id", &T::unit},
                                      Column{"year", &T::year},
                                      Column{"month", &T::month},
                                      Column{"topic", &T::topic},
                                      Column{"partner", &T::partner},
                                      Column{"chair", &T::chair},
                                      Column{"place", &T::place},
                                      Column{"day", &T::day},
                                      Column{"clock", &T::clock},
                                      Column{"invited", &T::invited},
                                      Column{"notice", &T::notice},
                                      Column{"state", &T::state},
                                      Column{"people", &T::people},
                                      Column{"minutes", &T::minutes},
                                      Column{"announced_on", &T::announced_on},
                                      Column{"published_on", &T::published_on},
                                      Column{"made_by", &T::made_by}};
};
template <> struct Table<survey::DialogueQuestion> {
  using T = survey::DialogueQuestion;
  static constexpr std::string_view name = "survey_question";
  static constexpr std::tuple columns{Column{"id", &T::id},
                                      Column{"version", &T::version},
                                      Column{"dialogue", &T::dialogue},
                                      Column{"number", &T::number},
                                      Column{"channel", &T::channel},
                                      Column{"sender", &T::sender},
                                      Column{"contact", &T::contact},
                                      Column{"content", &T::content},
                                      Column{"text", &T::text},
                                      Column{"public_text", &T::public_text},
                                      Column{"state", &T::state},
                                      Column{"answer", &T::answer},
                                      Column{"answered_by", &T::answered_by},
                                      Column{"answered_on", &T::answered_on},
                                      Column{"on_spot", &T::on_spot},
                                      Column{"task", &T::task},
                                      Column{"received_at", &T::received_at}};
};

}  // namespace motcua::reform
