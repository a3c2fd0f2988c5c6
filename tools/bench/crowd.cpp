// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/crowd.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "market/codec/events.hpp"
#include "market/due/changes.hpp"
#include "market/due/due_queue.hpp"
#include "market/state/apply.hpp"
#include "market/state/figures.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tax/delinquency.hpp"
#include "tax/schedule/founding.hpp"
#include "tools/bench/measure.hpp"
#include "tools/bench/sample_register.hpp"
#include "tools/chance.hpp"

namespace quitrent::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t kAssetsAParty = 10;
constexpr std::size_t kBatch = 1'000;
constexpr std::size_t kWarmUp = 1'000;
/// Few enough that among 100'000 assets no foreclosure comes before the last of these lapses: grace
/// is thirty days.
constexpr std::size_t kChanges = 7'000;
/// 2026-01-01T00:00:00Z.
constexpr Instant kFounded = Instant::from_seconds(1'767'225'600);

template <class Id>
Id numbered(std::uint64_t number) {
  // Its bytes are spread like those of real identifiers, because the books find it by a hash.
  Chance chance{number};
  Seed seed;
  for (auto& byte : seed.bytes) byte = static_cast<std::uint8_t>(chance.below(256));
  return Id::derived(seed, 0, kFounded);
}

void add_party(market::Books& books, std::size_t number) {
  const std::string name = fmt::format("Party number {:07}", number);
  apply(books, market::PartyRegistered{.id = numbered<PartyId>(number),
                                       .name = name,
                                       .roles = Roles{Role::member},
                                       .key = sha256(name)});
}

/// An asset whose escrow runs out on some day of its first year.
market::AssetRegistered described(const market::Books& books, std::size_t number, Money escrow) {
  static const auto particulars = std::make_shared<const Particulars>(
      Particulars{.name = "Machine", .identifiers = {}, .terms = {}});
  market::AssetRegistered event;
  event.id = numbered<AssetId>(number);
  event.degree = kWhole;
  event.expires_at = kEndOfTime;
  event.particulars = particulars;
  event.holder = books.named(static_cast<Ordinal>(number / kAssetsAParty));
  AssetStatus& status = event.status;
  status.assessment = kSampleValue;
  status.escrow = escrow;
  status.levied_to = kFounded;
  const tax::Taxed taxed{
      .asset_class = event.asset_class, .assessment = status.assessment, .degree = event.degree};
  status.funded_until =
      *funded_until(*books.timeline(), taxed, market::accrual_state(status), kEndOfTime);
  return event;
}

void fill(market::Books& books, std::size_t assets) {
  apply(books,
        market::SchedulePublished{
            .id = {}, .toml = std::string{tax::founding_schedule_toml()}, .effective = kFounded});
  Chance chance{7};
  for (std::size_t number = 0; number < assets; ++number) {
    if (number % kAssetsAParty == 0) add_party(books, number / kAssetsAParty);
    const Money escrow = Money::from_micro(static_cast<std::int64_t>(chance.below(2'500'000)));
    apply(books, described(books, number, escrow));
    Posting posting{.kind = PostingKind::registration,
                    .has_asset = true,
                    .asset = static_cast<std::uint32_t>(number)};
    posting.lines = {{{AccountKind::bank, 0}, -escrow},
                     {{AccountKind::escrow, static_cast<std::uint32_t>(number)}, escrow}};
    apply(books, market::MoneyPosted{std::move(posting)});
  }
}

/// Does what the engine does with each change, except for the journal and the chain.
void bring_about(market::Books& books, market::DueQueue& queue, std::size_t changes) {
  std::size_t bytes = 0;
  for (std::size_t done = 0; done < changes;) {
    market::Books group{books};
    for (std::size_t end = std::min(changes, done + kBatch); done < end; ++done) {
      const market::DueChange due = *queue.first();
      const std::vector<market::Event> events = changes_of(group, due);
      for (const market::Event& event : events) apply(group, event);
      for (const market::Event& event : events) {
        for (const AssetId& asset : subjects(event)) {
          const Ordinal ordinal = *group.asset_ordinal(asset);
          queue.reschedule(ordinal, next_change(group, ordinal));
        }
      }
      bytes += encoded(events).public_events.size();
    }
    books.merge(std::move(group));
  }
  if (bytes == 0) throw std::runtime_error{"no change said anything"};
}

double us_since(SteadyClock::time_point begin) {
  return std::chrono::duration<double, std::micro>(SteadyClock::now() - begin).count();
}

/// Measures the queue alone: takes the first change out and adds one thirty days later, as a lapse
/// does. Unit: µs a change.
double queue_us(market::DueQueue& queue) {
  const auto begin = SteadyClock::now();
  for (std::size_t change = 0; change < kChanges; ++change) {
    market::DueChange due = *queue.first();
    due.at = due.at + Duration::from_days(30);
    due.kind = market::ChangeKind::foreclosure;
    queue.reschedule(due.asset, due);
  }
  return us_since(begin) / kChanges;
}

}  // namespace

ChangeCost cost_of_a_change(std::size_t assets) {
  static_assert(kSmallestCrowd >= 10 * (kWarmUp + kChanges));
  if (assets < kSmallestCrowd) {
    throw std::runtime_error{
        fmt::format("a queue to be measured holds {} assets or more", kSmallestCrowd)};
  }
  market::Books books;
  fill(books, assets);
  ChangeCost cost;
  market::DueQueue queue;
  const auto begin = SteadyClock::now();
  for (Ordinal asset = 0; asset < books.asset_count(); ++asset) {
    queue.reschedule(asset, next_change(books, asset));
  }
  cost.build_s = us_since(begin) / 1e6;
  bring_about(books, queue, kWarmUp);
  std::vector<double> groups_us;
  for (std::size_t done = 0; done < kChanges; done += kBatch) {
    const auto changing = SteadyClock::now();
    bring_about(books, queue, kBatch);
    groups_us.push_back(us_since(changing) / kBatch);
  }
  cost.whole_us = median(groups_us);
  cost.queue_us = queue_us(queue);
  return cost;
}

}  // namespace quitrent::bench
