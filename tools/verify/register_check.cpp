// SPDX-License-Identifier: EUPL-1.2
#include "tools/verify/register_check.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include "api/auth/secret.hpp"
#include "api/engine/folded_journal.hpp"
#include "market/codec/events.hpp"
#include "market/due/due_queue.hpp"
#include "market/invariant/laws.hpp"
#include "tools/verify/files_beside.hpp"

namespace quitrent {
namespace {

std::string named(std::string_view kind, Sequence sequence) {
  return std::string{kind} + ' ' + std::to_string(sequence);
}

/// One check of a register.
class RegisterCheck {
 public:
  RegisterCheck(JournalReader& reader, const CheckedFiles& files, const CheckProgress& progress)
      : reader_{reader}, files_{files}, progress_{progress} {}

  CheckedRegister run() {
    // Listed before the end of the journal is asked for, because a server beside may make new ones.
    std::vector<Sequence> snapshots = reader_.snapshots();
    std::ranges::sort(snapshots);
    look_for_end();
    for (const Sequence sequence : snapshots) snapshots_to_come_.push_back(sequence);
    const bool whole = replay();
    look_at_shape();
    if (end_unreadable_) newest_ = all_.head.sequence;
    answer_.head = all_.head;
    answer_.assets = all_.books.asset_count();
    answer_.parties = all_.books.party_count();
    if (whole) ask_laws();
    check_claims(whole);
    if (!files_.keyed_digest) {
      answer_.notes.emplace_back("The seals of snapshots were not checked, for want of the key.");
    }
    return std::move(answer_);
  }

 private:
  void report(std::string where, std::string what) {
    answer_.damage.push_back({.where = std::move(where), .what = std::move(what)});
  }

  /// Asks for the newest entry. Where the end of the journal cannot be read, all that can be read
  /// is checked.
  void look_for_end() {
    try {
      known_newest_ = reader_.newest();
      newest_ = known_newest_;
    } catch (const JournalDamaged& fault) {
      end_unreadable_ = fault.what();
    }
  }

  void look_at_shape() {
    try {
      if (const auto odd = reader_.misshapen()) {
        report("journal", "the journal is not as a register leaves it: " + *odd);
      }
    } catch (const JournalDamaged& fault) {
      // A page that cannot be read was found while entries were read, if it holds entries.
      if (answer_.damage.empty()) report("journal", fault.what());
    }
  }

  /// Verifies and replays the journal. False: the journal is damaged.
  bool replay() {
    std::optional<std::string> wrong;
    try {
      wrong = read_verified(reader_, {}, [this](const Entry& entry) { return take_in(entry); });
    } catch (const JournalDamaged& fault) {
      wrong = fault.what();
    }
    if (!wrong) wrong = end_unreadable_;
    const Sequence next = all_.head.sequence + 1;
    if (unreadable_) {
      answer_.damage.push_back(*unreadable_);
    } else if (wrong) {
      // The entry before the broken link was not replayed: either it was changed or the next one.
      const bool placed = wrong->starts_with("entry ");
      report(placed ? place_in(*wrong) : named("entry", next),
             placed ? *wrong : named("entry", next) + " cannot be read: " + *wrong);
    } else if (all_.head.sequence < newest_) {
      report(named("entry", next), named("entry", next) + " is missing");
    } else {
      return true;
    }
    answer_.notes.emplace_back("What stands behind the damaged entry was not looked at.");
    return false;
  }

  /// "entry 1000" from a sentence that begins with such words.
  static std::string place_in(const std::string& wrong) {
    return wrong.substr(0,
                        wrong.find_first_not_of("0123456789", std::string_view{"entry "}.size()));
  }

  /// Replays one entry and compares what claims its books. False ends the reading.
  bool take_in(const Entry& entry) {
    try {
      all_.take_in(entry);
      for (const market::Event& event : market::decoded(entry.public_part)) {
        titles_.observe(event);
        if (const auto* founded = std::get_if<market::RegisterFounded>(&event)) check_key(*founded);
      }
    } catch (const std::exception& fault) {  // damaged bytes, or sums that are out of range
      const std::string name = named("entry", entry.sequence);
      unreadable_ = {.where = name, .what = name + " cannot be replayed: " + fault.what()};
      return false;
    }
    while (!snapshots_to_come_.empty() && snapshots_to_come_.front() <= entry.sequence) {
      if (snapshots_to_come_.front() == entry.sequence) compare_snapshot(entry.sequence);
      snapshots_to_come_.erase(snapshots_to_come_.begin());
    }
    if (files_.views && files_.views->sequence == entry.sequence) compare_views();
    if (progress_) progress_(entry.sequence, std::max(entry.sequence, known_newest_));
    return entry.sequence < newest_;
  }

  void check_key(const market::RegisterFounded& founded) {
    if (!files_.key_check || files_.key_check == founded.key_check) return;
    const std::filesystem::path file = api::secret_file(files_.journal);
    report(file.filename().string(), "the key file " + file.string() + " is another register's");
  }

  void compare_snapshot(Sequence sequence) {
    const std::string name = named("snapshot", sequence);
    const auto kept = reader_.snapshot(sequence);
    const std::vector<Sequence> there = reader_.snapshots();
    if (!kept && std::ranges::find(there, sequence) == there.end()) {
      return;  // a server beside has removed it
    }
    if (!kept) return report(name, name + ' ' + kept.error());
    const auto state = api::decoded_snapshot(*kept, files_.keyed_digest);
    if (!state && state.error().other_layout) {
      answer_.notes.push_back(name + " is of another layout and was not compared.");
    } else if (!state) {
      report(name, name + ' ' + state.error().why);
    } else if (state->head.digest != all_.head.digest) {
      report(name, name + " stands on another chain than the journal's");
    } else if (!same_content(*kept)) {
      report(name, name + " holds other books than the journal gives up to its entry");
    } else {
      answer_.snapshots.push_back(sequence);
    }
  }

  /// Whether the snapshot, apart from its seal, holds what the journal gives.
  bool same_content(const Snapshot& kept) const {
    return std::string_view{kept.bytes}.starts_with(all_.snapshot_content());
  }

  void compare_views() {
    const ViewsClaim& claim = *files_.views;
    const std::string at = "the views of " + named("entry", claim.sequence);
    if (claim.digest != all_.head.digest) return;  // check_claims reports it
    if (claim.assets != all_.books.asset_count() || claim.parties != all_.books.party_count()) {
      report("views", at + " hold " + std::to_string(claim.assets) + " assets and " +
                          std::to_string(claim.parties) + " parties; the journal gives " +
                          std::to_string(all_.books.asset_count()) + " and " +
                          std::to_string(all_.books.party_count()));
    }
  }

  void ask_laws() {
    if (!all_.books.founded()) return;
    market::DueQueue queue;
    for (Ordinal asset = 0; asset < all_.books.asset_count(); ++asset) {
      queue.reschedule(asset, next_change(all_.books, asset));
    }
    // The journal may end before all changes that are due in its last second are recorded.
    const Instant before = Instant::from_seconds(all_.head.at.seconds() - 1);
    if (auto broken = broken_law(all_.books, titles_, queue, before)) {
      report("books", "a law of the register is broken: " + *broken);
    }
  }

  /// Reports each claim that the journal does not meet. If the journal is damaged, the digests of
  /// claims are not compared: only missing entries are reported.
  void check_claims(bool whole) {
    const api::ClaimedJournal journal = claimed_journal(reader_, newest_);
    std::vector<api::Claim> claims = files_.claims;
    if (!whole) {
      for (api::Claim& claim : claims) claim.digest.reset();
    }
    for (const api::Claim& claim : unmet_claims(claims, journal)) {
      report(claim.file.filename().string(), missing_line(claim, files_.journal, newest_));
    }
  }

  JournalReader& reader_;
  const CheckedFiles& files_;
  const CheckProgress& progress_;
  /// Up to which entry the check goes; all entries where the end of the journal cannot be read.
  Sequence newest_ = std::numeric_limits<Sequence>::max();
  Sequence known_newest_ = 0;  // 0: the end of the journal cannot be read
  std::optional<std::string> end_unreadable_;
  std::vector<Sequence> snapshots_to_come_;  // oldest first
  api::FoldedJournal all_;
  market::TitleRecord titles_;
  std::optional<Damage> unreadable_;  // the entry at hand cannot be replayed
  CheckedRegister answer_;
};

}  // namespace

CheckedRegister checked_register(JournalReader& reader, const CheckedFiles& files,
                                 const CheckProgress& progress) {
  return RegisterCheck{reader, files, progress}.run();
}

}  // namespace quitrent
