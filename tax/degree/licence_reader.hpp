// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>
#include <string_view>

#include "tax/degree/licences.hpp"

namespace quitrent::tax {

/// Reads a table from tab-separated text; tax/degree/README.md tells the columns. Refuses unknown
/// kinds, a wrong count of columns, levels above 24, an identifier that occurs twice or has
/// characters that SPDX does not allow, weights that are all 0, text that is no UTF-8, more than
/// 32'000 licences, and a table without the weights of a class (other than trademark) or without a
/// commitment. Reports the first fault only.
std::expected<LicenceTable, LicenceFault> read_licences(std::string_view tsv);

/// Reads a table that replaces the built-in one. Where the text has no line of weights, or none of
/// commitments, those of the built-in table apply. A byte order mark at the beginning and carriage
/// returns at the ends of lines are ignored. Refuses what read_licences refuses.
std::expected<LicenceTable, LicenceFault> read_replacement_licences(std::string_view tsv);

}  // namespace quitrent::tax
