// SPDX-License-Identifier: EUPL-1.2
#include "api/http/protocol/connection_registry.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>

namespace quitrent::api {
namespace {

/// How long a client may take for a request or an answer while others wait for a thread or a
/// descriptor.
constexpr std::chrono::milliseconds kGrace{500};

/// A connection whose client reads its answer more slowly gives way to others. Unit: bytes a
/// second.
constexpr std::uint64_t kSlowestAnswer = 65'536;

std::string text_of(int family, const void* address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  return ::inet_ntop(family, address, text.data(), text.size()) == nullptr ? "" : text.data();
}

}  // namespace

std::string peer_address(int socket) {
  sockaddr_storage peer{};
  socklen_t size = sizeof peer;
  if (::getpeername(socket, reinterpret_cast<sockaddr*>(&peer), &size) != 0) return {};
  if (peer.ss_family == AF_INET) {
    return text_of(AF_INET, &reinterpret_cast<const sockaddr_in&>(peer).sin_addr);
  }
  if (peer.ss_family != AF_INET6) return {};
  const in6_addr& address = reinterpret_cast<const sockaddr_in6&>(peer).sin6_addr;
  if (IN6_IS_ADDR_V4MAPPED(&address)) return text_of(AF_INET, &address.s6_addr[12]);
  return text_of(AF_INET6, &address);
}

ConnectionRegistry::ConnectionRegistry(const HttpLimits& limits)
    : limits_{limits},
      share_{limits.address_threads != 0 ? limits.address_threads
                                         : std::max<std::size_t>(1, limits.threads / 4)} {}

std::string ConnectionRegistry::holder(const std::string& address) const {
  const std::vector<std::string>& trusted = limits_.trusted_proxies;
  if (std::ranges::find(trusted, address) != trusted.end()) return {};
  in6_addr wide{};
  if (::inet_pton(AF_INET6, address.c_str(), &wide) != 1) return address;
  // A client with one IPv6 address usually has the whole network of 64 bits around it.
  std::fill_n(&wide.s6_addr[8], 8, std::uint8_t{0});
  return text_of(AF_INET6, &wide);
}

bool ConnectionRegistry::enter(const std::string& address) {
  const std::string who = holder(address);
  if (who.empty()) return true;
  const std::scoped_lock lock{lock_};
  Holder& held = holders_[who];
  if (held.threads < share_) {
    ++held.threads;
    return true;
  }
  if (held.wanted < held.threads) {
    ++held.wanted;
    wanted_.fetch_add(1);
  }
  return false;
}

void ConnectionRegistry::leave(const std::string& address, bool gave_way) {
  const std::string who = holder(address);
  if (who.empty() && !gave_way) return;
  const std::scoped_lock lock{lock_};
  if (gave_way && leaving_ > 0) --leaving_;
  const auto held = holders_.find(who);
  if (held == holders_.end() || --held->second.threads > 0) return;
  wanted_.fetch_sub(held->second.wanted);
  holders_.erase(held);
}

bool ConnectionRegistry::gives_way(const std::string& address, WaitsFor what,
                                   Ticks::time_point since) {
  if (is_stopping()) return what != WaitsFor::rest || gives_up_requests();
  if (!is_short() && wanted_.load() == 0) return false;
  if (what != WaitsFor::next_request && Ticks::now() - since < kGrace) return false;
  const std::scoped_lock lock{lock_};
  const auto held = holders_.find(holder(address));
  if (held != holders_.end() && held->second.wanted > 0) {
    --held->second.wanted;
    wanted_.fetch_sub(1);
  } else {
    if (what != WaitsFor::next_request && idle_.load() > 0) return false;
    const bool too_many = connections_.load() > limits_.threads + leaving_;
    if (!too_many && !descriptor_wanted_.exchange(false)) return false;
  }
  ++leaving_;
  return true;
}

bool ConnectionRegistry::answer_gives_way(const std::string& address, std::uint64_t taken,
                                          Ticks::time_point since) {
  if (is_stopping()) return gives_up_answers();
  const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(Ticks::now() - since);
  const bool is_slow = taken * 1'000 < kSlowestAnswer * static_cast<std::uint64_t>(ms.count());
  return is_slow && gives_way(address, WaitsFor::answer_taken, since);
}

void ConnectionRegistry::stop() {
  stopped_at_ = Ticks::now();
  stopping_ = true;
}

bool ConnectionRegistry::gives_up_requests() const {
  return is_stopping() &&
         Ticks::now() - stopped_at_.load() > std::chrono::seconds{limits_.end_timeout_s} / 4;
}

bool ConnectionRegistry::gives_up_answers() const {
  return is_stopping() &&
         Ticks::now() - stopped_at_.load() > std::chrono::seconds{limits_.end_timeout_s} / 2;
}

}  // namespace quitrent::api
