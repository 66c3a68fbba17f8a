#include <fmt/format.h>

#include "lib/x509/ocsp_reading.h"

namespace accord::x509 {

using der::Reader;
using der::tag::context;
using der::tag::context_constructed;
using outcome::FindingId;
using outcome::pass_on;
using outcome::Result;

namespace {

const der::Oid& archive_cutoff_extension() {
  static const der::Oid id = der::Oid::literal("1.3.6.1.5.5.7.48.1.6");
  return id;
}

// CertID ::= SEQUENCE { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber }
Result<OcspCertId> read_cert_id(Reader& single) {
  auto reader = single.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  auto algorithm = reader->enter(der::tag::sequence);
  if (!algorithm) return pass_on(algorithm);
  auto digest = algorithm->oid();
  if (!digest) return pass_on(std::move(digest));
  if (!algorithm->at_end()) {
    if (auto null = algorithm->null(); !null) return pass_on(null);
  }
  if (auto ended = algorithm->finish(); !ended) return pass_on(ended);
  const auto name_hash = reader->octet_string();
  if (!name_hash) return pass_on(name_hash);
  const auto key_hash = reader->octet_string();
  if (!key_hash) return pass_on(key_hash);
  auto serial = reader->serial_number();
  if (!serial) return pass_on(std::move(serial));
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  return OcspCertId{std::move(*digest), ocsp_copied(*name_hash), ocsp_copied(*key_hash),
                    std::move(*serial)};
}

Result<void> read_revoked(Reader& single, OcspSingleResponse& result) {
  auto reader = single.enter(context_constructed(1));
  if (!reader) return pass_on(reader);
  const auto time = reader->generalized_time();
  if (!time) return pass_on(time);
  result.revocation_time = *time;
  if (reader->next_is(context_constructed(0))) {
    const auto number = read_behind(*reader, context_constructed(0), [](Reader& inside) {
      return inside.small_integer(der::tag::enumerated);
    });
    if (!number) return pass_on(number);
    if (*number > 10 || *number == 7) {
      return ocsp_malformed("revocationReason", fmt::format("there is no reason {}", *number));
    }
    result.reason = static_cast<RevocationReason>(*number);
  }
  return reader->finish();
}

// CertStatus ::= CHOICE { good [0] NULL, revoked [1] RevokedInfo, unknown [2] UnknownInfo }
Result<void> read_status(Reader& single, OcspSingleResponse& result) {
  if (single.next_is(context_constructed(1))) {
    result.status = OcspCertStatus::revoked;
    return read_revoked(single, result);
  }
  const auto value = single.any();
  if (!value) return pass_on(value);
  if (value->tag == context(0)) {
    result.status = OcspCertStatus::good;
  } else if (value->tag != context(2)) {
    return ocsp_malformed("certStatus", "it is none of good, revoked and unknown");
  }
  if (!value->content.empty()) return ocsp_malformed("certStatus", "good or unknown is not empty");
  return {};
}

Result<void> read_single_extensions(Reader& single, OcspSingleResponse& result) {
  if (!single.next_is(context_constructed(1))) return {};
  return keep(read_behind(single, context_constructed(1),
                          [](Reader& inside) { return read_ocsp_extensions(inside); }),
              result.extensions);
}

}  // namespace

tl::unexpected<outcome::Finding> ocsp_malformed(std::string_view field, std::string reason) {
  return outcome::fail(FindingId::ocsp_malformed, {.where = std::string(field)},
                       {{"reason", std::move(reason)}});
}

const der::Oid& ocsp_nonce() {
  static const der::Oid id = der::Oid::literal("1.3.6.1.5.5.7.48.1.2");
  return id;
}

Result<std::vector<Extension>> read_ocsp_extensions(Reader& reader) {
  const auto list = reader.enter(der::tag::sequence);
  if (!list) return pass_on(list);
  return read_extension_list(*list, FindingId::ocsp_extension_duplicate);
}

Result<void> interpret_ocsp_single(OcspSingleResponse& single) {
  for (const auto& extension : single.extensions) {
    if (extension.id == archive_cutoff_extension()) {
      Reader reader(extension.value);
      const auto cutoff = named("archiveCutoff", reader.generalized_time());
      if (!cutoff) return pass_on(cutoff);
      if (auto ended = reader.finish(); !ended) return ended;
      single.archive_cutoff = *cutoff;
    } else if (extension.critical) {
      single.unknown_critical.push_back(extension.id);
    }
  }
  return {};
}

Result<OcspSingleResponse> read_ocsp_single(Reader& list) {
  auto reader = list.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  auto id = read_cert_id(*reader);
  if (!id) return pass_on(std::move(id));
  OcspSingleResponse result;
  result.id = std::move(*id);
  if (auto read = read_status(*reader, result); !read) return pass_on(std::move(read));
  const auto this_update = reader->generalized_time();
  if (!this_update) return in_field("thisUpdate", this_update.error());
  result.this_update = *this_update;
  if (reader->next_is(context_constructed(0))) {
    const auto next = read_behind(*reader, context_constructed(0),
                                  [](Reader& inside) { return inside.generalized_time(); });
    if (!next) return in_field("nextUpdate", next.error());
    result.next_update = *next;
  }
  if (auto read = read_single_extensions(*reader, result); !read) return pass_on(std::move(read));
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  return result;
}

std::string_view to_string(OcspStatus status) noexcept {
  switch (status) {
    case OcspStatus::successful:
      return "successful";
    case OcspStatus::malformed_request:
      return "malformedRequest";
    case OcspStatus::internal_error:
      return "internalError";
    case OcspStatus::try_later:
      return "tryLater";
    case OcspStatus::sig_required:
      return "sigRequired";
    case OcspStatus::unauthorized:
      return "unauthorized";
  }
  return "";
}

std::string_view to_string(OcspCertStatus status) noexcept {
  switch (status) {
    case OcspCertStatus::good:
      return "good";
    case OcspCertStatus::revoked:
      return "revoked";
    case OcspCertStatus::unknown:
      return "unknown";
  }
  return "";
}

bool OcspIssuer::is_of(const OcspCertId& id) {
  const auto [place, is_new] = digests_.try_emplace(id.digest);
  auto& digests = place->second;
  if (is_new) {
    if (const auto algorithm = crypto::digest_from_oid(id.digest)) {
      digests = Digests{crypto::digest(*algorithm, name_.der()),
                        crypto::digest(*algorithm, key_.key_bits())};
    }
  }
  return digests.has_value() && digests->name.matches(id.issuer_name_hash) &&
         digests->key.matches(id.issuer_key_hash);
}

}  // namespace accord::x509
