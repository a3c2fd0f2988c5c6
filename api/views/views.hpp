// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
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

#include "api/views/activity_sums.hpp"
#include "api/views/asset_replay.hpp"
#include "api/views/catalogue.hpp"
#include "api/views/revenue_sums.hpp"
#include "api/views/tax_slices.hpp"
#include "market/event.hpp"
#include "market/receipt.hpp"
#include "registry/journal/journal.hpp"
#include "registry/title/asset.hpp"
#include "registry/title/conveyance.hpp"
#include "registry/title/party.hpp"
#include "registry/vocabulary/digest.hpp"

namespace quitrent::api {

/// The views cannot answer now; the caller may try again. Nothing is lost, since the views are made
/// anew from the journal.
class ViewsUnavailable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A search took longer than allowed. Fewer or longer words make it faster. It is no fault.
class SearchTooLong : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Orders of the list of assets. Assets that are equal under an order are in order of registration.
enum class AssetOrder : std::uint8_t {
  registered_at,     ///< the oldest first
  newest,            ///< the reverse of registered_at
  dearest,           ///< the highest assessment first, terminal assets last
  cheapest,          ///< the lowest assessment first, terminal assets last
  soonest_unfunded,  ///< the earliest funded_until first, assets without one last
  lowest_price,      ///< the lowest price first, assets without one last
  auction_end        ///< the auction that ends first, then assets that are in no auction
};

/// A position in the list of assets; the next page begins after it. Valid only for the same order.
struct AssetPosition {
  std::int64_t rank = 0;  ///< sort key of the order, as the views number it
  Ordinal ordinal = 0;
};

/// Whether a byte of UTF-8 belongs to a word of a search. All other bytes separate words.
constexpr bool is_of_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80U;
}

/// Filters, order and page of a list of assets.
struct AssetQuery {
  std::vector<AssetClass> classes = {};  ///< it has one of these; empty: any
  std::optional<AssetState> state = {};
  std::optional<PartyId> holder = {};  ///< the present holder
  std::string words = {};  ///< beginnings of words in name and identifiers; all must occur
  /// It has one of these; empty: any. Each in its canonical form.
  std::vector<ExternalIdentifier> identifiers = {};
  std::optional<Commitment> commitment = {};  ///< the present commitment
  std::string licence = {};              ///< named by the present terms, as licence_key() writes it
  std::optional<Share> degree_max = {};  ///< the degree now is at most this
  std::optional<Money> min_price = {};   ///< the price now is at least this; without price: never
  std::optional<Money> max_price = {};   ///< the price now is at most this; without price: never
  AssetOrder order = AssetOrder::registered_at;
  std::optional<AssetPosition> after = {};  ///< nothing for the first page
  std::size_t limit = 50;                   ///< 1 or more
};

/// Calls what it is given once with the committed books and the second as of which they are read.
/// The books do not change meanwhile, so it must be quick.
using LookAtBooks =
    std::function<void(const std::function<void(const market::Books& books, Instant now)>&)>;

/// One page of the list of assets.
struct AssetPage {
  std::vector<AssetId> assets;
  std::vector<AssetPosition> positions;  ///< the position of each asset
  std::optional<AssetPosition> next;     ///< nothing on the last page
  std::optional<Instant> at;  ///< the second of prices, degrees and auctions; nothing: of none
};

/// Filters and page of a list of parties.
struct PartyQuery {
  std::optional<Role> role = {};      ///< one of the roles that it has
  std::string words = {};             ///< beginnings of words in its name; all must occur
  std::optional<Ordinal> after = {};  ///< ordinal of the party shown last
  std::size_t limit = 50;             ///< 1 or more
};

/// What a party holds, sold and bought.
struct PartyView {
  Ordinal ordinal = 0;  ///< in the order of registration
  PartyId id;
  std::uint32_t holds = 0;   ///< assets now
  std::uint32_t sold = 0;    ///< conveyances from it by purchase or auction
  std::uint32_t bought = 0;  ///< conveyances to it by purchase or auction
};

/// One page of a list of parties, in the order of registration.
struct PartyPage {
  std::vector<PartyView> parties;
  bool is_last = true;  ///< no party comes after the page
};

/// A public event with its number, entry and second.
struct NumberedEvent {
  std::uint64_t number = 0;  ///< in the gapless numbering of public events, from 1
  Sequence sequence = 0;     ///< of its journal entry
  Instant at;
  market::Event event;
};

/// Receives events one by one; answers false when it needs no more.
using TakeEvent = std::function<bool(const NumberedEvent&)>;

/// A link of a chain of title.
struct TitleLink {
  std::uint64_t number = 0;  ///< of the public event that recorded the conveyance
  Conveyance conveyance;
};

/// A purchase and its present status.
struct PurchaseView {
  std::int64_t number = 0;  ///< ordinal in the order of filing, from 1
  PurchaseId id;
  Instant at;  ///< of the filing
  market::PurchaseStatus status = market::PurchaseStatus::completed;
  PartyId buyer = {};
  Instant completed_at = {};         ///< valid once completed
  std::uint32_t pending_number = 0;  ///< number among pending purchases; 0: it never was pending
  Instant closes_at = {};  ///< as set at filing; the books have the close that holds have moved
  std::vector<market::PurchasedItem> items;  ///< in the order of the filing
};

/// Filters of the purchases, and where to begin.
struct PurchaseQuery {
  std::optional<PartyId> buyer = {};
  std::optional<PartyId> seller = {};  ///< of one of its items
  std::optional<AssetId> asset = {};   ///< of one of its items
  std::optional<market::PurchaseStatus> status = {};
  std::int64_t after = 0;  ///< number of the last purchase that was looked at
};

/// Receives purchases one by one; answers false when it needs no more.
using TakePurchase = std::function<bool(PurchaseView)>;

/// One movement on a party's cash account.
struct StatementLine {
  Instant at;
  PostingKind kind = PostingKind::credit;
  Money amount;   ///< positive into the account, negative out of it
  Money balance;  ///< after this line
  std::optional<AssetId> asset;
  std::string reference;  ///< may be empty
};

/// A position in a statement; the next page begins there. One entry may hold more lines than a
/// page.
struct StatementPosition {
  Sequence entry = 0;       ///< of the next line
  std::uint32_t lines = 0;  ///< number of lines of this entry before the next line
};

/// Party, period and page of a statement.
struct StatementQuery {
  Ordinal party = 0;                            ///< the party's ordinal among all parties
  Period period;                                ///< `[begin, end)`
  std::optional<StatementPosition> after = {};  ///< nothing for the first page
  std::size_t limit = 50;                       ///< 1 or more
};

/// One page of a party's cash account over a period. `opening` plus the lines is `closing`, and
/// `closing` is the `opening` of the next page. The first page opens the period, the last closes
/// it.
struct AccountStatement {
  Money opening;
  Money closing;
  std::vector<StatementLine> lines;       ///< oldest first
  std::optional<StatementPosition> next;  ///< nothing after the last page
};

/// The revenue account over a period: opening + received - apportioned = closing.
struct RevenueFlow {
  WideMoney opening;  ///< balance of the account at the beginning
  WideMoney closing;
  RevenueSums moved;
};

/// The assets of one class that somebody holds.
struct HeldAssets {
  std::uint64_t assets = 0;
  WideMoney assessed = {};  ///< the sum of their assessments
};
/// The same by class.
using ClassSums = std::array<HeldAssets, kAssetClasses.size()>;

/// Answers the private events within the private part of an entry, whose layout the engine defines.
/// Throws DamagedBytes.
using PrivateEvents = std::function<std::string_view(std::string_view private_part)>;

/// A contest of an asset's degree and the decision on it.
struct ContestView {
  Sequence filed = 0;  ///< entry that filed it; an entry files at most one contest
  Contest contest;     ///< with the bond that is or was held last
  std::optional<market::ContestDecided> decided;  ///< nothing while the contest is pending
  bool lapsed = false;                            ///< it ended without a decision
};

/// One page of the assets that are derived from an asset.
struct LineagePage {
  std::vector<AssetId> assets;
  std::optional<Ordinal> next;  ///< ordinal of the last asset; nothing after the last page
};

/// A monotonic clock.
using MonotonicTime = std::function<std::chrono::steady_clock::time_point()>;
/// How long a search by words may take before it ends with SearchTooLong.
inline constexpr std::chrono::milliseconds kLongestSearch{250};

/// How many purchases one answer looks at, at most.
inline constexpr std::size_t kMostPurchases = 2'000;

/// What the views are made from.
struct ViewsSource {
  Journal& journal;  ///< must outlive the views
  PrivateEvents private_events;
  /// Receives, in one line, each fault that the views try to repair. Called from their own thread.
  std::function<void(std::string_view)> complain;
  /// Makes digests under the register's secret, with which the file is sealed. Where empty, the
  /// seals are plain digests.
  KeyedDigest keyed_digest = {};
  /// Receives an entry that cannot be read or does not fit the earlier ones, and what is wrong with
  /// it. Called from the views' own thread. May be empty.
  std::function<void(Sequence, std::string_view)> entry_damaged = {};
  /// Receives what Journal::check_in_place says where the journal is not at its path any more, and
  /// ends the process: what lies at the paths of the views may be another register's. Called before
  /// the views touch a file by its name.
  std::function<void(std::string_view)> misplaced = {};
  /// The clock for the deadline of a search. Called by many threads at once.
  MonotonicTime now = std::chrono::steady_clock::now;
  HistorySteps steps = {};  ///< other values are for tests only
  /// Whether the disk has room to continue folding; where it has none, the views wait. Called from
  /// their own thread. Where empty, there is always room.
  std::function<bool()> has_room = {};
};

/// The status of the views.
struct ViewsStatus {
  Sequence holds = 0;    ///< newest entry in the views
  Sequence lacks = 0;    ///< number of entries that the views held before and have to fold again
  std::string why = {};  ///< why they do not answer or are made anew; empty where they are sound
};

/// Search, history and statements: indexes into the journal, in a separate SQLite file that may be
/// deleted at any time. No decision consults them. A thread of their own fills them from committed
/// entries; a caller that must see what was committed before calls `wait_until` first. The file is
/// not trusted: its pages are sealed. Where the file is changed by somebody else, missing or does
/// not fit the journal, the views are made anew, at the start and while running, and reads throw
/// ViewsUnavailable meanwhile. Many threads may read at once. Reads throw ViewsUnavailable,
/// JournalFault. Source: DESIGN.md.
class Views {
 public:
  /// Receives the number of entries done and of all entries.
  using Progress = std::function<void(Sequence done, Sequence all)>;
  /// How long a read waits for entries that were committed before it. Source: DESIGN.md.
  static constexpr std::chrono::milliseconds kLongestWait{1'000};

  /// Opens the views in the file `path`, or begins them anew where they are damaged, of another
  /// layout or of another journal. Throws ViewsUnavailable where the file cannot be written or a
  /// folder is in its place. Throws JournalFault.
  Views(std::filesystem::path path, ViewsSource source);
  Views(const Views&) = delete;
  Views& operator=(const Views&) = delete;
  /// Stops the thread. Entries that are not written yet are folded at the next start.
  ~Views();

  /// Folds entries up to `newest` in the calling thread, then starts the thread that continues.
  /// Call it once, before the first read. Throws ViewsUnavailable, JournalFault, DamagedBytes.
  void catch_up(Sequence newest, const Progress& progress = {});
  /// Reports that entries up to `newest` are durable. Cheap; the engine's writer thread calls it.
  void committed(Sequence newest) noexcept;
  /// Waits until the views hold entry `sequence`; false where that takes longer than `at_most`.
  /// Answers false at once where the views are made anew and this will take longer.
  bool wait_until(Sequence sequence, std::chrono::milliseconds at_most = kLongestWait);
  /// The newest entry that the views hold.
  Sequence holds() const noexcept;
  /// The status of the views.
  ViewsStatus status() const;
  /// Reads something, to test the views. Throws ViewsUnavailable where they cannot answer now.
  void try_out();

  /// One page of the list of assets. `books` is not used where neither order nor filters depend on
  /// prices, degrees, auctions or identifiers. Throws SearchTooLong.
  AssetPage assets(const AssetQuery& query, const LookAtBooks& books = {});
  /// One page of the list of parties. Throws SearchTooLong.
  PartyPage parties(const PartyQuery& query);
  /// The party with this id; nothing where there is none.
  std::optional<PartyView> party(const PartyId& id);
  /// At most `limit` links of an asset's chain of title with numbers after `after`, oldest first.
  /// Empty where there is no such asset.
  std::vector<TitleLink> chain_of_title(const AssetId& asset, std::uint64_t after,
                                        std::size_t limit);
  /// Calls `take` with the public events about an asset with numbers after `after`, oldest first,
  /// until it answers false.
  void events_of(const AssetId& asset, std::uint64_t after, const TakeEvent& take);
  /// At most `limit` public events of the register with numbers after `after`, oldest first. Reads
  /// only the journal, so no `wait_until` is needed.
  std::vector<NumberedEvent> events_after(std::uint64_t after, std::size_t limit);
  /// A reader of the journal from which the views are made, for a caller that verifies its chain.
  /// For one thread; must not outlive the journal.
  std::unique_ptr<JournalReader> journal_reader() const;
  /// The purchase with this id; nothing where there is none.
  std::optional<PurchaseView> purchase(const PurchaseId& id);
  /// Calls `take` with the purchases that match, oldest first, until it answers false. Looks at
  /// kMostPurchases at most: answers with the number of the last one that was looked at where there
  /// may be more.
  std::optional<std::int64_t> purchases_after(const PurchaseQuery& query, const TakePurchase& take);
  /// One page of a party's cash account.
  AccountStatement statement(const StatementQuery& query);
  /// At most `limit` contests of an asset's degree that were filed after entry `after`, in the
  /// order of filing.
  std::vector<ContestView> contests_of(const AssetId& asset, Sequence after, std::size_t limit);
  /// At most `limit` assets that are derived from `asset` and have ordinals after `after`, in the
  /// order of registration.
  LineagePage derived_from(const AssetId& asset, std::optional<Ordinal> after, std::size_t limit);
  /// The asset at the end of second `at`, which is in the past. The books of the replay hold
  /// besides only the schedules and outages up to then. Nothing where it was not registered yet.
  std::optional<AssetReplay> asset_at(const AssetId& asset, Instant at);
  /// The intervals in which tax accrued for an asset over a past period. Nothing where the asset
  /// was not registered before the period's end. The answer may end earlier, at TaxHistory::until,
  /// since the number of events that one answer replays has a bound.
  std::optional<TaxHistory> tax_history(const AssetId& asset, Period over);
  /// The revenue account over `[period.begin, period.end)`.
  RevenueFlow revenue(Period period);
  /// What happened to assets over `[period.begin, period.end)`.
  ActivitySums activity(Period period);
  /// The assets that somebody holds, by class, as the views hold them now. The rows are read some
  /// thousand at a time: an asset that changes meanwhile is counted before or after its change.
  ClassSums class_sums();

 private:
  struct Machine;
  std::unique_ptr<Machine> machine_;
};

}  // namespace quitrent::api
