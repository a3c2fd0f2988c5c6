// SPDX-License-Identifier: EUPL-1.2
#include "api/http/simulations/register_copy.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "market/state/schedule_views.hpp"
#include "market/state/simulated_columns.hpp"

namespace quitrent::api {
namespace {

/// How many rows the writer copies between two groups of filings.
constexpr std::size_t kSlice = 2'000;

/// One attempt to copy the register.
class CopyAttempt {
 public:
  CopyAttempt(Engine& engine, const CopyPlan& plan)
      : engine_{engine}, plan_{plan}, changes_{engine.follow_changes()} {
    engine.inquire_between_filings([this](const market::Books& books) {
      copy_.timeline = books.timeline();
      copy_.head = engine_.committed_head();
      copy_.founded = books.founding().effective;
    });
    copy_.from =
        plan.from.value_or(std::max(plan.effective.value_or(copy_.head.at), copy_.head.at));
    copy_.effective = plan.effective.value_or(copy_.from);
    rows_.reserve(kSlice);
  }

  /// The copy; nothing where every row changed meanwhile, or a schedule was published.
  std::optional<RegisterCopy> made() {
    market::SimulatedColumns columns{copy_.timeline, copy_.from};
    for (Slice slice = Slice::more; slice != Slice::last;) {
      rows_.clear();
      engine_.inquire_between_filings([this, &slice](const market::Books& books) {
        if (plan_.slice_bounds) plan_.slice_bounds();
        slice = taken(books);
        if (plan_.slice_bounds) plan_.slice_bounds();
      });
      if (slice == Slice::void_) return std::nullopt;
      for (const market::SimulatedRow& row : rows_) columns.take(row);
      if (plan_.advanced) plan_.advanced(next_, all_);
    }
    copy_.columns = std::move(columns).finished();
    return std::move(copy_);
  }

 private:
  enum class Slice : std::uint8_t { more, last, void_ };

  /// Copies the rows that changed since they were copied, then further ones.
  Slice taken(const market::Books& books) {
    if (changes_->all || books.timeline() != copy_.timeline) return Slice::void_;
    std::vector<Ordinal>& changed = changes_->changed;
    for (; !changed.empty() && rows_.size() < kSlice; changed.pop_back()) {
      if (changed.back() < next_) rows_.emplace_back(changed.back(), books.asset(changed.back()));
    }
    all_ = books.asset_count();
    for (; next_ < all_ && rows_.size() < kSlice; ++next_) {
      rows_.emplace_back(next_, books.asset(next_));
    }
    if (!changed.empty() || next_ < all_) return Slice::more;
    copy_.head = engine_.committed_head();
    copy_.baseline_toml = *market::schedule_in_force(books, copy_.effective).toml;
    copy_.cap = books.acts().charter().max_rate;
    return Slice::last;
  }

  Engine& engine_;
  const CopyPlan& plan_;
  const std::shared_ptr<AssetChanges> changes_;
  RegisterCopy copy_;
  std::vector<market::SimulatedRow> rows_;
  Ordinal next_ = 0;
  Ordinal all_ = 0;
};

}  // namespace

RegisterCopy copied_register(Engine& engine, const CopyPlan& plan) {
  for (;;) {
    if (auto copy = CopyAttempt{engine, plan}.made()) return *std::move(copy);
  }
}

}  // namespace quitrent::api
