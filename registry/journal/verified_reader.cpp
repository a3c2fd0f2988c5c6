// SPDX-License-Identifier: EUPL-1.2
#include "registry/journal/verified_reader.hpp"

#include <string>
#include <utility>

namespace quitrent {

void VerifiedReader::read(Sequence after, const std::function<bool(const Entry&)>& visit) {
  Head head;
  bool anchored = after == 0;
  // From the entry before the first one on, whose digest the first one continues.
  Sequence from = anchored ? 0 : after - 1;
  std::optional<Entry> linked = std::exchange(ahead_, std::nullopt);
  if (linked && linked->sequence == after + 1) {
    head = head_after(*linked);
    anchored = true;
    from = linked->sequence;
  } else {
    linked.reset();
  }
  std::optional<std::string> wrong;
  bool goes_on = true;
  reader_->read(from, [&](const Entry& entry) {
    if (!anchored) {
      anchored = true;
      if (entry.sequence == after) {
        head = head_after(entry);
        return true;
      }
      wrong = "entry " + std::to_string(after) + " is missing";
      return false;
    }
    wrong = verify_link(head, entry);
    if (wrong) return false;
    if (linked) goes_on = visit(*linked);
    linked = entry;
    return goes_on;
  });
  if (wrong) throw JournalDamaged(*wrong);
  if (!goes_on) {
    ahead_ = std::move(linked);
  } else if (linked) {
    visit(*linked);
  }
}

}  // namespace quitrent
