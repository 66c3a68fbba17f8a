#include "cli/json.h"

#include <algorithm>
#include <stdexcept>

#include <nlohmann/json.hpp>

namespace accord::cli {

struct Conversion {
  using Out = nlohmann::ordered_json;

  Out operator()(std::nullptr_t) const { return nullptr; }
  Out operator()(bool value) const { return value; }
  Out operator()(std::int64_t value) const { return value; }
  Out operator()(const std::string& value) const { return value; }
  Out operator()(const Json::Array& values) const {
    Out out = Out::array();
    for (const auto& value : values) out.push_back(std::visit(*this, value.value_));
    return out;
  }
  Out operator()(const Json::Object& members) const {
    Out out = Out::object();
    for (std::size_t i = 0; i < members.names.size(); ++i) {
      out.push_back({members.names[i], std::visit(*this, members.values[i].value_)});
    }
    return out;
  }

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

  static std::string write(const Json& json) {
    constexpr int indent = 2;
    const auto out = std::visit(Conversion{}, json.value_);
    return out.dump(indent, ' ', false, Out::error_handler_t::replace) + "\n";
  }
};

Json Json::array(Array values) {
  Json json;
  json.value_ = std::move(values);
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

std::string Json::write() const { return Conversion::write(*this); }

}  // namespace accord::cli
