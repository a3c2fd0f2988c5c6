// SPDX-License-Identifier: EUPL-1.2
#include "tools/import/registration.hpp"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "registry/vocabulary/digest.hpp"
#include "registry/vocabulary/sha256.hpp"

namespace quitrent::debian {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kLongestIdentifier = 120;

/// A short digest of a text, for an idempotency key.
std::string mark_of(std::string_view text) { return to_text(sha256(text)).substr(7, 32); }

Json parsed(const Answer& answer) {
  // The library stops at a NUL and would not read what follows.
  const bool whole = !answer.body.contains('\0');
  Json body = whole ? Json::parse(answer.body, nullptr, false) : Json(Json::value_t::discarded);
  if (body.is_discarded() || !body.is_object()) {
    throw ApiFault{"the server's answer is not JSON (status " + std::to_string(answer.status) +
                   "): is it a register?"};
  }
  return body;
}

std::string text_in(const Json& body, const char* member) {
  const auto found = body.find(member);
  return found != body.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

/// A refusal in words. Throws ApiFault for a refusal that every later request would get too.
std::string refusal_of(const Answer& answer) {
  const Json body = parsed(answer);
  const std::string code = text_in(body, "code");
  const std::string words = code + ": " + text_in(body, "detail");
  if (answer.status == 401 || code == "forbidden") {
    throw ApiFault{"the register does not take the operator's key (" + code + ")"};
  }
  if (answer.status >= 500) throw ApiFault{"the register failed: " + words};
  return words;
}

std::string body_of(const AssetDescription& asset, Money escrow) {
  Json body{{"name", asset.name}, {"class", asset.asset_class}};
  body["identifiers"] = Json::array();
  for (const auto& [scheme, value] : asset.identifiers) {
    body["identifiers"].push_back({{"scheme", scheme}, {"value", value}});
  }
  if (!asset.terms.empty()) body["terms"] = Json::parse(asset.terms);
  body["assessment"] = to_text(asset.assessment);
  body["escrow"] = to_text(escrow);
  if (!asset.expires_at.empty()) body["expires_at"] = asset.expires_at;
  return body.dump();
}

/// Two years' tax of an assessment at 5%: 10% of it, and at least 1 µ.
Money two_years(Money assessment) { return Money::from_micro(assessment.micro() / 10 + 1); }

}  // namespace

Registration::Registration(ApiClient& client, RegistrationTerms terms)
    : client_{client}, terms_{std::move(terms)} {}

const Member& Registration::member(const std::string& name) {
  const auto known = members_.find(name);
  if (known != members_.end()) return known->second;
  const Answer answer = client_.send({.path = "/v1/parties",
                                      .key = terms_.operator_key,
                                      .idempotency_key = "import-party-" + mark_of(name),
                                      .body = Json{{"name", name}}.dump()});
  if (answer.status != 201) throw ApiFault{"no party for " + name + ": " + refusal_of(answer)};
  const Json body = parsed(answer);
  Member member{.id = text_in(body, "id"), .key = text_in(body, "api_key")};
  if (member.id.empty() || member.key.empty()) {
    throw ApiFault{"the register's answer names no party: is it a register?"};
  }
  return members_.emplace(name, std::move(member)).first->second;
}

void Registration::credit(const Member& member, Money amount, const std::string& reference) {
  const Json body{{"amount", to_text(amount)}, {"reference", reference}};
  const Answer answer = client_.send({.path = "/v1/parties/" + member.id + "/credits",
                                      .key = terms_.operator_key,
                                      .idempotency_key = "import-credit-" + mark_of(reference),
                                      .body = body.dump()});
  if (answer.status == 201) return;
  const std::string refusal = refusal_of(answer);
  if (!refusal.starts_with("duplicate-reference")) throw ApiFault{"no credit: " + refusal};
}

Registered Registration::sent(const Member& holder, const AssetDescription& asset, Money escrow) {
  const std::string body = body_of(asset, escrow);
  const Answer answer = client_.send({.path = "/v1/assets",
                                      .key = holder.key,
                                      .idempotency_key = "import-asset-" + mark_of(body),
                                      .body = body});
  if (answer.status != 201) {
    return {.name = asset.name,
            .fate = Fate::refused,
            .asset = {},
            .degree = {},
            .why = refusal_of(answer),
            .facts = {}};
  }
  const Json made = parsed(answer);
  return {.name = asset.name,
          .fate = answer.replayed ? Fate::already_there : Fate::registered,
          .asset = text_in(made, "id"),
          .degree = text_in(made, "degree"),
          .why = {},
          .facts = {}};
}

Registered Registration::register_package(const ReadPackage& package) {
  const AssetDescription asset = described(package, terms_.value_per_kib);
  const Member& holder = member(package.facts.holder);
  // Only the register knows the schedule, so the first request has no escrow; a refusal shows that
  // the asset needs cover. If an earlier run registered the asset with cover, the request without
  // escrow finds its identifier taken, and the one with escrow gets the answer of that run.
  Registered outcome = sent(holder, asset, Money{});
  const bool uncovered = outcome.why.starts_with("below-cover");
  if (uncovered) credit(holder, asset.escrow, "import " + asset.identifiers.front().second);
  if (uncovered || outcome.why.starts_with("duplicate-identifier")) {
    Registered covered = sent(holder, asset, asset.escrow);
    if (uncovered || covered.fate != Fate::refused) outcome = std::move(covered);
  }
  // The identifier is taken, but not by this request: an earlier run stated another value.
  if (outcome.why.starts_with("duplicate-identifier")) outcome.fate = Fate::already_there;
  outcome.name = package.name;
  outcome.facts = package.facts;
  return outcome;
}

Registered Registration::register_asset(const std::string& holder, const AssetDescription& asset) {
  const Member& in_title = member(holder);
  credit(in_title, asset.escrow, "import " + asset.identifiers.front().second);
  return sent(in_title, asset, asset.escrow);
}

AssetDescription described(const ReadPackage& package, Money value_per_kib) {
  const std::int64_t size_kib = std::max<std::int64_t>(package.package.size_kib, 1);
  std::int64_t value_micro = 0;
  if (__builtin_mul_overflow(size_kib, value_per_kib.micro(), &value_micro)) {
    value_micro = kHighestAssessment.micro();
  }
  AssetDescription asset{
      .name = package.name + " " + package.package.version,
      .asset_class = "software",
      .identifiers = {{"purl", package_url(package.name, package.package.version)}},
      .terms = Json{{"spdx", package.facts.spdx}}.dump(),
      .assessment = least(Money::from_micro(value_micro), kHighestAssessment),
      .escrow = {},
      .expires_at = {}};
  asset.escrow = two_years(asset.assessment);
  if (!package.package.homepage.empty()) {
    const std::string mark = package.package.homepage.find('#') == std::string::npos ? "#" : "/";
    const std::string homepage =
        package.package.homepage + mark + package.name + "@" + package.package.version;
    if (homepage.size() <= kLongestIdentifier) asset.identifiers.emplace_back("homepage", homepage);
  }
  return asset;
}

}  // namespace quitrent::debian
