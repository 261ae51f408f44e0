// For tests of online filing: people of the portal, files they send, a filing filled in whole.
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <string_view>

#include "dossier/online_filing.hpp"
#include "dossier/testing_gate.hpp"
#include "dossier/testing_world.hpp"
#include "identity/citizens.hpp"

namespace motcua::dossier::testing {

// Keeps what was sent instead of sending it.
class CodeBox final : public identity::CodeSender {
 public:
  bool reaches(identity::ContactKind kind) const override { return kind == identity::ContactKind::email; }
  void send_code(store::Tx&, const identity::Contact& to, std::string_view code, Instant) override { last[to.value] = code; }
  std::map<std::string, std::string> last;
};

class FilingWorld {
 public:
  explicit FilingWorld(store::TestDatabase& database) : w(*database), folder(database.folder()) {
    std::filesystem::create_directories(folder / "up");
  }
  // Signed in by the code; makes the account the first time.
  identity::Citizen citizen(std::string_view email) {
    const auto contact = identity::parse_contact(email).value();
    const auto asked = citizens.ask_code(contact).value();
    const auto arrived = citizens.prove(asked.token, codes.last.at(contact.value), {"phone"}).value();
    sessions[std::string(email)] = arrived.session;
    return w.db.read([&](store::ReadTx& tx) { return citizens.find(tx, arrived.citizen).value(); });
  }
  std::filesystem::path file(std::string_view bytes) {
    const auto path = folder / "up" / std::to_string(++files);
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  static std::string pdf(int n = 1) { return "%PDF-1.4\n% " + std::to_string(n) + "\ntrailer\n%%EOF\n"; }

  // Everything filled in as a person would; not submitted.
  FilingId filled(const identity::Citizen& who, std::string_view procedure = kProcedure) {
    const auto version = w.catalog.on_day(procedure, w.identity.today()).value();
    catalog::Answers answers;
    while (const auto* q = catalog::next_question(*version, answers, catalog::Channel::online)) answers[q->id] = q->options.front().id;
    const auto id = filing.begin(who, procedure, w.unit("xa/mot-cua"), answers).value();
    const auto saved = filing.save(who, id, "nguoi-nop", [&](FilingContent& c) {
      c.applicant = {"087199001234", "Trần Thị Ngọc Bích", "14/02/1999", "Nữ", "Ấp Tân Thạnh, xã Tân Phú, tỉnh Đồng Tháp", "", "", false};
      c.filled_by = FilledBy::self;
      if (!version->forms.empty()) fill(version->forms.front(), c);
    });
    EXPECT_TRUE(saved);
    EXPECT_TRUE(filing.save(who, id, "nhan-ket-qua", [](FilingContent&) {}));
    const auto now = filing.mine(who, id).value();
    for (const auto& p : OnlineFiling::papers_to_upload(*version, now.content))
      if (p.need == catalog::Need::required) {
        const auto added = filing.add_file(who, id, p.component->id, file(pdf(++files)), "quet.pdf");
        EXPECT_TRUE(added) << (added ? "" : added.error().fields.front().message);
      }
    return id;
  }
  static void fill(const catalog::Form& form, FilingContent& c) {
    for (int round = 0; round < 4; ++round) {
      auto values = c.answers;
      values.insert(c.form.begin(), c.form.end());
      for (const auto* f : catalog::missing_fields(form, values)) c.form[f->key] = value_for(*f);
    }
  }
  static std::string value_for(const catalog::FormField& f) {
    using T = catalog::FieldType;
    switch (f.type) {
      case T::select: return f.options.empty() ? "Khác" : f.options.front();
      case T::checkbox: return "Có";
      case T::number: return "1";
      case T::money: return "1000000";
      case T::date:
      case T::date_partial: return "01/10/2026";
      case T::id_number: return "087199001234";
      case T::phone: return "0912345678";
      default: return "Nội dung mẫu";
    }
  }
  std::string verify() {
    auto all = w.dossiers.verifiers();
    for (auto& v : filing_verifiers()) all.push_back(std::move(v));
    for (const auto& v : all)
      if (const auto broken = w.db.read([&](store::ReadTx& tx) { return v.check(tx); })) return *broken;
    return "";
  }

  World w;
  std::filesystem::path folder;
  int files = 0;
  CodeBox codes;
  identity::Citizens citizens{w.db, w.clock, w.ids, codes, {.secret = std::string(32, 'c')}};
  store::Blobs blobs{w.db, w.clock, folder / "blobs"};
  OnlineFiling filing{w.dossiers, blobs};
  std::map<std::string, std::string> sessions;
};

}  // namespace motcua::dossier::testing
