// SPDX-License-Identifier: EUPL-1.2
//
// How the degree of a registered asset is computed, now or at a past second. Everything that counts
// stands in the journal: terms, openness levels, weights. The licence table and the recorded
// profiles of today only tell what caused the levels, where they are those of that second.
#include "api/http/terms/asset_degree.hpp"

#include <array>
#include <map>
#include <string>

#include "api/http/assets/asset_history.hpp"
#include "api/http/json/json_writer.hpp"
#include "api/http/json/members.hpp"
#include "api/http/terms/degree_answer.hpp"
#include "api/views/views.hpp"
#include "market/state/figures.hpp"
#include "market/terms/clawback.hpp"
#include "tax/degree_timeline.hpp"

namespace quitrent::api {
namespace {

/// The terms of an asset in the books, with their degree and tax.
struct TermsOnRecord {
  tax::RecordedTerms recorded;
  AssetState state = AssetState::active;
  Share degree;  ///< the taxed degree
  std::vector<tax::DegreeStep> steps;
  std::optional<Money> assessment = {};
  std::optional<AnnualRate> rate = {};
  std::optional<Money> tax_per_year = {};
  std::optional<Money> clawback = {};  ///< nothing where there is no commitment to withdraw
  std::string currency;
  std::optional<tax::DegreeBasis> basis = {};  ///< what the degrees of that second follow from
};

TermsOnRecord terms_on_record(const market::Books& books, Ordinal ordinal, Instant at) {
  const Asset& asset = books.asset(ordinal);
  const tax::ScheduleTimeline& timeline = *books.timeline();
  const std::vector<DatedOpennessLevels>& levels = asset.particulars->levels;
  TermsOnRecord found{.recorded = {.asset_class = asset.asset_class,
                                   .terms = asset.particulars->terms,
                                   .choices = tax::choices_at(levels, at),
                                   .weights = timeline.regime(asset.asset_class, at).weights},
                      .state = shown_state(asset.status),
                      .degree = market::degree_at(timeline, asset, at),
                      .steps = {},
                      .currency = std::string{timeline.currency()},
                      .basis = timeline.basis()};
  if (is_terminal(asset.status.state)) return found;
  found.steps = degree_steps(timeline, asset.asset_class, levels, at);
  const market::AssetFigures shown = figures(books, asset, at);
  found.assessment = asset.status.assessment;
  found.rate = shown.rate;
  found.tax_per_year = shown.tax_per_year;
  found.clawback = clawback_now(books, ordinal, at);
  return found;
}

/// What the register knows today of the texts that some terms state.
struct KnownToday {
  std::map<LicenceDocument, RecordedProfile> profiles;
  std::optional<tax::DegreeBasis> basis;
};

KnownToday known_today(const market::Books& books, const Terms& terms) {
  KnownToday known{.profiles = {}, .basis = books.timeline()->basis()};
  for (const LicenceDocument& document : terms.documents) {
    if (auto profile = books.profile(document)) {
      known.profiles.emplace(document, *std::move(profile));
    }
  }
  return known;
}

/// The facts by which the terms were judged at second `at`; nothing where another licence table
/// judged then. A profile that was recorded later did not count.
std::optional<tax::DegreeFacts> facts_at(const HandlerContext& context, const TermsOnRecord& found,
                                         const KnownToday& known, Instant at) {
  if (found.basis && known.basis && found.basis->licences != known.basis->licences) {
    return std::nullopt;
  }
  return tax::DegreeFacts{
      .licences = context.licences,
      .recorded = [&known, at](const LicenceDocument& document) -> std::optional<tax::Profile> {
        const auto profile = known.profiles.find(document);
        if (profile == known.profiles.end() || profile->second.recorded_at > at) {
          return std::nullopt;
        }
        return tax::Profile{profile->second.levels};
      }};
}

/// An asset, and the second at which its degree is shown.
struct Shown {
  AssetId asset;
  Instant at;
};

Response degree_answer(const Call& call, const Shown& shown, const TermsOnRecord& found,
                       const std::optional<tax::DegreeFacts>& facts) {
  JsonWriter json;
  json.begin_object().text("asset", to_text(shown.asset)).text("state", to_text(found.state));
  write_degree(json, {.asset_class = found.recorded.asset_class,
                      .explanation = recorded_degree(found.recorded, facts),
                      .steps = found.steps,
                      .assessment = found.assessment,
                      .rate = found.rate,
                      .tax_per_year = found.tax_per_year});
  json.text("taxed_degree", to_text(found.degree));
  text_or_null(json, "clawback", found.clawback);
  json.text("currency", found.currency).text("as_of", to_text(shown.at)).end_object();
  return tagged_answer(call.request, json.take());
}

Answer degree_as_of(HandlerContext& context, const Call& call) {
  const auto past = past_asset(context, call);
  if (!past) return std::unexpected(past.error());
  const market::Books& then = past->replay.books();
  TermsOnRecord found = terms_on_record(then, *then.asset_ordinal(past->id), past->at);
  const KnownToday known = context.engine.inquire([&](const market::Books& books, Instant) {
    // The past that it shares with withdrawn assets is not among its own events.
    const auto ordinal = books.asset_ordinal(past->id);
    if (ordinal && books.past().with_predecessors(*ordinal).size() > 1) found.clawback.reset();
    return known_today(books, found.recorded.terms);
  });
  return degree_answer(call, {past->id, past->at}, found,
                       facts_at(context, found, known, past->at));
}

Answer get_asset_degree(HandlerContext& context, const Call& call) {
  if (!call.request.query.empty()) return degree_as_of(context, call);
  const auto id = parse_identifier<AssetKind>(call.names[0]);
  if (!id) return not_found("asset");
  std::optional<TermsOnRecord> found;
  KnownToday known;
  const Instant at = context.engine.inquire([&](const market::Books& books, Instant now) {
    if (const auto ordinal = books.asset_ordinal(*id)) {
      found = terms_on_record(books, *ordinal, now);
      known = known_today(books, found->recorded.terms);
    }
    return now;
  });
  if (!found) return not_found("asset");
  return degree_answer(call, {*id, at}, *found, facts_at(context, *found, known, at));
}

}  // namespace

std::span<const Route> asset_degree_routes() {
  using enum Access;
  using enum Method;
  static constexpr auto kRoutes = std::to_array<Route>({
      {get, "/v1/assets/{id}/degree", anyone, BodyForm::none, get_asset_degree, Query::read},
  });
  return kRoutes;
}

}  // namespace quitrent::api
