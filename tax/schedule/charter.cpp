// SPDX-License-Identifier: EUPL-1.2
#include "tax/schedule/charter.hpp"

#include <string>

#include "registry/vocabulary/decimal.hpp"
#include "tax/schedule/document.hpp"

namespace quitrent {

std::expected<Charter, std::vector<ScheduleFault>> read_charter(std::string_view toml) {
  const auto document = parse_document(toml);
  if (!document) return std::unexpected(std::vector{document.error()});
  Charter charter;
  Faults faults;
  Section section{*document, "the charter", faults};
  const auto rate = [&](std::string_view key, AnnualRate& into) {
    if (const auto read = faults.rate(section.optional(key))) into = *read;
  };
  const auto duration = [&](std::string_view key, Duration& into) {
    if (const auto read = faults.duration(section.optional(key))) into = *read;
  };
  rate("max_rate", charter.max_rate);
  duration("minimum_grace", charter.minimum_grace);
  duration("notice_of_increase", charter.notice_of_increase);
  duration("notice_of_decrease", charter.notice_of_decrease);
  rate("largest_step", charter.largest_step);
  rate("largest_step_points", charter.largest_step_points);
  duration("between_steps", charter.between_steps);
  section.finish();
  if (!faults.none()) return std::unexpected(faults.sorted());
  return charter;
}

std::vector<ScheduleFault> breaches(const Charter& charter, const Schedule& schedule) {
  Faults faults;
  for (const ClassSchedule& scheduled : schedule.classes) {
    for (const Scale& scale : scheduled.scales) {
      for (const Bracket& bracket : scale.brackets) {
        if (bracket.base <= charter.max_rate) continue;
        faults.add(bracket.place, "the charter allows no rate above " +
                                      format_decimal(charter.max_rate.ppb(), 7, 0) +
                                      "% (max_rate)");
      }
    }
  }
  for (const Procedure& procedure : schedule.procedures) {
    if (procedure.grace >= charter.minimum_grace) continue;
    faults.add(procedure.grace_place, "the charter allows no grace below " +
                                          std::to_string(charter.minimum_grace.seconds()) +
                                          "s (minimum_grace)");
  }
  return faults.sorted();
}

}  // namespace quitrent
