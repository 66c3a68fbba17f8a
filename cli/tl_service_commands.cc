#include <fmt/format.h>

#include "cli/certificates.h"
#include "cli/commands.h"
#include "cli/previous_list.h"
#include "cli/provider_edit.h"
#include "cli/refusal.h"
#include "trustlist/scheme/source_reading.h"

namespace accord::cli {
namespace {

namespace scheme = trustlist::scheme;

std::string said(const std::string& service, std::string_view status, time::Instant since) {
  return fmt::format("{}: {} since {}", service, trustlist::short_name(status),
                     time::to_string(since));
}

std::string short_names(const std::vector<std::string>& uris) {
  std::string all;
  for (const auto& uri : uris) {
    all += (all.empty() ? "" : ", ") + std::string(trustlist::short_name(uri));
  }
  return all;
}

// What `grant` and `add` have in common: the service with its certificates taken in.
scheme::Grant service_from(const Arguments& arguments, const ProviderEdit& edit) {
  scheme::Grant service;
  service.service_name = edit.service_name();
  if (!scheme::is_name(service.service_name)) {
    refuse(Exit::usage, outcome::FindingId::option_value, {.what = "the command line"},
           {{"option", "--service"},
            {"value", service.service_name},
            {"wanted", "a name for the service"}});
  }
  if (const auto type = arguments.value("type")) {
    service.type = need(scheme::service_type_from(*type), "--type", Exit::usage);
  } else if (edit.scheme().form == trustlist::Form::trusted_list) {
    refuse(Exit::usage, outcome::FindingId::option_missing, {.what = "the command line"},
           {{"option", "--type"}});
  }
  service.at = edit.at();
  service.additional_information = uses_from(arguments, service.type);
  for (const auto& file : arguments.values("certificate")) {
    (void)read_one_certificate(file);
    service.certificate_files.push_back(edit.folder().take_in_certificates(file));
  }
  return service;
}

Answer run_grant(const Arguments& arguments, Session& session) {
  ProviderEdit edit(arguments, session, ProviderEdit::Provider::may_be_new);
  const auto grant = service_from(arguments, edit);
  edit.check_status(grant.type, trustlist::uri::granted);
  need(scheme::grant_service(edit.provider(), grant), edit.provider_name(), Exit::usage);
  auto what = said(grant.service_name, trustlist::uri::granted, grant.at);
  const auto& uses = edit.service().information.additional_information;
  if (!uses.empty()) what += ", for " + short_names(uses);
  return std::move(edit).finish(what);
}

Answer run_add(const Arguments& arguments, Session& session) {
  ProviderEdit edit(arguments, session, ProviderEdit::Provider::known);
  auto service = service_from(arguments, edit);
  service.unique_identifier = arguments.value_or("identifier", "");
  const bool entities = edit.scheme().form == trustlist::Form::trusted_entities;
  if (entities && !arguments.has("status")) {
    service.status.clear();
  } else {
    service.status =
        need(scheme::status_from(arguments.value_or("status", "granted")), "--status", Exit::usage);
  }
  edit.check_status(service.type, service.status);
  need(scheme::add_service(edit.provider(), service), edit.provider_name(), Exit::usage);
  const auto what = service.status.empty() ? service.service_name + ": listed without a status"
                                           : said(service.service_name, service.status, service.at);
  return std::move(edit).finish(what);
}

Answer set_status(ProviderEdit edit, const std::string& status) {
  edit.check_status(edit.service().type, status);
  need(scheme::set_status(edit.provider(), edit.service_name(), status, edit.at()),
       edit.provider_name(), Exit::usage);
  const auto what = said(edit.service_name(), status, edit.at());
  return std::move(edit).finish(what);
}

Answer run_withdraw(const Arguments& arguments, Session& session) {
  ProviderEdit edit(arguments, session, ProviderEdit::Provider::known);
  const std::string withdrawn(trustlist::uri::withdrawn);
  edit.check_status(edit.service().type, withdrawn);
  need(scheme::withdraw_service(edit.provider(), edit.service_name(), edit.at()),
       edit.provider_name(), Exit::usage);
  const auto what = said(edit.service_name(), withdrawn, edit.at());
  return std::move(edit).finish(what);
}

Answer run_set_status(const Arguments& arguments, Session& session) {
  const auto status =
      need(scheme::status_from(*arguments.value("status")), "--status", Exit::usage);
  return set_status(ProviderEdit(arguments, session, ProviderEdit::Provider::known), status);
}

// Whether a provider's file says nothing that a person added to what `grant` wrote.
bool is_as_granted(const std::filesystem::path& file, const scheme::ProviderSource& provider,
                   const scheme::SchemeSource& source) {
  const auto name = trustlist::text_in(provider.names, "en");
  auto granted = scheme::new_provider(name, source.territory, source.form);
  if (!granted) return false;
  auto bare = provider;
  bare.services.clear();
  return bare == *granted && read_input(file.string()) == scheme::write_provider(provider);
}

Answer run_undo(const Arguments& arguments, Session& session) {
  const auto folder = SchemeFolder::of(arguments.operand());
  const auto lock = folder.lock();
  const auto name = *arguments.value("provider");
  const auto service = *arguments.value("service");
  const auto source = folder.read_scheme();
  const auto file = folder.find_provider(name);
  if (!file) {
    refuse(Exit::usage, outcome::FindingId::provider_unknown,
           {.what = folder.provider_file(name).string()}, {{"provider", name}});
  }
  auto provider = folder.read_provider(*file);
  const bool only_granted = is_as_granted(*file, provider, source);
  const auto last = last_list_at_hand(folder, source);
  const auto undone =
      need(scheme::undo_status(provider, service, source.published, last ? &*last : nullptr), name,
           Exit::usage);
  Made made(session);
  const auto what = "took back " + said(service, undone.status, undone.since);
  if (provider.services.empty() && only_granted) {
    SchemeFolder::remove_provider(*file);
    made.note(what + "; the provider has no other service and is removed");
  } else {
    made.file(*file, folder.text_of(*file, provider), what, {.replace = true});
  }
  if (provider.services.empty() && !only_granted) {
    made.note(fmt::format(
        "the provider has no other service, but stays, because its file says more of it than "
        "`accord tl service grant` wrote; add a service before the next list, or remove {}",
        file->string()));
  }
  auto answer = std::move(made).answer();
  answer.fields.set("undone", Json::object({{"status", undone.status},
                                            {"since", time::to_string(undone.since)}}));
  return answer;
}

constexpr Option option_type{
    "type", "TYPE",
    "the kind of service: CA/QC, Certstatus/OCSP/QC, Certstatus/CRL/QC, TSA/QTST, EDS/Q, "
    "EDS/REM/Q, PSES/Q, QESValidation/Q, RemoteQSigCDManagement/Q, RemoteQSealCDManagement/Q, "
    "EAA/Q, ElectronicArchiving/Q, Ledgers/Q; CA/PKC and the other short names of ETSI TS 119 "
    "612, 5.5.1; or a URI",
    Count::one};
constexpr Option option_certificate{"certificate", "CERT",
                                    "the service's certificate; copied into the scheme's folder",
                                    Count::at_least_one};
constexpr Option option_for{
    "for", "USE",
    "what it is for, where the type can be for several things: eseals, esignatures, web; root for "
    "a root; or a URI",
    Count::many};

// Of a trusted entity's service the type may be left out; the command sees to it where it may not.
constexpr Option option_type_or_none{option_type.name, option_type.value,
                                     "the kind of service, as `tl service grant` takes it; may be "
                                     "left out for a trusted entity's service"};

constexpr Option grant_options[] = {
    option_provider,    option_service, option_type,
    option_certificate, option_for,     {"at", "TIME", "since when it is granted (default: now)"},
};
constexpr Option add_options[] = {
    option_provider,
    option_service,
    option_type_or_none,
    option_certificate,
    option_for,
    {"status", "STATUS",
     "what it begins with: granted (default), recognisedatnationallevel, or a URI of the scheme's "
     "own; a trusted entity's service begins without a status (default) or with such a URI"},
    {"identifier", "URI", "the unique identifier of a trusted entity's service"},
    {"at", "TIME", "since when it has that status (default: now)"},
};
constexpr Option withdraw_options[] = {
    option_provider,
    option_service,
    {"at", "TIME", "since when it is withdrawn (default: now)"},
};
constexpr Option status_options[] = {
    option_provider,
    option_service,
    {"status", "STATUS",
     "granted, withdrawn, recognisedatnationallevel, deprecatedatnationallevel; the other words of "
     "ETSI TS 119 612, 5.5.4; or a URI of the scheme's own",
     Count::one},
    {"at", "TIME", "since when it has that status (default: now)"},
};
constexpr Option undo_options[] = {option_provider, option_service};

constexpr Command table[] = {
    {.name = "tl service add",
     .summary = "Add a service to a provider that is there, with its first status.",
     .examples = "    accord tl service add jp --provider \"Example Trust\" --service \"Time "
                 "stamps\" \\\n"
                 "        --type TSA/QTST --certificate tsa.crt\n"
                 "  One that the law does not qualify\n"
                 "    accord tl service add lu --provider \"Example Trust\" --service \"Archive\" "
                 "\\\n"
                 "        --type Archiv --certificate archive.crt --status "
                 "recognisedatnationallevel\n"
                 "  One of a list of trusted entities, without a status\n"
                 "    accord tl service add wallets --provider \"Example Wallets\" --service "
                 "\"Wallet\" \\\n"
                 "        --type http://uri.etsi.org/19602/SvcType/WalletSolution/Issuance \\\n"
                 "        --certificate wallet.crt\n",
     .operands = scheme_operand,
     .options = add_options,
     .run = run_add},
    {.name = "tl service grant",
     .summary = "Grant a service in a scheme's source; the provider is added when it is new.",
     .examples = "    accord tl service grant jp --provider \"Example Trust\" --service \"E-seal "
                 "CA\" \\\n"
                 "        --type CA/QC --certificate issuing.crt --for eseals\n"
                 "  A withdrawn one again, now for web sites; what it was for stays as history\n"
                 "    accord tl service grant jp --provider \"Example Trust\" --service \"E-seal "
                 "CA\" \\\n"
                 "        --type CA/QC --certificate issuing.crt --for web\n",
     .operands = scheme_operand,
     .options = grant_options,
     .run = run_grant},
    {.name = "tl service withdraw",
     .summary = "Withdraw a service; its status until then stays as history.",
     .examples = "    accord tl service withdraw jp --provider \"Example Trust\" --service "
                 "\"E-seal CA\"\n",
     .operands = scheme_operand,
     .options = withdraw_options,
     .run = run_withdraw},
    {.name = "tl service set-status",
     .summary = "Give a service another status; the former one stays as history. A status that "
                "cannot follow the present one is refused.",
     .examples = "    accord tl service set-status lu --provider \"Example Trust\" --service "
                 "\"Archive\" \\\n"
                 "        --status deprecatedatnationallevel\n",
     .operands = scheme_operand,
     .options = status_options,
     .run = run_set_status},
    {.name = "tl service undo",
     .summary = "Take back a service's last status, and what was said with it, as long as no list "
                "with it was published.",
     .examples = "    accord tl service undo jp --provider \"Example Trust\" --service \"E-seal "
                 "CA\"\n",
     .operands = scheme_operand,
     .options = undo_options,
     .run = run_undo},
};

}  // namespace

std::span<const Command> tl_service_commands() noexcept { return table; }

}  // namespace accord::cli
