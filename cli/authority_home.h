#pragma once

#include <filesystem>
#include <string>

#include "ca/authority.h"
#include "cli/refusal.h"
#include "cli/session.h"

namespace accord::cli {

/// The folder where certification authorities live: ca.db with their records, keys/NAME.key with
/// their keys.
class AuthorityHome {
 public:
  AuthorityHome(const Arguments& arguments, const Session& session)
      : folder_(session.home(arguments)), clock_(session.outside().clock) {}

  /// Whether there are records.
  [[nodiscard]] bool exists() const;
  /// Opens the records. Throws Refusal; without `create`, when there are none (`authorities_none`).
  [[nodiscard]] ca::Registry open(bool create = false) const;
  [[nodiscard]] std::filesystem::path key_file(std::string_view authority) const;
  /// Where the key of an authority goes whose founding, by the certificate of that serial number,
  /// was given up.
  [[nodiscard]] std::filesystem::path abandoned_key_file(std::string_view authority,
                                                         const der::SerialNumber& serial) const;
  /// Opens an authority's key; its passphrase is read as `read_passphrase` says. Throws Refusal.
  [[nodiscard]] KeyRing::Key open_key(std::string_view authority, const Session& session,
                                      const Arguments& arguments) const;

 private:
  std::filesystem::path folder_;
  const time::Clock* clock_;
};

/// Who acts when: `--at`, and the user's name for the records.
[[nodiscard]] ca::Act act_of(const Arguments& arguments, const Session& session);

}  // namespace accord::cli
