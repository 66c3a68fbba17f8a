#include "lib/crypto/two_numbers.h"

#include <algorithm>

#include "lib/der/writer.h"

namespace accord::crypto {
namespace {

// Writes one INTEGER at the end of `out`, at full length.
bool append_number(der::Reader& reader, std::size_t length, der::Bytes& out) {
  const auto content = reader.integer();
  if (!content || (content->front() & 0x80U) != 0) return false;
  auto magnitude = *content;
  if (magnitude.front() == 0) magnitude = magnitude.subspan(1);
  if (magnitude.empty() || magnitude.size() > length) return false;
  out.insert(out.end(), length - magnitude.size(), 0);
  out.insert(out.end(), magnitude.begin(), magnitude.end());
  return true;
}

}  // namespace

std::optional<der::Bytes> to_concatenated(der::ByteView signature, SignatureForm form,
                                          std::size_t length) {
  if (form == SignatureForm::concatenated) {
    if (signature.size() != 2 * length) return std::nullopt;
    return der::Bytes(signature.begin(), signature.end());
  }
  der::Reader outer(signature);
  auto sequence = outer.enter(der::tag::sequence);
  if (!sequence || !outer.at_end()) return std::nullopt;
  der::Bytes numbers;
  numbers.reserve(2 * length);
  for (int number = 0; number < 2; ++number) {
    if (!append_number(*sequence, length, numbers)) return std::nullopt;
  }
  if (!sequence->at_end()) return std::nullopt;
  return numbers;
}

der::Bytes to_der_sequence(der::ByteView concatenated) {
  const auto length = concatenated.size() / 2;
  der::Writer writer;
  writer.constructed(der::tag::sequence, [&](der::Writer& sequence) {
    sequence.serial_number(der::SerialNumber::from_magnitude(concatenated.first(length)));
    sequence.serial_number(der::SerialNumber::from_magnitude(concatenated.subspan(length)));
  });
  return std::move(writer).bytes();
}

}  // namespace accord::crypto
