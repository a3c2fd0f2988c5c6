// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/policy_remote.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "registry/vocabulary/decimal.hpp"
#include "registry/vocabulary/sha256.hpp"

namespace quitrent {
namespace {

[[noreturn]] void throw_no_register(const ServerFlags& flags, const std::string& why) {
  throw PolicyFault{fmt::format("{} does not answer as a register does: {}", flags.server, why)};
}

bool is_schedule_page(const nlohmann::json& object) {
  const auto found = object.find("data");
  return found != object.end() && found->is_array() &&
         std::ranges::all_of(*found, [](const nlohmann::json& one) {
           return has_texts(one, {"id", "state", "digest", "toml"});
         });
}

/// A good answer to a public read. Throws PolicyFault for a refusal too.
nlohmann::json read_from(const ServerFlags& flags, const std::string& path,
                         const ExpectedObject& expected) {
  const ServerAnswer answer = ask_server(flags, {.path = path}, expected);
  if (answer.is_good()) return answer.object();
  throw PolicyFault{
      fmt::format("{}{}: {}", flags.server, path, member_text(answer.object(), "code"))};
}

/// A published schedule of a page; nothing for any other.
std::optional<PublishedText> published_in(const ServerFlags& flags, const nlohmann::json& one) {
  const std::string state = one.at("state");
  if (state != "superseded" && state != "in-force" && state != "approved") return std::nullopt;
  const auto since = parse_instant(member_text(one, "in_force_from"));
  PublishedText text{.id = one.at("id"), .state = state, .toml = one.at("toml")};
  // A founding schedule is in force from the founding on, and approved ones have their day.
  if (!since) throw_no_register(flags, "in_force_from of " + member_text(one, "id"));
  text.in_force_from = *since;
  if (to_text(sha256(text.toml)) != one.at("digest").get<std::string>()) {
    throw_no_register(flags, "the digest of " + member_text(one, "id") + " is another one");
  }
  return text;
}

}  // namespace

std::vector<PublishedText> published_texts(const ServerFlags& flags) {
  std::vector<PublishedText> all;
  std::string query = "?limit=200";
  for (int page = 0; !query.empty(); ++page) {
    if (page == kMostSchedulePages) throw_no_register(flags, "its list of schedules does not end");
    const nlohmann::json object = read_from(flags, "/v1/schedules" + query, is_schedule_page);
    for (const nlohmann::json& one : object.at("data")) {
      if (auto text = published_in(flags, one)) all.push_back(*std::move(text));
    }
    const std::string cursor = member_text(object, "next_cursor");
    query = cursor.empty() ? "" : "?limit=200&cursor=" + cursor;
  }
  std::ranges::sort(all, {}, &PublishedText::in_force_from);
  if (std::ranges::count(all, "in-force", &PublishedText::state) != 1) {
    throw_no_register(flags, "no schedule is in force");
  }
  return all;
}

const PublishedText& in_force_text(const std::vector<PublishedText>& all) {
  return *std::ranges::find(all, "in-force", &PublishedText::state);
}

std::vector<tax::PublishedSchedule> published_schedules(const std::vector<PublishedText>& all) {
  std::vector<tax::PublishedSchedule> schedules;
  for (const PublishedText& one : all) {
    auto read = tax::read_schedule(one.toml);
    if (!read) throw faults_of_file(one.id, read.error());
    schedules.push_back({.in_force_from = one.in_force_from, .schedule = *std::move(read)});
  }
  return schedules;
}

Instant now_of_server(const ServerFlags& flags) {
  const nlohmann::json object = read_from(flags, "/v1/schedules?limit=1", is_schedule_page);
  const auto now = parse_instant(member_text(object, "as_of"));
  if (!now) throw_no_register(flags, "as_of of its list of schedules");
  return *now;
}

tax::Charter charter_of_server(const ServerFlags& flags) {
  const nlohmann::json object =
      read_from(flags, "/v1/charter", [](const auto& one) { return has_texts(one, {"max_rate"}); });
  tax::Charter charter;
  const auto rates = std::to_array<std::pair<const char*, AnnualRate*>>(
      {{"max_rate", &charter.max_rate},
       {"largest_step", &charter.largest_step},
       {"largest_step_points", &charter.largest_step_points},
       {"largest_surcharge", &charter.largest_surcharge}});
  for (const auto& [name, rate] : rates) {
    const auto ppb = parse_decimal(member_text(object, name), 9);
    if (!ppb) throw_no_register(flags, std::string{name} + " of its charter");
    *rate = AnnualRate::from_ppb(*ppb);
  }
  const auto lengths = std::to_array<std::pair<const char*, Duration*>>(
      {{"minimum_grace", &charter.minimum_grace},
       {"notice_of_increase", &charter.notice_of_increase},
       {"notice_of_decrease", &charter.notice_of_decrease},
       {"between_steps", &charter.between_steps},
       {"minimum_auction", &charter.minimum_auction},
       {"longest_notice", &charter.longest_notice},
       {"longest_cover", &charter.longest_cover},
       {"shortest_withdrawal_notice", &charter.shortest_withdrawal_notice},
       {"longest_withdrawal_notice", &charter.longest_withdrawal_notice}});
  for (const auto& [name, length] : lengths) {
    const auto duration = parse_duration(member_text(object, name));
    if (!duration) throw_no_register(flags, std::string{name} + " of its charter");
    *length = *duration;
  }
  return charter;
}

}  // namespace quitrent
