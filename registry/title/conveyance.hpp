// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "registry/title/asset.hpp"
#include "registry/title/party.hpp"

namespace quitrent {

/// Why title was conveyed. Source: API.md, GET /v1/assets/{id}/title.
enum class ConveyanceCause : std::uint8_t {
  registration = 0,
  purchase = 1,
  foreclosure = 2,
  auction = 3,
  redemption = 4,
  dedication = 5,
  escheat = 6,
  expiry = 7,
  withdrawal = 8,
  strike = 9,
  rectification = 10
};
/// The cause as it stands in JSON.
constexpr std::string_view to_text(ConveyanceCause symbol) {
  switch (symbol) {
    case ConveyanceCause::registration:
      return "registration";
    case ConveyanceCause::purchase:
      return "purchase";
    case ConveyanceCause::foreclosure:
      return "foreclosure";
    case ConveyanceCause::auction:
      return "auction";
    case ConveyanceCause::redemption:
      return "redemption";
    case ConveyanceCause::dedication:
      return "dedication";
    case ConveyanceCause::escheat:
      return "escheat";
    case ConveyanceCause::expiry:
      return "expiry";
    case ConveyanceCause::withdrawal:
      return "withdrawal";
    case ConveyanceCause::strike:
      return "strike";
    case ConveyanceCause::rectification:
      return "rectification";
  }
  return {};
}

/// One link of an asset's chain of title: who is in title from now on, why, and for which price.
struct Conveyance {
  ConveyanceCause cause = ConveyanceCause::registration;
  bool has_holder = true;  ///< false: nobody is in title, `holder` has no meaning
  NamedParty holder;       ///< in title from `at`
  Instant at;
  Money price;  ///< the price paid for the title; 0 if nothing was paid
  /// Equal where all fields are.
  friend bool operator==(const Conveyance&, const Conveyance&) = default;
};

/// The digest of a chain of title with one more link: sha256 over the digest before (zero bytes for
/// the first link) and the link. Two registers agree on an asset's title if these digests are
/// equal.
Digest chain_link(const Digest& before, const Conveyance& link);

/// Adds a link to the asset's chain of title. Sets the count, the digest, the second of the link,
/// the holder (`holder` is the ordinal of the party) and, if somebody is in title now, the second
/// since when. Does not change the status.
void convey(Asset& asset, const Conveyance& link, Ordinal holder);

}  // namespace quitrent
