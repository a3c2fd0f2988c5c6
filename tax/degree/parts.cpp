// SPDX-License-Identifier: EUPL-1.2
#include "tax/degree/parts.hpp"

#include <algorithm>
#include <array>

#include "tax/degree/licences.hpp"

namespace quitrent::tax {
namespace {

/// The kind of a line, by the last word of its evidence, and what to write instead.
struct PartKind {
  std::string_view word, is, instead;
};
constexpr auto kPartKinds = std::to_array<PartKind>({
    {"exception", "an exception",
     "write the licence that it belongs to WITH an exception of the SPDX list or an "
     "AdditionRef-name"},
    {"patents", "a grant of patents alone", "write the licence of the work itself"},
    {"disclaimer", "a disclaimer", "write the licence that it stands beside"},
    {"notice", "a notice", "write the licence that it speaks of"},
    {"family", "a family that leaves open which licence is meant", "write the licence itself"},
});

const PartKind& part_kind(const LicenceLine& line) {
  const auto found = std::ranges::find_if(
      kPartKinds, [&](const PartKind& kind) { return line.evidence.ends_with(kind.word); });
  const bool exception = line.kind == LicenceKind::exception_reference;
  return exception || found == kPartKinds.end() ? kPartKinds.front() : *found;
}

std::string sentence(const LicenceTable& licences, const LicenceLine& line) {
  const PartKind& kind = part_kind(line);
  std::string text = line.id + " is " + std::string{kind.is} + ", no terms of its own; ";
  text += kind.instead;
  const std::string_view id = line.id;
  const bool scancode = id.starts_with(kScanCode);
  if (const auto* twin = licences.exception(scancode ? id.substr(kScanCode.size()) : id)) {
    text += ", here WITH " + twin->id;
  }
  return text + ", or a LicenseRef-name of your own for the whole text.";
}

}  // namespace

bool is_part(const LicenceLine& line) {
  return line.kind == LicenceKind::exception_reference || line.kind == LicenceKind::part_reference;
}

std::vector<const LicenceLine*> parts_of(const Expression& expression) {
  std::vector<const LicenceLine*> parts;
  for (const ExpressionNode& node : expression.nodes()) {
    if (node.line != nullptr && is_part(*node.line)) parts.push_back(node.line);
  }
  return parts;
}

std::optional<ExpressionFault> part_fault(const LicenceTable& licences,
                                          const Expression& expression,
                                          std::span<const LicenceLine* const> spared) {
  for (const ExpressionNode& node : expression.nodes()) {
    if (node.line == nullptr || !is_part(*node.line)) continue;
    if (std::ranges::find(spared, node.line) != spared.end()) continue;
    return ExpressionFault{.column = node.licence.begin + std::size_t{1},
                           .what = sentence(licences, *node.line)};
  }
  return std::nullopt;
}

}  // namespace quitrent::tax
