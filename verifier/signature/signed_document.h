#pragma once

#include <memory>
#include <string>

#include "lib/xmldsig/verify.h"

namespace accord::signature {

/// A document whose one enveloped signature is intact: it says what was signed and by which key,
/// not that the signer is trusted. Only `check` makes one.
class SignedDocument {
 public:
  [[nodiscard]] const xmldsig::IntactSignature& signature() const noexcept { return signature_; }

 private:
  friend std::optional<SignedDocument> check(std::string bytes,
                                             const xmldsig::VerifyOptions& options,
                                             outcome::Budget& budget, outcome::Findings& findings);
  SignedDocument(std::unique_ptr<xml::Document> document, xmldsig::IntactSignature signature)
      : document_(std::move(document)), signature_(std::move(signature)) {}

  // The signature's elements point into the document, which therefore must not move.
  std::unique_ptr<xml::Document> document_;
  xmldsig::IntactSignature signature_;
};

/// Reads a document strictly and checks its signature (ETSI EN 319 102-1, 5.2.2, 5.2.3, 5.2.7):
/// format, signing certificate, cryptography. The bytes are UTF-8 XML. Findings: those of lib/xml
/// and `xmldsig::verify_enveloped`; returns nothing when any of them blocks.
[[nodiscard]] std::optional<SignedDocument> check(std::string bytes,
                                                  const xmldsig::VerifyOptions& options,
                                                  outcome::Budget& budget,
                                                  outcome::Findings& findings);

}  // namespace accord::signature
