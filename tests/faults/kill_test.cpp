// SPDX-License-Identifier: EUPL-1.2
#include <atomic>
#include <chrono>
#include <csignal>
#include <random>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "api/engine/folded_journal.hpp"
#include "market/codec/events.hpp"
#include "market/due/changes.hpp"
#include "market/due/due_queue.hpp"
#include "market/invariant/laws.hpp"
#include "registry/storage/sqlite/sqlite_journal.hpp"
#include "tests/api/server/program.hpp"
#include "tests/faults/api_client.hpp"

namespace quitrent {

using namespace api;
using namespace market;
namespace {

using testing::ApiClient;
using testing::ApiReply;
using testing::Folder;
using testing::Program;
using testing::RunConditions;

constexpr const char* kOperatorKey = "operator-key-of-the-fault-tests";

/// A sandbox register over `database` in a process of its own.
struct KilledServer {
  explicit KilledServer(const std::string& database, const RunConditions& conditions = {})
      : program{{"serve", "--port", "0", "--sandbox", "--clock", "2026-01-01T00:00:00Z", "--db",
                 database,
                 // A checkpoint follows every few commits, so that kills also happen during one.
                 "--checkpoint-pages", conditions.largest_file > 0 ? "1000" : "8"},
                kOperatorKey,
                conditions},
        line{program.first_line()} {
    const std::size_t colon = line.rfind(':');
    REQUIRE(line.starts_with("quitrent: listening on "));
    port = std::stoi(line.substr(colon + 1));
  }
  /// Sends the signal and answers with the exit code.
  int end(int signal) {
    program.signal(signal);
    return program.wait().exit_code;
  }

  Program program;
  std::string line;
  int port = 0;
};

/// One filing of a client: its request and the answer.
struct Deed {
  std::string path;
  std::string body;
  std::string answer;  ///< empty: the server was killed before it answered
};

/// The deeds of one client, in order. The key of the n-th is `<name>-n`.
struct Client {
  std::string name;
  std::string api_key;
  std::vector<Deed> deeds;
};

std::string key_of(const Client& client, std::size_t deed) {
  return client.name + '-' + std::to_string(deed);
}

/// Credits `till` with one unit after the other until the server has ended. Counts the acknowledged
/// credits.
void credit_until_the_end(Client& client, int port, const std::string& till,
                          std::atomic<int>& acknowledged) {
  ApiClient dispatcher{port, client.api_key};
  while (true) {
    Deed& deed = client.deeds.emplace_back();
    const std::string key = key_of(client, client.deeds.size() - 1);
    deed.path = "/v1/parties/" + till + "/credits";
    deed.body = R"({"amount": "1.00", "reference": ")" + key + "\"}";
    const ApiReply reply = dispatcher.post(deed.path, deed.body, key);
    if (reply.status == 0) return;
    REQUIRE_MESSAGE(reply.status == 201, reply.body);
    deed.answer = reply.body;
    ++acknowledged;
    acknowledged.notify_all();
  }
}

/// Buys the asset again and again, at its price, until the server has ended. A refusal (another
/// client has just bought) is not a deed.
void buy_until_the_end(Client& client, int port, const std::string& asset) {
  ApiClient dispatcher{port, client.api_key};
  while (true) {
    Deed deed;
    const std::string key = key_of(client, client.deeds.size());
    deed.path = "/v1/purchases";
    deed.body = R"({"items": [{"asset": ")" + asset +
                R"(", "max_price": "1000.00", "assessment": "1000.00", "escrow": "30.00"}]})";
    const ApiReply reply = dispatcher.post(deed.path, deed.body, key);
    if (reply.status == 409) {
      std::this_thread::sleep_for(std::chrono::milliseconds{1});
      continue;
    }
    deed.answer = reply.body;
    client.deeds.push_back(std::move(deed));
    if (reply.status == 0) return;
    REQUIRE_MESSAGE(reply.status == 201, client.deeds.back().answer);
  }
}

/// Sends each deed again under its key. Acknowledged deeds must get the same bytes. Answers with
/// the number of deeds that are recorded now.
std::size_t repeat_all(const Client& client, int port) {
  ApiClient dispatcher{port, client.api_key};
  std::size_t status = 0;
  for (std::size_t n = 0; n < client.deeds.size(); ++n) {
    const Deed& deed = client.deeds[n];
    const ApiReply reply = dispatcher.post(deed.path, deed.body, key_of(client, n));
    if (reply.status == 201) ++status;
    if (deed.answer.empty()) continue;
    CHECK(reply.status == 201);
    CHECK(reply.replayed);
    CHECK(reply.body == deed.answer);
  }
  return status;
}

/// Reads the journal as an auditor does: verifies every link and checks every law.
void audit(const std::filesystem::path& database) {
  const auto reader = read_sqlite_journal(database);
  FoldedJournal all;
  TitleRecord record;
  reader->read(0, [&](const Entry& entry) {
    all.fold(entry);
    for (const Event& event : decoded(entry.public_part)) record.observe(event);
    return true;
  });
  DueQueue queue;
  for (Ordinal asset = 0; asset < all.books.asset_count(); ++asset) {
    queue.reschedule(asset, next_change(all.books, asset));
  }
  const auto broken = broken_law(all.books, record, queue, all.head.at);
  CHECK_MESSAGE(!broken.has_value(), broken.value_or(""));
}

TEST_CASE("kill -9 under load loses nothing that was acknowledged and doubles nothing") {
  const Folder folder;
  const std::string database = folder / "register.db";
  std::string till;
  std::string asset;
  std::vector<std::string> buyers;
  {
    KilledServer server{database};
    ApiClient dispatcher{server.port, kOperatorKey};
    till = dispatcher.register_party("till").first;
    for (const char* name : {"ana", "ben"}) {
      const auto [id, api_key] = dispatcher.register_party(name);
      dispatcher.credit(id, "500000.00", std::string{"bank "} + name);
      buyers.push_back(api_key);
    }
    ApiClient ana{server.port, buyers[0]};
    asset = ana.register_patent("US1", "1000.00", "30.00");
    CHECK(server.end(SIGTERM) == 0);
  }
  std::mt19937 chance{20'260'101};
  std::size_t credited = 0;
  for (int round = 0; round < 20; ++round) {
    CAPTURE(round);
    const std::string mark = "r" + std::to_string(round) + '-';
    std::vector<Client> creditors{{mark + "c0", kOperatorKey, {}}, {mark + "c1", kOperatorKey, {}}};
    std::vector<Client> traders{{mark + "b0", buyers[0], {}}, {mark + "b1", buyers[1], {}}};
    {
      KilledServer server{database};
      std::atomic<int> acknowledged = 0;
      std::vector<std::jthread> threads;
      for (Client& client : creditors) {
        threads.emplace_back(
            [&] { credit_until_the_end(client, server.port, till, acknowledged); });
      }
      for (Client& client : traders) {
        threads.emplace_back([&] { buy_until_the_end(client, server.port, asset); });
      }
      // However slow the machine is, there are acknowledged filings that could be lost.
      for (int seen = 0; seen < 3; seen = acknowledged) acknowledged.wait(seen);
      std::this_thread::sleep_for(std::chrono::milliseconds{50 + chance() % 150});
      CHECK(server.end(SIGKILL) == 128 + SIGKILL);
    }
    audit(database);
    KilledServer again{database};
    for (const Client& client : creditors) {
      CHECK(repeat_all(client, again.port) == client.deeds.size());
      credited += client.deeds.size();
    }
    for (const Client& client : traders) repeat_all(client, again.port);
    ApiClient dispatcher{again.port, kOperatorKey};
    CHECK(dispatcher.available(till) == std::to_string(credited) + ".00");
    CHECK(again.end(SIGTERM) == 0);
  }
  CHECK(credited > 40);
}

TEST_CASE("a disk that takes no more ends the process with 70, and nothing acknowledged is lost") {
  const Folder folder;
  const std::string database = folder / "register.db";
  Client client{"full", kOperatorKey, {}};
  std::string till;
  {
    KilledServer server{database, {.largest_file = 256 * 1024}};
    till = ApiClient{server.port, kOperatorKey}.register_party("till").first;
    std::atomic<int> acknowledged = 0;
    credit_until_the_end(client, server.port, till, acknowledged);
    const testing::Ended ended = server.program.wait();
    CAPTURE(ended.errors);
    CHECK(ended.exit_code == 70);
    CHECK(ended.errors.find("the journal could not be written") != std::string::npos);
    CHECK(ended.error_lines() == 1);
  }
  audit(database);
  KilledServer again{database};
  CHECK(repeat_all(client, again.port) == client.deeds.size());
  CHECK(ApiClient{again.port, kOperatorKey}.available(till) ==
        std::to_string(client.deeds.size()) + ".00");
  CHECK(again.end(SIGTERM) == 0);
}

}  // namespace
}  // namespace quitrent
