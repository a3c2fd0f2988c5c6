// SPDX-License-Identifier: EUPL-1.2
#include "tools/import/history/draft.hpp"

#include <algorithm>
#include <charconv>

#include <nlohmann/json.hpp>

#include "registry/vocabulary/ensure.hpp"
#include "registry/vocabulary/scaled.hpp"
#include "tools/import/history/titles.hpp"

namespace quitrent::history {
namespace {

using Json = nlohmann::ordered_json;

constexpr Duration kDawn = Duration::from_seconds(28'800);
constexpr Duration kBetweenFilings = Duration::from_seconds(900);
/// So many filings share a second: each move of the clock takes the register some time.
constexpr int kFilingsAtOnce = 4;
constexpr std::int64_t kCoverDays = 32;
constexpr std::int64_t kFirstEscrowDays = 120;
/// What a bank transfer is rounded up to.
constexpr std::int64_t kTransfer_micro = 5'000'000'000;

std::string date_of(Instant at) { return to_text(at).substr(0, 10); }

bool has_notice(const Holding& asset) {
  return asset.asset_class == "design" || asset.asset_class == "trademark";
}

}  // namespace

Money rounded(Money amount) {
  std::int64_t unit = 1'000'000;
  while (amount.micro() / unit >= 100) unit *= 10;
  return greatest(Money::from_micro(amount.micro() / unit * unit), Money::from_micro(100'000'000));
}

std::string party_mark(std::string_view name) { return "@party:" + std::string{name}; }
std::string asset_mark(std::string_view name) { return "@asset:" + std::string{name}; }

void Draft::begin_day(int day) { now_ = this->day(day) + kDawn; }

std::string Draft::timed(std::string_view text) const {
  std::string timed;
  while (!text.empty()) {
    const std::size_t at = std::min(text.find('@'), text.size());
    timed += text.substr(0, at);
    text.remove_prefix(at);
    const std::size_t colon = text.find(':');
    const std::string_view mark = text.substr(0, colon == text.npos ? 0 : colon);
    int days = 0;
    const char* rest = nullptr;
    if (mark == "@at" || mark == "@day" || mark == "@later") {
      rest = std::from_chars(text.data() + colon + 1, text.data() + text.size(), days).ptr;
      const Instant named = mark == "@later" ? now_ + Duration::from_days(days) : this->day(days);
      timed += mark == "@at" ? to_text(named) : date_of(named);
      text.remove_prefix(static_cast<std::size_t>(rest - text.data()));
    } else if (!text.empty()) {
      timed += text.front();
      text.remove_prefix(1);
    }
  }
  return timed;
}

void Draft::file(Step step) {
  step.at = now_;
  step.body = timed(step.body);
  steps_.push_back(std::move(step));
  if (++filed_ % kFilingsAtOnce == 0) now_ = now_ + kBetweenFilings;
}

void Draft::join(const Person& person) {
  file({.kind = StepKind::party,
        .body = Json{{"name", person.name}, {"roles", Json::array({role_of(person.part)})}}.dump(),
        .makes = party_mark(person.name)});
}

void Draft::spend(std::string_view party, Money amount) {
  Money& cash = cash_[std::string{party}];
  if (cash < amount) {
    const std::int64_t missing = (amount - cash).micro();
    const Money transfer = Money::from_micro((missing / kTransfer_micro + 2) * kTransfer_micro);
    file({.kind = StepKind::credit,
          .subject = party_mark(party),
          .body = Json{{"amount", to_text(transfer)},
                       {"reference", "invented transfer " + std::to_string(++transfers_)}}
                      .dump()});
    cash += transfer;
  }
  cash -= amount;
}

Money Draft::tax(const Holding& asset, std::int64_t days) {
  return scaled(asset.value, trade_of(asset.asset_class).rate_permille * asset.permille * days,
                365'000'000, Rounding::up);
}

void Draft::register_asset(const NewAsset& asset) {
  Holding held{.name = std::string{asset.name},
               .asset_class = std::string{asset.asset_class},
               .holder = std::string{asset.holder},
               .permille = asset.permille,
               .value = asset.value,
               .escrow = {},
               .counted_at = {},
               .registered_at = {},
               .expires_at = asset.expires_day == 0 ? kEndOfTime : day(asset.expires_day),
               .busy_until = {},
               .care = asset.care};
  held.escrow = tax(held, asset.escrow_days == 0 ? kFirstEscrowDays : asset.escrow_days);
  spend(asset.holder, held.escrow);
  held.counted_at = held.registered_at = now_;
  Json body{{"name", asset.name}, {"class", asset.asset_class}};
  body["identifiers"] = Json::array({{{"scheme", "invented"}, {"value", "history " + held.name}}});
  if (!asset.terms.empty()) body["terms"] = Json::parse(timed(asset.terms));
  if (!asset.origin.empty()) {
    body["derived_from"] =
        Json::array({{{"asset", asset_mark(asset.origin)}, {"relation", asset.relation}}});
  }
  body["assessment"] = to_text(asset.value);
  body["escrow"] = to_text(held.escrow);
  if (asset.expires_day != 0) body["expires_at"] = to_text(day(asset.expires_day));
  file({.kind = StepKind::registration,
        .by = held.holder,
        .body = body.dump(),
        .makes = asset_mark(held.name)});
  assets_.push_back(std::move(held));
}

/// Takes the tax since the last count out of the estimate.
void Draft::count(Holding& asset) const {
  const std::int64_t days = std::max<std::int64_t>((now_ - asset.counted_at).seconds(), 0) / 86'400;
  asset.escrow = greatest(asset.escrow - tax(asset, days + 1), Money{});
  asset.counted_at = std::max(now_, asset.counted_at);
}

std::int64_t Draft::days_funded(const Holding& asset) const {
  const Money a_thousand_days = tax(asset, 1000);
  if (a_thousand_days == Money{}) return 10'000;
  const Money lasts = scaled(asset.escrow, 1000, a_thousand_days.micro(), Rounding::down);
  return lasts.micro() - (now_ - asset.counted_at).seconds() / 86'400;
}

void Draft::deposit(Holding& asset, std::int64_t days) {
  const Money amount = greatest(tax(asset, days), Money::from_micro(10'000));
  spend(asset.holder, amount);
  count(asset);
  asset.escrow += amount;
  file({.kind = StepKind::deposit,
        .by = asset.holder,
        .subject = asset_mark(asset.name),
        .body = Json{{"amount", to_text(amount)}}.dump()});
}

void Draft::assess(Holding& asset, Money value) {
  count(asset);
  const Money before = std::exchange(asset.value, value);
  if (days_funded(asset) < kCoverDays && value > before) deposit(asset, kCoverDays);
  file({.kind = StepKind::assessment,
        .by = asset.holder,
        .subject = asset_mark(asset.name),
        .body = Json{{"assessment", to_text(value)}}.dump()});
}

void Draft::buy(std::string_view buyer, const std::vector<Holding*>& assets,
                std::int64_t permille) {
  Json items = Json::array();
  Money cost;
  bool waits = false;
  for (Holding* asset : assets) {
    const Money next = rounded(scaled(asset->value, permille, 1000, Rounding::down));
    const Money price = std::exchange(asset->value, least(next, kDearest));
    asset->escrow = tax(*asset, kFirstEscrowDays);
    cost += price + asset->escrow;
    waits = waits || has_notice(*asset);
    items.push_back({{"asset", asset_mark(asset->name)},
                     {"max_price", to_text(price)},
                     {"assessment", to_text(asset->value)},
                     {"escrow", to_text(asset->escrow)}});
  }
  spend(buyer, cost);
  for (Holding* asset : assets) {
    asset->holder = buyer;
    asset->counted_at = now_;
    if (waits && now_ >= day(kReformDay - 1)) {
      asset->busy_until = now_ + Duration::from_days(kNoticeDays + 1);
    }
  }
  file({.kind = StepKind::purchase,
        .by = std::string{buyer},
        .body = Json{{"items", std::move(items)}}.dump()});
}

Holding& Draft::asset(std::string_view name) {
  const auto found = std::ranges::find(assets_, name, &Holding::name);
  ensure(found != assets_.end(), "the history names assets that it registered");
  return *found;
}

}  // namespace quitrent::history
