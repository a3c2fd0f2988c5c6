// SPDX-License-Identifier: EUPL-1.2
#include "tests/api/server/served.hpp"

#include <stdexcept>

namespace quitrent::testing {

using namespace api;
using namespace market;
namespace {

std::vector<std::string> words_of(const std::string& database,
                                  const std::vector<std::string>& flags) {
  std::vector<std::string> words{
      "serve", "--port", "0", "--sandbox", "--clock", "2026-01-01T00:00:00Z", "--db", database};
  words.insert(words.end(), flags.begin(), flags.end());
  return words;
}

}  // namespace

std::string request_bytes(const std::string& method_and_path, const std::string& key,
                          const std::string& body) {
  std::string bytes = method_and_path + " HTTP/1.1\r\nHost: t\r\n";
  if (!key.empty()) bytes += "Authorization: Bearer " + key + "\r\n";
  if (body.empty()) return bytes + "\r\n";
  return bytes +
         "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

Served::Served(const std::string& database, const std::vector<std::string>& flags,
               const RunConditions& conditions)
    : program_{words_of(database, flags), kOperatorKey, conditions} {
  const std::string line = program_.first_line();
  if (!line.starts_with("quitrent: listening on ")) {
    throw std::runtime_error("the program does not listen: " + program_.wait().errors);
  }
  port_ = static_cast<std::uint16_t>(std::stoi(line.substr(line.rfind(':') + 1)));
}

RawReply Served::get(const std::string& path, const std::string& key) const {
  RawConnection connection{port_};
  connection.send(request_bytes("GET " + path, key, {}));
  return connection.reply();
}

RawReply Served::post(const std::string& path, const std::string& key,
                      const std::string& body) const {
  RawConnection connection{port_};
  connection.send(request_bytes("POST " + path, key, body));
  return connection.reply();
}

std::pair<std::string, std::string> Served::member(const std::string& name,
                                                   const std::string& cash) const {
  const RawReply made = post("/v1/parties", kOperatorKey, R"({"name":")" + name + "\"}");
  if (made.status != 201) throw std::runtime_error(made.body);
  const RawReply credited =
      post("/v1/parties/" + made.member("id") + "/credits", kOperatorKey,
           R"({"amount":")" + cash + R"(","reference":"opening of )" + name + R"("})");
  if (credited.status != 201) throw std::runtime_error(credited.body);
  return {made.member("id"), made.member("api_key")};
}

}  // namespace quitrent::testing
