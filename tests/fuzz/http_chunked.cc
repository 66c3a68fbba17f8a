#include <cstdlib>

#include "lib/http/chunked.h"

// A chunked answer of a web server: in whatever pieces it comes, what is read is the same, and no
// more than came.
namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  accord::http::ChunkReader whole, octets;
  std::string at_once, bit_by_bit;
  const bool holds = whole.take(text, at_once);
  bool still_holds = true;
  for (std::size_t i = 0; i < size; ++i) {
    still_holds = octets.take(text.substr(i, 1), bit_by_bit);
    if (!still_holds) break;
  }
  require(holds == still_holds && at_once == bit_by_bit);
  require(whole.is_complete() == octets.is_complete());
  require(at_once.size() <= size && !(whole.is_complete() && !holds));
  return 0;
}
