// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>

#include "api/http/protocol/connection_roll.hpp"

namespace quitrent::api {

/// Accepts what comes to a listening socket and hands it to `take`, which owns the new socket from
/// then on, or answers false: then it is closed at once. Ends when the roll is stopping, at once
/// where the listening socket is shut down as well; also where nothing can be accepted any more.
/// Where descriptors or memory are short the client waits, and the roll has a connection give way.
void accept_connections(int listening, ConnectionRoll& roll, const std::function<bool(int)>& take);

}  // namespace quitrent::api
