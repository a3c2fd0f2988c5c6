// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/handler_context.hpp"
#include "api/http/json/json_writer.hpp"

namespace quitrent::api {

/// Whether an answer shows what an act of the kind credit would credit.
enum class CreditDetail : std::uint8_t { hidden, shown };

/// Writes the members of a proposal that everybody may see; the first is its `id`.
void write_proposal(JsonWriter& json, const ProposedAct& act);
/// Writes an act as of `now`, as an object.
void write_act(JsonWriter& json, const market::ActBooks& acts, const market::RecordedAct& act,
               std::pair<Instant, CreditDetail> shown);
/// An act of the books with `as_of`. It begins with its `id`.
std::string act_json(const market::Books& books, const ActId& id,
                     std::pair<Instant, CreditDetail> shown);

/// Writes the act where the filing proposed or withdrew one, and leaves all other receipts to
/// `otherwise`.
Render or_act(Render otherwise);
/// Whether the accepted filing proposed or withdrew an act, by its answer.
bool is_act(const Reply& reply);
/// The answer to a filing that proposed an act: 202, with the header Location.
Response proposed_answer(Reply reply);

}  // namespace quitrent::api
