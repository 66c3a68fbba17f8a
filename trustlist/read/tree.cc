#include "trustlist/read/tree.h"

#include <algorithm>

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
    row.sequence = list->sequence;
    row.issued = list->issued;
    row.next_update = list->next_update;
  }
  row.findings = verdict.findings;
  return row;
}

/// Walks one list of lists. The lists themselves come and go; rows stay.
class Walk {
 public:
  Walk(ListSource& source, time::Instant at, const TreeOptions& options, outcome::Budget& budget)
      : source_(source), at_(at), options_(options), budget_(budget) {}

  TreeResult run(ListSource::File root, const SignerSet& signers);

 private:
  [[nodiscard]] bool allowed(const outcome::About& about);
  void follow(const Pointer& pointer);
  ListVerdict verify(ListSource::File& file, const SignerSet& signers, Keep keep);
  void hand_over(ListVerdict& verdict);
  void conclude();

  ListSource& source_;
  time::Instant at_;
  const TreeOptions& options_;
  outcome::Budget& budget_;
  TreeResult result_;
};

bool Walk::allowed(const outcome::About& about) {
  auto spent = budget_.spend(outcome::Cost::lists, 1, about);
  if (!spent) result_.findings.add(spent.error());
  return spent.has_value();
}

ListVerdict Walk::verify(ListSource::File& file, const SignerSet& signers, Keep keep) {
  auto policy = options_.policy;
  policy.keep = keep;
  policy.digest_file = policy.digest_file && options_.keep;
  // A sequence number seen before is that of one list: the root.
  if (!result_.rows.empty()) policy.last_sequence.reset();
  return verify_list(std::move(file.bytes), file.name, signers, at_, policy, budget_);
}

void Walk::hand_over(ListVerdict& verdict) {
  if (options_.keep && verdict.verified.has_value()) {
    options_.keep(std::move(*verdict.verified));
  }
}

void Walk::follow(const Pointer& pointer) {
  auto file = source_.list_for(pointer);
  if (!file) {
    result_.findings.add(file.error());
    return;
  }
  if (!file->has_value()) {
    result_.findings.add(
        FindingId::tree_list_not_at_hand, {result_.rows.front().file, pointer.place.line, {}},
        {{"territory", pointer.territory.value_or(std::string{})}, {"location", pointer.location}});
    return;
  }
  const auto keep = options_.keep ? options_.policy.keep : Keep::scheme_and_pointers;
  auto verdict = verify(**file, SignerSet::announced_by(pointer), keep);
  auto row = row_of(verdict, (*file)->name);
  row.location = pointer.location;
  if (pointer.agreement.has_value()) {
    row.agreement =
        PointedByAgreement{pointer.agreement->version, pointer.agreement->equivalences.size(),
                           pointer.agreement->damaged};
  }
  if (const auto* list = verdict.list(); list != nullptr && list->is_list_of_lists()) {
    result_.findings.add(FindingId::tree_list_of_lists_beneath,
                         {result_.rows.front().file, pointer.place.line, {}},
                         {{"territory", list->territory}});
  }
  // A list that could not be read still has its place in the table.
  if (row.territory.empty()) row.territory = pointer.territory.value_or(std::string{});
  result_.rows.push_back(std::move(row));
  hand_over(verdict);
}

void Walk::conclude() {
  auto worst = verdict_of(result_.findings);
  for (const auto& row : result_.rows) worst = std::max(worst, row.verdict);
  result_.verdict = worst;
}

TreeResult Walk::run(ListSource::File root, const SignerSet& signers) {
  if (!allowed({root.name, 0, {}})) {
    conclude();
    return std::move(result_);
  }
  auto verdict = verify(root, signers, Keep::everything);
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
  for (const auto& pointer : pointers) {
    const bool to_itself = pointer.territory == own_territory && pointer.list_type == own_type;
    if (to_itself || !pointer.leads_to_xml()) continue;
    if (!allowed({root.name, pointer.place.line, {}})) break;
    follow(pointer);
  }
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
