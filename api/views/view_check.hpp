// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>

#include "api/views/view_file.hpp"
#include "registry/vocabulary/digest.hpp"

namespace quitrent::api {

/// The result of a check of views.
struct CheckedViews {
  ViewMark mark = {};       ///< how far their tables are filled; empty where they are not whole
  std::string damage = {};  ///< what is wrong, without a full stop; empty: nothing
  std::string note = {};    ///< why they were not checked, a sentence; empty: they were
};

/// Reads every page of the views at `path`, which must exist, as a server would: each page must
/// have a seal made with `keyed_digest` and be the newest of its number, file and log must belong
/// together, and SQLite must find the tables whole. Changes nothing; a server may write the views
/// meanwhile.
CheckedViews checked_views(const std::filesystem::path& path, const KeyedDigest& keyed_digest);

}  // namespace quitrent::api
