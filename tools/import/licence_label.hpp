// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

namespace quitrent::debian {

/// Why a label tells the register nothing: only its package contains the text that it names.
inline constexpr std::string_view kLocalText = "the text stands in this package only";

/// How the register understands a label.
struct LabelledLicence {
  std::string spdx;  ///< an SPDX identifier, with `+` where the label says so, or a `LicenseRef-`
  std::string_view why;  ///< on what the reading rests; empty where the label alone proves it
};

/// Reads the short name of one licence in a machine-readable copyright file, in upper or lower
/// case:
///   `GPL-2+` is GPL-2.0-or-later, `Expat` is MIT, `public-domain` is a reference outside SPDX;
///   a name of the SPDX list stays as it is, `MPL-2` gets `.0`, `MPL-1.1+` keeps its `+`;
///   any other label names a text that only that package contains, see local_reference.
/// The label must not be empty. Source: the Debian copyright format 1.0, "Short name".
LabelledLicence read_label(std::string_view label);

/// `LicenseRef-debian-` and the label. Each `+` becomes `-plus`; every other run of characters that
/// SPDX does not allow there becomes one hyphen.
std::string local_reference(std::string_view label);

}  // namespace quitrent::debian
