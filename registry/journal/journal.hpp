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

/// One journal entry: the events of one filing or of one time-driven change. The journal does not
/// read the two parts.
struct Entry {
  Sequence sequence = 0;           ///< position in the journal, from 1, without gaps
  Instant at;                      ///< not before the instant of the previous entry
  std::uint64_t first_public = 0;  ///< number of its first public event, see public_count
  std::uint32_t public_count = 0;  ///< its public events; numbered without gaps
  std::string public_part;         ///< events that everybody may read
  std::string private_part;  ///< begins with the seed; then cash, references, keys, kept answers
  Digest digest;             ///< chain digest of the journal up to this entry, included
};

/// The end of a journal.
struct Head {
  Sequence sequence = 0;          ///< of the last entry; 0: empty
  Instant at;                     ///< of the last entry
  std::uint64_t next_public = 1;  ///< number of the next public event
  Digest digest;                  ///< chain digest; zero bytes: empty
};

/// The chain digest of `entry` in a journal that ended with `before`: sha256 over before, sequence,
/// instant, first_public, public_count and the sha256 of each part. Somebody who has only the
/// digest of the private part can verify it too.
Digest chained(const Digest& before, const Entry& entry, const Digest& public_digest,
               const Digest& private_digest);

/// The end of a journal whose last entry is `entry`.
Head head_after(const Entry& entry);

/// Gives `entry` its sequence, first_public and digest as the successor of `head`, then moves
/// `head` on to it. The caller has set the entry's instant, parts and public_count.
void link_entry(Head& head, Entry& entry);

/// What is wrong with `entry` as the successor of `head`. Nothing if it is right; then `head` moves
/// on to it.
std::optional<std::string> verify_link(Head& head, const Entry& entry);

/// The journal cannot be read or written: a fault. When `append` throws it, the process must end.
class JournalFault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The file is damaged: it cannot be read, or holds something that no journal holds. what() names
/// the entry where it is known.
class JournalDamaged : public JournalFault {
 public:
  using JournalFault::JournalFault;
};

/// Somebody has deleted, moved or overwritten the file: what was written is not at the path that
/// the next start reads. The process must end and write what() as its last line.
class JournalMisplaced : public JournalFault {
 public:
  using JournalFault::JournalFault;
};

/// Another program keeps the lock that `append` needs. The process must end and write what() as its
/// last line.
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

/// What is at the path is no journal at all. If files of a register lie beside it, it was written
/// over; else it is a wrong name.
class JournalForeign : public JournalUnusable {
 public:
  using JournalUnusable::JournalUnusable;
};

/// A snapshot: opaque bytes that stand for all entries up to `sequence`. Its digest detects
/// accidental damage only. Whether the bytes may be trusted is decided by the code that writes
/// them.
struct Snapshot {
  Sequence sequence = 0;
  Digest digest;  ///< sha256 of `bytes`
  std::string bytes;
};

/// Reads committed entries. Each reader belongs to one thread. The journal can be written
/// meanwhile.
class JournalReader {
 public:
  virtual ~JournalReader() = default;
  /// Calls `visit` with each entry after sequence `after`, in order, until `visit` returns false or
  /// no entry is left. Throws JournalFault, JournalDamaged.
  virtual void read(Sequence after, const std::function<bool(const Entry&)>& visit) = 0;
  /// The sequence of the entry that holds public event `number`; if none does, of the next entry; 0
  /// if there is no next one.
  virtual Sequence holding_public(std::uint64_t number) = 0;
  /// The sequence of the newest entry; 0 if there is none. Throws JournalFault.
  virtual Sequence newest() = 0;
  /// What the storage holds that is no entry, or that alters entries after they are appended: a
  /// sentence without a full stop. Nothing where storage can hold only entries. Throws
  /// JournalFault.
  virtual std::optional<std::string> misshapen() { return std::nullopt; }
  /// The sequences of all stored snapshots, the newest first, damaged ones included.
  virtual std::vector<Sequence> snapshots() = 0;
  /// The snapshot of this sequence. If it is damaged or absent, the fault as a clause: "is cut
  /// short".
  virtual std::expected<Snapshot, std::string> snapshot(Sequence sequence) = 0;
  /// The newest undamaged snapshot whose entries the journal still has, or nothing. Throws
  /// JournalFault.
  std::optional<Snapshot> newest_snapshot();
};

/// Reads the entries after `head`, verifies each link and calls `visit` with the entries in order,
/// until it returns false. An entry is passed on only when the link after it is verified too: an
/// entry that was changed together with its digest breaks the next link. Only the last entry has no
/// link after it. Returns what is wrong, or nothing. Throws JournalFault.
std::optional<std::string> read_verified(JournalReader& reader, Head head,
                                         const std::function<bool(const Entry&)>& visit);

/// The journal: the register itself. One owner, one thread for `append`.
class Journal {
 public:
  virtual ~Journal() = default;
  /// Makes all entries durable, or none of them, before it returns. They must be linked to the
  /// head. Throws JournalFault, JournalMisplaced, JournalLocked; after that the journal cannot be
  /// trusted and the process must end.
  virtual void append(std::span<const Entry> entries) = 0;
  /// Checks that what was written is at the path that the next start reads; `append` does this
  /// check too. May be called from any thread. Throws JournalMisplaced.
  virtual void check_in_place() {}
  /// The present end of the journal. Only for the thread that appends.
  virtual Head head() const = 0;
  /// A new reader; thread-safe.
  virtual std::unique_ptr<JournalReader> reader() = 0;
  /// Stores a snapshot beside the journal and removes the old ones, except the newest of them. One
  /// thread at a time. Throws JournalFault, JournalMisplaced.
  virtual void keep_snapshot(const Snapshot& snapshot) = 0;
};

}  // namespace quitrent
