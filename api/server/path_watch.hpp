// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <string_view>
#include <thread>

#include "registry/journal/journal.hpp"

namespace quitrent::api {

/// Ends the process with one line and exit code 70, because files of the journal are not at their
/// paths. Closes nothing: what lies at the paths now may be another register's.
[[noreturn]] void end_misplaced(std::string_view what);

/// Checks once a second, also while nothing is filed, that the files of a journal are still where
/// the next start will look for them. Where they are not, it ends the process with one line and
/// exit code 70.
class PathWatch {
 public:
  /// Begins to check; `journal` must outlive this object.
  explicit PathWatch(Journal& journal);

 private:
  void watch(const std::stop_token& stop);

  Journal& journal_;
  std::mutex waiting_;
  std::condition_variable_any stopped_;
  std::jthread thread_;  // last, so that it stops before the other members are destroyed
};

}  // namespace quitrent::api
