// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

#include "market/invariant/title_record.hpp"
#include "market/state/books.hpp"

namespace quitrent::market::chain_is_unbroken {

/// The law: the events alone give the chain of title. Computing an asset's chain again from its
/// conveyances gives the count, the digest and the second of entry into title that the books hold.
/// Each link begins where the previous one ended, in time and in person. Returns what is wrong, or
/// nothing. Source: DESIGN.md (a digest of the chain of title); MECHANISM.md, section 6.
std::optional<std::string> violation(const Books& books, const TitleRecord& record);

}  // namespace quitrent::market::chain_is_unbroken
