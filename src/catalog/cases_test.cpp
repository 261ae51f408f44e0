#include "catalog/cases.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "catalog/catalog.hpp"
#include "catalog/pack.hpp"

namespace motcua::catalog {
namespace {

const std::vector<PackProcedure>& shipped() {
  static const auto all = [] {
    std::vector<PackProcedure> procedures;
    for (const auto& pack : Catalog::shipped_packs()) {
      auto read = read_pack(pack.name, pack.text, Catalog::units());
      if (read) std::ranges::move(*read, std::back_inserter(procedures));
    }
    return procedures;
  }();
  return all;
}

const ProcedureVersion& procedure(std::string_view code) {
  for (const auto& p : shipped())
    if (p.code == code) return p.version;
  throw std::runtime_error("no such procedure");
}

std::set<std::string> paper_ids(const ProcedureVersion& version, const Answers& answers, Channel channel = Channel::counter) {
  std::set<std::string> ids;
  for (const auto& paper : required_papers(version, answers, channel))
    ids.insert(paper.component->id + (paper.need == Need::open ? "?" : paper.need == Need::optional ? "~" : ""));
  return ids;
}

using Ids = std::set<std::string>;

// Every way to answer: questions are walked in order, those not asked are left out.
template <class F> void each_case(const ProcedureVersion& version, Channel channel, Answers& answers, std::size_t next, F&& visit) {
  if (next == version.questions.size()) {
    visit(answers);
    return;
  }
  const auto& question = version.questions[next];
  const auto asked = asked_questions(version, answers, channel);
  const bool is_asked = std::ranges::any_of(asked, [&](const auto& a) { return a.question == &question; });
  if (!is_asked) {
    each_case(version, channel, answers, next + 1, visit);
    return;
  }
  for (const auto& option : question.options) {
    answers[question.id] = option.id;
    each_case(version, channel, answers, next + 1, visit);
  }
  answers.erase(question.id);
}

TEST(CasesOfEveryProcedure, are_decided_by_the_answers_and_reach_every_paper) {
  for (const auto& p : shipped()) {
    const auto& version = p.version;
    Ids reached;
    std::set<std::string> variants;
    std::int64_t cases = 0;
    for (const auto channel : {Channel::counter, Channel::online, Channel::post}) {
      if (!version.channels.offers(channel)) continue;
      Answers answers;
      each_case(version, channel, answers, 0, [&](const Answers& all) {
        ++cases;
        ASSERT_EQ(next_question(version, all, channel), nullptr) << p.code;
        for (const auto& paper : required_papers(version, all, channel)) {
          ASSERT_NE(paper.need, Need::open) << p.code << " " << paper.component->id;
          reached.insert(paper.component->id);
        }
        variants.insert(term_of(version, all, channel).variant);
      });
    }
    for (const auto& component : version.components)
      EXPECT_TRUE(reached.contains(component.id)) << p.code << " " << component.id << " after " << cases << " cases";
    for (const auto& variant : version.time_limit.variants) {
      EXPECT_TRUE(!variant.needs || variants.contains(variant.id)) << p.code << " " << variant.id;
    }
  }
}

TEST(CasesOfEveryProcedure, ask_no_question_twice_and_none_that_decides_nothing) {
  for (const auto& p : shipped()) {
    Ids used;
    const auto use = [&](const Expression& expression) {
      for (const auto& comparison : expression.comparisons()) used.insert(comparison.name);
    };
    for (const auto& c : p.version.components) use(c.needs);
    for (const auto& v : p.version.time_limit.variants) use(v.needs);
    for (const auto& q : p.version.questions) use(q.asked_if);
    for (const auto& f : p.version.fees) {
      use(f.needs);
      for (const auto& e : f.exemptions) use(e.applies);
    }
    Ids texts;
    for (const auto& q : p.version.questions) {
      EXPECT_TRUE(texts.insert(q.text).second) << p.code << " " << q.text;
      EXPECT_TRUE(used.contains(q.id)) << p.code << " " << q.id;
    }
  }
}

TEST(CasesOfCommuneCivilStatus, have_no_generated_questions_and_no_paper_that_is_merely_optional) {
  for (const auto& p : shipped()) {
    if (p.version.field.id != "ho-tich" || p.version.level != "xã") continue;
    for (const auto& q : p.version.questions) EXPECT_FALSE(q.generated) << p.code << " " << q.text;
    for (const auto& c : p.version.components) EXPECT_FALSE(c.optional) << p.code << " " << c.id;
  }
}

TEST(BirthRegistration, asks_for_the_birth_certificate_of_the_clinic_or_what_stands_for_it) {
  const auto& birth = procedure("1.001193");
  const Answers usual{{"ket_hon", "da"}, {"nguoi_di_lam", "cha_me"}, {"dung_han", "co"}, {"ban_sao", "khong"}};
  const auto with = [&](std::initializer_list<std::pair<const std::string, std::string>> more) {
    auto answers = usual;
    for (const auto& [k, v] : more) answers[k] = v;
    return answers;
  };
  EXPECT_EQ(paper_ids(birth, with({{"chung_sinh", "co"}})), (Ids{"to-khai", "giay-chung-sinh", "thong-tin-ket-hon", "giay-to-tuy-than"}));
  EXPECT_EQ(paper_ids(birth, with({{"chung_sinh", "lam_chung"}})),
            (Ids{"to-khai", "van-ban-lam-chung", "thong-tin-ket-hon", "giay-to-tuy-than"}));
  EXPECT_EQ(paper_ids(birth, with({{"chung_sinh", "cam_doan"}, {"ket_hon", "chua"}})),
            (Ids{"to-khai", "cam-doan-viec-sinh", "giay-to-tuy-than"}));
  EXPECT_EQ(paper_ids(birth, with({{"chung_sinh", "co"}}), Channel::online),
            (Ids{"mau-dien-tu", "giay-chung-sinh", "thong-tin-ket-hon", "giay-to-tuy-than"}));
  EXPECT_EQ(paper_ids(birth, with({{"chung_sinh", "co"}, {"nguoi_di_lam", "nguoi_than"}})),
            (Ids{"to-khai", "giay-chung-sinh", "thong-tin-ket-hon", "giay-to-tuy-than"}));
  EXPECT_EQ(paper_ids(birth, with({{"chung_sinh", "co"}, {"nguoi_di_lam", "uy_quyen"}, {"tra_cu_tru", "khong"}})),
            (Ids{"to-khai", "giay-chung-sinh", "thong-tin-ket-hon", "van-ban-uy-quyen", "giay-to-tuy-than", "giay-to-cu-tru"}));
  EXPECT_EQ(paper_ids(birth, {{"truong_hop", "bo_roi"}}), (Ids{"to-khai", "bien-ban-bo-roi", "giay-to-tuy-than"}));
  EXPECT_TRUE(paper_ids(birth, {}).contains("giay-chung-sinh?"));
  EXPECT_FALSE(paper_ids(birth, {}).contains("bien-ban-bo-roi?")) << "the preset says: not abandoned";
}

TEST(BirthRegistration, ignores_answers_to_questions_that_are_not_asked) {
  const auto& birth = procedure("1.001193");
  const Answers stale{{"truong_hop", "bo_roi"}, {"chung_sinh", "co"}, {"nguoi_di_lam", "uy_quyen"}, {"la", "x"}, {"ban_sao", "co le"}};
  EXPECT_EQ(paper_ids(birth, stale), (Ids{"to-khai", "bien-ban-bo-roi", "giay-to-tuy-than"}));
  EXPECT_EQ(valid_answers(birth, stale, Channel::counter), (Answers{{"truong_hop", "bo_roi"}}));
}

TEST(BirthRegistration, tells_the_papers_it_spares_people) {
  std::set<std::string> declared, looked_up;
  for (const auto& spared : spared_papers(procedure("1.001193"), {{"ket_hon", "da"}}, Channel::counter))
    (spared.declare ? declared : looked_up).insert(spared.component->id);
  EXPECT_EQ(declared, Ids{"thong-tin-ket-hon"});
  EXPECT_EQ(looked_up, Ids{"giay-to-cu-tru"});
}

struct PapersOf {
  std::string_view code;
  Answers answers;
  Ids papers;
};

TEST(CivilStatusProcedures, need_exactly_the_papers_of_the_case) {
  const std::vector<PapersOf> table{
      {"1.000894", {{"tra_hon_nhan", "co"}, {"tung_ket_hon", "khong"}}, {"to-khai", "giay-to-tuy-than"}},
      {"1.000894",
       {{"tra_hon_nhan", "nuoc_ngoai"}, {"tung_ket_hon", "co"}},
       {"to-khai", "xac-nhan-tthn", "giay-to-ly-hon", "giay-to-tuy-than"}},
      {"1.000656", {{"bao_tu", "co"}, {"biet_noi_cuoi", "co"}, {"nguoi_di_lam", "tu_lam"}}, {"to-khai", "giay-bao-tu", "giay-to-tuy-than"}},
      {"1.000656",
       {{"bao_tu", "da_lau"}, {"biet_noi_cuoi", "khong"}, {"nguoi_di_lam", "nguoi_than"}},
       {"to-khai", "chung-minh-su-kien-chet", "giay-to-noi-chet", "uy-quyen-nguoi-than", "giay-to-tuy-than"}},
      {"1.001022", {{"bang_chung", "cam_doan"}}, {"to-khai", "cam-doan-lam-chung", "giay-to-tuy-than"}},
      {"1.004837",
       {{"hinh_thuc", "duong_nhien"}, {"nhieu_nguoi", "co"}, {"nguoi_di_lam", "tu_lam"}},
       {"to-khai", "dieu-kien-giam-ho", "thoa-thuan-giam-ho", "giay-to-tuy-than"}},
      {"1.004837",
       {{"hinh_thuc", "cu"}, {"nhieu_nguoi", "co"}, {"nguoi_di_lam", "tu_lam"}},
       {"to-khai", "van-ban-cu-giam-ho", "giay-to-tuy-than"}},
      {"1.004873",
       {{"hon_nhan", "ly_hon"}, {"cap_lai", "co"}, {"nguoi_di_lam", "uy_quyen"}},
       {"to-khai", "ly-hon-khai-tu", "giay-xn-cu", "van-ban-uy-quyen", "giay-to-tuy-than"}},
      {"1.004873",
       {{"hon_nhan", "goa"}, {"tra_ho_tich", "khong"}, {"cap_lai", "khong"}, {"nguoi_di_lam", "tu_lam"}},
       {"to-khai", "ly-hon-khai-tu", "ban-sao-ly-hon-khai-tu", "giay-to-tuy-than"}},
      {"1.004884", {{"cong_chuc", "co"}, {"nguoi_di_lam", "tu_lam"}}, {"to-khai", "giay-to-ks-cu", "xac-nhan-co-quan", "giay-to-tuy-than"}},
      {"2.000635", {{"nguoi_yeu_cau", "to_chuc"}}, {"van-ban-yeu-cau", "giay-to-tuy-than"}},
      {"2.000986",
       {{"chung_sinh", "co"}, {"thuong_tru_theo_cha_me", "khong"}},
       {"to-khai-lt", "giay-chung-sinh", "y-kien-chu-ho", "to-khai-bhyt", "giay-to-tuy-than"}},
  };
  for (const auto& [code, answers, papers] : table) EXPECT_EQ(paper_ids(procedure(code), answers), papers) << code;
}

TEST(Completeness, names_what_is_missing_superfluous_or_wrong_in_number) {
  const auto& birth = procedure("1.001193");
  const Answers answers{{"chung_sinh", "co"}, {"ket_hon", "da"}, {"nguoi_di_lam", "cha_me"}};
  const auto required = required_papers(birth, answers, Channel::counter);
  const auto kinds = [](const Completeness& c) {
    std::set<std::pair<FindingKind, std::string>> found;
    for (const auto& f : c.findings) found.emplace(f.kind, f.component);
    return found;
  };
  using Found = std::set<std::pair<FindingKind, std::string>>;

  const auto good = check_completeness(required, {{"to-khai", "", 1, 0}, {"giay-chung-sinh", "", 1, 0}, {"giay-to-tuy-than", "", 1, 0}});
  EXPECT_TRUE(good.complete);
  EXPECT_TRUE(good.findings.empty());

  const auto missing = check_completeness(required, {{"to-khai", "", 1, 0}, {"giay-to-tuy-than", "", 1, 0}});
  EXPECT_FALSE(missing.complete);
  ASSERT_EQ(missing.findings.size(), 1u);
  EXPECT_EQ(missing.findings[0].message, "Thiếu 1 bản chính Giấy chứng sinh.");

  const auto copy_only =
      check_completeness(required, {{"to-khai", "", 1, 0}, {"giay-chung-sinh", "", 0, 1}, {"giay-to-tuy-than", "", 1, 0}});
  EXPECT_FALSE(copy_only.complete);
  EXPECT_EQ(kinds(copy_only), (Found{{FindingKind::too_few, "giay-chung-sinh"}}));

  const auto too_much = check_completeness(required, {{"to-khai", "", 2, 0},
                                                      {"giay-chung-sinh", "", 1, 0},
                                                      {"giay-to-tuy-than", "", 1, 0},
                                                      {"thong-tin-ket-hon", "", 0, 1},
                                                      {"van-ban-uy-quyen", "Văn bản ủy quyền", 1, 0},
                                                      {"", "Sổ hộ khẩu", 1, 0}});
  EXPECT_TRUE(too_much.complete) << "superfluous papers are given back, they do not block";
  EXPECT_EQ(kinds(too_much), (Found{{FindingKind::too_many, "to-khai"},
                                    {FindingKind::superfluous, "thong-tin-ket-hon"},
                                    {FindingKind::superfluous, "van-ban-uy-quyen"},
                                    {FindingKind::superfluous, ""}}));

  const auto by_register =
      check_completeness(required, {{"to-khai", "", 1, 0}, {"giay-chung-sinh", "", 0, 0, true}, {"giay-to-tuy-than", "", 1, 0}});
  EXPECT_TRUE(by_register.complete);
  EXPECT_EQ(kinds(by_register), (Found{{FindingKind::by_register, "giay-chung-sinh"}}));

  const auto undecided =
      check_completeness(required_papers(birth, {}, Channel::counter), {{"to-khai", "", 1, 0}, {"giay-to-tuy-than", "", 1, 0}});
  EXPECT_FALSE(undecided.complete);
}

TEST(FormFields, are_required_when_other_fields_say_so) {
  const auto& form = *procedure("1.001193").form("tk-khai-sinh");
  const auto& residence = *form.field("nyc_noi_cu_tru");
  EXPECT_EQ(field_need(residence, {}), FieldNeed::required);
  EXPECT_EQ(field_need(residence, {{"nyc_so_dinh_danh", "087199001234"}}), FieldNeed::optional);
  const auto& copies = *form.field("so_ban_sao");
  EXPECT_EQ(field_need(copies, {}), FieldNeed::optional);
  EXPECT_EQ(field_need(copies, {{"de_nghi_ban_sao", "Có"}}), FieldNeed::required);
  EXPECT_EQ(field_need(*form.field("con_ho_ten"), {}), FieldNeed::required);
  Ids missing;
  for (const auto* field : missing_fields(form, {{"con_ho_ten", "Trần An"}, {"nyc_so_dinh_danh", "1"}})) missing.insert(field->key);
  EXPECT_FALSE(missing.contains("con_ho_ten"));
  EXPECT_FALSE(missing.contains("nyc_noi_cu_tru"));
  EXPECT_TRUE(missing.contains("con_ngay_sinh"));
}

TEST(Terms, follow_the_case_and_the_choice_of_the_officer) {
  const auto& birth = procedure("1.001193");
  const auto ordinary = term_of(birth, {}, Channel::counter);
  EXPECT_TRUE(ordinary.same_day);
  EXPECT_EQ(ordinary.cutoff_minutes, 900);
  EXPECT_EQ(words_of(ordinary), "Trong ngày; nhận sau 15:00 thì ngày làm việc tiếp theo");
  EXPECT_EQ(words_of(term_of(birth, {{"xac_minh", "co"}}, Channel::counter)), "3 ngày làm việc");
  EXPECT_EQ(words_of(term_of(birth, {{"truong_hop", "bo_roi"}}, Channel::counter)), "7 ngày");
  EXPECT_EQ(term_of(birth, {{"truong_hop", "bo_roi"}, {"khong_hen", "co"}}, Channel::counter).variant, "niem-yet-bo-roi");
  EXPECT_EQ(words_of(term_of(birth, {}, Channel::counter, "ho-so-khong-hen")), "45 phút");
  const auto& linked = procedure("2.000986");
  EXPECT_EQ(words_of(term_of(linked, {}, Channel::counter)), "20 ngày làm việc");
  EXPECT_EQ(words_of(term_of(linked, {}, Channel::online)), "4 ngày làm việc");
  EXPECT_TRUE(term_of(procedure("1.004859"), {{"viec", "bo_sung"}}, Channel::counter).same_day);
}

TEST(Fees, of_a_birth_are_nothing_in_time_the_province_s_amount_when_late_and_unknown_elsewhere) {
  const auto& birth = procedure("1.001193");
  FeeRequest request{{{"dung_han", "co"}, {"ban_sao", "co"}}, Channel::counter, "tỉnh Đồng Tháp", *parse_day("2026-11-23"), {}};
  request.inputs["phi-ban-sao"].quantity = 2;
  auto due = fees_due(birth, request);
  ASSERT_EQ(due.lines.size(), 2u);
  EXPECT_EQ(due.lines[0].amount, Dong{0});
  EXPECT_EQ(due.lines[0].how, "Miễn: Đăng ký khai sinh đúng hạn (trong 60 ngày)");
  EXPECT_EQ(due.lines[1].amount, Dong{16000});
  EXPECT_EQ(due.lines[1].how, "2 bản × 8.000 ₫");
  EXPECT_EQ(due.total, Dong{16000});

  request.answers = {{"dung_han", "khong"}, {"ban_sao", "khong"}};
  due = fees_due(birth, request);
  ASSERT_EQ(due.lines.size(), 1u);
  EXPECT_EQ(due.total, Dong{10000});
  EXPECT_EQ(due.lines[0].basis, "Nghị quyết 26/2025/NQ-HĐND");

  request.day = *parse_day("2025-12-31");  // the resolution is in force from 01/01/2026
  due = fees_due(birth, request);
  EXPECT_EQ(due.lines[0].amount, std::nullopt);
  EXPECT_EQ(due.total, std::nullopt) << "unknown is never nothing";

  request.inputs["le-phi"].exemption = "nguoi-khuyet-tat";
  EXPECT_EQ(fees_due(birth, request).total, Dong{0});

  request.answers = {};
  EXPECT_TRUE(fees_due(birth, request).lines[1].open);
}

TEST(Fees, of_certified_copies_go_by_pages_and_have_a_limit_for_each_copy) {
  // 226/2016/TT-BTC: 2.000 đồng a page for the first two, 1.000 from the third, at most 200.000 a copy.
  const auto& copies = procedure("2.000815");
  for (const auto& [pages, quantity, expected] : std::vector<std::tuple<int, int, std::int64_t>>{
           {1, 1, 2000}, {2, 1, 4000}, {3, 1, 5000}, {10, 3, 36000}, {198, 1, 200000}, {500, 2, 400000}}) {
    FeeRequest request;
    request.day = *parse_day("2026-11-23");
    request.inputs["phi-ban-sao"] = {quantity, pages, ""};
    const auto due = fees_due(copies, request);
    EXPECT_EQ(due.total, Dong{expected}) << pages << " pages × " << quantity;
  }
}

// A pack of invented reliefs: no shipped procedure has a share below the whole.
Result<std::vector<PackProcedure>> with_reliefs(std::string_view reliefs) {
  for (const auto& pack : Catalog::shipped_packs()) {
    if (pack.name != "chung-thuc.yaml") continue;
    auto text = pack.text;
    const auto fee = text.find("    exemptions:\n", text.find("  - id: phi-giao-dich", text.find("- code: '2.001035'")));
    text.insert(fee, std::string(reliefs));
    return read_pack("thu.yaml", text, Catalog::units());
  }
  return errors::not_found("test.no_pack", "");
}

TEST(Fees, are_reduced_by_the_share_the_relief_names_and_of_several_by_the_best) {
  const auto read = with_reliefs(
      "    reliefs:\n"
      "    - relief: Hộ cận nghèo\n"
      "      percent: 50\n"
      "    - relief: Người cao tuổi\n"
      "      percent: 33\n");
  ASSERT_TRUE(read) << read.error().message;
  const auto& v = std::ranges::find(*read, "2.001035", &PackProcedure::code)->version;
  FeeRequest request;
  request.day = *parse_day("2026-11-23");
  const auto due = [&](std::string_view chosen, int quantity) {
    request.inputs["phi-giao-dich"] = {quantity, 1, std::string(chosen)};
    return fees_due(v, request);
  };
  EXPECT_EQ(due("", 1).total, Dong{50000});
  EXPECT_EQ(due("ho-can-ngheo", 1).total, Dong{25000});
  EXPECT_EQ(due("ho-can-ngheo", 3).total, Dong{75000});
  EXPECT_EQ(due("ho-can-ngheo", 1).lines[0].how, "50.000 ₫ một giao dịch; giảm 50%: Hộ cận nghèo");
  EXPECT_EQ(due("nguoi-cao-tuoi", 1).total, Dong{33500});
  // What is spared is rounded down: nobody is charged less than the share allows.
  const auto& third = v.fees[0].exemptions.back();
  EXPECT_EQ(left_to_pay(&third, Dong{1000}), Dong{670});
  EXPECT_EQ(left_to_pay(&third, Dong{1}), Dong{1});
  EXPECT_EQ(left_to_pay(nullptr, Dong{7}), Dong{7});
  // A whole exemption goes before a share.
  EXPECT_EQ(v.fees[0].exemptions.front().percent, 100);
  EXPECT_EQ(due(v.fees[0].exemptions.front().id, 1).total, Dong{0});
}

TEST(Fees, of_a_relief_without_a_share_below_the_whole_are_a_mistake_of_the_pack) {
  for (const auto* percent : {"0", "100", "-5"})
    EXPECT_FALSE(with_reliefs(std::string("    reliefs:\n    - relief: Hộ nghèo\n      percent: ") + percent + "\n")) << percent;
  EXPECT_FALSE(with_reliefs("    reliefs:\n    - relief: Hộ nghèo\n"));
}

TEST(Fees, are_lower_online_where_the_circular_says_so) {
  const auto& residence = procedure("1.004222");
  FeeRequest request;
  request.day = *parse_day("2026-11-23");
  EXPECT_EQ(fees_due(residence, request).total, Dong{20000});
  request.channel = Channel::online;
  EXPECT_EQ(fees_due(residence, request).total, Dong{10000});
}

}  // namespace
}  // namespace motcua::catalog
