#include "trustlist/read/tree.h"

#include <algorithm>
#include <future>
#include <mutex>
#include <system_error>

namespace accord::trustlist::read {
namespace {

using outcome::FindingId;

TreeRow row_of(const ListVerdict& verdict, std::string file) {
  TreeRow row;
  row.file = std::move(file);
  row.signature = verdict.signature;
  row.verdict = verdict.verdict;
  row.services = verdict.services;
  if (verdict.signer.has_value()) {
    row.signer_sha256 = der::to_hex(verdict.signer->fingerprint().bytes());
  }
  if (const auto* list = verdict.list()) {
    row.territory = list->territory;
    row.operator_name = text_in(list->operator_names, "en");
    row.type = list->type;
    row.form = list->form;
    row.sequence = list->sequence;
    row.issued = list->issued;
    row.next_update = list->next_update;
  }
  row.findings = verdict.findings;
  return row;
}

/// Adds what the source knows: a list that is in doubt by it may not be relied on either.
void add_to(ListVerdict& verdict, const outcome::Findings& known) {
  verdict.findings.add(known);
  verdict.verdict = std::max(verdict.verdict, verdict_of(known));
  if (verdict.verdict == Verdict::valid || !verdict.verified.has_value()) return;
  verdict.unverified = verdict.verified->list();
  verdict.verified.reset();
}

/// Runs `work` in this thread and in `workers` - 1 others, or as many as the system gives, and
/// throws what one of them threw.
template <typename Work>
void run_beside(const Work& work, std::size_t workers) {
  std::vector<std::future<void>> others;
  try {
    while (others.size() + 1 < workers) others.push_back(std::async(std::launch::async, work));
  } catch (const std::system_error&) {
    // No more threads: those that run do all of it.
  }
  work();
  for (auto& other : others) other.get();
}

/// What a pointer led to.
struct Visit {
  std::optional<outcome::Finding> failure;  // the source's
  bool at_hand = false;
  std::string file;
  ListVerdict verdict;
};

/// Walks one list of lists. The lists themselves come and go; rows stay.
class Walk {
 public:
  Walk(ListSource& source, time::Instant at, const TreeOptions& options, outcome::Budget& budget)
      : source_(source), at_(at), options_(options), budget_(budget) {}

  TreeResult run(ListSource::File root, const SignerSet& signers);

 private:
  [[nodiscard]] outcome::Result<void> allowed(const outcome::About& about);
  void follow(const std::vector<const Pointer*>& pointers);
  bool follow_together(const std::vector<const Pointer*>& pointers);
  [[nodiscard]] Visit visit(const Pointer& pointer,
                            outcome::Result<std::optional<ListSource::File>> file,
                            outcome::Budget& budget) const;
  void record(const Pointer& pointer, Visit visit);
  ListVerdict verify(ListSource::File& file, const SignerSet& signers, Keep keep,
                     outcome::Budget& budget) const;
  void hand_over(ListVerdict& verdict);
  void conclude();

  ListSource& source_;
  time::Instant at_;
  const TreeOptions& options_;
  outcome::Budget& budget_;
  TreeResult result_;
};

outcome::Result<void> Walk::allowed(const outcome::About& about) {
  return budget_.spend(outcome::Cost::lists, 1, about);
}

ListVerdict Walk::verify(ListSource::File& file, const SignerSet& signers, Keep keep,
                         outcome::Budget& budget) const {
  auto policy = options_.policy;
  policy.keep = keep;
  policy.digest_file = policy.digest_file && options_.keep;
  // A sequence number seen before is that of one list: the root.
  if (!result_.rows.empty()) policy.last_sequence.reset();
  return verify_list(std::move(file.bytes), file.name, signers, at_, policy, budget);
}

void Walk::hand_over(ListVerdict& verdict) {
  if (options_.keep && verdict.verified.has_value()) {
    options_.keep(std::move(*verdict.verified));
  }
}

Visit Walk::visit(const Pointer& pointer, outcome::Result<std::optional<ListSource::File>> file,
                  outcome::Budget& budget) const {
  Visit visit;
  if (!file) {
    visit.failure = file.error();
    return visit;
  }
  visit.at_hand = file->has_value();
  if (!visit.at_hand) return visit;
  const auto keep = options_.keep ? options_.policy.keep : Keep::scheme_and_pointers;
  visit.file = (*file)->name;
  visit.verdict = verify(**file, SignerSet::announced_by(pointer), keep, budget);
  add_to(visit.verdict, (*file)->findings);
  return visit;
}

void Walk::record(const Pointer& pointer, Visit visit) {
  if (visit.failure.has_value()) {
    result_.findings.add(std::move(*visit.failure));
    return;
  }
  if (!visit.at_hand) {
    result_.findings.add(
        FindingId::tree_list_not_at_hand, {result_.rows.front().file, pointer.place.line, {}},
        {{"territory", pointer.territory.value_or(std::string{})}, {"location", pointer.location}});
    return;
  }
  auto row = row_of(visit.verdict, std::move(visit.file));
  row.location = pointer.location;
  if (pointer.agreement.has_value()) {
    row.agreement =
        PointedByAgreement{pointer.agreement->version, pointer.agreement->equivalences.size(),
                           pointer.agreement->damaged};
  }
  if (const auto* list = visit.verdict.list(); list != nullptr && list->is_list_of_lists()) {
    result_.findings.add(FindingId::tree_list_of_lists_beneath,
                         {result_.rows.front().file, pointer.place.line, {}},
                         {{"territory", list->territory}});
  }
  // A list that could not be read still has its place in the table.
  if (row.territory.empty()) row.territory = pointer.territory.value_or(std::string{});
  result_.rows.push_back(std::move(row));
  hand_over(visit.verdict);
}

void Walk::follow(const std::vector<const Pointer*>& pointers) {
  if (follow_together(pointers)) return;
  for (const auto* pointer : pointers) {
    record(*pointer, visit(*pointer, source_.list_for(*pointer), budget_));
  }
}

/// Several at the same time, each with a copy of the budget: what one document costs is counted
/// anew for each, and of what runs on a list takes no more than one signature. False, and nothing
/// is done, where there might not be enough of these for all: what is left for the last one then
/// depends on those before it. So it does for a list that goes over a limit, which is verified
/// again with the budget itself.
bool Walk::follow_together(const std::vector<const Pointer*>& pointers) {
  const auto workers = std::min(options_.workers, pointers.size());
  const auto spent = budget_.spent(outcome::Cost::signatures);
  const auto limit = budget_.limit(outcome::Cost::signatures);
  if (workers < 2 || limit < spent || limit - spent < pointers.size()) return false;
  struct Done {
    Visit visit;
    std::uint64_t signatures = 0;
    bool refused = false;
  };
  std::vector<Done> done(pointers.size());
  const auto before = budget_;
  std::mutex order;  // of what the source is asked for
  std::size_t next = 0;
  const auto work = [&] {
    for (;;) {
      std::unique_lock lock(order);
      if (next == pointers.size()) return;
      const auto number = next++;
      auto file = source_.list_for(*pointers[number]);
      lock.unlock();
      auto budget = before;
      auto& one = done[number];
      one.visit = visit(*pointers[number], std::move(file), budget);
      one.signatures = budget.spent(outcome::Cost::signatures) - spent;
      one.refused = budget.refusals() != before.refusals();
    }
  };
  run_beside(work, workers);
  for (std::size_t i = 0; i < done.size(); ++i) {
    const auto& pointer = *pointers[i];
    const bool counted = !done[i].refused &&
                         budget_.spend(outcome::Cost::signatures, done[i].signatures).has_value();
    record(pointer,
           counted ? std::move(done[i].visit) : visit(pointer, source_.list_for(pointer), budget_));
  }
  return true;
}

void Walk::conclude() {
  auto worst = verdict_of(result_.findings);
  for (const auto& row : result_.rows) worst = std::max(worst, row.verdict);
  result_.verdict = worst;
}

TreeResult Walk::run(ListSource::File root, const SignerSet& signers) {
  if (const auto first = allowed({root.name, 0, {}}); !first) {
    result_.findings.add(first.error());
    conclude();
    return std::move(result_);
  }
  auto verdict = verify(root, signers, Keep::everything, budget_);
  result_.rows.push_back(row_of(verdict, root.name));
  const auto* list = verdict.list();
  if (list != nullptr && !list->is_list_of_lists()) {
    result_.findings.add(FindingId::tree_root_not_list_of_lists, {root.name, 0, {}},
                         {{"type", list->type}});
  }
  if (!verdict.verified.has_value()) {
    result_.findings.add(FindingId::tree_not_followed, {root.name, 0, {}});
    conclude();
    return std::move(result_);
  }
  const auto pointers = verdict.verified->list().pointers;
  const auto own_territory = verdict.verified->list().territory;
  const auto own_type = verdict.verified->list().type;
  hand_over(verdict);
  verdict = {};
  std::vector<const Pointer*> followed;
  std::optional<outcome::Finding> used_up;
  for (const auto& pointer : pointers) {
    const bool to_itself = pointer.territory == own_territory && pointer.list_type == own_type;
    if (to_itself || !pointer.leads_to_xml()) continue;
    if (const auto another = allowed({root.name, pointer.place.line, {}}); !another) {
      used_up = another.error();
      break;
    }
    followed.push_back(&pointer);
  }
  follow(followed);
  if (used_up.has_value()) result_.findings.add(std::move(*used_up));
  conclude();
  return std::move(result_);
}

}  // namespace

std::vector<std::string> file_names_for(const Pointer& pointer) {
  std::vector<std::string> result;
  // Both parts come from outside: only what is plainly a file's name in the folder is one.
  const auto plain = [](std::string_view name) {
    return !name.empty() && name.front() != '.' &&
           std::all_of(name.begin(), name.end(), [](char c) {
             return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                    c == '.' || c == '-' || c == '_';
           });
  };
  if (pointer.territory.has_value() && plain(*pointer.territory)) {
    result.push_back(*pointer.territory + ".xml");
  }
  const auto last = pointer.location.substr(pointer.location.rfind('/') + 1);
  if (plain(last) && (result.empty() || result.front() != last)) result.push_back(last);
  // Beside its trusted list a territory has several lists of trusted entities.
  if (pointer.list_form() == Form::trusted_entities) std::reverse(result.begin(), result.end());
  return result;
}

TreeResult verify_tree(ListSource::File list_of_lists, const SignerSet& signers, ListSource& source,
                       time::Instant at, const TreeOptions& options, outcome::Budget& budget) {
  return Walk(source, at, options, budget).run(std::move(list_of_lists), signers);
}

}  // namespace accord::trustlist::read
