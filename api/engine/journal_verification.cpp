// SPDX-License-Identifier: EUPL-1.2
#include "api/engine/journal_verification.hpp"

#include <sys/resource.h>
#include <unistd.h>
#include <utility>

namespace quitrent::api {
namespace {

using std::chrono::steady_clock;

/// The lowest priority that the system has.
constexpr int kLowest = 19;
/// An entry counts once more for each of these. Unit: bytes.
constexpr std::size_t kBytesAnEntry = 4'096;
/// A shorter wait is left out, since the wait itself costs more time than some entries.
constexpr std::chrono::milliseconds kShortestSleep{10};

std::string named(Sequence sequence) { return "entry " + std::to_string(sequence); }

/// Bounds the speed of a pass.
class Pace {
 public:
  explicit Pace(std::int64_t entries_per_second) : rate_{entries_per_second} {}
  /// Counts the entry and answers when the next one may be read.
  steady_clock::time_point after(const Entry& entry) {
    const std::size_t bytes = entry.public_part.size() + entry.private_part.size();
    count_ += 1 + static_cast<std::int64_t>(bytes / kBytesAnEntry);
    return begun_ + std::chrono::microseconds{std::micro::den * count_ / rate_};
  }

 private:
  std::int64_t rate_;
  std::int64_t count_ = 0;
  steady_clock::time_point begun_ = steady_clock::now();
};

}  // namespace

JournalVerification::JournalVerification(Journal& journal, const Head& known,
                                         const VerificationLimits& limits, VerificationCalls calls)
    : journal_{journal},
      known_{known},
      limits_{limits},
      calls_{std::move(calls)},
      thread_{[this](const std::stop_token& stop) { run(stop); }} {}

void JournalVerification::run(const std::stop_token& stop) {
  // On Linux this changes only this thread. Where it is not permitted, the pace still bounds the
  // thread.
  setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kLowest);
  for (;;) {
    const Pass result = pass(stop);
    if (result == Pass::damage) return;
    const auto pause = result == Pass::whole ? limits_.between : limits_.after_fault;
    if (!wait_until(stop, steady_clock::now() + pause)) return;
  }
}

JournalVerification::Pass JournalVerification::pass(const std::stop_token& stop) {
  std::string wrong;
  try {
    const Sequence upto = calls_.newest();
    wrong = damage(*journal_.reader(), upto, stop);
  } catch (const JournalDamaged& fault) {
    wrong = fault.what();
  } catch (const std::exception& fault) {
    calls_.complain("the journal is not verified now: " + std::string{fault.what()});
    return Pass::interrupted;
  }
  if (wrong.empty()) return Pass::whole;
  calls_.damaged(std::move(wrong));
  return Pass::damage;
}

std::string JournalVerification::damage(JournalReader& reader, Sequence upto,
                                        const std::stop_token& stop) {
  Head head;
  std::string wrong;
  bool over = stop.stop_requested() || upto == 0;
  Pace pace{limits_.entries_per_second};
  if (over) return {};
  reader.read(0, [&](const Entry& entry) {
    wrong = verify_link(head, entry).value_or("");
    if (wrong.empty() && entry.sequence == known_.sequence && entry.digest != known_.digest) {
      wrong = named(entry.sequence) + " has another chain digest than when the register started";
    }
    over = !wrong.empty() || entry.sequence >= upto || !wait_until(stop, pace.after(entry));
    return !over;
  });
  if (!over) {
    return named(head.sequence + 1) + " is missing: the journal ends before " + named(upto);
  }
  return wrong;
}

bool JournalVerification::wait_until(const std::stop_token& stop, steady_clock::time_point at) {
  if (at > steady_clock::now() + kShortestSleep) {
    std::unique_lock lock{waiting_};
    stopped_.wait_until(lock, stop, at, [] { return false; });
  }
  return !stop.stop_requested();
}

}  // namespace quitrent::api
