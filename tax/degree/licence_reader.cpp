// SPDX-License-Identifier: EUPL-1.2
#include "tax/degree/licence_reader.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <compare>
#include <utility>

#include "registry/vocabulary/letter_case.hpp"
#include "tax/degree/licences.hpp"

namespace quitrent::tax {
namespace {

constexpr std::size_t kColumns = 16;
constexpr std::size_t kFigures = 2;  // the first column of the eight
constexpr std::int32_t kHighestLevel = 24;
constexpr std::size_t kMostLines = 32'000;

using Columns = std::array<std::string_view, kColumns>;
using Figures = std::array<std::int32_t, kDimensions.size()>;

/// Orders identifiers without regard to the case of ASCII letters.
std::strong_ordering caseless(std::string_view left, std::string_view right) {
  const std::size_t common = std::min(left.size(), right.size());
  for (std::size_t index = 0; index < common; ++index) {
    const auto order = lower_case(left[index]) <=> lower_case(right[index]);
    if (order != std::strong_ordering::equal) return order;
  }
  return left.size() <=> right.size();
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
  if (text == "part-ref") return LicenceKind::part_reference;
  return std::nullopt;
}

std::optional<Columns> split(std::string_view line) {
  Columns columns;
  for (std::size_t index = 0; index < kColumns; ++index) {
    const std::size_t tab = line.find('\t');
    if ((tab == std::string_view::npos) != (index + 1 == kColumns)) return std::nullopt;
    columns[index] = line.substr(0, tab);
    line.remove_prefix(tab == std::string_view::npos ? line.size() : tab + 1);
  }
  return columns;
}

/// The eight figures of a line; nothing where one is not in 0 to `highest`.
std::optional<Figures> figures_of(const Columns& columns, std::int32_t highest) {
  Figures figures{};
  for (std::size_t index = 0; index < figures.size(); ++index) {
    const std::string_view text = columns[kFigures + index];
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), figures[index]);
    if (error != std::errc{} || end != text.data() + text.size() || figures[index] < 0 ||
        figures[index] > highest) {
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

bool is_identifier(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '+';
  });
}

/// The number of bytes of the first UTF-8 character of a text; 0 where there is none or it is a
/// control character. Overlong forms and surrogates are not checked here.
std::size_t character_bytes(std::string_view text) {
  const auto first = static_cast<std::uint8_t>(text.front());
  if (first < 0x20 || first == 0x7F) return 0;
  if (first < 0x80) return 1;
  const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < bytes) return 0;
  const std::string_view rest = text.substr(1, bytes - 1);
  const bool follow = std::ranges::all_of(
      rest, [](char c) { return (static_cast<std::uint8_t>(c) & 0xC0U) == 0x80U; });
  return follow ? bytes : 0;
}

/// Whether a line is UTF-8 without control characters except tabs.
bool is_text(std::string_view line) {
  while (!line.empty()) {
    const std::size_t bytes = line.front() == '\t' ? 1 : character_bytes(line);
    if (bytes == 0) return false;
    line.remove_prefix(bytes);
  }
  return true;
}

/// The lines of the built-in table of one kind.
std::string built_in_lines(std::string_view kind) {
  std::string found;
  std::string_view text = founding_licences_tsv();
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1);
    if (text.starts_with(kind)) found += text.substr(0, end + 1);
    text.remove_prefix(end + 1);
  }
  return found;
}

}  // namespace

/// Fills a table line by line. Functions that read a line return the fault, or nothing.
class LicenceReader {
 public:
  std::optional<LicenceFault> read(std::string_view tsv);
  LicenceTable take() { return std::move(table_); }

 private:
  /// A line of the table and its number, from 1.
  struct Placed {
    int number;
    LicenceLine line;
  };
  struct Basis {
    int number;
    std::string id, clause;
  };

  std::string read_line(std::string_view line);
  std::string read_weights(const Columns& columns);
  std::string read_commitment(const Columns& columns);
  std::string read_source(const Columns& columns);
  std::string read_basis(const Columns& columns);
  std::string read_licence(LicenceKind kind, const Columns& columns);

  std::optional<LicenceFault> sort_lines();
  std::optional<LicenceFault> give_bases();
  std::string missing() const;

  LicenceTable table_;
  int number_ = 0;  ///< of the present line
  std::vector<Placed> placed_;
  std::vector<Basis> bases_;
  std::array<bool, kAssetClasses.size()> weighed_{};
  std::array<bool, kCommitments.size()> committed_{};
};

std::string LicenceReader::read_line(std::string_view line) {
  if (line.empty() || line.starts_with('#')) return {};
  if (!is_text(line)) return "a line is UTF-8 without control characters but tabs";
  const auto columns = split(line);
  if (!columns) return "a line has 16 columns with tabs between them";
  const std::string_view kind = columns->front();
  if (kind == "weights") return read_weights(*columns);
  if (kind == "commitment") return read_commitment(*columns);
  if ((*columns)[1].empty()) return "a line without an identifier";
  if (kind == "source") return read_source(*columns);
  if (kind == "basis") return read_basis(*columns);
  const auto known = kind_of(kind);
  if (!known) return "unknown kind \"" + std::string{kind} + '"';
  return read_licence(*known, *columns);
}

std::string LicenceReader::read_weights(const Columns& columns) {
  const auto asset_class = parse_asset_class(columns[1]);
  if (!asset_class) return "unknown class \"" + std::string{columns[1]} + '"';
  const auto index = static_cast<std::size_t>(*asset_class);
  if (std::exchange(weighed_[index], true)) return "the weights of a class are there twice";
  const auto figures = figures_of(columns, kWhole.ppm());
  if (!figures) return "a weight is a whole number of 0 to 1000000";
  if (std::ranges::all_of(*figures, [](std::int32_t weight) { return weight == 0; })) {
    return "all weights are 0";
  }
  std::ranges::transform(*figures, table_.weights_[index].shares.begin(), Share::from_ppm);
  return {};
}

std::string LicenceReader::read_commitment(const Columns& columns) {
  const auto commitment = parse_commitment(columns[1]);
  if (!commitment) return "unknown commitment \"" + std::string{columns[1]} + '"';
  const auto index = static_cast<std::size_t>(*commitment);
  if (std::exchange(committed_[index], true)) return "a commitment is there twice";
  const auto figures = figures_of(columns, kHighestLevel);
  if (!figures) return "a level is a whole number of 0 to 24";
  table_.commitments_[index] = profile_of(*figures);
  return {};
}

std::string LicenceReader::read_source(const Columns& columns) {
  const std::string id{columns[1]};
  if (std::ranges::find(table_.sources_, id, &LicenceSource::id) != table_.sources_.end()) {
    return '"' + id + "\" is there twice";
  }
  table_.sources_.push_back({.id = id,
                             .version = std::string{columns[10]},
                             .data_licence = std::string{columns[11]},
                             .what = std::string{columns[15]}});
  return {};
}

std::string LicenceReader::read_basis(const Columns& columns) {
  bases_.push_back(
      {.number = number_, .id = std::string{columns[1]}, .clause = std::string{columns[15]}});
  return {};
}

std::string LicenceReader::read_licence(LicenceKind kind, const Columns& columns) {
  if (placed_.size() == kMostLines) return "more than 32000 lines";
  if (!is_identifier(columns[1])) return "an identifier is of letters, digits, \"-\", \".\", \"+\"";
  if (columns[13] != "0" && columns[13] != "1") return "deprecated is 0 or 1";
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
  placed_.push_back({.number = number_, .line = std::move(line)});
  return {};
}

/// Moves the lines into the table, in order.
std::optional<LicenceFault> LicenceReader::sort_lines() {
  std::ranges::stable_sort(placed_, [](const Placed& left, const Placed& right) {
    return line_order(left.line, right.line.kind, right.line.id) < 0;
  });
  const auto twice =
      std::ranges::adjacent_find(placed_, [](const Placed& left, const Placed& right) {
        return line_order(left.line, right.line.kind, right.line.id) == 0;
      });
  if (twice != placed_.end()) {
    const Placed& again = *std::next(twice);
    return LicenceFault{again.number, '"' + again.line.id + "\" is there twice"};
  }
  table_.lines_.reserve(placed_.size());
  for (Placed& placed : placed_) table_.lines_.push_back(std::move(placed.line));
  table_.place_lines();
  std::ranges::sort(table_.sources_, {}, &LicenceSource::id);
  return std::nullopt;
}

std::optional<LicenceFault> LicenceReader::give_bases() {
  for (Basis& basis : bases_) {
    const bool is_reference = basis.id.starts_with("LicenseRef-");
    const LicenceLine* const line =
        is_reference ? table_.reference(basis.id) : table_.licence(basis.id);
    if (line == nullptr) {
      return LicenceFault{basis.number, "the basis of \"" + basis.id + "\" has no line"};
    }
    table_.lines_[static_cast<std::size_t>(line - table_.lines_.data())].basis =
        std::move(basis.clause);
  }
  return std::nullopt;
}

/// What a complete table has and this one lacks; empty where nothing is missing.
std::string LicenceReader::missing() const {
  if (table_.lines_.empty()) return "there is no line of a licence";
  for (const AssetClass asset_class : kAssetClasses) {
    if (terms_form(asset_class) == TermsForm::nothing) continue;
    if (weighed_[static_cast<std::size_t>(asset_class)]) continue;
    return "the weights of " + std::string{to_text(asset_class)} + " are missing";
  }
  for (const Commitment commitment : kCommitments) {
    if (committed_[static_cast<std::size_t>(commitment)]) continue;
    return "commitment " + std::string{to_text(commitment)} + " is missing";
  }
  return {};
}

std::optional<LicenceFault> LicenceReader::read(std::string_view tsv) {
  while (!tsv.empty()) {
    ++number_;
    const std::size_t end = tsv.find('\n');
    if (std::string what = read_line(tsv.substr(0, end)); !what.empty()) {
      return LicenceFault{number_, std::move(what)};
    }
    tsv.remove_prefix(end == std::string_view::npos ? tsv.size() : end + 1);
  }
  if (auto fault = sort_lines()) return fault;
  if (auto fault = give_bases()) return fault;
  if (std::string what = missing(); !what.empty()) return LicenceFault{number_, std::move(what)};
  return std::nullopt;
}

std::expected<LicenceTable, LicenceFault> read_licences(std::string_view tsv) {
  LicenceReader reader;
  if (auto fault = reader.read(tsv)) return std::unexpected(*std::move(fault));
  return reader.take();
}

std::expected<LicenceTable, LicenceFault> read_replacement_licences(std::string_view tsv) {
  // Some editors write a mark before a text and end lines with two characters.
  if (tsv.starts_with("\xEF\xBB\xBF")) tsv.remove_prefix(3);
  std::string text;
  for (std::size_t at = 0; at < tsv.size(); ++at) {
    if (!tsv.substr(at).starts_with("\r\n")) text += tsv[at];
  }
  if (!text.empty() && !text.ends_with('\n')) text += '\n';
  const std::string searched = '\n' + text;
  for (const std::string kind : {"weights\t", "commitment\t"}) {
    if (searched.find('\n' + kind) == std::string::npos) text += built_in_lines(kind);
  }
  auto read = read_licences(text);
  if (!read) {
    // A fault of the whole table is reported at the end of the given text, not of the added lines.
    const auto lines = std::ranges::count(searched, '\n') - 1;
    read.error().line = std::min(read.error().line, static_cast<int>(lines));
  }
  return read;
}

}  // namespace quitrent::tax
