// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

namespace quitrent::testing {

/// How a server is started by a test.
struct ServerStart {
  std::vector<std::string> arguments;  ///< after `quitrent serve`, e.g. `--db FILE`
  std::string operator_key;            ///< QUITRENT_OPERATOR_KEY; empty: unset
  std::uint64_t largest_file = 0;      ///< bytes that a file may grow to; 0: no limit
};

/// A real server in a process of its own on a free port of the loopback. Ended with its owner.
class ServerProcess {
 public:
  /// Starts `quitrent serve --port 0` and waits until it listens or ends.
  explicit ServerProcess(const ServerStart& start);
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;
  /// Kills what still runs.
  ~ServerProcess();

  /// Where it listens; 0 where it ended before.
  int port() const { return port_; }
  /// Everything printed on standard error so far.
  std::string errors() const;
  /// Sends a signal, waits for the end and answers with the exit code, or 128 + the signal's
  /// number.
  int end(int signal);
  /// Waits for the end by itself.
  int wait();

 private:
  pid_t process_ = -1;
  int port_ = 0;
  std::filesystem::path errors_file_;
};

/// A folder of its own for one test, removed with it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();
  /// A file within it.
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

}  // namespace quitrent::testing
