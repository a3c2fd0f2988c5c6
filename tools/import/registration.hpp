// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "registry/vocabulary/money.hpp"
#include "tools/import/api_client.hpp"
#include "tools/import/packages.hpp"

namespace quitrent::debian {

/// What became of one asset.
enum class Fate : std::uint8_t {
  registered,     ///< now
  already_there,  ///< in an earlier run
  refused,        ///< by the register
};

/// The outcome for one asset.
struct Registered {
  std::string name;  ///< of the package, or of the invented asset
  Fate fate = Fate::refused;
  std::string asset;   ///< its identifier; empty where refused
  std::string degree;  ///< decimal; empty where refused
  std::string why;     ///< code and sentence of the refusal, or empty
  /// What was read of the package's licence; empty of an invented asset.
  CopyrightFacts facts;
};

/// A party and the key with which it speaks.
struct Member {
  std::string id, key;
};

/// What the caller chose.
struct RegistrationTerms {
  std::string operator_key;
  /// Value that holders declare for each KiB that a package takes on the disk; no market knows
  /// better, and the same everywhere it leaves the differences to the licences. 1 µ or more.
  Money value_per_kib = Money::from_micro(100'000);
};

/// An asset in words, ready to be sent.
struct AssetDescription {
  std::string name, asset_class;
  std::vector<std::pair<std::string, std::string>> identifiers;  ///< scheme and value
  std::string terms;                                             ///< JSON
  Money assessment;
  Money escrow;            ///< paid in where the register asks for cover
  std::string expires_at;  ///< empty: never
};

/// Registers parties and assets through the HTTP API. Running it again changes nothing: every
/// request carries a key that follows from what it says. Throws ApiFault where the register
/// does not answer or refuses the operator's key.
class Registration {
 public:
  /// The client must outlive the registration.
  Registration(ApiClient& client, RegistrationTerms terms);

  /// Registers the package by its holder. A package whose tax needs cover gets escrow for two years
  /// at 5%; the operator credits its holder with it.
  Registered register_package(const ReadPackage& package);
  /// Registers an asset by a member of that name, with its escrow at once.
  Registered register_asset(const std::string& holder, const AssetDescription& asset);
  /// The member of that name, registered at first sight.
  const Member& member(const std::string& name);
  /// Brings money in for a member; once, however often the same reference comes.
  void credit(const Member& member, Money amount, const std::string& reference);
  /// Members seen so far.
  std::size_t members() const { return members_.size(); }

 private:
  Registered sent(const Member& holder, const AssetDescription& asset, Money escrow);

  ApiClient& client_;
  RegistrationTerms terms_;
  std::map<std::string, Member> members_;
};

/// The package as an asset: name and version, package URL, homepage, licence, value by size.
/// The homepage is shared by the packages of a project, so its identifier ends in `#NAME@VERSION`;
/// one of more than 120 bytes is left out.
AssetDescription described(const ReadPackage& package, Money value_per_kib);

}  // namespace quitrent::debian
