// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "market/event.hpp"

namespace quitrent::market {

/// The chains of title, computed from the events alone. The laws compare them with the books. It
/// must observe every applied event, in order.
class TitleRecord {
 public:
  /// The chain of title of one asset.
  struct Chain {
    std::uint32_t links = 0;  ///< registration included
    Digest digest;            ///< chain_link over all links
    Conveyance last;          ///< names the present holder, or nobody
    PartyId last_holder;      ///< the newest holder, present or former
    std::string broken;       ///< what is wrong with the order of links; empty: it is right
  };

  /// Adds a link if the event conveys title.
  void observe(const Event& event);
  /// The chain of an asset; null for an asset that was never registered.
  const Chain* chain(const AssetId& asset) const;
  /// The number of registered assets.
  std::size_t size() const { return chains_.size(); }

 private:
  std::map<AssetId, Chain> chains_;
};

}  // namespace quitrent::market
