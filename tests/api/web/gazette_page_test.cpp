// SPDX-License-Identifier: EUPL-1.2
//
// The gazette: every public event has a sentence, and a day shows its own events.
#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "api/http/json/json_value.hpp"
#include "api/http/openapi.hpp"
#include "api/web/event_sentences.hpp"
#include "market/state/causes.hpp"
#include "market/state/schedule_events.hpp"
#include "registry/title/act.hpp"
#include "registry/title/conveyance.hpp"
#include "registry/title/evidence.hpp"
#include "tests/api/web/web_scene.hpp"

namespace quitrent::testing {

using namespace api;
namespace {

/// The texts of all values of an enumeration, which are numbered from 0 without gaps.
template <class Symbol>
std::vector<std::string_view> all_texts() {
  std::vector<std::string_view> texts;
  for (std::uint8_t number = 0;; ++number) {
    const std::string_view text = to_text(static_cast<Symbol>(number));
    if (text.empty()) return texts;
    texts.push_back(text);
  }
}

bool has_sentence(std::string_view kind, std::string_view value) {
  return std::ranges::any_of(event_sentences(), [&](const EventSentence& one) {
    return one.kind == kind && one.value == value;
  });
}

/// The sentence of a row of the gazette as a reader sees it.
std::string sentence(const Model& model, std::size_t row) {
  const std::string place = "rows." + std::to_string(row);
  std::string text;
  for (std::size_t part = 0;; ++part) {
    const Model* const parts = model.get("rows")->list_value().at(row).get("parts");
    if (part == parts->list_value().size()) return text;
    text += shown(model, place + ".parts." + std::to_string(part) + ".text");
  }
}

std::size_t row_count(const Page& page) { return page.model.get("rows")->list_value().size(); }

TEST_CASE("every kind of public event has a sentence") {
  const auto document = parse_json(openapi_document());
  REQUIRE(document.has_value());
  const JsonValue* at = &*document;
  for (const char* const name : {"components", "schemas", "Event", "properties", "kind", "enum"}) {
    at = at->member(name);
    REQUIRE(at != nullptr);
  }
  std::set<std::string_view> kinds;
  for (const JsonValue& kind : at->items) {
    CAPTURE(kind.text);
    kinds.insert(kind.text);
    CHECK(std::ranges::find(event_sentences(), kind.text, &EventSentence::kind) !=
          event_sentences().end());
  }
  CHECK(kinds.size() > 20);
  for (const EventSentence& one : event_sentences()) CHECK(kinds.contains(one.kind));
}

TEST_CASE("every cause, outcome and state of an event has a sentence") {
  struct Row {
    const char* kind;
    std::vector<std::string_view> values;
  };
  const std::vector<Row> rows{
      {"standing-changed", all_texts<market::AssetStatusCause>()},
      {"asset-conveyed", all_texts<ConveyanceCause>()},
      {"encumbrances-changed", all_texts<market::EncumbranceCause>()},
      {"registrar-noted", all_texts<market::RegistrarNote>()},
      {"purchase-changed", all_texts<market::PurchaseStatus>()},
      {"terms-changed", all_texts<market::TermsCause>()},
      {"finding-changed", all_texts<market::FindingOutcome>()},
      {"contest-changed", all_texts<market::ContestChange>()},
      {"contest-decided", all_texts<ContestOutcome>()},
      {"schedule-decided", all_texts<market::ProposalEnd>()},
      {"register-founded", all_texts<market::RegisterKind>()},
      {"act-ended", {to_text(ActState::done), to_text(ActState::withdrawn)}}};
  for (const Row& row : rows) {
    REQUIRE(row.values.size() >= 2);
    for (const std::string_view value : row.values) {
      CAPTURE(row.kind);
      CAPTURE(value);
      CHECK(has_sentence(row.kind, value));
    }
  }
}

TEST_CASE("the places of a sentence are closed and have a form that pages know") {
  const std::set<std::string_view> forms{"asset", "about",  "assets", "amount",  "percent", "day",
                                         "words", "number", "shares", "instant", ""};
  for (const EventSentence& one : event_sentences()) {
    CAPTURE(one.text);
    CHECK(one.text.ends_with('.') != one.text.ends_with("reason}"));
    std::string_view rest = one.text;
    for (std::size_t open = rest.find('{'); open != std::string_view::npos; open = rest.find('{')) {
      const std::size_t close = rest.find('}', open);
      REQUIRE(close != std::string_view::npos);
      const std::string_view place = rest.substr(open + 1, close - open - 1);
      const std::size_t colon = std::min(place.find(':'), place.size());
      CHECK(forms.contains(place.substr(std::min(colon + 1, place.size()))));
      rest.remove_prefix(close + 1);
    }
  }
}

TEST_CASE("what is no day has no gazette") {
  for (const char* const query : {"day=yesterday", "day=2026-02-30", "day=2026-03-15T00:00:00Z"}) {
    CAPTURE(query);
    CHECK(web_scene().page("/gazette", query).status == 400);
  }
  CHECK(web_scene().page("/gazette", "cursor=wrong").status == 400);
}

TEST_CASE("a day shows what happened on it, with links to assets and parties") {
  const WebScene& scene = web_scene();
  const Page page = scene.page("/gazette", "day=2026-02-01");
  REQUIRE(page.status == 200);
  CHECK(shown(page.model, "day_words") == "1 February 2026");
  CHECK(shown(page.model, "day_before") == "/gazette?day=2026-01-31");
  CHECK(shown(page.model, "day_after") == "/gazette?day=2026-02-02");
  bool is_found = false;
  for (std::size_t row = 0; row < row_count(page); ++row) {
    const std::string place = "rows." + std::to_string(row);
    CHECK(shown(page.model, place + ".iso").starts_with("2026-02-01T"));
    if (sentence(page.model, row) !=
        "Ben bought Patent US2190483 from Ana for EUR\u00a036,500.00.") {
      continue;
    }
    is_found = true;
    CHECK(shown(page.model, place + ".parts.0.address") == "/parties/" + scene.ben.first);
    CHECK(shown(page.model, place + ".parts.1.address") == "false");
    CHECK(shown(page.model, place + ".parts.2.address") == "/assets/" + scene.patent);
  }
  CHECK(is_found);
}

TEST_CASE("the gazette of today comes first, and has no day after") {
  const Page page = web_scene().page("/gazette");
  CHECK(shown(page.model, "day") == "2026-03-20");
  CHECK(shown(page.model, "is_today") == "true");
  CHECK(shown(page.model, "day_after") == "false");
  const Page later = web_scene().page("/gazette", "day=2026-03-21");
  CHECK(shown(later.model, "is_later") == "true");
  CHECK(shown(later.model, "has_rows") == "false");
}

TEST_CASE("a day with many events is shown page by page, each event once") {
  const WebScene scene;
  for (int count = 0; count < 60; ++count) {
    const RawReply paid = scene.dispatcher.post("/v1/assets/" + scene.patent + "/escrow/deposits",
                                                scene.ben.second, R"({"amount":"1.00"})");
    REQUIRE_MESSAGE(paid.status < 300, paid.body);
  }
  std::size_t sentences = 0;
  std::size_t pages = 0;
  for (std::string query = "day=2026-03-20"; !query.empty();) {
    const Page page = scene.page("/gazette", query);
    REQUIRE(page.status == 200);
    for (std::size_t row = 0; row < row_count(page); ++row) {
      if (sentence(page.model, row) == "EUR\u00a01.00 came into the escrow of Patent US2190483.") {
        ++sentences;
      }
    }
    const std::string next = shown(page.model, "next");
    query = next == "false" ? "" : next.substr(next.find('?') + 1);
    ++pages;
    REQUIRE(pages < 10);
  }
  CHECK(sentences == 60);
  CHECK(pages >= 2);
}

}  // namespace
}  // namespace quitrent::testing
