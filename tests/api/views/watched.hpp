// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "api/views/views.hpp"
#include "registry/storage/memory/memory_journal.hpp"
#include "registry/vocabulary/digest.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tax/schedule/founding.hpp"
#include "tax/schedule/schedule.hpp"
#include "tests/api/views/chronicle.hpp"

namespace quitrent::view_tests {

using namespace api;
using namespace market;
using namespace tax;

/// The number of assets of the journal that rich_journal() makes, and the second at which it
/// begins.
inline constexpr std::uint32_t kAssets = 400;
inline constexpr std::int64_t kNoon = 1'800'000'000;

/// A purchase of the n-th asset.
inline Event sale_of(std::uint32_t n, std::uint32_t by, std::int64_t at) {
  return Chronicle::sold({n, {1, by}, active(units(2 + n), at + 900), 1'000 + n, at});
}

/// A credit to a party.
inline Event paid(std::uint32_t party, std::int64_t amount) {
  return MoneyPosted{{.kind = PostingKind::credit,
                      .has_asset = false,
                      .asset = 0,
                      .reference = "r" + std::to_string(amount),
                      .lines = {{{AccountKind::cash, party}, units(amount)}}}};
}

/// A journal with something of every kind that the views keep.
inline std::unique_ptr<Journal> rich_journal() {
  auto journal = open_memory_journal();
  Chronicle chronicle{*journal};
  chronicle.enter(kNoon, {SchedulePublished{.id = nth<ScheduleKind>(1),
                                            .toml = std::string{founding_schedule_toml()},
                                            .effective = Instant::from_seconds(kNoon)}});
  for (std::uint32_t n = 0; n < kAssets; ++n) {
    AssetStatus status = active(units(1 + n), kNoon + 500);
    status.levied_to = Instant::from_seconds(kNoon + n);
    Particulars particulars{.name = "work " + std::to_string(n), .identifiers = {}, .terms = {}};
    if (n % 5 == 4) particulars.derived_from = {Origin{.asset = asset(n / 5), .relation = {}}};
    chronicle.enter(kNoon + n,
                    {Chronicle::registered({n, AssetClass::patent, 1, status, particulars}),
                     paid(n % 6, n + 1)});
    if (n % 3 == 2) chronicle.enter(kNoon + n, {sale_of(n, 2 + n % 4, kNoon + n)});
  }
  Contest contest;
  contest.asset = asset(7);
  chronicle.enter(kNoon + kAssets, {ContestFiled{contest}});
  return journal;
}

/// A link of a chain of title as text.
inline std::string text_of(const Conveyance& link) {
  return std::string{to_text(link.cause)} + to_text(link.holder.id) + to_text(link.at);
}

/// All answers of the views, as one text.
inline std::string everything(Views& views) {
  std::string all;
  const auto add = [&all](const auto& list, const auto& text) {
    for (const auto& one : list) all += text(one) + '\n';
    all += '\n';
  };
  const auto of_asset = [](const AssetId& id) { return to_text(id); };
  for (const AssetOrder order :
       {AssetOrder::registered_at, AssetOrder::dearest, AssetOrder::soonest_unfunded}) {
    add(views.assets({.order = order, .limit = 1'000}).assets, of_asset);
  }
  for (const char* words : {"work", "2", "work 33", "nothing"}) {
    add(views.assets({.words = words, .limit = 1'000}).assets, of_asset);
  }
  const Instant end = Instant::from_seconds(kNoon + 1'000);
  for (std::uint32_t n = 0; n < kAssets; n += 7) {
    add(chain_of_title(views, asset(n)), text_of);
    add(events_of(views, asset(n), 0, 100),
        [](const NumberedEvent& event) { return std::to_string(event.number); });
    add(views.derived_from(asset(n), {}, 100).assets, of_asset);
    all += std::to_string(views.contests_of(asset(n), 0, 100).size());
    const auto past = views.asset_at(asset(n), Instant::from_seconds(kNoon + 300));
    all += past ? to_text(past->asset()->status.assessment) : "none";
    const auto tax = views.tax_history(asset(n), {Instant::from_seconds(kNoon), end});
    all += tax ? std::to_string(tax->intervals.size()) : "none";
    const auto purchase = views.purchase(view_tests::purchase(1'000 + n));
    all += purchase ? to_text(purchase->at) : "none";
  }
  add(purchases_after(views, 0, 1'000),
      [](const PurchaseView& purchase) { return to_text(purchase.id) + to_text(purchase.at); });
  for (Ordinal party = 0; party < 6; ++party) {
    const AccountStatement statement = views.statement(
        {.party = party, .period = {Instant::from_seconds(kNoon + 90), end}, .limit = 10'000});
    all += to_text(statement.opening) + to_text(statement.closing) +
           std::to_string(statement.lines.size()) + '\n';
  }
  all += to_text(received(views.revenue({Instant::from_seconds(kNoon), end}).moved));
  return all;
}

/// A keyed digest: nobody without the secret can make it.
inline Digest under_secret(std::string_view purpose, std::string_view bytes) {
  return sha256("secret" + std::string{purpose} + std::string{bytes});
}

/// Views of a journal, and the lines in which they complain.
struct Watched {
  Watched(const std::filesystem::path& path, Journal& journal)
      : views{path,
              {.journal = journal,
               .private_events = &Chronicle::private_events,
               .complain =
                   [this](std::string_view line) {
                     const std::lock_guard lock{mutex};
                     lines.emplace_back(line);
                   },
               .keyed_digest = under_secret}},
        newest{journal.head().sequence} {
    views.catch_up(newest);
  }
  /// Asks until the views answer, as a client does.
  std::string answers() {
    for (int asked = 0; asked < 3'000; ++asked) {
      try {
        if (views.wait_until(newest)) return everything(views);
      } catch (const ViewsUnavailable&) {
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
      }
    }
    return "no answer";
  }
  std::size_t said() {
    const std::lock_guard lock{mutex};
    return lines.size();
  }
  /// Waits for a line that contains these words. Answers whether one came.
  bool says(std::string_view words) {
    for (int asked = 0; asked < 3'000; ++asked) {
      {
        const std::lock_guard lock{mutex};
        for (const std::string& line : lines) {
          if (line.find(words) != std::string::npos) return true;
        }
      }
      std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
    return false;
  }

  std::mutex mutex;
  std::vector<std::string> lines;
  Views views;
  Sequence newest;
};

}  // namespace quitrent::view_tests
