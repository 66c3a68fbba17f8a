// Algorithms confused, digests and values cut short.
#include <array>

#include "lib/crypto/digest.h"
#include "lib/der/base64.h"
#include "tests/trustlist/mutator/places.h"
#include "tests/trustlist/mutator/recipe.h"

namespace accord::tests::mutants {
namespace {

using Made = std::optional<std::string>;

struct Method {
  std::string_view name, uri;
};

constexpr std::array<Method, 17> methods{
    {{"hmac-sha1", "http://www.w3.org/2000/09/xmldsig#hmac-sha1"},
     {"hmac-sha256", "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"},
     {"hmac-sha512", "http://www.w3.org/2001/04/xmldsig-more#hmac-sha512"},
     {"dsa-sha1", "http://www.w3.org/2000/09/xmldsig#dsa-sha1"},
     {"rsa-sha1", "http://www.w3.org/2000/09/xmldsig#rsa-sha1"},
     {"rsa-md5", "http://www.w3.org/2001/04/xmldsig-more#rsa-md5"},
     {"rsa-ripemd160", "http://www.w3.org/2001/04/xmldsig-more#rsa-ripemd160"},
     {"rsa-sha384", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384"},
     {"pss-sha256", "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1"},
     {"pss-with-parameters", "http://www.w3.org/2007/05/xmldsig-more#rsa-pss"},
     {"ecdsa-sha256", "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"},
     {"md5", "http://www.w3.org/2001/04/xmldsig-more#md5"},
     {"sha1", "http://www.w3.org/2000/09/xmldsig#sha1"},
     {"sha384", "http://www.w3.org/2001/04/xmldsig-more#sha384"},
     {"sha512", "http://www.w3.org/2001/04/xmlenc#sha512"},
     {"none", "http://attacker.example/none"},
     {"empty", ""}}};

std::optional<std::string_view> uri_of(std::string_view name) {
  for (const auto& method : methods) {
    if (method.name == name) return method.uri;
  }
  return std::nullopt;
}

Made signature_method(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const auto uri = uri_of(where);
  if (!uri) return std::nullopt;
  return with_attribute(list, list.signature_method, "Algorithm", *uri);
}

/// XML Signature, 4.4.2: a method's parameter that cuts the value short.
Made output_length(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const auto old = list.markup.attribute(list.signature_method, "Algorithm");
  const auto uri = where == "kept" ? list.markup.piece(old->value)
                                   : uri_of("hmac-sha256").value_or(std::string_view{});
  return with_node(list, list.signature_method,
                   "<d:SignatureMethod" + std::string(declare_d) + " Algorithm=\"" +
                       std::string(uri) +
                       "\"><d:HMACOutputLength>1</d:HMACOutputLength></d:SignatureMethod>");
}

std::size_t digest_method(const BaseList& list, std::size_t inside) {
  return list.markup.find("DigestMethod", inside);
}

Made document_digest(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const auto uri = uri_of(where);
  const auto node = digest_method(list, list.document_reference);
  if (!uri || list.markup.piece(list.markup.attribute(node, "Algorithm")->value) == *uri) {
    return std::nullopt;
  }
  return with_attribute(list, node, "Algorithm", *uri);
}

Made properties_digest(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const auto uri = uri_of(where);
  const auto node = digest_method(list, list.properties_reference);
  if (!uri || list.markup.piece(list.markup.attribute(node, "Algorithm")->value) == *uri) {
    return std::nullopt;
  }
  return with_attribute(list, node, "Algorithm", *uri);
}

Made digest_parameter(const BaseList& list, std::string_view /*where*/, Dice& /*dice*/) {
  const auto node = digest_method(list, list.document_reference);
  return with_node(list, node,
                   "<d:DigestMethod" + std::string(declare_d) +
                       " Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"><w "
                       "xmlns=\"urn:attacker\"/></d:DigestMethod>");
}

/// Bytes of base64 content cut, added, changed or spelt in ways that are none.
Made bytes_of(const BaseList& list, std::size_t node, std::string_view how) {
  const auto text = list.markup.piece(list.markup.nodes()[node].content);
  auto bytes = der::from_base64(text);
  if (!bytes || bytes->empty()) return std::nullopt;
  if (how == "empty") return with_content(list, node, "");
  if (how == "space") return with_content(list, node, " \n ");
  if (how == "no-padding") return with_content(list, node, "AAA");
  if (how == "loose-bits") return with_content(list, node, "AB==");
  if (how == "url-alphabet") return with_content(list, node, "__--");
  if (how == "instruction") return with_first(list, node, "<?w?>");
  if (how == "element") return with_first(list, node, "<w xmlns=\"urn:attacker\"/>");
  if (how == "one-byte") bytes->resize(1);
  if (how == "shorter") bytes->pop_back();
  if (how == "longer") bytes->push_back(0);
  if (how == "leading-zero") bytes->insert(bytes->begin(), 0);
  if (how == "twice") {
    const auto once = *bytes;
    bytes->insert(bytes->end(), once.begin(), once.end());
  }
  if (how == "zeros") bytes->assign(bytes->size(), 0);
  if (how == "ones") bytes->assign(bytes->size(), 0xFF);
  return with_content(list, node, der::to_base64(*bytes));
}

Made digest_value(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  return bytes_of(list, list.markup.find("DigestValue", list.document_reference), where);
}

Made signature_value(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  return bytes_of(list, list.signature_value, where);
}

/// The right digest of a forged document: the value over SignedInfo tells it.
Made digest_of_forged(const BaseList& list, std::string_view /*where*/, Dice& /*dice*/) {
  const auto sequence = list.markup.find("TSLSequenceNumber");
  const auto& nodes = list.markup.nodes();
  const auto forged = Edits(list.markup.text()).insert(nodes[sequence].content.begin, "9").done();
  const auto covered = covered_by_libxml2(forged, !list.reference_id().empty());
  const auto value = list.markup.find("DigestValue", list.document_reference);
  const auto method = digest_method(list, list.document_reference);
  const auto algorithm =
      crypto::digest_from_uri(list.markup.piece(list.markup.attribute(method, "Algorithm")->value));
  if (!covered || !algorithm) return std::nullopt;
  const auto digest = crypto::digest(*algorithm, der::as_bytes(covered->document));
  return Edits(list.markup.text())
      .insert(nodes[sequence].content.begin, "9")
      .replace(nodes[value].content, der::to_base64(digest.bytes()))
      .done();
}

constexpr std::array<Kind, 8> kinds{{{"algorithms", "signature-method", signature_method},
                                     {"algorithms", "output-length", output_length},
                                     {"algorithms", "document-digest", document_digest},
                                     {"algorithms", "properties-digest", properties_digest},
                                     {"algorithms", "digest-parameter", digest_parameter},
                                     {"algorithms", "digest-value", digest_value},
                                     {"algorithms", "signature-value", signature_value},
                                     {"algorithms", "digest-of-forged", digest_of_forged}}};

}  // namespace

std::span<const Kind> algorithm_kinds() { return kinds; }

}  // namespace accord::tests::mutants
