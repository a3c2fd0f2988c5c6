// SPDX-License-Identifier: EUPL-1.2
#include "registry/journal/verified_reader.hpp"

namespace quitrent {

void VerifiedReader::read(Sequence after, const std::function<bool(const Entry&)>& visit) {
  Head head;
  bool anchored = after == 0;
  std::optional<std::string> wrong;
  std::optional<Entry> linked;
  bool goes_on = true;
  // From the entry before the first one on, whose digest the first one continues.
  reader_->read(anchored ? 0 : after - 1, [&](const Entry& entry) {
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
  if (goes_on && linked) visit(*linked);
}

}  // namespace quitrent
