// SPDX-License-Identifier: EUPL-1.2
#include "api/engine/kept_answers.hpp"

#include <algorithm>

#include "registry/vocabulary/fixed_bytes.hpp"
#include "registry/vocabulary/sha256.hpp"

namespace quitrent::api {
namespace {

/// The number of bytes at the beginning of a name that come from the caller: the last bytes of its
/// identifier, which are random.
constexpr std::size_t kCallerBytes = 8;

/// The part of a name that its caller's answers share.
std::uint64_t caller_of(const Digest& name) {
  std::uint64_t caller = 0;
  for (std::size_t at = 0; at < kCallerBytes; ++at) caller = caller << 8U | name.bytes.at(at);
  return caller;
}

}  // namespace

Digest KeptAnswers::name(const PartyId& caller, std::string_view key) {
  Digest name = earlier_name(caller, key);
  std::copy_n(caller.uuid.bytes.end() - kCallerBytes, kCallerBytes, name.bytes.begin());
  return name;
}

Digest KeptAnswers::earlier_name(const PartyId& caller, std::string_view key) {
  ByteWriter writer;
  writer.fixed(view(caller.uuid));
  writer.fixed(key);
  return sha256(writer.bytes());
}

std::optional<KeptAnswer> KeptAnswers::find(const Digest& name, Instant now,
                                            Duration lifetime) const {
  const auto found = answers_.find(name);
  if (found == answers_.end() || found->second.at + lifetime < now) return std::nullopt;
  return found->second;
}

std::size_t KeptAnswers::kept_for_caller_of(const Digest& name) const {
  const auto found = by_caller_.find(caller_of(name));
  return found == by_caller_.end() ? 0 : found->second;
}

void KeptAnswers::keep(const Digest& name, const KeptAnswer& answer) {
  if (answers_.insert_or_assign(name, answer).second) ++by_caller_[caller_of(name)];
  by_age_.emplace_back(answer.at, name);
}

void KeptAnswers::prune(Instant now, Duration lifetime) {
  while (!by_age_.empty() && by_age_.front().first + lifetime < now) {
    const auto found = answers_.find(by_age_.front().second);
    if (found != answers_.end() && found->second.at == by_age_.front().first) {
      answers_.erase(found);
      const auto caller = by_caller_.find(caller_of(by_age_.front().second));
      if (--caller->second == 0) by_caller_.erase(caller);
    }
    by_age_.pop_front();
  }
}

void KeptAnswers::write(ByteWriter& writer) const {
  // Where a name was kept twice, only the later answer counts.
  std::size_t count = 0;
  const auto current = [this](const auto& aged) {
    const auto found = answers_.find(aged.second);
    return found != answers_.end() && found->second.at == aged.first;
  };
  for (const auto& aged : by_age_) count += current(aged) ? 1U : 0U;
  writer.number(count);
  for (const auto& aged : by_age_) {
    if (!current(aged)) continue;
    const KeptAnswer& answer = answers_.at(aged.second);
    writer.fixed(view(aged.second));
    writer.number(answer.fingerprint);
    writer.number(answer.sequence);
    writer.signed_number(answer.at.seconds());
  }
}

KeptAnswers KeptAnswers::read(ByteReader& reader) {
  KeptAnswers kept;
  for (std::size_t left = reader.count(); left > 0; --left) {
    const auto name = from_bytes<Digest>(reader.fixed(sizeof Digest::bytes));
    KeptAnswer answer;
    answer.fingerprint = reader.number();
    answer.sequence = reader.number();
    answer.at = Instant::from_seconds(reader.signed_number());
    kept.keep(name, answer);
  }
  return kept;
}

}  // namespace quitrent::api
