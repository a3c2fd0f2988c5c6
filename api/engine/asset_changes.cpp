// SPDX-License-Identifier: EUPL-1.2
#include "api/engine/asset_changes.hpp"

namespace quitrent::api {
namespace {

/// The longest log. Whoever falls behind so far begins anew.
constexpr std::size_t kMostChangesNoted = 1'000'000;

void forget_details(AssetChanges& changes) {
  changes.all = true;
  changes.changed = {};
}

}  // namespace

std::shared_ptr<AssetChanges> ChangeFollowers::follow() {
  auto changes = std::make_shared<AssetChanges>();
  const std::scoped_lock lock{lock_};
  followers_.push_back(changes);
  return changes;
}

void ChangeFollowers::note(const market::Books& overlay) {
  for (const auto& follower : alive()) {
    if (follower->all) continue;
    overlay.each_changed_asset([&follower](Ordinal asset) { follower->changed.push_back(asset); });
    if (follower->changed.size() > kMostChangesNoted) forget_details(*follower);
  }
}

void ChangeFollowers::note_all() {
  for (const auto& follower : alive()) forget_details(*follower);
}

std::vector<std::shared_ptr<AssetChanges>> ChangeFollowers::alive() {
  const std::scoped_lock lock{lock_};
  std::vector<std::shared_ptr<AssetChanges>> all;
  std::erase_if(followers_, [&all](const std::weak_ptr<AssetChanges>& one) {
    auto owned = one.lock();
    if (owned == nullptr) return true;
    all.push_back(std::move(owned));
    return false;
  });
  return all;
}

}  // namespace quitrent::api
