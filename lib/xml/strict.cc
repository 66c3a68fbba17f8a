#include "lib/xml/strict.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "lib/xml/characters.h"
#include "lib/xml/cursor.h"
#include "lib/xml/declaration.h"
#include "lib/xml/start_tag.h"
#include "lib/xml/strict_reader.h"

namespace accord::xml {
namespace {

using outcome::Budget;
using outcome::Cost;
using outcome::FindingId;

/// Reads the document's one element, what it holds, and what stands beside it (XML 1.0, productions
/// [1], [27], [39] and [43]).
class Content {
 public:
  Content(Cursor& cursor, Budget& budget, TreeBuilder* tree) noexcept
      : cursor_(cursor), budget_(budget), tree_(tree), tags_(cursor, budget, tree) {
    const auto spent = budget.spent(Cost::elements);
    const auto limit = budget.limit(Cost::elements);
    elements_left_ = spent < limit ? limit - spent : 0;
  }

  bool take() {
    return take_beside_root() && take_root_tag() && take_inside() && take_beside_root() &&
           (cursor_.at_end() || refuse_second_root());
  }

  [[nodiscard]] std::uint64_t elements() const noexcept { return elements_; }

 private:
  struct Open {
    std::string_view name;
    std::size_t scope;
  };

  bool take_beside_root();
  bool take_root_tag();
  bool take_inside();
  bool take_text();
  bool take_markup();
  bool take_start_tag();
  bool take_end_tag();
  bool take_end_tag_slowly(const char* from);
  void leave_element();
  bool take_comment();
  bool take_instruction();
  bool take_declaration_like();
  bool refuse_second_root();
  bool refuse_mismatch(const char* from, std::string_view found);
  bool fit(const outcome::Result<void>& allowed) {
    return allowed ? true : cursor_.fail(allowed.error());
  }

  Cursor& cursor_;
  Budget& budget_;
  TreeBuilder* tree_;
  StartTags tags_;
  std::vector<Open> open_;
  std::uint64_t elements_ =
      0;  // counted here and paid at the end: a call for each would cost more than the element
  std::uint64_t elements_left_ = 0;
};

// Misc*: comments, processing instructions and white space. Stands at the root's start tag or at
// the end afterwards.
bool Content::take_beside_root() {
  for (;;) {
    cursor_.skip_space();
    if (cursor_.at_end()) return true;
    const char* const from = cursor_.at();
    if (*from != '<') {
      const bool character =
          is_ascii(*from) ? has_class(*from, character_class::valid) : cursor_.take_beyond_ascii();
      return character ? cursor_.fail(FindingId::xml_content_outside_root, from)
                       : cursor_.expected("an element");
    }
    if (cursor_.starts_with("<![CDATA["))
      return cursor_.fail(FindingId::xml_content_outside_root, from);
    if (cursor_.starts_with("</")) return take_end_tag_slowly(from);
    if (!cursor_.starts_with("<!") && !cursor_.starts_with("<?")) return true;
    if (!take_markup()) return false;
  }
}

bool Content::take_root_tag() {
  if (cursor_.at_end()) return cursor_.fail(FindingId::xml_no_root, cursor_.at());
  return take_markup();
}

bool Content::take_inside() {
  while (!open_.empty()) {
    if (!take_text() || !take_markup()) return false;
  }
  return true;
}

// Up to the next '<'.
bool Content::take_text() {
  const char* const from = cursor_.at();
  bool has_references = false;
  for (;;) {
    if (!cursor_.take_text()) return false;
    if (cursor_.at_end())
      return cursor_.expected(fmt::format("the end tag \"</{}>\"", open_.back().name));
    if (*cursor_.at() != '&') break;
    has_references = true;
    if (!cursor_.take_reference()) return false;
  }
  if (tree_ != nullptr && cursor_.at() != from) {
    tree_->text({from, static_cast<std::size_t>(cursor_.at() - from)}, has_references);
  }
  return true;
}

// Stands at '<'.
bool Content::take_markup() {
  const char* const from = cursor_.at();
  cursor_.advance(1);
  if (cursor_.at_end()) return cursor_.expected("the rest of a tag");
  switch (*cursor_.at()) {
    case '/':
      return take_end_tag();
    case '?':
      return take_instruction();
    case '!':
      cursor_.move_to(from);
      return take_declaration_like();
    default:
      return take_start_tag();
  }
}

bool Content::take_start_tag() {
  const char* const from = cursor_.at() - 1;
  if (++elements_ > elements_left_)
    return fit(budget_.spend(Cost::elements, elements_, cursor_.about(from)));
  const auto depth = open_.size() + 1;
  if (depth > budget_.limit(Cost::element_depth)) {
    return fit(budget_.allow(Cost::element_depth, depth, cursor_.about(from)));
  }
  const auto scope = tags_.scope();
  RawName name;
  bool empty = false;
  if (!tags_.take(name, empty)) return false;
  if (empty) {
    tags_.leave_scope(scope);
    if (tree_ != nullptr) tree_->end_element();
  } else {
    open_.push_back({name.full, scope});
  }
  return true;
}

// Stands at the '/' of "</". Most end tags are the open element's name and '>', byte for byte.
bool Content::take_end_tag() {
  const char* const from = cursor_.at() - 1;
  if (open_.empty()) return take_end_tag_slowly(from);
  const auto& open = open_.back();
  cursor_.advance(1);
  if (!cursor_.starts_with(open.name) || cursor_.left() <= open.name.size() ||
      cursor_.at()[open.name.size()] != '>') {
    return take_end_tag_slowly(from);
  }
  cursor_.advance(open.name.size() + 1);
  leave_element();
  return true;
}

void Content::leave_element() {
  tags_.leave_scope(open_.back().scope);
  open_.pop_back();
  if (tree_ != nullptr) tree_->end_element();
}

bool Content::take_end_tag_slowly(const char* from) {
  cursor_.move_to(from + 2);
  RawName name;
  if (!cursor_.take_qname(name, "the name of an element")) return false;
  cursor_.skip_space();
  if (!cursor_.take(">", "\">\"")) return false;
  if (open_.empty() || open_.back().name != name.full) return refuse_mismatch(from, name.full);
  leave_element();
  return true;
}

// Stands at "<!".
bool Content::take_declaration_like() {
  if (cursor_.starts_with("<!--")) return take_comment();
  if (cursor_.starts_with("<!DOCTYPE")) return cursor_.fail(FindingId::xml_doctype, cursor_.at());
  if (!cursor_.starts_with("<![CDATA[")) {
    cursor_.advance(2);
    return cursor_.expected("\"--\" or \"[CDATA[\" after \"<!\"");
  }
  cursor_.advance(9);
  std::string_view text;
  if (!cursor_.take_until("]]>", "\"]]>\" at the end of a CDATA section", text)) return false;
  if (tree_ != nullptr) tree_->text(text, false);
  return true;
}

bool Content::take_comment() {
  std::string_view text;
  cursor_.advance(4);
  if (!cursor_.take_until("--", "\"-->\" at the end of a comment", text) ||
      !cursor_.take(">", "\">\" after the \"--\" in a comment")) {
    return false;
  }
  if (tree_ != nullptr) tree_->comment(text);
  return true;
}

// Productions [16] and [17]; Namespaces in XML 1.0, 7: no colon in the target.
bool Content::take_instruction() {
  const char* const from = cursor_.at() - 1;
  cursor_.advance(1);
  const auto target = cursor_.take_ncname();
  if (cursor_.is(':')) {
    return cursor_.fail(FindingId::xml_namespace_misuse, from,
                        {{"rule", "the target of a processing instruction has no colon"}});
  }
  if (target.empty()) return cursor_.expected("the target of a processing instruction");
  const auto is_letter = [&](std::size_t i, char c) { return (target[i] | 0x20) == c; };
  if (target.size() == 3 && is_letter(0, 'x') && is_letter(1, 'm') && is_letter(2, 'l')) {
    return cursor_.fail(FindingId::xml_malformed, from,
                        {{"expected",
                          "an XML declaration only as the document's very first bytes, or another "
                          "target of a processing instruction"},
                         {"found", fmt::format("\"<?{}\"", target)}});
  }
  std::string_view data;
  if (!cursor_.starts_with("?>") && !cursor_.skip_space())
    return cursor_.expected("white space or \"?>\"");
  if (!cursor_.take_until("?>", "\"?>\" at the end of a processing instruction", data))
    return false;
  if (tree_ != nullptr) tree_->instruction(target, data);
  return true;
}

bool Content::refuse_second_root() {
  const char* const from = cursor_.at();
  cursor_.advance(1);
  RawName name;
  if (!cursor_.take_qname(name, "the name of an element")) return false;
  return cursor_.fail(FindingId::xml_two_roots, from, {{"name", std::string(name.full)}});
}

bool Content::refuse_mismatch(const char* from, std::string_view found) {
  const auto open =
      open_.empty() ? std::string(": none is") : fmt::format(", \"<{}>\"", open_.back().name);
  return cursor_.fail(FindingId::xml_tag_mismatch, from,
                      {{"found", fmt::format("</{}>", found)}, {"open", open}});
}

outcome::Result<void> check_ascii(Cursor& cursor, std::string_view bytes) {
  const auto* const found = std::find_if_not(bytes.begin(), bytes.end(), is_ascii);
  if (found == bytes.end()) return {};
  cursor.fail(FindingId::xml_encoding_not_utf8, found,
              {{"encoding", "it declares US-ASCII but has other characters"}});
  return tl::unexpected(cursor.take_failure());
}

}  // namespace

outcome::Result<void> read_strictly(std::string_view bytes, Budget& budget, TreeBuilder* tree) {
  if (auto paid = budget.spend(Cost::input_bytes, bytes.size()); !paid) return paid;
  Cursor cursor(bytes);
  Encoding encoding;
  if (!take_declaration(cursor, encoding)) return tl::unexpected(cursor.take_failure());
  if (encoding.ascii_only) {
    if (auto ascii = check_ascii(cursor, bytes); !ascii) return ascii;
  }
  Content content(cursor, budget, tree);
  const bool good = content.take();
  auto paid = budget.spend(Cost::elements, content.elements());
  if (!good) return tl::unexpected(cursor.take_failure());
  return paid;
}

outcome::Result<void> check_strictly(std::string_view bytes, Budget& budget) {
  return read_strictly(bytes, budget, nullptr);
}

}  // namespace accord::xml
