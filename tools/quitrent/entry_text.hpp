// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "registry/journal/journal.hpp"

namespace quitrent {

/// An entry as one line of JSON without its end: `{sequence, at, digest, events, private}`. Public
/// events are written as `GET /v1/events` shows them; `private` says who or what made the entry,
/// and its private events. No key, no kept answer and no blinding is shown. Throws DamagedBytes.
std::string entry_json(const Entry& entry);

/// The same for people: a line for the entry, and one indented line an event.
std::string entry_text(const Entry& entry);

}  // namespace quitrent
