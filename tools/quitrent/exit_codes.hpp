// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace quitrent {

/// How a command ends that reads a register's files: they are damaged.
inline constexpr int kDamaged = 1;
/// How a command ends that cannot use a flag or a file.
inline constexpr int kUnusable = 2;

}  // namespace quitrent
