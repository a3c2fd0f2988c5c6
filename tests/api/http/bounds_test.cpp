// SPDX-License-Identifier: EUPL-1.2
//
// The bound of every list, text and chain in a request. A request that meets the bound is accepted;
// one beyond it is refused with its code. README.md says where other bounds are tested.
#include <functional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/api/http/live_dispatcher.hpp"
#include "tests/sanitized.hpp"

namespace quitrent::testing {
using namespace api;
using namespace market;
namespace {

/// Ana and Ben are rich members, Rea a registrar.
struct BoundsScene {
  LiveDispatcher dispatcher;
  std::pair<std::string, std::string> ana = dispatcher.member("Ana", "1000000000.00");
  std::pair<std::string, std::string> ben = dispatcher.member("Ben", "1000000000.00");
  std::pair<std::string, std::string> rea = dispatcher.member("Rea", "1.00", R"(["registrar"])");

  /// Registers a patent that bears no tax. `more` adds members to the body.
  RawReply open_patent(const std::string& more = {}) const {
    return dispatcher.post(
        "/v1/assets", ana.second,
        R"({"name":"Open","class":"patent","terms":{"commitment":"royalty-free"},)"
        R"("assessment":"1.00","escrow":"0.00")" +
            more + "}");
  }
  RawReply work(const std::string& terms, const std::string& name = "Work") const {
    return dispatcher.post("/v1/assets", ana.second,
                           R"({"name":")" + name + R"(","class":"software","terms":)" + terms +
                               R"(,"assessment":"100.00","escrow":"10.00"})");
  }
  /// Registers an asset of Ana's and answers with its identifier.
  std::string asset() const { return open_patent().member("id"); }
  std::string path(const std::string& of) const { return "/v1/assets/" + of; }
  RawReply registered_by_ben(const std::string& text) const {
    return dispatcher.post("/v1/assets", ben.second, text);
  }
};

std::string repeated(std::size_t count, const std::function<std::string(std::size_t)>& item,
                     const std::string& between = ",") {
  std::string text;
  for (std::size_t nth = 0; nth < count; ++nth) text += (nth == 0 ? "" : between) + item(nth);
  return text;
}

std::string letters(std::size_t count) { return std::string(count, 'x'); }

std::string quoted(const std::string& text) { return '"' + text + '"'; }

/// Terms with `count` later steps, each with the expression `spdx`.
std::string steps(std::size_t count, const std::string& spdx = "LicenseRef-a") {
  std::string text = "{\"spdx\":" + quoted(spdx);
  for (std::size_t nth = 0; nth < count; ++nth) {
    text += R"(,"then":{"spdx":)" + quoted(spdx) + R"(,"on":")" + std::to_string(2030 + nth) +
            R"(-01-01")";
  }
  return text + std::string(count + 1, '}');
}

std::string references(std::size_t count) {
  return "{\"spdx\":\"" +
         repeated(
             count, [](std::size_t nth) { return "LicenseRef-r" + std::to_string(nth); }, " AND ") +
         "\"}";
}

std::string spdx_of(std::size_t bytes) { return "LicenseRef-" + letters(bytes - 11); }

/// Sends the same request `times` times and answers with the last reply.
RawReply last_of(std::size_t times, const std::function<RawReply()>& request) {
  RawReply reply;
  for (std::size_t nth = 0; nth < times; ++nth) {
    reply = request();
    if (nth + 1 < times) REQUIRE_MESSAGE(reply.status < 300, reply.body);
  }
  return reply;
}

/// Buys `count` assets in one basket.
RawReply basket(const BoundsScene& scene, std::size_t count) {
  std::vector<std::string> assets;
  for (std::size_t nth = 0; nth < count; ++nth) assets.push_back(scene.asset());
  return scene.dispatcher.post(
      "/v1/purchases", scene.ben.second,
      "{\"items\":[" + repeated(count, [&assets](std::size_t nth) {
        return R"({"asset":")" + assets[nth] +
               R"(","max_price":"1.00","assessment":"1.00","escrow":"0.00"})";
      }) + "]}");
}

/// Registers an asset that is derived from `count` others.
RawReply derived(const BoundsScene& scene, std::size_t count) {
  std::vector<std::string> origins;
  for (std::size_t nth = 0; nth < count; ++nth) origins.push_back(scene.asset());
  return scene.open_patent(",\"derived_from\":[" +
                           repeated(count,
                                    [&origins](std::size_t nth) {
                                      return R"({"asset":")" + origins[nth] +
                                             R"(","relation":"derived"})";
                                    }) +
                           "]");
}

/// Registers a version of a chain of 64 versions, each with 15 origins of its own: 960 origins and
/// 64 versions, 1'024 in all. `more` further origins are beyond that.
RawReply descended(const BoundsScene& scene, std::size_t more) {
  std::string before;
  const auto origins = [&](std::size_t count) {
    std::string text = repeated(count, [&](std::size_t) {
      return R"({"asset":")" + scene.asset() + R"(","relation":"derived"})";
    });
    if (!before.empty()) {
      text += (text.empty() ? "" : ",") + (R"({"asset":")" + before) + R"(","relation":"version"})";
    }
    return ",\"derived_from\":[" + text + "]";
  };
  for (int generation = 0; generation < 64; ++generation) {
    const RawReply made = scene.open_patent(origins(15));
    REQUIRE_MESSAGE(made.status == 201, made.body);
    before = made.member("id");
  }
  return scene.open_patent(origins(more));
}

struct BoundRow {
  const char* bound;
  std::function<RawReply(const BoundsScene&)> meets, beyond;
  int status;  ///< of the request beyond the bound
  const char* code;
};

const auto party_in_bytes = [](std::size_t size) {
  return [size](const BoundsScene& scene) {
    std::string text = R"({"name":"Ida"})";
    text += std::string(size - text.size(), ' ');
    return scene.dispatcher.post("/v1/parties", LiveDispatcher::kOperatorKey, text);
  };
};

const auto repeated_under = [](std::size_t size) {
  return [size](const BoundsScene& scene) {
    return scene.dispatcher.ask({.method = "POST",
                                 .path = "/v1/parties",
                                 .key = std::string{LiveDispatcher::kOperatorKey},
                                 .body = R"({"name":"Ida"})",
                                 .headers = {{"Idempotency-Key", letters(size)}}});
  };
};

const auto work_named = [](std::size_t size) {
  return [size](const BoundsScene& scene) { return scene.work(steps(0), letters(size)); };
};

std::vector<BoundRow> bounds_of_texts() {
  const auto identifier = [](std::size_t size) {
    return [size](const BoundsScene& scene) {
      return scene.open_patent(R"(,"identifiers":[{"scheme":"tag","value":")" + letters(size) +
                               "\"}]");
    };
  };
  const auto expression = [](std::size_t size) {
    return [size](const BoundsScene& scene) { return scene.work(steps(0, spdx_of(size))); };
  };
  const auto scope = [](std::size_t size) {
    return [size](const BoundsScene& scene) {
      return scene.dispatcher.post(
          scene.path(scene.asset()) + "/licences", scene.ana.second,
          R"({"licensee":{"name":"Joe"},"exclusive":false,"scope":")" + letters(size) + "\"}");
    };
  };
  const auto licensee = [](std::size_t size) {
    return [size](const BoundsScene& scene) {
      return scene.dispatcher.post(
          scene.path(scene.asset()) + "/licences", scene.ana.second,
          R"({"licensee":{"name":")" + letters(size) + R"("},"exclusive":false,"scope":"all"})");
    };
  };
  const auto reason = [](std::size_t size) {
    return [size](const BoundsScene& scene) {
      return scene.dispatcher.post(scene.path(scene.asset()) + "/contests", scene.ben.second,
                                   R"({"reason":")" + letters(size) + "\"}");
    };
  };
  const auto reference = [](std::size_t size) {
    return [size](const BoundsScene& scene) {
      return scene.dispatcher.post("/v1/parties/" + scene.ana.first + "/credits",
                                   LiveDispatcher::kOperatorKey,
                                   R"({"amount":"1.00","reference":")" + letters(size) + "\"}");
    };
  };
  const auto profile = [](std::size_t size) {
    return [size](const BoundsScene& scene) {
      return scene.dispatcher.post(
          "/v1/licences", scene.rea.second,
          R"({"reference":")" + spdx_of(size) +
              R"(","reason":"read","levels":{"A":0,"U":0,"M":0,"R":0,"Y":0,"P":0,"B":0,"E":0},)"
              R"("document_digest":")" +
              to_text(Digest{}) + "\"}");
    };
  };
  return {
      {"bytes of a body", party_in_bytes(65'536), party_in_bytes(65'537), 413, "body-too-large"},
      {"an Idempotency-Key", repeated_under(255), repeated_under(256), 400, "invalid-parameter"},
      {"a name", work_named(200), work_named(201), 422, "invalid-field"},
      {"an identifier", identifier(120), identifier(121), 422, "invalid-field"},
      {"a licence expression", expression(2'000), expression(2'001), 422, "invalid-field"},
      {"the scope of a licence", scope(200), scope(201), 422, "invalid-field"},
      {"the name of a licensee", licensee(200), licensee(201), 422, "invalid-field"},
      {"the reason of a contest", reason(2'000), reason(2'001), 422, "invalid-field"},
      {"the reference of a credit", reference(200), reference(201), 422, "invalid-field"},
      {"the reference of a profile", profile(131), profile(132), 422, "invalid-field"}};
}

std::vector<BoundRow> bounds_of_lists() {
  const auto identifiers = [](std::size_t count) {
    return [count](const BoundsScene& scene) {
      return scene.open_patent(",\"identifiers\":[" +
                               repeated(count,
                                        [](std::size_t nth) {
                                          return R"({"scheme":"tag","value":"n)" +
                                                 std::to_string(nth) + "\"}";
                                        }) +
                               "]");
    };
  };
  const auto later = [](std::size_t count) {
    return [count](const BoundsScene& scene) { return scene.work(steps(count)); };
  };
  const auto named = [](std::size_t count) {
    return [count](const BoundsScene& scene) { return scene.work(references(count)); };
  };
  // With a name of 80 letters these terms take 16'384 bytes in the journal.
  const auto bytes = [](std::size_t name) {
    return [name](const BoundsScene& scene) {
      return scene.work(steps(8, spdx_of(1'791)), letters(name));
    };
  };
  const auto origins = [](std::size_t count) {
    return [count](const BoundsScene& scene) { return derived(scene, count); };
  };
  const auto ancestors = [](std::size_t more) {
    return [more](const BoundsScene& scene) { return descended(scene, more); };
  };
  const auto items = [](std::size_t count) {
    return [count](const BoundsScene& scene) { return basket(scene, count); };
  };
  const auto page = [](const char* limit) {
    return [limit](const BoundsScene& scene) {
      return scene.dispatcher.get(std::string{"/v1/events?limit="} + limit);
    };
  };
  const auto search = [](std::size_t words, std::size_t length) {
    return [words, length](const BoundsScene& scene) {
      return scene.dispatcher.get(
          "/v1/assets?q=" +
          repeated(words, [length](std::size_t) { return letters(length); }, "+"));
    };
  };
  return {{"identifiers of an asset", identifiers(8), identifiers(9), 422, "invalid-field"},
          {"later steps of terms", later(8), later(9), 422, "out-of-range"},
          {"references of an asset", named(64), named(65), 422, "out-of-range"},
          {"bytes that an asset keeps", bytes(80), bytes(81), 422, "out-of-range"},
          {"origins of an asset", origins(16), origins(17), 422, "invalid-field"},
          {"assets that an asset came out of", ancestors(0), ancestors(1), 422, "out-of-range"},
          {"assets of a basket", items(100), items(101), 422, "invalid-field"},
          {"words of a search", search(8, 64), search(9, 64), 400, "invalid-parameter"},
          {"bytes of a word of a search", search(8, 64), search(8, 65), 400, "invalid-parameter"},
          {"things on a page", page("200"), page("201"), 400, "invalid-parameter"}};
}

const auto held_to = [](const char* end) {
  return [end](const BoundsScene& scene) {
    return scene.dispatcher.post(scene.path(scene.asset()) + "/holds", scene.rea.second,
                                 R"({"reference":"court","ends_at":")" + std::string{end} + "\"}");
  };
};

const auto paid_in = [](const char* amount) {
  return [amount](const BoundsScene& scene) {
    return scene.dispatcher.post(scene.path(scene.asset()) + "/escrow/deposits", scene.ben.second,
                                 R"({"amount":")" + std::string{amount} + "\"}");
  };
};

const auto assessed_at = [](const char* amount) {
  return [amount](const BoundsScene& scene) {
    return scene.dispatcher.post(scene.path(scene.asset()) + "/assessments", scene.ana.second,
                                 R"({"assessment":")" + std::string{amount} + "\"}");
  };
};

std::vector<BoundRow> bounds_of_an_asset() {
  const auto licences = [](std::size_t count) {
    return [count](const BoundsScene& scene) {
      const std::string path = scene.path(scene.asset()) + "/licences";
      return last_of(count, [&] {
        return scene.dispatcher.post(
            path, scene.ana.second,
            R"({"licensee":{"name":"Joe"},"exclusive":false,"scope":"all"})");
      });
    };
  };
  const auto liens = [](std::size_t count) {
    return [count](const BoundsScene& scene) {
      const std::string path = scene.path(scene.asset()) + "/liens";
      return last_of(count, [&] {
        return scene.dispatcher.post(
            path, scene.ana.second,
            R"({"creditor":")" + scene.ben.first + R"(","secured":"0.01"})");
      });
    };
  };
  const auto holds = [](std::size_t count) {
    return [count](const BoundsScene& scene) {
      const std::string path = scene.path(scene.asset()) + "/holds";
      return last_of(count, [&] {
        return scene.dispatcher.post(path, scene.rea.second,
                                     R"({"reference":"court","ends_at":"2026-02-01T00:00:00Z"})");
      });
    };
  };
  const auto changes = [](std::size_t count) {
    return [count](const BoundsScene& scene) {
      const std::string path = scene.path(scene.asset()) + "/assessments";
      return last_of(count, [&] {
        return scene.dispatcher.post(path, scene.ana.second, R"({"assessment":"2.00"})");
      });
    };
  };
  return {{"licences in force", licences(64), licences(65), 422, "out-of-range"},
          {"liens", liens(16), liens(17), 422, "out-of-range"},
          {"holds", holds(16), holds(17), 422, "out-of-range"},
          {"how long a hold lasts", held_to("2026-06-30T00:00:00Z"),
           held_to("2026-06-30T00:00:01Z"), 422, "out-of-range"},
          {"changes of value in a day", changes(24), changes(25), 409, "too-many-changes"},
          {"the least deposit", paid_in("0.01"), paid_in("0.009999"), 422, "out-of-range"},
          {"an assessment", assessed_at("1000000000000.00"), assessed_at("1000000000000.000001"),
           422, "out-of-range"}};
}

void drive(const std::vector<BoundRow>& rows) {
  for (const BoundRow& row : rows) {
    CAPTURE(row.bound);
    const BoundsScene scene;
    const RawReply met = row.meets(scene);
    CAPTURE(met.body);
    CHECK(met.status < 300);
    const Sequence before = scene.dispatcher.sequence();
    const RawReply refused = row.beyond(scene);
    CAPTURE(refused.body);
    CHECK(refused.status == row.status);
    CHECK(refused.code() == row.code);
    CHECK(scene.dispatcher.sequence() >= before);
  }
}

TEST_CASE("every text has a bound that is met and not passed") { drive(bounds_of_texts()); }

TEST_CASE("every list and chain has a bound that is met and not passed" *
          doctest::skip(kSanitized)) {
  drive(bounds_of_lists());
}

TEST_CASE("what stands against an asset or is asked of it has a bound") {
  drive(bounds_of_an_asset());
}

TEST_CASE("too many changes say when the next is taken") {
  const BoundsScene scene;
  const std::string path = scene.path(scene.asset()) + "/assessments";
  const RawReply refused = last_of(25, [&] {
    return scene.dispatcher.post(path, scene.ana.second, R"({"assessment":"2.00"})");
  });
  CHECK(refused.code() == "too-many-changes");
  CHECK(refused.member("next_at") == "2026-01-02T00:00:00Z");
  scene.dispatcher.move_clock(R"("to":"2026-01-02T00:00:00Z")");
  CHECK(scene.dispatcher.post(path, scene.ana.second, R"({"assessment":"3.00"})").status == 200);
}

}  // namespace
}  // namespace quitrent::testing
