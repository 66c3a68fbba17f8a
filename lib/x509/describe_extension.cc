#include <algorithm>

#include "lib/x509/crl.h"
#include "lib/x509/describe.h"
#include "lib/x509/describing.h"
#include "lib/x509/general_name.h"
#include "lib/x509/identifier_names.h"

namespace accord::x509 {
namespace {

using der::ByteView;
using der::Reader;
using outcome::FindingId;
using outcome::pass_on;
using outcome::Result;

Result<Description> basic_constraints(ByteView value) {
  const auto constraints = read_basic_constraints(value);
  if (!constraints) return pass_on(constraints);
  Description all;
  return all.add("ca", constraints->ca).add("path_length", constraints->path_length);
}

Result<Description> key_usage(ByteView value) {
  const auto usage = read_key_usage(value);
  if (!usage) return pass_on(usage);
  return describe_bits(usage->bits(), {"digitalSignature", "contentCommitment", "keyEncipherment",
                                       "dataEncipherment", "keyAgreement", "keyCertSign", "cRLSign",
                                       "encipherOnly", "decipherOnly"});
}

Result<Description> purposes(ByteView value) {
  const auto ids = read_extended_key_usage(value);
  if (!ids) return pass_on(ids);
  Description all;
  for (const auto& id : *ids) all.push(id);
  return all;
}

Result<Description> general_names(ByteView value) {
  auto reader = enter_whole(value);
  if (!reader) return pass_on(reader);
  const auto names = read_general_name_list(*reader);
  if (!names) return pass_on(names);
  return describe(*names);
}

Result<Description> key_identifier(ByteView value) { return described(read_key_identifier(value)); }

Result<Description> skipped_certificates(ByteView value) {
  return described(read_inhibit_any_policy(value));
}

Result<Description> integer(ByteView value) {
  return describe_single(value, [](Reader& reader) { return read_described_integer(reader); });
}
Result<Description> octets(ByteView value) {
  return describe_single(value, [](Reader& reader) { return described(reader.octet_string()); });
}
Result<Description> moment(ByteView value) {
  return describe_single(value,
                         [](Reader& reader) { return described(reader.generalized_time()); });
}
Result<Description> moment_of_either_type(ByteView value) {
  return describe_single(value,
                         [](Reader& reader) { return described(reader.time_of_either_type()); });
}
Result<Description> text(ByteView value) { return describe_single(value, read_described_text); }
Result<Description> identifier(ByteView value) {
  return describe_single(value, [](Reader& reader) { return described(reader.oid()); });
}
Result<Description> identifiers(ByteView value) {
  return describe_whole_list(value, [](Reader& list) { return described(list.oid()); });
}
/// NULL: that the extension is there says it all.
Result<Description> presence(ByteView value) {
  return describe_single(value, [](Reader& reader) -> Result<Description> {
    if (auto null = reader.null(); !null) return pass_on(null);
    return Description(true);
  });
}

Result<Description> reason(ByteView value) {
  return describe_single(value, [](Reader& reader) -> Result<Description> {
    const auto at = reader.offset();
    const auto number = reader.small_integer(der::tag::enumerated);
    if (!number) return pass_on(number);
    // RFC 5280, 5.3.1: the value 7 is not used.
    if (*number > 10 || *number == 7) return broken(at, "there is no such reason");
    return Description(to_string(static_cast<RevocationReason>(*number)));
  });
}

/// An OCTET STRING within; responders that put the octets there bare are in use.
Result<Description> nonce(ByteView value) {
  auto wrapped = octets(value);
  return wrapped ? std::move(*wrapped) : Description(value);
}

struct Row {
  std::string_view oid;
  Result<Description> (*describe)(ByteView value);
};

constexpr Row rows[] = {
    {"2.5.29.9", describe_directory_attributes},
    {"2.5.29.14", key_identifier},
    {"2.5.29.15", key_usage},
    {"2.5.29.16", describe_key_period},
    {"2.5.29.17", general_names},
    {"2.5.29.18", general_names},
    {"2.5.29.19", basic_constraints},
    {"2.5.29.20", integer},
    {"2.5.29.21", reason},
    {"2.5.29.23", identifier},
    {"2.5.29.24", moment},
    {"2.5.29.27", integer},
    {"2.5.29.28", describe_issuing_point},
    {"2.5.29.29", general_names},
    {"2.5.29.30", describe_name_constraints},
    {"2.5.29.31", describe_distribution_points},
    {"2.5.29.32", describe_policies},
    {"2.5.29.33", describe_policy_mappings},
    {"2.5.29.35", describe_authority_key},
    {"2.5.29.36", describe_policy_constraints},
    {"2.5.29.37", purposes},
    {"2.5.29.46", describe_freshest_crl},
    {"2.5.29.54", skipped_certificates},
    {"2.5.29.60", moment},
    {"1.3.6.1.5.5.7.1.1", describe_access},
    {"1.3.6.1.5.5.7.1.3", describe_qc_statements},
    {"1.3.6.1.5.5.7.1.7", describe_address_blocks},
    {"1.3.6.1.5.5.7.1.8", describe_system_numbers},
    {"1.3.6.1.5.5.7.1.11", describe_access},
    {"1.3.6.1.5.5.7.1.14", describe_proxy},
    {"1.3.6.1.5.5.7.1.24", describe_tls_features},
    {"1.3.6.1.5.5.7.48.1.2", nonce},
    {"1.3.6.1.5.5.7.48.1.3", describe_ocsp_crl_id},
    {"1.3.6.1.5.5.7.48.1.4", identifiers},
    {"1.3.6.1.5.5.7.48.1.5", presence},
    {"1.3.6.1.5.5.7.48.1.6", moment},
    {"1.3.6.1.5.5.7.48.1.7", describe_service_locator},
    {"1.3.6.1.5.5.7.48.1.9", presence},
    {"1.3.6.1.4.1.11129.2.4.2", describe_sct_list},
    {"1.3.6.1.4.1.11129.2.4.3", presence},
    {"1.3.6.1.4.1.11129.2.4.5", describe_sct_list},
    {"2.16.840.1.113730.1.1", describe_netscape_type},
    {"2.16.840.1.113730.1.2", text},
    {"2.16.840.1.113730.1.3", text},
    {"2.16.840.1.113730.1.4", text},
    {"2.16.840.1.113730.1.7", text},
    {"2.16.840.1.113730.1.8", text},
    {"2.16.840.1.113730.1.12", text},
    {"2.16.840.1.113730.1.13", text},
    {"1.3.6.1.4.1.311.20.2", text},
    {"1.3.6.1.4.1.311.21.1", integer},
    {"1.3.6.1.4.1.311.21.2", octets},
    {"1.3.6.1.4.1.311.21.4", moment_of_either_type},
    {"1.3.6.1.4.1.311.21.7", describe_template},
    {"1.3.6.1.4.1.311.21.10", describe_policies},
    {"1.3.101.1.4.1", describe_zones},
    {"1.3.36.8.3.3", describe_admission},
    {"1.3.36.8.3.13", describe_cert_hash},
    {"0.4.0.194121.2.1", presence},
    {"2.23.140.3.1", describe_organization},
};

const Row* row_of(const der::Oid& id) {
  const auto dotted = id.to_string();
  const auto* const found = std::find_if(std::begin(rows), std::end(rows),
                                         [&](const Row& row) { return row.oid == dotted; });
  return found == std::end(rows) ? nullptr : found;
}

/// Decoders of this module complete their findings themselves; others leave it to this.
outcome::Finding completed(std::string_view name, outcome::Finding fault) {
  const bool complete = fault.id == FindingId::extension_malformed && fault.params.size() > 1;
  return complete ? fault : in_extension(name, std::move(fault));
}

}  // namespace

bool is_described(const der::Oid& id) { return row_of(id) != nullptr; }

Description describe_extension(const Extension& extension) {
  const auto dotted = extension.id.to_string();
  const auto name = identifier_name(extension.id);
  Description all;
  if (!name.empty()) all.add("name", name);
  all.add("id", dotted).add("critical", extension.critical);
  all.add("size", std::uint64_t{extension.value.size()});
  const auto* row = row_of(extension.id);
  if (row == nullptr) return all.add("value", extension.value);
  auto content = row->describe(extension.value);
  if (content) return all.add("content", std::move(*content));
  all.add("malformed",
          describe_failure(completed(name.empty() ? dotted : name, std::move(content).error())));
  return all.add("value", extension.value);
}

Description describe_extensions(const std::vector<Extension>& extensions) {
  Description all;
  for (const auto& extension : extensions) all.push(describe_extension(extension));
  return all;
}

void add_extensions(Description& all, const std::vector<Extension>& extensions, std::size_t most) {
  Description list;
  const auto shown = std::min(extensions.size(), most);
  for (std::size_t i = 0; i < shown; ++i) list.push(describe_extension(extensions[i]));
  all.add("extensions", std::move(list));
  if (shown < extensions.size()) {
    all.add("extensions_left_out", std::uint64_t{extensions.size() - shown});
  }
}

}  // namespace accord::x509
