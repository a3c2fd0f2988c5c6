// SPDX-License-Identifier: EUPL-1.2
#include "tax/schedule/comments.hpp"

#include <algorithm>

#include "registry/vocabulary/text.hpp"

namespace quitrent::tax {
namespace {

/// A comment and where it stands.
struct Comment {
  SourcePosition position = {};
  std::string text = {};
  bool is_alone = false;  ///< in its line
  bool follows_empty_line = false;
  bool precedes_empty_line = false;
};

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

/// Finds every comment; texts in quotes hold none.
class CommentReader {
 public:
  explicit CommentReader(std::string_view toml) : toml_{toml} {}

  std::vector<Comment> read() {
    std::vector<Comment> found;
    if (toml_.starts_with("\xEF\xBB\xBF")) at_ = line_begin_ = 3;
    while (at_ < toml_.size()) {
      const char c = toml_[at_];
      if (c == '#') {
        found.push_back(comment());
      } else if (c == '"' || c == '\'') {
        skip_text();
      } else {
        step();
      }
    }
    return found;
  }

 private:
  void step() {
    if (toml_[at_++] != '\n') return;
    ++line_;
    line_begin_ = at_;
  }

  void skip_text() {
    const char quote = toml_[at_];
    const std::string triple(3, quote);
    const bool is_long = toml_.substr(at_).starts_with(triple);
    for (int quotes = is_long ? 3 : 1; quotes > 0; --quotes) step();
    while (at_ < toml_.size()) {
      if (quote == '"' && toml_[at_] == '\\') {
        step();
        if (at_ < toml_.size()) step();
      } else if (is_long ? toml_.substr(at_).starts_with(triple) : toml_[at_] == quote) {
        for (int quotes = is_long ? 3 : 1; quotes > 0; --quotes) step();
        // A long text may end with up to two quotes of its own.
        while (is_long && at_ < toml_.size() && toml_[at_] == quote) step();
        return;
      } else {
        step();
      }
    }
  }

  Comment comment() {
    Comment found;
    const std::string_view before = toml_.substr(line_begin_, at_ - line_begin_);
    found.position = {line_, static_cast<int>(character_count(before)) + 1};
    found.is_alone = is_blank(before);
    const std::size_t end = std::min(toml_.find('\n', at_), toml_.size());
    std::string_view text = toml_.substr(at_, end - at_);
    while (is_blank(text.substr(text.size() - 1))) text.remove_suffix(1);
    found.text = text;
    if (line_begin_ > 1) {
      const std::size_t last = toml_.rfind('\n', line_begin_ - 2);
      const std::size_t begin = last == std::string_view::npos ? 0 : last + 1;
      found.follows_empty_line = is_blank(toml_.substr(begin, line_begin_ - 1 - begin));
    }
    if (end < toml_.size()) {
      const std::size_t next = std::min(toml_.find('\n', end + 1), toml_.size());
      found.precedes_empty_line = is_blank(toml_.substr(end + 1, next - end - 1));
    } else {
      found.precedes_empty_line = true;
    }
    at_ = end;
    return found;
  }

  std::string_view toml_;
  std::size_t at_ = 0;
  std::size_t line_begin_ = 0;
  int line_ = 1;
};

/// A value to which comments can be attached.
struct Anchor {
  SourcePosition begin = {};
  SourcePosition end = {};  ///< behind it; of a table with a header: behind the header
  const DocumentValue* value = nullptr;
  std::vector<Anchor> items = {};  ///< of a list
};

/// Collects the anchors of a document, in the order of the file.
class AnchorFinder {
 public:
  explicit AnchorFinder(std::string_view toml) {
    for (std::size_t begin = 0; begin <= toml.size();) {
      const std::size_t end = std::min(toml.find('\n', begin), toml.size());
      lines_.push_back(toml.substr(begin, end - begin));
      begin = end + 1;
    }
  }

  std::vector<Anchor> found(const DocumentValue& document) {
    walk(document);
    std::ranges::sort(anchors_, {}, &Anchor::begin);
    return std::move(anchors_);
  }

 private:
  /// Whether a header begins at a position.
  bool is_header(SourcePosition position) const {
    const auto line = static_cast<std::size_t>(position.line - 1);
    if (line >= lines_.size()) return false;
    const std::size_t begin = lines_[line].find_first_not_of(" \t\xEF\xBB\xBF");
    if (begin == std::string_view::npos || lines_[line][begin] != '[') return false;
    // A list in brackets has something before it in its line, or is an item of a list.
    return character_count(lines_[line].substr(0, begin)) + 1 ==
           static_cast<std::size_t>(position.column);
  }

  void add_header(const DocumentValue& table) {
    anchors_.push_back({table.position, {table.position.line, 1'000'000}, &table});
  }

  void walk(const DocumentValue& table) {  // NOLINT(misc-no-recursion): as deep as a schedule
    for (const DocumentValue& member : table.children) {
      const bool is_list_of_headers = member.kind == ValueKind::list && !member.children.empty() &&
                                      is_header(member.children.front().position);
      const bool is_dotted =
          member.kind == ValueKind::table && member.position == member.key_position;
      if (is_list_of_headers) {
        for (const DocumentValue& item : member.children) {
          add_header(item);
          walk(item);
        }
      } else if (member.kind == ValueKind::table && is_header(member.position)) {
        add_header(member);
        walk(member);
      } else if (is_dotted) {
        walk(member);
      } else {
        Anchor anchor{member.key_position, member.end, &member};
        if (member.kind == ValueKind::list) {
          for (const DocumentValue& item : member.children) {
            anchor.items.push_back({item.position, item.end, &item});
          }
        }
        anchors_.push_back(std::move(anchor));
      }
    }
  }

  std::vector<std::string_view> lines_;
  std::vector<Anchor> anchors_;
};

/// Comments in lines one behind the other.
using Block = std::vector<Comment>;

std::vector<Block> blocks_of(std::vector<Comment> comments) {
  std::vector<Block> blocks;
  for (Comment& comment : comments) {
    const bool continues = !blocks.empty() && comment.is_alone && blocks.back().back().is_alone &&
                           blocks.back().back().position.line + 1 == comment.position.line;
    if (!continues) blocks.emplace_back();
    blocks.back().push_back(std::move(comment));
  }
  return blocks;
}

/// Adds a block, with an empty line before it and behind it where the file has one.
void add(std::vector<std::string>& lines, const Block& block) {
  if (block.front().follows_empty_line && !lines.empty() && !lines.back().empty()) {
    lines.emplace_back();
  }
  for (const Comment& comment : block) lines.push_back(comment.text);
  if (block.back().precedes_empty_line) lines.emplace_back();
}

/// Attaches a block that stands within a list.
void attach_within(const Block& block, const Anchor& list, Comments& comments) {
  const Comment& first = block.front();
  const auto item = std::ranges::find_if(
      list.items, [&](const Anchor& other) { return other.begin > first.position; });
  const bool is_behind = !first.is_alone && item != list.items.begin() &&
                         std::prev(item)->begin.line == first.position.line;
  if (is_behind) {
    comments.by_value[std::prev(item)->value].behind = first.text;
  } else if (item != list.items.end()) {
    add(comments.by_value[item->value].above, block);
  } else {
    add(comments.by_value[list.value].within, block);
  }
}

void attach(const Block& block, const std::vector<Anchor>& anchors, Comments& comments) {
  const Comment& first = block.front();
  const auto next = std::ranges::find_if(
      anchors, [&](const Anchor& anchor) { return anchor.begin > first.position; });
  if (next != anchors.begin()) {
    const Anchor& last = *std::prev(next);
    if (first.position < last.end && !last.items.empty()) {
      attach_within(block, last, comments);
      return;
    }
    if (!first.is_alone) {
      comments.by_value[last.value].behind = first.text;
      return;
    }
    const bool is_below = !first.follows_empty_line && block.back().precedes_empty_line &&
                          last.end.line + 1 == first.position.line;
    if (is_below) {
      for (const Comment& comment : block) {
        comments.by_value[last.value].below.push_back(comment.text);
      }
      return;
    }
  } else if (block.back().precedes_empty_line) {
    add(comments.at_begin, block);
    return;
  }
  add(next != anchors.end() ? comments.by_value[next->value].above : comments.at_end, block);
}

}  // namespace

Comments comments_of(std::string_view toml, const DocumentValue& document) {
  const std::vector<Anchor> anchors = AnchorFinder{toml}.found(document);
  Comments comments;
  for (const Block& block : blocks_of(CommentReader{toml}.read())) {
    attach(block, anchors, comments);
  }
  return comments;
}

}  // namespace quitrent::tax
