// SPDX-License-Identifier: EUPL-1.2
//
// A head file holds two records of the same layout, in text that an operator can read. The first
// is written with the file, made durable and renamed into place. Each append overwrites the second:
// the system keeps it when the process ends. When the machine fails, the first one is left.
#include "registry/storage/sqlite/head_file.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <fstream>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>

#include "registry/storage/sqlite/disk_file.hpp"

namespace quitrent {
namespace {

constexpr std::string_view kPurpose = "head";
constexpr std::string_view kSequence = "quitrent head 1\nsequence ";
constexpr std::size_t kSequenceDigits = 20;
constexpr std::string_view kChain = "\nchain ";
constexpr std::size_t kDigestLength = 71;
constexpr std::string_view kKeyed = "\nkeyed ";
constexpr std::size_t kRecordSize =
    kSequence.size() + kSequenceDigits + kChain.size() + 2 * kDigestLength + kKeyed.size() + 1;
/// The least time between two new files.
constexpr std::chrono::seconds kPause{1};

std::string record(Sequence sequence, const Digest& digest, const KeyedDigest& keyed) {
  const std::string number = std::to_string(sequence);
  std::string text{kSequence};
  text += std::string(kSequenceDigits - number.size(), '0') + number;
  text += kChain;
  text += to_text(digest);
  const Digest seal = keyed(kPurpose, text);
  text += kKeyed;
  text += to_text(seal) + '\n';
  return text;
}

std::optional<HeadFile> read_record(std::string_view text, const KeyedDigest& keyed) {
  if (text.size() != kRecordSize) return std::nullopt;
  HeadFile head{.state = HeadFileState::sound, .sequence = 0, .digest = {}};
  const char* const digits = text.data() + kSequence.size();
  std::from_chars(digits, digits + kSequenceDigits, head.sequence);
  const auto digest =
      parse_digest(text.substr(kSequence.size() + kSequenceDigits + kChain.size(), kDigestLength));
  if (!digest) return std::nullopt;
  head.digest = *digest;
  // A record of these two values has exactly one text.
  if (record(head.sequence, head.digest, keyed) != text) return std::nullopt;
  return head;
}

class HeadKeeper : public Journal {
 public:
  HeadKeeper(std::unique_ptr<Journal> journal, HeadKeeping keeping)
      : journal_{std::move(journal)},
        keeping_{std::move(keeping)},
        thread_{[this](const std::stop_token& stop) { run(stop); }} {}

  ~HeadKeeper() override {
    thread_.request_stop();
    thread_.join();
    if (stale_) renew();
  }
  HeadKeeper(const HeadKeeper&) = delete;
  HeadKeeper& operator=(const HeadKeeper&) = delete;

  void append(std::span<const Entry> entries) override {
    journal_->append(entries);
    if (!entries.empty()) remember(journal_->head());
  }

  void check_in_place() override { journal_->check_in_place(); }
  Head head() const override { return journal_->head(); }
  std::unique_ptr<JournalReader> reader() override { return journal_->reader(); }

  void keep_snapshot(const Snapshot& snapshot) override {
    journal_->keep_snapshot(snapshot);
    const std::lock_guard lock{mutex_};
    stale_ = newest_.sequence > 0;
    changed_.notify_one();
  }

 private:
  /// Only in the appending thread: names the newest entry in the present file.
  void remember(const Head& head) {
    const std::lock_guard lock{mutex_};
    newest_ = head;
    try {
      if (faulty_) {
        // Writes nothing until there is a new file.
      } else if (file_ != nullptr) {
        file_->write_at(kRecordSize, newest_record());
      } else {
        begin();
      }
    } catch (const JournalFault& fault) {
      tell(fault.what());
    }
    if (!std::exchange(stale_, true)) changed_.notify_one();
  }

  /// At the first append, so that the entry is named before the thread has made a file durable:
  /// continues the present file or, if that is unusable, a new one. Requires the mutex.
  void begin() {
    const auto path = head_file(keeping_.journal);
    const HeadFile there = read_head_file(keeping_.journal, keeping_.keyed_digest);
    // A file that names a later entry, whose loss was accepted, must not stay.
    if (there.state == HeadFileState::sound && there.sequence < newest_.sequence) {
      file_ = std::make_unique<DiskFile>(path);
      file_->write_at(kRecordSize, newest_record());
      return;
    }
    auto file = unfinished();
    file->write(newest_record() + newest_record());
    put_in_place(std::move(file));
  }

  /// An empty file under another name than the present one.
  std::unique_ptr<DiskFile> unfinished() const {
    auto file = std::make_unique<DiskFile>(unfinished_path());
    file->clear();
    return file;
  }

  std::filesystem::path unfinished_path() const {
    auto path = head_file(keeping_.journal);
    return path += ".unfinished";
  }

  void run(const std::stop_token& stop) {
    while (true) {
      {
        std::unique_lock lock{mutex_};
        if (!changed_.wait(lock, stop, [this] { return stale_; })) return;
      }
      renew();
      std::unique_lock lock{mutex_};
      changed_.wait_for(lock, stop, kPause, [] { return false; });
      if (stop.stop_requested()) return;
    }
  }

  /// Makes a new durable file and renames it over the present one.
  void renew() {
    try {
      journal_->check_in_place();
      std::string durable;
      {
        const std::lock_guard lock{mutex_};
        stale_ = false;
        durable = newest_record();
      }
      auto file = unfinished();
      file->write(durable + durable);
      file->sync();
      {
        // The mutex stops appends, so that the present file always names the newest entry.
        const std::lock_guard lock{mutex_};
        file->write_at(kRecordSize, newest_record());
        put_in_place(std::move(file));
      }
      sync_folder(std::filesystem::absolute(keeping_.journal).parent_path());
      const std::lock_guard lock{mutex_};
      faulty_ = false;
      told_.clear();
    } catch (const JournalMisplaced&) {
      return;  // the file at the path may be another register's; who watches the paths says it
    } catch (const JournalFault& fault) {
      const std::lock_guard lock{mutex_};
      stale_ = true;
      tell(fault.what());
    }
  }

  /// Requires the mutex.
  void put_in_place(std::unique_ptr<DiskFile> file) {
    const auto path = head_file(keeping_.journal);
    std::error_code failed;
    std::filesystem::rename(unfinished_path(), path, failed);
    if (failed) throw JournalFault(path.string() + " cannot be named: " + failed.message());
    file_ = std::move(file);
  }

  /// Requires the mutex.
  std::string newest_record() const {
    return record(newest_.sequence, newest_.digest, keeping_.keyed_digest);
  }

  /// Requires the mutex.
  void tell(const std::string& fault) {
    faulty_ = true;
    if (std::exchange(told_, fault) == fault) return;
    keeping_.complain(fault +
                      "; the register goes on, but the next start cannot tell by this file"
                      " whether entries are missing");
  }

  std::unique_ptr<Journal> journal_;
  const HeadKeeping keeping_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable_any changed_;
  Head newest_;
  bool stale_ = false;   // the file does not durably name the newest entry
  bool faulty_ = false;  // nothing is written until there is a new file
  std::string told_;
  std::unique_ptr<DiskFile> file_;  // the present file, once this process wrote one
  std::jthread thread_;             // last member: it stops before the others are destroyed
};

}  // namespace

std::filesystem::path head_file(const std::filesystem::path& journal) {
  std::filesystem::path file = journal;
  return file += ".head";
}

HeadFile read_head_file(const std::filesystem::path& journal, const KeyedDigest& keyed_digest) {
  const auto path = head_file(journal);
  std::error_code unknown;
  const auto status = std::filesystem::symlink_status(path, unknown);
  if (status.type() == std::filesystem::file_type::not_found) return {};
  HeadFile newest{.state = HeadFileState::damaged, .sequence = 0, .digest = {}};
  if (!std::filesystem::is_regular_file(path, unknown)) return newest;
  std::ifstream file{path, std::ios::binary};
  std::string text(2 * kRecordSize, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(std::max<std::streamsize>(file.gcount(), 0)));
  const std::string_view records = text;
  for (const std::size_t offset : {std::size_t{0}, kRecordSize}) {
    if (offset > records.size()) break;
    const auto found = read_record(records.substr(offset, kRecordSize), keyed_digest);
    const bool later =
        found && (newest.state != HeadFileState::sound || found->sequence > newest.sequence);
    if (later) newest = *found;
  }
  return newest;
}

std::unique_ptr<Journal> keeping_head(std::unique_ptr<Journal> journal, HeadKeeping keeping) {
  return std::make_unique<HeadKeeper>(std::move(journal), std::move(keeping));
}

}  // namespace quitrent
