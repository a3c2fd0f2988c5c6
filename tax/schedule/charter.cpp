// SPDX-License-Identifier: EUPL-1.2
#include "tax/schedule/charter.hpp"

#include <string>

#include "registry/vocabulary/decimal.hpp"
#include "tax/schedule/document.hpp"
#include "tax/schedule/section.hpp"

namespace quitrent::tax {
namespace {

std::string in_percent(AnnualRate rate) { return format_decimal(rate.ppb(), 7, 0) + "%"; }

/// A length as a schedule states it: in days if they are whole.
std::string in_days(Duration length) {
  const std::int64_t day = Duration::from_days(1).seconds();
  if (length.seconds() != 0 && length.seconds() % day == 0) {
    return std::to_string(length.seconds() / day) + "d";
  }
  return std::to_string(length.seconds()) + "s";
}

/// Reports what the charter forbids in a class.
void check(const Charter& charter, const ClassSchedule& scheduled, Faults& faults) {
  if (scheduled.notice > charter.longest_notice) {
    faults.add(scheduled.notice_position, "the charter allows no notice above " +
                                              in_days(charter.longest_notice) +
                                              " (longest_notice)");
  }
  for (const Scale& scale : scheduled.scales) {
    for (const Bracket& bracket : scale.brackets) {
      if (bracket.base <= charter.max_rate) continue;
      faults.add(bracket.position, "the charter allows no rate above " +
                                       in_percent(charter.max_rate) + " (max_rate)");
    }
  }
}

/// Reports what the charter forbids in a procedure.
void check(const Charter& charter, const Procedure& procedure, Faults& faults) {
  const ProcedurePositions& positions = procedure.positions;
  const auto forbid = [&](SourcePosition position, const std::string& what) {
    faults.add(position, "the charter allows no " + what);
  };
  if (procedure.grace < charter.minimum_grace) {
    forbid(positions.grace, "grace below " + in_days(charter.minimum_grace) + " (minimum_grace)");
  }
  if (procedure.auction < charter.minimum_auction) {
    forbid(positions.auction,
           "auction below " + in_days(charter.minimum_auction) + " (minimum_auction)");
  }
  if (procedure.escrow_cover > charter.longest_cover) {
    forbid(positions.escrow_cover,
           "cover above " + in_days(charter.longest_cover) + " (longest_cover)");
  }
  if (procedure.withdrawal_notice < charter.shortest_withdrawal_notice) {
    forbid(positions.withdrawal_notice, "withdrawal notice below " +
                                            in_days(charter.shortest_withdrawal_notice) +
                                            " (shortest_withdrawal_notice)");
  }
  if (procedure.withdrawal_notice > charter.longest_withdrawal_notice) {
    forbid(positions.withdrawal_notice, "withdrawal notice above " +
                                            in_days(charter.longest_withdrawal_notice) +
                                            " (longest_withdrawal_notice)");
  }
  // A rate counts parts per billion, a share parts per million.
  const auto is_too_large = [&charter](Share surcharge) {
    return surcharge.ppm() * 1'000 > charter.largest_surcharge.ppb();
  };
  const std::string largest =
      "surcharge above " + in_percent(charter.largest_surcharge) + " (largest_surcharge)";
  if (is_too_large(procedure.late_surcharge)) forbid(positions.late_surcharge, largest);
  if (is_too_large(procedure.finding_surcharge)) forbid(positions.finding_surcharge, largest);
}

}  // namespace

std::expected<Charter, std::vector<ScheduleFault>> read_charter(std::string_view toml) {
  const auto document = parse_document(toml);
  if (!document) return std::unexpected(std::vector{document.error()});
  Charter charter;
  Faults faults;
  Section section{*document, "the charter", faults};
  const auto rate = [&](const DocumentValue* node, AnnualRate& into) {
    if (const auto read = faults.rate(node)) into = *read;
  };
  const auto duration = [&](const DocumentValue* node, Duration& into) {
    if (const auto read = faults.duration(node)) into = *read;
  };
  rate(section.required("max_rate"), charter.max_rate);
  duration(section.required("minimum_grace"), charter.minimum_grace);
  duration(section.required("notice_of_increase"), charter.notice_of_increase);
  duration(section.required("notice_of_decrease"), charter.notice_of_decrease);
  rate(section.required("largest_step"), charter.largest_step);
  rate(section.required("largest_step_points"), charter.largest_step_points);
  duration(section.required("between_steps"), charter.between_steps);
  duration(section.optional("minimum_auction"), charter.minimum_auction);
  duration(section.optional("longest_notice"), charter.longest_notice);
  duration(section.optional("longest_cover"), charter.longest_cover);
  duration(section.optional("shortest_withdrawal_notice"), charter.shortest_withdrawal_notice);
  duration(section.optional("longest_withdrawal_notice"), charter.longest_withdrawal_notice);
  rate(section.optional("largest_surcharge"), charter.largest_surcharge);
  section.finish();
  if (!faults.none()) return std::unexpected(faults.sorted());
  return charter;
}

std::vector<ScheduleFault> breaches(const Charter& charter, const Schedule& schedule) {
  Faults faults;
  for (const ClassSchedule& scheduled : schedule.classes) check(charter, scheduled, faults);
  for (const Procedure& procedure : schedule.procedures) check(charter, procedure, faults);
  return faults.sorted();
}

std::vector<ScheduleFault> cautions(const Schedule& schedule, Instant effective) {
  Faults faults;
  for (const ClassSchedule& scheduled : schedule.classes) {
    const Instant begins = scheduled.scales.front().from;
    if (begins <= effective) continue;
    faults.add(scheduled.from_position, "class \"" + std::string{to_text(scheduled.asset_class)} +
                                            "\" bears no tax before " + to_text(begins) +
                                            ", when its first scale begins");
  }
  return faults.sorted();
}

}  // namespace quitrent::tax
