#include "catalog/model.hpp"

#include <algorithm>

namespace motcua::catalog {
namespace {

template <class T> const T* by_id(const std::vector<T>& items, std::string_view id) {
  const auto found = std::ranges::find(items, id, &T::id);
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

std::string_view id_of(Channel channel) {
  switch (channel) {
    case Channel::counter: return "truc_tiep";
    case Channel::online: return "truc_tuyen";
    case Channel::post: return "buu_chinh";
  }
  return "";
}

std::string_view label_of(Channel channel) {
  switch (channel) {
    case Channel::counter: return "Trực tiếp";
    case Channel::online: return "Trực tuyến";
    case Channel::post: return "Bưu chính công ích";
  }
  return "";
}

std::optional<Channel> channel_of(std::string_view id) {
  for (const auto channel : {Channel::counter, Channel::online, Channel::post})
    if (id_of(channel) == id) return channel;
  return std::nullopt;
}

bool Channels::offers(Channel channel) const {
  switch (channel) {
    case Channel::counter: return counter;
    case Channel::online: return online != OnlineLevel::none;
    case Channel::post: return post;
  }
  return false;
}

std::string_view label_of(PaperKind kind) {
  switch (kind) {
    case PaperKind::form: return "Tờ khai";
    case PaperKind::e_form: return "Tờ khai điện tử";
    case PaperKind::original: return "Bản chính";
    case PaperKind::copy: return "Bản sao";
    case PaperKind::present_only: return "Xuất trình";
    case PaperKind::photo: return "Ảnh";
    case PaperKind::data: return "Chỉ khai thông tin";
  }
  return "";
}

bool Question::yes_no() const { return options.size() == 2 && options[0].id == "co" && options[1].id == "khong"; }
const Question::Option* Question::option(std::string_view option_id) const { return by_id(options, option_id); }

const FormField* Form::field(std::string_view key) const {
  const auto found = std::ranges::find(fields, key, &FormField::key);
  return found == fields.end() ? nullptr : &*found;
}
const TermVariant* TimeLimit::variant(std::string_view id) const { return by_id(variants, id); }
const Outcome* Step::outcome(std::string_view outcome_id) const { return by_id(outcomes, outcome_id); }

bool Fee::per_copy() const {
  return unit.starts_with("bản") || unit.starts_with("trang") || unit.starts_with("văn bản") || unit.starts_with("giấy");
}

std::vector<std::string> ProcedureVersion::levels(Regime regime) const {
  return regime == Regime::two_tier ? level_two_tier : std::vector<std::string>{level};
}
std::string_view ProcedureVersion::competent_authority(Regime regime) const {
  return regime == Regime::two_tier ? competent_two_tier : competent_three_tier;
}
const Question* ProcedureVersion::question(std::string_view wanted) const { return by_id(questions, wanted); }
const Component* ProcedureVersion::component(std::string_view wanted) const { return by_id(components, wanted); }
const Form* ProcedureVersion::form(std::string_view wanted) const { return by_id(forms, wanted); }
const Fee* ProcedureVersion::fee(std::string_view wanted) const { return by_id(fees, wanted); }
const Step* ProcedureVersion::step(std::string_view wanted) const { return by_id(steps, wanted); }

std::string_view WorkUnit::name_in(Regime regime) const {
  return regime == Regime::three_tier || two_tier_equivalent.empty() || two_tier_equivalent == "như cũ" ? name : two_tier_equivalent;
}
const Role* Units::role(std::string_view wanted) const { return by_id(roles, wanted); }
const WorkUnit* Units::unit(std::string_view wanted) const { return by_id(units, wanted); }

}  // namespace motcua::catalog
