// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace quitrent::api {

/// How long filings are refused.
enum class StopLasts : std::uint8_t {
  until_lifted,   ///< the cause may end by itself, for example a full disk
  until_restart,  ///< somebody has to repair the register and start it again
};

/// Why the register refuses filings, and for how long.
struct FilingStop {
  std::string reason;  ///< one clause: "entry 1000 does not match its chain digest"
  StopLasts lasts = StopLasts::until_restart;
};

/// The register refuses all filings for a reason that lies with the register itself; what() is the
/// reason. Nothing was recorded.
class FilingsStopped : public std::runtime_error {
 public:
  /// The exception for `stop`.
  explicit FilingsStopped(const FilingStop& stop)
      : std::runtime_error{stop.reason}, lasts_{stop.lasts} {}
  /// How long filings are refused.
  StopLasts lasts() const { return lasts_; }

 private:
  StopLasts lasts_;
};

/// Whether filings are accepted. A stop until the next start prevails over a pause. Thread-safe.
class FilingStops {
 public:
  /// `tell` receives each change in one line; it may be empty.
  explicit FilingStops(std::function<void(std::string_view)> tell) : tell_{std::move(tell)} {}

  /// Stops filings until the next start. Only the first reason is kept.
  void stop(std::string reason);
  /// Stops filings until `lift`. Only the first reason is kept until then.
  void pause(std::string reason);
  /// Ends a pause; does nothing where there is none.
  void lift();
  /// The stop in force now; nothing where filings are accepted.
  std::optional<FilingStop> now() const;
  /// Whether a stop is in force. Takes no lock.
  bool any() const { return any_; }

 private:
  void tell(const std::string& line) const {
    if (tell_) tell_(line);
  }

  std::function<void(std::string_view)> tell_;
  mutable std::mutex lock_;
  std::optional<std::string> for_good_;
  std::optional<std::string> for_now_;
  std::atomic<bool> any_{false};
};

}  // namespace quitrent::api
