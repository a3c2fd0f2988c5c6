// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "registry/vocabulary/instant.hpp"
#include "tax/schedule/charter.hpp"
#include "tax/schedule_timeline.hpp"
#include "tools/quitrent/policy_server.hpp"

namespace quitrent {

// What a register says about its law over HTTP, without a key.

/// A schedule that a register has published.
struct PublishedText {
  std::string id;              ///< `sch_…`
  std::string state;           ///< `superseded`, `in-force` or `approved`
  std::string toml;            ///< as recorded
  Instant in_force_from = {};  ///< its first second
};

/// Every published schedule, in the order in which they come into force; one of them is in force.
/// Reads all pages of GET /v1/schedules. Throws PolicyFault where nobody answers, or somebody who
/// is no register.
std::vector<PublishedText> published_texts(const ServerFlags& flags);

/// The schedule in force among them.
const PublishedText& in_force_text(const std::vector<PublishedText>& all);

/// The schedules as a succession takes them. Throws PolicyFault for a text with a fault.
std::vector<tax::PublishedSchedule> published_schedules(const std::vector<PublishedText>& all);

/// The second of the register's clock. Throws as published_texts().
Instant now_of_server(const ServerFlags& flags);

/// The bounds of schedules in a register's charter (GET /v1/charter). What the charter says about
/// acts of two has its defaults. Throws as published_texts().
tax::Charter charter_of_server(const ServerFlags& flags);

}  // namespace quitrent
