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
  until_lifted,   ///< the cause may go by itself, such as a full disk
  until_restart,  ///< somebody has to mend the register and start it again
};

/// Why the register takes no filings, and for how long.
struct FilingStop {
  std::string reason;  ///< one clause: "entry 1000 does not match its chain digest"
  StopLasts lasts = StopLasts::until_restart;
};

/// The register takes no filings, for a reason that lies with the register; what() is the reason.
/// Nothing was recorded now.
class FilingsStopped : public std::runtime_error {
 public:
  /// As `stop` says.
  explicit FilingsStopped(const FilingStop& stop)
      : std::runtime_error{stop.reason}, lasts_{stop.lasts} {}
  /// How long filings are refused.
  StopLasts lasts() const { return lasts_; }

 private:
  StopLasts lasts_;
};

/// Whether filings are taken. A stop for good beats one that may be lifted. Thread-safe.
class FilingStops {
 public:
  /// Told in one line of each change; may be empty.
  explicit FilingStops(std::function<void(std::string_view)> tell) : tell_{std::move(tell)} {}

  /// Stops filings until the next start. The first reason stays.
  void stop(std::string reason);
  /// Stops filings until `lift`. The first reason stays until then.
  void pause(std::string reason);
  /// Takes a pause back; without one nothing happens.
  void lift();
  /// What stands against filings now; nothing where they are taken.
  std::optional<FilingStop> now() const;
  /// Whether anything does. Cheap.
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
