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

namespace quitrent::api {

/// The server cannot start as it was told to: a wrong file or value. Exit code 2.
class CannotStart : public std::runtime_error {
 public:
  /// One line.
  explicit CannotStart(std::string line) : CannotStart{std::vector{std::move(line)}} {}
  /// One line a fault.
  explicit CannotStart(std::vector<std::string> lines)
      : std::runtime_error{lines.front()}, lines_{std::move(lines)} {}
  /// What is wrong, each for a line of its own.
  const std::vector<std::string>& lines() const { return lines_; }

 private:
  std::vector<std::string> lines_;
};

/// A schedule to found a register on.
struct FoundingSchedule {
  std::string toml;
  std::vector<std::string> cautions;  ///< what its author may not have meant, a line each
};

/// The schedule that the settings name, or the one that the program carries; read and checked under
/// the charter as a founding schedule of second `now`. Without one it is that of a register that
/// was founded before, and is read as its journal is. Throws CannotStart with all faults as
/// `file:line:column: what`.
FoundingSchedule founding_schedule(const Settings& settings, std::optional<Instant> now);

/// A table of licences and what it was made from.
struct ReadLicences {
  std::shared_ptr<const tax::LicenceTable> table;  ///< never null
  Digest digest;                                   ///< of its text
};

/// The table of licences that the settings name, or the one that the program carries. Where a file
/// leaves out weights or commitments, the built-in ones hold. Throws CannotStart for a file that
/// cannot be read, as `file:line: what`, and for one with other weights than the built-in table:
/// weights are law, and it is a schedule that changes them.
ReadLicences read_licence_table(const Settings& settings);

/// Throws CannotStart where the register's file cannot be kept at its place: a folder that is
/// missing or may not be written, a place that is no file. Writes nothing.
void check_place(const Settings& settings);

/// The open journal, the keys under its secret, and what was accepted for this start.
struct Opened {
  std::unique_ptr<Keys> keys;
  KeyedDigest keyed_digest;  ///< of `keys`
  std::unique_ptr<Journal> journal;
  std::optional<market::LossAccepted> loss = {};  ///< to be journalled before anything else
  /// What the operator should know of files that are not believed: lines, to be said once the start
  /// is not refused any more, since a refused one says what it is refused for and nothing else.
  std::vector<std::string> notes = {};
};

/// Opens the register's files or, where there are none, makes them; `say` hears later, from a
/// thread of its own, where the head file cannot be kept. Throws CannotStart where files beside the
/// journal name entries that it does not hold, unless the settings accept that; SecretUnusable,
/// JournalUnusable. Then nothing is left behind that was not there, and what was there is as it
/// was.
Opened opened(const Settings& settings, const std::function<void(std::string_view)>& say);

}  // namespace quitrent::api
