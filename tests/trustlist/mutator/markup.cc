#include "tests/trustlist/mutator/markup.h"

#include <algorithm>

namespace accord::tests::mutants {
namespace {

constexpr std::string_view space = " \t\r\n";

/// The place behind the ">" that closes the tag at `at`; a ">" in a value closes nothing.
std::size_t end_of_tag(const std::string& text, std::size_t at) {
  char quote = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      return at + 1;
    }
  }
  return text.size();
}

std::size_t behind(const std::string& text, std::string_view stop, std::size_t from) {
  const auto found = text.find(stop, from);
  return found == std::string::npos ? text.size() : found + stop.size();
}

}  // namespace

Markup::Markup(std::string text) : text_(std::move(text)) {
  std::vector<std::size_t> open;
  for (auto at = text_.find('<'); at != std::string::npos; at = text_.find('<', at)) {
    if (text_.compare(at, 4, "<!--") == 0) {
      at = behind(text_, "-->", at);
    } else if (text_.compare(at, 9, "<![CDATA[") == 0) {
      at = behind(text_, "]]>", at);
    } else if (text_.compare(at, 2, "<?") == 0) {
      at = behind(text_, "?>", at);
    } else if (text_.compare(at, 2, "</") == 0) {
      auto& node = nodes_[open.back()];
      open.pop_back();
      node.content.end = at;
      at = behind(text_, ">", at);
      node.whole.end = at;
    } else {
      take_start_tag(at, open);
      at = nodes_.back().start_tag.end;
    }
  }
}

void Markup::take_start_tag(std::size_t at, std::vector<std::size_t>& open) {
  const auto end = end_of_tag(text_, at);
  Node node;
  node.whole = node.start_tag = {at, end};
  node.name = {at + 1, text_.find_first_of(" \t\r\n/>", at + 1)};
  node.content = {end, end};
  node.parent = open.empty() ? none : open.back();
  if (text_[end - 2] != '/') open.push_back(nodes_.size());
  nodes_.push_back(node);
}

std::string_view Markup::local(std::size_t node) const {
  const auto name = piece(nodes_[node].name);
  return name.substr(name.find(':') + 1);
}

std::string_view Markup::prefix(std::size_t node) const {
  const auto name = piece(nodes_[node].name);
  return name.substr(0, name.find(':') + 1);
}

std::vector<AttributePlace> Markup::attributes(std::size_t node) const {
  std::vector<AttributePlace> found;
  const auto tag = nodes_[node].start_tag;
  auto at = nodes_[node].name.end;
  for (;;) {
    const auto begin = text_.find_first_not_of(space, at);
    if (begin >= tag.end || text_[begin] == '>' || text_[begin] == '/') return found;
    const auto name_end = text_.find_first_of(" \t\r\n=", begin);
    const auto open = text_.find_first_of("\"'", name_end);
    const auto close = text_.find(text_[open], open + 1);
    found.push_back({{begin, close + 1}, {begin, name_end}, {open + 1, close}});
    at = close + 1;
  }
}

std::optional<AttributePlace> Markup::attribute(std::size_t node, std::string_view name) const {
  for (const auto& one : attributes(node)) {
    if (piece(one.name) == name) return one;
  }
  return std::nullopt;
}

std::size_t Markup::find(std::string_view local_name, std::size_t inside) const {
  for (std::size_t i = inside; i < nodes_.size(); ++i) {
    if (!nodes_[inside].whole.holds(nodes_[i].whole)) break;
    if (local(i) == local_name) return i;
  }
  return none;
}

std::vector<std::size_t> Markup::find_all(std::string_view local_name, std::size_t inside) const {
  std::vector<std::size_t> found;
  for (std::size_t i = inside; i < nodes_.size(); ++i) {
    if (!nodes_[inside].whole.holds(nodes_[i].whole)) break;
    if (local(i) == local_name) found.push_back(i);
  }
  return found;
}

Edits& Edits::replace(Span span, std::string_view with) {
  edits_.push_back({span, std::string(with)});
  return *this;
}

std::string Edits::done() const {
  auto sorted = edits_;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Edit& a, const Edit& b) { return a.span.begin < b.span.begin; });
  std::string out;
  std::size_t at = 0;
  for (const auto& edit : sorted) {
    out.append(text_, at, edit.span.begin - at);
    out += edit.with;
    at = edit.span.end;
  }
  return out.append(text_, at);
}

}  // namespace accord::tests::mutants
