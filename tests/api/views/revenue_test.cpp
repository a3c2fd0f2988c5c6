// SPDX-License-Identifier: EUPL-1.2
//
// Revenue by period, compared with a plain sum over the same movements.
#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "api/views/views.hpp"
#include "registry/storage/memory/memory_journal.hpp"
#include "tests/api/views/chronicle.hpp"
#include "tests/registry/storage/fixture.hpp"

using namespace quitrent;
using namespace quitrent::api;
using namespace quitrent::market;
using namespace quitrent::tax;
using namespace quitrent::view_tests;
using storage_tests::TemporaryFolder;

namespace {

constexpr Account kRevenue{AccountKind::revenue, 0};
constexpr Account kBank{AccountKind::bank, 0};
constexpr auto kNames = std::to_array<const char*>({"treasury", "commons fund", "dividend"});

Account beneficiary(std::uint32_t account) { return {AccountKind::beneficiary, account}; }

Event moved(PostingKind kind, std::optional<std::uint32_t> asset, std::vector<PostingLine> lines) {
  return MoneyPosted{{.kind = kind,
                      .has_asset = asset.has_value(),
                      .asset = asset.value_or(0),
                      .reference = {},
                      .lines = std::move(lines)}};
}

Money micro(std::int64_t amount) { return Money::from_micro(amount); }

WideMoney wide(std::int64_t amount) {
  WideMoney answer;
  answer.grow(micro(amount));
  return answer;
}

/// One movement in the plain sum: received from a class (0…6) or from debts (7), apportioned to a
/// beneficiary (8 + account), or paid out of its account (11 + account).
struct Movement {
  std::int64_t at;
  std::size_t column;
  std::int64_t amount;
};
constexpr std::size_t kColumns = 14;
using Columns = std::array<std::int64_t, kColumns>;

/// 2,600 entries of every kind that moves revenue, and of some kinds that do not.
class Takings {
 public:
  explicit Takings(Journal& journal) : chronicle_{journal} {
    for (std::uint32_t ordinal = 0; ordinal < kAssetClasses.size(); ++ordinal) {
      chronicle_.enter(10,
                       {Chronicle::registered({ordinal,
                                               kAssetClasses[ordinal],
                                               1,
                                               active(units(1), 9),
                                               {.name = "n", .identifiers = {}, .terms = {}}})});
    }
  }

  void add_entries(int entries) {
    for (int round = 0; round < entries; ++round) {
      at_ += number(4);
      chronicle_.enter(at_, events());
    }
  }

  Columns expected(std::int64_t from, std::int64_t to) const {
    Columns sums{};
    for (const Movement& movement : movements_) {
      if (movement.at >= from && movement.at < to) sums.at(movement.column) += movement.amount;
    }
    return sums;
  }
  std::int64_t end() const { return at_ + 1; }

 private:
  std::int64_t number(std::int64_t below) {
    return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(below));
  }
  void add(std::size_t column, std::int64_t amount) {
    movements_.push_back({at_, column, amount});
    if (column < 8) revenue_ += amount;
    if (column >= 8 && column < 11) revenue_ -= amount;
  }

  std::vector<Event> events() {
    const auto ordinal = static_cast<std::uint32_t>(number(7));
    const std::int64_t amount = 1 + number(1'000'000);
    switch (number(7)) {
      case 0:
      case 1:
        add(ordinal, amount);
        return {
            moved(PostingKind::levy, ordinal,
                  {{{AccountKind::escrow, ordinal}, -micro(amount)}, {kRevenue, micro(amount)}})};
      case 2:
        add(ordinal, amount);
        add(ordinal, 5);
        return {moved(PostingKind::purchase, ordinal,
                      {{{AccountKind::cash, 1}, -micro(amount + 9)},
                       {kRevenue, micro(amount)},
                       {{AccountKind::cash, 2}, micro(9)}}),
                moved(PostingKind::redemption, ordinal,
                      {{{AccountKind::cash, 1}, -micro(5)}, {kRevenue, micro(5)}})};
      case 3:
        add(7, amount);
        return {moved(PostingKind::debt, {},
                      {{{AccountKind::cash, 3}, -micro(amount)}, {kRevenue, micro(amount)}})};
      case 4: {
        RegisterLevied levied{.at = Instant::from_seconds(at_)};
        for (std::size_t of_class = 0; of_class < levied.paid.size(); ++of_class) {
          levied.paid.at(of_class) = micro(number(1'000));
          add(of_class, levied.paid.at(of_class).micro());
        }
        return {levied};
      }
      case 5:
        return apportioned();
      default:
        return paid_out();
    }
  }

  std::vector<Event> apportioned() {
    if (revenue_ == 0) return {};
    // The second beneficiary is added later and gets nothing at first, so there is no line for it.
    const std::int64_t to_second = rounds_++ < 3 ? 0 : revenue_ / 3;
    const std::int64_t to_third = rounds_ < 20 ? 0 : revenue_ / 5;
    const std::array<std::int64_t, 3> amounts{revenue_ - to_second - to_third, to_second, to_third};
    RevenueApportioned fact{.amount = micro(revenue_), .shares = {}};
    std::vector<PostingLine> lines{{kRevenue, -micro(revenue_)}};
    for (std::uint32_t account = 0; account < 3; ++account) {
      if (account == 2 && rounds_ < 20) continue;
      fact.shares.push_back({kNames[account], micro(amounts.at(account))});
      if (amounts.at(account) == 0) continue;
      lines.push_back({beneficiary(account), micro(amounts.at(account))});
      add(8 + account, amounts.at(account));
    }
    return {moved(PostingKind::apportionment, {}, lines), fact};
  }

  std::vector<Event> paid_out() {
    if (rounds_ == 0) return {};
    add(11, 1);
    return {moved(PostingKind::beneficiary_payout, {},
                  {{beneficiary(0), -micro(1)}, {kBank, micro(1)}})};
  }

  Chronicle chronicle_;
  std::mt19937_64 random_{20'261'123};
  std::int64_t at_ = 100;
  std::int64_t revenue_ = 0;
  int rounds_ = 0;
  std::vector<Movement> movements_;
};

void check_period(Views& views, const Takings& takings, std::int64_t from, std::int64_t to) {
  CAPTURE(from);
  CAPTURE(to);
  const RevenueFlow flow = views.revenue({Instant::from_seconds(from), Instant::from_seconds(to)});
  const Columns expected = takings.expected(from, to);
  for (std::size_t of_class = 0; of_class < 7; ++of_class) {
    CHECK(flow.moved.by_class.at(of_class) == wide(expected.at(of_class)));
  }
  CHECK(flow.moved.debts == wide(expected.at(7)));
  for (std::size_t account = 0; account < 3; ++account) {
    const bool known = account < flow.moved.beneficiaries.size();
    const BeneficiarySums sums = known ? flow.moved.beneficiaries[account] : BeneficiarySums{};
    CHECK(sums.apportioned == wide(expected.at(8 + account)));
    CHECK(sums.paid_out == wide(expected.at(11 + account)));
    if (known) CHECK(sums.name == kNames.at(account));
  }
  const auto balance_at = [&](std::int64_t second) {
    const Columns all = takings.expected(0, second);
    std::int64_t sum = 0;
    for (std::size_t column = 0; column < 8; ++column) sum += all.at(column);
    return sum - all.at(8) - all.at(9) - all.at(10);
  };
  CHECK(flow.opening == wide(balance_at(from)));
  CHECK(flow.closing == wide(balance_at(std::max(from, to))));
}

}  // namespace

TEST_CASE("no entry, no revenue") {
  const TemporaryFolder folder;
  const auto journal = open_memory_journal();
  Views views{folder.path() / "views",
              {*journal, &Chronicle::private_events, [](std::string_view) {}}};
  views.catch_up(0);
  const RevenueFlow flow = views.revenue({Instant{}, kEndOfTime});
  CHECK(flow.opening == WideMoney{});
  CHECK(received(flow.moved) == WideMoney{});
  CHECK(flow.moved.beneficiaries.empty());
}

TEST_CASE("the revenue of any period is the plain sum over its seconds") {
  const TemporaryFolder folder;
  const auto journal = open_memory_journal();
  Takings takings{*journal};
  std::mt19937 random{7};
  // The views are closed and opened three times, and continue each time.
  for (const int entries : {505, 700, 1'400}) {
    takings.add_entries(entries);
    Views views{folder.path() / "views",
                {*journal, &Chronicle::private_events, [](std::string_view) {}}};
    views.catch_up(journal->head().sequence);
    check_period(views, takings, 0, takings.end());
    check_period(views, takings, takings.end(), takings.end() + 5);
    check_period(views, takings, 500, 500);
    check_period(views, takings, 600, 500);
    for (int round = 0; round < 100; ++round) {
      const auto from =
          static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(takings.end()));
      check_period(views, takings, from,
                   from + static_cast<std::int64_t>(random() % (round % 2 == 0 ? 30 : 9'000)));
    }
  }
}

TEST_CASE("sums do not end where money does") {
  RevenueSums sums;
  RegisterLevied levied;
  levied.paid.at(2) = Money::from_micro(std::numeric_limits<std::int64_t>::max());
  const ClassOfAsset no_class = [](std::uint32_t) { return AssetClass::patent; };
  for (int times = 0; times < 4; ++times) add(sums, levied, no_class);
  // 4 · (2^63 - 1) = 1 · 2^64 + (2^64 - 4)
  const auto four = WideMoney::from_words(1, std::numeric_limits<std::uint64_t>::max() - 3);
  CHECK(received(sums) == four);
  const RevenueSums read = revenue_sums(encoded(sums));
  CHECK(received(read) == four);
  add(sums, levied, no_class);
  CHECK(received(between(read, sums)) ==
        WideMoney::from_words(0, std::numeric_limits<std::int64_t>::max()));
}
