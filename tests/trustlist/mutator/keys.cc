// KeyInfo is not signed: certificates and keys put into it, beside or in place of the signer's.
#include <array>

#include "lib/der/base64.h"
#include "tests/trustlist/mutator/made_lists.h"
#include "tests/trustlist/mutator/places.h"
#include "tests/trustlist/mutator/recipe.h"

namespace accord::tests::mutants {
namespace {

using Made = std::optional<std::string>;

std::string certificate(std::string_view base64) {
  return "<d:X509Certificate" + std::string(declare_d) + ">" + std::string(base64) +
         "</d:X509Certificate>";
}

std::string x509_data(const std::string& content) {
  return "<d:X509Data" + std::string(declare_d) + ">" + content + "</d:X509Data>";
}

std::string strange() { return certificate(der::to_base64(strange_certificate().der())); }

std::size_t data_of(const BaseList& list) { return list.markup.find("X509Data", list.key_info); }

/// What `where` says, put before the signer's certificate, in the same X509Data.
Made before(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const auto data = data_of(list);
  if (data == none) return std::nullopt;
  std::string added;
  if (where == "strange") added = strange();
  if (where == "unreadable") added = certificate("MAMCAQE=");
  if (where == "no-base64") added = certificate("?");
  if (where == "hundred") {
    for (int count = 0; count < 100; ++count) added += strange();
  }
  if (where == "crl") added = "<d:X509CRL" + std::string(declare_d) + ">AAAA</d:X509CRL>";
  if (where == "subject-name") {
    added = "<d:X509SubjectName" + std::string(declare_d) + ">CN=Attacker</d:X509SubjectName>";
  }
  if (where == "digest") {
    added =
        "<e:X509Digest xmlns:e='http://www.w3.org/2009/xmldsig11#' "
        "Algorithm='http://www.w3.org/2001/04/xmlenc#sha256'>AAAA</e:X509Digest>";
  }
  return added.empty() ? Made() : with_first(list, data, added);
}

/// An X509Data of its own before the signer's.
Made data_before(const BaseList& list, std::string_view /*where*/, Dice& /*dice*/) {
  return with_first(list, list.key_info, x509_data(strange()));
}

/// In place of all that KeyInfo has.
Made instead(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  if (where == "nothing") return with_content(list, list.key_info, "");
  if (where == "no-key-info") return with_node(list, list.key_info, "");
  if (where == "empty-data") return with_content(list, list.key_info, x509_data(""));
  if (where == "name") {
    return with_content(list, list.key_info,
                        x509_data("<d:X509SubjectName>CN=Signer</d:X509SubjectName>"));
  }
  return with_content(list, list.key_info, x509_data(strange()));
}

/// A kind of key information that is not read, or a key that is not the signer's.
Made beside(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const auto d = std::string(declare_d);
  const auto element = [&](const std::string& name, const std::string& attributes,
                           const std::string& content) {
    return "<d:" + name + d + attributes + ">" + content + "</d:" + name + ">";
  };
  const std::string rsa =
      "<d:RSAKeyValue><d:Modulus>AQAB</d:Modulus><d:Exponent>AQAB</d:Exponent></d:RSAKeyValue>";
  std::string added;
  if (where == "rsa-key") added = element("KeyValue", "", rsa);
  if (where == "two-keys") added = element("KeyValue", "", rsa + rsa);
  if (where == "no-key") added = element("KeyValue", "", "");
  if (where == "dsa-key") added = element("KeyValue", "", "<d:DSAKeyValue/>");
  if (where == "name") added = element("KeyName", "", "Attacker");
  if (where == "retrieval") {
    added = element("RetrievalMethod",
                    " URI='#the-list' Type='http://www.w3.org/2000/09/xmldsig#X509Data'", "");
  }
  if (where == "retrieval-far") {
    added = element("RetrievalMethod", " URI='http://attacker.example/certificate'", "");
  }
  if (where == "spki") added = element("SPKIData", "", "<d:SPKISexp>AAAA</d:SPKISexp>");
  if (where == "pgp") added = element("PGPData", "", "<d:PGPKeyID>AAAA</d:PGPKeyID>");
  if (where == "management") added = element("MgmtData", "", "AAAA");
  if (where == "encoded-key") {
    added =
        "<e:DEREncodedKeyValue xmlns:e='http://www.w3.org/2009/xmldsig11#'>AAAA"
        "</e:DEREncodedKeyValue>";
  }
  if (where == "reference") {
    added = "<e:KeyInfoReference xmlns:e='http://www.w3.org/2009/xmldsig11#' URI='#x'/>";
  }
  return added.empty() ? Made() : with_first(list, list.key_info, added);
}

Made second_key_info(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const auto strange_info =
      "<d:KeyInfo" + std::string(declare_d) + ">" + x509_data(strange()) + "</d:KeyInfo>";
  if (where == "behind") return with_after(list, list.key_info, strange_info);
  return with_node(list, list.key_info, strange_info + piece_of(list, list.key_info));
}

/// The signer's certificate exchanged, and the digest in the signed properties with it.
Made with_its_digest(const BaseList& list, std::string_view /*where*/, Dice& /*dice*/) {
  const auto digest = list.markup.find("CertDigest", list.signed_properties);
  const auto value = list.markup.find("DigestValue", digest);
  const auto method = list.markup.find("DigestMethod", digest);
  const auto algorithm =
      crypto::digest_from_uri(list.markup.piece(list.markup.attribute(method, "Algorithm")->value));
  if (!algorithm) return std::nullopt;
  const auto& nodes = list.markup.nodes();
  return Edits(list.markup.text())
      .replace(nodes[list.key_info].content, x509_data(strange()))
      .replace(nodes[value].content,
               der::to_base64(crypto::digest(*algorithm, strange_certificate().der()).bytes()))
      .done();
}

/// A second certificate named in the signed properties.
Made second_named(const BaseList& list, std::string_view where, Dice& /*dice*/) {
  const auto cert = list.markup.find("Cert", list.signed_properties);
  const auto parent = list.markup.nodes()[cert].parent;
  if (where == "same-property") return with_after(list, cert, piece_of(list, cert));
  const bool v2 = list.markup.local(parent) == "SigningCertificateV2";
  const std::string name = v2 ? "x:SigningCertificate" : "x:SigningCertificateV2";
  const auto added = "<" + name + std::string(declare_x) + "/>";
  if (!v2) return with_after(list, parent, added);
  return with_node(list, parent, added + piece_of(list, parent));
}

constexpr std::array<Kind, 7> kinds{{{"keys", "before", before},
                                     {"keys", "data-before", data_before},
                                     {"keys", "instead", instead},
                                     {"keys", "beside", beside},
                                     {"keys", "second-key-info", second_key_info},
                                     {"keys", "with-its-digest", with_its_digest},
                                     {"keys", "second-named", second_named}}};

}  // namespace

std::span<const Kind> key_kinds() { return kinds; }

}  // namespace accord::tests::mutants
