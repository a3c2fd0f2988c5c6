// SPDX-License-Identifier: EUPL-1.2
#include "tax/degree/licences.hpp"

#include <algorithm>
#include <charconv>
#include <compare>
#include <utility>

#include "registry/vocabulary/promise.hpp"

namespace quitrent {
namespace {

constexpr std::size_t kColumns = 16;
constexpr std::size_t kFigures = 2;  // the first column of the eight
constexpr std::int32_t kHighestLevel = 24;
constexpr std::size_t kMostLines = 32'000;

using Columns = std::array<std::string_view, kColumns>;
using Figures = std::array<std::int32_t, kDimensions.size()>;

constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

/// Orders identifiers without regard to the case of ASCII letters.
std::strong_ordering caseless(std::string_view left, std::string_view right) {
  const std::size_t common = std::min(left.size(), right.size());
  for (std::size_t place = 0; place < common; ++place) {
    const auto order = lower(left[place]) <=> lower(right[place]);
    if (order != std::strong_ordering::equal) return order;
  }
  return left.size() <=> right.size();
}

/// A number that depends on the kind and the identifier but not on the case of its letters
/// (FNV-1a).
std::uint32_t caseless_hash(LicenceKind kind, std::string_view id) {
  constexpr std::uint32_t kBasis = 2'166'136'261U;
  constexpr std::uint32_t kPrime = 16'777'619U;
  std::uint32_t hash = (kBasis ^ static_cast<std::uint32_t>(kind)) * kPrime;
  // The bit that tells capitals from small letters is set throughout; comparing decides.
  for (const char c : id) hash = (hash ^ (static_cast<std::uint8_t>(c) | 0x20U)) * kPrime;
  return hash ^ (hash >> 15U);
}

bool same_caseless(std::string_view left, std::string_view right) {
  return left.size() == right.size() &&
         std::ranges::equal(
             left, right, {}, [](char c) { return lower(c); }, [](char c) { return lower(c); });
}

/// The order of the lines of a table.
std::strong_ordering line_order(const LicenceLine& line, LicenceKind kind, std::string_view id) {
  if (line.kind != kind) return line.kind <=> kind;
  return caseless(line.id, id);
}

std::optional<LicenceKind> kind_of(std::string_view text) {
  if (text == "licence") return LicenceKind::licence;
  if (text == "ref") return LicenceKind::reference;
  if (text == "exception") return LicenceKind::exception;
  if (text == "exception-ref") return LicenceKind::exception_reference;
  return std::nullopt;
}

std::optional<Columns> split(std::string_view line) {
  Columns columns;
  for (std::size_t place = 0; place < kColumns; ++place) {
    const std::size_t tab = line.find('\t');
    if ((tab == std::string_view::npos) != (place + 1 == kColumns)) return std::nullopt;
    columns[place] = line.substr(0, tab);
    line.remove_prefix(tab == std::string_view::npos ? line.size() : tab + 1);
  }
  return columns;
}

/// The eight figures of a line, each of 0 to `highest`; nothing where one is not.
std::optional<Figures> figures_of(const Columns& columns, std::int32_t highest) {
  Figures figures{};
  for (std::size_t place = 0; place < figures.size(); ++place) {
    const std::string_view text = columns[kFigures + place];
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), figures[place]);
    if (error != std::errc{} || end != text.data() + text.size() || figures[place] < 0 ||
        figures[place] > highest) {
      return std::nullopt;
    }
  }
  return figures;
}

bool all_empty(const Columns& columns) {
  return std::all_of(columns.begin() + kFigures, columns.begin() + kFigures + kDimensions.size(),
                     [](std::string_view text) { return text.empty(); });
}

Profile profile_of(const Figures& figures) {
  Profile profile;
  std::ranges::transform(figures, profile.levels.begin(),
                         [](std::int32_t level) { return static_cast<std::uint8_t>(level); });
  return profile;
}

}  // namespace

/// Fills a table line by line. Every function answers with what is wrong, or with nothing.
class LicenceReader {
 public:
  std::string read_line(std::string_view line);
  std::string finish();
  LicenceTable take() { return std::move(table_); }

 private:
  std::string read_weights(const Columns& columns);
  std::string read_commitment(const Columns& columns);
  std::string read_source(const Columns& columns);
  std::string read_basis(const Columns& columns);
  std::string read_licence(LicenceKind kind, const Columns& columns);

  std::string sort_lines();
  std::string give_bases();
  void place_lines();

  LicenceTable table_;
  std::vector<std::pair<std::string, std::string>> bases_;  ///< identifier and clause
  std::array<bool, kAssetClasses.size()> weighed_{};
  std::array<bool, kCommitments.size()> committed_{};
};

std::string LicenceReader::read_line(std::string_view line) {
  if (line.empty() || line.starts_with('#')) return {};
  const auto columns = split(line);
  if (!columns) return "a line has 16 columns with tabs between them";
  if (columns->front() == "weights") return read_weights(*columns);
  if (columns->front() == "commitment") return read_commitment(*columns);
  if (columns->front() == "source") return read_source(*columns);
  if (columns->front() == "basis") return read_basis(*columns);
  const auto kind = kind_of(columns->front());
  if (!kind) return "unknown kind \"" + std::string{columns->front()} + '"';
  return read_licence(*kind, *columns);
}

std::string LicenceReader::read_weights(const Columns& columns) {
  const auto asset_class = parse_asset_class(columns[1]);
  if (!asset_class) return "unknown class \"" + std::string{columns[1]} + '"';
  const auto place = static_cast<std::size_t>(*asset_class);
  if (std::exchange(weighed_[place], true)) return "the weights of a class are there twice";
  const auto figures = figures_of(columns, kWhole.ppm());
  if (!figures) return "a weight is a whole number of 0 to 1000000";
  if (std::ranges::all_of(*figures, [](std::int32_t weight) { return weight == 0; })) {
    return "all weights are 0";
  }
  std::ranges::transform(*figures, table_.weights_[place].shares.begin(), Share::from_ppm);
  return {};
}

std::string LicenceReader::read_commitment(const Columns& columns) {
  const auto commitment = parse_commitment(columns[1]);
  if (!commitment) return "unknown commitment \"" + std::string{columns[1]} + '"';
  const auto place = static_cast<std::size_t>(*commitment);
  if (std::exchange(committed_[place], true)) return "a commitment is there twice";
  const auto figures = figures_of(columns, kHighestLevel);
  if (!figures) return "a level is a whole number of 0 to 24";
  table_.commitments_[place] = profile_of(*figures);
  return {};
}

std::string LicenceReader::read_source(const Columns& columns) {
  if (columns[1].empty()) return "a line without an identifier";
  table_.sources_.push_back({.id = std::string{columns[1]},
                             .version = std::string{columns[10]},
                             .data_licence = std::string{columns[11]},
                             .what = std::string{columns[15]}});
  return {};
}

std::string LicenceReader::read_basis(const Columns& columns) {
  bases_.emplace_back(columns[1], columns[15]);
  return {};
}

std::string LicenceReader::read_licence(LicenceKind kind, const Columns& columns) {
  if (columns[1].empty()) return "a line without an identifier";
  LicenceLine line{.kind = kind,
                   .id = std::string{columns[1]},
                   .profile = kClosed,
                   .evidence = std::string{columns[10]},
                   .anchors = std::string{columns[11]},
                   .category = std::string{columns[12]},
                   .deprecated = columns[13] == "1",
                   .replaced_by = std::string{columns[14]},
                   .name = std::string{columns[15]},
                   .basis = {}};
  if (kind != LicenceKind::exception || !all_empty(columns)) {
    const auto figures = figures_of(columns, kHighestLevel);
    if (!figures) return "a level is a whole number of 0 to 24";
    line.profile = profile_of(*figures);
  }
  table_.lines_.push_back(std::move(line));
  return {};
}

std::string LicenceReader::sort_lines() {
  if (table_.lines_.size() > kMostLines) return "more than 32000 lines";
  std::ranges::sort(table_.lines_, [](const LicenceLine& left, const LicenceLine& right) {
    return line_order(left, right.kind, right.id) < 0;
  });
  const auto twice = std::ranges::adjacent_find(
      table_.lines_, [](const LicenceLine& left, const LicenceLine& right) {
        return line_order(left, right.kind, right.id) == 0;
      });
  if (twice != table_.lines_.end()) return '"' + twice->id + "\" is there twice";
  std::ranges::sort(table_.sources_, {}, &LicenceSource::id);
  const auto again = std::ranges::adjacent_find(table_.sources_, {}, &LicenceSource::id);
  if (again != table_.sources_.end()) return '"' + again->id + "\" is there twice";
  return {};
}

/// Lays the lines out for find(): open addressing, at most half full.
void LicenceReader::place_lines() {
  std::size_t slots = 16;
  while (slots < table_.lines_.size() * 2) slots *= 2;
  table_.places_.assign(slots, 0);
  for (std::size_t line = 0; line < table_.lines_.size(); ++line) {
    const LicenceLine& placed = table_.lines_[line];
    std::size_t slot = caseless_hash(placed.kind, placed.id) & (slots - 1);
    while (table_.places_[slot] != 0) slot = (slot + 1) & (slots - 1);
    table_.places_[slot] = static_cast<std::uint16_t>(line + 1);
  }
}

std::string LicenceReader::give_bases() {
  for (auto& [id, clause] : bases_) {
    const bool is_reference = id.starts_with("LicenseRef-");
    const LicenceLine* const line = is_reference ? table_.reference(id) : table_.licence(id);
    if (line == nullptr) return "the basis of \"" + id + "\" has no line";
    table_.lines_[static_cast<std::size_t>(line - table_.lines_.data())].basis = std::move(clause);
  }
  return {};
}

std::string LicenceReader::finish() {
  if (std::string what = sort_lines(); !what.empty()) return what;
  place_lines();
  if (std::string what = give_bases(); !what.empty()) return what;
  for (const AssetClass asset_class : kAssetClasses) {
    if (terms_form(asset_class) == TermsForm::nothing) continue;
    if (!weighed_[static_cast<std::size_t>(asset_class)]) {
      return "the weights of " + std::string{to_text(asset_class)} + " are missing";
    }
  }
  for (const Commitment commitment : kCommitments) {
    if (committed_[static_cast<std::size_t>(commitment)]) continue;
    return "commitment " + std::string{to_text(commitment)} + " is missing";
  }
  return {};
}

std::expected<LicenceTable, LicenceFault> read_licences(std::string_view tsv) {
  LicenceReader reader;
  int number = 0;
  while (!tsv.empty()) {
    ++number;
    const std::size_t end = tsv.find('\n');
    if (std::string what = reader.read_line(tsv.substr(0, end)); !what.empty()) {
      return std::unexpected(LicenceFault{number, std::move(what)});
    }
    tsv.remove_prefix(end == std::string_view::npos ? tsv.size() : end + 1);
  }
  if (std::string what = reader.finish(); !what.empty()) {
    return std::unexpected(LicenceFault{number, std::move(what)});
  }
  return reader.take();
}

const LicenceTable& founding_licences() {
  static const LicenceTable table = [] {
    auto read = read_licences(founding_licences_tsv());
    promise(read.has_value(), "the table of licences that the program carries can be read");
    return *std::move(read);
  }();
  return table;
}

const LicenceLine* LicenceTable::find(LicenceKind kind, std::string_view id) const {
  if (places_.empty()) return nullptr;
  const std::size_t last = places_.size() - 1;
  for (std::size_t slot = caseless_hash(kind, id) & last; places_[slot] != 0;
       slot = (slot + 1) & last) {
    const LicenceLine& line = lines_[places_[slot] - std::size_t{1}];
    if (line.kind == kind && same_caseless(line.id, id)) return &line;
  }
  return nullptr;
}

const LicenceLine* LicenceTable::licence(std::string_view id) const {
  return find(LicenceKind::licence, id);
}

const LicenceLine* LicenceTable::reference(std::string_view id) const {
  const LicenceLine* found = find(LicenceKind::reference, id);
  if (found == nullptr) found = find(LicenceKind::exception_reference, id);
  return found != nullptr && found->id == id ? found : nullptr;
}

const LicenceLine* LicenceTable::exception(std::string_view id) const {
  return find(LicenceKind::exception, id);
}

}  // namespace quitrent
