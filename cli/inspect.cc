#include "cli/inspect.h"

#include <algorithm>

#include <fmt/format.h>

#include "cli/cert_text.h"
#include "cli/description_text.h"
#include "cli/files.h"
#include "cli/refusal.h"
#include "lib/der/base64.h"
#include "lib/x509/ocsp.h"

namespace accord::cli {
namespace {

using outcome::FindingId;
using x509::Description;
using x509::ObjectKind;

constexpr std::size_t indent = 2;

[[noreturn]] void refuse_kind(const std::string& file, std::string found) {
  refuse(Exit::bad_input, FindingId::input_wrong_kind, {.what = file},
         {{"found", std::move(found)}, {"wanted", std::string(inspectable)}});
}

/// Structures of another kind, and what is no DER to its end.
ObjectKind kind_of_der(der::ByteView der, const std::string& file) {
  if (const auto kind = x509::kind_of_structure(der)) return *kind;
  need(der::read_single(der, der::tag::sequence), file);
  refuse_kind(file, "DER of another kind");
}

/// Members of the description that the summary does not have.
void add_members(Json& json, const Description& description,
                 const std::vector<std::string_view>& without) {
  const auto* record = std::get_if<Description::Record>(&description.value());
  if (record == nullptr) return;
  for (std::size_t i = 0; i < record->names.size(); ++i) {
    const auto name = record->names[i];
    if (std::find(without.begin(), without.end(), name) != without.end()) continue;
    json.set(name, json_of(record->values[i]));
  }
}

Json refusal_json(const outcome::Finding* refused) {
  if (refused == nullptr) return {};
  return Json::object({{"id", outcome::entry(refused->id).name},
                       {"message", outcome::message(*refused)},
                       {"where", refused->about.where}});
}

std::string refusal_text(const outcome::Finding* refused, const Style& style) {
  if (refused == nullptr) return {};
  auto text = outcome::message(*refused);
  if (!refused->about.where.empty()) text += " (" + refused->about.where + ")";
  return field(style, "  refused", "nothing is verified with it: " + text);
}

const std::vector<std::string_view>& certificate_summary() {
  static const std::vector<std::string_view> names{"version",    "subject",   "issuer", "serial",
                                                   "not_before", "not_after", "sha256", "sha1"};
  return names;
}
const std::vector<std::string_view>& crl_summary() {
  static const std::vector<std::string_view> names{"issuer", "this_update", "next_update"};
  return names;
}

std::string_view string_of(const Description& record, std::string_view name) {
  const auto* value = record.find(name);
  const auto* text = value == nullptr ? nullptr : std::get_if<std::string>(&value->value());
  return text == nullptr ? std::string_view{} : *text;
}

/// One line for what most entries say, and what else there is below it.
std::string entry_text(const Description& entry, const Style& style) {
  const auto reason = string_of(entry, "reason");
  auto text = fmt::format("    {}  {}  {}", string_of(entry, "revoked"), string_of(entry, "serial"),
                          reason.empty() ? "no reason given" : reason);
  const auto since = string_of(entry, "invalid_since");
  if (!since.empty()) text += fmt::format(", invalid since {}", since);
  Description rest{Description::Record{}};
  for (const auto* name : {"certificate_issuer", "malformed"}) {
    if (const auto* value = entry.find(name)) rest.add(name, *value);
  }
  const auto* extensions = entry.find("extensions");
  const auto* all =
      extensions == nullptr ? nullptr : std::get_if<Description::List>(&extensions->value());
  Description further;
  for (const auto& one : all == nullptr ? Description::List{} : *all) {
    const auto name = string_of(one, "name");
    const bool told =
        one.find("content") != nullptr &&
        (name == "reasonCode" || name == "invalidityDate" || name == "certificateIssuer");
    if (!told) further.push(one);
  }
  rest.add("extensions", std::move(further));
  return text + "\n" + text_of(rest, style, 3 * indent);
}

Json entry_json(const Description& entry) {
  auto json = json_of(entry);
  for (const auto* name : {"reason", "invalid_since"}) {
    if (entry.find(name) == nullptr) json.set(name, Json());
  }
  return json;
}

/// The failure of the strict reader, which the description went around.
template <typename T>
const outcome::Finding* failure_of(const outcome::Result<T>& strict) {
  return strict.has_value() ? nullptr : &strict.error();
}

}  // namespace

void Inspection::add_file(const std::string& bytes, const std::string& file) {
  if (kind_of(bytes) != InputKind::pem) {
    const auto der = der::as_bytes(bytes);
    return add(kind_of_der(der, file), der, file);
  }
  for (const auto& block : need(der::parse_pem(bytes), file)) {
    const auto kind = x509::kind_of_label(block.label);
    if (!kind) refuse_kind(file, "PEM text with the label " + block.label);
    add(*kind, block.content, file);
  }
}

Answer Inspection::answer() && {
  Answer answer;
  answer.text = std::move(text_);
  answer.fields.set("objects", std::move(objects_));
  return answer;
}

void Inspection::put(const std::string& text, Json json) {
  text_ += (text_.empty() ? "" : "\n") + text;
  objects_.push(std::move(json));
}

void Inspection::add(ObjectKind kind, der::ByteView der, const std::string& file) {
  switch (kind) {
    case ObjectKind::certificate:
      return add_certificate(der, file);
    case ObjectKind::crl:
      return add_crl(der, file);
    case ObjectKind::ocsp_response: {
      const auto description = need(x509::describe_ocsp_response(der), file);
      const auto strict = x509::OcspResponse::parse(der);
      return add_described("ocsp_response", "OCSP response", description, failure_of(strict));
    }
    case ObjectKind::request:
      return add_described("request", "certification request",
                           need(x509::describe_request(der), file), nullptr);
    case ObjectKind::timestamp: {
      const auto description = need(x509::describe_timestamp(der), file);
      return add_described(
          "timestamp",
          description.find("status") != nullptr ? "time-stamp response" : "time-stamp token",
          description, nullptr);
    }
  }
}

void Inspection::add_described(std::string_view kind, std::string_view heading,
                               const Description& description, const outcome::Finding* refused) {
  auto json = Json::object({{"kind", kind}, {"refused", refusal_json(refused)}});
  add_members(json, description, {});
  put(style_.paint(Tone::strong, heading) + "\n" + refusal_text(refused, style_) +
          text_of(description, style_, indent),
      std::move(json));
}

void Inspection::add_certificate(der::ByteView der, const std::string& file) {
  const auto description = need(x509::describe_certificate(der), file);
  const auto strict = x509::Certificate::parse(der);
  if (!strict) return add_described("certificate", "certificate", description, &strict.error());
  auto json = json_of(*strict);
  json.set("refused", Json());
  add_members(json, description, certificate_summary());
  put(text_of(*strict, style_) + text_of(description, style_, indent, certificate_summary()),
      std::move(json));
}

void Inspection::add_crl(der::ByteView der, const std::string& file) {
  std::string lines;
  auto entries = Json::array();
  const auto description = need(x509::describe_crl(der, most_entries_,
                                                   [&](const Description& entry) {
                                                     lines += entry_text(entry, style_);
                                                     entries.push(entry_json(entry));
                                                   }),
                                file);
  const auto shown = entries.elements().size();
  const auto* total = description.find("entries_total");
  const auto count = total == nullptr ? shown : std::get<std::uint64_t>(total->value());
  if (count > shown) {
    lines += fmt::format("    and {} more; --all shows every one\n", count - shown);
  }
  const auto strict = x509::Crl::parse(der);
  const auto* refused = failure_of(strict);
  auto json = strict ? json_of(*strict) : Json::object({{"kind", "crl"}});
  json.set("refused", refusal_json(refused));
  json.set("entries", std::move(entries));
  auto without = strict ? crl_summary() : std::vector<std::string_view>{};
  add_members(json, description, without);
  const auto heading = style_.paint(Tone::strong, "certificate revocation list") + "\n";
  auto text = strict ? text_of(*strict, style_) : heading + refusal_text(refused, style_);
  without.emplace_back("entries_total");
  put(text + lines + text_of(description, style_, indent, without), std::move(json));
}

}  // namespace accord::cli
