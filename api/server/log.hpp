// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "api/http/dispatcher.hpp"

namespace quitrent::api {

/// Writes one line on standard error, in one piece.
void say(std::string_view line);

/// The text with every API key in it hidden: each word that begins like a key of the register, and
/// `operator_key`. Finds also a key with `/` in it, and a percent-encoded key; for a
/// percent-encoded one, the whole text is shown decoded.
std::string without_keys(std::string_view text, const std::optional<std::string>& operator_key);

/// Logs a request and its answer as one line of JSON on standard error, without keys.
void log_request(const AnsweredRequest& answered, const std::optional<std::string>& operator_key);

}  // namespace quitrent::api
