// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "api/auth/keys.hpp"
#include "api/settings/settings.hpp"
#include "market/event.hpp"
#include "registry/journal/journal.hpp"
#include "tax/degree/licences.hpp"
#include "tax/schedule/charter.hpp"

namespace quitrent::api {

/// The server cannot start with these settings: a file or value is wrong. Exit code 2.
class CannotStart : public std::runtime_error {
 public:
  /// For one fault, in one line.
  explicit CannotStart(std::string line) : CannotStart{std::vector{std::move(line)}} {}
  /// For one or more faults, one line for each.
  explicit CannotStart(std::vector<std::string> lines)
      : std::runtime_error{lines.front()}, lines_{std::move(lines)} {}
  /// The faults, one line for each.
  const std::vector<std::string>& lines() const { return lines_; }

 private:
  std::vector<std::string> lines_;
};

/// The charter that the settings name, or the defaults. Throws CannotStart with all faults as
/// `file:line:column: what`.
tax::Charter charter_of(const Settings& settings);

/// The schedule with which a register is founded.
struct FoundingSchedule {
  std::string toml;
  std::vector<std::string> cautions;  ///< what its author may not have meant, one line each
};

/// The schedule that the settings name, or the built-in one. Checked under the charter as a
/// founding schedule of second `now`. Without `now` the register is founded already, and the
/// schedule is read as schedules in the journal are. Throws CannotStart with all faults as
/// `file:line:column: what`.
FoundingSchedule founding_schedule(const Settings& settings, std::optional<Instant> now);

/// A table of licences and what it was made from.
struct ReadLicences {
  std::shared_ptr<const tax::LicenceTable> table;  ///< never null
  Digest digest;                                   ///< of the text of the table
};

/// The table of licences that the settings name, or the built-in one. Where a file states no
/// weights or commitments, the built-in ones apply. Throws CannotStart for a file that cannot be
/// read, as `file:line: what`. Throws it also for other weights than the built-in ones: weights are
/// law, and only a schedule changes them.
ReadLicences read_licence_table(const Settings& settings);

/// Throws CannotStart where the register's file cannot be at its path: the folder is missing or not
/// writable, or the path is not a file. Writes nothing.
void check_place(const Settings& settings);

/// The open journal, the keys under its secret, and a loss that this start accepted.
struct Opened {
  std::unique_ptr<Keys> keys;
  KeyedDigest keyed_digest;  ///< of `keys`
  std::unique_ptr<Journal> journal;
  std::optional<market::LossAccepted> loss = {};  ///< to be journalled before anything else
  /// Lines for the operator about files that are not believed. They are written once the start can
  /// no longer be refused, since a refused start states only the reason of the refusal.
  std::vector<std::string> notes = {};
};

/// Opens the register's files, or makes them where there are none. Later, `say` receives from
/// another thread a line where the head file cannot be written. Throws CannotStart where files
/// beside the journal name entries that it does not hold, unless the settings accept that loss.
/// Throws SecretUnusable, JournalUnusable. After an exception the folder is unchanged.
Opened opened(const Settings& settings, const std::function<void(std::string_view)>& say);

}  // namespace quitrent::api
