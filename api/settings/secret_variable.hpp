// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

namespace quitrent::api {

/// Removes a variable from the environment and returns its value. Overwrites the bytes that
/// /proc/PID/environ shows, and unsets the variable. Nothing where it is unset or empty. Not
/// thread-safe: call it at the beginning of a program.
std::optional<std::string> taken_variable(const char* name);

/// Protects the keys in the memory of this process: from now on it dumps no core, and only root may
/// attach to it or read its memory. Does nothing in a build with a sanitizer, whose checks need
/// that access.
void protect_memory();

}  // namespace quitrent::api
