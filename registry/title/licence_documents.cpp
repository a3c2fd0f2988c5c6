// SPDX-License-Identifier: EUPL-1.2
#include "registry/title/licence_documents.hpp"

#include <algorithm>
#include <utility>

namespace quitrent {

const LicenceDocument* stated_document(const Terms& terms, std::string_view reference) {
  const auto found = std::ranges::lower_bound(terms.documents, reference, std::ranges::less{},
                                              &LicenceDocument::reference);
  if (found == terms.documents.end() || found->reference != reference) return nullptr;
  return &*found;
}

void state_document(Terms& terms, LicenceDocument document) {
  auto before = terms.documents.before_begin();
  auto at = terms.documents.begin();
  while (at != terms.documents.end() && at->reference < document.reference) before = at++;
  if (at != terms.documents.end() && at->reference == document.reference) {
    *at = std::move(document);
  } else {
    terms.documents.insert_after(before, std::move(document));
  }
}

void forget_unnamed_documents(Terms& terms) {
  if (terms.documents.empty()) return;
  const auto named = references_of(terms);
  std::erase_if(terms.documents,
                [&](const LicenceDocument& one) { return !named.contains(one.reference); });
}

void let_names_count(Terms& terms) {
  auto last = terms.documents.before_begin();
  for (const std::string_view reference : references_of(terms)) {
    last = terms.documents.insert_after(last, {.reference = std::string{reference}, .digest = {}});
  }
}

void keep_names(Terms& stated, const Terms& before) {
  if (before.documents.empty()) return;
  const auto named = references_of(stated);
  for (const LicenceDocument& one : before.documents) {
    if (one.digest || !named.contains(one.reference)) continue;
    if (stated_document(stated, one.reference) == nullptr) state_document(stated, one);
  }
}

}  // namespace quitrent
