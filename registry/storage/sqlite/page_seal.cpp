// SPDX-License-Identifier: EUPL-1.2
//
// A file system for SQLite above its own: it seals pages when they are written and checks them when
// they are read. SQLite computes the checksum of a log frame before it writes the frame, so the
// last eight bytes of the seal compensate the other bytes.
#include "registry/storage/sqlite/page_seal.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include <sqlite3.h>

#include "registry/journal/journal.hpp"
#include "registry/storage/sqlite/database.hpp"
#include "registry/storage/sqlite/log_format.hpp"
#include "registry/vocabulary/ensure.hpp"
#include "registry/vocabulary/sha256.hpp"

namespace quitrent {
namespace {

// The seal: a tag, the turn, and bytes that keep the checksum equal.
constexpr std::size_t kContent = kSealedPage - kSealSize;
constexpr std::size_t kTag = 16;
constexpr std::size_t kTurn = 8;

// SQLite's log: a header, then frames of a header and a page. Source: sqlite.org/fileformat2.html.
constexpr auto kFirstFrame = static_cast<sqlite3_int64>(kLogHeader);
constexpr auto kBeforePage = static_cast<sqlite3_int64>(kFrameHeader);
constexpr sqlite3_int64 kPage{kSealedPage};
constexpr sqlite3_int64 kFrame = kBeforePage + kPage;

/// Shorter reads and writes are no pages: headers and counters, which pages and frames repeat.
constexpr int kSmallestPage = 512;

enum class FileKind : std::uint8_t { database, log, other };

/// An open file; in memory, the file of the underlying file system follows it.
struct SealedFile {
  sqlite3_file base;
  const PageSeal* seal;
  FileKind kind;
  sqlite3_int64 header_at;  // position of the newest frame header that was written
  std::uint32_t header_of;  // number of the page that it announces
};

SealedFile& sealed_file(sqlite3_file* file) { return *reinterpret_cast<SealedFile*>(file); }

sqlite3_file* beneath(sqlite3_file* file) {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<SealedFile*>(file) + 1);
}

std::uint32_t big_endian(const void* bytes) {
  std::array<std::uint8_t, 4> four{};
  std::memcpy(four.data(), bytes, four.size());
  return std::uint32_t{four[0]} << 24U | std::uint32_t{four[1]} << 16U |
         std::uint32_t{four[2]} << 8U | std::uint32_t{four[3]};
}

std::string_view page_at(const void* bytes) {
  return {static_cast<const char*>(bytes), kSealedPage};
}

/// Whether a page of the log begins at `offset`.
bool is_logged_page(sqlite3_int64 offset) {
  return offset >= kFirstFrame + kBeforePage && (offset - kFirstFrame - kBeforePage) % kFrame == 0;
}

/// The number of the page that the frame header before `offset` announces, or nothing.
std::optional<std::uint32_t> announced(sqlite3_file* file, sqlite3_int64 offset) {
  const SealedFile& own = sealed_file(file);
  if (own.header_at == offset - kBeforePage) return own.header_of;
  std::array<char, 4> number{};
  sqlite3_file* const real = beneath(file);
  const int code = real->pMethods->xRead(real, number.data(), 4, offset - kBeforePage);
  if (code != SQLITE_OK) return std::nullopt;
  return big_endian(number.data());
}

/// The frame of the log whose page begins at `offset`.
std::size_t frame_at(sqlite3_int64 offset) {
  return static_cast<std::size_t>((offset - kFirstFrame - kBeforePage) / kFrame);
}

std::string_view tag_in(std::string_view page) { return page.substr(kContent, kTag); }

std::uint64_t turn_in(std::string_view page) {
  std::uint64_t turn = 0;
  std::memcpy(&turn, page.data() + kContent + kTag, kTurn);
  return turn;
}

/// Checks a read of the file itself.
int check_page(const PageSeal& seal, const void* bytes, sqlite3_int64 offset) {
  const auto number = static_cast<std::uint32_t>(offset / kPage + 1);
  const auto turn = seal.turn_of(number, page_at(bytes));
  return turn && seal.pages().is_page(number, *turn) ? SQLITE_OK : SQLITE_IOERR_DATA;
}

/// Checks a read of the log: a page, or a frame during recovery of the log.
int check_log(sqlite3_file* file, void* bytes, int size, sqlite3_int64 offset) {
  const PageSeal& seal = *sealed_file(file).seal;
  if (size == kFrame && offset >= kFirstFrame && (offset - kFirstFrame) % kFrame == 0) {
    const std::string_view page = page_at(static_cast<const char*>(bytes) + kBeforePage);
    const std::size_t frame = frame_at(offset + kBeforePage);
    if (seal.turn_of(big_endian(bytes), page) && seal.pages().may_be_frame(frame, tag_in(page))) {
      seal.pages().note_frame(frame, tag_in(page));
    } else {
      std::memset(bytes, 0, kFrame);  // as if it were absent: SQLite ends the log before it
    }
    return SQLITE_OK;
  }
  if (size != kPage || !is_logged_page(offset)) return SQLITE_IOERR_DATA;
  const auto number = announced(file, offset);
  const auto turn = number ? seal.turn_of(*number, page_at(bytes)) : std::nullopt;
  const bool newest = turn && seal.pages().may_follow(*number, *turn) &&
                      seal.pages().may_be_frame(frame_at(offset), tag_in(page_at(bytes)));
  return newest ? SQLITE_OK : SQLITE_IOERR_DATA;
}

int read_file(sqlite3_file* file, void* bytes, int size, sqlite3_int64 offset) {
  sqlite3_file* const real = beneath(file);
  const int code = real->pMethods->xRead(real, bytes, size, offset);
  const FileKind kind = sealed_file(file).kind;
  if (kind == FileKind::other || size < kSmallestPage) return code;
  if (code == SQLITE_IOERR_SHORT_READ && kind == FileKind::log) return code;
  if (code == SQLITE_IOERR_SHORT_READ) return SQLITE_IOERR_DATA;  // a page that must exist
  if (code != SQLITE_OK) return code;
  if (kind == FileKind::log) return check_log(file, bytes, size, offset);
  if (size != kPage || offset % kPage != 0) return SQLITE_IOERR_DATA;
  return check_page(*sealed_file(file).seal, bytes, offset);
}

/// Writes a page of the file itself. A page from the log has its seal already.
int write_page(sqlite3_file* file, std::string_view page, sqlite3_int64 offset) {
  sqlite3_file* const real = beneath(file);
  const PageSeal& seal = *sealed_file(file).seal;
  const auto number = static_cast<std::uint32_t>(offset / kPage + 1);
  std::array<char, kSealedPage> made{};
  auto turn = seal.turn_of(number, page);
  if (!turn) {
    made = seal.sealed(number, page);
    page = {made.data(), made.size()};
    turn = turn_in(page);
  }
  const int code = real->pMethods->xWrite(real, page.data(), kPage, offset);
  if (code == SQLITE_OK) seal.pages().note_page(number, *turn);
  return code;
}

/// Writes a page of the log; its frame header announces it.
int write_logged(sqlite3_file* file, std::string_view page, sqlite3_int64 offset) {
  sqlite3_file* const real = beneath(file);
  const PageSeal& seal = *sealed_file(file).seal;
  const auto number = announced(file, offset);
  if (!number) return SQLITE_IOERR_WRITE;
  const auto made = seal.sealed(*number, page);
  seal.pages().note_frame(frame_at(offset), tag_in({made.data(), made.size()}));
  return real->pMethods->xWrite(real, made.data(), kPage, offset);
}

int write_file(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  SealedFile& own = sealed_file(file);
  if (own.kind == FileKind::other || size < kSmallestPage) {
    if (own.kind == FileKind::log && size == kBeforePage) {
      own.header_at = offset;
      own.header_of = big_endian(bytes);
    }
    sqlite3_file* const real = beneath(file);
    return real->pMethods->xWrite(real, bytes, size, offset);
  }
  if (size != kPage) return SQLITE_IOERR_WRITE;
  if (own.kind == FileKind::database && offset % kPage == 0) {
    return write_page(file, page_at(bytes), offset);
  }
  if (own.kind == FileKind::log && is_logged_page(offset)) {
    return write_logged(file, page_at(bytes), offset);
  }
  return SQLITE_IOERR_WRITE;
}

/// Calls method `Method` of the underlying file with the same arguments.
template <auto Method, class... Arguments>
int pass_on(sqlite3_file* file, Arguments... arguments) {
  sqlite3_file* const real = beneath(file);
  return (real->pMethods->*Method)(real, arguments...);
}

int close_file(sqlite3_file* file) {
  const int code = pass_on<&sqlite3_io_methods::xClose>(file);
  file->pMethods = nullptr;
  return code;
}

void barrier(sqlite3_file* file) {
  sqlite3_file* const real = beneath(file);
  real->pMethods->xShmBarrier(real);
}

/// Version 2: without memory mapping, which would avoid the checks.
constexpr sqlite3_io_methods kMethods{
    .iVersion = 2,
    .xClose = close_file,
    .xRead = read_file,
    .xWrite = write_file,
    .xTruncate = pass_on<&sqlite3_io_methods::xTruncate, sqlite3_int64>,
    .xSync = pass_on<&sqlite3_io_methods::xSync, int>,
    .xFileSize = pass_on<&sqlite3_io_methods::xFileSize, sqlite3_int64*>,
    .xLock = pass_on<&sqlite3_io_methods::xLock, int>,
    .xUnlock = pass_on<&sqlite3_io_methods::xUnlock, int>,
    .xCheckReservedLock = pass_on<&sqlite3_io_methods::xCheckReservedLock, int*>,
    .xFileControl = pass_on<&sqlite3_io_methods::xFileControl, int, void*>,
    .xSectorSize = pass_on<&sqlite3_io_methods::xSectorSize>,
    .xDeviceCharacteristics = pass_on<&sqlite3_io_methods::xDeviceCharacteristics>,
    .xShmMap = pass_on<&sqlite3_io_methods::xShmMap, int, int, int, void volatile**>,
    .xShmLock = pass_on<&sqlite3_io_methods::xShmLock, int, int, int>,
    .xShmBarrier = barrier,
    .xShmUnmap = pass_on<&sqlite3_io_methods::xShmUnmap, int>,
    .xFetch = nullptr,
    .xUnfetch = nullptr};

// The five parameters are SQLite's. NOLINTNEXTLINE(readability-function-size)
int open_file(sqlite3_vfs* files, const char* path, sqlite3_file* file, int flags, int* given) {
  sqlite3_vfs* const real = sqlite3_vfs_find(nullptr);
  SealedFile& own = sealed_file(file);
  own.base.pMethods = nullptr;
  own.seal = static_cast<const PageSeal*>(files->pAppData);
  own.kind = FileKind::other;
  if ((flags & SQLITE_OPEN_MAIN_DB) != 0) own.kind = FileKind::database;
  if ((flags & SQLITE_OPEN_WAL) != 0) own.kind = FileKind::log;
  own.header_at = -1;
  own.header_of = 0;
  const int code = real->xOpen(real, path, beneath(file), flags, given);
  if (beneath(file)->pMethods != nullptr) own.base.pMethods = &kMethods;
  return code;
}

}  // namespace

PageSeal::PageSeal(KeyedDigest digest, std::string purpose)
    : digest_{std::move(digest)},
      purpose_{std::move(purpose)},
      pages_{std::make_unique<PageList>(digest_, purpose_ + " pages")} {
  static std::atomic<unsigned> made = 0;
  name_ = "quitrent-sealed-" + std::to_string(++made);
  const sqlite3_vfs* const real = sqlite3_vfs_find(nullptr);
  ensure(real != nullptr, "SQLite has a file system");
  files_ = std::make_unique<sqlite3_vfs>(*real);
  files_->szOsFile = static_cast<int>(sizeof(SealedFile)) + real->szOsFile;
  files_->pNext = nullptr;
  files_->zName = name_.c_str();
  files_->pAppData = this;
  files_->xOpen = open_file;
  ensure(sqlite3_vfs_register(files_.get(), 0) == SQLITE_OK, "SQLite takes a file system");
}

PageSeal::~PageSeal() { sqlite3_vfs_unregister(files_.get()); }

void PageSeal::save_pages() const {
  try {
    pages_->save();
  } catch (const JournalFault& fault) {
    throw SqliteFault(fault.what(), SQLITE_IOERR_WRITE);
  }
}

std::array<char, 16> PageSeal::tag(std::uint32_t number, std::string_view content,
                                   std::string_view turn) const {
  std::string bytes;
  bytes.reserve(sizeof number + kContent + kTurn);
  for (unsigned shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(number >> shift);
  bytes += content;
  bytes += turn;
  Digest digest;
  if (digest_) {
    digest = digest_(purpose_, bytes);
  } else {
    digest = sha256(purpose_ + '\0' + bytes);
  }
  std::array<char, kTag> tag{};
  std::copy_n(view(digest).begin(), kTag, tag.begin());
  return tag;
}

std::optional<std::uint64_t> PageSeal::turn_of(std::uint32_t number, std::string_view page) const {
  const std::string_view turn = page.substr(kContent + kTag, kTurn);
  const auto expected = tag(number, page.substr(0, kContent), turn);
  if (page.substr(kContent, kTag) != std::string_view{expected.data(), kTag}) return std::nullopt;
  return turn_in(page);
}

std::array<char, kSealedPage> PageSeal::sealed(std::uint32_t number, std::string_view page) const {
  using Words = std::array<std::uint32_t, kSealSize / 4>;
  std::array<char, kSealedPage> with{};
  std::ranges::copy(page, with.begin());
  const std::uint64_t turn_now = turn_;
  std::memcpy(&with.at(kContent + kTag), &turn_now, kTurn);
  const auto made = tag(number, page.substr(0, kContent), {&with.at(kContent + kTag), kTurn});
  std::ranges::copy(made, with.begin() + kContent);
  // The checksum of a frame is two sums; each pair of words adds to both. This loop computes how
  // the new words change them; the last pair sets the differences to zero.
  Words before{};
  Words after{};
  std::memcpy(before.data(), page.data() + kContent, kSealSize);
  std::memcpy(after.data(), with.data() + kContent, kSealSize);
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  for (std::size_t at = 0; at + 2 < before.size(); at += 2) {
    first += after.at(at) - before.at(at) + second;
    second += after.at(at + 1) - before.at(at + 1) + first;
  }
  after.at(6) = before.at(6) - first - second;
  after.at(7) = before.at(7) - second;
  std::memcpy(with.data() + kContent, after.data(), kSealSize);
  return with;
}

}  // namespace quitrent
