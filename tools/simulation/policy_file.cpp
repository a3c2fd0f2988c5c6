// SPDX-License-Identifier: EUPL-1.2
#include "tools/simulation/policy_file.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include <fmt/format.h>

#include "registry/vocabulary/decimal.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tax/schedule/document.hpp"
#include "tools/simulation/request.hpp"

namespace quitrent {
namespace {

constexpr std::uintmax_t kLargestFile = 10'000'000;

std::string text_of_file(const std::string& path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    throw SimulationFault{path + ": is a folder, where a file is needed"};
  }
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (!error && size > kLargestFile) throw SimulationFault{path + ": is larger than 10 MB"};
  std::ifstream file{path, std::ios::binary};
  std::string text{std::istreambuf_iterator<char>{file}, {}};
  if (!file) throw SimulationFault{path + ": cannot be read"};
  return text;
}

std::string_view trimmed(std::string_view line) {
  const std::size_t comment = line.find('#');
  if (comment != std::string_view::npos) line = line.substr(0, comment);
  const std::size_t begin = line.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return line.substr(begin, line.find_last_not_of(" \t\r") - begin + 1);
}

/// Divides a file into its schedule and its `[behaviour]`; each line goes to one of both.
void divide(const std::string& text, PolicyFile& file) {
  bool within = false;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line{text.data() + begin, end - begin};
    const std::string_view words = trimmed(line);
    if (words.starts_with('[')) within = words == "[behaviour]";
    (within ? file.behaviour : file.schedule) += line;
    file.schedule += '\n';
    file.behaviour += '\n';
    begin = end + 1;
  }
}

[[noreturn]] void throw_faults(const std::string& path,
                               const std::vector<tax::ScheduleFault>& faults) {
  std::vector<std::string> lines;
  for (const tax::ScheduleFault& fault : faults) {
    lines.push_back(fmt::format("{}:{}:{}: {}", path, fault.line, fault.column, fault.what));
  }
  throw SimulationFault{std::move(lines)};
}

/// Values of one key, as text.
using Values = std::vector<std::string>;

Values parts_of(const std::string& text) {
  Values parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    parts.emplace_back(trimmed(std::string_view{text}.substr(begin, end - begin)));
    begin = end + 1;
  }
  return parts;
}

/// Takes one key over. `where` names its place for a fault.
class BehaviourReader {
 public:
  void take(const std::string& key, const Values& values, const std::string& where) {
    where_ = where;
    key_ = key;
    if (key == "discount") {
      three(
          values, [](const std::string& text) { return read_discount(text); }, parameters_.discount,
          "rates above 0, such as \"5%\"");
    } else if (key == "opening") {
      three(
          values, [](const std::string& text) { return as_optional(parse_percent_share(text)); },
          parameters_.opening, "percentages up to 100%, such as \"0.5%\"");
    } else if (key == "response") {
      three(
          values, [](const std::string& text) { return as_optional(parse_decimal(text, 6)); },
          parameters_.response_ppm, "decimals from 0 on, such as \"1\"");
    } else if (key == "turnover") {
      const auto rate = values.size() == 1 ? as_optional(parse_percent(values[0])) : std::nullopt;
      if (!rate) fail("one rate, such as \"2.5%\"");
      parameters_.turnover = *rate;
    } else {
      throw SimulationFault{where + ": [behaviour] has no \"" + key +
                            "\": its keys are discount, opening, response and turnover"};
    }
  }
  const tax::BehaviourParameters& parameters() const { return parameters_; }

 private:
  template <class Value>
  static std::optional<Value> as_optional(const std::expected<Value, DecimalFault>& read) {
    return read ? std::optional<Value>{*read} : std::nullopt;
  }
  static std::optional<AnnualRate> read_discount(const std::string& text) {
    const auto rate = as_optional(parse_percent(text));
    return rate && *rate > AnnualRate{} ? rate : std::nullopt;
  }
  template <class Read, class Into>
  void three(const Values& values, Read&& read, Into& into, const char* wanted) {
    if (values.size() != into.size()) fail(wanted);
    for (std::size_t index = 0; index < into.size(); ++index) {
      const auto value = read(values[index]);
      if (!value) fail(wanted);
      into[index] = *value;
    }
  }
  [[noreturn]] void fail(const char* wanted) const {
    const bool one = key_ == "turnover";
    throw SimulationFault{fmt::format("{}: \"{}\" must be {}{}", where_, key_,
                                      one ? "" : "three values, low, middle and high: ", wanted)};
  }

  tax::BehaviourParameters parameters_;
  std::string where_, key_;
};

void take_table(BehaviourReader& reader, const PolicyFile& file) {
  const auto document = tax::parse_document(file.behaviour);
  if (!document) throw_faults(file.path, {document.error()});
  for (const tax::DocumentValue& table : document->children) {
    for (const tax::DocumentValue& value : table.children) {
      Values values{value.text};
      if (value.kind == tax::ValueKind::list) {
        values.clear();
        for (const tax::DocumentValue& one : value.children) values.push_back(one.text);
      }
      reader.take(value.key, values,
                  fmt::format("{}:{}:{}", file.path, value.position.line, value.position.column));
    }
  }
}

}  // namespace

PolicyFile read_policy_file(const std::string& path) {
  const std::string text = text_of_file(path);
  PolicyFile file{.path = path, .digest = sha256(text), .schedule = {}, .behaviour = {}};
  divide(text, file);
  return file;
}

tax::Schedule schedule_in(const PolicyFile& file, Instant from) {
  auto schedule = tax::read_new_schedule(file.schedule);
  if (schedule && !schedule->effective) schedule = tax::read_new_schedule(file.schedule, from);
  if (!schedule) throw_faults(file.path, schedule.error());
  return *std::move(schedule);
}

tax::Charter charter_in(const std::string& path) {
  if (path.empty()) return {};
  auto charter = tax::read_charter(text_of_file(path));
  if (!charter) throw_faults(path, charter.error());
  return *std::move(charter);
}

tax::BehaviourParameters behaviour_in(
    const PolicyFile& file, const std::vector<std::pair<std::string, std::string>>& flags) {
  BehaviourReader reader;
  take_table(reader, file);
  for (const auto& [key, text] : flags) reader.take(key, parts_of(text), "--" + key);
  return reader.parameters();
}

}  // namespace quitrent
