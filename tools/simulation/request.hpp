// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <stdexcept>
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
  std::string charter_file;     ///< else the charter's defaults
  std::optional<Instant> from;  ///< else the reform's first day, or the register's newest second
  std::optional<Instant> to;    ///< else 365 days after `from`
  /// `[behaviour]` values given as flags, by key, as text; several values have commas between them.
  std::vector<std::pair<std::string, std::string>> behaviour;
  std::string command;  ///< the command that makes it again
};

/// A file or flag that a simulation cannot use.
class SimulationFault : public std::runtime_error {
 public:
  /// One line without a full stop.
  explicit SimulationFault(std::string line) : SimulationFault{std::vector{std::move(line)}} {}
  /// At least one line, one for each fault of a file.
  explicit SimulationFault(std::vector<std::string> lines)
      : std::runtime_error{lines.front()}, lines_{std::move(lines)} {}
  /// The lines to print.
  const std::vector<std::string>& lines() const { return lines_; }

 private:
  std::vector<std::string> lines_;
};

}  // namespace quitrent
