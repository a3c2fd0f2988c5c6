// SPDX-License-Identifier: EUPL-1.2
#include "tools/simulation/read_register.hpp"

#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "registry/journal/verified_reader.hpp"
#include "registry/storage/sqlite/sqlite_journal.hpp"
#include "tax/accrual.hpp"
#include "tools/quitrent/policy_words.hpp"
#include "tools/simulation/request.hpp"

namespace quitrent {
namespace {

/// The terms as recorded, in words.
std::string licence_of(const Terms& terms) {
  switch (terms.form) {
    case TermsForm::licence:
      return terms.source_withheld ? terms.spdx + " (source withheld)" : terms.spdx;
    case TermsForm::commitment:
      return "commitment " + std::string{to_text(terms.commitment)};
    case TermsForm::nothing:
      break;
  }
  return "no terms";
}

/// Gives every combination of terms one row.
class TermsIndex {
 public:
  explicit TermsIndex(std::vector<tax::TaxedTerms>& terms) : terms_{terms} {}
  std::uint32_t row_of(const Asset& asset) {
    const Particulars& particulars = *asset.particulars;
    std::vector<std::pair<std::int64_t, OpennessLevels>> levels;
    for (const DatedOpennessLevels& one : particulars.levels) {
      levels.emplace_back(one.from.seconds(), one.levels);
    }
    const auto next = static_cast<std::uint32_t>(terms_.size());
    const auto [found, added] = rows_.try_emplace(
        {asset.asset_class, licence_of(particulars.terms), std::move(levels)}, next);
    if (added) {
      terms_.push_back({.asset_class = asset.asset_class,
                        .licence = std::get<1>(found->first),
                        .levels = particulars.levels});
    }
    return found->second;
  }

 private:
  using Key =
      std::tuple<AssetClass, std::string, std::vector<std::pair<std::int64_t, OpennessLevels>>>;
  std::vector<tax::TaxedTerms>& terms_;
  std::map<Key, std::uint32_t> rows_;
};

}  // namespace

std::unique_ptr<api::FoldedJournal> read_register(const std::string& database) {
  VerifiedReader reader{read_sqlite_journal(database)};
  auto folded = std::make_unique<api::FoldedJournal>();
  reader.read(0, [&folded](const Entry& entry) {
    folded->take_in(entry);
    return true;
  });
  if (!folded->books.founded()) throw PolicyFault{database + ": holds no register yet"};
  return folded;
}

tax::RegisterColumns columns_of(const market::Books& books, const tax::ScheduleTimeline& baseline,
                                Instant from) {
  tax::RegisterColumns columns;
  columns.reserve(books.asset_count());
  TermsIndex index{columns.terms};
  for (Ordinal ordinal = 0; ordinal < books.asset_count(); ++ordinal) {
    const Asset& asset = books.asset(ordinal);
    if (!asset.has_holder() || asset.expires_at <= from) continue;
    const AssetStatus& status = asset.status;
    tax::SimulatedAsset row{.asset = ordinal,
                            .holder = asset.holder,
                            .terms = index.row_of(asset),
                            .delinquent = status.state == AssetState::delinquent,
                            .assessment = status.assessment,
                            .escrow = status.escrow,
                            .carry = 0,
                            .expires_at = asset.expires_at};
    if (from >= status.levied_to) {
      const std::vector<tax::TaxedTerms> own{columns.terms[row.terms]};
      tax::Taxed before = tax::taxed_terms(baseline, own, status.levied_to).front();
      before.assessment = status.assessment;
      const tax::Levy levy = tax::levied(baseline, before,
                                         {.escrow = status.escrow,
                                          .arrears = status.arrears,
                                          .carry = status.carry,
                                          .levied_to = status.levied_to},
                                         from);
      row.carry = levy.carry;
      row.escrow = status.escrow - levy.paid;
      row.delinquent = row.delinquent || levy.arrears > Money{};
    }
    columns.add(row);
  }
  return columns;
}

}  // namespace quitrent
