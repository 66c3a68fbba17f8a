#pragma once

#include <string_view>
#include <vector>

#include "lib/x509/extensions.h"

namespace accord::path {

/// What the end entity's key is to be used for, as data.
struct Purpose {
  std::string_view id;    ///< "tls-server": as it is asked for
  std::string_view name;  ///< "authenticating a TLS server": completes "cannot be used for …"
  /// One of these key usages must be there when the extension is; empty: any usage will do.
  std::vector<x509::KeyUsageBit> key_usage_any;
  /// One of these must be among the extended key usages when the extension is there (RFC
  /// 5280, 4.2.1.12), at the end entity and at every authority between; empty: any will do.
  std::vector<der::Oid> extended_key_usages;
  bool any_extended_key_usage = true;        ///< anyExtendedKeyUsage fits too
  bool extended_key_usage_required = false;  ///< the end entity must have the extension
  /// The end entity's extension must be critical and name nothing else (RFC 3161, 2.3).
  bool alone_and_critical = false;
  /// Purposes that are not known here may fit too, so that the answer is open (ETSI EN 319 412-2
  /// asks for none in particular).
  bool unknown_may_fit = false;
  /// The end entity must not be a certification authority (ETSI EN 319 412-2, 4.3.2: such
  /// certificates are for end users).
  bool end_entity_only = false;
  /// Certificates that break a rule for issuers are refused (see profile.h).
  bool strict_profile = false;
};

/// anyExtendedKeyUsage (RFC 5280, 4.2.1.12).
[[nodiscard]] const der::Oid& any_extended_key_usage();

/// How a certificate's extended key usages go with a purpose.
enum class PurposeFit : std::uint8_t {
  no,       ///< every one is known, and is another one
  unknown,  ///< none fits, and one is not known; only where the purpose leaves that open
  yes
};
[[nodiscard]] PurposeFit fits(const Purpose& purpose,
                              const std::vector<der::Oid>& extended_key_usages);

namespace purpose {
[[nodiscard]] const Purpose& any();
/// An electronic signature or seal over a document (ETSI EN 319 412-2, 4.3.2): contentCommitment or
/// digitalSignature. RFC 5280 leaves to the application which extended key usages it asks for:
/// those fit that certificates for signatures and seals carry, which are documents (RFC 9336, and
/// the older identifiers of Microsoft and Adobe), e-mail protection and client authentication.
[[nodiscard]] const Purpose& signature();
[[nodiscard]] const Purpose& seal();
[[nodiscard]] const Purpose& tls_server();     ///< RFC 5280, 4.2.1.12 (id-kp-serverAuth)
[[nodiscard]] const Purpose& tls_client();     ///< RFC 5280, 4.2.1.12 (id-kp-clientAuth)
[[nodiscard]] const Purpose& email();          ///< RFC 5280, 4.2.1.12 (id-kp-emailProtection)
[[nodiscard]] const Purpose& time_stamping();  ///< RFC 3161, 2.3
[[nodiscard]] const Purpose& ocsp_signing();   ///< RFC 6960, 4.2.2.2
[[nodiscard]] const Purpose& list_signing();   ///< ETSI TS 119 612, 5.7.1 (id-tsl-kp-tslSigning)
/// Signing CRLs (RFC 5280, 6.3.3 (f)): key usage cRLSign.
[[nodiscard]] const Purpose& crl_signing();

/// Those that can be asked for by `id`, in the order of the help text.
[[nodiscard]] const std::vector<const Purpose*>& all();
/// The purpose with that id; null when there is none.
[[nodiscard]] const Purpose* find(std::string_view id);
}  // namespace purpose

}  // namespace accord::path
