#include "verifier/path/policy.h"

namespace accord::path::purpose {
namespace {

std::vector<x509::KeyUsageBit> document_signing() {
  return {x509::KeyUsageBit::content_commitment, x509::KeyUsageBit::digital_signature};
}

}  // namespace

const Purpose& any() {
  static const Purpose value{"any purpose", {}};
  return value;
}

const Purpose& signature() {
  static const Purpose value{"signatures", document_signing()};
  return value;
}

const Purpose& seal() {
  static const Purpose value{"seals", document_signing()};
  return value;
}

}  // namespace accord::path::purpose
