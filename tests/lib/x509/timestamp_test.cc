#include "lib/x509/timestamp.h"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "lib/der/base64.h"
#include "tests/lib/x509/forge.h"
#include "tests/support/expect.h"
#include "tests/support/hex.h"
#include "tests/support/reference.h"

namespace accord::x509 {
namespace {

using outcome::FindingId;
using tests::constructed;
using tests::from_hex;
using tests::primitive;
using tests::require_failure;
using tests::require_value;
using tests::sequence;

der::Bytes vector_of(const std::string& name) {
  const auto text = tests::read_file(tests::test_vector("inspect/" + name));
  const auto view = der::as_bytes(text);
  return {view.begin(), view.end()};
}

TimeStamp stamp(const std::string& name) {
  return require_value(TimeStamp::parse(vector_of(name)));
}

/// The vector with one piece replaced by another of the same length.
der::Bytes changed(const std::string& name, std::string_view from, std::string_view to) {
  auto bytes = vector_of(name);
  const auto old = from_hex(from);
  const auto with = from_hex(to);
  REQUIRE(old.size() == with.size());
  const auto at = std::search(bytes.begin(), bytes.end(), old.begin(), old.end());
  REQUIRE(at != bytes.end());
  std::copy(with.begin(), with.end(), at);
  return bytes;
}

const der::Oid signed_data = der::Oid::literal("1.2.840.113549.1.7.2");
const der::Oid tst_info = der::Oid::literal("1.2.840.113549.1.9.16.1.4");

der::Bytes oid(const der::Oid& id) { return primitive(der::tag::oid, der::as_text(id.content())); }
der::Bytes sha256() { return sequence({oid(der::Oid::literal("2.16.840.1.101.3.4.2.1"))}); }
der::Bytes imprint() { return sequence({sha256(), primitive(der::tag::octet_string, "0123")}); }

/// TSTInfo with these members behind the serial number.
der::Bytes info_with(const std::vector<der::Bytes>& members) {
  std::vector<der::Bytes> all{primitive(der::tag::integer, "\x01"), oid(der::Oid::literal("1.2.3")),
                              imprint(), primitive(der::tag::integer, "\x05")};
  all.insert(all.end(), members.begin(), members.end());
  return sequence(all);
}

der::Bytes attribute(std::string_view type, const std::vector<der::Bytes>& values) {
  return sequence({oid(der::Oid::literal(type)), constructed(der::tag::set, values)});
}

der::Bytes content_type() { return attribute("1.2.840.113549.1.9.3", {oid(tst_info)}); }
der::Bytes message_digest() {
  return attribute("1.2.840.113549.1.9.4", {primitive(der::tag::octet_string, "digest")});
}

der::Bytes signer_with(const std::vector<der::Bytes>& attributes) {
  return sequence({primitive(der::tag::integer, "\x03"), primitive(der::tag::context(0), "key"),
                   sha256(), constructed(der::tag::context_constructed(0), attributes), sha256(),
                   primitive(der::tag::octet_string, "signature")});
}

der::Bytes token_around(const der::Bytes& octets, const std::vector<der::Bytes>& signers) {
  const auto content =
      sequence({oid(tst_info), constructed(der::tag::context_constructed(0), {octets})});
  const auto data =
      sequence({primitive(der::tag::integer, "\x03"), constructed(der::tag::set, {sha256()}),
                content, constructed(der::tag::set, signers)});
  return sequence({oid(signed_data), constructed(der::tag::context_constructed(0), {data})});
}

der::Bytes token_of(const der::Bytes& info, const std::vector<der::Bytes>& signers) {
  return token_around(primitive(der::tag::octet_string, der::as_text(info)), signers);
}

der::Bytes token_with(const std::vector<der::Bytes>& members) {
  return token_of(info_with(members), {signer_with({message_digest(), content_type()})});
}

der::Bytes gen_time(std::string_view text = "20260801000000Z") {
  return primitive(der::tag::generalized_time, text);
}

}  // namespace

TEST_CASE("a response of openssl is read in all its parts") {
  const auto read = stamp("response.tsr");
  REQUIRE(read.reply().has_value());
  CHECK(read.reply()->status == TimeStampStatus::granted);
  REQUIRE(read.info().has_value());
  const auto& info = *read.info();
  CHECK(info.policy == der::Oid::literal("1.2.3.4.2"));
  CHECK(info.imprint_digest == crypto::digest_oid(crypto::DigestAlgorithm::sha256));
  CHECK(info.imprint.size() == 32);
  CHECK(info.serial.to_hex() == "0101");
  CHECK_FALSE(info.fraction.empty());
  REQUIRE(info.accuracy.has_value());
  CHECK(info.accuracy->seconds == 1);
  CHECK(info.accuracy->millis == 500);
  CHECK(info.accuracy->micros == 100);
  CHECK(info.ordering);
  CHECK(info.nonce.has_value());
  REQUIRE(info.tsa.has_value());
  CHECK(info.tsa->name->to_string() == "CN=stamper,O=Inspection,C=JP");
  REQUIRE(read.signer().has_value());
  CHECK(read.signer()->issuer->to_string() == "CN=Root,O=Inspection,C=JP");
  CHECK(read.signer()->certificate_ids.size() == 2);
  CHECK(read.certificates().size() == 2);
}

TEST_CASE("what a token is signed over, and announces, can be checked with what was read") {
  for (const auto* name : {"token.tst", "plain.tst"}) {
    const auto read = stamp(name);
    CHECK_FALSE(read.reply().has_value());
    CHECK(der::equal(read.token(), read.der()));
    REQUIRE(read.signer().has_value());
    const auto& signer = *read.signer();
    der::Reader reader(signer.digest_algorithm);
    auto inside = require_value(reader.enter(der::tag::sequence));
    const auto digest = crypto::digest_from_oid(require_value(inside.oid()));
    REQUIRE(digest.has_value());
    CHECK(crypto::digest(*digest, read.info_der()).matches(*signer.message_digest));
    const auto with_key = stamp("token.tst").certificates();
    const auto owner = std::find_if(with_key.begin(), with_key.end(), [&](const auto& one) {
      return one.serial() == *signer.serial;
    });
    REQUIRE(owner != with_key.end());
    const auto algorithm =
        require_value(crypto::read_signature_algorithm(signer.signature_algorithm));
    require_value(
        require_value(crypto::PublicKey::from_spki(owner->spki()))
            .verify(algorithm, signer.signed_bytes, signer.signature, crypto::SignatureForm::der));
  }
}

TEST_CASE("a token is the same alone as in its response") {
  CHECK(der::equal(stamp("response.tsr").token(), stamp("token.tst").der()));
}

TEST_CASE("a rejection says why and brings no token") {
  const auto read = stamp("rejection.tsr");
  REQUIRE(read.reply().has_value());
  CHECK(read.reply()->status == TimeStampStatus::rejection);
  CHECK(failure_words(read.reply()->failures) == std::vector<std::string>{"badAlg"});
  CHECK(read.reply()->texts.size() == 1);
  CHECK_FALSE(read.info().has_value());
  CHECK_FALSE(read.signer().has_value());
  CHECK(failure_words({25, 26}) == std::vector<std::string>{"systemFailure", "26"});
}

TEST_CASE("the words for the status of a response are those of RFC 3161") {
  const std::pair<const char*, std::string_view> cases[] = {{"\x02", "rejection"},
                                                            {"\x03", "waiting"},
                                                            {"\x04", "revocationWarning"},
                                                            {"\x05", "revocationNotification"}};
  for (const auto& [number, word] : cases) {
    const auto read = require_value(
        TimeStamp::parse(sequence({sequence({primitive(der::tag::integer, number)})})));
    CHECK(to_string(read.reply()->status) == word);
  }
  CHECK(to_string(TimeStampStatus::granted) == "granted");
  CHECK(to_string(TimeStampStatus::granted_with_mods) == "grantedWithMods");
}

TEST_CASE("a response whose status and token contradict each other is refused") {
  const auto granted = sequence({primitive(der::tag::integer, std::string_view("\0", 1))});
  const auto refused = sequence({primitive(der::tag::integer, "\x02")});
  const auto unknown = sequence({primitive(der::tag::integer, "\x06")});
  const auto token = token_with({gen_time()});
  require_value(TimeStamp::parse(sequence({granted, token})));
  require_failure(TimeStamp::parse(sequence({granted})), FindingId::timestamp_malformed,
                  "timeStampToken");
  require_failure(TimeStamp::parse(sequence({refused, token})), FindingId::timestamp_malformed,
                  "timeStampToken");
  require_failure(TimeStamp::parse(sequence({unknown})), FindingId::timestamp_malformed, "status");
}

TEST_CASE("BER that is not DER is refused by that name") {
  const auto indefinite = from_hex("3080 0609 2a864886f70d010702 0000");
  const auto first = require_failure(TimeStamp::parse(indefinite), FindingId::timestamp_malformed);
  CHECK(first.params.front().second.find("only DER is read") != std::string::npos);
  const auto piece = primitive(der::tag::octet_string, der::as_text(info_with({gen_time()})));
  const auto pieces =
      token_around(constructed(0x24, {piece}), {signer_with({message_digest(), content_type()})});
  const auto second =
      require_failure(TimeStamp::parse(pieces), FindingId::timestamp_malformed, "eContent, byte");
  CHECK(second.params.front().second.find("only DER is read") != std::string::npos);
}

TEST_CASE("signed data of another kind is no time-stamp") {
  require_failure(
      TimeStamp::parse(changed("token.tst", "06092a864886f70d010702", "06092a864886f70d010703")),
      FindingId::timestamp_malformed, "contentType");
  require_failure(TimeStamp::parse(changed("token.tst", "060b2a864886f70d0109100104a0",
                                           "060b2a864886f70d0109100105a0")),
                  FindingId::timestamp_malformed, "eContentType");
}

TEST_CASE("a token has exactly one signature") {
  const auto signer = signer_with({message_digest(), content_type()});
  const auto info = info_with({gen_time()});
  require_value(TimeStamp::parse(token_of(info, {signer})));
  require_failure(TimeStamp::parse(token_of(info, {})), FindingId::timestamp_malformed,
                  "signerInfos");
  require_failure(TimeStamp::parse(token_of(info, {signer, signer})),
                  FindingId::timestamp_malformed, "signerInfos");
}

TEST_CASE("signed attributes out of order are refused, since the signature is over their DER") {
  const auto info = info_with({gen_time()});
  require_failure(
      TimeStamp::parse(token_of(info, {signer_with({content_type(), message_digest()})})),
      FindingId::der_set_not_sorted, "signerInfos, signedAttrs");
}

TEST_CASE("certificates of a token may be in any order, and need not be readable") {
  const auto info = info_with({gen_time()});
  const auto signer = signer_with({message_digest(), content_type()});
  const auto content = sequence(
      {oid(tst_info), constructed(der::tag::context_constructed(0),
                                  {primitive(der::tag::octet_string, der::as_text(info))})});
  const auto unreadable = sequence({primitive(der::tag::integer, "\x09")});
  const auto certificates = constructed(der::tag::context_constructed(0),
                                        {tests::assemble(tests::CertificateParts()), unreadable});
  const auto data =
      sequence({primitive(der::tag::integer, "\x03"), constructed(der::tag::set, {sha256()}),
                content, certificates, constructed(der::tag::set, {signer})});
  const auto read = require_value(TimeStamp::parse(
      sequence({oid(signed_data), constructed(der::tag::context_constructed(0), {data})})));
  CHECK(read.certificate_encodings().size() == 2);
  CHECK(read.certificates().size() == 1);
}

TEST_CASE(
    "the fraction of a second is kept as it is written, and must be written as RFC 3161 says") {
  const auto read = require_value(TimeStamp::parse(token_with({gen_time("20260801000000.125Z")})));
  CHECK(read.info()->fraction == "125");
  CHECK(time::to_string(read.info()->time) == "2026-08-01T00:00:00Z");
  for (const auto* text : {"20260801000000.Z", "20260801000000.120Z", "20260801000000.1a2Z"}) {
    require_failure(TimeStamp::parse(token_with({gen_time(text)})), FindingId::timestamp_malformed,
                    "TSTInfo, genTime");
  }
  require_failure(TimeStamp::parse(token_with({gen_time("202608010000Z")})),
                  FindingId::time_malformed, "TSTInfo, genTime");
}

TEST_CASE("an accuracy out of range and a version of TSTInfo that does not exist are refused") {
  const auto millis = sequence({primitive(der::tag::context(0), "\x03\xE8")});
  require_failure(TimeStamp::parse(token_with({gen_time(), millis})),
                  FindingId::timestamp_malformed, "accuracy");
  const auto none = sequence({primitive(der::tag::context(1), std::string_view("\0", 1))});
  require_failure(TimeStamp::parse(token_with({gen_time(), none})), FindingId::timestamp_malformed,
                  "accuracy");
  const auto info = sequence({primitive(der::tag::integer, "\x02")});
  require_failure(
      TimeStamp::parse(token_of(info, {signer_with({message_digest(), content_type()})})),
      FindingId::timestamp_malformed, "version");
}

TEST_CASE("an extension of a time-stamp that stands twice is refused") {
  const auto one = tests::extension(der::Oid::literal("1.2.3.4"), from_hex("0500"));
  const auto once = constructed(der::tag::context_constructed(1), {one});
  CHECK(require_value(TimeStamp::parse(token_with({gen_time(), once}))).info()->extensions.size() ==
        1);
  const auto twice = constructed(der::tag::context_constructed(1), {one, one});
  require_failure(TimeStamp::parse(token_with({gen_time(), twice})), FindingId::timestamp_malformed,
                  "extensions");
}

TEST_CASE("a time-stamp cut off anywhere, or with more behind it, is refused") {
  const auto whole = vector_of("response.tsr");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CHECK_FALSE(TimeStamp::parse(der::ByteView(whole).first(size)).has_value());
  }
  auto longer = whole;
  longer.push_back(0);
  require_failure(TimeStamp::parse(longer), FindingId::der_trailing_data);
}

}  // namespace accord::x509
