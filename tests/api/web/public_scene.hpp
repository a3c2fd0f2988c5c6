// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/web/model.hpp"
#include "tests/api/http/live_dispatcher.hpp"

namespace quitrent::testing {

/// A register with what pages about rules show: brackets with a source, a schedule that is approved
/// and one that is proposed, a licence that a registrar has recorded.
struct PublicScene {
  LiveDispatcher dispatcher;
  std::string approved;  ///< identifier of a schedule: patents at 3% from 2026-03-01
  std::string proposed;  ///< identifier of a schedule: patents at 3.5% from 2026-09-01

  PublicScene();
  /// The page at a path and query of this register.
  Page page(std::string_view path, std::string_view query = {}) const;
};

/// The one scene that tests which change nothing share.
const PublicScene& public_scene();

/// Pages that enter every section of the templates of licences, schedules, help and reference.
std::vector<Page> public_pages();

}  // namespace quitrent::testing
