#include "cli/algorithms.h"

#include "cli/files.h"
#include "cli/refusal.h"
#include "cli/session.h"
#include "lib/policy/algorithm_policy_file.h"

namespace accord::cli {

crypto::AlgorithmPolicy algorithms_of(const Arguments& arguments) {
  const auto file = arguments.value("policy-file");
  if (!file || *file == "strict") return crypto::AlgorithmPolicy::strict();
  if (*file == "old-lists") return crypto::AlgorithmPolicy::old_lists();
  auto budget = budget_of(arguments);
  return need(policy::read_algorithm_policy(read_xml_input(*file), budget), *file, Exit::bad_input);
}

}  // namespace accord::cli
