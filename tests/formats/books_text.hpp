// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "market/state/books.hpp"

namespace quitrent::formats {

using namespace market;

/// The recorded facts of the books as lines of text, in an order that no layout changes: the
/// register, each schedule, party and asset with its encumbrances, each pending purchase and each
/// recorded profile. Contains nothing that a rule computes from facts (no forecast, no price, no
/// digest of terms), so that a change of the rules changes no line.
std::string books_text(const Books& books);

}  // namespace quitrent::formats
