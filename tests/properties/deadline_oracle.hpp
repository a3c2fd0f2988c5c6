// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/market/trial_register.hpp"

namespace quitrent::properties {

using namespace market;

/// What a clock of an asset ends in.
enum class ClockKind : std::uint8_t { grace, auction, withdrawal, notice };
/// The number of kinds.
inline constexpr std::size_t kClockKinds = 4;

/// A clock that stops while its asset is held. It counts the seconds that are left; market/ stores
/// the second of the end instead.
struct Clock {
  Duration left;                  ///< not held, until its end
  std::optional<Instant> passed;  ///< its end, where that passed while a purchase was pending
  /// The last deadline that the register showed, or 72 hours after a hold was lifted since then, if
  /// that is earlier: nothing happens before.
  Instant promised = {};
};

/// Follows the public events of a register and computes by itself when each clock ends: it counts
/// down the seconds in which no hold and no outage holds the asset. Compares that with the
/// deadlines that the register shows, and with the seconds in which things happen. Source:
/// MECHANISM.md, section 7.
class DeadlineOracle {
 public:
  /// `stage` must outlive the oracle.
  explicit DeadlineOracle(const trial::TrialRegister& stage) : stage_{stage} {}
  /// Reads the new entries, then compares every deadline that the register shows now.
  void follow();
  /// Everything that was not as computed.
  const std::vector<std::string>& broken() const { return broken_; }
  /// How many clocks of each kind ended at their second.
  const std::array<int, kClockKinds>& ended() const { return ended_; }
  /// How many deadlines were held back to 72 hours after the lifting of a hold, how many changes
  /// waited for a purchase, and how many outages there were.
  int held_back() const { return held_back_; }
  int waited() const { return waited_; }
  int outages() const { return outages_; }

 private:
  struct Watched {
    AssetClass asset_class = AssetClass::patent;
    AssetStatus status;
    Instant expires_at;
    std::map<HoldId, Instant> holds;  ///< by their ends
    Instant last_held;                ///< the end of the last hold that was not lifted
    std::array<std::optional<Clock>, kClockKinds> clocks;
  };

  template <class Fact>
  void take(const Fact& /*fact*/) {}
  void take(const AssetRegistered& fact);
  void take(const AssetStatusChanged& fact) { restate(fact.asset, fact.status); }
  void take(const AssetConveyed& fact);
  void take(const EncumbrancesChanged& fact);
  void take(const RegistrarNoted& fact);
  void take(const TermsChanged& fact) { restate(fact.asset, fact.status); }
  void take(const FindingChanged& fact) { restate(fact.asset, fact.status); }
  void take(const PurchaseChanged& fact);
  void take(const OutageRecorded& fact);

  /// Lets every clock run up to `to`.
  void run(Instant to);
  void run_one(const AssetId& id, Watched& asset, ClockKind kind, Instant to);
  /// Takes over a status: clocks begin and end.
  void restate(const AssetId& id, const AssetStatus& status);
  void begin(Watched& asset, ClockKind kind, Duration length);
  /// Ends a hold before its time.
  void lift(const AssetId& id, Watched& asset, const HoldId& hold);
  void change_holds(Watched& asset, const EncumbranceChange& change);
  /// The second up to which the asset is held; one before now: it is not.
  Instant held_until(const Watched& asset) const;
  Instant end_of(const Watched& asset, const Clock& clock) const;
  /// When a purchase closes.
  Instant close_of(const PendingPurchase& purchase) const;
  /// Checks that the clock of this kind ends now, as what it ends in happens now.
  void must_end(const AssetId& id, ClockKind kind);
  void must(bool kept, const AssetId& id, const std::string& what);
  void compare();
  void compare_one(const AssetId& id, Watched& asset, ClockKind kind, Instant shown);

  const trial::TrialRegister& stage_;
  std::size_t read_ = 0;
  Instant now_;
  Instant outage_until_;
  std::map<AssetId, Watched> assets_;
  std::map<std::uint32_t, PendingPurchase> pending_;
  std::map<std::uint32_t, Instant> closes_;  ///< at the beginning of the present entry
  std::vector<std::string> broken_;
  std::array<int, kClockKinds> ended_{};
  int held_back_ = 0;
  int waited_ = 0;
  int outages_ = 0;
};

}  // namespace quitrent::properties
