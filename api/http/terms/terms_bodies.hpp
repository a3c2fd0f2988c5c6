// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>

#include "api/http/json/from_body.hpp"
#include "api/http/json/json_value.hpp"
#include "market/filing.hpp"
#include "tax/degree/licences.hpp"
#include "tax/evaluated_degree.hpp"

namespace quitrent::api {

/// `{class, terms, assessment?}`; class and terms as in a registration.
FromBody<tax::DegreeQuestion> degree_from(const JsonValue& body);

/// `{terms, accept_clawback?}`.
FromBody<market::StateTerms> terms_from(const JsonValue& body, const tax::LicenceTable& licences,
                                        const AssetId& asset);
/// `{reference, document_digest?, source_withheld?, terms?, derived_from?}`; at least one of the
/// last three.
FromBody<market::RecordFinding> finding_from(const JsonValue& body,
                                             const tax::LicenceTable& licences,
                                             const AssetId& asset);
/// `{reference, levels: {A, U, M, R, Y, P, B, E}, reason, document_digest?}`.
FromBody<market::RecordProfile> profile_from(const JsonValue& body);
/// `{reason, finding?}`.
FromBody<market::ContestDegree> contest_from(const JsonValue& body, const AssetId& asset);
/// `{outcome, reason, reference, document_digest?, source_withheld?, terms?, derived_from?}`; the
/// caller sets the contest. Only outcome `upheld` takes the last three.
FromBody<market::DecideContest> decision_from(const JsonValue& body,
                                              const tax::LicenceTable& licences,
                                              const AssetId& asset);

}  // namespace quitrent::api
