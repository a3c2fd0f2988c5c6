// SPDX-License-Identifier: EUPL-1.2
#include "tests/api/web/web_scene.hpp"

#include <charconv>

#include <doctest/doctest.h>

#include "api/web/site.hpp"
#include "tests/api/http/raw_connection.hpp"

namespace quitrent::testing {
namespace {

const Model* found(const Model& model, std::string_view name) {
  if (!model.is_list()) return model.get(std::string{name});
  std::size_t index = 0;
  const auto read = std::from_chars(name.data(), name.data() + name.size(), index);
  const auto& items = model.list_value();
  return read.ec == std::errc{} && index < items.size() ? &items[index] : nullptr;
}

std::string escaped(std::string_view name) {
  std::string text;
  for (const char one : name) {
    if (one == '"' || one == '\\') text += '\\';
    text += one;
  }
  return text;
}

}  // namespace

const std::vector<std::string>& hostile_names() {
  static const std::vector<std::string> names = [] {
    std::string many;
    for (int count = 0; count < 200; ++count) many += "ü";
    return std::vector<std::string>{"<script>alert(1)</script>",
                                    R"("><img src=x onerror=alert(1)>)",
                                    "javascript:alert(1)",
                                    "' onmouseover='alert(1)",
                                    "{{{name}}} {{#holder}}",
                                    "שלום عليكم",
                                    many};
  }();
  return names;
}

std::string WebScene::enrol(const std::string& key, const std::string& body) const {
  const RawReply made = dispatcher.post("/v1/assets", key, body);
  REQUIRE_MESSAGE(made.status == 201, made.body);
  return made.member("id");
}

WebScene::WebScene()
    : ana{dispatcher.member("Ana", "1000000.00")},
      ben{dispatcher.member("Ben", "1000000.00")},
      rea{dispatcher.member("Rea", "1.00", R"(["registrar"])")} {
  const auto patent_body = [](const std::string& name, const std::string& escrow) {
    return R"({"name":")" + name + R"(","class":"patent","terms":{"commitment":"none"},)" +
           R"("assessment":"36500.00","escrow":")" + escrow + "\"}";
  };
  const std::string& key = ana.second;
  patent = dispatcher.patent(key, "US2190483");
  overdue = enrol(key, patent_body("Overdue kettle", "150.00"));
  auctioned = enrol(key, patent_body("Lost kettle", "80.00"));
  commons = enrol(key, patent_body("Given kettle", "500.00"));
  held = enrol(key, patent_body("Disputed kettle", "500.00"));
  trademark = enrol(key, R"({"name":"Kettle & Sons","class":"trademark","assessment":"1000.00",)"
                         R"("escrow":"50.00","expires_at":"2031-03-01T00:00:00Z"})");
  program = enrol(key, R"({"name":"Boiler","class":"software","terms":{"spdx":"BUSL-1.1",)"
                       R"("then":{"spdx":"MIT","on":"2029-01-01"}},"assessment":"9000.00",)"
                       R"("escrow":"90.00"})");
  derived = enrol(key, R"({"name":"Boiler fork","class":"software","terms":{"spdx":"MIT"},)"
                       R"("assessment":"100.00","escrow":"0.00","derived_from":[{"asset":")" +
                           program + R"(","relation":"derived"}]})");
  for (const std::string& name : hostile_names()) {
    hostile.push_back(enrol(key, R"({"name":")" + escaped(name) +
                                     R"(","class":"software","terms":{"spdx":"MIT"},)" +
                                     R"("assessment":"10.00","escrow":"0.00"})"));
  }
  // More than fit on one page of a search.
  for (int number = 1; number <= 10; ++number) {
    enrol(key, R"({"name":"Boiler part )" + std::to_string(number) +
                   R"(","class":"dataset","terms":{"spdx":"CC0-1.0"},"assessment":"10.00",)" +
                   R"("escrow":"0.00"})");
  }
  const auto act = [this](const std::string& path, const std::string& by, const std::string& body) {
    const RawReply done = dispatcher.post(path, by, body);
    REQUIRE_MESSAGE((done.status == 200 || done.status == 201), done.body);
  };
  const std::string base = "/v1/assets/";
  act(base + commons + "/dedication", key, R"({"confirm":"irrevocable"})");
  act(base + held + "/liens", key, R"({"creditor":")" + ben.first + R"(","secured":"1000.00"})");
  act(base + held + "/licences", key,
      R"({"licensee":{"name":"Cai & Co"},"exclusive":true,"scope":"Wales"})");
  dispatcher.move_clock(R"("to":"2026-02-01T00:00:00Z")");
  const RawReply bought = dispatcher.post(
      "/v1/purchases", ben.second,
      R"({"items":[{"asset":")" + patent +
          R"(","max_price":"36500.00","assessment":"40000.00","escrow":"900.00"}]})");
  purchase = bought.member("id");
  dispatcher.move_clock(R"("to":"2026-03-19T00:00:00Z")");
  act(base + held + "/holds", rea.second,
      R"({"reference":"Court of Cardiff 12/26","ends_at":"2026-04-10T00:00:00Z"})");
  dispatcher.move_clock(R"("to":"2026-03-20T00:00:00Z")");
}

AskApi ask_of(const LiveDispatcher& dispatcher, std::string_view key) {
  return [&dispatcher, key = std::string{key}](const Request& request) {
    RawRequest sent{.method = std::string{to_text(request.method)},
                    .path = std::string{request.path},
                    .key = request.key_hash ? key : std::string{},
                    .body = std::string{request.body}};
    if (!request.query.empty()) sent.path += '?' + std::string{request.query};
    if (request.idempotency_key) {
      sent.headers.emplace_back("Idempotency-Key", *request.idempotency_key);
    }
    const RawReply reply = dispatcher.ask(sent);
    return Response{.status = reply.status, .body = reply.body};
  };
}

Page page_of(const LiveDispatcher& dispatcher, std::string_view path, std::string_view query) {
  return page_from(ask_of(dispatcher), path, query);
}

Page page_from(const AskApi& ask, std::string_view path, std::string_view query) {
  const ApiReader reader{ask};
  const Keys keys{LiveDispatcher::secret()};
  Sessions sessions;
  Visitor visitor{keys, sessions, {}};
  const PageMatch match = matched_page(path);
  REQUIRE(match.route != nullptr);
  return match.route->handler(
      {.name = match.name, .query = query, .api = reader, .visitor = visitor});
}

Page page_for(const LiveDispatcher& dispatcher, std::string_view key, std::string_view path,
              std::optional<std::string_view> form) {
  const AskApi asked = ask_of(dispatcher, key);
  const Keys keys{LiveDispatcher::secret()};
  Sessions sessions;
  const std::string token = sessions.begin(keys.keyed_hash(key), Sessions::Clock::now());
  Visitor visitor{keys, sessions, token};
  const ApiReader reader{asked, visitor.key_hash()};
  const PageMatch match = matched_page(path);
  REQUIRE(match.route != nullptr);
  const PageHandler handler = form ? match.route->form : match.route->handler;
  REQUIRE((handler != nullptr));
  return handler({.name = match.name,
                  .query = {},
                  .api = reader,
                  .visitor = visitor,
                  .form = AddressQuery{form.value_or("")}});
}

namespace {

std::vector<std::function<void()>>& scene_ends() {
  static std::vector<std::function<void()>> ends;
  return ends;
}

/// Ends the shared scenes after the last test.
struct SceneEnd final : doctest::IReporter {
  explicit SceneEnd(const doctest::ContextOptions& /*options*/) {}
  void report_query(const doctest::QueryData& /*query*/) override {}
  void test_run_start() override {}
  void test_run_end(const doctest::TestRunStats& /*stats*/) override {
    for (const auto& end : scene_ends()) end();
  }
  void test_case_start(const doctest::TestCaseData& /*test*/) override {}
  void test_case_reenter(const doctest::TestCaseData& /*test*/) override {}
  void test_case_end(const doctest::CurrentTestCaseStats& /*stats*/) override {}
  void test_case_exception(const doctest::TestCaseException& /*thrown*/) override {}
  void subcase_start(const doctest::SubcaseSignature& /*subcase*/) override {}
  void subcase_end() override {}
  void log_assert(const doctest::AssertData& /*assert*/) override {}
  void log_message(const doctest::MessageData& /*message*/) override {}
  void test_case_skipped(const doctest::TestCaseData& /*test*/) override {}
};
DOCTEST_REGISTER_LISTENER("scene end", 1, SceneEnd);

}  // namespace

void end_after_tests(std::function<void()> end) { scene_ends().push_back(std::move(end)); }

const WebScene& web_scene() { return shared_scene<WebScene>(); }

std::string shown(const Model& model, std::string_view name) {
  const Model* at = &model;
  for (std::string_view rest = name; at != nullptr && !rest.empty();) {
    const std::size_t end = std::min(rest.find('.'), rest.size());
    at = found(*at, rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  CAPTURE(name);
  REQUIRE(at != nullptr);
  if (at->is_string()) return at->string_value();
  if (at->is_list()) return std::to_string(at->list_value().size()) + " items";
  return at->is_false() ? "false" : at->is_true() ? "true" : "an object";
}

}  // namespace quitrent::testing
