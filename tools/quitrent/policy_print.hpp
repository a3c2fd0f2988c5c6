// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "registry/vocabulary/instant.hpp"
#include "tax/schedule/charter.hpp"
#include "tools/quitrent/policy_words.hpp"

namespace quitrent {

/// `quitrent policy print`: the founding schedule, or with `--register` or `--server` the schedule
/// in force of a register, as a commented file to begin from. The exit code is 0, 1 where the
/// register refuses, or 2 for wrong flags, for a charter with a fault, and where there is no
/// register.
CommandAnswer answer_policy_print(const PolicyWords& asked);

/// A schedule as a register has recorded it.
struct RecordedText {
  std::string toml;
  std::string id;  ///< `sch_…`
  std::string register_name;
  Instant since = {};  ///< its first second in force; the beginning of time for a founding one
};

/// The commented file to begin from: two comments say where it comes from and what its digest is,
/// which a proposal names as its baseline. The line of its own first day is left out, since a
/// schedule that follows it states another one. Throws PolicyFault.
std::string file_to_begin_from(const RecordedText& recorded, const tax::Charter& charter);

}  // namespace quitrent
