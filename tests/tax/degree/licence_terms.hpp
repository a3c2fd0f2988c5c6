// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <utility>

#include "registry/title/terms.hpp"

namespace quitrent {

/// Terms that are a licence expression, whose source is open.
inline Terms licence(std::string spdx) {
  Terms terms;
  terms.form = TermsForm::licence;
  terms.spdx = std::move(spdx);
  return terms;
}

}  // namespace quitrent
