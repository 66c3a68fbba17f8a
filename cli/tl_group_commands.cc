#include "cli/tl_group_commands.h"

#include <chrono>
#include <memory>

#include <fmt/format.h>

#include "cli/certificates.h"
#include "cli/left_over.h"
#include "cli/list_drafting.h"
#include "cli/list_facts.h"
#include "cli/list_signing.h"
#include "cli/made.h"
#include "cli/refusal.h"

namespace accord::cli {
namespace {

using outcome::FindingId;

constexpr std::chrono::days soon{14};

bool is_there(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored);
}

void take_away(const std::filesystem::path& path) {
  std::error_code error;
  std::filesystem::remove(path, error);
  if (!error) return;
  refuse(Exit::io, FindingId::output_failed, {.what = path.string()},
         {{"reason", error.message()}});
}

void refuse_for_several(const Arguments& arguments, std::initializer_list<std::string_view> options,
                        std::string_view reason) {
  for (const auto option : options) {
    if (!arguments.has(option)) continue;
    refuse(Exit::usage, FindingId::options_together, {.what = "the command line"},
           {{"one", "--" + std::string(option)},
            {"other", "a folder of several schemes"},
            {"reason", std::string(reason)}});
  }
}

// Another program may have changed the sources before the locks were had.
SchemeGroup read_again(const Arguments& arguments) {
  return SchemeGroup::of(arguments.operand(), scheme_names(arguments)).value();
}

/// Does something with each scheme; what is wrong with any of them is refused together.
template <typename Do>
void for_each_scheme(const SchemeGroup& group, Do what) {
  outcome::Findings wrong;
  for (const auto& member : group.members()) {
    try {
      what(member);
    } catch (const Refusal& refusal) {
      wrong.add(refusal.findings());
    }
  }
  if (wrong.blocking()) refuse(Exit::bad_input, std::move(wrong));
}

/// What the source of one scheme gives, and what was published of it.
struct Planned {
  const GroupMember* member;
  Draft draft;
  std::optional<PreviousList> previous;
  bool is_built = false;
};

Planned plan(const GroupMember& member, bool renew, time::Instant at) {
  auto folder = member.folder;
  Planned planned{&member, draft_list(folder, at), noted_list(folder, member.scheme)};
  planned.is_built =
      renew || !planned.previous ||
      !says_the_same(trustlist::compare::compare(planned.previous->list, planned.draft.list));
  return planned;
}

std::string next_update_of(const trustlist::TrustedList& list) {
  return list.next_update ? time::to_string(*list.next_update) : std::string("none");
}

// A draft that says no more than what is published would only take a number.
void leave_out(const Planned& planned, time::Instant at, Made& made, outcome::Findings& findings) {
  const auto& list = planned.previous->list;
  if (is_there(planned.member->draft())) take_away(planned.member->draft());
  made.note(fmt::format("{}: nothing has changed since sequence {}, next update {}; not built",
                        planned.member->name, list.sequence, next_update_of(list)));
  if (list.next_update && *list.next_update - at <= soon) {
    findings.add(
        FindingId::list_renewal_due, {.what = planned.previous->file},
        {{"sequence", std::to_string(list.sequence)}, {"next_update", next_update_of(list)}});
  }
}

void keep_out_of_git(const SchemeGroup& group, Made& made) {
  const auto file = group.path() / ".gitignore";
  if (is_there(file)) return;
  made.file(file, SchemeGroup::ignored_by_git,
            "keeps private keys, drafts and the site out of git");
}

/// A draft that may be signed, with what it is signed by.
struct Signable {
  const GroupMember* member;
  NextList next;
  bool first = false;
};

Signable check(const GroupMember& member, const Arguments& arguments, const SigningRules& rules) {
  auto next = next_list(member.draft().string(), member.folder,
                        noted_list(member.folder, member.scheme), rules);
  check_is_of_source(member.folder, next);
  check_free(member.issue(next.list.list().sequence), false);
  next.findings.add(left_over_lists(member.draft().parent_path()));
  check_signer_of(arguments, member.folder, next, rules.signing);
  return {&member, std::move(next), !member.scheme.published.has_value()};
}

Json facts_of(const Signable& one, bool is_signed) {
  Json facts = Json::object({{"name", one.member->name}});
  add_facts(one.next, facts);
  return facts.set("signed", is_signed);
}

Answer preview(const std::vector<Signable>& all, const std::string& idle,
               const Arguments& arguments, const Session& session) {
  Answer answer;
  auto facts = Json::array();
  for (const auto& one : all) {
    answer.text += fmt::format("would sign {}: {}\n  {}\n", one.next.source,
                               issue_of(one.next.list.list()), rules_text(one.next)) +
                   changes_text(one.next, one.first, session.style()) + "\n";
    answer.findings.add(one.next.findings);
    facts.push(facts_of(one, false));
  }
  answer.text += idle;
  if (!arguments.has("dry-run")) answer.fields.set("files", Json::array());
  if (!all.empty()) answer.text += fmt::format("{}\n", nothing_signed);
  answer.fields.set("schemes", std::move(facts));
  return answer;
}

/// A list that is signed, and what is said of it; its file has no name yet.
struct SignedOne {
  const Signable* what;
  std::unique_ptr<SignedIssue> issue;
  Json facts;
  std::string file, rules;
};

SignedOne sign_one(Signable& one, const ListSigner& signer, const Arguments& arguments,
                   time::Instant signing) {
  const auto list = one.next.list.list();
  const auto file = one.member->issue(list.sequence);
  auto facts = facts_of(one, true);
  facts.set("signer", cli::facts_of(signer.certificate));
  auto said = rules_text(one.next);
  auto xml = signed_xml(arguments, one.next, signer, signing);
  auto issue = std::make_unique<SignedIssue>(one.member->folder, file, list, std::move(xml), false);
  return {&one, std::move(issue), std::move(facts), file.string(), std::move(said)};
}

// All keys are opened, all lists signed and all files written beside their places before the first
// takes its place: what can be wrong with any of them stops everything.
std::vector<SignedOne> sign_all(std::vector<Signable>& all, const Arguments& arguments,
                                const Session& session, time::Instant signing) {
  std::vector<ListSigner> signers;
  for (const auto& one : all) {
    signers.push_back(open_list_signer(arguments, session, one.member->folder));
  }
  std::vector<SignedOne> done;
  for (std::size_t i = 0; i < all.size(); ++i) {
    session.progress("signing " + all[i].member->name);
    done.push_back(sign_one(all[i], signers[i], arguments, signing));
  }
  return done;
}

void place_one(const SignedOne& one, const Session& session, Made& made) {
  const auto& next = one.what->next;
  one.issue->place(made);
  made.note(one.rules);
  note_placeholders(next.findings, made);
  if (next.comparison) {
    made.text(changes_text(next, one.what->first, session.style()) + "\n");
  }
}

// What failed in the middle has to say what is signed now.
[[noreturn]] void refuse_in_part(const Refusal& refusal, const std::vector<SignedOne>& all,
                                 std::size_t placed, const std::filesystem::path& group) {
  std::string done;
  std::string left;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& name = all[i].what->member->name;
    auto& text = i < placed ? done : left;
    text += (text.empty() ? "" : ", ") + name + (i < placed ? " (" + all[i].file + ")" : "");
  }
  auto findings = refusal.findings();
  findings.add(FindingId::signed_in_part, {.what = group.string()},
               {{"signed", done.empty() ? "none" : done}, {"left", left.empty() ? "none" : left}});
  refuse(refusal.exit(), std::move(findings));
}

void place_all(const std::vector<SignedOne>& all, const std::filesystem::path& group,
               const Session& session, Made& made) {
  std::size_t placed = 0;
  try {
    for (const auto& one : all) {
      session.progress("writing " + one.what->member->name);
      place_one(one, session, made);
      placed += 1;
      take_away(one.what->member->draft());
    }
  } catch (const Refusal& refusal) {
    refuse_in_part(refusal, all, placed, group);
  }
}

}  // namespace

Answer build_group(const SchemeGroup& found, const Arguments& arguments, Session& session) {
  refuse_for_several(arguments, {"out"}, "each list has a place of its own, issues/ in its folder");
  const auto locks = found.lock();
  const auto group = read_again(arguments);
  const auto at = session.at(arguments);
  std::vector<Planned> all;
  for_each_scheme(group, [&](const GroupMember& member) {
    session.progress("building " + member.name);
    all.push_back(plan(member, arguments.has("renew"), at));
  });
  Made made(session);
  outcome::Findings findings;
  auto facts = Json::array();
  keep_out_of_git(group, made);
  for (const auto& one : all) {
    findings.add(one.draft.findings);
    if (one.is_built) {
      made.file(one.member->draft(), one.draft.xml, issue_of(one.draft.list) + ", not signed yet",
                {.replace = true});
    } else {
      leave_out(one, at, made, findings);
    }
    facts.push(Json::object(
        {{"name", one.member->name},
         {"built", one.is_built},
         {"list", cli::facts_of(one.is_built ? one.draft.list : one.previous->list)}}));
  }
  auto answer = std::move(made).answer();
  answer.at = at;
  answer.findings = std::move(findings);
  answer.fields.set("schemes", std::move(facts));
  return answer;
}

Answer sign_group(const SchemeGroup& found, const Arguments& arguments, Session& session) {
  refuse_for_several(arguments, {"list", "out", "previous", "without-previous", "force"},
                     "drafts and signed lists have places of their own, issues/ in each folder");
  if (found.members().size() > 1) {
    refuse_for_several(arguments, {"key", "certificate"},
                       "each list has a signer of its own; name one scheme behind the folder");
  }
  const auto locks = found.lock();
  const auto group = read_again(arguments);
  const auto rules = signing_rules(arguments, session);
  std::vector<Signable> all;
  std::string idle;
  for_each_scheme(group, [&](const GroupMember& member) {
    session.progress("checking " + member.name);
    if (is_there(member.draft())) {
      all.push_back(check(member, arguments, rules));
    } else {
      idle += member.name + ": no draft, so nothing to sign\n";
    }
  });
  if (arguments.has("dry-run") || all.empty()) {
    auto answer = preview(all, idle, arguments, session);
    answer.at = rules.signing;
    return answer;
  }
  auto done = sign_all(all, arguments, session, rules.signing);
  Made made(session);
  place_all(done, group.path(), session, made);
  outcome::Findings findings;
  auto facts = Json::array();
  for (auto& one : done) {
    findings.add(one.what->next.findings);
    facts.push(std::move(one.facts));
  }
  made.text(idle);
  auto answer = std::move(made).answer();
  answer.at = rules.signing;
  answer.findings = std::move(findings);
  answer.fields.set("schemes", std::move(facts));
  return answer;
}

}  // namespace accord::cli
