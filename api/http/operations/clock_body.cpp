// SPDX-License-Identifier: EUPL-1.2
#include "api/http/operations/clock_body.hpp"

#include "api/http/json/from_body.hpp"
#include "api/http/json/shape.hpp"
#include "registry/vocabulary/instant_reading.hpp"

namespace quitrent::api {

FromBody<Instant> clock_from(const JsonValue& body, Instant now) {
  std::vector<FieldFault> faults;
  Shape shape{body, "", faults};
  std::optional<Instant> to = shape.instant("to", Presence::optional);
  const auto by_text = shape.word("by", Presence::optional);
  const auto by = by_text ? parse_duration(*by_text) : std::nullopt;
  if (by_text && !by) {
    shape.fault("by", ProblemCode::invalid_field, "This field is a duration such as 90d.");
  }
  shape.done();
  if (faults.empty() && to.has_value() == by.has_value()) {
    shape.fault("to", to ? ProblemCode::invalid_field : ProblemCode::missing_field,
                "State either `to` or `by`.");
  }
  if (by) to = now + *by;
  if (faults.empty() && *to > kLatestInstant) {
    shape.fault("by", ProblemCode::out_of_range,
                "The clock goes to " + to_text(kLatestInstant) + " at most.");
  }
  if (faults.empty() && *to < now) {
    shape.fault("to", ProblemCode::out_of_range,
                "The clock only goes forward; it stands at " + to_text(now) + ".");
  }
  if (!faults.empty()) return std::unexpected(problem(std::move(faults)));
  return *to;
}

}  // namespace quitrent::api
