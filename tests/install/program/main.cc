#include <iostream>

#include <accord/verifier.h>

int main() {
  const accord::Verifier verifier;
  const auto at = std::chrono::sys_days{std::chrono::year{2026} / 8 / 1};
  const auto answer = verifier.verify("<agreement/>", at);
  std::cout << to_string(answer.verdict()) << '\n';
  for (const auto& finding : answer.findings()) std::cout << finding.message << '\n';
  return answer.verdict() == accord::Verdict::valid ? 1 : 0;
}
