// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace quitrent::testing {

/// Whether this is a build with a sanitizer. It looks for faults of memory or of threads, so a few
/// rounds of a long enumeration tell it what all of them would; the plain build goes through all.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

}  // namespace quitrent::testing
