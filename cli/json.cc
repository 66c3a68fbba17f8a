#include "cli/json.h"

#include <algorithm>
#include <stdexcept>

#include <nlohmann/json.hpp>

namespace accord::cli {

struct Conversion {
  using Out = nlohmann::ordered_json;

  static Json read(const Out& in) {
    if (in.is_boolean()) return in.get<bool>();
    if (in.is_number()) return in.get<std::int64_t>();
    if (in.is_string()) return in.get<std::string>();
    if (in.is_array()) {
      auto json = Json::array();
      for (const auto& value : in) json.push(read(value));
      return json;
    }
    if (!in.is_object()) return {};
    auto json = Json::object();
    for (const auto& [name, value] : in.items()) json.set(name, read(value));
    return json;
  }
};

/// Writes with two spaces a level.
class JsonWriter {
 public:
  explicit JsonWriter(const Json::Sink& sink) : sink_(sink) {}

  void write(const Json& json) { std::visit(*this, json.value_); }

  void operator()(std::nullptr_t) { sink_("null"); }
  void operator()(bool value) { sink_(value ? "true" : "false"); }
  void operator()(std::int64_t value) { sink_(std::to_string(value)); }
  void operator()(const std::string& value) {
    using Out = Conversion::Out;
    sink_(Out(value).dump(-1, ' ', false, Out::error_handler_t::replace));
  }
  void operator()(const Json::Array& values) {
    List list(*this, '[', ']');
    for (const auto& value : values) {
      list.next();
      write(value);
    }
    list.end();
  }
  void operator()(const Json::Source& source) {
    List list(*this, '[', ']');
    source([&](const Json& value) {
      list.next();
      write(value);
    });
    list.end();
  }
  void operator()(const Json::Object& members) {
    List list(*this, '{', '}');
    for (std::size_t i = 0; i < members.names.size(); ++i) {
      list.next();
      (*this)(members.names[i]);
      sink_(": ");
      write(members.values[i]);
    }
    list.end();
  }

 private:
  /// What stands around and between the values of an array or object.
  class List {
   public:
    List(JsonWriter& writer, char begin, char end) : writer_(writer), end_(end) {
      writer_.sink_({&begin, 1});
      ++writer_.depth_;
    }
    void end() {
      --writer_.depth_;
      if (!is_empty_) writer_.new_line();
      writer_.sink_({&end_, 1});
    }
    void next() {
      if (!is_empty_) writer_.sink_(",");
      is_empty_ = false;
      writer_.new_line();
    }

   private:
    JsonWriter& writer_;
    char end_;
    bool is_empty_ = true;
  };

  void new_line() {
    constexpr std::size_t step = 2;
    sink_("\n" + std::string(depth_ * step, ' '));
  }

  const Json::Sink& sink_;
  std::size_t depth_ = 0;
};

Json Json::array(Array values) {
  Json json;
  json.value_ = std::move(values);
  return json;
}

Json Json::array_from(Source source) {
  Json json;
  json.value_ = std::move(source);
  return json;
}

Json Json::array_of(const std::vector<std::string>& texts) {
  Array values;
  values.reserve(texts.size());
  for (const auto& text : texts) values.emplace_back(text);
  return array(std::move(values));
}

Json Json::object(std::initializer_list<Member> members) {
  Json json;
  json.value_ = Object{};
  for (const auto& member : members) json.set(member.name, member.value);
  return json;
}

Json& Json::set(std::string_view name, Json value) {
  if (std::holds_alternative<std::nullptr_t>(value_)) value_ = Object{};
  auto& members = std::get<Object>(value_);
  members.names.emplace_back(name);
  members.values.push_back(std::move(value));
  return *this;
}

Json& Json::add(const Json& object) {
  const auto* members = std::get_if<Object>(&object.value_);
  for (std::size_t i = 0; members != nullptr && i < members->names.size(); ++i) {
    set(members->names[i], members->values[i]);
  }
  return *this;
}

Json& Json::push(Json value) {
  if (std::holds_alternative<std::nullptr_t>(value_)) value_ = Array{};
  std::get<Array>(value_).push_back(std::move(value));
  return *this;
}

const Json& Json::at(std::string_view name) const& noexcept {
  static const Json none;
  const auto* members = std::get_if<Object>(&value_);
  if (members == nullptr) return none;
  const auto found = std::find(members->names.begin(), members->names.end(), name);
  if (found == members->names.end()) return none;
  return members->values[static_cast<std::size_t>(found - members->names.begin())];
}

const Json::Array& Json::elements() const& {
  static const Array none;
  const auto* values = std::get_if<Array>(&value_);
  return values == nullptr ? none : *values;
}

std::string_view Json::text() const noexcept {
  const auto* text = std::get_if<std::string>(&value_);
  return text == nullptr ? std::string_view{} : std::string_view{*text};
}

Json Json::read(const std::string& text) {
  const auto in = Conversion::Out::parse(text, nullptr, false);
  if (in.is_discarded()) throw std::logic_error("what should be JSON is none");
  return Conversion::read(in);
}

std::string Json::write() const {
  std::string text;
  write([&](std::string_view piece) { text += piece; });
  return text;
}

void Json::write(const Sink& sink) const {
  JsonWriter(sink).write(*this);
  sink("\n");
}

}  // namespace accord::cli
