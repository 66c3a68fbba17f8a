#include "lib/xml/document.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "lib/xml/document_state.h"
#include "lib/xml/strict_reader.h"
#include "lib/xml/survey.h"

namespace accord::xml {
const std::vector<DocumentState::Id>& DocumentState::ids() {
  if (!ids_) ids_ = survey(*this, {}).ids;
  return *ids_;
}

std::vector<std::vector<Element>> DocumentState::named(std::span<const QName> names) {
  auto found = survey(*this, names);
  if (!ids_) ids_ = std::move(found.ids);
  return std::move(found.named);
}

std::uint32_t DocumentState::number_among_siblings(const Node& element) {
  const auto& parent = tree.nodes[element.parent];
  if (numbered_.insert(&parent).second) {
    struct Namesakes {
      const void* first;
      std::uint32_t count;
    };
    std::map<std::string_view, Namesakes> seen;
    for (const auto* node = at(parent.child); node != nullptr; node = at(node->next)) {
      if (node->kind != NodeKind::element) continue;
      auto& namesakes = seen.try_emplace(tree.local(*node), Namesakes{node, 0}).first->second;
      if (++namesakes.count == 2) numbers_[namesakes.first] = 1;
      if (namesakes.count > 1) numbers_[node] = namesakes.count;
    }
  }
  const auto found = numbers_.find(&element);
  return found == numbers_.end() ? 0 : found->second;
}

outcome::Result<Document> Document::parse(std::string bytes, outcome::Budget& budget) {
  if (bytes.size() > Tree::most_bytes) {
    return outcome::fail(outcome::FindingId::budget_exhausted, {},
                         {{"cost", std::string(to_string(outcome::Cost::input_bytes))},
                          {"limit", fmt::format("{}", Tree::most_bytes)}});
  }
  auto state = std::make_unique<DocumentState>(std::move(bytes));
  TreeBuilder builder(state->tree);
  if (auto read = read_strictly(state->tree.bytes, budget, &builder); !read) {
    return outcome::pass_on(std::move(read));
  }
  state->tree.decode();
  return Document(std::move(state));
}

Document::Document(std::unique_ptr<DocumentState> state) : state_(std::move(state)) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

Element Document::root() const {
  const auto* node = state_->at(state_->tree.nodes[0].child);
  while (node->kind != NodeKind::element) node = state_->at(node->next);
  return Access::make(node, state_.get());
}

std::vector<Element> Document::elements_with_id(std::string_view id) const {
  const auto& all = state_->ids();
  const auto first =
      std::lower_bound(all.begin(), all.end(), id,
                       [](const DocumentState::Id& a, std::string_view b) { return a.value < b; });
  std::vector<Element> found;
  for (auto at = first; at != all.end() && at->value == id; ++at) found.push_back(at->element);
  return found;
}

std::vector<std::string> Document::duplicate_ids() const {
  std::vector<std::string> found;
  std::string_view last;
  const DocumentState::Id* before = nullptr;
  for (const auto& id : state_->ids()) {
    if (before != nullptr && before->value == id.value && (found.empty() || last != id.value)) {
      last = id.value;
      found.emplace_back(id.value);
    }
    before = &id;
  }
  return found;
}

std::vector<Element> Document::descendants(QName name) const {
  return std::move(state_->named({&name, 1}).front());
}

std::vector<std::vector<Element>> Document::descendants(std::span<const QName> names) const {
  return state_->named(names);
}

}  // namespace accord::xml
