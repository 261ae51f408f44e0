#include "catalog/pack.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "catalog/map_reader.hpp"

namespace motcua::catalog {
namespace {

template <class E> using Word = std::pair<std::string_view, E>;

constexpr auto kPaperKinds = std::to_array<Word<PaperKind>>({{"form", PaperKind::form},
                                                             {"e-form", PaperKind::e_form},
                                                             {"original", PaperKind::original},
                                                             {"copy", PaperKind::copy},
                                                             {"present-only", PaperKind::present_only},
                                                             {"photo", PaperKind::photo},
                                                             {"data", PaperKind::data}});
constexpr auto kFieldTypes = std::to_array<Word<FieldType>>(
    {{"text", FieldType::text},         {"textarea", FieldType::textarea},   {"number", FieldType::number},
     {"money", FieldType::money},       {"date", FieldType::date},           {"date-partial", FieldType::date_partial},
     {"time", FieldType::time},         {"select", FieldType::select},       {"multiselect", FieldType::multiselect},
     {"checkbox", FieldType::checkbox}, {"id-number", FieldType::id_number}, {"id-document", FieldType::id_document},
     {"address", FieldType::address},   {"ethnicity", FieldType::ethnicity}, {"nationality", FieldType::nationality},
     {"phone", FieldType::phone},       {"email", FieldType::email},         {"org", FieldType::org},
     {"photo", FieldType::photo},       {"signature", FieldType::signature}, {"table", FieldType::table}});
constexpr auto kTimeUnits = std::to_array<Word<TimeUnit>>({{"working_days", TimeUnit::working_days},
                                                           {"calendar_days", TimeUnit::calendar_days},
                                                           {"hours", TimeUnit::hours},
                                                           {"minutes", TimeUnit::minutes}});
constexpr auto kFeeKinds = std::to_array<Word<FeeKind>>({{"le-phi", FeeKind::le_phi}, {"phi", FeeKind::phi}, {"none", FeeKind::none}});
constexpr auto kOnlineLevels =
    std::to_array<Word<OnlineLevel>>({{"không", OnlineLevel::none}, {"một phần", OnlineLevel::partial}, {"toàn trình", OnlineLevel::full}});
constexpr auto kResultKinds = std::to_array<Word<ResultKind>>({{"certificate", ResultKind::certificate},
                                                               {"extract", ResultKind::extract},
                                                               {"decision", ResultKind::decision},
                                                               {"register-entry", ResultKind::register_entry},
                                                               {"confirmation", ResultKind::confirmation},
                                                               {"certified-copy", ResultKind::certified_copy},
                                                               {"minutes", ResultKind::minutes}});
constexpr auto kLevels = std::to_array<Word<int>>({{"xã", 1}, {"huyện", 2}, {"tỉnh", 3}});
constexpr auto kQuestionKinds = std::to_array<Word<bool>>({{"yes-no", true}, {"choice", false}});
constexpr auto kInterLevels =
    std::to_array<Word<int>>({{"none", 0}, {"lien-thong", 1}, {"xa-huyen", 2}, {"xa-huyen-tinh", 3}, {"xa-tinh", 4}, {"xa-cnvpdkdd", 5}});

Question read_question(MapReader& m) {
  Question q;
  q.id = m.text("id");
  q.text = m.text("text");
  q.help = m.opt_text("help");
  if (m.word("kind", kQuestionKinds)) {
    q.options = {{"co", "Có"}, {"khong", "Không"}};
  } else {
    m.each("options", "id", [&](MapReader& o) { q.options.push_back({o.text("id"), o.text("text")}); });
  }
  q.asked_if = m.expression("asked_if");
  q.preset = m.opt_text("preset");
  q.for_staff = m.truth_or("for_staff", false);
  q.generated = m.truth_or("generated", false);
  return q;
}

Component read_component(MapReader& m) {
  Component c;
  c.id = m.text("id");
  c.name = m.text("name");
  c.kind = m.word("kind", kPaperKinds);
  c.originals = m.integer("originals", 0, 100);
  c.copies = m.integer("copies", 0, 100);
  c.required = m.truth("required");
  c.condition = m.opt_text("condition");
  c.needs = m.expression("needs");
  c.optional = !c.required && !c.needs;
  for (const auto& id : m.texts("applies_to_channels")) {
    if (const auto channel = channel_of(id))
      c.channels.push_back(*channel);
    else
      m.wrong("applies_to_channels", fmt::format("không nhận giá trị \"{}\"", id));
  }
  c.digital_source = m.opt_text("digital_source");
  c.form = m.opt_text("form");
  c.alternatives = m.texts("alternatives");
  return c;
}

FormField read_form_field(MapReader& m) {
  FormField f;
  f.key = m.text("key");
  f.label = m.text("label");
  f.type = m.word("type", kFieldTypes);
  f.required = m.truth("required");
  f.group = m.text("group");
  f.options = m.texts("options");
  f.columns = m.texts("columns");
  f.required_if = m.opt_text("required_if");
  f.needs = m.expression("needs");
  f.help = m.opt_text("help");
  const auto prefill = m.opt_text("prefill");
  f.from_population_register = prefill == "csdlqg-dan-cu";
  if (!prefill.empty() && !f.from_population_register) m.wrong("prefill", fmt::format("không nhận giá trị \"{}\"", prefill));
  return f;
}

void read_sources(MapReader& m, std::vector<Source>* into) {
  m.each("source", "title", [&](MapReader& s) {
    Source source{s.text("title"), s.text("url")};
    if (into) into->push_back(std::move(source));
  });
}

Form read_form(MapReader& m) {
  Form f;
  f.id = m.text("id");
  f.name = m.text("name");
  m.opt_text("name_en");
  f.legal_source = m.text("legal_source");
  m.each("groups", "key", [&](MapReader& g) { f.groups.push_back({g.text("key"), g.text("label")}); });
  m.each("fields", "key", [&](MapReader& x) { f.fields.push_back(read_form_field(x)); });
  f.complete = m.truth("fields_complete");
  f.verified = m.truth("verified");
  f.note = m.opt_text("note");
  read_sources(m, nullptr);
  return f;
}

TimeLimit read_time_limit(MapReader& m) {
  TimeLimit t;
  t.value = m.integer("value", 0, 3650);
  t.unit = m.word("unit", kTimeUnits);
  t.counted_from = m.text("counted_from");
  t.same_day = m.truth_or("same_day", false);
  t.cutoff_minutes = m.time_of_day("cutoff");
  t.after_cutoff = m.opt_text("after_cutoff");
  t.rule = m.opt_text("rule");
  m.each("variants", "id", [&](MapReader& v) {
    TermVariant variant;
    variant.id = v.text("id");
    variant.when = v.text("when");
    variant.value = v.integer("value", 0, 3650);
    variant.unit = v.word("unit", kTimeUnits);
    variant.is_maximum = v.truth("is_maximum");
    variant.note = v.opt_text("note");
    variant.needs = v.expression("needs");
    t.variants.push_back(std::move(variant));
  });
  m.each("portal_2026", "channel", [](MapReader& p) { p.text("channel"), p.text("text"); });
  return t;
}

std::string slug(std::string_view text) {
  std::string id;
  for (const auto& word : fold_words(text)) id += (id.empty() ? "" : "-") + word;
  return id;
}

void read_fee_amounts(MapReader& m, Fee& f) {
  f.amount = m.money("amount");
  f.amount_online = m.money("amount_online");
  f.cap_per_copy = m.money("cap_per_copy");
  f.usual_maximum_commune = m.money("usual_maximum_commune");
  m.money("portal_example");
  m.each("tiers", "from_page", [&](MapReader& t) {
    FeeTier tier;
    tier.from_page = t.integer("from_page", 1);
    if (t.node().find("to_page")) tier.to_page = t.integer("to_page", 1);
    t.ignore("to_page");
    if (const auto amount = t.money("amount"))
      tier.amount = *amount;
    else
      t.wrong("amount", "thiếu");
    f.tiers.push_back(tier);
  });
  m.each("local_amounts", "province", [&](MapReader& l) {
    LocalAmount local;
    local.province = l.text("province");
    if (const auto amount = l.money("amount"))
      local.amount = *amount;
    else
      l.wrong("amount", "thiếu");
    local.effective_from = l.day("effective_from");
    local.basis = l.text("basis");
    l.opt_text("source");
    local.note = l.opt_text("note");
    f.local_amounts.push_back(std::move(local));
  });
}

Fee read_fee(MapReader& m) {
  Fee f;
  f.id = m.text("id");
  f.kind = m.word("kind", kFeeKinds);
  f.name = m.text("name");
  if (m.text("currency") != "VND") m.wrong("currency", "chỉ nhận VND");
  read_fee_amounts(m, f);
  f.unit = m.opt_text("unit");
  f.set_by = m.opt_text("set_by");
  f.basis = m.opt_text("basis");
  for (const auto& words : m.texts("exemptions")) f.exemptions.push_back({slug(words), words, {}, 100});
  m.each("exempt_when", "exemption", [&](MapReader& e) {
    const auto words = e.text("exemption");
    const auto found = std::ranges::find(f.exemptions, words, &Exemption::text);
    if (found == f.exemptions.end())
      e.wrong("exemption", "không có trong danh sách miễn, giảm");
    else
      found->applies = e.expression("needs");
    e.ignore("needs");
  });
  m.each("reliefs", "relief", [&](MapReader& r) {
    const auto words = r.text("relief");
    f.exemptions.push_back({slug(words), words, r.expression("needs"), r.integer("percent", 1, 99)});
    r.ignore("needs");
  });
  f.when = m.opt_text("when");
  f.needs = m.expression("needs");
  f.note = m.opt_text("note");
  return f;
}

Step read_step(MapReader& m) {
  Step s;
  s.id = m.text("id");
  s.role = m.text("role");
  s.unit = m.text("unit");
  s.name = m.text("name");
  s.share = m.millionths("share");
  m.each("outcomes", "id", [&](MapReader& o) {
    Outcome outcome;
    outcome.id = o.text("id");
    outcome.to = o.text("to");
    outcome.issues = o.opt_text("issues");
    outcome.stops_clock = o.truth_or("stops_clock", false);
    outcome.switches_to_variant = o.opt_text("switches_to_variant");
    outcome.note = o.opt_text("note");
    s.outcomes.push_back(std::move(outcome));
  });
  s.late_rule = m.opt_text("late_rule");
  s.share_note = m.opt_text("share_note");
  s.outside_time = m.truth_or("outside_time", false);
  return s;
}

InterLevel read_inter_level(MapReader& m) {
  InterLevel i;
  i.kind = m.text("kind");
  m.word("kind", kInterLevels);
  m.each("parts", "agency", [&](MapReader& p) {
    InterLevelPart part;
    part.agency = p.text("agency");
    part.procedure = p.opt_text("procedure");
    part.result = p.opt_text("result");
    part.role = p.opt_text("role");
    part.time = p.opt_text("time");
    if (p.node().find("share")) part.share = p.millionths("share");
    i.parts.push_back(std::move(part));
  });
  i.linked = m.texts("linked");
  i.note = m.opt_text("note");
  return i;
}

bool is_code(std::string_view code) {  // D.DDDDDD
  if (code.size() != 8 || code[1] != '.') return false;
  for (std::size_t i = 0; i < code.size(); ++i)
    if (i != 1 && (code[i] < '0' || code[i] > '9')) return false;
  return true;
}

void read_papers(MapReader& m, ProcedureVersion& v) {
  m.each("questions", "id", [&](MapReader& q) { v.questions.push_back(read_question(q)); });
  m.each("components", "id", [&](MapReader& c) { v.components.push_back(read_component(c)); });
  m.each("fees", "id", [&](MapReader& f) { v.fees.push_back(read_fee(f)); });
  m.each("steps", "id", [&](MapReader& s) { v.steps.push_back(read_step(s)); });
  m.each("results", "id", [&](MapReader& r) {
    ResultPaper result;
    result.id = r.text("id");
    result.name = r.text("name");
    result.kind = r.word("kind", kResultKinds);
    result.originals = r.integer("originals", 0, 100);
    result.reusable = r.truth("reusable");
    result.result_code = r.opt_text("result_code");
    result.reuse_note = r.opt_text("reuse_note");
    v.results.push_back(std::move(result));
  });
}

void read_procedure(MapReader& m, ProcedureVersion& v) {
  v.code = m.text("code");
  if (!is_code(v.code)) m.wrong("code", "cần mã dạng 1.001193");
  v.previous_codes = m.texts("previous_codes");
  v.name = m.text("name");
  v.short_name = m.text("short_name");
  m.opt_text("name_en");
  if (m.text("field") != v.field.id) m.wrong("field", fmt::format("phải là lĩnh vực của tệp, \"{}\"", v.field.id));
  v.level = m.text("level");
  m.word("level", kLevels);
  v.level_two_tier = m.texts("level_two_tier");
  v.announced_by = m.opt_text("announced_by");
  m.map("competent_authority", false, [&](MapReader& c) {
    v.competent_three_tier = c.opt_text("three_tier");
    v.competent_two_tier = c.opt_text("two_tier");
  });
  m.each("legal_basis", "number", [&](MapReader& l) {
    auto number = l.text("number");
    auto title = l.text("title");
    v.legal_basis.push_back({std::move(number), std::move(title), l.truth_or("on_source", false)});
  });
  v.applicant_types = m.texts("applicant_types");
  m.map("channels", true, [&](MapReader& c) {
    v.channels.counter = c.truth("truc_tiep");
    v.channels.online = c.word("truc_tuyen", kOnlineLevels);
    v.channels.post = c.truth("buu_chinh");
    v.channels.old_online_level = c.integer("muc_do_dvctt_cu", 1, 4);
  });
  m.map("time_limit", true, [&](MapReader& t) { v.time_limit = read_time_limit(t); });
  v.dossier_sets = m.integer("dossier_sets", 1, 10);
  read_papers(m, v);
  m.map("inter_level", true, [&](MapReader& i) { v.inter_level = read_inter_level(i); });
  v.conditions = m.texts("conditions");
  v.guidance = m.texts("guidance");
  v.tags = m.texts("tags");
  v.verified = m.truth("verified");
  read_sources(m, &v.sources);
  v.verified_fields = m.texts("verified_fields");
  v.unverified_note = m.opt_text("unverified_note");
  v.notes = m.opt_text("notes");
}

void read_field(MapReader& m, Field& field) {
  field.id = m.text("id");
  field.name = m.text("name");
  m.opt_text("name_en");
  field.ministry = m.text("ministry");
}

// The document of one procedure: {procedure, forms, field}.
ProcedureVersion version_of(const Node& document, const Units& units, Problems& problems) {
  ProcedureVersion v;
  MapReader m(document, "", problems);
  m.map("field", true, [&](MapReader& f) { read_field(f, v.field); });
  m.each("forms", "id", [&](MapReader& f) { v.forms.push_back(read_form(f)); });
  std::vector<std::string> forms;
  m.map("procedure", true, [&](MapReader& p) {
    forms = p.texts("forms");
    read_procedure(p, v);
  });
  m.finish();
  for (const auto& form : forms)
    if (!v.form(form)) problems.add(0, "forms", fmt::format("tệp không có biểu mẫu \"{}\"", form));
  if (problems.found.empty())
    for (const auto& mistake : mistakes_of(v, units)) problems.add(0, "", mistake);
  return v;
}

// Forms that the procedure names itself or through its papers, in the order of the file.
Node forms_of(const Node& procedure, const Node& all_forms) {
  std::vector<std::string_view> wanted;
  if (const auto* names = procedure.find("forms"))
    for (const auto& name : names->items) wanted.push_back(name.text);
  if (const auto* components = procedure.find("components"))
    for (const auto& component : components->items)
      if (const auto* form = component.find("form")) wanted.push_back(form->text);
  Node forms;
  forms.kind = Node::Kind::list;
  for (const auto& form : all_forms.items) {
    const auto* id = form.find("id");
    if (id && std::ranges::find(wanted, std::string_view(id->text)) != wanted.end()) forms.items.push_back(form);
  }
  return forms;
}

}  // namespace

Result<std::vector<PackProcedure>> read_pack(std::string_view file, std::string_view text, const Units& units) {
  TRY(const auto root, parse_yaml(text, file));
  Problems problems{std::string(file), {}, {}};
  MapReader m(root, "", problems);
  if (m.integer("schema_version") != 1) m.wrong("schema_version", "chỉ đọc được lược đồ 1");
  m.opt_text("snapshot");
  const auto valid_from = m.day("valid_from");
  Field field;
  m.map("field", true, [&](MapReader& f) { read_field(f, field); });
  const auto* forms = m.take("forms");
  const auto* procedures = m.take("procedures");
  if (!procedures || procedures->kind != Node::Kind::list) m.wrong("procedures", "cần một danh sách");
  m.finish();

  std::vector<PackProcedure> read;
  if (procedures)
    for (auto procedure : procedures->items) {
      PackProcedure one;
      one.file = file;
      one.valid_from = valid_from;
      const auto* code = procedure.find("code");
      problems.procedure = one.code = code ? code->text : "?";
      add_generated_questions(procedure);
      if (forms) one.document.set("forms", forms_of(procedure, *forms));
      if (const auto* f = root.find("field")) one.document.set("field", *f);
      one.document.set("procedure", std::move(procedure));
      Problems here{problems.file, problems.procedure, {}};
      one.version = version_of(one.document, units, here);
      std::ranges::move(here.found, std::back_inserter(problems.found));
      if (std::ranges::find(read, one.code, &PackProcedure::code) != read.end()) problems.add(0, "code", "mã này đã có trong tệp");
      read.push_back(std::move(one));
    }
  if (auto error = problems.error()) return tl::make_unexpected(*std::move(error));
  return read;
}

Result<ProcedureVersion> read_document(std::string_view json, const Units& units) {
  TRY(const auto document, parse_json(json));
  Problems problems{"Bản lưu", {}, {}};
  auto version = version_of(document, units, problems);
  if (auto error = problems.error()) return tl::make_unexpected(*std::move(error));
  return version;
}

Result<Units> read_units(std::string_view file, std::string_view text) {
  TRY(const auto root, parse_yaml(text, file));
  Problems problems{std::string(file), {}, {}};
  Units units;
  MapReader m(root, "", problems);
  if (m.integer("schema_version") != 1) m.wrong("schema_version", "chỉ đọc được lược đồ 1");
  m.each("roles", "id", [&](MapReader& r) { units.roles.push_back({r.text("id"), r.text("name")}); });
  m.each("units", "id", [&](MapReader& u) {
    WorkUnit unit;
    unit.id = u.text("id");
    unit.name = u.text("name");
    unit.level = u.text("level");
    unit.two_tier_equivalent = u.opt_text("two_tier_equivalent");
    const auto all = u.opt_text("scenario_department");
    std::string_view departments = all;
    while (!departments.empty()) {
      const auto bar = departments.find('|');
      unit.scenario_departments.emplace_back(departments.substr(0, bar));
      departments = bar == std::string_view::npos ? std::string_view() : departments.substr(bar + 1);
    }
    units.units.push_back(std::move(unit));
  });
  m.finish();
  if (auto error = problems.error()) return tl::make_unexpected(*std::move(error));
  return units;
}

}  // namespace motcua::catalog
