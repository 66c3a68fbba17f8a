#include "lib/xml/document.h"

#include <algorithm>
#include <map>
#include <new>

#include "lib/xml/document_state.h"
#include "lib/xml/namespaces.h"

namespace accord::xml {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
// Everything that canonicalisation needs: white space, comments, processing instructions and CDATA
// are kept; line ends, attribute white space and references are resolved as XML 1.0 says
// (2.11, 3.3.3, 4.4).
constexpr unsigned parse_flags = pugi::parse_full | pugi::parse_ws_pcdata;

bool is_id(const Element::Attribute& attribute) {
  const auto& name = attribute.name;
  if (name.ns.empty()) return name.local == "Id" || name.local == "ID" || name.local == "id";
  return name.ns == xml_namespace && name.local == "id";
}

}  // namespace

std::string_view local_part(std::string_view name) noexcept {
  return name.substr(name.find(':') + 1);  // npos + 1 is 0: no prefix
}

Element next_in_document(const Element& element) {
  if (auto child = element.first_child()) return child;
  for (auto at = element; at; at = at.parent()) {
    if (auto next = at.next_sibling()) return next;
  }
  return {};
}

const std::vector<DocumentState::Id>& DocumentState::ids() {
  if (ids_) return *ids_;
  auto& all = ids_.emplace();
  const auto root = tree.document_element();
  for (auto element = Access::make(root, scopes.of(root, scopes.outermost())); element;
       element = next_in_document(element)) {
    const auto first = static_cast<std::ptrdiff_t>(all.size());
    for (const auto& attribute : element.attributes()) {
      if (!is_id(attribute)) continue;
      const bool known = std::any_of(all.begin() + first, all.end(),
                                     [&](const Id& id) { return id.value == attribute.value; });
      if (!known) all.push_back({attribute.value, element});
    }
  }
  // Sorted rather than hashed: values chosen to collide cannot slow it down.
  std::stable_sort(all.begin(), all.end(),
                   [](const Id& a, const Id& b) { return a.value < b.value; });
  return all;
}

std::uint32_t DocumentState::number_among_siblings(pugi::xml_node element) {
  const auto parent = element.parent();
  if (numbered_.insert(parent.internal_object()).second) {
    struct Namesakes {
      const void* first;
      std::uint32_t count;
    };
    std::map<std::string_view, Namesakes> seen;
    for (const auto child : parent.children()) {
      if (child.type() != pugi::node_element) continue;
      const void* const node = child.internal_object();
      auto& namesakes =
          seen.try_emplace(local_part(child.name()), Namesakes{node, 0}).first->second;
      if (++namesakes.count == 2) numbers_[namesakes.first] = 1;
      if (namesakes.count > 1) numbers_[node] = namesakes.count;
    }
  }
  const auto found = numbers_.find(element.internal_object());
  return found == numbers_.end() ? 0 : found->second;
}

outcome::Result<Document> Document::parse(std::string bytes, outcome::Budget& budget) {
  if (auto checked = check_strictly(bytes, budget); !checked)
    return outcome::pass_on(std::move(checked));
  auto state = std::make_unique<DocumentState>(std::move(bytes));
  const auto shift = state->bytes.compare(0, byte_order_mark.size(), byte_order_mark) == 0
                         ? byte_order_mark.size()
                         : 0;
  const auto parsed = state->tree.load_buffer_inplace(
      state->bytes.data() + shift, state->bytes.size() - shift, parse_flags, pugi::encoding_utf8);
  if (parsed.status == pugi::status_out_of_memory) throw std::bad_alloc();
  if (!parsed) {
    // The strict check refuses all that pugixml refuses; should they ever differ, the document is
    // refused.
    return outcome::fail(
        outcome::FindingId::xml_malformed, {},
        {{"expected", "a document that can be made a tree"}, {"found", parsed.description()}});
  }
  return Document(std::move(state));
}

Document::Document(std::unique_ptr<DocumentState> state) : state_(std::move(state)) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

Element Document::root() const {
  const auto node = state_->tree.document_element();
  return Access::make(node, state_->scopes.of(node, state_->scopes.outermost()));
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
  std::vector<Element> found;
  for (auto element = root(); element; element = next_in_document(element)) {
    if (element.is(name)) found.push_back(element);
  }
  return found;
}

}  // namespace accord::xml
