#include "cli/description_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "lib/outcome/finding.h"
#include "lib/x509/identifier_names.h"

namespace accord::cli {
namespace {

using x509::Description;

constexpr std::size_t longest_text = 4096;  // of one value from outside, in bytes
constexpr std::size_t longest_octets =
    4096;                                  // a key or signature of RSA with 16384 bits is shorter
constexpr std::size_t longest_dump = 256;  // octets of what is not understood
constexpr std::size_t step = 2;

std::string spaced(std::string_view name) {
  std::string label(name);
  std::replace(label.begin(), label.end(), '_', ' ');
  return label;
}

/// In groups that lines can be broken between, but for what is no longer than a digest.
std::string octets_text(const std::string& hex, std::size_t most) {
  constexpr std::size_t longest_whole = 128;
  const std::size_t group = hex.size() <= longest_whole ? longest_whole : 16;
  std::string text;
  for (std::size_t i = 0; i < std::min(hex.size(), most * 2); i += group) {
    text += (text.empty() ? "" : " ") + hex.substr(i, std::min(group, most * 2 - i));
  }
  if (hex.size() > most * 2) text += fmt::format(" … ({} octets in all)", hex.size() / 2);
  return text.empty() ? "none" : text;
}

struct ScalarText {
  std::size_t most_octets = longest_octets;

  std::string operator()(std::monostate) const { return {}; }
  std::string operator()(bool value) const { return value ? "yes" : "no"; }
  std::string operator()(std::uint64_t value) const { return fmt::format("{}", value); }
  std::string operator()(const std::string& value) const {
    return value.empty() ? "(empty)" : outcome::printable(value, longest_text);
  }
  std::string operator()(const Description::Octets& value) const {
    return octets_text(value.hex, most_octets);
  }
  std::string operator()(const der::Oid& id) const { return named(id); }
  std::string operator()(const Description::List&) const { return {}; }
  std::string operator()(const Description::Record&) const { return {}; }
};

std::string scalar_text(const Description& value, std::size_t most_octets = longest_octets) {
  return std::visit(ScalarText{most_octets}, value.value());
}

const Description::List* list_of(const Description& value) {
  return std::get_if<Description::List>(&value.value());
}
const Description::Record* record_of(const Description& value) {
  return std::get_if<Description::Record>(&value.value());
}
bool is_scalar(const Description& value) {
  return list_of(value) == nullptr && record_of(value) == nullptr;
}

/// Words on one line; texts with commas or of some length would run into each other.
bool fits_one_line(const Description::List& list) {
  std::size_t length = 0;
  for (const auto& value : list) {
    if (!is_scalar(value)) return false;
    const auto text = scalar_text(value);
    length += text.size();
    if (text.find(',') != std::string::npos) return false;
  }
  constexpr std::size_t most = 200;
  return length < most;
}

std::string joined(const Description::List& list) {
  std::string text;
  for (const auto& value : list) text += (text.empty() ? "" : ", ") + scalar_text(value);
  return text.empty() ? "none" : text;
}

class Outline {
 public:
  explicit Outline(const Style& style) : style_(style) {}

  void members(const Description::Record& record, std::size_t indent,
               const std::vector<std::string_view>& without = {}) {
    const auto width = label_width(record, indent, without);
    for (std::size_t i = 0; i < record.names.size(); ++i) {
      const auto name = record.names[i];
      if (std::find(without.begin(), without.end(), name) != without.end()) continue;
      member(name, record.values[i], indent, width);
    }
  }

  std::string text;

 private:
  static std::size_t label_width(const Description::Record& record, std::size_t indent,
                                 const std::vector<std::string_view>& without) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < record.names.size(); ++i) {
      const auto name = record.names[i];
      const auto* list = list_of(record.values[i]);
      const bool beside = list != nullptr ? fits_one_line(*list) : is_scalar(record.values[i]);
      if (beside && std::find(without.begin(), without.end(), name) == without.end()) {
        width = std::max(width, name.size());
      }
    }
    return indent + width;
  }

  void line(std::string_view value, std::size_t indent) {
    const std::string space(indent, ' ');
    text += wrap(value, style_.width, space, space);
  }

  void member(std::string_view name, const Description& value, std::size_t indent,
              std::size_t width) {
    const auto label = std::string(indent, ' ') + spaced(name);
    const auto* list = list_of(value);
    if (name.ends_with("_left_out")) {
      line(fmt::format("and {} more; --all shows every one", scalar_text(value)), indent);
    } else if (is_scalar(value)) {
      text += field(style_, label, scalar_text(value), width);
    } else if (list != nullptr && (name == "extensions" || name == "requested_extensions")) {
      for (const auto& extension : *list) this->extension(extension, indent);
    } else if (list != nullptr && fits_one_line(*list)) {
      text += field(style_, label, joined(*list), width);
    } else {
      text += style_.paint(Tone::quiet, label) + "\n";
      below(value, indent + step);
    }
  }

  void below(const Description& value, std::size_t indent) {
    if (const auto* record = record_of(value)) return members(*record, indent);
    const auto* list = list_of(value);
    if (list == nullptr) return line(scalar_text(value), indent);
    if (fits_one_line(*list)) return line(joined(*list), indent);
    // Where there are records of several members, a dash tells where the next one begins.
    const bool dashed = std::any_of(list->begin(), list->end(), [](const Description& one) {
      const auto* record = record_of(one);
      return record != nullptr && record->names.size() > 1;
    });
    for (const auto& one : *list) {
      const auto start = text.size();
      below(one, dashed ? indent + step : indent);
      const auto at = text.find(std::string(indent + step, ' '), start);
      if (dashed && at != std::string::npos) text[at + indent] = '-';
    }
  }

  void extension(const Description& value, std::size_t indent) {
    const auto* id = value.find("id");
    if (id == nullptr) return below(value, indent);
    const auto* name = value.find("name");
    auto heading = name != nullptr ? fmt::format("{} ({})", scalar_text(*name), scalar_text(*id))
                                   : scalar_text(*id);
    const auto* critical = value.find("critical");
    if (critical != nullptr && std::get<bool>(critical->value())) heading += ", critical";
    text += std::string(indent, ' ') + style_.paint(Tone::strong, "extension " + heading) + "\n";
    if (const auto* content = value.find("content")) {
      if (!std::holds_alternative<bool>(content->value())) below(*content, indent + step);
      return;
    }
    undecoded(value, indent + step);
  }

  void undecoded(const Description& extension, std::size_t indent) {
    const auto* size = extension.find("size");
    const auto* octets = extension.find("value");
    if (size == nullptr || octets == nullptr) return;
    const auto* fault = extension.find("malformed");
    if (fault != nullptr) {
      const auto* reason = fault->find("reason");
      const auto* where = fault->find("where");
      auto told = "malformed: " + (reason != nullptr ? scalar_text(*reason) : std::string());
      if (where != nullptr) told += " (" + scalar_text(*where) + ")";
      line(told, indent);
    } else {
      line(fmt::format("not decoded, {} octets", scalar_text(*size)), indent);
    }
    line(scalar_text(*octets, longest_dump), indent);
  }

  const Style& style_;
};

struct ToJson {
  Json operator()(std::monostate) const { return {}; }
  Json operator()(bool value) const { return value; }
  Json operator()(std::uint64_t value) const { return value; }
  Json operator()(const std::string& value) const { return value; }
  Json operator()(const Description::Octets& value) const { return value.hex; }
  Json operator()(const der::Oid& id) const {
    const auto name = x509::identifier_name(id);
    return Json::object({{"id", id.to_string()}, {"name", name.empty() ? Json() : Json(name)}});
  }
  Json operator()(const Description::List& list) const {
    auto all = Json::array();
    for (const auto& value : list) all.push(std::visit(*this, value.value()));
    return all;
  }
  Json operator()(const Description::Record& record) const {
    auto all = Json::object();
    for (std::size_t i = 0; i < record.names.size(); ++i) {
      all.set(record.names[i], std::visit(*this, record.values[i].value()));
    }
    return all;
  }
};

}  // namespace

std::string named(const der::Oid& id) {
  const auto name = x509::identifier_name(id);
  return name.empty() ? id.to_string() : fmt::format("{} ({})", name, id.to_string());
}

std::string text_of(const Description& record, const Style& style, std::size_t indent,
                    const std::vector<std::string_view>& without) {
  Outline outline(style);
  if (const auto* members = record_of(record)) outline.members(*members, indent, without);
  return std::move(outline.text);
}

Json json_of(const Description& description) { return std::visit(ToJson{}, description.value()); }

}  // namespace accord::cli
