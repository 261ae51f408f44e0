#include "survey/pages.hpp"

#include <algorithm>
#include <iterator>

#include "survey/dialogue_pages.hpp"
#include "survey/poll_pages.hpp"
#include "survey/public_pages.hpp"
#include "survey/services.hpp"

namespace motcua::survey {

struct Pages::Impl {
  Impl(Services& s, const web::Shells& shells)
      : polls(s.polls, shells), dialogues(s.dialogues, shells), everybody(s.polls, s.dialogues, shells) {}
  PollPages polls;
  DialoguePages dialogues;
  PublicPages everybody;
};

Pages::Pages(Survey& survey, const web::Shells& shells) : impl_(std::make_unique<Impl>(survey.services(), shells)) {}
Pages::~Pages() = default;

std::vector<web::Route> Pages::routes() {
  std::vector<web::Route> all;
  const auto add = [&](auto& pages) {
    using P = std::remove_reference_t<decltype(pages)>;
    std::ranges::move(web::bind_routes<P>("survey", pages, P::routes()), std::back_inserter(all));
  };
  add(impl_->polls);
  add(impl_->dialogues);
  add(impl_->everybody);
  return all;
}

}  // namespace motcua::survey
