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

std::string quoted_kind(ActKind kind) { return '"' + std::string{to_text(kind)} + '"'; }

/// The kinds of acts in a list. A list without kinds is lawful: then one person may do each.
void read_kinds(const DocumentValue* node, ActKinds& into, Faults& faults) {
  if (node == nullptr) return;
  ActKinds kinds;
  const bool is_empty = node->kind == ValueKind::list && node->children.empty();
  for (const DocumentValue& item :
       is_empty ? std::span<const DocumentValue>{} : faults.items(node)) {
    const auto kind = faults.word(&item, kChartedActKinds, "is no kind of act of two");
    if (!kind) continue;
    if (kinds.has(*kind)) faults.add(item.position, quoted_kind(*kind) + " is there twice");
    kinds.add(*kind);
  }
  into = kinds;
}

/// Reads what the charter says about acts of two.
void read_acts(Section& section, ActRules& acts, Faults& faults) {
  read_kinds(section.value("acts_of_two"), acts.of_two, faults);
  const DocumentValue* const lapses = section.value("act_lapses_after");
  if (const auto length = faults.duration(lapses)) {
    acts.lapse_after = *length;
    if (*length == Duration{}) {
      faults.add(lapses->position, "\"act_lapses_after\" leaves no second for an approval");
    }
  }
  acts.credit_by_one = faults.money(section.value("credit_by_one"));
}

/// Reports what the charter forbids in a class.
void check(const Charter& charter, const ClassSchedule& scheduled, Faults& faults) {
  if (scheduled.notice > charter.longest_notice) {
    faults.add(scheduled.notice_position,
               "the charter allows no notice above " + in_days(charter.longest_notice) +
                   " (longest_notice); here it is " + in_days(scheduled.notice));
  }
  for (const Scale& scale : scheduled.scales) {
    for (const Bracket& bracket : scale.brackets) {
      if (bracket.base <= charter.max_rate) continue;
      faults.add(bracket.position, "the charter allows no rate above " +
                                       in_percent(charter.max_rate) + " (max_rate); here it is " +
                                       in_percent(bracket.base));
    }
  }
}

/// Reports what the charter forbids in a procedure.
void check(const Charter& charter, const Procedure& procedure, Faults& faults) {
  const ProcedurePositions& positions = procedure.positions;
  const auto forbid = [&](SourcePosition position, const std::string& what,
                          const std::string& figure) {
    faults.add(position, "the charter allows no " + what + "; here it is " + figure);
  };
  if (procedure.grace < charter.minimum_grace) {
    forbid(positions.grace, "grace below " + in_days(charter.minimum_grace) + " (minimum_grace)",
           in_days(procedure.grace));
  }
  if (procedure.auction < charter.minimum_auction) {
    forbid(positions.auction,
           "auction below " + in_days(charter.minimum_auction) + " (minimum_auction)",
           in_days(procedure.auction));
  }
  if (procedure.escrow_cover > charter.longest_cover) {
    forbid(positions.escrow_cover,
           "cover above " + in_days(charter.longest_cover) + " (longest_cover)",
           in_days(procedure.escrow_cover));
  }
  if (procedure.withdrawal_notice < charter.shortest_withdrawal_notice) {
    forbid(positions.withdrawal_notice,
           "withdrawal notice below " + in_days(charter.shortest_withdrawal_notice) +
               " (shortest_withdrawal_notice)",
           in_days(procedure.withdrawal_notice));
  }
  if (procedure.withdrawal_notice > charter.longest_withdrawal_notice) {
    forbid(positions.withdrawal_notice,
           "withdrawal notice above " + in_days(charter.longest_withdrawal_notice) +
               " (longest_withdrawal_notice)",
           in_days(procedure.withdrawal_notice));
  }
  // A rate counts parts per billion, a share parts per million.
  const auto check_surcharge = [&](Share surcharge, SourcePosition position) {
    if (surcharge.ppm() * std::int64_t{1'000} <= charter.largest_surcharge.ppb()) return;
    forbid(position,
           "surcharge above " + in_percent(charter.largest_surcharge) + " (largest_surcharge)",
           format_decimal(surcharge.ppm(), 4, 0) + "%");
  };
  check_surcharge(procedure.late_surcharge, positions.late_surcharge);
  check_surcharge(procedure.finding_surcharge, positions.finding_surcharge);
}

}  // namespace

std::expected<Charter, std::vector<ScheduleFault>> read_charter(std::string_view toml) {
  const ReadDocument document = read_document(toml);
  if (!document.document) return std::unexpected(document.faults);
  Charter charter;
  Faults faults;
  Section section{*document.document, ParameterTable::charter, faults};
  const auto rate = [&](const DocumentValue* node, AnnualRate& into) {
    if (const auto read = faults.rate(node)) into = *read;
  };
  const auto duration = [&](const DocumentValue* node, Duration& into) {
    if (const auto read = faults.duration(node)) into = *read;
  };
  rate(section.value("max_rate"), charter.max_rate);
  duration(section.value("minimum_grace"), charter.minimum_grace);
  duration(section.value("notice_of_increase"), charter.notice_of_increase);
  duration(section.value("notice_of_decrease"), charter.notice_of_decrease);
  rate(section.value("largest_step"), charter.largest_step);
  rate(section.value("largest_step_points"), charter.largest_step_points);
  duration(section.value("between_steps"), charter.between_steps);
  duration(section.value("minimum_auction"), charter.minimum_auction);
  duration(section.value("longest_notice"), charter.longest_notice);
  duration(section.value("longest_cover"), charter.longest_cover);
  duration(section.value("shortest_withdrawal_notice"), charter.shortest_withdrawal_notice);
  duration(section.value("longest_withdrawal_notice"), charter.longest_withdrawal_notice);
  rate(section.value("largest_surcharge"), charter.largest_surcharge);
  read_acts(section, charter.acts, faults);
  section.finish();
  if (charter.shortest_withdrawal_notice > charter.longest_withdrawal_notice) {
    const DocumentValue* const longest = section.value("longest_withdrawal_notice");
    const DocumentValue* const stated =
        longest != nullptr ? longest : section.value("shortest_withdrawal_notice");
    if (stated != nullptr)
      faults.add(stated->position,
                 "the charter allows no withdrawal notice: shortest_withdrawal_notice is " +
                     in_days(charter.shortest_withdrawal_notice) +
                     ", and longest_withdrawal_notice is " +
                     in_days(charter.longest_withdrawal_notice));
  }
  const auto all = joined_faults(document.faults, faults.sorted());
  if (!all.empty()) return std::unexpected(all);
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
    if (scheduled.scales.empty()) continue;
    const Instant begins = scheduled.scales.front().from;
    if (begins <= effective) continue;
    faults.add(scheduled.from_position,
               "class \"" + std::string{to_text(scheduled.asset_class)} +
                   "\" bears no tax before " + to_text(begins) + ", when its first scale begins",
               Severity::warning);
  }
  return faults.sorted();
}

}  // namespace quitrent::tax
