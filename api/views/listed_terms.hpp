// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "registry/title/asset.hpp"
#include "registry/vocabulary/bytes.hpp"

namespace quitrent::api {

/// What lists know of the terms of assets. Assets whose terms are alike in this share one row.
struct ListedTerms {
  std::optional<Commitment> commitment;  ///< form commitment
  /// Form licence: the licences, exceptions and references that the expression names, those of
  /// later terms included, as licence_key() writes them. Sorted, each once.
  std::vector<std::string> licences;
  std::vector<DatedOpennessLevels> levels;  ///< from which the degree of a second follows
};

/// A licence, exception or reference as lists compare it: what the SPDX list names in small
/// letters, a reference as it is written.
std::string licence_key(std::string_view identifier);

/// What lists know of these particulars.
ListedTerms listed_terms(const Particulars& particulars);

/// The terms as bytes, and the reverse. Reading throws DamagedBytes.
std::string bytes_of(const ListedTerms& terms);
ListedTerms listed_terms_of(std::string_view bytes);

/// The rows of terms, each once, numbered from 0.
class TermsRows {
 public:
  /// The number of rows.
  std::uint32_t size() const { return static_cast<std::uint32_t>(rows_.size()); }
  /// The row with a number below the size.
  const ListedTerms& at(std::uint32_t number) const { return rows_.at(number); }
  /// The number of the row with these bytes; nothing where there is none.
  std::optional<std::uint32_t> find(const std::string& bytes) const;
  /// Adds a row that is not there yet. Throws DamagedBytes.
  void add(const std::string& bytes);
  /// The page of rows from `first` on as bytes, and the reverse.
  std::string page(std::uint32_t first) const;
  void load(std::string_view page);

 private:
  std::vector<ListedTerms> rows_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

}  // namespace quitrent::api
