#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "verifier/path/validate.h"
#include "verifier/qualification/determine.h"
#include "verifier/recognition/legal_effect.h"
#include "verifier/signature/indication.h"
#include "verifier/trust.h"

namespace accord::verifier {

/// A service found in a list, by the certificate of its identity.
struct ListedService {
  UsableList list;
  trustlist::ServiceRef found;  ///< into the list
};

/// Everything that a verdict of "valid" rests on.
struct Proof {
  crypto::Digest document_sha256;
  x509::Certificate signer;
  path::Valid path;
  ListedService service;
  std::shared_ptr<const trustlist::read::VerifiedList> list_of_lists;
  qualification::Result qualification;
};

/// The claim holds. Only `verify_document` makes one.
class Valid {
 public:
  [[nodiscard]] const Proof& proof() const noexcept { return proof_; }

 private:
  friend class Verification;
  explicit Valid(Proof proof) : proof_(std::move(proof)) {}
  Proof proof_;
};
struct Invalid {};
struct Indeterminate {};
/// Starts as "indeterminate".
using Outcome = std::variant<Indeterminate, Invalid, Valid>;

enum class Role : std::uint8_t {
  document,
  certificate,
  path,
  service,
  list,
  agreement,
  list_of_lists
};
[[nodiscard]] std::string_view to_string(Role role) noexcept;

/// A link of the chain, to be shown. Facts have stable names; a name that comes several times has
/// several values.
struct ChainLink {
  Role role{};
  bool holds = false;
  std::vector<std::pair<std::string, std::string>> facts;
};

struct Answer {
  Outcome outcome;
  time::Instant at{};
  outcome::Findings findings;    ///< the one to look at first at the front
  std::vector<ChainLink> chain;  ///< as far as it was followed, in the order of Role
  signature::Conclusion conclusion;
  std::optional<recognition::LegalEffect> legal_effect;  ///< only with Valid

  [[nodiscard]] trustlist::read::Verdict verdict() const noexcept;
};

/// The answer as a JSON object: {"verdict", "at", "indication", "legal_effect", "chain",
/// "findings", "format"}. `chain` has a member for each link by its role, with "holds" and its
/// facts.
[[nodiscard]] std::string to_json(const Answer& answer);

}  // namespace accord::verifier
