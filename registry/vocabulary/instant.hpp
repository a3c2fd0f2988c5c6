// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace quitrent {

/// A length of time. Unit: whole seconds; a negative length goes back in time.
class Duration {
 public:
  /// No time.
  constexpr Duration() = default;
  /// A length in seconds.
  static constexpr Duration from_seconds(std::int64_t seconds) { return Duration{seconds}; }
  /// A length in days of 86'400 s.
  static constexpr Duration from_days(std::int32_t days) {
    return Duration{std::int64_t{days} * 86'400};
  }
  /// The length in seconds.
  constexpr std::int64_t seconds() const { return seconds_; }
  /// Orders by length.
  friend constexpr auto operator<=>(const Duration&, const Duration&) = default;

 private:
  explicit constexpr Duration(std::int64_t seconds) : seconds_{seconds} {}
  std::int64_t seconds_ = 0;
};

/// One second of time. Unit: whole seconds since 1970 in UTC, without leap seconds.
/// Source: MECHANISM.md, section 1.
class Instant {
 public:
  /// 1970-01-01T00:00:00Z.
  constexpr Instant() = default;
  /// The instant this many seconds after 1970.
  static constexpr Instant from_seconds(std::int64_t seconds) { return Instant{seconds}; }
  /// Seconds since 1970.
  constexpr std::int64_t seconds() const { return seconds_; }
  /// Orders by time.
  friend constexpr auto operator<=>(const Instant&, const Instant&) = default;
  /// The instant `by` later, limited to kBeginningOfTime … kEndOfTime; never wraps.
  friend constexpr Instant operator+(Instant from, Duration by);
  /// The time from `right` to `left`; both are at most kEndOfTime from 1970, so it cannot wrap.
  friend constexpr Duration operator-(Instant left, Instant right) {
    return Duration::from_seconds(left.seconds_ - right.seconds_);
  }

 private:
  explicit constexpr Instant(std::int64_t seconds) : seconds_{seconds} {}
  std::int64_t seconds_ = 0;
};

/// The last second that has a date of four digits, 9999-12-31T23:59:59Z: nothing is due after it.
inline constexpr Instant kEndOfTime = Instant::from_seconds(253'402'300'799);

/// An instant before every date: kEndOfTime with a negative sign.
inline constexpr Instant kBeginningOfTime = Instant::from_seconds(-kEndOfTime.seconds());

constexpr Instant operator+(Instant from, Duration by) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(from.seconds_, by.seconds(), &sum)) {
    return by.seconds() < 0 ? Instant{-kEndOfTime.seconds()} : kEndOfTime;
  }
  if (sum > kEndOfTime.seconds()) return kEndOfTime;
  return Instant{sum < -kEndOfTime.seconds() ? -kEndOfTime.seconds() : sum};
}

/// The half-open interval `[begin, end)`. Empty where end is not after begin.
struct Period {
  Instant begin;  ///< first second within
  Instant end;    ///< first second after
  /// How long it is; never negative.
  constexpr Duration length() const {
    return end > begin ? end - begin : Duration::from_seconds(0);
  }
  /// Equal where begin and end are.
  friend constexpr bool operator==(const Period&, const Period&) = default;
};

/// A year of tax: 31'536'000 s (Actual/365 Fixed). Source: MECHANISM.md, section 1.
inline constexpr Duration kYear = Duration::from_days(365);

/// Reads an RFC 3339 instant such as `2026-01-01T00:00:00Z`, with `Z` or a numeric offset, of 1970
/// up to the second before kEndOfTime, which means "never". Nothing for any other text, for a
/// fraction of a second and for a leap second. read_instant() also gives the reason.
std::optional<Instant> parse_instant(std::string_view text);

/// Reads a calendar day such as `2029-01-01` as its first second in UTC; nothing for any other
/// text.
std::optional<Instant> parse_day(std::string_view text);

/// The first second of a calendar day in UTC; nothing where there is no such day in 1970…9999.
std::optional<Instant> day(int year, unsigned month, unsigned day_of_month);

/// Writes an instant as RFC 3339 in UTC: `2026-01-01T00:00:00Z`.
std::string to_text(Instant instant);

/// Reads a duration: an integer and one of `s`, `m`, `h`, `d`; from `0s` to 9999 years.
std::optional<Duration> parse_duration(std::string_view text);

}  // namespace quitrent
