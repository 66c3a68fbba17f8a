#include "trustlist/scheme/edited_text.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "trustlist/scheme/element_partners.h"
#include "trustlist/scheme/kept_notes.h"

namespace accord::trustlist::scheme {
namespace {

using outcome::FindingId;

constexpr std::size_t none = std::string_view::npos;

/// A piece of the original that becomes something else.
struct Change {
  std::size_t begin{}, end{};
  std::string text;
};

/// An element that is new where it stands.
struct Addition {
  std::size_t at{};
  const MarkedElement* element = nullptr;
  std::string indent;
  bool in_front = false;  ///< of a sibling, which goes to the next line
};

/// Pieces of a text that do not overlap: where each ends, by where it begins.
using Ranges = std::map<std::size_t, std::size_t>;

bool is_within(const Ranges& ranges, std::size_t at) {
  const auto next = ranges.upper_bound(at);
  return next != ranges.begin() && at < std::prev(next)->second;
}

/// Puts what is new into a text.
class Editor {
 public:
  Editor(std::string_view original, std::string_view wanted)
      : original_(original), wanted_(wanted) {}

  /// `before` says what the original says in the words of `known`, an own writing of it.
  [[nodiscard]] std::string edit(const MarkedElement& before, const MarkedElement& known,
                                 const MarkedElement& after);

 private:
  void change(const MarkedElement& before, const MarkedElement& known, const MarkedElement& after);
  void change_children(const MarkedElement& before, const MarkedElement& known,
                       const MarkedElement& after);
  void change_tag(const MarkedElement& before, const MarkedElement& known,
                  const MarkedElement& after);
  void change_content(const MarkedElement& before, const MarkedElement& after);
  void insert(const MarkedElement& parent, const MarkedElement* kept, const MarkedElement* next,
              const MarkedElement& added);
  void remove(const MarkedElement& element);
  void offer(const MarkedElement& element);
  void find_donors();
  [[nodiscard]] std::string text_of(const Addition& addition);
  void take_out(const MarkedElement& element);
  [[nodiscard]] std::string fresh(const MarkedElement& element, const std::string& indent);
  [[nodiscard]] std::string moved(const MarkedElement& element, const std::string& indent) const;
  [[nodiscard]] std::size_t line_begin(std::size_t at) const;
  [[nodiscard]] std::string indent_of(std::size_t at) const;
  [[nodiscard]] std::size_t behind_remarks(std::size_t at) const;

  std::string_view original_, wanted_;
  Moves moves_;
  std::vector<Change> changes_;
  std::vector<Addition> additions_;
  std::vector<const MarkedElement*> removed_;
  /// By meaning, the removed elements and those in them, whose text an addition may take over.
  std::unordered_multimap<std::string_view, const MarkedElement*> offered_;
  /// Of what is added, the elements that take over the text of a removed one.
  std::unordered_map<const MarkedElement*, const MarkedElement*> donors_;
  std::unordered_set<const MarkedElement*> taken_;
};

std::string Editor::edit(const MarkedElement& before, const MarkedElement& known,
                         const MarkedElement& after) {
  moves_ = moves_between(before, after);
  change(before, known, after);
  for (const auto* one : removed_) offer(*one);
  find_donors();
  for (const auto& one : additions_) changes_.push_back({one.at, one.at, text_of(one)});
  for (const auto* one : removed_) take_out(*one);
  std::stable_sort(changes_.begin(), changes_.end(),
                   [](const Change& a, const Change& b) { return a.begin < b.begin; });
  std::string text;
  std::size_t at = 0;
  for (const auto& one : changes_) {
    text += original_.substr(at, one.begin - at);
    text += one.text;
    at = one.end;
  }
  return text += original_.substr(at);
}

std::string start_tag(std::string_view text, const MarkedElement& element) {
  return std::string(text.substr(element.begin, element.inside - element.begin));
}

void Editor::change(const MarkedElement& before, const MarkedElement& known,
                    const MarkedElement& after) {
  if (before.meaning == after.meaning) return;
  if (before.children.empty() != after.children.empty()) {
    changes_.push_back({before.begin, before.end, fresh(after, indent_of(before.begin))});
    return;
  }
  if (before.own_meaning != after.own_meaning) change_tag(before, known, after);
  if (before.children.empty()) {
    change_content(before, after);
  } else {
    change_children(before, known, after);
  }
}

void Editor::change_children(const MarkedElement& before, const MarkedElement& known,
                             const MarkedElement& after) {
  const auto partner = partners(before.children, after.children, moves_);
  const MarkedElement* kept = nullptr;
  std::size_t old = 0;
  for (std::size_t k = 0; k < after.children.size(); ++k) {
    for (; old < partner.size() && partner[old] == no_partner; ++old) remove(before.children[old]);
    const auto* next = old < partner.size() ? &before.children[old] : nullptr;
    if (next != nullptr && partner[old] == k) {
      change(*next, known.children[old], after.children[k]);
      kept = next;
      ++old;
    } else {
      insert(before, kept, next, after.children[k]);
    }
  }
  for (; old < partner.size(); ++old) remove(before.children[old]);
}

// Attribute by attribute: those that the source does not know stay.
void Editor::change_tag(const MarkedElement& before, const MarkedElement& known,
                        const MarkedElement& after) {
  const auto quoted = [](const MarkedAttribute& one) { return "=\"" + one.value + "\""; };
  const auto last = before.attributes.empty() ? before.begin + 1 + before.name.size()
                                              : before.attributes.back().end;
  for (const auto& wanted : after.attributes) {
    const auto* had = known.attribute(wanted.name);
    const auto* written = before.attribute(wanted.name);
    if (written == nullptr) {
      if (had == nullptr || had->value != wanted.value) {
        changes_.push_back({last, last, " " + wanted.name + quoted(wanted)});
      }
    } else if (had == nullptr || had->value != wanted.value) {
      changes_.push_back({written->name_end, written->end, quoted(wanted)});
    }
  }
  for (const auto& had : known.attributes) {
    const auto* written = before.attribute(had.name);
    if (written == nullptr || after.attribute(had.name) != nullptr) continue;
    changes_.push_back({written->begin, written->end, {}});
  }
}

// The text of an element without children.
void Editor::change_content(const MarkedElement& before, const MarkedElement& after) {
  const auto said = std::string_view(before.meaning).substr(before.own_meaning.size());
  if (said == std::string_view(after.meaning).substr(after.own_meaning.size())) return;
  if (before.inside_end == before.end) {  // it has no end tag
    changes_.push_back({before.begin, before.end, fresh(after, {})});
    return;
  }
  const auto text = wanted_.substr(after.inside, after.inside_end - after.inside);
  changes_.push_back({before.inside, before.inside_end, std::string(text)});
}

std::size_t Editor::line_begin(std::size_t at) const {
  const auto end = original_.substr(0, at).rfind('\n');
  return end == none ? 0 : end + 1;
}

std::string Editor::indent_of(std::size_t at) const {
  const auto line = original_.substr(line_begin(at));
  return std::string(line.substr(0, line.find_first_not_of(" \t")));
}

// Behind the comments that end a line: they speak of what stands before them.
std::size_t Editor::behind_remarks(std::size_t at) const {
  auto end = at;
  for (;;) {
    const auto next = original_.find_first_not_of(" \t", end);
    if (next == none || original_.substr(next, 4) != "<!--") return end;
    const auto behind = original_.find("-->", next) + 3;
    if (original_.substr(next, behind - next).find('\n') != none) return end;
    end = behind;
  }
}

// With its neighbours' indentation; what stands inside an element without children stays as it is.
std::string Editor::fresh(const MarkedElement& element, const std::string& indent) {
  const auto donor = donors_.find(&element);
  if (donor != donors_.end()) return moved(*donor->second, indent);
  if (element.children.empty()) {
    return std::string(wanted_.substr(element.begin, element.end - element.begin));
  }
  auto text = start_tag(wanted_, element);
  for (const auto& child : element.children) {
    text += "\n" + indent + "  " + fresh(child, indent + "  ");
  }
  return text + "\n" + indent +
         std::string(wanted_.substr(element.inside_end, element.end - element.inside_end));
}

/// Whether a text of the element goes over several lines, so that its indentation may count.
bool has_long_text(std::string_view text, const MarkedElement& element) {
  if (element.children.empty()) {
    return text.substr(element.inside, element.inside_end - element.inside).find('\n') != none;
  }
  return std::any_of(element.children.begin(), element.children.end(),
                     [&](const MarkedElement& child) { return has_long_text(text, child); });
}

// As it was written where it stood, with what a person noted in it and behind it.
std::string Editor::moved(const MarkedElement& element, const std::string& indent) const {
  const auto all = original_.substr(element.begin, behind_remarks(element.end) - element.begin);
  const auto had = indent_of(element.begin);
  if (had == indent || has_long_text(original_, element)) return std::string(all);
  std::string text;
  std::size_t at = 0;
  for (auto end = all.find('\n'); end != none; end = all.find('\n', at)) {
    text += all.substr(at, end + 1 - at);
    at = end + 1;
    const auto line = all.substr(at);
    const auto first = line.find_first_not_of(" \t");
    if (line.substr(0, had.size()) != had || first == none || line[first] != '<') continue;
    text += indent;
    at += had.size();
  }
  return text += all.substr(at);
}

// Before the next sibling of the same name, whose comments stay with it above both; else behind the
// one before.
void Editor::insert(const MarkedElement& parent, const MarkedElement* kept,
                    const MarkedElement* next, const MarkedElement& added) {
  if (next != nullptr && next->name == added.name) {
    additions_.push_back({next->begin, &added, indent_of(next->begin), true});
    return;
  }
  const auto at = kept != nullptr ? behind_remarks(kept->end) : parent.inside;
  additions_.push_back({at, &added, indent_of(parent.children.front().begin), false});
}

std::string Editor::text_of(const Addition& addition) {
  const auto text = fresh(*addition.element, addition.indent);
  return addition.in_front ? text + "\n" + addition.indent : "\n" + addition.indent + text;
}

void Editor::remove(const MarkedElement& element) { removed_.push_back(&element); }

void Editor::offer(const MarkedElement& element) {
  offered_.emplace(element.meaning, &element);
  for (const auto& child : element.children) offer(child);
}

// The largest first, and no text twice: what a person noted is then there once, as it was.
void Editor::find_donors() {
  std::vector<const MarkedElement*> wishes;
  const auto wish = [&](const MarkedElement& element, const auto& again) -> void {
    if (offered_.count(element.meaning) != 0) wishes.push_back(&element);
    for (const auto& child : element.children) again(child, again);
  };
  for (const auto& one : additions_) wish(*one.element, wish);
  std::stable_sort(wishes.begin(), wishes.end(), [](const auto* a, const auto* b) {
    return a->end - a->begin > b->end - b->begin;
  });
  Ranges granted;
  Ranges given;
  for (const auto* one : wishes) {
    if (is_within(granted, one->begin)) continue;
    auto offered = offered_.find(one->meaning);
    while (offered != offered_.end() && is_within(given, offered->second->begin)) {
      offered_.erase(offered);
      offered = offered_.find(one->meaning);
    }
    if (offered == offered_.end()) continue;
    const auto* donor = offered->second;
    offered_.erase(offered);
    donors_.emplace(one, donor);
    taken_.insert(donor);
    granted.emplace(one->begin, one->end);
    given.emplace(donor->begin, donor->end);
  }
}

void Editor::take_out(const MarkedElement& element) {
  const auto behind = taken_.count(&element) != 0 ? behind_remarks(element.end) : element.end;
  const auto begin = line_begin(element.begin);
  const auto before = original_.substr(begin, element.begin - begin);
  const auto end = original_.find_first_not_of(" \t\r", behind);
  const bool alone =
      before.find_first_not_of(" \t") == none && end != none && original_[end] == '\n';
  if (alone) {
    changes_.push_back({begin, end + 1, {}});
  } else {
    changes_.push_back({element.begin, behind, {}});
  }
}

tl::unexpected<outcome::Finding> not_editable(std::string reason) {
  return outcome::fail(FindingId::source_not_editable, {}, {{"reason", std::move(reason)}});
}

/// Gives the elements of the original the meanings of an own writing of what it says, so that only
/// what is said counts. nullptr, or the first element that is not made of the same elements.
const MarkedElement* take_meanings(MarkedElement& original, const MarkedElement& known) {
  const bool same = original.local_name() == known.local_name() &&
                    original.children.size() == known.children.size();
  if (!same) return &original;
  original.meaning = known.meaning;
  original.own_meaning = known.own_meaning;
  for (std::size_t i = 0; i < original.children.size(); ++i) {
    const auto* other = take_meanings(original.children[i], known.children[i]);
    if (other != nullptr) return other;
  }
  return nullptr;
}

template <typename Source, typename Read, typename Write>
outcome::Result<std::string> edited(std::string_view original, const Source& meant, Read read,
                                    Write write, outcome::Budget& budget) {
  auto before = mark(original, budget);
  if (!before) return pass_on(before);
  const auto wanted = write(meant);
  const auto after = mark(wanted, budget);
  if (!after) return pass_on(after);
  if (before->root.name != after->root.name) {
    return not_editable("its root is written as <" + before->root.name + ">, not as <" +
                        after->root.name + ">");
  }
  outcome::Findings findings;
  const auto said = read(std::string(original), budget, findings);
  if (!said) return tl::unexpected(findings.all().front());
  const auto known = mark(write(*said), budget);
  if (!known) return pass_on(known);
  if (const auto* other = take_meanings(before->root, known->root)) {
    return not_editable("the element <" + other->name + "> in line " +
                        std::to_string(line_of(original, other->begin)) +
                        " holds something that is not understood");
  }
  auto text = Editor(original, wanted).edit(before->root, known->root, after->root);
  outcome::Findings ignored;
  const auto again = read(text, budget, ignored);
  if (!again || !(*again == meant)) {
    return not_editable("what would be written is read as something else than what is meant");
  }
  const auto result = mark(text, budget);
  if (!result) return pass_on(result);
  if (auto lost = lost_note({original, *before}, known->root, {text, *result})) {
    return tl::unexpected(std::move(*lost));
  }
  return text;
}

}  // namespace

outcome::Result<std::string> edited_scheme(std::string_view original, const SchemeSource& edit,
                                           outcome::Budget& budget) {
  return edited(original, edit, read_scheme, write_scheme, budget);
}

outcome::Result<std::string> edited_provider(std::string_view original, const ProviderSource& edit,
                                             outcome::Budget& budget) {
  return edited(original, edit, read_provider, write_provider, budget);
}

}  // namespace accord::trustlist::scheme
