// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <utility>

#include "registry/vocabulary/ensure.hpp"

namespace quitrent::market {

/// One value, either whole or an overlay. An overlay has the value of its base until it is set; it
/// does not change the base, which must outlive it.
template <class Value>
class OverlayValue {
 public:
  /// An overlay over `base`; if `base` is null, a whole value that is `first`.
  OverlayValue(const OverlayValue* base, Value first) : base_{base} {
    if (base == nullptr) own_ = std::move(first);
  }
  /// The present value.
  const Value& get() const { return own_ ? *own_ : base_->get(); }
  /// Sets the value in this layer.
  void set(Value value) { own_ = std::move(value); }
  /// Whether this layer holds a value of its own.
  bool is_own() const { return own_.has_value(); }
  /// Takes over what an overlay over this value set.
  void merge(const OverlayValue& overlay) {
    if (overlay.own_) own_ = overlay.own_;
  }

 private:
  const OverlayValue* base_;
  std::optional<Value> own_;
};

/// Values by key, either whole or an overlay. An overlay has the values of its base, except those
/// that are set or erased in it; it does not change the base, which must outlive it.
template <class Key, class Value>
class OverlayMap {
 public:
  /// An empty map, or an overlay over `base`.
  explicit OverlayMap(const OverlayMap* base) : base_{base} {}

  /// The value under the key, or null.
  template <class Sought>
  const Value* find(const Sought& key) const {
    for (const OverlayMap* layer = this; layer != nullptr; layer = layer->base_) {
      const auto found = layer->own_.find(key);
      if (found != layer->own_.end()) return found->second ? &*found->second : nullptr;
    }
    return nullptr;
  }
  /// Sets the value under the key.
  void put(Key key, Value value) { own_.insert_or_assign(std::move(key), std::move(value)); }
  /// Erases the value under the key. An overlay hides the value of its base.
  void erase(const Key& key) {
    if (base_ == nullptr) {
      own_.erase(key);
    } else {
      own_.insert_or_assign(key, std::nullopt);
    }
  }
  /// All values by key, from `first` on as long as `within(key)` is true. The pointers point into
  /// the map.
  template <class Within>
  std::map<Key, const Value*> from(const Key& first, Within&& within) const {
    std::map<Key, const Value*> found;
    for (const OverlayMap* layer = this; layer != nullptr; layer = layer->base_) {
      for (auto at = layer->own_.lower_bound(first); at != layer->own_.end() && within(at->first);
           ++at) {
        found.emplace(at->first, at->second ? &*at->second : nullptr);
      }
    }
    std::erase_if(found, [](const auto& entry) { return entry.second == nullptr; });
    return found;
  }
  /// Calls `visit(key, value)` for the values from `first` on, by key, until it answers false.
  /// Requires that the map is no overlay.
  template <class Visit>
  void each_from(const Key& first, Visit&& visit) const {
    ensure(base_ == nullptr, "only a whole map is walked through");
    for (auto at = own_.lower_bound(first); at != own_.end(); ++at) {
      if (at->second && !visit(at->first, *at->second)) return;
    }
  }
  /// All values by key. The pointers point into the map.
  std::map<Key, const Value*> all() const {
    return from(Key{}, [](const Key&) { return true; });
  }
  /// Takes over the values that an overlay over this map set and erased.
  void merge(OverlayMap&& overlay) {
    for (auto& [key, value] : overlay.own_) {
      if (value) {
        put(key, *std::move(value));
      } else {
        erase(key);
      }
    }
  }

 private:
  const OverlayMap* base_;
  std::map<Key, std::optional<Value>, std::less<>> own_;  // nothing: hides the value of the base
};

}  // namespace quitrent::market
