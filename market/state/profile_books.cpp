// SPDX-License-Identifier: EUPL-1.2
#include "market/state/profile_books.hpp"

#include "registry/title/licence_documents.hpp"

namespace quitrent::market {

std::optional<RecordedProfile> ProfileBooks::profile(const LicenceDocument& document) const {
  if (document.digest) {
    const RecordedProfile* const found = profiles_.find(document);
    return found == nullptr ? std::nullopt : std::optional{*found};
  }
  const auto same = [&](const LicenceDocument& key) { return key.reference == document.reference; };
  for (const auto& [key, found] : profiles_.from(document, same)) {
    if (found->reach == ProfileReach::name) return *found;
  }
  return std::nullopt;
}

std::vector<RecordedProfile> ProfileBooks::all() const {
  std::vector<RecordedProfile> all;
  for (const auto& [document, profile] : profiles_.all()) all.push_back(*profile);
  return all;
}

void ProfileBooks::record(const RecordedProfile& profile) {
  const LicenceDocument by_name{.reference = profile.reference, .digest = {}};
  if (profile.reach == ProfileReach::name) {
    auto before = this->profile(by_name);
    if (before && before->document) {
      before->reach = ProfileReach::document;
      profiles_.put({.reference = profile.reference, .digest = before->document}, *before);
    } else if (before) {
      profiles_.erase(by_name);
    }
  }
  profiles_.put({.reference = profile.reference, .digest = profile.document}, profile);
}

void ProfileBooks::index(const Terms& terms, Ordinal asset) {
  for (const LicenceDocument& document : terms.documents) stating_[document].insert(asset);
}

void ProfileBooks::forget(const Terms& terms, Ordinal asset) {
  for (const LicenceDocument& document : terms.documents) {
    const auto found = stating_.find(document);
    if (found == stating_.end()) continue;
    found->second.erase(asset);
    if (found->second.empty()) stating_.erase(found);
  }
}

void ProfileBooks::add_stating(std::set<Ordinal>& found, const LicenceDocument& document,
                               const TermsOf& terms, const FirstAssets& range) const {
  for (const ProfileBooks* layer = this; layer != nullptr; layer = layer->base_) {
    const auto entry = layer->stating_.find(document);
    if (entry == layer->stating_.end()) continue;
    auto at = entry->second.lower_bound(range.from);
    for (std::size_t left = range.most; left > 0 && at != entry->second.end(); ++at) {
      // Terms may have changed since the index entry.
      const LicenceDocument* const stated = stated_document(terms(*at), document.reference);
      if (stated == nullptr || *stated != document) continue;
      found.insert(*at);
      --left;
    }
  }
}

std::vector<Ordinal> ProfileBooks::reached_by(const RecordedProfile& profile, const TermsOf& terms,
                                              const FirstAssets& range) const {
  std::set<Ordinal> found;
  if (profile.document) {
    add_stating(found, {.reference = profile.reference, .digest = profile.document}, terms, range);
  }
  if (profile.reach == ProfileReach::name) {
    add_stating(found, {.reference = profile.reference, .digest = {}}, terms, range);
  }
  std::vector<Ordinal> first{found.begin(), found.end()};
  if (first.size() > range.most) first.resize(range.most);
  return first;
}

std::size_t ProfileBooks::mentions() const {
  std::size_t sum = 0;
  for (const auto& [document, assets] : stating_) sum += assets.size();
  return sum;
}

}  // namespace quitrent::market
