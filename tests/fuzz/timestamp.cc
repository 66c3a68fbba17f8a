#include "lib/x509/timestamp.h"

#include <cstdlib>

// A time-stamp. What was read is read again alike, its views lie inside it, and its token alone is
// the same time-stamp.
namespace {

using namespace accord;

void require(bool holds) {
  if (!holds) std::abort();
}

bool inside(der::ByteView part, der::ByteView whole) {
  return part.empty() ||
         (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

void check_parts(const x509::TimeStamp& stamp) {
  const auto whole = stamp.der();
  require(inside(stamp.token(), whole) && inside(stamp.info_der(), stamp.token()));
  require(inside(stamp.signer()->signature, stamp.token()));
  for (const auto& attribute : stamp.signer()->signed_attributes) {
    require(inside(attribute.values, stamp.token()));
  }
  for (const auto& extension : stamp.info()->extensions) require(inside(extension.value, whole));
  require(stamp.certificates().size() <= stamp.certificate_encodings().size());
  require(stamp.signer()->issuer.has_value() != stamp.signer()->key_identifier.has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto stamp = x509::TimeStamp::parse({data, size});
  if (!stamp) return 0;
  require(stamp->info().has_value() == stamp->signer().has_value());
  require(stamp->info().has_value() == !stamp->token().empty());
  if (!stamp->info()) return 0;
  check_parts(*stamp);
  const auto alone = x509::TimeStamp::parse(stamp->token());
  require(alone.has_value() && !alone->reply().has_value());
  require(alone->info()->serial == stamp->info()->serial &&
          alone->signer()->signed_bytes == stamp->signer()->signed_bytes);
  return 0;
}
