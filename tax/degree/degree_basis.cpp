// SPDX-License-Identifier: EUPL-1.2
#include "tax/degree/degree_basis.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

#include "registry/vocabulary/sha256.hpp"

namespace quitrent::tax {
namespace {

using Row = std::array<std::int32_t, kDimensions.size()>;

// Never change these: they are the past of registers whose journals state no weights.
constexpr Row kInvention{0, 200'000, 150'000, 150'000, 400'000, 0, 0, 100'000};
constexpr Row kCode{180'000, 180'000, 240'000, 180'000, 80'000, 60'000, 60'000, 20'000};
constexpr Row kWork{180'000, 180'000, 240'000, 180'000, 80'000, 0, 60'000, 20'000};

Weights weights_of(const Row& ppm) {
  Weights weights;
  for (std::size_t at = 0; at < ppm.size(); ++at) weights.shares[at] = Share::from_ppm(ppm[at]);
  return weights;
}

Weights even_weights() {
  Weights even;
  even.shares.fill(kWhole);
  return even;
}

Weights unrecorded_weights_of(AssetClass asset_class) {
  switch (asset_class) {
    case AssetClass::patent:
    case AssetClass::design:
      return weights_of(kInvention);
    case AssetClass::software:
    case AssetClass::model:
      return weights_of(kCode);
    case AssetClass::dataset:
    case AssetClass::copyright:
      return weights_of(kWork);
    case AssetClass::trademark:
      break;
  }
  return even_weights();
}

}  // namespace

DefaultWeights default_weights(const LicenceTable& licences) {
  DefaultWeights all;
  for (const AssetClass asset_class : kAssetClasses) {
    all[static_cast<std::size_t>(asset_class)] = terms_form(asset_class) == TermsForm::nothing
                                                     ? even_weights()
                                                     : licences.weights(asset_class);
  }
  return all;
}

const DefaultWeights& unrecorded_weights() {
  static const DefaultWeights all = [] {
    DefaultWeights made;
    for (const AssetClass asset_class : kAssetClasses) {
      made[static_cast<std::size_t>(asset_class)] = unrecorded_weights_of(asset_class);
    }
    return made;
  }();
  return all;
}

Digest digest_of(const DefaultWeights& weights) {
  std::string lines;
  for (const AssetClass asset_class : kAssetClasses) {
    if (terms_form(asset_class) == TermsForm::nothing) continue;
    lines += "weights\t" + std::string{to_text(asset_class)};
    for (const Share share : weights[static_cast<std::size_t>(asset_class)].shares) {
      lines += '\t' + std::to_string(share.ppm());
    }
    lines += '\n';
  }
  return sha256(lines);
}

DegreeBasis founding_basis(const LicenceTable& licences, const Digest& digest) {
  const DefaultWeights weights = default_weights(licences);
  return {.licences = digest, .carried_weights = digest_of(weights), .weights = weights};
}

}  // namespace quitrent::tax
