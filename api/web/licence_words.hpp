// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "api/web/api_reader.hpp"
#include "api/web/links.hpp"
#include "api/web/model.hpp"

namespace quitrent::api {

// What the pages about licences and commitments share.

/// A class with public terms.
struct TermsClass {
  std::string_view name;
  std::string_view words;     ///< `Software`
  bool takes_licence = true;  ///< else it takes a commitment
};
/// The classes with public terms; the first is the one where an address names none.
std::span<const TermsClass> terms_classes();
/// The class with this name, or the first.
const TermsClass& terms_class(std::string_view name);

/// A commitment that holders of patents and designs can make.
struct CommitmentWords {
  std::string_view name;      ///< in the API
  std::string_view sentence;  ///< what the holder promises
};
/// All commitments, the most closed first.
std::span<const CommitmentWords> commitments();
/// The commitment with this name; null where there is none.
const CommitmentWords* commitment(std::string_view name);

/// Terms whose degree is asked for.
struct TermsQuestion {
  const TermsClass& of;
  std::string_view terms;            ///< a licence expression, or the name of a commitment
  std::string_view document = {};    ///< digest of the text of a LicenseRef-; empty: none
  std::string_view assessment = {};  ///< an amount; empty: none
};
/// What the API says about the degree of terms. Records nothing.
ApiAnswer asked_degree(const ApiReader& api, const TermsQuestion& question);

/// Links to the same page for other classes: `words`, `address`, `is_chosen`. `classes` are those
/// to be shown.
Model class_links(std::string_view path, const AddressQuery& query,
                  std::span<const TermsClass> classes);

}  // namespace quitrent::api
