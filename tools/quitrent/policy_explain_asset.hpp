// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>
#include <memory>
#include <string>

#include "market/state/books.hpp"
#include "registry/vocabulary/instant.hpp"
#include "tax/invented_asset.hpp"
#include "tax/schedule_timeline.hpp"
#include "tools/quitrent/policy_words.hpp"
#include "tools/quitrent/slice_text.hpp"

namespace quitrent {

/// The tax of an asset of a register over a period, from its present assessment and terms, with no
/// remainder before it and up to its expiry. Under `timeline`, which may be another one than the
/// register's. Refuses, with one sentence with a full stop: an asset that nobody holds, an empty
/// period, a class that is not taken at the begin, and a tax beyond the largest Money.
std::expected<tax::ExplainedTax, std::string> explained_asset(const Asset& asset,
                                                              const tax::ScheduleTimeline& timeline,
                                                              Period over);

/// An asset of a register whose tax is asked for.
struct AssetQuestion {
  std::string schedule_file;  ///< empty: the register's own schedules
  std::string register_file;
  std::string asset;  ///< its identifier, `ast_…`
  Period over;
  bool json = false;
};

/// The schedules of a register by name: each slice of a tax names the one that it comes from.
SliceSources schedule_names(const market::Books& books);

/// Answers `quitrent policy explain --register FILE --asset ID`. The exit code is 1 where the asset
/// bears no tax. Throws PolicyFault.
CommandAnswer answer_explained_asset(const AssetQuestion& question);

}  // namespace quitrent
