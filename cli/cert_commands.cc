#include "cli/commands.h"
#include "cli/files.h"
#include "cli/inspect.h"
#include "cli/session.h"

namespace accord::cli {
namespace {

constexpr Inspection::Most shown{.entries = 20, .items = 100};

Answer run_inspect(const Arguments& arguments, Session& session) {
  constexpr Inspection::Most every{x509::every_one, x509::every_one};
  Inspection inspection(session.style(), arguments.has("all") ? every : shown);
  for (const auto& file : arguments.operands()) {
    inspection.add_file(read_der_input(file, inspectable), file);
  }
  return std::move(inspection).answer();
}

constexpr Operand operands[] = {
    {"FILE",
     "certificates, CRLs, OCSP responses, requests, time-stamps or messages with certificates "
     "only (.p7c), PEM or DER",
     Count::at_least_one}};

constexpr Option options[] = {
    {"all", "",
     "every entry of a CRL, not only the first 20; every extension and OCSP answer, not only 100"}};

constexpr Command table[] = {
    {.name = "cert inspect",
     .summary = "Print certificates, CRLs, OCSP responses, requests and time-stamps readably. "
                "Nothing is verified, but that a request is signed with its own key.",
     .examples = "    accord cert inspect hospital.crt\n"
                 "    accord cert inspect issuing.crl --json\n"
                 "    accord cert inspect issuing.crl --all\n"
                 "    accord cert inspect response.ors stamp.tsr hospital.csr\n"
                 "    accord cert inspect chain.pem\n"
                 "    accord cert inspect issuers.p7c\n",
     .operands = operands,
     .options = options,
     .run = run_inspect},
};

}  // namespace

std::span<const Command> cert_commands() noexcept { return table; }

}  // namespace accord::cli
