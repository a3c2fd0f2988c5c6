// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "registry/vocabulary/instant.hpp"

namespace quitrent::api {

/// Whether the register's time passes by itself or by request.
enum class Mode { real_time, sandbox };

/// Whether each request is noted on standard error.
enum class RequestLog { off, on };

/// What a start does where the system clock stands before the newest entry.
enum class ClockBehind { refuse, wait };

/// What a start does where the system clock stands long after the newest entry.
enum class ClockAhead { refuse, accept_as_outage };

/// What `quitrent serve` was told, by flags and environment. Source: API.md, Program.
struct Settings {
  std::filesystem::path db;                       ///< the journal; its other files stand beside it
  std::string listen = "127.0.0.1";               ///< address to listen on
  std::uint16_t port = 8080;                      ///< 0: any free port
  std::optional<std::filesystem::path> schedule;  ///< founding schedule, TOML
  std::optional<std::filesystem::path> charter;   ///< bounds of schedules, TOML
  /// Table of licences in place of the one that the program carries, see tax/degree/README.md.
  std::optional<std::filesystem::path> licences;
  Mode mode = Mode::real_time;                     ///< --sandbox
  std::optional<Instant> clock;                    ///< where the sandbox's clock stands at first
  ClockBehind clock_behind = ClockBehind::refuse;  ///< --wait-for-clock
  ClockAhead clock_ahead = ClockAhead::refuse;     ///< --accept-gap
  std::optional<std::string> operator_key;         ///< QUITRENT_OPERATOR_KEY, 24 to 200 bytes
  RequestLog request_log = RequestLog::off;        ///< --log-requests
  /// Threads that serve connections, one each. 1 to 4'096; must not be below the live connections.
  std::size_t threads = 128;
  /// Filings that may wait for the writer; one more is answered with 503. 1 to 1'000'000.
  std::size_t queue = 10'000;
  /// Entries between two snapshots: the fewer, the less a start has to replay. 100 to
  /// 1'000'000'000.
  std::uint64_t snapshot_every = 500'000;
  /// What the verification of the whole journal reads in the background. Unit: entries a second, of
  /// 4 KiB each. 1 to 1'000'000.
  std::uint32_t verify_rate = 20'000;
  /// --accept-loss-after: go on although later entries are missing; the last one that is left.
  std::optional<std::uint64_t> accept_loss_after;
  /// The journal's log is taken into the file when it is so long; the writer stands still for that.
  /// Unit: pages of 4 KiB. 1 to 1'000'000.
  int checkpoint_pages = 1'000;
  /// Answers under an Idempotency-Key that are kept for one party, each for 30 days and some 140
  /// bytes of memory; a request whose answer would be one more is refused. 1 to 100'000'000.
  std::size_t kept_answers = 250'000;
  /// MiB that answers under way may hold together; one more is refused with 503. 4 to 1'048'576.
  std::size_t answer_memory = 256;
  /// Requests with one key that are taken in a minute; 0: any number. At most 10^12, as the next.
  std::uint64_t requests_a_minute = 600'000;
  /// Bytes of bodies with one key that are taken in a minute; 0: any number.
  std::uint64_t bytes_a_minute = 256 * 1024 * 1024;
  /// Threads that one address may hold. 0: a quarter of all.
  std::size_t address_threads = 0;
  /// IP addresses that may hold any number of threads: others stand behind them.
  std::vector<std::string> trusted_proxies = {"127.0.0.1", "::1"};
  std::int64_t request_timeout_s = 10;  ///< for a whole request to arrive; 1 to 3'600
  std::int64_t answer_timeout_s = 30;   ///< for a whole answer to be taken; 1 to 3'600
  std::int64_t idle_timeout_s = 5;      ///< for a connection without a request; 1 to 3'600
  std::int64_t end_timeout_s = 8;       ///< from SIGTERM to the end at the latest; 1 to 3'600
  /// Room on the disk of the register below which filings are refused. Unit: MiB; 0: none.
  std::uint64_t disk_reserve_mib = 64;
};

/// Why there are no settings.
struct SettingsEnd {
  int exit_code = 2;  ///< 0: help was asked for, `text` goes to standard output; 2: a fault
  std::string text;   ///< without the program's name; of a fault exactly one line
};

/// Reads `argc` and `argv` of `quitrent serve` (from the word after the subcommand on) and the
/// environment: a flag `--some-flag` also reads `QUITRENT_SOME_FLAG`; the flag wins. Opens no file.
/// Takes QUITRENT_OPERATOR_KEY out of the environment and overwrites its bytes there, so that
/// /proc/PID/environ does not show it; call it before there is a second thread.
std::expected<Settings, SettingsEnd> read_settings(int argc, const char* const* argv);

}  // namespace quitrent::api
