// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace CLI {  // NOLINT(readability-identifier-naming): not ours
class App;
class ParseError;
}  // namespace CLI

namespace quitrent::api {

/// What is wrong with the words behind a command, as one sentence without a full stop, for every
/// command alike: a flag that there is not, with the one that was probably meant; a word too many;
/// a value of another kind. `app` is the command, by its name, that threw `error`. Never repeats a
/// value behind a flag that there is not: it may be a key.
std::string flag_fault(const CLI::App& app, const CLI::ParseError& error);

/// What is wrong with the environment, as such a sentence: a variable whose name begins with
/// QUITRENT_ and belongs to no flag of `app` nor to `others`, with the one that was probably meant.
/// Its value is not shown. Nothing where there is none.
std::optional<std::string> unknown_variable(const CLI::App& app,
                                            std::span<const std::string_view> others);

}  // namespace quitrent::api
