#include "lib/xml/canonical.h"

#include <algorithm>
#include <array>

#include "lib/xml/canonical_output.h"
#include "lib/xml/canonical_tags.h"
#include "lib/xml/document_state.h"

namespace accord::xml {
namespace {

struct MethodUri {
  bool exclusive;
  bool with_comments;
  std::string_view uri;
};

constexpr std::array<MethodUri, 4> method_uris{{
    {false, false, "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"},
    {false, true, "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments"},
    {true, false, "http://www.w3.org/2001/10/xml-exc-c14n#"},
    {true, true, "http://www.w3.org/2001/10/xml-exc-c14n#WithComments"},
}};

/// Walks the nodes of a document in order, without recursion, and writes each (Canonical
/// XML 1.0, 2.3).
class Walk {
 public:
  Walk(const CanonicalInput& input, const CanonicalMethod& method, CanonicalOutput& out)
      : document_(*Access::document(input.apex)),
        apex_(Access::node(input.apex)),
        without_(Access::node(input.without)),
        with_comments_(method.with_comments),
        out_(out),
        tags_(method, document_, out) {}

  outcome::Result<void> write_document();
  outcome::Result<void> write_subtree(const Node* apex);
  outcome::Result<void> write_apex() { return write_subtree(apex_); }

 private:
  void write_leaf(const Node& node);
  void write_comment(const Node& node);
  void write_instruction(const Node& node);
  [[nodiscard]] bool is_written_beside_root(const Node& node) const {
    return node.kind == NodeKind::instruction || (with_comments_ && node.kind == NodeKind::comment);
  }
  [[nodiscard]] const Node* at(std::uint32_t number) const noexcept { return document_.at(number); }

  DocumentState& document_;
  const Node* apex_;
  const Node* without_;
  bool with_comments_;
  CanonicalOutput& out_;
  CanonicalTags tags_;
};

outcome::Result<void> Walk::write_document() {
  bool after_root = false;
  for (const auto* node = at(document_.tree.nodes[0].child); node != nullptr;
       node = at(node->next)) {
    if (node->kind == NodeKind::element) {
      if (auto written = write_subtree(node); !written) return written;
      after_root = true;
    } else if (is_written_beside_root(*node)) {
      if (after_root) out_.put('\n');
      write_leaf(*node);
      if (!after_root) out_.put('\n');
    }
  }
  return {};
}

outcome::Result<void> Walk::write_subtree(const Node* apex) {
  for (const auto* above = apex; above != nullptr; above = at(above->parent)) {
    if (above == without_) return {};  // taken out with what is around it
  }
  for (const auto* node = apex; !out_.exhausted();) {
    if (node->kind != NodeKind::element) {
      write_leaf(*node);
    } else if (node != without_) {
      if (auto started = tags_.start(*node); !started) return started;
      if (const auto* const child = at(node->child); child != nullptr) {
        node = child;
        continue;
      }
      tags_.end();
    }
    while (node != apex) {
      if (const auto* const next = at(node->next); next != nullptr) {
        node = next;
        break;
      }
      node = at(node->parent);
      tags_.end();
    }
    if (node == apex) break;
  }
  return {};
}

void Walk::write_leaf(const Node& node) {
  switch (node.kind) {
    case NodeKind::text:
      out_.put_text(document_.tree.text(node));
      return;
    case NodeKind::comment:
      if (with_comments_) write_comment(node);
      return;
    case NodeKind::instruction:
      write_instruction(node);
      return;
    case NodeKind::document:
    case NodeKind::element:
      return;
  }
}

void Walk::write_comment(const Node& node) {
  out_.put("<!--");
  out_.put(document_.tree.text(node));
  out_.put("-->");
}

void Walk::write_instruction(const Node& node) {
  out_.put("<?");
  out_.put(document_.tree.text(node));
  if (const auto data = document_.tree.data(node); !data.empty()) {
    out_.put(' ');
    out_.put(data);
  }
  out_.put("?>");
}

}  // namespace

std::optional<CanonicalMethod> canonical_method_from_uri(std::string_view uri) {
  for (const auto& known : method_uris) {
    if (known.uri == uri) return CanonicalMethod{known.exclusive, known.with_comments, {}};
  }
  return std::nullopt;
}

std::string_view canonical_method_uri(const CanonicalMethod& method) noexcept {
  const auto* const found =
      std::find_if(method_uris.begin(), method_uris.end(), [&](const MethodUri& known) {
        return known.exclusive == method.exclusive && known.with_comments == method.with_comments;
      });
  return found->uri;
}

outcome::Result<void> canonicalise(const CanonicalInput& input, const CanonicalMethod& method,
                                   outcome::Budget& budget, const Sink& sink) {
  if (!input.apex) return {};
  CanonicalOutput out(budget, sink);
  Walk walk(input, method, out);
  auto written = input.whole_document ? walk.write_document() : walk.write_apex();
  if (!written) return written;
  return out.finish();
}

outcome::Result<std::string> canonical_text(const CanonicalInput& input,
                                            const CanonicalMethod& method,
                                            outcome::Budget& budget) {
  std::string text;
  const auto written =
      canonicalise(input, method, budget, [&](std::string_view piece) { text += piece; });
  if (!written) return outcome::pass_on(written);
  return text;
}

}  // namespace accord::xml
