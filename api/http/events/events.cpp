// SPDX-License-Identifier: EUPL-1.2
#include "api/http/events/events.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include "api/http/events/event_answer.hpp"
#include "api/http/json/json_writer.hpp"
#include "api/http/protocol/pagination.hpp"
#include "api/http/protocol/parameters.hpp"
#include "api/views/public_events.hpp"
#include "api/views/views.hpp"
#include "registry/vocabulary/digest.hpp"
#include "registry/vocabulary/sha256.hpp"

namespace quitrent::api {
namespace {

/// Most entries on a page. Without this limit there could be many, since an entry may have no
/// public event.
constexpr std::size_t kMostEntries = 1'000;

/// The position after which a page begins.
struct EventsPosition {
  std::uint64_t number = 0;  ///< of the last event shown
  Sequence entry = 0;        ///< the last entry shown completely
  std::uint64_t begun = 0;   ///< number of the event after which the first page began
  /// The seconds of the events; nothing for all. No event is before 1970.
  std::optional<Period> period = {};
};

std::optional<EventsPosition> events_position_from(std::string_view content) {
  const auto numbers = spaced_numbers(content, 5);
  if (!numbers || numbers->size() < 2 || numbers->size() == 4) return std::nullopt;
  EventsPosition position{.number = numbers->at(0),
                          .entry = numbers->at(1),
                          .begun = numbers->size() > 2 ? numbers->at(2) : 0};
  if (numbers->size() < 5) return position;
  const auto latest = static_cast<std::uint64_t>(kEndOfTime.seconds());
  if (numbers->at(3) > numbers->at(4) || numbers->at(4) > latest) return std::nullopt;
  position.period =
      Period{.begin = Instant::from_seconds(static_cast<std::int64_t>(numbers->at(3))),
             .end = Instant::from_seconds(static_cast<std::int64_t>(numbers->at(4)))};
  return position;
}

std::string cursor_of(const EventsPosition& position) {
  std::string content = std::to_string(position.number) + ' ' + std::to_string(position.entry);
  if (position.begun > 0 || position.period) content += ' ' + std::to_string(position.begun);
  if (position.period) {
    content += ' ' + std::to_string(position.period->begin.seconds()) + ' ' +
               std::to_string(position.period->end.seconds());
  }
  return cursor_text("events", content);
}

/// What a query says about where its events begin and end.
struct AskedEvents {
  std::optional<std::uint64_t> after;
  std::optional<Instant> from;
  std::optional<Instant> to;
  std::optional<std::string> cursor;
};

AskedEvents asked_events(Parameters& parameters) {
  AskedEvents asked{.after = parameters.number("after"),
                    .from = parameters.instant("from"),
                    .to = parameters.instant("to"),
                    .cursor = parameters.text("cursor")};
  constexpr Instant kFirst = Instant::from_seconds(0);
  if (asked.from) asked.from = std::max(*asked.from, kFirst);
  if (asked.to) asked.to = std::max(*asked.to, kFirst);
  if (asked.from && asked.to && *asked.to < *asked.from) {
    parameters.refuse("to", "The end is not before the beginning.");
  }
  return asked;
}

/// The position that the cursor names; nothing where it is of another list or period.
std::optional<EventsPosition> position_of_cursor(const AskedEvents& asked) {
  const auto content = cursor_content("events", *asked.cursor);
  const auto position = content ? events_position_from(*content) : std::nullopt;
  if (!position || (asked.after && *asked.after != position->begun)) return std::nullopt;
  const auto& period = position->period;
  if (asked.from && (!period || *asked.from != period->begin)) return std::nullopt;
  if (asked.to && (!period || *asked.to != period->end)) return std::nullopt;
  return position;
}

/// The first entry up to `newest` that is not before `at`; the next one where there is none. Reads
/// about twenty entries of a million.
Sequence first_entry_at(JournalReader& reader, Instant at, Sequence newest) {
  Sequence low = 1;
  for (Sequence end = newest + 1; low < end;) {
    const Sequence middle = low + (end - low) / 2;
    bool is_before = false;
    reader.read(middle - 1, [&](const Entry& entry) {
      is_before = entry.at < at;
      return false;
    });
    if (is_before) {
      low = middle + 1;
    } else {
      end = middle;
    }
  }
  return low;
}

/// The position at which a first page begins.
EventsPosition first_position(JournalReader& reader, const AskedEvents& asked, Sequence newest) {
  EventsPosition first{.number = asked.after.value_or(0), .begun = asked.after.value_or(0)};
  if (first.number > 0) {
    // Begins with the entry that holds this event, as the anchor of the chain. No entry holds an
    // event that does not exist yet.
    const Sequence holding = reader.holding_public(first.number);
    first.entry = holding == 0 ? newest : holding - 1;
  }
  if (!asked.from && !asked.to) return first;
  first.period = Period{.begin = asked.from.value_or(Instant::from_seconds(0)),
                        .end = asked.to.value_or(kEndOfTime)};
  if (asked.from) {
    first.entry = std::max(first.entry, first_entry_at(reader, first.period->begin, newest) - 1);
  }
  return first;
}

/// Makes one page: public events, and the entries whose last event it shows, with all that is
/// needed to verify the chain without the private parts. An entry that has no room comes first on
/// the next page.
class EventsPage {
 public:
  EventsPage(AnswerMemory& memory, EventsPosition from, std::size_t limit)
      : held_{std::make_shared<HeldBytes>(memory)}, position_{from}, limit_{limit} {}

  /// Writes one entry as far as there is room; answers whether there is room for the next entry.
  bool take(const Entry& entry) {
    if (entry.public_count > 0 && !take_events(entry)) return false;
    const std::size_t before = entries_.size();
    write_entry(entry);
    if (!fits()) {
      entries_.take_back(before);
      return false;
    }
    position_.entry = entry.sequence;
    return ++entries_taken_ < kMostEntries && events_taken_ < limit_;
  }

  const EventsPosition& position() const { return position_; }
  std::string take_events() { return events_.take(); }
  std::string take_entries() { return entries_.take(); }
  void open() {
    events_.begin_array();
    entries_.begin_array();
  }
  void close() {
    events_.end_array();
    entries_.end_array();
  }
  std::shared_ptr<HeldBytes> held() { return held_; }

 private:
  /// Writes the events of an entry that were not shown before; answers whether all are shown now.
  bool take_events(const Entry& entry) {
    const std::vector<market::Event> events = public_events(entry);
    for (std::size_t nth = 0; nth < events.size(); ++nth) {
      const std::uint64_t number = entry.first_public + nth;
      if (number <= position_.number) continue;
      if (events_taken_ == limit_) return false;
      const std::size_t before = events_.size();
      write_event(events_, {.number = number, .entry = entry.sequence, .at = entry.at},
                  events[nth]);
      if (!fits()) {
        events_.take_back(before);
        return false;
      }
      position_.number = number;
      ++events_taken_;
    }
    return true;
  }

  void write_entry(const Entry& entry) {
    entries_.begin_object()
        .number("sequence", entry.sequence)
        .text("at", to_text(entry.at))
        .number("first_public", entry.first_public)
        .number("public_count", entry.public_count)
        .text("digest", to_text(entry.digest))
        .text("private_digest", to_text(sha256(entry.private_part)))
        .text("public_part", base64(entry.public_part, Base64::plain))
        .end_object();
  }

  /// Whether what was just written fits on the page; the first item always does.
  bool fits() {
    const std::size_t bytes = events_.size() + entries_.size();
    const bool first = events_taken_ == 0 && entries_taken_ == 0;
    if (!first && bytes + kAroundPage > kLargestPageBytes) return false;
    if (bytes > counted_) {
      counted_ = bytes + kHeldAhead;
      hold_while_writing(*held_, counted_);
    }
    return true;
  }

  std::shared_ptr<HeldBytes> held_;
  std::size_t counted_ = 0;  // bytes of text for which memory is held
  EventsPosition position_;
  std::size_t limit_;
  std::size_t events_taken_ = 0;
  std::size_t entries_taken_ = 0;
  JsonWriter events_;
  JsonWriter entries_;
};

Answer get_events(HandlerContext& context, const Call& call) {
  Parameters parameters{call.request.query};
  const std::size_t limit = parameters.limit();
  const AskedEvents asked = asked_events(parameters);
  if (auto fault = parameters.fault()) return std::unexpected(std::move(*fault));
  auto reader = context.views.journal_reader();
  const EngineStatus status = context.engine.status();
  const auto from =
      asked.cursor ? position_of_cursor(asked) : first_position(*reader, asked, status.sequence);
  if (!from) return std::unexpected(bad_cursor());
  EventsPage page{*context.answer_memory, *from, limit};
  page.open();
  bool has_ended = false;  // the next entry is after the period
  if (from->entry < status.sequence) {
    reader->read(from->entry, [&](const Entry& entry) {
      has_ended = from->period && entry.at >= from->period->end;
      return !has_ended && page.take(entry) && entry.sequence < status.sequence;
    });
  }
  page.close();
  JsonWriter json;
  const std::string events = page.take_events();
  const std::string entries = page.take_entries();
  json.reserve(events.size() + entries.size() + kAroundPage);
  json.begin_object().raw("data", events).raw("entries", entries);
  Response response;
  if (!has_ended && page.position().entry < status.sequence) {
    const std::string next = cursor_of(page.position());
    json.text("next_cursor", next);
    add_link(response, call.request.path, next, limit);
  } else {
    json.null("next_cursor");
  }
  json.text("as_of", to_text(status.as_of)).end_object();
  response.body = json.take();
  response.held = page.held();
  return response;
}

}  // namespace

std::span<const Route> event_routes() {
  using enum Access;
  using enum Method;
  static constexpr auto kRoutes = std::to_array<Route>({
      {get, "/v1/events", anyone, BodyForm::none, get_events, Query::read},
  });
  return kRoutes;
}

}  // namespace quitrent::api
