// SPDX-License-Identifier: EUPL-1.2
#include "api/settings/settings.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "api/settings/flag_faults.hpp"
#include "api/settings/secret_variable.hpp"

namespace quitrent::api {
namespace {

constexpr std::size_t kShortestKey = 24;
constexpr std::size_t kLongestKey = 200;
constexpr std::uint64_t kMostAMinute = 1'000'000'000'000;

/// Variables that begin with QUITRENT_ and belong to no flag: the operator's key, and those of the
/// project's tools and tests.
constexpr auto kOtherVariables = std::to_array<std::string_view>(
    {"QUITRENT_OPERATOR_KEY", "QUITRENT_SHARED", "QUITRENT_REAL_RECORDS", "QUITRENT_SCENARIO",
     "QUITRENT_HOSTILE_REQUESTS", "QUITRENT_HOSTILE_SEED"});

/// The values of the flags before they are checked together.
struct FlagValues {
  std::string db, schedule, charter, licences, web_dir, clock;
  std::uint32_t port = Settings{}.port;
  bool sandbox = false;
  bool log_requests = false;
  bool wait_for_clock = false;
  bool accept_gap = false;
};

/// What is wrong with a value that must be the number of an entry; empty where nothing is wrong.
std::string entry_number(const std::string& value) {
  if (value.empty() || value.find_first_not_of("0123456789") != std::string::npos) {
    return "'" + value + "' is no whole number";
  }
  std::uint64_t number = 0;
  const auto read = std::from_chars(value.data(), value.data() + value.size(), number);
  return read.ec == std::errc{} ? "" : "'" + value + "' is more than any entry's number";
}

/// What is wrong with a value that must be a text; empty where nothing is wrong.
std::string some_text(const std::string& value) {
  return value.find_first_not_of(' ') == std::string::npos ? "'" + value + "' says nothing" : "";
}

/// The flags for the memory of answers and for the limits of one key.
void describe_bounds(CLI::App& app, Settings& settings) {
  app.add_option("--answer-memory", settings.answer_memory,
                 "MiB that answers under way may hold together; one more is answered with 503")
      ->envname("QUITRENT_ANSWER_MEMORY")
      ->check(CLI::Range(4, 1'048'576))
      ->capture_default_str();
  app.add_option("--requests-a-minute", settings.requests_a_minute,
                 "requests with one key in a minute; one more is answered with 429; 0: no limit")
      ->envname("QUITRENT_REQUESTS_A_MINUTE")
      ->check(CLI::Range(std::uint64_t{0}, kMostAMinute))
      ->capture_default_str();
  app.add_option("--bytes-a-minute", settings.bytes_a_minute,
                 "bytes sent with one key in a minute; beyond it 429; 0: no limit")
      ->envname("QUITRENT_BYTES_A_MINUTE")
      ->check(CLI::Range(std::uint64_t{0}, kMostAMinute))
      ->capture_default_str();
}

void describe(CLI::App& app, Settings& settings, FlagValues& values) {
  app.add_option("--db", values.db, "the register's file; made at the first start")
      ->envname("QUITRENT_DB")
      ->check(some_text);
  app.add_option("--listen", settings.listen, "address to listen on")
      ->envname("QUITRENT_LISTEN")
      ->check(some_text)
      ->capture_default_str();
  app.add_option("--port", values.port, "port to listen on; 0 takes a free one")
      ->envname("QUITRENT_PORT")
      ->check(CLI::Range(0, 65'535))
      ->capture_default_str();
  app.add_option("--schedule", values.schedule,
                 "founding tax schedule, TOML; only at the first start")
      ->envname("QUITRENT_SCHEDULE")
      ->check(some_text);
  app.add_option("--charter", values.charter, "charter that bounds schedules, TOML")
      ->envname("QUITRENT_CHARTER")
      ->check(some_text);
  app.add_option("--licences", values.licences,
                 "table of licences in place of the one that the program carries")
      ->envname("QUITRENT_LICENCES")
      ->check(some_text);
  app.add_option("--web-dir", values.web_dir,
                 "for designers: folder with the templates and static files of the pages, read "
                 "anew for each page, in place of those that the program carries")
      ->envname("QUITRENT_WEB_DIR")
      ->check(some_text);
  app.add_flag("--sandbox", values.sandbox, "time stands still and moves by request")
      ->envname("QUITRENT_SANDBOX");
  app.add_option("--clock", values.clock,
                 "where the sandbox's time begins, as 2026-01-01T00:00:00Z")
      ->envname("QUITRENT_CLOCK")
      ->check(some_text);
  app.add_flag("--wait-for-clock", values.wait_for_clock,
               "wait where the system clock stands before the newest entry")
      ->envname("QUITRENT_WAIT_FOR_CLOCK");
  app.add_flag("--accept-gap", values.accept_gap,
               "start although the newest entry is more than 30 days old: the time between is "
               "recorded as an outage")
      ->envname("QUITRENT_ACCEPT_GAP");
  app.add_option("--threads", settings.threads, "threads that serve connections, one each")
      ->envname("QUITRENT_THREADS")
      ->check(CLI::Range(1, 4'096))
      ->capture_default_str();
  app.add_option("--queue", settings.queue, "filings that may wait; one more is answered with 503")
      ->envname("QUITRENT_QUEUE")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  app.add_flag("--log-requests", values.log_requests, "note each request on standard error")
      ->envname("QUITRENT_LOG_REQUESTS");
}

/// The flags of the journal and of the files beside it.
void describe_journal(CLI::App& app, Settings& settings) {
  app.add_option("--snapshot-every", settings.snapshot_every,
                 "entries between snapshots; the fewer, the shorter a start")
      ->envname("QUITRENT_SNAPSHOT_EVERY")
      ->check(CLI::Range(100, 1'000'000'000))
      ->capture_default_str();
  app.add_option(
         "--verify-rate", settings.verify_rate,
         "entries a second, of 4 KiB each, that the daily verification of the journal reads")
      ->envname("QUITRENT_VERIFY_RATE")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  app.add_option("--accept-loss-after", settings.accept_loss_after,
                 "go on although entries after this one, the last that is left, are missing")
      ->envname("QUITRENT_ACCEPT_LOSS_AFTER")
      ->check(entry_number);
  app.add_option("--checkpoint-pages", settings.checkpoint_pages,
                 "pages of 4 KiB of its log that the journal takes in at a time")
      ->envname("QUITRENT_CHECKPOINT_PAGES")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  app.add_option("--kept-answers", settings.kept_answers,
                 "answers kept for one party under its Idempotency-Keys; one more is refused")
      ->envname("QUITRENT_KEPT_ANSWERS")
      ->check(CLI::Range(1, 100'000'000))
      ->capture_default_str();
}

void describe_seconds(CLI::App& app, const char* flag, const char* environment,
                      std::pair<std::int64_t*, const char*> setting) {
  app.add_option(flag, *setting.first, setting.second)
      ->envname(environment)
      ->check(CLI::Range(1, 3'600))
      ->capture_default_str();
}

/// The flags for timeouts and threads of clients, for proxies and for the reserve of the disk.
void describe_clients(CLI::App& app, Settings& settings) {
  describe_seconds(app, "--request-timeout", "QUITRENT_REQUEST_TIMEOUT",
                   {&settings.request_timeout_s, "seconds for a whole request to arrive"});
  describe_seconds(app, "--answer-timeout", "QUITRENT_ANSWER_TIMEOUT",
                   {&settings.answer_timeout_s, "seconds for a client to take a whole answer"});
  describe_seconds(app, "--idle-timeout", "QUITRENT_IDLE_TIMEOUT",
                   {&settings.idle_timeout_s, "seconds for a connection without a request"});
  describe_seconds(app, "--end-timeout", "QUITRENT_END_TIMEOUT",
                   {&settings.end_timeout_s, "seconds from SIGTERM to the end at the latest"});
  app.add_option("--address-threads", settings.address_threads,
                 "threads that one address may hold; 0: a quarter of all")
      ->envname("QUITRENT_ADDRESS_THREADS")
      ->check(CLI::Range(0, 4'096))
      ->capture_default_str();
  app.add_option("--trusted-proxy", settings.trusted_proxies,
                 "IP address that may hold any number of threads; repeat it or part by commas")
      ->envname("QUITRENT_TRUSTED_PROXY")
      ->delimiter(',')
      ->capture_default_str();
  app.add_option("--disk-reserve", settings.disk_reserve_mib,
                 "MiB of the register's disk below which filings are refused; 0: none")
      ->envname("QUITRENT_DISK_RESERVE")
      ->check(CLI::Range(0, 1'048'576))
      ->capture_default_str();
}

std::unexpected<SettingsEnd> fault(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return std::unexpected(SettingsEnd{.exit_code = 2, .text = std::move(text)});
}

std::optional<std::filesystem::path> path_or_none(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return std::filesystem::path{text};
}

/// An IP address in the system's notation; nothing where the text is no IP address.
std::optional<std::string> plain_address(const std::string& text) {
  std::array<std::uint8_t, sizeof(in6_addr)> bytes{};
  std::array<char, INET6_ADDRSTRLEN> plain{};
  for (const int family : {AF_INET, AF_INET6}) {
    if (::inet_pton(family, text.c_str(), bytes.data()) != 1) continue;
    return ::inet_ntop(family, bytes.data(), plain.data(), plain.size());
  }
  return std::nullopt;
}

/// Takes the operator's key from the environment. It has no flag, since everybody who may list
/// processes would see the key.
std::expected<void, SettingsEnd> take_operator_key(Settings& settings) {
  settings.operator_key = taken_variable("QUITRENT_OPERATOR_KEY");
  if (!settings.operator_key) return {};
  if (settings.operator_key->size() < kShortestKey || settings.operator_key->size() > kLongestKey) {
    return fault("QUITRENT_OPERATOR_KEY must have 24 to 200 characters");
  }
  const bool plain =
      std::ranges::all_of(*settings.operator_key, [](char c) { return c > ' ' && c < '\x7f'; });
  if (!plain) return fault("QUITRENT_OPERATOR_KEY must be of printable ASCII without spaces");
  return {};
}

std::expected<Settings, SettingsEnd> completed(Settings settings, const FlagValues& values) {
  if (values.db.empty()) return fault("--db FILE is required: where is the register kept?");
  settings.db = values.db;
  settings.port = static_cast<std::uint16_t>(values.port);
  settings.schedule = path_or_none(values.schedule);
  settings.charter = path_or_none(values.charter);
  settings.licences = path_or_none(values.licences);
  settings.web_dir = path_or_none(values.web_dir);
  settings.mode = values.sandbox ? Mode::sandbox : Mode::real_time;
  settings.request_log = values.log_requests ? RequestLog::on : RequestLog::off;
  if (values.wait_for_clock) settings.clock_behind = ClockBehind::wait;
  if (values.accept_gap) settings.clock_ahead = ClockAhead::accept_as_outage;
  if (values.sandbox && (values.wait_for_clock || values.accept_gap)) {
    return fault("--wait-for-clock and --accept-gap are not for --sandbox");
  }
  if (!values.clock.empty()) {
    if (!values.sandbox) return fault("--clock is for --sandbox only");
    settings.clock = parse_instant(values.clock);
    if (!settings.clock) {
      return fault("--clock: '" + values.clock +
                   "' is not an instant such as 2026-01-01T00:00:00Z");
    }
  }
  for (std::string& proxy : settings.trusted_proxies) {
    auto address = plain_address(proxy);
    if (!address) return fault("--trusted-proxy: '" + proxy + "' is not an IP address");
    proxy = *std::move(address);
  }
  return settings;
}

}  // namespace

std::expected<Settings, SettingsEnd> read_settings(int argc, const char* const* argv) {
  Settings settings;
  // Before the flags are read: the key must leave the environment also where a flag is wrong.
  const auto taken = take_operator_key(settings);
  FlagValues values;
  CLI::App app{
      "Serves a register over HTTP. Every flag also reads QUITRENT_<FLAG>; the first "
      "operator's API key is taken from QUITRENT_OPERATOR_KEY."};
  app.name("quitrent serve");
  describe(app, settings, values);
  describe_journal(app, settings);
  describe_bounds(app, settings);
  describe_clients(app, settings);
  // CLI11 expects the last word first.
  std::vector<std::string> words(argv, argv + argc);
  std::ranges::reverse(words);
  try {
    app.parse(std::move(words));
  } catch (const CLI::CallForHelp&) {
    return std::unexpected(SettingsEnd{.exit_code = 0, .text = app.help()});
  } catch (const CLI::ParseError& error) {
    return fault(flag_fault(app, error));
  }
  if (const auto unknown = unknown_variable(app, kOtherVariables)) return fault(*unknown);
  auto read = completed(std::move(settings), values);
  if (read && !taken) return std::unexpected(taken.error());
  return read;
}

}  // namespace quitrent::api
