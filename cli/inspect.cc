#include "cli/inspect.h"

#include <algorithm>

#include <fmt/format.h>

#include "cli/cert_text.h"
#include "cli/description_text.h"
#include "cli/files.h"
#include "cli/refusal.h"
#include "lib/der/base64.h"
#include "lib/x509/certificate_bag.h"
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
  static const std::vector<std::string_view> names{"version",   "subject",      "issuer",
                                                   "serial",    "serial_value", "not_before",
                                                   "not_after", "sha256",       "sha1"};
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

std::string serial_of(const Description& entry) {
  const auto octets = string_of(entry, "serial");
  const auto value = string_of(entry, "serial_value");
  return value.empty() ? std::string(octets) : fmt::format("{} (octets {})", value, octets);
}

/// One line for what most entries say, and what else there is below it.
std::string entry_text(const Description& entry, const Style& style) {
  const auto reason = string_of(entry, "reason");
  auto text = fmt::format("    {}  {}  {}", string_of(entry, "revoked"), serial_of(entry),
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
    const auto* critical = one.find("critical");
    const bool is_critical = critical != nullptr && std::get<bool>(critical->value());
    const bool told =
        one.find("content") != nullptr && !is_critical &&
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

/// The first entries of a CRL that was read before.
void each_entry(der::ByteView crl, std::size_t most,
                const std::function<void(const Description&)>& take) {
  (void)x509::describe_crl(crl, most, take);
}

/// The failure of the strict reader, which the description went around.
template <typename T>
const outcome::Finding* failure_of(const outcome::Result<T>& strict) {
  return strict.has_value() ? nullptr : &strict.error();
}

/// Why the strict reader refuses a response. Its value is not kept beside the description.
std::optional<outcome::Finding> refusal_of_response(der::ByteView der) {
  auto strict = x509::OcspResponse::parse(der);
  return strict ? std::nullopt : std::optional(std::move(strict).error());
}

}  // namespace

void Inspection::add_file(const std::string& bytes, const std::string& file) {
  if (kind_of(bytes) != InputKind::pem) {
    const auto der = der::as_bytes(bytes);
    return add(kind_of_der(der, file), der, file, {});
  }
  for (const auto& block : need(der::parse_pem(bytes), file)) {
    const auto kind = x509::kind_of_label(block.label);
    if (!kind) refuse_kind(file, "PEM text with the label " + block.label);
    add(*kind, block.content, file, {});
  }
}

Answer Inspection::answer() && {
  Answer answer;
  answer.fields.set("objects", std::move(objects_));
  if (!findings_.empty()) answer.exit = Exit::bad_input;
  answer.findings = std::move(findings_);
  auto write = [pieces = std::move(pieces_), style = style_,
                most = most_.entries](const Json::Sink& sink) {
    for (const auto& piece : pieces) {
      sink(piece.text);
      if (piece.crl == nullptr) continue;
      each_entry(*piece.crl, most,
                 [&](const Description& entry) { sink(entry_text(entry, style)); });
    }
  };
  constexpr std::size_t few = 1000;
  if (lines_later_ > few) {
    answer.long_text = std::move(write);
  } else {
    write([&](std::string_view text) { answer.text += text; });
  }
  return answer;
}

void Inspection::begin_object() {
  if (!pieces_.empty()) pieces_.push_back({"\n"});
}

void Inspection::put(const std::string& text, Json json) {
  begin_object();
  pieces_.push_back({text});
  objects_.push(std::move(json));
}

void Inspection::add_unreadable(outcome::Finding finding, const std::string& file,
                                const std::string& place) {
  auto& where = finding.about.where;
  if (!place.empty()) where = where.empty() ? place : place + ", " + where;
  if (finding.about.what.empty()) finding.about.what = file;
  findings_.add(std::move(finding));
}

void Inspection::add(ObjectKind kind, der::ByteView der, const std::string& file,
                     const std::string& place) {
  switch (kind) {
    case ObjectKind::certificate:
      return add_certificate(der, file, place);
    case ObjectKind::crl:
      return add_crl(der, file, place);
    case ObjectKind::ocsp_response: {
      const auto refused = refusal_of_response(der);
      return add_result("ocsp_response", "OCSP response",
                        x509::describe_ocsp_response(der, most_.items),
                        refused ? &*refused : nullptr, file, place);
    }
    case ObjectKind::request:
      return add_result("request", "certification request", x509::describe_request(der), nullptr,
                        file, place);
    case ObjectKind::timestamp: {
      if (x509::is_certificate_bag(der)) return add_message(der, file, place);
      auto description = x509::describe_timestamp(der);
      const bool is_response = description && description->find("status") != nullptr;
      return add_result("timestamp", is_response ? "time-stamp response" : "time-stamp token",
                        std::move(description), nullptr, file, place);
    }
  }
}

void Inspection::add_result(std::string_view kind, std::string_view heading,
                            outcome::Result<Description> result, const outcome::Finding* refused,
                            const std::string& file, const std::string& place) {
  if (!result) return add_unreadable(std::move(result).error(), file, place);
  add_described(kind, heading, *result, refused);
}

void Inspection::add_described(std::string_view kind, std::string_view heading,
                               const Description& description, const outcome::Finding* refused) {
  auto json = Json::object({{"kind", kind}, {"refused", refusal_json(refused)}});
  add_members(json, description, {});
  put(style_.paint(Tone::strong, heading) + "\n" + refusal_text(refused, style_) +
          text_of(description, style_, indent),
      std::move(json));
}

// What is in it follows as objects of their own.
void Inspection::add_message(der::ByteView der, const std::string& file, const std::string& place) {
  const auto parts = x509::split_certificate_bag(der);
  if (!parts) return add_unreadable(parts.error(), file, place);
  Description counts;
  counts.add("certificates", std::uint64_t{parts->certificates.size()});
  counts.add("crls", std::uint64_t{parts->crls.size()});
  add_described("message", "message with certificates only", counts, nullptr);
  std::size_t number = 0;
  for (const auto one : parts->certificates) {
    add_certificate(one, file, fmt::format("certificate {}", ++number));
  }
  number = 0;
  for (const auto one : parts->crls) add_crl(one, file, fmt::format("CRL {}", ++number));
}

void Inspection::add_certificate(der::ByteView der, const std::string& file,
                                 const std::string& place) {
  const auto description = x509::describe_certificate(der, most_.items);
  if (!description) {
    const auto unsound = x509::describe_unsound_certificate(der, most_.items);
    if (unsound) add_described("certificate", "certificate", *unsound, &description.error());
    return add_unreadable(description.error(), file, place);
  }
  const auto strict = x509::Certificate::parse(der);
  if (!strict) return add_described("certificate", "certificate", *description, &strict.error());
  auto json = json_of(*strict, most_.items);
  json.set("refused", Json());
  add_members(json, *description, certificate_summary());
  put(text_of(*strict, style_) + text_of(*description, style_, indent, certificate_summary()),
      std::move(json));
}

void Inspection::add_crl(der::ByteView der, const std::string& file, const std::string& place) {
  const auto description = x509::describe_crl(der, 0, [](const Description&) {});
  if (!description) return add_unreadable(description.error(), file, place);
  const auto strict = x509::Crl::parse(der);
  const auto* refused = failure_of(strict);
  const auto heading = style_.paint(Tone::strong, "certificate revocation list") + "\n";
  begin_object();
  const auto bytes = std::make_shared<const der::Bytes>(der.begin(), der.end());
  pieces_.push_back(
      {strict ? text_of(*strict, style_) : heading + refusal_text(refused, style_), bytes});
  const auto count = std::get<std::uint64_t>(description->find("entries_total")->value());
  const auto shown = std::min<std::uint64_t>(count, most_.entries);
  lines_later_ += shown;
  std::string after;
  if (count > shown) {
    after = fmt::format("    and {} more; --all shows every one\n", count - shown);
  }
  auto without = strict ? crl_summary() : std::vector<std::string_view>{};
  auto json = strict ? json_of(*strict) : Json::object({{"kind", "crl"}});
  json.set("refused", refusal_json(refused));
  json.set("entries", Json::array_from([bytes, most = most_.entries](const auto& take) {
             each_entry(*bytes, most, [&](const Description& entry) { take(entry_json(entry)); });
           }));
  add_members(json, *description, without);
  without.emplace_back("entries_total");
  pieces_.push_back({after + text_of(*description, style_, indent, without)});
  objects_.push(std::move(json));
}

}  // namespace accord::cli
