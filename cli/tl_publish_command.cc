#include <algorithm>

#include <fmt/format.h>

#include "cli/algorithms.h"
#include "cli/certificates.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/list_facts.h"
#include "cli/publication_folder.h"
#include "cli/refusal.h"
#include "cli/session.h"
#include "cli/signed_lists.h"
#include "trustlist/render/render.h"

namespace accord::cli {
namespace {

using outcome::FindingId;
using trustlist::TrustedList;
using trustlist::read::ListVerdict;
using trustlist::read::SignerSet;
using trustlist::render::Publication;

/// A list that is to be published.
struct Item {
  std::string file, bytes;
  ListVerdict verdict;
  Publication publication;

  [[nodiscard]] const TrustedList& list() const { return *verdict.list(); }
};

/// A file that is to become one.
struct Wanted {
  std::string file, name;
  SignerSet signers;
  std::vector<trustlist::Pointer> announced;
};

void check_name(const std::string& name, const std::string& file) {
  if (trustlist::render::is_publication_name(name)) return;
  refuse(Exit::usage, FindingId::publish_name_unusable, {.what = file}, {{"name", name}});
}

[[noreturn]] void refuse_without_signer(const std::string& what) {
  refuse(Exit::usage, FindingId::publish_no_signer, {.what = what});
}

SignerSet given_signers(const Arguments& arguments) {
  auto certificates = read_certificate_files(arguments.values("signer"));
  if (certificates.empty()) return SignerSet::unknown();
  return SignerSet::given(std::move(certificates));
}

std::vector<Wanted> wanted_files(const Arguments& arguments) {
  const auto signers = given_signers(arguments);
  if (!signers.known() && !arguments.has("unverified")) refuse_without_signer("the command line");
  std::vector<Wanted> all;
  for (const auto& file : arguments.operands()) {
    all.push_back({file, std::filesystem::path(file).stem().string(), signers, {}});
    check_name(all.back().name, file);
  }
  return all;
}

// Whoever keeps a scheme's folder keeps the certificate of its signer there, too.
SignerSet own_signer(const SignedList& list, const Arguments& arguments) {
  std::error_code ignored;
  if (std::filesystem::exists(list.certificate, ignored)) {
    return SignerSet::given(read_certificate_files({list.certificate}));
  }
  if (!arguments.has("unverified")) refuse_without_signer(list.certificate);
  return SignerSet::unknown();
}

std::vector<Wanted> wanted_of_folder(const Arguments& arguments, outcome::Findings& findings) {
  const auto given = given_signers(arguments);
  std::vector<Wanted> all;
  for (auto& list : signed_lists(arguments.operand(), scheme_names(arguments), findings)) {
    check_name(list.name, list.file);
    auto signers = given.known() ? given : own_signer(list, arguments);
    all.push_back({list.file, list.name, std::move(signers), std::move(list.announced)});
  }
  if (all.empty()) refuse(Exit::bad_input, std::move(findings), arguments.operand());
  return all;
}

std::filesystem::path out_folder(const Arguments& arguments, bool of_folder) {
  if (const auto out = arguments.value("out")) return *out;
  const std::filesystem::path folder = arguments.operand();
  if (of_folder && !SchemeFolder::schemes_in(folder).empty()) return folder / "site";
  refuse(Exit::usage, FindingId::option_missing, {.what = "the command line"},
         {{"option", "--out DIR"}, {"help", "accord help tl publish"}});
}

[[noreturn]] void refuse_not_valid(const ListVerdict& verdict, const std::string& file) {
  const auto& all = verdict.findings.all();
  const auto against = static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [](const outcome::Finding& one) {
        return one.severity >= outcome::Severity::indeterminate;
      }));
  outcome::Findings findings;
  findings.add(FindingId::publish_not_valid, {.what = file},
               {{"verdict", std::string(to_string(to_verdict(verdict.verdict)))},
                {"reasons", counted(against, "finding", "findings") + " against it"}});
  findings.add(verdict.findings);
  refuse(Exit::bad_input, std::move(findings), file);
}

ListVerdict verify(const std::string& bytes, const std::string& file, const SignerSet& signers,
                   time::Instant at, const Arguments& arguments) {
  auto budget = budget_of(arguments);
  trustlist::read::ListPolicy policy;
  policy.algorithms = algorithms_of(arguments);
  return trustlist::read::verify_list(bytes, file, signers, at, policy, budget);
}

Item read_item(const Wanted& wanted, time::Instant at, const Arguments& arguments) {
  const auto& file = wanted.file;
  Item item;
  item.file = file;
  item.publication.name = wanted.name;
  item.bytes = read_xml_input(file);
  item.verdict = verify(item.bytes, file, wanted.signers, at, arguments);
  // What a list of lists announces has to hold for whoever follows it.
  for (const auto& pointer : wanted.announced) {
    auto followed = verify(item.bytes, file, SignerSet::announced_by(pointer), at, arguments);
    if (!followed.verified && !arguments.has("unverified")) refuse_not_valid(followed, file);
  }
  const bool is_valid = item.verdict.verified.has_value();
  if (item.verdict.list() == nullptr || (!is_valid && !arguments.has("unverified"))) {
    refuse_not_valid(item.verdict, file);
  }
  auto& publication = item.publication;
  publication.sha256 = der::to_hex(item.verdict.sha256.bytes());
  publication.size = item.bytes.size();
  publication.verified = is_valid;
  publication.verdict = to_string(to_verdict(item.verdict.verdict));
  publication.checked_at = at;
  publication.signer = item.verdict.signer;
  publication.signing_time = item.verdict.signing_time;
  return item;
}

bool are_issues_of_one_list(const TrustedList& a, const TrustedList& b) {
  return a.territory == b.territory && a.type == b.type;
}

void check_apart(const std::vector<Item>& items) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (items[i].publication.name == items[j].publication.name) {
        refuse(Exit::usage, FindingId::publish_name_taken, {.what = items[i].file},
               {{"name", items[i].publication.name + ".xml"}});
      }
      if (are_issues_of_one_list(items[i].list(), items[j].list())) {
        refuse(Exit::usage, FindingId::publish_same_list, {.what = items[i].file},
               {{"one", items[j].file},
                {"other", items[i].file},
                {"territory", items[i].list().territory}});
      }
    }
  }
}

// What is published already says what may follow it. One that cannot be read says nothing, and then
// nothing is replaced.
void check_follows(const std::filesystem::path& published, const std::vector<Item>& items,
                   const PublicationFolder& folder, const Arguments& arguments) {
  const auto name = published.string();
  const auto bytes = read_xml_input(name);
  auto budget = budget_of(arguments);
  const auto document = need(xml::Document::parse(bytes, budget), name);
  outcome::Findings findings;
  const auto old = trustlist::read::read_list(document.root(), budget, findings);
  if (!old) refuse(Exit::bad_input, std::move(findings), name);
  const auto next = std::find_if(items.begin(), items.end(), [&](const Item& item) {
    return are_issues_of_one_list(item.list(), *old);
  });
  if (next == items.end()) {
    if (arguments.has("drop")) return;
    refuse(Exit::usage, FindingId::publish_would_drop, {.what = name},
           {{"folder", folder.path().string()}, {"list", published.filename().string()}});
  }
  const auto number = next->list().sequence;
  if (number < old->sequence) {
    refuse(Exit::bad_input, FindingId::publish_rolls_back, {.what = next->file},
           {{"new", std::to_string(number)},
            {"old", std::to_string(old->sequence)},
            {"folder", folder.path().string()}});
  }
  if (number == old->sequence && bytes != next->bytes) {
    refuse(Exit::bad_input, FindingId::publish_same_number, {.what = next->file},
           {{"number", std::to_string(number)}, {"folder", folder.path().string()}});
  }
}

void add_item(const Item& item, PublicationFolder& folder) {
  const auto& name = item.publication.name;
  folder.add(name + ".xml", item.bytes);
  // TS 119 612, 6.1: the digest as such, 32 octets.
  folder.add(name + ".sha2", der::as_text(item.verdict.sha256.bytes()));
  trustlist::render::render_list(
      item.list(), item.publication,
      [&](std::string_view path, std::string_view bytes) { folder.add(path, bytes); });
}

Answer answer_of(const std::vector<Item>& items, const PublicationFolder& folder, std::size_t files,
                 const Session& session) {
  Answer answer;
  auto lists = Json::array();
  for (const auto& item : items) {
    auto facts = facts_of(item.verdict, item.file);
    facts.set("name", item.publication.name);
    facts.set("verified", item.publication.verified);
    lists.push(std::move(facts));
    answer.text +=
        fmt::format("published {}  {}, {}\n", item.publication.name + ".xml", title_of(item.list()),
                    item.publication.verified ? "verified" : "NOT VERIFIED");
    answer.findings.add(item.verdict.findings);
    if (!item.publication.verified) {
      answer.findings.add(FindingId::publish_unverified, {.what = item.file},
                          {{"verdict", item.publication.verdict}});
    }
  }
  const auto index = (folder.path() / "index.html").string();
  answer.text += fmt::format("wrote {} in {}; begin with {}\n", counted(files, "file", "files"),
                             folder.path().string(), session.style().paint(Tone::strong, index));
  answer.fields.set("folder", folder.path().string());
  answer.fields.set("index", index);
  answer.fields.set("files", std::uint64_t{files});
  answer.fields.set("lists", std::move(lists));
  return answer;
}

Answer run_publish(const Arguments& arguments, Session& session) {
  const auto at = session.at(arguments);
  std::error_code ignored;
  const bool of_folder = std::filesystem::is_directory(arguments.operand(), ignored);
  const auto out = out_folder(arguments, of_folder);
  outcome::Findings findings;
  const auto wanted = of_folder ? wanted_of_folder(arguments, findings) : wanted_files(arguments);
  std::vector<Item> items;
  for (const auto& one : wanted) {
    session.progress("verifying " + one.file);
    items.push_back(read_item(one, at, arguments));
  }
  check_apart(items);
  PublicationFolder folder(out);
  for (const auto& published : folder.lists()) check_follows(published, items, folder, arguments);
  std::vector<trustlist::render::IndexRow> rows;
  for (const auto& item : items) {
    session.progress("writing the pages of " + item.file);
    add_item(item, folder);
    rows.push_back(trustlist::render::index_row(item.list(), item.publication));
  }
  trustlist::render::render_index(
      rows, [&](std::string_view path, std::string_view bytes) { folder.add(path, bytes); });
  const auto files = folder.files() + 1;
  folder.publish();
  auto answer = answer_of(items, folder, files, session);
  answer.at = at;
  answer.findings.add(findings);
  return answer;
}

constexpr Operand operands[] = {
    {"LIST",
     "the signed lists' XML files; or a folder with one scheme or several, and behind it which of "
     "these",
     Count::at_least_one}};
constexpr Option options[] = {
    {"out", "DIR",
     "the folder to publish: a new one, an empty one, or one that was published (of several "
     "schemes without it: site in their folder)"},
    {"signer", "CERT",
     "who may sign the lists, PEM or DER (of a scheme's folder without it: its list-signer.crt)",
     Count::many},
    {"unverified", "", "publish also what is not valid, on pages that say so"},
    {"drop", "", "take away lists that are published there and not given now"},
    option_policy_file,
    option_at,
    option_limit,
};

constexpr Command table[] = {
    {.name = "tl publish",
     .summary = "Publish lists as a folder for a web server: XML, .sha2 digest, pages for people.",
     .examples =
         "    accord tl publish jp/list.xml --out site --signer jp/list-signer.crt\n"
         "  Two lists in one folder\n"
         "    accord tl publish eu/list-eu.xml jp/list.xml --out site --signer eu.crt jp.crt\n"
         "  What the schemes of a folder have signed last, into lists/site\n"
         "    accord tl publish lists\n"
         "  A draft, marked on every page as not verified\n"
         "    accord tl publish jp/list.unsigned.xml --out draft --unverified\n",
     .operands = operands,
     .options = options,
     .run = run_publish},
};

}  // namespace

std::span<const Command> tl_publish_commands() noexcept { return table; }

}  // namespace accord::cli
