#include "cli/algorithms.h"
#include "cli/certificates.h"
#include "cli/commands.h"
#include "cli/made.h"
#include "cli/passphrase.h"
#include "cli/refusal.h"
#include "cli/session.h"
#include "lib/xmldsig/sign.h"

namespace accord::cli {
namespace {

// "agreement.xml" -> "agreement.sealed.xml", beside it.
std::string usual_out(const std::string& document) {
  const std::filesystem::path path(document);
  const auto name = path.stem().string() + ".sealed" + path.extension().string();
  return (path.parent_path() / name).string();
}

Answer run_sign(const Arguments& arguments, Session& session) {
  const auto file = arguments.operand();
  const auto key_file = *arguments.value("key");
  const auto out = arguments.value_or("out", usual_out(file));
  const auto replace = arguments.has("force");
  check_free(out, replace);
  auto document = read_xml_input(file);
  const auto certificate = read_one_certificate(*arguments.value("certificate"));
  xmldsig::SignOptions options;
  options.signing_time = session.at(arguments);
  options.algorithms = algorithms_of(arguments);
  options.chain = read_certificate_files(arguments.values("chain"));
  const auto passphrase = read_passphrase(session, arguments, PassphraseUse::open, key_file);
  const auto key = read_key(session, key_file, passphrase);
  auto budget = budget_of(arguments);
  const auto sealed =
      need(xmldsig::sign_enveloped(std::move(document), *key, certificate, options, budget), file);
  Made made(session);
  made.file(out, sealed, "the document with a signature (XAdES baseline B, enveloped)",
            {.replace = replace});
  auto answer = std::move(made).answer();
  answer.at = options.signing_time;
  answer.fields.set("certificate", facts_of(certificate));
  return answer;
}

constexpr Operand operands[] = {{"DOCUMENT", "the XML document to sign"}};
constexpr Option options[] = {
    {"key", "FILE", "the private key", Count::one},
    {"certificate", "CERT", "the certificate for that key", Count::one},
    {"chain", "CERT", "further certificates to put into the signature", Count::many},
    {"out", "FILE", "where the signed document goes (default: DOCUMENT with .sealed before .xml)"},
    option_policy_file,
    option_limit,
    option_at,
    option_passphrase,
    option_force,
};

constexpr Command table[] = {
    {.name = "sign",
     .summary = "Sign or seal an XML document.",
     .examples = "    accord sign agreement.xml --key hospital.key --certificate hospital.crt\n",
     .operands = operands,
     .options = options,
     .run = run_sign,
     .handles_keys = true},
};

}  // namespace

std::span<const Command> sign_commands() noexcept { return table; }

}  // namespace accord::cli
