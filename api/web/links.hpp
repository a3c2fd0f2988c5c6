// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quitrent::api {

/// The most parameters of an address, or fields of a form, that a page reads. No page has as many.
inline constexpr std::size_t kMostParameters = 64;

/// The parameters of an address, in their order. Values are plain text.
class AddressQuery {
 public:
  AddressQuery() = default;
  /// Reads a query as a browser sends it. Parameters that cannot be read, and repetitions, are left
  /// out; so are those after kMostParameters, and those with an empty value, which forms send for
  /// empty fields.
  explicit AddressQuery(std::string_view query);
  /// The value of a parameter; empty where there is none.
  std::string_view value(std::string_view name) const;
  /// The query with another value of a parameter. An empty value removes it.
  AddressQuery with(std::string_view name, std::string_view value) const;
  /// The query with these parameters alone.
  AddressQuery only(std::initializer_list<std::string_view> names) const;
  /// The query as it stands in an address, without `?`.
  std::string text() const;
  /// The path with the query.
  std::string behind(std::string_view path) const;

 private:
  std::vector<std::pair<std::string, std::string>> parameters_;
};

}  // namespace quitrent::api
