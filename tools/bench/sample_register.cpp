// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/sample_register.hpp"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>

#include "api/engine/engine.hpp"
#include "registry/storage/sqlite/sqlite_journal.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tax/schedule/founding.hpp"
#include "tax/schedule/schedule.hpp"
#include "tools/bench/measure.hpp"

namespace quitrent::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFilers = 256;
constexpr const char* kDatabase = "register.db";
/// 2026-01-01T00:00:00Z.
constexpr Instant kSampleFounded = Instant::from_seconds(1'767'225'600);

void must(const Outcome<api::Reply>& outcome) {
  if (!outcome) throw std::runtime_error{"the sample register: " + outcome.error().detail};
}

/// Calls `one` with 0 to `count` - 1, from many threads at once.
void from_many_threads(std::size_t count, const std::function<void(std::size_t)>& one) {
  std::atomic<std::size_t> next{0};
  from_threads(kFilers, [&](std::size_t) {
    for (std::size_t at = next++; at < count; at = next++) one(at);
  });
}

std::shared_ptr<const Particulars> particulars(std::size_t number) {
  return std::make_shared<const Particulars>(Particulars{
      .name = fmt::format("Machine number {:07} for the measuring of registers", number),
      .identifiers = {{.scheme = "patent", .value = fmt::format("US{}", 100'000'000 + number)}},
      .terms = {.form = TermsForm::commitment,
                .commitment = Commitment::none,
                .spdx = {},
                .source_withheld = false,
                .then = {}}});
}

/// Files what founds and fills a register of a given size.
class Founding {
 public:
  Founding(api::Engine& engine, RegisterSize size) : engine_{engine}, size_{size} {}

  void found() {
    file({}, market::FoundRegister{.schedule_toml = std::string{tax::founding_schedule_toml()},
                                   .operator_name = "Operator",
                                   .operator_key = sha256("operator")});
    const PartyId engine_operator = party(0);
    from_many_threads(size_.parties, [&](std::size_t number) {
      const std::string name = fmt::format("Party number {:06}", number);
      file(engine_operator,
           market::RegisterParty{.name = name, .roles = Roles{Role::member}, .key = sha256(name)});
    });
    from_many_threads(size_.parties, [&](std::size_t number) {
      file(engine_operator, market::CreditCash{.party = party(static_cast<Ordinal>(number + 1)),
                                               .amount = Money::from_micro(1'000'000'000'000),
                                               .reference = fmt::format("credit {:06}", number)});
    });
    from_many_threads(size_.assets, [&](std::size_t number) {
      file(party(static_cast<Ordinal>(number % size_.parties + 1)),
           market::RegisterAsset{.asset_class = AssetClass::patent,
                                 .particulars = particulars(number),
                                 .assessment = kSampleValue,
                                 .escrow = size_.escrow});
    });
  }

 private:
  PartyId party(Ordinal ordinal) const {
    return engine_.inquire(
        [ordinal](const market::Books& books, Instant) { return books.party(ordinal).id; });
  }
  void file(const PartyId& by, market::Filing::Request request) {
    must(engine_.file(
        {.filing = {.by = by, .seed = api::Engine::drawn_seed(), .request = std::move(request)},
         .render = {},
         .repeat_key = {}}));
  }

  api::Engine& engine_;
  RegisterSize size_;
};

void build(const fs::path& folder, RegisterSize size) {
  const auto journal = open_sqlite_journal(folder / kDatabase);
  api::SandboxClock clock{kSampleFounded};
  api::Engine engine{*journal, clock, {}};
  Founding{engine, size}.found();
}

/// Builds the register in a process of its own, so that the memory for building does not count as
/// the register's.
void build_apart(const fs::path& folder, RegisterSize size) {
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error{"cannot start a process"};
  if (child == 0) {
    try {
      build(folder, size);
      std::_Exit(0);
    } catch (const std::exception& broken) {
      std::fprintf(stderr, "quitrent-bench: %s\n", broken.what());
      std::_Exit(1);
    }
  }
  int status = 0;
  if (waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    throw std::runtime_error{"the sample register could not be built"};
  }
}

}  // namespace

fs::path sample_register(const fs::path& folder, RegisterSize size) {
  const fs::path made =
      folder / fmt::format("register-{}-{}-{}", size.assets, size.parties, size.escrow.micro());
  if (!fs::exists(made)) {
    std::fprintf(stderr, "building a register of %zu assets in %s\n", size.assets, made.c_str());
    const fs::path unfinished = made.string() + ".unfinished";
    fs::remove_all(unfinished);
    fs::create_directories(unfinished);
    build_apart(unfinished, size);
    fs::rename(unfinished, made);
  }
  const fs::path fresh = folder / "run";
  fs::remove_all(fresh);
  fs::copy(made, fresh, fs::copy_options::recursive);
  sync();  // the copy's own writing is not part of any measurement
  return fresh / kDatabase;
}

}  // namespace quitrent::bench
