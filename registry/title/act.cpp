// SPDX-License-Identifier: EUPL-1.2
#include "registry/title/act.hpp"

#include "registry/vocabulary/ensure.hpp"
#include "registry/vocabulary/symbol.hpp"

namespace quitrent {
namespace {

/// The enumerator of `Enum` with this text; nothing where there is none.
template <class Enum>
std::optional<Enum> symbol_named(std::string_view text) {
  for (std::size_t number = 0; number < symbol_count<Enum>(); ++number) {
    if (to_text(static_cast<Enum>(number)) == text) return static_cast<Enum>(number);
  }
  return std::nullopt;
}

}  // namespace

std::optional<ActKind> parse_act_kind(std::string_view text) { return symbol_named<ActKind>(text); }

std::optional<ActState> parse_act_state(std::string_view text) {
  return symbol_named<ActState>(text);
}

Role acting_role(ActKind kind) {
  switch (kind) {
    case ActKind::strike:
    case ActKind::rectification:
    case ActKind::expiry:
    case ActKind::hold_beyond_360_days:
      return Role::registrar;
    case ActKind::credit:
      return Role::operator_;
  }
  broken_invariant("an act of an unknown kind");
}

}  // namespace quitrent
