// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

#include "market/due/changes.hpp"
#include "market/due/due_queue.hpp"
#include "market/invariant/title_record.hpp"
#include "market/state/books.hpp"

namespace quitrent::market {

/// The first of the six laws that the books break, and what is wrong; nothing where all hold.
/// Requires that `record` has observed every event, `queue` is up to date, and every change due by
/// `now` is applied. It reads the whole register: for tests and simulators, not for the engine.
std::optional<std::string> broken_law(const Books& books, const TitleRecord& record,
                                      const DueQueue& queue, Instant now);

}  // namespace quitrent::market
