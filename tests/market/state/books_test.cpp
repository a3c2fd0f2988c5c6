// SPDX-License-Identifier: EUPL-1.2
#include "market/codec/books.hpp"

#include <doctest/doctest.h>

#include "market/state/apply.hpp"
#include "market/state/books.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tests/market/trial_register.hpp"

using namespace quitrent;
using namespace quitrent::market;
using namespace quitrent::trial;

namespace {

AssetRegistered registered(const Books& books, std::uint32_t nth, const std::string& number) {
  Particulars particulars{.name = "Machine", .identifiers = {{"patent", number}}, .terms = {}};
  AssetRegistered event;
  event.id = AssetId::derived({}, nth, Instant{});
  event.expires_at = kEndOfTime;
  event.particulars = std::make_shared<const Particulars>(std::move(particulars));
  event.holder = books.named(0);
  return event;
}

}  // namespace

TEST_CASE("an overlay hides what it changed and leaves the books below alone") {
  const TrialRegister trial{*day(2030, 1, 1)};
  const Books& below = trial.books();
  const std::string before = encoded_books(below);
  Books overlay{below};
  const auto event = registered(below, 1, "US1");
  apply(overlay, event);
  apply(overlay, PartyRegistered{.id = PartyId::derived({}, 2, Instant{}),
                                 .name = "ben",
                                 .roles = Roles{Role::member},
                                 .key = sha256("ben")});
  apply(overlay, MoneyPosted{{.kind = PostingKind::credit,
                              .reference = "r1",
                              .lines = {{{AccountKind::bank, 0}, -units(5)},
                                        {{AccountKind::cash, 1}, units(5)}}}});
  apply(overlay, DebtChanged{.party = 1, .debt = Debt::from_words(0, 7)});
  CHECK(overlay.asset_count() == 1);
  CHECK(overlay.identifier_owner({"patent", "US1"}) == 0);
  CHECK(overlay.key_owner(sha256("ben")) == 1);
  CHECK(overlay.key_owner(sha256("operator")) == 0);
  CHECK(overlay.cash(1) == units(5));
  CHECK(overlay.counted("r1"));
  CHECK(overlay.debt(1) == Debt::from_words(0, 7));
  CHECK(overlay.timeline() == below.timeline());
  CHECK(overlay.founding().toml == below.founding().toml);
  CHECK(encoded_books(below) == before);
  CHECK(below.asset_count() == 0);
  CHECK_FALSE(below.counted("r1"));
}

TEST_CASE("overlays over overlays merge into the same books as facts applied one by one") {
  TrialRegister trial{*day(2030, 1, 1)};
  const PartyId ana = trial.member("ana");
  const Ordinal ordinal = trial.ordinal(ana);
  Books whole = decoded_books(trial.bytes());
  Books layered = decoded_books(trial.bytes());
  const std::vector<Event> first{registered(whole, 1, "US1"),
                                 MoneyPosted{{.kind = PostingKind::credit,
                                              .reference = "r1",
                                              .lines = {{{AccountKind::bank, 0}, -units(5)},
                                                        {{AccountKind::cash, ordinal}, units(5)}}}},
                                 DebtChanged{.party = ordinal, .debt = Debt::from_words(0, 7)}};
  AssetStatusChanged changed;
  changed.asset = AssetId::derived({}, 1, Instant{});
  changed.status.assessment = units(9);
  const std::vector<Event> second{
      registered(whole, 2, "US2"), changed,
      DebtChanged{.party = ordinal, .debt = Debt{}}};  // the debt is paid in full
  for (const Event& event : first) apply(whole, event);
  for (const Event& event : second) apply(whole, event);
  Books batch{layered};
  for (const std::vector<Event>* events : {&first, &second}) {
    Books filing{batch};
    for (const Event& event : *events) apply(filing, event);
    batch.merge(std::move(filing));
  }
  CHECK_FALSE(batch.debt(ordinal).outstanding());
  layered.merge(std::move(batch));
  CHECK(layered.asset(0).status.assessment == units(9));
  CHECK(layered.identifier_owner({"patent", "US2"}) == 1);
  CHECK(encoded_books(layered) == encoded_books(whole));
}

TEST_CASE("a debt that is paid in an overlay hides the one below") {
  TrialRegister trial{*day(2030, 1, 1)};
  Books whole = decoded_books(trial.bytes());
  const std::string before = encoded_books(whole);
  apply(whole, DebtChanged{.party = 0, .debt = Debt::from_words(0, 7)});
  Books overlay{whole};
  apply(overlay, DebtChanged{.party = 0, .debt = Debt{}});
  CHECK_FALSE(overlay.debt(0).outstanding());
  CHECK(whole.debt(0).outstanding());
  whole.merge(std::move(overlay));
  CHECK(encoded_books(whole) == before);
}
