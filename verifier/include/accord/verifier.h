#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <accord/certificate.h>
#include <accord/export.h>
#include <accord/finding.h>
#include <accord/verdict.h>

/// May a relying party rely on this signed document, at this moment, and with what legal effect?
/// About certificates alone see accord/certificate.h, which this header includes.
///
/// A complete program:
///
///     #include <accord/verifier.h>
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
///       accord::Verifier verifier;
///       verifier.set_list_of_lists(bytes_of(argument[2]), {bytes_of(argument[3])});
///       verifier.add_list(bytes_of(argument[4]));
///       if (const auto problem = verifier.add_crls(bytes_of(argument[5]))) {
///         std::cerr << problem->message << '\n';
///       }
///       const auto at = std::chrono::sys_days{std::chrono::year{2026} / 8 / 1};
///       const accord::Answer answer = verifier.verify(bytes_of(argument[1]), at);
///       std::cout << to_string(answer.verdict()) << '\n';
///       for (const auto& finding : answer.findings()) std::cout << finding.message << '\n';
///       if (answer.legal_effect()) std::cout << answer.legal_effect()->effect << '\n';
///       return answer.verdict() == accord::Verdict::valid ? 0 : 1;
///     }
///
/// No function here reads a clock, a file or the network. None throws for what is wrong with its
/// input: that is a finding. (std::bad_alloc can always happen.)
namespace accord {

/// A link of the chain from the document to the list of lists, in this order: "document",
/// "certificate", "path", "service", "list", "agreement" (only where there is one),
/// "list_of_lists". Links that were not reached are not there.
struct ACCORD_EXPORT ChainLink {
  std::string role;
  bool holds = false;  ///< false: the findings say why
  /// Facts about it, by stable names ("subject", "status_at_use"). A name that comes several times
  /// has several values, in order. Times are RFC 3339.
  std::vector<std::pair<std::string, std::string>> facts;
};

/// What a valid signature or seal is worth in the relying party's own scheme.
struct ACCORD_EXPORT LegalEffect {
  std::string scheme;                   ///< territory of the list of lists: "EU"
  std::string kind;                     ///< ETSI TS 119 615: "QESeal", "AdESeal-QC", …
  std::string kind_in_words;            ///< "qualified electronic seal"
  std::string effect;                   ///< a sentence
  std::vector<std::string> references;  ///< "Regulation (EU) No 910/2014, Article 35(2)"
  std::string equivalence;  ///< by which agreement; empty when it needs none: "QCForESeal,
                            ///< recognised from JP"
};

/// The answer about one document. Immutable; copies share it. Only `Verifier::verify` makes one.
class ACCORD_EXPORT Answer {
 public:
  [[nodiscard]] Verdict verdict() const noexcept;
  /// The moment that was asked about.
  [[nodiscard]] std::chrono::sys_seconds at() const noexcept;
  /// All reasons and notes, the one to look at first at the front.
  [[nodiscard]] const std::vector<Finding>& findings() const noexcept;
  [[nodiscard]] const std::vector<ChainLink>& chain() const noexcept;
  /// Only when the verdict is valid, and the scheme's law is known here.
  [[nodiscard]] const std::optional<LegalEffect>& legal_effect() const noexcept;
  /// The status of the signature alone in the words of ETSI EN 319 102-1: "TOTAL-PASSED",
  /// "TOTAL-FAILED HASH_FAILURE", "INDETERMINATE REVOKED_NO_POE".
  [[nodiscard]] const std::string& indication() const noexcept;
  /// All of it as one JSON object: {"verdict", "at", "indication", "legal_effect", "chain",
  /// "findings", "format"}.
  [[nodiscard]] std::string to_json() const;

 private:
  friend class Verifier;
  struct State;
  explicit Answer(std::shared_ptr<const State> state) noexcept;
  std::shared_ptr<const State> state_;
};

/// A relying party: what it trusts and the evidence it has. Adding is for one thread; `verify` may
/// be called from several at once. What was verified of the lists is kept for the moment last asked
/// about, so that many documents at one moment cost little more than their own signatures.
class ACCORD_EXPORT Verifier {
 public:
  Verifier();
  ~Verifier();
  Verifier(Verifier&&) noexcept;
  Verifier& operator=(Verifier&&) noexcept;

  /// The list of lists that is trusted, and the certificates (DER or PEM, one or more in each) that
  /// may sign it. This is the only thing that is trusted by itself. Returns what was wrong with a
  /// certificate; a certificate that cannot be read is not trusted. The list itself is judged when
  /// a document is.
  std::optional<Finding> set_list_of_lists(std::string list,
                                           const std::vector<std::string>& signers);
  /// A trusted list that the list of lists points to. It counts only when it is signed by a
  /// certificate that the list of lists announces for it; otherwise the answers say why not.
  void add_list(std::string list);
  /// CRLs: one in DER, or any number in PEM. Returns what was wrong; nothing is added then.
  std::optional<Finding> add_crls(std::string_view crls);
  /// Certificates between signer and issuer, not trusted by themselves: one in DER, or any number
  /// in PEM. Returns what was wrong; nothing is added then.
  std::optional<Finding> add_certificates(std::string_view certificates);

  /// Verifies a document with one enveloped XAdES baseline signature (UTF-8 XML) as of a moment.
  [[nodiscard]] Answer verify(std::string document, std::chrono::sys_seconds at) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace accord
