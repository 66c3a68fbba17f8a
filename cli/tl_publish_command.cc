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
#include "cli/tree_roots.h"
#include "trustlist/lint/countries.h"
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
  std::string file, name, bytes;
  SignerSet signers;
  std::vector<trustlist::Pointer> announced;
  std::string territory{};  ///< for whose list the signers were chosen; empty: for any
};

void check_name(const std::string& name, const std::string& file) {
  if (trustlist::render::is_publication_name(name)) return;
  refuse(Exit::usage, FindingId::publish_name_unusable, {.what = file}, {{"name", name}});
}

[[noreturn]] void refuse_unassigned(const std::string& territory, const std::string& file) {
  refuse(Exit::usage, FindingId::publish_signer_unassigned, {.what = file},
         {{"territory", territory.empty() ? "an unknown territory" : territory}});
}

[[noreturn]] void refuse_without_signer(const std::string& what) {
  refuse(Exit::usage, FindingId::publish_no_signer, {.what = what});
}

// GR and GB in certificates are EL and UK in lists (TS 119 612, 5.1.5).
std::string territory_of(const x509::Certificate& signer) {
  auto country = signer.subject().first(x509::attribute::country).value_or("");
  const auto in_lists = trustlist::lint::code_in_lists(country);
  return in_lists.empty() ? country : std::string(in_lists);
}

/// What --signer names. Of several lists each is verified by its own signers alone: whoever may
/// sign the list of one country could else sign that of any other.
class GivenSigners {
 public:
  explicit GivenSigners(const Arguments& arguments)
      : is_unverified_allowed_(arguments.has("unverified")) {
    for (const auto& text : arguments.values("signer")) {
      const auto assigned = assigned_value(text);
      for (auto& one : read_certificate_files({assigned.value})) {
        all_.push_back({assigned.territory, std::move(one)});
      }
    }
  }
  [[nodiscard]] bool empty() const noexcept { return all_.empty(); }

  /// Puts the signers of each list to it.
  void assign_to(std::vector<Wanted>& lists) const {
    std::vector<std::string> territories;
    for (const auto& list : lists) territories.push_back(claimed_list(list.bytes).territory);
    for (const auto& one : all_) check_known(one.territory, territories);
    for (std::size_t i = 0; i < lists.size(); ++i) {
      auto& list = lists[i];
      list.signers = of(territories[i], lists.size() == 1, list.file);
      if (lists.size() > 1 && list.signers.known()) list.territory = territories[i];
    }
  }

 private:
  struct One {
    std::string territory;  // empty: not said
    x509::Certificate certificate;
  };
  static void check_known(const std::string& territory, const std::vector<std::string>& known) {
    if (territory.empty() || std::find(known.begin(), known.end(), territory) != known.end())
      return;
    refuse(Exit::usage, FindingId::signer_of_unknown_list, {.what = "the command line"},
           {{"territory", territory}});
  }
  [[nodiscard]] SignerSet of(const std::string& territory, bool alone,
                             const std::string& file) const {
    std::vector<x509::Certificate> chosen;
    for (const auto& one : all_) {
      const bool is_meant = one.territory.empty()
                                ? alone || territory_of(one.certificate) == territory
                                : one.territory == territory;
      if (is_meant) chosen.push_back(one.certificate);
    }
    if (!chosen.empty()) return SignerSet::given(std::move(chosen));
    if (!is_unverified_allowed_) refuse_unassigned(territory, file);
    return SignerSet::unknown();
  }

  std::vector<One> all_;
  bool is_unverified_allowed_;
};

std::vector<Wanted> wanted_files(const Arguments& arguments) {
  const GivenSigners signers(arguments);
  if (signers.empty() && !arguments.has("unverified")) refuse_without_signer("the command line");
  std::vector<Wanted> all;
  for (const auto& file : arguments.operands()) {
    all.push_back(
        {file, std::filesystem::path(file).stem().string(), {}, SignerSet::unknown(), {}});
    check_name(all.back().name, file);
    all.back().bytes = read_xml_input(file);
  }
  signers.assign_to(all);
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
  const GivenSigners given(arguments);
  std::vector<Wanted> all;
  for (auto& list : signed_lists(arguments.operand(), scheme_names(arguments), findings)) {
    check_name(list.name, list.file);
    auto signers = given.empty() ? own_signer(list, arguments) : SignerSet::unknown();
    all.push_back({list.file, list.name, read_xml_input(list.file), std::move(signers),
                   std::move(list.announced)});
  }
  if (all.empty()) refuse(Exit::bad_input, std::move(findings), arguments.operand());
  if (!given.empty()) given.assign_to(all);
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

Item read_item(Wanted& wanted, time::Instant at, const Arguments& arguments) {
  const auto& file = wanted.file;
  Item item;
  item.file = file;
  item.publication.name = wanted.name;
  item.bytes = std::move(wanted.bytes);
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
  // The signers were chosen by what the file seemed to say before anything of it was verified.
  const auto& territory = item.list().territory;
  if (!wanted.territory.empty() && territory != wanted.territory) {
    refuse_unassigned(territory, file);
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
  const auto place = published.string();
  const auto bytes = read_xml_input(place);
  auto budget = budget_of(arguments);
  const auto document = need(xml::Document::parse(bytes, budget), place);
  outcome::Findings findings;
  const auto old = trustlist::read::read_list(document.root(), budget, findings);
  if (!old) refuse(Exit::bad_input, std::move(findings), place);
  const auto next = std::find_if(items.begin(), items.end(), [&](const Item& item) {
    return are_issues_of_one_list(item.list(), *old);
  });
  if (next == items.end()) {
    if (arguments.has("drop")) return;
    refuse(Exit::usage, FindingId::publish_would_drop, {.what = place},
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
  const auto name = next->publication.name + ".xml";
  if (name != published.filename() && !arguments.has("drop")) {
    refuse(Exit::usage, FindingId::publish_would_move, {.what = next->file},
           {{"territory", old->territory},
            {"folder", folder.path().string()},
            {"old", published.filename().string()},
            {"new", name}});
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
  auto wanted = of_folder ? wanted_of_folder(arguments, findings) : wanted_files(arguments);
  std::vector<Item> items;
  for (auto& one : wanted) {
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
  const auto files = folder.files();
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
    {"signer", "[TERRITORY=]CERT",
     "who may sign the lists, PEM or DER: of several lists, who may sign that of a territory; "
     "without TERRITORY= that of the certificate's country (of a scheme's folder without the "
     "option: its list-signer.crt)",
     Count::many},
    {"unverified", "", "publish also what is not valid, on pages that say so"},
    {"drop", "", "take away lists that are published there and not given now, or get another name"},
    option_policy_file,
    option_at,
    option_limit,
};

constexpr Command table[] = {
    {.name = "tl publish",
     .summary = "Publish lists as a folder for a web server: XML, .sha2 digest, pages for people.",
     .examples = "    accord tl publish jp/list.xml --out site --signer jp/list-signer.crt\n"
                 "  Two lists in one folder\n"
                 "    accord tl publish eu/list-eu.xml jp/list.xml --out site --signer EU=eu.crt "
                 "JP=jp.crt\n"
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
