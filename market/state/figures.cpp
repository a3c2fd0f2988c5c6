// SPDX-License-Identifier: EUPL-1.2
#include "market/state/figures.hpp"

#include <algorithm>

#include "market/state/deadlines.hpp"
#include "registry/vocabulary/bytes.hpp"
#include "registry/vocabulary/fixed_bytes.hpp"
#include "registry/vocabulary/scaled.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tax/cover.hpp"
#include "tax/degree_timeline.hpp"
#include "tax/delinquency.hpp"

namespace quitrent::market {
namespace {

/// Distinguishes this layout of the digest from later ones.
constexpr std::uint8_t kTermsDigestLayout = 4;

/// With arrears of at most an assessment, all that is owed fits into Money.
constexpr Money kMostArisen =
    Money::from_micro(kRegisterCapacity.micro() - kHighestAssessment.micro());

void write_document(ByteWriter& writer, const std::optional<Digest>& document) {
  writer.byte(document ? 1 : 0);
  if (document) writer.fixed(view(*document));
}

/// What stands against the asset at `now`; licences whose time has run out do not.
void write_encumbrances(ByteWriter& writer, const Encumbrances& encumbrances, Instant now) {
  for (const RecordedLicence& licence : encumbrances.licences) {
    if (licence.ends_at <= now) continue;
    writer.byte(1);
    writer.fixed(view(licence.id.uuid));
    writer.byte(static_cast<std::uint8_t>(licence.exclusivity));
    writer.text(licence.licensee_name);
    writer.text(licence.scope);
    writer.signed_number(licence.ends_at.seconds());
    write_document(writer, licence.document);
  }
  for (const Lien& lien : encumbrances.liens) {
    if (lien.ends_at <= now) continue;
    writer.byte(2);
    writer.fixed(view(lien.id.uuid));
    writer.signed_number(lien.secured.micro());
    if (lien.ends_at < kEndOfTime) writer.signed_number(lien.ends_at.seconds());
    write_document(writer, lien.document);
  }
  for (const Hold& hold : encumbrances.holds) {
    writer.byte(3);
    writer.fixed(view(hold.id.uuid));
    writer.signed_number(hold.ends_at.seconds());
    write_document(writer, hold.document);
  }
}

/// The open contests, and the findings that are not due yet.
void write_disputes(ByteWriter& writer, const Books& books, const Asset& asset) {
  for (const Contest& contest : books.contests(asset.id)) {
    writer.byte(4);
    writer.fixed(view(contest.id.uuid));
  }
  for (const PendingFinding& pending : books.findings(asset.id)) {
    writer.byte(5);
    writer.fixed(view(pending.finding.id.uuid));
    writer.signed_number(pending.finding.due_at.seconds());
    writer.signed_number(owed_in_all(pending.finding).micro());
  }
}

}  // namespace

Share degree_at(const tax::ScheduleTimeline& timeline, const Asset& asset, Instant now) {
  const AssetStatus& status = asset.status;
  if (status.state == AssetState::commons) return {};
  const Instant at = is_terminal(status.state) ? status.levied_to : now;
  return degree_at(timeline, asset.asset_class, asset.particulars->levels, at);
}

tax::Taxed taxed(const tax::ScheduleTimeline& timeline, const Asset& asset) {
  const std::vector<DatedOpennessLevels>& levels = asset.particulars->levels;
  const Instant from = asset.status.levied_to;
  return {.asset_class = asset.asset_class,
          .assessment = asset.status.assessment,
          .degree = degree_at(timeline, asset.asset_class, levels, from),
          .steps = degree_steps(timeline, asset.asset_class, levels, from)};
}

std::vector<tax::PastInterval> intervals_of(const tax::ScheduleTimeline& timeline,
                                            const Asset& asset, Instant until) {
  const std::vector<DatedOpennessLevels>& levels = asset.particulars->levels;
  tax::PastInterval interval{
      .over = {asset.taxed_alike_since, until},
      .assessment = asset.status.assessment,
      .degree = degree_at(timeline, asset.asset_class, levels, asset.taxed_alike_since),
      .holder = asset.holder};
  std::vector<tax::PastInterval> intervals;
  for (const tax::DegreeStep& step :
       degree_steps(timeline, asset.asset_class, levels, asset.taxed_alike_since)) {
    if (step.from >= until) break;
    intervals.push_back(interval);
    intervals.back().over.end = step.from;
    interval.over.begin = step.from;
    interval.degree = step.degree;
  }
  if (interval.over.begin < until) intervals.push_back(interval);
  return intervals;
}

Instant funded_until(const tax::ScheduleTimeline& timeline, const Asset& asset,
                     const AssetStatus& status) {
  tax::Taxed base = taxed(timeline, asset);
  base.assessment = status.assessment;
  return funded_until(timeline, base, accrual_state(status), asset.expires_at).value_or(kEndOfTime);
}

tax::AccrualState accrual_state(const AssetStatus& status) {
  return {.escrow = status.escrow,
          .arrears = status.arrears,
          .carry = status.carry,
          .levied_to = status.levied_to};
}

Money with_arisen(Money arisen, Money more) { return least(arisen + more, kMostArisen); }

AssetStatus after_levy(AssetStatus status, const tax::Levy& levy) {
  status.escrow -= levy.paid;
  status.arrears += levy.arrears;
  if (status.state == AssetState::delinquent) {
    status.arisen = with_arisen(status.arisen, levy.arrears);
  }
  status.carry = levy.carry;
  status.levied_to = levy.over.end;
  return status;
}

Money surcharge_due(const AssetStatus& status) {
  const bool lapsed = status.state == AssetState::delinquent || status.state == AssetState::auction;
  if (!lapsed) return {};
  return tax::surcharge(status.arisen, status.late_surcharge, status.surcharge_paid);
}

Digest terms_digest(const Books& books, const Asset& asset, Instant now) {
  const tax::ScheduleTimeline& timeline = *books.timeline();
  ByteWriter writer;
  writer.byte(kTermsDigestLayout);
  writer.byte(static_cast<std::uint8_t>(asset.asset_class));
  writer.byte(static_cast<std::uint8_t>(asset.title_evidence));
  writer.signed_number(degree_at(timeline, asset, now).ppm());
  const auto rates = bracket_rates(timeline, taxed(timeline, asset), now);
  writer.number(rates.size());
  for (const tax::BracketRate& bracket : rates) {
    writer.signed_number(bracket.above.micro());
    writer.signed_number(bracket.rate.ppb());
  }
  const Terms& terms = asset.particulars->terms;
  writer.byte(static_cast<std::uint8_t>(terms.form));
  writer.byte(static_cast<std::uint8_t>(terms.commitment));
  writer.text(terms.spdx);
  writer.byte(terms.source_withheld ? 1 : 0);
  writer.number(terms.then.size());
  for (const DatedLicence& later : terms.then) {
    writer.text(later.spdx);
    writer.signed_number(later.on.seconds());
  }
  writer.number(static_cast<std::size_t>(std::ranges::distance(terms.documents)));
  for (const LicenceDocument& document : terms.documents) {
    writer.text(document.reference);
    writer.byte(document.digest ? 1 : 0);
    if (document.digest) writer.fixed(view(*document.digest));
  }
  if (asset.encumbrances) write_encumbrances(writer, *asset.encumbrances, now);
  writer.signed_number(asset.expires_at.seconds());
  writer.signed_number(asset.status.withdraws_at.seconds());
  write_disputes(writer, books, asset);
  return sha256(writer.bytes());
}

Money price_at(const Books& books, const Asset& asset, Instant now) {
  const AssetStatus& status = asset.status;
  if (status.state != AssetState::auction) return status.assessment;
  // The clock of the auction stops while the asset is held.
  const Instant on_clock = std::max(now, held_until(books, asset));
  const std::int64_t length = status.auction_length.seconds();
  // A reader of a second that is only partly committed may ask for a second before the auction
  // opened.
  const std::int64_t left =
      std::clamp<std::int64_t>((status.auction_ends_at - on_clock).seconds(), 0, length);
  if (left == length) return status.assessment;
  return status.assessment - scaled(status.assessment, length - left, length, Rounding::down);
}

std::optional<Money> buying_price(const Books& books, const Asset& asset, Instant now) {
  const AssetStatus& status = asset.status;
  if (is_terminal(status.state) || status.pending != 0 || is_held(books, asset, now)) {
    return std::nullopt;
  }
  return price_at(books, asset, now);
}

RedemptionCost redemption_cost(const Books& books, const Asset& asset, Money assessment,
                               Instant now) {
  const tax::ScheduleTimeline& timeline = *books.timeline();
  const AssetStatus& status = asset.status;
  RedemptionCost cost;
  cost.arrears = status.arrears;
  cost.surcharge = surcharge_due(status);
  cost.since = levied(timeline, taxed(timeline, asset), accrual_state(status), now);
  tax::Taxed redeemed = taxed(timeline, asset);
  redeemed.assessment = assessment;
  cost.cover = cover(timeline, redeemed, now, asset.expires_at);
  const Money left = status.escrow - cost.since.paid;
  cost.total = saturating_add(saturating_add(cost.arrears + cost.surcharge, cost.since.arrears),
                              greatest(cost.cover - left, Money{}));
  return cost;
}

namespace {

/// The figures of an asset on which tax accrues.
void accruing_figures(AssetFigures& answer, const Books& books, const Asset& asset, Instant now) {
  const tax::ScheduleTimeline& timeline = *books.timeline();
  const AssetStatus& status = asset.status;
  const tax::Taxed base = taxed(timeline, asset);
  const AssetStatus current =
      after_levy(status, levied(timeline, base, accrual_state(status), now));
  answer.escrow = current.escrow;
  answer.arrears = current.arrears;
  answer.surcharge = surcharge_due(current);
  answer.tax_per_day = tax_over(timeline, base, Duration::from_days(1), now);
  answer.tax_per_year = tax_over(timeline, base, kYear, now);
  if (status.funded_until < kEndOfTime) answer.funded_until = status.funded_until;
  if (status.state == AssetState::delinquent) {
    const Money required = cover(timeline, base, now, asset.expires_at);
    const Money missing = greatest(required - answer.escrow, Money{});
    answer.cure = saturating_add(answer.arrears + answer.surcharge, missing);
    answer.forecloses_at = status.forecloses_at;
  } else if (answer.funded_until) {
    // Grace does not run while the asset is held.
    const Instant begins = std::max(*answer.funded_until, held_until(books, asset));
    answer.forecloses_at = begins + timeline.procedure(*answer.funded_until).grace;
  }
}

}  // namespace

AssetFigures figures(const Books& books, const Asset& asset, Instant now) {
  const AssetStatus& status = asset.status;
  AssetFigures answer;
  answer.terms_digest = terms_digest(books, asset, now);
  if (is_terminal(status.state)) return answer;
  answer.price = buying_price(books, asset, now);
  answer.rate = average_rate(*books.timeline(), taxed(*books.timeline(), asset), now);
  if (accrues(status)) {
    accruing_figures(answer, books, asset, now);
  } else {
    answer.escrow = status.escrow;
    answer.arrears = status.arrears;
    answer.surcharge = surcharge_due(status);
    answer.cure = redemption_cost(books, asset, status.assessment, now).total;
  }
  return answer;
}

std::vector<std::string> listed_beneficiaries(const Books& books, Instant now) {
  std::vector<std::string> names;
  const auto add = [&names](const std::string& name) {
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  };
  for (const tax::RevenueShare& share : books.timeline()->shares(now).shares) add(share.to);
  for (const std::string& name : books.beneficiaries()) add(name);
  return names;
}

}  // namespace quitrent::market
