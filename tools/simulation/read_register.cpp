// SPDX-License-Identifier: EUPL-1.2
#include "tools/simulation/read_register.hpp"

#include <utility>

#include "market/state/simulated_columns.hpp"
#include "registry/journal/verified_reader.hpp"
#include "registry/storage/sqlite/sqlite_journal.hpp"
#include "tools/quitrent/policy_words.hpp"
#include "tools/simulation/request.hpp"

namespace quitrent {
std::unique_ptr<api::FoldedJournal> read_register(const std::string& database) {
  VerifiedReader reader{read_sqlite_journal(database)};
  auto folded = std::make_unique<api::FoldedJournal>();
  reader.read(0, [&folded](const Entry& entry) {
    folded->take_in(entry);
    return true;
  });
  if (!folded->books.founded()) throw PolicyFault{database + ": holds no register yet"};
  return folded;
}

tax::RegisterColumns columns_of(const market::Books& books,
                                std::shared_ptr<const tax::ScheduleTimeline> baseline,
                                Instant from) {
  market::SimulatedColumns columns{std::move(baseline), from};
  for (Ordinal ordinal = 0; ordinal < books.asset_count(); ++ordinal) {
    columns.take({ordinal, books.asset(ordinal)});
  }
  return std::move(columns).finished();
}

}  // namespace quitrent
