// SPDX-License-Identifier: EUPL-1.2
#include "tests/readme/demonstration.hpp"

#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <signal.h>
#include <sstream>
#include <stdexcept>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "tests/folders.hpp"

namespace quitrent::readme {
namespace {

namespace fs = std::filesystem;

fs::path fresh_folder() {
  std::string name = (fs::temp_directory_path() / "quitrent-readme-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error{"no temporary folder"};
  return name;
}

/// Starts `bash -c script` in `folder`, its outputs to `output`.
pid_t start_shell(const std::string& script, const fs::path& folder, const fs::path& output) {
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error{"no further process"};
  if (child == 0) {
    const int file = open(output.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_APPEND, 0600);
    const int nothing = open("/dev/null", O_RDONLY);
    if (file < 0 || nothing < 0 || dup2(nothing, 0) < 0 || dup2(file, 1) < 0 || dup2(file, 2) < 0 ||
        chdir(folder.c_str()) != 0) {
      _exit(126);
    }
    execlp("bash", "bash", "-c", script.c_str(), static_cast<char*>(nullptr));
    _exit(127);
  }
  return child;
}

int exit_code_of(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

ShellAnswer run_shell(const std::string& script, const fs::path& folder) {
  const fs::path made = fresh_folder();
  int status = 0;
  waitpid(start_shell(script, folder, made / "output"), &status, 0);
  ShellAnswer answer{exit_code_of(status), testing::file_text(made / "output")};
  fs::remove_all(made);
  return answer;
}

Demonstration::Demonstration(const std::string& command) : folder_{fresh_folder()} {
  using std::chrono::steady_clock;
  script_ = start_shell("exec env " + command, testing::source_folder(), folder_ / "output");
  const auto patience = steady_clock::now() + std::chrono::minutes{4};
  while (printed().find("Ctrl-C ends it.") == std::string::npos && steady_clock::now() < patience) {
    int status = 0;
    if (waitpid(script_, &status, WNOHANG) == script_) {
      script_ = -1;
      return;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
  }
}

Demonstration::~Demonstration() {
  stop();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

std::string Demonstration::printed() const { return testing::file_text(folder_ / "output"); }

std::string Demonstration::address() const {
  const std::string text = printed();
  const std::string before = "The register runs at ";
  const std::size_t found = text.find(before);
  if (found == std::string::npos) return {};
  const std::size_t begin = found + before.size();
  return text.substr(begin, text.find(',', begin) - begin);
}

std::vector<std::string> Demonstration::curl_lines() const {
  std::vector<std::string> found;
  std::istringstream lines{printed()};
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("  curl ")) found.push_back(line);
  }
  return found;
}

int Demonstration::stop() {
  if (script_ < 0) return -1;
  kill(script_, SIGTERM);
  int status = 0;
  waitpid(script_, &status, 0);
  script_ = -1;
  return exit_code_of(status);
}

}  // namespace quitrent::readme
