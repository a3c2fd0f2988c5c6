// SPDX-License-Identifier: EUPL-1.2
#include "api/server/founding.hpp"

#include <string>
#include <thread>

#include "api/auth/secret.hpp"
#include "api/engine/private_part.hpp"
#include "api/server/degree_basis.hpp"
#include "api/server/log.hpp"
#include "api/server/start.hpp"
#include "api/server/system_clock.hpp"
#include "market/codec/events.hpp"

namespace quitrent::api {
namespace {

/// What the entries of a register show about it, where its founding entry does not state its kind.
struct Traces {
  std::optional<market::RegisterFounded> stated;  ///< recorded at a later start
  bool clock_moved = false;                       ///< by request, which only a sandbox permits
  bool has_heartbeats = false;  ///< it has heartbeats, which only a register in real time makes
  bool own_key = false;         ///< some party's key derives from this secret
  bool other_key = false;       ///< some party's key derives from another secret
  Digest operator_key;          ///< keyed hash of the first operator's key
};

/// Compares the keyed hashes of parties with this secret: the key of a party derives from the
/// secret and the seed of the filing that registered it.
void look_at_keys(Traces& traces, const Entry& entry, const PrivatePart& part, const Keys& keys) {
  for (const market::Event& event : market::decoded(part.events)) {
    const auto* party = std::get_if<market::PartyRegistered>(&event);
    if (party == nullptr) continue;
    if (entry.sequence == 1) {
      traces.operator_key = party->key;
    } else if (part.seed) {
      const bool own = keys.keyed_hash(keys.api_key(*part.seed)) == party->key;
      (own ? traces.own_key : traces.other_key) = true;
    }
  }
}

/// Reads what an entry shows. True once later entries can show nothing more.
bool look_at(Traces& traces, const Entry& entry, const Keys& keys) {
  const std::vector<market::Event> shown = market::decoded(entry.public_part);
  for (const market::Event& event : shown) {
    const auto* founded = std::get_if<market::RegisterFounded>(&event);
    if (founded != nullptr) traces.stated = *founded;
  }
  const PrivatePart part = private_part(entry.private_part);
  if (shown.empty() && part.events.empty())
    (part.seed ? traces.clock_moved : traces.has_heartbeats) = true;
  look_at_keys(traces, entry, part, keys);
  return traces.stated.has_value();
}

void require_kind(market::RegisterKind is, const Settings& settings, const std::string& because) {
  if (is == founding_kind(settings)) return;
  throw CannotStart{
      settings.db.string() +
      (is == market::RegisterKind::sandbox
           ? " is a sandbox" + because + ": start it with --sandbox"
           : " is a register in real time" + because + ": start it without --sandbox")};
}

[[noreturn]] void refuse_key(const Settings& settings) {
  throw CannotStart{"the key file " + secret_file(settings.db).string() +
                    " is another register's; put back the one that was made with " +
                    settings.db.string()};
}

void require_stated(const market::RegisterFounded& stated, const Settings& settings,
                    const Keys& keys) {
  require_kind(stated.kind, settings, "");
  if (stated.key_check != founding_of(settings, keys).key_check) refuse_key(settings);
}

/// The founding that an earlier version of the program did not record, inferred from its entries.
market::RegisterFounded inferred(const Traces& traces, const Settings& settings, const Keys& keys) {
  if (traces.clock_moved != traces.has_heartbeats) {
    require_kind(traces.clock_moved ? market::RegisterKind::sandbox : market::RegisterKind::real,
                 settings,
                 traces.clock_moved ? " (its clock was moved by request)" : " (it has heartbeats)");
  }
  if (traces.other_key && !traces.own_key) refuse_key(settings);
  const bool known =
      settings.operator_key && keys.keyed_hash(*settings.operator_key) == traces.operator_key;
  const market::RegisterFounded founded = founding_of(settings, keys);
  say("an earlier program founded this register; recorded from now on: it is " +
      std::string{founded.kind == market::RegisterKind::sandbox ? "a sandbox" : "in real time"} +
      (traces.clock_moved != traces.has_heartbeats ? "" : ", as it was started now") +
      (traces.own_key || known ? "" : "; its key file is taken as it is, unchecked"));
  return founded;
}

/// A duration in words.
std::string in_words(Duration length) {
  const std::int64_t seconds = length.seconds();
  if (seconds >= 2 * 86'400) return std::to_string(seconds / 86'400) + " days";
  if (seconds >= 2 * 3'600) return std::to_string(seconds / 3'600) + " hours";
  if (seconds >= 2 * 60) return std::to_string(seconds / 60) + " minutes";
  return std::to_string(seconds) + " seconds";
}

}  // namespace

market::RegisterKind founding_kind(const Settings& settings) {
  return settings.mode == Mode::sandbox ? market::RegisterKind::sandbox
                                        : market::RegisterKind::real;
}

market::RegisterFounded founding_of(const Settings& settings, const Keys& keys) {
  return {.kind = founding_kind(settings), .key_check = keys.keyed_digest("register", {})};
}

std::optional<market::RegisterFounded> checked_founding(Journal& journal, const Settings& settings,
                                                        const Keys& keys) {
  if (journal.head().sequence == 0) return std::nullopt;
  Traces traces;
  journal.reader()->read(0, [&](const Entry& entry) { return !look_at(traces, entry, keys); });
  if (!traces.stated) return inferred(traces, settings, keys);
  require_stated(*traces.stated, settings, keys);
  return std::nullopt;
}

void check_charter(const market::Books& books, const Settings& settings,
                   const tax::Charter& charter) {
  const market::CharterRecorded* const recorded = books.acts().recorded_charter();
  if (!settings.charter || recorded == nullptr) return;
  const bool same = recorded->extent == market::CharterExtent::whole
                        ? recorded->charter == charter
                        : recorded->charter.acts == charter.acts;
  if (same) return;
  throw CannotStart{"--charter: " + settings.charter->string() +
                    " says something else than the charter that this register has recorded; GET "
                    "/v1/charter shows that one"};
}

std::vector<market::Event> charter_facts(const market::Books& books,
                                         const std::optional<tax::Charter>& stated) {
  const market::CharterRecorded* const recorded = books.acts().recorded_charter();
  const bool is_whole = recorded != nullptr && recorded->extent == market::CharterExtent::whole;
  if (!books.founded() || is_whole) return {};
  if (!stated) {
    if (recorded != nullptr) return {};
    return {market::CharterRecorded{.charter = {}, .extent = market::CharterExtent::acts}};
  }
  market::CharterRecorded whole{.charter = *stated};
  if (recorded != nullptr) whole.charter.acts = recorded->charter.acts;
  return {whole};
}

void wait_for_system_clock(Instant to) {
  constexpr std::chrono::seconds between_lines{10};
  auto spoken = std::chrono::steady_clock::now() - between_lines;
  for (Instant now = wall_clock_now(); now < to; now = wall_clock_now()) {
    if (std::chrono::steady_clock::now() - spoken >= between_lines) {
      spoken = std::chrono::steady_clock::now();
      say("waiting until the system clock has come to " + to_text(to) + "; " + in_words(to - now) +
          " to go");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{200});
  }
}

void check_system_clock(const Settings& settings, const Head& newest) {
  if (settings.mode == Mode::sandbox || newest.sequence == 0) return;
  const Instant now = wall_clock_now();
  const std::string clocks = "the system clock (" + to_text(now) + ") stands ";
  const std::string entry = " the newest entry (" + to_text(newest.at) + ")";
  if (newest.at - now > kClockBehind) {
    if (settings.clock_behind == ClockBehind::wait) return wait_for_system_clock(newest.at);
    throw CannotStart{clocks + in_words(newest.at - now) + " before" + entry +
                      ": set it, or start with --wait-for-clock"};
  }
  if (now - newest.at > kClockAhead && settings.clock_ahead == ClockAhead::refuse) {
    throw CannotStart{clocks + in_words(now - newest.at) + " after" + entry +
                      ": set it or, if it is right, start with --accept-gap, which records the "
                      "time between as an outage"};
  }
}

void found(Engine& engine, const Keys& keys, const Settings& settings, Founding founding) {
  for (const std::string& caution : founding.schedule.cautions) say(caution);
  std::string key;
  if (settings.operator_key) {
    key = *settings.operator_key;
  } else {
    key = drawn_key();
    say("the operator's API key, shown this once: " + key);
  }
  if (const auto stop = engine.filing_stop()) {
    throw CannotStart{"the register cannot be founded: " + stop->reason +
                      "; make room or lower --disk-reserve"};
  }
  const auto reply = engine.file(
      {.filing = {.by = {},
                  .seed = Engine::drawn_seed(),
                  .request =
                      market::FoundRegister{.schedule_toml = std::move(founding.schedule.toml),
                                            .operator_name = "Operator",
                                            .operator_key = keys.keyed_hash(key),
                                            .founded = founding_of(settings, keys),
                                            .charter = charter_of(settings),
                                            .basis = founding.basis}},
       .render = {},
       .repeat_key = {}});
  if (!reply) throw CannotStart{"the register cannot be founded: " + reply.error().detail};
}

void check_founding(const market::Books& books, const Settings& settings,
                    const FoundingSchedule& schedule) {
  if (!books.founded() || !settings.schedule || books.founding().toml == schedule.toml) return;
  throw CannotStart{"--schedule: " + settings.schedule->string() +
                    " is not the schedule on which this register was founded"};
}

std::vector<market::Event> start_facts(const market::Books& books,
                                       const std::optional<tax::Charter>& charter,
                                       const tax::DegreeBasis& carried) {
  std::vector<market::Event> facts = charter_facts(books, charter);
  BasisChange change = basis_change(books, carried);
  for (const std::string& line : change.lines) say(line);
  facts.insert(facts.end(), change.facts.begin(), change.facts.end());
  return facts;
}

}  // namespace quitrent::api
