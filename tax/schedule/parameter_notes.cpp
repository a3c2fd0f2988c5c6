// SPDX-License-Identifier: EUPL-1.2
#include "tax/schedule/parameter_notes.hpp"

#include <algorithm>

#include "registry/vocabulary/ensure.hpp"
#include "registry/vocabulary/text.hpp"
#include "tax/schedule/amount_text.hpp"

namespace quitrent::tax {
namespace {

constexpr std::size_t kWidestNote = 96;

/// The form of a value, as a sentence; empty where the name says it.
std::string_view form_of(ParameterKind kind) {
  switch (kind) {
    case ParameterKind::day:
      return " A day, which begins at 00:00 UTC.";
    case ParameterKind::duration:
      return " A whole number and s, m, h or d.";
    case ParameterKind::money:
    case ParameterKind::money_or_fail:
      return " In units of the currency.";
    case ParameterKind::rate:
      return " In percent a year.";
    case ParameterKind::share:
      return " From 0 to 1.";
    default:
      return "";
  }
}

/// A text as comments, broken between words.
std::vector<std::string> comments_from(std::string_view text) {
  std::vector<std::string> lines{"#"};
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    if (lines.back().size() > 1 &&
        character_count(lines.back()) + 1 + character_count(word) > kWidestNote) {
      lines.emplace_back("#");
    }
    lines.back() += ' ' + std::string{word};
    begin = end + 1;
  }
  return lines;
}

/// The keys of tables that stand in one line, each with its meaning.
std::string inner_notes(const Parameter& parameter) {
  const bool is_inline =
      parameter.kind == ParameterKind::table || parameter.holds == ParameterTable::bracket ||
      parameter.holds == ParameterTable::point || parameter.holds == ParameterTable::share;
  if (!is_inline) return {};
  std::string text;
  for (const Parameter& inner : parameters_of(parameter.holds)) {
    text += " `" + std::string{inner.key} + "`: " + std::string{inner.meaning} +
            std::string{form_of(inner.kind)};
  }
  return text;
}

std::string bounds_note(const Parameter& parameter, const Charter& charter) {
  std::string text;
  for (std::size_t begin = 0; begin < parameter.bounds.size();) {
    const std::size_t end = std::min(parameter.bounds.find(", ", begin), parameter.bounds.size());
    const std::string_view key = parameter.bounds.substr(begin, end - begin);
    text += (text.empty() ? " Charter: " : ", ") + std::string{key} + " = \"" +
            charter_value(charter, key) + '"';
    begin = end + 2;
  }
  return text.empty() ? text : text + '.';
}

std::string_view example_value(ParameterKind kind) {
  switch (kind) {
    case ParameterKind::day:
      return "2027-07-01";
    case ParameterKind::engine:
      return "\">=0.1\"";
    case ParameterKind::duration:
      return "\"0s\"";
    case ParameterKind::money:
      return "\"0.01\"";
    case ParameterKind::percent_share:
      return "\"25%\"";
    case ParameterKind::truth:
      return "true";
    default:
      return "";
  }
}

}  // namespace

std::vector<std::string> notes_of(const Parameter& parameter, const Charter& charter) {
  std::string text{parameter.meaning};
  text += form_of(parameter.kind);
  text += inner_notes(parameter);
  text += bounds_note(parameter, charter);
  return comments_from(text);
}

std::vector<std::string> example_of(const Parameter& parameter) {
  switch (parameter.holds) {
    case ParameterTable::reference:
      return {"reference = { title = \"Order 1\", href = \"https://example.org/orders/1\" }"};
    case ParameterTable::behaviour:
      return {
          "behaviour = { discount = \"3%,5%,8%\", opening = \"0%,0.5%,2%\", turnover = "
          "\"2.5%\", response = \"0,1,2\" }"};
    case ParameterTable::weights:
      return {"[[degree.weights]]", "from = 2027-07-01", "class = \"software\"", "A = \"0.18\"",
              "U = \"0.18\"",       "M = \"0.24\"",      "R = \"0.18\"",         "Y = \"0.08\"",
              "P = \"0.06\"",       "B = \"0.06\"",      "E = \"0.02\""};
    case ParameterTable::test:
      return {"[[test]]",
              "name = \"a patent for a year\"",
              "class = \"patent\"",
              "commitment = \"none\"",
              "assessment = \"100000\"",
              "from = 2027-07-01",
              "period = \"365d\"",
              "expect = \"2500\""};
    default:
      return {std::string{parameter.key} + " = " +
              std::string{parameter.key == "registration_fee" ? "\"0\""
                                                              : example_value(parameter.kind)}};
  }
}

std::string charter_value(const Charter& charter, std::string_view key) {
  if (key == "max_rate") return stated(charter.max_rate);
  if (key == "minimum_grace") return stated(charter.minimum_grace);
  if (key == "notice_of_increase") return stated(charter.notice_of_increase);
  if (key == "notice_of_decrease") return stated(charter.notice_of_decrease);
  if (key == "largest_step") return stated(charter.largest_step);
  if (key == "largest_step_points") return stated(charter.largest_step_points);
  if (key == "between_steps") return stated(charter.between_steps);
  if (key == "minimum_auction") return stated(charter.minimum_auction);
  if (key == "longest_notice") return stated(charter.longest_notice);
  if (key == "longest_cover") return stated(charter.longest_cover);
  if (key == "shortest_withdrawal_notice") return stated(charter.shortest_withdrawal_notice);
  if (key == "longest_withdrawal_notice") return stated(charter.longest_withdrawal_notice);
  ensure(key == "largest_surcharge", "a parameter names bounds of the charter");
  return stated(charter.largest_surcharge);
}

}  // namespace quitrent::tax
