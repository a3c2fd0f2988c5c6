// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "registry/vocabulary/instant.hpp"

namespace quitrent {

/// What is asked of a simulation. A file that is not named is an empty text.
struct SimulationRequest {
  std::string register_file;    ///< the register's database
  std::string reform_file;      ///< the new schedule
  std::string baseline_file;    ///< in place of the register's own schedules
  std::string charter_file;     ///< else the register's own charter
  std::optional<Instant> from;  ///< else the reform's first day, or the register's newest second
  std::optional<Instant> to;    ///< else 365 days after `from`
  /// Values of `behaviour` given as flags, by key, as text; several values have commas between
  /// them.
  std::vector<std::pair<std::string, std::string>> behaviour;
  std::string command;  ///< the command that makes it again
};

}  // namespace quitrent
