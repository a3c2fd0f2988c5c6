// SPDX-License-Identifier: EUPL-1.2
#include "market/terms/lineage.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "market/state/books.hpp"
#include "market/state/figures.hpp"
#include "market/terms/public_terms.hpp"
#include "registry/title/licence_documents.hpp"
#include "tax/degree_timeline.hpp"

namespace quitrent::market {
namespace {

/// Whether works that derive from the asset must share alike now. An asset that is in the commons,
/// has expired or was struck binds nobody.
bool binds_derived_works(const Case& filed, const Asset& parent) {
  const tax::ScheduleTimeline& timeline = *filed.draft.books().timeline();
  const tax::Weights& weights = timeline.regime(parent.asset_class, filed.draft.now()).weights;
  return is_share_alike(facts_of(filed), weights, parent.particulars->terms);
}

/// Whether a path from an asset to its ancestors ends at this one: everybody is free in what became
/// of it. Source: MECHANISM.md, section 9.
bool ends_path(const Asset& ancestor) {
  const AssetState state = ancestor.status.state;
  return is_terminal(state) && state != AssetState::withdrawn;
}

/// Whether the asset states one earlier version and nothing else.
bool is_plain_version(const Particulars& particulars) {
  return particulars.derived_from.size() == 1 &&
         particulars.derived_from.front().relation == Relation::version;
}

/// The ancestors whose terms may bind an asset with these particulars: those from which a work was
/// made, of all generations, through every relation. Nothing where more ancestors would have to be
/// read than `most`. Of plain versions kMostVersions are read beside.
std::optional<std::set<AssetId>> ancestors_of(const Books& books, const Particulars& particulars,
                                              std::size_t most) {
  std::set<AssetId> binding;
  std::set<AssetId> visited;
  std::size_t versions = 0;
  std::vector<const Particulars*> to_visit{&particulars};
  while (!to_visit.empty()) {
    const Particulars& one = *to_visit.back();
    to_visit.pop_back();
    for (const Origin& origin : one.derived_from) {
      const Asset& ancestor = *books.asset(origin.asset);
      if (ends_path(ancestor)) continue;
      if (origin.relation != Relation::version) binding.insert(ancestor.id);
      if (!visited.insert(ancestor.id).second) continue;
      to_visit.push_back(ancestor.particulars.get());
      if (is_plain_version(*ancestor.particulars)) ++versions;
    }
    if (visited.size() - versions > most || versions > kMostVersions) return std::nullopt;
  }
  return binding;
}

/// Whether the present terms are those of the ancestor: the same expression, in which every
/// reference stands for the same text, and no source withheld that the ancestor opens.
bool as_they_are(const Terms& terms, const Terms& bound) {
  if (terms.spdx != bound.spdx || terms.source_withheld > bound.source_withheld) return false;
  Terms now = bound;
  now.then.clear();
  const auto digest = [](const LicenceDocument* stated) {
    return stated == nullptr ? std::nullopt : stated->digest;
  };
  return std::ranges::all_of(references_of(now), [&](std::string_view reference) {
    return digest(stated_document(terms, reference)) == digest(stated_document(bound, reference));
  });
}

/// Checks that every origin exists, and that the filer holds the one of a version. Refuses:
/// not-found, forbidden.
Outcome<void> may_state(const Case& filed, std::span<const Origin> origins) {
  for (std::size_t index = 0; index < origins.size(); ++index) {
    const Origin& origin = origins[index];
    const std::string pointer = "/derived_from/" + std::to_string(index);
    const Asset* const parent = filed.draft.books().asset(origin.asset);
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
  return {};
}

/// Checks the number of ancestors. Refuses: out-of-range.
Outcome<void> few_ancestors(const Books& books, const Particulars& particulars) {
  if (ancestors_of(books, particulars, kMostAncestors)) return {};
  return refused(RefusalCode::out_of_range,
                 "An asset has at most " + std::to_string(kMostAncestors) +
                     " ancestors of all generations, and " + std::to_string(kMostVersions) +
                     " that are versions of one other asset; name fewer.",
                 "/derived_from");
}

/// Whether `asset` is `other` or one of its ancestors, of all generations.
bool is_ancestor_or_same(const Books& books, const AssetId& asset, const AssetId& other) {
  std::set<AssetId> visited{other};
  std::vector<AssetId> to_visit{other};
  while (!to_visit.empty()) {
    const AssetId one = to_visit.back();
    to_visit.pop_back();
    if (one == asset) return true;
    for (const Origin& origin : books.asset(one)->particulars->derived_from) {
      if (visited.insert(origin.asset).second) to_visit.push_back(origin.asset);
    }
  }
  return false;
}

}  // namespace

Outcome<void> lawful_origins(const Case& filed, const Particulars& particulars) {
  if (auto may = may_state(filed, particulars.derived_from); !may) return may;
  return few_ancestors(filed.draft.books(), particulars);
}

Outcome<void> add_found_origins(const Case& filed, const AssetId& asset,
                                std::span<const Origin> found, Particulars& particulars) {
  const Books& books = filed.draft.books();
  std::vector<Origin>& origins = particulars.derived_from;
  if (auto may = may_state(filed, found); !may) return may;
  for (std::size_t index = 0; index < found.size(); ++index) {
    const AssetId& origin = found[index].asset;
    const std::string pointer = "/derived_from/" + std::to_string(index) + "/asset";
    if (std::ranges::find(origins, origin, &Origin::asset) != origins.end()) {
      return refused(RefusalCode::invalid_field, "The asset states this origin already.", pointer);
    }
    if (is_ancestor_or_same(books, asset, origin)) {
      return refused(RefusalCode::invalid_field,
                     "This asset derives from the other one; lineage has no cycles.", pointer);
    }
    origins.push_back(found[index]);
  }
  if (origins.size() > kMostOrigins) {
    return refused(RefusalCode::out_of_range,
                   "An asset has at most " + std::to_string(kMostOrigins) + " origins.",
                   "/derived_from");
  }
  return few_ancestors(books, particulars);
}

Outcome<void> keeps_origins(const Case& filed, const Particulars& particulars) {
  const Books& books = filed.draft.books();
  for (const Ordinal ordinal : books.withdrawn_before(particulars)) {
    const Asset& before = books.asset(ordinal);
    for (const Origin& origin : before.particulars->derived_from) {
      const auto kept = std::ranges::any_of(particulars.derived_from, [&](const Origin& one) {
        return one.asset == origin.asset &&
               (one.relation != Relation::version || origin.relation == Relation::version);
      });
      if (kept) continue;
      return std::unexpected(
          Refusal{.code = RefusalCode::invalid_field,
                  .detail = "The withdrawn asset with an identifier of this one came of " +
                            to_text(origin.asset) + "; state that origin again.",
                  .pointer = "/derived_from",
                  .current = {{"asset", to_text(before.id)}, {"origin", to_text(origin.asset)}}});
    }
  }
  return {};
}

Outcome<void> open_as_its_origins(const Case& filed, AssetClass asset_class,
                                  const Particulars& particulars) {
  const Books& books = filed.draft.books();
  const Instant now = filed.draft.now();
  const Share degree = degree_at(*books.timeline(), asset_class, particulars.levels, now);
  if (degree == Share{}) return {};
  // Registration checked the limit; an older journal may have more ancestors.
  constexpr std::size_t kAny = std::numeric_limits<std::size_t>::max();
  const auto ancestors = ancestors_of(books, particulars, kAny);
  if (!ancestors) return {};
  for (const AssetId& id : *ancestors) {
    const Asset& parent = *books.asset(id);
    if (!binds_derived_works(filed, parent)) continue;
    // Share-alike terms that are not open must be taken over unchanged: degree 0 could never be
    // reached.
    const Terms& bound = parent.particulars->terms;
    if (as_they_are(particulars.terms, bound)) continue;
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
