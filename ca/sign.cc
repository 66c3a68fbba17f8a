#include "ca/lint.h"
#include "lib/x509/write.h"

namespace accord::ca {

outcome::Result<SignedBytes> sign(Linted token, crypto::Signer& signer) {
  auto der = x509::sign_tbs(token.tbs(), signer);
  if (!der) return outcome::pass_on(der);
  return SignedBytes{std::move(*der), {token.tbs().begin(), token.tbs().end()}};
}

outcome::Result<void> check_signed(const SignedBytes& bytes, const crypto::PublicKey& issuer_key) {
  der::Reader outer(bytes.der);
  auto parts = outer.enter(der::tag::sequence);
  if (!parts) return outcome::pass_on(parts);
  if (auto end = outer.finish(); !end) return end;
  const auto tbs = parts->element(der::tag::sequence);
  if (!tbs) return outcome::pass_on(tbs);
  if (!der::equal(tbs->whole, bytes.linted))
    return outcome::fail(outcome::FindingId::ca_signed_bytes_differ);
  const auto identifier = parts->element(der::tag::sequence);
  if (!identifier) return outcome::pass_on(identifier);
  const auto signature = parts->bit_string();
  if (!signature) return outcome::pass_on(signature);
  if (auto end = parts->finish(); !end) return end;
  const auto algorithm = crypto::read_signature_algorithm(identifier->whole);
  if (!algorithm) return outcome::pass_on(algorithm);
  return issuer_key.verify(*algorithm, tbs->whole, signature->bytes, crypto::SignatureForm::der);
}

}  // namespace accord::ca
