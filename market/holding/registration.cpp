// SPDX-License-Identifier: EUPL-1.2
#include "market/holding/registration.hpp"

#include <algorithm>
#include <set>
#include <span>

#include "market/rules.hpp"
#include "market/state/figures.hpp"
#include "market/terms/granted_terms.hpp"
#include "market/terms/lineage.hpp"
#include "market/terms/public_terms.hpp"
#include "tax/degree_timeline.hpp"

namespace quitrent::market {
namespace {

std::unexpected<Refusal> identifier_refused(RefusalCode code, std::string detail, std::size_t index,
                                            const Asset& identifier_owner) {
  return std::unexpected(Refusal{.code = code,
                                 .detail = std::move(detail),
                                 .pointer = "/identifiers/" + std::to_string(index),
                                 .current = {{"asset", to_text(identifier_owner.id)}}});
}

/// Checks that every identifier may be registered: none is taken; those of a withdrawn asset only
/// by its last holder, and never less open. Source: MECHANISM.md, section 7.
Outcome<void> free_identifiers(const Case& filed, const RegisterAsset& request,
                               std::span<const DatedOpennessLevels> levels) {
  const Books& books = filed.draft.books();
  const auto& identifiers = request.particulars->identifiers;
  for (std::size_t index = 0; index < identifiers.size(); ++index) {
    if (const auto identifier_owner = books.identifier_owner(identifiers[index])) {
      return identifier_refused(RefusalCode::duplicate_identifier,
                                "Another asset bears this identifier.", index,
                                books.asset(*identifier_owner));
    }
    const auto withdrawn = books.withdrawn_identifier_owner(identifiers[index]);
    if (!withdrawn) continue;
    const Asset& predecessor = books.asset(*withdrawn);
    if (predecessor.holder != filed.by) {
      return identifier_refused(RefusalCode::duplicate_identifier,
                                "Only the last holder of the withdrawn asset may register this "
                                "identifier again.",
                                index, predecessor);
    }
    const tax::ScheduleTimeline& timeline = *books.timeline();
    const auto& promised = predecessor.particulars->levels;
    // A commitment has one degree, whatever the asset is now; a licence is weighed as the new
    // class.
    const AssetClass weighed = terms_form(predecessor.asset_class) == TermsForm::commitment
                                   ? predecessor.asset_class
                                   : request.asset_class;
    if (const auto worse = less_open_at(
            timeline, request.asset_class,
            {.before = promised, .after = levels, .before_class = weighed}, filed.draft.now())) {
      return identifier_refused(RefusalCode::terms_irrevocable,
                                "The withdrawn asset had a degree of " +
                                    to_text(degree_at(timeline, weighed, promised, *worse)) +
                                    " at " + to_text(*worse) + "; it cannot come back less open.",
                                index, predecessor);
    }
  }
  return {};
}

/// The licences in force of withdrawn assets with the same identifiers: nobody ends them by a
/// withdrawal and a new registration. Of several grant-back licences of one seller only one stays.
std::shared_ptr<const Encumbrances> inherited(const Case& filed, const RegisterAsset& request) {
  const Books& books = filed.draft.books();
  Encumbrances kept;
  for (const Ordinal predecessor : books.withdrawn_before(*request.particulars)) {
    for (const RecordedLicence& licence : encumbrances_of(books.asset(predecessor)).licences) {
      const bool has_one =
          licence.origin == LicenceOrigin::grant_back &&
          std::ranges::any_of(kept.licences, [&licence](const auto& other) {
            return other.origin == LicenceOrigin::grant_back && other.licensee == licence.licensee;
          });
      if (licence.ends_at > filed.draft.now() && !has_one) kept.licences.push_back(licence);
    }
  }
  return shared(std::move(kept));
}

/// Checks that the asset does not inherit too many licences, nor an exclusive one beside a licence
/// of right.
Outcome<void> lawful_beside_licences(const Case& filed, const RegisterAsset& request) {
  const Terms& terms = request.particulars->terms;
  const auto kept = inherited(filed, request);
  const auto is_granted = [](const RecordedLicence& licence) {
    return licence.origin == LicenceOrigin::holder;
  };
  if (kept && std::ranges::count_if(kept->licences, is_granted) >
                  static_cast<std::ptrdiff_t>(kMostLicences)) {
    return refused(RefusalCode::out_of_range,
                   "The withdrawn assets with these identifiers carry more than " +
                       std::to_string(kMostLicences) +
                       " licences in all; register fewer of the identifiers in one asset.",
                   "/identifiers");
  }
  if (terms.form == TermsForm::commitment && terms.commitment == Commitment::licence_of_right &&
      is_exclusively_licensed(kept.get(), filed.draft.now())) {
    return refused(RefusalCode::encumbered,
                   "The withdrawn asset's exclusive licence is still in force; a licence of right "
                   "cannot stand beside it.",
                   "/terms/commitment");
  }
  return {};
}

/// Gives particulars the openness levels of their terms. Refuses what lawful_levels and
/// within_bounds refuse.
Outcome<void> weigh(const Case& filed, AssetClass asset_class, Particulars& particulars) {
  auto levels = lawful_levels(filed, asset_class, particulars.terms);
  if (!levels) return std::unexpected(std::move(levels.error()));
  particulars.levels = std::move(*levels);
  return within_bounds(particulars);
}

/// Whether the schedule in force and every published one that follows take the class.
bool is_scheduled(const tax::ScheduleTimeline& timeline, AssetClass asset_class, Instant now) {
  return timeline.schedules(asset_class, now) &&
         std::ranges::all_of(timeline.published(), [&](const tax::PublishedSchedule& one) {
           return one.in_force_from <= now || timeline.schedules(asset_class, one.in_force_from);
         });
}

/// The particulars of a registration as it states them, with the openness levels of its terms.
Outcome<std::shared_ptr<Particulars>> stated_particulars(const Case& filed,
                                                         const RegisterAsset& request) {
  const Instant now = filed.draft.now();
  if (!is_scheduled(*filed.draft.books().timeline(), request.asset_class, now)) {
    return refused(RefusalCode::class_not_scheduled,
                   "The schedule in force, or one that was approved to follow it, names no class " +
                       std::string{to_text(request.asset_class)} + "; see /v1/schedules.",
                   "/class");
  }
  if (request.expires_at <= now) {
    return refused(RefusalCode::invalid_field, "The asset would expire before it is registered.",
                   "/expires_at");
  }
  auto particulars = std::make_shared<Particulars>(*request.particulars);
  if (auto may = weigh(filed, request.asset_class, *particulars); !may) {
    return std::unexpected(std::move(may.error()));
  }
  return particulars;
}

/// Adds to the terms what withdrawn assets with the same identifiers had granted, which stays
/// granted. Refuses: terms-irrevocable, out-of-range.
Outcome<void> keep_granted(const Case& filed, const RegisterAsset& request,
                           Particulars& particulars) {
  const Terms stated = particulars.terms;
  const Books& books = filed.draft.books();
  for (const Ordinal predecessor : books.withdrawn_before(particulars)) {
    const Terms& before = books.asset(predecessor).particulars->terms;
    if (auto kept = keeps_promises(before, particulars.terms); !kept) return kept;
    auto granted = with_granted(before, std::move(particulars.terms), filed.draft.now());
    if (!granted) return std::unexpected(std::move(granted.error()));
    particulars.terms = std::move(*granted);
  }
  if (particulars.terms == stated) return {};
  return weigh(filed, request.asset_class, particulars);
}

/// Completes the particulars that a registration states, if it is lawful.
Outcome<void> lawful_registration(const Case& filed, const RegisterAsset& request,
                                  Particulars& particulars) {
  if (auto lawful = lawful_origins(filed, particulars); !lawful) return lawful;
  if (auto free = free_identifiers(filed, request, particulars.levels); !free) return free;
  if (auto kept = keep_granted(filed, request, particulars); !kept) return kept;
  if (auto kept = keeps_origins(filed, particulars); !kept) return kept;
  if (auto open = open_as_its_origins(filed, request.asset_class, particulars); !open) return open;
  if (auto lawful = lawful_beside_licences(filed, request); !lawful) return lawful;
  return free_of_debt(filed);
}

}  // namespace

Outcome<Receipt> decide_registration(const Case& filed, const RegisterAsset& request) {
  auto particulars = stated_particulars(filed, request);
  if (!particulars) return std::unexpected(std::move(particulars.error()));
  if (auto lawful = lawful_registration(filed, request, **particulars); !lawful) {
    return std::unexpected(std::move(lawful.error()));
  }
  Draft& draft = filed.draft;
  Asset asset;
  asset.id = AssetId::derived(filed.seed, 0, draft.now());
  asset.asset_class = request.asset_class;
  asset.expires_at = request.expires_at;
  asset.particulars = *particulars;
  asset.status.levied_to = draft.now();
  const Money minimum = required_cover(draft, asset, request.assessment);
  if (request.escrow < minimum) return below_cover(minimum, "/escrow");
  const Money available = draft.books().cash(filed.by);
  const Money fee = draft.books().timeline()->procedure(draft.now()).registration_fee;
  if (request.escrow > available || fee > available - request.escrow) {
    return insufficient_funds(available);
  }
  if (auto free = free_to_spend(filed, request.escrow + fee); !free) {
    return std::unexpected(std::move(free.error()));
  }
  AssetStatus status;
  status.assessment = request.assessment;
  status.escrow = request.escrow;
  status.levied_to = draft.now();
  status.version = 1;
  forecast(draft, asset, status);
  const Ordinal ordinal = draft.books().asset_count();
  draft.record(AssetRegistered{.id = asset.id,
                               .asset_class = request.asset_class,
                               .degree = degree_at(*draft.books().timeline(), asset, draft.now()),
                               .expires_at = request.expires_at,
                               .particulars = std::move(*particulars),
                               .holder = draft.books().named(filed.by),
                               .status = status,
                               .encumbrances = inherited(filed, request)});
  Posting posting{.kind = PostingKind::registration, .has_asset = true, .asset = ordinal};
  add_line(posting, {AccountKind::cash, filed.by}, -request.escrow);
  add_line(posting, {AccountKind::escrow, ordinal}, request.escrow);
  post(draft, std::move(posting));
  Posting charge{.kind = PostingKind::registration_fee, .has_asset = true, .asset = ordinal};
  add_line(charge, {AccountKind::cash, filed.by}, -fee);
  add_line(charge, {AccountKind::revenue, 0}, fee);
  post(draft, std::move(charge));
  return AssetReceipt{asset.id};
}

}  // namespace quitrent::market
