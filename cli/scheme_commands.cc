#include <fmt/format.h>

#include "ca/issue.h"
#include "cli/certificates.h"
#include "cli/commands.h"
#include "cli/list_form.h"
#include "cli/made.h"
#include "cli/passphrase.h"
#include "cli/refusal.h"
#include "cli/scheme_folder.h"
#include "cli/session.h"

namespace accord::cli {
namespace {

using trustlist::scheme::NewScheme;
using trustlist::scheme::SchemeSource;

constexpr std::string_view default_days = "1095";

std::uint32_t list_version(const Arguments& arguments, trustlist::Form form) {
  if (form == trustlist::Form::trusted_entities) {
    const auto word = arguments.value_or("list-version", "1");
    if (word == "1") return 1;
    refuse(Exit::usage, outcome::FindingId::option_value, {.what = "the command line"},
           {{"option", "--list-version"},
            {"value", word},
            {"wanted", "1, the version of lists of trusted entities"}});
  }
  const auto word = arguments.value_or("list-version", "6");
  if (word == "5") return 5;
  if (word == "6") return 6;
  refuse(Exit::usage, outcome::FindingId::option_value, {.what = "the command line"},
         {{"option", "--list-version"}, {"value", word}, {"wanted", "5 or 6"}});
}

ca::IssueRequest signer_request(const NewScheme& facts, const crypto::PublicKey& key,
                                std::int64_t days) {
  ca::IssueRequest request;
  request.profile = "list-signer";
  request.subject = {
      {ca::SubjectField::country, facts.territory},
      {ca::SubjectField::organization, facts.operator_name},
      {ca::SubjectField::common_name, fmt::format("Trusted list signer of {}", facts.territory)}};
  request.spki = der::Bytes(key.spki().begin(), key.spki().end());
  request.validity = ca::Days(days);
  return request;
}

Answer run_new(const Arguments& arguments, Session& session) {
  const SchemeFolder folder(arguments.operand());
  const auto at = session.at(arguments);
  NewScheme facts;
  facts.territory = *arguments.value("territory");
  facts.operator_name = *arguments.value("operator");
  facts.list_of_lists = arguments.has("list-of-lists");
  facts.form = form_of(arguments);
  facts.list_version = list_version(arguments, facts.form);
  facts.list_type = list_type_of(arguments, facts.form);
  facts.street = arguments.value_or("street", "");
  facts.locality = arguments.value_or("town", "");
  facts.mail = arguments.value_or("mail", "");
  facts.website = arguments.value_or("website", "");
  facts.legal_notice = arguments.value_or("legal-basis", "");
  facts.location = arguments.value_or("location", "");
  const auto days = read_number(arguments.value_or("days", default_days), "--days");
  const auto spec = list_key_spec_from_option(arguments.value_or("type", "p256"));
  const auto scheme = need(trustlist::scheme::new_scheme(facts), "the command line", Exit::usage);
  const auto key_file = folder.path("list-signer.key");
  for (const auto& file : {folder.scheme_file(), key_file, folder.path("list-signer.crt")}) {
    check_free(file, false);
  }
  const auto passphrase =
      read_passphrase(session, arguments, PassphraseUse::protect, key_file.string());
  const auto key = new_key(spec);
  const auto request = signer_request(facts, key->public_key(), days);
  const auto certificate =
      need(ca::issue_self_signed(request, *key, at), "the list signer's certificate");
  Made made(session);
  made.file(folder.scheme_file(), trustlist::scheme::write_scheme(scheme),
            "the scheme's source: edit it and make it yours");
  made.key(key_file, key, passphrase);
  made.file(folder.path("list-signer.crt"), to_pem(certificate),
            "certificate of the list's signer; relying parties need it");
  auto answer = std::move(made).answer();
  answer.at = at;
  answer.fields.set("signer", facts_of(certificate));
  return answer;
}

Json scheme_json(const SchemeSource& scheme) {
  auto pointers = Json::array();
  for (const auto& pointer : scheme.pointers) {
    const auto own = [&](const std::string& text) {
      return pointer.scheme.empty() ? Json(text) : Json();
    };
    pointers.push(Json::object({{"territory", own(pointer.territory)},
                                {"location", own(pointer.location)},
                                {"scheme", pointer.scheme.empty() ? Json() : Json(pointer.scheme)},
                                {"signers", Json::array_of(pointer.signer_files)},
                                {"agreement", pointer.agreement_file}}));
  }
  return Json::object(
      {{"territory", scheme.territory},
       {"operator", trustlist::text_in(scheme.operator_names, "en")},
       {"name", trustlist::text_in(scheme.scheme_names, "en")},
       {"form", trustlist::word_of(scheme.form)},
       {"list_type", scheme.list_type},
       {"list_version", scheme.list_version},
       {"published_sequence", scheme.published ? Json(scheme.published->sequence) : Json()},
       {"published_issued",
        scheme.published ? Json(time::to_string(scheme.published->issued)) : Json()},
       {"pointers", std::move(pointers)}});
}

Json provider_json(const trustlist::scheme::ProviderSource& provider) {
  auto services = Json::array();
  for (const auto& service : provider.services) {
    auto statuses = Json::array();
    for (const auto& status : service.statuses) {
      statuses.push(
          Json::object({{"status", status.status}, {"since", time::to_string(status.since)}}));
    }
    services.push(Json::object(
        {{"name", trustlist::text_in(service.names, "en")},
         {"type", service.type},
         {"additional_information", Json::array_of(service.information.additional_information)},
         {"statuses", std::move(statuses)}}));
  }
  return Json::object(
      {{"name", trustlist::text_in(provider.names, "en")}, {"services", std::move(services)}});
}

std::string provider_text(const trustlist::scheme::ProviderSource& provider, const Style& style) {
  auto text =
      "\n  " +
      style.paint(Tone::strong, outcome::printable(trustlist::text_in(provider.names, "en"))) +
      "\n";
  for (const auto& service : provider.services) {
    text += "    " + outcome::printable(trustlist::text_in(service.names, "en")) + "  " +
            outcome::printable(trustlist::short_name(service.type)) + "\n";
    if (service.statuses.empty()) text += "      listed without a status\n";
    for (const auto& status : service.statuses) {
      text += fmt::format("      {} since {}\n",
                          outcome::printable(trustlist::short_name(status.status)),
                          time::to_string(status.since));
    }
  }
  return text;
}

Answer run_show(const Arguments& arguments, Session& session) {
  const auto folder = SchemeFolder::of(arguments.operand());
  const auto scheme = folder.read_scheme();
  const auto& style = session.style();
  Answer answer;
  answer.text =
      style.paint(Tone::strong, outcome::printable(trustlist::text_in(scheme.scheme_names, "en"))) +
      "\n";
  answer.text += field(style, "  territory", outcome::printable(scheme.territory));
  answer.text += field(style, "  operator",
                       outcome::printable(trustlist::text_in(scheme.operator_names, "en")));
  answer.text += field(style, "  list",
                       fmt::format("{}, {}, version {}", to_string(scheme.form),
                                   trustlist::short_name(scheme.list_type), scheme.list_version));
  answer.text +=
      field(style, "  published",
            scheme.published ? fmt::format("sequence {}, issued {}", scheme.published->sequence,
                                           time::to_string(scheme.published->issued))
                             : "nothing so far");
  for (const auto& pointer : scheme.pointers) {
    const auto where = pointer.scheme.empty()
                           ? fmt::format("{}  {}", outcome::printable(pointer.territory),
                                         outcome::printable(pointer.location))
                           : "the scheme in ../" + outcome::printable(pointer.scheme);
    answer.text += field(style, "  pointer to",
                         where + (pointer.agreement_file ? "  (recognition agreement)" : ""));
  }
  auto providers = Json::array();
  for (const auto& named : folder.read_providers()) {
    answer.text += provider_text(named.source, style);
    providers.push(provider_json(named.source).set("file", named.file));
  }
  answer.fields.set("scheme", scheme_json(scheme).set("providers", std::move(providers)));
  return answer;
}

constexpr Operand folder_operand[] = {{"DIR", "the scheme's folder"}};
constexpr Option new_options[] = {
    {"territory", "CC", "two capital letters: JP, LU, EU", Count::one},
    {"operator", "NAME", "who operates the scheme, in English", Count::one},
    {"list-of-lists", "", "its list points to other lists instead of listing services"},
    {"street", "TEXT", "the operator's street and number"},
    {"town", "TEXT", "the operator's town"},
    {"mail", "ADDRESS", "the operator's mail address"},
    {"website", "URL", "the operator's page about the scheme"},
    {"legal-basis", "TEXT", "the law that the scheme rests on, in English"},
    {"location", "URL", "where the list will be published"},
    option_form,
    option_list_type,
    {"list-version", "N",
     "version of ETSI TS 119 612's list: 6 (default) or 5; of a list of trusted entities 1"},
    {"type", "TYPE",
     "the signer's key: p256 (default) or another type of accord key new, but for ML-DSA"},
    {"days", "N", "validity of the signer's certificate (default: 1095)"},
    option_at,
    option_passphrase,
};

constexpr Command table[] = {
    {.name = "scheme new",
     .summary = "Found a scheme: its source to edit, its list's signing key and certificate.",
     .examples = "    accord scheme new jp --territory JP --operator \"Supervisory Authority\"\n"
                 "  With what would otherwise have to be filled in by hand\n"
                 "    accord scheme new jp --territory JP --operator \"Supervisory Authority\" \\\n"
                 "        --street \"1-1 Example Street\" --town Tokyo --mail trust@example.jp \\\n"
                 "        --website https://example.jp/trust --location "
                 "https://example.jp/trust/list.xml \\\n"
                 "        --legal-basis \"Act No. 1 of 2000\"\n"
                 "  One that lists other lists\n"
                 "    accord scheme new eu --territory EU --operator \"European Commission\" "
                 "--list-of-lists\n"
                 "  A list of trusted entities (ETSI TS 119 602)\n"
                 "    accord scheme new wallets --territory JP --operator \"Supervisory "
                 "Authority\" \\\n"
                 "        --form trusted-entities --list-type "
                 "https://example.jp/lists/wallet-providers\n",
     .operands = folder_operand,
     .options = new_options,
     .run = run_new,
     .handles_keys = true},
    {.name = "scheme show",
     .summary = "Show a scheme's source: operator, providers, services, pointers.",
     .examples = "    accord scheme show jp\n",
     .operands = folder_operand,
     .options = {},
     .run = run_show},
};

}  // namespace

std::span<const Command> scheme_commands() noexcept { return table; }

}  // namespace accord::cli
