// SPDX-License-Identifier: EUPL-1.2
#include "market/codec/books.hpp"

#include <algorithm>
#include <iterator>

#include "market/codec/acts.hpp"
#include "market/codec/degree_basis.hpp"
#include "market/codec/encumbrances.hpp"
#include "market/codec/findings.hpp"
#include "market/codec/past.hpp"
#include "market/codec/recent_acts.hpp"
#include "market/codec/register.hpp"
#include "market/codec/schedules.hpp"
#include "market/codec/terms.hpp"
#include "market/codec/values.hpp"
#include "market/state/apply.hpp"
#include "registry/vocabulary/ensure.hpp"

namespace quitrent::market {
namespace {

/// The layout of the bytes. An unknown layout counts as damage; then the journal is replayed
/// instead.
constexpr std::uint8_t kLayout = 13;

void encode_asset(ByteWriter& writer, const Asset& asset) {
  encode_identifier(writer, asset.id);
  writer.number(asset.holder);
  writer.byte(static_cast<std::uint8_t>(asset.asset_class));
  writer.byte(static_cast<std::uint8_t>(asset.title_evidence));
  for (const Instant instant : {asset.registered_at, asset.taxed_alike_since, asset.held_since,
                                asset.conveyed_at, asset.expires_at}) {
    encode_instant(writer, instant);
  }
  writer.number(asset.conveyances);
  writer.fixed(view(asset.chain));
  encode_status(writer, asset.status);
  encode_particulars(writer, *asset.particulars);
  encode_encumbrances(writer, asset.encumbrances);
}

Asset asset_of(ByteReader& reader) {
  Asset asset;
  asset.id = identifier_of<AssetKind>(reader);
  asset.holder = small_number_of(reader);
  asset.asset_class = symbol_of<AssetClass>(reader, kAssetClasses.size());
  asset.title_evidence = flag_of(reader) ? TitleEvidence::confirmed : TitleEvidence::claimed;
  for (Instant* instant : {&asset.registered_at, &asset.taxed_alike_since, &asset.held_since,
                           &asset.conveyed_at, &asset.expires_at}) {
    *instant = instant_of(reader);
  }
  asset.conveyances = small_number_of(reader);
  asset.chain = digest_of(reader);
  asset.status = status_of(reader);
  asset.particulars = std::make_shared<const Particulars>(particulars_of(reader));
  asset.encumbrances = encumbrances_of(reader);
  return asset;
}

/// An ordinal among `count` rows.
Ordinal ordinal_of(ByteReader& reader, std::uint32_t count) {
  const Ordinal ordinal = small_number_of(reader);
  require(ordinal < count, "a row is named that is not there");
  return ordinal;
}

/// The greatest possible number of accounts of a kind.
std::uint32_t owners(const Books& books, AccountKind kind) {
  switch (kind) {
    case AccountKind::bank:
    case AccountKind::revenue:
    case AccountKind::bond:
      return 1;
    case AccountKind::cash:
      return books.party_count();
    case AccountKind::escrow:
      return books.asset_count();
    case AccountKind::reserved:
      return books.pending_count() + 1;  // numbered from 1
    case AccountKind::beneficiary:
      return static_cast<std::uint32_t>(books.beneficiaries().size());
  }
  return 0;
}

/// The entries of an unordered collection, sorted, so that equal books give equal bytes.
template <class Entries>
auto in_order(const Entries& entries) {
  std::vector<std::pair<typename Entries::key_type, typename Entries::mapped_type>> sorted{
      entries.begin(), entries.end()};
  std::ranges::sort(sorted, {}, [](const auto& entry) { return entry.first; });
  return sorted;
}

}  // namespace

/// Has access to the members of Books, to write and read them whole.
class BooksCodec {
 public:
  static void write(ByteWriter& writer, const Books& books) {
    ensure(books.base_ == nullptr, "only whole books make a snapshot");
    writer.byte(kLayout);
    encode_schedules(writer, books);
    writer.number(books.parties_.size());
    for (Ordinal ordinal = 0; ordinal < books.parties_.size(); ++ordinal) {
      const Party& party = books.parties_.at(ordinal);
      encode_identifier(writer, party.id);
      writer.text(party.name);
      writer.byte(party.roles.bits());
      writer.byte(party.frozen ? 1 : 0);
    }
    writer.number(books.keys_.size());
    for (const auto& [key, party] : in_order(books.keys_)) {
      writer.fixed(view(key));
      writer.number(party);
    }
    writer.number(books.assets_.size());
    for (Ordinal ordinal = 0; ordinal < books.assets_.size(); ++ordinal) {
      encode_asset(writer, books.assets_.at(ordinal));
    }
    write_register(writer, books);
    write_evidence(writer, books);
    write_money(writer, books);
    encode_acts(writer, books.acts_);
    encode_proposals(writer, books.proposals_);
    encode_held_time(writer, books.held_time_);
  }

  static Books read(ByteReader& reader) {
    if (reader.byte() != kLayout) throw DamagedBytes("a snapshot of an unknown layout");
    Books books;
    read_schedules(reader, books);
    for (std::size_t left = reader.count(); left > 0; --left) {
      const PartyId id = identifier_of<PartyKind>(reader);
      require(!books.parties_.ordinal(id), "two parties share an identifier");
      std::string name{reader.text()};
      const Roles roles = roles_of(reader);
      books.parties_.add(
          {.id = id, .name = std::move(name), .roles = roles, .frozen = flag_of(reader)});
    }
    for (std::size_t left = reader.count(); left > 0; --left) {
      const Digest key = digest_of(reader);
      const Ordinal owner = ordinal_of(reader, books.party_count());
      require(books.keys_.emplace(key, owner).second, "two parties share a key");
    }
    const std::size_t assets = reader.count();
    books.assets_.reserve(assets);
    books.identifier_owners_.reserve(assets);
    for (std::size_t left = assets; left > 0; --left) {
      Asset asset = asset_of(reader);
      require(!books.assets_.ordinal(asset.id), "two assets share an identifier");
      require(asset.holder < books.party_count(), "an asset belongs to nobody of the register");
      books.add_asset(std::move(asset));
    }
    read_register(reader, books);
    read_evidence(reader, books);
    read_money(reader, books);
    read_acts(reader, books.acts_, books.party_count());
    read_proposals(reader, books.proposals_);
    read_held_time(reader, books.held_time_, books.asset_count());
    if (!reader.at_end()) throw DamagedBytes("a snapshot is longer than its books");
    return books;
  }

 private:
  static void write_register(ByteWriter& writer, const Books& books) {
    writer.number(books.pending_count());
    const auto pending = books.pending_.all();
    writer.number(pending.size());
    for (const auto& [number, purchase] : pending) {
      writer.number(number);
      encode_pending_purchase(writer, *purchase);
    }
    encode_instant(writer, books.outage_until());
    encode_instant(writer, books.register_levied_at());
    writer.number(books.beneficiaries().size());
    for (const std::string& name : books.beneficiaries()) writer.text(name);
  }

  static void read_register(ByteReader& reader, Books& books) {
    const std::uint32_t count = small_number_of(reader);
    books.pending_count_.set(count);
    for (std::size_t left = reader.count(); left > 0; --left) {
      const std::uint32_t number = small_number_of(reader);
      PendingPurchase purchase = pending_purchase_of(reader);
      require(number > 0 && number <= count && !purchase.items.empty() &&
                  books.parties_.ordinal(purchase.buyer.id).has_value(),
              "a purchase under way has no number, no asset or no buyer");
      for (const PendingItem& item : purchase.items) {
        const Asset* asset = books.asset(item.asset);
        require(asset != nullptr && asset->status.pending == number,
                "a purchase under way names an asset that does not know of it");
      }
      require(books.pending(number) == nullptr, "two purchases share a number");
      books.set_pending_purchase(number, std::move(purchase));
    }
    for (Ordinal ordinal = 0; ordinal < books.asset_count(); ++ordinal) {
      const std::uint32_t number = books.asset(ordinal).status.pending;
      require(number == 0 || books.pending(number) != nullptr,
              "an asset is locked by a purchase that is not there");
    }
    books.outage_until_.set(instant_of(reader));
    const Instant register_levied_at = instant_of(reader);
    if (books.founded()) books.register_levied_at_.set(register_levied_at);
    std::vector<std::string> names;
    for (std::size_t left = reader.count(); left > 0; --left) {
      names.emplace_back(reader.text());
    }
    books.beneficiaries_.set(std::move(names));
  }

  static void write_evidence(ByteWriter& writer, const Books& books) {
    const auto profiles = books.profiles();
    writer.number(profiles.size());
    for (const RecordedProfile& profile : profiles) encode_profile(writer, profile);
    const auto& unfinished = books.unfinished_profile();
    writer.byte(unfinished ? 1 : 0);
    if (unfinished) encode_profile_considered(writer, *unfinished);
    const auto contests = books.contests_.all();
    writer.number(contests.size());
    for (const auto& [key, contest] : contests) encode_contest(writer, *contest);
    const auto findings = books.findings_.all();
    writer.number(findings.size());
    for (const auto& [key, pending] : findings) encode_pending_finding(writer, *pending);
    encode_past(writer, books.past_);
    encode_recent_sales(writer, books.sales_);
    encode_rectified(writer, books.rectified_.all());
    const auto& changes = books.changes_.all();
    writer.number(changes.size());
    for (const auto& [at, changed] : changes) {
      encode_instant(writer, at);
      writer.number(changed.asset);
      writer.number(changed.holder);
    }
  }

  static void read_evidence(ByteReader& reader, Books& books) {
    for (std::size_t left = reader.count(); left > 0; --left) {
      books.profiles_.record(recorded_profile_of(reader));
    }
    if (flag_of(reader)) apply(books, profile_considered(reader));
    for (std::size_t left = reader.count(); left > 0; --left) {
      apply(books, ContestFiled{contest_of(reader)});
    }
    for (std::size_t left = reader.count(); left > 0; --left) read_finding(reader, books);
    read_past(reader, {.assets = books.asset_count(), .parties = books.party_count()}, books.past_);
    read_recent_sales(reader, books.sales_, books.asset_count(), books.party_count());
    for (const auto& [asset, hold] : rectified_of(reader)) {
      const Asset* const row = books.asset(asset);
      require(row != nullptr && has_hold(*row, hold), "a rectification placed no hold that stands");
      books.rectified_.put(asset, hold);
    }
    Instant last;
    for (std::size_t left = reader.count(); left > 0; --left) {
      const Instant at = instant_of(reader);
      require(at >= last, "changes are not in the order of time");
      const Ordinal asset = ordinal_of(reader, books.asset_count());
      books.changes_.record({asset, ordinal_of(reader, books.party_count())}, at);
      last = at;
    }
  }

  static void read_finding(ByteReader& reader, Books& books) {
    PendingFinding pending = pending_finding_of(reader);
    require(books.asset(pending.asset) != nullptr, "a finding is about no asset of the register");
    for (const FindingPart& part : pending.finding.parts) {
      require(books.party_ordinal(part.party).has_value(),
              "nobody of the register owes because of a finding");
    }
    const std::pair key{pending.asset, pending.finding.id};
    books.findings_.put(key, std::move(pending));
  }

  static void write_money(ByteWriter& writer, const Books& books) {
    const auto balances = books.ledger_.balances();
    writer.number(balances.size());
    for (const auto& [account, balance] : balances) {
      writer.byte(static_cast<std::uint8_t>(account.kind));
      writer.number(account.owner);
      encode_money(writer, balance);
    }
    const auto all_debts = books.debts_.all();
    writer.number(all_debts.size());
    for (const auto& [party, debts] : all_debts) {
      writer.number(party);
      writer.number(debts->items().size());
      for (const PartyDebts::Item& item : debts->items()) {
        writer.number(item.creditor ? std::uint64_t{*item.creditor} + 1 : 0);
        encode_owed(writer, item);
      }
    }
    std::vector<std::string_view> references;
    std::ranges::copy(books.references_, std::back_inserter(references));
    std::ranges::sort(references);
    writer.number(references.size());
    for (const std::string_view reference : references) writer.text(reference);
  }

  static void read_money(ByteReader& reader, Books& books) {
    for (std::size_t left = reader.count(); left > 0; --left) {
      const auto kind = symbol_of<AccountKind>(reader);
      const std::uint32_t owner = ordinal_of(reader, owners(books, kind));
      books.ledger_.restore({kind, owner}, money_of(reader));
    }
    for (std::size_t left = reader.count(); left > 0; --left) {
      const Ordinal party = ordinal_of(reader, books.party_count());
      PartyDebts debts;
      for (std::size_t items = reader.count(); items > 0; --items) {
        const std::uint32_t creditor = small_number_of(reader);
        PartyDebts::Item item = owed_of(reader);
        if (creditor > 0) item.creditor = creditor - 1;
        require(item.owed.outstanding() && creditor <= books.party_count() &&
                    !debts.owed(item.asset, item.creditor).outstanding() &&
                    (!item.asset || *item.asset < books.asset_count()),
                "a party owes nothing for an asset, or twice");
        debts.set(item);
      }
      require(debts.outstanding() && !books.debts(party).outstanding(),
              "a party owes nothing, or twice");
      books.debts_.put(party, std::move(debts));
    }
    for (std::size_t left = reader.count(); left > 0; --left) {
      require(books.references_.emplace(reader.text()).second, "a reference was counted twice");
    }
  }
};

std::string encoded_books(const Books& books) {
  ByteWriter writer;
  BooksCodec::write(writer, books);
  return writer.take();
}

Books decoded_books(std::string_view bytes) {
  ByteReader reader{bytes};
  return BooksCodec::read(reader);
}

}  // namespace quitrent::market
