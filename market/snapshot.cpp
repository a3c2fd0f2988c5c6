// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <iterator>

#include "market/codec.hpp"
#include "market/codec_parts.hpp"
#include "registry/vocabulary/promise.hpp"

namespace quitrent {
namespace {

/// Told apart from later layouts; an unknown one is damage, and the journal is replayed instead.
constexpr std::uint8_t kLayout = 1;

void put(ByteWriter& writer, const Asset& asset) {
  quitrent::put(writer, asset.id);
  writer.number(asset.holder);
  writer.byte(static_cast<std::uint8_t>(asset.asset_class));
  writer.byte(static_cast<std::uint8_t>(asset.title_evidence));
  writer.signed_number(asset.degree.ppm());
  for (const Instant instant : {asset.registered_at, asset.held_since, asset.expires_at}) {
    quitrent::put(writer, instant);
  }
  writer.number(asset.conveyances);
  writer.fixed(view(asset.chain));
  quitrent::put(writer, asset.standing);
  quitrent::put(writer, *asset.particulars);
}

Asset asset_of(ByteReader& reader) {
  Asset asset;
  asset.id = identifier_of<AssetKind>(reader);
  asset.holder = small_number_of(reader);
  asset.asset_class = word_of<AssetClass>(reader, kAssetClasses.size());
  asset.title_evidence = flag_of(reader) ? TitleEvidence::confirmed : TitleEvidence::claimed;
  asset.degree = share_of(reader);
  for (Instant* instant : {&asset.registered_at, &asset.held_since, &asset.expires_at}) {
    *instant = instant_of(reader);
  }
  asset.conveyances = small_number_of(reader);
  asset.chain = digest_of(reader);
  asset.standing = standing_of(reader);
  asset.particulars = std::make_shared<const Particulars>(particulars_of(reader));
  return asset;
}

/// Refuses bytes for which something does not hold.
void require(bool holds, const char* otherwise) {
  if (!holds) throw DamagedBytes(otherwise);
}

/// A place among `count` rows.
Ordinal place_of(ByteReader& reader, std::uint32_t count) {
  const Ordinal place = small_number_of(reader);
  require(place < count, "a row is named that is not there");
  return place;
}

/// How many accounts of a kind there may be. Held money and beneficiaries have none in this layout.
std::uint32_t owners(const Books& books, AccountKind kind) {
  switch (kind) {
    case AccountKind::bank:
    case AccountKind::revenue:
      return 1;
    case AccountKind::cash:
      return books.party_count();
    case AccountKind::escrow:
      return books.asset_count();
    case AccountKind::held:
    case AccountKind::beneficiary:
      return 0;
  }
  return 0;
}

/// The entries of an unordered collection in an order of their own, so that equal books give equal
/// bytes.
template <class Entries>
auto in_order(const Entries& entries) {
  std::vector<std::pair<typename Entries::key_type, typename Entries::mapped_type>> sorted{
      entries.begin(), entries.end()};
  std::ranges::sort(sorted, {}, [](const auto& entry) { return entry.first; });
  return sorted;
}

}  // namespace

/// Sees the inside of books, to write and read them whole.
class BooksCodec {
 public:
  static void write(ByteWriter& writer, const Books& books) {
    promise(books.base_ == nullptr, "only whole books make a snapshot");
    writer.byte(kLayout);
    write_schedule(writer, books);
    writer.number(books.parties_.size());
    for (Ordinal place = 0; place < books.parties_.size(); ++place) {
      const Party& party = books.parties_.at(place);
      quitrent::put(writer, party.id);
      writer.text(party.name);
      writer.byte(party.roles.bits());
    }
    writer.number(books.keys_.size());
    for (const auto& [key, party] : in_order(books.keys_)) {
      writer.fixed(view(key));
      writer.number(party);
    }
    writer.number(books.assets_.size());
    for (Ordinal place = 0; place < books.assets_.size(); ++place) {
      put(writer, books.assets_.at(place));
    }
    write_money(writer, books);
  }

  static Books read(ByteReader& reader) {
    if (reader.byte() != kLayout) throw DamagedBytes("a snapshot of an unknown layout");
    Books books;
    if (flag_of(reader)) read_schedule(reader, books);
    for (std::size_t left = reader.count(); left > 0; --left) {
      const PartyId id = identifier_of<PartyKind>(reader);
      require(!books.parties_.ordinal(id), "two parties share an identifier");
      std::string name{reader.text()};
      books.parties_.add({.id = id, .name = std::move(name), .roles = roles_of(reader)});
    }
    for (std::size_t left = reader.count(); left > 0; --left) {
      const Digest key = digest_of(reader);
      const Ordinal owner = place_of(reader, books.party_count());
      require(books.keys_.emplace(key, owner).second, "two parties share a key");
    }
    const std::size_t assets = reader.count();
    books.assets_.reserve(assets);
    books.bearers_.reserve(assets);
    for (std::size_t left = assets; left > 0; --left) {
      Asset asset = asset_of(reader);
      require(!books.assets_.ordinal(asset.id), "two assets share an identifier");
      require(asset.holder < books.party_count(), "an asset belongs to nobody of the register");
      books.enter(std::move(asset));
    }
    read_money(reader, books);
    if (!reader.at_end()) throw DamagedBytes("a snapshot is longer than its books");
    return books;
  }

 private:
  static void write_schedule(ByteWriter& writer, const Books& books) {
    writer.byte(books.founding_ ? 1 : 0);
    if (!books.founding_) return;
    quitrent::put(writer, books.founding_->id);
    writer.text(books.founding_->toml);
    quitrent::put(writer, books.founding_->effective);
  }

  static void read_schedule(ByteReader& reader, Books& books) {
    SchedulePublished founding;
    founding.id = identifier_of<ScheduleKind>(reader);
    founding.toml = reader.text();
    founding.effective = instant_of(reader);
    require(quitrent::read_schedule(founding.toml).has_value(),
            "the founding schedule cannot be read");
    apply(books, founding);
  }

  static void write_money(ByteWriter& writer, const Books& books) {
    const auto balances = books.ledger_.balances();
    writer.number(balances.size());
    for (const auto& [account, balance] : balances) {
      writer.byte(static_cast<std::uint8_t>(account.kind));
      writer.number(account.owner);
      quitrent::put(writer, balance);
    }
    writer.number(books.debts_.size());
    for (const auto& [party, debt] : in_order(books.debts_)) {
      writer.number(party);
      quitrent::put(writer, debt);
    }
    std::vector<std::string_view> references;
    std::ranges::copy(books.references_, std::back_inserter(references));
    std::ranges::sort(references);
    writer.number(references.size());
    for (const std::string_view reference : references) writer.text(reference);
  }

  static void read_money(ByteReader& reader, Books& books) {
    for (std::size_t left = reader.count(); left > 0; --left) {
      const auto kind = word_of<AccountKind>(reader, kAccountKinds);
      const std::uint32_t owner = place_of(reader, owners(books, kind));
      books.ledger_.restore({kind, owner}, money_of(reader));
    }
    for (std::size_t left = reader.count(); left > 0; --left) {
      const Ordinal party = place_of(reader, books.party_count());
      const Debt debt = debt_of(reader);
      require(debt.outstanding() && books.debts_.emplace(party, debt).second,
              "a party owes nothing, or twice");
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

}  // namespace quitrent
