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

/// The taxed assets of a register at `from`, see market::SimulatedColumns.
tax::RegisterColumns columns_of(const market::Books& books,
                                std::shared_ptr<const tax::ScheduleTimeline> baseline,
                                Instant from);

}  // namespace quitrent
