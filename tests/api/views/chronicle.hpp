// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/views/views.hpp"
#include "market/codec/events.hpp"
#include "registry/journal/journal.hpp"

namespace quitrent::view_tests {

using namespace api;
using namespace market;
using namespace tax;

/// The identifier of the n-th thing of a kind. Its last bytes are `n`.
template <class Kind>
Identifier<Kind> nth(std::uint32_t n) {
  Identifier<Kind> identifier;
  for (std::size_t index = 0; index < 4; ++index) {
    identifier.uuid.bytes[15 - index] = static_cast<std::uint8_t>(n >> (8 * index));
  }
  return identifier;
}
/// The identifiers of the n-th asset, party and purchase.
inline AssetId asset(std::uint32_t n) { return nth<AssetKind>(n); }
inline PartyId party(std::uint32_t n) { return nth<PartyKind>(n); }
inline PurchaseId purchase(std::uint32_t n) { return nth<PurchaseKind>(n); }
/// The n-th party with its name.
inline NamedParty named(std::uint32_t n) { return {party(n), "Party " + std::to_string(n)}; }
/// An amount in whole units of the currency.
inline Money units(std::int64_t amount) { return Money::from_micro(amount * 1'000'000); }

/// The public numbers of events, in their order.
inline std::vector<std::uint64_t> numbers(const std::vector<NumberedEvent>& events) {
  std::vector<std::uint64_t> found;
  for (const NumberedEvent& event : events) found.push_back(event.number);
  return found;
}

/// At most `limit` public events about an asset, those with numbers above `after`.
inline std::vector<NumberedEvent> events_of(Views& views, const AssetId& asset, std::uint64_t after,
                                            std::size_t limit) {
  std::vector<NumberedEvent> events;
  views.events_of(asset, after, [&](const NumberedEvent& event) {
    if (events.size() < limit) events.push_back(event);
    return events.size() < limit;
  });
  return events;
}

/// The whole chain of title of an asset, read in pages of two links.
inline std::vector<Conveyance> chain_of_title(Views& views, const AssetId& asset) {
  std::vector<Conveyance> chain;
  std::uint64_t after = 0;
  for (;;) {
    const std::vector<TitleLink> page = views.chain_of_title(asset, after, 2);
    for (const TitleLink& link : page) chain.push_back(link.conveyance);
    if (page.size() < 2) return chain;
    after = page.back().number;
  }
}

/// At most `limit` purchases, those with numbers above `after`.
inline std::vector<PurchaseView> purchases_after(Views& views, std::int64_t after,
                                                 std::size_t limit) {
  std::vector<PurchaseView> purchases;
  views.purchases_after({.after = after}, [&](PurchaseView purchase) {
    if (purchases.size() < limit) purchases.push_back(std::move(purchase));
    return purchases.size() < limit;
  });
  return purchases;
}

/// The status of an active asset.
inline AssetStatus active(Money assessment, std::int64_t funded_until_s) {
  AssetStatus status;
  status.assessment = assessment;
  status.funded_until = Instant::from_seconds(funded_until_s);
  return status;
}

/// Writes facts into a journal, one entry after the other. The private part of an entry is its
/// private events. The first entry of a journal also registers parties 0 to 5.
class Chronicle {
 public:
  /// Continues at the end of `journal`, which must outlive the chronicle.
  explicit Chronicle(Journal& journal) : journal_{journal} {}

  /// Appends one entry with these facts at this second.
  void enter(std::int64_t at, std::vector<Event> events) {
    if (journal_.head().sequence == 0) {
      std::vector<Event> parties;
      for (std::uint32_t n = 0; n < 6; ++n) {
        parties.push_back(PartyRegistered{
            .id = party(n), .name = named(n).name, .roles = Roles{Role::member}, .key = {}});
      }
      events.insert(events.begin(), parties.begin(), parties.end());
    }
    const EncodedFacts facts = encoded(events);
    Entry entry;
    entry.at = Instant::from_seconds(at);
    entry.public_part = facts.public_events;
    entry.private_part = facts.private_events;
    entry.public_count = facts.public_count;
    Head head = journal_.head();
    link_entry(head, entry);
    journal_.append({&entry, 1});
  }

  /// How the n-th asset enters the register.
  struct Registration {
    std::uint32_t n;
    AssetClass asset_class;
    std::uint32_t holder;
    AssetStatus status;
    Particulars particulars;
  };
  static Event registered(const Registration& registration) {
    return AssetRegistered{
        .id = asset(registration.n),
        .asset_class = registration.asset_class,
        .degree = kWhole,
        .expires_at = kEndOfTime,
        .particulars = std::make_shared<const Particulars>(registration.particulars),
        .holder = named(registration.holder),
        .status = registration.status};
  }

  /// How the n-th asset passes from one party to another.
  struct Sale {
    std::uint32_t n;
    std::pair<std::uint32_t, std::uint32_t> from_to;
    AssetStatus status;
    std::uint32_t purchase;
    std::int64_t at;
  };
  static Event sold(const Sale& sale) {
    return AssetConveyed{.asset = asset(sale.n),
                         .purchase = purchase(sale.purchase),
                         .conveyance = {.cause = ConveyanceCause::purchase,
                                        .has_holder = true,
                                        .holder = named(sale.from_to.second),
                                        .at = Instant::from_seconds(sale.at),
                                        .price = units(7)},
                         .from = named(sale.from_to.first),
                         .levy = {},
                         .waterfall = {},
                         .status = sale.status};
  }

  /// The private events of a private part of this chronicle, which holds nothing else.
  static std::string_view private_events(std::string_view private_part) { return private_part; }

 private:
  Journal& journal_;
};

}  // namespace quitrent::view_tests
