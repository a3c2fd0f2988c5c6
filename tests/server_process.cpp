// SPDX-License-Identifier: EUPL-1.2
#include "tests/server_process.hpp"

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace quitrent::testing {
namespace {

[[noreturn]] void become_server(const ServerStart& start, int output, int errors) {
  dup2(output, STDOUT_FILENO);
  dup2(errors, STDERR_FILENO);
  if (start.operator_key.empty()) {
    unsetenv("QUITRENT_OPERATOR_KEY");
  } else {
    setenv("QUITRENT_OPERATOR_KEY", start.operator_key.c_str(), 1);
  }
  if (start.largest_file > 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{start.largest_file, start.largest_file};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  std::string program = QUITRENT_PROGRAM;
  std::vector<std::string> words{program, "serve", "--port", "0"};
  words.insert(words.end(), start.arguments.begin(), start.arguments.end());
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  execv(program.c_str(), arguments.data());
  _exit(127);
}

/// The port in `quitrent: listening on http://127.0.0.1:PORT`; 0 where another line or none came.
int port_in(int output) {
  std::string line;
  char c = 0;
  while (read(output, &c, 1) == 1 && c != '\n') line += c;
  const std::size_t colon = line.rfind(':');
  if (!line.starts_with("quitrent: listening on http://") || colon == std::string::npos) return 0;
  return std::atoi(line.c_str() + colon + 1);
}

int code_of(int status) {
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

ServerProcess::ServerProcess(const ServerStart& start) {
  std::string name = "/tmp/quitrent-errors-XXXXXX";
  const int errors = mkostemp(name.data(), O_CLOEXEC);
  int output[2];
  if (errors < 0 || pipe2(output, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  errors_file_ = name;
  process_ = fork();
  if (process_ == 0) become_server(start, output[1], errors);
  close(output[1]);
  close(errors);
  port_ = port_in(output[0]);
  close(output[0]);
}

ServerProcess::~ServerProcess() {
  if (process_ > 0) end(SIGKILL);
  std::filesystem::remove(errors_file_);
}

std::string ServerProcess::errors() const {
  std::ifstream file{errors_file_};
  return {std::istreambuf_iterator<char>{file}, {}};
}

int ServerProcess::end(int signal) {
  kill(process_, signal);
  return wait();
}

int ServerProcess::wait() {
  int status = 0;
  waitpid(process_, &status, 0);
  process_ = -1;
  return code_of(status);
}

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "quitrent-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace quitrent::testing
