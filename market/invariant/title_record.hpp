// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "market/event.hpp"

namespace quitrent::market {

/// The chains of title as the events alone tell them, folded apart from the books: what laws hold
/// against the books. Show it every event that is applied, in order.
class TitleRecord {
 public:
  /// What the events say about one asset's title.
  struct Chain {
    std::uint32_t links = 0;  ///< registration included
    Digest digest;            ///< chain_link over all links
    Conveyance last;          ///< who is in title now, or that nobody is
    PartyId last_holder;      ///< who was in title last, whether or not somebody is now
    std::string broken;       ///< what is wrong with the order of links; empty: nothing
  };

  /// Adds the link that the event forms, if it forms one.
  void observe(const Event& event);
  /// The chain of an asset; null for one that was never registered.
  const Chain* chain(const AssetId& asset) const;
  /// How many assets were registered.
  std::size_t size() const { return chains_.size(); }

 private:
  std::map<AssetId, Chain> chains_;
};

}  // namespace quitrent::market
