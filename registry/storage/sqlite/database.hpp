// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace quitrent {

class PageSeal;

/// What SQLite answered instead of doing what it was told: a fault. Adapters pass it on as theirs.
class SqliteFault : public std::runtime_error {
 public:
  /// `what` in words and SQLite's own extended result code.
  SqliteFault(const std::string& what, int code) : std::runtime_error{what}, code_{code} {}
  /// Whether the file is damaged, no SQLite database at all, or a page has not the seal it needs.
  bool damaged() const;
  /// Whether it may be gone by itself while the file is well: no room, no memory, a lock that
  /// somebody holds, a disk or folder that cannot be used.
  bool may_pass() const;
  /// Whether somebody holds a lock that was waited for in vain.
  bool locked() const;
  /// Whether there is no room or no memory, or the disk fails: another file would fare no better.
  bool wants_room() const;
  /// Whether what the file holds cannot be read: damaged, or the disk does not hand it out.
  bool unreadable() const;
  /// Whether it was ended because Database::Watch said so; the file is well.
  bool interrupted() const;

 private:
  int code_;
};

/// What a connection may do. Source: DESIGN.md, SQLite discipline.
enum class OpenAs : std::uint8_t {
  writer,  ///< the one connection of its file that writes and checkpoints; makes the file
  reader,  ///< reads beside a writer, never checkpoints
  header,  ///< looks at the file as it lies there, without its log, and leaves no trace
  /// Looks at file and log as they lie there, without locks, and leaves no trace. Nobody may write
  /// meanwhile, and the process may have no other connection to the file: see journal_file.hpp.
  onlooker,
};

/// How a write-ahead log was checkpointed.
enum class Checkpoint : std::uint8_t {
  whole,    ///< all of it is in the database file; the log begins anew
  partial,  ///< a reader still needs some of it
};

/// One connection to an SQLite file; belongs to one thread at a time. No memory mapping;
/// checkpoints happen when told and never by themselves.
class Database {
 public:
  /// Opens `path`; with a seal, which outlives it, every page is sealed and checked by it. Throws
  /// SqliteFault.
  Database(const std::filesystem::path& path, OpenAs mode, const PageSeal* seal = nullptr);
  /// Closes. A writer that is the last connection moves its log into the file, unless abandoned.
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// Runs statements that answer nothing. Throws SqliteFault.
  void execute(const char* sql);
  /// The first column of the first row of `sql`, 0 where there is none. Throws SqliteFault.
  std::int64_t number(const char* sql);
  /// The first column of the first row of `sql` as text, empty where there is none. Throws
  /// SqliteFault.
  std::string text(const char* sql);
  /// Whether the file could only be opened for reading.
  bool read_only() const;
  /// Pages in the write-ahead log after the last commit of this connection. Unit: pages of 4 KiB.
  int log_pages() const { return log_pages_; }
  /// Moves as much of the log into the file as readers allow, without waiting. Throws SqliteFault.
  Checkpoint checkpoint();
  /// Closing will touch neither file nor log.
  void abandon();
  /// Takes that back: a writer that is the last connection moves its log into the file.
  void take_up();
  /// Throws what SQLite has to say about `code`, after `doing`.
  [[noreturn]] void fail(std::string_view doing, int code) const;
  /// Ends what runs on a connection for too long.
  class Watch;

 private:
  friend class Statement;
  static int on_log_written(void* database, sqlite3* connection, const char* name, int pages);
  void close();
  sqlite3* connection_ = nullptr;
  std::string path_;
  int log_pages_ = 0;
};

/// While it is there, `is_over` is asked every so often in the midst of what runs on the
/// connection; once it answers true, that ends with a SqliteFault which says interrupted(). One at
/// a time.
class Database::Watch {
 public:
  /// Begins to ask; `database` outlives it.
  Watch(Database& database, std::function<bool()> is_over);
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

 private:
  static int ask(void* watch);
  Database& database_;
  std::function<bool()> is_over_;
};

/// A prepared statement of one connection, for use again and again. Views of columns and bound
/// texts must outlive the step they are for.
class Statement {
 public:
  /// Prepares `sql` on `database`, which outlives it. Throws SqliteFault.
  Statement(Database& database, std::string_view sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  /// Sets parameter `place`, from 1, to a number.
  Statement& bind(int index, std::int64_t value);
  /// Sets a parameter to bytes, which are not copied.
  Statement& bind_blob(int index, std::string_view bytes);
  /// Sets a parameter to text, which is not copied.
  Statement& bind_text(int index, std::string_view text);
  /// Sets a parameter to null.
  Statement& bind_null(int index);
  /// Does what answers no rows, and is ready for the next use. Throws SqliteFault.
  void run();
  /// Goes on to the next row; false after the last, and then ready for the next use.
  bool step();
  /// Lets go of the rows that are left.
  void reset();

  /// Column `place`, from 0, of the row as a number.
  std::int64_t number(int index) const;
  /// Column `place` as text or bytes, valid until the next step.
  std::string_view bytes(int index) const;
  /// Whether column `place` is null.
  bool is_null(int index) const;

 private:
  Database& database_;
  sqlite3_stmt* statement_ = nullptr;
};

/// Lets go of a statement's rows when the scope ends, whatever ends it, so that no read transaction
/// outlives its reader.
class Rows {
 public:
  /// For the rows of `statement`.
  explicit Rows(Statement& statement) : statement_{statement} {}
  ~Rows() { statement_.reset(); }
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;

 private:
  Statement& statement_;
};

}  // namespace quitrent
