// SPDX-License-Identifier: EUPL-1.2
#include "registry/title/terms.hpp"

#include <algorithm>

#include "registry/vocabulary/ensure.hpp"

namespace quitrent {
namespace {

constexpr std::array<std::string_view, kAssetClasses.size()> kClassNames{
    "patent", "design", "trademark", "software", "dataset", "copyright", "model"};

constexpr std::array<std::string_view, kCommitments.size()> kCommitmentNames{
    "none",      "exclusive",          "frand",  "licence-of-right", "limited-pledge",
    "open-pool", "open-source-pledge", "rand-z", "defensive-pledge", "royalty-free"};

constexpr std::array<std::string_view, 4> kRelationNames{"derived", "fork", "translation",
                                                         "version"};

/// The value whose number is the index of `text` in `names`.
template <class Value, std::size_t Size>
std::optional<Value> named(const std::array<std::string_view, Size>& names, std::string_view text) {
  const auto found = std::ranges::find(names, text);
  if (found == names.end()) return std::nullopt;
  return static_cast<Value>(found - names.begin());
}

/// Adds every `LicenseRef-` in a licence expression. One behind `DocumentRef-x:` is another name.
void add_references(std::string_view spdx, std::set<std::string_view>& found) {
  constexpr std::string_view kPrefix = "LicenseRef-";
  for (std::size_t at = spdx.find(kPrefix); at != std::string_view::npos;) {
    const std::size_t end = std::min(spdx.find_first_of(" +()", at), spdx.size());
    const bool whole = at == 0 || spdx[at - 1] == ' ' || spdx[at - 1] == '(';
    if (whole) found.insert(spdx.substr(at, end - at));
    at = spdx.find(kPrefix, end);
  }
}

}  // namespace

std::set<std::string_view> references_of(const Terms& terms) {
  std::set<std::string_view> found;
  add_references(terms.spdx, found);
  for (const DatedLicence& later : terms.then) add_references(later.spdx, found);
  return found;
}

std::string_view to_text(AssetClass asset_class) {
  return kClassNames.at(static_cast<std::size_t>(asset_class));
}

std::optional<AssetClass> parse_asset_class(std::string_view text) {
  return named<AssetClass>(kClassNames, text);
}

TermsForm terms_form(AssetClass asset_class) {
  switch (asset_class) {
    case AssetClass::patent:
    case AssetClass::design:
      return TermsForm::commitment;
    case AssetClass::trademark:
      return TermsForm::nothing;
    case AssetClass::software:
    case AssetClass::dataset:
    case AssetClass::copyright:
    case AssetClass::model:
      return TermsForm::licence;
  }
  broken_invariant("unknown asset class");
}

std::string_view to_text(Commitment commitment) {
  return kCommitmentNames.at(static_cast<std::size_t>(commitment));
}

bool is_lasting(Commitment commitment) {
  switch (commitment) {
    case Commitment::frand:
    case Commitment::open_source_pledge:
    case Commitment::rand_z:
    case Commitment::defensive_pledge:
    case Commitment::royalty_free:
      return true;
    case Commitment::none:
    case Commitment::exclusive:
    case Commitment::licence_of_right:
    case Commitment::limited_pledge:
    case Commitment::open_pool:
      return false;
  }
  return false;
}

std::optional<Commitment> parse_commitment(std::string_view text) {
  return named<Commitment>(kCommitmentNames, text);
}

std::string_view to_text(Relation relation) {
  return kRelationNames.at(static_cast<std::size_t>(relation));
}

std::optional<Relation> parse_relation(std::string_view text) {
  return named<Relation>(kRelationNames, text);
}

}  // namespace quitrent
