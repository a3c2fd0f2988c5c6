// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tools/chance.hpp"
#include "tools/import/history/draft.hpp"

namespace quitrent::history {

/// What happens without a story: registrations, values that go up and down, purchases, top-ups,
/// payouts and evidence. Chance decides, and is the same each time.
class ChanceDays {
 public:
  /// The draft must outlive it.
  explicit ChanceDays(Draft& draft);

  /// Files what happens on a day.
  void play(int day);

 private:
  void plan_registrations();
  void register_those_of(int day);
  void keep_funded(int day);
  void reassess();
  void sell(std::size_t count);
  void confirm();
  std::vector<Holding*> for_sale(std::size_t count);
  std::string somebody_but(const std::vector<Holding*>& assets);

  Draft& draft_;
  Chance chance_{20'260'101};
  std::vector<std::string> traders_;
  std::multimap<int, NewAsset> registrations_;
};

}  // namespace quitrent::history
