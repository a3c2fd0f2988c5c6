// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/journal_command.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "api/engine/folded_journal.hpp"
#include "api/http/assets/asset_answer.hpp"
#include "api/http/json/json_writer.hpp"
#include "api/settings/flag_faults.hpp"
#include "registry/journal/verified_reader.hpp"
#include "registry/storage/sqlite/journal_shape.hpp"
#include "registry/storage/sqlite/sqlite_journal.hpp"
#include "tools/quitrent/entry_text.hpp"
#include "tools/quitrent/exit_codes.hpp"
#include "tools/quitrent/say_line.hpp"
#include "tools/verify/files_beside.hpp"

namespace quitrent {
namespace {

constexpr const char* kJournal = "journal";

/// The flags and words of the command line.
struct Asked {
  std::string file;
  Sequence from = 1;   ///< first entry to show
  Sequence until = 0;  ///< last entry; 0: the newest
  std::string asset;   ///< to show after a replay; empty: none
  bool json = false;
};

/// Reports the progress of a long replay, every 100'000 entries.
void report(Sequence done) {
  if (done % 100'000 == 0) say_line(kJournal, fmt::format("{} entries replayed", done));
}

/// Reads the journal entry by entry; each entry is verified, and so is the one behind it. Names the
/// entry that `take` cannot read, in a JournalDamaged.
void read_entries(VerifiedReader& reader, const Asked& asked,
                  const std::function<bool(const Entry&)>& take) {
  reader.read(asked.from - 1, [&](const Entry& entry) {
    try {
      return take(entry) && entry.sequence != asked.until;
    } catch (const std::exception& fault) {  // damaged bytes, or sums that are out of range
      throw JournalDamaged("entry " + std::to_string(entry.sequence) +
                           " cannot be read: " + fault.what());
    }
  });
}

/// Says which entries the files beside a journal name and it does not hold. Answers with the exit
/// code.
int said_missing(const FilesBeside& beside, JournalReader& reader) {
  const Sequence newest = reader.newest();
  for (const std::string& line : beside.unread_claims) say_line(kJournal, line);
  const auto unmet = unmet_claims(beside.files.claims, claimed_journal(reader, newest));
  for (const api::Claim& claim : unmet)
    say_line(kJournal, missing_line(claim, beside.files.journal, newest));
  return unmet.empty() ? 0 : kDamaged;
}

/// The newest entry; nothing where the end of the journal is damaged.
std::optional<Sequence> newest_if_whole(JournalReader& reader) {
  try {
    return reader.newest();
  } catch (const JournalDamaged&) {
    return std::nullopt;
  }
}

int dump(const Asked& asked, const FilesBeside& beside) {
  VerifiedReader reader{read_sqlite_journal(asked.file)};
  // Where the end is damaged, the entries before it are printed; then the damage ends the command.
  const std::optional<Sequence> newest = newest_if_whole(reader);
  if (newest && asked.from > *newest) {
    if (said_missing(beside, reader) == kDamaged) return kDamaged;
    say_line(kJournal,
             fmt::format("{} has no entry {}; its newest is {}", asked.file, asked.from, *newest));
    return kUnusable;
  }
  read_entries(reader, asked, [&](const Entry& entry) {
    const std::string text = asked.json ? entry_json(entry) + '\n' : entry_text(entry);
    return std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  });
  return said_missing(beside, reader);
}

/// How many assets are in each state, in the order of the states.
std::vector<std::pair<std::string_view, std::uint64_t>> states_of(const market::Books& books) {
  std::array<std::uint64_t, kAssetStates.size()> counts{};
  for (Ordinal row = 0; row < books.asset_count(); ++row) {
    ++counts[static_cast<std::size_t>(shown_state(books.asset(row).status))];
  }
  std::vector<std::pair<std::string_view, std::uint64_t>> states;
  for (const AssetState state : kAssetStates) {
    const std::uint64_t count = counts[static_cast<std::size_t>(state)];
    if (count > 0) states.emplace_back(to_text(state), count);
  }
  return states;
}

std::string replay_json(const api::FoldedJournal& folded) {
  const market::Books& books = folded.books;
  api::JsonWriter json;
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
      .text("held_in_all", to_text(books.ledger().total_money()))
      .text("awaiting_apportionment", to_text(books.ledger().balance({AccountKind::revenue, 0})))
      .end_object();
  return json.take() + '\n';
}

std::string replay_text(const api::FoldedJournal& folded) {
  const market::Books& books = folded.books;
  std::string text = fmt::format(
      "entries    {} with {} public events, up to {}\nat         {}\nregister   {} assets, {} "
      "parties\n",
      folded.head.sequence, folded.head.next_public - 1, to_text(folded.head.digest),
      to_text(folded.head.at), books.asset_count(), books.party_count());
  for (const auto& [state, count] : states_of(books)) {
    text += fmt::format("state      {} {}\n", state, count);
  }
  text += fmt::format("money      {} in all, {} awaiting apportionment\n",
                      to_text(books.ledger().total_money()),
                      to_text(books.ledger().balance({AccountKind::revenue, 0})));
  return text;
}

int replay(const Asked& asked, const FilesBeside& beside) {
  VerifiedReader reader{read_sqlite_journal(asked.file)};
  const Sequence newest = reader.newest();
  const Sequence until = asked.until == 0 ? newest : asked.until;
  if (until == 0 || until > newest) {
    if (said_missing(beside, reader) == kDamaged) return kDamaged;
    say_line(kJournal,
             fmt::format("{} has no entry {}; its newest is {}", asked.file, until, newest));
    return kUnusable;
  }
  api::FoldedJournal folded;
  read_entries(reader, asked, [&](const Entry& entry) {
    folded.take_in(entry);
    report(entry.sequence);
    return entry.sequence < until;
  });
  std::string text = asked.json ? replay_json(folded) : replay_text(folded);
  if (!asked.asset.empty()) {
    const auto id = parse_identifier<AssetKind>(asked.asset);
    const Asset* const asset = id ? folded.books.asset(*id) : nullptr;
    if (asset == nullptr) {
      if (said_missing(beside, reader) == kDamaged) return kDamaged;
      say_line(kJournal, fmt::format("after entry {} there is no asset {}", until, asked.asset));
      return kUnusable;
    }
    text = api::asset_json(folded.books, *asset, folded.head.at) + '\n';
  }
  std::fputs(text.c_str(), stdout);
  return said_missing(beside, reader);
}

/// One subcommand of `quitrent journal`.
struct Part {
  std::string_view name, purpose;
  int (*run)(const Asked&, const FilesBeside&);
};

constexpr auto kParts = std::to_array<Part>({
    {"dump", "print the entries, one after the other", dump},
    {"replay", "verify and replay the entries from the first on, and say what they come to",
     replay},
});

void print_usage() {
  std::string text = "usage: quitrent journal dump|replay FILE [FLAGS]\n\n";
  for (const Part& part : kParts) text += fmt::format("  {:<8} {}\n", part.name, part.purpose);
  text +=
      "\nReads only, beside a running server or without one. What is printed includes private "
      "facts:\ncash, references, names of parties.\n"
      "quitrent journal dump --help lists the flags.\n";
  std::fputs(text.c_str(), stdout);
}

/// Runs a part on the journal and the files beside it. Throws JournalFault.
int run_on_files(const Part& part, const Asked& asked) {
  if (asked.until != 0 && asked.from > asked.until) {
    say_line(
        kJournal,
        fmt::format("--from {} --until {}: the range is reversed; say the first entry with --from",
                    asked.from, asked.until));
    return kUnusable;
  }
  // Read before the end of the journal is asked for, because a server beside may append.
  const FilesBeside beside = claims_of_files(asked.file);
  const std::vector<Damage> lost = lost_journal(asked.file, beside);
  for (const Damage& damage : lost) say_line(kJournal, damage.what);
  return lost.empty() ? part.run(asked, beside) : kDamaged;
}

int run_part(const Part& part, std::vector<std::string> words) {
  Asked asked;
  CLI::App app{std::string{part.purpose}, "quitrent journal " + std::string{part.name}};
  app.add_option("FILE", asked.file, "the register's file");
  app.add_flag("--json", asked.json, "print JSON");
  const auto any_entry = CLI::Range(Sequence{1}, Sequence{INT64_MAX});
  if (part.run == dump) {
    app.add_option("--from", asked.from, "first entry to print; default 1")->check(any_entry);
  } else {
    app.add_option("--asset", asked.asset, "print this asset as it was then, as JSON");
  }
  app.add_option("--until", asked.until, "last entry; default: the newest")->check(any_entry);
  try {
    app.parse(std::move(words));
    if (asked.file.empty()) throw CLI::RequiredError("FILE");
    return run_on_files(part, asked);
  } catch (const CLI::CallForHelp&) {
    std::fputs(app.help().c_str(), stdout);
    return 0;
  } catch (const CLI::ParseError& wrong) {
    say_line(kJournal, api::flag_fault(app, wrong));
    return kUnusable;
  } catch (const JournalDamaged& fault) {
    say_line(kJournal, fmt::format("{}; {}", fault.what(), how_to_restore(asked.file)));
    return kDamaged;
  } catch (const std::exception& fault) {
    say_line(kJournal, fault.what());
    return kUnusable;
  }
}

}  // namespace

int run_journal(int argc, const char* const* argv) {
  const std::string_view word = argc > 0 ? argv[0] : "";
  if (word == "--help" || word == "-h") {
    print_usage();
    return 0;
  }
  const auto* const part = std::ranges::find(kParts, word, &Part::name);
  if (part == kParts.end()) {
    say_line(kJournal, "takes dump or replay; quitrent journal --help says what they do");
    return kUnusable;
  }
  // CLI11 takes the words last first.
  std::vector<std::string> words{argv + 1, argv + argc};
  std::ranges::reverse(words);
  return run_part(*part, std::move(words));
}

}  // namespace quitrent
