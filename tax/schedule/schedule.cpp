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
  std::expected<Schedule, std::vector<ScheduleFault>> read(const DocumentValue& document);

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
  Instant read_from(const DocumentValue* node, Days& days);
  std::string read_currency(const DocumentValue* node);

  std::optional<Instant> takes_effect_;
  Schedule schedule_;
  Faults faults_;
  std::array<Days, kAssetClasses.size()> weight_days_{};
};

std::expected<Schedule, std::vector<ScheduleFault>> ScheduleReader::read(
    const DocumentValue& document) {
  Section section{document, "the schedule", faults_};
  schedule_.title = faults_.name(section.required("title")).value_or("");
  schedule_.currency = read_currency(section.required("currency"));
  const DocumentValue* const effective = section.optional("effective");
  schedule_.effective = faults_.day(effective);
  if (takes_effect_ && schedule_.effective && *schedule_.effective > *takes_effect_) {
    faults_.add(effective->position,
                "a founding schedule takes effect at once, at " + to_text(*takes_effect_) +
                    ": leave \"effective\" out, or found the register on that day");
  }
  // If both are known, the earlier one counts: from the journal, the schedule is read again without
  // the second of the founding, and must be lawful then too.
  const auto& stated = schedule_.effective;
  if (stated && (!takes_effect_ || *stated < *takes_effect_)) takes_effect_ = stated;
  read_classes(section.required("class"));
  read_degrees(section.required("degree"));
  read_procedures(section.required("procedure"));
  read_revenue(section.required("revenue"));
  section.finish();
  if (!faults_.none()) return std::unexpected(faults_.sorted());
  return std::move(schedule_);
}

std::string ScheduleReader::read_currency(const DocumentValue* node) {
  const auto currency = faults_.name(node);
  if (!currency) return {};
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (currency->size() != 3 || !std::ranges::all_of(*currency, is_capital)) {
    faults_.add(node->position, "\"currency\" must be three capital letters, such as \"EUR\"");
  }
  return *currency;
}

Instant ScheduleReader::read_from(const DocumentValue* node, Days& days) {
  const auto from = faults_.day(node);
  const bool first = !std::exchange(days.any, true);
  if (!from) return {};
  if (days.last && *from <= *days.last) {
    faults_.add(node->position, "\"from\" must be later than the one before it in this list");
  }
  if (first && days.begin == Days::Begin::by_effect && takes_effect_ && *from > *takes_effect_) {
    faults_.add(node->position, "this list must begin by " + to_text(*takes_effect_) +
                                    ", when the schedule takes effect");
  }
  days.last = from;
  return *from;
}

void ScheduleReader::read_classes(const DocumentValue* list) {
  for (const DocumentValue& table : faults_.items(list)) read_class(table);
}

void ScheduleReader::read_class(const DocumentValue& table) {
  Section section{table, "[[class]]", faults_};
  ClassSchedule scheduled;
  const DocumentValue* const name = section.required("name");
  if (const auto written = faults_.name(name)) {
    const auto known = parse_asset_class(*written);
    const bool twice =
        known && std::ranges::find(schedule_.classes, *known, &ClassSchedule::asset_class) !=
                     schedule_.classes.end();
    if (!known) {
      faults_.add(name->position,
                  '"' + *written +
                      "\" is no class: patent, design, trademark, software, dataset, "
                      "copyright or model");
    } else if (twice) {
      faults_.add(name->position, "class \"" + *written + "\" is there twice");
    }
    scheduled.asset_class = known.value_or(AssetClass::patent);
  }
  const DocumentValue* const notice = section.optional("notice");
  scheduled.notice = faults_.duration(notice).value_or(Duration{});
  scheduled.notice_position = notice != nullptr ? notice->position : table.position;
  const bool usual = scheduled.asset_class != AssetClass::trademark;
  scheduled.grant_back = faults_.truth(section.optional("grant_back")).value_or(usual)
                             ? GrantBack::on
                             : GrantBack::off;
  Days days{.begin = Days::Begin::any_day};
  for (const DocumentValue& scale : faults_.items(section.required("scale"))) {
    if (scheduled.scales.empty()) scheduled.from_position = scale.position;
    scheduled.scales.push_back(read_scale(scale, days));
  }
  section.finish();
  schedule_.classes.push_back(std::move(scheduled));
}

Scale ScheduleReader::read_scale(const DocumentValue& table, Days& days) {
  Section section{table, "[[class.scale]]", faults_};
  Scale scale;
  scale.from = read_from(section.required("from"), days);
  scale.brackets = read_brackets(section.required("brackets"));
  scale.reference = read_reference(section.optional("reference"));
  section.finish();
  return scale;
}

std::vector<Bracket> ScheduleReader::read_brackets(const DocumentValue* list) {
  std::vector<Bracket> brackets;
  std::optional<Money> below;
  bool first = true;
  for (const DocumentValue& table : faults_.items(list)) {
    Section section{table, "a bracket", faults_};
    const DocumentValue* const above_node = section.required("above");
    const DocumentValue* const rate_node = section.required("rate");
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
  Section section{*table, "a reference", faults_};
  LegalReference reference;
  reference.title = faults_.name(section.required("title")).value_or("");
  reference.href = faults_.name(section.required("href")).value_or("");
  section.finish();
  return reference;
}

void ScheduleReader::read_degrees(const DocumentValue* list) {
  Days days;
  for (const DocumentValue& table : faults_.items(list)) {
    Section section{table, "[[degree]]", faults_};
    DegreeCurve curve;
    curve.from = read_from(section.required("from"), days);
    curve.points = read_points(section.required("points"));
    for (const DocumentValue& weights : faults_.items(section.optional("weights")))
      read_weights(weights);
    section.finish();
    schedule_.curves.push_back(std::move(curve));
  }
}

std::vector<CurvePoint> ScheduleReader::read_points(const DocumentValue* list) {
  std::vector<CurvePoint> points;
  bool complete = true;
  for (const DocumentValue& table : faults_.items(list)) {
    Section section{table, "a point", faults_};
    const DocumentValue* const degree_node = section.required("degree");
    const DocumentValue* const multiplier_node = section.required("multiplier");
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
    points.push_back({*degree, *multiplier});
  }
  if (complete && !points.empty() && points.back().degree != kWhole) {
    faults_.add(list->children.back().position, "the last point must be at degree \"1\"");
  }
  return points;
}

void ScheduleReader::read_weights(const DocumentValue& table) {
  Section section{table, "[[degree.weights]]", faults_};
  DegreeWeights stated;
  const DocumentValue* const from = section.required("from");
  const DocumentValue* const name = section.required("class");
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
      read_from(from, known ? weight_days_[static_cast<std::size_t>(stated.asset_class)] : unknown);
  std::int64_t core = 0;
  bool complete = true;
  for (const Dimension dimension : kDimensions) {
    const DocumentValue* const node =
        section.optional(kDimensionLetters.substr(static_cast<std::size_t>(dimension), 1));
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
    Section section{table, "[[procedure]]", faults_};
    Procedure procedure;
    procedure.from = read_from(section.required("from"), days);
    const auto duration = [&](const DocumentValue* node, Duration& into, SourcePosition& position) {
      position = node != nullptr ? node->position : table.position;
      into = node != nullptr ? faults_.duration(node).value_or(Duration{}) : into;
    };
    ProcedurePositions& positions = procedure.positions;
    procedure.withdrawal_notice = kUsualWithdrawalNotice;
    duration(section.required("grace"), procedure.grace, positions.grace);
    duration(section.required("escrow_cover"), procedure.escrow_cover, positions.escrow_cover);
    duration(section.required("auction"), procedure.auction, positions.auction);
    duration(section.optional("withdrawal_notice"), procedure.withdrawal_notice,
             positions.withdrawal_notice);
    const DocumentValue* const surcharge = section.required("late_surcharge");
    procedure.late_surcharge = faults_.percent_share(surcharge).value_or(Share{});
    positions.late_surcharge = surcharge != nullptr ? surcharge->position : table.position;
    const DocumentValue* const on_finding = section.optional("finding_surcharge");
    if (on_finding != nullptr) {
      procedure.finding_surcharge = faults_.percent_share(on_finding).value_or(Share{});
    }
    positions.finding_surcharge = on_finding != nullptr ? on_finding->position : table.position;
    procedure.registration_fee =
        faults_.money(section.optional("registration_fee")).value_or(procedure.registration_fee);
    procedure.minimum_deposit =
        faults_.money(section.optional("minimum_deposit")).value_or(procedure.minimum_deposit);
    section.finish();
    schedule_.procedures.push_back(procedure);
  }
}

void ScheduleReader::read_revenue(const DocumentValue* list) {
  Days days;
  for (const DocumentValue& table : faults_.items(list)) {
    Section section{table, "[[revenue]]", faults_};
    RevenueShares revenue;
    revenue.from = read_from(section.required("from"), days);
    revenue.shares = read_shares(section.required("shares"));
    section.finish();
    schedule_.revenue.push_back(std::move(revenue));
  }
}

std::vector<RevenueShare> ScheduleReader::read_shares(const DocumentValue* list) {
  std::vector<RevenueShare> shares;
  std::int64_t sum = 0;
  bool complete = true;
  for (const DocumentValue& table : faults_.items(list)) {
    Section section{table, "a share", faults_};
    const DocumentValue* const to_node = section.required("to");
    const auto to = faults_.name(to_node);
    const auto share = faults_.percent_share(section.required("share"));
    section.finish();
    if (to && std::ranges::find(shares, *to, &RevenueShare::to) != shares.end()) {
      faults_.add(to_node->position, '"' + *to + "\" is there twice");
    }
    complete = complete && to && share;
    sum += share.value_or(Share{}).ppm();
    shares.push_back({to.value_or(""), share.value_or(Share{})});
  }
  if (complete && !shares.empty() && sum != kWhole.ppm()) {
    faults_.add(list->position,
                "the shares sum to " + format_decimal(sum, 4, 0) + "% instead of 100%");
  }
  return shares;
}

}  // namespace

std::expected<Schedule, std::vector<ScheduleFault>> read_schedule(
    std::string_view toml, std::optional<Instant> founded_at) {
  const auto document = parse_document(toml);
  if (!document) return std::unexpected(std::vector{document.error()});
  const NameRule names = founded_at ? NameRule::shown : NameRule::as_recorded;
  return ScheduleReader{founded_at, names}.read(*document);
}

std::expected<Schedule, std::vector<ScheduleFault>> read_new_schedule(
    std::string_view toml, std::optional<Instant> founded_at) {
  const auto document = parse_document(toml);
  if (!document) return std::unexpected(std::vector{document.error()});
  return ScheduleReader{founded_at, NameRule::shown}.read(*document);
}

}  // namespace quitrent::tax
