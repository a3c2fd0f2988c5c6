// SPDX-License-Identifier: EUPL-1.2
#include "tax/schedule/charter.hpp"

#include <optional>
#include <span>
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

/// The kinds of acts in a list. A list without kinds is lawful: then one person may do each.
void read_kinds(const DocumentValue* node, ActKinds& into, Faults& faults) {
  if (node == nullptr) return;
  ActKinds kinds;
  const bool is_empty = node->kind == ValueKind::list && node->children.empty();
  for (const DocumentValue& item :
       is_empty ? std::span<const DocumentValue>{} : faults.items(node)) {
    const auto text = faults.text(&item, "the name of a kind of act");
    if (!text) continue;
    const auto kind = parse_act_kind(*text);
    if (!kind || *kind == ActKind::credit || kinds.has(*kind)) {
      faults.add(item.position,
                 "a kind of act is \"strike\", \"rectification\", \"expiry\" or "
                 "\"hold-beyond-360-days\", each once");
      continue;
    }
    kinds.add(*kind);
  }
  into = kinds;
}

/// Reads what the charter says about acts of two.
void read_acts(Section& section, ActRules& acts, Faults& faults) {
  read_kinds(section.optional("acts_of_two"), acts.of_two, faults);
  const DocumentValue* const lapses = section.optional("act_lapses_after");
  if (const auto length = faults.duration(lapses)) {
    acts.lapse_after = *length;
    if (*length == Duration{}) {
      faults.add(lapses->position, "\"act_lapses_after\" leaves no second for an approval");
    }
  }
  acts.credit_by_one = faults.money(section.optional("credit_by_one"));
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
  read_acts(section, charter.acts, faults);
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
