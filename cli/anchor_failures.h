#pragma once

#include <string>
#include <vector>

#include "cli/answer.h"
#include "cli/refusal.h"
#include "cli/screen.h"

namespace accord::cli {

/// Trust anchors with which nothing could be done, beside others with which something was. Each
/// anchor is handled on its own, so that one that is damaged or in use hides nothing of the others.
class AnchorFailures {
 public:
  /// Runs `work`. What refuses it is noted for this anchor, and `trust_anchor_failed` beside it.
  /// Where `alone`, there is nothing else to tell, and the command itself is refused.
  template <typename Work>
  void attempt(const std::string& name, bool alone, const Work& work) {
    try {
      work();
    } catch (const Refusal& refusal) {
      if (alone) throw;
      note(name, refusal);
    }
  }

  [[nodiscard]] bool empty() const noexcept { return failures_.empty(); }
  /// What is said of each of them: `name`, `verdict` (indeterminate), `failed`, `findings`.
  void add_facts(Json& anchors) const;
  /// Adds text and findings, and sets the exit code to the worst of those of the refusals. There is
  /// no verdict about all of them then; each anchor has its own.
  void conclude(Answer& answer, const Style& style) const;

 private:
  struct Failure {
    std::string name;
    Exit exit;
    outcome::Findings findings;
  };
  void note(const std::string& name, const Refusal& refusal);

  std::vector<Failure> failures_;
};

}  // namespace accord::cli
