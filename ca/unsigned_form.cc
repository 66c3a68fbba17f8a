#include "ca/unsigned_form.h"

#include "lib/der/writer.h"

namespace accord::ca {

outcome::Result<der::Bytes> with_zero_signature(der::ByteView tbs) {
  // The AlgorithmIdentifier inside is repeated outside (RFC 5280, 4.1.1.2, 5.1.1.2): in
  // certificates and CRLs alike it is the first SEQUENCE in the to-be-signed bytes.
  der::Reader outer(tbs);
  auto fields = outer.enter(der::tag::sequence);
  if (!fields) return outcome::pass_on(fields);
  der::ByteView algorithm;
  while (algorithm.empty()) {
    const auto field = fields->any();
    if (!field) return outcome::pass_on(field);
    if (field->tag == der::tag::sequence) algorithm = field->whole;
  }
  der::Writer writer;
  writer.constructed(der::tag::sequence, [&](der::Writer& sequence) {
    sequence.raw(tbs);
    sequence.raw(algorithm);
    sequence.bit_string(der::Bytes(64, 0));
  });
  return std::move(writer).bytes();
}

}  // namespace accord::ca
