// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

namespace quitrent::debian {

/// Why a label means nothing to the register: what it names is known to its package alone.
inline constexpr std::string_view kLocalText = "the text stands in this package only";

/// What a label means to the register.
struct LabelledLicence {
  std::string spdx;  ///< an SPDX identifier, with `+` where the label says so, or a `LicenseRef-`
  std::string_view
      why;  ///< what the reading rests on where the label is not its own proof, or empty
};

/// Reads the short name of one licence in a machine-readable copyright file, in either case:
///   `GPL-2+` is GPL-2.0-or-later, `Expat` is MIT, `public-domain` a reference that SPDX lacks;
///   a name of the SPDX list is itself, `MPL-2` the one with `.0`, `MPL-1.1+` keeps its `+`;
///   any other label has a text of its own in that package only, see local_reference.
/// The label must not be empty. Source: the Debian copyright format 1.0, "Short name".
LabelledLicence read_label(std::string_view label);

/// `LicenseRef-debian-` and the label: each `+` as `-plus`, every other run of characters that SPDX
/// does not allow there as one hyphen.
std::string local_reference(std::string_view label);

}  // namespace quitrent::debian
