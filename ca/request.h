#pragma once

#include <string>
#include <vector>

#include "ca/profile.h"
#include "ca/subject.h"
#include "lib/crypto/public_key.h"
#include "lib/time/instant.h"
#include "lib/x509/certificate.h"

namespace accord::ca {

/// Where relying parties find what an authority publishes; both go into every certificate that it
/// issues. Absolute http or https URIs.
struct Urls {
  std::string certificate;  ///< the authority's own certificate (AIA, caIssuers)
  std::string crl;          ///< its CRL (cRLDistributionPoints)
};

/// What a qualified certificate states beyond its profile (ETSI EN 319 412-5). The profile sets
/// QcCompliance and QcType.
struct QcOptions {
  bool device = false;  ///< the private key is in a qualified signature or seal creation device:
                        ///< QcSSCD, and the -qscd policy
  std::vector<x509::QcPds> pds;  ///< PKI disclosure statements; one in English ("en") is needed
  std::vector<std::string> legislation;  ///< ISO 3166-1 codes of the countries under whose law it
                                         ///< is qualified (QcCClegislation)
};

/// What an officer approved. The subject is what was proofed, not what a request claims; `spki` is
/// of the key that the subject was seen to have (x509::read_request checks it).
struct IssueRequest {
  std::string profile;
  SubjectFields subject;
  der::Bytes spki;
  Days validity{};
  QcOptions qc;
};

/// Who signs: an authority, or the key itself (`certificate` is null then).
struct Issuer {
  SignedBy kind = SignedBy::itself;
  const x509::Certificate* certificate = nullptr;
  crypto::SignatureAlgorithm algorithm;
  Urls urls;
};

/// Checks what was asked for, before anything is made of it: `ca_profile_unknown`,
/// `ca_profile_not_here` (this issuer does not sign such certificates), those of `check_subject`,
/// `ca_validity_refused`, `ca_issuer_not_valid` (at that time), `ca_qc_incomplete` (no English
/// disclosure statement; a country outside the European Economic Area and no legislation named),
/// `ca_qc_unexpected`, `ca_url_malformed`, the key's own findings. All that is wrong is told.
[[nodiscard]] outcome::Findings check_request(const IssueRequest& request, const Issuer& issuer,
                                              time::Instant at);

/// Whether a text is an absolute http or https URI without spaces or control characters.
[[nodiscard]] bool is_web_address(std::string_view text) noexcept;
/// The URIs of an authority: `ca_url_malformed`.
[[nodiscard]] outcome::Findings check_urls(const Urls& urls);

/// Whether QC statements without QcCClegislation are right there: the member states of the European
/// Economic Area, where they mean Regulation (EU) No 910/2014 (ETSI EN 319 412-5, 4.2.4).
[[nodiscard]] bool in_european_economic_area(std::string_view country) noexcept;

/// The last second of a validity that starts at `from`: notAfter is inside the validity (RFC
/// 5280, 4.1.2.5).
[[nodiscard]] time::Instant last_second(time::Instant from, Days validity) noexcept;

}  // namespace accord::ca
