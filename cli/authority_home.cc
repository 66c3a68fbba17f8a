#include "cli/authority_home.h"

#include "cli/files.h"
#include "cli/made.h"
#include "cli/passphrase.h"

namespace accord::cli {

using outcome::FindingId;

bool AuthorityHome::exists() const {
  std::error_code ignored;
  return std::filesystem::exists(folder_ / "ca.db", ignored);
}

ca::Registry AuthorityHome::open(bool create) const {
  const auto file = folder_ / "ca.db";
  std::error_code error;
  if (!create && !exists()) {
    refuse(Exit::usage, FindingId::authorities_none, {.what = folder_.string()});
  }
  if (create) {
    std::filesystem::create_directories(folder_ / "keys", error);
    if (error) {
      refuse(Exit::io, FindingId::output_failed, {.what = folder_.string()},
             {{"reason", error.message()}});
    }
    std::filesystem::permissions(folder_ / "keys", std::filesystem::perms::owner_all, error);
    // The files that SQLite keeps beside it get the same mode.
    make_private_file(file);
  }
  store::OpenOptions options;
  options.create = create;
  return need(ca::Registry::open("sqlite:" + file.string(), *clock_, options), file.string(),
              Exit::io);
}

std::filesystem::path AuthorityHome::key_file(std::string_view authority) const {
  return folder_ / "keys" / (std::string(authority) + ".key");
}

std::filesystem::path AuthorityHome::abandoned_key_file(std::string_view authority,
                                                        const der::SerialNumber& serial) const {
  constexpr std::size_t enough = 8;
  return folder_ / "keys" /
         (std::string(authority) + ".abandoned-" + serial.to_hex().substr(0, enough) + ".key");
}

KeyRing::Key AuthorityHome::open_key(std::string_view authority, const Session& session,
                                     const Arguments& arguments) const {
  const auto file = key_file(authority).string();
  const auto passphrase = read_passphrase(session, arguments, PassphraseUse::open, file);
  return read_key(session, file, passphrase);
}

ca::Act act_of(const Arguments& arguments, const Session& session) {
  return {.at = session.at(arguments), .by = session.environment("USER").value_or("unknown")};
}

}  // namespace accord::cli
