// SPDX-License-Identifier: EUPL-1.2
#include "tools/import/history/chance_days.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "registry/vocabulary/scaled.hpp"
#include "tools/import/history/titles.hpp"

namespace quitrent::history {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kLastRegistration = 640;
constexpr std::int64_t kTopUpBelow_days = 20;
constexpr Duration kSettling = Duration::from_days(25);
/// In the last days somebody buys each day, so that a visitor sees recent sales.
constexpr int kLastDays = 724;
constexpr int kLastBasket = 728;

/// A value of 100.00 to 5 million, each size of value as likely.
Money some_value(Chance& chance) {
  std::int64_t micro = 10'000'000 * chance.between(10, 99);
  for (std::int64_t size = chance.between(0, 4); size > 0; --size) micro *= 10;
  return least(rounded(Money::from_micro(micro)), kDearest);
}

}  // namespace

ChanceDays::ChanceDays(Draft& draft) : draft_{draft} {
  for (const Person& person : people()) {
    if (person.part == Part::trader) traders_.emplace_back(person.name);
  }
  plan_registrations();
}

void ChanceDays::plan_registrations() {
  for (const Trade& trade : trades()) {
    const std::span<const Offer> offers = offers_of(trade.asset_class);
    std::size_t next = 0;
    for (const std::string_view title : trade.titles) {
      const Offer& offer = offers[next++ % offers.size()];
      // Half of them in the first two months.
      const int day = static_cast<int>(chance_.once_in(2) ? chance_.between(1, 60)
                                                          : chance_.between(61, kLastRegistration));
      registrations_.emplace(day, NewAsset{.name = title,
                                           .asset_class = trade.asset_class,
                                           .holder = chance_.one_of(traders_),
                                           .value = some_value(chance_),
                                           .terms = offer.terms,
                                           .permille = offer.permille,
                                           .escrow_days = chance_.between(60, 240)});
    }
  }
}

void ChanceDays::register_those_of(int day) {
  const auto [first, last] = registrations_.equal_range(day);
  for (auto at = first; at != last; ++at) draft_.register_asset(at->second);
}

void ChanceDays::keep_funded(int day) {
  for (Holding& asset : draft_.assets()) {
    if (asset.care == Care::nobody || asset.permille == 0) continue;
    if (asset.expires_at <= draft_.day(day + 1)) {
      asset.care = Care::nobody;
    } else if (draft_.days_funded(asset) < kTopUpBelow_days) {
      draft_.deposit(asset, chance_.between(90, 260));
    }
  }
}

void ChanceDays::reassess() {
  for (Holding& asset : draft_.assets()) {
    if (asset.care != Care::ordinary || draft_.now() < asset.busy_until || !chance_.once_in(110)) {
      continue;
    }
    const std::int64_t permille =
        chance_.once_in(3) ? chance_.between(700, 950) : chance_.between(1040, 1400);
    const Money value =
        least(rounded(scaled(asset.value, permille, 1000, Rounding::down)), kDearest);
    if (value != asset.value) draft_.assess(asset, value);
  }
}

std::vector<Holding*> ChanceDays::for_sale(std::size_t count) {
  std::vector<Holding*> settled;
  for (Holding& asset : draft_.assets()) {
    const bool may = asset.care == Care::ordinary && draft_.now() >= asset.busy_until &&
                     draft_.now() >= asset.registered_at + kSettling;
    // Where a purchase waits for its notice, it is alone in it.
    const bool waits = asset.asset_class == "design" || asset.asset_class == "trademark";
    if (may && !(waits && (count > 1 || draft_.now() >= draft_.day(kLastDays)))) {
      settled.push_back(&asset);
    }
  }
  std::vector<Holding*> chosen;
  while (chosen.size() < count && !settled.empty()) {
    const std::size_t at = chance_.below(settled.size());
    chosen.push_back(settled[at]);
    settled.erase(settled.begin() + static_cast<std::ptrdiff_t>(at));
  }
  return chosen;
}

std::string ChanceDays::somebody_but(const std::vector<Holding*>& assets) {
  while (true) {
    const std::string& name = chance_.one_of(traders_);
    if (std::ranges::none_of(assets, [&name](const Holding* one) { return one->holder == name; })) {
      return name;
    }
  }
}

void ChanceDays::sell(std::size_t count) {
  const std::vector<Holding*> assets = for_sale(count);
  if (assets.empty()) return;
  const std::string seller = assets.front()->holder;
  const Money price = assets.front()->value;
  draft_.buy(somebody_but(assets), assets, chance_.between(1000, 1350));
  const bool waits = assets.front()->busy_until > draft_.now();
  if (waits || !chance_.once_in(3)) return;
  draft_.file({.kind = StepKind::payout,
               .by = seller,
               .subject = party_mark(seller),
               .body = Json{{"amount", to_text(rounded(scaled(price, 1, 2, Rounding::down)))},
                            {"reference", "invented payout"}}
                           .dump()});
}

void ChanceDays::confirm() {
  std::vector<Holding*> claimed;
  for (Holding& asset : draft_.assets()) {
    if (asset.care == Care::ordinary && !asset.confirmed) claimed.push_back(&asset);
  }
  if (claimed.empty()) return;
  Holding& asset = *chance_.one_of(claimed);
  asset.confirmed = true;
  draft_.file({.kind = StepKind::evidence,
               .by = std::string{chance_.once_in(2) ? kFirstRegistrar : kSecondRegistrar},
               .subject = asset_mark(asset.name),
               .body = Json{{"reference", "invented deed of " + asset.name}}.dump()});
}

void ChanceDays::play(int day) {
  register_those_of(day);
  keep_funded(day);
  reassess();
  if (day > 40 && (day >= kLastDays || chance_.once_in(6))) {
    const bool basket = day == kLastBasket || (day < kLastDays && chance_.once_in(7));
    sell(basket ? 3 : 1);
  }
  if (chance_.once_in(14)) confirm();
}

}  // namespace quitrent::history
