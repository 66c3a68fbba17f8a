#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "lib/der/bytes.h"
#include "lib/store/database.h"
#include "lib/time/instant.h"

namespace accord::ca {

/// Who acts, and for when. In a production authority `at` is the clock's time; only a rehearsal
/// authority accepts another.
struct Act {
  time::Instant at;
  std::string by{};  ///< the person or program that acts, for the records
};

/// The places in the issuing of one certificate or CRL after which a crash leaves something
/// different (see issue.h).
enum class Step : std::uint8_t { checked, linted, recorded, signed_, compared, stored };

/// What a test, or a display of progress, may look into and replace.
struct Hooks {
  std::function<void(Step)> reached;          ///< called after each step
  std::function<der::Bytes()> random_serial;  ///< 16 bytes from the system's generator when empty
};

/// The records of the authorities of one database: what they issued, revoked and published, and
/// every event. Used by one thread at a time; other threads and processes open their own.
class Registry {
 public:
  /// Opens or creates `sqlite:PATH`. The clock is asked at every act and has to outlive the
  /// registry. Errors: those of store::Database::open.
  [[nodiscard]] static outcome::Result<Registry> open(std::string_view uri,
                                                      const time::Clock& clock,
                                                      const store::OpenOptions& options = {});

  [[nodiscard]] store::Database& database() noexcept { return database_; }
  [[nodiscard]] time::Instant now() const { return clock_->now(); }

  Hooks hooks;
  void reached(Step step) const {
    if (hooks.reached) hooks.reached(step);
  }

 private:
  Registry(store::Database database, const time::Clock& clock) noexcept
      : database_(std::move(database)), clock_(&clock) {}
  store::Database database_;
  const time::Clock* clock_;
};

}  // namespace accord::ca
