#include "cli/commands.h"
#include "cli/made.h"
#include "cli/passphrase.h"
#include "cli/refusal.h"
#include "cli/session.h"
#include "lib/der/base64.h"
#include "lib/x509/write.h"

namespace accord::cli {
namespace {

Answer run_new(const Arguments& arguments, Session& session) {
  const auto file = arguments.operand();
  const auto spec = key_spec_from_option(arguments.value_or("type", "p256"));
  check_free(file, false);
  const auto passphrase = read_passphrase(session, arguments, PassphraseUse::protect, file);
  const auto key = new_key(spec);
  Made made(session);
  made.key(file, key, passphrase);
  return std::move(made).answer();
}

Answer run_request(const Arguments& arguments, Session& session) {
  const auto file = arguments.operand();
  const auto out = *arguments.value("out");
  check_free(out, arguments.has("force"));
  const auto passphrase = read_passphrase(session, arguments, PassphraseUse::open, file);
  const auto key = read_key(session, file, passphrase);
  std::vector<std::pair<der::Oid, std::string>> name;
  if (const auto common = arguments.value("common-name")) {
    name.emplace_back(x509::attribute::common_name, *common);
  }
  const auto request =
      need(x509::write_request(x509::Name::build(name), *key), file, Exit::internal);
  Made made(session);
  made.file(out, der::to_pem("CERTIFICATE REQUEST", request),
            "request for a certificate, signed with the key", {.replace = arguments.has("force")});
  return std::move(made).answer();
}

constexpr Operand new_operands[] = {{"FILE", "where the key goes; never replaced"}};
constexpr Option new_options[] = {
    {"type", "TYPE",
     "p256 (default), p384, p521, rsa2048, rsa3072, rsa4096, ed25519, ed448, brainpool256, "
     "brainpool384, brainpool512, mldsa44, mldsa65 or mldsa87"},
    option_passphrase,
};
constexpr Operand request_operands[] = {{"KEY", "the private key's file"}};
constexpr Option request_options[] = {
    {"out", "FILE", "where the request goes", Count::one},
    {"common-name", "NAME", "a name to ask for; the authority decides on what it has proofed"},
    option_passphrase,
    option_force,
};

constexpr Command table[] = {
    {.name = "key new",
     .summary = "Make a private key, encrypted with a passphrase.",
     .examples = "  A key on the curve P-256; the passphrase is asked for\n"
                 "    accord key new hospital.key\n"
                 "  An RSA key, the passphrase from a file that only you can read\n"
                 "    accord key new hospital.key --type rsa3072 --passphrase-file passphrase\n",
     .operands = new_operands,
     .options = new_options,
     .run = run_new,
     .handles_keys = true},
    {.name = "key request",
     .summary = "Make a certification request (PKCS#10), which proves that one has the key.",
     .examples = "    accord key request hospital.key --out hospital.csr\n",
     .operands = request_operands,
     .options = request_options,
     .run = run_request,
     .handles_keys = true},
};

}  // namespace

std::span<const Command> key_commands() noexcept { return table; }

}  // namespace accord::cli
