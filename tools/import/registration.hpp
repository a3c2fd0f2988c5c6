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

/// The result for one asset.
enum class Fate : std::uint8_t {
  registered,     ///< this run registered it
  already_there,  ///< an earlier run registered it
  refused,        ///< the register refused it
};

/// The outcome for one asset.
struct Registered {
  std::string name;  ///< of the package, or of the invented asset
  Fate fate = Fate::refused;
  std::string asset;   ///< its identifier; empty where refused
  std::string degree;  ///< decimal; empty where refused
  std::string why;     ///< code and sentence of the refusal, or empty
  /// What the copyright file says about the package's licence; empty for an invented asset.
  CopyrightFacts facts;
};

/// A party and its API key.
struct Member {
  std::string id, key;
};

/// The caller's choices.
struct RegistrationTerms {
  std::string operator_key;
  /// The value that holders declare for each KiB that a package takes on the disk. No market knows
  /// a better value; one value for all makes differences in tax come from the licences. At least 1
  /// µ.
  Money value_per_kib = Money::from_micro(100'000);
};

/// An asset as texts, ready to be sent.
struct AssetDescription {
  std::string name, asset_class;
  std::vector<std::pair<std::string, std::string>> identifiers;  ///< scheme and value
  std::string terms;                                             ///< JSON
  Money assessment;
  Money escrow;            ///< paid in if the register asks for cover
  std::string expires_at;  ///< empty: it never expires
};

/// Registers parties and assets through the HTTP API. A second run changes nothing, because every
/// request has an idempotency key that follows from its content. Throws ApiFault if the register
/// does not answer or refuses the operator's key.
class Registration {
 public:
  /// The client must outlive the registration.
  Registration(ApiClient& client, RegistrationTerms terms);

  /// Registers the package for its holder. If the package needs cover, it gets escrow for two years
  /// at 5%, and the operator credits its holder with that amount.
  Registered register_package(const ReadPackage& package);
  /// Registers an asset for the member of that name, with its escrow at once.
  Registered register_asset(const std::string& holder, const AssetDescription& asset);
  /// The member of that name. The first call for a name registers it.
  const Member& member(const std::string& name);
  /// Credits a member. The same reference counts once, however often it comes.
  void credit(const Member& member, Money amount, const std::string& reference);
  /// How many members were named so far.
  std::size_t members() const { return members_.size(); }

 private:
  Registered sent(const Member& holder, const AssetDescription& asset, Money escrow);

  ApiClient& client_;
  RegistrationTerms terms_;
  std::map<std::string, Member> members_;
};

/// The package as an asset: name and version, package URL, homepage, licence, value by size. All
/// packages of a project share its homepage, so this identifier ends in `#NAME@VERSION`. It is left
/// out if it has more than 120 bytes.
AssetDescription described(const ReadPackage& package, Money value_per_kib);

}  // namespace quitrent::debian
