#include "trustlist/scheme/marked_text.h"

#include <algorithm>

namespace accord::trustlist::scheme {
namespace {

/// Finds tags in a text that is known to be well-formed.
class Tags {
 public:
  explicit Tags(std::string_view text) : text_(text) {}

  MarkedElement take_root() {
    MarkedElement beside;
    take_inside(beside);
    return std::move(beside.children.front());
  }

 private:
  [[nodiscard]] bool at(std::string_view token) const {
    return text_.substr(at_, token.size()) == token;
  }
  void skip_behind(std::string_view token) { at_ = text_.find(token, at_) + token.size(); }

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
        skip_behind("-->");
      } else if (at("<![CDATA[")) {
        skip_behind("]]>");
      } else if (at("<?")) {
        skip_behind("?>");
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

  void take_element(MarkedElement& parent) {
    MarkedElement element;
    element.begin = at_;
    const auto name_end = text_.find_first_of(" \t\r\n/>", at_);
    element.name = text_.substr(at_ + 1, name_end - at_ - 1);
    at_ = element.inside = element.inside_end = element.end = end_of_tag();
    if (text_[at_ - 2] != '/') take_inside(element);
    parent.children.push_back(std::move(element));
  }

  std::string_view text_;
  std::size_t at_ = 0;
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

}  // namespace

outcome::Result<MarkedElement> mark(std::string_view text, outcome::Budget& budget) {
  budget.next_document();
  const auto document = xml::Document::parse(std::string(text), budget);
  if (!document) return pass_on(document);
  auto root = Tags(text).take_root();
  put_meaning(document->root(), root);
  return root;
}

}  // namespace accord::trustlist::scheme
