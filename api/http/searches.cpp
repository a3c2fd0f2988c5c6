// SPDX-License-Identifier: EUPL-1.2
#include "api/http/searches.hpp"

#include "api/http/protocol/limits.hpp"
#include "api/views/views.hpp"

namespace quitrent::api {
namespace {

/// Whether the words of a search are within the limits of their number and length.
bool is_search(std::string_view words) {
  std::size_t count = 0;
  std::size_t length = 0;
  for (const char c : words) {
    length = is_of_word(c) ? length + 1 : 0;
    if (length > kLongestWord) return false;
    if (length == 1 && ++count > kMostWords) return false;
  }
  return true;
}

}  // namespace

std::string searched_words(Parameters& parameters) {
  std::string words = parameters.text("q").value_or("");
  if (!is_search(words)) {
    parameters.refuse("q", "A search has at most " + std::to_string(kMostWords) +
                               " words (runs of letters and digits) of at most " +
                               std::to_string(kLongestWord) + " bytes each.");
  }
  return words;
}

Problem search_too_long() {
  return busy("This search took longer than " + std::to_string(kLongestSearch.count()) +
              " ms and was ended; search for longer or rarer words, or try again in a second.");
}

}  // namespace quitrent::api
