// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "api/engine/engine.hpp"
#include "api/engine/private_part.hpp"
#include "api/server/evidence.hpp"
#include "api/server/start.hpp"
#include "api/views/views.hpp"
#include "market/codec/events.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tax/schedule/founding.hpp"
#include "tax/schedule/schedule.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
using namespace tax;

/// A register as the server composes it, without the HTTP interface.
class Serving {
 public:
  /// Opens the register at `db` and founds it if it is new. `accept`: the last entry after which a
  /// loss is accepted. `said` gets the lines that an operator would see.
  explicit Serving(const std::filesystem::path& db, std::optional<std::uint64_t> accept = {},
                   std::vector<std::string>* said = nullptr) {
    Settings settings;
    settings.db = db;
    settings.mode = Mode::sandbox;
    settings.checkpoint_pages = 40;
    settings.accept_loss_after = accept;
    const auto say = [said](std::string_view line) {
      if (said != nullptr) said->emplace_back(line);
    };
    files_ = opened(settings, say);
    for (const std::string& note : files_.notes) say(note);
    clock_ = std::make_unique<SandboxClock>(
        std::max(*parse_instant("2026-01-01T00:00:00Z"), files_.journal->head().at));
    EngineLimits limits;
    if (files_.loss) limits.first_facts = {*files_.loss};
    engine_ = std::make_unique<Engine>(*files_.journal, *clock_, limits,
                                       EngineCalls{.keyed_digest = files_.keyed_digest});
    if (files_.loss) set_aside_snapshots(settings.db, files_.loss->after);
    if (!engine_->inquire([](const Books& books, Instant) { return books.founded(); })) found();
    views_ = std::make_unique<Views>(
        db.string() + ".views",
        ViewsSource{
            .journal = *files_.journal,
            .private_events = [](std::string_view part) { return private_part(part).events; },
            .complain = [](std::string_view) {},
            .keyed_digest = files_.keyed_digest});
    views_->catch_up(engine_->status().sequence, {});
  }

  /// The operator credits the till with one unit for each number in `from`…`to` - 1.
  void credit(int from, int to) {
    for (int n = from; n < to; ++n) {
      REQUIRE(file(operator_id(), CreditCash{.party = party(1),
                                             .amount = Money::from_micro(1'000'000),
                                             .reference = "bank " + std::to_string(n)}));
    }
  }
  /// Waits until the views hold everything too.
  void await_views() {
    REQUIRE(views_->wait_until(engine_->status().sequence, std::chrono::minutes{1}));
  }
  /// Units in the till.
  std::int64_t credited() const {
    return engine_->inquire([](const Books& books, Instant) {
      return books.party_count() < 2 ? 0 : books.cash(1).micro() / 1'000'000;
    });
  }
  /// The accepted losses that the journal records.
  std::vector<LossAccepted> losses() {
    std::vector<LossAccepted> found;
    files_.journal->reader()->read(0, [&found](const Entry& entry) {
      for (const Event& event : decoded(entry.public_part)) {
        if (const auto* loss = std::get_if<LossAccepted>(&event)) found.push_back(*loss);
      }
      return true;
    });
    return found;
  }

 private:
  bool file(PartyId by, Filing::Request request) {
    return engine_
        ->file({.filing = {.by = by, .seed = Engine::drawn_seed(), .request = std::move(request)},
                .render = {},
                .repeat_key = {}})
        .has_value();
  }
  PartyId party(Ordinal ordinal) const {
    return engine_->inquire([&](const Books& books, Instant) { return books.party(ordinal).id; });
  }
  PartyId operator_id() const { return party(0); }
  void found() {
    REQUIRE(file({}, FoundRegister{.schedule_toml = std::string{founding_schedule_toml()},
                                   .operator_name = "Operator",
                                   .operator_key = sha256("operator")}));
    REQUIRE(file(operator_id(), RegisterParty{"till", Roles{Role::member}, sha256("till")}));
  }

  Opened files_;
  std::unique_ptr<SandboxClock> clock_;
  std::unique_ptr<Views> views_;
  std::unique_ptr<Engine> engine_;
};

}  // namespace quitrent::testing
