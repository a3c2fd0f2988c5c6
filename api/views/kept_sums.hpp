// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "api/views/view_file.hpp"
#include "registry/journal/journal.hpp"
#include "registry/storage/sqlite/database.hpp"

namespace quitrent::api {

/// The sums of revenue and of activities that are kept every kEntriesASum entries. They are
/// collected in memory until they are written. For one thread.
class KeptSums {
 public:
  /// Prepares what writes into the file's tables. The database must outlive this object.
  explicit KeptSums(Database& database);

  /// Keeps the sums of the mark, where it is at a multiple of kEntriesASum. The activities of the
  /// entries since the sums before go with them: the mark has none any more.
  void take(ViewMark& mark);
  /// Writes the sums of entries after `written`, within the caller's transaction.
  /// Throws SqliteFault.
  void write(Sequence written);
  /// Forgets what was taken.
  void clear() { taken_.clear(); }

 private:
  struct Taken {
    Sequence sequence = 0;
    std::string revenue;
    std::string activity;
    std::string activities;  ///< of the entries since the sums before
  };

  std::vector<Taken> taken_;
  Statement insert_revenue_;
  Statement insert_activity_;
};

}  // namespace quitrent::api
