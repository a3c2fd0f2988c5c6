// SPDX-License-Identifier: EUPL-1.2
#include "tools/import/licence_label.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "registry/vocabulary/letter_case.hpp"
#include "tax/degree/licences.hpp"
#include "tools/import/paragraphs.hpp"

namespace quitrent::debian {
namespace {

constexpr std::string_view kPublicDomain = "LicenseRef-scancode-public-domain";
constexpr std::string_view kByName = "matched by name, the text was not compared";

/// Labels that are not spelt as in the SPDX list. `label` in lower case.
struct LabelRow {
  std::string_view label, spdx, why;
};
constexpr auto kLabels = std::to_array<LabelRow>({
    {"expat", "MIT", ""},
    {"mit", "MIT", "Debian's MIT has many wordings; matched by name"},
    {"mit/x11", "MIT", kByName},
    {"mit/x", "MIT", kByName},
    {"mit-1", "MIT", "one of several MIT wordings in the package; matched by name"},
    {"x11", "X11", kByName},
    {"bsd-2", "BSD-2-Clause", kByName},
    {"bsd-3", "BSD-3-Clause", kByName},
    {"bsd-4", "BSD-4-Clause", kByName},
    {"bsd-3-clause-cambridge", "BSD-3-Clause", "as the University of Cambridge words it"},
    {"bitstream-vera", "Bitstream-Vera", ""},
    {"openldap-2.8", "OLDAP-2.8", "the list's own name of the same licence"},
    {"sgi-2", "SGI-B-2.0", kByName},
    {"cc0", "CC0-1.0", "the only version there is"},
    {"gpl", "GPL-1.0-or-later", "no version named: by its own text any may be chosen"},
    {"gpl+", "GPL-1.0-or-later", "no version named: by its own text any may be chosen"},
    {"lgpl+", "LGPL-2.0-or-later", "no version named: by its own text any may be chosen"},
    {"lgpl", "LGPL-2.0-or-later", "no version named: by its own text any may be chosen"},
    {"lpgl-2.1+", "LGPL-2.1-or-later", "letters transposed in the package"},
    {"apache", "Apache-2.0", "no version named; the one in use since 2004"},
    {"artistic", "Artistic-1.0-Perl", "Debian's common text is the Perl variant"},
    {"artistic-1", "Artistic-1.0", ""},
    {"public-domain", kPublicDomain, "SPDX has no name for it"},
    {"public domain", kPublicDomain, "SPDX has no name for it"},
    {"pd", kPublicDomain, "SPDX has no name for it"},
});

/// Families of licences whose label without `+` means this version only. SPDX adds `-only` instead.
struct Family {
  std::string_view label, spdx, ending;
};
constexpr auto kFamilies = std::to_array<Family>({
    {"gpl", "GPL", ""},
    {"lgpl", "LGPL", ""},
    {"agpl", "AGPL", ""},
    {"gfdl-niv", "GFDL", "-no-invariants"},
    {"gfdl", "GFDL", ""},
});

/// The version with its full number: `2` becomes `2.0`. Nothing if `version` is not a version.
std::optional<std::string> full_version(std::string_view version) {
  if (version.empty() || version.find_first_not_of("0123456789.") != std::string_view::npos) {
    return std::nullopt;
  }
  std::string full{version};
  if (full.find('.') == std::string::npos) full += ".0";
  return full;
}

std::optional<LabelledLicence> of_family(std::string_view label) {
  const std::string lowered = in_lower_case(label);
  for (const Family& family : kFamilies) {
    std::string_view rest = lowered;
    if (!rest.starts_with(family.label) || !rest.substr(family.label.size()).starts_with('-'))
      continue;
    rest.remove_prefix(family.label.size() + 1);
    const bool or_later = rest.ends_with('+');
    if (or_later) rest.remove_suffix(1);
    const auto version = full_version(rest);
    if (!version) continue;
    std::string id = std::string{family.spdx} + "-" + *version;
    id += std::string{family.ending} + (or_later ? "-or-later" : "-only");
    if (tax::founding_licences().licence(id) != nullptr) return LabelledLicence{id, ""};
  }
  return std::nullopt;
}

/// A label as the SPDX list spells it, if the label or the label with `.0` is on the list; else
/// empty.
std::string listed(std::string_view label) {
  const tax::LicenceTable& table = tax::founding_licences();
  if (const tax::LicenceLine* line = table.licence(label)) return line->id;
  const tax::LicenceLine* line = table.licence(std::string{label} + ".0");
  return line == nullptr ? std::string{} : line->id;
}

}  // namespace

std::string local_reference(std::string_view label) {
  std::string reference = "LicenseRef-debian-";
  bool between = false;
  const auto append = [&](std::string_view lawful) {
    if (between && !reference.ends_with('-')) reference += '-';
    reference += lawful;
  };
  for (const char c : label) {
    const bool lawful =
        (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.';
    if (lawful) append({&c, 1});
    if (c == '+') {  // `X` and `X+` are different licences
      between = true;
      append("plus");
    }
    between = !lawful;
  }
  return reference;
}

LabelledLicence read_label(std::string_view label) {
  label = trimmed(label);
  const auto row = std::ranges::find(kLabels, in_lower_case(label), &LabelRow::label);
  if (row != kLabels.end()) return {std::string{row->spdx}, row->why};
  if (auto licence = of_family(label)) return *std::move(licence);
  if (std::string id = listed(label); !id.empty()) return {std::move(id), ""};
  if (label.ends_with('+')) {
    const std::string id = listed(label.substr(0, label.size() - 1));
    if (!id.empty()) return {id + "+", ""};
  }
  return {local_reference(label), kLocalText};
}

}  // namespace quitrent::debian
