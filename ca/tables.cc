#include "ca/tables.h"

#include <array>

namespace accord::ca {
namespace {

// Records are kept, not edited: the triggers refuse every change but the few steps that a record
// goes through, whoever asks. Moments are seconds since 1970-01-01T00:00:00Z. Serial numbers are
// the content octets of their DER; the issuer makes all of one length, so that their order as bytes
// is their order as numbers.
constexpr std::string_view version_1 = R"sql(
CREATE TABLE authority(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('root', 'issuing')),
  rehearsal INTEGER NOT NULL CHECK (rehearsal IN (0, 1)),
  parent INTEGER REFERENCES authority(id),
  spki BLOB NOT NULL UNIQUE,
  certificate INTEGER REFERENCES certificate(id),
  certificate_url TEXT NOT NULL,
  crl_url TEXT NOT NULL,
  founded INTEGER NOT NULL,
  CHECK ((kind = 'root') = (parent IS NULL))
) STRICT;

CREATE TABLE certificate(
  id INTEGER PRIMARY KEY,
  authority INTEGER NOT NULL REFERENCES authority(id),
  serial BLOB NOT NULL,
  profile TEXT NOT NULL,
  subject TEXT NOT NULL,
  not_before INTEGER NOT NULL,
  not_after INTEGER NOT NULL,
  for_authority INTEGER REFERENCES authority(id),
  tbs BLOB NOT NULL,
  der BLOB,
  status TEXT NOT NULL CHECK (status IN ('intended', 'issued', 'revoked')),
  CHECK (status <> 'intended' OR der IS NULL),
  CHECK (status <> 'issued' OR der IS NOT NULL),
  UNIQUE (authority, serial)
) STRICT;
CREATE INDEX certificate_unfinished ON certificate(id) WHERE status = 'intended';
CREATE INDEX certificate_of_authority ON certificate(for_authority) WHERE for_authority IS NOT NULL;

CREATE TABLE revocation(
  authority INTEGER NOT NULL,
  serial BLOB NOT NULL,
  revoked INTEGER NOT NULL,
  reason INTEGER NOT NULL,
  invalidity_date INTEGER,
  PRIMARY KEY (authority, serial),
  FOREIGN KEY (authority, serial) REFERENCES certificate(authority, serial)
) STRICT, WITHOUT ROWID;

CREATE TABLE crl(
  id INTEGER PRIMARY KEY,
  authority INTEGER NOT NULL REFERENCES authority(id),
  number INTEGER NOT NULL CHECK (number > 0),
  this_update INTEGER NOT NULL,
  next_update INTEGER NOT NULL CHECK (next_update > this_update),
  tbs BLOB,
  der BLOB,
  CHECK ((tbs IS NULL) <> (der IS NULL)),
  UNIQUE (authority, number)
) STRICT;

CREATE TABLE event(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  authority INTEGER NOT NULL REFERENCES authority(id),
  at INTEGER NOT NULL,
  clock INTEGER NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  certificate INTEGER REFERENCES certificate(id),
  crl INTEGER REFERENCES crl(id),
  detail TEXT NOT NULL
) STRICT;
CREATE INDEX event_by_time ON event(authority, at);

CREATE TRIGGER event_not_changed BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'events are not changed'); END;
CREATE TRIGGER event_not_removed BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'events are not removed'); END;

CREATE TRIGGER revocation_not_changed BEFORE UPDATE ON revocation
BEGIN SELECT RAISE(ABORT, 'a revocation is final'); END;
CREATE TRIGGER revocation_not_removed BEFORE DELETE ON revocation
BEGIN SELECT RAISE(ABORT, 'a revocation is final'); END;

CREATE TRIGGER certificate_not_removed BEFORE DELETE ON certificate
BEGIN SELECT RAISE(ABORT, 'certificates are not removed'); END;
CREATE TRIGGER certificate_not_changed BEFORE UPDATE ON certificate
WHEN NEW.id IS NOT OLD.id OR NEW.authority IS NOT OLD.authority OR NEW.serial IS NOT OLD.serial
  OR NEW.profile IS NOT OLD.profile OR NEW.subject IS NOT OLD.subject
  OR NEW.not_before IS NOT OLD.not_before OR NEW.not_after IS NOT OLD.not_after
  OR NEW.for_authority IS NOT OLD.for_authority OR NEW.tbs IS NOT OLD.tbs
BEGIN SELECT RAISE(ABORT, 'what was recorded before signing is not changed'); END;
CREATE TRIGGER certificate_status_goes_forward BEFORE UPDATE ON certificate
WHEN NOT (OLD.status = 'intended' AND NEW.status = 'issued'
  OR OLD.status = 'intended' AND NEW.status = 'revoked' AND NEW.der IS NULL
  OR OLD.status = 'issued' AND NEW.status = 'revoked' AND NEW.der IS OLD.der)
BEGIN SELECT RAISE(ABORT, 'a certificate goes from intended to issued to revoked, and not back'); END;

CREATE TRIGGER crl_not_removed BEFORE DELETE ON crl
BEGIN SELECT RAISE(ABORT, 'revocation lists are not removed'); END;
CREATE TRIGGER crl_not_changed BEFORE UPDATE ON crl
WHEN OLD.der IS NOT NULL OR NEW.der IS NULL OR NEW.id IS NOT OLD.id
  OR NEW.authority IS NOT OLD.authority OR NEW.number IS NOT OLD.number
  OR NEW.this_update IS NOT OLD.this_update OR NEW.next_update IS NOT OLD.next_update
BEGIN SELECT RAISE(ABORT, 'a revocation list is signed once and not changed'); END;
CREATE TRIGGER crl_number_grows BEFORE INSERT ON crl
WHEN NEW.number <= (SELECT max(number) FROM crl WHERE authority = NEW.authority)
BEGIN SELECT RAISE(ABORT, 'the numbers of revocation lists grow'); END;

CREATE TRIGGER authority_not_removed BEFORE DELETE ON authority
BEGIN SELECT RAISE(ABORT, 'authorities are not removed'); END;
CREATE TRIGGER authority_not_changed BEFORE UPDATE ON authority
WHEN OLD.certificate IS NOT NULL OR NEW.id IS NOT OLD.id OR NEW.name IS NOT OLD.name
  OR NEW.kind IS NOT OLD.kind OR NEW.rehearsal IS NOT OLD.rehearsal OR NEW.parent IS NOT OLD.parent
  OR NEW.spki IS NOT OLD.spki OR NEW.certificate_url IS NOT OLD.certificate_url
  OR NEW.crl_url IS NOT OLD.crl_url OR NEW.founded IS NOT OLD.founded
BEGIN SELECT RAISE(ABORT, 'an authority is not changed, only given its certificate'); END;
)sql";

// An authority whose founding was given up gives its name back, and keeps one that says so.
constexpr std::string_view version_2 = R"sql(
DROP TRIGGER authority_not_changed;
CREATE TRIGGER authority_not_changed BEFORE UPDATE ON authority
WHEN OLD.certificate IS NOT NULL OR NEW.id IS NOT OLD.id
  OR NEW.name IS NOT OLD.name
    AND (NEW.certificate IS NOT NULL OR NEW.name IS NOT OLD.name || ' (abandoned ' || OLD.id || ')')
  OR NEW.kind IS NOT OLD.kind OR NEW.rehearsal IS NOT OLD.rehearsal OR NEW.parent IS NOT OLD.parent
  OR NEW.spki IS NOT OLD.spki OR NEW.certificate_url IS NOT OLD.certificate_url
  OR NEW.crl_url IS NOT OLD.crl_url OR NEW.founded IS NOT OLD.founded
BEGIN SELECT RAISE(ABORT, 'an authority is not changed, only given its certificate'); END;
)sql";

constexpr std::array<std::string_view, 2> steps{version_1, version_2};
// "AcCA" as ASCII.
constexpr store::Schema schema{"certification authority", 0x41634341, steps};

}  // namespace

const store::Schema& registry_schema() noexcept { return schema; }

}  // namespace accord::ca
