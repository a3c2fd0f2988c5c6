// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "tools/import/paragraphs.hpp"

namespace quitrent::debian {

/// The texts that a copyright file contains for its licences. A label that no list knows names a
/// text in that file only. A text of the same name in another file is another licence, so each text
/// gets a mark of its own.
class LicenceTexts {
 public:
  /// No texts: every mark is empty.
  LicenceTexts() = default;
  /// `file` is the text that consists of these paragraphs.
  LicenceTexts(std::span<const Paragraph> paragraphs, std::string_view file);
  /// Twelve hexadecimal digits of the digest of the text below this label. The case of the label
  /// and the line breaks of the text do not matter. Where there is no such text, the digest is that
  /// of the whole file.
  std::string mark(std::string_view label) const;

 private:
  std::map<std::string, std::string> marks_;  ///< by label in lower case
  std::string whole_;
};

}  // namespace quitrent::debian
