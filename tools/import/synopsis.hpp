// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "tools/import/licence_texts.hpp"

namespace quitrent::debian {

/// Why a label is closed whose exception the register does not know.
inline constexpr std::string_view kUnlistedException =
    "the exception is not on the SPDX list, its text stands in this package only";

/// What a licence synopsis means to the register.
struct LicenceSynopsis {
  std::string spdx;                   ///< an SPDX licence expression in its normal form
  std::vector<std::string_view> why;  ///< what the reading rests on, each once; mostly empty
};

/// Why a synopsis has no meaning.
struct SynopsisFault {
  std::string_view what;  ///< one sentence without a full stop, the same for all of its kind
  std::string at;         ///< the words at fault, as written; may be empty
};

/// Reads the first line of a License field: short names (see read_label), each perhaps `with` the
/// name of an exception, joined by `or` and `and`, in either case.
///   joined   = list {", and" list} | list {", or" list}     the comma binds weakest
///   list     = all {"or" all}
///   all      = licence {"and" licence}
///   licence  = name ["with" words]
/// A name is what stands between those words. `Perl` is `GPL-1+ or Artistic`, and one word such as
/// `GPL-2+-with-bison-exception` is read as those of which it is made. With an exception that SPDX
/// does not list, licence and exception together are a text of the package. Such a text becomes a
/// reference, see local_reference, with its mark in `texts` behind it.
/// Refuses an empty place, a comma that joins nothing, `, or` beside `, and`, signs that the format
/// does not have, an exception to a choice of licences, and what is no expression to the register
/// in the end. The first fault only. Source: the Debian copyright format 1.0, "Syntax".
std::expected<LicenceSynopsis, SynopsisFault> read_synopsis(std::string_view synopsis,
                                                            const LicenceTexts& texts = {});

}  // namespace quitrent::debian
