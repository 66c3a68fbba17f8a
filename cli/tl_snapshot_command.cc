#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fmt/format.h>

#include "cli/algorithms.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/list_facts.h"
#include "cli/refusal.h"
#include "cli/session.h"
#include "cli/stored_trust.h"
#include "cli/trust_report.h"

namespace accord::cli {
namespace {

using outcome::FindingId;
using trustlist::follow::Generation;
using trustlist::follow::KeptFile;
using trustlist::follow::Role;
namespace fs = std::filesystem;

std::string digest_of(const std::string& bytes) {
  return der::to_hex(crypto::digest(crypto::DigestAlgorithm::sha256, der::as_bytes(bytes)).bytes());
}

/// What verification says of a stored file now; nothing of one that nothing led to.
std::optional<trustlist::read::Verdict> verdict_about(const OpenedTrust& trust,
                                                      const StoredTree& tree,
                                                      const KeptFile& file) {
  if (file.role == Role::pivot) {
    for (const auto& step : tree.followed.pivots) {
      if (step.uri != file.url) continue;
      return step.counts ? trustlist::read::Verdict::valid : trustlist::read::Verdict::invalid;
    }
    return std::nullopt;
  }
  const auto name = stored_name(trust, file);
  for (const auto& row : tree.result.rows) {
    if (row.file == name) return row.verdict;
  }
  return std::nullopt;
}

Answer answer_of(const OpenedTrust& trust, const StoredTree& tree, time::Instant at,
                 const std::string& sha256, const Style& style) {
  Answer answer;
  answer.at = at;
  answer.findings = tree.result.findings;
  auto lists = Json::array();
  for (const auto& row : tree.result.rows) lists.push(facts_of(row));
  auto files = Json::array();
  for (const auto& file : trust.generation.files) files.push(facts_of(file));
  answer.fields.set("snapshot", Json::object({{"folder", trust.folder.string()},
                                              {"sha256", sha256},
                                              {"files", std::move(files)}}));
  answer.fields.set("lists", std::move(lists));
  answer.text = field(style, "  folder", trust.folder.string());
  answer.text += field(style, "  as of", time::to_string(at));
  answer.text += field(style, "  SHA-256", sha256);
  answer.text += field(style, "  content", counted(trust.generation.files.size(), "file", "files"));
  return answer;
}

void check_new(const fs::path& folder) {
  std::error_code error;
  if (fs::exists(folder, error)) {
    refuse(Exit::usage, FindingId::output_exists, {.what = folder.string()});
  }
}

[[noreturn]] void refuse_io(const fs::path& folder, const std::string& reason) {
  refuse(Exit::io, FindingId::output_failed, {.what = folder.string()}, {{"reason", reason}});
}

/// A new folder beside the one wanted, whose name nobody else has; removed unless it took that
/// one's place.
class FreshFolder {
 public:
  explicit FreshFolder(const fs::path& target)
      : target_(target), path_(target.string() + ".part.XXXXXX") {
    std::error_code error;
    if (target.has_parent_path()) fs::create_directories(target.parent_path(), error);
    if (error) refuse_io(target_, error.message());
    if (::mkdtemp(path_.data()) == nullptr) refuse_io(target_, std::strerror(errno));
    fs::permissions(path_, ordinary_folder_permissions(), error);
    if (error) refuse_io(target_, error.message());
  }
  ~FreshFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  FreshFolder(const FreshFolder&) = delete;
  FreshFolder& operator=(const FreshFolder&) = delete;

  [[nodiscard]] fs::path path() const { return path_; }
  void take_place() {
    std::error_code error;
    fs::rename(path_, target_, error);
    if (error) refuse_io(target_, error.message());
    path_.clear();
  }

 private:
  fs::path target_;
  std::string path_;
};

// Its files come into a folder of another name, which then gets its own: a snapshot is whole or is
// not there.
void write_snapshot(const fs::path& folder, const OpenedTrust& trust,
                    const std::map<std::string, std::string>& files) {
  FreshFolder part(folder);
  write_snapshot_files(part.path(), trust, files);
  part.take_place();
}

Answer run_create(const Arguments& arguments, Session& session) {
  fs::path folder = arguments.operand();
  if (!folder.has_filename()) folder = folder.parent_path();
  check_new(folder);
  const auto at = session.at(arguments);
  auto trust = open_trust(*arguments.value("trust"), session.home(arguments));
  auto budget = budget_of(arguments);
  TrustFiles stored(trust.folder);
  std::map<std::string, std::string> files;
  for (const auto& file : trust.generation.files) {
    files[file.file] = need(stored.bytes_of(file), stored_name(trust, file));
  }
  trust.algorithms = algorithms_of(arguments);
  const auto tree = verify_stored(trust, at, *trust.algorithms, budget);
  Generation pinned = trust.generation;
  pinned.made = at;
  for (auto& file : pinned.files) {
    file.verdict =
        verdict_about(trust, tree, file).value_or(trustlist::read::Verdict::indeterminate);
  }
  trust.generation = std::move(pinned);
  write_snapshot(folder, trust, files);
  trust.folder = folder;
  const auto sha256 = digest_of(read_stored((folder / "generation.xml").string()));
  auto answer = answer_of(trust, tree, at, sha256, session.style());
  answer.judge(to_verdict(tree.result.verdict));
  answer.text = verdict_line(session.style(), to_string(*answer.verdict), tone_of(*answer.verdict),
                             "snapshot of " + trust.name) +
                answer.text;
  return answer;
}

void compare(const OpenedTrust& trust, const StoredTree& tree, outcome::Findings& findings) {
  for (const auto& file : trust.generation.files) {
    // What nothing led to was written down as "indeterminate" when the snapshot was made.
    const auto now =
        verdict_about(trust, tree, file).value_or(trustlist::read::Verdict::indeterminate);
    if (now == file.verdict) continue;
    findings.add(FindingId::snapshot_answer_differs, {stored_name(trust, file), 0, {}},
                 {{"recorded", std::string(to_string(file.verdict))},
                  {"found", std::string(to_string(now))}});
  }
}

/// A fact as the description gives it, and as the file itself has it.
struct Fact {
  std::string_view name;
  std::string recorded, found;
};

std::string text_of(const std::optional<time::Instant>& moment) {
  return moment ? time::to_string(*moment) : std::string("none");
}

std::vector<Fact> facts_about(const StoredTree& tree, const KeptFile& file,
                              const std::string& name) {
  std::vector<Fact> facts;
  const auto add = [&](std::uint64_t sequence, time::Instant issued, const std::string& signer) {
    facts.push_back({"sequence number", std::to_string(file.sequence), std::to_string(sequence)});
    facts.push_back({"issue date", time::to_string(file.issued), time::to_string(issued)});
    facts.push_back({"signer (SHA-256 of the certificate)", file.signer, signer});
  };
  if (file.role == Role::pivot) {
    for (const auto& step : tree.followed.pivots) {
      if (step.uri == file.url && step.issued) {
        add(step.sequence, *step.issued, step.signer_sha256);
      }
    }
    return facts;
  }
  for (const auto& row : tree.result.rows) {
    if (row.file != name || !row.issued) continue;
    add(row.sequence, *row.issued, row.signer_sha256);
    facts.push_back({"next update", text_of(file.next_update), text_of(row.next_update)});
    facts.push_back({"territory", file.territory, row.territory});
    facts.push_back({"type", file.type, row.type});
    return facts;
  }
  return facts;
}

void compare_facts(const OpenedTrust& trust, const StoredTree& tree, outcome::Findings& findings) {
  for (const auto& file : trust.generation.files) {
    const auto name = stored_name(trust, file);
    for (const auto& fact : facts_about(tree, file, name)) {
      if (fact.recorded == fact.found) continue;
      findings.add(
          FindingId::snapshot_fact_differs, {name, 0, {}},
          {{"fact", std::string(fact.name)}, {"recorded", fact.recorded}, {"found", fact.found}});
    }
  }
}

std::string param_of(const outcome::Finding& finding, std::string_view name) {
  for (const auto& [key, value] : finding.params) {
    if (key == name) return value;
  }
  return {};
}

/// What this check cannot know of a snapshot whose digest nobody named.
outcome::Findings unknown_of(const OpenedTrust& trust, const StoredTree& tree,
                             const std::string& sha256) {
  outcome::Findings findings;
  findings.add(FindingId::snapshot_not_vouched_for, {trust.folder.string(), 0, {}},
               {{"sha256", sha256}});
  for (const auto& finding : tree.result.findings.all()) {
    if (finding.id != FindingId::tree_list_not_at_hand) continue;
    findings.add(
        FindingId::snapshot_list_absent, finding.about,
        {{"territory", param_of(finding, "territory")}, {"url", param_of(finding, "location")}});
  }
  return findings;
}

std::string headline(bool is_as_described, bool is_the_expected) {
  if (!is_as_described) return "the snapshot is not what was made";
  if (is_the_expected) return "the snapshot gives the answer that it was made with";
  return "the snapshot gives the answer that its description names; nobody vouches for that "
         "description, since no --expect was given";
}

Answer run_verify(const Arguments& arguments, Session& session) {
  const fs::path folder = arguments.operand();
  const auto trust = open_trust_folder(folder);
  const auto at = trust.generation.made;
  auto budget = budget_of(arguments);
  outcome::Findings own;
  TrustFiles stored(folder);
  for (const auto& file : trust.generation.files) {
    if (auto bytes = stored.bytes_of(file); !bytes) own.add(bytes.error());
  }
  const auto sha256 = digest_of(read_stored((folder / "generation.xml").string()));
  const auto expected = arguments.value("expect");
  if (expected && *expected != sha256) {
    own.add(FindingId::snapshot_not_the_expected, {folder.string(), 0, {}},
            {{"found", sha256}, {"expected", *expected}});
  }
  StoredTree tree;
  if (TrustFiles(folder).bytes_of(*trust.generation.list_of_lists())) {
    const bool by_its_own = trust.algorithms && !arguments.has("policy-file");
    tree =
        verify_stored(trust, at, by_its_own ? *trust.algorithms : algorithms_of(arguments), budget);
  }
  compare(trust, tree, own);
  compare_facts(trust, tree, own);
  auto answer = answer_of(trust, tree, at, sha256, session.style());
  answer.findings.add(own);
  if (!expected) answer.findings.add(unknown_of(trust, tree, sha256));
  if (!trust.algorithms) {
    answer.findings.add(FindingId::snapshot_without_policy, {folder.string(), 0, {}});
  }
  answer.judge(
      to_verdict(std::max(tree.result.verdict, trustlist::read::verdict_of(answer.findings))));
  answer.text = verdict_line(session.style(), to_string(*answer.verdict), tone_of(*answer.verdict),
                             headline(own.empty(), expected.has_value())) +
                answer.text;
  return answer;
}

constexpr Operand create_operands[] = {{"DIR", "the folder to be made"}};
constexpr Operand verify_operands[] = {{"DIR", "the snapshot's folder"}};
constexpr Option create_options[] = {
    {"trust", "NAME", "the trust anchor of which a snapshot is made", Count::one},
    option_home,
    option_policy_file,
    option_at,
    option_limit,
};
constexpr Option verify_options[] = {
    {"expect", "SHA256", "the digest of its description that `create` printed"},
    {option_policy_file.name, option_policy_file.value,
     "judge by this algorithm policy, strict, or old-lists (default: the one that the snapshot "
     "was made by)"},
    option_limit,
};

constexpr Command table[] = {
    {.name = "tl snapshot create",
     .summary = "Pin what is kept of a trust anchor: lists, digests, policy, verdicts, the moment.",
     .examples = "  Keep what a decision rested on\n"
                 "    accord tl snapshot create evidence/2026-08-01 --trust eu\n"
                 "  Then, years later and without a network\n"
                 "    accord verify contract.xml --trust evidence/2026-08-01 \\\n"
                 "        --at 2026-08-01T00:00:00Z\n",
     .operands = create_operands,
     .options = create_options,
     .run = run_create},
    {.name = "tl snapshot verify",
     .summary = "Does a snapshot still give the answer that it was made with? Needs no network.",
     .examples =
         "  Every file by its digest, every list by its signature, every verdict again\n"
         "    accord tl snapshot verify evidence/2026-08-01\n"
         "  And that it is the one that was noted down: without this, nobody knows whether\n"
         "  somebody took lists out of it, or replaced everything\n"
         "    accord tl snapshot verify evidence/2026-08-01 --expect 3b0c…\n",
     .operands = verify_operands,
     .options = verify_options,
     .run = run_verify},
};

}  // namespace

std::span<const Command> tl_snapshot_commands() noexcept { return table; }

}  // namespace accord::cli
