// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

#include "market/state/books.hpp"
#include "registry/title/asset.hpp"

namespace quitrent::api {

/// Which rows of assets the writer changed since somebody began to follow it. It belongs to the
/// writer's thread: its owner reads and clears it within Engine::inquire_between_filings. New
/// forecasts are not in it, nor are new assets: these are behind all that the owner has seen.
struct AssetChanges {
  std::vector<Ordinal> changed = {};  ///< in the order of change; an asset may be in it repeatedly
  bool all = false;                   ///< any row may have changed; then `changed` is empty
};

/// Those who follow the changes.
class ChangeFollowers {
 public:
  /// A new log. It ends with its last owner. Called from any thread.
  std::shared_ptr<AssetChanges> follow();
  /// Notes what the overlay changed. Only from the writer's thread.
  void note(const market::Books& overlay);
  /// Notes that any row may have changed. Only from the writer's thread.
  void note_all();

 private:
  /// The logs that still have an owner.
  std::vector<std::shared_ptr<AssetChanges>> alive();

  std::mutex lock_;
  std::vector<std::weak_ptr<AssetChanges>> followers_;
};

}  // namespace quitrent::api
