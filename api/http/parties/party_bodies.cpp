// SPDX-License-Identifier: EUPL-1.2
#include "api/http/parties/party_bodies.hpp"

#include "api/http/json/from_body.hpp"
#include "api/http/json/shape.hpp"

namespace quitrent::api {
namespace {

constexpr Bounds kReference{.least = 1, .most = 200};

Roles roles_from(Shape& shape) {
  const auto* items = shape.items("roles", Presence::optional, {.least = 1, .most = kRoles.size()});
  if (items == nullptr) return Roles{Role::member};
  Roles roles;
  for (std::size_t at = 0; at < items->size(); ++at) {
    const JsonValue& item = (*items)[at];
    const auto role =
        item.kind == JsonValue::Kind::string ? parse_role(item.text) : std::optional<Role>{};
    if (!role || roles.has(*role)) {
      shape.fault("roles/" + std::to_string(at), ProblemCode::invalid_field,
                  "A role is member, registrar, policy, auditor or operator, each once.");
      continue;
    }
    roles.add(*role);
  }
  return roles;
}

FromBody<AmountBody> amount_and_reference(const JsonValue& body, Presence reference) {
  std::vector<FieldFault> faults;
  Shape shape{body, "", faults};
  const auto amount = shape.amount("amount", Presence::required, AmountRange::above_zero);
  const auto text = shape.text("reference", reference, kReference);
  shape.done();
  if (!faults.empty()) return std::unexpected(problem(std::move(faults)));
  return AmountBody{.amount = *amount, .reference = text.value_or("")};
}

}  // namespace

FromBody<market::RegisterParty> party_from(const JsonValue& body) {
  std::vector<FieldFault> faults;
  Shape shape{body, "", faults};
  const auto name = shape.text("name", Presence::required);
  const Roles roles = roles_from(shape);
  shape.done();
  if (!faults.empty()) return std::unexpected(problem(std::move(faults)));
  return market::RegisterParty{.name = *name, .roles = roles, .key = {}};
}

FromBody<AmountBody> credit_from(const JsonValue& body) {
  return amount_and_reference(body, Presence::required);
}

FromBody<AmountBody> withdrawal_from(const JsonValue& body) {
  return amount_and_reference(body, Presence::optional);
}

FromBody<std::string> freeze_from(const JsonValue& body) {
  std::vector<FieldFault> faults;
  Shape shape{body, "", faults};
  auto reference = shape.text("reference", Presence::required, kReference);
  shape.done();
  if (!faults.empty()) return std::unexpected(problem(std::move(faults)));
  return std::move(*reference);
}

}  // namespace quitrent::api
