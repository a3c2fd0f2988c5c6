// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "registry/vocabulary/digest.hpp"
#include "tax/schedule/charter.hpp"
#include "tax/schedule/schedule.hpp"
#include "tax/simulation/behaviour.hpp"

namespace quitrent {

/// A schedule in a file, with the `[behaviour]` table that it may have besides.
struct PolicyFile {
  std::string path;
  Digest digest;          ///< SHA-256 of the file
  std::string schedule;   ///< the text without `[behaviour]`; the lines keep their numbers
  std::string behaviour;  ///< the text of `[behaviour]` alone, on its lines; else empty lines
};

/// Reads a file of at most 10 MB. Throws SimulationFault.
PolicyFile read_policy_file(const std::string& path);

/// The schedule of a file. One that states no first day is in force from `from` on, as a founding
/// schedule is. Throws SimulationFault with a line for each fault.
tax::Schedule schedule_in(const PolicyFile& file, Instant from);

/// The charter of a file; of an empty name, the default charter. Throws SimulationFault.
tax::Charter charter_in(const std::string& path);

/// The parameters of behaviour: the defaults, then `[behaviour]` of the file, then `flags` (key and
/// text). Keys: `discount`, `opening`, `response` with three values each, `turnover` with one.
/// Throws SimulationFault.
tax::BehaviourParameters behaviour_in(
    const PolicyFile& file, const std::vector<std::pair<std::string, std::string>>& flags);

}  // namespace quitrent
