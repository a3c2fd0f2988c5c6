// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "api/views/catalogue.hpp"
#include "api/views/views.hpp"
#include "registry/journal/journal.hpp"
#include "registry/storage/sqlite/database.hpp"

namespace quitrent::api {

/// The views do not fit the journal from which they are made. They must be begun anew.
class ViewsUnsound : public ViewsUnavailable {
 public:
  using ViewsUnavailable::ViewsUnavailable;
};

/// The records of one kind of history that are folded and not written yet. Each names the record
/// before it, see the tables in view_file.cpp. For one thread.
class HistoryRecords {
 public:
  /// One record.
  struct Record {
    std::int64_t number = 0;
    Sequence sequence = 0;
    HistoryHead before;
    std::int64_t value = 0;  ///< last column of the table
  };

  /// For the records in `table`.
  HistoryRecords(Database& database, const std::string& table, const HistorySteps& steps);

  /// The record of entry `sequence` in the history that ends with `head`: a new one, behind the
  /// `count` records that there are, or the one that the entry has already. Throws ViewsUnsound.
  Record& add(std::int64_t& count, Sequence sequence, HistoryHead& head);
  /// Writes the records with numbers above `written`. Throws SqliteFault.
  void write(std::int64_t written);
  /// Forgets the records, which are written.
  void clear() { records_.clear(); }

 private:
  std::uint64_t milestone_before(const HistoryHead& head);

  HistorySteps steps_;
  std::vector<Record> records_;
  Statement insert_;
  Statement find_anchor_;
};

}  // namespace quitrent::api
