// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <charconv>

#include "api/http/answers.hpp"
#include "api/http/event_answer.hpp"
#include "api/http/handlers.hpp"
#include "api/http/pagination.hpp"
#include "api/http/parameters.hpp"
#include "api/http/period_page.hpp"
#include "api/views/views.hpp"

namespace quitrent {
namespace {

/// The asset that the route names, if there is one.
std::optional<AssetId> known_asset(Desk& desk, const Call& call) {
  const auto id = parse_identifier<AssetKind>(call.names[0]);
  if (!id) return std::nullopt;
  const bool known = desk.office.inquire(
      [&id](const Books& books, Instant) { return books.asset(*id) != nullptr; });
  return known ? id : std::nullopt;
}

/// Writes a link of a chain of title; `following` is the one after it, null: it lasts.
void write_link(JsonWriter& json, const Conveyance& link, const Conveyance* following) {
  json.begin_object();
  write_holder(json.key("holder"), link.has_holder ? &link.holder : nullptr);
  json.text("from", to_text(link.at));
  instant_or_null(json, "to", following == nullptr ? kEndOfTime : following->at);
  json.text("cause", to_text(link.cause));
  if (link.cause == ConveyanceCause::purchase || link.cause == ConveyanceCause::auction) {
    json.text("price", to_text(link.price));
  } else {
    json.null("price");
  }
  json.end_object();
}

void write_line(JsonWriter& json, const StatementLine& line) {
  json.begin_object()
      .text("at", to_text(line.at))
      .text("kind", to_text(line.kind))
      .text("amount", to_text(line.amount))
      .text("balance", to_text(line.balance));
  if (line.asset) json.text("asset", to_text(*line.asset));
  if (!line.reference.empty()) json.text("reference", line.reference);
  json.end_object();
}

/// The purchase as it is answered. When one that waits will close is what the books say: holds and
/// outages have moved it since.
PurchaseReceipt receipt_of(Desk& desk, PurchaseView purchase) {
  if (purchase.status == PurchaseStatus::pending) {
    purchase.closes_at = desk.office.inquire([&purchase](const Books& books, Instant) {
      const PendingPurchase* const waiting = books.pending(purchase.waited_as);
      return waiting == nullptr ? purchase.closes_at : waiting->closes_at;
    });
  }
  return {.purchase = purchase.id,
          .status = purchase.status,
          .buyer = purchase.buyer,
          .filed_at = purchase.at,
          .completed_at = purchase.completed_at,
          .closes_at = purchase.closes_at,
          .items = std::move(purchase.items)};
}

}  // namespace

Answer get_title(Desk& desk, const Call& call) {
  Parameters parameters{call.request.query};
  const auto page = numbered_page(parameters, "title of " + std::string{call.names[0]});
  if (!page) return std::unexpected(page.error());
  const auto id = known_asset(desk, call);
  if (!id) return not_found("asset");
  const Instant as_of = desk.office.status().as_of;
  if (auto behind = views_behind(desk)) return std::unexpected(std::move(*behind));
  // One more than is shown tells how long the last one lasted.
  const std::vector<TitleLink> chain = desk.views.chain_of_title(*id, page->after, page->limit + 1);
  PageWriter writer{*desk.under_way, page->limit};
  std::optional<std::string> next;
  for (std::size_t at = 0; at < chain.size(); ++at) {
    const Conveyance* const following = at + 1 < chain.size() ? &chain[at + 1].conveyance : nullptr;
    const bool kept =
        writer.add([&](JsonWriter& json) { write_link(json, chain[at].conveyance, following); });
    if (kept) continue;
    next = cursor_text(page->list, std::to_string(chain[at - 1].number));
    break;
  }
  return page_answer(call.request, writer, {.next_cursor = std::move(next), .as_of = as_of});
}

Answer get_asset_events(Desk& desk, const Call& call) {
  Parameters parameters{call.request.query};
  const std::uint64_t after = parameters.number("after").value_or(0);
  const auto page = numbered_page(parameters, "events of " + std::string{call.names[0]}, after);
  if (!page) return std::unexpected(page.error());
  const auto id = known_asset(desk, call);
  if (!id) return not_found("asset");
  const Instant as_of = desk.office.status().as_of;
  if (auto behind = views_behind(desk)) return std::unexpected(std::move(*behind));
  PageWriter writer{*desk.under_way, page->limit};
  std::uint64_t last = 0;
  std::optional<std::string> next;
  desk.views.events_of(*id, page->after, [&](const NumberedEvent& event) {
    const bool kept = writer.add([&event](JsonWriter& json) {
      write_event(json, {.number = event.number, .entry = event.sequence, .at = event.at},
                  event.event);
    });
    if (kept) {
      last = event.number;
    } else {
      next = cursor_text(page->list, std::to_string(last));
    }
    return kept;
  });
  return page_answer(call.request, writer, {.next_cursor = std::move(next), .as_of = as_of});
}

Answer get_purchases(Desk& desk, const Call& call) {
  Parameters parameters{call.request.query};
  const auto page = numbered_page(parameters, "purchases");
  if (!page) return std::unexpected(page.error());
  const Instant as_of = desk.office.status().as_of;
  if (auto behind = views_behind(desk)) return std::unexpected(std::move(*behind));
  PageWriter writer{*desk.under_way, page->limit};
  std::int64_t last = 0;
  std::optional<std::string> next;
  desk.views.purchases_after(static_cast<std::int64_t>(page->after), [&](PurchaseView purchase) {
    const std::int64_t number = purchase.number;
    const bool kept = writer.add([&](JsonWriter& json) {
      json.raw(purchase_json(receipt_of(desk, std::move(purchase)), as_of));
    });
    if (kept) {
      last = number;
    } else {
      next = cursor_text(page->list, std::to_string(last));
    }
    return kept;
  });
  return page_answer(call.request, writer, {.next_cursor = std::move(next), .as_of = as_of});
}

Answer get_purchase(Desk& desk, const Call& call) {
  const auto id = parse_identifier<PurchaseKind>(call.names[0]);
  if (!id) return not_found("purchase");
  const Instant as_of = desk.office.status().as_of;
  if (auto behind = views_behind(desk)) return std::unexpected(std::move(*behind));
  auto purchase = desk.views.purchase(*id);
  if (!purchase) return not_found("purchase");
  return tagged_answer(call.request, purchase_json(receipt_of(desk, std::move(*purchase)), as_of));
}

Answer get_statement(Desk& desk, const Call& call) {
  Parameters parameters{call.request.query};
  const std::size_t limit = parameters.limit();
  const std::string list = "statement of " + std::string{call.names[0]};
  const AskedPeriod asked = asked_period(parameters, kEndOfTime);
  if (auto fault = parameters.fault()) return std::unexpected(std::move(*fault));
  const auto place = period_place(list, asked);
  if (!place) return std::unexpected(place.error());
  const auto party = visible_party(desk, call);
  if (!party) return not_found("party");
  const auto [as_of, currency] = desk.office.inquire([](const Books& books, Instant now) {
    return std::pair{now, std::string{books.calendar()->currency()}};
  });
  if (auto behind = views_behind(desk)) return std::unexpected(std::move(*behind));
  StatementQuery query{.party = *party,
                       .period = {asked.from.value_or(Instant{}), asked.to.value_or(kEndOfTime)},
                       .limit = limit};
  if (*place) {
    query.period = (*place)->period;
    query.after = StatementPlace{
        .entry = static_cast<Sequence>(std::max<std::int64_t>((*place)->first, 0)),
        .lines = static_cast<std::uint32_t>(std::max<std::int64_t>((*place)->second, 0))};
  }
  const AccountStatement statement = desk.views.statement(query);
  JsonWriter json;
  json.begin_object()
      .text("opening", to_text(statement.opening))
      .text("closing", to_text(statement.closing))
      .key("lines")
      .begin_array();
  for (const StatementLine& line : statement.lines) write_line(json, line);
  json.end_array();
  std::optional<std::string> next;
  if (statement.next) {
    next = period_cursor(list, {.period = query.period,
                                .first = static_cast<std::int64_t>(statement.next->entry),
                                .second = statement.next->lines});
  }
  json.text_or_null("next_cursor", next)
      .text("currency", currency)
      .text("as_of", to_text(as_of))
      .end_object();
  Response response = json_answer(200, json.take());
  if (next) add_link(response, call.request.path, *next, limit);
  return response;
}

}  // namespace quitrent
