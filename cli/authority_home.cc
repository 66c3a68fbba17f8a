#include "cli/authority_home.h"

#include "cli/made.h"
#include "cli/passphrase.h"

namespace accord::cli {

using outcome::FindingId;

ca::Registry AuthorityHome::open(bool create) const {
  const auto file = folder_ / "ca.db";
  std::error_code error;
  if (!create && !std::filesystem::exists(file, error)) {
    refuse(Exit::usage, FindingId::authorities_none, {.what = folder_.string()});
  }
  if (create) {
    std::filesystem::create_directories(folder_ / "keys", error);
    if (error) {
      refuse(Exit::io, FindingId::output_failed, {.what = folder_.string()},
             {{"reason", error.message()}});
    }
    std::filesystem::permissions(folder_ / "keys", std::filesystem::perms::owner_all, error);
  }
  store::OpenOptions options;
  options.create = create;
  return need(ca::Registry::open("sqlite:" + file.string(), *clock_, options), file.string(),
              Exit::io);
}

std::filesystem::path AuthorityHome::key_file(std::string_view authority) const {
  return folder_ / "keys" / (std::string(authority) + ".key");
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
