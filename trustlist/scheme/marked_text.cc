#include "trustlist/scheme/marked_text.h"

#include <algorithm>

namespace accord::trustlist::scheme {
namespace {

/// Finds tags in a text that is known to be well-formed.
class Tags {
 public:
  explicit Tags(std::string_view text) : text_(text) {}

  MarkedText take_all() {
    MarkedElement beside;
    take_inside(beside);
    return {std::move(beside.children.front()), std::move(notes_)};
  }

 private:
  [[nodiscard]] bool at(std::string_view token) const {
    return text_.substr(at_, token.size()) == token;
  }
  void skip_behind(std::string_view token) { at_ = text_.find(token, at_) + token.size(); }
  void take_note(std::string_view closing) {
    const auto begin = at_;
    skip_behind(closing);
    notes_.push_back({begin, at_});
  }

  // Behind the '>' of the tag that begins here: one in an attribute's value does not end it.
  [[nodiscard]] std::size_t end_of_tag() const {
    char quote = 0;
    for (auto i = at_;; ++i) {
      const char c = text_[i];
      if (quote == 0 && c == '>') return i + 1;
      if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      }
    }
  }

  void take_inside(MarkedElement& parent) {
    while ((at_ = text_.find('<', at_)) != std::string_view::npos) {
      if (at("<!--")) {
        take_note("-->");
      } else if (at("<![CDATA[")) {
        skip_behind("]]>");
      } else if (at("<?xml ") || at("<?xml\t") || at("<?xml\r") || at("<?xml\n")) {
        skip_behind("?>");
      } else if (at("<?")) {
        take_note("?>");
      } else if (at("</")) {
        parent.inside_end = at_;
        parent.end = at_ = end_of_tag();
        return;
      } else {
        take_element(parent);
      }
    }
    at_ = text_.size();
  }

  void take_attributes(MarkedElement& element, std::size_t at) const {
    constexpr std::string_view blank = " \t\r\n";
    for (;;) {
      MarkedAttribute one;
      one.begin = at;
      const auto name = text_.find_first_not_of(blank, at);
      if (text_[name] == '>' || text_[name] == '/') return;
      one.name_end = text_.find_first_of(" \t\r\n=", name);
      one.name = text_.substr(name, one.name_end - name);
      const auto quote = text_.find_first_of("\"'", one.name_end);
      one.end = text_.find(text_[quote], quote + 1) + 1;
      one.value = text_.substr(quote + 1, one.end - quote - 2);
      at = one.end;
      element.attributes.push_back(std::move(one));
    }
  }

  void take_element(MarkedElement& parent) {
    MarkedElement element;
    element.begin = at_;
    const auto name_end = text_.find_first_of(" \t\r\n/>", at_);
    element.name = text_.substr(at_ + 1, name_end - at_ - 1);
    take_attributes(element, name_end);
    at_ = element.inside = element.inside_end = element.end = end_of_tag();
    if (text_[at_ - 2] != '/') take_inside(element);
    parent.children.push_back(std::move(element));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<MarkedNote> notes_;
};

std::string counted(std::string_view text) {
  return std::to_string(text.size()) + ":" + std::string(text);
}

// Both stand in the order of the document, so their elements go together.
void put_meaning(const xml::Element& element, MarkedElement& marked) {
  const auto name = element.name();
  marked.meaning = counted(name.ns) + counted(name.local);
  std::vector<std::string> attributes;
  for (const auto& one : element.attributes()) {
    attributes.push_back(counted(one.name.ns) + counted(one.name.local) + counted(one.value));
  }
  std::sort(attributes.begin(), attributes.end());
  for (const auto& one : attributes) marked.meaning += "@" + one;
  marked.own_meaning = marked.meaning;
  if (marked.children.empty()) marked.meaning += "=" + counted(element.trimmed_text());
  auto child = element.first_child();
  for (auto& one : marked.children) {
    put_meaning(child, one);
    marked.meaning += "<" + counted(one.meaning);
    child = child.next_sibling();
  }
}

// The child in whose text that place is.
const MarkedElement* child_around(const MarkedElement& element, std::size_t at) {
  for (const auto& child : element.children) {
    if (child.begin <= at && at < child.end) return &child;
  }
  return nullptr;
}

// With its number, where several of the name stand beside each other.
std::string step_to(const MarkedElement& parent, const MarkedElement& child) {
  std::size_t count = 0;
  std::size_t number = 0;
  for (const auto& one : parent.children) {
    if (one.name != child.name) continue;
    ++count;
    if (&one == &child) number = count;
  }
  auto step = "/" + std::string(child.local_name());
  if (count > 1) step += "[" + std::to_string(number) + "]";
  return step;
}

}  // namespace

std::string_view MarkedElement::local_name() const noexcept {
  const auto colon = name.find(':');
  return std::string_view(name).substr(colon == std::string::npos ? 0 : colon + 1);
}

const MarkedAttribute* MarkedElement::attribute(std::string_view wanted) const noexcept {
  const auto found = std::find_if(attributes.begin(), attributes.end(),
                                  [&](const MarkedAttribute& one) { return one.name == wanted; });
  return found == attributes.end() ? nullptr : &*found;
}

outcome::Result<MarkedText> mark(std::string_view text, outcome::Budget& budget) {
  budget.next_document();
  const auto document = xml::Document::parse(std::string(text), budget);
  if (!document) return pass_on(document);
  auto marked = Tags(text).take_all();
  put_meaning(document->root(), marked.root);
  return marked;
}

std::uint32_t line_of(std::string_view text, std::size_t at) {
  const auto before = text.substr(0, at);
  return static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n')) + 1;
}

std::string path_to(const MarkedElement& root, std::size_t at) {
  auto path = "/" + std::string(root.local_name());
  const auto* element = &root;
  while (const auto* child = child_around(*element, at)) {
    path += step_to(*element, *child);
    element = child;
  }
  return path;
}

}  // namespace accord::trustlist::scheme
