#include "tests/verifier/weak_keys/weak_keys.h"

#include <botan/auto_rng.h>
#include <botan/ec_group.h>
#include <botan/ecdsa.h>
#include <botan/pubkey.h>

#include "lib/der/writer.h"
#include "tests/support/expect.h"

namespace accord::tests {
namespace {

class Sha1Signer final : public crypto::Signer {
 public:
  Sha1Signer()
      : key_(random_, Botan::EC_Group::from_name("secp256r1")),
        public_key_(require_value(crypto::PublicKey::from_spki(key_.subject_public_key()))) {}

  [[nodiscard]] const crypto::PublicKey& public_key() const override { return public_key_; }
  [[nodiscard]] const crypto::SignatureAlgorithm& algorithm() const override { return algorithm_; }
  [[nodiscard]] outcome::Result<der::Bytes> sign(der::ByteView message,
                                                 crypto::SignatureForm form) override {
    Botan::PK_Signer signer(key_, random_, "SHA-1",
                            form == crypto::SignatureForm::der
                                ? Botan::Signature_Format::DerSequence
                                : Botan::Signature_Format::Standard);
    return signer.sign_message(message.data(), message.size(), random_);
  }

 private:
  Botan::AutoSeeded_RNG random_;
  Botan::ECDSA_PrivateKey key_;
  crypto::PublicKey public_key_;
  crypto::SignatureAlgorithm algorithm_{crypto::SignatureFamily::ecdsa,
                                        crypto::DigestAlgorithm::sha1, 0};
};

}  // namespace

crypto::Signer& sha1_signer() {
  static Sha1Signer signer;
  return signer;
}

crypto::PublicKey short_rsa_key() {
  der::Writer key;
  key.constructed(der::tag::sequence, [](der::Writer& numbers) {
    der::Bytes modulus(129, 0x5B);
    modulus.front() = 0;
    modulus[1] = 0xC1;
    numbers.value(der::tag::integer, modulus);
    numbers.integer(65537);
  });
  der::Writer spki;
  spki.constructed(der::tag::sequence, [&](der::Writer& info) {
    info.constructed(der::tag::sequence, [](der::Writer& algorithm) {
      algorithm.oid(der::Oid::literal("1.2.840.113549.1.1.1"));
      algorithm.null();
    });
    info.bit_string(key.bytes());
  });
  return require_value(crypto::PublicKey::from_spki(spki.bytes()));
}

}  // namespace accord::tests
