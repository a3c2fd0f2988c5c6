// SPDX-License-Identifier: EUPL-1.2
#include "tests/layout/checker.hpp"

#include <algorithm>
#include <array>
#include <regex>

#include "tests/layout/source_text.hpp"

namespace quitrent::layout {
namespace {

constexpr std::size_t max_lines = 400;
constexpr std::size_t max_columns = 100;
constexpr std::size_t max_readme_lines = 60;

/// The table of the design: which rooms a room may include. Names of rooms or of single headers are
/// separated by a space.
struct Row {
  int level;
  std::string_view module;
  std::string_view may_include;
  std::string_view third_party;
};

#define QUITRENT_BELOW_TAX "registry/vocabulary registry/title registry/ledger"
#define QUITRENT_MARKET                                                                  \
  "market market/state market/codec market/terms market/due market/sale market/holding " \
  "market/governance market/invariant"
// Headers that all rules of the market share: facts, filings, receipts, the books.
#define QUITRENT_RULES                                    \
  QUITRENT_BELOW_TAX                                      \
  " tax market/state market/event.hpp market/filing.hpp " \
  "market/receipt.hpp market/rules.hpp"
#define QUITRENT_BELOW_API QUITRENT_BELOW_TAX " tax " QUITRENT_MARKET
constexpr auto table = std::to_array<Row>({
    {0, "registry/vocabulary", "", "boost/multiprecision openssl"},
    {1, "registry/title", "registry/vocabulary", ""},
    {1, "registry/ledger", "registry/vocabulary", ""},
    {1, "registry/journal", "registry/vocabulary", ""},
    {1, "registry/storage", "registry/vocabulary registry/journal", "sqlite3.h SYSTEM"},
    {2, "tax/schedule", QUITRENT_BELOW_TAX " tax", "boost/multiprecision toml++"},
    {2, "tax", QUITRENT_BELOW_TAX, "boost/multiprecision"},
    {3, "market/state", QUITRENT_BELOW_TAX " tax market/event.hpp", ""},
    {3, "market/codec", QUITRENT_BELOW_TAX " tax market/event.hpp market/state", ""},
    {3, "market/terms", QUITRENT_RULES, ""},
    {3, "market/due", QUITRENT_RULES " market/holding market/sale market/terms", ""},
    {3, "market/sale", QUITRENT_RULES " market/due", ""},
    {3, "market/holding", QUITRENT_RULES " market/terms market/sale", ""},
    {3, "market/governance", QUITRENT_RULES " market/codec market/holding", ""},
    {3, "market/invariant", QUITRENT_RULES " market/codec market/due", ""},
    {3, "market", QUITRENT_BELOW_TAX " tax " QUITRENT_MARKET, ""},
    {4, "api/engine", QUITRENT_BELOW_API " registry/journal", "SYSTEM"},
    {4, "api/views", QUITRENT_BELOW_API " registry/journal registry/storage", "SYSTEM"},
    {4, "api/auth", "registry/vocabulary", "openssl CLI SYSTEM"},
    {4, "api/settings", "registry/vocabulary", "openssl CLI SYSTEM"},
    {5, "api/http/protocol", "registry/vocabulary api/http/json", "httplib.h SYSTEM"},
    {5, "api/http/json", "registry/vocabulary registry/title api/http/protocol", "nlohmann"},
    {5, "api/http",
     QUITRENT_BELOW_TAX
     " tax market/state market/event.hpp market/filing.hpp market/receipt.hpp "
     "market/sale/quote.hpp market/terms/clawback.hpp api/engine api/views api/auth "
     "api/http/protocol api/http/json",
     "httplib.h nlohmann SYSTEM"},
    {5, "api/web", "registry/vocabulary api/auth api/http/protocol api/http/json", "kainjow"},
    {6, "api/server", "ANYTHING", "ANYTHING"},
    {6, "tools", "ANYTHING", "ANYTHING"},
    {6, "tests", "ANYTHING", "ANYTHING"},
});

constexpr std::string_view standard_headers =
    " algorithm any array atomic barrier bit bitset cassert cctype cerrno cfenv cfloat charconv"
    " chrono cinttypes climits clocale cmath codecvt compare complex concepts condition_variable"
    " coroutine csetjmp csignal cstdarg cstddef cstdint cstdio cstdlib cstring ctime cuchar cwchar"
    " cwctype deque exception execution expected filesystem flat_map flat_set format forward_list"
    " fstream functional future generator initializer_list iomanip ios iosfwd iostream istream"
    " iterator latch limits list locale map mdspan memory memory_resource mutex new numbers numeric"
    " optional ostream print queue random ranges ratio regex scoped_allocator semaphore set"
    " shared_mutex source_location span spanstream sstream stack stacktrace stdexcept stdfloat"
    " stop_token streambuf string string_view strstream syncstream system_error thread tuple"
    " type_traits typeindex typeinfo unordered_map unordered_set utility valarray variant vector"
    " version ";

constexpr std::string_view system_headers =
    " arpa/inet.h dirent.h errno.h fcntl.h netdb.h netinet/in.h netinet/tcp.h poll.h pthread.h"
    " semaphore.h signal.h sys/epoll.h sys/eventfd.h sys/file.h sys/prctl.h sys/random.h"
    " sys/resource.h sys/socket.h sys/stat.h sys/statvfs.h sys/time.h sys/types.h sys/un.h"
    " sys/wait.h unistd.h ";

bool has_word(std::string_view words, std::string_view word) {
  const std::string padded = " " + std::string{words} + " ";
  return padded.find(" " + std::string{word} + " ") != std::string::npos;
}

bool starts_as_path(std::string_view path, std::string_view folder) {
  return path == folder || (path.starts_with(folder) && path[folder.size()] == '/');
}

const Row* row_of(std::string_view path) {
  const auto found = std::ranges::find_if(
      table, [path](const Row& row) { return starts_as_path(path, row.module); });
  return found == table.end() ? nullptr : &*found;
}

bool is_header(std::string_view path) { return path.ends_with(".hpp") || path.ends_with(".h"); }
bool is_cpp(std::string_view path) { return path.ends_with(".cpp") || is_header(path); }

/// Whether the path is in the core: pure rooms, which get time and chance as arguments.
bool is_core(std::string_view path) {
  return (path.starts_with("registry/") && !path.starts_with("registry/storage/")) ||
         path.starts_with("tax/") || path.starts_with("market/");
}

/// Rooms whose headers may include no third party.
bool has_plain_headers(std::string_view path) {
  return path.starts_with("registry/") || path.starts_with("tax/") || path.starts_with("market/");
}

/// Collects the offences of one file.
class Reading {
 public:
  explicit Reading(const Source& source)
      : source_{source},
        lines_{lines_of(source.text)},
        code_{is_cpp(source.path) ? code_of(source.text) : std::string{}} {}

  void add(Rule rule, std::size_t line, std::string what) {
    found_.push_back({rule, source_.path, line, std::move(what)});
  }
  const std::string& path() const { return source_.path; }
  const std::vector<std::string_view>& lines() const { return lines_; }
  /// The lines without comments and literals.
  std::vector<std::string_view> code_lines() const { return lines_of(code_); }
  std::vector<Offence> found() { return std::move(found_); }

 private:
  const Source& source_;
  std::vector<std::string_view> lines_;
  std::string code_;
  std::vector<Offence> found_;
};

void check_quoted(Reading& reading, std::size_t line, std::string_view target, const Row& row) {
  const Row* other = row_of(target);
  if (other == nullptr || target.find("..") != std::string_view::npos) {
    reading.add(Rule::include_style, line,
                "\"" + std::string{target} + "\" is not written from the repository's root");
    return;
  }
  // tax/schedule has a row of its own for toml++ only. For includes it is part of tax.
  const std::string_view own = row.module.starts_with("tax") ? "tax" : row.module;
  const std::string_view theirs = other->module.starts_with("tax") ? "tax" : other->module;
  if (own == theirs || row.may_include == "ANYTHING" || has_word(row.may_include, theirs) ||
      has_word(row.may_include, target)) {
    return;
  }
  reading.add(Rule::include_order, line, std::string{own} + " may not know " + std::string{theirs});
}

void check_angled(Reading& reading, std::size_t line, std::string_view target, const Row& row) {
  if (has_word(standard_headers, target)) return;
  const bool anything = row.third_party == "ANYTHING";
  const bool from_system = has_word(system_headers, target);
  if (from_system && (anything || has_word(row.third_party, "SYSTEM"))) return;
  std::string family{target.substr(0, target.find('/'))};
  if (family == "boost") family = target.substr(0, target.find('/', family.size() + 1));
  const bool allowed = anything || (!from_system && has_word(row.third_party, family));
  if (!allowed) {
    reading.add(Rule::third_party, line,
                "<" + std::string{target} + "> has no place in " + std::string{row.module});
  } else if (is_header(reading.path()) && has_plain_headers(reading.path())) {
    reading.add(Rule::third_party, line,
                "<" + std::string{target} + "> in a header; include it in the .cpp");
  }
}

void check_includes(Reading& reading) {
  const Row* row = row_of(reading.path());
  if (row == nullptr) {
    reading.add(Rule::room, 0, "lies in no room of the design");
    return;
  }
  static const std::regex directive{R"(^\s*#\s*include\b)"};
  static const std::regex target{R"rx(([<"])([^>"]+)[>"])rx"};
  const std::vector<std::string_view> code = reading.code_lines();
  for (std::size_t at = 0; at < code.size(); ++at) {
    std::match_results<std::string_view::const_iterator> match;
    if (!std::regex_search(code[at].begin(), code[at].end(), directive)) continue;
    const std::string_view line = reading.lines()[at];
    if (!std::regex_search(line.begin(), line.end(), match, target)) continue;
    const std::string name = match[2].str();
    if (match[1].str() == "<") {
      check_angled(reading, at + 1, name, *row);
    } else {
      check_quoted(reading, at + 1, name, *row);
    }
  }
}

void check_size(Reading& reading) {
  if (reading.lines().size() > max_lines) {
    reading.add(Rule::file_size, 0, std::to_string(reading.lines().size()) + " lines");
  }
  for (std::size_t at = 0; at < reading.lines().size(); ++at) {
    const std::size_t columns = columns_of(reading.lines()[at]);
    if (columns > max_columns) {
      reading.add(Rule::line_width, at + 1, std::to_string(columns) + " columns");
    }
  }
}

void check_words(Reading& reading) {
  static const std::regex banned{
      R"(\b(system_clock|steady_clock|high_resolution_clock|utc_clock|file_clock|clock_gettime)\b)"
      R"(|\b(gettimeofday|localtime\w*|gmtime\w*|mktime|strftime|put_time|get_time)\b)"
      R"(|\b(time|clock|rand|random)\s*\()"
      R"(|\b(getenv|secure_getenv|setenv|putenv|environ|setlocale|locale)\b)"
      R"(|\b(fstream|ifstream|ofstream|filesystem|fopen|freopen|FILE|cin|cout|tmpfile)\b)"
      R"(|\b(random_device|mt19937\w*|minstd_rand\w*|default_random_engine|srand|drand48)\b)"
      R"(|\b(getrandom|arc4random\w*|uniform_\w+_distribution)\b)"
      R"(|\b(float|double|float_t|double_t)\b)"
      R"(|\b[0-9]+(\.[0-9]*)?[eE][-+]?[0-9]+|\b[0-9]+\.[0-9]*)"};
  const std::vector<std::string_view> code = reading.code_lines();
  for (std::size_t at = 0; at < code.size(); ++at) {
    std::match_results<std::string_view::const_iterator> match;
    if (std::regex_search(code[at].begin(), code[at].end(), match, banned)) {
      reading.add(Rule::banned_word, at + 1, match[0].str());
    }
  }
}

void check_unordered(Reading& reading, const std::set<std::string>& unordered) {
  if (unordered.empty()) return;
  static const std::regex loop{R"(\bfor\s*\(.*[^:]:\s*(?:\w+(?:\.|->))*(\w+)\s*\))"};
  static const std::regex begin{R"((\w+)(\.|->)c?r?begin\s*\()"};
  const std::vector<std::string_view> code = reading.code_lines();
  for (std::size_t at = 0; at < code.size(); ++at) {
    for (const std::regex* pattern : {&loop, &begin}) {
      std::match_results<std::string_view::const_iterator> match;
      if (std::regex_search(code[at].begin(), code[at].end(), match, *pattern) &&
          unordered.contains(match[1].str())) {
        reading.add(Rule::unordered_iteration, at + 1, match[1].str() + " has no order");
      }
    }
  }
}

bool is_script(const Reading& reading) {
  return !reading.lines().empty() && reading.lines().front().starts_with("#!");
}

void check_licence(Reading& reading) {
  static constexpr auto endings = std::to_array<std::string_view>(
      {".cpp", ".hpp", ".h", ".cmake", "CMakeLists.txt", ".py", ".sh", ".sql", ".mjs"});
  const bool is_source =
      is_script(reading) || std::ranges::any_of(endings, [&reading](std::string_view ending) {
        return reading.path().ends_with(ending);
      });
  if (!is_source) return;
  const std::size_t head = std::min<std::size_t>(reading.lines().size(), 3);
  for (std::size_t at = 0; at < head; ++at) {
    if (reading.lines()[at].ends_with("SPDX-License-Identifier: EUPL-1.2")) return;
  }
  reading.add(Rule::licence, 1, "names no licence in its first three lines");
}

void check_notes(Reading& reading) {
  static const std::regex unfinished{
      "\\b(TO"
      "DO|FIX"
      "ME|X"
      "XX|HA"
      "CK)\\b"};
  static const std::regex machine{
      "(^|[^\\w.])/(wo"
      "rk|ho"
      "me)/"};
  for (std::size_t at = 0; at < reading.lines().size(); ++at) {
    const std::string_view line = reading.lines()[at];
    if (std::regex_search(line.begin(), line.end(), unfinished)) {
      reading.add(Rule::unfinished, at + 1, std::string{line});
    }
    if (std::regex_search(line.begin(), line.end(), machine)) {
      reading.add(Rule::machine_path, at + 1, std::string{line});
    }
  }
}

void check_name(Reading& reading) {
  static const std::regex vague{
      R"((^|[/_.])(managers?|helpers?|utils?|common|data|info)([/_.]|$))"};
  if (std::regex_search(reading.path(), vague)) {
    reading.add(Rule::file_name, 0, "a name that says nothing");
  }
}

/// The registry's names are in `quitrent` itself; every other module has a namespace within it.
void check_namespace(Reading& reading) {
  static const std::regex opened{R"(^namespace quitrent(::\w+)?)"};
  const std::string module = reading.path().substr(0, reading.path().find('/'));
  if (module != "tax" && module != "market" && module != "api") return;
  for (std::size_t at = 0; at < reading.lines().size(); ++at) {
    const std::string line{reading.lines()[at]};
    std::smatch match;
    if (!std::regex_search(line, match, opened) || match[1].str() == "::" + module) continue;
    reading.add(Rule::name_space, at + 1, "quitrent::" + module + " is its namespace");
  }
}

/// A declaration in a header has its definition in the source of the same name.
void check_own_header(Reading& reading) {
  const std::string path{reading.path()};
  if (!path.ends_with(".cpp") || path.starts_with("tests/") || path.ends_with("/main.cpp")) return;
  const std::string wanted =
      "#include \"" + path.substr(0, path.size() - std::string_view{".cpp"}.size()) + ".hpp\"";
  const auto first = std::ranges::find_if(
      reading.lines(), [](std::string_view line) { return line.starts_with("#include"); });
  if (first != reading.lines().end() && *first == wanted) return;
  reading.add(Rule::own_header, 0, "its first include is the header of its own name");
}

}  // namespace

std::string room_of(std::string_view path) {
  const Row* row = row_of(path);
  return row == nullptr ? std::string{} : std::string{row->module};
}

std::vector<Offence> offences_in(const Source& source, const std::set<std::string>& unordered) {
  Reading reading{source};
  if (is_cpp(source.path)) {
    check_includes(reading);
    check_size(reading);
    check_namespace(reading);
    check_own_header(reading);
    if (is_core(source.path)) {
      check_words(reading);
      check_unordered(reading, unordered);
    }
  }
  check_licence(reading);
  check_notes(reading);
  check_name(reading);
  return reading.found();
}

std::vector<Offence> offences_of_top_level(const std::set<std::string>& names) {
  static const std::set<std::string> closed{"CMakeLists.txt", "README.md", "registry", "tax",
                                            "market",         "api",       "tools",    "tests"};
  std::vector<Offence> found;
  for (const std::string& name : names) {
    if (!closed.contains(name)) {
      found.push_back({Rule::top_level, name, 0, "the top level is a closed list"});
    }
  }
  return found;
}

std::vector<Offence> offences_of_folders(const std::vector<Source>& sources) {
  std::set<std::string> folders;
  std::set<std::string> described;
  std::vector<Offence> found;
  for (const Source& source : sources) {
    const std::size_t slash = source.path.rfind('/');
    if (slash == std::string::npos || source.path.starts_with('.')) continue;
    const std::string folder = source.path.substr(0, slash);
    if (source.path.ends_with("/README.md")) {
      described.insert(folder);
      const std::size_t lines = lines_of(source.text).size();
      if (lines <= max_readme_lines) continue;
      found.push_back({Rule::readme, source.path, 0, std::to_string(lines) + " lines"});
    } else if (is_cpp(source.path) || source.text.starts_with("#!")) {
      folders.insert(folder);
    }
  }
  for (const std::string& folder : folders) {
    if (!described.contains(folder)) {
      found.push_back({Rule::readme, folder, 0, "sources without a README.md"});
    }
  }
  return found;
}

}  // namespace quitrent::layout
