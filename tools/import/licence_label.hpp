// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>
#include <string>
#include <string_view>

namespace quitrent::debian {

/// What a label means to the register.
struct LabelledLicence {
  std::string spdx;  ///< an SPDX identifier or a `LicenseRef-`
  std::string_view
      why;  ///< what the reading rests on where the label is not its own proof, or empty
};

/// The label joins several licences or adds an exception: it has no single identifier.
struct LabelIsExpression {};

/// Reads the short name of a licence in a machine-readable copyright file, in either case:
///   `GPL-2+` is GPL-2.0-or-later, `Expat` is MIT, `public-domain` a reference that SPDX lacks;
///   a name of the SPDX list is itself, `MPL-2` the one with `.0`;
///   any other label has a text of its own in that package only: `LicenseRef-debian-` and the
///   label, every run of characters that SPDX does not allow there as one hyphen.
/// Refuses a label with `or`, `and`, a comma, `|`, a listed exception or a `+` that SPDX writes as
/// an operator. The label must not be empty. Source: the Debian copyright format 1.0, "License
/// short name".
std::expected<LabelledLicence, LabelIsExpression> read_label(std::string_view label);

}  // namespace quitrent::debian
