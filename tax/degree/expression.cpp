// SPDX-License-Identifier: EUPL-1.2
#include "tax/degree/expression.hpp"

#include <algorithm>

namespace quitrent::tax {
namespace {

/// An operator whose operands are being written, the last one first.
struct OpenOperator {
  NodeKind kind;
  std::uint16_t left;  ///< the number of operands left to write
  bool parenthesised;
};

void collect_deprecated(std::vector<const LicenceLine*>& found, const LicenceLine* line) {
  if (line == nullptr || !line->deprecated) return;
  if (std::ranges::find(found, line) == found.end()) found.push_back(line);
}

}  // namespace

std::string_view Expression::licence(const ExpressionNode& node) const {
  if (node.kind == NodeKind::none) return "NONE";
  if (node.kind == NodeKind::no_assertion) return "NOASSERTION";
  return node.line != nullptr ? std::string_view{node.line->id} : text_at(node.licence);
}

std::string_view Expression::addition(const ExpressionNode& node) const {
  return node.exception != nullptr ? std::string_view{node.exception->id} : text_at(node.added);
}

std::string Expression::normal_form() const {
  // From the end, an operator comes before its operands: the pieces are collected in reverse order.
  std::vector<std::string_view> pieces;
  std::vector<OpenOperator> open;
  for (auto node = nodes_.rbegin(); node != nodes_.rend(); ++node) {
    if (is_operator(node->kind)) {
      const bool parenthesised = node->kind == NodeKind::any_of && !open.empty();
      if (parenthesised) pieces.push_back(")");
      open.push_back({node->kind, node->operands, parenthesised});
      continue;
    }
    if (node->addition != Addition::absent) {
      pieces.push_back(addition(*node));
      pieces.push_back(" WITH ");
    }
    if (node->versions == Versions::or_later) pieces.push_back("+");
    pieces.push_back(licence(*node));
    while (!open.empty() && --open.back().left == 0) {
      if (open.back().parenthesised) pieces.push_back("(");
      open.pop_back();
    }
    if (!open.empty()) pieces.push_back(open.back().kind == NodeKind::all_of ? " AND " : " OR ");
  }
  std::string normal;
  std::size_t size = 0;
  for (const std::string_view piece : pieces) size += piece.size();
  normal.reserve(size);
  for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece) normal += *piece;
  return normal;
}

std::vector<Expression> Expression::alternatives() const {
  std::vector<Expression> found;
  if (nodes_.empty() || nodes_.back().kind != NodeKind::any_of) return found;
  found.resize(nodes_.back().operands);
  std::size_t end = nodes_.size() - 1;
  for (auto operand = found.rbegin(); operand != found.rend(); ++operand) {
    std::size_t begin = end;
    for (std::size_t missing = 1; missing > 0; --missing) missing += nodes_[--begin].operands;
    operand->text_ = text_;
    operand->nodes_.assign(nodes_.begin() + static_cast<std::ptrdiff_t>(begin),
                           nodes_.begin() + static_cast<std::ptrdiff_t>(end));
    end = begin;
  }
  return found;
}

std::vector<const LicenceLine*> Expression::deprecated() const {
  std::vector<const LicenceLine*> found;
  for (const ExpressionNode& node : nodes_) {
    collect_deprecated(found, node.line);
    collect_deprecated(found, node.exception);
  }
  return found;
}

}  // namespace quitrent::tax
