// SPDX-License-Identifier: EUPL-1.2
#include "tests/properties/returning_holders.hpp"

namespace quitrent::properties {

ReturningHolders::ReturningHolders(std::uint64_t seed, trial::TrialRegister& stage)
    : chance_{seed}, stage_{stage}, registrar_{stage.party("rita", Role::registrar)} {}

void ReturningHolders::step() {
  if (stage_.books().asset_count() == 0) return;
  const Asset& asset = some_asset();
  const bool is_withdrawn = asset.status.state == AssetState::withdrawn;
  const std::int64_t way = chance_.number(12);
  if (is_withdrawn && way < 8) {
    register_anew(asset);
  } else if (way == 0) {
    file(stage_.books().party(asset.holder).id, WithdrawAsset{{.id = asset.id}});
  } else if (way == 1) {
    change_terms(asset);
  }
}

const Asset& ReturningHolders::some_asset() {
  const Ordinal count = stage_.books().asset_count();
  const auto any = [&] { return static_cast<Ordinal>(chance_.number(count)); };
  Ordinal asset = any();
  for (int tries = 0; tries < 6; ++tries) {
    if (!stage_.books().asset(asset).particulars->identifiers.empty()) break;
    asset = any();
  }
  return stage_.books().asset(asset);
}

Terms ReturningHolders::some_terms(AssetClass asset_class) {
  const std::vector<std::string> licences{"PolyForm-Noncommercial-1.0.0", "BUSL-1.1", "Elastic-2.0",
                                          "MIT"};
  Terms terms;
  terms.form = terms_form(asset_class);
  if (terms.form == TermsForm::licence) {
    terms.spdx = chance_.one_of(licences);
  } else {
    terms.commitment = kCommitments.at(static_cast<std::size_t>(chance_.number(10)));
    // What is promised to the world stays: most of them make other promises.
    if (is_lasting(terms.commitment) && !chance_.once_in(8)) {
      terms.commitment = Commitment::open_pool;
    }
  }
  return terms;
}

void ReturningHolders::file(const PartyId& by, Filing::Request request) {
  static_cast<void>(stage_.file(by, std::move(request)));
}

void ReturningHolders::register_anew(const Asset& withdrawn) {
  RegisterAsset again;
  again.asset_class = chance_.once_in(2) ? AssetClass::software : AssetClass::patent;
  Particulars particulars{.name = "Work again",
                          .identifiers = withdrawn.particulars->identifiers,
                          .terms = some_terms(again.asset_class)};
  again.particulars = std::make_shared<const Particulars>(std::move(particulars));
  again.assessment = Money::from_micro(1 + chance_.number(60'000'000));
  again.escrow = again.assessment;
  const PartyId holder = stage_.books().party(withdrawn.holder).id;
  if (chance_.once_in(2)) stage_.credit(holder, trial::units(50));
  file(holder, std::move(again));
}

void ReturningHolders::change_terms(const Asset& asset) {
  const AssetRef ref{.id = asset.id};
  const Terms terms = some_terms(asset.asset_class);
  if (chance_.once_in(2)) {
    file(registrar_, RecordFinding{.asset = ref,
                                   .source_withheld = {},
                                   .terms = terms,
                                   .authority = {.reference = "audit", .document = {}}});
  } else {
    file(stage_.books().party(asset.holder).id,
         StateTerms{.asset = ref, .terms = terms, .accept_clawback = kHighestAssessment});
  }
}

}  // namespace quitrent::properties
