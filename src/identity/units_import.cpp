#include "identity/units_import.hpp"

#include <fmt/core.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/embedded.hpp"

namespace motcua::embedded {
std::span<const EmbeddedFile> identity_unit_files();
}

namespace motcua::identity {
namespace {

// A fault in a file; caught in read_unit_pack. yaml-cpp itself throws too.
struct BadFile : std::runtime_error {
  using std::runtime_error::runtime_error;
};

[[noreturn]] void bad(const YAML::Node& node, std::string_view what) {
  throw BadFile(fmt::format("dòng {}: {}", node.Mark().line + 1, what));
}

std::string text(const YAML::Node& node, const char* name) {
  const auto value = node[name];
  return value && value.IsScalar() ? value.Scalar() : std::string();
}

std::string needed(const YAML::Node& node, const char* name) {
  auto value = text(node, name);
  if (value.empty()) bad(node, fmt::format("thiếu {}", name));
  return value;
}

bool flag(const YAML::Node& node, const char* name, bool fallback = false) {
  const auto value = text(node, name);
  return value.empty() ? fallback : value == "true";
}

std::optional<Day> day(const YAML::Node& node, const char* name) {
  const auto value = text(node, name);
  if (value.empty()) return {};
  const auto parsed = parse_day(value);
  if (!parsed) bad(node, fmt::format("{} không phải ngày", name));
  return parsed;
}

UnitKind kind(const YAML::Node& node, std::string_view code) {
  if (const auto k = kind_from_code(code)) return *k;
  // Words of the scenario file.
  static const std::map<std::string_view, UnitKind> kWords{
      {"huyện", UnitKind::district},
      {"thị xã", UnitKind::town},
      {"thành phố", UnitKind::provincial_city},
      {"xã", UnitKind::commune},
      {"phường", UnitKind::ward},
      {"thị trấn", UnitKind::township},
      {"ubnd", UnitKind::committee},
      {"van-phong", UnitKind::office},
      {"phong", UnitKind::division},
      {"don-vi-su-nghiep", UnitKind::public_unit},
      {"bo-phan-mot-cua", UnitKind::one_stop},
      {"don-vi-nganh-doc", UnitKind::vertical_agency},
      {"doanh-nghiep-bcci", UnitKind::postal},
  };
  const auto it = kWords.find(code);
  if (it == kWords.end()) bad(node, fmt::format("loại đơn vị \"{}\" chưa biết", code));
  return it->second;
}

void add_codes(UnitDraft& unit, const YAML::Node& node, const char* gso_name) {
  const bool invented = flag(node, "eid_invented");
  if (auto code = text(node, gso_name); !code.empty()) unit.codes.push_back({CodeSystem::gso, std::move(code), unit.span, false});
  if (auto code = text(node, "eid"); !code.empty() && code != "null")
    unit.codes.push_back({CodeSystem::eid, std::move(code), unit.span, invented});
  if (auto code = text(node, "eid_old_form"); !code.empty())
    unit.codes.push_back({CodeSystem::eid_old, std::move(code), unit.span, invented});
}

SuccessionDraft read_succession(const YAML::Node& node) {
  const auto how = succession_kind_from(needed(node, "kind"));
  if (!how) bad(node, "kiểu chuyển tiếp chưa biết");
  const auto on = day(node, "on");
  if (!on) bad(node, "thiếu on");
  return {needed(node, "from"), needed(node, "to"), *on, *how, flag(node, "whole", true), text(node, "legal_basis"), flag(node, "assumed")};
}

UnitPack read_plain(const YAML::Node& root) {
  UnitPack pack;
  for (const auto& node : root["units"]) {
    UnitDraft unit;
    unit.key = needed(node, "key");
    unit.span = {day(node, "from").value_or(kSinceEver), day(node, "to")};
    unit.invented = flag(node, "invented");
    unit.note = text(node, "note");
    unit.names.push_back({needed(node, "name"), kind(node, needed(node, "kind")), unit.span, text(node, "legal_basis")});
    add_codes(unit, node, "gso");
    if (auto parent = text(node, "parent"); !parent.empty()) unit.parents.emplace_back(std::move(parent), unit.span);
    pack.units.push_back(std::move(unit));
  }
  for (const auto& node : root["changes"]) {
    const auto on = day(node, "on");
    if (!on) bad(node, "thiếu on");
    pack.changes.push_back({needed(node, "key"), *on, kind(node, needed(node, "kind")), needed(node, "name"), text(node, "legal_basis")});
  }
  for (const auto& node : root["successions"]) pack.successions.push_back(read_succession(node));
  return pack;
}

// The scenario file describes districts as the articles saw them; all of them ended with the district level.
class Scenario {
 public:
  UnitPack read(const YAML::Node& root) {
    for (const auto& province : root["provinces"]) read_province(province);
    for (const auto& district : root["units"]) read_district(district);
    return std::move(pack_);
  }

 private:
  static constexpr DaySpan kThreeTier{kSinceEver, kTwoTierStart};

  UnitDraft& add(std::string key, std::string parent, std::string name, UnitKind k) {
    if (auto it = std::ranges::find(pack_.units, key, &UnitDraft::key); it != pack_.units.end()) return *it;
    UnitDraft unit;
    unit.key = std::move(key);
    unit.span = kThreeTier;
    unit.names.push_back({std::move(name), k, kThreeTier, {}});
    if (!parent.empty()) unit.parents.emplace_back(std::move(parent), kThreeTier);
    pack_.units.push_back(std::move(unit));
    return pack_.units.back();
  }

  static std::string province_key(std::string_view gso) { return fmt::format("tinh-{}", gso); }

  void read_province(const YAML::Node& node) {
    const auto key = province_key(needed(node, "gso_code"));
    add_codes(add(key, {}, "Tỉnh " + needed(node, "name"), UnitKind::province), node, "gso_code");
    int number = 0;
    for (const auto& agency : node["agencies"]) {
      const auto name = needed(agency, "name");
      const auto k = name.starts_with("UBND")        ? UnitKind::committee
                     : name.starts_with("Văn phòng") ? UnitKind::office
                                                     : UnitKind::department;
      add_codes(add(fmt::format("{}/co-quan-{}", key, ++number), key, name, k), agency, "gso_code");
    }
  }

  void read_district(const YAML::Node& node) {
    const auto key = needed(node, "id");
    const auto province = province_key(needed(node, "province_gso"));
    auto& district = add(key, province, needed(node, "name"), kind(node, needed(node, "kind")));
    district.note = text(node, "article");
    add_codes(district, node, "gso_code");
    const auto office = [&](const YAML::Node& part, const std::string& parent) {
      auto& unit = add(key + "/" + needed(part, "id"), parent, needed(part, "name"), kind(part, needed(part, "kind")));
      unit.invented = text(part, "existence") == "typical";
      add_codes(unit, part, "gso_code");
    };
    for (const auto& part : node["departments"]) office(part, key);
    if (const auto part = node["one_stop"]) office(part, key);
    for (const auto& part : node["vertical_agencies"]) office(part, vertical_parent(province, part));
    for (const auto& part : node["communes"]) {
      const auto commune = key + "/" + needed(part, "gso_code");
      add_codes(add(commune, key, needed(part, "name"), kind(part, needed(part, "kind"))), part, "gso_code");
      if (auto name = text(part, "one_stop"); !name.empty()) add(commune + "/mot-cua", commune, std::move(name), UnitKind::one_stop);
    }
  }

  std::string vertical_parent(const std::string& province, const YAML::Node& part) {
    const auto name = text(part, "parent");
    if (name.empty()) return province;
    // "Công an tỉnh" stands below the province; one unit for all districts of it.
    auto it = std::ranges::find_if(
        pack_.units, [&](const UnitDraft& u) { return u.key.starts_with(province + "/nganh-doc-") && u.names.front().name == name; });
    if (it != pack_.units.end()) return it->key;
    auto key = fmt::format("{}/nganh-doc-{}", province, ++verticals_);
    const auto k = name.starts_with("Bưu điện") ? UnitKind::postal
                   : name.starts_with("Sở")     ? UnitKind::department
                                                : UnitKind::vertical_agency;
    add(key, province, name, k).invented = true;
    return key;
  }

  UnitPack pack_;
  int verticals_ = 0;
};

}  // namespace

Result<UnitPack> read_unit_pack(std::string_view yaml) {
  try {
    const auto root = YAML::Load(std::string(yaml));
    if (!root.IsMap() || !root["units"] || !root["units"].IsSequence())
      return errors::invalid("identity.unit_file_shape", "Tệp đơn vị cần có danh sách units.");
    return root["provinces"] ? Scenario().read(root) : read_plain(root);
  } catch (const YAML::Exception& e) {
    return errors::invalid("identity.unit_file_yaml", fmt::format("Tệp đơn vị sai cú pháp: dòng {}.", e.mark.line + 1));
  } catch (const BadFile& e) {
    return errors::invalid("identity.unit_file_invalid", fmt::format("Tệp đơn vị sai: {}.", e.what()));
  }
}

Result<UnitPack> shipped_units() {
  std::vector<UnitPack> packs;
  const auto files = embedded::identity_unit_files();
  std::vector<EmbeddedFile> order(files.begin(), files.end());
  // two-tier.yaml first: it knows all provinces, the scenario file only three of them.
  std::ranges::sort(order, std::greater{}, &EmbeddedFile::name);
  for (const auto& file : order) {
    TRY(auto pack, read_unit_pack(file.bytes));
    packs.push_back(std::move(pack));
  }
  return merge(std::move(packs));
}

Result<UnitPack> merge(std::vector<UnitPack> packs) {
  UnitPack all;
  std::map<std::string, std::size_t, std::less<>> index;
  std::vector<NameChange> changes;
  for (auto& pack : packs) {
    for (auto& unit : pack.units)
      if (index.emplace(unit.key, all.units.size()).second) all.units.push_back(std::move(unit));
    std::ranges::move(pack.successions, std::back_inserter(all.successions));
    std::ranges::move(pack.changes, std::back_inserter(changes));
  }
  const auto missing = [](const std::string& key) {
    return errors::invalid("identity.unit_file_link", fmt::format("Tệp đơn vị nhắc đến đơn vị chưa có: {}.", key));
  };
  std::ranges::sort(changes, {}, &NameChange::on);
  for (auto& change : changes) {
    const auto it = index.find(change.key);
    if (it == index.end()) return missing(change.key);
    auto& names = all.units[it->second].names;
    auto& last = names.back();
    if (change.on <= last.span.from)
      return errors::invalid("identity.unit_file_order", fmt::format("Đổi tên {} sai thứ tự ngày.", change.key));
    UnitName next{std::move(change.name), change.kind, {change.on, last.span.to}, std::move(change.legal_basis)};
    last.span.to = change.on;
    names.push_back(std::move(next));
  }
  for (const auto& unit : all.units)
    for (const auto& [key, span] : unit.parents)
      if (!index.contains(key)) return missing(key);
  for (const auto& s : all.successions)
    for (const auto* key : {&s.from, &s.to})
      if (!index.contains(*key)) return missing(*key);
  return all;
}

}  // namespace motcua::identity
