#include "lib/x509/describe.h"
#include "lib/x509/describing.h"
#include "lib/x509/timestamp.h"

namespace accord::x509 {
namespace {

using der::ByteView;
using der::Reader;

Description texts(const std::vector<std::string>& all) {
  Description list;
  for (const auto& text : all) list.push(text);
  return list;
}

Description accuracy_of(const std::optional<TimeStampAccuracy>& accuracy) {
  if (!accuracy) return {};
  Description all{Description::Record{}};
  all.add("seconds", accuracy->seconds).add("millis", accuracy->millis);
  return all.add("micros", accuracy->micros);
}

std::string moment_of(const TimeStampInfo& info) {
  auto text = time::to_string(info.time);
  if (!info.fraction.empty()) text.insert(text.size() - 1, "." + info.fraction);
  return text;
}

Description attributes_of(const std::vector<TimeStampAttribute>& attributes) {
  Description all;
  for (const auto& attribute : attributes) {
    Description values{Description::List{}};
    Reader reader(attribute.values);
    while (!reader.at_end()) {
      auto value = read_described_value(reader);
      if (!value) {
        values.push(attribute.values);
        break;
      }
      values.push(std::move(*value));
    }
    Description one;
    all.push(one.add("type", attribute.type).add("values", std::move(values)));
  }
  return all;
}

Description certificate_ids_of(const std::vector<TimeStampCertificateId>& ids) {
  Description all;
  for (const auto& id : ids) {
    Description one;
    one.add("hash_algorithm", id.digest).add("hash", id.hash);
    one.add("issuer", describe(id.issuer));
    if (id.serial) add_serial(one, *id.serial);
    all.push(std::move(one));
  }
  return all;
}

Description signer_of(const TimeStampSigner& signer) {
  Description all;
  if (signer.issuer) all.add("issuer", signer.issuer->to_string());
  if (signer.serial) add_serial(all, *signer.serial);
  all.add("subject_key_identifier", signer.key_identifier);
  all.add("digest", describe_algorithm(signer.digest_algorithm));
  all.add("signing_time", signer.signing_time);
  all.add("message_digest", signer.message_digest);
  all.add("signing_certificates", certificate_ids_of(signer.certificate_ids));
  all.add("signed_attributes", attributes_of(signer.signed_attributes));
  all.add("unsigned_attributes", attributes_of(signer.unsigned_attributes));
  return all.add("signature", describe_signature(signer.signature_algorithm, signer.signature));
}

void add_info(Description& all, const TimeStampInfo& info) {
  all.add("version", std::uint64_t{1}).add("policy", info.policy);
  auto imprint = describe_algorithm(info.imprint_algorithm);
  all.add("message_imprint", imprint.add("hash", info.imprint));
  add_serial(all, info.serial);
  all.add("time", moment_of(info));
  all.add("accuracy", accuracy_of(info.accuracy)).add("ordering", info.ordering);
  if (info.nonce) all.add("nonce", info.nonce->to_hex());
  if (info.tsa) all.add("tsa", describe(*info.tsa));
  all.add("extensions", describe_extensions(info.extensions));
}

}  // namespace

outcome::Result<Description> describe_timestamp(ByteView der) {
  const auto stamp = TimeStamp::parse(der);
  if (!stamp) return outcome::pass_on(stamp);
  Description all;
  if (const auto& reply = stamp->reply()) {
    all.add("status", to_string(reply->status)).add("status_texts", texts(reply->texts));
    all.add("failures", texts(failure_words(reply->failures)));
  }
  if (stamp->info()) add_info(all, *stamp->info());
  if (stamp->signer()) all.add("signer", signer_of(*stamp->signer()));
  return all.add("certificates", describe_inner_certificates(stamp->certificate_encodings()));
}

}  // namespace accord::x509
