// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace CLI {  // NOLINT(readability-identifier-naming): the library's name
class App;
class ParseError;
}  // namespace CLI

namespace quitrent::api {

/// Says what is wrong with the arguments of a command, in one sentence without a full stop: an
/// unknown flag, with the flag that was probably meant; a surplus word; a value of the wrong kind.
/// `app` is the command that threw `error`. Never shows the value of an unknown flag, since that
/// may be a key.
std::string flag_fault(const CLI::App& app, const CLI::ParseError& error);

/// Says, in one sentence without a full stop, which variable of the environment is unknown: its
/// name begins with QUITRENT_, but belongs to no flag of `app` and is not in `others`. Names also
/// the variable that was probably meant. Shows no value. Nothing where there is no such variable.
std::optional<std::string> unknown_variable(const CLI::App& app,
                                            std::span<const std::string_view> others);

/// A text as one line for standard error. Line breaks, of which a flag or a file may have brought
/// some, become spaces; other control characters become question marks.
std::string in_one_line(std::string text);

}  // namespace quitrent::api
