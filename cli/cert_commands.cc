#include "cli/cert_text.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/refusal.h"
#include "cli/session.h"
#include "lib/der/base64.h"

namespace accord::cli {
namespace {

using outcome::FindingId;

constexpr std::size_t entries_shown = 20;

void add(const x509::Certificate& certificate, Answer& answer, Json& objects, const Style& style) {
  answer.text += (answer.text.empty() ? "" : "\n") + text_of(certificate, style);
  objects.push(json_of(certificate));
}

void add(const x509::Crl& crl, Answer& answer, Json& objects, const Style& style) {
  answer.text += (answer.text.empty() ? "" : "\n") + text_of(crl, style, entries_shown);
  objects.push(json_of(crl));
}

void inspect_pem(const std::string& bytes, const std::string& file, Answer& answer, Json& objects,
                 const Style& style) {
  for (const auto& block : need(der::parse_pem(bytes), file)) {
    if (block.label == "CERTIFICATE") {
      add(need(x509::Certificate::parse(block.content), file), answer, objects, style);
    } else if (block.label == "X509 CRL") {
      add(need(x509::Crl::parse(block.content), file), answer, objects, style);
    } else {
      refuse(Exit::bad_input, FindingId::input_wrong_kind, {.what = file},
             {{"found", "PEM text with the label " + block.label},
              {"wanted", "a certificate or a certificate revocation list"}});
    }
  }
}

// A CRL's first value inside is a version or an algorithm, a certificate's is a tagged version or a
// serial number: rather than guess, both readers are asked, and the certificate's reason is given
// when neither can read it.
void inspect_der(const std::string& bytes, const std::string& file, Answer& answer, Json& objects,
                 const Style& style) {
  auto certificate = x509::Certificate::parse(der::as_bytes(bytes));
  if (certificate) return add(*certificate, answer, objects, style);
  auto crl = x509::Crl::parse(der::as_bytes(bytes));
  if (crl) return add(*crl, answer, objects, style);
  refuse(Exit::bad_input, std::move(certificate).error(), file);
}

Answer run_inspect(const Arguments& arguments, Session& session) {
  Answer answer;
  auto objects = Json::array();
  for (const auto& file : arguments.operands()) {
    const auto bytes = read_der_input(file, "a certificate or a certificate revocation list");
    if (kind_of(bytes) == InputKind::pem) {
      inspect_pem(bytes, file, answer, objects, session.style());
    } else {
      inspect_der(bytes, file, answer, objects, session.style());
    }
  }
  answer.fields.set("objects", std::move(objects));
  return answer;
}

constexpr Operand operands[] = {{"FILE", "certificates or CRLs, PEM or DER", Count::at_least_one}};

constexpr Command table[] = {
    {.name = "cert inspect",
     .summary = "Print certificates and CRLs readably. Nothing is verified.",
     .examples = "    accord cert inspect hospital.crt\n"
                 "    accord cert inspect issuing.crl --json\n",
     .operands = operands,
     .options = {},
     .run = run_inspect},
};

}  // namespace

std::span<const Command> cert_commands() noexcept { return table; }

}  // namespace accord::cli
