#include <fmt/format.h>

#include "ca/crl.h"
#include "ca/revoke.h"
#include "ca/unfinished.h"
#include "cli/authority_home.h"
#include "cli/certificates.h"
#include "cli/commands.h"
#include "cli/made.h"
#include "cli/session.h"
#include "lib/der/base64.h"
#include "lib/x509/write.h"

namespace accord::cli {
namespace {

using ca::SubjectField;
using outcome::FindingId;

struct SubjectOption {
  std::string_view name;
  SubjectField field;
};
constexpr SubjectOption subject_options[] = {
    {"state", SubjectField::state},
    {"locality", SubjectField::locality},
    {"organization", SubjectField::organization},
    {"organization-identifier", SubjectField::organization_identifier},
    {"organizational-unit", SubjectField::organizational_unit},
};

std::string country_of(const ca::Authority& authority) {
  return authority.certificate().subject().first(x509::attribute::country).value_or("");
}

ca::SubjectFields subject_of(const Arguments& arguments, const ca::Authority& authority) {
  ca::SubjectFields fields;
  fields.emplace_back(SubjectField::country, arguments.value_or("country", country_of(authority)));
  for (const auto& option : subject_options) {
    if (const auto value = arguments.value(option.name)) fields.emplace_back(option.field, *value);
  }
  const auto common = arguments.value_or("common-name", arguments.value_or("organization", ""));
  if (!common.empty()) fields.emplace_back(SubjectField::common_name, common);
  return fields;
}

// EN 319 412-5, 4.2.4: outside the European Economic Area the law has to be named; it is that of
// the authority's country.
ca::QcOptions qc_of(const Arguments& arguments, const ca::Authority& authority) {
  ca::QcOptions qc;
  qc.device = arguments.has("qualified-device");
  for (const auto& url : arguments.values("disclosure")) qc.pds.push_back({url, "en"});
  qc.legislation = arguments.values("legislation");
  const auto country = country_of(authority);
  if (qc.legislation.empty() && !qc.pds.empty() && !ca::in_european_economic_area(country)) {
    qc.legislation = {country};
  }
  return qc;
}

void warn_of_unfinished(ca::Registry& registry, Answer& answer) {
  for (const auto& intent : need(ca::unfinished(registry), {}, Exit::io)) {
    answer.findings.add(FindingId::issuance_unfinished, {.what = intent.authority},
                        {{"serial", intent.serial.to_hex()}, {"subject", intent.subject}});
  }
}

Answer run_issue(const Arguments& arguments, Session& session) {
  const AuthorityHome home(arguments, session);
  const auto out = *arguments.value("out");
  const auto replace = arguments.has("force");
  check_free(out, replace);
  auto registry = home.open();
  const auto authority =
      need(ca::open_authority(registry, arguments.operand()), arguments.operand(), Exit::usage);
  const auto request_file = *arguments.value("request");
  const auto bytes = read_der_input(request_file, "a certification request (PKCS#10)");
  const auto request = need(x509::read_request(der::as_bytes(bytes)), request_file);
  ca::IssueRequest wanted;
  wanted.profile = *arguments.value("profile");
  wanted.subject = subject_of(arguments, authority);
  wanted.spki = request.spki;
  wanted.validity = ca::Days(read_number(arguments.value_or("days", "730"), "--days"));
  wanted.qc = qc_of(arguments, authority);
  const auto key = home.open_key(authority.name(), session, arguments);
  const auto issued = need(ca::issue(registry, authority, *key, wanted, act_of(arguments, session)),
                           authority.name());
  Made made(session);
  made.issued(out, issued.certificate, authority.name(), {.replace = replace});
  auto answer = std::move(made).answer();
  answer.at = session.at(arguments);
  answer.fields.set("certificate", facts_of(issued.certificate));
  warn_of_unfinished(registry, answer);
  return answer;
}

der::SerialNumber serial_of(const Arguments& arguments) {
  if (arguments.has("serial") == arguments.has("certificate")) {
    refuse(Exit::usage, FindingId::option_missing, {.what = "the command line"},
           {{"option", "--serial HEX or --certificate CERT (one of the two)"}});
  }
  if (const auto file = arguments.value("certificate")) return read_one_certificate(*file).serial();
  return need(der::SerialNumber::from_hex(*arguments.value("serial")), "--serial", Exit::usage);
}

x509::RevocationReason reason_of(const Arguments& arguments) {
  const auto word = *arguments.value("reason");
  const auto reason = x509::reason_from(word);
  if (!reason) {
    refuse(Exit::usage, FindingId::option_value, {.what = "the command line"},
           {{"option", "--reason"},
            {"value", word},
            {"wanted",
             "unspecified, keyCompromise, cACompromise, affiliationChanged, superseded, "
             "cessationOfOperation or privilegeWithdrawn"}});
  }
  return *reason;
}

Answer run_revoke(const Arguments& arguments, Session& session) {
  const AuthorityHome home(arguments, session);
  auto registry = home.open();
  const auto authority =
      need(ca::open_authority(registry, arguments.operand()), arguments.operand(), Exit::usage);
  ca::RevokeRequest request;
  request.serial = serial_of(arguments);
  request.reason = reason_of(arguments);
  if (const auto since = arguments.value("invalid-since")) {
    request.invalidity_date = read_time(*since, "--invalid-since");
  }
  const auto act = act_of(arguments, session);
  need(ca::revoke(registry, authority, request, act), authority.name(), Exit::usage);
  Made made(session);
  made.note(fmt::format("revoked {} at {} ({}); `accord ca crl {}` publishes it",
                        request.serial.to_hex(), time::to_string(act.at),
                        x509::to_string(request.reason), authority.name()));
  auto answer = std::move(made).answer();
  answer.at = act.at;
  answer.fields.set("serial", request.serial.to_hex());
  answer.fields.set("reason", x509::to_string(request.reason));
  return answer;
}

Answer run_crl(const Arguments& arguments, Session& session) {
  const AuthorityHome home(arguments, session);
  const auto out = *arguments.value("out");
  const auto replace = arguments.has("force");
  check_free(out, replace);
  auto registry = home.open();
  const auto authority =
      need(ca::open_authority(registry, arguments.operand()), arguments.operand(), Exit::usage);
  const ca::Days validity(read_number(arguments.value_or("days", "7"), "--days"));
  const auto key = home.open_key(authority.name(), session, arguments);
  const auto issued =
      need(ca::issue_crl(registry, authority, *key, validity, act_of(arguments, session)),
           authority.name());
  const auto next = issued.crl.next_update();
  Made made(session);
  made.file(out, der::to_pem("X509 CRL", issued.crl.der()),
            fmt::format("CRL {} of {}, until {}", issued.number, authority.name(),
                        next ? time::to_string(*next) : "no next update"),
            {.replace = replace});
  auto answer = std::move(made).answer();
  answer.at = issued.crl.this_update();
  answer.fields.set("number", issued.number);
  answer.fields.set("next_update", next ? Json(time::to_string(*next)) : Json());
  return answer;
}

constexpr Operand authority_operand[] = {{"NAME", "the authority that signs"}};
constexpr Option issue_options[] = {
    {"profile", "PROFILE", "the kind of certificate: `accord ca profiles` lists them", Count::one},
    {"request", "CSR", "the request that proves who has the key (PKCS#10)", Count::one},
    {"out", "FILE", "where the certificate goes", Count::one},
    {"country", "CC", "of the subject (default: the authority's)"},
    {"state", "NAME", "of the subject"},
    {"locality", "NAME", "of the subject"},
    {"organization", "NAME", "of the subject, as proofed"},
    {"organization-identifier", "ID", "as ETSI EN 319 412-1 has it: NTRJP-1234567890"},
    {"organizational-unit", "NAME", "of the subject"},
    {"common-name", "NAME", "of the subject (default: the organization)"},
    {"disclosure", "URL", "the disclosure statement in English, for a qualified certificate",
     Count::many},
    {"legislation", "CC",
     "under whose law it is qualified (default outside the EEA: the authority's country)",
     Count::many},
    {"qualified-device", "", "the key is in a qualified signature or seal creation device"},
    {"days", "N", "validity (default: 730)"},
    option_at,
    option_home,
    option_passphrase,
    option_force,
};
constexpr Option revoke_options[] = {
    {"serial", "HEX", "which certificate"},
    {"certificate", "CERT", "the same, by its file"},
    {"reason", "REASON",
     "unspecified, keyCompromise, cACompromise, affiliationChanged, superseded, "
     "cessationOfOperation or privilegeWithdrawn",
     Count::one},
    {"invalid-since", "TIME", "since when the key is known or believed to be lost"},
    option_at,
    option_home,
};
constexpr Option crl_options[] = {
    {"out", "FILE", "where the CRL goes", Count::one},
    {"days", "N", "how long it may be relied on (default: 7)"},
    option_at,
    option_home,
    option_passphrase,
    option_force,
};

constexpr Command table[] = {
    {.name = "ca issue",
     .summary = "Issue a certificate.",
     .examples = "  An e-seal certificate for a legal person\n"
                 "    accord ca issue issuing --profile eseal --request hospital.csr \\\n"
                 "        --organization \"Example Hospital\" "
                 "--organization-identifier NTRJP-1234567890 \\\n"
                 "        --disclosure https://ca.example/pds.pdf --out hospital.crt\n",
     .operands = authority_operand,
     .options = issue_options,
     .run = run_issue,
     .handles_keys = true},
    {.name = "ca revoke",
     .summary = "Revoke a certificate, for ever.",
     .examples = "    accord ca revoke issuing --certificate hospital.crt --reason keyCompromise\n"
                 "    accord ca revoke issuing --serial 4f3a… --reason superseded\n",
     .operands = authority_operand,
     .options = revoke_options,
     .run = run_revoke},
    {.name = "ca crl",
     .summary = "Issue a certificate revocation list.",
     .examples = "    accord ca crl issuing --out issuing.crl\n",
     .operands = authority_operand,
     .options = crl_options,
     .run = run_crl,
     .handles_keys = true},
};

}  // namespace

std::span<const Command> ca_issue_commands() noexcept { return table; }

}  // namespace accord::cli
