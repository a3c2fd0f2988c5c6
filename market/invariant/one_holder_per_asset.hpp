// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

#include "market/invariant/title_record.hpp"
#include "market/state/books.hpp"

namespace quitrent::market::one_holder_per_asset {

/// The law: title is with exactly one party or with nobody, and state, holder and chain of title
/// say the same. While active, pending or delinquent, the holder is the one that the last link
/// names; in every other state the last link names nobody. Answers what is wrong, or nothing.
/// Source: MECHANISM.md, section 7.
std::optional<std::string> violation(const Books& books, const TitleRecord& record);

}  // namespace quitrent::market::one_holder_per_asset
