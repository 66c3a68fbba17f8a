#include "lib/policy/algorithm_policy_file.h"

// An algorithm policy: read whole or not at all.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  accord::outcome::Budget budget;
  std::string document(accord::der::as_text({data, size}));
  const auto policy = accord::policy::read_algorithm_policy(std::move(document), budget);
  if (!policy && policy.error().empty()) __builtin_trap();
  return 0;
}
