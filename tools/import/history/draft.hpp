// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/money.hpp"
#include "tools/import/history/people.hpp"
#include "tools/import/history/step.hpp"

namespace quitrent::history {

/// The first day on which the reform of the history is law, and the notice that it gives designs
/// and trademarks.
inline constexpr int kReformDay = 430;
inline constexpr int kNoticeDays = 14;

/// The highest value in the history.
inline constexpr Money kDearest = Money::from_micro(5'000'000'000'000);

/// Who looks after an asset.
enum class Care : unsigned char {
  ordinary,  ///< chance reassesses it, sells it and keeps it funded
  funded,    ///< only a story changes it; it is kept funded
  nobody,    ///< only a story changes it; its escrow runs out
};

/// An asset to be registered.
struct NewAsset {
  std::string_view name, asset_class, holder;
  Money value = {};
  std::string_view terms = {};   ///< JSON with marks of time; empty for a trademark
  std::int64_t permille = 1000;  ///< the highest degree of these terms
  std::int64_t escrow_days = 0;  ///< how long its first escrow lasts
  Care care = Care::ordinary;
  int expires_day = 0;           ///< 0: never
  std::string_view origin = {};  ///< the name of the asset from which it is derived
  std::string_view relation = {};
};

/// An asset as far as the draft knows it. Its escrow is an estimate that is never above the truth
/// while the asset is funded.
struct Holding {
  std::string name, asset_class, holder;
  std::int64_t permille = 0;
  Money value = {};
  Money escrow = {};  ///< at `counted_at`
  Instant counted_at = {};
  Instant registered_at = {};
  Instant expires_at = kEndOfTime;
  Instant busy_until = {};  ///< chance leaves it alone before
  Care care = Care::ordinary;
  bool confirmed = false;  ///< evidence is recorded
};

/// Writes the steps of a history in the order of time, and keeps what it must know of the register
/// to write lawful ones: who holds what, at which value, with how much escrow and cash. It reads
/// nothing from a register: the same calls give the same steps.
class Draft {
 public:
  /// A history that begins at `start`.
  explicit Draft(Instant start) : start_{start}, now_{start} {}

  /// Goes on to a day, counted from 0. Some of its steps share a second.
  void begin_day(int day);
  /// The instant of the next step.
  Instant now() const { return now_; }
  /// The first second of a day of the history.
  Instant day(int number) const { return start_ + Duration::from_days(number); }
  /// The text with each mark of time replaced: `@at:N` and `@day:N` by the instant and the date of
  /// that day, `@later:N` by the date N days from now.
  std::string timed(std::string_view text) const;

  /// Adds a step, now. Its body may have marks of time.
  void file(Step step);
  /// Registers a party.
  void join(const Person& person);
  /// Credits a party where its cash may be short of `amount`, which it then spends.
  void spend(std::string_view party, Money amount);
  /// Registers an asset.
  void register_asset(const NewAsset& asset);
  /// Pays tax for so many days into the escrow, from the holder's cash.
  void deposit(Holding& asset, std::int64_t days);
  /// Declares a value, and pays in where the escrow might not cover it.
  void assess(Holding& asset, Money value);
  /// Buys assets in one purchase, each for a value that is some permille of its price.
  void buy(std::string_view buyer, const std::vector<Holding*>& assets, std::int64_t permille);

  /// The tax of an asset for so many days, rounded up, at the highest rate of its class.
  static Money tax(const Holding& asset, std::int64_t days);
  /// For how many days the escrow lasts from now, at least.
  std::int64_t days_funded(const Holding& asset) const;
  /// The asset of that name; the caller names one that is registered.
  Holding& asset(std::string_view name);
  /// All assets, in the order of registration.
  std::vector<Holding>& assets() { return assets_; }
  /// The steps so far.
  const std::vector<Step>& steps() const { return steps_; }

 private:
  void count(Holding& asset) const;

  Instant start_, now_;
  std::vector<Step> steps_;
  std::vector<Holding> assets_;
  std::map<std::string, Money, std::less<>> cash_;
  int transfers_ = 0, filed_ = 0;
};

/// The amount with two digits that are not zero at most, and at least 100.00.
Money rounded(Money amount);

/// The marks of a party and of an asset.
std::string party_mark(std::string_view name);
std::string asset_mark(std::string_view name);

}  // namespace quitrent::history
