#include "lib/outcome/severity.h"

namespace accord::outcome {

std::string_view to_string(Severity severity) noexcept {
  switch (severity) {
    case Severity::info:
      return "info";
    case Severity::warning:
      return "warning";
    case Severity::indeterminate:
      return "indeterminate";
    case Severity::invalid:
      return "invalid";
  }
  return "invalid";
}

}  // namespace accord::outcome
