// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <sys/types.h>
#include <vector>

namespace quitrent::testing {

/// The user of a program: the user of the test, or the user `nobody`, who owns nothing. Only root
/// can choose `nobody`.
enum class RunAs { self, nobody };

/// The user and the limits of a program.
struct RunConditions {
  RunAs as = RunAs::self;
  std::uint64_t largest_file =
      0;  ///< largest size of a file in bytes, beyond which writing fails; 0: no limit
  std::uint64_t address_space = 0;  ///< bytes of memory, threads' stacks included; 0: no limit
  /// How many files may be open at once: the soft and the hard limit. 0: the limit of the test.
  std::uint64_t open_files = 0, most_open_files = 0;
};

/// How the program ended, and what it wrote.
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
  /// Starts it with these words and, unless it is empty, this QUITRENT_OPERATOR_KEY.
  explicit Program(std::vector<std::string> words, const std::string& operator_key = {},
                   const RunConditions& conditions = {});
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  ~Program();

  /// The first line on standard output, without its end; empty if the program ends before.
  std::string first_line();
  /// The process id.
  pid_t process() const { return process_; }
  /// Waits for a line on standard error that contains `text`. Answers whether one came.
  bool says(const std::string& text);
  /// Sends a signal.
  void signal(int number) const;
  /// Waits until the program ends.
  Ended wait();

 private:
  pid_t process_ = -1;
  int out_ = -1;
  int errors_ = -1;
  std::string said_;
  std::string complained_;
};

/// Runs the program until it ends.
Ended ran(std::vector<std::string> words, const RunConditions& conditions = {});

/// A temporary folder for one test. The destructor removes it.
class Folder {
 public:
  Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder();
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  const std::filesystem::path& path() const { return path_; }
  /// The names of the files and folders in it.
  std::set<std::string> names() const;
  /// Puts a file into it and answers with its path.
  std::string put(const std::string& name, const std::string& text) const;

 private:
  std::filesystem::path path_;
};

}  // namespace quitrent::testing
