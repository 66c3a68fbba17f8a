#include "verifier/signature/signed_document.h"

namespace accord::signature {

std::optional<SignedDocument> check(std::string bytes, const xmldsig::VerifyOptions& options,
                                    outcome::Budget& budget, outcome::Findings& findings) {
  budget.next_document();
  auto parsed = xml::Document::parse(std::move(bytes), budget);
  if (!parsed) {
    findings.add(parsed.error());
    return std::nullopt;
  }
  auto document = std::make_unique<xml::Document>(std::move(*parsed));
  auto intact = xmldsig::verify_enveloped(*document, options, budget, findings);
  if (!intact.has_value()) return std::nullopt;
  return SignedDocument(std::move(document), std::move(*intact));
}

}  // namespace accord::signature
