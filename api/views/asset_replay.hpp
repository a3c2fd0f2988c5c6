// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/event.hpp"
#include "market/state/books.hpp"

namespace quitrent::api {

/// One asset as its public events leave it, in books that hold besides only what concerns every
/// asset: schedules and outages. The events give the names of its parties. The asset's figures at a
/// second are figures(books(), *asset(), second). A levy of the whole register in between makes no
/// difference, since splitting the time changes no tax.
class AssetReplay {
 public:
  /// A replay that begins before the asset's registration.
  explicit AssetReplay(const AssetId& asset) : id_{asset} {}
  /// A replay that continues from the books of an earlier replay of the same asset.
  AssetReplay(const AssetId& asset, market::Books books) : id_{asset}, books_{std::move(books)} {}
  /// Applies the next public event; ignores events of other assets. Throws DamagedBytes where the
  /// event cannot follow the earlier ones.
  void take(const market::Event& event);
  /// The asset; null before its registration.
  const Asset* asset() const { return books_.asset(id_); }
  /// The books that hold the asset. Of a pending purchase they hold only this asset's part.
  const market::Books& books() const { return books_; }

 private:
  void add_party(const NamedParty& party);
  void take_own(const market::Event& event);
  void check(const market::Event& event) const;

  AssetId id_;
  market::Books books_;
};

}  // namespace quitrent::api
