// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/money.hpp"
#include "tax/accrual.hpp"
#include "tax/schedule_timeline.hpp"
#include "tax/simulation/tax_sum.hpp"

namespace quitrent::tax {

/// The tax of one asset over a period.
struct Charge {
  Money due = {};          ///< at most the highest Money
  std::int64_t carry = 0;  ///< the remainder, in [0, kCarryLimit)
  /// Equal where both are.
  friend constexpr bool operator==(const Charge&, const Charge&) = default;
};

/// A timeline folded for one period. For fixed terms the sum of part x rate x seconds is a
/// continuous, piecewise linear function of the assessment; the table holds its pieces, one row for
/// each of the terms. So a charge costs a handful of integer operations, with the same integers as
/// levied(). Source: MECHANISM.md, section 3.
class TaxTable {
 public:
  /// Folds `timeline` over `over` for `terms`, whose assessments do not count. The terms are valid
  /// from `over.begin` on.
  TaxTable(std::shared_ptr<const ScheduleTimeline> timeline, std::vector<Taxed> terms, Period over);

  /// The period.
  const Period& over() const { return over_; }
  /// The terms, one for each row.
  const std::vector<Taxed>& terms() const { return terms_; }
  /// The timeline.
  const ScheduleTimeline& timeline() const { return *timeline_; }

  /// The tax of an asset with the terms of `row` over the whole period, with `carry` in
  /// [0, kCarryLimit) from before. The assessment is 0 … 10^18 µ. Equal to what levied() levies
  /// where the escrow pays all of it.
  Charge charge(std::uint32_t row, Money assessment, std::int64_t carry) const {
    const std::int64_t value = assessment.micro();
    if (value > highest_.data()[row]) [[unlikely]] {
      return charge_until(row, {assessment, carry, over_.end});
    }
    const auto micro = static_cast<std::uint64_t>(value);
    const std::size_t first = row * width_;
    const std::uint64_t* const above = above_.data() + first;
    std::size_t at = 0;
    for (std::size_t next = 1; next < width_; ++next) at += reaches(micro, above[next]);
    const Piece& piece = pieces_.data()[first + at];
    const std::uint64_t part = micro - above[at];
    std::uint64_t due = piece.due_below + upper_half(part, piece.reciprocal);
    // Exact modulo 2^64, and below 4 x kCarryLimit: see tax_table.cpp.
    std::uint64_t rest = piece.rest_below + part * piece.slope - (due - piece.due_below) * kLimit +
                         static_cast<std::uint64_t>(carry);
    const std::uint64_t missed =
        reaches(rest, kLimit) + reaches(rest, 2 * kLimit) + reaches(rest, 3 * kLimit);
    due += missed;
    rest -= missed * kLimit;
    return {Money::from_micro(static_cast<std::int64_t>(due)), static_cast<std::int64_t>(rest)};
  }

  /// An asset whose tax ends early, or whose assessment no piece holds.
  struct Ending {
    Money assessment = {};   ///< 0 … 10^18 µ
    std::int64_t carry = 0;  ///< from before, in [0, kCarryLimit)
    Instant until = {};      ///< the end of the tax; the end of the period where that is earlier
  };
  /// The same charge for a part of the period, by levied() itself; slower.
  Charge charge_until(std::uint32_t row, const Ending& ending) const;

 private:
  static constexpr auto kLimit = static_cast<std::uint64_t>(kCarryLimit);
  __extension__ using Product = unsigned __int128;

  /// The function from one threshold to the next.
  struct Piece {
    std::uint64_t slope = 0;       ///< sum of rate x seconds; below kCarryLimit. Unit: ppb · s
    std::uint64_t reciprocal = 0;  ///< slope x 2^64 / kCarryLimit, rounded down
    std::uint64_t due_below = 0;   ///< the value at the threshold, div kCarryLimit
    std::uint64_t rest_below = 0;  ///< and mod kCarryLimit
  };
  /// Thresholds and slopes of one row, before they are padded to a common width.
  struct Folded;

  /// 1 where `number` is `bound` or more, else 0; both are below 2^63. Without a branch, since a
  /// processor cannot foresee it.
  static std::uint64_t reaches(std::uint64_t number, std::uint64_t bound) {
    return 1U - ((number - bound) >> 63U);
  }
  static std::uint64_t upper_half(std::uint64_t left, std::uint64_t right) {
    return static_cast<std::uint64_t>((Product{left} * right) >> 64U);
  }
  Folded folded(const Taxed& terms) const;
  void place(std::size_t row, const Folded& function);

  std::shared_ptr<const ScheduleTimeline> timeline_;
  std::vector<Taxed> terms_;
  Period over_;
  std::size_t width_ = 1;              ///< pieces of a row
  std::vector<std::int64_t> highest_;  ///< by row: the highest assessment that its pieces hold
  std::vector<std::uint64_t> above_;   ///< thresholds; 2^63 - 1 where a row has fewer
  std::vector<Piece> pieces_;
};

}  // namespace quitrent::tax
