// SPDX-License-Identifier: EUPL-1.2
#include "registry/storage/memory/faulty_journal.hpp"

namespace quitrent {
namespace {

class FaultyJournal : public Journal {
 public:
  FaultyJournal(Journal& inner, PlannedFault fault) : inner_{inner}, fault_{fault} {}

  void append(std::span<const Entry> entries) override {
    ++appends_;
    if (appends_ < fault_.nth_append) return inner_.append(entries);
    if (appends_ == fault_.nth_append && fault_.point == FaultPoint::after_write) {
      inner_.append(entries);
    }
    throw JournalFault("append " + std::to_string(appends_) + " broke as planned");
  }

  void check_in_place() override { inner_.check_in_place(); }
  Head head() const override { return inner_.head(); }
  std::unique_ptr<JournalReader> reader() override { return inner_.reader(); }
  void keep_snapshot(const Snapshot& snapshot) override { inner_.keep_snapshot(snapshot); }

 private:
  Journal& inner_;
  PlannedFault fault_;
  std::uint64_t appends_ = 0;
};

}  // namespace

std::unique_ptr<Journal> faulty_journal(Journal& inner, PlannedFault fault) {
  return std::make_unique<FaultyJournal>(inner, fault);
}

}  // namespace quitrent
