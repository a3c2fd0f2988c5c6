// SPDX-License-Identifier: EUPL-1.2
#include "tests/api/server/program.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <signal.h>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace quitrent::testing {
namespace {

constexpr uid_t kNobody = 65'534;

std::string rest_of(int descriptor) {
  std::string text;
  std::array<char, 4'096> buffer{};
  for (;;) {
    const ssize_t size = ::read(descriptor, buffer.data(), buffer.size());
    if (size <= 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(size));
  }
}

/// Called in the new process: sets its user and limits. False: the machine does not allow it.
bool take_on(const RunConditions& conditions) {
  if (conditions.largest_file > 0) {
    const rlimit limit{conditions.largest_file, conditions.largest_file};
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0) return false;
  }
  if (conditions.address_space > 0) {
    const rlimit limit{conditions.address_space, conditions.address_space};
    if (setrlimit(RLIMIT_AS, &limit) != 0) return false;
  }
  if (conditions.open_files > 0) {
    const rlimit limit{conditions.open_files, conditions.most_open_files};
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0) return false;
  }
  return conditions.as == RunAs::self || (setgid(kNobody) == 0 && setuid(kNobody) == 0);
}

}  // namespace

std::size_t Ended::error_lines() const {
  return static_cast<std::size_t>(std::ranges::count(errors, '\n'));
}

std::vector<std::string> serve_words(const std::string& db, const std::vector<std::string>& more) {
  std::vector<std::string> words{"serve", "--db", db, "--port", "0"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

Program::Program(std::vector<std::string> words, const std::string& operator_key,
                 const RunConditions& conditions) {
  std::array<int, 2> out{};
  std::array<int, 2> errors{};
  if (pipe2(out.data(), O_CLOEXEC) != 0 || pipe2(errors.data(), O_CLOEXEC) != 0) {
    throw std::runtime_error("no pipe");
  }
  words.insert(words.begin(), QUITRENT_PROGRAM);
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  process_ = fork();
  if (process_ == 0) {
    dup2(out[1], STDOUT_FILENO);
    dup2(errors[1], STDERR_FILENO);
    unsetenv("QUITRENT_OPERATOR_KEY");
    if (!operator_key.empty()) setenv("QUITRENT_OPERATOR_KEY", operator_key.c_str(), 1);
    if (!take_on(conditions)) _exit(127);
    execv(QUITRENT_PROGRAM, arguments.data());
    _exit(127);
  }
  ::close(out[1]);
  ::close(errors[1]);
  out_ = out[0];
  errors_ = errors[0];
}

Program::~Program() {
  if (process_ > 0) {
    signal(SIGKILL);
    wait();
  }
}

std::string Program::first_line() {
  char c = 0;
  while (said_.find('\n') == std::string::npos && ::read(out_, &c, 1) == 1) said_ += c;
  return said_.substr(0, said_.find('\n'));
}

bool Program::says(const std::string& text) {
  char c = 0;
  while (complained_.find(text) == std::string::npos && ::read(errors_, &c, 1) == 1) {
    complained_ += c;
  }
  return complained_.find(text) != std::string::npos;
}

void Program::signal(int number) const { ::kill(process_, number); }

Ended Program::wait() {
  Ended ended;
  ended.out = said_ + rest_of(out_);
  ended.errors = complained_ + rest_of(errors_);
  int status = 0;
  ::waitpid(process_, &status, 0);
  process_ = -1;
  ::close(out_);
  ::close(errors_);
  ended.exit_code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  return ended;
}

Ended ran(std::vector<std::string> words, const RunConditions& conditions) {
  return Program{std::move(words), "operator-key-operator-key", conditions}.wait();
}

Folder::Folder() {
  std::string name = (std::filesystem::temp_directory_path() / "quitrent-start-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::permissions(path_, std::filesystem::perms::owner_all, ignored);
  std::filesystem::remove_all(path_, ignored);
}

std::set<std::string> Folder::names() const {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator{path_}) {
    names.insert(entry.path().filename().string());
  }
  return names;
}

std::string Folder::put(const std::string& name, const std::string& text) const {
  std::ofstream{path_ / name, std::ios::binary} << text;
  return *this / name;
}

}  // namespace quitrent::testing
