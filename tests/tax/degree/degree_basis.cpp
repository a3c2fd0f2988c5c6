// SPDX-License-Identifier: EUPL-1.2
#include "tax/degree/degree_basis.hpp"

#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "registry/vocabulary/sha256.hpp"

using namespace quitrent;
using namespace quitrent::tax;

namespace {

/// The lines of the built-in table that state weights, without their empty last columns.
std::string lines_of_weights() {
  std::string lines;
  std::string_view rest = founding_licences_tsv();
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (!line.starts_with("weights\t")) continue;
    while (line.ends_with('\t')) line.remove_suffix(1);
    lines += std::string{line} + '\n';
  }
  return lines;
}

}  // namespace

TEST_CASE("the digest of weights is that of their lines in the table") {
  REQUIRE(lines_of_weights().starts_with("weights\tpatent\t0\t200000\t"));
  CHECK(digest_of(default_weights(founding_licences())) == sha256(lines_of_weights()));
}

TEST_CASE("the weights of registers that record none stay, whatever the program carries later") {
  // The sum of the six lines as they stood on 2026-11-27, computed by another program.
  CHECK(to_text(digest_of(unrecorded_weights())) ==
        "sha256:6e79d8feb6688613fb487bc848b8f253d89e61ebb1f4b2e5f2022382118bd078");
  const Weights& trademark = unrecorded_weights()[static_cast<std::size_t>(AssetClass::trademark)];
  for (const Share share : trademark.shares) CHECK(share == kWhole);
}

TEST_CASE("a register is founded on the table and the weights that the program carries") {
  const DegreeBasis basis = founding_basis(founding_licences(), sha256("table"));
  CHECK(basis.licences == sha256("table"));
  CHECK(basis.weights == default_weights(founding_licences()));
  CHECK(basis.carried_weights == digest_of(basis.weights));
}
