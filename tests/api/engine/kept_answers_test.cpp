// SPDX-License-Identifier: EUPL-1.2
#include "api/engine/kept_answers.hpp"

#include <string>

#include <doctest/doctest.h>

#include "api/engine/folded_journal.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tests/api/engine/fixture.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
namespace {

RepeatKey key(const std::string& text) { return {.key = text, .fingerprint = sha256(text)}; }

/// Pays one unit out to a party, under a key. Answers with the code of the refusal, or with
/// `replayed` or `done`.
std::string paid(EngineFixture& context, const PartyId& by, std::optional<RepeatKey> repeat_key) {
  const auto reply =
      context.file(by, WithdrawCash{.amount = units(1), .reference = {}}, std::move(repeat_key));
  if (!reply) return std::string{to_text(reply.error().code)};
  return reply->replayed ? "replayed" : "done";
}

TEST_CASE("a party's answers are kept up to a bound, and those kept stay what they are") {
  const EngineLimits limits{.answers_a_party = 3};
  EngineFixture context{limits};
  const PartyId ana = context.member("ana", units(100));
  const PartyId ben = context.member("ben", units(100));
  for (const char* text : {"1", "2", "3"}) REQUIRE(paid(context, ana, key(text)) == "done");
  const Sequence before = context.engine->status().sequence;
  CHECK(paid(context, ana, key("4")) == "too-many-kept-answers");
  CHECK(context.engine->status().sequence == before);
  CHECK(paid(context, ana, key("1")) == "replayed");
  CHECK(paid(context, ana, {}) == "done");
  CHECK(paid(context, ben, key("4")) == "done");
  SUBCASE("a restart counts them again") {
    context.open(limits);
    CHECK(paid(context, ana, key("4")) == "too-many-kept-answers");
    CHECK(paid(context, ana, key("3")) == "replayed");
  }
  SUBCASE("after thirty days there is room, whether or not anything happened since") {
    context.clock->advance(at("2026-01-31T00:00:00Z"));
    CHECK(paid(context, ana, key("4")) == "too-many-kept-answers");
    context.clock->advance(at("2026-01-31T00:00:01Z"));
    CHECK(paid(context, ana, key("4")) == "done");
    CHECK(paid(context, ana, key("1")) == "done");
  }
}

TEST_CASE("what is folded for a snapshot holds answers of thirty days and no older ones") {
  EngineFixture context;
  const PartyId ana = context.member("ana", units(100));
  for (const char* text : {"1", "2", "3"}) REQUIRE(paid(context, ana, key(text)) == "done");
  const auto kept = [&context] {
    return folded(*context.journal->reader(), [](Sequence) { return true; })->kept.size();
  };
  CHECK(kept() == 3);
  context.clock->advance(at("2026-02-15T00:00:00Z"));
  REQUIRE(paid(context, ana, key("4")) == "done");
  CHECK(kept() == 1);
}

TEST_CASE("answers that journals of before kept under another name are found") {
  const PartyId caller{Uuid{{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}}};
  const Digest name = KeptAnswers::name(caller, "k");
  const Digest earlier = KeptAnswers::earlier_name(caller, "k");
  CHECK(name != earlier);
  CHECK(to_text(earlier) ==
        to_text(sha256(
            std::string{"\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10k"})));
  CHECK(name.bytes[0] == 9);
  CHECK(name.bytes[7] == 16);
  CHECK(name.bytes[8] == earlier.bytes[8]);
  CHECK(KeptAnswers::name(caller, "l") != name);
}

}  // namespace
}  // namespace quitrent::testing
