#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace accord::tests::mutants {

/// A stretch of a text: from `begin` up to, but not with, `end`.
struct Span {
  std::size_t begin = 0, end = 0;
  [[nodiscard]] std::size_t size() const noexcept { return end - begin; }
  [[nodiscard]] bool holds(Span other) const noexcept {
    return begin <= other.begin && other.end <= end;
  }
};

inline constexpr std::size_t none = static_cast<std::size_t>(-1);

/// Where one element of a text stands.
struct Node {
  Span whole;
  Span start_tag;
  Span name;     ///< in the start tag, as it is written
  Span content;  ///< between the tags; empty, at the end, for an empty-element tag
  std::size_t parent = none;
};

/// Where one attribute stands.
struct AttributePlace {
  Span whole;  ///< from the name to the closing quote
  Span name;
  Span value;  ///< between the quotes
};

/// A text that is XML, and where its elements stand. It knows only what texts need that another
/// parser has found well-formed, and shares nothing with lib/xml.
class Markup {
 public:
  explicit Markup(std::string text);

  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  /// In document order; the first is the root.
  [[nodiscard]] const std::vector<Node>& nodes() const noexcept { return nodes_; }
  [[nodiscard]] std::string_view piece(Span span) const {
    return std::string_view(text_).substr(span.begin, span.size());
  }
  /// The name without its prefix.
  [[nodiscard]] std::string_view local(std::size_t node) const;
  /// The prefix with its colon; empty without one.
  [[nodiscard]] std::string_view prefix(std::size_t node) const;
  [[nodiscard]] std::vector<AttributePlace> attributes(std::size_t node) const;
  [[nodiscard]] std::optional<AttributePlace> attribute(std::size_t node,
                                                        std::string_view name) const;
  /// The first element of that local name in `inside` (the whole text: the root), or `none`.
  [[nodiscard]] std::size_t find(std::string_view local, std::size_t inside = 0) const;
  /// All of them, in document order.
  [[nodiscard]] std::vector<std::size_t> find_all(std::string_view local,
                                                  std::size_t inside = 0) const;
  /// The place behind the name in the start tag, where an attribute can be put in.
  [[nodiscard]] std::size_t attribute_place(std::size_t node) const {
    return nodes_[node].name.end;
  }

 private:
  void take_start_tag(std::size_t at, std::vector<std::size_t>& open);

  std::string text_;
  std::vector<Node> nodes_;
};

/// Several changes to one text, given in any order; they do not overlap.
class Edits {
 public:
  explicit Edits(const std::string& text) : text_(text) {}
  Edits& replace(Span span, std::string_view with);
  Edits& insert(std::size_t at, std::string_view what) { return replace({at, at}, what); }
  Edits& remove(Span span) { return replace(span, {}); }
  [[nodiscard]] std::string done() const;

 private:
  struct Edit {
    Span span;
    std::string with;
  };
  const std::string& text_;
  std::vector<Edit> edits_;
};

}  // namespace accord::tests::mutants
