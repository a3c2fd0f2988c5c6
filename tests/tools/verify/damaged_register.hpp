// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "api/engine/folded_journal.hpp"
#include "registry/storage/sqlite/database.hpp"
#include "registry/storage/sqlite/sqlite_journal.hpp"
#include "registry/vocabulary/ensure.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tests/api/engine/fixture.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;

/// The keyed digests of a register. Another `secret` stands for another register.
inline KeyedDigest sealed_by(std::string secret) {
  return [secret = std::move(secret)](std::string_view purpose, std::string_view bytes) {
    return sha256(secret + std::string{purpose} + std::string{bytes});
  };
}

/// Makes a register of 60 entries or more in `database` and closes it: a member and her patents.
inline void make_register(const std::string& database, const std::string& name = "ana") {
  EngineFixture context;
  context.engine.reset();
  context.journal = open_sqlite_journal(database);
  context.open();
  const PartyId ana = context.member(name, units(1'000'000));
  for (int n = 0; n < 60; ++n) {
    ensure(
        context.file(ana, EngineFixture::patent("US" + std::to_string(n), units(1'000), units(50)))
            .has_value(),
        "a patent is registered");
  }
}

/// The state of the register up to entry `sequence`.
inline FoldedJournal folded_up_to(const std::string& database, Sequence sequence) {
  FoldedJournal all;
  read_sqlite_journal(database)->read(0, [&](const Entry& entry) {
    all.fold(entry);
    return entry.sequence < sequence;
  });
  return all;
}

/// Stores a snapshot of the register as it was at `sequence`.
inline void keep_snapshot(const std::string& database, Sequence sequence,
                          const KeyedDigest& keyed_digest) {
  const Snapshot snapshot = folded_up_to(database, sequence).snapshot(keyed_digest);
  open_sqlite_journal(database)->keep_snapshot(snapshot);
}

/// Changes the file by SQL, as anybody with a shell can.
inline void edit(const std::string& database, const std::string& sql) {
  Database{database, OpenAs::writer}.execute(sql.c_str());
}

/// Changes a byte in the public part of an entry, and its digest to match.
inline void forge_entry(const std::string& database, Sequence sequence) {
  Head before;
  Entry forged;
  read_sqlite_journal(database)->read(0, [&](const Entry& entry) {
    forged = entry;
    if (entry.sequence < sequence) before.digest = entry.digest;
    return entry.sequence < sequence;
  });
  forged.public_part.back() = static_cast<char>(forged.public_part.back() ^ 1);
  const Digest digest =
      chained(before.digest, forged, sha256(forged.public_part), sha256(forged.private_part));
  Database file{database, OpenAs::writer};
  Statement{file, "UPDATE entry SET public_part = ?, digest = ? WHERE sequence = ?"}
      .bind_blob(1, forged.public_part)
      .bind_blob(2, view(digest))
      .bind(3, static_cast<std::int64_t>(sequence))
      .run();
}

/// Changes "ana" to "eve" in the snapshot of `sequence`, and its plain digest to match.
inline void forge_name(const std::string& database, Sequence sequence) {
  auto forged = read_sqlite_journal(database)->snapshot(sequence);
  ensure(forged.has_value(), "there is a snapshot to forge");
  const std::string_view name = "ana";
  const auto at = std::ranges::search(forged->bytes, name).begin();
  ensure(at != forged->bytes.end(), "the snapshot knows the name");
  std::ranges::copy(std::string_view{"eve"}, at);
  forged->digest = sha256(forged->bytes);
  open_sqlite_journal(database)->keep_snapshot(*forged);
}

}  // namespace quitrent::testing
