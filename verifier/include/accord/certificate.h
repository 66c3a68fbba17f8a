#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <accord/export.h>
#include <accord/finding.h>
#include <accord/verdict.h>

/// Is this certificate good, for this purpose, at this moment, from what the relying party trusts?
/// Path validation of RFC 5280 and RFC 9618, with revocation; no trusted lists.
///
/// A complete program:
///
///     #include <accord/certificate.h>
///
///     #include <fstream>
///     #include <iostream>
///     #include <iterator>
///
///     std::string bytes_of(const char* name) {
///       std::ifstream file(name, std::ios::binary);
///       return {std::istreambuf_iterator<char>(file), {}};
///     }
///
///     int main(int, char** argument) {
///       accord::CertificateVerifier verifier;
///       for (const auto& problem : {verifier.add_anchors(bytes_of(argument[2])),
///                                   verifier.add_certificates(bytes_of(argument[3])),
///                                   verifier.add_crls(bytes_of(argument[4]))}) {
///         if (problem) std::cerr << problem->message << '\n';
///       }
///       accord::CertificateQuestion question;
///       question.at = std::chrono::sys_days{std::chrono::year{2026} / 8 / 1};
///       question.purpose = "tls-server";
///       question.dns = {"www.example.org"};
///       const accord::CertificateAnswer answer =
///           verifier.verify(bytes_of(argument[1]), question);
///       std::cout << to_string(answer.verdict()) << '\n';
///       for (const auto& finding : answer.findings()) std::cout << finding.message << '\n';
///       if (!answer.paths().empty()) {
///         for (const auto& certificate : answer.paths().front().certificates) {
///           std::cout << certificate.subject << ": " << certificate.revocation << '\n';
///         }
///       }
///       return answer.verdict() == accord::Verdict::valid ? 0 : 1;
///     }
///
/// No function here reads a clock, a file or the network. None throws for what is wrong with its
/// input: that is a finding. (std::bad_alloc can always happen.)
namespace accord {

/// How much revocation evidence is wanted.
enum class RevocationRule : std::uint8_t {
  require,  ///< "not known" is indeterminate
  prefer,   ///< "not known" is a warning
  off       ///< not looked at
};

/// What is asked about a certificate.
struct CertificateQuestion {
  std::chrono::sys_seconds at{};  ///< the moment for which it is to hold
  /// The present: evidence dated after it is not believed. Without it, any date is.
  std::optional<std::chrono::sys_seconds> now;
  /// "any", "signature", "seal", "tls-server", "tls-client", "email", "time-stamping",
  /// "ocsp-signing", "list-signing" or "crl-signing".
  std::string purpose = "any";
  /// Names that the certificate must be for, every one of them (RFC 9525).
  std::vector<std::string> dns, ip, email;
  /// Certificate policies that are accepted, in dotted form; none: any (RFC 5280, 6.1.1 (c)).
  std::vector<std::string> policies;
  bool explicit_policy = false;         ///< 6.1.1 (f): one of them must hold along the path
  bool inhibit_policy_mapping = false;  ///< 6.1.1 (e)
  bool inhibit_any_policy = false;      ///< 6.1.1 (g)
  RevocationRule revocation = RevocationRule::require;
  std::uint32_t max_intermediates = 8;  ///< authorities between anchor and certificate at most
};

/// A path from an anchor to the certificate: one that holds, or one that was refused and why.
struct ACCORD_EXPORT CertificatePath {
  struct Certificate {
    std::string subject, issuer;  ///< RFC 4514
    std::string serial, sha256;   ///< hexadecimal
    std::chrono::sys_seconds not_before, not_after;
    /// "not revoked, by the CRL of 2026-07-31T00:00:00Z"; empty when it is not known.
    std::string revocation;
  };
  std::string anchor;                     ///< the anchor's name
  std::vector<Certificate> certificates;  ///< the first one is issued by the anchor
  std::vector<Finding> findings;
};

/// The answer about one certificate. Immutable; copies share it. Only `CertificateVerifier` makes
/// one.
class ACCORD_EXPORT CertificateAnswer {
 public:
  [[nodiscard]] Verdict verdict() const noexcept;
  [[nodiscard]] std::chrono::sys_seconds at() const noexcept;
  /// All reasons and notes, the one to look at first at the front.
  [[nodiscard]] const std::vector<Finding>& findings() const noexcept;
  /// When valid, the one path that holds. Otherwise those that do not, the one that a person would
  /// look at first at the front; maybe none.
  [[nodiscard]] const std::vector<CertificatePath>& paths() const noexcept;
  /// When valid, the certificate policies that hold along the path and were asked for, in dotted
  /// form; anyPolicy is "2.5.29.32.0".
  [[nodiscard]] const std::vector<std::string>& policies() const noexcept;

 private:
  friend class CertificateVerifier;
  struct State;
  explicit CertificateAnswer(std::shared_ptr<const State> state) noexcept;
  std::shared_ptr<const State> state_;
};

/// A relying party: what it trusts and the evidence it has. Adding is for one thread; `verify` may
/// be called from several at once. Signatures that were checked are remembered, so that many
/// certificates of one issuer cost little more than their own signatures.
class ACCORD_EXPORT CertificateVerifier {
 public:
  CertificateVerifier();
  ~CertificateVerifier();
  CertificateVerifier(CertificateVerifier&&) noexcept;
  CertificateVerifier& operator=(CertificateVerifier&&) noexcept;

  // Each returns what was wrong; nothing of that call is added then. Certificates and evidence are
  // one in DER, or any number in PEM.

  /// Certificates that are trusted to issue, and from when to when; always, without.
  std::optional<Finding> add_anchors(
      std::string_view certificates,
      std::optional<std::chrono::sys_seconds> trusted_from = std::nullopt,
      std::optional<std::chrono::sys_seconds> trusted_until = std::nullopt);
  /// A name (DER of a distinguished name) and a key (SubjectPublicKeyInfo in DER) that are trusted
  /// to issue.
  std::optional<Finding> add_anchor(std::string_view name, std::string_view key);
  /// Certificates that may stand between, or belong to signers of evidence; not trusted.
  std::optional<Finding> add_certificates(std::string_view certificates);
  std::optional<Finding> add_crls(std::string_view crls);
  std::optional<Finding> add_ocsp_responses(std::string_view responses);
  /// Certificates that are not to be trusted, whoever vouches for them.
  std::optional<Finding> distrust_certificates(std::string_view certificates);
  /// A key (SubjectPublicKeyInfo in DER) that is not, in whatever certificate.
  std::optional<Finding> distrust_key(std::string_view key);
  /// Which algorithms and key sizes may be relied on, and until when: an XML document as of
  /// `accord cert verify --policy-file`. Without it, a strict table.
  std::optional<Finding> set_algorithm_policy(std::string document);

  /// Looks for a path that holds for the first of these certificates; further ones are used as
  /// those between. What is wrong with the certificate or the question is a finding of the answer.
  [[nodiscard]] CertificateAnswer verify(std::string_view certificate,
                                         const CertificateQuestion& question) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace accord
