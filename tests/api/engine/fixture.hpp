// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "api/engine/engine.hpp"
#include "api/engine/folded_journal.hpp"
#include "market/codec/books.hpp"
#include "registry/storage/memory/memory_journal.hpp"
#include "registry/vocabulary/ensure.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tax/schedule/founding.hpp"
#include "tax/schedule/schedule.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
using namespace tax;

inline Instant at(std::string_view text) { return *parse_instant(text); }

inline Money units(std::int64_t whole) { return Money::from_micro(whole * 1'000'000); }

/// The bytes of the books that an engine holds.
inline std::string committed_books(const Engine& engine) {
  return engine.inquire([](const Books& books, Instant) { return encoded_books(books); });
}

/// The bytes of the books that a journal gives when it is read from its beginning.
inline std::string replayed_books(Journal& journal) {
  const auto all = folded(*journal.reader(), [](Sequence) { return true; });
  return encoded_books(all->books);
}

/// A founded sandbox engine over a journal in memory, with an operator and short calls for filings.
struct EngineFixture {
  explicit EngineFixture(EngineLimits limits = {}) : journal{open_memory_journal()} {
    open(limits);
  }

  void open(EngineLimits limits = {}, EngineCalls calls = {}) {
    engine.reset();
    clock = std::make_unique<SandboxClock>(at("2026-01-01T00:00:00Z"));
    engine = std::make_unique<Engine>(*journal, *clock, limits, std::move(calls));
    if (engine->status().sequence > 0) return;
    const auto founded =
        file(PartyId{}, FoundRegister{.schedule_toml = std::string{founding_schedule_toml()},
                                      .operator_name = "Operator",
                                      .operator_key = sha256("operator")});
    ensure(founded.has_value(), "the register is founded");
    operator_id = party_of(0);
  }

  Outcome<Reply> file(PartyId by, Filing::Request request,
                      std::optional<RepeatKey> repeat_key = {}) {
    return engine->file({.filing = {.by = by, .seed = Engine::drawn_seed(), .request = request},
                         .render = render,
                         .repeat_key = std::move(repeat_key)});
  }

  PartyId party_of(Ordinal ordinal) const {
    return engine->inquire([&](const Books& books, Instant) { return books.party(ordinal).id; });
  }

  /// Registers a member and credits it with `cash`.
  PartyId member(const std::string& name, Money cash) {
    ensure(file(operator_id, RegisterParty{name, Roles{Role::member}, sha256(name)}).has_value(),
           "a member is registered");
    const PartyId id = engine->inquire(
        [](const Books& books, Instant) { return books.party(books.party_count() - 1).id; });
    ensure(file(operator_id, CreditCash{id, cash, "bank " + name}).has_value(), "money comes in");
    return id;
  }

  static RegisterAsset patent(const std::string& number, Money assessment, Money escrow) {
    auto particulars = std::make_shared<Particulars>();
    particulars->name = "Patent " + number;
    particulars->identifiers = {{"patent", number}};
    particulars->terms.form = TermsForm::commitment;
    return {.asset_class = AssetClass::patent,
            .particulars = std::move(particulars),
            .assessment = assessment,
            .escrow = escrow};
  }

  /// The newest asset.
  AssetId newest_asset() const {
    return engine->inquire(
        [](const Books& books, Instant) { return books.asset(books.asset_count() - 1).id; });
  }

  /// Writes instant, kind of receipt, asset and assessment: enough to tell answers apart.
  static std::string render(const Books& after, const Receipt& receipt, Instant now) {
    std::string body = to_text(now) + ' ' + std::to_string(receipt.index());
    if (const auto* asset = std::get_if<AssetReceipt>(&receipt)) {
      body +=
          ' ' + to_text(asset->asset) + ' ' + to_text(after.asset(asset->asset)->status.assessment);
    }
    return body;
  }

  std::unique_ptr<Journal> journal;
  std::unique_ptr<SandboxClock> clock;
  std::unique_ptr<Engine> engine;
  PartyId operator_id;
};

}  // namespace quitrent::testing
