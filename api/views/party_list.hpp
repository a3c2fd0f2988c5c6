// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>

#include "api/views/view_reader.hpp"
#include "api/views/views.hpp"

namespace quitrent::api {

/// See Views::parties.
PartyPage parties(ViewReader& reader, const PartyQuery& query);

/// See Views::party.
std::optional<PartyView> party(ViewReader& reader, const PartyId& id);

}  // namespace quitrent::api
