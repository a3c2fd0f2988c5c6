// SPDX-License-Identifier: EUPL-1.2
#include "market/figures.hpp"

#include "registry/vocabulary/bytes.hpp"
#include "tax/cover.hpp"
#include "tax/delinquency.hpp"

namespace quitrent {
namespace {

/// How the digest's layout is told from later ones.
constexpr std::uint8_t kTermsDigestLayout = 1;

/// With arrears of an assessment at most, what is owed in all stays within Money.
constexpr Money kMostArisen =
    Money::from_micro(kRegisterCapacity.micro() - kHighestAssessment.micro());

}  // namespace

Taxed taxed(const Asset& asset) {
  return {.asset_class = asset.asset_class,
          .assessment = asset.standing.assessment,
          .degree = asset.degree};
}

Settlement settlement(const Standing& standing) {
  return {.escrow = standing.escrow,
          .arrears = standing.arrears,
          .carry = standing.carry,
          .levied_to = standing.levied_to};
}

Standing after_levy(Standing standing, const Levy& levy) {
  standing.escrow -= levy.paid;
  standing.arrears += levy.arrears;
  if (standing.state == AssetState::delinquent) {
    standing.arisen = least(standing.arisen + levy.arrears, kMostArisen);
  }
  standing.carry = levy.carry;
  standing.levied_to = levy.over.end;
  return standing;
}

Money surcharge_due(const Standing& standing) {
  if (standing.state != AssetState::delinquent) return {};
  return surcharge(standing.arisen, standing.late_surcharge, standing.surcharge_paid);
}

Digest terms_digest(const Calendar& calendar, const Asset& asset, Instant now) {
  ByteWriter writer;
  writer.byte(kTermsDigestLayout);
  writer.byte(static_cast<std::uint8_t>(asset.asset_class));
  writer.byte(static_cast<std::uint8_t>(asset.title_evidence));
  writer.signed_number(asset.degree.ppm());
  const auto rates = bracket_rates(calendar, taxed(asset), now);
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
  return sha256(writer.bytes());
}

AssetFigures figures(const Books& books, const Asset& asset, Instant now) {
  const Calendar& calendar = *books.calendar();
  const Standing& standing = asset.standing;
  AssetFigures answer;
  answer.terms_digest = terms_digest(calendar, asset, now);
  if (is_terminal(standing.state)) return answer;
  const Taxed base = taxed(asset);
  const Levy levy = levied(calendar, base, settlement(standing), now);
  const Standing current = after_levy(standing, levy);
  answer.price = standing.assessment;
  answer.rate = average_rate(calendar, base, now);
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
    answer.forecloses_at = *answer.funded_until + calendar.procedure(*answer.funded_until).grace;
  }
  return answer;
}

}  // namespace quitrent
