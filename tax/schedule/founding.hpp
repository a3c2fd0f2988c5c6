// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

namespace quitrent::tax {

/// The built-in founding schedule, as TOML: in force since 1970. Source: MECHANISM.md, section 10.
std::string_view founding_schedule_toml();

}  // namespace quitrent::tax
