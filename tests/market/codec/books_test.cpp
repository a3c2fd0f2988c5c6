// SPDX-License-Identifier: EUPL-1.2
#include "market/codec/books.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "market/codec/values.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tax/schedule/founding.hpp"
#include "tests/market/trial_register.hpp"

using namespace quitrent;
using namespace quitrent::market;
using namespace quitrent::tax;
using namespace quitrent::trial;

TEST_CASE("books come back from a snapshot with all that can be asked of them") {
  TrialRegister trial{*day(2030, 1, 1)};
  const PartyId ana = trial.member("ana");
  trial.credit(ana, units(75));
  RegisterAsset request = patent(units(36'500), units(75));
  Particulars named = *request.particulars;
  named.identifiers = {{"patent", "US1"}};
  request.particulars = std::make_shared<const Particulars>(named);
  request.expires_at = *day(2030, 2, 10);
  const AssetId asset = trial.asset(ana, request);
  trial.advance(*day(2030, 2, 10));
  const Books back = decoded_books(trial.bytes());
  CHECK(back.party_ordinal(ana) == trial.ordinal(ana));
  CHECK(back.party(trial.ordinal(ana)).name == "ana");
  CHECK(back.party(0).roles.has(Role::operator_));
  CHECK(back.key_owner(sha256("key of ana")) == trial.ordinal(ana));
  CHECK_FALSE(back.key_owner(sha256("key of ben")).has_value());
  CHECK(back.identifier_owner({"patent", "US1"}) == 0);
  CHECK_FALSE(back.identifier_owner({"patent", "US2"}).has_value());
  CHECK(back.counted("trial 2"));
  CHECK_FALSE(back.counted("trial 3"));
  CHECK(to_text(back.debt(trial.ordinal(ana))) == "27.50");
  // The first beneficiary gets 40% of 75.00.
  REQUIRE(back.beneficiaries().size() == 4);
  CHECK(back.beneficiaries().front() == "treasury");
  CHECK(back.ledger().balance({AccountKind::beneficiary, 0}) == units(30));
  CHECK(back.register_levied_at() == *day(2030, 2, 1));
  CHECK(back.founding().toml == founding_schedule_toml());
  CHECK(back.timeline()->currency() == "EUR");
  CHECK(back.asset(asset)->status == trial.at(asset).status);
  CHECK(back.asset(asset)->chain == trial.at(asset).chain);
  CHECK(back.asset(asset)->registered_at == *day(2030, 1, 1));
  CHECK_FALSE(Books{}.founded());
  CHECK_FALSE(decoded_books(encoded_books(Books{})).founded());
}

TEST_CASE("a snapshot that names somebody twice, or nobody, is damage") {
  TrialRegister trial{*day(2030, 1, 1)};
  const PartyId ana = trial.member("ana");
  const PartyId ben = trial.member("ben");
  trial.credit(ana, units(200));
  const AssetId first = trial.asset(ana, patent(units(1), units(1)));
  const AssetId second = trial.asset(ana, patent(units(2), units(2)));
  const std::string whole = trial.bytes();
  const auto bytes_of = [](auto write) {
    ByteWriter writer;
    write(writer);
    return writer.take();
  };
  const auto id_bytes = [&](const Uuid& id) {
    return bytes_of([&](ByteWriter& writer) { encode_uuid(writer, id); });
  };
  const auto key_of = [&](const char* name, std::uint32_t owner) {
    return bytes_of([&](ByteWriter& writer) {
      writer.fixed(view(sha256(name)));
      writer.number(owner);
    });
  };
  const auto balance_of = [&](AccountKind kind, std::uint32_t owner) {
    return bytes_of([&](ByteWriter& writer) {
      writer.byte(static_cast<std::uint8_t>(kind));
      writer.number(owner);
      encode_money(writer, units(2));
    });
  };
  struct Row {
    const char* why;
    std::string from, to;
  };
  const std::vector<Row> rows{
      {"two parties under one id", id_bytes(ben.uuid), id_bytes(ana.uuid)},
      {"two assets under one id", id_bytes(second.uuid), id_bytes(first.uuid)},
      {"an asset of nobody", id_bytes(second.uuid) + "\x01", id_bytes(second.uuid) + "\x03"},
      {"a key of nobody", key_of("key of ben", trial.ordinal(ben)), key_of("key of ben", 3)},
      {"an escrow of no asset", balance_of(AccountKind::escrow, 1),
       balance_of(AccountKind::escrow, 2)},
      {"cash of no party", balance_of(AccountKind::escrow, 1), balance_of(AccountKind::cash, 3)},
      {"a second account of revenue", balance_of(AccountKind::escrow, 1),
       balance_of(AccountKind::revenue, 1)},
      {"held money of a purchase that never was", balance_of(AccountKind::escrow, 1),
       balance_of(AccountKind::reserved, 1)},
      {"a beneficiary whom nobody knows", balance_of(AccountKind::escrow, 1),
       balance_of(AccountKind::beneficiary, 0)},
      {"a role that nobody knows",
       "\x03"
       "ben\x01",
       "\x03"
       "ben\x21"},
      {"an asset that waits for a purchase that is not there",
       bytes_of([&](ByteWriter& writer) { encode_status(writer, trial.at(second).status); }),
       bytes_of([&](ByteWriter& writer) {
         AssetStatus locked = trial.at(second).status;
         locked.pending = 1;
         encode_status(writer, locked);
       })},
      {"a schedule that cannot be read", "[[class]]", "[[glass]]"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const std::size_t position = whole.rfind(row.from);
    REQUIRE(position != std::string::npos);
    std::string broken = whole;
    broken.replace(position, row.from.size(), row.to);
    CHECK_THROWS_AS(decoded_books(broken), DamagedBytes);
  }
}
