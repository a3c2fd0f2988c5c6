// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tax/degree/licences.hpp"

namespace quitrent::tax {

/// The longest licence expression. Source: MECHANISM.md, section 1.
inline constexpr std::size_t kLongestExpression = 2'000;
/// The most parentheses that may be open at once. It limits the memory of a reader.
inline constexpr std::size_t kDeepestExpression = 100;

/// How a reference begins that stands after WITH.
inline constexpr std::string_view kAdditionRef = "AdditionRef-";

/// The kind of a node of an expression.
enum class NodeKind : std::uint8_t {
  licence,       ///< an identifier or reference, with its `+` and its addition
  all_of,        ///< AND: all operands bind
  any_of,        ///< OR: the licensee chooses one operand
  none,          ///< `NONE`, alone
  no_assertion,  ///< `NOASSERTION`, alone
};

/// Whether a node has operands.
constexpr bool is_operator(NodeKind kind) {
  return kind == NodeKind::all_of || kind == NodeKind::any_of;
}

/// What stands after WITH.
enum class Addition : std::uint8_t { absent, listed_exception, reference };

/// Whether a `+` stands after a licence.
enum class Versions : std::uint8_t { this_one, or_later };

/// An interval of the text that was read. Unit: bytes.
struct Interval {
  std::uint16_t begin = 0;
  std::uint16_t size = 0;
};

/// One node of an expression. Operands stand before their operator.
struct ExpressionNode {
  NodeKind kind = NodeKind::licence;
  Addition addition = Addition::absent;    ///< of a licence
  Versions versions = Versions::this_one;  ///< of a licence
  std::uint16_t operands = 0;              ///< of an operator: their count, two or more
  Interval licence = {};                   ///< the text of the licence, without `+`
  Interval added = {};                     ///< the text of the addition
  const LicenceLine* line = nullptr;       ///< of a listed licence or a known reference, else null
  const LicenceLine* exception = nullptr;  ///< of a listed exception, else null
};

/// A licence expression that was read: a tree whose nodes stand in one list. An AND is never the
/// operand of an AND, nor an OR of an OR. It refers to the licence table, which must outlive it.
class Expression {
 public:
  /// Every node, operands before their operator; the last node is the whole expression.
  std::span<const ExpressionNode> nodes() const { return nodes_; }
  /// The licence of a node in the spelling of the list, without `+`.
  std::string_view licence(const ExpressionNode& node) const;
  /// The addition after WITH, in the spelling of the list; empty where there is none.
  std::string_view addition(const ExpressionNode& node) const;
  /// The normal form: the list's spelling, operators in capitals, single spaces, parentheses only
  /// around an OR inside an AND. Order and repetitions are kept.
  std::string normal_form() const;
  /// The operands of the outermost OR, each as an expression; empty where there is no OR.
  std::vector<Expression> alternatives() const;
  /// The deprecated lines of the table that the expression names, in the order of the text, each
  /// once.
  std::vector<const LicenceLine*> deprecated() const;

 private:
  friend class ExpressionReader;
  std::string_view text_at(Interval interval) const {
    return std::string_view{text_}.substr(interval.begin, interval.size);
  }

  std::string text_;
  std::vector<ExpressionNode> nodes_;
};

/// Why a text is no licence expression.
struct ExpressionFault {
  std::size_t column = 1;  ///< in bytes, from 1
  std::string what;        ///< one sentence with a full stop; printable ASCII only
};

}  // namespace quitrent::tax
