#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace accord::xml {

/// Writes a document as UTF-8 text: elements, attributes, text, comments, escaped as needed (so
/// that reading it gives the same values back: CR, tab and LF in attributes included). Names are
/// written as given ("tsl:Name"); the caller declares its prefixes. Indentation adds white space
/// only to elements that have no text when it is added: an element that mixes both is begun with
/// its text, or written with indent 0.
class Writer {
 public:
  struct Style {
    bool declaration = true;
    unsigned indent = 2;  ///< spaces a level; 0: no white space is added
  };
  Writer() : Writer(Style{}) {}
  explicit Writer(Style style);

  Writer& open(std::string_view name);
  Writer& attribute(std::string_view name, std::string_view value);
  Writer& text(std::string_view text);
  Writer& close();
  /// open, text, close.
  Writer& leaf(std::string_view name, std::string_view text);
  Writer& comment(std::string_view text);  ///< "--" inside is written "- -"
  /// An element's text as it is: already well-formed XML (e.g. canonical text of a subtree).
  Writer& raw(std::string_view xml);

  /// The document; every element must be closed.
  [[nodiscard]] std::string finish() &&;

 private:
  struct Open {
    std::string name;
    bool has_content = false;  // an element, a comment or text is inside
    bool has_text = false;     // so white space inside would change the value
  };

  void end_start_tag();
  void begin_child();
  void new_line(std::size_t depth);

  std::string out_;
  std::vector<Open> open_;
  Style style_;
  bool in_start_tag_ = false;
};

/// Escaped for character data / for an attribute value in double quotes. What is not a character of
/// XML, or not UTF-8, becomes U+FFFD, so that what is written is always well-formed.
[[nodiscard]] std::string escape_text(std::string_view text);
[[nodiscard]] std::string escape_attribute(std::string_view value);

}  // namespace accord::xml
