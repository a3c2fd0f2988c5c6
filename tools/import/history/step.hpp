// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "registry/vocabulary/instant.hpp"

namespace quitrent::history {

/// What a step asks of the register. Each has one route, see route_of().
enum class StepKind : std::uint8_t {
  party,
  credit,
  payout,
  freeze,
  unfreeze,
  registration,
  assessment,
  deposit,
  purchase,
  terms,
  licence,
  end_licence,
  lien,
  release,
  hold,
  lift,
  evidence,
  finding,
  contest,
  decision,
  profile,
  dedication,
  redemption,
  withdrawal,
  expiry,
  strike,
  rectification,
  approval,
  simulation,
  proposal,
  schedule_approval,
};

/// How a kind of step is sent.
struct Route {
  StepKind kind;
  const char* name;    ///< in words, for people
  const char* method;  ///< of HTTP
  /// The path; `{subject}` and `{thing}` stand for the identifiers of a step's two names.
  const char* path;
};

/// The routes of all kinds, in the order of StepKind.
std::span<const Route> routes();

/// The route of one kind.
const Route& route_of(StepKind kind);

/// One request of the history. What only the register knows stands in it as a mark: `@party:NAME`,
/// `@asset:NAME`, `@made:NAME` and `@digest:NAME` are the identifiers and digests that the answers
/// to earlier steps gave.
struct Step {
  Instant at = {};
  StepKind kind = StepKind::party;
  std::string by = {};       ///< the name of the party that asks; empty: the operator
  std::string subject = {};  ///< a mark, see Route::path
  std::string thing = {};    ///< a mark, see Route::path
  std::string body = {};     ///< JSON, every whole text of which may be a mark; or a TOML schedule
  std::string makes = {};    ///< the mark by which later steps name what this one made
};

}  // namespace quitrent::history
