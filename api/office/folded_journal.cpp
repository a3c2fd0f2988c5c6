// SPDX-License-Identifier: EUPL-1.2
#include "api/office/folded_journal.hpp"

#include <algorithm>

#include "api/office/private_part.hpp"
#include "market/codec.hpp"

namespace quitrent {
namespace {

/// Grows with each change of what a snapshot holds, the layout of the books included.
constexpr std::uint8_t kLayout = 2;

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
  std::ranges::copy(reader.fixed(head.digest.bytes.size()), head.digest.bytes.begin());
  return head;
}

/// What the snapshot holds; null where it is of another layout: the journal holds all of it too.
std::unique_ptr<FoldedJournal> unfolded(const Snapshot& snapshot) {
  ByteReader reader{snapshot.bytes};
  if (reader.byte() != kLayout) return nullptr;
  const Head head = head_of(reader);
  KeptAnswers kept = KeptAnswers::read(reader);
  return std::make_unique<FoldedJournal>(decoded_books(reader.rest()), std::move(kept), head);
}

/// The snapshot must stand for entries that this journal holds.
void check_against_journal(JournalReader& reader, const Head& head) {
  bool found = false;
  reader.read(head.sequence - 1, [&](const Entry& entry) {
    found = entry.sequence == head.sequence && entry.digest == head.digest;
    return false;
  });
  if (!found) throw DamagedBytes("the snapshot belongs to another journal; remove it to replay");
}

}  // namespace

void FoldedJournal::fold(const Entry& entry) {
  if (const auto fault = verify_link(head, entry)) {
    throw DamagedBytes("journal entry " + std::to_string(entry.sequence) + ": " + *fault);
  }
  const PrivatePart part = private_part(entry.private_part);
  for (const Event& event : decoded(part.events)) quitrent::apply(books, event);
  for (const Event& event : decoded(entry.public_part)) {
    quitrent::apply(books, event);
    if (std::holds_alternative<SchedulePublished>(event)) {
      reforecast(books, 0, books.asset_count());
    }
  }
  if (part.answer) {
    kept.keep(
        part.answer->name,
        {.fingerprint = part.answer->fingerprint, .sequence = entry.sequence, .at = entry.at});
  }
}

Snapshot FoldedJournal::snapshot() const {
  ByteWriter writer;
  writer.byte(kLayout);
  write(writer, head);
  kept.write(writer);
  writer.fixed(encoded_books(books));
  Snapshot answer{.sequence = head.sequence, .digest = {}, .bytes = writer.take()};
  answer.digest = sha256(answer.bytes);
  return answer;
}

std::unique_ptr<FoldedJournal> folded(JournalReader& reader, const FoldProgress& progress) {
  std::unique_ptr<FoldedJournal> state;
  if (const auto snapshot = reader.newest_snapshot()) state = unfolded(*snapshot);
  if (state == nullptr) {
    state = std::make_unique<FoldedJournal>();
  } else {
    check_against_journal(reader, state->head);
  }
  reader.read(state->head.sequence, [&](const Entry& entry) {
    state->fold(entry);
    return progress(entry.sequence);
  });
  return state;
}

}  // namespace quitrent
