#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/list_form.h"
#include "cli/provider_edit.h"
#include "cli/refusal.h"
#include "trustlist/scheme/example.h"

namespace accord::cli {
namespace {

namespace scheme = trustlist::scheme;
using outcome::FindingId;

// Keys and what can be made again at any time do not belong into a history that others can read.
constexpr std::string_view ignored_by_git =
    "# Private keys, and drafts that `accord tl build` makes again.\n*.key\n*.unsigned.xml\n";

Answer run_new(const Arguments& arguments, Session& session) {
  const SchemeFolder folder(arguments.operand());
  scheme::ExampleFacts facts;
  facts.territory = arguments.value_or("territory", "");
  facts.operator_name = arguments.value_or("operator", "");
  facts.list_of_lists = arguments.has("list-of-lists");
  facts.form = form_of(arguments);
  facts.list_type = list_type_of(arguments, facts.form, false);
  const auto text = need(scheme::example_scheme(facts), "--territory", Exit::usage);
  const auto provider = folder.path("providers/example-trust.xml");
  check_free(folder.scheme_file(), false);
  if (!facts.list_of_lists) check_free(provider, false);
  Made made(session);
  made.file(folder.scheme_file(), text, "the scheme: fill in what it asks for");
  if (!facts.list_of_lists) {
    made.file(provider, scheme::example_provider(facts),
              "a provider with one service: fill it in, and give the file the provider's name");
  }
  const auto ignore = folder.path(".gitignore");
  std::error_code error;
  if (!std::filesystem::exists(ignore, error)) {
    made.file(ignore, ignored_by_git, "keeps private keys and drafts out of git");
  }
  made.note(
      fmt::format("`accord tl build {}` names what is still to be filled in", arguments.operand()));
  return std::move(made).answer();
}

trustlist::PostalAddress postal_from(const Arguments& arguments, trustlist::PostalAddress postal) {
  postal.street = arguments.value_or("street", postal.street);
  postal.locality = arguments.value_or("town", postal.locality);
  if (const auto code = arguments.value("postal-code")) postal.postal_code = *code;
  return postal;
}

Answer run_provider_add(const Arguments& arguments, Session& session) {
  const auto folder = SchemeFolder::of(arguments.operand());
  const auto lock = folder.lock();
  const auto source = folder.read_scheme();
  const auto name = *arguments.value("provider");
  if (const auto known = folder.find_provider(name)) {
    refuse(Exit::usage, FindingId::provider_exists, {.what = known->string()},
           {{"provider", name}});
  }
  auto provider =
      need(scheme::new_provider(name, arguments.value_or("country", source.territory), source.form),
           "--provider", Exit::usage);
  auto& address = provider.address;
  address.postal.front() = postal_from(arguments, address.postal.front());
  if (const auto number = arguments.value("registration")) {
    provider.trade_names = {{"en", *number}};
  }
  if (const auto mail = arguments.value("mail")) address.electronic[0].text = "mailto:" + *mail;
  if (const auto site = arguments.value("website")) {
    address.electronic[1].text = *site;
    provider.information_uris = {{"en", *site}};
  }
  if (const auto terms = arguments.value("terms")) provider.information_uris = {{"en", *terms}};
  const auto text = scheme::write_provider(provider);
  outcome::Budget budget;
  outcome::Findings findings;
  if (!scheme::read_provider(text, budget, findings)) {
    refuse(Exit::usage, std::move(findings), "the command line");
  }
  Made made(session);
  made.file(folder.new_provider_file(name), text,
            "the provider " + outcome::printable(name) + ", without a service so far");
  made.note("add its services with `accord tl service add`; a list cannot be built before");
  return std::move(made).answer();
}

constexpr Operand new_operand[] = {{"DIR", "the folder that is made for the scheme"}};
constexpr Option new_options[] = {
    {"territory", "CC", "two capital letters: JP, LU, EU"},
    {"operator", "NAME", "who operates the scheme, in English"},
    {"list-of-lists", "", "its list points to other lists instead of listing services"},
    option_form,
    option_list_type,
};
constexpr Option provider_options[] = {
    {"provider", "NAME", "the provider's name in the register, in English", Count::one},
    {"country", "CC", "its country (default: the scheme's territory)"},
    {"registration", "NUMBER", "its number in a register: VATJP-…, NTRJP-… (5.4.2)"},
    {"street", "TEXT", "its street and number"},
    {"town", "TEXT", "its town"},
    {"postal-code", "TEXT", "its postal code"},
    {"mail", "ADDRESS", "its mail address"},
    {"website", "URL", "its web page"},
    {"terms", "URL", "its page with the terms of its services (default: the web page)"},
};

constexpr Command table[] = {
    {.name = "tl new",
     .summary = "Write a commented example of a scheme's source, to be filled in by hand.",
     .examples = "    accord tl new jp --territory JP\n"
                 "    accord tl build jp\n"
                 "  Several schemes side by side, in a folder that is kept in git\n"
                 "    accord tl new lists/jp --territory JP\n"
                 "    accord tl new lists/eu --territory EU --list-of-lists\n"
                 "  A list of trusted entities (ETSI TS 119 602)\n"
                 "    accord tl new wallets --territory JP --form trusted-entities\n",
     .operands = new_operand,
     .options = new_options,
     .run = run_new},
    {.name = "tl provider add",
     .summary = "Add a provider to a scheme's source.",
     .examples = "    accord tl provider add jp --provider \"Other Trust\" --registration "
                 "NTRJP-1234567 \\\n"
                 "        --street \"2-2 Example Street\" --town Osaka --mail "
                 "trust@other.example \\\n"
                 "        --website https://other.example/trust\n",
     .operands = scheme_operand,
     .options = provider_options,
     .run = run_provider_add},
};

}  // namespace

std::span<const Command> tl_new_commands() noexcept { return table; }

}  // namespace accord::cli
