// SPDX-License-Identifier: EUPL-1.2
#include "api/views/views.hpp"

#include <exception>
#include <utility>
#include <variant>

#include "api/views/activity.hpp"
#include "api/views/asset_list.hpp"
#include "api/views/filling.hpp"
#include "api/views/history.hpp"
#include "api/views/lineage.hpp"
#include "api/views/party_list.hpp"
#include "api/views/past.hpp"
#include "api/views/purchases.hpp"
#include "api/views/revenue.hpp"
#include "api/views/statement.hpp"
#include "api/views/view_reader.hpp"
#include "registry/journal/verified_reader.hpp"
#include "registry/storage/sqlite/database.hpp"
#include "registry/vocabulary/bytes.hpp"

namespace quitrent::api {

/// The filling of the views, and reads with a reader of the pool.
struct Views::Machine {
  Machine(std::filesystem::path path, ViewsSource source)
      : filling{std::move(path), std::move(source)} {}

  /// Runs `read` with a reader of its own. A fault of the file becomes ViewsUnavailable; impossible
  /// content also makes the views anew.
  template <class Read>
  auto reading(Read&& read) {
    Filling::PooledReader pooled;
    try {
      pooled = filling.take_reader();
      auto answer = std::forward<Read>(read)(*pooled.reader);
      filling.return_reader(std::move(pooled));
      return answer;
    } catch (const SqliteFault& fault) {
      if (fault.may_pass()) {
        filling.say(fault.what());
      } else {
        filling.doubt(pooled.generation, fault.what());
      }
      throw ViewsUnavailable(fault.what());
    } catch (const DamagedBytes& fault) {
      distrust(pooled, fault);
    } catch (const std::logic_error& fault) {
      distrust(pooled, fault);
    } catch (const std::range_error& fault) {
      distrust(pooled, fault);
    } catch (const std::overflow_error& fault) {
      distrust(pooled, fault);
    } catch (const std::bad_variant_access& fault) {
      distrust(pooled, fault);
    }
  }

  [[noreturn]] void distrust(const Filling::PooledReader& pooled, const std::exception& fault) {
    filling.doubt_once(pooled.generation, fault.what());
    throw ViewsUnavailable(fault.what());
  }

  Filling filling;
};

Views::Views(std::filesystem::path path, ViewsSource source)
    : machine_{std::make_unique<Machine>(std::move(path), std::move(source))} {
  machine_->filling.open();
}

Views::~Views() = default;

void Views::catch_up(Sequence newest, const Progress& progress) {
  machine_->filling.catch_up(newest, progress);
}

// Wakes nobody: the thread checks at intervals, and at once where a reader waits.
void Views::committed(Sequence newest) noexcept { machine_->filling.committed(newest); }

bool Views::wait_until(Sequence sequence, std::chrono::milliseconds at_most) {
  return machine_->filling.wait_until(sequence, at_most);
}

Sequence Views::holds() const noexcept { return machine_->filling.holds(); }

ViewsStatus Views::status() const { return machine_->filling.status(); }

void Views::try_out() {
  machine_->reading([](ViewReader& reader) { return reader.turn(); });
}

AssetPage Views::assets(const AssetQuery& query, const LookAtBooks& books) {
  return machine_->reading([&](ViewReader& reader) { return api::assets(reader, query, books); });
}

PartyPage Views::parties(const PartyQuery& query) {
  return machine_->reading([&](ViewReader& reader) { return api::parties(reader, query); });
}

std::optional<PartyView> Views::party(const PartyId& id) {
  return machine_->reading([&](ViewReader& reader) { return api::party(reader, id); });
}

std::vector<TitleLink> Views::chain_of_title(const AssetId& asset, std::uint64_t after,
                                             std::size_t limit) {
  return machine_->reading(
      [&](ViewReader& reader) { return api::chain_of_title(reader, asset, after, limit); });
}

void Views::events_of(const AssetId& asset, std::uint64_t after, const TakeEvent& take) {
  machine_->reading([&](ViewReader& reader) {
    api::events_of(reader, asset, after, take);
    return true;
  });
}

std::unique_ptr<JournalReader> Views::journal_reader() const {
  return std::make_unique<VerifiedReader>(machine_->filling.source().journal.reader());
}

std::vector<NumberedEvent> Views::events_after(std::uint64_t after, std::size_t limit) {
  return machine_->reading(
      [&](ViewReader& reader) { return api::events_after(reader, after, limit); });
}

std::optional<PurchaseView> Views::purchase(const PurchaseId& id) {
  return machine_->reading([&](ViewReader& reader) { return api::purchase(reader, id); });
}

std::optional<std::int64_t> Views::purchases_after(const PurchaseQuery& query,
                                                   const TakePurchase& take) {
  return machine_->reading(
      [&](ViewReader& reader) { return api::purchases_after(reader, query, take); });
}

AccountStatement Views::statement(const StatementQuery& query) {
  return machine_->reading([&](ViewReader& reader) { return api::statement(reader, query); });
}

std::vector<ContestView> Views::contests_of(const AssetId& asset, Sequence after,
                                            std::size_t limit) {
  return machine_->reading(
      [&](ViewReader& reader) { return api::contests_of(reader, asset, after, limit); });
}

LineagePage Views::derived_from(const AssetId& asset, std::optional<Ordinal> after,
                                std::size_t limit) {
  return machine_->reading(
      [&](ViewReader& reader) { return api::derived_from(reader, asset, after, limit); });
}

std::optional<AssetReplay> Views::asset_at(const AssetId& asset, Instant at) {
  const Sequence newest = holds();
  return machine_->reading([&](ViewReader& reader) {
    return api::asset_at(reader, asset, {.newest = newest, .at = at});
  });
}

std::optional<TaxHistory> Views::tax_history(const AssetId& asset, Period over) {
  const Sequence newest = holds();
  return machine_->reading(
      [&](ViewReader& reader) { return api::tax_history(reader, asset, over, newest); });
}

RevenueFlow Views::revenue(Period period) {
  const Sequence newest = holds();
  return machine_->reading(
      [&](ViewReader& reader) { return api::revenue(reader, period, newest); });
}

ActivitySums Views::activity(Period period) {
  const Sequence newest = holds();
  return machine_->reading(
      [&](ViewReader& reader) { return api::activity(reader, period, newest); });
}

ClassSums Views::class_sums() {
  return machine_->reading([](ViewReader& reader) { return api::class_sums(reader); });
}

}  // namespace quitrent::api
