// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/money.hpp"

namespace quitrent::scenarios {

/// A line that cannot be read, or that says what is not so. The text is for the author.
class ScenarioFault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The words of one line, read from left to right. Every reader throws ScenarioFault where the word
/// is not what is asked for.
class Words {
 public:
  /// Splits at blanks; a `#` at the beginning of a word starts a comment.
  explicit Words(std::string_view line);
  /// Whether all words were read.
  bool at_end() const { return next_ == words_.size(); }
  /// The next word without reading it; empty at the end.
  std::string_view peek() const { return at_end() ? std::string_view{} : words_[next_]; }
  /// The next word; `what` says what it should be.
  std::string word(std::string_view what);
  /// All words that are left, joined by blanks.
  std::string rest();
  /// Reads the word if it comes next; answers whether it did.
  bool take(std::string_view expected);
  /// Reads the word, which must come next.
  void expect(std::string_view expected);
  /// The next word as an amount.
  Money money();
  /// The next word as a day or an instant.
  Instant instant();
  /// The next word as a whole number of 0 or more.
  std::uint32_t number();
  /// Refuses words that are left over.
  void end() const;

 private:
  std::vector<std::string> words_;
  std::size_t next_ = 0;
};

}  // namespace quitrent::scenarios
