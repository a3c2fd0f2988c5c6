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

/// An error that SQLite returned: a fault. Adapters throw it on as a fault of their own.
class SqliteFault : public std::runtime_error {
 public:
  /// `what` in words and SQLite's own extended result code.
  SqliteFault(const std::string& what, int code) : std::runtime_error{what}, code_{code} {}
  /// Whether the file is damaged, is no SQLite database, or has a page without its right seal.
  bool damaged() const;
  /// Whether the cause may end by itself while the file is sound: no room, no memory, a lock that
  /// another process holds, a disk or folder that cannot be used.
  bool may_pass() const;
  /// Whether another process holds a lock for longer than the connection waits.
  bool locked() const;
  /// Whether room or memory is exhausted or the disk fails: another file would have the same fault.
  bool wants_room() const;
  /// Whether the content cannot be read: the file is damaged, or the disk does not return it.
  bool unreadable() const;
  /// Whether Database::Watch ended the work; the file is sound.
  bool interrupted() const;

 private:
  int code_;
};

/// What a connection may do. Source: DESIGN.md, SQLite discipline.
enum class OpenAs : std::uint8_t {
  writer,  ///< the one connection that writes and checkpoints the file; makes it if absent
  reader,  ///< reads beside a writer; never checkpoints
  header,  ///< reads the file as it is, without its log; changes nothing on the disk
  /// Reads the file and its log as they are, without locks; changes nothing on the disk. Nobody may
  /// write meanwhile, and the process may have no other connection to the file: see
  /// journal_file.hpp.
  onlooker,
};

/// How a write-ahead log was checkpointed.
enum class Checkpoint : std::uint8_t {
  whole,    ///< all of it is in the database file; the log starts again from its beginning
  partial,  ///< a reader still needs a part of the log
};

/// One connection to an SQLite file; belongs to one thread at a time. It maps no memory, and it
/// checkpoints only when it is told to.
class Database {
 public:
  /// Opens `path`. A seal, which must outlive this, seals every page and checks it. Throws
  /// SqliteFault.
  Database(const std::filesystem::path& path, OpenAs mode, const PageSeal* seal = nullptr);
  /// Closes. A writer that is the last connection moves its log into the file, unless abandoned.
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// Runs statements that return no rows. Throws SqliteFault.
  void execute(const char* sql);
  /// The first column of the first row of `sql`; 0 if there is no row. Throws SqliteFault.
  std::int64_t number(const char* sql);
  /// The first column of the first row of `sql` as text; empty if there is no row. Throws
  /// SqliteFault.
  std::string text(const char* sql);
  /// Whether the file can only be opened for reading.
  bool read_only() const;
  /// Pages in the write-ahead log after the last commit of this connection. Unit: pages of 4 KiB.
  int log_pages() const { return log_pages_; }
  /// Moves as much of the log into the file as readers allow, without waiting. Throws SqliteFault.
  Checkpoint checkpoint();
  /// From now on, closing changes neither file nor log.
  void abandon();
  /// Undoes abandon(): closing a writer that is the last connection moves its log into the file.
  void undo_abandon();
  /// Throws the SqliteFault of `code`; its text begins with `doing`.
  [[noreturn]] void fail(std::string_view doing, int code) const;
  /// Ends work that runs on a connection for too long.
  class Watch;

 private:
  friend class Statement;
  static int on_log_written(void* database, sqlite3* connection, const char* name, int pages);
  void close();
  sqlite3* connection_ = nullptr;
  std::string path_;
  int log_pages_ = 0;
};

/// While it exists, `is_over` is called at intervals during the work of the connection. When it
/// returns true, that work ends with a SqliteFault for which interrupted() is true. One at a time.
class Database::Watch {
 public:
  /// Begins to call `is_over`; `database` must outlive this.
  Watch(Database& database, std::function<bool()> is_over);
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

 private:
  static int ask(void* watch);
  Database& database_;
  std::function<bool()> is_over_;
};

/// A prepared statement of one connection, which can run many times. Bound texts must outlive the
/// step that uses them; views of columns are valid until the next step.
class Statement {
 public:
  /// Prepares `sql` on `database`, which must outlive this. Throws SqliteFault.
  Statement(Database& database, std::string_view sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  /// Sets parameter `index`, counted from 1, to a number.
  Statement& bind(int index, std::int64_t value);
  /// Sets a parameter to bytes, which are not copied.
  Statement& bind_blob(int index, std::string_view bytes);
  /// Sets a parameter to text, which is not copied.
  Statement& bind_text(int index, std::string_view text);
  /// Sets a parameter to null.
  Statement& bind_null(int index);
  /// Runs a statement that returns no rows, and resets it. Throws SqliteFault.
  void run();
  /// Moves to the next row. After the last row it returns false and resets the statement.
  bool step();
  /// Drops the rows that are left.
  void reset();

  /// Column `index`, counted from 0, of the row as a number.
  std::int64_t number(int index) const;
  /// Column `index` as text or bytes, valid until the next step.
  std::string_view bytes(int index) const;
  /// Whether column `index` is null.
  bool is_null(int index) const;

 private:
  Database& database_;
  sqlite3_stmt* statement_ = nullptr;
};

/// Drops a statement's rows at the end of its scope, also after an exception, so that no read
/// transaction outlives its reader.
class Rows {
 public:
  /// Drops the rows of `statement`, which must outlive this.
  explicit Rows(Statement& statement) : statement_{statement} {}
  ~Rows() { statement_.reset(); }
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;

 private:
  Statement& statement_;
};

}  // namespace quitrent
