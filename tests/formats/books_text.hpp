// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "market/state/books.hpp"

namespace quitrent::formats {

using namespace market;

/// What is on record in the books as lines of text, in an order that no layout changes: the
/// register, each schedule, party and asset with its encumbrances, each purchase that waits and
/// each recorded profile. Facts only: nothing that a rule reckons from them (no forecast, no price,
/// no digest of terms), so that an amendment of the rules changes no line.
std::string books_text(const Books& books);

}  // namespace quitrent::formats
