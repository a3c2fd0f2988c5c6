// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <charconv>

#include "api/http/answers.hpp"
#include "api/http/event_answer.hpp"
#include "api/http/handlers.hpp"
#include "api/http/pagination.hpp"
#include "api/http/parameters.hpp"
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

std::optional<std::uint64_t> number_from_cursor(std::string_view list, std::string_view cursor) {
  const auto content = cursor_content(list, cursor);
  if (!content || content->empty()) return std::nullopt;
  std::uint64_t number = 0;
  const char* const end = content->data() + content->size();
  const auto read = std::from_chars(content->data(), end, number);
  if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return number;
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
  const auto id = known_asset(desk, call);
  if (!id) return not_found("asset");
  const Instant as_of = desk.office.status().as_of;
  if (auto behind = views_behind(desk)) return std::unexpected(std::move(*behind));
  const std::vector<Conveyance> chain = desk.views.chain_of_title(*id);
  JsonWriter json;
  json.begin_object().key("data").begin_array();
  for (std::size_t at = 0; at < chain.size(); ++at) {
    const Conveyance& link = chain[at];
    json.begin_object();
    write_holder(json.key("holder"), link.has_holder ? &link.holder : nullptr);
    json.text("from", to_text(link.at));
    if (at + 1 < chain.size()) {
      json.text("to", to_text(chain[at + 1].at));
    } else {
      json.null("to");
    }
    json.text("cause", to_text(link.cause));
    if (link.cause == ConveyanceCause::purchase || link.cause == ConveyanceCause::auction) {
      json.text("price", to_text(link.price));
    } else {
      json.null("price");
    }
    json.end_object();
  }
  json.end_array().text("as_of", to_text(as_of)).end_object();
  return json_answer(200, json.take());
}

Answer get_asset_events(Desk& desk, const Call& call) {
  Parameters parameters{call.request.query};
  const std::size_t limit = parameters.limit();
  std::uint64_t after = parameters.number("after").value_or(0);
  const auto cursor = parameters.text("cursor");
  if (auto fault = parameters.fault()) return std::unexpected(std::move(*fault));
  const std::string list = "events of " + std::string{call.names[0]};
  if (cursor) {
    const auto place = number_from_cursor(list, *cursor);
    if (!place) return std::unexpected(bad_cursor());
    after = *place;
  }
  const auto id = known_asset(desk, call);
  if (!id) return not_found("asset");
  const Instant as_of = desk.office.status().as_of;
  if (auto behind = views_behind(desk)) return std::unexpected(std::move(*behind));
  const std::vector<NumberedEvent> events = desk.views.events_of(*id, after, limit + 1);
  JsonWriter json;
  json.begin_array();
  for (std::size_t at = 0; at < std::min(events.size(), limit); ++at) {
    const NumberedEvent& event = events[at];
    write_event(json, {.number = event.number, .entry = event.sequence, .at = event.at},
                event.event);
  }
  json.end_array();
  std::optional<std::string> next;
  if (events.size() > limit) {
    next = cursor_text(list, std::to_string(events[limit - 1].number));
  }
  return page_answer(call.request,
                     {.data = json.take(), .next_cursor = next, .limit = limit, .as_of = as_of});
}

Answer get_purchases(Desk& desk, const Call& call) {
  constexpr std::string_view list = "purchases";
  Parameters parameters{call.request.query};
  const std::size_t limit = parameters.limit();
  const auto cursor = parameters.text("cursor");
  if (auto fault = parameters.fault()) return std::unexpected(std::move(*fault));
  const auto after = cursor ? number_from_cursor(list, *cursor) : std::optional<std::uint64_t>{0};
  if (!after) return std::unexpected(bad_cursor());
  const Instant as_of = desk.office.status().as_of;
  if (auto behind = views_behind(desk)) return std::unexpected(std::move(*behind));
  std::vector<PurchaseView> purchases =
      desk.views.purchases_after(static_cast<std::int64_t>(*after), limit + 1);
  std::string data = "[";
  for (std::size_t at = 0; at < std::min(purchases.size(), limit); ++at) {
    if (at > 0) data += ',';
    data += purchase_json(receipt_of(desk, std::move(purchases[at])), as_of);
  }
  data += ']';
  std::optional<std::string> next;
  if (purchases.size() > limit) {
    next = cursor_text(list, std::to_string(purchases[limit - 1].number));
  }
  return page_answer(
      call.request, {.data = std::move(data), .next_cursor = next, .limit = limit, .as_of = as_of});
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
  const Period period{.begin = parameters.instant("from").value_or(Instant{}),
                      .end = parameters.instant("to").value_or(kEndOfTime)};
  if (period.end < period.begin) parameters.refuse("to", "The end is not before the beginning.");
  if (auto fault = parameters.fault()) return std::unexpected(std::move(*fault));
  const auto party = visible_party(desk, call);
  if (!party) return not_found("party");
  const auto [as_of, currency] = desk.office.inquire([](const Books& books, Instant now) {
    return std::pair{now, std::string{books.calendar()->currency()}};
  });
  if (auto behind = views_behind(desk)) return std::unexpected(std::move(*behind));
  const AccountStatement statement = desk.views.statement(*party, period);
  JsonWriter json;
  json.begin_object()
      .text("opening", to_text(statement.opening))
      .text("closing", to_text(statement.closing))
      .key("lines")
      .begin_array();
  for (const StatementLine& line : statement.lines) write_line(json, line);
  json.end_array().text("currency", currency).text("as_of", to_text(as_of)).end_object();
  return json_answer(200, json.take());
}

}  // namespace quitrent
