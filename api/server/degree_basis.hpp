// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/engine/filing_stop.hpp"
#include "api/server/start.hpp"
#include "market/event.hpp"
#include "market/state/books.hpp"
#include "tax/degree/degree_basis.hpp"

namespace quitrent::api {

/// What the degrees of a register follow from that a program with this table founds.
tax::DegreeBasis carried_basis(const ReadLicences& licences);

/// What a start records and says about the licence table and the default weights.
struct BasisChange {
  std::vector<market::Event> facts;  ///< nothing where the register recorded the same before
  std::vector<std::string> lines;    ///< for the operator, one for each exchange
};

/// What this start records where the program carries `carried`. The default weights of a founded
/// register stay as they are: only a schedule states others. Source: MECHANISM.md, section 10.
BasisChange basis_change(const market::Books& books, const tax::DegreeBasis& carried);

/// Throws CannotStart where an exchange must be journalled while filings are stopped, and where a
/// profile of a registrar is still taking effect, which is to be finished under the earlier table.
void check_basis(const market::Books& books, const tax::DegreeBasis& carried,
                 const std::optional<FilingStop>& stop);

}  // namespace quitrent::api
