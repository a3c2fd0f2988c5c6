// SPDX-License-Identifier: EUPL-1.2
#include "market/state/figures.hpp"

#include <algorithm>

#include "market/state/deadlines.hpp"
#include "registry/vocabulary/bytes.hpp"
#include "registry/vocabulary/scaled.hpp"
#include "tax/course.hpp"
#include "tax/cover.hpp"
#include "tax/delinquency.hpp"

namespace quitrent {
namespace {

/// How the digest's layout is told from later ones.
constexpr std::uint8_t kTermsDigestLayout = 2;

/// With arrears of an assessment at most, what is owed in all stays within Money.
constexpr Money kMostArisen =
    Money::from_micro(kRegisterCapacity.micro() - kHighestAssessment.micro());

void write_document(ByteWriter& writer, const std::optional<Digest>& document) {
  writer.byte(document ? 1 : 0);
  if (document) writer.fixed(view(*document));
}

void write_uuid(ByteWriter& writer, const Uuid& uuid) {
  writer.fixed({reinterpret_cast<const char*>(uuid.bytes.data()), uuid.bytes.size()});
}

/// What stands against the asset at `now`; licences whose time has run out do not.
void write_encumbrances(ByteWriter& writer, const Encumbrances& encumbrances, Instant now) {
  for (const RecordedLicence& licence : encumbrances.licences) {
    if (licence.ends_at <= now) continue;
    writer.byte(1);
    write_uuid(writer, licence.id.uuid);
    writer.byte(static_cast<std::uint8_t>(licence.exclusivity));
    writer.text(licence.licensee_name);
    writer.text(licence.scope);
    writer.signed_number(licence.ends_at.seconds());
    write_document(writer, licence.document);
  }
  for (const Lien& lien : encumbrances.liens) {
    writer.byte(2);
    write_uuid(writer, lien.id.uuid);
    writer.signed_number(lien.secured.micro());
    write_document(writer, lien.document);
  }
  for (const Hold& hold : encumbrances.holds) {
    writer.byte(3);
    write_uuid(writer, hold.id.uuid);
    writer.signed_number(hold.ends_at.seconds());
    write_document(writer, hold.document);
  }
}

}  // namespace

Share degree_at(const Calendar& calendar, const Asset& asset, Instant now) {
  const Standing& standing = asset.standing;
  if (standing.state == AssetState::commons) return {};
  const Instant at = is_terminal(standing.state) ? standing.levied_to : now;
  return degree_at(calendar, asset.asset_class, asset.particulars->levels, at);
}

Taxed taxed(const Calendar& calendar, const Asset& asset) {
  const std::vector<DatedLevels>& levels = asset.particulars->levels;
  const Instant from = asset.standing.levied_to;
  return {.asset_class = asset.asset_class,
          .assessment = asset.standing.assessment,
          .degree = degree_at(calendar, asset.asset_class, levels, from),
          .steps = degree_steps(calendar, asset.asset_class, levels, from)};
}

std::vector<PastStretch> stretches_of(const Calendar& calendar, const Asset& asset, Instant until) {
  const std::vector<DatedLevels>& levels = asset.particulars->levels;
  PastStretch stretch{
      .over = {asset.taxed_alike_since, until},
      .assessment = asset.standing.assessment,
      .degree = degree_at(calendar, asset.asset_class, levels, asset.taxed_alike_since)};
  std::vector<PastStretch> stretches;
  for (const DegreeStep& step :
       degree_steps(calendar, asset.asset_class, levels, asset.taxed_alike_since)) {
    if (step.from >= until) break;
    stretches.push_back(stretch);
    stretches.back().over.end = step.from;
    stretch.over.begin = step.from;
    stretch.degree = step.degree;
  }
  if (stretch.over.begin < until) stretches.push_back(stretch);
  return stretches;
}

Instant runs_dry(const Calendar& calendar, const Asset& asset, const Standing& standing) {
  Taxed base = taxed(calendar, asset);
  base.assessment = standing.assessment;
  return funded_until(calendar, base, settlement(standing), asset.expires_at).value_or(kEndOfTime);
}

Settlement settlement(const Standing& standing) {
  return {.escrow = standing.escrow,
          .arrears = standing.arrears,
          .carry = standing.carry,
          .levied_to = standing.levied_to};
}

Money with_arisen(Money arisen, Money more) { return least(arisen + more, kMostArisen); }

Standing after_levy(Standing standing, const Levy& levy) {
  standing.escrow -= levy.paid;
  standing.arrears += levy.arrears;
  if (standing.state == AssetState::delinquent) {
    standing.arisen = with_arisen(standing.arisen, levy.arrears);
  }
  standing.carry = levy.carry;
  standing.levied_to = levy.over.end;
  return standing;
}

Money surcharge_due(const Standing& standing) {
  const bool lapsed =
      standing.state == AssetState::delinquent || standing.state == AssetState::auction;
  if (!lapsed) return {};
  return surcharge(standing.arisen, standing.late_surcharge, standing.surcharge_paid);
}

Digest terms_digest(const Calendar& calendar, const Asset& asset, Instant now) {
  ByteWriter writer;
  writer.byte(kTermsDigestLayout);
  writer.byte(static_cast<std::uint8_t>(asset.asset_class));
  writer.byte(static_cast<std::uint8_t>(asset.title_evidence));
  writer.signed_number(degree_at(calendar, asset, now).ppm());
  const auto rates = bracket_rates(calendar, taxed(calendar, asset), now);
  writer.number(rates.size());
  for (const BracketRate& bracket : rates) {
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
  if (asset.encumbrances) write_encumbrances(writer, *asset.encumbrances, now);
  return sha256(writer.bytes());
}

Money price_at(const Books& books, const Asset& asset, Instant now) {
  const Standing& standing = asset.standing;
  if (standing.state != AssetState::auction) return standing.assessment;
  // The clock of the auction stands still while the asset is held.
  const Instant on_clock = std::max(now, held_until(books, asset));
  const std::int64_t length = standing.auction_length.seconds();
  // Whoever reads a second that is only half committed may stand one before the auction opened.
  const std::int64_t left =
      std::clamp<std::int64_t>((standing.auction_ends_at - on_clock).seconds(), 0, length);
  if (left == length) return standing.assessment;
  return standing.assessment - scaled(standing.assessment, length - left, length, Rounding::down);
}

RedemptionCost redemption_cost(const Books& books, const Asset& asset, Money assessment,
                               Instant now) {
  const Calendar& calendar = *books.calendar();
  const Standing& standing = asset.standing;
  RedemptionCost cost;
  cost.arrears = standing.arrears;
  cost.surcharge = surcharge_due(standing);
  cost.since = levied(calendar, taxed(calendar, asset), settlement(standing), now);
  Taxed redeemed = taxed(calendar, asset);
  redeemed.assessment = assessment;
  cost.cover = cover(calendar, redeemed, now, asset.expires_at);
  const Money left = standing.escrow - cost.since.paid;
  cost.in_all = held_sum(held_sum(cost.arrears + cost.surcharge, cost.since.arrears),
                         greatest(cost.cover - left, Money{}));
  return cost;
}

namespace {

/// Whether anybody could buy the asset now: nobody can while it is held or a purchase is under way.
bool is_for_sale(const Books& books, const Asset& asset, Instant now) {
  return asset.standing.pending == 0 && !is_held(books, asset, now);
}

/// The figures of an asset on which tax accrues.
void accruing_figures(AssetFigures& answer, const Books& books, const Asset& asset, Instant now) {
  const Calendar& calendar = *books.calendar();
  const Standing& standing = asset.standing;
  const Taxed base = taxed(calendar, asset);
  const Standing current = after_levy(standing, levied(calendar, base, settlement(standing), now));
  answer.escrow = current.escrow;
  answer.arrears = current.arrears;
  answer.surcharge = surcharge_due(current);
  answer.tax_per_day = tax_over(calendar, base, Duration::from_days(1), now);
  answer.tax_per_year = tax_over(calendar, base, kYear, now);
  if (standing.funded_until < kEndOfTime) answer.funded_until = standing.funded_until;
  if (standing.state == AssetState::delinquent) {
    const Money required = cover(calendar, base, now, asset.expires_at);
    const Money missing = greatest(required - answer.escrow, Money{});
    answer.cure = held_sum(answer.arrears + answer.surcharge, missing);
    answer.forecloses_at = standing.forecloses_at;
  } else if (answer.funded_until) {
    // Grace does not run while the asset is held.
    const Instant begins = std::max(*answer.funded_until, held_until(books, asset));
    answer.forecloses_at = begins + calendar.procedure(*answer.funded_until).grace;
  }
}

}  // namespace

AssetFigures figures(const Books& books, const Asset& asset, Instant now) {
  const Standing& standing = asset.standing;
  AssetFigures answer;
  answer.terms_digest = terms_digest(*books.calendar(), asset, now);
  if (is_terminal(standing.state)) return answer;
  if (is_for_sale(books, asset, now)) answer.price = price_at(books, asset, now);
  answer.rate = average_rate(*books.calendar(), taxed(*books.calendar(), asset), now);
  if (accrues(standing)) {
    accruing_figures(answer, books, asset, now);
  } else {
    answer.escrow = standing.escrow;
    answer.arrears = standing.arrears;
    answer.surcharge = surcharge_due(standing);
    answer.cure = redemption_cost(books, asset, standing.assessment, now).in_all;
  }
  return answer;
}

std::vector<std::string> listed_beneficiaries(const Books& books, Instant now) {
  std::vector<std::string> names;
  const auto add = [&names](const std::string& name) {
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  };
  for (const RevenueShare& share : books.calendar()->shares(now).shares) add(share.to);
  for (const std::string& name : books.beneficiaries()) add(name);
  return names;
}

}  // namespace quitrent
