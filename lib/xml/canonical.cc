#include "lib/xml/canonical.h"

#include <algorithm>
#include <array>
#include <bit>

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

bool same(pugi::xml_node a, pugi::xml_node b) noexcept {
  return std::bit_cast<const void*>(a) == std::bit_cast<const void*>(b);
}

/// Walks the nodes of a document in order, without recursion, and writes each (Canonical
/// XML 1.0, 2.3).
class Walk {
 public:
  Walk(const CanonicalInput& input, const CanonicalMethod& method, CanonicalOutput& out)
      : apex_(Access::node(input.apex)),
        without_(Access::node(input.without)),
        with_comments_(method.with_comments),
        out_(out),
        tags_(method, Access::scope(input.apex), out) {}

  outcome::Result<void> write_document();
  outcome::Result<void> write_subtree(pugi::xml_node apex);
  outcome::Result<void> write_apex() { return write_subtree(apex_); }

 private:
  void write_leaf(pugi::xml_node node, pugi::xml_node_type type);
  void write_comment(pugi::xml_node node);
  void write_instruction(pugi::xml_node node);
  [[nodiscard]] bool is_written_beside_root(pugi::xml_node node) const {
    return node.type() == pugi::node_pi || (with_comments_ && node.type() == pugi::node_comment);
  }
  [[nodiscard]] bool is_without(pugi::xml_node node) const { return same(node, without_); }

  pugi::xml_node apex_;
  pugi::xml_node without_;
  bool with_comments_;
  CanonicalOutput& out_;
  CanonicalTags tags_;
};

outcome::Result<void> Walk::write_document() {
  const auto document = apex_.root();
  bool after_root = false;
  for (const auto node : document.children()) {
    if (node.type() == pugi::node_element) {
      if (auto written = write_subtree(node); !written) return written;
      after_root = true;
    } else if (is_written_beside_root(node)) {
      if (after_root) out_.put('\n');
      write_leaf(node, node.type());
      if (!after_root) out_.put('\n');
    }
  }
  return {};
}

outcome::Result<void> Walk::write_subtree(pugi::xml_node apex) {
  for (auto above = apex; !is_none(above); above = above.parent()) {
    if (is_without(above)) return {};  // taken out with what is around it
  }
  for (auto node = apex; !out_.exhausted();) {
    const auto type = node.type();
    if (type != pugi::node_element) {
      write_leaf(node, type);
    } else if (!is_without(node)) {
      if (auto started = tags_.start(node); !started) return started;
      if (const auto child = node.first_child(); !is_none(child)) {
        node = child;
        continue;
      }
      tags_.end();
    }
    while (!same(node, apex)) {
      if (const auto next = node.next_sibling(); !is_none(next)) {
        node = next;
        break;
      }
      node = node.parent();
      tags_.end();
    }
    if (same(node, apex)) break;
  }
  return {};
}

void Walk::write_leaf(pugi::xml_node node, pugi::xml_node_type type) {
  switch (type) {
    case pugi::node_pcdata:
    case pugi::node_cdata:
      out_.put_text(node.value());
      return;
    case pugi::node_comment:
      if (with_comments_) write_comment(node);
      return;
    case pugi::node_pi:
      write_instruction(node);
      return;
    case pugi::node_null:
    case pugi::node_document:
    case pugi::node_element:
    case pugi::node_declaration:
    case pugi::node_doctype:
      return;
  }
}

void Walk::write_comment(pugi::xml_node node) {
  out_.put("<!--");
  out_.put(node.value());
  out_.put("-->");
}

void Walk::write_instruction(pugi::xml_node node) {
  out_.put("<?");
  out_.put(node.name());
  if (const std::string_view value = node.value(); !value.empty()) {
    out_.put(' ');
    out_.put_lines(value);
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
