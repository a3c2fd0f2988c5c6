// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "api/http/json/from_body.hpp"
#include "api/http/json/json_value.hpp"
#include "market/filing.hpp"

namespace quitrent::api {

/// `{name, roles?}`; the key stays empty.
FromBody<market::RegisterParty> party_from(const JsonValue& body);

/// An amount and, where the bank or the party gives one, a reference.
struct AmountBody {
  Money amount;
  std::string reference;  ///< empty: none
};
/// `{amount, reference}`.
FromBody<AmountBody> credit_from(const JsonValue& body);
/// `{amount, reference?}`.
FromBody<AmountBody> withdrawal_from(const JsonValue& body);

/// `{reference}`: what an operator rests a freeze on.
FromBody<std::string> freeze_from(const JsonValue& body);

}  // namespace quitrent::api
