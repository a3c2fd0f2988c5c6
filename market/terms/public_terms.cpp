// SPDX-License-Identifier: EUPL-1.2
#include "market/terms/public_terms.hpp"

#include <algorithm>

#include "market/rules.hpp"
#include "market/state/figures.hpp"
#include "market/terms/clawback.hpp"
#include "market/terms/granted_terms.hpp"
#include "market/terms/lineage.hpp"
#include "registry/title/licence_documents.hpp"
#include "tax/degree/expression.hpp"
#include "tax/degree_timeline.hpp"

namespace quitrent::market {

tax::DegreeFacts facts_of(const Case& filed) {
  const Books& books = filed.draft.books();
  return {.licences = filed.licences,
          .recorded = [&books](const LicenceDocument& document) -> std::optional<tax::Profile> {
            const auto recorded = books.profile(document);
            if (!recorded) return std::nullopt;
            return tax::Profile{recorded->levels};
          }};
}

namespace {

/// The refusal of terms that a request states.
std::unexpected<Refusal> refused_terms(const tax::DegreeFault& fault) {
  return refused(fault.code, fault.what, "/terms" + fault.pointer);
}

/// Checks that terms name no line that is no terms of its own, except those that `before` names
/// already.
Outcome<void> whole_for(const Case& filed, const Terms& terms, const Terms& before) {
  const auto whole = whole_terms(filed.licences, terms, before);
  if (whole) return {};
  return refused_terms(whole.error());
}

/// The part of lawful_levels that reads the terms and compares later terms with earlier ones.
Outcome<std::vector<DatedOpennessLevels>> opening_levels(const Case& filed, AssetClass asset_class,
                                                         const Terms& terms) {
  auto levels = readable_levels(filed, asset_class, terms);
  if (!levels) return levels;
  const tax::ScheduleTimeline& timeline = *filed.draft.books().timeline();
  if (const auto open = steps_that_open(timeline, asset_class, terms, *levels); !open) {
    return refused_terms(open.error());
  }
  return levels;
}

}  // namespace

Outcome<std::vector<DatedOpennessLevels>> readable_levels(const Case& filed, AssetClass asset_class,
                                                          const Terms& terms) {
  auto levels = levels_of(facts_of(filed), asset_class, terms);
  if (!levels) return refused_terms(levels.error());
  if (const auto to_come = tax::steps_to_come(terms, filed.draft.now()); !to_come) {
    return refused_terms(to_come.error());
  }
  return std::move(*levels);
}

Outcome<std::vector<DatedOpennessLevels>> lawful_levels(const Case& filed, AssetClass asset_class,
                                                        const Terms& terms) {
  auto levels = opening_levels(filed, asset_class, terms);
  if (!levels) return levels;
  if (auto whole = whole_for(filed, terms, {}); !whole) {
    return std::unexpected(std::move(whole.error()));
  }
  return levels;
}

Outcome<std::vector<DatedOpennessLevels>> stated_levels(const Case& filed, const Asset& row,
                                                        const Terms& terms) {
  const Terms& before = row.particulars->terms;
  if (terms == before) return tax::levels_since(row.particulars->levels, filed.draft.now());
  // An earlier promise may be stated again, even where weights have changed since.
  const bool same_steps =
      terms.spdx == before.spdx && terms.then == before.then && terms.documents == before.documents;
  if (same_steps) return readable_levels(filed, row.asset_class, terms);
  auto levels = opening_levels(filed, row.asset_class, terms);
  if (!levels) return levels;
  if (auto whole = whole_for(filed, terms, before); !whole) {
    return std::unexpected(std::move(whole.error()));
  }
  return levels;
}

Outcome<void> without_exclusive_licence(const Case& filed, const Asset& row, const Terms& terms) {
  if (terms.form == TermsForm::commitment && terms.commitment == Commitment::licence_of_right &&
      is_exclusively_licensed(row.encumbrances.get(), filed.draft.now())) {
    return refused(RefusalCode::encumbered,
                   "An exclusive licence is in force; a licence of right cannot stand beside it.",
                   "/terms/commitment");
  }
  return {};
}

std::shared_ptr<Particulars> restated(const Asset& asset, Terms terms,
                                      std::vector<DatedOpennessLevels> levels) {
  auto after = std::make_shared<Particulars>(*asset.particulars);
  after->terms = std::move(terms);
  after->levels = std::move(levels);
  return after;
}

void record_terms(Draft& draft, const AccruedAsset& asset, TermsChanged changed) {
  const Asset& row = draft.books().asset(asset.ordinal);
  Asset after = row;
  after.particulars = changed.particulars;
  after.status = asset.status;
  changed.asset = row.id;
  changed.at = draft.now();
  changed.degree = degree_at(*draft.books().timeline(), after, draft.now());
  if (changed.finding) changed.finding->degree = changed.degree;
  changed.levy = asset.levy;
  changed.status = asset.status;
  ++changed.status.version;
  forecast(draft, after, changed.status);
  post_levy(draft, asset);
  draft.record(std::move(changed));
}

namespace {

/// The choices of the licensee just before `at`, dated from `at` on.
std::vector<DatedOpennessLevels> granted_before(std::span<const DatedOpennessLevels> levels,
                                                Instant at) {
  auto choices = tax::choices_at(levels, at + Duration::from_seconds(-1));
  for (DatedOpennessLevels& choice : choices) choice.from = at;
  return choices;
}

/// Adds choices that the levels do not have yet, each behind those of its instant.
void add_choices(std::vector<DatedOpennessLevels>& levels,
                 std::span<const DatedOpennessLevels> choices) {
  for (const DatedOpennessLevels& choice : choices) {
    if (std::ranges::find(levels, choice) != levels.end()) continue;
    const auto behind =
        std::ranges::upper_bound(levels, choice.from, {}, &DatedOpennessLevels::from);
    levels.insert(behind, choice);
  }
}

}  // namespace

void begin_dated_terms(Draft& draft, Ordinal ordinal) {
  auto after = std::make_shared<Particulars>(*draft.books().asset(ordinal).particulars);
  std::vector<DatedLicence>& then = after->terms.then;
  const std::vector<DatedOpennessLevels> before = granted_before(after->levels, then.front().on);
  const tax::ScheduleTimeline& timeline = *draft.books().timeline();
  const AssetClass asset_class = draft.books().asset(ordinal).asset_class;
  if (degree_at(timeline, asset_class, before, draft.now()) >
      degree_at(timeline, asset_class, after->levels, draft.now())) {
    after->terms.spdx = std::move(then.front().spdx);
  } else {
    // What was granted stays granted: terms that are as open do not replace it.
    after->terms.spdx = tax::either_of(after->terms.spdx, then.front().spdx);
    add_choices(after->levels, before);
  }
  then.erase(then.begin());
  forget_unnamed_documents(after->terms);
  TermsChanged changed;
  changed.cause = TermsCause::dated;
  changed.particulars = std::move(after);
  record_terms(draft, accrued_to_now(draft, ordinal), std::move(changed));
}

namespace {

/// The refusal `terms-irrevocable`, with the highest lawful degree.
std::unexpected<Refusal> irrevocable(const Share& promised, const Share& stated, Instant at) {
  return std::unexpected(Refusal{.code = RefusalCode::terms_irrevocable,
                                 .detail = "The public was promised a degree of " +
                                           to_text(promised) + " at " + to_text(at) +
                                           ", these terms have " + to_text(stated) +
                                           "; register a new version as a new asset instead.",
                                 .pointer = "/terms",
                                 .current = {{"degree", to_text(promised)}}});
}

/// Checks that the holder may close its terms, which is possible only for a commitment.
Outcome<void> revocable(const Case& filed, const Asset& row,
                        std::span<const DatedOpennessLevels> levels) {
  const tax::ScheduleTimeline& timeline = *filed.draft.books().timeline();
  const auto& before = row.particulars->levels;
  const auto worse = less_open_at(timeline, row.asset_class, {.before = before, .after = levels},
                                  filed.draft.now());
  if (!worse || is_revocable(row.particulars->terms)) return {};
  return irrevocable(degree_at(timeline, row.asset_class, before, *worse),
                     degree_at(timeline, row.asset_class, levels, *worse), *worse);
}

/// Checks that the holder accepts the clawback and can pay it and the cover under its new terms.
Outcome<void> payable(const Case& filed, const StateTerms& request, const AccruedAsset& asset,
                      Money due) {
  if (!request.accept_clawback || *request.accept_clawback < due) {
    return std::unexpected(
        Refusal{.code = RefusalCode::clawback_due,
                .detail = "Taking this commitment back costs " + to_text(due) +
                          ", which its lower degree saved in tax; accept that much, or more if it "
                          "is to be decided later.",
                .pointer = "/accept_clawback",
                .current = {{"clawback", to_text(due)}}});
  }
  Asset after = filed.draft.books().asset(asset.ordinal);
  after.status = asset.status;
  auto particulars = std::make_shared<Particulars>(*after.particulars);
  particulars->levels = *levels_of(facts_of(filed), after.asset_class, request.terms);
  after.particulars = std::move(particulars);
  const Money minimum = required_cover(filed.draft, after, after.status.assessment);
  if (asset.status.escrow < minimum) return below_cover(minimum);
  return free_to_spend(filed, due);
}

}  // namespace

Outcome<Receipt> decide_terms(const Case& filed, const StateTerms& request) {
  const auto ordinal = named_asset(filed, request.asset, Right::holder);
  if (!ordinal) return std::unexpected(ordinal.error());
  Draft& draft = filed.draft;
  const Asset& row = draft.books().asset(*ordinal);
  if (auto free = active_and_free(filed, row, "change of terms"); !free) {
    return std::unexpected(std::move(free.error()));
  }
  if (auto free = free_to_change(filed, *ordinal); !free) return std::unexpected(free.error());
  if (auto free = free_to_dispose(filed); !free) return std::unexpected(std::move(free.error()));
  const Terms& before = row.particulars->terms;
  Terms stated = request.terms;
  keep_names(stated, before);
  auto levels = stated_levels(filed, row, stated);
  if (!levels) return std::unexpected(std::move(levels.error()));
  if (auto may = revocable(filed, row, *levels); !may) return std::unexpected(may.error());
  if (auto kept = keeps_promises(before, stated); !kept) return std::unexpected(kept.error());
  const tax::ScheduleTimeline& timeline = *draft.books().timeline();
  const bool closes =
      less_open_at(timeline, row.asset_class, {.before = row.particulars->levels, .after = *levels},
                   draft.now())
          .has_value();
  auto recorded = with_granted(before, stated, draft.now());
  if (!recorded) return std::unexpected(std::move(recorded.error()));
  if (*recorded != stated) levels = stated_levels(filed, row, *recorded);
  if (!levels) return std::unexpected(std::move(levels.error()));
  TermsChanged changed;
  changed.particulars = restated(row, std::move(*recorded), std::move(*levels));
  if (auto may = within_bounds(*changed.particulars); !may) return std::unexpected(may.error());
  if (auto may = without_exclusive_licence(filed, row, request.terms); !may) {
    return std::unexpected(std::move(may.error()));
  }
  if (auto may = open_as_its_origins(filed, row.asset_class, *changed.particulars); !may) {
    return std::unexpected(std::move(may.error()));
  }
  const AccruedAsset asset = accrued_to_now(draft, *ordinal);
  if (closes) {
    changed.cause = TermsCause::withdrawal;
    changed.clawback =
        clawback_of(draft.books(), *ordinal, changed.particulars->levels, draft.now());
    if (auto paid = payable(filed, request, asset, changed.clawback); !paid) {
      return std::unexpected(std::move(paid.error()));
    }
  }
  const Money due = changed.clawback;
  record_terms(draft, asset, std::move(changed));
  Posting posting{.kind = PostingKind::clawback, .has_asset = true, .asset = *ordinal};
  add_line(posting, {AccountKind::cash, filed.by}, -due);
  add_line(posting, {AccountKind::revenue, 0}, due);
  post(draft, std::move(posting));
  return AssetReceipt{request.asset.id};
}

}  // namespace quitrent::market
