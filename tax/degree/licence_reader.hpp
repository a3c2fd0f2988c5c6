// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>
#include <string_view>

#include "tax/degree/licences.hpp"

namespace quitrent::tax {

/// Reads a table from tab-separated text, see tax/degree/README.md for the columns. Refuses unknown
/// kinds, wrong counts of columns, levels beyond 24, an identifier twice or of other characters
/// than SPDX allows, weights that are all 0, what is no UTF-8, and a table in which the weights of
/// a class other than trademark or a commitment are missing; more than 32'000 licences; the first
/// fault only.
std::expected<LicenceTable, LicenceFault> read_licences(std::string_view tsv);

/// Reads a table that takes the place of the one that the program carries: where the text has no
/// line of weights, or none of commitments, those of the built-in table hold. A byte order mark
/// before it and carriage returns at the ends of lines are passed over. Refuses what read_licences
/// refuses.
std::expected<LicenceTable, LicenceFault> read_replacement_licences(std::string_view tsv);

}  // namespace quitrent::tax
