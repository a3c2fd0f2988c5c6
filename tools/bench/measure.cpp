// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/measure.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <barrier>
#include <cerrno>
#include <exception>
#include <fcntl.h>
#include <fstream>
#include <mutex>
#include <string>
#include <sys/resource.h>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace quitrent::bench {
namespace {

using Clock = std::chrono::steady_clock;
using Microseconds = std::chrono::duration<double, std::micro>;

/// A file that the destructor removes after the measurement.
class Scratch {
 public:
  explicit Scratch(std::filesystem::path path)
      : path_{std::move(path)}, file_{open(path_.c_str(), O_RDWR | O_CREAT | O_TRUNC, 0600)} {
    if (file_ < 0) throw std::system_error{errno, std::generic_category(), path_};
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    close(file_);
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  int file() const { return file_; }

 private:
  std::filesystem::path path_;
  int file_;
};

double percentile(const std::vector<double>& sorted_us, std::size_t percent) {
  if (sorted_us.empty()) return 0;
  return sorted_us[std::min(sorted_us.size() - 1, sorted_us.size() * percent / 100)];
}

/// Processor time of this process so far: of its threads, and of the kernel for them. Unit: µs.
double cpu_us() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto us = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
  };
  return us(usage.ru_utime) + us(usage.ru_stime);
}

/// The calls of one client.
struct Sightings {
  std::vector<double> done_us;
  std::size_t refused = 0;
};

}  // namespace

double fsyncs_per_s(const std::filesystem::path& folder, Seconds lasting) {
  const Scratch scratch{folder / ("fsync-" + std::to_string(getpid()))};
  std::array<char, 4096> block{};
  block.fill('x');
  std::size_t count = 0;
  const auto start = Clock::now();
  Seconds passed{0};
  while (passed < lasting) {
    if (write(scratch.file(), block.data(), block.size()) != static_cast<ssize_t>(block.size()) ||
        fdatasync(scratch.file()) != 0) {
      throw std::system_error{errno, std::generic_category(), folder};
    }
    ++count;
    passed = Clock::now() - start;
  }
  return static_cast<double>(count) / passed.count();
}

std::int64_t resident_bytes() {
  std::ifstream statm{"/proc/self/statm"};
  std::int64_t pages = 0, resident = 0;
  statm >> pages >> resident;
  return resident * sysconf(_SC_PAGESIZE);
}

void from_threads(std::size_t threads, const std::function<void(std::size_t)>& one) {
  std::mutex lock;
  std::exception_ptr first;
  {
    std::vector<std::jthread> running;
    for (std::size_t number = 0; number < threads; ++number) {
      running.emplace_back([&, number] {
        try {
          one(number);
        } catch (...) {
          const std::scoped_lock held{lock};
          if (!first) first = std::current_exception();
        }
      });
    }
  }
  if (first) std::rethrow_exception(first);
}

Load loaded(std::size_t clients, Seconds lasting, const std::function<Call(std::size_t)>& once) {
  std::vector<Sightings> sightings(clients);
  std::barrier ready{static_cast<std::ptrdiff_t>(clients)};
  std::atomic<std::int64_t> longest_us = 0;
  const double cpu_before_us = cpu_us();
  from_threads(clients, [&](std::size_t client) {
    Sightings& own = sightings[client];
    ready.arrive_and_wait();
    const auto start = Clock::now();
    auto before = start;
    while (before - start < lasting) {
      const bool done = once(client) == Call::done;
      const auto after = Clock::now();
      if (done) own.done_us.push_back(Microseconds{after - before}.count());
      own.refused += done ? 0 : 1;
      before = after;
    }
    const auto took_us =
        std::chrono::duration_cast<std::chrono::microseconds>(before - start).count();
    for (auto known = longest_us.load(); known < took_us;) {
      if (longest_us.compare_exchange_weak(known, took_us)) break;
    }
  });
  Load load;
  std::vector<double> all_us;
  for (const Sightings& own : sightings) {
    load.refused += own.refused;
    all_us.insert(all_us.end(), own.done_us.begin(), own.done_us.end());
  }
  std::ranges::sort(all_us);
  load.done = all_us.size();
  load.per_s = static_cast<double>(load.done) * 1e6 / static_cast<double>(longest_us.load());
  load.cpu_us =
      (cpu_us() - cpu_before_us) / static_cast<double>(std::max<std::size_t>(load.done, 1));
  load.latencies = {.p50_us = percentile(all_us, 50), .p99_us = percentile(all_us, 99)};
  return load;
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values.at(values.size() / 2);
}

}  // namespace quitrent::bench
