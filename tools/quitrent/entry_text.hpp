// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "registry/journal/journal.hpp"

namespace quitrent {

/// An entry as one line of JSON without a line break: `{sequence, at, digest, events, private}`.
/// Public events are written as `GET /v1/events` shows them. `private` says who or what made the
/// entry, and has its private events. Shows no key, no kept answer and no blinding. Throws
/// DamagedBytes.
std::string entry_json(const Entry& entry);

/// An entry for people: a line for the entry, and one indented line for each event.
std::string entry_text(const Entry& entry);

}  // namespace quitrent
