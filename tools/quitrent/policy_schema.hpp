// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "tools/quitrent/policy_words.hpp"

namespace quitrent {

/// The JSON Schema of schedules, for editors: `#:schema schedule.schema.json` at the top of a file.
/// It uses what drafts 4 and 7 share, and is made from the table of parameters that the reader
/// uses, so that both know the same keys.
std::string schedule_schema();

/// The JSON Schema of charters, made in the same way.
std::string charter_schema();

/// `quitrent policy schema [--charter]`: prints one of them.
CommandAnswer answer_policy_schema(const PolicyWords& asked);

}  // namespace quitrent
