// SPDX-License-Identifier: EUPL-1.2
#include "registry/title/layered_rows.hpp"

#include <string>

#include <doctest/doctest.h>

using namespace quitrent;

namespace {

struct Row {
  PartyId id;
  std::string word;
};
using Rows = LayeredRows<PartyId, Row>;

PartyId id(std::uint8_t last) {
  PartyId made;
  made.uuid.bytes[15] = last;
  return made;
}

Rows two() {
  Rows rows;
  rows.add({id(1), "one"});
  rows.add({id(2), "two"});
  return rows;
}

}  // namespace

TEST_CASE("rows are numbered in their order and found by id") {
  Rows rows = two();
  CHECK(rows.size() == 2);
  CHECK(rows.ordinal(id(2)) == 1);
  CHECK_FALSE(rows.ordinal(id(3)).has_value());
  CHECK(rows.find(id(3)) == nullptr);
  CHECK(rows.find(id(1))->word == "one");
  CHECK(rows.add({id(3), "three"}) == 2);
  CHECK(rows.at(2).word == "three");
  rows.change(2).word = "drei";
  CHECK(rows.at(2).word == "drei");
}

TEST_CASE("an overlay changes and adds over a base that stays as it was") {
  const Rows base = two();
  Rows overlay{&base};
  CHECK(overlay.size() == 2);
  overlay.change(0).word = "eins";
  CHECK(overlay.add({id(3), "drei"}) == 2);
  overlay.change(2).word = "drei!";
  CHECK(overlay.at(0).word == "eins");
  CHECK(overlay.at(1).word == "two");
  CHECK(overlay.find(id(3))->word == "drei!");
  CHECK(overlay.ordinal(id(1)) == 0);
  CHECK(base.at(0).word == "one");
  CHECK(base.size() == 2);
  CHECK_FALSE(base.ordinal(id(3)).has_value());
}

TEST_CASE("a row that is referred to stays where it is while others are added and changed") {
  const Rows base = two();
  Rows overlay{&base};
  Row& changed = overlay.change(0);
  const Row& added = overlay.at(overlay.add({id(3), "three"}));
  for (std::uint8_t last = 10; last < 250; ++last) overlay.add({id(last), "more"});
  overlay.change(1).word = "zwei";
  changed.word = "eins";
  CHECK(overlay.at(0).word == "eins");
  CHECK(&overlay.change(0) == &changed);
  CHECK(added.word == "three");
}

TEST_CASE("merging takes over what the overlays changed and added, layer by layer") {
  Rows base = two();
  Rows middle{&base};
  middle.change(0).word = "eins";
  middle.add({id(3), "three"});
  Rows top{&middle};
  top.change(1).word = "zwei";
  top.change(2).word = "drei";
  top.add({id(4), "four"});
  CHECK(top.size() == 4);
  middle.merge(std::move(top));
  CHECK(middle.size() == 4);
  CHECK(base.size() == 2);
  CHECK(base.at(1).word == "two");
  base.merge(std::move(middle));
  CHECK(base.size() == 4);
  CHECK(base.at(0).word == "eins");
  CHECK(base.at(1).word == "zwei");
  CHECK(base.find(id(3))->word == "drei");
  CHECK(base.ordinal(id(4)) == 3);
}
