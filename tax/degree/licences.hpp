// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "registry/title/terms.hpp"
#include "tax/degree/profile.hpp"

namespace quitrent::tax {

/// How a reference begins whose profile is that of ScanCode's category.
inline constexpr std::string_view kScanCode = "LicenseRef-scancode-";

/// The kind of a line of the table.
enum class LicenceKind : std::uint8_t {
  licence,              ///< an identifier of the SPDX licence list
  reference,            ///< a `LicenseRef-` whose profile is known
  exception,            ///< an identifier of the SPDX list of exceptions
  exception_reference,  ///< an exception that only ScanCode lists; no terms of its own
  part_reference,       ///< a notice, a family or the like; no terms of its own
};

/// One line of the table: a licence with its profile and the evidence for it.
struct LicenceLine {
  LicenceKind kind = LicenceKind::licence;
  std::string id;           ///< in the spelling of the list
  Profile profile;          ///< kClosed where the table gives none; not used for exceptions
  std::string evidence;     ///< evidence for the line, such as `curated`; may be empty
  std::string anchors;      ///< who calls it open or free: `OSI`, `FSF`, `OSI,FSF` or empty
  std::string category;     ///< category of ScanCode; may be empty
  bool deprecated = false;  ///< no longer recommended by the list, still accepted
  std::string replaced_by;  ///< the replacement that the list names; may be empty
  std::string name;         ///< full name; may be empty
  std::string basis;        ///< the clause that supports a curated profile; may be empty
};

/// A source of the facts in the table.
struct LicenceSource {
  std::string id;            ///< such as `scancode`
  std::string version;       ///< the release or commit that was read
  std::string data_licence;  ///< the licence under which the facts may be shared
  std::string what;          ///< what was read, and from which package
};

/// Why a table cannot be read.
struct LicenceFault {
  int line = 0;      ///< from 1
  std::string what;  ///< one sentence without a full stop
};

/// The facts behind degrees: licences, default weights, and what commitments leave closed. It never
/// changes after it is read. Source: MECHANISM.md, section 9; tax/degree/README.md.
class LicenceTable {
 public:
  /// The line of an SPDX licence identifier, in either case; null where the list has none.
  const LicenceLine* licence(std::string_view id) const;
  /// The line of a `LicenseRef-`, case-sensitive; null where the table has none. Also finds a line
  /// that is no terms of its own.
  const LicenceLine* reference(std::string_view id) const;
  /// The line of an SPDX exception identifier, in either case; null where the list has none.
  const LicenceLine* exception(std::string_view id) const;
  /// Every line, by kind, then by identifier in lower case.
  const std::vector<LicenceLine>& lines() const { return lines_; }
  /// The sources of the facts, by identifier; empty where the table names none.
  const std::vector<LicenceSource>& sources() const { return sources_; }
  /// The release of the SPDX lists that was read, such as `3.29.0`; empty where no source states
  /// it.
  std::string_view spdx_release() const;
  /// The weights of a class where the schedule states none.
  const Weights& weights(AssetClass asset_class) const {
    return weights_[static_cast<std::size_t>(asset_class)];
  }
  /// What a commitment leaves closed.
  const Profile& commitment(Commitment commitment) const {
    return commitments_[static_cast<std::size_t>(commitment)];
  }

 private:
  friend class LicenceReader;
  const LicenceLine* find(LicenceKind kind, std::string_view id) const;
  /// Fills the table that find() searches: open addressing, at most half full.
  void place_lines();

  std::vector<LicenceLine> lines_;
  std::vector<std::uint16_t> positions_;  ///< of lines, from 1; hashed by kind and identifier
  std::vector<LicenceSource> sources_;
  std::array<Weights, kAssetClasses.size()> weights_{};
  std::array<Profile, kCommitments.size()> commitments_{};
};

/// The text of the built-in table: licences.tsv of this folder.
std::string_view founding_licences_tsv();

/// The built-in table; read once, at the first call. Thread-safe.
const LicenceTable& founding_licences();

}  // namespace quitrent::tax
