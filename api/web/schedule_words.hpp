// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "api/web/api_reader.hpp"
#include "api/web/model.hpp"

namespace quitrent::api {

// What pages say about a tax schedule, from the API's answer about it.

/// Of dated values, those that are in force at an instant or later, in their order. Each value runs
/// from its `from` until the next one.
std::span<const JsonValue> dated_from(std::span<const JsonValue> values, std::string_view instant);

/// A state of a schedule in words: `in-force` is `In force`.
std::string schedule_state(std::string_view state);

/// The brackets of a scale as sentences: `text` for each.
Model bracket_sentences(const JsonValue& scale, std::string_view currency);

/// The rates that a schedule changes as sentences: `text` for each.
Model change_sentences(const JsonValue& schedule);

/// The contents of a schedule in words, as they are at `instant` and later: `classes`, `degrees`,
/// `procedures`, `revenue`.
Model schedule_contents(const JsonValue& schedule, std::string_view instant);

/// Who did what on the way of a schedule, and when: `label`, `time`, `by`.
Model schedule_way(const JsonValue& schedule, std::string_view now);

/// The bounds of a charter: `label`, `value`.
Model charter_rows(const JsonValue& charter, std::string_view currency);

}  // namespace quitrent::api
