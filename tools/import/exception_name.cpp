// SPDX-License-Identifier: EUPL-1.2
#include "tools/import/exception_name.hpp"

#include <algorithm>
#include <array>

#include "registry/vocabulary/letter_case.hpp"
#include "tax/degree/licences.hpp"
#include "tools/import/paragraphs.hpp"

namespace quitrent::debian {
namespace {

/// Debian's keywords that are not spelt as in the SPDX list, in lower case, words joined by
/// hyphens.
struct KeywordRow {
  std::string_view keywords;
  std::string_view spdx;
  std::string_view for_gpl_3;  ///< the identifier for version 3, if it is another one; else empty
};
constexpr auto kKeywords = std::to_array<KeywordRow>({
    {"autoconf", "Autoconf-exception-2.0", "Autoconf-exception-3.0"},
    {"autoconf-generic", "Autoconf-exception-generic", "Autoconf-exception-generic-3.0"},
    // PCRE2 adds this exception to its BSD licence.
    {"binary-library-like-packages", "PCRE2-exception", ""},
    {"bison", "Bison-exception-2.2", ""},
    {"bootloader", "Bootloader-exception", ""},
    {"classpath", "Classpath-exception-2.0", ""},
    {"clisp", "CLISP-exception-2.0", ""},
    {"configure", "Autoconf-exception-2.0", "Autoconf-exception-3.0"},
    {"ecos", "eCos-exception-2.0", ""},
    {"font", "Font-exception-2.0", ""},
    {"freertos", "freertos-exception-2.0", ""},
    {"gcc", "GCC-exception-2.0", "GCC-exception-3.1"},
    {"gcc-rle", "GCC-exception-3.1", ""},
    {"gcc-runtime", "GCC-exception-3.1", ""},
    {"gcc-runtime-library", "GCC-exception-3.1", ""},
    {"javamail", "gnu-javamail-exception", ""},
    {"libgcc", "GCC-exception-2.0", "GCC-exception-3.1"},
    {"linux-syscall", "Linux-syscall-note", ""},
    {"ocaml", "OCaml-LGPL-linking-exception", ""},
    {"ocaml-linking", "OCaml-LGPL-linking-exception", ""},
    // The Debian format cites the wording that SPDX names after cryptsetup.
    {"openssl", "cryptsetup-OpenSSL-exception", ""},
    {"qt-gpl", "Qt-GPL-exception-1.0", ""},
    {"qt-lgpl", "Qt-LGPL-exception-1.1", ""},
    {"syscall", "Linux-syscall-note", ""},
    {"u-boot", "u-boot-exception-2.0", ""},
    {"universal-foss", "Universal-FOSS-exception-1.0", ""},
    {"wxwidgets", "WxWindows-exception-3.1", ""},
    {"wxwindows", "WxWindows-exception-3.1", ""},
});

/// The words in lower case, joined by hyphens, without the article.
std::string joined(std::string_view words) {
  std::string key;
  while (!(words = trimmed(words)).empty()) {
    const std::size_t end = std::min(words.find_first_of(" \t"), words.size());
    const std::string word = in_lower_case(words.substr(0, end));
    words.remove_prefix(end);
    if (word == "the" && key.empty()) continue;
    if (!key.empty()) key += '-';
    key += word;
  }
  return key;
}

std::string without_exception(std::string key) {
  for (const std::string_view ending : {"-exceptions", "-exception"}) {
    if (key.ends_with(ending)) key.resize(key.size() - ending.size());
  }
  return key;
}

bool is_version_3(std::string_view licence) { return licence.find("GPL-3.") != licence.npos; }

}  // namespace

std::string exception_name(std::string_view words, std::string_view licence) {
  const tax::LicenceTable& table = tax::founding_licences();
  const std::string whole = joined(words);
  const std::string key = without_exception(whole);
  for (const std::string& id : {whole, key, key + "-exception"}) {
    if (const tax::LicenceLine* line = table.exception(id)) return line->id;
  }
  const auto row = std::ranges::find(kKeywords, key, &KeywordRow::keywords);
  if (row == kKeywords.end()) return {};
  const bool newer = is_version_3(licence) && !row->for_gpl_3.empty();
  return std::string{newer ? row->for_gpl_3 : row->spdx};
}

}  // namespace quitrent::debian
