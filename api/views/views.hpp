// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "api/views/asset_replay.hpp"
#include "api/views/catalogue.hpp"
#include "api/views/revenue_sums.hpp"
#include "api/views/tax_slices.hpp"
#include "market/event.hpp"
#include "market/receipt.hpp"
#include "registry/journal/journal.hpp"
#include "registry/title/asset.hpp"
#include "registry/title/conveyance.hpp"
#include "registry/vocabulary/digest.hpp"

namespace quitrent::api {

/// The views cannot answer now: try again. Nothing is lost, they are rebuilt from the journal.
class ViewsUnavailable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A search took longer than it may: fewer or longer words find sooner. Nothing is wrong.
class SearchTooLong : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Orders of the list of assets; equal ones stand in the order of registration.
enum class AssetOrder : std::uint8_t {
  registered_at,    ///< the oldest first
  dearest,          ///< the highest assessment first, terminal assets last
  soonest_unfunded  ///< the earliest funded_until first, those without one last
};

/// A position in the list of assets, for the page after it. It counts only under the same order.
struct AssetPosition {
  std::int64_t rank = 0;  ///< what the order goes by, as the views number it
  Ordinal ordinal = 0;
};

/// Whether a byte of UTF-8 belongs to a word of a search; all others part words.
constexpr bool is_of_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80U;
}

/// Which assets are asked for.
struct AssetQuery {
  std::optional<AssetClass> asset_class = {};
  std::optional<AssetState> state = {};
  std::optional<PartyId> holder = {};  ///< in title now
  std::string words = {};  ///< beginnings of words of name and identifiers; all must occur
  AssetOrder order = AssetOrder::registered_at;
  std::optional<AssetPosition> after = {};  ///< nothing: the first page
  std::size_t limit = 50;                   ///< 1 or more
};

/// One page of the list of assets.
struct AssetPage {
  std::vector<AssetId> assets;
  std::vector<AssetPosition> ordinals;  ///< of each of them
  std::optional<AssetPosition> next;    ///< nothing: that was all
};

/// A public event and where it stands.
struct NumberedEvent {
  std::uint64_t number = 0;  ///< under the gapless numbering of public events, from 1
  Sequence sequence = 0;     ///< of its journal entry
  Instant at;
  market::Event event;
};

/// Takes events one by one; false: no more.
using TakeEvent = std::function<bool(const NumberedEvent&)>;

/// A link of a chain of title.
struct TitleLink {
  std::uint64_t number = 0;  ///< of the public event that made it
  Conveyance conveyance;
};

/// A purchase, from its filing on.
struct PurchaseView {
  std::int64_t number = 0;  ///< position in the order of filing, from 1
  PurchaseId id;
  Instant at;  ///< of the filing
  market::PurchaseStatus status = market::PurchaseStatus::completed;
  PartyId buyer = {};
  Instant completed_at = {};         ///< once completed
  std::uint32_t pending_number = 0;  ///< its number among purchases that waited; 0: it never did
  Instant closes_at = {};  ///< as it was when it began to wait; holds move it, the books know
  std::vector<market::PurchasedItem> items;  ///< in the order of the filing
};

/// Takes purchases one by one; false: no more.
using TakePurchase = std::function<bool(PurchaseView)>;

/// One movement on a party's cash account.
struct StatementLine {
  Instant at;
  PostingKind kind = PostingKind::credit;
  Money amount;   ///< in positive, out negative
  Money balance;  ///< after the line
  std::optional<AssetId> asset;
  std::string reference;  ///< may be empty
};

/// A position in a statement, for the page after it: one entry may hold more lines than a page.
struct StatementPosition {
  Sequence entry = 0;       ///< of the next line
  std::uint32_t lines = 0;  ///< of this entry that stand before it
};

/// Whose statement over which time, and which page of it.
struct StatementQuery {
  Ordinal party = 0;                            ///< its ordinal among all parties
  Period period;                                ///< `[begin, end)`
  std::optional<StatementPosition> after = {};  ///< nothing: the first page
  std::size_t limit = 50;                       ///< 1 or more
};

/// One page of a party's cash account over a period: opening + lines = closing, and the next page
/// opens with what this one closes with. The first opens and the last closes the period.
struct AccountStatement {
  Money opening;
  Money closing;
  std::vector<StatementLine> lines;       ///< oldest first
  std::optional<StatementPosition> next;  ///< nothing: that was all
};

/// What came into revenue over a period, and where it went: opening + received - apportioned =
/// closing.
struct RevenueFlow {
  WideMoney opening;  ///< what the account held
  WideMoney closing;
  RevenueSums moved;
};

/// Where the private events lie in the private part of an entry; the engine knows its layout.
/// Throws DamagedBytes.
using PrivateEvents = std::function<std::string_view(std::string_view private_part)>;

/// A contest of an asset's degree, and what became of it.
struct ContestView {
  Sequence filed = 0;  ///< entry that filed it; one entry files one
  Contest contest;
  std::optional<market::ContestDecided> decided;  ///< nothing: it waits
};

/// One page of what came out of an asset.
struct LineagePage {
  std::vector<AssetId> assets;
  std::optional<Ordinal> next;  ///< the ordinal of the last one; nothing: that was all
};

/// Time that only runs forward, whatever the clock on the wall does.
using MonotonicTime = std::function<std::chrono::steady_clock::time_point()>;
/// How long a search by words may take before it ends with SearchTooLong.
inline constexpr std::chrono::milliseconds kLongestSearch{250};

/// What the views are made from.
struct ViewsSource {
  Journal& journal;  ///< outlives the views
  PrivateEvents private_events;
  /// Told, in one line, of each fault that the views try to get over; from their own thread.
  std::function<void(std::string_view)> complain;
  /// Digests under the register's secret, by which the file is sealed. Empty: plain ones.
  KeyedDigest keyed_digest = {};
  /// Told of an entry that cannot be read or does not fit the ones before, and what is wrong with
  /// it; from the views' own thread. May be empty.
  std::function<void(Sequence, std::string_view)> entry_damaged = {};
  /// What the deadline of a search is measured by; called by many threads at once.
  MonotonicTime now = std::chrono::steady_clock::now;
  HistorySteps steps = {};  ///< others for tests alone
  /// Whether the disk has room to fold on; else the views wait for it. From their own thread.
  /// Empty: always.
  std::function<bool()> has_room = {};
};

/// How the views stand.
struct ViewsStatus {
  Sequence holds = 0;    ///< newest entry in them
  Sequence lacks = 0;    ///< entries that they held before and have to take in anew
  std::string why = {};  ///< why they do not answer or are made anew; empty while they are well
};

/// Search, history and statements: indexes into the journal in an SQLite file of their own, which
/// may be deleted at any time. Never consulted for a decision. Filled by a thread of their own from
/// committed entries; a read sees what was committed before it where it calls `wait_until` first.
/// The file is never believed: its pages are sealed, and what somebody else has changed, what is
/// gone or does not fit the journal is made anew, at the start and while running; reads throw
/// ViewsUnavailable meanwhile. All reads may be called from many threads at once; they throw
/// ViewsUnavailable, JournalFault. Source: DESIGN.md.
class Views {
 public:
  /// Entries done, entries in all.
  using Progress = std::function<void(Sequence done, Sequence all)>;
  /// How long a read waits for what was committed before it. Source: DESIGN.md.
  static constexpr std::chrono::milliseconds kLongestWait{1'000};

  /// Opens the views in the file `path`, or begins them anew where they are damaged, of another
  /// program's making or of another journal. Throws ViewsUnavailable where the file cannot be
  /// written or a folder stands in its place, JournalFault.
  Views(std::filesystem::path path, ViewsSource source);
  Views(const Views&) = delete;
  Views& operator=(const Views&) = delete;
  /// Stops the thread; what is not written yet is folded at the next start.
  ~Views();

  /// Folds in the calling thread up to entry `newest`, then starts the thread that goes on. Once,
  /// before the first read. Throws ViewsUnavailable, JournalFault, DamagedBytes.
  void catch_up(Sequence newest, const Progress& progress = {});
  /// Says that entries up to `newest` are durable. Cheap; from the engine's writer thread.
  void committed(Sequence newest) noexcept;
  /// Waits until the views hold entry `sequence`; false where that takes longer.
  /// At once where they are made anew and will not be done soon.
  bool wait_until(Sequence sequence, std::chrono::milliseconds at_most = kLongestWait);
  /// The newest entry that the views hold.
  Sequence holds() const noexcept;
  /// How they stand.
  ViewsStatus status() const;
  /// Reads something: throws ViewsUnavailable where they cannot answer now.
  void try_out();

  /// One page of the list of assets. Throws SearchTooLong.
  AssetPage assets(const AssetQuery& query);
  /// At most `limit` links of an asset's chain of title with numbers after `after`, oldest first;
  /// none where there is no such asset.
  std::vector<TitleLink> chain_of_title(const AssetId& asset, std::uint64_t after,
                                        std::size_t limit);
  /// Public events about an asset with numbers after `after`, oldest first, until `take` has
  /// enough.
  void events_of(const AssetId& asset, std::uint64_t after, const TakeEvent& take);
  /// At most `limit` public events of the register with numbers after `after`, oldest first. Needs
  /// no view and no waiting.
  std::vector<NumberedEvent> events_after(std::uint64_t after, std::size_t limit);
  /// A reader of the journal that the views are made from, for whoever verifies its chain. For one
  /// thread; must not outlive the journal.
  std::unique_ptr<JournalReader> journal_reader() const;
  /// The purchase with this id; nothing where there is none.
  std::optional<PurchaseView> purchase(const PurchaseId& id);
  /// Purchases with numbers after `after`, oldest first, until `take` has enough.
  void purchases_after(std::int64_t after, const TakePurchase& take);
  /// One page of a party's cash account.
  AccountStatement statement(const StatementQuery& query);
  /// At most `limit` contests of an asset's degree, those filed after entry `after`, in the order
  /// of filing.
  std::vector<ContestView> contests_of(const AssetId& asset, Sequence after, std::size_t limit);
  /// At most `limit` assets that came out of `asset`, registered after the one at the ordinal
  /// `after`, in the order of registration.
  LineagePage derived_from(const AssetId& asset, std::optional<Ordinal> after, std::size_t limit);
  /// The asset as it stood at the end of second `at`, which is past, beside books that hold nothing
  /// else but the schedules and outages up to then; nothing where it was not registered yet.
  std::optional<AssetReplay> asset_at(const AssetId& asset, Instant at);
  /// When and on what tax accrued for an asset over a past period; nothing where it was not
  /// registered by the end of its last second. May end sooner, see TaxHistory: of how many events
  /// an answer is made has a bound.
  std::optional<TaxHistory> tax_history(const AssetId& asset, Period over);
  /// What came into revenue over `[from, to)`, and where it went.
  RevenueFlow revenue(Period period);

 private:
  struct Machine;
  std::unique_ptr<Machine> machine_;
};

}  // namespace quitrent::api
