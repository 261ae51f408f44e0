// Hotlines, help points of hamlets and help teams of a place: set by its head, shown to everybody.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "identity/identity.hpp"
#include "store/db.hpp"
#include "store/verify.hpp"

namespace motcua::portal {

using identity::Actor;
using identity::UnitId;
using ContactId = Id<struct ContactTag>;

enum class ContactKind : std::uint8_t { hotline, point, team };
inline constexpr std::array kContactKinds{ContactKind::hotline, ContactKind::point, ContactKind::team};
std::string_view word(ContactKind k);
std::string_view label(ContactKind k);  // "Điểm hỗ trợ"
std::optional<ContactKind> contact_kind_from(std::string_view word);

struct Contact {
  ContactId id;
  std::int64_t version{};
  UnitId unit;
  ContactKind kind{};
  std::string hamlet;  // "Ấp 1"; empty: the whole commune
  std::string name;    // "Nhà văn hóa ấp 1", "Tổ công nghệ số cộng đồng ấp 1"
  std::string place, phone, hours;
  bool ended = false;
};

class Contacts {
 public:
  Contacts(store::Database& db, const Clock& clock, IdSource& ids) : db_(db), clock_(clock), ids_(ids) {}

  std::vector<Contact> list(UnitId unit);                  // in force; by kind, then hamlet
  Status add(const Actor& actor, const Contact& contact);  // permission dossier.allocate
  Status end(const Actor& actor, ContactId id);
  std::vector<store::Verifier> verifiers() const;

 private:
  store::Database& db_;
  const Clock& clock_;
  IdSource& ids_;
};

}  // namespace motcua::portal
