// SPDX-License-Identifier: EUPL-1.2
#include "tax/degree/expression_reader.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "registry/vocabulary/letter_case.hpp"
#include "tax/degree/licence_words.hpp"
#include "tax/degree/suggestion.hpp"

namespace quitrent::tax {
namespace {

constexpr std::string_view kLicenceRef = "LicenseRef-";
constexpr std::string_view kDocumentRef = "DocumentRef-";
constexpr std::size_t kLongestShown = 60;
constexpr std::string_view kOwnTerms =
    "; terms of your own are a LicenseRef-name, such as LicenseRef-Commercial";
constexpr std::string_view kSigns = " ()/,;&|";

/// A letter, digit, hyphen or point: the characters of an identifier.
constexpr bool is_identifier_character(char c) {
  return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

/// A text for an answer: short, and only printable ASCII.
std::string shown(std::string_view text) {
  std::string cut{text.substr(0, kLongestShown)};
  std::ranges::replace_if(cut, [](char c) { return c < ' ' || c > '~'; }, '?');
  return '"' + cut + (text.size() > cut.size() ? "...\"" : "\"");
}

bool is_reference(std::string_view word, std::string_view prefix) {
  const std::string_view rest = word.starts_with(prefix) ? word.substr(prefix.size()) : "";
  return !rest.empty() && rest.find(':') == std::string_view::npos;
}

/// Whether a word is `prefix` and a name, also after a `DocumentRef-`.
bool is_reference_anywhere(std::string_view word, std::string_view prefix) {
  if (word.starts_with(kDocumentRef)) {
    const std::size_t colon = word.find(':');
    if (colon == std::string_view::npos || colon == kDocumentRef.size()) return false;
    word.remove_prefix(colon + 1);
  }
  return is_reference(word, prefix);
}

bool is_reserved(std::string_view word) { return word == "NONE" || word == "NOASSERTION"; }

enum class Word : std::uint8_t { other, conjunction, disjunction, with };

/// The operator that a word is; mixed case is no operator.
Word operator_of(std::string_view word) {
  if (word == "AND" || word == "and") return Word::conjunction;
  if (word == "OR" || word == "or") return Word::disjunction;
  if (word == "WITH" || word == "with") return Word::with;
  return Word::other;
}

bool is_operator_in_any_case(std::string_view word) {
  const std::string low = in_lower_case(word);
  return low == "and" || low == "or" || low == "with";
}

}  // namespace

/// Reads one expression, from left to right, with its own stack for parentheses.
class ExpressionReader {
 public:
  ExpressionReader(const LicenceTable& licences, std::string_view text)
      : licences_{licences}, text_{text} {}

  std::expected<Expression, ExpressionFault> read();

 private:
  /// The operands read since a parenthesis opened.
  struct Level {
    std::uint16_t alternatives = 0;  ///< operands of OR that are complete
    std::uint16_t parts = 0;         ///< operands of the unfinished AND
    std::size_t column = 0;          ///< of the parenthesis; 0 for the whole
  };

  // Each of these returns whether to continue; if not, fault_ holds the reason.
  bool read_operand();
  bool read_behind_operand();
  bool read_licence(std::size_t begin, std::string_view word);
  bool read_listed(ExpressionNode& node, std::size_t begin, std::string_view word);
  bool read_addition();
  bool read_exception(ExpressionNode& node, std::size_t begin, std::string_view word);
  bool close();
  bool fail(std::size_t at, std::string what);
  bool fail_unknown(std::size_t at, std::string_view word);
  bool fail_expected(std::size_t at, std::string_view expected);
  bool fail_behind_operand(std::size_t at, std::string_view word);

  void skip_spaces() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  bool at_end() const { return at_ == text_.size(); }
  char next() const { return at_end() ? '\0' : text_[at_]; }
  std::string_view next_word() const;
  std::string_view phrase(std::size_t begin, std::string_view ends) const;
  bool is_alone(std::size_t begin, std::size_t end) const;
  static Interval interval(std::size_t begin, std::size_t size) {
    return {static_cast<std::uint16_t>(begin), static_cast<std::uint16_t>(size)};
  }
  void end_part();
  void end_alternative();
  void end_level();
  void add_operator(NodeKind kind, std::uint16_t operands);

  const LicenceTable& licences_;
  std::string_view text_;
  std::size_t at_ = 0;
  bool wants_operand_ = true;
  bool after_simple_ = false;  ///< whether WITH may follow
  std::vector<Level> levels_{Level{}};
  std::vector<ExpressionNode> nodes_;
  ExpressionFault fault_;
};

std::expected<Expression, ExpressionFault> ExpressionReader::read() {
  if (text_.size() > kLongestExpression) {
    return std::unexpected(
        ExpressionFault{kLongestExpression + 1,
                        "A licence expression has at most 2000 bytes; this one is longer."});
  }
  nodes_.reserve(text_.size() / 10 + 2);
  for (skip_spaces(); wants_operand_ || !at_end(); skip_spaces()) {
    if (!(wants_operand_ ? read_operand() : read_behind_operand())) {
      return std::unexpected(std::move(fault_));
    }
  }
  if (levels_.size() > 1) {
    fail_expected(at_, "a \")\" for the \"(\" of column " + std::to_string(levels_.back().column) +
                           ", or AND or OR");
    return std::unexpected(std::move(fault_));
  }
  end_level();
  Expression expression;
  expression.text_ = text_;
  expression.nodes_ = std::move(nodes_);
  return expression;
}

std::string_view ExpressionReader::next_word() const {
  std::size_t end = at_;
  while (end < text_.size() && (is_identifier_character(text_[end]) || text_[end] == ':')) ++end;
  return text_.substr(at_, end - at_);
}

/// Whether there are only spaces before `begin` and from `end` on.
bool ExpressionReader::is_alone(std::size_t begin, std::size_t end) const {
  return text_.substr(0, begin).find_first_not_of(' ') == std::string_view::npos &&
         text_.substr(end).find_first_not_of(' ') == std::string_view::npos;
}

bool ExpressionReader::read_operand() {
  if (next() == '(') {
    if (levels_.size() > kDeepestExpression) {
      return fail(at_, "At most 100 parentheses stand open at once.");
    }
    ++at_;
    levels_.push_back({.alternatives = 0, .parts = 0, .column = at_});
    return true;
  }
  const std::size_t begin = at_;
  const std::string_view word = next_word();
  if (word.empty() || operator_of(word) != Word::other) {
    return fail_expected(begin, "a licence or \"(\"");
  }
  at_ += word.size();
  if (is_reserved(word)) {
    if (!is_alone(begin, at_)) {
      return fail(begin,
                  std::string{word} + " stands alone, without anything before or behind it.");
    }
    nodes_.push_back({.kind = word == "NONE" ? NodeKind::none : NodeKind::no_assertion});
  } else if (!read_licence(begin, word)) {
    return false;
  }
  wants_operand_ = false;
  end_part();
  return true;
}

bool ExpressionReader::read_licence(std::size_t begin, std::string_view word) {
  ExpressionNode node{.licence = interval(begin, word.size())};
  if (word.starts_with(kLicenceRef) || word.starts_with(kDocumentRef)) {
    if (!is_reference_anywhere(word, kLicenceRef)) {
      return fail(begin,
                  "A reference is LicenseRef-name or DocumentRef-name:LicenseRef-name, not " +
                      shown(word) + '.');
    }
    if (next() == '+') return fail(at_, "A + stands behind listed licences only.");
    node.line = licences_.reference(word);
  } else if (!read_listed(node, begin, word)) {
    return false;
  }
  after_simple_ = true;
  nodes_.push_back(node);
  return true;
}

bool ExpressionReader::read_listed(ExpressionNode& node, std::size_t begin, std::string_view word) {
  if (next() == '+') {
    // Some identifiers of the list end with a plus.
    node.line = licences_.licence(text_.substr(begin, word.size() + 1));
    if (node.line != nullptr) {
      ++node.licence.size;
      ++at_;
    }
  }
  if (node.line == nullptr) node.line = licences_.licence(word);
  if (node.line == nullptr) return fail_unknown(begin, word);
  if (next() == '+' && node.licence.size == word.size()) {
    node.versions = Versions::or_later;
    ++at_;
  }
  if (next() == '+') return fail(at_, "One + is enough.");
  return true;
}

/// Ends an operand of AND: the last node. An AND in parentheses is merged into this AND.
void ExpressionReader::end_part() {
  const ExpressionNode last = nodes_.back();
  if (last.kind == NodeKind::all_of) nodes_.pop_back();
  Level& level = levels_.back();
  level.parts =
      static_cast<std::uint16_t>(level.parts + (last.kind == NodeKind::all_of ? last.operands : 1));
}

void ExpressionReader::add_operator(NodeKind kind, std::uint16_t operands) {
  nodes_.push_back({.kind = kind, .operands = operands});
}

/// Ends an operand of OR. If it is only an OR in parentheses, that is merged into this OR.
void ExpressionReader::end_alternative() {
  Level& level = levels_.back();
  std::uint16_t alternatives = 1;
  if (level.parts > 1) {
    add_operator(NodeKind::all_of, level.parts);
  } else if (nodes_.back().kind == NodeKind::any_of) {
    alternatives = nodes_.back().operands;
    nodes_.pop_back();
  }
  level.alternatives = static_cast<std::uint16_t>(level.alternatives + alternatives);
  level.parts = 0;
}

void ExpressionReader::end_level() {
  end_alternative();
  const Level level = levels_.back();
  levels_.pop_back();
  if (level.alternatives > 1) add_operator(NodeKind::any_of, level.alternatives);
}

bool ExpressionReader::close() {
  if (levels_.size() == 1) return fail(at_, "There is no \"(\" for this \")\".");
  ++at_;
  end_level();
  end_part();
  after_simple_ = false;
  return true;
}

bool ExpressionReader::read_behind_operand() {
  if (next() == ')') return close();
  const std::size_t begin = at_;
  const std::string_view word = next_word();
  const Word read = operator_of(word);
  const bool stands_free = begin > 0 && (text_[begin - 1] == ' ' || text_[begin - 1] == ')');
  if (read == Word::other || !stands_free) return fail_behind_operand(begin, word);
  if (read == Word::with && !after_simple_) {
    return fail(begin, "WITH stands behind a single licence, once, and not behind \")\".");
  }
  at_ += word.size();
  if (read == Word::with) return read_addition();
  if (read == Word::disjunction) end_alternative();
  wants_operand_ = true;
  after_simple_ = false;
  return true;
}

bool ExpressionReader::read_addition() {
  skip_spaces();
  const std::size_t begin = at_;
  const std::string_view word = next_word();
  if (word.empty() || operator_of(word) != Word::other) {
    return fail_expected(begin, "an exception or AdditionRef-name behind WITH");
  }
  at_ += word.size();
  ExpressionNode& node = nodes_.back();
  node.added = interval(begin, word.size());
  after_simple_ = false;
  if (!word.starts_with(kAdditionRef) && !word.starts_with(kDocumentRef)) {
    return read_exception(node, begin, word);
  }
  if (!is_reference_anywhere(word, kAdditionRef)) {
    return fail(begin,
                "An addition is AdditionRef-name or DocumentRef-name:AdditionRef-name, not " +
                    shown(word) + '.');
  }
  node.addition = Addition::reference;
  return true;
}

bool ExpressionReader::read_exception(ExpressionNode& node, std::size_t begin,
                                      std::string_view word) {
  node.exception = licences_.exception(word);
  if (node.exception == nullptr) {
    if (licences_.licence(word) != nullptr) {
      return fail(begin, shown(word) + " is a licence; behind WITH stands an exception.");
    }
    const std::string near = near_identifiers(licences_, LicenceKind::exception, word);
    return fail(begin, shown(word) + " is not on the SPDX list of exceptions" +
                           (near.empty() ? "; terms of your own are an AdditionRef-name."
                                         : "; perhaps " + near + " is meant."));
  }
  node.addition = Addition::listed_exception;
  return true;
}

bool ExpressionReader::fail(std::size_t at, std::string what) {
  fault_ = {at + 1, std::move(what)};
  return false;
}

bool ExpressionReader::fail_expected(std::size_t at, std::string_view expected) {
  std::string there = " but the text ends.";
  if (at < text_.size()) {
    const std::string_view word = next_word();
    const char c = text_[at];
    there = " not " + shown(word.empty() ? text_.substr(at, 1) : word) + '.';
    if (c != ' ' && (c < '!' || c > '~')) there = " not this byte; white space is the space only.";
  }
  return fail(at, "Expected " + std::string{expected} + ',' + there);
}

bool ExpressionReader::fail_behind_operand(std::size_t at, std::string_view word) {
  if (is_operator_in_any_case(word) && operator_of(word) == Word::other) {
    return fail(at,
                "Operators are written in capitals or in small letters, not " + shown(word) + '.');
  }
  if (next() == '+') {
    return fail(at, "A + stands directly behind a listed licence." + std::string{sign_hint('+')});
  }
  if (operator_of(word) != Word::other) return fail_expected(at, "a space");
  std::string expected = after_simple_ ? "AND, OR, WITH" : "AND, OR";
  expected += levels_.size() > 1 ? " or \")\"" : " or the end";
  fail_expected(at, expected);
  fault_.what += sign_hint(next());
  if (after_simple_ && !word.empty()) {
    const std::size_t begin = nodes_.back().licence.begin;
    const auto near = near_identifiers(licences_, LicenceKind::licence, phrase(begin, kSigns));
    if (!near.empty()) fault_.what += " Perhaps " + near + " is meant.";
  }
  return false;
}

/// The words from `begin` up to an operator or to one of `ends` (a space is one of them).
/// Parentheses after words belong to them: `MIT License (modified)`.
std::string_view ExpressionReader::phrase(std::size_t begin, std::string_view ends) const {
  std::size_t end = begin;
  while (end < text_.size()) {
    const std::size_t word_end = std::min(text_.find_first_of(ends, end), text_.size());
    if (operator_of(text_.substr(end, word_end - end)) != Word::other) break;
    end = word_end;
    if (end > begin && end < text_.size() && text_[end] == '(') {
      end = std::min(text_.find(')', end), text_.size() - 1) + 1;
    }
    if (end == text_.size() || text_[end] != ' ') break;
    end = std::min(text_.find_first_not_of(' ', end), text_.size());
  }
  while (end > begin && text_[end - 1] == ' ') --end;
  return text_.substr(begin, end - begin);
}

bool ExpressionReader::fail_unknown(std::size_t at, std::string_view word) {
  if (licences_.exception(word) != nullptr) {
    return fail(at, shown(word) + " is an exception, which stands only behind WITH.");
  }
  const bool is_addition = is_reference_anywhere(word, kAdditionRef);
  if (is_addition) return fail(at, "AdditionRef- stands only behind WITH.");
  const std::string_view words = phrase(at, kSigns);
  const std::string near = near_identifiers(licences_, LicenceKind::licence, words);
  const std::string instead = near.empty() ? std::string{unnamed_hint(phrase(at, " ()"))}
                                           : "; perhaps " + near + " is meant";
  return fail(at, shown(instead.empty() ? word : words) + " is not on the SPDX licence list" +
                      (instead.empty() ? std::string{kOwnTerms} : instead) + '.');
}

std::expected<Expression, ExpressionFault> read_expression(const LicenceTable& licences,
                                                           std::string_view text) {
  return ExpressionReader{licences, text}.read();
}

}  // namespace quitrent::tax
