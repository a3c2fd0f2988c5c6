// SPDX-License-Identifier: EUPL-1.2
#include "api/engine/filing_stop.hpp"

#include <utility>

namespace quitrent::api {

void FilingStops::stop(std::string reason) {
  const std::scoped_lock lock{lock_};
  if (for_good_) return;
  for_good_ = std::move(reason);
  any_ = true;
  tell("filings are refused until the register is mended and started again: " + *for_good_);
}

void FilingStops::pause(std::string reason) {
  const std::scoped_lock lock{lock_};
  if (for_now_) return;
  for_now_ = std::move(reason);
  any_ = true;
  tell("filings are refused for now: " + *for_now_);
}

void FilingStops::lift() {
  const std::scoped_lock lock{lock_};
  if (!for_now_) return;
  for_now_.reset();
  any_ = for_good_.has_value();
  if (!for_good_) tell("filings are taken again");
}

std::optional<FilingStop> FilingStops::now() const {
  if (!any_) return std::nullopt;
  const std::scoped_lock lock{lock_};
  if (for_good_) return FilingStop{.reason = *for_good_, .lasts = StopLasts::until_restart};
  if (for_now_) return FilingStop{.reason = *for_now_, .lasts = StopLasts::until_lifted};
  return std::nullopt;
}

}  // namespace quitrent::api
