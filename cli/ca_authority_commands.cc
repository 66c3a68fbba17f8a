#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "ca/crl.h"
#include "ca/records.h"
#include "ca/unfinished.h"
#include "cli/authority_home.h"
#include "cli/certificates.h"
#include "cli/commands.h"
#include "cli/made.h"
#include "cli/passphrase.h"
#include "cli/session.h"

namespace accord::cli {
namespace {

using ca::SubjectField;
using outcome::FindingId;

constexpr std::int64_t root_days = 7300;
constexpr std::int64_t issuing_days = 3650;

/// The authority above a new one; none for a root.
using Parent = std::optional<ca::Authority>;

// A value that was given; else the one in the parent's name.
void add_field(ca::SubjectFields& fields, SubjectField field, const Arguments& arguments,
               std::string_view option, const Parent& parent) {
  auto value = arguments.value(option);
  if (!value && parent) value = parent->certificate().subject().first(ca::oid_of(field));
  if (value) fields.emplace_back(field, *value);
}

ca::SubjectFields subject_of(const Arguments& arguments, const std::string& name,
                             const Parent& parent) {
  ca::SubjectFields fields;
  add_field(fields, SubjectField::country, arguments, "country", parent);
  add_field(fields, SubjectField::organization, arguments, "organization", parent);
  if (arguments.has("organization-identifier") || (parent && !arguments.has("organization"))) {
    add_field(fields, SubjectField::organization_identifier, arguments, "organization-identifier",
              parent);
  }
  const auto organization = std::find_if(fields.begin(), fields.end(), [](const auto& field) {
    return field.first == SubjectField::organization;
  });
  const auto usual = organization == fields.end() ? name : organization->second + " " + name;
  fields.emplace_back(SubjectField::common_name, arguments.value_or("common-name", usual));
  return fields;
}

// BASE/NAME.crt and BASE/NAME.crl; without --url beside those of the parent.
ca::Urls urls_of(const Arguments& arguments, const std::string& name, const Parent& parent) {
  auto base = arguments.value("url");
  if (!base && parent) base = parent->urls().crl.substr(0, parent->urls().crl.rfind('/'));
  if (!base) {
    refuse(Exit::usage, FindingId::option_missing, {.what = "the command line"},
           {{"option", "--url URL"}});
  }
  while (!base->empty() && base->back() == '/') base->pop_back();
  return {.certificate = *base + "/" + name + ".crt", .crl = *base + "/" + name + ".crl"};
}

void check_parent_options(const Arguments& arguments) {
  if (arguments.has("parent") && arguments.has("rehearsal")) {
    refuse(Exit::usage, FindingId::options_together, {.what = "the command line"},
           {{"one", "--parent"},
            {"other", "--rehearsal"},
            {"reason", "an authority is a rehearsal when its root is"}});
  }
}

Json authority_json(const ca::Authority& authority) {
  return Json::object({{"name", authority.name()},
                       {"root", authority.is_root()},
                       {"rehearsal", authority.rehearsal()},
                       {"certificate_url", authority.urls().certificate},
                       {"crl_url", authority.urls().crl},
                       {"certificate", facts_of(authority.certificate())}});
}

// The name becomes that of a file, so what is not plainly a name must not get that far.
void check_name(const std::string& name) {
  const bool plain =
      name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") ==
      std::string::npos;
  if (name.empty() || !plain || name.front() == '.') {
    refuse(Exit::usage, FindingId::ca_name_malformed, {.what = "the command line"},
           {{"name", name}});
  }
}

std::optional<ca::AuthorityLine> recorded(ca::Registry& registry, const std::string& name) {
  for (auto& line : need(ca::list_authorities(registry), {}, Exit::io)) {
    if (line.name == name) return std::move(line);
  }
  return std::nullopt;
}

// Before anything is made: is the name free, and no key there from an attempt that was cut off?
void check_free_name(std::optional<ca::Registry>& registry, const AuthorityHome& home,
                     const std::string& name) {
  const auto line = registry ? recorded(*registry, name) : std::nullopt;
  if (line) {
    refuse(
        Exit::usage,
        line->has_certificate ? FindingId::ca_authority_exists : FindingId::ca_authority_unfinished,
        {.what = name}, {{"name", name}});
  }
  std::error_code ignored;
  const auto key_file = home.key_file(name);
  if (std::filesystem::exists(key_file, ignored)) {
    refuse(Exit::usage, FindingId::authority_key_left_over, {.what = key_file.string()},
           {{"name", name}});
  }
}

ca::NewAuthority wanted_of(const Arguments& arguments, const Parent& parent) {
  ca::NewAuthority wanted;
  wanted.name = arguments.operand();
  wanted.subject = subject_of(arguments, wanted.name, parent);
  wanted.urls = urls_of(arguments, wanted.name, parent);
  const auto usual_days = parent ? issuing_days : root_days;
  wanted.validity =
      ca::Days(read_number(arguments.value_or("days", fmt::format("{}", usual_days)), "--days"));
  return wanted;
}

ca::Answer<ca::Authority> found(ca::Registry& registry, const AuthorityHome& home,
                                const ca::NewAuthority& wanted, const Parent& parent,
                                crypto::SoftwareKey& key, const Arguments& arguments,
                                const Session& session) {
  const auto act = act_of(arguments, session);
  if (!parent) {
    return ca::found_root(registry, wanted, arguments.has("rehearsal"), key, act);
  }
  const auto parent_key = home.open_key(parent->name(), session, arguments);
  return ca::found_issuing(registry, *parent, *parent_key, wanted, key.public_key(), act);
}

Answer run_new(const Arguments& arguments, Session& session) {
  check_parent_options(arguments);
  check_name(arguments.operand());
  const AuthorityHome home(arguments, session);
  std::optional<ca::Registry> registry;
  if (arguments.has("parent") || home.exists()) registry = home.open();
  Parent parent;
  if (const auto name = arguments.value("parent")) {
    parent = need(ca::open_authority(*registry, *name), *name, Exit::usage);
  }
  const auto wanted = wanted_of(arguments, parent);
  check_free_name(registry, home, wanted.name);
  const auto key_file = home.key_file(wanted.name);
  const auto out = arguments.value("out");
  if (out) check_free(*out, false);
  const auto spec = key_spec_from_option(arguments.value_or("type", "p384"));
  const auto passphrase =
      read_passphrase(session, arguments, PassphraseUse::protect, key_file.string());
  const auto key = new_key(spec);
  if (!registry) registry = home.open(true);
  Made made(session);
  // The key is on the disk before the authority exists: an authority without its key would be of no
  // use.
  made.key(key_file, key, passphrase);
  auto founded = found(*registry, home, wanted, parent, *key, arguments, session);
  if (!founded && !recorded(*registry, wanted.name)) std::filesystem::remove(key_file);
  const auto authority = need(std::move(founded), wanted.name);
  if (out) made.file(*out, to_pem(authority.certificate()), "the authority's certificate");
  made.note(fmt::format("{} {} is founded: {}", authority.is_root() ? "root" : "issuing authority",
                        authority.name(),
                        outcome::printable(authority.certificate().subject().to_string())));
  auto answer = std::move(made).answer();
  answer.at = session.at(arguments);
  answer.fields.set("authority", authority_json(authority));
  return answer;
}

Answer run_profiles(const Arguments& /*arguments*/, Session& session) {
  Table table({{.heading = "profile"},
               {.heading = "for", .least = 20},
               {.heading = "signed by"},
               {.heading = "at most", .right = true}});
  auto profiles = Json::array();
  for (const auto& profile : ca::built_in_profiles()) {
    std::string signers;
    std::vector<std::string> signer_words;
    for (const auto signer : profile.signers) {
      signers += (signers.empty() ? "" : " or ") + std::string(ca::to_string(signer));
      signer_words.emplace_back(ca::to_string(signer));
    }
    table.add({{profile.name, Tone::command},
               {profile.title},
               {signers},
               {fmt::format("{} days", profile.longest_validity.count())}});
    auto fields = Json::array();
    for (const auto& rule : profile.subject) {
      fields.push(
          Json::object({{"field", ca::to_string(rule.field)}, {"required", rule.required}}));
    }
    profiles.push(Json::object({{"name", profile.name},
                                {"title", profile.title},
                                {"signed_by", Json::array_of(signer_words)},
                                {"subject", std::move(fields)},
                                {"longest_validity_days", profile.longest_validity.count()}}));
  }
  Answer answer;
  answer.fields.set("profiles", std::move(profiles));
  answer.text = table.render(session.style());
  return answer;
}

constexpr Operand name_operand[] = {{"NAME", "the authority's name in commands and files"}};
constexpr Option new_options[] = {
    {"parent", "ROOT", "the root that signs its certificate; without it, a root is founded"},
    {"rehearsal", "", "a root for practice: it may act at times that are not now, for ever"},
    {"country", "CC", "where it is: two capital letters (default: the parent's)"},
    {"organization", "NAME", "whose it is (default: the parent's)"},
    {"organization-identifier", "ID", "as ETSI EN 319 412-1 has it: NTRJP-1234567890"},
    {"common-name", "NAME", "what it is called (default: organization and name)"},
    {"url", "URL",
     "where NAME.crt and NAME.crl will be published (default: where the parent's are)"},
    {"days", "N", "validity of its certificate (default: 7300 for a root, 3650 below one)"},
    {"type", "TYPE", "its key: p384 (default) or another type of accord key new"},
    {"out", "FILE", "write its certificate there as well"},
    option_at,
    option_home,
    option_passphrase,
};

constexpr Command table[] = {
    {.name = "ca new",
     .summary = "Found a certification authority: a root, or an issuing authority below one.",
     .examples =
         "    accord ca new root --country JP --organization \"Example Trust\" \\\n"
         "        --url http://ca.example/\n"
         "    accord ca new issuing --parent root --out issuing.crt\n"
         "  For practice, at another time than now\n"
         "    accord ca new play --rehearsal --country JP --organization \"Example Trust\" \\\n"
         "        --url http://ca.example/ --at 2026-05-10T00:00:00Z\n",
     .operands = name_operand,
     .options = new_options,
     .run = run_new,
     .handles_keys = true},
    {.name = "ca profiles",
     .summary = "List the kinds of certificates that can be issued.",
     .examples = "    accord ca profiles\n",
     .operands = {},
     .options = {},
     .run = run_profiles},
};

}  // namespace

std::span<const Command> ca_authority_commands() noexcept { return table; }

}  // namespace accord::cli
