// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tools/import/registration.hpp"

namespace quitrent::debian {

/// The party with which a newcomer can buy, and what.
struct Buyer {
  Member member;
  std::string asset;  ///< identifier of the dearest invented asset
  Money price;        ///< its assessment
  Money escrow;       ///< what its seller paid in, a good first escrow for the buyer
};

/// What an import did.
struct ImportOutcome {
  std::string server;
  std::vector<Registered> assets;    ///< of packages
  std::vector<Registered> invented;  ///< see invented_assets
  std::vector<UnreadPackage> unread;
  std::size_t members = 0;  ///< parties that were named
  std::optional<Buyer> buyer;
};

/// How much the summary says.
enum class Detail { counts, each };

/// For people. Of the packages: how many were registered, with which degree, and within a degree
/// how many of its licences rest on more than their label; how many were refused (by the register,
/// or because their licences are not joined as the format says) and how many skipped (nothing to
/// read), each by reason with the first example in brackets. Invented assets are counted apart, but
/// for refusals. With Detail::each a line for each asset and package before that. Ends with
/// `buyer_key=...`, `asset=...` and a curl line where there is a buyer.
std::string summary_text(const ImportOutcome& outcome, Detail detail);

/// The same as one JSON object with a line break behind it.
std::string summary_json(const ImportOutcome& outcome, Detail detail);

}  // namespace quitrent::debian
