// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/money.hpp"

namespace quitrent::scenarios {

/// A line that cannot be read, or whose check fails. The text is for the author of the scenario.
class ScenarioFault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The words of one line, read from left to right. Every reader throws ScenarioFault if the next
/// word is of another kind.
class Words {
 public:
  /// Splits at blanks; a `#` at the beginning of a word starts a comment.
  explicit Words(std::string_view line);
  /// Whether all words are read.
  bool at_end() const { return next_ == words_.size(); }
  /// The next word without reading it; empty at the end.
  std::string_view peek() const { return at_end() ? std::string_view{} : words_[next_]; }
  /// Reads the next word. `what` names it in the fault if the line has no more words.
  std::string word(std::string_view what);
  /// Reads all words that are left, joined by blanks.
  std::string rest();
  /// Reads `expected` if it is the next word, and answers whether it is.
  bool take(std::string_view expected);
  /// Reads `expected`, which must be the next word.
  void expect(std::string_view expected);
  /// Reads the next word as an amount.
  Money money();
  /// Reads the next word as a day or an instant.
  Instant instant();
  /// Reads the next word as a whole number of 0 or more.
  std::uint32_t number();
  /// Refuses words that are left over.
  void end() const;

 private:
  std::vector<std::string> words_;
  std::size_t next_ = 0;
};

}  // namespace quitrent::scenarios
