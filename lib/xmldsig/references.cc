#include "lib/xmldsig/references.h"

#include <fmt/format.h>

#include "lib/xmldsig/names.h"
#include "lib/xmldsig/shape.h"
#include "lib/xmldsig/transforms.h"

namespace accord::xmldsig {
namespace {

using outcome::FindingId;
using outcome::Findings;

bool is_for_properties(const xml::Element& reference) {
  return reference.attribute("Type") == xades::signed_properties_type;
}

/// The parts of a reference that both kinds have: its shape and the digest.
std::optional<Covered> read_reference(const xml::Element& element, Findings& findings) {
  if (!has_shape(element, {{ds::transforms, 0}, {ds::digest_method}, {ds::digest_value}},
                 {"Id", "URI", "Type"}, findings)) {
    return std::nullopt;
  }
  const auto transforms = element.child(ds::transforms);
  if (transforms && !has_shape(transforms, {{ds::transform, 1, unbounded}}, {}, findings)) {
    return std::nullopt;
  }
  const auto digest = read_digest_method(element.child(ds::digest_method), findings);
  auto expected = leaf_bytes(element.child(ds::digest_value), {}, findings);
  if (!digest || !expected) return std::nullopt;
  Covered covered;
  covered.reference = element;
  covered.uri = element.attribute("URI").value_or("(none)");
  covered.digest = *digest;
  covered.expected = std::move(*expected);
  return covered;
}

void report_transforms(const Covered& covered, std::string_view allowed, Findings& findings) {
  const auto transforms = covered.reference.child(ds::transforms);
  findings.add(FindingId::signature_transform,
               transforms ? transforms.about() : covered.reference.about(),
               {{"uri", std::string(covered.uri)},
                {"transforms", describe_transforms(transforms)},
                {"allowed", std::string(allowed)}});
}

/// URI="" is the whole document (XML Signature, 4.3.3.3); "#id" is, when the root alone bears that
/// identifier.
bool covers_whole(Covered& covered, const xml::Document& document, Findings& findings) {
  const auto uri = covered.reference.attribute("URI");
  const auto type = covered.reference.attribute("Type").value_or("");
  bool whole = uri && type.empty();
  if (whole && !uri->empty()) {
    const auto bearers = uri->front() == '#' ? document.elements_with_id(uri->substr(1))
                                             : std::vector<xml::Element>{};
    whole = bearers.size() == 1 && bearers.front() == document.root();
  }
  if (!whole) {
    findings.add(FindingId::signature_reference_not_whole, covered.reference.about(),
                 {{"uri", std::string(covered.uri)}});
    return false;
  }
  covered.input.apex = document.root();
  covered.input.whole_document = uri->empty();
  return true;
}

/// The document: enveloped-signature, then exclusive canonicalisation (ETSI TS 119 612, Annex B.1).
bool read_document_reference(Covered& covered, const SignatureParts& parts,
                             const xml::Document& document, Findings& findings) {
  if (!covers_whole(covered, document, findings)) return false;
  auto chain = read_transforms(covered.reference.child(ds::transforms));
  if (!chain || !chain->enveloped_signature || !chain->canonical || !chain->canonical->exclusive) {
    report_transforms(covered, "enveloped-signature, then exclusive canonicalisation", findings);
    return false;
  }
  covered.input.without = parts.signature;
  covered.method = std::move(*chain->canonical);
  return true;
}

/// The signed properties: the very element in this signature, canonicalised. Without a transform
/// that is inclusive canonicalisation 1.0 (XML Signature, 4.3.3.2), which some published lists use.
bool read_properties_reference(Covered& covered, const SignatureParts& parts,
                               const xml::Document& document, Findings& findings) {
  const auto id = parts.signed_properties.attribute("Id").value_or("");
  const auto uri = covered.reference.attribute("URI").value_or("");
  const auto bearers = id.empty() ? std::vector<xml::Element>{} : document.elements_with_id(id);
  if (uri.substr(0, 1) != "#" || uri.substr(1) != id || bearers.size() != 1 ||
      !(bearers.front() == parts.signed_properties)) {
    findings.add(FindingId::signature_properties_misplaced, covered.reference.about(),
                 {{"problem", "it has the address \"" + std::string(uri) + "\""}});
    return false;
  }
  auto chain = read_transforms(covered.reference.child(ds::transforms));
  if (!chain || chain->enveloped_signature) {
    report_transforms(
        covered, "exclusive or inclusive canonicalisation 1.0 without comments, or none", findings);
    return false;
  }
  covered.input.apex = parts.signed_properties;
  covered.method = chain->canonical ? std::move(*chain->canonical) : xml::CanonicalMethod{};
  return true;
}

}  // namespace

std::optional<crypto::DigestAlgorithm> read_digest_method(const xml::Element& element,
                                                          Findings& findings) {
  if (!has_shape(element, {}, {"Algorithm"}, findings)) return std::nullopt;
  const auto uri = algorithm_of(element, findings);
  if (!uri) return std::nullopt;
  const auto digest = crypto::digest_from_uri(*uri);
  if (!digest) {
    findings.add(FindingId::signature_algorithm_unknown, element.about(),
                 {{"algorithm", std::string(*uri)}});
  }
  return digest;
}

std::optional<References> read_references(const SignatureParts& parts,
                                          const xml::Document& document, Findings& findings) {
  const auto& all = parts.references;
  if (all.size() != 2 || is_for_properties(all[0]) == is_for_properties(all[1])) {
    findings.add(FindingId::signature_reference_count, parts.signed_info.about(),
                 {{"count", fmt::format("{}", all.size())}});
    return std::nullopt;
  }
  const bool properties_first = is_for_properties(all[0]);
  auto for_document = read_reference(all[properties_first ? 1 : 0], findings);
  auto for_properties = read_reference(all[properties_first ? 0 : 1], findings);
  if (!for_document || !for_properties) return std::nullopt;
  const bool document_right = read_document_reference(*for_document, parts, document, findings);
  const bool properties_right =
      read_properties_reference(*for_properties, parts, document, findings);
  if (!document_right || !properties_right) return std::nullopt;
  return References{std::move(*for_document), std::move(*for_properties)};
}

void check_digest(const Covered& covered, outcome::Budget& budget, Findings& findings) {
  crypto::Hasher hasher(covered.digest);
  const auto done =
      xml::canonicalise(covered.input, covered.method, budget,
                        [&](std::string_view piece) { hasher.update(der::as_bytes(piece)); });
  if (!done) {
    add_at(done.error(), covered.reference, findings);
    return;
  }
  if (!hasher.finish().matches(covered.expected)) {
    findings.add(FindingId::signature_digest_wrong, covered.reference.about(),
                 {{"uri", std::string(covered.uri)}});
  }
}

}  // namespace accord::xmldsig
