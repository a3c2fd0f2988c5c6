// SPDX-License-Identifier: EUPL-1.2
#include "tax/schedule/schedule.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "registry/vocabulary/decimal.hpp"
#include "tax/schedule/document.hpp"
#include "tax/schedule/section.hpp"

namespace quitrent::tax {
namespace {

constexpr Duration kUsualWithdrawalNotice = Duration::from_days(90);

/// Reads one schedule; every function adds its faults to the list and continues.
class ScheduleReader {
 public:
  ScheduleReader(std::optional<Instant> takes_effect, NameRule names)
      : takes_effect_{takes_effect}, faults_{names} {}
  /// Reads the whole document; what is known to be wrong with it already is in `known`.
  InspectedSchedule read(const DocumentValue& document,
                         const std::vector<ScheduleFault>& known = {});

 private:
  /// The days of one list so far.
  struct Days {
    enum class Begin : std::uint8_t { by_effect, any_day };
    Begin begin = Begin::by_effect;
    std::optional<Instant> last = std::nullopt;
    bool any = false;
  };

  void read_classes(const DocumentValue* list);
  void read_class(const DocumentValue& table);
  Scale read_scale(const DocumentValue& table, Days& days);
  std::vector<Bracket> read_brackets(const DocumentValue* list);
  std::optional<LegalReference> read_reference(const DocumentValue* table);
  void read_degrees(const DocumentValue* list);
  std::vector<CurvePoint> read_points(const DocumentValue* list);
  void read_weights(const DocumentValue& table);
  void read_procedures(const DocumentValue* list);
  void read_revenue(const DocumentValue* list);
  std::vector<RevenueShare> read_shares(const DocumentValue* list);
  Instant read_from(const DocumentValue* node, Days& days, SourcePosition& position);
  std::string read_currency(const DocumentValue* node);
  void read_engine(const DocumentValue* node);

  std::optional<Instant> takes_effect_;
  Schedule schedule_;
  Faults faults_;
  std::array<Days, kAssetClasses.size()> weight_days_{};
};

InspectedSchedule ScheduleReader::read(const DocumentValue& document,
                                       const std::vector<ScheduleFault>& known) {
  Section section{document, ParameterTable::schedule, faults_};
  schedule_.title = faults_.name(section.value("title")).value_or("");
  schedule_.currency = read_currency(section.value("currency"));
  read_engine(section.value("engine"));
  const DocumentValue* const effective = section.value("effective");
  if (effective != nullptr) schedule_.positions.effective = effective->position;
  schedule_.effective = faults_.day(effective);
  if (takes_effect_ && schedule_.effective && *schedule_.effective > *takes_effect_) {
    faults_.add(schedule_.positions.effective,
                "a founding schedule takes effect at once, at " + to_text(*takes_effect_) +
                    ": leave \"effective\" out, or found the register on that day");
  }
  // If both are known, the earlier one counts: from the journal, the schedule is read again without
  // the second of the founding, and must be lawful then too.
  const auto& stated = schedule_.effective;
  if (stated && (!takes_effect_ || *stated < *takes_effect_)) takes_effect_ = stated;
  schedule_.behaviour = read_behaviour(section.value("behaviour"), faults_);
  read_classes(section.value("class"));
  read_degrees(section.value("degree"));
  read_procedures(section.value("procedure"));
  read_revenue(section.value("revenue"));
  schedule_.tests = read_tests(section.value("test"), faults_);
  section.finish();
  return {.schedule = std::move(schedule_), .faults = joined_faults(known, faults_.sorted())};
}

void ScheduleReader::read_engine(const DocumentValue* node) {
  const auto written = faults_.text(node, "text in quotes, such as \">=0.1\"");
  if (!written) return;
  schedule_.positions.engine = node->position;
  schedule_.engine = parse_engine_requirement(*written);
  if (!schedule_.engine) {
    faults_.add(node->position, "\"engine\" must be >= and a version, such as \">=0.1\"");
  }
}

std::string ScheduleReader::read_currency(const DocumentValue* node) {
  const auto currency = faults_.name(node);
  if (!currency) return {};
  schedule_.positions.currency = node->position;
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (currency->size() != 3 || !std::ranges::all_of(*currency, is_capital)) {
    faults_.add(node->position, "\"currency\" must be three capital letters, such as \"EUR\"");
  }
  return *currency;
}

Instant ScheduleReader::read_from(const DocumentValue* node, Days& days, SourcePosition& position) {
  if (node != nullptr) position = node->position;
  const auto from = faults_.day(node);
  const bool first = !std::exchange(days.any, true);
  if (!from) return {};
  if (days.last && *from <= *days.last) {
    faults_.add(position, "\"from\" must be later than the one before it in this list");
  }
  if (first && days.begin == Days::Begin::by_effect && takes_effect_ && *from > *takes_effect_) {
    faults_.add(position, "this list must begin by " + to_text(*takes_effect_) +
                              ", when the schedule takes effect");
  }
  days.last = from;
  return *from;
}

void ScheduleReader::read_classes(const DocumentValue* list) {
  for (const DocumentValue& table : faults_.items(list)) read_class(table);
}

void ScheduleReader::read_class(const DocumentValue& table) {
  Section section{table, ParameterTable::asset_class, faults_};
  ClassSchedule scheduled;
  const DocumentValue* const name = section.value("name");
  scheduled.name_position = name != nullptr ? name->position : table.position;
  if (const auto known = faults_.word(name, kAssetClasses, "is no class")) {
    if (name != nullptr &&
        std::ranges::find(schedule_.classes, *known, &ClassSchedule::asset_class) !=
            schedule_.classes.end()) {
      faults_.add(name->position, "class \"" + name->text + "\" is there twice");
    }
    scheduled.asset_class = *known;
  }
  const DocumentValue* const notice = section.value("notice");
  scheduled.notice = faults_.duration(notice).value_or(Duration{});
  scheduled.notice_position = notice != nullptr ? notice->position : table.position;
  const bool usual = scheduled.asset_class != AssetClass::trademark;
  scheduled.grant_back =
      faults_.truth(section.value("grant_back")).value_or(usual) ? GrantBack::on : GrantBack::off;
  Days days{.begin = Days::Begin::any_day};
  for (const DocumentValue& scale : faults_.items(section.value("scale"))) {
    if (scheduled.scales.empty()) scheduled.from_position = scale.position;
    scheduled.scales.push_back(read_scale(scale, days));
  }
  section.finish();
  schedule_.classes.push_back(std::move(scheduled));
}

Scale ScheduleReader::read_scale(const DocumentValue& table, Days& days) {
  Section section{table, ParameterTable::scale, faults_};
  Scale scale;
  scale.from = read_from(section.value("from"), days, scale.position = table.position);
  scale.brackets = read_brackets(section.value("brackets"));
  scale.reference = read_reference(section.value("reference"));
  section.finish();
  return scale;
}

std::vector<Bracket> ScheduleReader::read_brackets(const DocumentValue* list) {
  std::vector<Bracket> brackets;
  std::optional<Money> below;
  bool first = true;
  for (const DocumentValue& table : faults_.items(list, kMostBrackets)) {
    Section section{table, ParameterTable::bracket, faults_};
    const DocumentValue* const above_node = section.value("above");
    const DocumentValue* const rate_node = section.value("rate");
    const auto above = faults_.money(above_node);
    const auto base = faults_.rate(rate_node);
    section.finish();
    if (above && first && *above != Money{}) {
      faults_.add(above_node->position, "the first bracket must begin above \"0\"");
    } else if (above && below && *above <= *below) {
      faults_.add(above_node->position, "\"above\" must be higher than in the bracket before");
    }
    first = false;
    if (above) below = above;
    brackets.push_back({above.value_or(Money{}), base.value_or(AnnualRate{}),
                        rate_node != nullptr ? rate_node->position : table.position});
  }
  return brackets;
}

std::optional<LegalReference> ScheduleReader::read_reference(const DocumentValue* table) {
  if (table == nullptr) return std::nullopt;
  Section section{*table, ParameterTable::reference, faults_};
  LegalReference reference;
  reference.title = faults_.name(section.value("title")).value_or("");
  reference.href = faults_.name(section.value("href")).value_or("");
  section.finish();
  return reference;
}

void ScheduleReader::read_degrees(const DocumentValue* list) {
  Days days;
  for (const DocumentValue& table : faults_.items(list)) {
    Section section{table, ParameterTable::degree, faults_};
    DegreeCurve curve;
    curve.from = read_from(section.value("from"), days, curve.position = table.position);
    curve.points = read_points(section.value("points"));
    for (const DocumentValue& weights : faults_.items(section.value("weights")))
      read_weights(weights);
    section.finish();
    schedule_.curves.push_back(std::move(curve));
  }
}

std::vector<CurvePoint> ScheduleReader::read_points(const DocumentValue* list) {
  std::vector<CurvePoint> points;
  bool complete = true;
  for (const DocumentValue& table : faults_.items(list, kMostPoints)) {
    Section section{table, ParameterTable::point, faults_};
    const DocumentValue* const degree_node = section.value("degree");
    const DocumentValue* const multiplier_node = section.value("multiplier");
    const auto degree = faults_.share(degree_node);
    const auto multiplier = faults_.share(multiplier_node);
    section.finish();
    complete = complete && degree && multiplier;
    if (!complete) continue;
    if (points.empty() && *degree != Share{}) {
      faults_.add(degree_node->position, "the first point must be at degree \"0\"");
    } else if (points.empty() && *multiplier != Share{}) {
      faults_.add(multiplier_node->position,
                  "degree 0 is never taxed: its multiplier must be \"0\"");
    } else if (!points.empty() && *degree <= points.back().degree) {
      faults_.add(degree_node->position, "\"degree\" must be higher than in the point before");
    } else if (!points.empty() && *multiplier < points.back().multiplier) {
      faults_.add(multiplier_node->position, "the multiplier may not fall as the degree rises");
    }
    points.push_back({*degree, *multiplier, multiplier_node->position});
  }
  if (complete && !points.empty() && points.back().degree != kWhole) {
    faults_.add(list->children.back().position, "the last point must be at degree \"1\"");
  }
  return points;
}

void ScheduleReader::read_weights(const DocumentValue& table) {
  Section section{table, ParameterTable::weights, faults_};
  DegreeWeights stated;
  const DocumentValue* const from = section.value("from");
  const DocumentValue* const name = section.value("class");
  bool known = false;
  if (const auto written = faults_.name(name)) {
    const auto asset_class = parse_asset_class(*written);
    known = asset_class && terms_form(*asset_class) == TermsForm::licence;
    if (known) {
      stated.asset_class = *asset_class;
    } else {
      faults_.add(name->position,
                  '"' + *written +
                      "\" has no weights: only software, dataset, copyright and model "
                      "are weighed by licence");
    }
  }
  Days unknown;
  stated.from =
      read_from(from, known ? weight_days_[static_cast<std::size_t>(stated.asset_class)] : unknown,
                stated.position = table.position);
  stated.class_position = name != nullptr ? name->position : table.position;
  std::int64_t core = 0;
  bool complete = true;
  for (const Dimension dimension : kDimensions) {
    const DocumentValue* const node =
        section.value(kDimensionLetters.substr(static_cast<std::size_t>(dimension), 1));
    const auto weight = faults_.share(node);
    complete = complete && (node == nullptr || weight);
    stated.weights.shares[static_cast<std::size_t>(dimension)] = weight.value_or(Share{});
    if (is_core(dimension)) core += weight.value_or(Share{}).ppm();
  }
  section.finish();
  // The degree is divided by the sum of the weights, so every sum but 0 is lawful. But without a
  // weighted core dimension everything would be open. Source: MECHANISM.md, section 9.
  if (complete && core == 0) {
    faults_.add(table.position,
                "[[degree.weights]] weighs none of A, U, M, R, Y: all would have degree 0");
  }
  schedule_.weights.push_back(stated);
}

void ScheduleReader::read_procedures(const DocumentValue* list) {
  Days days;
  for (const DocumentValue& table : faults_.items(list)) {
    Section section{table, ParameterTable::procedure, faults_};
    Procedure procedure;
    ProcedurePositions& positions = procedure.positions;
    positions.from = table.position;
    procedure.from = read_from(section.value("from"), days, positions.from);
    const auto duration = [&](const DocumentValue* node, Duration& into, SourcePosition& position) {
      position = node != nullptr ? node->position : table.position;
      into = node != nullptr ? faults_.duration(node).value_or(Duration{}) : into;
    };
    procedure.withdrawal_notice = kUsualWithdrawalNotice;
    duration(section.value("grace"), procedure.grace, positions.grace);
    duration(section.value("escrow_cover"), procedure.escrow_cover, positions.escrow_cover);
    duration(section.value("auction"), procedure.auction, positions.auction);
    duration(section.value("withdrawal_notice"), procedure.withdrawal_notice,
             positions.withdrawal_notice);
    const DocumentValue* const surcharge = section.value("late_surcharge");
    procedure.late_surcharge = faults_.percent_share(surcharge).value_or(Share{});
    positions.late_surcharge = surcharge != nullptr ? surcharge->position : table.position;
    const DocumentValue* const on_finding = section.value("finding_surcharge");
    if (on_finding != nullptr) {
      procedure.finding_surcharge = faults_.percent_share(on_finding).value_or(Share{});
    }
    positions.finding_surcharge = on_finding != nullptr ? on_finding->position : table.position;
    procedure.registration_fee =
        faults_.money(section.value("registration_fee")).value_or(procedure.registration_fee);
    procedure.minimum_deposit =
        faults_.money(section.value("minimum_deposit")).value_or(procedure.minimum_deposit);
    section.finish();
    schedule_.procedures.push_back(procedure);
  }
}

void ScheduleReader::read_revenue(const DocumentValue* list) {
  Days days;
  for (const DocumentValue& table : faults_.items(list)) {
    Section section{table, ParameterTable::revenue, faults_};
    RevenueShares revenue;
    revenue.from = read_from(section.value("from"), days, revenue.position = table.position);
    revenue.shares = read_shares(section.value("shares"));
    section.finish();
    schedule_.revenue.push_back(std::move(revenue));
  }
}

std::vector<RevenueShare> ScheduleReader::read_shares(const DocumentValue* list) {
  std::vector<RevenueShare> shares;
  std::int64_t sum = 0;
  bool complete = true;
  for (const DocumentValue& table : faults_.items(list)) {
    Section section{table, ParameterTable::share, faults_};
    const DocumentValue* const to_node = section.value("to");
    const auto to = faults_.name(to_node);
    const DocumentValue* const share_node = section.value("share");
    const auto share = faults_.percent_share(share_node);
    section.finish();
    if (to && std::ranges::find(shares, *to, &RevenueShare::to) != shares.end()) {
      faults_.add(to_node->position, '"' + *to + "\" is there twice");
    }
    complete = complete && to && share;
    sum += share.value_or(Share{}).ppm();
    shares.push_back({to.value_or(""), share.value_or(Share{}),
                      share_node != nullptr ? share_node->position : table.position});
  }
  if (complete && !shares.empty() && sum != kWhole.ppm()) {
    faults_.add(list->position,
                "the shares sum to " + format_decimal(sum, 4, 0) + "% instead of 100%");
  }
  return shares;
}

std::expected<Schedule, std::vector<ScheduleFault>> read_by(std::string_view toml,
                                                            std::optional<Instant> founded_at,
                                                            NameRule names) {
  const auto document = parse_document(toml);
  if (!document) return std::unexpected(std::vector{document.error()});
  InspectedSchedule read = ScheduleReader{founded_at, names}.read(*document);
  if (!read.faults.empty()) return std::unexpected(std::move(read.faults));
  return std::move(read.schedule);
}

}  // namespace

std::expected<Schedule, std::vector<ScheduleFault>> read_schedule(
    std::string_view toml, std::optional<Instant> founded_at) {
  return read_by(toml, founded_at, founded_at ? NameRule::shown : NameRule::as_recorded);
}

std::expected<Schedule, std::vector<ScheduleFault>> read_new_schedule(
    std::string_view toml, std::optional<Instant> founded_at) {
  return read_by(toml, founded_at, NameRule::shown);
}

InspectedSchedule inspect_schedule(std::string_view toml, std::optional<Instant> takes_effect) {
  ReadDocument read = read_document(toml);
  if (!read.document) return {.schedule = {}, .faults = std::move(read.faults)};
  return ScheduleReader{takes_effect, NameRule::shown}.read(*read.document, read.faults);
}

}  // namespace quitrent::tax
