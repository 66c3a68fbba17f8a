#include <fmt/format.h>

#include "cli/algorithms.h"
#include "cli/certificates.h"
#include "cli/commands.h"
#include "cli/list_facts.h"
#include "cli/made.h"
#include "cli/provider_edit.h"
#include "cli/refusal.h"
#include "cli/scheme_folder.h"
#include "cli/session.h"
#include "trustlist/read/verify.h"
#include "trustlist/scheme/agreement.h"

namespace accord::cli {
namespace {

namespace scheme = trustlist::scheme;
using outcome::FindingId;

// What a pointer announces must be so: the list bears the signature of one of the signers given.
trustlist::TrustedList pointed_list(const std::string& file, std::vector<x509::Certificate> signers,
                                    time::Instant at, const crypto::AlgorithmPolicy& algorithms,
                                    outcome::Budget budget) {
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

[[noreturn]] void refuse_together(std::string_view one, std::string_view other,
                                  std::string_view reason) {
  refuse(
      Exit::usage, FindingId::options_together, {.what = "the command line"},
      {{"one", std::string(one)}, {"other", std::string(other)}, {"reason", std::string(reason)}});
}

void check_options(const Arguments& arguments) {
  if (arguments.has("agreement") && arguments.has("no-agreement")) {
    refuse_together("--agreement", "--no-agreement", "the pointer has one agreement or none");
  }
  const bool beside = arguments.has("scheme");
  for (const std::string_view option : {"list LIST", "location URL", "signer CERT"}) {
    const auto name = option.substr(0, option.find(' '));
    if (!beside && !arguments.has(name)) {
      refuse(Exit::usage, FindingId::option_missing, {.what = "the command line"},
             {{"option", "--" + std::string(option)}, {"help", "accord help tl pointer add"}});
    }
    if (beside && name != "signer" && arguments.has(name)) {
      refuse_together("--scheme", "--" + std::string(name), "that scheme's own source says it");
    }
  }
}

// The scheme that `--scheme` names. Its source has to be there and whole.
scheme::SchemeSource scheme_beside(const SchemeFolder& folder, const std::string& name) {
  if (name.find_first_of("/\\") != std::string::npos || name.rfind('.', 0) == 0) {
    refuse(Exit::usage, FindingId::option_value, {.what = "the command line"},
           {{"option", "--scheme"},
            {"value", name},
            {"wanted", "the name of a folder beside this scheme's"}});
  }
  const SchemeFolder beside((folder.path("..") / name).lexically_normal());
  std::error_code ignored;
  if (std::filesystem::equivalent(beside.scheme_file(), folder.scheme_file(), ignored)) {
    refuse(Exit::usage, FindingId::pointer_to_itself, {.what = "the command line"},
           {{"folder", folder.path({}).string()}});
  }
  return beside.read_scheme();
}

Answer point_beside(const Arguments& arguments, Session& session) {
  const auto folder = SchemeFolder::of(arguments.operand());
  const auto lock = folder.lock();
  auto source = folder.read_scheme();
  const auto name = *arguments.value("scheme");
  const auto beside = scheme_beside(folder, name);
  const auto* present = scheme::find_pointer_to(source, name, beside);
  scheme::PointerSource pointer;
  pointer.scheme = name;
  const bool had_one = present != nullptr && present->agreement_file.has_value();
  pointer.agreement_file = agreement_of(arguments, folder, present);
  for (const auto& file : arguments.values("signer")) {
    pointer.signer_files.push_back(folder.take_in_certificates(file));
  }
  scheme::put_pointer_to(source, pointer, beside);
  Made made(session);
  made.file(folder.scheme_file(), folder.text_of(source),
            fmt::format("points to the list of {}, the scheme in {}{}",
                        outcome::printable(beside.territory), outcome::printable(name),
                        about_agreement(arguments, pointer, had_one)),
            {.replace = true});
  auto answer = std::move(made).answer();
  answer.fields.set("scheme", name);
  answer.fields.set("agreement", pointer.agreement_file);
  return answer;
}

Answer run_pointer_add(const Arguments& arguments, Session& session) {
  check_options(arguments);
  if (arguments.has("scheme")) return point_beside(arguments, session);
  const auto folder = SchemeFolder::of(arguments.operand());
  const auto lock = folder.lock();
  auto source = folder.read_scheme();
  const auto& signer_files = arguments.values("signer");
  const auto list = pointed_list(*arguments.value("list"), read_certificate_files(signer_files),
                                 session.now(), algorithms_of(arguments), budget_of(arguments));
  const auto* present = scheme::find_pointer(source, scheme::pointer_to(list, {}, {}, {}));
  const bool had_one = present != nullptr && present->agreement_file.has_value();
  const auto agreement = agreement_of(arguments, folder, present);
  std::vector<std::string> names;
  for (const auto& file : signer_files) names.push_back(folder.take_in_certificates(file));
  const auto pointer =
      scheme::pointer_to(list, *arguments.value("location"), std::move(names), agreement);
  scheme::put_pointer(source, pointer);
  Made made(session);
  made.file(folder.scheme_file(), folder.text_of(source),
            fmt::format("points to the list of {}{}", outcome::printable(list.territory),
                        about_agreement(arguments, pointer, had_one)),
            {.replace = true});
  auto answer = std::move(made).answer();
  answer.fields.set("list", facts_of(list));
  answer.fields.set("agreement", agreement ? Json(*agreement) : Json());
  return answer;
}

constexpr Option pointer_options[] = {
    {"list", "LIST", "the list pointed to, for its facts"},
    {"location", "URL", "where it is published"},
    {"signer", "CERT", "who may sign it; copied into the scheme's folder", Count::many},
    {"scheme", "NAME",
     "point to the scheme in the folder of that name beside this one, in place of --list and "
     "--location (default of --signer: its list-signer.crt)"},
    {"agreement", "FILE",
     "a recognition agreement; copied into the scheme's folder (default: the one that the pointer "
     "has already)"},
    {"no-agreement", "", "the pointer loses the agreement that it has"},
    option_policy_file,
    option_limit,
};

constexpr Command table[] = {
    {.name = "tl pointer add",
     .summary = "Point to another list, with who signs it and what was agreed.",
     .examples = "    accord tl pointer add eu --list jp/list.xml --location "
                 "https://example.jp/list.xml \\\n"
                 "        --signer jp/list-signer.crt --agreement agreement.xml\n"
                 "  To a scheme in the folder beside; its facts are taken over at each build\n"
                 "    accord tl pointer add lists/eu --scheme jp --agreement agreement.xml\n",
     .operands = scheme_operand,
     .options = pointer_options,
     .run = run_pointer_add},
};

}  // namespace

std::span<const Command> tl_pointer_commands() noexcept { return table; }

}  // namespace accord::cli
