#include "cli/tl_group_commands.h"

#include <chrono>

#include <fmt/format.h>

#include "cli/certificates.h"
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

// Nothing is signed but what the source says: a draft that was touched, or is older than the last
// edit, is not.
void check_is_of_source(const GroupMember& member, const NextList& next) {
  auto folder = member.folder;
  if (draft_list(folder, next.list.list().issued).xml == next.list.xml()) return;
  refuse(Exit::bad_input, FindingId::draft_not_of_source, {.what = next.source});
}

Signable check(const GroupMember& member, const SigningRules& rules) {
  auto next = next_list(member.draft().string(), member.folder,
                        noted_list(member.folder, member.scheme), rules);
  check_is_of_source(member, next);
  check_free(member.issue(next.list.list().sequence), false);
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
  if (!all.empty()) answer.text += "Nothing was signed or written. Without --dry-run it is.\n";
  answer.fields.set("schemes", std::move(facts));
  return answer;
}

void sign_one(Signable& one, const ListSigner& signer, const Arguments& arguments,
              const SigningRules& rules, const Session& session, Made& made) {
  const auto list = one.next.list.list();
  const auto said = rules_text(one.next);
  const auto xml = signed_xml(arguments, one.next, signer, rules.signing);
  write_signed(one.member->folder, one.member->issue(list.sequence), list, xml, false, made);
  take_away(one.member->draft());
  made.note(said);
  note_placeholders(one.next.findings, made);
  if (one.next.comparison) made.text(changes_text(one.next, one.first, session.style()) + "\n");
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
      all.push_back(check(member, rules));
    } else {
      idle += member.name + ": no draft, so nothing to sign\n";
    }
  });
  if (arguments.has("dry-run") || all.empty()) {
    auto answer = preview(all, idle, arguments, session);
    answer.at = rules.signing;
    return answer;
  }
  // All keys are opened before the first list is signed: a wrong passphrase stops everything.
  std::vector<ListSigner> signers;
  for (const auto& one : all) {
    signers.push_back(open_list_signer(arguments, session, one.member->folder));
  }
  Made made(session);
  outcome::Findings findings;
  auto facts = Json::array();
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto signed_facts = facts_of(all[i], true);
    sign_one(all[i], signers[i], arguments, rules, session, made);
    findings.add(all[i].next.findings);
    facts.push(signed_facts.set("signer", cli::facts_of(signers[i].certificate)));
  }
  made.text(idle);
  auto answer = std::move(made).answer();
  answer.at = rules.signing;
  answer.findings = std::move(findings);
  answer.fields.set("schemes", std::move(facts));
  return answer;
}

}  // namespace accord::cli
