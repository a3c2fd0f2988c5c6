// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "registry/vocabulary/digest.hpp"
#include "registry/vocabulary/instant.hpp"

namespace quitrent {

/// The number of a journal entry: 1, 2, 3 … without gaps.
using Sequence = std::uint64_t;

/// One journal entry: what one filing or one time-driven change made true. The journal does not
/// look into the two parts.
struct Entry {
  Sequence sequence = 0;           ///< place in the journal, from 1
  Instant at;                      ///< never before the entry before
  std::uint64_t first_public = 0;  ///< number of the first public event within, see public_count
  std::uint32_t public_count = 0;  ///< how many public events; they are numbered 1, 2, 3 … gapless
  std::string public_part;         ///< events that everybody may read
  std::string private_part;        ///< cash, references, keys, kept answers; begins with the seed
  Digest digest;                   ///< chain digest of the journal up to and with this entry
};

/// Where a journal ends.
struct Head {
  Sequence sequence = 0;          ///< of the last entry; 0: empty
  Instant at;                     ///< of the last entry
  std::uint64_t next_public = 1;  ///< number of the next public event
  Digest digest;                  ///< chain digest; zero bytes: empty
};

/// The chain digest of `entry` after a journal that ended with `before`: sha256 over before,
/// sequence, instant, first_public, public_count and the sha256 of each part, so that whoever lacks
/// the private part can verify with its digest alone.
Digest chained(const Digest& before, const Entry& entry, const Digest& public_digest,
               const Digest& private_digest);

/// Where a journal ends whose last entry is `entry`.
Head head_after(const Entry& entry);

/// Gives `entry` its sequence, first_public and digest as the successor of `head`; moves `head` on.
/// The entry's instant, parts and public_count are in place before.
void link_entry(Head& head, Entry& entry);

/// What is wrong with `entry` as the successor of `head`, or nothing; moves `head` on where nothing
/// is.
std::optional<std::string> verify_link(Head& head, const Entry& entry);

/// The journal cannot be read or written: a fault. After one from `append` the process must end.
class JournalFault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What the journal holds cannot be read or has a form that it never has: the file is damaged.
/// what() names the entry where that is known.
class JournalDamaged : public JournalFault {
 public:
  using JournalFault::JournalFault;
};

/// What was written does not stand where the next start will look for it: somebody has deleted,
/// moved or overwritten it. The process must end; what() is the whole line to end with.
class JournalMisplaced : public JournalFault {
 public:
  using JournalFault::JournalFault;
};

/// Another program does not let go of the lock without which nothing can be appended. The process
/// must end; what() is the whole line to end with.
class JournalLocked : public JournalFault {
 public:
  using JournalFault::JournalFault;
};

/// The journal cannot be opened: a newer format, a foreign file, another writer, a folder that
/// cannot be written. Thrown only while opening; nothing was written.
class JournalUnusable : public JournalFault {
 public:
  using JournalFault::JournalFault;
};

/// A snapshot: opaque bytes that stand for all entries up to `sequence`. Its digest tells accidents
/// from what was kept; whether it may be believed is for whoever knows the bytes.
struct Snapshot {
  Sequence sequence = 0;
  Digest digest;  ///< sha256 of `bytes`
  std::string bytes;
};

/// Reads committed entries. Each reader belongs to one thread; the journal goes on being written.
class JournalReader {
 public:
  virtual ~JournalReader() = default;
  /// Calls `visit` with each entry after `after` in order until it answers false or none is left.
  /// Throws JournalFault, JournalDamaged.
  virtual void read(Sequence after, const std::function<bool(const Entry&)>& visit) = 0;
  /// The entry that holds public event `number` or, where none does, the next; its sequence or 0.
  virtual Sequence holding_public(std::uint64_t number) = 0;
  /// The newest entry; 0: none. Throws JournalFault.
  virtual Sequence newest() = 0;
  /// What stands in the place of the entries that is none, or keeps them from being what was
  /// appended: a sentence without its point. Nothing where only entries can be there. Throws
  /// JournalFault.
  virtual std::optional<std::string> misshapen() { return std::nullopt; }
  /// The sequences of all snapshots that are there, the newest first, whole or not.
  virtual std::vector<Sequence> snapshots() = 0;
  /// The snapshot of this sequence as it was kept; where it is damaged or gone, what is wrong in a
  /// clause: "is cut short".
  virtual std::expected<Snapshot, std::string> snapshot(Sequence sequence) = 0;
  /// The newest snapshot that is whole and of entries that there are, or nothing. Throws
  /// JournalFault.
  std::optional<Snapshot> newest_snapshot();
};

/// Reads what comes after `head`, verifies each link and hands the entries to `visit` in order,
/// until it answers false. An entry is handed on once the link behind it is verified too: one that
/// was changed together with its digest breaks the next link and must not be believed. Only the
/// last one has no such witness. Answers what is wrong, or nothing. Throws JournalFault.
std::optional<std::string> read_verified(JournalReader& reader, Head head,
                                         const std::function<bool(const Entry&)>& visit);

/// The journal: the register itself. One owner, one thread for `append`.
class Journal {
 public:
  virtual ~Journal() = default;
  /// Makes the entries durable, all or none, before it returns. They must be linked to the head.
  /// Throws JournalFault, JournalMisplaced, JournalLocked; then nothing may be trusted and the
  /// process must end.
  virtual void append(std::span<const Entry> entries) = 0;
  /// Looks whether what was written still stands where the next start will look for it, as `append`
  /// does before it returns; from any thread. Throws JournalMisplaced.
  virtual void look_in_place() {}
  /// Where the journal ends now; from the thread of `append`.
  virtual Head head() const = 0;
  /// A new reader; thread-safe.
  virtual std::unique_ptr<JournalReader> reader() = 0;
  /// Keeps a snapshot beside the journal and drops older ones but one; from any one thread.
  virtual void keep_snapshot(const Snapshot& snapshot) = 0;
};

}  // namespace quitrent
