// SPDX-License-Identifier: EUPL-1.2
//
// A schedule from a file to law, by the command line, on a register behind a socket.
#include "tools/quitrent/policy_calls.hpp"

#include <atomic>
#include <chrono>
#include <string>
#include <thread>

#include <doctest/doctest.h>
#include <httplib.h>
#include <nlohmann/json.hpp>

#include "registry/vocabulary/sha256.hpp"
#include "tax/schedule/founding.hpp"
#include "tests/api/http/live_dispatcher.hpp"
#include "tests/folders.hpp"
#include "tests/tools/quitrent/policy_files.hpp"
#include "tests/tools/quitrent/recorded_server.hpp"
#include "tools/quitrent/policy_server.hpp"

namespace quitrent {
namespace {

using testing::policy;

/// The founding schedule with another rate of patents, from a day on.
std::string reform(const std::string& rate, const std::string& effective) {
  std::string toml{tax::founding_schedule_toml()};
  toml.replace(toml.find("2.5%"), 4, rate);
  return toml.insert(toml.find("currency"), "effective = " + effective + "\n");
}

/// Two policy officers with their keys in files, and a reform.
struct CallsScene {
  testing::LiveDispatcher dispatcher;
  testing::PassingFolder folder;
  std::string server = "http://127.0.0.1:" + std::to_string(dispatcher.port());
  std::string pia =
      folder.file("pia.key", dispatcher.member("Pia", "1.00", R"(["policy"])").second + "\n");
  std::string pol =
      folder.file("pol.key", dispatcher.member("Pol", "1.00", R"(["policy"])").second);
  std::string file = folder.file("reform.toml", reform("3%", "2026-03-01"));

  CommandAnswer ask(std::vector<std::string> words, const std::string& key) const {
    words.insert(words.end(), {"--server", server});
    if (!key.empty()) words.insert(words.end(), {"--key-file", key});
    return policy(words);
  }
};

TEST_CASE("wrong flags and a register that does not answer are told in one line") {
  const CallsScene scene;
  CHECK(policy({"propose"}).exit_code == 2);
  for (const char* address : {"there", "http://", "http://[::1", "http://a/b", "http://a:b",
                              "http://127.0.0.1:0", "http://127.0.0.1:99999"}) {
    CAPTURE(std::string{address});
    const CommandAnswer told = policy({"status", "--server", address});
    CHECK(told.exit_code == 2);
    CHECK(told.fault.contains("is no address, such as http://127.0.0.1:8080"));
  }
  const std::string endless = "http://" + std::string(100'000, 'a');
  CHECK(policy({"status", "--server", endless}).fault.contains(" is no address, such as"));
  CHECK(policy({"status", "--server", scene.server + '/'}).exit_code == 0);
  CHECK(policy({"status", "--server", "http://127.0.0.1:1"})
            .fault.contains("is the register running there?"));
  const CommandAnswer keyless = scene.ask({"propose", scene.file}, "");
  CHECK(keyless.exit_code == 2);
  CHECK(keyless.fault.contains("give --key-file or set QUITRENT_POLICY_KEY"));
  for (const char* text : {"\nqtr_1", "qtr_1\r\nx", "\xef\xbb\xbfqtr_1", "qtr 1"}) {
    CAPTURE(text);
    const CommandAnswer told = scene.ask({"withdraw", "sch_1"}, scene.folder.file("no.key", text));
    CHECK(told.exit_code == 2);
    CHECK(told.fault.contains("no.key: a key is one line of printable characters"));
  }
  const CommandAnswer wrong =
      scene.ask({"approve", "sch_1", scene.file, "--rate", "3%"}, scene.pol);
  CHECK(wrong.exit_code == 2);
  CHECK(wrong.fault.contains("is not CLASS,FROM,ABOVE,RATE, such as patent,2027-07-01,0,3.5%"));
}

TEST_CASE("a file goes from a proposal to law by the command line") {
  const CallsScene scene;
  const CommandAnswer proposed = scene.ask({"propose", scene.file, "--json"}, scene.pia);
  REQUIRE_MESSAGE(proposed.exit_code == 0, proposed.fault);
  const std::string id = nlohmann::json::parse(proposed.output).at("id");
  const std::string rate = "patent,2026-03-01,0,3%";
  const auto refused_as = [&](const std::vector<std::string>& words, const std::string& key,
                              const std::string& code) {
    const CommandAnswer answer = scene.ask(words, key);
    CAPTURE(answer.fault);
    CHECK(answer.exit_code == 1);
    CHECK(answer.fault.contains(": " + code + ": "));
  };
  refused_as({"approve", id, scene.file, "--rate", rate}, scene.pia, "same-person");
  refused_as({"approve", id, scene.file}, scene.pol, "rates-mismatch");
  const std::string twice = scene.ask({"approve", id, scene.file}, scene.pol).fault;
  CHECK(twice.ends_with("\nit is about /rates\n"));
  const std::string edited = scene.folder.file("edited.toml", reform("3.0%", "2026-03-01"));
  refused_as({"approve", id, edited, "--rate", rate}, scene.pol, "digest-mismatch");
  const CommandAnswer approved = scene.ask({"approve", id, scene.file, "--rate", rate}, scene.pol);
  CHECK(approved.exit_code == 0);
  CHECK(approved.output.starts_with(id + "  approved  Founding schedule\n"));
  CHECK(approved.output.contains("changes       patent above 0.00 from 2026-03-01: 2.5% to 3%"));
  CHECK(approved.output.contains("approved by   Pol"));
  refused_as({"withdraw", id}, scene.pia, "wrong-state");
  scene.dispatcher.move_clock(R"("to":"2026-03-01T00:00:00Z")");
  CHECK(scene.ask({"status", "current"}, "").output.starts_with(id + "  in-force"));
  CHECK(scene.ask({"status"}, "").output.contains("  superseded  "));
}

TEST_CASE("a proposal says how it is approved, and is withdrawn") {
  const CallsScene scene;
  const CommandAnswer proposed = scene.ask({"propose", scene.file}, scene.pia);
  REQUIRE(proposed.exit_code == 0);
  const std::string id = proposed.output.substr(0, proposed.output.find(' '));
  CHECK(proposed.output.contains("  quitrent policy approve " + id + " " + scene.file +
                                 " --rate patent,2026-03-01,0.00,RATE\n"));
  CHECK(scene.ask({"withdraw", id}, scene.pol).output.starts_with(id + "  withdrawn"));
}

TEST_CASE("a file that is no schedule is told line by line") {
  const CallsScene scene;
  const std::string file =
      scene.folder.file("bad.toml", reform("3%", "2026-03-01") + "\nfoo = \"1\"\n");
  const CommandAnswer answer = scene.ask({"propose", file}, scene.pia);
  CHECK(answer.exit_code == 1);
  CHECK(answer.fault.contains("schedule-invalid"));
  CHECK(answer.fault.contains("\n" + file + ":"));
  const std::string steep = scene.folder.file("steep.toml", reform("4%", "2026-03-01"));
  CHECK(scene.ask({"propose", steep}, scene.pia).fault.contains("charter-breach"));
}

TEST_CASE("a server that is no register is not believed") {
  httplib::Server server;
  std::string body;
  const auto answer = [&body](const httplib::Request&, httplib::Response& response) {
    response.set_content(body, "application/json");
  };
  server.Get("/.*", answer);
  server.Post("/.*", answer);
  const int port = server.bind_to_any_port("127.0.0.1");
  std::thread serving{[&server] { server.listen_after_bind(); }};
  const testing::PassingFolder folder;
  const std::string key = folder.file("key", "k");
  const std::string file = folder.file("reform.toml", reform("3%", "2026-03-01"));
  const std::string address = "http://127.0.0.1:" + std::to_string(port);
  for (const char* said : {"{}", "[]", "hello", R"({"data":5})", R"({"data":[{}]})",
                           R"({"id":"sch_1","state":"proposed","digest":"d","changes":5})"}) {
    CAPTURE(said);
    body = said;
    for (const std::vector<std::string>& words : {std::vector<std::string>{"status"},
                                                  {"status", "x"},
                                                  {"withdraw", "x"},
                                                  {"propose", file}}) {
      std::vector<std::string> asked = words;
      asked.insert(asked.end(), {"--server", address});
      if (words[0] != "status") asked.insert(asked.end(), {"--key-file", key});
      const CommandAnswer told = policy(asked);
      CHECK(told.exit_code == 2);
      CHECK(told.fault.contains("does not answer as a register does"));
    }
  }
  server.stop();
  serving.join();
}

/// A schedule as a server shows it.
std::string shown_schedule(const std::string& id, const std::string& state,
                           const std::string& digest) {
  return nlohmann::json{
      {"id", id}, {"state", state}, {"digest", digest}, {"changes", nlohmann::json::array()}}
      .dump();
}

TEST_CASE("an answer about another schedule is not taken for what was asked") {
  const testing::PassingFolder folder;
  const std::string key = folder.file("key", "k");
  const std::string toml = reform("3%", "2026-03-01");
  const std::string file = folder.file("reform.toml", toml);
  const std::string digest = to_text(sha256(toml)), other = to_text(sha256("other"));
  struct Row {
    std::vector<std::string> words;
    std::string right;                ///< an answer that is believed
    std::vector<std::string> wrongs;  ///< answers that are not
  };
  const std::vector<Row> rows{
      {{"propose", file},
       shown_schedule("sch_1", "proposed", digest),
       {shown_schedule("sch_1", "proposed", other), shown_schedule("sch_1", "in-force", digest)}},
      {{"approve", "sch_1", file},
       shown_schedule("sch_1", "approved", digest),
       {shown_schedule("sch_2", "approved", digest), shown_schedule("sch_1", "approved", other)}},
      {{"withdraw", "sch_1"},
       shown_schedule("sch_1", "withdrawn", digest),
       {shown_schedule("sch_2", "withdrawn", digest), shown_schedule("sch_1", "proposed", digest)}},
      {{"status", "sch_1"},
       shown_schedule("sch_1", "lapsed", digest),
       {shown_schedule("sch_2", "lapsed", digest)}},
      {{"status", "current"},
       shown_schedule("sch_1", "in-force", digest),
       {shown_schedule("sch_1", "approved", digest)}}};
  for (const Row& row : rows) {
    CAPTURE(row.words.front());
    const auto told = [&](const std::string& said) {
      testing::RecordedServer server{{{.text = said}}};
      std::vector<std::string> words = row.words;
      words.insert(words.end(), {"--server", server.address()});
      if (words.front() != "status") words.insert(words.end(), {"--key-file", key});
      return policy(words);
    };
    CHECK(told(row.right).exit_code == 0);
    for (const std::string& wrong : row.wrongs) {
      CAPTURE(wrong);
      const CommandAnswer answer = told(wrong);
      CHECK(answer.exit_code == 2);
      CHECK(answer.output.empty());
      CHECK(answer.fault.contains("does not answer as a register does: it was asked about"));
    }
  }
}

TEST_CASE("a list of schedules that does not end is given up") {
  testing::RecordedServer server{{{.text = R"({"data":[],"next_cursor":"again"})"}}};
  const CommandAnswer told = policy({"status", "--server", server.address()});
  CHECK(told.exit_code == 2);
  CHECK(told.fault.contains("its list of schedules does not end"));
}

TEST_CASE("an answer that does not end is given up") {
  std::atomic<bool> was_asked{false};
  httplib::Server server;
  server.Get("/.*", [&was_asked](const httplib::Request&, httplib::Response& response) {
    was_asked = true;
    response.set_chunked_content_provider("application/json", [](size_t, httplib::DataSink& sink) {
      std::this_thread::sleep_for(std::chrono::milliseconds{10});
      return sink.write(" ", 1);
    });
  });
  const int port = server.bind_to_any_port("127.0.0.1");
  std::thread serving{[&server] { server.listen_after_bind(); }};
  server.wait_until_ready();
  std::string told;
  try {
    ask_server({.server = "http://127.0.0.1:" + std::to_string(port)},
               {.path = "/v1/charter", .longest_answer = std::chrono::milliseconds{200}},
               [](const ServerJson&) { return true; });
  } catch (const PolicyFault& fault) {
    told = fault.what();
  }
  server.stop();
  serving.join();
  CHECK(was_asked);
  CHECK(told.starts_with("no answer from http://127.0.0.1:"));
}

TEST_CASE("a plan that a register simulated becomes law, and its outcome shows the prediction") {
  const CallsScene scene;
  const auto ana = scene.dispatcher.member("Ana");
  scene.dispatcher.patent(ana.second, "US1");
  const std::string plan = scene.folder.file("plan.json", "");
  const CommandAnswer planned = policy(
      {"plan", scene.file, "--register", scene.server, "--key-file", scene.pia, "--out", plan});
  REQUIRE_MESSAGE(planned.exit_code == 0, planned.fault);
  CHECK(policy({"cite", plan}).exit_code == 0);
  const CommandAnswer proposed = scene.ask({"propose", plan, "--json"}, scene.pia);
  REQUIRE_MESSAGE(proposed.exit_code == 0, proposed.fault);
  const auto schedule = nlohmann::json::parse(proposed.output);
  const std::string id = schedule.at("id");
  CHECK(schedule.at("simulation").at("by_class").at(0).at("revenue") == "1095.00");
  const CommandAnswer approved =
      scene.ask({"approve", id, scene.file, "--rate", "patent,2026-03-01,0,3%"}, scene.pol);
  REQUIRE_MESSAGE(approved.exit_code == 0, approved.fault);
  scene.dispatcher.move_clock(R"("to":"2026-04-01T00:00:00Z")");
  const CommandAnswer outcome = scene.ask({"outcome", id, "--json"}, "");
  REQUIRE_MESSAGE(outcome.exit_code == 0, outcome.fault);
  const auto shown = nlohmann::json::parse(outcome.output);
  CHECK(shown.at("prediction").at("simulation") == schedule.at("simulation").at("id"));
  // 31 of 365 days of 1,095.00.
  CHECK(shown.at("by_class").at(0).at("predicted").at("revenue_so_far") == "93.00");
}

}  // namespace
}  // namespace quitrent
