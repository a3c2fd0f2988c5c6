// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/journal_command.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "api/http/assets/asset_answer.hpp"
#include "api/http/json/json_writer.hpp"
#include "api/office/folded_journal.hpp"
#include "registry/storage/sqlite/sqlite_journal.hpp"
#include "tools/quitrent/entry_text.hpp"

namespace quitrent {
namespace {

constexpr int kDamaged = 1;
constexpr int kUnusable = 2;

/// One line on standard error.
void say(std::string line) {
  std::ranges::replace_if(line, [](char c) { return c == '\n' || c == '\r'; }, ' ');
  fmt::print(stderr, "quitrent journal: {}\n", line);
}

/// What the words ask for.
struct Asked {
  std::string file;
  Sequence from = 1;   ///< first entry to show
  Sequence until = 0;  ///< last entry; 0: the newest
  std::string asset;   ///< to show after a replay; empty: none
  bool json = false;
};

/// Speaks of how far a long replay has come, every 100'000 entries.
void report(Sequence done) {
  if (done % 100'000 == 0) say(fmt::format("{} entries replayed", done));
}

int dump(const Asked& asked) {
  const auto reader = read_sqlite_journal(asked.file);
  Sequence shown = 0;
  reader->read(asked.from - 1, [&](const Entry& entry) {
    if (asked.until != 0 && entry.sequence > asked.until) return false;
    const std::string text = asked.json ? entry_json(entry) + '\n' : entry_text(entry);
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) return false;
    shown = entry.sequence;
    return true;
  });
  if (shown == 0) {
    say(fmt::format("{} has no entry {}; its newest is {}", asked.file, asked.from,
                    reader->newest()));
    return kUnusable;
  }
  return 0;
}

/// How many assets are in each state, in the order of the states.
std::vector<std::pair<std::string_view, std::uint64_t>> states_of(const Books& books) {
  std::array<std::uint64_t, kAssetStates.size()> counts{};
  for (Ordinal row = 0; row < books.asset_count(); ++row) {
    ++counts[static_cast<std::size_t>(shown_state(books.asset(row).standing))];
  }
  std::vector<std::pair<std::string_view, std::uint64_t>> states;
  for (const AssetState state : kAssetStates) {
    const std::uint64_t count = counts[static_cast<std::size_t>(state)];
    if (count > 0) states.emplace_back(to_text(state), count);
  }
  return states;
}

std::string replay_json(const FoldedJournal& folded) {
  const Books& books = folded.books;
  JsonWriter json;
  json.begin_object()
      .number("entries", folded.head.sequence)
      .text("at", to_text(folded.head.at))
      .text("digest", to_text(folded.head.digest))
      .number("public_events", folded.head.next_public - 1)
      .number("parties", books.party_count())
      .number("assets", books.asset_count())
      .key("states")
      .begin_object();
  for (const auto& [state, count] : states_of(books)) json.number(state, count);
  json.end_object()
      .text("held_in_all", to_text(books.ledger().held_in_all()))
      .text("awaiting_apportionment", to_text(books.ledger().balance({AccountKind::revenue, 0})))
      .end_object();
  return json.take() + '\n';
}

std::string replay_text(const FoldedJournal& folded) {
  const Books& books = folded.books;
  std::string text = fmt::format(
      "entries    {} with {} public events, up to {}\nat         {}\nregister   {} assets, {} "
      "parties\n",
      folded.head.sequence, folded.head.next_public - 1, to_text(folded.head.digest),
      to_text(folded.head.at), books.asset_count(), books.party_count());
  for (const auto& [state, count] : states_of(books)) {
    text += fmt::format("state      {} {}\n", state, count);
  }
  text += fmt::format("money      {} in all, {} awaiting apportionment\n",
                      to_text(books.ledger().held_in_all()),
                      to_text(books.ledger().balance({AccountKind::revenue, 0})));
  return text;
}

int replay(const Asked& asked) {
  const auto reader = read_sqlite_journal(asked.file);
  const Sequence newest = reader->newest();
  const Sequence until = asked.until == 0 ? newest : asked.until;
  if (until == 0 || until > newest) {
    say(fmt::format("{} has no entry {}; its newest is {}", asked.file, until, newest));
    return kUnusable;
  }
  FoldedJournal folded;
  reader->read(0, [&](const Entry& entry) {
    folded.fold(entry);
    report(entry.sequence);
    return entry.sequence < until;
  });
  std::string text = asked.json ? replay_json(folded) : replay_text(folded);
  if (!asked.asset.empty()) {
    const auto id = parse_identifier<AssetKind>(asked.asset);
    const Asset* const asset = id ? folded.books.asset(*id) : nullptr;
    if (asset == nullptr) {
      say(fmt::format("after entry {} there is no asset {}", until, asked.asset));
      return kUnusable;
    }
    text = asset_json(folded.books, *asset, folded.head.at) + '\n';
  }
  std::fputs(text.c_str(), stdout);
  return 0;
}

/// Adds what both commands take.
void add_common(CLI::App& command, Asked& asked) {
  command.add_option("FILE", asked.file, "the register's file")->required();
  command.add_flag("--json", asked.json, "print JSON");
}

int parsed(CLI::App& app, std::vector<std::string> words, const CLI::App& dumps, Asked& asked) {
  app.parse(std::move(words));
  return dumps.parsed() ? dump(asked) : replay(asked);
}

}  // namespace

int run_journal(int argc, const char* const* argv) {
  Asked asked;
  CLI::App app{
      "Shows what a journal holds. Reads only, beside a running server or without one. What it "
      "prints includes private facts: cash, references, names of parties.",
      "quitrent journal"};
  app.require_subcommand(1);
  CLI::App& dumps = *app.add_subcommand("dump", "print the entries, one after the other");
  add_common(dumps, asked);
  dumps.add_option("--from", asked.from, "first entry to print; default 1")
      ->check(CLI::Range(Sequence{1}, Sequence{INT64_MAX}));
  dumps.add_option("--until", asked.until, "last entry to print; default: the newest");
  CLI::App& replays = *app.add_subcommand(
      "replay", "verify and replay the entries from the first on, and say what they come to");
  add_common(replays, asked);
  replays.add_option("--until", asked.until, "last entry to replay; default: the newest");
  replays.add_option("--asset", asked.asset, "print this asset as it was then, as JSON");
  // CLI11 takes the words last first.
  std::vector<std::string> words{argv, argv + argc};
  std::ranges::reverse(words);
  try {
    return parsed(app, std::move(words), dumps, asked);
  } catch (const CLI::CallForHelp&) {
    const CLI::App& shown = dumps.count("--help") > 0     ? dumps
                            : replays.count("--help") > 0 ? replays
                                                          : app;
    std::fputs(shown.help().c_str(), stdout);
    return 0;
  } catch (const DamagedBytes& fault) {
    say(fault.what());
    return kDamaged;
  } catch (const JournalDamaged& fault) {
    say(fault.what());
    return kDamaged;
  } catch (const std::exception& fault) {
    say(fault.what());
    return kUnusable;
  }
}

}  // namespace quitrent
