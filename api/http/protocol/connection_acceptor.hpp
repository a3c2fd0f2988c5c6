// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>

#include "api/http/protocol/connection_registry.hpp"

namespace quitrent::api {

/// Accepts connections at a listening socket and passes each new socket to `take`. `take` owns the
/// socket then, or answers false, and then the socket is closed at once. Ends when the registry is
/// stopping (at once where the listening socket is shut down too), and where nothing can be
/// accepted any more. Where descriptors or memory are short, the client waits and another
/// connection gives way, see ConnectionRegistry.
void accept_connections(int listening, ConnectionRegistry& registry,
                        const std::function<bool(int)>& take);

}  // namespace quitrent::api
