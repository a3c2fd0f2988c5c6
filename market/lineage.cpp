// SPDX-License-Identifier: EUPL-1.2
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
  const Calendar& calendar = *books.calendar();
  const Instant now = filed.draft.now();
  const Share degree = degree_at(calendar, asset_class, particulars.levels, now);
  for (const Origin& origin : particulars.derived_from) {
    if (origin.relation == Relation::version) continue;
    const Asset& parent = *books.asset(origin.asset);
    // Terms that share alike without being open are passed on as they are.
    const Share most = degree_at(calendar, parent, now);
    if (degree <= most || !binds_what_comes_of_it(filed, parent)) continue;
    return std::unexpected(Refusal{
        .code = RefusalCode::lineage_requires_open,
        .detail = "What comes of a share-alike work is as open as that work: its degree is " +
                  to_text(most) + ", these terms have " + to_text(degree) + '.',
        .pointer = "/terms",
        .current = {{"asset", to_text(parent.id)}, {"degree", to_text(most)}}});
  }
  return {};
}

}  // namespace quitrent
