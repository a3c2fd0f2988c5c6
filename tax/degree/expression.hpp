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
/// How many parentheses may stand open at once. Nobody writes more; it bounds what a reader keeps.
inline constexpr std::size_t kDeepestExpression = 100;

/// What one node of an expression is.
enum class NodeKind : std::uint8_t {
  licence,       ///< an identifier or reference, with what belongs to it
  all_of,        ///< AND: every operand binds
  any_of,        ///< OR: the licensee picks one operand
  none,          ///< `NONE`, alone
  no_assertion,  ///< `NOASSERTION`, alone
};

/// What stands behind WITH.
enum class Addition : std::uint8_t { absent, listed_exception, reference };

/// Whether a `+` stands behind a licence.
enum class Versions : std::uint8_t { this_one, or_later };

/// A interval of the text that was read. Unit: bytes.
struct Interval {
  std::uint16_t begin = 0;
  std::uint16_t size = 0;
};

/// One node. Operands stand before their operator, so a walk from the front meets parts first.
struct ExpressionNode {
  NodeKind kind = NodeKind::licence;
  Addition addition = Addition::absent;    ///< of a licence
  Versions versions = Versions::this_one;  ///< of a licence
  std::uint16_t operands = 0;              ///< of an operator: two or more
  Interval licence = {};                   ///< where the licence stands, without `+`
  Interval added = {};                     ///< where the addition stands
  const LicenceLine* line = nullptr;       ///< of a listed licence or a known reference, else null
  const LicenceLine* exception = nullptr;  ///< of a listed exception, else null
};

/// A licence expression that was read: a tree whose nodes lie in one row. Equal operators are never
/// nested. Refers to the table it was read with, which must outlive it.
class Expression {
 public:
  /// Every node, operands before their operator; the last is the whole.
  std::span<const ExpressionNode> nodes() const { return nodes_; }
  /// The licence of a node in the spelling of the list, without `+`.
  std::string_view licence(const ExpressionNode& node) const;
  /// What stands behind WITH, in the spelling of the list; empty where nothing does.
  std::string_view addition(const ExpressionNode& node) const;
  /// The normal form: the list's spelling, operators in capitals, single spaces, parentheses only
  /// around an OR inside an AND, order and repetitions kept.
  std::string normal_form() const;
  /// The operands of the outermost OR, each an expression of its own; none where there is no OR.
  std::vector<Expression> alternatives() const;
  /// The listed lines that are deprecated, in the order of the text, each once.
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
  std::size_t column = 1;  ///< where, in bytes from 1
  std::string what;        ///< one sentence with a full stop; printable ASCII only
};

}  // namespace quitrent::tax
