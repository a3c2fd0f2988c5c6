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

/// Whether each request is logged on standard error.
enum class RequestLog { off, on };

/// What a start does where the system clock is earlier than the newest entry.
enum class ClockBehind { refuse, wait };

/// What a start does where the system clock is much later than the newest entry.
enum class ClockAhead { refuse, accept_as_outage };

/// The settings of `quitrent serve`, from flags and environment. Source: API.md, Program.
struct Settings {
  std::filesystem::path db;                       ///< the journal; other files are named after it
  std::string listen = "127.0.0.1";               ///< address to listen on
  std::uint16_t port = 8080;                      ///< 0: any free port
  std::optional<std::filesystem::path> schedule;  ///< founding schedule, TOML
  std::optional<std::filesystem::path> charter;   ///< bounds of schedules, TOML
  /// Table of licences that replaces the built-in one, see tax/degree/README.md.
  std::optional<std::filesystem::path> licences;
  /// Folder with templates and static files of the pages in place of the built-in ones.
  std::optional<std::filesystem::path> web_dir;
  Mode mode = Mode::real_time;                     ///< --sandbox
  std::optional<Instant> clock;                    ///< first instant of the sandbox's clock
  ClockBehind clock_behind = ClockBehind::refuse;  ///< --wait-for-clock
  ClockAhead clock_ahead = ClockAhead::refuse;     ///< --accept-gap
  std::optional<std::string> operator_key;         ///< QUITRENT_OPERATOR_KEY, 24 to 200 bytes
  RequestLog request_log = RequestLog::off;        ///< --log-requests
  /// Threads that serve connections, one thread for each. 1 to 4'096; at least as many as there are
  /// live connections.
  std::size_t threads = 128;
  /// Most filings that may wait for the writer; one more is answered with 503. 1 to 1'000'000.
  std::size_t queue = 10'000;
  /// Entries between two snapshots; with fewer, a start replays less. 100 to 1'000'000'000.
  std::uint64_t snapshot_every = 500'000;
  /// How fast the whole journal is verified in the background. Unit: entries of up to 4 KiB a
  /// second. 1 to 1'000'000.
  std::uint32_t verify_rate = 20'000;
  /// --accept-loss-after: the last entry that is left. The start continues although later entries
  /// are missing.
  std::optional<std::uint64_t> accept_loss_after;
  /// Length of the journal's log at which it is checkpointed; the writer waits meanwhile. Unit:
  /// pages of 4 KiB. 1 to 1'000'000.
  int checkpoint_pages = 1'000;
  /// Most answers under an Idempotency-Key that are kept for one party, each for 30 days and in
  /// about 140 bytes of memory. A request whose answer would exceed this is refused. 1 to
  /// 100'000'000.
  std::size_t kept_answers = 250'000;
  /// Most memory of all answers that are being made or sent; a request beyond it is answered with
  /// 503. Unit: MiB. 4 to 1'048'576.
  std::size_t answer_memory = 256;
  /// Most requests with one key that are accepted in a minute. 0: no limit; at most 10^12.
  std::uint64_t requests_a_minute = 600'000;
  /// Most bytes of bodies with one key that are accepted in a minute. 0: no limit; at most 10^12.
  std::uint64_t bytes_a_minute = 256 * 1024 * 1024;
  /// Most threads that one address may occupy. 0: a quarter of all.
  std::size_t address_threads = 0;
  /// IP addresses of proxies: they may occupy any number of threads, since they stand for others.
  std::vector<std::string> trusted_proxies = {"127.0.0.1", "::1"};
  std::int64_t request_timeout_s = 10;  ///< for a whole request to arrive; 1 to 3'600
  std::int64_t answer_timeout_s = 30;   ///< for the client to read a whole answer; 1 to 3'600
  std::int64_t idle_timeout_s = 5;      ///< for a connection without a request; 1 to 3'600
  std::int64_t end_timeout_s = 8;       ///< from SIGTERM to the end of the process; 1 to 3'600
  /// Free room on the register's disk below which filings are refused. Unit: MiB; 0: no reserve.
  std::uint64_t disk_reserve_mib = 64;
};

/// Why there are no settings.
struct SettingsEnd {
  int exit_code = 2;  ///< 0: help was requested, `text` goes to standard output; 2: a fault
  std::string text;   ///< without the program's name; for a fault exactly one line
};

/// Reads the arguments of `quitrent serve`, from the word after the subcommand on, and the
/// environment. For a flag `--some-flag` it also reads `QUITRENT_SOME_FLAG`; the flag prevails.
/// Opens no file. Removes QUITRENT_OPERATOR_KEY from the environment and overwrites its bytes, so
/// that /proc/PID/environ does not show it. Call it before the process has a second thread.
std::expected<Settings, SettingsEnd> read_settings(int argc, const char* const* argv);

}  // namespace quitrent::api
