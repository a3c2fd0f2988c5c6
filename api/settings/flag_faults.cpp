// SPDX-License-Identifier: EUPL-1.2
#include "api/settings/flag_faults.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string_view>
#include <unistd.h>
#include <vector>

#include <CLI/CLI.hpp>

#include "registry/vocabulary/text.hpp"

namespace quitrent::api {
namespace {

/// The number of letters that must be inserted, deleted or replaced to turn one word into the
/// other.
std::size_t letters_apart(std::string_view left, std::string_view right) {
  std::vector<std::size_t> row(right.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (const char c : left) {
    std::size_t diagonal = row[0]++;
    for (std::size_t at = 0; at < right.size(); ++at) {
      const std::size_t exchanged = diagonal + (c == right[at] ? 0 : 1);
      diagonal = row[at + 1];
      row[at + 1] = std::min({exchanged, row[at] + 1, row[at + 1] + 1});
    }
  }
  return row.back();
}

/// The name that was probably meant by a word; empty where none of `names` is similar enough.
std::string nearest_of(std::string_view word, const std::vector<std::string>& names) {
  std::string nearest;
  std::size_t apart = 3;  // with 3 differences or more it is another word, not a mistyped one
  for (const std::string& name : names) {
    const std::size_t between = letters_apart(word, name);
    if (between < apart) {
      apart = between;
      nearest = name;
    }
  }
  return nearest;
}

bool is_flag(const std::string& word) { return word.starts_with('-'); }

/// Whether a command accepts words that belong to no flag.
bool takes_words(const CLI::App& app) {
  return std::ranges::any_of(app.get_options(),
                             [](const CLI::Option* option) { return option->get_positional(); });
}

/// The message about an unknown flag, with the flag that was probably meant.
std::string unknown_flag(const CLI::App& app, const std::string& word) {
  const std::string flag = word.substr(0, word.find('='));
  std::vector<std::string> flags;
  for (const CLI::Option* option : app.get_options()) {
    if (!option->get_positional()) flags.push_back("--" + option->get_single_name());
  }
  const std::string nearest = nearest_of(flag, flags);
  return flag + " is no flag of " + app.get_name() + "; " +
         (nearest.empty() ? app.get_name() + " --help lists them"
                          : "did you mean " + nearest + "?");
}

/// The message about a surplus word.
std::string word_too_many(const CLI::App& app, const std::string& word) {
  return "'" + word + "' is one word too many; " +
         (takes_words(app) ? "write what has spaces in quotes"
                           : app.get_name() + " takes flags alone");
}

/// The message about a value that CLI11 could not convert. `message` is CLI11's own message: "Could
/// not convert: --flag = value".
std::string wrong_kind(const CLI::App& app, std::string_view message) {
  message.remove_prefix(std::min(message.find("--"), message.size()));
  const std::size_t equals = message.find(" = ");
  if (equals == std::string_view::npos) return std::string{message};
  const std::string flag{message.substr(0, equals)};
  const std::string value{message.substr(equals + 3)};
  const CLI::Option* const option = app.get_option_no_throw(flag);
  const bool is_switch = option != nullptr && option->get_expected_min() == 0;
  return flag + ": '" + value +
         (is_switch ? "' is neither true nor false" : "' is no whole number");
}

}  // namespace

std::string flag_fault(const CLI::App& app, const CLI::ParseError& error) {
  const std::vector<std::string> left = app.remaining();
  const auto flag = std::ranges::find_if(left, is_flag);
  if (flag != left.end()) return unknown_flag(app, *flag);
  if (!left.empty()) return word_too_many(app, left.front());
  std::string message = error.what();
  if (dynamic_cast<const CLI::ConversionError*>(&error) != nullptr) return wrong_kind(app, message);
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr && message.starts_with("--")) {
    const bool often = message.contains("At Most");
    return message.substr(0, message.find(':')) +
           (often ? " is there more than once" : " needs a value");
  }
  return message;
}

std::optional<std::string> unknown_variable(const CLI::App& app,
                                            std::span<const std::string_view> others) {
  std::vector<std::string> known{others.begin(), others.end()};
  for (const CLI::Option* option : app.get_options()) known.push_back(option->get_envname());
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view entry = *variable;
    const std::string_view name = entry.substr(0, entry.find('='));
    if (!name.starts_with("QUITRENT_") || std::ranges::find(known, name) != known.end()) continue;
    const std::string nearest = nearest_of(name, known);
    return std::string{name} + " is no variable of " + app.get_name() + "; " +
           (nearest.empty()
                ? "each is QUITRENT_ and the name of a flag, see " + app.get_name() + " --help"
                : "did you mean " + nearest + "?");
  }
  return std::nullopt;
}

std::string in_one_line(std::string text) {
  std::ranges::replace_if(text, [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return without_controls(text);
}

}  // namespace quitrent::api
