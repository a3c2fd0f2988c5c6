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

/// A schedule in a file.
struct PolicyFile {
  std::string path;
  Digest digest;     ///< SHA-256 of the file
  std::string text;  ///< at most largest_policy_file() bytes
};

/// Reads a file, as every command of `quitrent policy` does. Throws PolicyFault.
PolicyFile read_policy_file(const std::string& path);

/// The schedule of a file. One that states no first day is in force from `from` on, as a founding
/// schedule is. Throws PolicyFault with a line for each fault.
tax::Schedule schedule_in(const PolicyFile& file, Instant from);

/// The charter of a file; of an empty name, the default charter. Throws PolicyFault.
tax::Charter charter_in(const std::string& path);

/// The parameters of behaviour: what the schedule states, then `flags` (key and text). Throws
/// PolicyFault.
tax::BehaviourParameters behaviour_in(
    const tax::Schedule& schedule, const std::vector<std::pair<std::string, std::string>>& flags);

}  // namespace quitrent
