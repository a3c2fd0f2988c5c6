// SPDX-License-Identifier: EUPL-1.2
#include "tools/import/import_debian.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

#include "api/settings/flag_faults.hpp"
#include "api/settings/secret_variable.hpp"
#include "tools/import/history/history.hpp"
#include "tools/import/history/people.hpp"
#include "tools/import/history/player.hpp"
#include "tools/import/invented.hpp"
#include "tools/import/progress.hpp"
#include "tools/import/summary.hpp"

namespace quitrent {
namespace debian {
namespace {

/// The flags of the command line.
struct Flags {
  std::string server = "http://127.0.0.1:8080";
  std::string key, value_per_kib = "0.10";
  std::string docs = "/usr/share/doc";
  std::size_t limit = 0;
  bool json = false, verbose = false, demo = false, history = false;
};

/// A wrong flag or folder. Its text is the line to print.
class WrongFlag : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

void describe(CLI::App& app, Flags& flags) {
  app.add_option("--server", flags.server, "the register's address")
      ->envname("QUITRENT_SERVER")
      ->capture_default_str();
  app.add_option("--key", flags.key, "an operator's API key; or in QUITRENT_OPERATOR_KEY");
  app.add_option("--docs", flags.docs, "folder with a folder for each package")
      ->capture_default_str();
  app.add_option("--value-per-kib", flags.value_per_kib,
                 "what holders declare for each installed KiB")
      ->capture_default_str();
  app.add_option("--limit", flags.limit, "read only so many packages; 0: all");
  app.add_flag("--demo", flags.demo,
               "also register invented assets to buy and a party with money to buy them");
  app.add_flag("--history", flags.history,
               "first give an empty sandbox two years of invented history; its clock moves");
  app.add_flag("--verbose", flags.verbose, "list each asset and each package that was not read");
  app.add_flag("--json", flags.json, "print the summary as JSON");
}

RegistrationTerms terms_of(const Flags& flags) {
  if (flags.key.empty()) {
    throw WrongFlag{"no operator's key: give --key or set QUITRENT_OPERATOR_KEY"};
  }
  const auto value = parse_money(flags.value_per_kib);
  if (!value || *value == Money{}) {
    throw WrongFlag{"--value-per-kib wants an amount above 0 such as 0.10"};
  }
  return {.operator_key = flags.key, .value_per_kib = *value};
}

PackageReading reading_of(const Flags& flags) {
  if (!std::filesystem::is_directory(flags.docs)) {
    throw WrongFlag{"--docs: there is no folder " + flags.docs};
  }
  PackageReading reading = read_packages(flags.docs, installed_packages_here());
  if (flags.limit != 0 && reading.read.size() > flags.limit) reading.read.resize(flags.limit);
  return reading;
}

void register_invented(Registration& registration, ImportOutcome& outcome) {
  for (const InventedAsset& invented : invented_assets()) {
    outcome.invented.push_back(registration.register_asset(invented.holder, invented.asset));
    if (outcome.buyer || outcome.invented.back().fate == Fate::refused) continue;
    outcome.buyer = Buyer{.member = registration.member(std::string{kBuyerName}),
                          .asset = outcome.invented.back().asset,
                          .price = invented.asset.assessment,
                          .escrow = invented.asset.escrow};
    registration.credit(outcome.buyer->member, kBuyerCash, "import newcomer");
  }
}

/// How long before the end of a history the packages are registered, so that what happened last is
/// not lost among them. The register still keeps their idempotency keys at the end.
constexpr Duration kBeforeTheEnd = Duration::from_days(20);

void register_packages(Registration& registration, const PackageReading& reading,
                       ImportOutcome& outcome) {
  Progress progress{reading.read.size()};
  for (const ReadPackage& package : reading.read) {
    outcome.assets.push_back(registration.register_package(package));
    progress.step(package.name);
  }
  progress.end();
  outcome.members = registration.members();
}

/// Makes the history of a sandbox, and calls `meanwhile` shortly before its end.
template <class Work>
HistorySummary made_history(ApiClient& client, const std::string& operator_key, Work meanwhile) {
  const Instant start = history::beginning_of(client);
  const history::History made = history::invented_history(start);
  history::Player player{client, made, operator_key};
  std::fputs("import: two years of invented history\n", stderr);
  player.play_until(made.end + Duration::from_seconds(-kBeforeTheEnd.seconds()));
  meanwhile();
  player.play_until(made.end);
  return {.from = start,
          .to = made.end,
          .steps = made.steps.size(),
          .parties = made.parties,
          .assets = made.assets,
          .holder_key = player.key_of(made.holder),
          .registrar_key = player.key_of(history::kSecondRegistrar),
          .policy_key = player.key_of(history::kProposer),
          .approver_key = player.key_of(history::kApprover)};
}

ImportOutcome imported(const Flags& flags) {
  const RegistrationTerms terms = terms_of(flags);
  PackageReading reading = reading_of(flags);
  ApiClient client{flags.server};
  Registration registration{client, terms};
  ImportOutcome outcome{.server = flags.server,
                        .assets = {},
                        .invented = {},
                        .unread = std::move(reading.unread),
                        .members = 0,
                        .buyer = {},
                        .history = {}};
  const auto packages = [&] { register_packages(registration, reading, outcome); };
  if (flags.history) {
    outcome.history = made_history(client, flags.key, packages);
  } else {
    packages();
  }
  if (flags.demo) register_invented(registration, outcome);
  return outcome;
}

int fault(const std::string& what, int exit_code) {
  std::string line = what;
  std::ranges::replace(line, '\n', ' ');
  std::fprintf(stderr, "quitrent import: %s\n", line.c_str());
  return exit_code;
}

int import_debian(int argc, const char* const* argv) {
  CLI::App app{
      "Registers the software that is installed on this Debian machine, each package with the\n"
      "holder and the licence that its machine-readable copyright file names. Running it again\n"
      "adds nothing twice.",
      "quitrent import debian"};
  Flags flags;
  describe(app, flags);
  const auto key = api::taken_variable("QUITRENT_OPERATOR_KEY");
  try {
    app.parse(argc, argv);
    if (flags.key.empty()) flags.key = key.value_or("");
    const ImportOutcome outcome = imported(flags);
    const Detail detail = flags.verbose ? Detail::each : Detail::counts;
    const std::string text =
        flags.json ? summary_json(outcome, detail) : summary_text(outcome, detail);
    std::fputs(text.c_str(), stdout);
    return 0;
  } catch (const CLI::CallForHelp&) {
    std::fputs(app.help().c_str(), stdout);
    return 0;
  } catch (const CLI::ParseError& wrong) {
    return fault(api::flag_fault(app, wrong), 2);
  } catch (const WrongFlag& wrong) {
    return fault(wrong.what(), 2);
  } catch (const WrongAddress& wrong) {
    return fault(wrong.what(), 2);
  } catch (const std::exception& broken) {
    return fault(broken.what(), 1);
  }
}

}  // namespace
}  // namespace debian

int run_import(int argc, const char* const* argv) {
  const std::string source = argc > 0 ? argv[0] : "";
  if (source == "--help" || source == "-h") {
    std::puts("usage: quitrent import debian [flags]   (--help lists them)");
    return 0;
  }
  if (source != "debian") {
    std::fputs("quitrent import: what to import? There is: debian\n", stderr);
    return 2;
  }
  return debian::import_debian(argc, argv);
}

}  // namespace quitrent
