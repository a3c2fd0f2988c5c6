// SPDX-License-Identifier: EUPL-1.2
#include "tools/import/history/player.hpp"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include <nlohmann/json.hpp>

#include "registry/vocabulary/ensure.hpp"
#include "tools/import/history/draft.hpp"

namespace quitrent::history {
namespace {

using debian::Answer;
using Json = nlohmann::ordered_json;

constexpr const char* kToml = "application/toml";
constexpr int kSimulationLooks = 600;
constexpr std::chrono::milliseconds kBetweenLooks{50};

Json object_of(const Answer& answer) {
  Json body = Json::parse(answer.body, nullptr, false);
  if (!body.is_object()) throw HistoryFault{"the server's answer is not JSON: is it a register?"};
  return body;
}

std::string member_of(const Json& body, const char* name) {
  const auto found = body.find(name);
  return found != body.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

bool is_good(const Answer& answer) { return answer.status >= 200 && answer.status < 300; }

/// What comes after the colon of a mark: `made:act 1` of `@made:act 1`.
std::string_view name_in(std::string_view mark) { return mark.substr(mark.find(':') + 1); }

/// A refusal as one line: what, by whom, when, and why.
HistoryFault refusal(const Step& step, const Answer& answer) {
  const Json body = object_of(answer);
  std::string line = "the history ends on " + to_text(step.at) + ": the register refused the " +
                     route_of(step.kind).name;
  if (!step.subject.empty()) line += " of " + std::string{name_in(step.subject)};
  if (!step.by.empty()) line += " by " + step.by;
  line += " (" + member_of(body, "code") + "): " + member_of(body, "detail");
  for (const Json& error : body.value("errors", Json::array())) {
    line += ' ' + member_of(error, "pointer") + ": " + member_of(error, "detail");
  }
  return HistoryFault{line};
}

}  // namespace

Instant beginning_of(debian::ApiClient& client) {
  const Answer clock = client.send({.method = "GET", .path = "/v1/sandbox/clock"});
  if (clock.status == 404) throw HistoryFault{"only a sandbox can have an invented history"};
  const auto now = parse_instant(member_of(object_of(clock), "now"));
  const Answer list = client.send({.method = "GET", .path = "/v1/assets?limit=1"});
  const Json assets = object_of(list).value("data", Json());
  if (!now || !assets.is_array()) {
    throw HistoryFault{"the server does not answer as a register does"};
  }
  if (!assets.empty()) throw HistoryFault{"only an empty register can have an invented history"};
  return *now;
}

Player::Player(debian::ApiClient& client, const History& history, std::string operator_key)
    : client_{client}, history_{history}, operator_key_{std::move(operator_key)} {}

void Player::play_until(Instant until) {
  for (; next_ < history_.steps.size() && history_.steps[next_].at < until; ++next_) {
    const Step& step = history_.steps[next_];
    move_clock(step.at);
    send(step);
  }
  move_clock(until);
}

const std::string& Player::key_of(std::string_view name) const {
  const auto found = keys_.find(party_mark(name));
  ensure(found != keys_.end(), "a party files after it is registered");
  return found->second;
}

void Player::move_clock(Instant to) {
  if (to <= clock_) return;
  const Answer answer = client_.send({.path = "/v1/sandbox/clock",
                                      .key = operator_key_,
                                      .body = Json{{"to", to_text(to)}}.dump()});
  // The same instant again is refused, and is what was wanted: an earlier attempt got through.
  if (!is_good(answer)) {
    const Answer now = client_.send({.method = "GET", .path = "/v1/sandbox/clock"});
    if (member_of(object_of(now), "now") != to_text(to)) {
      throw HistoryFault{"the clock does not move to " + to_text(to) + ": " +
                         member_of(object_of(answer), "detail")};
    }
  }
  clock_ = to;
}

void Player::send(const Step& step) {
  const Answer answer = sent(step);
  if (!is_good(answer)) throw refusal(step, answer);
  remember(step, answer);
}

Answer Player::sent(const Step& step) {
  Answer answer = client_.send({.method = route_of(step.kind).method,
                                .path = path_of(step),
                                .key = step.by.empty() ? operator_key_ : key_of(step.by),
                                .idempotency_key = "history-" + std::to_string(next_),
                                .body = body_of(step),
                                .type = step.kind == StepKind::proposal ? kToml : debian::kJson});
  if (step.kind != StepKind::simulation || !is_good(answer)) return answer;
  const std::string path = "/v1/simulations/" + member_of(object_of(answer), "id");
  for (int look = 0; look < kSimulationLooks; ++look) {
    const std::string state = member_of(object_of(answer), "state");
    if (state != "running") break;
    std::this_thread::sleep_for(kBetweenLooks);
    answer = client_.send({.method = "GET", .path = path, .key = key_of(step.by)});
  }
  return answer;
}

void Player::remember(const Step& step, const Answer& answer) {
  if (step.makes.empty()) return;
  const Json body = object_of(answer);
  std::string id = member_of(body, "id");
  if (step.kind == StepKind::finding) {
    const Json findings = body.value("findings", Json::array());
    id = findings.empty() ? "" : member_of(findings.back(), "finding");
  }
  if (id.empty()) {
    throw HistoryFault{std::string{"the register's answer to a "} + route_of(step.kind).name +
                       " names nothing"};
  }
  known_[step.makes] = id;
  const std::string digest = member_of(body, "digest");
  if (!digest.empty()) known_["@digest:" + std::string{name_in(step.makes)}] = digest;
  if (step.kind == StepKind::party) keys_[step.makes] = member_of(body, "api_key");
}

std::string Player::resolved(std::string_view mark) const {
  const auto found = known_.find(mark);
  ensure(found != known_.end(), "a step names what an earlier one made");
  return found->second;
}

std::string Player::path_of(const Step& step) const {
  std::string path = route_of(step.kind).path;
  for (const auto& [place, mark] :
       {std::pair{"{subject}", &step.subject}, {"{thing}", &step.thing}}) {
    const std::size_t at = path.find(place);
    if (at != std::string::npos) path.replace(at, std::string_view{place}.size(), resolved(*mark));
  }
  return path;
}

std::string Player::body_of(const Step& step) const {
  if (step.kind == StepKind::proposal || step.body.empty()) return step.body;
  const auto resolve = [this](auto&& self, Json& value) -> void {
    if (value.is_structured()) {
      for (Json& part : value) self(self, part);
    } else if (value.is_string() && value.get_ref<const std::string&>().starts_with('@')) {
      value = resolved(value.get_ref<const std::string&>());
    }
  };
  Json body = Json::parse(step.body);
  resolve(resolve, body);
  return body.dump();
}

}  // namespace quitrent::history
