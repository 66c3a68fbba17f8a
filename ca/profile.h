#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ca/subject.h"
#include "lib/x509/extensions.h"

namespace accord::ca {

/// A day, as the lengths of validity are given in.
using Days = std::chrono::duration<std::int64_t, std::ratio<86400>>;

/// Who may sign a certificate of a profile.
enum class SignedBy : std::uint8_t {
  itself,   ///< its own key: self-signed
  root,     ///< an authority whose own certificate is a root-ca's
  issuing,  ///< an authority whose own certificate is an issuing-ca's
};
[[nodiscard]] std::string_view to_string(SignedBy signer) noexcept;

/// What certificates of one kind look like. Both the builder and the linter go by it, each in its
/// own way: the builder writes what it says, the linter reads what was written and compares.
struct Profile {
  std::string name;   ///< "eseal": the word of the command line and of the records
  std::string title;  ///< one line for people
  std::vector<SignedBy> signers;
  std::vector<FieldRule> subject;  ///< in the order in which names are written
  x509::KeyUsage key_usage;        ///< exactly these; critical
  std::optional<x509::BasicConstraints>
      basic_constraints;                     ///< critical; without a value: no such extension
  std::vector<der::Oid> extended_key_usage;  ///< empty: no such extension
  std::optional<der::Oid> policy;            ///< without a value: no certificatePolicies
  std::optional<der::Oid>
      device_policy;  ///< instead of `policy` when the key is in a qualified device
  std::optional<der::Oid>
      qualified_as;  ///< QcType of a qualified certificate; without a value: no QC statements
  Days longest_validity;

  [[nodiscard]] bool is_authority() const noexcept {
    return basic_constraints.has_value() && basic_constraints->ca;
  }
  [[nodiscard]] bool may_be_signed_by(SignedBy signer) const noexcept;
};

/// The profiles that every authority has: root-ca and issuing-ca (RFC 5280), eseal (ETSI EN 319
/// 412-3, -5), list-signer (ETSI TS 119 612, 5.7.1).
[[nodiscard]] const std::vector<Profile>& built_in_profiles();

/// Errors: `ca_profile_unknown`.
[[nodiscard]] outcome::Result<const Profile*> find_profile(std::string_view name);

}  // namespace accord::ca
