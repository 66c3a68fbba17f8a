#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lib/xmldsig/verify.h"
#include "tests/support/certificate_maker.h"

namespace accord::tests {

/// A signature that is right as computations go, over a structure that a test chose. A template is
/// the text of a document with markers for what is computed:
///   @certificate@                    base64 of the signer's certificate
///   @certificate-sha256@, …-sha1@    base64 of its digest
///   @signature-method@               the URI that fits the signer's key
///   @digest@                         (in a DigestValue) digest of what its Reference covers: its
///   URI (first element with that
///                                    identifier), less the signature if a transform says so,
///                                    canonicalised by the last transform that canonicalises, else
///                                    inclusively
///   @value@                          (in the SignatureValue) the signature over SignedInfo
[[nodiscard]] std::string forge(std::string text, Identity& signer);

/// A document with a template for a signature that is right in every respect (reference to "", V2
/// properties).
[[nodiscard]] std::string right_template();

/// `text` with the one place where `from` stands replaced; the test fails when there is none or are
/// several.
[[nodiscard]] std::string replaced(std::string text, std::string_view from, std::string_view to);
/// The piece from the one `begin` through the next `end`.
[[nodiscard]] std::string cut(const std::string& text, std::string_view begin,
                              std::string_view end);

/// Signers made once for all tests: the usual one (P-256) and another.
[[nodiscard]] Identity& usual_signer();
[[nodiscard]] Identity& other_signer();

/// A verification: what was found, and the signature when it is intact. The document is kept, so
/// that the signature's elements stay valid.
struct Verification {
  outcome::Findings findings;
  std::optional<xml::Document> document;
  std::optional<xmldsig::IntactSignature> intact;
};
[[nodiscard]] Verification verify(std::string text);
[[nodiscard]] Verification verify(std::string text, outcome::Budget& budget);

/// The moment at which tests sign and ask.
[[nodiscard]] time::Instant signing_moment();

/// Requires that the document is refused for this reason and no other.
void require_refused(std::string text, outcome::FindingId id, std::string_view where = {});
/// Requires that it is not; returns what was found.
outcome::Findings require_intact(std::string text);

}  // namespace accord::tests
