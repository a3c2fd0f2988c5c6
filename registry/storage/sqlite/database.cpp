// SPDX-License-Identifier: EUPL-1.2
#include "registry/storage/sqlite/database.hpp"

#include <cerrno>
#include <system_error>
#include <utility>

#include <sqlite3.h>

#include "registry/storage/sqlite/page_seal.hpp"

namespace quitrent {
namespace {

/// How long a connection waits for another connection that is in a short critical section. Unit:
/// milliseconds.
constexpr int kBusyWaitMs = 5'000;
/// How often a watch calls its function. Unit: steps of SQLite's virtual machine. A full-text query
/// reads its index in small programs of a few steps each, so this is about thirty pages of an
/// index.
constexpr int kStepsAnAsking = 100;

/// The path as a URI. So a file name is never read as a URI by mistake, and a mode can be added.
std::string uri(const std::filesystem::path& path, OpenAs mode) {
  constexpr std::string_view hexadecimal = "0123456789abcdef";
  std::string text = "file:";
  for (const char c : std::filesystem::absolute(path).string()) {
    if (c == '%' || c == '?' || c == '#') {
      const auto byte = static_cast<unsigned char>(c);
      text += {'%', hexadecimal[byte >> 4U], hexadecimal[byte & 15U]};
    } else {
      text += c;
    }
  }
  if (mode == OpenAs::header) return text + "?immutable=1";
  // Without locks, and with the index of the log in memory instead of a file: see `locking_mode`.
  if (mode == OpenAs::onlooker) return text + "?vfs=unix-none";
  return text;
}

int flags(OpenAs mode) {
  constexpr int shared = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
  return mode == OpenAs::writer ? shared | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                : shared | SQLITE_OPEN_READONLY;
}

/// The system's error behind SQLite's `code`: the one that SQLite has `noted`, else `last`, the
/// last one of the thread, if it is an error of a disk. 0: unknown.
int system_error(int noted, int code, int last) {
  if (noted != 0 || (code & 0xff) != SQLITE_IOERR) return noted;
  return last == EFBIG || last == ENOSPC || last == EDQUOT || last == EIO ? last : 0;
}

}  // namespace

bool SqliteFault::damaged() const {
  const int primary = code_ & 0xff;
  return primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB || code_ == SQLITE_IOERR_DATA;
}

bool SqliteFault::unreadable() const {
  return damaged() || code_ == SQLITE_IOERR_READ || code_ == SQLITE_IOERR_SHORT_READ;
}

bool SqliteFault::wants_room() const {
  const int primary = code_ & 0xff;
  return primary == SQLITE_FULL || primary == SQLITE_NOMEM ||
         (primary == SQLITE_IOERR && !damaged() && code_ != SQLITE_IOERR_SHORT_READ);
}

bool SqliteFault::locked() const {
  const int primary = code_ & 0xff;
  return primary == SQLITE_BUSY || primary == SQLITE_LOCKED;
}

bool SqliteFault::may_pass() const {
  const int primary = code_ & 0xff;
  return wants_room() || locked() || primary == SQLITE_CANTOPEN || primary == SQLITE_PERM ||
         primary == SQLITE_READONLY;
}

bool SqliteFault::interrupted() const { return (code_ & 0xff) == SQLITE_INTERRUPT; }

Database::Watch::Watch(Database& database, std::function<bool()> is_over)
    : database_{database}, is_over_{std::move(is_over)} {
  sqlite3_progress_handler(database_.connection_, kStepsAnAsking, &Watch::ask, this);
}

Database::Watch::~Watch() { sqlite3_progress_handler(database_.connection_, 0, nullptr, nullptr); }

int Database::Watch::ask(void* watch) { return static_cast<Watch*>(watch)->is_over_() ? 1 : 0; }

Database::Database(const std::filesystem::path& path, OpenAs mode, const PageSeal* seal)
    : path_{path.string()} {
  const int opened = sqlite3_open_v2(uri(path, mode).c_str(), &connection_, flags(mode),
                                     seal == nullptr ? nullptr : seal->name());
  try {
    if (opened != SQLITE_OK) fail("cannot be opened", opened);
    sqlite3_extended_result_codes(connection_, 1);
    sqlite3_busy_timeout(connection_, kBusyWaitMs);
    // Triggers and views that somebody else has put into the file must have no effect.
    sqlite3_db_config(connection_, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(connection_, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    if (seal != nullptr) {
      int reserved = kSealSize;
      sqlite3_file_control(connection_, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserved);
    }
    if (mode == OpenAs::header) return;
    if (mode == OpenAs::onlooker) execute("PRAGMA locking_mode = EXCLUSIVE");
    execute("PRAGMA mmap_size = 0; PRAGMA wal_autocheckpoint = 0; PRAGMA secure_delete = OFF;");
    if (mode == OpenAs::writer) {
      sqlite3_wal_hook(connection_, &Database::on_log_written, this);
    } else {
      abandon();
    }
  } catch (...) {
    close();
    throw;
  }
}

Database::~Database() { close(); }

void Database::close() {
  sqlite3_close_v2(connection_);
  connection_ = nullptr;
}

int Database::on_log_written(void* database, sqlite3* /*connection*/, const char* /*name*/,
                             int pages) {
  static_cast<Database*>(database)->log_pages_ = pages;
  return SQLITE_OK;
}

void Database::execute(const char* sql) {
  const int code = sqlite3_exec(connection_, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail("cannot be used", code);
}

std::int64_t Database::number(const char* sql) {
  Statement statement{*this, sql};
  const Rows rows{statement};
  return statement.step() ? statement.number(0) : 0;
}

std::string Database::text(const char* sql) {
  Statement statement{*this, sql};
  const Rows rows{statement};
  return statement.step() ? std::string{statement.bytes(0)} : std::string{};
}

bool Database::read_only() const { return sqlite3_db_readonly(connection_, "main") != 0; }

Checkpoint Database::checkpoint() {
  int in_log = 0;
  int moved = 0;
  const int code =
      sqlite3_wal_checkpoint_v2(connection_, "main", SQLITE_CHECKPOINT_PASSIVE, &in_log, &moved);
  if (code != SQLITE_OK && code != SQLITE_BUSY) fail("cannot take in its log", code);
  return code == SQLITE_OK && in_log == moved ? Checkpoint::whole : Checkpoint::partial;
}

void Database::abandon() {
  sqlite3_db_config(connection_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

void Database::undo_abandon() {
  sqlite3_db_config(connection_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
}

void Database::fail(std::string_view doing, int code) const {
  const int error = errno;
  const bool sync = code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC;
  std::string what = path_ + " " + std::string{sync ? "cannot be made durable" : doing} + ": ";
  if (code == SQLITE_IOERR_DATA) {
    throw SqliteFault(what + "a page in it or its log is not as it was written last", code);
  }
  if ((code & 0xff) == SQLITE_FULL) {
    // SQLite does not note the system's error for this code.
    const int cause = error == EFBIG || error == EDQUOT ? error : ENOSPC;
    throw SqliteFault(what + std::generic_category().message(cause), code);
  }
  what += sqlite3_errstr(code);
  const bool noted = connection_ != nullptr && sqlite3_errcode(connection_) != SQLITE_OK;
  const std::string detail = noted ? sqlite3_errmsg(connection_) : "";
  if (!what.contains(detail)) what += ", " + detail;
  const int cause = system_error(noted ? sqlite3_system_errno(connection_) : 0, code, error);
  if (cause != 0) what += ", " + std::generic_category().message(cause);
  throw SqliteFault(what, code);
}

Statement::Statement(Database& database, std::string_view sql) : database_{database} {
  const int code =
      sqlite3_prepare_v3(database.connection_, sql.data(), static_cast<int>(sql.size()),
                         SQLITE_PREPARE_PERSISTENT, &statement_, nullptr);
  if (code != SQLITE_OK) database.fail("cannot be used", code);
}

Statement::~Statement() { sqlite3_finalize(statement_); }

Statement& Statement::bind(int index, std::int64_t value) {
  sqlite3_bind_int64(statement_, index, value);
  return *this;
}

Statement& Statement::bind_blob(int index, std::string_view bytes) {
  // A null pointer would bind null; an empty blob is not null.
  const int code = sqlite3_bind_blob64(statement_, index, bytes.empty() ? "" : bytes.data(),
                                       bytes.size(), SQLITE_STATIC);
  if (code != SQLITE_OK) database_.fail("cannot take a value", code);
  return *this;
}

Statement& Statement::bind_text(int index, std::string_view text) {
  const int code = sqlite3_bind_text64(statement_, index, text.empty() ? "" : text.data(),
                                       text.size(), SQLITE_STATIC, SQLITE_UTF8);
  if (code != SQLITE_OK) database_.fail("cannot take a value", code);
  return *this;
}

Statement& Statement::bind_null(int index) {
  sqlite3_bind_null(statement_, index);
  return *this;
}

void Statement::run() {
  const int code = sqlite3_step(statement_);
  sqlite3_reset(statement_);
  if (code != SQLITE_DONE && code != SQLITE_ROW) database_.fail("cannot be written", code);
}

bool Statement::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  sqlite3_reset(statement_);
  if (code != SQLITE_DONE) database_.fail("cannot be read", code);
  return false;
}

void Statement::reset() { sqlite3_reset(statement_); }

std::int64_t Statement::number(int index) const { return sqlite3_column_int64(statement_, index); }

std::string_view Statement::bytes(int index) const {
  const void* bytes = sqlite3_column_blob(statement_, index);
  if (bytes == nullptr) return {};
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, index));
  return {static_cast<const char*>(bytes), size};
}

bool Statement::is_null(int index) const {
  return sqlite3_column_type(statement_, index) == SQLITE_NULL;
}

}  // namespace quitrent
