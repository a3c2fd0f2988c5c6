// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <vector>

#include "api/http/json/shape.hpp"
#include "registry/title/terms.hpp"
#include "tax/degree/degree.hpp"

namespace quitrent::api {

// The field `terms` of a body, in the words of the caller and then in the register's.

/// Terms in the form that a class takes; of an unknown class any form will do.
Terms terms_of_class(Shape& shape, const std::optional<AssetClass>& named_class,
                     std::vector<FieldFault>& faults);

/// Terms of an asset whose class only the books know: the fields that are there say which form it
/// is, `spdx` or `commitment`. Nothing where there are none.
std::optional<Terms> terms_by_fields(Shape& shape, Presence presence,
                                     std::vector<FieldFault>& faults);

/// Brings terms whose shape is right into their normal form, later ones included; notes what cannot
/// be read. Whether they are lawful is for the register.
void normalise(Terms& terms, const tax::LicenceTable& licences, std::vector<FieldFault>& faults);

/// Terms without a degree, as a fault of the field `terms`.
FieldFault terms_fault(const tax::DegreeFault& fault);

}  // namespace quitrent::api
