#include "lib/der/base64.h"
#include "lib/xml/writer.h"
#include "trustlist/follow/description.h"
#include "trustlist/follow/generation.h"

namespace accord::trustlist::follow {
namespace {

constexpr xml::QName root_name{anchor_namespace, "trust-anchor"};
constexpr xml::QName location_name{anchor_namespace, "location"};
constexpr xml::QName journal_name{anchor_namespace, "journal"};
constexpr xml::QName signer_name{anchor_namespace, "signer"};

void read_signer(const xml::Element& element, Anchor& anchor, DescriptionReader& reader) {
  // Subject and digest are for people; what counts is the certificate.
  reader.only(element, {"subject", "sha256"});
  const auto sha256 = reader.sha256(element, "sha256");
  auto bytes = der::from_base64(element.text());
  if (!bytes) {
    reader.fail(element, outcome::message(bytes.error()));
    return;
  }
  auto certificate = x509::Certificate::parse(std::move(*bytes));
  if (!certificate) {
    reader.fail(element, outcome::message(certificate.error()));
    return;
  }
  if (der::to_hex(certificate->fingerprint().bytes()) != sha256) {
    reader.fail(element, "the certificate has another SHA-256");
  }
  anchor.signers.push_back(std::move(*certificate));
}

void read_child(const xml::Element& element, Anchor& anchor, DescriptionReader& reader) {
  if (element.is(signer_name)) {
    read_signer(element, anchor, reader);
    return;
  }
  const bool is_location = element.is(location_name);
  auto& text = is_location ? anchor.location : anchor.journal;
  if (!text.empty() || (!is_location && !element.is(journal_name))) {
    reader.fail(element, "the element has no place here");
    return;
  }
  reader.only(element, {});
  text = element.text();
  if (text.empty() || element.has_element_children()) reader.fail(element, "it names no address");
}

}  // namespace

std::string write_anchor(const Anchor& anchor) {
  xml::Writer writer;
  writer.open("trust-anchor").attribute("xmlns", anchor_namespace);
  if (!anchor.location.empty()) writer.leaf("location", anchor.location);
  if (!anchor.journal.empty()) writer.leaf("journal", anchor.journal);
  for (const auto& signer : anchor.signers) {
    writer.open("signer")
        .attribute("subject", signer.subject().to_string())
        .attribute("sha256", der::to_hex(signer.fingerprint().bytes()))
        .text(der::to_base64(signer.der()))
        .close();
  }
  writer.close();
  return std::move(writer).finish();
}

outcome::Result<Anchor> read_anchor(std::string document, outcome::Budget& budget) {
  budget.next_document();
  const auto parsed = xml::Document::parse(std::move(document), budget);
  if (!parsed) return outcome::pass_on(parsed);
  DescriptionReader reader("description of a trust anchor");
  const auto root = parsed->root();
  if (!root.is(root_name)) reader.fail(root, "its root is another element");
  reader.only(root, {});
  Anchor anchor;
  for (auto child = root.first_child(); child && !reader.failed(); child = child.next_sibling()) {
    read_child(child, anchor, reader);
  }
  if (anchor.signers.empty()) reader.fail(root, "it names no signer");
  if (reader.failed()) return tl::unexpected(reader.failure());
  return anchor;
}

}  // namespace accord::trustlist::follow
