// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "tests/market/trial_register.hpp"

namespace quitrent::trial {

/// The state of an asset in the state table. Each live state comes twice, the second time under a
/// hold. Source: MECHANISM.md, section 7.
enum Column : std::size_t {
  active,
  active_held,
  pending,
  pending_held,
  pending_over_delinquent,
  pending_over_delinquent_held,
  delinquent,
  delinquent_held,
  auction,
  auction_held,
  commons,
  surrendered,
  expired,
  withdrawn,
  struck,
  column_count
};

/// The first column of a terminal state; the columns from here on are terminal.
inline constexpr std::size_t kFirstTerminal = commons;

/// What stands against the assets besides their state.
enum class Burden : std::uint8_t {
  none,
  /// A licence of Emil and, where it prevents no end, a lien of Dora; Emil contests the degree.
  lien_and_licence,
  /// Their terms were false, and a registrar found it on 2030-03-07: Ana owes.
  finding,
  /// The same, and Ana contested the finding on 2030-03-08.
  contested_finding,
  /// One registrar proposed each kind of act about them on 2030-02-26, when all were live.
  proposals
};

/// 2030-03-10: one asset of Ana's in each column, each assessed at 36500.00. All that have ended
/// ended on 2030-03-05.
struct Stage {
  explicit Stage(Burden burden);

  TrialRegister trial;
  PartyId ana;        ///< holds or held all assets
  PartyId ben;        ///< wants to buy
  PartyId cleo;       ///< is the buyer of the pending assets
  PartyId dora;       ///< has a lien on each asset
  PartyId emil;       ///< has a licence to each asset, and contests each
  PartyId registrar;  ///< makes findings, proposes acts
  PartyId second;     ///< a registrar who approves acts, and decides about findings of the other
  std::array<AssetId, column_count> assets;
  std::array<LicenceId, column_count> licences;
  std::array<LienId, column_count> liens;
  std::array<HoldId, column_count> holds;
  std::array<ContestId, column_count> contests;
  std::array<FindingId, column_count> findings;
  /// By the number of the kind, the four kinds of a charter.
  std::array<std::array<ActId, column_count>, kChartedActKinds.size()> acts;

  /// The asset of a column.
  AssetRef ref(Column column) const { return {.id = assets[column]}; }
  /// The state that the register shows for it.
  AssetState shown(Column column) const { return shown_state(trial.at(assets[column]).status); }
  /// Files a request that must be accepted; the second registrar approves an act of two.
  Receipt must(const PartyId& by, Filing::Request request);
  /// A purchase of one asset at its assessment.
  static PurchaseAssets purchase(const AssetId& asset);
  /// A request for an act of two of this kind about an asset: struck, conveyed to Ben, with an
  /// expiry on 2031-01-01, or held until 2030-05-01 beyond what one registrar may.
  Filing::Request act(ActKind kind, Column column) const;

 private:
  void enrol(Column column, Burden burden);
  void encumber(Column column);
  void propose_all();
  void end_some();
  void find_all(Burden burden);
};

/// Terms of a patent or design with this commitment.
Terms pledge(Commitment commitment);

/// The terms of a trademark, which states none.
Terms no_terms();

/// The reference that registrars give.
inline const Authority kOrder{.reference = "order", .document = {}};

/// One filing and its answers, one letter for each column. Accepted: the state that the asset then
/// shows: `a` active, `p` pending, `d` delinquent, `u` auction, `c` commons, `s` surrendered, `e`
/// expired, `w` withdrawn, `x` struck. Refused: `W` wrong-state, `H` held, `P` purchase-pending,
/// `O` own-asset, `S` not-for-sale, `N` not-found, `F` forbidden, `T` same-person; any other code
/// in words.
struct Row {
  const char* filing;
  Burden burden;
  PartyId Stage::* by;
  std::function<Filing::Request(const Stage&, Column)> request;
  /// Free and held: active, pending over active, pending over delinquent, delinquent, auction. Then
  /// commons, surrendered, expired, withdrawn, struck.
  std::string_view answers;
};

/// The letter of an answer about the asset of a column.
std::string answer(const Stage& stage, Column column, const Outcome<Receipt>& outcome);

/// Whether the second registrar approves the acts of a row in the same second.
enum class Approval : std::uint8_t { at_once, none };

/// Files the request of the row about the asset of each column, on one stage, and checks the
/// answers. A refusal must leave no trace.
void check_row(const Row& row, Approval approval = Approval::at_once);

}  // namespace quitrent::trial
