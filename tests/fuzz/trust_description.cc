#include "trustlist/follow/generation.h"

// The two descriptions of a trust store, which a snapshot brings from elsewhere: what is read is
// what would be written.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace accord::trustlist::follow;
  accord::outcome::Budget budget;
  const std::string document(accord::der::as_text({data, size}));
  if (const auto anchor = read_anchor(document, budget)) {
    const auto again = read_anchor(write_anchor(*anchor), budget);
    if (!again || again->signers != anchor->signers) __builtin_trap();
  }
  if (const auto generation = read_generation(document, budget)) {
    const auto again = read_generation(write_generation(*generation), budget);
    if (!again || !(*again == *generation)) __builtin_trap();
  }
  return 0;
}
