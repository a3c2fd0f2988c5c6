// SPDX-License-Identifier: EUPL-1.2
#include "api/views/history_records.hpp"

namespace quitrent::api {

HistoryRecords::HistoryRecords(Database& database, const std::string& table,
                               const HistorySteps& steps)
    : steps_{steps},
      insert_{database, "INSERT INTO " + table + " VALUES(?, ?, ?, ?, ?)"},
      find_anchor_{database, "SELECT anchor FROM " + table + " WHERE number = ?"} {}

HistoryRecords::Record& HistoryRecords::add(std::int64_t& count, Sequence sequence,
                                            HistoryHead& head) {
  // One record for each entry, also where the entry names the asset or the party several times.
  if (!records_.empty() && static_cast<std::int64_t>(head.last) >= records_.front().number) {
    Record& last = records_[head.last - static_cast<std::uint64_t>(records_.front().number)];
    if (last.sequence == sequence) return last;
  }
  Record added{.number = ++count, .sequence = sequence, .before = head};
  ++head.length;
  if (head.length % steps_.milestone == 0) added.before.anchor = milestone_before(head);
  head.last = static_cast<std::uint64_t>(added.number);
  if (head.length % steps_.anchor == 0) head.anchor = head.last;
  return records_.emplace_back(added);
}

std::uint64_t HistoryRecords::milestone_before(const HistoryHead& head) {
  std::uint64_t number = head.anchor;
  for (std::uint32_t back = steps_.anchor; back < steps_.milestone; back += steps_.anchor) {
    if (!records_.empty() && static_cast<std::int64_t>(number) >= records_.front().number) {
      number = records_[number - static_cast<std::uint64_t>(records_.front().number)].before.anchor;
      continue;
    }
    const Rows rows{find_anchor_};
    if (!find_anchor_.bind(1, static_cast<std::int64_t>(number)).step()) {
      throw ViewsUnsound("the views miss an anchor of a history");
    }
    number = static_cast<std::uint64_t>(find_anchor_.number(0));
  }
  return number;
}

void HistoryRecords::write(std::int64_t written) {
  for (const Record& record : records_) {
    if (record.number <= written) continue;
    insert_.bind(1, record.number)
        .bind(2, static_cast<std::int64_t>(record.sequence))
        .bind(3, static_cast<std::int64_t>(record.before.last))
        .bind(4, static_cast<std::int64_t>(record.before.anchor))
        .bind(5, record.value)
        .run();
  }
}

}  // namespace quitrent::api
