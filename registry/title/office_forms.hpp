// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace quitrent {

// The canonical forms of numbers that offices give. Each reads a text that plain_text() made, and
// answers nothing where the text is not in a form of the scheme. See external_identifier.hpp and
// the README.

/// Of a patent: "US 6,004,596 B1" is US6004596. WIPO ST.3, ST.6, ST.16.
std::optional<std::string> patent_form(std::string_view plain);
/// Of a registered design: "US D437,557 S1" is USD437557, "EM 001234567-1" is EM0012345670001.
std::optional<std::string> design_form(std::string_view plain);
/// Of a trademark: "US 76/044,902" is US76044902.
std::optional<std::string> trademark_form(std::string_view plain);

}  // namespace quitrent
