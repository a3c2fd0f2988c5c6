// SPDX-License-Identifier: EUPL-1.2
#include "market/terms/granted_terms.hpp"

#include <optional>
#include <string>
#include <string_view>

#include "market/terms/clawback.hpp"
#include "registry/title/licence_documents.hpp"
#include "tax/degree/degree.hpp"
#include "tax/degree/expression.hpp"

namespace quitrent::market {
namespace {

/// The text of a reference as terms state it; nothing where they state none.
std::optional<Digest> text_of(const Terms& terms, std::string_view reference) {
  const LicenceDocument* const stated = stated_document(terms, reference);
  return stated == nullptr ? std::nullopt : stated->digest;
}

/// Checks that each reference stands for one text in the recorded terms and in the stated ones,
/// since both are granted. Only the terms as they are recorded may get a text that they did not
/// state. Refuses: terms-irrevocable.
Outcome<void> same_texts(const Terms& before, const Terms& stated) {
  const bool as_recorded = stated.spdx == before.spdx && stated.then == before.then;
  const auto granted = references_of(before);
  for (const std::string_view reference : references_of(stated)) {
    if (!granted.contains(reference)) continue;
    const auto text = text_of(before, reference);
    if (text == text_of(stated, reference) || (as_recorded && !text)) continue;
    Refusal otherwise{.code = RefusalCode::terms_irrevocable,
                      .detail =
                          "The terms that were granted do not state which text this name "
                          "stands for; state it first for those terms, or use another name.",
                      .pointer = "/terms/documents/" + std::string{reference},
                      .current = {}};
    if (text) {
      otherwise.detail = "In the terms that were granted this name stands for " + to_text(*text) +
                         "; state that document, or use another name.";
      otherwise.current = {{"document_digest", to_text(*text)}};
    }
    return std::unexpected(std::move(otherwise));
  }
  return {};
}

/// Whether terms promise the public something for ever: a licence always does, `NONE` and
/// `NOASSERTION` are none.
bool promise_for_ever(const Terms& terms) {
  if (terms.form == TermsForm::commitment) return is_lasting(terms.commitment);
  return terms.form == TermsForm::licence && !tax::grants_nothing(terms.spdx);
}

}  // namespace

Outcome<void> keeps_promises(const Terms& before, const Terms& stated) {
  if (promise_for_ever(before) && is_revocable(stated)) {
    const std::string promised{before.form == TermsForm::commitment ? to_text(before.commitment)
                                                                    : before.spdx};
    return std::unexpected(Refusal{.code = RefusalCode::terms_irrevocable,
                                   .detail = promised +
                                             " was promised to the world and is never withdrawn; " +
                                             std::string{to_text(stated.commitment)} + " could be.",
                                   .pointer = "/terms",
                                   .current = {{"promised", promised}}});
  }
  const bool both = before.form == TermsForm::licence && stated.form == TermsForm::licence;
  return both ? same_texts(before, stated) : Outcome<void>{};
}

Outcome<Terms> with_granted(const Terms& before, Terms stated, Instant now) {
  const bool both = before.form == TermsForm::licence && stated.form == TermsForm::licence;
  if (!both) return stated;
  std::string either = before.spdx;
  for (const DatedLicence& later : before.then) {
    if (later.on <= now) either = tax::either_of(either, later.spdx);
  }
  if (either == stated.spdx) return stated;
  either = tax::either_of(either, stated.spdx);
  if (either.size() > tax::kLongestExpression) {
    return refused(RefusalCode::out_of_range,
                   "With the licence that was granted before the expression would pass " +
                       std::to_string(tax::kLongestExpression) +
                       " bytes; register a new version as a new asset instead.",
                   "/terms/spdx");
  }
  stated.spdx = std::move(either);
  for (const LicenceDocument& granted : before.documents) {
    if (stated_document(stated, granted.reference) == nullptr) state_document(stated, granted);
  }
  forget_unnamed_documents(stated);
  return stated;
}

}  // namespace quitrent::market
