// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <sys/types.h>
#include <vector>

namespace quitrent::testing {

/// Under whom a program runs: as the test does, or as somebody who owns nothing (root only).
enum class RunAs { self, nobody };

/// Under which conditions a program runs.
struct RunConditions {
  RunAs as = RunAs::self;
  std::uint64_t largest_file =
      0;  ///< bytes that a file may grow to, then writing fails; 0: no limit
  std::uint64_t address_space = 0;  ///< bytes of memory, threads' stacks included; 0: no limit
  /// Files that may be open at once: the soft and the hard limit; 0: as the test has them.
  std::uint64_t open_files = 0, most_open_files = 0;
};

/// How the program ended and what it said.
struct Ended {
  int exit_code = -1;  ///< 128 + number of the signal that ended it; 127: could not be started
  std::string out;
  std::string errors;
  /// How many lines are on standard error.
  std::size_t error_lines() const;
};

/// The words that serve the register `db` on a free port, and `more` of them.
std::vector<std::string> serve_words(const std::string& db,
                                     const std::vector<std::string>& more = {});

/// The program `quitrent`, running. Ended by its process id with its owner.
class Program {
 public:
  /// Starts it with these words and, where not empty, this QUITRENT_OPERATOR_KEY.
  explicit Program(std::vector<std::string> words, const std::string& operator_key = {},
                   const RunConditions& conditions = {});
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  ~Program();

  /// The first line on standard output, without its end; empty where the program ends before.
  std::string first_line();
  /// Its process id.
  pid_t process() const { return process_; }
  /// Waits until a line on standard error holds `text`; answers whether one came.
  bool says(const std::string& text);
  /// Sends a signal.
  void signal(int number) const;
  /// Waits for the end.
  Ended wait();

 private:
  pid_t process_ = -1;
  int out_ = -1;
  int errors_ = -1;
  std::string said_;
  std::string complained_;
};

/// Runs the program to its end.
Ended ran(std::vector<std::string> words, const RunConditions& conditions = {});

/// A folder of its own for one test, removed with it.
class Folder {
 public:
  Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder();
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  const std::filesystem::path& path() const { return path_; }
  /// The names of what lies in it.
  std::set<std::string> names() const;
  /// Puts a file into it; answers with its path.
  std::string put(const std::string& name, const std::string& text) const;

 private:
  std::filesystem::path path_;
};

}  // namespace quitrent::testing
