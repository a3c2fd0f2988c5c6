// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "tools/import/paragraphs.hpp"

namespace quitrent::debian {

/// The texts that a copyright file gives for its licences. A label that no list knows names a text
/// of one file only: what is recorded of that text must not speak for another of the same name.
class LicenceTexts {
 public:
  /// None: every mark is empty.
  LicenceTexts() = default;
  /// `file`: the text of which these are the paragraphs.
  LicenceTexts(std::span<const Paragraph> paragraphs, std::string_view file);
  /// Twelve hexadecimal digits of the digest of the text that stands below this label, in either
  /// case, however its lines are broken; of the whole file where none stands there.
  std::string mark(std::string_view label) const;

 private:
  std::map<std::string, std::string> marks_;  ///< by label in lower case
  std::string whole_;
};

}  // namespace quitrent::debian
