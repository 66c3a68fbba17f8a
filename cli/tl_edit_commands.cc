#include <fmt/format.h>

#include "cli/algorithms.h"
#include "cli/certificates.h"
#include "cli/commands.h"
#include "cli/list_facts.h"
#include "cli/made.h"
#include "cli/refusal.h"
#include "cli/scheme_folder.h"
#include "cli/session.h"
#include "trustlist/read/verify.h"
#include "trustlist/scheme/agreement.h"

namespace accord::cli {
namespace {

namespace scheme = trustlist::scheme;
using outcome::FindingId;

scheme::ProviderSource provider_of(const SchemeFolder& folder, const std::string& name,
                                   bool may_be_new) {
  const auto file = folder.provider_file(name);
  std::error_code ignored;
  if (std::filesystem::exists(file, ignored)) return folder.read_provider(file);
  if (!may_be_new) {
    refuse(Exit::usage, FindingId::provider_unknown, {.what = file.string()}, {{"provider", name}});
  }
  return need(scheme::new_provider(name, folder.read_scheme().territory), "--provider",
              Exit::usage);
}

// "--for eseals" with "--type TSA/QTST" would say nothing that anybody understands.
void check_uses(const Arguments& arguments, const scheme::Grant& grant) {
  const auto& words = arguments.values("for");
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (scheme::may_be_for(grant.type, grant.additional_information[i])) continue;
    refuse(Exit::usage, FindingId::options_together, {.what = "the command line"},
           {{"one", "--type " + *arguments.value("type")},
            {"other", "--for " + words[i]},
            {"reason", "ETSI TS 119 612, 5.5.9.4, has no such use for services of that type"}});
  }
}

// A list may not be issued before a status in it begins.
void note_future(Made& made, time::Instant at, const Session& session) {
  if (at <= session.now()) return;
  made.note(
      fmt::format("this begins in the future: until {} only a list that is issued then or "
                  "later can be built (--at); `accord tl service undo` takes it back",
                  time::to_string(at)));
}

std::string named_by(const std::string& since, const std::string& service,
                     std::string_view status) {
  return fmt::format("{}: {} since {}", service, status, since);
}

Answer run_grant(const Arguments& arguments, Session& session) {
  const SchemeFolder folder(arguments.operand());
  (void)folder.read_scheme();
  const auto name = *arguments.value("provider");
  auto provider = provider_of(folder, name, true);
  scheme::Grant grant;
  grant.service_name = *arguments.value("service");
  grant.type = need(scheme::service_type_from(*arguments.value("type")), "--type", Exit::usage);
  grant.at = session.at(arguments);
  for (const auto& word : arguments.values("for")) {
    grant.additional_information.push_back(
        need(scheme::additional_information_from(word), "--for", Exit::usage));
  }
  check_uses(arguments, grant);
  for (const auto& file : arguments.values("certificate")) {
    (void)read_one_certificate(file);
    grant.certificate_files.push_back(folder.take_in(file, "certificates"));
  }
  need(scheme::grant_service(provider, grant), name, Exit::usage);
  Made made(session);
  made.file(folder.provider_file(name), scheme::write_provider(provider),
            named_by(time::to_string(grant.at), grant.service_name, "granted"), {.replace = true});
  note_future(made, grant.at, session);
  auto answer = std::move(made).answer();
  answer.at = grant.at;
  return answer;
}

Answer run_withdraw(const Arguments& arguments, Session& session) {
  const SchemeFolder folder(arguments.operand());
  const auto name = *arguments.value("provider");
  const auto service = *arguments.value("service");
  const auto at = session.at(arguments);
  auto provider = provider_of(folder, name, false);
  need(scheme::withdraw_service(provider, service, at), name, Exit::usage);
  Made made(session);
  made.file(folder.provider_file(name), scheme::write_provider(provider),
            named_by(time::to_string(at), service, "withdrawn"), {.replace = true});
  note_future(made, at, session);
  auto answer = std::move(made).answer();
  answer.at = at;
  return answer;
}

Answer run_undo(const Arguments& arguments, Session& session) {
  const SchemeFolder folder(arguments.operand());
  const auto name = *arguments.value("provider");
  const auto service = *arguments.value("service");
  const auto published = folder.read_scheme().published;
  auto provider = provider_of(folder, name, false);
  const auto undone = need(scheme::undo_status(provider, service, published), name, Exit::usage);
  Made made(session);
  const auto what = "took back " + named_by(time::to_string(undone.since), service,
                                            trustlist::short_name(undone.status));
  if (provider.services.empty()) {
    folder.remove_provider(name);
    made.note(what + "; the provider has no other service and is removed");
  } else {
    made.file(folder.provider_file(name), scheme::write_provider(provider), what,
              {.replace = true});
  }
  auto answer = std::move(made).answer();
  answer.fields.set("undone", Json::object({{"status", undone.status},
                                            {"since", time::to_string(undone.since)}}));
  return answer;
}

// What a pointer announces must be so: the list bears the signature of one of the signers given.
trustlist::TrustedList pointed_list(const std::string& file, std::vector<x509::Certificate> signers,
                                    time::Instant at, const crypto::AlgorithmPolicy& algorithms) {
  outcome::Budget budget;
  auto verdict = trustlist::read::verify_list(read_xml_input(file), file,
                                              trustlist::read::SignerSet::given(std::move(signers)),
                                              at, {algorithms, std::nullopt, {}}, budget);
  if (verdict.list() == nullptr || verdict.signature != trustlist::read::SignatureState::valid) {
    refuse(Exit::bad_input, std::move(verdict.findings), file);
  }
  return *verdict.list();
}

void check_agreement(const std::string& file) {
  outcome::Budget budget;
  (void)need(scheme::parse_agreement(read_xml_input(file), budget), file);
}

// The agreement that the new pointer carries: the one given; else the present one, unless it is to
// go.
std::optional<std::string> agreement_of(const Arguments& arguments, const SchemeFolder& folder,
                                        const scheme::PointerSource* present) {
  if (const auto file = arguments.value("agreement")) {
    check_agreement(*file);
    return folder.take_in(*file, "agreements");
  }
  if (arguments.has("no-agreement") || present == nullptr) return std::nullopt;
  return present->agreement_file;
}

std::string about_agreement(const Arguments& arguments, const scheme::PointerSource& pointer,
                            bool had_one) {
  if (!pointer.agreement_file) return had_one ? ", without its recognition agreement" : "";
  if (arguments.has("agreement")) return ", with a recognition agreement";
  return ", and keeps its recognition agreement, " + *pointer.agreement_file;
}

Answer run_pointer_add(const Arguments& arguments, Session& session) {
  if (arguments.has("agreement") && arguments.has("no-agreement")) {
    refuse(Exit::usage, FindingId::options_together, {.what = "the command line"},
           {{"one", "--agreement"},
            {"other", "--no-agreement"},
            {"reason", "the pointer has one agreement or none"}});
  }
  const SchemeFolder folder(arguments.operand());
  auto source = folder.read_scheme();
  const auto& signer_files = arguments.values("signer");
  const auto list = pointed_list(*arguments.value("list"), read_certificate_files(signer_files),
                                 session.now(), algorithms_of(arguments));
  const auto* present =
      scheme::find_pointer(source, list.territory, trustlist::uri::list_mime_type);
  const bool had_one = present != nullptr && present->agreement_file.has_value();
  const auto agreement = agreement_of(arguments, folder, present);
  std::vector<std::string> names;
  for (const auto& file : signer_files) names.push_back(folder.take_in(file, "certificates"));
  const auto pointer =
      scheme::pointer_to(list, *arguments.value("location"), std::move(names), agreement);
  scheme::put_pointer(source, pointer);
  Made made(session);
  made.file(folder.scheme_file(), scheme::write_scheme(source),
            fmt::format("points to the list of {}{}", outcome::printable(list.territory),
                        about_agreement(arguments, pointer, had_one)),
            {.replace = true});
  auto answer = std::move(made).answer();
  answer.fields.set("list", facts_of(list));
  answer.fields.set("agreement", agreement ? Json(*agreement) : Json());
  return answer;
}

constexpr Operand folder_operand[] = {{"DIR", "the scheme's folder"}};
constexpr Option provider_option{"provider", "NAME", "the trust service provider, in English",
                                 Count::one};
constexpr Option service_option{"service", "NAME", "the service, in English", Count::one};
constexpr Option grant_options[] = {
    provider_option,
    service_option,
    {"type", "TYPE",
     "the kind of service: CA/QC, Certstatus/OCSP/QC, Certstatus/CRL/QC, TSA/QTST, EDS/Q, "
     "EDS/REM/Q, PSES/Q, QESValidation/Q, RemoteQSigCDManagement/Q, RemoteQSealCDManagement/Q, "
     "EAA/Q, ElectronicArchiving/Q, Ledgers/Q; CA/PKC and the other short names of ETSI TS 119 "
     "612, 5.5.1; or a URI",
     Count::one},
    {"certificate", "CERT", "the service's certificate; copied into the scheme's folder",
     Count::at_least_one},
    {"for", "USE",
     "what it is for, where the type can be for several things: eseals, esignatures, web; root for "
     "a root; or a URI",
     Count::many},
    {"at", "TIME", "since when it is granted (default: now)"},
};
constexpr Option withdraw_options[] = {
    provider_option,
    service_option,
    {"at", "TIME", "since when it is withdrawn (default: now)"},
};
constexpr Option undo_options[] = {provider_option, service_option};
constexpr Option pointer_options[] = {
    {"list", "LIST", "the list pointed to, for its facts", Count::one},
    {"location", "URL", "where it is published", Count::one},
    {"signer", "CERT", "who may sign it; copied into the scheme's folder", Count::at_least_one},
    {"agreement", "FILE",
     "a recognition agreement; copied into the scheme's folder (default: the one that the pointer "
     "has already)"},
    {"no-agreement", "", "the pointer loses the agreement that it has"},
    option_policy_file,
};

constexpr Command table[] = {
    {.name = "tl service grant",
     .summary = "Grant a service in a scheme's source; the provider is added when it is new.",
     .examples = "    accord tl service grant jp --provider \"Example Trust\" --service \"E-seal "
                 "CA\" \\\n"
                 "        --type CA/QC --certificate issuing.crt --for eseals\n",
     .operands = folder_operand,
     .options = grant_options,
     .run = run_grant},
    {.name = "tl service withdraw",
     .summary = "Withdraw a service; its status until then stays as history.",
     .examples = "    accord tl service withdraw jp --provider \"Example Trust\" --service "
                 "\"E-seal CA\"\n",
     .operands = folder_operand,
     .options = withdraw_options,
     .run = run_withdraw},
    {.name = "tl service undo",
     .summary = "Take back a service's last status, as long as no list with it was published.",
     .examples = "    accord tl service undo jp --provider \"Example Trust\" --service \"E-seal "
                 "CA\"\n",
     .operands = folder_operand,
     .options = undo_options,
     .run = run_undo},
    {.name = "tl pointer add",
     .summary = "Point to another list, with who signs it and what was agreed.",
     .examples = "    accord tl pointer add eu --list jp/list.xml --location "
                 "https://example.jp/list.xml \\\n"
                 "        --signer jp/list-signer.crt --agreement agreement.xml\n",
     .operands = folder_operand,
     .options = pointer_options,
     .run = run_pointer_add},
};

}  // namespace

std::span<const Command> tl_edit_commands() noexcept { return table; }

}  // namespace accord::cli
