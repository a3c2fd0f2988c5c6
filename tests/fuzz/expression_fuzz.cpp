// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "registry/vocabulary/ensure.hpp"
#include "tax/degree/explanation.hpp"
#include "tax/degree/expression_reader.hpp"

namespace quitrent {

using namespace tax;
namespace {

void check_refused(std::string_view text, const ExpressionFault& fault) {
  ensure(fault.column >= 1 && fault.column <= text.size() + 1, "a fault lies in the text");
  ensure(fault.what.ends_with('.') && fault.what.size() < 300, "a fault is a short sentence");
  ensure(std::ranges::all_of(fault.what, [](char c) { return c >= ' ' && c <= '~'; }),
         "a fault is printable");
}

void check_read(const Expression& read, const Terms& terms) {
  const DegreeFacts facts{.licences = founding_licences()};
  const std::string normal = read.normal_form();
  const auto again = read_expression(facts.licences, normal);
  ensure(again && again->normal_form() == normal, "a normal form is its own normal form");
  const auto found = degree(facts, std::nullopt, AssetClass::software, terms);
  ensure(found.has_value(), "what can be read has a degree");
  Terms spelled = terms;
  spelled.spdx = normal;
  const auto of_normal = degree(facts, std::nullopt, AssetClass::software, spelled);
  ensure(of_normal && *of_normal == *found, "the normal form has the same degree");
  const auto explanation = explained_degree(facts, std::nullopt, AssetClass::software, terms);
  ensure(explanation && explanation->degree_ppm == *found && explanation->normal == normal,
         "the explanation tells the degree");
  spelled.spdx = explanation->branch;
  const auto of_branch = degree(facts, std::nullopt, AssetClass::software, spelled);
  ensure(of_branch && *of_branch == *found, "what is picked has the same degree");
}

}  // namespace
}  // namespace quitrent

/// Reads bytes as a licence expression and checks the result against the contracts in the headers.
/// The first byte says whether the source is withheld.
// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer looks for this name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace quitrent;
  using namespace quitrent::tax;
  if (size == 0) return 0;
  Terms terms;
  terms.form = TermsForm::licence;
  terms.source_withheld = (bytes[0] & 1U) != 0;
  terms.spdx.assign(bytes + 1, bytes + size);
  const auto read = read_expression(founding_licences(), terms.spdx);
  if (read) {
    check_read(*read, terms);
  } else {
    check_refused(terms.spdx, read.error());
  }
  return 0;
}
