// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <string>

#include "tax/schedule/schedule.hpp"

namespace quitrent::tax {

/// The schedule with this text, as read_schedule() reads what is recorded; null where the text has
/// a fault. Every replay of a past reads the same few texts, so the schedules that were read last
/// are remembered. Any thread may call it.
std::shared_ptr<const Schedule> recorded_schedule(const std::string& toml);

}  // namespace quitrent::tax
