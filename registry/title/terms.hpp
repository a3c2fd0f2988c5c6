// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <forward_list>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "registry/vocabulary/digest.hpp"
#include "registry/vocabulary/identifier.hpp"
#include "registry/vocabulary/instant.hpp"

namespace quitrent {

/// What kind of intellectual property an asset is. Source: API.md, Assets.
enum class AssetClass : std::uint8_t {
  patent = 0,
  design = 1,
  trademark = 2,
  software = 3,
  dataset = 4,
  copyright = 5,
  model = 6
};

/// Every class, in the order of its number.
inline constexpr std::array<AssetClass, 7> kAssetClasses{
    AssetClass::patent,  AssetClass::design,    AssetClass::trademark, AssetClass::software,
    AssetClass::dataset, AssetClass::copyright, AssetClass::model};

/// The class as it stands in JSON and TOML.
std::string_view to_text(AssetClass asset_class);
/// Reads a class; nothing for any other text.
std::optional<AssetClass> parse_asset_class(std::string_view text);

/// The form of the terms of a class: a licence expression (software, dataset, copyright, model), a
/// commitment (patent, design) or nothing (trademark). Source: API.md, Assets.
enum class TermsForm : std::uint8_t { nothing = 0, licence = 1, commitment = 2 };
/// The form in words.
constexpr std::string_view to_text(TermsForm symbol) {
  switch (symbol) {
    case TermsForm::nothing:
      return "nothing";
    case TermsForm::licence:
      return "licence";
    case TermsForm::commitment:
      return "commitment";
  }
  return {};
}
/// The form of the terms of a class.
TermsForm terms_form(AssetClass asset_class);

/// What the holder of a patent or design has promised to the public. Source: MECHANISM.md, section
/// 9.
enum class Commitment : std::uint8_t {
  none = 0,
  exclusive = 1,
  frand = 2,
  licence_of_right = 3,
  limited_pledge = 4,
  open_pool = 5,
  open_source_pledge = 6,
  rand_z = 7,
  defensive_pledge = 8,
  royalty_free = 9
};

/// Every commitment, in the order of its number.
inline constexpr std::array<Commitment, 10> kCommitments{Commitment::none,
                                                         Commitment::exclusive,
                                                         Commitment::frand,
                                                         Commitment::licence_of_right,
                                                         Commitment::limited_pledge,
                                                         Commitment::open_pool,
                                                         Commitment::open_source_pledge,
                                                         Commitment::rand_z,
                                                         Commitment::defensive_pledge,
                                                         Commitment::royalty_free};

/// The commitment as it stands in JSON.
std::string_view to_text(Commitment commitment);
/// Reads a commitment; nothing for any other text.
std::optional<Commitment> parse_commitment(std::string_view text);

/// Whether a commitment is a promise to the world, which is never withdrawn. Source: MECHANISM.md,
/// section 9, Opening.
bool is_lasting(Commitment commitment);

/// How closed an asset is in each of eight dimensions, in 24ths. tax/degree names the dimensions
/// and computes the degree from them. Source: MECHANISM.md, section 9.
using OpennessLevels = std::array<std::uint8_t, 8>;

/// What the terms leave closed from an instant on, for a licensee that chooses these levels. Where
/// several have one instant, the licensee has the choice.
struct DatedOpennessLevels {
  Instant from;
  OpennessLevels levels{};
  /// Equal where both are.
  friend bool operator==(const DatedOpennessLevels&, const DatedOpennessLevels&) = default;
};

/// Terms of a work that replace the earlier terms on a day.
struct DatedLicence {
  std::string spdx;  ///< licence expression, at most 2'000 bytes
  Instant on;        ///< first second in which it applies
  /// Equal where both are.
  friend bool operator==(const DatedLicence&, const DatedLicence&) = default;
};

/// The most later terms that may follow the first terms.
inline constexpr std::size_t kMostSteps = 8;
/// The most distinct `LicenseRef-` references that the terms of one asset may name, later terms
/// included.
inline constexpr std::size_t kMostReferences = 64;

/// Which text a `LicenseRef-` stands for in the terms of one asset.
struct LicenceDocument {
  std::string reference;  ///< `LicenseRef-...`, as the expression spells it
  /// Digest of the text. Nothing: whichever text registrars had in mind for this name. Only terms
  /// that an earlier program recorded have such references; see market/terms/README.md.
  std::optional<Digest> digest;
  /// Orders by reference, then by digest, nothing first.
  friend auto operator<=>(const LicenceDocument&, const LicenceDocument&) = default;
};

/// The public terms of an asset, as stated by its holder. The form says which fields have a
/// meaning.
struct Terms {
  TermsForm form = TermsForm::nothing;       ///< which of the fields below have a meaning
  Commitment commitment = Commitment::none;  ///< form commitment
  std::string spdx;                          ///< form licence: at most 2'000 bytes
  bool source_withheld = false;              ///< form licence: source is not open to everyone
  std::vector<DatedLicence> then;  ///< form licence: later terms, by day; at most kMostSteps
  /// Form licence: the texts of references that these terms name, later terms included; by
  /// reference, none twice. A reference that is not here may stand for any text. Nearly all terms
  /// have none: an empty list takes one pointer of the memory of every asset.
  std::forward_list<LicenceDocument> documents = {};
  /// Equal where all fields are.
  friend bool operator==(const Terms&, const Terms&) = default;
};

/// Every distinct `LicenseRef-` that the terms name, later terms included, in byte order. The views
/// point into `terms`.
std::set<std::string_view> references_of(const Terms& terms);

/// How an asset derives from another. Source: MECHANISM.md, section 9.
enum class Relation : std::uint8_t {
  derived = 0,      ///< made from it
  fork = 1,         ///< the same work, continued by others
  translation = 2,  ///< the same work in another language
  version = 3       ///< a later version by its own holder
};
/// Every relation, in the order of its number.
inline constexpr std::array<Relation, 4> kRelations{Relation::derived, Relation::fork,
                                                    Relation::translation, Relation::version};
/// The relation as it stands in JSON.
std::string_view to_text(Relation relation);
/// Reads a relation; nothing for any other text.
std::optional<Relation> parse_relation(std::string_view text);

/// An asset from which another one derives, and how.
struct Origin {
  AssetId asset;
  Relation relation = Relation::derived;
  /// Equal where both are.
  friend bool operator==(const Origin&, const Origin&) = default;
};

/// The most origins that an asset may state.
inline constexpr std::size_t kMostOrigins = 16;

}  // namespace quitrent
