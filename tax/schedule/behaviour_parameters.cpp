// SPDX-License-Identifier: EUPL-1.2
#include "tax/schedule/behaviour_parameters.hpp"

#include <algorithm>
#include <expected>
#include <vector>

#include "registry/vocabulary/decimal.hpp"
#include "registry/vocabulary/ensure.hpp"
#include "tax/schedule/section.hpp"

namespace quitrent::tax {
namespace {

/// The highest response, in ppm, and the highest turnover.
constexpr std::int64_t kHighestResponse = 100'000'000;
constexpr AnnualRate kHighestTurnover = AnnualRate::from_ppb(1'000'000'000);

/// The parts of a text between commas, without the blanks around them.
std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    std::string_view part = text.substr(begin, end - begin);
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    parts.push_back(part);
    begin = end + 1;
  }
  return parts;
}

std::expected<AnnualRate, DecimalFault> discount_from(std::string_view text) {
  const auto rate = parse_percent(text);
  if (rate && *rate == AnnualRate{}) return std::unexpected(DecimalFault::out_of_range);
  return rate;
}

std::expected<std::int64_t, DecimalFault> response_from(std::string_view text) {
  const auto response = parse_decimal(text, 6);
  if (response && *response > kHighestResponse) return std::unexpected(DecimalFault::out_of_range);
  return response;
}

/// Sets three values; answers with what they must be where one of them cannot be read.
template <class Value>
std::optional<std::string> set_three(std::array<Value, kAssumptions>& into, std::string_view text,
                                     std::expected<Value, DecimalFault> (*read)(std::string_view),
                                     std::string_view wanted) {
  const std::vector<std::string_view> parts = parts_of(text);
  std::array<Value, kAssumptions> values = into;
  bool right = parts.size() == kAssumptions;
  for (std::size_t at = 0; right && at < kAssumptions; ++at) {
    const auto value = read(parts[at]);
    right = value.has_value();
    if (value) values.at(at) = *value;
  }
  if (!right) return "must be three values, low, middle and high: " + std::string{wanted};
  if (!std::ranges::is_sorted(values)) {
    return "must be three values, low, middle and high, none below the one before it";
  }
  into = values;
  return std::nullopt;
}

}  // namespace

std::optional<std::string> set_behaviour(BehaviourParameters& parameters, std::string_view key,
                                         std::string_view text) {
  if (key == "discount") {
    return set_three(parameters.discount, text, discount_from,
                     "rates above 0, such as \"3%,5%,8%\"");
  }
  if (key == "opening") {
    return set_three(parameters.opening, text, parse_percent_share,
                     "percentages up to 100%, such as \"0%,0.5%,2%\"");
  }
  if (key == "response") {
    return set_three(parameters.response_ppm, text, response_from,
                     "decimals from 0 to 100, such as \"0,1,2\"");
  }
  ensure(key == "turnover", "a parameter of behaviour is one of four");
  const auto rate = parse_percent(text);
  if (!rate || *rate > kHighestTurnover) {
    return "must be one rate up to 100%, such as \"2.5%\"";
  }
  parameters.turnover = *rate;
  return std::nullopt;
}

BehaviourParameters read_behaviour(const DocumentValue* table, Faults& faults) {
  BehaviourParameters parameters;
  if (table == nullptr) return parameters;
  Section section{*table, ParameterTable::behaviour, faults};
  for (const Parameter& parameter : parameters_of(ParameterTable::behaviour)) {
    const DocumentValue* const node = section.value(parameter.key);
    const auto text = faults.text(node, "text in quotes, such as \"3%,5%,8%\"");
    if (!text) continue;
    if (const auto fault = set_behaviour(parameters, parameter.key, *text)) {
      faults.add(node->position, '"' + std::string{parameter.key} + "\" " + *fault);
    }
  }
  section.finish();
  return parameters;
}

}  // namespace quitrent::tax
