// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <vector>

#include "api/http/json/shape.hpp"
#include "registry/title/terms.hpp"
#include "tax/degree/degree.hpp"

namespace quitrent::api {

// Reads the field `terms` of a body and brings it into the normal form of the register.

/// Terms in the form that the class requires; for an unknown class, in any form.
Terms terms_of_class(Shape& shape, const std::optional<AssetClass>& named_class,
                     std::vector<FieldFault>& faults);

/// Terms of an asset whose class is only in the books. The fields that are present show the form:
/// `spdx` or `commitment`. Nothing where there are no terms.
std::optional<Terms> terms_by_fields(Shape& shape, Presence presence,
                                     std::vector<FieldFault>& faults);

/// Brings terms without faults of shape into their normal form, later terms included. Notes terms
/// that cannot be read. The register decides whether the terms are lawful.
void normalise(Terms& terms, const tax::LicenceTable& licences, std::vector<FieldFault>& faults);

/// The reason why terms have no degree, as a fault of the field `terms`.
FieldFault terms_fault(const tax::DegreeFault& fault);

}  // namespace quitrent::api
