// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/child.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <signal.h>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace quitrent::bench {
namespace {

constexpr int kNotStarted = 127;

}  // namespace

Child::Child(const std::vector<std::string>& words,
             const std::vector<std::pair<std::string, std::string>>& environment)
    : name_{words.at(0)} {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error{"cannot make a pipe"};
  process_ = fork();
  if (process_ < 0) throw std::runtime_error{"cannot start " + name_};
  if (process_ == 0) {
    dup2(ends[1], STDOUT_FILENO);
    for (const auto& [name, value] : environment) {
      setenv(name.c_str(), value.c_str(),
             1);  // NOLINT(concurrency-mt-unsafe): the child has one thread
    }
    execvp(arguments[0], arguments.data());
    std::perror(arguments[0]);
    _exit(kNotStarted);
  }
  close(ends[1]);
  pipe_ = ends[0];
}

Child::~Child() {
  if (process_ > 0) {
    kill(process_, SIGTERM);
    waitpid(process_, nullptr, 0);
  }
  close(pipe_);
}

bool Child::read_more() {
  std::array<char, 4096> buffer{};
  const ssize_t got = read(pipe_, buffer.data(), buffer.size());
  if (got > 0) text_.append(buffer.data(), static_cast<std::size_t>(got));
  return got > 0;
}

std::string Child::after(const std::string& mark) {
  while (true) {
    const std::size_t at = text_.find(mark);
    const std::size_t end = text_.find('\n', at == std::string::npos ? 0 : at);
    if (at != std::string::npos && end != std::string::npos) {
      return text_.substr(at + mark.size(), end - at - mark.size());
    }
    if (!read_more()) throw std::runtime_error{name_ + " ended before it was ready"};
  }
}

std::string Child::output() {
  while (read_more()) {
  }
  int status = 0;
  waitpid(process_, &status, 0);
  process_ = -1;
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    throw std::runtime_error{name_ + " failed: is it installed?"};
  }
  return text_;
}

}  // namespace quitrent::bench
