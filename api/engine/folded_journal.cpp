// SPDX-License-Identifier: EUPL-1.2
#include "api/engine/folded_journal.hpp"

#include <algorithm>

#include "api/engine/private_part.hpp"
#include "market/codec/books.hpp"
#include "market/codec/events.hpp"
#include "market/state/apply.hpp"
#include "registry/vocabulary/fixed_bytes.hpp"
#include "registry/vocabulary/sha256.hpp"

namespace quitrent::api {
namespace {

/// Version of the layout of a snapshot. Any change of the layout, also of the books, increases it.
constexpr std::uint8_t kLayout = 4;
/// The purpose under which the register's secret seals snapshots.
constexpr std::string_view kSealPurpose = "snapshot";

void write(ByteWriter& writer, const Head& head) {
  writer.number(head.sequence);
  writer.signed_number(head.at.seconds());
  writer.number(head.next_public);
  writer.fixed(view(head.digest));
}

Head head_of(ByteReader& reader) {
  Head head;
  head.sequence = reader.number();
  head.at = Instant::from_seconds(reader.signed_number());
  head.next_public = reader.number();
  head.digest = from_bytes<Digest>(reader.fixed(sizeof Digest::bytes));
  return head;
}

FoldedJournal read_content(std::string_view content) {
  ByteReader reader{content};
  reader.byte();
  const Head head = head_of(reader);
  KeptAnswers kept = KeptAnswers::read(reader);
  return FoldedJournal{market::decoded_books(reader.rest()), std::move(kept), head};
}

/// Why the snapshot is not made from entries that this journal holds; empty where it is.
std::string foreign_to(JournalReader& reader, const Head& head) {
  std::string why = "stands on entries that the journal does not hold";
  if (head.sequence == 0) return why;
  reader.read(head.sequence - 1, [&](const Entry& entry) {
    if (entry.sequence != head.sequence) return false;
    why = entry.digest == head.digest ? "" : "stands on another chain than the journal's";
    return false;
  });
  return why;
}

/// The newest snapshot that may be used; null where none may.
std::unique_ptr<FoldedJournal> newest_snapshot(JournalReader& reader, const FoldCalls& calls) {
  for (const Sequence sequence : reader.snapshots()) {
    const auto decode = [&]() -> std::expected<FoldedJournal, UnusableSnapshot> {
      const auto kept = reader.snapshot(sequence);
      if (!kept) return std::unexpected(UnusableSnapshot{.why = kept.error()});
      auto state = decoded_snapshot(*kept, or_plain(calls.keyed_digest));
      if (!state) return state;
      std::string why = foreign_to(reader, state->head);
      if (!why.empty()) return std::unexpected(UnusableSnapshot{.why = std::move(why)});
      return state;
    };
    auto state = decode();
    if (state) return std::make_unique<FoldedJournal>(*std::move(state));
    if (!calls.complain) continue;
    calls.complain("the snapshot of entry " + std::to_string(sequence) + " is passed over: it " +
                   state.error().why);
  }
  return nullptr;
}

}  // namespace

std::expected<FoldedJournal, UnusableSnapshot> decoded_snapshot(const Snapshot& snapshot,
                                                                const KeyedDigest& keyed_digest) {
  const auto unusable = [](std::string why) {
    return std::unexpected(UnusableSnapshot{.why = std::move(why)});
  };
  const std::string_view bytes = snapshot.bytes;
  constexpr std::size_t seal_size = Digest{}.bytes.size();
  if (bytes.size() <= seal_size) return unusable("is cut short");
  if (static_cast<std::uint8_t>(bytes.front()) != kLayout) {
    return std::unexpected(UnusableSnapshot{.why = "is of another layout", .other_layout = true});
  }
  const std::string_view content = bytes.substr(0, bytes.size() - seal_size);
  if (keyed_digest && bytes.substr(content.size()) != view(keyed_digest(kSealPurpose, content))) {
    return unusable("does not bear the seal of this register");
  }
  try {
    FoldedJournal state = read_content(content);
    if (state.head.sequence == snapshot.sequence) return state;
    return unusable("is of entry " + std::to_string(state.head.sequence));
  } catch (const DamagedBytes& fault) {
    return unusable(std::string{"cannot be read: "} + fault.what());
  }
}

KeyedDigest or_plain(KeyedDigest keyed_digest) {
  if (keyed_digest) return keyed_digest;
  return [](std::string_view purpose, std::string_view bytes) {
    return sha256(std::string{purpose} + '\0' + std::string{bytes});
  };
}

void FoldedJournal::fold(const Entry& entry) {
  if (const auto fault = verify_link(head, entry)) {
    throw DamagedBytes("the journal is damaged: " + *fault);
  }
  take_in(entry);
}

void FoldedJournal::take_in(const Entry& entry) {
  head = head_after(entry);
  const PrivatePart part = private_part(entry.private_part);
  for (const market::Event& event : market::decoded(part.events)) market::apply(books, event);
  for (const market::Event& event : market::decoded(entry.public_part)) {
    market::apply(books, event);
    if (std::holds_alternative<market::SchedulePublished>(event)) {
      reforecast(books, 0, books.asset_count());
    }
  }
  if (part.answer) {
    kept.keep(
        part.answer->name,
        {.fingerprint = part.answer->fingerprint, .sequence = entry.sequence, .at = entry.at});
  }
  kept.prune(entry.at, kAnswersKept);
}

std::string FoldedJournal::snapshot_content() const {
  ByteWriter writer;
  writer.byte(kLayout);
  write(writer, head);
  kept.write(writer);
  writer.fixed(encoded_books(books));
  return writer.take();
}

Snapshot FoldedJournal::snapshot(const KeyedDigest& keyed_digest) const {
  Snapshot answer{.sequence = head.sequence, .digest = {}, .bytes = snapshot_content()};
  answer.bytes += view(keyed_digest(kSealPurpose, answer.bytes));
  answer.digest = sha256(answer.bytes);
  return answer;
}

std::unique_ptr<FoldedJournal> folded(JournalReader& reader, const FoldProgress& progress,
                                      const FoldCalls& calls) {
  std::unique_ptr<FoldedJournal> state = newest_snapshot(reader, calls);
  if (state == nullptr) state = std::make_unique<FoldedJournal>();
  const auto wrong = read_verified(reader, state->head, [&](const Entry& entry) {
    try {
      state->take_in(entry);
    } catch (const DamagedBytes& fault) {
      throw DamagedBytes("the journal is damaged: entry " + std::to_string(entry.sequence) +
                         " cannot be read: " + fault.what());
    }
    return progress(entry.sequence);
  });
  if (wrong) throw DamagedBytes("the journal is damaged: " + *wrong);
  return state;
}

}  // namespace quitrent::api
