// SPDX-License-Identifier: EUPL-1.2
#include "registry/journal/verified_reader.hpp"

#include <functional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace quitrent;

namespace {

/// Entries that a test may have changed.
class Listed : public JournalReader {
 public:
  explicit Listed(std::vector<Entry> entries, std::size_t* handed_out = nullptr)
      : entries_{std::move(entries)}, handed_out_{handed_out} {}
  void read(Sequence after, const std::function<bool(const Entry&)>& visit) override {
    for (const Entry& entry : entries_) {
      if (entry.sequence <= after) continue;
      if (handed_out_ != nullptr) ++*handed_out_;
      if (!visit(entry)) return;
    }
  }
  Sequence holding_public(std::uint64_t) override { return 0; }
  Sequence newest() override { return entries_.empty() ? 0 : entries_.back().sequence; }
  std::vector<Sequence> snapshots() override { return {}; }
  std::expected<Snapshot, std::string> snapshot(Sequence) override {
    return std::unexpected("is not there");
  }

 private:
  std::vector<Entry> entries_;
  std::size_t* handed_out_;
};

std::vector<Entry> linked(std::size_t count) {
  std::vector<Entry> entries;
  Head head;
  for (std::size_t at = 0; at < count; ++at) {
    Entry entry;
    entry.at = Instant::from_seconds(static_cast<std::int64_t>(at));
    entry.public_count = 1;
    entry.public_part = "fact " + std::to_string(at);
    entry.private_part = "seed";
    link_entry(head, entry);
    entries.push_back(entry);
  }
  return entries;
}

/// The sequences that a read after `after` hands on, `most` of them at most.
std::vector<Sequence> sequences(const std::vector<Entry>& entries, Sequence after,
                                std::size_t most) {
  VerifiedReader reader{std::make_unique<Listed>(entries)};
  std::vector<Sequence> seen;
  reader.read(after, [&](const Entry& entry) {
    seen.push_back(entry.sequence);
    return seen.size() < most;
  });
  return seen;
}

/// An entry with another fact and the digest that goes with it.
void forge(std::vector<Entry>& entries, std::size_t at) {
  Head head = at == 0 ? Head{} : head_after(entries[at - 1]);
  entries[at].public_part = "forged";
  link_entry(head, entries[at]);
}

}  // namespace

TEST_CASE("entries that follow one another are handed on from anywhere to anywhere") {
  const auto entries = linked(6);
  for (Sequence after = 0; after <= 8; ++after) {
    for (std::size_t most = 1; most <= 7; ++most) {
      std::vector<Sequence> expected;
      for (Sequence next = after + 1; next <= 6 && expected.size() < most; ++next) {
        expected.push_back(next);
      }
      CHECK(sequences(entries, after, most) == expected);
    }
  }
  CHECK(sequences({}, 0, 5).empty());
}

TEST_CASE("whoever reads one entry after the other reads each once") {
  std::size_t handed_out = 0;
  VerifiedReader reader{std::make_unique<Listed>(linked(50), &handed_out)};
  for (Sequence after = 0; after < 49; ++after) {
    reader.read(after, [after](const Entry& entry) {
      CHECK(entry.sequence == after + 1);
      return false;
    });
  }
  CHECK(handed_out <= 51);
  // Back, and far ahead, it begins anew.
  std::vector<Sequence> seen;
  for (const Sequence after : {10U, 3U, 30U, 31U}) {
    reader.read(after, [&seen](const Entry& entry) {
      seen.push_back(entry.sequence);
      return false;
    });
  }
  CHECK(seen == std::vector<Sequence>{11, 4, 31, 32});
}

TEST_CASE("no entry is handed on that was changed, cut out or forged") {
  for (std::size_t harmed = 0; harmed < 6; ++harmed) {
    CAPTURE(harmed);
    for (const auto& harm : std::vector<std::function<void(std::vector<Entry>&)>>{
             [&](auto& entries) { entries[harmed].public_part[0] ^= 1; },
             [&](auto& entries) { entries[harmed].private_part[0] ^= 1; },
             [&](auto& entries) { entries[harmed].digest.bytes[3] ^= 1; },
             [&](auto& entries) { entries[harmed].at = Instant::from_seconds(-1); },
             [&](auto& entries) { entries[harmed].first_public += 1; }}) {
      auto entries = linked(6);
      harm(entries);
      CHECK_THROWS_AS(sequences(entries, harmed, 1), JournalDamaged);
      if (harmed > 1) CHECK(sequences(entries, harmed - 2, 1) == std::vector<Sequence>{harmed - 1});
    }
    auto forged = linked(6);
    forge(forged, harmed);
    // The newest has nobody who vouches for it.
    if (harmed < 5) CHECK_THROWS_AS(sequences(forged, harmed, 1), JournalDamaged);
    auto cut = linked(6);
    cut.erase(cut.begin() + static_cast<std::ptrdiff_t>(harmed));
    if (harmed < 5) CHECK_THROWS_AS(sequences(cut, harmed, 1), JournalDamaged);
    if (harmed < 5 && harmed > 0) CHECK_THROWS_AS(sequences(cut, harmed - 1, 9), JournalDamaged);
  }
}
