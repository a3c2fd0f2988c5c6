// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <utility>

namespace quitrent::market {

/// One value, either whole or an overlay: then it is that of a base, which it leaves alone and
/// which must outlive it, until it is set.
template <class Value>
class OverlayValue {
 public:
  /// An overlay over `base`; where that is null, whole and `first`.
  OverlayValue(const OverlayValue* base, Value first) : base_{base} {
    if (base == nullptr) own_ = std::move(first);
  }
  /// The value as it stands.
  const Value& get() const { return own_ ? *own_ : base_->get(); }
  /// Puts another value in its place.
  void set(Value value) { own_ = std::move(value); }
  /// Whether this layer holds a value of its own.
  bool is_own() const { return own_.has_value(); }
  /// Takes over what an overlay over this value set.
  void merge(OverlayValue&& overlay) {
    if (overlay.own_) own_ = std::move(overlay.own_);
  }

 private:
  const OverlayValue* base_;
  std::optional<Value> own_;
};

/// Values by key, either whole or an overlay: then they are those of a base, which it leaves alone
/// and which must outlive it, but for what is put here and what is hidden here.
template <class Key, class Value>
class OverlayMap {
 public:
  /// Nothing, or an overlay over `base`.
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
  /// Puts a value under the key, in the place of what was there.
  void put(Key key, Value value) { own_.insert_or_assign(std::move(key), std::move(value)); }
  /// Takes away what is under the key. A whole map forgets it; an overlay hides what is below it.
  void erase(const Key& key) {
    if (base_ == nullptr) {
      own_.erase(key);
    } else {
      own_.insert_or_assign(key, std::nullopt);
    }
  }
  /// All that stands, by key, from `first` on as long as `within(key)`. The values stay where they
  /// are.
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
  /// All that stands, by key. The values stay where they are.
  std::map<Key, const Value*> all() const {
    return from(Key{}, [](const Key&) { return true; });
  }
  /// Takes over what an overlay over this map put and hid.
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
  std::map<Key, std::optional<Value>, std::less<>> own_;  // nothing: hides what is below
};

}  // namespace quitrent::market
