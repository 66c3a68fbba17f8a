#include "trustlist/scheme/edited_text.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "trustlist/scheme/marked_text.h"

namespace accord::trustlist::scheme {
namespace {

using outcome::FindingId;

constexpr std::size_t none = std::string_view::npos;

/// A piece of the original that becomes something else.
struct Change {
  std::size_t begin{}, end{};
  std::string text;
};

using Elements = std::vector<MarkedElement>;

bool same(const MarkedElement& a, const MarkedElement& b) { return a.meaning == b.meaning; }

/// What an element says, as a number: the same number, the same meaning.
using Meanings = std::vector<std::size_t>;

/// Two sequences of meanings, and where they stand among the children. Those that only one of both
/// has are left out: they have no partner.
struct Shared {
  Meanings before, after;
  std::vector<std::size_t> before_at, after_at;
};

Shared shared_between(const Elements& before, const Elements& after, std::size_t first,
                      std::size_t end, std::size_t new_end) {
  std::unordered_map<std::string_view, std::size_t> old_numbers;
  std::unordered_set<std::string_view> new_meanings;
  for (auto i = first; i < end; ++i) old_numbers.emplace(before[i].meaning, old_numbers.size());
  for (auto k = first; k < new_end; ++k) new_meanings.insert(after[k].meaning);
  Shared shared;
  for (auto i = first; i < end; ++i) {
    if (new_meanings.count(before[i].meaning) == 0) continue;
    shared.before.push_back(old_numbers.at(before[i].meaning));
    shared.before_at.push_back(i);
  }
  for (auto k = first; k < new_end; ++k) {
    const auto known = old_numbers.find(after[k].meaning);
    if (known == old_numbers.end()) continue;
    shared.after.push_back(known->second);
    shared.after_at.push_back(k);
  }
  return shared;
}

using Partners = std::vector<std::size_t>;

/// The longest sequence that both have in common: for each old one the new one, or `none`.
Partners longest_common(const Meanings& before, const Meanings& after) {
  const auto columns = after.size() + 1;
  std::vector<std::uint32_t> length((before.size() + 1) * columns, 0);
  const auto at = [&](std::size_t i, std::size_t k) -> std::uint32_t& {
    return length[i * columns + k];
  };
  for (auto i = before.size(); i-- > 0;) {
    for (auto k = after.size(); k-- > 0;) {
      at(i, k) =
          before[i] == after[k] ? at(i + 1, k + 1) + 1 : std::max(at(i + 1, k), at(i, k + 1));
    }
  }
  Partners partner(before.size(), none);
  for (std::size_t i = 0, k = 0; i < before.size() && k < after.size();) {
    if (before[i] == after[k]) {
      partner[i++] = k++;
    } else if (at(i + 1, k) >= at(i, k + 1)) {
      ++i;
    } else {
      ++k;
    }
  }
  return partner;
}

/// A sequence that both have in common, not always the longest: each old one takes the next new one
/// that says the same.
Partners next_common(const Meanings& before, const Meanings& after) {
  std::unordered_map<std::size_t, std::vector<std::size_t>> places;
  for (std::size_t k = 0; k < after.size(); ++k) places[after[k]].push_back(k);
  Partners partner(before.size(), none);
  std::size_t next = 0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const auto& all = places[before[i]];
    const auto found = std::lower_bound(all.begin(), all.end(), next);
    if (found == all.end()) continue;
    partner[i] = *found;
    next = *found + 1;
  }
  return partner;
}

/// The children that say the same, by a sequence that both have in common: for each old one the new
/// one, or `none`.
Partners unchanged(const Elements& before, const Elements& after) {
  Partners partner(before.size(), none);
  std::size_t first = 0;  // before it and from the ends on, everything is the same
  auto end = before.size();
  auto new_end = after.size();
  while (first < end && first < new_end && same(before[first], after[first])) {
    partner[first] = first;
    ++first;
  }
  while (end > first && new_end > first && same(before[end - 1], after[new_end - 1])) {
    partner[--end] = --new_end;
  }
  const auto shared = shared_between(before, after, first, end, new_end);
  // The longest sequence takes memory by the product of both lengths: 16 MB at most.
  constexpr std::size_t most_cells = 4'000'000;
  const bool is_small =
      shared.before.empty() || shared.after.size() < most_cells / (shared.before.size() + 1);
  const auto found = is_small ? longest_common(shared.before, shared.after)
                              : next_common(shared.before, shared.after);
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (found[i] != none) partner[shared.before_at[i]] = shared.after_at[found[i]];
  }
  return partner;
}

/// Which of the new children takes the place of each old one: those that say the same first, then
/// those of one name between them. `none`: it is gone.
Partners partners(const Elements& before, const Elements& after) {
  auto partner = unchanged(before, after);
  // Where the new one that is fixed next stands.
  std::vector<std::size_t> fixed(before.size() + 1, after.size());
  for (auto old = before.size(); old-- > 0;) {
    fixed[old] = partner[old] == none ? fixed[old + 1] : partner[old];
  }
  std::size_t next = 0;
  for (std::size_t old = 0; old < before.size(); ++old) {
    if (partner[old] == none) {
      for (auto candidate = next; candidate < fixed[old] && partner[old] == none; ++candidate) {
        if (after[candidate].name == before[old].name) partner[old] = candidate;
      }
    }
    if (partner[old] != none) next = partner[old] + 1;
  }
  return partner;
}

/// Puts what is new into a text.
class Editor {
 public:
  Editor(std::string_view original, std::string_view wanted)
      : original_(original), wanted_(wanted) {}

  [[nodiscard]] std::string edit(const MarkedElement& before, const MarkedElement& after) {
    change(before, after);
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

 private:
  void change(const MarkedElement& before, const MarkedElement& after);
  void change_children(const MarkedElement& before, const MarkedElement& after);
  void insert(const MarkedElement& parent, const MarkedElement* kept, const MarkedElement* next,
              const MarkedElement& added);
  void remove(const MarkedElement& element);
  [[nodiscard]] std::string fresh(const MarkedElement& element, const std::string& indent) const;
  [[nodiscard]] std::size_t line_begin(std::size_t at) const;
  [[nodiscard]] std::string indent_of(std::size_t at) const;
  [[nodiscard]] std::size_t behind_remarks(std::size_t at) const;

  std::string_view original_, wanted_;
  std::vector<Change> changes_;
};

std::string start_tag(std::string_view text, const MarkedElement& element) {
  return std::string(text.substr(element.begin, element.inside - element.begin));
}

void Editor::change(const MarkedElement& before, const MarkedElement& after) {
  if (before.meaning == after.meaning) return;
  if (!before.children.empty() && !after.children.empty()) {
    if (before.own_meaning != after.own_meaning) {
      changes_.push_back({before.begin, before.inside, start_tag(wanted_, after)});
    }
    change_children(before, after);
    return;
  }
  changes_.push_back({before.begin, before.end, fresh(after, indent_of(before.begin))});
}

void Editor::change_children(const MarkedElement& before, const MarkedElement& after) {
  const auto partner = partners(before.children, after.children);
  const MarkedElement* kept = nullptr;
  std::size_t old = 0;
  for (std::size_t k = 0; k < after.children.size(); ++k) {
    for (; old < partner.size() && partner[old] == none; ++old) remove(before.children[old]);
    const auto* next = old < partner.size() ? &before.children[old] : nullptr;
    if (next != nullptr && partner[old] == k) {
      change(*next, after.children[k]);
      kept = next;
      ++old;
    } else {
      insert(before, kept, next, after.children[k]);
    }
  }
  for (; old < partner.size(); ++old) remove(before.children[old]);
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
std::string Editor::fresh(const MarkedElement& element, const std::string& indent) const {
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

// Before the next sibling of the same name, whose comments stay with it above both; else behind the
// one before.
void Editor::insert(const MarkedElement& parent, const MarkedElement* kept,
                    const MarkedElement* next, const MarkedElement& added) {
  if (next != nullptr && next->name == added.name) {
    const auto indent = indent_of(next->begin);
    changes_.push_back({next->begin, next->begin, fresh(added, indent) + "\n" + indent});
    return;
  }
  const auto at = kept != nullptr ? behind_remarks(kept->end) : parent.inside;
  const auto indent = indent_of(parent.children.front().begin);
  changes_.push_back({at, at, "\n" + indent + fresh(added, indent)});
}

void Editor::remove(const MarkedElement& element) {
  const auto begin = line_begin(element.begin);
  const auto before = original_.substr(begin, element.begin - begin);
  const auto end = original_.find_first_not_of(" \t\r", element.end);
  const bool alone =
      before.find_first_not_of(" \t") == none && end != none && original_[end] == '\n';
  if (alone) {
    changes_.push_back({begin, end + 1, {}});
  } else {
    changes_.push_back({element.begin, element.end, {}});
  }
}

tl::unexpected<outcome::Finding> not_editable(std::string reason) {
  return outcome::fail(FindingId::source_not_editable, {}, {{"reason", std::move(reason)}});
}

template <typename Source, typename Read>
outcome::Result<std::string> edited(std::string_view original, const std::string& wanted,
                                    const Source& meant, Read read, outcome::Budget& budget) {
  const auto before = mark(original, budget);
  if (!before) return pass_on(before);
  const auto after = mark(wanted, budget);
  if (!after) return pass_on(after);
  if (before->name != after->name) {
    return not_editable("its root is written as <" + before->name + ">, not as <" + after->name +
                        ">");
  }
  auto text = Editor(original, wanted).edit(*before, *after);
  outcome::Findings findings;
  const auto again = read(text, budget, findings);
  if (!again || !(*again == meant)) {
    return not_editable("what would be written is read as something else than what is meant");
  }
  return text;
}

}  // namespace

outcome::Result<std::string> edited_scheme(std::string_view original, const SchemeSource& edit,
                                           outcome::Budget& budget) {
  return edited(original, write_scheme(edit), edit, read_scheme, budget);
}

outcome::Result<std::string> edited_provider(std::string_view original, const ProviderSource& edit,
                                             outcome::Budget& budget) {
  return edited(original, write_provider(edit), edit, read_provider, budget);
}

}  // namespace accord::trustlist::scheme
