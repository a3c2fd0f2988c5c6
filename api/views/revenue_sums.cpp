// SPDX-License-Identifier: EUPL-1.2
#include "api/views/revenue_sums.hpp"

#include <algorithm>
#include <cstddef>
#include <variant>

#include "registry/vocabulary/bytes.hpp"

namespace quitrent::api {
namespace {

WideMoney sum(const WideMoney& left, const WideMoney& right) {
  const std::uint64_t low = left.low() + right.low();
  return WideMoney::from_words(left.high() + right.high() + (low < left.low() ? 1 : 0), low);
}

void write(ByteWriter& writer, const WideMoney& amount) {
  writer.number(amount.high());
  writer.number(amount.low());
}

WideMoney amount_of(ByteReader& reader) {
  const std::uint64_t high = reader.number();
  return WideMoney::from_words(high, reader.number());
}

BeneficiarySums& beneficiary(RevenueSums& sums, std::size_t account) {
  if (account >= sums.beneficiaries.size()) sums.beneficiaries.resize(account + 1);
  return sums.beneficiaries[account];
}

void add(RevenueSums& sums, const market::MoneyPosted& event, const ClassOfAsset& class_of) {
  const Posting& posting = event.posting;
  for (const PostingLine& line : posting.lines) {
    const bool in = line.amount > Money{};
    if (line.account.kind == AccountKind::revenue && in) {
      // Only what comes into revenue counts here; what leaves it counts where it arrives.
      WideMoney& source = posting.has_asset && posting.kind != PostingKind::debt
                              ? sums.by_class.at(static_cast<std::size_t>(class_of(posting.asset)))
                              : sums.debts;
      source.grow(line.amount);
    } else if (line.account.kind == AccountKind::beneficiary) {
      BeneficiarySums& account = beneficiary(sums, line.account.owner);
      if (in) {
        account.apportioned.grow(line.amount);
      } else {
        account.paid_out.grow(-line.amount);
      }
    }
  }
}

/// Beneficiaries get their accounts in the order in which their names first occur.
void add(RevenueSums& sums, const market::RevenueApportioned& event) {
  for (const market::ApportionedShare& share : event.shares) {
    std::size_t account = 0;
    while (account < sums.beneficiaries.size() && !sums.beneficiaries[account].name.empty() &&
           sums.beneficiaries[account].name != share.to) {
      ++account;
    }
    beneficiary(sums, account).name = share.to;
  }
}

void add(RevenueSums& sums, const market::RegisterLevied& event) {
  for (std::size_t of_class = 0; of_class < event.paid.size(); ++of_class) {
    sums.by_class.at(of_class).grow(event.paid.at(of_class));
  }
}

}  // namespace

WideMoney difference(const WideMoney& left, const WideMoney& right) {
  const std::uint64_t low = left.low() - right.low();
  return WideMoney::from_words(left.high() - right.high() - (left.low() < right.low() ? 1 : 0),
                               low);
}

void add(RevenueSums& sums, const market::Event& event, const ClassOfAsset& class_of) {
  if (const auto* posted = std::get_if<market::MoneyPosted>(&event)) add(sums, *posted, class_of);
  if (const auto* levied = std::get_if<market::RegisterLevied>(&event)) add(sums, *levied);
  if (const auto* shared = std::get_if<market::RevenueApportioned>(&event)) add(sums, *shared);
}

WideMoney received(const RevenueSums& sums) {
  WideMoney all = sums.debts;
  for (const WideMoney& of_class : sums.by_class) all = sum(all, of_class);
  return all;
}

WideMoney apportioned(const RevenueSums& sums) {
  WideMoney all;
  for (const BeneficiarySums& account : sums.beneficiaries) all = sum(all, account.apportioned);
  return all;
}

WideMoney balance(const RevenueSums& sums) { return difference(received(sums), apportioned(sums)); }

RevenueSums between(const RevenueSums& before, const RevenueSums& after) {
  RevenueSums moved = after;
  for (std::size_t of_class = 0; of_class < moved.by_class.size(); ++of_class) {
    moved.by_class.at(of_class) =
        difference(after.by_class.at(of_class), before.by_class.at(of_class));
  }
  moved.debts = difference(after.debts, before.debts);
  const std::size_t known = std::min(before.beneficiaries.size(), moved.beneficiaries.size());
  for (std::size_t account = 0; account < known; ++account) {
    const BeneficiarySums& then = before.beneficiaries[account];
    BeneficiarySums& now = moved.beneficiaries[account];
    now.apportioned = difference(now.apportioned, then.apportioned);
    now.paid_out = difference(now.paid_out, then.paid_out);
  }
  return moved;
}

std::string encoded(const RevenueSums& sums) {
  ByteWriter writer;
  for (const WideMoney& of_class : sums.by_class) write(writer, of_class);
  write(writer, sums.debts);
  for (const BeneficiarySums& account : sums.beneficiaries) {
    writer.text(account.name);
    write(writer, account.apportioned);
    write(writer, account.paid_out);
  }
  return writer.take();
}

RevenueSums revenue_sums(std::string_view bytes) {
  RevenueSums sums;
  if (bytes.empty()) return sums;
  ByteReader reader{bytes};
  for (WideMoney& of_class : sums.by_class) of_class = amount_of(reader);
  sums.debts = amount_of(reader);
  while (!reader.at_end()) {
    BeneficiarySums account;
    account.name = reader.text();
    account.apportioned = amount_of(reader);
    account.paid_out = amount_of(reader);
    sums.beneficiaries.push_back(std::move(account));
  }
  return sums;
}

}  // namespace quitrent::api
