// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>

#include "registry/journal/journal.hpp"
#include "registry/vocabulary/digest.hpp"

namespace quitrent::api {

/// The newest entry that views claim to hold.
struct ViewClaim {
  Sequence sequence = 0;  ///< of the newest entry in the views
  Digest digest;          ///< chain digest of that entry
};

/// The claim of the views at `path`, which nobody has open. Nothing where there are no views, where
/// they are damaged or of another layout, or where the seal of a page that was read is not made
/// with `keyed_digest`. Changes nothing in the file.
std::optional<ViewClaim> claim_of_views(const std::filesystem::path& path,
                                        const KeyedDigest& keyed_digest);

}  // namespace quitrent::api
