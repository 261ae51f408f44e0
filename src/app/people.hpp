// The services of the citizens' side, over those of the installation. They keep nothing in memory: the site and the jobs have one each.
#pragma once

#include <memory>
#include <vector>

#include "app/compose.hpp"
#include "app/jobs.hpp"
#include "dossier/online_filing.hpp"
#include "dossier/replies.hpp"
#include "feedback/feedback.hpp"
#include "identity/citizens.hpp"
#include "identity/sso.hpp"
#include "notify/announce.hpp"
#include "notify/messages.hpp"
#include "portal/boards.hpp"
#include "queue/queue.hpp"
#include "store/outbox.hpp"

namespace motcua::app {

struct People {
  explicit People(Services& services);

  // What the outbox tells and what runs by itself.
  void subscribe(store::OutboxWorker& outbox);
  std::vector<Job> jobs(const std::string& owner);

  Services& services;
  notify::Messages messages;
  identity::Citizens citizens;
  std::unique_ptr<identity::OidcProvider> provider;  // of sign-in, when one is set
  std::unique_ptr<identity::SingleSignOn> sso;
  dossier::OnlineFiling filing;
  dossier::Replies replies;
  notify::Announcer announcer;
  feedback::Feedback feedback;
  portal::Boards boards;
  queue::Queue queue;

 private:
  void remind_of_booked_times();
};

}  // namespace motcua::app
