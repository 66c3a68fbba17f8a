#include "verifier/path/policy.h"

#include <algorithm>
#include <array>

namespace accord::path {
namespace {

using der::Oid;

bool is_for_documents(const Oid& purpose) {
  static const std::array all{
      Oid::literal("2.5.29.37.0"),              // anyExtendedKeyUsage
      Oid::literal("1.3.6.1.5.5.7.3.36"),       // id-kp-documentSigning (RFC 9336)
      Oid::literal("1.3.6.1.4.1.311.10.3.12"),  // Microsoft: document signing
      Oid::literal("1.2.840.113583.1.1.5"),     // Adobe: authentic documents
      Oid::literal("1.3.6.1.5.5.7.3.4"),        // id-kp-emailProtection
      Oid::literal("1.3.6.1.5.5.7.3.2"),        // id-kp-clientAuth
  };
  return std::find(all.begin(), all.end(), purpose) != all.end();
}

bool is_for_something_else(const Oid& purpose) {
  static const std::array all{
      Oid::literal("1.3.6.1.5.5.7.3.1"),   // id-kp-serverAuth
      Oid::literal("1.3.6.1.5.5.7.3.3"),   // id-kp-codeSigning
      Oid::literal("1.3.6.1.5.5.7.3.5"),   // id-kp-ipsecEndSystem
      Oid::literal("1.3.6.1.5.5.7.3.6"),   // id-kp-ipsecTunnel
      Oid::literal("1.3.6.1.5.5.7.3.7"),   // id-kp-ipsecUser
      Oid::literal("1.3.6.1.5.5.7.3.8"),   // id-kp-timeStamping
      Oid::literal("1.3.6.1.5.5.7.3.9"),   // id-kp-OCSPSigning
      Oid::literal("1.3.6.1.5.5.7.3.17"),  // id-kp-ipsecIKE
      Oid::literal("0.4.0.2231.3.0"),      // id-tsl-kp-tslSigning
  };
  return std::find(all.begin(), all.end(), purpose) != all.end();
}

}  // namespace

PurposeFit fits_documents(const std::vector<Oid>& extended_key_usage) {
  const auto begin = extended_key_usage.begin();
  const auto end = extended_key_usage.end();
  if (std::any_of(begin, end, is_for_documents)) return PurposeFit::yes;
  return std::all_of(begin, end, is_for_something_else) ? PurposeFit::no : PurposeFit::unknown;
}

}  // namespace accord::path

namespace accord::path::purpose {
namespace {

std::vector<x509::KeyUsageBit> document_signing() {
  return {x509::KeyUsageBit::content_commitment, x509::KeyUsageBit::digital_signature};
}

}  // namespace

const Purpose& any() {
  static const Purpose value{"any purpose", {}, false};
  return value;
}

const Purpose& signature() {
  static const Purpose value{"signatures", document_signing(), true};
  return value;
}

const Purpose& seal() {
  static const Purpose value{"seals", document_signing(), true};
  return value;
}

}  // namespace accord::path::purpose
