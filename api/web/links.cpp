// SPDX-License-Identifier: EUPL-1.2
#include "api/web/links.hpp"

#include <algorithm>

#include "api/http/protocol/parameters.hpp"

namespace quitrent::api {

AddressQuery::AddressQuery(std::string_view query) {
  while (!query.empty() && parameters_.size() < kMostParameters) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view one = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    const std::size_t equals = std::min(one.find('='), one.size());
    const auto name = percent_decoded(one.substr(0, equals));
    const auto text = percent_decoded(one.substr(std::min(equals + 1, one.size())));
    if (!name || !text || text->empty() || !is_clean_utf8(*text)) continue;
    if (value(*name).empty()) parameters_.emplace_back(*name, *text);
  }
}

std::string_view AddressQuery::value(std::string_view name) const {
  const auto found =
      std::ranges::find(parameters_, name, &std::pair<std::string, std::string>::first);
  return found == parameters_.end() ? std::string_view{} : std::string_view{found->second};
}

AddressQuery AddressQuery::with(std::string_view name, std::string_view value) const {
  AddressQuery changed = *this;
  std::erase_if(changed.parameters_, [name](const auto& one) { return one.first == name; });
  if (!value.empty()) changed.parameters_.emplace_back(name, value);
  return changed;
}

AddressQuery AddressQuery::only(std::initializer_list<std::string_view> names) const {
  AddressQuery chosen;
  for (const auto& one : parameters_) {
    if (std::ranges::find(names, one.first) != names.end()) chosen.parameters_.push_back(one);
  }
  return chosen;
}

std::string AddressQuery::text() const {
  std::string text;
  for (const auto& [name, value] : parameters_) {
    if (!text.empty()) text += '&';
    text += percent_encoded(name) + '=' + percent_encoded(value);
  }
  return text;
}

std::string AddressQuery::behind(std::string_view path) const {
  const std::string query = text();
  return std::string{path} + (query.empty() ? "" : '?' + query);
}

}  // namespace quitrent::api
