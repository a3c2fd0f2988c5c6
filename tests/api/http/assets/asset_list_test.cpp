// SPDX-License-Identifier: EUPL-1.2
//
// The list of assets compared with a plain filter and sort of what the assets themselves show in
// the same second.
#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <random>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/api/http/live_dispatcher.hpp"

namespace quitrent::testing {
namespace {

using Json = nlohmann::json;
using Filter = std::function<bool(const Json&)>;

/// A decimal in millionths; the greatest number for null.
std::int64_t millionths(const Json& value) {
  if (value.is_null()) return std::numeric_limits<std::int64_t>::max();
  std::string text = value.get<std::string>();
  const std::size_t point = std::min(text.find('.'), text.size());
  std::string decimals = point < text.size() ? text.substr(point + 1) : "";
  decimals.resize(6, '0');
  return std::stoll(text.substr(0, point) + decimals);
}

/// A register with assets in every live state.
struct ListedRegister {
  ListedRegister() {
    for (int n = 0; n < kDisturbed; ++n) register_asset(n);
    for (const int n : {43, 58}) register_asset(n);  // funded for 54 and 97 days
    for (const int n : {6, 11}) {                    // designs: pending for 7 days
      dispatcher.move_clock(R"("by":"1d")");
      buy(assets.at(static_cast<std::size_t>(n)), members[1].second);
    }
    registrar = dispatcher.member("Reg", "1.00", R"(["registrar"])").second;
  }

  void register_asset(int n) {
    struct Kind {
      const char* name;
      const char* terms;
    };
    static constexpr std::array kKinds{
        Kind{"patent", R"({"commitment":"none"})"}, Kind{"design", R"({"commitment":"frand"})"},
        Kind{"software", R"({"spdx":"MIT OR LicenseRef-Own"})"},
        Kind{"dataset", R"({"spdx":"LicenseRef-Own"})"},
        Kind{"software", R"({"spdx":"BUSL-1.1","then":{"spdx":"Apache-2.0","on":"2026-06-01"}})"}};
    const Kind& kind = kKinds.at(static_cast<std::size_t>(n) % kKinds.size());
    const std::string escrow = std::to_string(2 + n % 7);
    const RawReply made = dispatcher.post(
        "/v1/assets", members.at(static_cast<std::size_t>(n) % 3).second,
        R"({"name":"Thing )" + std::to_string(n % 6) + R"(","class":")" + kind.name +
            R"(","identifiers":[{"scheme":"x:serial","value":"N)" + std::to_string(n) +
            R"("}],"terms":)" + kind.terms + R"(,"assessment":")" +
            std::to_string(100 * (1 + n % 4)) + R"(","escrow":")" + escrow + R"("})");
    REQUIRE(made.status == 201);
    assets.push_back(made.member("id"));
  }

  void buy(const std::string& asset, const std::string& key) const {
    dispatcher.post("/v1/purchases", key,
                    R"({"items":[{"asset":")" + asset +
                        R"(","max_price":"900","assessment":"150","escrow":"9"}]})");
  }

  /// Buys, values, holds or frees some assets. Not all is lawful.
  void disturb() {
    for (int times = 0; times < 6; ++times) {
      const std::string& asset = assets[random() % kDisturbed];
      const std::string path = "/v1/assets/" + asset;
      const std::string& key = members[random() % 3].second;
      switch (random() % 4) {
        case 0:
          buy(asset, key);
          break;
        case 1:
          dispatcher.post(path + "/assessments", key, R"({"assessment":"175.5"})");
          break;
        case 2:
          dispatcher.post(path + "/holds", registrar,
                          R"({"reference":"court","ends_at":"2026-07-01T00:00:00Z"})");
          break;
        default:
          dispatcher.post(path + "/dedication", key, R"({"confirm":"irrevocable"})");
      }
    }
  }

  /// All assets as they show themselves.
  std::vector<Json> all() const {
    std::vector<Json> shown;
    for (const std::string& asset : assets) {
      shown.push_back(Json::parse(dispatcher.get("/v1/assets/" + asset).body));
    }
    return shown;
  }

  /// What a query lists, page after page.
  std::vector<std::string> listed(const std::string& query, int limit) const {
    std::vector<std::string> found;
    const std::string size = "limit=" + std::to_string(limit);
    for (std::string next = "&" + query; !next.empty() && found.size() < 99;) {
      const RawReply page = dispatcher.get("/v1/assets?" + size + next);
      CAPTURE(page.body);
      REQUIRE(page.status == 200);
      const Json body = Json::parse(page.body);
      for (const Json& asset : body.at("data")) found.push_back(asset.at("id"));
      next = body.at("next_cursor").is_null()
                 ? ""
                 : "&cursor=" + body.at("next_cursor").get<std::string>();
    }
    return found;
  }

  static constexpr int kDisturbed = 24;  // assets that change at random
  LiveDispatcher dispatcher{schedule_with_notice("design")};
  std::mt19937 random{20'261'128};
  std::array<std::pair<std::string, std::string>, 3> members{
      dispatcher.member("Ana"), dispatcher.member("Ben"), dispatcher.member("Cai")};
  std::string registrar;
  std::vector<std::string> assets;
};

bool names_licence(const Json& asset, const std::string& licence) {
  return asset.at("terms").dump().contains(licence);
}

struct Filtered {
  std::string query;
  Filter filter;
};

std::vector<Filtered> listed_filters(const ListedRegister& scene) {
  const std::string ana = scene.members[0].first;
  return {
      {"", [](const Json&) { return true; }},
      {"class=software,patent",
       [](const Json& one) {
         return one.at("class") == "software" || one.at("class") == "patent";
       }},
      {"min_price=150.5",
       [](const Json& one) {
         return !one.at("price").is_null() && millionths(one.at("price")) >= 150'500'000;
       }},
      {"max_price=200", [](const Json& one) { return millionths(one.at("price")) <= 200'000'000; }},
      {"min_price=100&max_price=250.000001&q=thing&class=patent,software,design",
       [](const Json& one) {
         return millionths(one.at("price")) >= 100'000'000 &&
                millionths(one.at("price")) <= 250'000'001 && one.at("class") != "dataset";
       }},
      {"state=auction&max_price=170",
       [](const Json& one) {
         return one.at("state") == "auction" && millionths(one.at("price")) <= 170'000'000;
       }},
      {"min_price=0&holder=" + ana,
       [ana](const Json& one) {
         return !one.at("price").is_null() && !one.at("holder").is_null() &&
                one.at("holder").at("id") == ana;
       }},
      {"degree_max=0.625", [](const Json& one) { return millionths(one.at("degree")) <= 625'000; }},
      {"degree_max=0", [](const Json& one) { return millionths(one.at("degree")) == 0; }},
      {"licence=mit", [](const Json& one) { return names_licence(one, "MIT"); }},
      {"licence=apache-2.0&q=thing",
       [](const Json& one) { return names_licence(one, "Apache-2.0"); }},
      {"licence=LicenseRef-Own&max_price=300",
       [](const Json& one) {
         return names_licence(one, "LicenseRef-Own") && millionths(one.at("price")) <= 300'000'000;
       }},
      {"licence=frand&degree_max=1", [](const Json& one) { return names_licence(one, "frand"); }},
      {"licence=none", [](const Json& one) { return names_licence(one, "none"); }},
      {"identifier=x:serial:N7",
       [&scene](const Json& one) { return one.at("id") == scene.assets[7]; }},
      {"identifier=x:serial:N7&q=nothing", [](const Json&) { return false; }},
      {"identifier=x:serial:N8&q=thing&class=software,dataset", [&scene](const Json& one) {
         return one.at("id") == scene.assets[8] && one.at("class") != "patent" &&
                one.at("class") != "design";
       }}};
}

/// What each order sorts by; assets that are equal stay in order of registration.
std::int64_t sort_rank(const Json& asset, std::string_view sort) {
  constexpr std::int64_t last = std::numeric_limits<std::int64_t>::max();
  if (sort == "assessment" || sort == "price") return millionths(asset.at(sort));
  if (sort == "-assessment") {
    return asset.at("assessment").is_null() ? last : -millionths(asset.at("assessment"));
  }
  if (sort == "registered_at" || sort == "-registered_at") return 0;
  const Json& instant = asset.at(sort);
  return instant.is_null()
             ? last
             : parse_instant(instant.get<std::string>()).value_or(kEndOfTime).seconds();
}

constexpr std::array kSorts{"registered_at", "-registered_at", "assessment",     "-assessment",
                            "funded_until",  "price",          "auction_ends_at"};

std::vector<std::string> plain_list(std::vector<Json> assets, const Filter& filter,
                                    std::string_view sort) {
  std::erase_if(assets, [&](const Json& asset) { return !filter(asset); });
  if (sort == "-registered_at") std::ranges::reverse(assets);
  // Assets of one rank keep their order.
  std::vector<std::tuple<std::int64_t, std::size_t, std::string>> ranked;
  for (const Json& asset : assets) {
    ranked.emplace_back(sort_rank(asset, sort), ranked.size(), asset.at("id").get<std::string>());
  }
  std::ranges::sort(ranked);
  std::vector<std::string> ids;
  for (const auto& [rank, place, id] : ranked) ids.push_back(id);
  return ids;
}

TEST_CASE("a filter of assets that cannot be read is refused") {
  const LiveDispatcher dispatcher;
  const auto rows = std::to_array<const char*>({"sort=-price",
                                                "sort=",
                                                "class=patent,",
                                                "class=,",
                                                "class=patent,boat",
                                                "min_price=",
                                                "min_price=-1",
                                                "min_price=1.0000001",
                                                "max_price=x",
                                                "min_price=2&max_price=1.999999",
                                                "identifier=US1",
                                                "identifier=:x",
                                                "identifier=patent:",
                                                "identifier=patent:!!",
                                                "licence=",
                                                "licence=MIT+OR+ISC",
                                                "licence=No-Such-1.0",
                                                "licence=LicenseRef-",
                                                "licence=Frand",
                                                "degree_max=1.1",
                                                "degree_max=",
                                                "degree_max=50%25",
                                                "price=1"});
  for (const char* query : rows) {
    CAPTURE(query);
    const RawReply reply = dispatcher.get("/v1/assets?" + std::string{query});
    CHECK(reply.status == 400);
    CHECK(reply.code() == "invalid-parameter");
  }
}

TEST_CASE("the list of assets is the plain filter and sort of what assets show") {
  ListedRegister scene;
  const std::vector<Filtered> rows = listed_filters(scene);
  std::array<std::size_t, 5> seen{};
  std::size_t turn = 0;
  for (const char* by : {"1s", "10d", "75d", "20d", "3d", "9d", "60d"}) {
    scene.dispatcher.move_clock(R"("by":")" + std::string{by} + "\"");
    scene.disturb();
    const std::vector<Json> all = scene.all();
    for (const Json& asset : all) {
      const std::string state = asset.at("state");
      const auto states = std::to_array<std::string_view>(
          {"pending", "delinquent", "auction", "commons", "active"});
      const auto* const found = std::ranges::find(states, state);
      if (found != states.end()) ++seen.at(static_cast<std::size_t>(found - states.begin()));
    }
    for (const Filtered& row : rows) {
      // Each filter meets each order at one of the moments, and the orders by price at all.
      for (const char* sort : {kSorts.at(turn++ % kSorts.size()), "price"}) {
        CAPTURE(by);
        CAPTURE(row.query);
        CAPTURE(sort);
        const std::string query = row.query + "&sort=" + sort;
        const auto wanted = plain_list(all, row.filter, sort);
        CHECK(scene.listed(query, 200) == wanted);
        CHECK(scene.listed(query, 4) == wanted);
      }
    }
  }
  for (const std::size_t times : seen) CHECK(times > 0);
}

TEST_CASE("an identifier is found in any form that a registration accepts, also after the end") {
  const LiveDispatcher dispatcher;
  const auto ana = dispatcher.member("Ana");
  const std::string asset = dispatcher.patent(ana.second, "US6004596");
  const auto finds = [&](const std::string& identifier) {
    return dispatcher.get("/v1/assets?identifier=" + identifier).body.contains(asset);
  };
  CHECK(finds("patent:US6004596"));
  CHECK(finds("Patent:US%206,004,596%20B1"));
  CHECK_FALSE(finds("patent:US6004597"));
  CHECK_FALSE(finds("design:US6004596"));
  REQUIRE(
      dispatcher
          .post("/v1/assets/" + asset + "/dedication", ana.second, R"({"confirm":"irrevocable"})")
          .status == 200);
  CHECK(finds("patent:US6004596"));
}

TEST_CASE("a cursor keeps every filter, and refuses another one beside it") {
  ListedRegister scene;
  const std::string filters =
      "min_price=1&max_price=900&degree_max=1&class=software,design&licence=mit&sort=price";
  const RawReply first = scene.dispatcher.get("/v1/assets?limit=1&" + filters);
  const std::string next = "/v1/assets?limit=1&cursor=" + first.member("next_cursor");
  REQUIRE(first.member("next_cursor") != "null");
  CHECK(scene.dispatcher.get(next).status == 200);
  // The same filters in other words.
  CHECK(scene.dispatcher
            .get(next + "&sort=price&licence=MIT&class=design,software,design&degree_max=1.000"
                        "&max_price=900.00&min_price=1.0")
            .body == scene.dispatcher.get(next).body);
  for (const char* other : {"min_price=2", "licence=isc", "sort=assessment", "class=software",
                            "identifier=patent:US1", "degree_max=0.5"}) {
    CAPTURE(other);
    CHECK(scene.dispatcher.get(next + "&" + other).code() == "invalid-cursor");
  }
}

}  // namespace
}  // namespace quitrent::testing
