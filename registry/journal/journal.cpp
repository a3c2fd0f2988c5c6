// SPDX-License-Identifier: EUPL-1.2
#include "registry/journal/journal.hpp"

#include <array>
#include <cstddef>

#include "registry/vocabulary/ensure.hpp"
#include "registry/vocabulary/sha256.hpp"

namespace quitrent {
namespace {

/// The bytes of the chain digest, field after field; numbers have the highest byte first.
class Link {
 public:
  void number(std::uint64_t value, std::size_t width) {
    for (std::size_t index = width; index-- > 0;) {
      bytes_[size_++] = static_cast<char>(static_cast<std::uint8_t>(value >> (8 * index)));
    }
  }
  void digest(const Digest& digest) { size_ += view(digest).copy(bytes_.data() + size_, 32); }
  Digest digested() const {
    ensure(size_ == bytes_.size(), "a link of the chain is 124 bytes");
    return sha256({bytes_.data(), size_});
  }

 private:
  std::array<char, 124> bytes_{};
  std::size_t size_ = 0;
};

Digest chained(const Digest& before, const Entry& entry) {
  return chained(before, entry, sha256(entry.public_part), sha256(entry.private_part));
}

}  // namespace

Head head_after(const Entry& entry) {
  return {entry.sequence, entry.at, entry.first_public + entry.public_count, entry.digest};
}

Digest chained(const Digest& before, const Entry& entry, const Digest& public_digest,
               const Digest& private_digest) {
  Link link;
  link.digest(before);
  link.number(entry.sequence, 8);
  link.number(static_cast<std::uint64_t>(entry.at.seconds()), 8);
  link.number(entry.first_public, 8);
  link.number(entry.public_count, 4);
  link.digest(public_digest);
  link.digest(private_digest);
  return link.digested();
}

void link_entry(Head& head, Entry& entry) {
  ensure(head.sequence == 0 || entry.at >= head.at, "journalled time never runs backwards");
  entry.sequence = head.sequence + 1;
  entry.first_public = head.next_public;
  entry.digest = chained(head.digest, entry);
  head = head_after(entry);
}

std::optional<std::string> verify_link(Head& head, const Entry& entry) {
  const std::string which = "entry " + std::to_string(head.sequence + 1);
  if (entry.sequence != head.sequence + 1) {
    return which + " is missing: entry " + std::to_string(entry.sequence) + " stands in its place";
  }
  if (head.sequence != 0 && entry.at < head.at) {
    return which + " is dated before the entry before it";
  }
  if (entry.first_public != head.next_public) {
    return which + " numbers its public events from " + std::to_string(entry.first_public) +
           " instead of " + std::to_string(head.next_public);
  }
  if (entry.digest != chained(head.digest, entry)) {
    return which + " does not match its chain digest";
  }
  head = head_after(entry);
  return std::nullopt;
}

std::optional<Snapshot> JournalReader::newest_snapshot() {
  const Sequence last = newest();
  for (const Sequence sequence : snapshots()) {
    if (sequence > last) continue;
    if (auto whole = snapshot(sequence)) return *std::move(whole);
  }
  return std::nullopt;
}

std::optional<std::string> read_verified(JournalReader& reader, Head head,
                                         const std::function<bool(const Entry&)>& visit) {
  std::optional<std::string> wrong;
  std::optional<Entry> linked;
  bool goes_on = true;
  reader.read(head.sequence, [&](const Entry& entry) {
    wrong = verify_link(head, entry);
    if (wrong) return false;
    if (linked) goes_on = visit(*linked);
    linked = entry;
    return goes_on;
  });
  if (!wrong && goes_on && linked) visit(*linked);
  return wrong;
}

}  // namespace quitrent
