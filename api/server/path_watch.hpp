// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

#include "registry/journal/journal.hpp"

namespace quitrent::api {

/// Looks once a second whether the files of a journal are still where the next start will look for
/// them, also while nothing is filed. Where they are not it ends the process with exit code 70 and
/// the line that says so.
class PathWatch {
 public:
  /// Begins to look; `journal` outlives it.
  explicit PathWatch(Journal& journal);

 private:
  void watch(const std::stop_token& stop);

  Journal& journal_;
  std::mutex waiting_;
  std::condition_variable_any stopped_;
  std::jthread thread_;  // last: it stops before the rest goes
};

}  // namespace quitrent::api
