// SPDX-License-Identifier: EUPL-1.2
#include "registry/title/party.hpp"

#include <algorithm>

namespace quitrent {
namespace {

constexpr std::array<std::string_view, kRoles.size()> kRoleNames{"member", "registrar", "policy",
                                                                 "auditor", "operator"};

}  // namespace

std::string_view to_text(Role role) { return kRoleNames.at(static_cast<std::size_t>(role)); }

std::optional<Role> parse_role(std::string_view text) {
  const auto found = std::ranges::find(kRoleNames, text);
  if (found == kRoleNames.end()) return std::nullopt;
  return static_cast<Role>(found - kRoleNames.begin());
}

}  // namespace quitrent
