#include "tests/support/xml_generator.h"

#include <algorithm>

namespace accord::tests {
namespace {

const std::vector<std::string> prefixes = {"a", "b", "ab", "A", "z", "_x", "n0", "xs", "\xC3\xA9"};
// Written so that sorting by prefix and sorting by URI differ; the last two are the first two in
// other spellings.
const std::vector<std::string> uris = {
    "urn:z:1", "urn:a:2",      "http://m.example/ns", "http://m.example/ns?a=1;b=2",
    "tag:x",   "urn:&#x7A;:1", "urn:a&#58;2"};
const std::vector<std::string> local_names = {"a",   "b",   "name",      "Name",    "_",
                                              "n-1", "n.2", "\xC3\xA9l", "\xD0\xB0"};
const std::vector<std::string> text_pieces = {
    "x",
    "some words",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\r\n\r\n",
    "]]",
    "]",
    ">",
    "\"",
    "'",
    "&amp;",
    "&lt;",
    "&gt;",
    "&apos;",
    "&quot;",
    "&#13;",
    "&#xD;&#xA;",
    "&#10;",
    "&#9;",
    "&#32;",
    "&#x20AC;",
    "&#x1F511;",
    "\xC3\xA9",
    "\xE2\x82\xAC",
    "\xF0\x9F\x94\x91",
    "\xC2\x85",
    "\xE2\x80\xA8",
    "\x7F",
    "MIIC2jCCAcKgAwIBAgIQAKrEx0J3kd8m+J+vRR4CMDANBgkqhkiG9w0BAQ=="};
const std::vector<std::string> comment_pieces = {
    "x", " two words ", "\r\n", "\r", "\t", " - ", "<b>&amp;", "\xC3\xA9", "]]>", "?>", "\""};
const std::vector<std::string> value_pieces = {
    "v",         "two words", " ",      "  ",     "\t",         "\n",       "\r\n",
    "\r",        "&#9;",      "&#10;",  "&#13;",  "&#xD;&#xA;", "&amp;",    "&lt;",
    "&gt;",      ">",         "&quot;", "&apos;", "&#x20;",     "\xC3\xA9", "\xF0\x9F\x94\x91",
    "&#x1F511;", "]]>"};

}  // namespace

std::size_t Random::below(std::size_t bound) noexcept {
  state_ += 0x9E3779B97F4A7C15ULL;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
  return static_cast<std::size_t>((z ^ (z >> 31U)) % bound);
}

std::string XmlGenerator::document() {
  out_.clear();
  scope_.clear();
  next_id_ = 0;
  elements_left_ = 1 + random_.below(25);
  if (random_.one_in(8)) out_ += "\xEF\xBB\xBF";
  if (random_.one_in(2)) out_ += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + space();
  beside_root();
  element(0);
  beside_root();
  return out_;
}

void XmlGenerator::element(std::size_t depth) {
  if (elements_left_ > 0) --elements_left_;
  const auto outside = scope_.size();
  const auto declared = declarations();
  const auto name = prefixed_name();
  out_ += "<" + name + declared + attributes() + (random_.one_in(4) ? space() : "");
  if (random_.one_in(5)) {
    out_ += "/>";
  } else {
    out_ += ">";
    content(depth);
    out_ += "</" + name + (random_.one_in(6) ? space() : "") + ">";
  }
  scope_.resize(outside);
}

std::string XmlGenerator::declarations() {
  std::vector<Binding> made;
  for (auto count = random_.below(5); count > 0; --count) {
    const auto prefix = random_.one_in(3) ? std::string() : random_.pick(prefixes);
    const bool twice =
        std::any_of(made.begin(), made.end(), [&](const Binding& b) { return b.prefix == prefix; });
    if (twice) continue;
    made.push_back(
        {prefix, prefix.empty() && random_.one_in(3) ? std::string() : random_.pick(uris)});
  }
  std::string written;
  for (const auto& binding : made) {
    written += space() + "xmlns";
    if (!binding.prefix.empty()) written += ":" + binding.prefix;
    written += "=\"" + binding.uri + "\"";
    scope_.push_back(binding);
  }
  if (random_.one_in(20)) written += " xmlns:xml='http://www.w3.org/XML/1998/namespace'";
  return written;
}

std::string XmlGenerator::attributes() {
  std::string written;
  std::vector<std::string> used;  // "uri local" with the URI as written in its first spelling
  const auto first_spelling = [](const std::string& uri) {
    if (uri == uris[5]) return uris[0];
    return uri == uris[6] ? uris[1] : uri;
  };
  for (auto count = random_.below(6); count > 0; --count) {
    const auto bound = bound_prefixes();
    const auto prefix = bound.empty() || random_.one_in(3) ? std::string() : random_.pick(bound);
    const auto local = random_.pick(local_names);
    const auto expanded = (prefix.empty() ? "" : first_spelling(uri_of(prefix))) + " " + local;
    if (std::find(used.begin(), used.end(), expanded) != used.end()) continue;
    used.push_back(expanded);
    written += space();
    if (!prefix.empty()) written.append(prefix).append(":");
    written.append(local).append("=").append(value());
  }
  if (random_.one_in(6))
    written += space() + "xml:lang=\"" + (random_.one_in(2) ? "en" : "") + "\"";
  if (random_.one_in(8)) written += space() + "xml:space = 'preserve'";
  if (random_.one_in(10))
    written +=
        space() + "xml:base=\"http://base.example/" + std::to_string(random_.below(9)) + "\"";
  if (random_.one_in(10)) written += space() + "xml:id=\"i" + std::to_string(next_id_++) + "\"";
  return written;
}

std::string XmlGenerator::prefixed_name() {
  const auto bound = bound_prefixes();
  const auto& local = random_.pick(local_names);
  return bound.empty() || random_.one_in(2) ? local : random_.pick(bound) + ":" + local;
}

void XmlGenerator::content(std::size_t depth) {
  for (auto count = random_.below(7); count > 0; --count) {
    switch (random_.below(8)) {
      case 0:
      case 1:
      case 2:
        if (elements_left_ > 0 && depth < 12) element(depth + 1);
        break;
      case 3:
        comment();
        break;
      case 4:
        instruction();
        break;
      default:
        text();
        break;
    }
  }
}

void XmlGenerator::beside_root() {
  for (auto count = random_.below(4); count > 0; --count) {
    if (random_.one_in(2)) {
      comment();
    } else {
      instruction();
    }
    out_ += random_.one_in(3) ? "" : space();
  }
}

void XmlGenerator::comment() {
  out_ += "<!--";
  for (auto count = random_.below(4); count > 0; --count) out_ += random_.pick(comment_pieces);
  out_ += "-->";
}

void XmlGenerator::instruction() {
  out_ += "<?" + random_.pick(local_names);
  if (random_.one_in(2)) {
    out_ += space();
    for (auto count = random_.below(4); count > 0; --count) {
      const auto& piece = random_.pick(comment_pieces);
      out_ += piece == "?>" ? "?" : piece;
    }
    if (out_.back() == '?') out_ += ' ';
  }
  out_ += "?>";
}

void XmlGenerator::text() {
  if (random_.one_in(5)) {
    out_ += "<![CDATA[";
    for (auto count = random_.below(5); count > 0; --count) {
      const auto& piece = random_.pick(text_pieces);
      out_ += piece == ">" ? "<" : piece;
    }
    out_ += "]]>";
    return;
  }
  for (auto count = 1 + random_.below(6); count > 0; --count) {
    auto piece = random_.pick(text_pieces);
    if (piece == ">" && out_.size() >= 2 && out_.substr(out_.size() - 2) == "]]") piece = "&gt;";
    out_ += piece;
  }
}

std::string XmlGenerator::value() {
  const char quote = random_.one_in(2) ? '"' : '\'';
  std::string written(1, quote);
  for (auto count = random_.below(5); count > 0; --count) written += random_.pick(value_pieces);
  if (random_.one_in(6)) written += quote == '"' ? '\'' : '"';
  return written + quote;
}

std::string XmlGenerator::uri_of(std::string_view prefix) const {
  const auto found = std::find_if(scope_.rbegin(), scope_.rend(),
                                  [&](const Binding& b) { return b.prefix == prefix; });
  return found == scope_.rend() ? std::string() : found->uri;
}

std::vector<std::string> XmlGenerator::bound_prefixes() const {
  std::vector<std::string> bound;
  for (const auto& binding : scope_) {
    if (!binding.prefix.empty()) bound.push_back(binding.prefix);
  }
  return bound;
}

std::string XmlGenerator::space() {
  static const std::vector<std::string> spaces = {" ", " ", " ", "\n", "\r\n", "\t", "  ", "\r"};
  return random_.pick(spaces);
}

std::string damaged(std::string document, Random& random) {
  static const std::vector<std::string> tokens = {"<",
                                                  ">",
                                                  "&",
                                                  "/",
                                                  "/>",
                                                  "</",
                                                  "]]>",
                                                  "--",
                                                  "-->",
                                                  "<!--",
                                                  "<![CDATA[",
                                                  "?>",
                                                  "<?",
                                                  "'",
                                                  "\"",
                                                  "=",
                                                  ":",
                                                  "xmlns",
                                                  "xmlns:a=''",
                                                  "a:",
                                                  "&#0;",
                                                  "&x;",
                                                  "&amp",
                                                  "<!DOCTYPE a>",
                                                  "<a/>",
                                                  "</a>",
                                                  " ",
                                                  "\n",
                                                  std::string(1, '\0'),
                                                  "\x01",
                                                  "\xFF",
                                                  "\xC3",
                                                  "\xED\xA0\x80",
                                                  "\xEF\xBF\xBE",
                                                  "xml:",
                                                  "<?xml ?>"};
  for (auto count = 1 + random.below(3); count > 0 && !document.empty(); --count) {
    const auto at = random.below(document.size());
    const auto length = std::min(document.size() - at, 1 + random.below(8));
    switch (random.below(6)) {
      case 0:
        document.erase(at, length);
        break;
      case 1:
        document.insert(at, document.substr(random.below(document.size()), length));
        break;
      case 2:
        document[at] = static_cast<char>(static_cast<unsigned char>(random.below(256)));
        break;
      case 3:
        document[at] = document[random.below(document.size())];
        break;
      default:
        document.insert(at, random.pick(tokens));
        break;
    }
  }
  return document;
}

}  // namespace accord::tests
