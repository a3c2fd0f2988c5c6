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

void add(std::vector<std::string>& block, const Comment& comment) {
  if (comment.follows_empty_line && !block.empty() && !block.back().empty()) block.emplace_back();
  block.push_back(comment.text);
  if (comment.precedes_empty_line) block.emplace_back();
}

void attach(const Comment& comment, const std::vector<Anchor>& anchors, Comments& comments) {
  const auto next = std::ranges::find_if(
      anchors, [&](const Anchor& anchor) { return anchor.begin > comment.position; });
  if (next != anchors.begin()) {
    const Anchor& last = *std::prev(next);
    if (comment.position < last.end && !last.items.empty()) {
      const auto item = std::ranges::find_if(
          last.items, [&](const Anchor& other) { return other.begin > comment.position; });
      const bool is_behind = !comment.is_alone && item != last.items.begin() &&
                             std::prev(item)->begin.line == comment.position.line;
      if (is_behind) {
        comments.by_value[std::prev(item)->value].behind = comment.text;
      } else if (item != last.items.end()) {
        add(comments.by_value[item->value].above, comment);
      } else {
        add(comments.by_value[last.value].within, comment);
      }
      return;
    }
    if (!comment.is_alone) {
      comments.by_value[last.value].behind = comment.text;
      return;
    }
  }
  add(next != anchors.end() ? comments.by_value[next->value].above : comments.at_end, comment);
}

}  // namespace

Comments comments_of(std::string_view toml, const DocumentValue& document) {
  const std::vector<Anchor> anchors = AnchorFinder{toml}.found(document);
  Comments comments;
  for (const Comment& comment : CommentReader{toml}.read()) attach(comment, anchors, comments);
  return comments;
}

}  // namespace quitrent::tax
