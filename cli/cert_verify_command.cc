#include <fmt/format.h>

#include "cli/algorithms.h"
#include "cli/anchor_files.h"
#include "cli/certificates.h"
#include "cli/commands.h"
#include "cli/distrust.h"
#include "cli/evidence_files.h"
#include "cli/fetch.h"
#include "cli/files.h"
#include "cli/list_facts.h"
#include "cli/path_text.h"
#include "cli/refusal.h"
#include "cli/session.h"

namespace accord::cli {
namespace {

using outcome::FindingId;

template <typename T>
struct Word {
  std::string_view word;
  T value;
};
constexpr Word<revocation::Rule> rules[] = {{"require", revocation::Rule::require},
                                            {"prefer", revocation::Rule::prefer},
                                            {"off", revocation::Rule::off}};

[[noreturn]] void refuse_word(std::string_view option, std::string_view word, std::string known) {
  refuse(Exit::usage, FindingId::word_unknown, {.what = "--" + std::string(option)},
         {{"word", std::string(word)}, {"known", std::move(known)}});
}

path::Purpose purpose_of(const Arguments& arguments) {
  const auto word = arguments.value_or("purpose", "any");
  if (const auto* found = path::purpose::find(word)) return *found;
  std::string known;
  for (const auto* purpose : path::purpose::all()) {
    known += (known.empty() ? "" : ", ") + std::string(purpose->id);
  }
  refuse_word("purpose", word, known);
}

revocation::Rule rule_of(const Arguments& arguments) {
  const auto word = arguments.value_or("revocation", "require");
  for (const auto& rule : rules) {
    if (rule.word == word) return rule.value;
  }
  refuse_word("revocation", word, "require, prefer, off");
}

std::vector<path::ReferenceName> names_of(const Arguments& arguments) {
  std::vector<path::ReferenceName> names;
  for (const auto& text : arguments.values("dns")) {
    names.push_back(need(path::ReferenceName::dns(text), "--dns", Exit::usage));
  }
  for (const auto& text : arguments.values("ip")) {
    names.push_back(need(path::ReferenceName::ip(text), "--ip", Exit::usage));
  }
  for (const auto& text : arguments.values("email")) {
    names.push_back(need(path::ReferenceName::email(text), "--email", Exit::usage));
  }
  return names;
}

path::Policy policy_of(const Arguments& arguments, const Session& session,
                       outcome::Findings& findings) {
  path::Policy policy;
  policy.now = session.now();
  policy.distrust = read_distrust(arguments.values("distrust"), findings);
  policy.purpose = purpose_of(arguments);
  policy.names = names_of(arguments);
  policy.revocation = rule_of(arguments);
  if (const auto depth = arguments.value("max-depth")) {
    policy.max_intermediates =
        depth == "0" ? 0 : static_cast<std::uint32_t>(read_number(*depth, "max-depth"));
  }
  if (const auto& policies = arguments.values("policy"); !policies.empty()) {
    policy.user_initial_policies.clear();
    for (const auto& text : policies) {
      policy.user_initial_policies.push_back(
          need(der::Oid::from_text(text), "--policy", Exit::usage));
    }
  }
  policy.initial_explicit_policy = arguments.has("explicit-policy");
  policy.initial_policy_mapping_inhibit = arguments.has("inhibit-policy-mapping");
  policy.initial_any_policy_inhibit = arguments.has("inhibit-any-policy");
  policy.algorithms = algorithms_of(arguments);
  return policy;
}

path::Material material_of(const Arguments& arguments, outcome::Findings& findings) {
  path::Material material;
  // What is trusted must be read whole, or the command is refused.
  material.anchors = read_anchor_files(arguments.values("anchor"), findings);
  EvidenceFiles files(findings);
  material.untrusted = files.certificates(arguments.values("untrusted"));
  material.revocation.crls = files.crls(arguments.values("crl"));
  material.revocation.ocsp = files.ocsp(arguments.values("ocsp"));
  material.revocation.certificates = material.untrusted;  // responders' among them
  return material;
}

Verdict verdict_of(const path::Answer& answer) {
  if (std::holds_alternative<path::Valid>(answer)) return Verdict::valid;
  return std::holds_alternative<path::Invalid>(answer) ? Verdict::invalid : Verdict::indeterminate;
}

std::string title(Verdict verdict, const std::string& file, const path::Policy& policy,
                  time::Instant at) {
  const bool is_any = policy.purpose.id == path::purpose::any().id;
  const auto use = is_any ? std::string() : fmt::format(" for {}", policy.purpose.name);
  const auto moment = time::to_string(at) + (is_any ? "; no purpose was asked about" : "");
  switch (verdict) {
    case Verdict::valid:
      return fmt::format("{} is good{} at {}", file, use, moment);
    case Verdict::invalid:
      return fmt::format("{} is not good{} at {}", file, use, moment);
    case Verdict::indeterminate:
      return fmt::format("it cannot be decided whether {} is good{} at {}", file, use, moment);
  }
  return file;
}

Answer run_verify(const Arguments& arguments, Session& session) {
  const auto file = arguments.operand();
  const auto at = session.at(arguments);
  Answer answer;
  answer.at = at;
  const auto policy = policy_of(arguments, session, answer.findings);
  Fetching fetching(arguments, session);
  // A file with a chain in it begins with the certificate that is meant.
  auto certificates = read_certificate_files({file}, NameOption::yes);
  auto material = material_of(arguments, answer.findings);
  material.untrusted.insert(material.untrusted.end(), certificates.begin() + 1, certificates.end());
  auto budget = budget_of(arguments);
  const auto found = fetching.find(certificates.front(), material, policy, at, budget);
  answer.findings.add(path::findings_of(found));
  answer.judge(verdict_of(found));
  answer.fields.set("purpose", policy.purpose.id);
  answer.fields.set("certificate", facts_of(certificates.front()));
  answer.fields.add(json_of(found));
  answer.text = verdict_line(session.style(), to_string(*answer.verdict), tone_of(*answer.verdict),
                             title(*answer.verdict, file, policy, at));
  answer.text += text_of(found, session.style());
  answer.notes = notes_on(found, policy);
  if (auto note = session.note_on(at); !note.empty()) answer.notes.push_back(std::move(note));
  fetching.tell(answer, session.style());
  return answer;
}

constexpr Operand operands[] = {{"CERT",
                                 "the certificate, PEM, DER or a message (.p7c); others in the "
                                 "file are used like --untrusted"}};
constexpr Option options[] = {
    {"anchor", "FILE",
     "certificates that you trust to issue others, or a list of trust anchors (RFC 5914); file or "
     "folder",
     Count::at_least_one},
    {"untrusted", "FILE", "certificates that may stand between; file or folder", Count::many},
    {"crl", "FILE", "certificate revocation lists; file or folder", Count::many},
    {"ocsp", "FILE", "OCSP responses; file or folder", Count::many},
    {"distrust", "FILE", "certificates and public keys that are not to be trusted; file or folder",
     Count::many},
    {"purpose", "WORD",
     "any (default), signature, seal, tls-server, tls-client, email, time-stamping, "
     "ocsp-signing, list-signing, crl-signing"},
    {"dns", "NAME", "a host name that the certificate must be for", Count::many},
    {"ip", "ADDRESS", "an IP address that it must be for", Count::many},
    {"email", "ADDRESS", "an e-mail address that it must be for", Count::many},
    {"policy", "OID", "certificate policies that you accept (default: any)", Count::many},
    {"explicit-policy", "", "one of them must hold along the whole path"},
    {"inhibit-policy-mapping", "", "authorities may not map one policy to another"},
    {"inhibit-any-policy", "", "anyPolicy in a certificate does not stand for every policy"},
    {"revocation", "WORD",
     "require (default): not known is not good; prefer: a warning; off: not looked at"},
    option_fetch,
    option_fetch_private,
    option_fetch_limit,
    {"max-depth", "N", "authorities between anchor and certificate at most (default: 8)"},
    option_policy_file,
    option_at,
    option_limit,
};

constexpr Command table[] = {
    {.name = "cert verify",
     .summary = "Is this certificate good, for this purpose, at this moment, from what you trust?",
     .examples = "  A seal's certificate, from the root that you trust\n"
                 "    accord cert verify seal.crt --anchor root.crt --untrusted issuing.crt \\\n"
                 "        --crl root.crl --crl issuing.crl --purpose seal\n"
                 "  A web server's, with a folder of certificates; how was it on that day?\n"
                 "    accord cert verify www.crt --anchor root.crt --untrusted certs/ \\\n"
                 "        --purpose tls-server --dns www.example.org --revocation off \\\n"
                 "        --at 2026-08-01T00:00:00Z\n"
                 "  The same now; what is missing is got from where the certificates say\n"
                 "    accord cert verify www.crt --anchor root.crt --purpose tls-server \\\n"
                 "        --dns www.example.org --fetch\n",
     .operands = operands,
     .options = options,
     .run = run_verify},
};

}  // namespace

std::span<const Command> cert_verify_commands() noexcept { return table; }

}  // namespace accord::cli
