#include "lib/x509/signed_structure.h"

#include <algorithm>

#include "lib/x509/decoding.h"

namespace accord::x509 {
namespace {

using der::ByteView;
using der::Reader;
using outcome::fail;
using outcome::FindingId;
using outcome::pass_on;
using outcome::Result;

Result<Extension> read_extension(Reader& list) {
  auto reader = list.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  auto id = reader->oid();
  if (!id) return pass_on(std::move(id));
  Extension extension{std::move(*id), false, {}};
  const auto critical = read_default_false(*reader);
  if (!critical) {
    return tl::unexpected<outcome::Finding>(
        in_extension(extension::name_of(extension.id), critical.error()));
  }
  extension.critical = *critical;
  const auto value = reader->octet_string();
  if (!value) return pass_on(value);
  extension.value = *value;
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  return extension;
}

/// The identifier that stands twice; nothing when none does. Sorted, so that a hostile number of
/// extensions costs little.
const Extension* find_duplicate(const std::vector<Extension>& extensions) {
  std::vector<const Extension*> sorted;
  sorted.reserve(extensions.size());
  for (const auto& extension : extensions) sorted.push_back(&extension);
  std::sort(sorted.begin(), sorted.end(),
            [](const auto* a, const auto* b) { return a->id < b->id; });
  const auto found = std::adjacent_find(
      sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->id == b->id; });
  return found == sorted.end() ? nullptr : *found;
}

}  // namespace

Result<SignedParts> read_signed(ByteView input) {
  Reader outer(input);
  auto reader = outer.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  if (auto ended = outer.finish(); !ended) return pass_on(ended);
  SignedParts parts;
  parts.to_be_signed_at = reader->offset();
  const auto tbs = reader->element(der::tag::sequence);
  if (!tbs) return pass_on(tbs);
  parts.to_be_signed = tbs->whole;
  const auto algorithm = read_algorithm_frame(*reader);
  if (!algorithm) return in_field("signatureAlgorithm", algorithm.error());
  parts.algorithm = *algorithm;
  const auto signature = reader->bit_string();
  if (!signature) return in_field("signatureValue", signature.error());
  parts.signature = *signature;
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  return parts;
}

Result<void> verify_signed(ByteView to_be_signed, ByteView algorithm,
                           const der::BitString& signature, const crypto::PublicKey& key) {
  const auto signed_with = crypto::read_signature_algorithm(algorithm);
  if (!signed_with) return in_field("signatureAlgorithm", signed_with.error());
  if (signature.unused_bits != 0) {
    return fail(FindingId::der_bit_string_malformed, {.where = "signatureValue"},
                {{"reason", "a signature is made of whole octets"}});
  }
  return key.verify(*signed_with, to_be_signed, signature.bytes, crypto::SignatureForm::der);
}

Result<ByteView> read_algorithm_frame(Reader& reader) {
  auto inside = reader;
  auto content = inside.enter(der::tag::sequence);
  if (!content) return pass_on(content);
  if (const auto id = content->oid(); !id) return pass_on(id);
  if (!content->at_end()) {
    if (const auto parameters = content->any(); !parameters) return pass_on(parameters);
  }
  if (auto ended = content->finish(); !ended) return pass_on(ended);
  return reader.any()->whole;
}

Result<ByteView> read_key_frame(Reader& reader) {
  auto inside = reader;
  auto content = inside.enter(der::tag::sequence);
  if (!content) return pass_on(content);
  if (const auto algorithm = read_algorithm_frame(*content); !algorithm) return algorithm;
  if (const auto bits = content->bit_string(); !bits) return pass_on(bits);
  if (auto ended = content->finish(); !ended) return pass_on(ended);
  return reader.any()->whole;
}

Result<std::vector<Extension>> read_extension_list(Reader content, FindingId duplicate) {
  std::vector<Extension> list;
  do {
    auto extension = read_extension(content);
    if (!extension) return pass_on(std::move(extension));
    list.push_back(std::move(*extension));
  } while (!content.at_end());
  if (const auto* twice = find_duplicate(list); twice != nullptr) {
    return fail(duplicate, {.where = "extensions"}, {{"extension", extension::name_of(twice->id)}});
  }
  return list;
}

tl::unexpected<outcome::Finding> in_field(std::string_view field, outcome::Finding finding) {
  auto& where = finding.about.where;
  where = where.empty() ? std::string(field) : std::string(field) + ", " + where;
  return tl::unexpected<outcome::Finding>(std::move(finding));
}

Result<std::vector<der::Bytes>> read_structures(ByteView file,
                                                std::initializer_list<std::string_view> labels) {
  std::vector<der::Bytes> structures;
  if (der::is_der(file)) {
    structures.emplace_back(file.begin(), file.end());
    return structures;
  }
  auto blocks = der::parse_pem(der::as_text(file));
  if (!blocks) return pass_on(std::move(blocks));
  for (auto& block : *blocks) {
    if (std::find(labels.begin(), labels.end(), block.label) != labels.end()) {
      structures.push_back(std::move(block.content));
    }
  }
  return structures;
}

}  // namespace accord::x509
