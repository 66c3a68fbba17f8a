#pragma once

#include <set>
#include <string>

#include "verifier/fetch/addresses.h"
#include "verifier/path/find.h"

namespace accord::fetch {

enum class Kind : std::uint8_t { certificates, crl, ocsp };
[[nodiscard]] std::string_view to_string(Kind kind) noexcept;  ///< "certificates", "crl", "ocsp"

/// Whose status a responder is asked for.
struct OcspSubject {
  x509::Certificate certificate;
  crypto::PublicKey issuer_key;
};

/// One thing that may help.
struct Wanted {
  Kind kind{};
  std::vector<std::string> urls;       ///< where it is: any one will do
  std::optional<OcspSubject> subject;  ///< for an OCSP response
};

/// Decides what to get for a question that has no answer yet. Fetches nothing, and offers nothing
/// twice that was tried. In this order, and no more at a time than may be needed:
///   1. delta CRLs of full CRLs that were got;
///   2. where only revocation is open on a path: OCSP responses, then CRLs and their deltas, then
///   what those who signed such evidence need themselves: CRLs about them, and their issuers;
///   3. where a certificate's issuer is not at hand: the issuer;
///   4. where all issuers are there and no path holds: other certificates of those issuers.
/// Nothing when a path holds and what it says of revocation is known, or is not asked about; when
/// the target itself is what is wrong, or whether it is revoked cannot be found out; when something
/// on a path is revoked or suspended.
class Planner {
 public:
  /// All must outlive the object.
  Planner(const x509::Certificate& target, const path::Policy& policy)
      : target_(target), policy_(policy) {}

  /// At most 64 things at a time. Budget: signatures, name_comparisons; when it is exhausted, what
  /// is known until then counts.
  [[nodiscard]] std::vector<Wanted> next(const path::Answer& answer, const path::Material& material,
                                         outcome::Budget& budget);

  /// The thing was asked for there; it is not offered again.
  void tried(const Wanted& wanted, const std::string& url);
  /// A CRL that was got: where its deltas are is remembered (RFC 5280, 5.2.6).
  void received(const x509::Crl& crl);

  /// Addresses of things that were wanted from which nothing can be fetched
  /// (`http_address_unusable`, each about its address): the first 20, and how many there are.
  [[nodiscard]] const std::vector<outcome::Finding>& unusable() const noexcept { return unusable_; }
  [[nodiscard]] std::size_t unusable_count() const noexcept { return seen_unusable_.size(); }

 private:
  struct Chain;
  [[nodiscard]] static std::vector<Chain> open_chains(const path::Answer& answer);

  [[nodiscard]] bool is_usable(const std::string& url);
  void add(Wanted wanted, std::vector<Wanted>& all);
  void add_each(Kind kind, std::vector<std::string> urls, std::vector<Wanted>& all);
  void add_lists(const x509::Certificate& certificate, std::vector<Wanted>& all);

  [[nodiscard]] std::vector<Wanted> deltas();
  [[nodiscard]] std::vector<Wanted> responses_for(const Chain& chain);
  [[nodiscard]] std::vector<Wanted> lists_for(const Chain& chain);
  [[nodiscard]] std::vector<Wanted> for_signers_of(const Chain& chain,
                                                   const path::Material& material,
                                                   outcome::Budget& budget);
  void add_for_signers(const x509::Crl& crl, const Chain& chain, const path::Material& material,
                       outcome::Budget& budget, std::vector<Wanted>& all);
  [[nodiscard]] std::vector<Wanted> issuers(const path::Material& material,
                                            outcome::Budget& budget);

  const x509::Certificate& target_;
  const path::Policy& policy_;
  std::set<std::string> tried_;
  std::vector<outcome::Finding> unusable_;
  std::set<std::string> seen_unusable_;
  std::vector<Alternatives> deltas_;
};

}  // namespace accord::fetch
