// SPDX-License-Identifier: EUPL-1.2
#include "api/http/terms/terms_bodies.hpp"

#include "api/http/assets/act_body.hpp"
#include "api/http/assets/origins_body.hpp"
#include "api/http/json/from_body.hpp"
#include "api/http/terms/terms_body.hpp"
#include "tax/degree/profile.hpp"

namespace quitrent::api {
namespace {

constexpr Bounds kReason{.least = 1, .most = 2'000};
constexpr Bounds kFoundOrigins{.least = 1, .most = kMostOrigins};

/// The levels of a profile by letter; all must be present.
OpennessLevels levels_from(ActBody& act) {
  OpennessLevels levels{};
  const JsonValue* const value = act.shape.field("levels", Presence::required);
  if (value == nullptr) return levels;
  Shape shape{*value, act.shape.pointer("levels"), act.faults};
  for (std::size_t at = 0; at < levels.size(); ++at) {
    const std::string_view letter = tax::kDimensionLetters.substr(at, 1);
    const auto level = shape.count(letter, Presence::required);
    if (level && *level > tax::kClosedLevel) {
      shape.fault(letter, ProblemCode::out_of_range, "A level is 0 to 24, in 24ths.");
    } else if (level) {
      levels.at(at) = static_cast<std::uint8_t>(*level);
    }
  }
  shape.done();
  return levels;
}

/// Brings terms into normal form where the shape has no fault so far.
void normalise(ActBody& act, std::optional<Terms>& terms, const tax::LicenceTable& licences) {
  if (terms && act.faults.empty()) api::normalise(*terms, licences, act.faults);
}

}  // namespace

FromBody<market::StateTerms> terms_from(const JsonValue& body, const tax::LicenceTable& licences,
                                        const AssetId& asset) {
  ActBody act{body};
  const market::AssetRef ref = act.asset(asset);
  auto terms = terms_by_fields(act.shape, Presence::required, act.faults);
  const auto accepted =
      act.shape.amount("accept_clawback", Presence::optional, AmountRange::zero_or_more);
  normalise(act, terms, licences);
  return act.finished(market::StateTerms{
      .asset = ref, .terms = std::move(terms).value_or(Terms{}), .accept_clawback = accepted});
}

FromBody<market::RecordFinding> finding_from(const JsonValue& body,
                                             const tax::LicenceTable& licences,
                                             const AssetId& asset) {
  ActBody act{body};
  const market::AssetRef ref = act.asset(asset);
  Authority authority = act.authority();
  const auto withheld = act.shape.truth("source_withheld", Presence::optional);
  auto terms = terms_by_fields(act.shape, Presence::optional, act.faults);
  auto origins = origins_from(act.shape, act.faults, kFoundOrigins);
  const auto is_silent = [&act](std::string_view field) {
    return act.shape.field(field, Presence::optional) == nullptr;
  };
  const bool says_nothing =
      act.shape.is_object() && is_silent("source_withheld") && is_silent("derived_from") && !terms;
  if (says_nothing) {
    act.shape.fault("terms", ProblemCode::missing_field,
                    "A finding says what the terms truly are, `source_withheld`, or an origin in "
                    "`derived_from`.");
  }
  normalise(act, terms, licences);
  return act.finished(market::RecordFinding{.asset = ref,
                                            .source_withheld = withheld,
                                            .terms = std::move(terms),
                                            .authority = std::move(authority),
                                            .origins = std::move(origins)});
}

FromBody<market::RecordProfile> profile_from(const JsonValue& body) {
  ActBody act{body};
  market::RecordProfile request;
  request.reference = act.shape.text("reference", Presence::required).value_or("");
  request.document = act.shape.digest("document_digest", Presence::required).value_or(Digest{});
  request.levels = levels_from(act);
  request.reason = act.shape.text("reason", Presence::required).value_or("");
  return act.finished(std::move(request));
}

FromBody<market::ContestDegree> contest_from(const JsonValue& body, const AssetId& asset) {
  ActBody act{body};
  market::ContestDegree request{.asset = act.asset(asset), .reason = {}};
  request.reason = act.shape.text("reason", Presence::required, kReason).value_or("");
  if (const auto word = act.shape.word("finding", Presence::optional)) {
    request.finding = parse_identifier<FindingKind>(*word);
    if (!request.finding) {
      act.shape.fault("finding", ProblemCode::invalid_field,
                      "A finding is named as the asset shows it: \"fnd_...\".");
    }
  }
  return act.finished(std::move(request));
}

FromBody<market::DecideContest> decision_from(const JsonValue& body,
                                              const tax::LicenceTable& licences,
                                              const AssetId& asset) {
  ActBody act{body};
  market::DecideContest request;
  request.asset = act.asset(asset);
  const auto word = act.shape.word("outcome", Presence::required);
  const auto outcome = word ? parse_contest_outcome(*word) : std::nullopt;
  if (word && !outcome) {
    act.shape.fault("outcome", ProblemCode::invalid_field,
                    "Say \"upheld\", \"rejected\" or \"frivolous\".");
  }
  request.outcome = outcome.value_or(ContestOutcome::upheld);
  request.reason = act.shape.text("reason", Presence::required, kReason).value_or("");
  request.authority = act.authority();
  request.source_withheld = act.shape.truth("source_withheld", Presence::optional);
  request.terms = terms_by_fields(act.shape, Presence::optional, act.faults);
  request.origins = origins_from(act.shape, act.faults, kFoundOrigins);
  const bool carries = request.source_withheld || request.terms || !request.origins.empty();
  if (carries && request.outcome != ContestOutcome::upheld) {
    act.shape.fault("outcome", ProblemCode::invalid_field,
                    "Only a contest that is upheld carries a finding.");
  }
  normalise(act, request.terms, licences);
  return act.finished(std::move(request));
}

}  // namespace quitrent::api
