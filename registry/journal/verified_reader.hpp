// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <optional>
#include <utility>

#include "registry/journal/journal.hpp"

namespace quitrent {

/// Reads entries for an answer: each is handed on only if it follows from the entry before it and
/// the entry after it follows from it. An entry that somebody has changed is thus never shown, not
/// even one that was changed together with its digest. Only the newest entry has no successor to
/// vouch for it. Source: DESIGN.md.
class VerifiedReader final : public JournalReader {
 public:
  /// Reads through `reader`.
  explicit VerifiedReader(std::unique_ptr<JournalReader> reader) : reader_{std::move(reader)} {}
  /// See JournalReader. Throws JournalDamaged for an entry that does not follow.
  void read(Sequence after, const std::function<bool(const Entry&)>& visit) override;
  Sequence holding_public(std::uint64_t number) override { return reader_->holding_public(number); }
  Sequence newest() override { return reader_->newest(); }
  std::optional<std::string> misshapen() override { return reader_->misshapen(); }
  std::vector<Sequence> snapshots() override { return reader_->snapshots(); }
  std::expected<Snapshot, std::string> snapshot(Sequence sequence) override {
    return reader_->snapshot(sequence);
  }

 private:
  std::unique_ptr<JournalReader> reader_;
  // The entry after the last one that was handed on: read already, and linked to it. So whoever
  // reads one entry after the other reads each once.
  std::optional<Entry> ahead_;
};

}  // namespace quitrent
