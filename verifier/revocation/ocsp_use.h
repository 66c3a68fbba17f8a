#pragma once

#include "verifier/revocation/crl_use.h"

namespace accord::revocation {

/// Whether the response was made by who may make it (RFC 6960, 3.2, 4.2.2.2): the certificate's
/// issuer itself, or a responder whose certificate that issuer's key signed for the purpose.
/// Nothing when it may be relied on for what it says of its own time; otherwise why not.
[[nodiscard]] std::optional<outcome::Finding> authenticate(const x509::OcspResponse& response,
                                                           const Sources& sources,
                                                           const Question& question);

/// The moment that a response speaks of: nobody can have known it later than the response was made.
[[nodiscard]] time::Instant stated_at(const x509::OcspSingleResponse& single,
                                      const x509::OcspResponse& response);

/// What an answer "revoked" says, as a CRL would.
[[nodiscard]] x509::RevokedEntry entry_of(const x509::OcspSingleResponse& single);

/// Whether the response shows what held at `at`. Nothing when it does.
[[nodiscard]] std::optional<outcome::Finding> out_of_date(const x509::OcspSingleResponse& single,
                                                          const x509::OcspResponse& response,
                                                          const x509::Certificate& certificate,
                                                          time::Instant at);

/// A finding about a response that cannot be used for the question.
[[nodiscard]] outcome::Finding set_aside(outcome::FindingId id, const x509::OcspResponse& response,
                                         const x509::Certificate& certificate,
                                         outcome::Params further = {});

}  // namespace accord::revocation
