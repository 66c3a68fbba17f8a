#include "lib/xmldsig/root_end.h"

namespace accord::xmldsig {
namespace {

bool starts(std::string_view bytes, std::size_t at, std::string_view with) noexcept {
  return bytes.substr(at, with.size()) == with;
}

/// The offset after the next `end` at or after `at`; the document's size when there is none.
std::size_t after(std::string_view bytes, std::size_t at, std::string_view end) noexcept {
  const auto found = bytes.find(end, at);
  return found == std::string_view::npos ? bytes.size() : found + end.size();
}

/// The offset of the ">" that closes the tag at `at`: one inside a quoted attribute value does not.
std::size_t tag_end(std::string_view bytes, std::size_t at) noexcept {
  char quote = '\0';
  for (; at < bytes.size(); ++at) {
    const char c = bytes[at];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      break;
    }
  }
  return at;
}

}  // namespace

RootEnd find_root_end(std::string_view bytes) noexcept {
  std::size_t depth = 0;
  for (auto at = bytes.find('<'); at < bytes.size(); at = bytes.find('<', at)) {
    if (starts(bytes, at, "<!--")) {
      at = after(bytes, at + 4, "-->");
    } else if (starts(bytes, at, "<![CDATA[")) {
      at = after(bytes, at + 9, "]]>");
    } else if (starts(bytes, at, "<?")) {
      at = after(bytes, at + 2, "?>");
    } else if (starts(bytes, at, "</")) {
      if (--depth == 0) return {at, false};
      at += 2;
    } else {
      const auto end = tag_end(bytes, at);
      const bool empty = bytes[end - 1] == '/';
      if (empty && depth == 0) return {end - 1, true};
      if (!empty) ++depth;
      at = end;
    }
  }
  return {bytes.size(), false};
}

std::string insert_before_root_end(std::string document, std::string_view text) {
  const auto end = find_root_end(document);
  if (!end.empty_tag) {
    document.insert(end.offset, text);
    return document;
  }
  const auto name_from = document.rfind('<', end.offset) + 1;
  const auto name_to = document.find_first_of(" \t\r\n/", name_from);
  const auto name = document.substr(name_from, name_to - name_from);
  std::string content(">");
  content.append(text).append("</").append(name).append(">");
  document.replace(end.offset, 2, content);
  return document;
}

}  // namespace accord::xmldsig
