// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

namespace quitrent::debian {

/// The identifier in the SPDX list of exceptions for what stands behind `with`, such as `OpenSSL
/// exception`, `the GCC runtime library exception` or `Classpath-exception-2.0`, in either case;
/// empty where the list has none. `licence` is the SPDX identifier that it adds to: GCC, Autoconf
/// and others word theirs anew for version 3 of the GPL. Names are compared, texts are not.
/// Source: the Debian copyright format 1.0, "Short name", for Font and OpenSSL; else usage.
std::string exception_name(std::string_view words, std::string_view licence);

}  // namespace quitrent::debian
