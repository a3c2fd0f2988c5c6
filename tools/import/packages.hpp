// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tools/import/copyright_file.hpp"

namespace quitrent::debian {

/// What dpkg knows about an installed package.
struct InstalledPackage {
  std::string version;        ///< as dpkg writes it: `1:2.3-4`
  std::string homepage;       ///< URL, may be empty
  std::int64_t size_kib = 0;  ///< size once installed, 1'024 bytes; 0 where the package states none
};

/// Installed packages by name.
using InstalledPackages = std::map<std::string, InstalledPackage>;

/// The format in which dpkg-query is asked and installed_packages reads.
inline constexpr std::string_view kDpkgFormat =
    "${db:Status-Abbrev}\\t${Package}\\t${Version}\\t${Installed-Size}\\t${Homepage}\\n";

/// Reads what dpkg-query writes in kDpkgFormat. Packages that are not installed are left out; of
/// one that is installed for several architectures the first counts.
InstalledPackages installed_packages(std::string_view dpkg_output);

/// Asks dpkg-query of this machine. Throws std::runtime_error where it does not answer.
InstalledPackages installed_packages_here();

/// A package whose terms could be read.
struct ReadPackage {
  std::string name;
  InstalledPackage package;
  CopyrightFacts facts;
};

/// A package whose terms could not be read.
struct UnreadPackage {
  std::string name;
  Unread unread;
};

/// All packages, by name.
struct PackageReading {
  std::vector<ReadPackage> read;
  std::vector<UnreadPackage> unread;
};

/// Reads `docs/NAME/copyright` of every package and names the files without a package. Throws
/// std::filesystem::filesystem_error where `docs` is no folder.
PackageReading read_packages(const std::filesystem::path& docs, const InstalledPackages& installed);

/// The package URL that names one version of a Debian package: `pkg:deb/debian/apt@2.6.1`.
std::string package_url(std::string_view name, std::string_view version);

}  // namespace quitrent::debian
