// SPDX-License-Identifier: EUPL-1.2
#include "tax/degree/evaluation.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <tuple>

#include "registry/vocabulary/ensure.hpp"
#include "tax/degree/versions.hpp"

namespace quitrent::tax {
namespace {

constexpr std::string_view kScancode = "LicenseRef-scancode-";
constexpr std::string_view kCommonsClause = "commons-clause";
/// The least levels of the Commons Clause: use 1/3, redistribution and royalty 1/4, enclosure.
constexpr Profile kCommonsClauseLevels{{0, 8, 0, 6, 6, 0, 0, 24}};
/// The least level of a share-alike licence with an exception: enclosable 2/3.
constexpr Profile kExceptionLevels{{0, 0, 0, 0, 0, 0, 0, 16}};
/// Withheld source closes access under any licence.
constexpr Profile kWithheldLevels{{24, 0, 0, 0, 0, 0, 0, 0}};

/// Eight levels in one number, one byte each, so that one comparison covers all. A level is at most
/// 24, so the highest bit of each byte is free.
using PackedLevels = std::uint64_t;
static_assert(sizeof(PackedLevels) == sizeof(Profile::levels));
constexpr PackedLevels kHighest = 0x8080'8080'8080'8080U;

constexpr PackedLevels packed(const Profile& profile) {
  return std::bit_cast<PackedLevels>(profile.levels);
}
constexpr Profile unpacked(PackedLevels levels) { return {std::bit_cast<OpennessLevels>(levels)}; }
/// Whether no level of `left` is above that of `right`.
constexpr bool within(PackedLevels left, PackedLevels right) {
  return (((right | kHighest) - left) & kHighest) == kHighest;
}
/// The higher level in each dimension.
constexpr PackedLevels highest(PackedLevels left, PackedLevels right) {
  const PackedLevels left_wins = ((left | kHighest) - right) & kHighest;
  const PackedLevels mask = (left_wins >> 7U) * 0xFFU;
  return (left & mask) | (right & ~mask);
}
constexpr PackedLevels sum(PackedLevels levels) { return (levels * 0x0101'0101'0101'0101U) >> 56U; }

constexpr Profile highest(const Profile& left, const Profile& right) {
  return unpacked(highest(packed(left), packed(right)));
}

/// What a licence leaves closed together with its addition after WITH.
Profile with_addition(const Expression& expression, const ExpressionNode& node,
                      const Profile& licence) {
  if (node.addition == Addition::absent) return licence;
  if (node.addition == Addition::listed_exception) return highest(licence, kExceptionLevels);
  const std::string_view added = expression.addition(node);
  // An addition in another document is unknown here, whatever its name contains.
  const bool known =
      added.starts_with(kAdditionRef) && added.find(kCommonsClause) != std::string_view::npos;
  return known ? highest(licence, kCommonsClauseLevels) : kClosed;
}

/// The profile that a registrar recorded for a reference with the text that the terms state for it.
std::optional<Profile> recorded_profile(const DegreeFacts& facts, std::string_view reference) {
  if (!facts.recorded) return std::nullopt;
  const auto stated = std::ranges::find(facts.documents, reference, &LicenceDocument::reference);
  return stated == facts.documents.end() ? std::nullopt : facts.recorded(*stated);
}

/// The licence of a node, in the version that the text names.
Pick written(const DegreeFacts& facts, const Expression& expression, const ExpressionNode& node) {
  Pick pick{.node = &node,
            .line = node.line,
            .ground = ProfileGround::listed,
            .licence = kClosed,
            .profile = kClosed};
  if (node.kind != NodeKind::licence) {
    pick.ground = node.kind == NodeKind::none ? ProfileGround::absent : ProfileGround::unsaid;
    return pick;
  }
  const bool listed = node.line != nullptr && (node.line->kind == LicenceKind::licence ||
                                               node.line->id.starts_with(kScancode));
  if (listed) {
    pick.licence = node.line->profile;
  } else {
    pick.line = nullptr;
    const auto recorded = recorded_profile(facts, expression.licence(node));
    pick.ground = recorded ? ProfileGround::recorded : ProfileGround::unknown;
    pick.licence = recorded.value_or(kClosed);
  }
  pick.profile = with_addition(expression, node, pick.licence);
  return pick;
}

/// Calls `take` with every licence that the licensee can choose at a node: one, or several with
/// `+`.
template <typename Take>
void each_version(const DegreeFacts& facts, const Expression& expression,
                  const ExpressionNode& node, Take take) {
  Pick pick = written(facts, expression, node);
  take(pick);
  if (node.versions == Versions::this_one) return;
  for (const LicenceLine* const line : later_versions(facts.licences, *node.line)) {
    pick.line = line;
    pick.licence = line->profile;
    pick.profile = with_addition(expression, node, line->profile);
    take(pick);
  }
}

/// Sets of profiles to choose from, in one list with the latest set at the end. No profile in a set
/// has another one within it, since nobody would choose it.
class Sets {
 public:
  explicit Sets(std::size_t nodes) {
    all_.reserve(nodes + 8);
    sizes_.reserve(nodes);
  }
  void begin_set() { sizes_.push_back(0); }
  void add(PackedLevels levels) {
    all_.push_back(levels);
    ++sizes_.back();
  }
  /// Removes, from `begin` on, every profile that has another one within it.
  void thin_out(std::size_t begin);
  void unite(std::size_t operands);
  void combine(std::size_t operands);
  void withhold_source();
  const std::vector<PackedLevels>& all() const { return all_; }
  void end_set() { thin_out(all_.size() - sizes_.back()); }

 private:
  std::vector<PackedLevels> all_;
  std::vector<std::size_t> sizes_;
  std::vector<PackedLevels> others_;
};

void Sets::thin_out(std::size_t begin) {
  const auto first = all_.begin() + static_cast<std::ptrdiff_t>(begin);
  if (all_.size() - begin > 1) {
    // A profile within another one has a lower sum, so it comes first.
    std::sort(first, all_.end(), [](PackedLevels left, PackedLevels right) {
      return std::pair{sum(left), left} < std::pair{sum(right), right};
    });
    auto kept = first;
    for (auto at = first; at != all_.end(); ++at) {
      if (std::none_of(first, kept, [at](PackedLevels other) { return within(other, *at); })) {
        *kept++ = *at;
      }
    }
    all_.erase(kept, all_.end());
  }
  sizes_.back() = all_.size() - begin;
}

void Sets::withhold_source() {
  for (PackedLevels& levels : all_) levels = highest(levels, packed(kWithheldLevels));
  thin_out(0);
}

void Sets::unite(std::size_t operands) {
  std::size_t size = 0;
  for (; operands > 0; --operands) {
    size += sizes_.back();
    sizes_.pop_back();
  }
  sizes_.push_back(size);
  thin_out(all_.size() - size);
}

void Sets::combine(std::size_t operands) {
  // Operands without a choice come first: they only raise the levels of the others.
  PackedLevels floor = 0;
  others_.clear();
  std::vector<std::size_t> others;
  for (; operands > 0; --operands) {
    const std::size_t size = sizes_.back();
    const auto first = all_.end() - static_cast<std::ptrdiff_t>(size);
    if (size == 1) {
      floor = highest(floor, *first);
    } else {
      others.push_back(size);
      others_.insert(others_.end(), first, all_.end());
    }
    all_.erase(first, all_.end());
    sizes_.pop_back();
  }
  const std::size_t begin = all_.size();
  sizes_.push_back(1);
  all_.push_back(floor);
  auto other = others_.begin();
  for (const std::size_t size : others) {
    const std::vector<PackedLevels> before{all_.begin() + static_cast<std::ptrdiff_t>(begin),
                                           all_.end()};
    all_.resize(begin);
    for (const PackedLevels left : before) {
      for (std::size_t at = 0; at < size; ++at) {
        all_.push_back(highest(left, other[static_cast<std::ptrdiff_t>(at)]));
      }
    }
    other += static_cast<std::ptrdiff_t>(size);
    thin_out(begin);
  }
}

/// The levels with which a chosen licence counts.
PackedLevels counted(const DegreeFacts& facts, const Pick& pick) {
  const bool shares_alike = pick.licence.level(Dimension::enclosable) < kClosedLevel;
  const bool closed = facts.share_alike == ShareAlike::closed && shares_alike;
  return packed(closed ? kClosed : pick.profile);
}

/// The set of all profiles that the licensee can choose.
Sets evaluated(const DegreeFacts& facts, const Expression& expression) {
  Sets sets{expression.nodes().size()};
  for (const ExpressionNode& node : expression.nodes()) {
    if (node.kind == NodeKind::all_of) {
      sets.combine(node.operands);
    } else if (node.kind == NodeKind::any_of) {
      sets.unite(node.operands);
    } else {
      sets.begin_set();
      each_version(facts, expression, node,
                   [&](const Pick& pick) { sets.add(counted(facts, pick)); });
      sets.end_set();
    }
  }
  ensure(!sets.all().empty(), "an expression leaves something to pick");
  return sets;
}

/// The order in which a licensee prefers profiles.
auto preference(const Profile& profile, const Weights& weights) {
  std::int64_t weighed = 0;
  for (const Dimension dimension : kDimensions) {
    weighed += std::int64_t{weights.weight(dimension).ppm()} * profile.level(dimension);
  }
  return std::tuple{is_open(profile, weights) ? 0 : weighed, weighed, profile.levels};
}

/// Whether and how a node can give a profile within a limit.
struct Reach {
  bool possible = false;
  std::size_t begin = 0;          ///< the first node that belongs to it
  std::optional<Pick> pick = {};  ///< of a licence: the first version within the limit
};

std::vector<Reach> reached(const DegreeFacts& facts, const Expression& expression,
                           PackedLevels limit) {
  const std::span<const ExpressionNode> nodes = expression.nodes();
  std::vector<Reach> reaches(nodes.size());
  std::vector<std::size_t> operands_left;  // nodes whose operator comes later
  for (std::size_t at = 0; at < nodes.size(); ++at) {
    const ExpressionNode& node = nodes[at];
    Reach& here = reaches[at];
    here = {.possible = node.kind == NodeKind::all_of, .begin = at};
    if (!is_operator(node.kind)) {
      each_version(facts, expression, node, [&here, limit](const Pick& pick) {
        if (!here.possible && within(packed(pick.profile), limit)) here.pick = pick;
        here.possible = here.pick.has_value();
      });
    }
    const std::size_t first = operands_left.size() - node.operands;
    for (std::size_t operand = first; operand < operands_left.size(); ++operand) {
      const bool possible = reaches[operands_left[operand]].possible;
      here.possible =
          node.kind == NodeKind::all_of ? here.possible && possible : here.possible || possible;
    }
    if (node.operands > 0) here.begin = reaches[operands_left[first]].begin;
    operands_left.resize(first);
    operands_left.push_back(at);
  }
  return reaches;
}

}  // namespace

std::vector<Profile> choices(const DegreeFacts& facts, const Expression& expression,
                             SourceForm source) {
  Sets sets = evaluated(facts, expression);
  if (source == SourceForm::withheld) sets.withhold_source();
  std::vector<Profile> profiles;
  for (const PackedLevels levels : sets.all()) profiles.push_back(unpacked(levels));
  return profiles;
}

Profile least_profile(const DegreeFacts& facts, const Expression& expression,
                      const Weights& weights, SourceForm source) {
  Sets sets = evaluated(facts, expression);
  if (source == SourceForm::withheld) sets.withhold_source();
  std::vector<Profile> profiles;
  for (const PackedLevels levels : sets.all()) profiles.push_back(unpacked(levels));
  return chosen(profiles, weights);
}

Profile chosen(std::span<const Profile> profiles, const Weights& weights) {
  ensure(!profiles.empty(), "a licensee has a choice");
  if (profiles.size() == 1) return profiles.front();
  return *std::ranges::min_element(
      profiles, {}, [&weights](const Profile& profile) { return preference(profile, weights); });
}

std::vector<Pick> picked(const DegreeFacts& facts, const Expression& expression,
                         const Profile& profile) {
  const std::vector<Reach> reaches = reached(facts, expression, packed(profile));
  // From the end: operators come before their operands, the last operand first.
  std::vector<Pick> picks;
  std::vector<std::size_t> wanted{reaches.size() - 1};
  while (!wanted.empty()) {
    const std::size_t at = wanted.back();
    wanted.pop_back();
    const ExpressionNode& node = expression.nodes()[at];
    if (!is_operator(node.kind)) {
      ensure(reaches[at].pick.has_value(), "what least_profile found can be picked");
      picks.push_back(*reaches[at].pick);
      continue;
    }
    std::size_t end = at;
    std::size_t first = at;
    for (std::size_t left = node.operands; left > 0; --left) {
      const std::size_t operand = end - 1;
      end = reaches[operand].begin;
      if (node.kind == NodeKind::all_of) wanted.push_back(operand);
      if (reaches[operand].possible) first = operand;
    }
    if (node.kind == NodeKind::any_of) wanted.push_back(first);
  }
  return picks;
}

}  // namespace quitrent::tax
