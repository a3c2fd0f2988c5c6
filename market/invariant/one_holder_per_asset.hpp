// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

#include "market/invariant/title_record.hpp"
#include "market/state/books.hpp"

namespace quitrent::market::one_holder_per_asset {

/// The law: exactly one party or nobody is in title, and state, holder and chain of title agree.
/// While the asset is active, pending or delinquent, the last link names the holder; in every other
/// state it names nobody. Returns what is wrong, or nothing. Source: MECHANISM.md, section 7.
std::optional<std::string> violation(const Books& books, const TitleRecord& record);

}  // namespace quitrent::market::one_holder_per_asset
