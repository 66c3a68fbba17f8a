#include "lib/xml/document.h"

#include <algorithm>
#include <map>
#include <new>
#include <utility>

#include "lib/xml/document_state.h"
#include "lib/xml/survey.h"

namespace accord::xml {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
// Everything that canonicalisation needs: white space, comments, processing instructions and CDATA
// are kept; line ends, attribute white space and references are resolved as XML 1.0 says
// (2.11, 3.3.3, 4.4).
constexpr unsigned parse_flags = pugi::parse_full | pugi::parse_ws_pcdata;

}  // namespace

std::string_view local_part(std::string_view name) noexcept {
  return name.substr(name.find(':') + 1);  // npos + 1 is 0: no prefix
}

const std::vector<DocumentState::Id>& DocumentState::ids() {
  if (!ids_) ids_ = survey(*this, {}).ids;
  return *ids_;
}

std::vector<std::vector<Element>> DocumentState::named(std::span<const QName> names) {
  auto found = survey(*this, names);
  if (!ids_) ids_ = std::move(found.ids);
  return std::move(found.named);
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
  return std::move(state_->named({&name, 1}).front());
}

std::vector<std::vector<Element>> Document::descendants(std::span<const QName> names) const {
  return state_->named(names);
}

}  // namespace accord::xml
