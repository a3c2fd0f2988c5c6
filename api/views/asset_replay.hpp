// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/event.hpp"
#include "market/state/books.hpp"

namespace quitrent::api {

/// One asset as public events leave it, beside books that hold nothing else but what concerns every
/// asset: schedules and outages. Its parties are known by the names of those events. The asset's
/// figures at a second are then figures(books(), *asset(), second). Whether the whole register was
/// levied meanwhile does not matter: splitting the time changes no tax.
class AssetReplay {
 public:
  /// Before its registration.
  explicit AssetReplay(const AssetId& asset) : id_{asset} {}
  /// With the books as such a replay left them.
  AssetReplay(const AssetId& asset, market::Books books) : id_{asset}, books_{std::move(books)} {}
  /// Takes in the next public event, passing over those of other assets. Throws DamagedBytes where
  /// it cannot follow those before.
  void take(const market::Event& event);
  /// The asset; null before its registration.
  const Asset* asset() const { return books_.asset(id_); }
  /// The books around it. Of a purchase that waits they hold this asset's part alone.
  const market::Books& books() const { return books_; }

 private:
  void meet(const NamedParty& party);
  void take_own(const market::Event& event);
  void check(const market::Event& event) const;

  AssetId id_;
  market::Books books_;
};

}  // namespace quitrent::api
