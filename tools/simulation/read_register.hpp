// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <string>

#include "api/engine/folded_journal.hpp"
#include "registry/vocabulary/instant.hpp"
#include "tax/schedule_timeline.hpp"
#include "tax/simulation/register_columns.hpp"

namespace quitrent {

/// Reads a register's file from the first entry on, beside a running server or without one, and
/// changes nothing. Each entry is verified. Throws PolicyFault where there is no founded
/// register, and JournalFault as the readers of journals do.
std::unique_ptr<api::FoldedJournal> read_register(const std::string& database);

/// The taxed assets of a register at `from`, levied up to then under `baseline`: those with a
/// holder that have not expired. Where an asset is levied beyond `from` already, its escrow is that
/// of the register and its carry 0. An asset whose escrow fails before `from` counts as delinquent.
tax::RegisterColumns columns_of(const market::Books& books, const tax::ScheduleTimeline& baseline,
                                Instant from);

}  // namespace quitrent
