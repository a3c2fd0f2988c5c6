// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "api/http/json/from_body.hpp"
#include "api/http/json/json_value.hpp"
#include "market/filing.hpp"

namespace quitrent::api {

/// `{name, roles?}`; the caller sets the hash of the key.
FromBody<market::RegisterParty> party_from(const JsonValue& body);

/// An amount and, where the body states one, a reference.
struct AmountBody {
  Money amount;
  std::string reference;  ///< empty where there is none
};
/// `{amount, reference}`.
FromBody<AmountBody> credit_from(const JsonValue& body);
/// `{amount, reference?}`.
FromBody<AmountBody> withdrawal_from(const JsonValue& body);

/// `{reference}`: the ground on which an operator freezes a party.
FromBody<std::string> freeze_from(const JsonValue& body);

}  // namespace quitrent::api
