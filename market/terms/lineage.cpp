// SPDX-License-Identifier: EUPL-1.2
#include "market/terms/lineage.hpp"

#include <limits>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "market/state/books.hpp"
#include "market/state/figures.hpp"
#include "market/state/origins.hpp"
#include "market/terms/public_terms.hpp"
#include "tax/degree_timeline.hpp"

namespace quitrent::market {
namespace {

/// Whether works that derive from the asset must share alike now. An asset that is in the commons,
/// has expired or was struck binds nobody.
bool binds_derived_works(const Case& filed, const Asset& parent) {
  const AssetState state = parent.status.state;
  if (is_terminal(state) && state != AssetState::withdrawn) return false;
  const tax::ScheduleTimeline& timeline = *filed.draft.books().timeline();
  const tax::Weights& weights = timeline.regime(parent.asset_class, filed.draft.now()).weights;
  return is_share_alike(facts_of(filed), weights, parent.particulars->terms);
}

/// The assets of others from which the asset derives, directly or through its own earlier versions.
/// Nothing where these, with the versions between that state more than the previous one, are more
/// than `most` assets.
std::optional<std::set<AssetId>> origins_of(const Books& books, const Particulars& particulars,
                                            std::size_t most) {
  std::set<AssetId> origins;
  std::set<AssetId> earlier;
  std::vector<const Particulars*> to_visit{&particulars};
  while (!to_visit.empty()) {
    const Particulars& one = *to_visit.back();
    to_visit.pop_back();
    for (const Origin& origin : one.derived_from) {
      if (origin.relation != Relation::version) {
        origins.insert(origin.asset);
        continue;
      }
      const Asset* version = books.asset(origin.asset);
      if (states_one_version(*version->particulars)) {
        if (version->origins_at == 0) continue;
        version = &books.asset(version->origins_at - 1);
      }
      if (earlier.insert(version->id).second) to_visit.push_back(version->particulars.get());
    }
    if (origins.size() + earlier.size() > most) return std::nullopt;
  }
  return origins;
}

}  // namespace

Outcome<void> lawful_origins(const Case& filed, const Particulars& particulars) {
  const Books& books = filed.draft.books();
  for (std::size_t index = 0; index < particulars.derived_from.size(); ++index) {
    const Origin& origin = particulars.derived_from[index];
    const std::string pointer = "/derived_from/" + std::to_string(index);
    const Asset* const parent = books.asset(origin.asset);
    if (parent == nullptr) {
      return refused(RefusalCode::not_found, "There is no such asset.", pointer + "/asset");
    }
    // After its end an asset keeps its last holder.
    if (origin.relation == Relation::version && parent->holder != filed.by) {
      return refused(RefusalCode::forbidden,
                     "A later version is registered by the holder of the earlier one; what others "
                     "make of it is derived, a fork or a translation.",
                     pointer + "/relation");
    }
  }
  if (!origins_of(books, particulars, kMostAncestors)) {
    return refused(RefusalCode::out_of_range,
                   "What an asset came out of, its earlier versions included, comes to at most " +
                       std::to_string(kMostAncestors) + " assets; name fewer.",
                   "/derived_from");
  }
  return {};
}

Outcome<void> open_as_its_origins(const Case& filed, AssetClass asset_class,
                                  const Particulars& particulars) {
  const Books& books = filed.draft.books();
  const Instant now = filed.draft.now();
  const Share degree = degree_at(*books.timeline(), asset_class, particulars.levels, now);
  if (degree == Share{}) return {};
  // Registration checked the limit; an older journal may have more origins.
  constexpr std::size_t kAny = std::numeric_limits<std::size_t>::max();
  const auto origins = origins_of(books, particulars, kAny);
  for (const AssetId& id : *origins) {
    const Asset& parent = *books.asset(id);
    if (!binds_derived_works(filed, parent)) continue;
    // Share-alike terms that are not open must be taken over unchanged: degree 0 could never be
    // reached.
    const Terms& bound = parent.particulars->terms;
    const bool as_they_are = particulars.terms.spdx == bound.spdx &&
                             particulars.terms.source_withheld <= bound.source_withheld;
    if (as_they_are) continue;
    return std::unexpected(Refusal{
        .code = RefusalCode::lineage_requires_open,
        .detail = "What comes of a share-alike work has degree 0, or the very terms of that "
                  "work; these terms have degree " +
                  to_text(degree) + '.',
        .pointer = "/terms",
        .current = {{"asset", to_text(id)}, {"spdx", bound.spdx}}});
  }
  return {};
}

}  // namespace quitrent::market
