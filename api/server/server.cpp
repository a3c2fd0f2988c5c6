// SPDX-License-Identifier: EUPL-1.2
#include "api/server/server.hpp"

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "api/auth/secret.hpp"
#include "api/engine/journal_verification.hpp"
#include "api/engine/private_part.hpp"
#include "api/http/dispatcher.hpp"
#include "api/http/protocol/transport.hpp"
#include "api/server/degree_basis.hpp"
#include "api/server/descriptors.hpp"
#include "api/server/disk_reserve.hpp"
#include "api/server/evidence.hpp"
#include "api/server/founding.hpp"
#include "api/server/last_line.hpp"
#include "api/server/log.hpp"
#include "api/server/path_watch.hpp"
#include "api/server/signals.hpp"
#include "api/server/start.hpp"
#include "api/server/system_clock.hpp"
#include "api/settings/secret_variable.hpp"
#include "api/views/views.hpp"
#include "api/web/site.hpp"
#include "market/state/prediction.hpp"
#include "registry/storage/sqlite/journal_shape.hpp"
#include "registry/vocabulary/bytes.hpp"

namespace quitrent::api {
namespace {

static_assert(sizeof(QUITRENT_VERSION) - 1 <= market::kMostVersionBytes,
              "a prediction in the journal names the version");

constexpr int kWrongStart = 2;
/// Reports the progress of long work every two seconds.
class ProgressReport {
 public:
  explicit ProgressReport(std::string work) : work_{std::move(work)} {}
  void operator()(Sequence done, Sequence all) {
    const auto now = std::chrono::steady_clock::now();
    if (now - spoken_ < std::chrono::seconds{2}) return;
    spoken_ = now;
    say(work_ + ": " + std::to_string(done) + " of " + std::to_string(all) + " entries");
  }

 private:
  std::string work_;
  std::chrono::steady_clock::time_point spoken_ = std::chrono::steady_clock::now();
};

/// The clock of the register. A sandbox's clock begins at the later of the instant in the settings
/// and the newest journalled one.
std::unique_ptr<Clock> clock_of(const Settings& settings, const Head& head) {
  if (settings.mode == Mode::real_time) return std::make_unique<SystemClock>();
  const Instant start = settings.clock.value_or(wall_clock_now());
  return std::make_unique<SandboxClock>(std::max(start, head.at));
}

/// Writes the notes about the files, founds the register where it has no entry, and renames
/// snapshots of lost entries once the journal records their loss.
void finish_start(Engine& engine, const Opened& files, const Settings& settings,
                  Founding founding) {
  for (const std::string& note : files.notes) say(note);
  if (files.loss) {
    const Sequence last = files.loss->after;
    set_aside_snapshots(settings.db, last);
    say("the register goes on without what it held after entry " + std::to_string(last) +
        ", and its journal says so; start it without --accept-loss-after from now on");
  }
  const bool founded =
      engine.inquire([](const market::Books& books, Instant) { return books.founded(); });
  if (!founded) found(engine, *files.keys, settings, std::move(founding));
}

/// Warns where the operator's key in the environment is no key of the register: it counts only at
/// the founding.
void check_operator_key(const Engine& engine, const Keys& keys, const Settings& settings) {
  if (!settings.operator_key) return;
  const Digest hash = keys.keyed_hash(*settings.operator_key);
  const bool opens = engine.inquire([&hash](const market::Books& books, Instant) {
    const auto owner = books.key_owner(hash);
    return owner && books.party(*owner).roles.has(Role::operator_);
  });
  if (!opens) {
    say("QUITRENT_OPERATOR_KEY is no operator's key of this register and changes nothing: it "
        "counts at the first start only");
  }
}

/// Reports the table of licences that decides terms, where it is not the built-in one.
void say_which(const Settings& settings, const ReadLicences& licences) {
  if (!settings.licences) return;
  const std::size_t lines = licences.table->lines().size();
  say("licences of " + settings.licences->string() + ": " + std::to_string(lines) +
      (lines == 1 ? " line, " : " lines, ") + to_text(licences.digest));
}

/// Stops filings where the views find a damaged entry.
std::function<void(Sequence, std::string_view)> stop_by(std::shared_ptr<FilingStops> stops) {
  return [stops = std::move(stops)](Sequence entry, std::string_view what) {
    const bool says_which = what.starts_with("entry ");
    stops->stop((says_which ? "" : "entry " + std::to_string(entry) + ": ") + std::string{what});
  };
}

/// Fills the views. Where they find a damaged entry the register starts nevertheless: filings are
/// stopped, requests that need the views get 503, and all other reads work.
void fill(Views& views, Engine& engine) {
  try {
    views.catch_up(engine.status().sequence, ProgressReport{"filling the views"});
  } catch (const JournalDamaged& fault) {
    engine.stop_filings(fault.what());
  } catch (const std::exception& fault) {
    if (!engine.filing_stop()) throw;
    say(fault.what());
  }
}

/// Begins the verification of the journal, which ended with `begun` at the start.
JournalVerification verification_of(const Settings& settings, Journal& journal, const Head& begun,
                                    Engine& engine) {
  return JournalVerification{
      journal,
      begun,
      {.entries_per_second = settings.verify_rate},
      {.newest = [&engine] { return engine.status().sequence; },
       .damaged = [&engine](std::string what) { engine.stop_filings(std::move(what)); },
       .complain = say}};
}

HttpLimits limits_of(const Settings& settings) {
  return {.threads = settings.threads,
          .address_threads = settings.address_threads,
          .trusted_proxies = settings.trusted_proxies,
          .request_timeout_s = settings.request_timeout_s,
          .answer_timeout_s = settings.answer_timeout_s,
          .idle_timeout_s = settings.idle_timeout_s,
          .end_timeout_s = settings.end_timeout_s,
          .answer_memory = settings.answer_memory << 20U,
          .key = {.requests = settings.requests_a_minute, .bytes = settings.bytes_a_minute}};
}

/// Watches the reserve of the disk; pauses filings through `stops` while the room is short.
DiskReserve disk_reserve(const Settings& settings, const std::shared_ptr<FilingStops>& stops) {
  const std::uint64_t mib = settings.disk_reserve_mib;
  const auto folder = settings.db.has_parent_path() ? settings.db.parent_path() : ".";
  return DiskReserve{folder,
                     mib * 1024 * 1024,
                     {.is_short =
                          [stops, mib] {
                            stops->pause("less than " + std::to_string(mib) +
                                         " MiB are left on the disk of the register");
                          },
                      .enough = [stops] { stops->lift(); }}};
}

/// The pages for people, and the hooks that log requests and internal faults.
Dispatcher::Hooks hooks_of(const Settings& settings, ClockKind kind, const Keys& keys) {
  Dispatcher::Hooks hooks{.complaint = [&settings](std::string_view line) {
    say(without_keys(line, settings.operator_key));
  }};
  if (settings.request_log == RequestLog::on) {
    hooks.on_answered = [&settings](const AnsweredRequest& answered) {
      log_request(answered, settings.operator_key);
    };
  }
  hooks.pages = std::make_shared<Site>(
      kind == ClockKind::sandbox ? SiteKind::sandbox : SiteKind::real, keys, settings.web_dir);
  return hooks;
}

/// Refuses a folder for pages that has no templates.
void check_web_dir(const Settings& settings) {
  if (!settings.web_dir) return;
  const auto first = *settings.web_dir / "templates" / "home.mustache";
  std::error_code unknown;
  if (std::filesystem::is_regular_file(first, unknown)) return;
  throw CannotStart{"--web-dir: there is no " + first.string()};
}

/// The limits of the engine, without `first_facts`.
EngineLimits engine_limits(const Settings& settings, const ReadLicences& licences) {
  return {.queue = settings.queue,
          .answers_a_party = settings.kept_answers,
          .snapshot_every = settings.snapshot_every,
          .licences = licences.table.get()};
}

/// What the views are made from. `files` and `reserve` must outlive the views.
ViewsSource views_source(const Opened& files, const std::shared_ptr<FilingStops>& stops,
                         const DiskReserve& reserve) {
  ViewsSource source{
      .journal = *files.journal,
      .private_events = [](std::string_view part) { return private_part(part).events; },
      .complain = say,
      .keyed_digest = files.keyed_digest};
  source.entry_damaged = stop_by(stops);
  source.misplaced = end_misplaced;
  source.has_room = [&reserve] { return reserve.has_room(0); };
  return source;
}

/// The facts that the start itself records before anything else. Throws CannotStart where a loss
/// must be recorded and filings are stopped.
std::vector<market::Event> first_facts(const std::optional<market::RegisterFounded>& unsaid,
                                       const std::optional<market::LossAccepted>& loss,
                                       const std::optional<FilingStop>& stop) {
  std::vector<market::Event> facts;
  if (loss && stop) {
    throw CannotStart{"the loss cannot be journalled: " + stop->reason + "; make room"};
  }
  // Where filings are stopped, a later start can record it.
  if (unsaid && !stop) facts.emplace_back(*unsaid);
  if (loss) facts.emplace_back(*loss);
  return facts;
}

/// The schedule of the settings, read before anything is opened. Where the register's file exists,
/// it is checked as a founding schedule only once the register turns out never to have been
/// founded.
FoundingSchedule schedule_told(const Settings& settings, Instant begun) {
  std::error_code unknown;
  const bool there = std::filesystem::exists(settings.db, unknown) &&
                     std::filesystem::file_size(settings.db, unknown) > 0;
  return founding_schedule(settings, there ? std::nullopt : std::optional{begun});
}

/// Prints where the register listens. Answers with the reason where that cannot be written:
/// whoever waits for the line would wait for ever.
std::optional<std::string> announced(const Settings& settings, std::uint16_t port) {
  const bool is_ipv6 = settings.listen.contains(':');
  const std::string host = is_ipv6 ? '[' + settings.listen + ']' : settings.listen;
  std::printf("quitrent: listening on http://%s:%u\n", host.c_str(), unsigned{port});
  if (std::fflush(stdout) == 0) return std::nullopt;
  return std::string{"standard output cannot be written: "} + std::strerror(errno);
}

/// A bound transport and its port.
struct Bound {
  Transport& transport;
  std::uint16_t port = 0;
};

/// Answers requests until a signal comes. Throws std::runtime_error where nobody could be told
/// where the register listens.
void serve_until_signal(const Settings& settings, const Bound& bound, Dispatcher& dispatcher,
                        EndSignals& signals) {
  const std::chrono::seconds end_timeout{settings.end_timeout_s};
  signals.call([&bound] { bound.transport.stop(); }, end_timeout);
  const auto unheard = announced(settings, bound.port);
  if (!unheard) bound.transport.serve(dispatcher);
  // Waits until no thread calls stop() on the transport any more.
  signals.call([] {}, end_timeout);
  if (unheard) throw std::runtime_error{*unheard};
}

/// The charter, where this start states one.
std::optional<tax::Charter> charter_stated(const Settings& settings, const tax::Charter& charter) {
  return settings.charter ? std::optional{charter} : std::nullopt;
}

/// Serves on a bound transport until a signal comes.
void serve(const Settings& settings, Transport& transport, std::uint16_t port,
           EndSignals& signals) {
  const ReadLicences licences = read_licence_table(settings);
  const tax::Charter charter = charter_of(settings);
  const Instant begun = settings.clock.value_or(wall_clock_now());
  Founding founding{.schedule = schedule_told(settings, begun), .basis = carried_basis(licences)};
  Opened files = opened(settings, say);
  if (files.journal->head().sequence == 0) {
    founding.schedule = founding_schedule(settings, begun);
  }
  const auto unsaid = checked_founding(*files.journal, settings, *files.keys);
  check_system_clock(settings, files.journal->head());
  const std::unique_ptr<Clock> clock = clock_of(settings, files.journal->head());
  const auto stops = std::make_shared<FilingStops>(say);
  const DiskReserve reserve = disk_reserve(settings, stops);
  // Opened only when the start can no longer be refused.
  std::optional<Views> views;
  std::atomic<Views*> following = nullptr;
  say_which(settings, licences);
  const Head begins_at = files.journal->head();
  EngineLimits limits = engine_limits(settings, licences);
  limits.first_facts = first_facts(unsaid, files.loss, stops->now());
  const auto committed = [&following](Sequence newest) {
    if (Views* const current = following) current->committed(newest);
  };
  const auto check = [&](const market::Books& books, const Head& /*head*/) {
    check_founding(books, settings, founding.schedule);
    check_charter(books, settings, charter);
    check_basis(books, founding.basis, stops->now());
  };
  const auto facts = [&](const market::Books& books) {
    if (stops->now()) return std::vector<market::Event>{};
    return start_facts(books, charter_stated(settings, charter), founding.basis);
  };
  Engine engine{*files.journal,
                *clock,
                std::move(limits),
                {.committed = committed,
                 .replayed = ProgressReport{"replaying the journal"},
                 .check = check,
                 .first_facts = facts,
                 .keyed_digest = files.keyed_digest,
                 .has_room = [&reserve](std::uint64_t bytes) { return reserve.has_room(bytes); },
                 .complain = say,
                 .stops = stops}};
  finish_start(engine, files, settings, std::move(founding));
  check_operator_key(engine, *files.keys, settings);
  views.emplace(settings.db.string() + ".views", views_source(files, stops, reserve));
  following = &*views;
  fill(*views, engine);
  Dispatcher dispatcher{{.engine = engine,
                         .views = *views,
                         .clock = *clock,
                         .keys = *files.keys,
                         .limits = limits_of(settings),
                         .licences = *licences.table,
                         .version = QUITRENT_VERSION},
                        hooks_of(settings, clock->kind(), *files.keys)};
  const auto verification = verification_of(settings, *files.journal, begins_at, engine);
  const PathWatch watch{*files.journal};
  serve_until_signal(settings, {.transport = transport, .port = port}, dispatcher, signals);
}

}  // namespace

int run_serve(int argc, const char* const* argv) {
  protect_memory();
  const auto settings = read_settings(argc, argv);
  if (!settings) {
    const SettingsEnd& end = settings.error();
    if (end.exit_code == 0) {
      std::fputs(end.text.c_str(), stdout);
    } else {
      say(end.text);
    }
    return end.exit_code;
  }
  // These files hold cash, references and keyed hashes: only their owner may read them.
  umask(S_IRWXG | S_IRWXO);
  try {
    raise_descriptor_limit(limits_of(*settings));
    EndSignals signals;
    check_place(*settings);
    check_web_dir(*settings);
    Transport transport{limits_of(*settings)};
    const std::uint16_t port = transport.bind(settings->listen, settings->port);
    serve(*settings, transport, port, signals);
    return 0;
  } catch (const CannotStart& fault) {
    for (const std::string& line : fault.lines()) say(line);
  } catch (const CannotListen& fault) {
    say(fault.what());
  } catch (const SecretNotMade& fault) {
    say(fault.what());
    return kMachineFault;
  } catch (const SecretUnusable& fault) {
    say(fault.what());
  } catch (const JournalUnusable& fault) {
    say(fault.what());
  } catch (const ViewsUnavailable& fault) {
    say(fault.what());
  } catch (const JournalDamaged& fault) {
    say(fault.what() + ("; " + how_to_restore(settings->db)));
  } catch (const DamagedBytes& fault) {  // an entry of the journal cannot be read
    say(fault.what() + ("; " + how_to_restore(settings->db)));
  } catch (const std::exception& fault) {
    say(fault.what());
    return kMachineFault;
  }
  return kWrongStart;
}

}  // namespace quitrent::api
