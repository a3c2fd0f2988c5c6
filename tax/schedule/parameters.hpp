// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace quitrent::tax {

/// The tables of a schedule, and the charter.
enum class ParameterTable : std::uint8_t {
  schedule,
  behaviour,
  asset_class,
  scale,
  bracket,
  reference,
  degree,
  point,
  weights,
  procedure,
  revenue,
  share,
  test,
  charter
};

/// What the value of a parameter is.
enum class ParameterKind : std::uint8_t {
  name,           ///< text of 1 to 200 characters
  currency,       ///< three capital letters
  engine,         ///< `>=` and a version
  day,            ///< a day, without quotes
  truth,          ///< true or false
  duration,       ///< a whole number and s, m, h or d
  money,          ///< an amount with at most six decimals
  rate,           ///< a percentage up to 1'000'000%, with at most seven decimals
  percent_share,  ///< a percentage up to 100%, with at most four decimals
  share,          ///< a decimal from 0 to 1, with at most six decimals
  asset_class,    ///< the name of a class
  work_class,     ///< the name of a class whose terms are a licence
  commitment,     ///< the name of a commitment
  licence,        ///< a licence expression
  money_or_fail,  ///< an amount, or `fail`
  assumptions,    ///< one value, or three with commas between them
  act_kinds,      ///< a list of kinds of acts of two
  table,          ///< one table
  tables          ///< a list of tables
};

/// Whether a table must state a parameter.
enum class Presence : std::uint8_t { required, optional };

/// One parameter: what the reader, the schema for editors and the commented file know about it.
struct Parameter {
  ParameterTable table = ParameterTable::schedule;  ///< the table that takes it
  std::string_view key;
  ParameterKind kind = ParameterKind::name;
  Presence presence = Presence::required;
  std::string_view meaning;  ///< one sentence with a full stop
  std::string_view bounds;   ///< the keys of the charter that bound it, with commas; or empty
  ParameterTable holds = ParameterTable::schedule;  ///< kinds table and tables: the inner table
};

/// Every parameter. Those of one table stand together, in the order in which a file states them.
std::span<const Parameter> parameters();

/// The parameters of one table, in their order.
std::span<const Parameter> parameters_of(ParameterTable table);

/// The parameter of a table with this key; null where the table takes no such key.
const Parameter* parameter_of(ParameterTable table, std::string_view key);

/// The name of a table in messages: `[[class]]`, `a bracket`.
std::string_view title_of(ParameterTable table);

/// What is right in place of a key that `table` does not take, as the end of a sentence: the table
/// that takes it, else the nearest key, else every key of the table.
std::string right_key(ParameterTable table, std::string_view key);

/// ` did you mean "patent"?` with a semicolon before it for the nearest of some words; empty where
/// none is near, as slip_of() says, or where the word is one of them.
std::string nearest_word(std::string_view word, std::span<const std::string_view> words);

}  // namespace quitrent::tax
