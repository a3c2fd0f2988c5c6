// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "api/http/protocol/parameters.hpp"
#include "api/http/protocol/problem.hpp"

namespace quitrent::api {

/// The value of a parameter, read by `read`. An unknown value is refused with the sentence
/// `lawful`.
template <class Read>
auto word_of(Parameters& parameters, std::string_view name, Read read, const std::string& lawful) {
  const auto given = parameters.text(name);
  auto value = given ? read(*given) : decltype(read(*given)){};
  if (given && !value) parameters.refuse(name, lawful);
  return value;
}

/// The parameter `q`, the words of a search; empty where it is absent. Refuses more or longer words
/// than a search may have.
std::string searched_words(Parameters& parameters);

/// The problem `overloaded` for a search that took too long.
Problem search_too_long();

}  // namespace quitrent::api
