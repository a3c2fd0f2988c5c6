// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <string>

#include <nlohmann/json.hpp>

#include "api/engine/folded_journal.hpp"
#include "tax/schedule/difference.hpp"
#include "tools/quitrent/policy_touches.hpp"
#include "tools/quitrent/policy_words.hpp"

namespace quitrent {

/// What a register adds to a difference; without one, `folded` is null.
struct DiffRegister {
  std::string name;  ///< of its file
  std::shared_ptr<const api::FoldedJournal> folded;
  TouchedByAll touched;
};

/// The schedules that are compared.
struct DiffSides {
  const tax::Schedule& before;
  const tax::Schedule& after;
};

/// Finds whom the changes touch in a register that was read from `file`; nothing where it is null.
DiffRegister diff_register(const std::string& file,
                           std::shared_ptr<const api::FoldedJournal> folded,
                           const DiffSides& sides);

/// A difference for programs: `{same, rates, changes}`; with a register also `touches`, in each
/// change too, and `register`.
nlohmann::ordered_json diff_json(const tax::ScheduleDifference& found, const DiffRegister& read);

/// `quitrent policy diff`: one sentence for each change from one schedule to another. The exit code
/// is 0 where they are the same law, 1 where they are not, 2 for wrong flags and files.
CommandAnswer answer_policy_diff(const PolicyWords& asked);

}  // namespace quitrent
