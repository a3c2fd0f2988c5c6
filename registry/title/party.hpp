// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "registry/vocabulary/identifier.hpp"

namespace quitrent {

/// What a party may do. Source: API.md, Parties and money.
enum class Role : std::uint8_t {
  member = 0,
  registrar = 1,
  policy = 2,
  auditor = 3,
  operator_ = 4
};

/// Every role, in the order of its number.
inline constexpr std::array<Role, 5> kRoles{Role::member, Role::registrar, Role::policy,
                                            Role::auditor, Role::operator_};
/// The role as it stands in JSON.
std::string_view to_text(Role role);
/// Reads a role; nothing for any other text.
std::optional<Role> parse_role(std::string_view text);

/// A set of roles.
class Roles {
 public:
  /// No role.
  constexpr Roles() = default;
  /// One role.
  constexpr explicit Roles(Role role) { add(role); }
  /// The set that `bits` stands for; unknown bits are dropped.
  static constexpr Roles from_bits(std::uint8_t bits) {
    Roles roles;
    roles.bits_ = bits & 0x1fU;
    return roles;
  }
  /// One bit per role, by the number of the role.
  constexpr std::uint8_t bits() const { return bits_; }
  /// Adds a role.
  constexpr void add(Role role) {
    bits_ = static_cast<std::uint8_t>(bits_ | 1U << static_cast<unsigned>(role));
  }
  /// Whether the set has the role.
  constexpr bool has(Role role) const { return (bits_ >> static_cast<unsigned>(role) & 1U) != 0; }
  /// Equal where both have the same roles.
  friend constexpr bool operator==(const Roles&, const Roles&) = default;

 private:
  std::uint8_t bits_ = 0;
};

/// A party as the register names it in public.
struct NamedParty {
  PartyId id;
  std::string name;  ///< as it was when the fact was recorded
  /// Equal where both are.
  friend bool operator==(const NamedParty&, const NamedParty&) = default;
};

/// A party of the register: it holds, buys or has an office.
struct Party {
  PartyId id;
  std::string name;     ///< 1 to 200 characters
  Roles roles;          ///< never empty
  bool frozen = false;  ///< true: may neither withdraw money nor buy
};

}  // namespace quitrent
