#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ca/registry.h"

namespace accord::ca {

class Authority;

enum class EventKind : std::uint8_t {
  authority_founded,
  certificate_intended,  ///< recorded, about to be signed
  certificate_issued,
  certificate_revoked,
  intent_abandoned,  ///< never finished; revoked, since it may exist
  crl_intended,
  crl_issued
};
/// "certificate_issued".
[[nodiscard]] std::string_view to_string(EventKind kind) noexcept;

/// One line of the record. Events are only ever added, in the transaction of the act that they are
/// about.
struct Event {
  std::int64_t id{};
  time::Instant at;     ///< when the act takes effect
  time::Instant clock;  ///< what the clock said
  std::string by;
  std::string kind;
  std::string detail;
};

/// The events of an authority, oldest first. Errors: the store's.
[[nodiscard]] outcome::Result<std::vector<Event>> events(Registry& registry,
                                                         const Authority& authority);

/// What an event is about.
struct EventSubject {
  std::int64_t authority{};
  std::optional<std::int64_t> certificate{};
  std::optional<std::int64_t> crl{};
  std::string detail{};
};
/// Adds an event; part of the transaction that is open. Errors: the store's.
[[nodiscard]] outcome::Result<void> record(Registry& registry, EventKind kind, const Act& act,
                                           const EventSubject& about);

/// The rule of time: in a production authority the act is now, give or take 5 seconds
/// (`ca_time_not_now`); in any, it is not before the last recorded event (`ca_time_backwards`).
/// Part of the transaction that is open. Errors: these, the store's.
[[nodiscard]] outcome::Result<void> check_time(Registry& registry, std::int64_t authority,
                                               bool rehearsal, const Act& act);

}  // namespace accord::ca
