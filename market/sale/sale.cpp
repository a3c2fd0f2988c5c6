// SPDX-License-Identifier: EUPL-1.2
#include "market/sale/sale.hpp"

#include <algorithm>
#include <vector>

#include "market/state/deadlines.hpp"
#include "market/state/figures.hpp"

namespace quitrent::market {
namespace {

/// How long a seller must have held to keep a licence. Source: MECHANISM.md, section 6.
constexpr Duration kGrantBackAfter = Duration::from_days(30);

/// Each step of the waterfall pays the lesser of the claim and the money left.
class WaterfallSteps {
 public:
  explicit WaterfallSteps(Money price) : left_{price} {}
  Money pay(Money claim) {
    const Money paid = least(claim, left_);
    left_ -= paid;
    return paid;
  }
  Money left() const { return left_; }

 private:
  Money left_;
};

/// The liens in force, by priority: those that are old or those that are young.
enum class Age { old, young };
std::vector<Lien> liens_of(const Asset& row, Instant now, Age age) {
  std::vector<Lien> liens;
  if (!row.encumbrances) return liens;
  for (const Lien& lien : row.encumbrances->liens) {
    const Age its_age = now - lien.recorded_at < kYoung ? Age::young : Age::old;
    if (lien.ends_at > now && its_age == age) liens.push_back(lien);
  }
  return liens;
}

/// Pays liens in their order.
void pay_liens(Waterfall& waterfall, WaterfallSteps& steps, const std::vector<Lien>& liens) {
  for (const Lien& lien : liens) {
    waterfall.liens.push_back(
        {.lien = lien.id, .creditor = lien.creditor.id, .paid = steps.pay(lien.secured)});
  }
}

/// How a price is paid out. Young liens rank after the seller's debts of tax.
Waterfall waterfall_of(const Draft& draft, const Asset& row, const AssetStatus& status,
                       Money price) {
  Waterfall waterfall{.price = price};
  WaterfallSteps steps{price};
  waterfall.arrears = steps.pay(status.arrears);
  waterfall.surcharge = steps.pay(surcharge_due(status));
  pay_liens(waterfall, steps, liens_of(row, draft.now(), Age::old));
  const Money for_debts = steps.pay(draft.books().debts(row.holder).tax().payable(steps.left()));
  pay_liens(waterfall, steps, liens_of(row, draft.now(), Age::young));
  waterfall.seller = for_debts + steps.left();
  waterfall.refund = status.escrow;
  return waterfall;
}

/// Posts the money of one sale, from the payer along the waterfall, and pays off the debts of all
/// receivers.
void post_sale(Draft& draft, const Sale& sale, const Waterfall& waterfall) {
  const Books& books = draft.books();
  const Ordinal seller = books.asset(sale.asset).holder;
  Posting posting{.kind = PostingKind::purchase, .has_asset = true, .asset = sale.asset};
  add_line(posting, sale.payer, -waterfall.price);
  add_line(posting, sale.payer, -sale.escrow);
  add_line(posting, {AccountKind::revenue, 0}, waterfall.arrears + waterfall.surcharge);
  for (const LienPayment& lien : waterfall.liens) {
    add_line(posting, {AccountKind::cash, *books.party_ordinal(lien.creditor)}, lien.paid);
  }
  add_line(posting, {AccountKind::cash, seller}, waterfall.seller);
  add_line(posting, {AccountKind::escrow, sale.asset}, -waterfall.refund);
  add_line(posting, {AccountKind::cash, seller}, waterfall.refund);
  add_line(posting, {AccountKind::escrow, sale.asset}, sale.escrow);
  post(draft, std::move(posting));
  for (const LienPayment& lien : waterfall.liens) {
    pay_off_debt(draft, *books.party_ordinal(lien.creditor), lien.paid);
  }
  pay_off_debt(draft, seller, waterfall.seller + waterfall.refund);
}

/// The status after the sale: the asset is active and keeps its carry.
AssetStatus bought(const Draft& draft, const AccruedAsset& asset, const Sale& sale) {
  AssetStatus status;
  status.assessment = sale.assessment;
  status.escrow = sale.escrow;
  status.carry = asset.status.carry;
  status.levied_to = draft.now();
  status.no_notice_before =
      std::max(asset.status.no_notice_before, sale.no_notice_before.value_or(Instant{}));
  suspend_notice_after_fall(draft.books(), draft.books().asset(sale.asset), draft.now(), status);
  status.version = asset.status.version + 1;
  forecast(draft, draft.books().asset(sale.asset), status);
  return status;
}

/// Whether the seller keeps a licence. In an auction it keeps none if tax stays unpaid.
bool keeps_licence(const Draft& draft, const Asset& row, Money unpaid) {
  const Instant now = draft.now();
  if (draft.books().timeline()->grant_back(row.asset_class, now) == tax::GrantBack::off)
    return false;
  const Instant held_to = row.has_holder() ? now : row.conveyed_at;
  if (held_to - row.held_since < kGrantBackAfter) return false;
  return row.has_holder() || unpaid == Money{};
}

/// The change of encumbrances at a purchase: liens end; exclusivity ends, since the price buys it;
/// licences that are young become personal, so that a licence to a friend empties no asset; the
/// buyer's own grant-back licence ends, since a holder needs none.
EncumbranceChange carried_over(const Asset& row, const PartyId& buyer, Instant now) {
  if (!row.encumbrances) return {};
  EncumbranceChange change{.liens_end = !row.encumbrances->liens.empty()};
  for (const RecordedLicence& licence : row.encumbrances->licences) {
    const bool young =
        licence.origin == LicenceOrigin::holder && now - licence.recorded_at < kYoung;
    if (licence.ends_at <= now) {
      change.run_out_by = now;
    } else if (licence.origin == LicenceOrigin::grant_back && licence.licensee == buyer) {
      change.ended_licences.push_back(licence.id);
    } else if (young && licence.exclusivity != Exclusivity::personal) {
      change.personal_after = now + Duration::from_seconds(-kYoung.seconds());
      change.exclusivity_ends = true;
    } else if (licence.exclusivity == Exclusivity::exclusive) {
      change.exclusivity_ends = true;
    }
  }
  return change;
}

/// The seller's licence. It has no other grant-back licence: that ended when the seller became
/// holder.
RecordedLicence grant_back_of(const Sale& sale, const NamedParty& seller, Instant now) {
  return {.id = sale.grant_back,
          .licensee = seller.id,
          .licensee_name = seller.name,
          .exclusivity = Exclusivity::non_exclusive,
          .origin = LicenceOrigin::grant_back,
          .scope = "personal, royalty-free: use as before the sale",
          .recorded_at = now,
          .ends_at = kEndOfTime,
          .document = {}};
}

}  // namespace

PurchasedItem sell(Draft& draft, const Sale& sale) {
  const Books& books = draft.books();
  const AccruedAsset asset = levied_to_now(draft, sale.asset);
  const Asset row = books.asset(sale.asset);
  const NamedParty seller = books.named(row.holder);
  const NamedParty buyer = books.named(sale.buyer);
  const Waterfall waterfall = waterfall_of(draft, row, asset.status, sale.price);
  const Money shortfall =
      asset.status.arrears + surcharge_due(asset.status) - waterfall.arrears - waterfall.surcharge;
  const auto cause = row.has_holder() ? ConveyanceCause::purchase : ConveyanceCause::auction;
  post_levy(draft, asset);
  post_sale(draft, sale, waterfall);
  const Money unpaid = collect_shortfall(draft, sale.asset, row.holder, shortfall);
  EncumbranceChange change = carried_over(row, buyer.id, draft.now());
  std::optional<LicenceId> grant_back;
  if (keeps_licence(draft, row, unpaid)) {
    change.added.licences.push_back(grant_back_of(sale, seller, draft.now()));
    grant_back = sale.grant_back;
  }
  draft.record(AssetConveyed{.asset = row.id,
                             .purchase = sale.purchase,
                             .conveyance = {.cause = cause,
                                            .has_holder = true,
                                            .holder = buyer,
                                            .at = draft.now(),
                                            .price = sale.price},
                             .from = seller,
                             .levy = asset.levy,
                             .waterfall = waterfall,
                             .status = bought(draft, asset, sale),
                             .change = std::move(change),
                             .grant_back = grant_back});
  return {.asset = row.id,
          .price = sale.price,
          .seller = seller.id,
          .grant_back = grant_back,
          .cause = cause};
}

}  // namespace quitrent::market
