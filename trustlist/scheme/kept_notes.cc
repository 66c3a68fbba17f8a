#include "trustlist/scheme/kept_notes.h"

#include <unordered_map>

namespace accord::trustlist::scheme {
namespace {

/// How often each thing is there.
using Counts = std::unordered_map<std::string, std::size_t>;

bool take(Counts& counts, const std::string& key) {
  const auto found = counts.find(key);
  if (found == counts.end() || found->second == 0) return false;
  --found->second;
  return true;
}

// Indentation may have been changed.
std::string words_of(std::string_view note) {
  std::string result;
  bool apart = false;
  for (const char c : note) {
    const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!blank && apart && !result.empty()) result += ' ';
    if (!blank) result += c;
    apart = blank;
  }
  return result;
}

std::string words_of(const NotedText& noted, const MarkedNote& note) {
  return words_of(noted.text.substr(note.begin, note.end - note.begin));
}

std::string key_of(const MarkedElement& element, const MarkedAttribute& attribute) {
  return std::string(element.local_name()) + " " + attribute.name + "=" + attribute.value;
}

void count_attributes(const MarkedElement& element, Counts& counts) {
  for (const auto& one : element.attributes) ++counts[key_of(element, one)];
  for (const auto& child : element.children) count_attributes(child, counts);
}

// A namespace that nothing needs any more says nothing.
bool is_declaration(const std::string& name) {
  return name == "xmlns" || name.rfind("xmlns:", 0) == 0;
}

outcome::Finding lost(const NotedText& before, std::size_t at, std::string what) {
  return outcome::make_finding(outcome::FindingId::source_note_lost,
                               {{}, line_of(before.text, at), path_to(before.marked.root, at)},
                               {{"what", std::move(what)}});
}

std::optional<outcome::Finding> lost_attribute(const NotedText& before,
                                               const MarkedElement& element,
                                               const MarkedElement& known, Counts& counts) {
  for (const auto& one : element.attributes) {
    if (is_declaration(one.name) || known.attribute(one.name) != nullptr) continue;
    if (take(counts, key_of(element, one))) continue;
    return lost(before, element.begin, "the attribute " + one.name + " of <" + element.name + ">");
  }
  for (std::size_t i = 0; i < element.children.size(); ++i) {
    auto found = lost_attribute(before, element.children[i], known.children[i], counts);
    if (found) return found;
  }
  return std::nullopt;
}

}  // namespace

std::optional<outcome::Finding> lost_note(const NotedText& before, const MarkedElement& known,
                                          const NotedText& after) {
  Counts notes;
  for (const auto& one : after.marked.notes) ++notes[words_of(after, one)];
  for (const auto& one : before.marked.notes) {
    const auto words = words_of(before, one);
    if (take(notes, words)) continue;
    return lost(before, one.begin, "the comment " + words);
  }
  Counts attributes;
  count_attributes(after.marked.root, attributes);
  return lost_attribute(before, before.marked.root, known, attributes);
}

}  // namespace accord::trustlist::scheme
