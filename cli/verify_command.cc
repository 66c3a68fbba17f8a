#include "cli/algorithms.h"
#include "cli/certificates.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/list_facts.h"
#include "cli/refusal.h"
#include "cli/session.h"
#include "cli/stored_trust.h"
#include "cli/verify_text.h"
#include "verifier/document.h"

namespace accord::cli {
namespace {

verifier::NamedBytes named(const std::string& file) { return {file, read_xml_input(file)}; }

verifier::TrustSources given_sources(const Arguments& arguments) {
  verifier::TrustSources sources;
  sources.list_of_lists = named(*arguments.value("lotl"));
  sources.signers = read_certificate_files(arguments.values("lotl-signer"));
  for (const auto& list : arguments.values("list")) sources.lists.push_back(named(list));
  return sources;
}

// One generation is opened and read once: a refresh that runs meanwhile changes nothing here.
verifier::TrustSources stored_sources(const Arguments& arguments, const Session& session,
                                      time::Instant at, const crypto::AlgorithmPolicy& algorithms,
                                      outcome::Budget& budget) {
  const auto trust = open_trust(*arguments.value("trust"), session.home(arguments));
  auto sources = sources_of(trust, at, algorithms, budget);
  for (const auto& list : arguments.values("list")) sources.lists.push_back(named(list));
  return sources;
}

void check_trust(const Arguments& arguments) {
  const outcome::About about{.what = "the command line"};
  if (arguments.has("trust")) {
    for (const auto* option : {"lotl", "lotl-signer"}) {
      if (!arguments.has(option)) continue;
      refuse(Exit::usage, outcome::FindingId::options_together, about,
             {{"one", "--trust"},
              {"other", "--" + std::string(option)},
              {"reason", "both say what you trust"}});
    }
    return;
  }
  for (const auto* option : {"lotl", "lotl-signer"}) {
    if (arguments.has(option)) continue;
    refuse(Exit::usage, outcome::FindingId::option_missing, about,
           {{"option", "--" + std::string(option) + " (or --trust)"}});
  }
}

Answer run_verify(const Arguments& arguments, Session& session) {
  const auto file = arguments.operand();
  const auto at = session.at(arguments);
  const auto document = named(file);
  check_trust(arguments);
  auto budget = budget_of(arguments);
  path::Policy policy;
  policy.now = session.now();
  policy.algorithms = algorithms_of(arguments);
  const auto sources = arguments.has("trust")
                           ? stored_sources(arguments, session, at, policy.algorithms, budget)
                           : given_sources(arguments);
  verifier::Evidence evidence;
  evidence.certificates = read_certificate_files(arguments.values("certificate"));
  evidence.crls = read_crl_files(arguments.values("crl"));
  const auto trust = verifier::establish_trust(sources, at, policy.algorithms, budget);
  const auto verified = verifier::verify_document(document, trust, evidence, policy, budget);
  Answer answer;
  answer.at = at;
  answer.findings = verified.findings;
  answer.judge(to_verdict(verified.verdict()));
  const auto json = Json::read(verifier::to_json(verified));
  for (const auto* member : {"indication", "legal_effect", "chain"}) {
    answer.fields.set(member, json.at(member));
  }
  answer.text = text_of(verified, file, session.style());
  if (auto note = session.note_on(at); !note.empty()) answer.notes.push_back(std::move(note));
  return answer;
}

constexpr Operand operands[] = {{"DOCUMENT", "the signed or sealed XML document"}};
constexpr Option options[] = {
    {"lotl", "FILE", "the list of lists: what you trust, together with who signs it"},
    {"lotl-signer", "CERT", "who may sign the list of lists", Count::many},
    {"trust", "NAME",
     "in place of both: a trust anchor of yours (accord trust), or the folder of a snapshot (with "
     "a "
     "/ in it)"},
    {"list", "LIST", "trusted lists that it points to", Count::many},
    {"crl", "CRL", "revocation lists", Count::many},
    {"certificate", "CERT", "certificates between the signer and its authority", Count::many},
    option_home,
    option_policy_file,
    option_at,
    option_limit,
};

constexpr Command table[] = {
    {.name = "verify",
     .summary = "May this document be relied on, at this moment, and with what legal effect?",
     .examples =
         "  A document sealed in Japan, by a relying party that trusts the EU's list of lists\n"
         "    accord verify agreement.sealed.xml --lotl eu/list.xml \\\n"
         "        --lotl-signer eu/list-signer.crt --list jp/list.xml --crl issuing.crl\n"
         "  The same with a trust anchor that is kept and refreshed\n"
         "    accord verify agreement.sealed.xml --trust eu --crl issuing.crl\n"
         "  How was it on that day?\n"
         "    accord verify … --at 2026-08-01T00:00:00Z\n"
         "  What one trusts can stand in a configuration file: lotl = …, lotl-signer = …\n"
         "    accord verify agreement.sealed.xml --config trust.ini --list jp/list.xml\n",
     .operands = operands,
     .options = options,
     .run = run_verify},
};

}  // namespace

std::span<const Command> verify_commands() noexcept { return table; }

}  // namespace accord::cli
