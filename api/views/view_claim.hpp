// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>

#include "registry/journal/journal.hpp"
#include "registry/vocabulary/digest.hpp"

namespace quitrent::api {

/// How far views say that they have come.
struct ViewClaim {
  Sequence sequence = 0;  ///< of the newest entry in them
  Digest digest;          ///< chain digest of that entry
};

/// What the views at `path` say, which nobody has open, read defensively: nothing where there are
/// none, where they are damaged or of another layout, or where a byte of what was read is not as
/// the register with this digest wrote it. Changes nothing in them.
std::optional<ViewClaim> claim_of_views(const std::filesystem::path& path,
                                        const KeyedDigest& keyed_digest);

}  // namespace quitrent::api
