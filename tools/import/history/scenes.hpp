// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <string_view>

#include "tools/import/history/draft.hpp"

namespace quitrent::history {

/// One line of the stories.
struct Scene {
  int day;
  StepKind kind;
  std::string_view by = {};     ///< the party that files; empty: the holder of the asset
  std::string_view asset = {};  ///< or the party, where the kind is about one
  /// The body in JSON, with marks. Of a deposit: the days for which it pays. Of an assessment: the
  /// value, in whole units. Of a purchase: the new value, in permille of the price.
  std::string_view body = {};
  std::string_view makes = {};  ///< the name of what it makes
  std::string_view thing = {};  ///< the name of what it is about, made by an earlier scene
};

/// The stories, line by line. Lines of one day stand in their order.
std::span<const Scene> scenes();

/// Files a scene, and notes what it changes.
void play(Draft& draft, const Scene& scene);

}  // namespace quitrent::history
