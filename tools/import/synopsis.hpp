// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "tools/import/licence_texts.hpp"

namespace quitrent::debian {

/// Why a label counts as closed if the register does not know its exception.
inline constexpr std::string_view kUnlistedException =
    "the exception is not on the SPDX list, its text stands in this package only";

/// How the register understands a licence synopsis.
struct LicenceSynopsis {
  std::string spdx;                   ///< an SPDX licence expression in its normal form
  std::vector<std::string_view> why;  ///< on what the reading rests, each once; mostly empty
};

/// Why a synopsis cannot be read.
struct SynopsisFault {
  std::string_view what;  ///< one sentence without a full stop, the same for all faults of a kind
  std::string at;         ///< the words at fault, as written; may be empty
};

/// Reads the first line of a License field: short names (see read_label), optionally `with` the
/// name of an exception, joined by `or` and `and`, in upper or lower case.
///   joined   = list {", and" list} | list {", or" list}     the comma binds weakest
///   list     = all {"or" all}
///   all      = licence {"and" licence}
///   licence  = name ["with" words]
/// A name is the text between those words. `Perl` is `GPL-1+ or Artistic`. One word such as
/// `GPL-2+-with-bison-exception` is read as the words of which it consists. If SPDX does not list
/// the exception, licence and exception together are a text of the package. Such a text becomes a
/// reference, see local_reference, that ends in the mark of the text in `texts`.
/// Refuses a missing licence beside a joining word, a comma that joins nothing, `, or` beside
/// `, and`, signs that the format does not have, an exception to a choice of licences, and a result
/// that is not a licence expression. Reports the first fault only. Source: the Debian copyright
/// format 1.0, "Syntax".
std::expected<LicenceSynopsis, SynopsisFault> read_synopsis(std::string_view synopsis,
                                                            const LicenceTexts& texts = {});

}  // namespace quitrent::debian
