// SPDX-License-Identifier: EUPL-1.2
#include "tax/schedule/parameters.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "registry/vocabulary/letter_case.hpp"
#include "tax/degree/licence_words.hpp"

namespace quitrent::tax {
namespace {

using enum ParameterTable;
using Kind = ParameterKind;
constexpr Presence kRequired = Presence::required;
constexpr Presence kOptional = Presence::optional;

constexpr auto kParameters = std::to_array<Parameter>({
    {schedule, "title", Kind::name, kRequired, "What the schedule is called.", ""},
    {schedule, "currency", Kind::currency, kRequired,
     "The one currency of the register; a later schedule keeps it.", ""},
    {schedule, "effective", Kind::day, kOptional,
     "The first day of a schedule that follows another; a founding schedule states none.",
     "notice_of_increase, notice_of_decrease, between_steps"},
    {schedule, "engine", Kind::engine, kOptional,
     "The first version of the program that may read the schedule, such as \">=0.1\".", ""},
    {schedule, "behaviour", Kind::table, kOptional,
     "What a simulation assumes of holders; no part of the law.", "", behaviour},
    {schedule, "class", Kind::tables, kRequired,
     "A class of assets that the register takes; a class that is not named is not taken.", "",
     asset_class},
    {schedule, "degree", Kind::tables, kRequired,
     "The multiplier of the rate, by how much the terms of an asset leave closed.", "", degree},
    {schedule, "procedure", Kind::tables, kRequired,
     "Lengths of time, surcharges and fees of the procedure.", "", procedure},
    {schedule, "revenue", Kind::tables, kRequired, "Who gets the revenue.", "", revenue},
    {schedule, "test", Kind::tables, kOptional,
     "An invented asset and the tax that it must pay; no part of the law.", "", test},

    {behaviour, "discount", Kind::assumptions, kOptional,
     "The yearly rate at which holders discount: low, middle, high.", ""},
    {behaviour, "opening", Kind::assumptions, kOptional,
     "The part of assets that open for each point by which their rate rises: low, middle, high.",
     ""},
    {behaviour, "turnover", Kind::assumptions, kOptional, "The purchases of a year for each asset.",
     ""},
    {behaviour, "response", Kind::assumptions, kOptional,
     "How much purchases grow where the price falls, 1 in proportion: low, middle, high.", ""},

    {asset_class, "name", Kind::asset_class, kRequired, "The class, once in a schedule.", ""},
    {asset_class, "notice", Kind::duration, kOptional,
     "The time from a purchase to its close; 0s if it is not stated.", "longest_notice"},
    {asset_class, "grant_back", Kind::truth, kOptional,
     "Whether a seller keeps a licence; if it is not stated: true, but false for trademarks.", ""},
    {asset_class, "scale", Kind::tables, kRequired,
     "The rates from a day on; the rate is 0 before the first scale.", "", scale},

    {scale, "from", Kind::day, kRequired, "The first day of the scale.", ""},
    {scale, "brackets", Kind::tables, kRequired,
     "The part of the assessment above `above`, up to the next bracket, pays `rate` a year.",
     "max_rate, largest_step, largest_step_points", bracket},
    {scale, "reference", Kind::table, kOptional, "The law behind the scale.", "", reference},

    {bracket, "above", Kind::money, kRequired,
     "The lower edge of the bracket; \"0\" in the first one, then rising.", ""},
    {bracket, "rate", Kind::rate, kRequired,
     "The rate a year, before the multiplier of the degree.",
     "max_rate, largest_step, largest_step_points"},

    {reference, "title", Kind::name, kRequired, "The name of the law.", ""},
    {reference, "href", Kind::name, kRequired, "Where it can be read.", ""},

    {degree, "from", Kind::day, kRequired, "The first day of the multipliers.", ""},
    {degree, "points", Kind::tables, kRequired,
     "The multiplier is linear between the points, from degree 0 to degree 1, and never falls.",
     "largest_step, largest_step_points", point},
    {degree, "weights", Kind::tables, kOptional,
     "How much each dimension of a licence counts in the degree of a class of works.", "", weights},

    {point, "degree", Kind::share, kRequired,
     "How much the terms leave closed: 0 is open to all, 1 is all rights reserved.", ""},
    {point, "multiplier", Kind::share, kRequired,
     "The part of the rate that is charged at this degree; \"0\" at degree 0.", ""},

    {weights, "from", Kind::day, kRequired, "The first day of the weights.", ""},
    {weights, "class", Kind::work_class, kRequired,
     "A class whose terms are a licence: software, dataset, copyright or model.", ""},
    {weights, "A", Kind::share, kOptional, "Access to the form in which one studies it.", ""},
    {weights, "U", Kind::share, kOptional, "Use for any purpose.", ""},
    {weights, "M", Kind::share, kOptional, "Modifying it and sharing changed versions.", ""},
    {weights, "R", Kind::share, kOptional, "Redistributing copies.", ""},
    {weights, "Y", Kind::share, kOptional, "Royalty: users have to pay or to ask.", ""},
    {weights, "P", Kind::share, kOptional, "The patents that the use needs.", ""},
    {weights, "B", Kind::share, kOptional, "Burdens, such as notices.", ""},
    {weights, "E", Kind::share, kOptional, "Whether others may enclose what derives from it.", ""},

    {procedure, "from", Kind::day, kRequired, "The first day of the procedure.", ""},
    {procedure, "escrow_cover", Kind::duration, kRequired,
     "The future tax that an escrow must hold.", "longest_cover"},
    {procedure, "grace", Kind::duration, kRequired, "The time from delinquency to foreclosure.",
     "minimum_grace"},
    {procedure, "auction", Kind::duration, kRequired, "The length of an auction after foreclosure.",
     "minimum_auction"},
    {procedure, "withdrawal_notice", Kind::duration, kOptional,
     "The time from the notice of a withdrawal to its effect; 90d if it is not stated.",
     "shortest_withdrawal_notice, longest_withdrawal_notice"},
    {procedure, "late_surcharge", Kind::percent_share, kRequired,
     "The part of all arrears of a delinquency that its cure costs in addition.",
     "largest_surcharge"},
    {procedure, "finding_surcharge", Kind::percent_share, kOptional,
     "The part of the clawback of a finding that is due in addition; 25% if it is not stated.",
     "largest_surcharge"},
    {procedure, "registration_fee", Kind::money, kOptional,
     "The fee of a registration; 0 if it is not stated.", ""},
    {procedure, "minimum_deposit", Kind::money, kOptional,
     "The least deposit into an escrow; 0.01 if it is not stated.", ""},

    {revenue, "from", Kind::day, kRequired, "The first day of the shares.", ""},
    {revenue, "shares", Kind::tables, kRequired, "The shares; their sum is 100%.", "", share},

    {share, "to", Kind::name, kRequired, "The name of a beneficiary, once in its list.", ""},
    {share, "share", Kind::percent_share, kRequired, "Its share in the revenue.", ""},

    {test, "name", Kind::name, kRequired, "The name of the test, once in its file.", ""},
    {test, "class", Kind::asset_class, kRequired, "The class of the invented asset.", ""},
    {test, "licence", Kind::licence, kOptional, "The terms of a work.", ""},
    {test, "commitment", Kind::commitment, kOptional, "The terms of a patent or design.", ""},
    {test, "degree", Kind::share, kOptional,
     "The degree in place of terms; without either it is 1.", ""},
    {test, "assessment", Kind::money, kRequired, "The declared value.", ""},
    {test, "from", Kind::day, kOptional,
     "The first day of the period; else the day on which the schedule takes effect.", ""},
    {test, "to", Kind::day, kOptional, "The first day after the period.", ""},
    {test, "period", Kind::duration, kOptional, "The length of the period, in place of `to`.", ""},
    {test, "expect", Kind::money_or_fail, kRequired,
     "The tax of the period; \"fail\" where the register refuses such an asset.", ""},

    {charter, "max_rate", Kind::rate, kRequired, "No bracket has a higher rate.", ""},
    {charter, "minimum_grace", Kind::duration, kRequired, "No grace is shorter.", ""},
    {charter, "notice_of_increase", Kind::duration, kRequired,
     "The least time from the approval of a higher rate to its first second.", ""},
    {charter, "notice_of_decrease", Kind::duration, kRequired,
     "The least time from the approval of a lower rate to its first second.", ""},
    {charter, "largest_step", Kind::rate, kRequired,
     "The largest change of an effective rate, as a part of the old rate.", ""},
    {charter, "largest_step_points", Kind::rate, kRequired,
     "The largest change of an effective rate in points, where that is more.", ""},
    {charter, "between_steps", Kind::duration, kRequired,
     "The least time between two changes of the rates of a class.", ""},
    {charter, "minimum_auction", Kind::duration, kOptional, "No auction is shorter.", ""},
    {charter, "longest_notice", Kind::duration, kOptional, "No notice of a class is longer.", ""},
    {charter, "longest_cover", Kind::duration, kOptional, "No cover is longer.", ""},
    {charter, "shortest_withdrawal_notice", Kind::duration, kOptional,
     "No notice of a withdrawal is shorter.", ""},
    {charter, "longest_withdrawal_notice", Kind::duration, kOptional,
     "No notice of a withdrawal is longer.", ""},
    {charter, "largest_surcharge", Kind::rate, kOptional, "No surcharge is higher.", ""},
    {charter, "acts_of_two", Kind::act_kinds, kOptional,
     "The acts of a registrar that need a second person.", ""},
    {charter, "act_lapses_after", Kind::duration, kOptional,
     "The time in which an act of two may be approved.", ""},
    {charter, "credit_by_one", Kind::money, kOptional,
     "What one person may credit to a party in a day without a line of a bank.", ""},
});

constexpr auto kTitles = std::to_array<std::string_view>(
    {"the schedule", "behaviour", "[[class]]", "[[class.scale]]", "a bracket", "a reference",
     "[[degree]]", "a point", "[[degree.weights]]", "[[procedure]]", "[[revenue]]", "a share",
     "[[test]]", "the charter"});

/// The tables that take a key, for a sentence; empty where none does.
std::string tables_that_take(std::string_view key) {
  std::vector<std::string_view> titles;
  for (const Parameter& known : kParameters) {
    if (known.key == key) titles.push_back(title_of(known.table));
  }
  std::string text;
  for (std::size_t at = 0; at < titles.size(); ++at) {
    if (at > 0) text += at + 1 == titles.size() ? " or " : ", ";
    text += titles[at];
  }
  return text;
}

}  // namespace

std::span<const Parameter> parameters() { return kParameters; }

std::span<const Parameter> parameters_of(ParameterTable table) {
  const auto found = std::ranges::equal_range(kParameters, table, {}, &Parameter::table);
  return {found.begin(), found.end()};
}

const Parameter* parameter_of(ParameterTable table, std::string_view key) {
  for (const Parameter& known : parameters_of(table)) {
    if (known.key == key) return &known;
  }
  return nullptr;
}

std::string_view title_of(ParameterTable table) {
  return kTitles.at(static_cast<std::size_t>(table));
}

std::string right_key(ParameterTable table, std::string_view key) {
  if (const std::string others = tables_that_take(key); !others.empty()) {
    return "; it belongs to " + others;
  }
  std::vector<std::string_view> keys;
  for (const Parameter& known : parameters_of(table)) keys.push_back(known.key);
  if (std::string near = nearest_word(key, keys); !near.empty()) return near;
  std::string text = "; its keys are ";
  for (std::size_t at = 0; at < keys.size(); ++at) {
    if (at > 0) text += at + 1 == keys.size() ? " and " : ", ";
    text += keys[at];
  }
  return text;
}

std::string nearest_word(std::string_view word, std::span<const std::string_view> words) {
  if (word.empty() || word.size() > kLongestWords) return {};
  const std::string low = in_lower_case(word);
  std::string_view nearest;
  std::size_t least = slip_of(word.size()) + 1;
  for (const std::string_view known : words) {
    const std::size_t far = distance(low, in_lower_case(known));
    if (far < least) {
      least = far;
      nearest = known;
    }
  }
  if (nearest.empty() || nearest == word) return {};
  return "; did you mean \"" + std::string{nearest} + "\"?";
}

}  // namespace quitrent::tax
