// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

#include "market/invariant/title_record.hpp"
#include "market/state/books.hpp"

namespace quitrent::market::chain_is_unbroken {

/// The law: the chain of title can be told from the events alone. Folding the conveyances of an
/// asset again gives the count, the digest and the moment of coming into title that the books hold;
/// each link begins where the one before ended, in time and in person. Answers what is wrong, or
/// nothing. Source: DESIGN.md (a digest of the chain of title); MECHANISM.md, section 6.
std::optional<std::string> violation(const Books& books, const TitleRecord& record);

}  // namespace quitrent::market::chain_is_unbroken
