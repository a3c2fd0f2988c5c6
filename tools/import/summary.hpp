// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "registry/vocabulary/instant.hpp"
#include "tools/import/registration.hpp"

namespace quitrent::debian {

/// The party with which a newcomer can buy, and the asset to buy.
struct Buyer {
  Member member;
  std::string asset;  ///< identifier of the dearest invented asset
  Money price;        ///< its assessment
  Money escrow;       ///< the escrow of its seller, a good first escrow for the buyer
};

/// The invented history that an import gave a sandbox, and keys with which to look around. The
/// registrar can approve the strike that waits for its second person, the approver the schedule.
struct HistorySummary {
  Instant from, to;
  std::size_t steps = 0, parties = 0, assets = 0;
  std::string holder_key, registrar_key, policy_key, approver_key;
};

/// What an import did.
struct ImportOutcome {
  std::string server;
  std::vector<Registered> assets;    ///< of packages
  std::vector<Registered> invented;  ///< see invented_assets
  std::vector<UnreadPackage> unread;
  std::size_t members = 0;  ///< how many parties were named
  std::optional<Buyer> buyer;
  std::optional<HistorySummary> history;
};

/// How detailed the summary is: counts alone, or each asset and package too.
enum class Detail { counts, each };

/// The summary for people. It says how many packages were registered with each degree, and how many
/// licences of that degree rest on more than their label. It says how many packages were refused
/// (by the register, or because their licences are not joined as the format says) and how many were
/// skipped (nothing to read), by reason, each with its first example in brackets. It counts
/// invented assets apart, except refused ones. With Detail::each a line for each asset and package
/// comes first. If there is a history, lines with its figures and then its keys (`holder_key=...`)
/// come behind. If there is a buyer, it ends with a curl line, `buyer_key=...` and `asset=...`.
std::string summary_text(const ImportOutcome& outcome, Detail detail);

/// The summary as one JSON object and a line break.
std::string summary_json(const ImportOutcome& outcome, Detail detail);

}  // namespace quitrent::debian
