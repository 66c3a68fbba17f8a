#include "ca/event.h"

#include "ca/authority.h"

namespace accord::ca {
namespace {

using outcome::FindingId;
using outcome::Result;

// Between a command's reading of the clock and the act lie a passphrase's derivation and a wait for
// a lock.
constexpr std::chrono::seconds tolerance{5};

}  // namespace

std::string_view to_string(EventKind kind) noexcept {
  switch (kind) {
    case EventKind::authority_founded:
      return "authority_founded";
    case EventKind::certificate_intended:
      return "certificate_intended";
    case EventKind::certificate_issued:
      return "certificate_issued";
    case EventKind::certificate_revoked:
      return "certificate_revoked";
    case EventKind::intent_abandoned:
      return "intent_abandoned";
    case EventKind::crl_intended:
      return "crl_intended";
    case EventKind::crl_issued:
      return "crl_issued";
  }
  return "";
}

Result<std::vector<Event>> events(Registry& registry, const Authority& authority) {
  auto rows = registry.database().query(
      "SELECT id, at, clock, actor, kind, detail FROM event WHERE authority = ? ORDER BY id",
      authority.id());
  if (!rows) return outcome::pass_on(rows);
  std::vector<Event> found;
  while (true) {
    const auto row = rows->step();
    if (!row) return outcome::pass_on(row);
    if (!*row) return found;
    found.push_back({rows->integer(0), rows->instant(1), rows->instant(2), rows->text(3),
                     rows->text(4), rows->text(5)});
  }
}

Result<void> record(Registry& registry, EventKind kind, const Act& act, const EventSubject& about) {
  const auto added = registry.database().run(
      "INSERT INTO event(authority, at, clock, actor, kind, certificate, crl, detail) VALUES (?, "
      "?, ?, ?, ?, ?, ?, ?)",
      about.authority, act.at, registry.now(), std::string_view(act.by), to_string(kind),
      about.certificate, about.crl, std::string_view(about.detail));
  if (!added) return outcome::pass_on(added);
  return {};
}

Result<void> check_time(Registry& registry, std::int64_t authority, bool rehearsal,
                        const Act& act) {
  const auto now = registry.now();
  if (!rehearsal && (act.at > now + tolerance || act.at < now - tolerance)) {
    return outcome::fail(FindingId::ca_time_not_now, {},
                         {{"at", time::to_string(act.at)}, {"now", time::to_string(now)}});
  }
  auto last = registry.database().query("SELECT max(at) FROM event WHERE authority = ?", authority);
  if (!last) return outcome::pass_on(last);
  const auto row = last->step();
  if (!row) return outcome::pass_on(row);
  const auto latest = last->optional_instant(0);
  if (latest.has_value() && act.at < *latest) {
    return outcome::fail(FindingId::ca_time_backwards, {},
                         {{"at", time::to_string(act.at)}, {"last", time::to_string(*latest)}});
  }
  return {};
}

}  // namespace accord::ca
