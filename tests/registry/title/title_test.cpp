// SPDX-License-Identifier: EUPL-1.2
#include <functional>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "registry/title/conveyance.hpp"
#include "registry/title/party.hpp"

using namespace quitrent;

namespace {

Conveyance link() {
  return {.cause = ConveyanceCause::purchase,
          .has_holder = true,
          .holder = {.id = {}, .name = "ana"},
          .at = Instant::from_seconds(10),
          .price = Money::from_micro(20)};
}

}  // namespace

TEST_CASE("each word of title is read as what it was written from") {
  for (const AssetClass asset_class : kAssetClasses) {
    CHECK(parse_asset_class(to_text(asset_class)) == asset_class);
  }
  for (const Commitment commitment : kCommitments) {
    CHECK(parse_commitment(to_text(commitment)) == commitment);
  }
  for (const Role role : kRoles) CHECK(parse_role(to_text(role)) == role);
  for (int state = 0; state <= static_cast<int>(AssetState::struck); ++state) {
    const auto value = static_cast<AssetState>(state);
    CHECK(parse_asset_state(to_text(value)) == value);
    CHECK(is_terminal(value) == (state >= 4));
  }
  std::set<std::string> causes;
  for (int cause = 0; cause <= static_cast<int>(ConveyanceCause::rectification); ++cause) {
    CHECK(causes.insert(std::string{to_text(static_cast<ConveyanceCause>(cause))}).second);
  }
  CHECK(to_text(TitleEvidence::claimed) == "claimed");
  CHECK(to_text(TitleEvidence::confirmed) == "confirmed");
  for (const char* unknown : {"", "Patent", "patent ", "nobody"}) {
    CHECK_FALSE(parse_asset_class(unknown).has_value());
    CHECK_FALSE(parse_asset_state(unknown).has_value());
    CHECK_FALSE(parse_commitment(unknown).has_value());
    CHECK_FALSE(parse_role(unknown).has_value());
  }
}

TEST_CASE("works take licences, patents and designs commitments, trademarks nothing") {
  CHECK(terms_form(AssetClass::patent) == TermsForm::commitment);
  CHECK(terms_form(AssetClass::design) == TermsForm::commitment);
  CHECK(terms_form(AssetClass::trademark) == TermsForm::nothing);
  for (const AssetClass work :
       {AssetClass::software, AssetClass::dataset, AssetClass::copyright, AssetClass::model}) {
    CHECK(terms_form(work) == TermsForm::licence);
  }
}

TEST_CASE("a set of roles holds what was put in and nothing else") {
  Roles roles;
  for (const Role role : kRoles) CHECK_FALSE(roles.has(role));
  roles.add(Role::policy);
  CHECK(roles.has(Role::policy));
  CHECK_FALSE(roles.has(Role::member));
  CHECK(roles == Roles{Role::policy});
  CHECK(Roles::from_bits(roles.bits()) == roles);
  CHECK(Roles::from_bits(0xff).bits() == 0x1f);
}

TEST_CASE("the digest of a chain changes with each part of each link") {
  const Digest before = chain_link({}, link());
  std::set<Digest> seen{before};
  const std::vector<std::function<void(Conveyance&)>> changes{
      [](Conveyance& other) { other.cause = ConveyanceCause::auction; },
      [](Conveyance& other) { other.has_holder = false; },
      [](Conveyance& other) { other.holder.id.uuid.bytes[15] = 1; },
      [](Conveyance& other) { other.at = Instant::from_seconds(11); },
      [](Conveyance& other) { other.price = Money::from_micro(21); },
  };
  for (const auto& change : changes) {
    Conveyance other = link();
    change(other);
    CHECK(seen.insert(chain_link({}, other)).second);
  }
  CHECK(seen.insert(chain_link(before, link())).second);
  // A name is not part of title: it may be spelled in another way later.
  Conveyance renamed = link();
  renamed.holder.name = "Ana";
  CHECK(chain_link({}, renamed) == before);
}

TEST_CASE("to convey adds a link and leaves the status alone") {
  Asset asset;
  asset.status.assessment = Money::from_micro(5);
  const AssetStatus before = asset.status;
  convey(asset, link(), 3);
  CHECK(asset.conveyances == 1);
  CHECK(asset.holder == 3);
  CHECK(asset.held_since == Instant::from_seconds(10));
  CHECK(asset.chain == chain_link({}, link()));
  convey(asset, link(), 4);
  CHECK(asset.conveyances == 2);
  CHECK(asset.chain == chain_link(chain_link({}, link()), link()));
  CHECK(asset.status == before);
}
