#include "lib/xml/writer.h"

#include <cstdint>
#include <utility>

#include "lib/xml/characters.h"

namespace accord::xml {
namespace {

constexpr std::string_view replacement_character = "\xEF\xBF\xBD";

enum class Place : std::uint8_t { text, attribute, comment };

// What is written for a character; empty when it is itself.
std::string_view escaped(char c, Place place) noexcept {
  if (place == Place::comment) return {};
  const bool in_attribute = place == Place::attribute;
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '\r':
      return "&#xD;";
    case '"':
      return in_attribute ? "&quot;" : std::string_view{};
    case '\t':
      return in_attribute ? "&#x9;" : std::string_view{};
    case '\n':
      return in_attribute ? "&#xA;" : std::string_view{};
    default:
      return {};
  }
}

std::string escape(std::string_view text, Place place) {
  std::string out;
  out.reserve(text.size());
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at != end;) {
    if (is_ascii(*at)) {
      const auto replaced = escaped(*at, place);
      if (!replaced.empty()) {
        out += replaced;
      } else if (has_class(*at, character_class::valid)) {
        out += *at;
      } else {
        out += replacement_character;
      }
      ++at;
      continue;
    }
    const auto next = decode_utf8(at, end);
    if (next.length != 0 && is_xml_character(next.code)) {
      out.append(at, next.length);
    } else {
      out += replacement_character;
    }
    at += next.length == 0 ? 1 : next.length;
  }
  return out;
}

}  // namespace

std::string escape_text(std::string_view text) { return escape(text, Place::text); }
std::string escape_attribute(std::string_view value) { return escape(value, Place::attribute); }

Writer::Writer(Style style) : style_(style) {
  if (style_.declaration) out_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
}

Writer& Writer::open(std::string_view name) {
  begin_child();
  out_ += '<';
  out_ += name;
  open_.push_back({std::string(name)});
  in_start_tag_ = true;
  return *this;
}

Writer& Writer::attribute(std::string_view name, std::string_view value) {
  out_ += ' ';
  out_ += name;
  out_ += "=\"";
  out_ += escape_attribute(value);
  out_ += '"';
  return *this;
}

Writer& Writer::text(std::string_view text) {
  if (text.empty()) return *this;
  end_start_tag();
  open_.back().has_content = true;
  open_.back().has_text = true;
  out_ += escape_text(text);
  return *this;
}

Writer& Writer::close() {
  const auto closing = std::move(open_.back());
  open_.pop_back();
  if (!closing.has_content) {
    out_ += "/>";
    in_start_tag_ = false;
    return *this;
  }
  if (!closing.has_text) new_line(open_.size());
  out_ += "</";
  out_ += closing.name;
  out_ += '>';
  return *this;
}

Writer& Writer::leaf(std::string_view name, std::string_view content) {
  return open(name).text(content).close();
}

Writer& Writer::comment(std::string_view text) {
  begin_child();
  out_ += "<!--";
  // "--" may not stand in a comment, nor '-' at its end.
  char last = '\0';
  for (const char c : escape(text, Place::comment)) {
    if (c == '-' && last == '-') out_ += ' ';
    out_ += c;
    last = c;
  }
  if (last == '-') out_ += ' ';
  out_ += "-->";
  return *this;
}

Writer& Writer::raw(std::string_view xml) {
  begin_child();
  out_ += xml;
  return *this;
}

std::string Writer::finish() && {
  if (style_.indent != 0 && !out_.empty() && out_.back() != '\n') out_ += '\n';
  return std::move(out_);
}

void Writer::end_start_tag() {
  if (in_start_tag_) out_ += '>';
  in_start_tag_ = false;
}

void Writer::begin_child() {
  end_start_tag();
  const bool in_text = !open_.empty() && open_.back().has_text;
  if (!open_.empty()) open_.back().has_content = true;
  if (!in_text) new_line(open_.size());
}

void Writer::new_line(std::size_t depth) {
  if (style_.indent == 0 || out_.empty()) return;
  if (out_.back() != '\n') out_ += '\n';
  out_.append(depth * style_.indent, ' ');
}

}  // namespace accord::xml
