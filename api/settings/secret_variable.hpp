// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

namespace quitrent::api {

/// Takes a variable out of the environment: answers with its value, overwrites the bytes that
/// /proc/PID/environ shows, and unsets it. Nothing where it is unset or empty. Not thread-safe: for
/// the beginning of a program.
std::optional<std::string> taken_variable(const char* name);

/// No core is dumped of this process from now on, and nobody but root may attach to it or look into
/// its memory: it holds keys. A sanitizer's own checks need that, so a build with one stays open.
void keep_memory_to_oneself();

}  // namespace quitrent::api
