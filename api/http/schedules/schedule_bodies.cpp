// SPDX-License-Identifier: EUPL-1.2
#include "api/http/schedules/schedule_bodies.hpp"

#include <string>
#include <utility>
#include <vector>

#include "api/http/json/lawful_values.hpp"
#include "api/http/json/shape.hpp"
#include "api/http/protocol/problem.hpp"
#include "registry/vocabulary/decimal.hpp"
#include "tax/schedule/check.hpp"
#include "tax/schedule/schedule.hpp"

namespace quitrent::api {
namespace {

constexpr Bounds kRates{.least = 0, .most = market::kMostChangedRates};
/// Parts per billion in a percentage point.
constexpr int kRateDecimals = 9;

/// A rate as it was typed; nothing where it is no rate.
std::optional<AnnualRate> rate_from(const std::string& text) {
  if (text.ends_with('%')) {
    const auto percent = parse_percent(text);
    return percent ? std::optional{*percent} : std::nullopt;
  }
  const auto fraction = parse_decimal(text, kRateDecimals);
  if (!fraction || *fraction < 0) return std::nullopt;
  return AnnualRate::from_ppb(*fraction);
}

/// A day or an instant; nothing where it is neither.
std::optional<Instant> instant_from(const std::string& text) {
  const auto day = parse_day(text);
  return day ? day : parse_instant(text);
}

market::TypedRate typed_rate_from(Shape& shape) {
  market::TypedRate rate;
  const auto name = shape.word("class", Presence::required);
  const auto asset_class = name ? parse_asset_class(*name) : std::nullopt;
  if (name && !asset_class) {
    shape.fault("class", ProblemCode::invalid_field, lawful_values(kAssetClasses));
  }
  rate.asset_class = asset_class.value_or(AssetClass::patent);
  if (const auto text = shape.word("from", Presence::required)) {
    const auto from = instant_from(*text);
    if (!from) {
      shape.fault("from", ProblemCode::invalid_field, "Say a day, such as \"2027-07-01\".");
    }
    rate.from = from.value_or(Instant{});
  }
  rate.above =
      shape.amount("above", Presence::required, AmountRange::zero_or_more).value_or(Money{});
  if (const auto text = shape.word("rate", Presence::required)) {
    const auto read = rate_from(*text);
    if (!read) {
      shape.fault("rate", ProblemCode::invalid_field,
                  "Say a percentage such as \"2.5%\", or a fraction such as \"0.025\".");
    }
    rate.rate = read.value_or(AnnualRate{});
  }
  shape.done();
  return rate;
}

}  // namespace

Problem schedule_problem(const std::vector<tax::ScheduleFault>& faults) {
  std::vector<FieldFault> errors;
  for (const tax::ScheduleFault& fault : faults) {
    errors.push_back({.pointer = "",
                      .code = ProblemCode::schedule_invalid,
                      .detail = fault.what + '.',
                      .line = fault.line,
                      .column = fault.column});
  }
  return problem(std::move(errors));
}

FromBody<tax::Schedule> schedule_from(std::string_view toml, std::string_view version) {
  auto schedule = tax::read_new_schedule(toml);
  if (!schedule) return std::unexpected(schedule_problem(schedule.error()));
  const auto engine = tax::parse_engine_version(version).value_or(tax::EngineVersion{});
  if (const auto fault = tax::engine_fault(*schedule, engine)) {
    return std::unexpected(schedule_problem({*fault}));
  }
  return *std::move(schedule);
}

FromBody<market::ProposeSchedule> proposal_from(std::string_view toml, std::string_view version) {
  const auto schedule = schedule_from(toml, version);
  if (!schedule) return std::unexpected(schedule.error());
  if (!schedule->effective) {
    return std::unexpected(
        schedule_problem({{.line = 1,
                           .column = 1,
                           .what = "a schedule that follows another states \"effective\", its "
                                   "first day"}}));
  }
  return market::ProposeSchedule{.toml = std::string{toml}};
}

FromBody<market::ApproveSchedule> schedule_approval_from(const JsonValue& body) {
  std::vector<FieldFault> faults;
  Shape shape{body, "", faults};
  market::ApproveSchedule request;
  request.digest = shape.digest("digest", Presence::required).value_or(Digest{});
  if (const auto* items = shape.items("rates", Presence::required, kRates)) {
    for (std::size_t at = 0; at < items->size(); ++at) {
      Shape item{(*items)[at], shape.pointer("rates") + "/" + std::to_string(at), faults};
      request.rates.push_back(typed_rate_from(item));
    }
  }
  shape.done();
  if (!faults.empty()) return std::unexpected(problem(std::move(faults)));
  return request;
}

}  // namespace quitrent::api
