// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "tools/import/history/draft.hpp"

namespace quitrent::history {

/// Files what the two policy officers do on a day. The first reform is simulated, proposed and
/// approved: from kReformDay on datasets pay 4% instead of 5% and models 6%, and designs and
/// trademarks have a notice. The second one lowers the rate of software; at the end it waits for
/// its approval.
void play_reform(Draft& draft, int day);

}  // namespace quitrent::history
