// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "api/web/api_reader.hpp"
#include "api/web/model.hpp"

namespace quitrent::api {

// What pages say about a degree, from the API's answer about it.

/// A dimension of the degree in plain words. Source: MECHANISM.md, section 9.
struct DimensionWords {
  std::string_view letter;  ///< its name in the API
  std::string_view name;    ///< what it is about
  std::string_view brief;   ///< the same in one or two words
};
/// The eight dimensions, those of the core first.
std::span<const DimensionWords> dimension_words();

/// How closed a dimension is: `0/24` is `open`, `24/24` is `closed`, `6/24` is `6 of 24`.
std::string level_text(std::string_view level);

/// Why a degree is what it is, in one sentence: the dimensions that count and are not open.
std::string degree_sentence(const JsonValue& degree);

/// All of a degree: `percent`, `sentence`, `rows` for the eight dimensions (`name`, `level`,
/// `weight`, `cause`), `facts` with their sources, `warnings`, `alternatives`.
Model explained_degree(const JsonValue& degree);

}  // namespace quitrent::api
