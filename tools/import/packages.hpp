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
  std::int64_t size_kib = 0;  ///< installed size, 1'024 bytes; 0 where the package states none
};

/// Installed packages by name.
using InstalledPackages = std::map<std::string, InstalledPackage>;

/// The format that dpkg-query is asked for and that installed_packages reads.
inline constexpr std::string_view kDpkgFormat =
    "${db:Status-Abbrev}\\t${Package}\\t${Version}\\t${Installed-Size}\\t${Homepage}\\n";

/// Reads the output of dpkg-query in kDpkgFormat. Leaves out packages that are not installed. If a
/// package is installed for several architectures, the first counts.
InstalledPackages installed_packages(std::string_view dpkg_output);

/// The packages installed on this machine, from dpkg-query. Throws std::runtime_error if
/// dpkg-query fails.
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

/// Reads `docs/NAME/copyright` of every package. A file without an installed package is unread
/// too. Throws std::filesystem::filesystem_error where `docs` is not a folder.
PackageReading read_packages(const std::filesystem::path& docs, const InstalledPackages& installed);

/// The package URL that names one version of a Debian package: `pkg:deb/debian/apt@2.6.1`.
std::string package_url(std::string_view name, std::string_view version);

}  // namespace quitrent::debian
