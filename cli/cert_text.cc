#include "cli/cert_text.h"

#include <algorithm>
#include <array>
#include <span>

#include <fmt/format.h>

#include "cli/certificates.h"
#include "cli/description_text.h"
#include "lib/x509/describe.h"
#include "lib/x509/general_name_text.h"
#include "lib/x509/name_text.h"

namespace accord::cli {
namespace {

using x509::Certificate;
using x509::KeyUsageBit;

// What somebody inspects is shown without being cut.
constexpr auto whole = std::string::npos;

struct UsageWord {
  KeyUsageBit bit;
  std::string_view word;
};
constexpr std::array<UsageWord, 9> usage_words{
    {{KeyUsageBit::digital_signature, "digitalSignature"},
     {KeyUsageBit::content_commitment, "contentCommitment"},
     {KeyUsageBit::key_encipherment, "keyEncipherment"},
     {KeyUsageBit::data_encipherment, "dataEncipherment"},
     {KeyUsageBit::key_agreement, "keyAgreement"},
     {KeyUsageBit::key_cert_sign, "keyCertSign"},
     {KeyUsageBit::crl_sign, "cRLSign"},
     {KeyUsageBit::encipher_only, "encipherOnly"},
     {KeyUsageBit::decipher_only, "decipherOnly"}}};

std::vector<std::string> all_named(const std::vector<der::Oid>& oids) {
  std::vector<std::string> all;
  all.reserve(oids.size());
  for (const auto& oid : oids) all.push_back(named(oid));
  return all;
}

std::vector<std::string> dotted(const std::vector<der::Oid>& oids) {
  std::vector<std::string> all;
  all.reserve(oids.size());
  for (const auto& oid : oids) all.push_back(oid.to_string());
  return all;
}

/// A text that could be taken for several, or for the end of one, between quotation marks.
std::string delimited(const std::string& text) {
  auto shown = outcome::printable(text, whole);
  if (shown.find_first_of(",\"") == std::string::npos) return shown;
  std::string quoted = "\"";
  for (const char c : shown) {
    if (c == '"') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const auto& text : texts) all += (all.empty() ? "" : ", ") + delimited(text);
  return all;
}

std::string shown_name(const x509::Name& name) {
  const auto text = x509::name_text(name.der());
  return text.empty() ? "(empty)" : outcome::printable(text, whole);
}

std::vector<std::string> words_of(x509::KeyUsage usage) {
  std::vector<std::string> words;
  for (const auto& row : usage_words) {
    if (usage.has(row.bit)) words.emplace_back(row.word);
  }
  return words;
}

std::string type_word(const der::Oid& type) {
  if (type == x509::qc::type_esign) return "electronic signature";
  if (type == x509::qc::type_eseal) return "electronic seal";
  if (type == x509::qc::type_web) return "web site authentication";
  return type.to_string();
}

std::string qc_text(const x509::QcStatements& qc) {
  std::vector<std::string> parts;
  if (qc.compliance) parts.emplace_back("qualified (QcCompliance)");
  for (const auto& type : qc.types) parts.push_back("for " + type_word(type));
  if (qc.sscd) parts.emplace_back("key in a qualified device (QcSSCD)");
  for (const auto& country : qc.legislation) parts.push_back("under the law of " + country);
  if (qc.retention_years)
    parts.push_back(fmt::format("records kept {} years", *qc.retention_years));
  for (const auto& pds : qc.pds) parts.push_back(fmt::format("{} ({})", pds.url, pds.language));
  return joined(parts);
}

Json qc_json(const x509::QcStatements& qc) {
  auto statements = Json::array();
  for (const auto& statement : qc.all) statements.push(statement.id.to_string());
  auto pds = Json::array();
  for (const auto& one : qc.pds) {
    pds.push(Json::object({{"url", one.url}, {"language", one.language}}));
  }
  return Json::object({{"statements", std::move(statements)},
                       {"compliance", qc.compliance},
                       {"device", qc.sscd},
                       {"types", Json::array_of(dotted(qc.types))},
                       {"legislation", Json::array_of(qc.legislation)},
                       {"retention_years", qc.retention_years},
                       {"disclosure", std::move(pds)}});
}

Json undecoded_json(const std::vector<x509::Extension>& extensions, std::size_t most) {
  auto json = Json::array();
  const auto shown = std::min(extensions.size(), most);
  for (const auto& extension : std::span(extensions).first(shown)) {
    if (x509::is_described(extension.id)) continue;
    json.push(Json::object({{"id", extension.id.to_string()},
                            {"critical", extension.critical},
                            {"value", der::to_hex(extension.value)}}));
  }
  return json;
}

std::string key_text(const Certificate& certificate) {
  const auto& key = certificate.public_key();
  return key ? crypto::to_string(key->facts()) : outcome::message(key.error());
}

std::string algorithm_text(der::ByteView algorithm_der) {
  const auto algorithm = crypto::read_signature_algorithm(algorithm_der);
  return algorithm ? crypto::to_string(*algorithm) : outcome::message(algorithm.error());
}

std::string sha1_of(const Certificate& certificate) {
  return der::to_hex(crypto::digest(crypto::DigestAlgorithm::sha1, certificate.der()).bytes());
}

std::string authority_text(const Certificate& certificate) {
  const auto& constraints = certificate.basic_constraints();
  if (!constraints || !constraints->ca) return "no";
  return constraints->path_length
             ? fmt::format("yes, at most {} further below it", *constraints->path_length)
             : "yes";
}

std::vector<std::string> access_of(const Certificate& certificate) {
  std::vector<std::string> all;
  for (const auto& access : certificate.authority_information_access()) {
    all.push_back(named(access.method) + " " + text_of(access.location));
  }
  return all;
}

std::vector<std::string> policies_of(const Certificate& certificate) {
  std::vector<std::string> all;
  for (const auto& policy : certificate.policies()) all.push_back(named(policy.policy));
  return all;
}

std::vector<std::string> crl_places_of(const Certificate& certificate) {
  std::vector<std::string> all;
  for (const auto& point : certificate.crl_distribution_points()) {
    for (const auto& name : point.full_name) all.push_back(text_of(name));
  }
  return all;
}

// The longest label is "issuer's key id".
constexpr std::size_t certificate_label = 17;

std::string number_text(const der::SerialNumber& number) {
  if (!x509::negative_value(number.content()).empty()) return serial_text(number);
  const auto small = small_number(number);
  return small ? fmt::format("{}", *small) : number.to_hex() + " (hexadecimal)";
}

std::string hex_or_nothing(const std::optional<der::Bytes>& bytes) {
  return bytes ? der::to_hex(*bytes) : std::string();
}

}  // namespace

std::optional<std::uint64_t> small_number(const der::SerialNumber& number) {
  const auto content = number.content();
  if (content.empty() || content.size() > sizeof(std::uint64_t) || (content[0] & 0x80U) != 0) {
    return std::nullopt;
  }
  std::uint64_t value = 0;
  for (const auto byte : content) value = value << 8U | byte;
  return value;
}

std::string serial_text(const der::SerialNumber& serial) {
  const auto negative = x509::negative_value(serial.content());
  return negative.empty() ? serial.to_hex()
                          : fmt::format("{} (octets {})", negative, serial.to_hex());
}

std::string text_of(const Certificate& certificate, const Style& style) {
  std::string text = style.paint(Tone::strong, "certificate") +
                     fmt::format(" (X.509 version {})\n", certificate.version());
  const auto line = [&](std::string_view label, const std::string& value) {
    text += field(style, label, value, certificate_label);
  };
  line("  subject", shown_name(certificate.subject()));
  line("  issuer", shown_name(certificate.issuer()));
  line("  serial", serial_text(certificate.serial()));
  line("  valid", time::to_string(certificate.not_before()) + " to " +
                      time::to_string(certificate.not_after()));
  line("  key", key_text(certificate));
  line("  signed with", algorithm_text(certificate.signature_algorithm_der()));
  line("  authority", authority_text(certificate));
  if (certificate.key_usage()) line("  key usage", joined(words_of(*certificate.key_usage())));
  if (certificate.extended_key_usage())
    line("  purposes", joined(all_named(*certificate.extended_key_usage())));
  line("  also called", joined(x509::texts_of(certificate.subject_alternative_names())));
  line("  policies", joined(policies_of(certificate)));
  if (certificate.qc_statements()) line("  QC statements", qc_text(*certificate.qc_statements()));
  line("  CRL at", joined(crl_places_of(certificate)));
  line("  more at", joined(access_of(certificate)));
  line("  key id", hex_or_nothing(certificate.subject_key_identifier()));
  if (const auto& authority = certificate.authority_key_identifier()) {
    line("  issuer's key id", hex_or_nothing(authority->key_identifier));
  }
  line("  SHA-256", sha256_of(certificate));
  line("  SHA-1", sha1_of(certificate));
  return text;
}

Json json_of(const Certificate& certificate, std::size_t most) {
  auto json = Json::object({{"kind", "certificate"}, {"version", certificate.version()}});
  json.add(facts_of(certificate));
  json.set("sha1", sha1_of(certificate));
  const auto& constraints = certificate.basic_constraints();
  json.set("key", key_text(certificate));
  json.set("signature_algorithm", algorithm_text(certificate.signature_algorithm_der()));
  json.set("authority", constraints && constraints->ca);
  json.set("path_length",
           constraints && constraints->path_length ? Json(*constraints->path_length) : Json());
  json.set("key_usage",
           certificate.key_usage() ? Json::array_of(words_of(*certificate.key_usage())) : Json());
  json.set("extended_key_usage", certificate.extended_key_usage()
                                     ? Json::array_of(dotted(*certificate.extended_key_usage()))
                                     : Json());
  json.set("alternative_names",
           Json::array_of(x509::texts_of(certificate.subject_alternative_names())));
  std::vector<der::Oid> policies;
  for (const auto& policy : certificate.policies()) policies.push_back(policy.policy);
  json.set("policies", Json::array_of(dotted(policies)));
  json.set("qc_statements",
           certificate.qc_statements() ? qc_json(*certificate.qc_statements()) : Json());
  json.set("crl_distribution_points", Json::array_of(crl_places_of(certificate)));
  json.set("authority_information_access", Json::array_of(access_of(certificate)));
  json.set("subject_key_identifier", hex_or_nothing(certificate.subject_key_identifier()));
  json.set("not_decoded", undecoded_json(certificate.extensions(), most));
  return json;
}

std::string text_of(const x509::Crl& crl, const Style& style) {
  std::string text = style.paint(Tone::strong, "certificate revocation list") +
                     (crl.is_delta() ? " (delta)" : "") + "\n";
  text += field(style, "  issuer", shown_name(crl.issuer()));
  text += field(style, "  number", crl.number() ? number_text(*crl.number()) : "none");
  text += field(style, "  issued", time::to_string(crl.this_update()));
  text += field(style, "  next update",
                crl.next_update() ? time::to_string(*crl.next_update()) : "not said");
  if (crl.issuing_distribution_point()) {
    text += field(style, "  scope", "restricted by an issuing distribution point");
  }
  if (const auto since = crl.expired_certs_since()) {
    text += field(style, "  expired ones",
                  "are kept when they expired after " + time::to_string(*since));
  }
  return text + field(style, "  revoked",
                      fmt::format("{} certificate{}", crl.size(), crl.size() == 1 ? "" : "s"));
}

Json json_of(const x509::Crl& crl) {
  const auto expired = crl.expired_certs_since();
  return Json::object(
      {{"kind", "crl"},
       {"issuer", crl.issuer().to_string()},
       {"number", crl.number() ? Json(crl.number()->to_hex()) : Json()},
       {"this_update", time::to_string(crl.this_update())},
       {"next_update", crl.next_update() ? Json(time::to_string(*crl.next_update())) : Json()},
       {"delta", crl.is_delta()},
       {"restricted", crl.issuing_distribution_point().has_value()},
       {"expired_kept_since", expired ? Json(time::to_string(*expired)) : Json()},
       {"not_decoded", undecoded_json(crl.extensions(), x509::every_one)}});
}

}  // namespace accord::cli
