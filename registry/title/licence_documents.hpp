// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

#include "registry/title/terms.hpp"

namespace quitrent {

// The texts for which the references of terms stand. Source: MECHANISM.md, section 9.

/// The text for which a reference stands in the terms; null where the terms do not state it. The
/// pointer points into `terms`.
const LicenceDocument* stated_document(const Terms& terms, std::string_view reference);

/// States the text of a reference in the terms; replaces what they stated for it.
void state_document(Terms& terms, LicenceDocument document);

/// Removes the texts of references that the terms do not name any more.
void forget_unnamed_documents(Terms& terms);

/// States for every reference of the terms that its name alone counts: an earlier program recorded
/// them. Requires terms without documents.
void let_names_count(Terms& terms);

/// States in `stated` that a name alone counts, where it counts in `before` and `stated` names it
/// without a text.
void keep_names(Terms& stated, const Terms& before);

}  // namespace quitrent
