#include "lib/x509/certificate_bag.h"

#include <catch2/catch_test_macros.hpp>

#include "lib/der/writer.h"
#include "tests/support/certificate_maker.h"
#include "tests/support/expect.h"
#include "tests/support/reference.h"

namespace accord::tests {
namespace {

using der::Writer;
using der::tag::context_constructed;
using outcome::FindingId;

const x509::Certificate& certificate() {
  static const auto one = make_self_signed({}).certificate;
  return one;
}

/// The fields of a message; a test changes one.
struct Message {
  std::string type = "1.2.840.113549.1.7.2";
  std::uint64_t version = 1;
  der::Bytes digests{};
  std::string content_type = "1.2.840.113549.1.7.1";
  der::Bytes content{};
  der::Bytes certificates{};
  der::Bytes crls{};
  der::Bytes signers{};
  der::Bytes further{};

  [[nodiscard]] der::Bytes write() const {
    Writer writer;
    writer.constructed(der::tag::sequence, [&](Writer& info) {
      info.oid(der::Oid::literal(type));
      info.constructed(context_constructed(0), [&](Writer& wrapped) {
        wrapped.constructed(der::tag::sequence, [&](Writer& data) { write(data); });
      });
    });
    return std::move(writer).bytes();
  }

 private:
  void write(Writer& data) const {
    data.integer(version);
    data.value(der::tag::set, digests);
    data.constructed(der::tag::sequence, [&](Writer& inner) {
      inner.oid(der::Oid::literal(content_type));
      inner.raw(content);
    });
    if (!certificates.empty()) data.value(context_constructed(0), certificates);
    if (!crls.empty()) data.value(context_constructed(1), crls);
    data.value(der::tag::set, signers);
    data.raw(further);
  }
};

der::Bytes some() { return {0x05, 0x00}; }
der::Bytes bytes_of(der::ByteView view) { return {view.begin(), view.end()}; }

}  // namespace

TEST_CASE("a message with certificates only is read") {
  Message message;
  CHECK(require_value(x509::read_certificate_bag(message.write())).certificates.empty());
  message.certificates = bytes_of(certificate().der());
  const auto bag = require_value(x509::read_certificate_bag(message.write()));
  REQUIRE(bag.certificates.size() == 1);
  CHECK(bag.certificates[0] == certificate());
  CHECK(bag.crls.empty());
}

TEST_CASE("a message that openssl makes is read, with its certificates and CRL") {
  if (!program_exists("openssl")) SKIP("openssl is not there");
  const TemporaryFolder folder;
  const auto run = [&](std::vector<std::string> words) {
    words.insert(words.begin(), "openssl");
    const auto result = run_program(words, folder.path());
    INFO(result.errors);
    REQUIRE(result.exit_code == 0);
  };
  for (const std::string name : {"b", "a"}) {
    run({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
         "-keyout", name + ".key", "-subj", "/CN=" + name, "-out", name + ".pem"});
  }
  run({"crl2pkcs7", "-nocrl", "-certfile", "b.pem", "-certfile", "a.pem", "-outform", "DER", "-out",
       "bag.p7c"});
  const auto file = read_file(folder.path() / "bag.p7c");
  const auto bag = require_value(x509::read_certificate_bag(der::as_bytes(file)));
  REQUIRE(bag.certificates.size() == 2);
  CHECK(bag.certificates[0].subject().to_string() == "CN=b");
  CHECK(bag.certificates[1].subject().to_string() == "CN=a");
}

TEST_CASE("a message of another kind is not read as certificates") {
  const auto require_other = [](const Message& message, std::string_view where) {
    require_failure(x509::read_certificate_bag(message.write()), FindingId::certificate_none,
                    where);
  };
  require_other({.type = "1.2.840.113549.1.7.3"}, "contentType");
  require_other({.version = 3}, "version");
  require_other({.digests = some()}, "digestAlgorithms");
  require_other({.content_type = "1.2.840.113549.1.9.16.1.4"}, "eContentType");
  require_other({.content = some()}, "eContent");
  require_other({.signers = some()}, "signerInfos");
}

TEST_CASE("what is not written as the message has to be is refused") {
  const auto require_broken = [](const der::Bytes& bytes, FindingId id, std::string_view where) {
    require_failure(x509::read_certificate_bag(bytes), id, where);
  };
  require_broken(Message{.further = some()}.write(), FindingId::der_trailing_data, "");
  auto longer = Message{}.write();
  longer.push_back(0);
  require_broken(longer, FindingId::der_trailing_data, "");
  require_broken({}, FindingId::der_missing_value, "");
  // An attribute certificate, as a choice of CertificateSet, has another tag.
  require_broken(Message{.certificates = {0xA1, 0x00}}.write(), FindingId::der_unexpected_tag,
                 "certificate 1");
  require_broken(Message{.crls = {0x30, 0x05}}.write(), FindingId::der_truncated, "CRL 1");
}

TEST_CASE("a certificate or CRL that cannot be read is left out of what is read") {
  Message message;
  message.certificates = {0x30, 0x00};
  const auto good = bytes_of(certificate().der());
  message.certificates.insert(message.certificates.end(), good.begin(), good.end());
  message.crls = {0x30, 0x00};
  const auto bag = require_value(x509::read_certificate_bag(message.write()));
  CHECK(bag.certificates == std::vector{certificate()});
  CHECK(bag.crls.empty());
  REQUIRE(bag.left_out.size() == 2);
  CHECK(bag.left_out[0].place == "certificate 1");
  require_finding(bag.left_out[0].why, FindingId::der_missing_value);
  CHECK(bag.left_out[1].place == "CRL 1");
  CHECK(x509::is_certificate_bag(message.write()));
  CHECK(require_value(x509::split_certificate_bag(message.write())).certificates.size() == 2);
}

TEST_CASE("what is a bag of certificates, and what another message") {
  CHECK(x509::is_certificate_bag(Message{}.write()));
  CHECK(x509::is_certificate_bag(Message{.version = 3}.write()));
  CHECK_FALSE(x509::is_certificate_bag(Message{.content = some()}.write()));
  CHECK_FALSE(
      x509::is_certificate_bag(Message{.content_type = "1.2.840.113549.1.9.16.1.4"}.write()));
  CHECK_FALSE(x509::is_certificate_bag(certificate().der()));
  CHECK_FALSE(x509::is_certificate_bag({}));
}

}  // namespace accord::tests
