// SPDX-License-Identifier: EUPL-1.2
#include <set>

#include "market/figures.hpp"
#include "market/rules.hpp"
#include "tax/course.hpp"

namespace quitrent {
namespace {

/// Whether whoever builds on the asset must share alike now. What belongs to all, has expired or
/// was never its holder's to license binds nobody.
bool binds_what_comes_of_it(const Case& filed, const Asset& parent) {
  const AssetState state = parent.standing.state;
  if (is_terminal(state) && state != AssetState::withdrawn) return false;
  const Calendar& calendar = *filed.draft.books().calendar();
  const Weights& weights = calendar.regime(parent.asset_class, filed.draft.now()).weights;
  return is_share_alike(facts_of(filed), weights, parent.particulars->terms);
}

/// What the asset came out of by others' work, directly or through earlier versions of its own.
std::set<AssetId> origins_of(const Books& books, const Particulars& particulars) {
  std::set<AssetId> origins;
  std::set<AssetId> earlier;
  std::vector<const Particulars*> waiting{&particulars};
  while (!waiting.empty()) {
    const Particulars& one = *waiting.back();
    waiting.pop_back();
    for (const Origin& origin : one.derived_from) {
      if (origin.relation != Relation::version) {
        origins.insert(origin.asset);
      } else if (earlier.insert(origin.asset).second) {
        waiting.push_back(books.asset(origin.asset)->particulars.get());
      }
    }
  }
  return origins;
}

}  // namespace

Outcome<void> lawful_origins(const Case& filed, const Particulars& particulars) {
  const Books& books = filed.draft.books();
  for (std::size_t place = 0; place < particulars.derived_from.size(); ++place) {
    const Origin& origin = particulars.derived_from[place];
    const std::string pointer = "/derived_from/" + std::to_string(place);
    const Asset* const parent = books.asset(origin.asset);
    if (parent == nullptr) {
      return refused(RefusalCode::not_found, "There is no such asset.", pointer + "/asset");
    }
    // After its end an asset remembers its last holder.
    if (origin.relation == Relation::version && parent->holder != filed.by) {
      return refused(RefusalCode::forbidden,
                     "A later version is registered by the holder of the earlier one; what others "
                     "make of it is derived, a fork or a translation.",
                     pointer + "/relation");
    }
  }
  return {};
}

Outcome<void> open_as_its_origins(const Case& filed, AssetClass asset_class,
                                  const Particulars& particulars) {
  const Books& books = filed.draft.books();
  const Instant now = filed.draft.now();
  const Share degree = degree_at(*books.calendar(), asset_class, particulars.levels, now);
  if (degree == Share{}) return {};
  for (const AssetId& id : origins_of(books, particulars)) {
    const Asset& parent = *books.asset(id);
    if (!binds_what_comes_of_it(filed, parent)) continue;
    // Terms that share alike without being open are passed on as they are: 0 could never be met.
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

}  // namespace quitrent
