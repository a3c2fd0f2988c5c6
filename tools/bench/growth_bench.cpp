// SPDX-License-Identifier: EUPL-1.2
//
// Measures what one filing or read costs in one thread once something has grown. Nothing is durable
// here.
#include "tools/bench/growth_bench.hpp"

#include <algorithm>
#include <ctime>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "market/decide.hpp"
#include "market/state/apply.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tax/schedule/founding.hpp"
#include "tax/schedule/schedule.hpp"
#include "tools/bench/measure.hpp"

namespace quitrent::bench {
namespace {

/// Processor time of this thread; other work of the machine does not count. Unit: µs.
double spent_us() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

constexpr Money units(std::int64_t whole) { return Money::from_micro(whole * 1'000'000); }

/// The founding schedule, with a notice of thirty days for patents.
std::string schedule_with_notice() {
  std::string toml{tax::founding_schedule_toml()};
  const std::string none = "notice = \"0s\"";
  return toml.replace(toml.find(none), none.size(), "notice = \"30d\"");
}

/// Books without a journal around them.
class GrowingRegister {
 public:
  GrowingRegister() {
    file({}, market::FoundRegister{.schedule_toml = schedule_with_notice(),
                                   .operator_name = "Operator",
                                   .operator_key = sha256("operator")});
    operator_ = books_.party(0).id;
    ana = member("Ana");
    ben = member("Ben");
  }
  PartyId ana, ben;

  const market::Books& books() const { return books_; }
  void wait(Duration length) { now_ = now_ + length; }
  /// Decides a filing and applies its events. Throws if it is refused.
  void file(const PartyId& by, market::Filing::Request request) {
    auto decision = tried(by, std::move(request));
    if (!decision) throw std::runtime_error{"refused: " + decision.error().detail};
    for (const market::Event& event : decision->events) apply(books_, event);
  }
  /// Decides a filing and applies nothing.
  Outcome<market::Decision> tried(const PartyId& by, market::Filing::Request request) {
    market::Filing filing{.by = by, .seed = {}, .request = std::move(request)};
    const Digest digest = sha256(std::to_string(++drawn_));
    std::copy_n(digest.bytes.begin(), filing.seed.bytes.size(), filing.seed.bytes.begin());
    return decide(books_, filing, now_);
  }
  AssetId newest() const { return books_.asset(books_.asset_count() - 1).id; }

 private:
  PartyId member(const std::string& name) {
    file(operator_,
         market::RegisterParty{.name = name, .roles = Roles{Role::member}, .key = sha256(name)});
    const PartyId id = books_.party(books_.party_count() - 1).id;
    file(operator_, market::CreditCash{
                        .party = id, .amount = units(1'000'000'000), .reference = "of " + name});
    return id;
  }

  market::Books books_;
  Instant now_ = *parse_day("2026-01-01");
  PartyId operator_;
  std::uint64_t drawn_ = 0;
};

market::RegisterAsset work(const std::string& spdx, std::vector<Origin> origins) {
  Particulars particulars{.name = "Work", .identifiers = {}, .terms = {}};
  particulars.terms.form = TermsForm::licence;
  particulars.terms.spdx = spdx;
  particulars.derived_from = std::move(origins);
  return {.asset_class = AssetClass::software,
          .particulars = std::make_shared<const Particulars>(std::move(particulars)),
          .assessment = units(100),
          .escrow = units(10)};
}

market::RegisterAsset patent(Commitment commitment, Money escrow) {
  Particulars particulars{.name = "Machine", .identifiers = {}, .terms = {}};
  particulars.terms.form = TermsForm::commitment;
  particulars.terms.commitment = commitment;
  return {.asset_class = AssetClass::patent,
          .particulars = std::make_shared<const Particulars>(std::move(particulars)),
          .assessment = units(100),
          .escrow = escrow};
}

/// The median time of `rounds` calls. Unit: µs.
template <class Call>
double median_us(std::size_t rounds, Call&& call) {
  std::vector<double> took_us;
  for (std::size_t round = 0; round < rounds; ++round) {
    const double begin = spent_us();
    call();
    took_us.push_back(spent_us() - begin);
  }
  return median(std::move(took_us));
}

Row versions(std::size_t size, std::size_t rounds) {
  GrowingRegister reg;
  reg.file(reg.ana, work("MIT", {}));
  for (std::size_t nth = 1; nth < size; ++nth) {
    reg.file(reg.ana, work("MIT", {{reg.newest(), Relation::version}}));
  }
  const market::RegisterAsset closed = work("Elastic-2.0", {{reg.newest(), Relation::version}});
  const double us = median_us(rounds, [&] {
    if (!reg.tried(reg.ana, closed)) throw std::runtime_error{"a version was refused"};
  });
  return {"versions in a chain: one more", {{"grown", static_cast<double>(size)}, {"us", us, 1}}};
}

Row waiting(std::size_t size, std::size_t rounds) {
  GrowingRegister reg;
  for (std::size_t nth = 0; nth < size; ++nth) {
    reg.file(reg.ana, patent(Commitment::none, units(10)));
    reg.file(reg.ben, market::PurchaseAssets{.items = {{.asset = reg.newest(),
                                                        .max_price = units(100),
                                                        .assessment = units(100),
                                                        .escrow = units(10),
                                                        .expected_terms = {}}}});
  }
  const double us = median_us(rounds, [&] {
    if (reg.books().reserved(reg.ben) == Money{}) throw std::runtime_error{"nothing waits"};
  });
  return {"purchases that wait: an account", {{"grown", static_cast<double>(size)}, {"us", us, 1}}};
}

Row values(std::size_t size, std::size_t rounds) {
  GrowingRegister reg;
  reg.file(reg.ana, patent(Commitment::licence_of_right, units(100'000)));
  for (std::size_t nth = 0; nth < size; ++nth) {
    reg.wait(Duration::from_seconds(3'600));
    reg.file(reg.ana,
             market::AssessAsset{.asset = {.id = reg.newest()},
                                 .assessment = units(100 + static_cast<std::int64_t>(nth % 2))});
  }
  reg.wait(Duration::from_seconds(3'600));
  market::StateTerms closing{
      .asset = {.id = reg.newest()}, .terms = {}, .accept_clawback = units(1'000'000)};
  closing.terms.form = TermsForm::commitment;
  const double us = median_us(rounds, [&] {
    if (!reg.tried(reg.ana, closing)) throw std::runtime_error{"a closing was refused"};
  });
  return {"changes of value: a clawback", {{"grown", static_cast<double>(size)}, {"us", us, 1}}};
}

Row references(std::size_t size, std::size_t /*rounds*/) {
  GrowingRegister reg;
  for (std::size_t nth = 0; nth < size; ++nth) {
    market::RegisterAsset asset = work("LicenseRef-X", {});
    auto particulars = std::make_shared<Particulars>(*asset.particulars);
    particulars->terms.documents = {{.reference = "LicenseRef-X", .digest = Digest{}}};
    asset.particulars = std::move(particulars);
    reg.file(reg.ana, asset);
  }
  market::RecordProfile profile{
      .reference = "LicenseRef-X", .levels = {}, .reason = "read", .document = {}};
  profile.levels.fill(12);
  const double us = median_us(3, [&] {
    if (!reg.tried(reg.ben, profile)) throw std::runtime_error{"a profile was refused"};
  });
  return {"assets under a reference: its profile",
          {{"grown", static_cast<double>(size)}, {"us", us, 1}}};
}

}  // namespace

Report growth_bench(const GrowthPlan& plan) {
  Report report{.title = "what a filing costs once something has grown", .rows = {}, .targets = {}};
  for (const auto measure : {versions, waiting, values, references}) {
    for (const std::size_t size : plan.sizes) {
      report.rows.push_back(measure(size, plan.rounds));
    }
  }
  return report;
}

}  // namespace quitrent::bench
