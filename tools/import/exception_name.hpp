// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

namespace quitrent::debian {

/// The identifier in the SPDX list of exceptions for the words after `with`, such as `OpenSSL
/// exception`, `the GCC runtime library exception` or `Classpath-exception-2.0`, in upper or lower
/// case. Empty where the list has none. `licence` is the SPDX identifier of the licence to which
/// the exception is added: GCC, Autoconf and others have a new wording for version 3 of the GPL.
/// Names are compared, texts are not. Source: the Debian copyright format 1.0, "Short name", for
/// Font and OpenSSL; else usage.
std::string exception_name(std::string_view words, std::string_view licence);

}  // namespace quitrent::debian
