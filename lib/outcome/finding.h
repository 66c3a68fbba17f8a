#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/outcome/finding_id.h"

namespace accord::outcome {

/// The thing that a finding is about. Every part may be empty; whoever knows more fills it in.
struct About {
  std::string what{};    ///< a file's name, a certificate's subject, a list's territory
  std::uint32_t line{};  ///< 1-based line in `what`; 0 when there is none
  std::string where{};   ///< element path ("/TrustServiceStatusList/SchemeInformation"), field or
                         ///< byte offset

  friend bool operator==(const About&, const About&) = default;
};

/// "LU.xml:12: /TrustServiceStatusList/SchemeInformation", with the parts that are there.
[[nodiscard]] std::string to_string(const About& about);

/// The values for the `{names}` of a message, in any order. Values are text for people: never
/// secrets.
using Params = std::vector<std::pair<std::string, std::string>>;

/// One thing that was found: an id from the table, its weight here, what it is about, and the
/// values.
struct Finding {
  FindingId id;
  Severity severity;
  About about;
  Params params;

  friend bool operator==(const Finding&, const Finding&) = default;
};

/// A finding with the weight that the table gives it.
[[nodiscard]] Finding make_finding(FindingId id, About about = {}, Params params = {});

/// The table's sentence with the parameters put in. Values are shown as by `printable`, those over
/// 300 bytes are cut, so that hostile input cannot paint the terminal.
[[nodiscard]] std::string message(const Finding& finding);

/// Text from outside made safe for a terminal and for eyes: control characters and octets that are
/// no UTF-8 as \xNN, characters that are not seen (joiners, marks of direction, tags, separators of
/// lines, fillers) as \uNNNN or \UNNNNNNNN; cut at `limit` bytes on a character's border.
[[nodiscard]] std::string printable(std::string_view text, std::size_t limit = 300);

/// A collection of findings, in the order in which they were raised.
class Findings {
 public:
  void add(Finding finding);
  void add(FindingId id, About about = {}, Params params = {});
  void add(const Findings& others);

  [[nodiscard]] const std::vector<Finding>& all() const noexcept { return all_; }
  [[nodiscard]] bool empty() const noexcept { return all_.empty(); }
  [[nodiscard]] bool has(FindingId id) const noexcept;

  /// The weight of the heaviest finding; `info` when there is none.
  [[nodiscard]] Severity worst() const noexcept;

  /// True when some finding keeps the verdict from "valid" (indeterminate or invalid).
  [[nodiscard]] bool blocking() const noexcept { return worst() >= Severity::indeterminate; }

  /// Fills `what` of every finding that has none: the caller knows the file's name, the parser does
  /// not.
  void name_subject(std::string_view what);

 private:
  std::vector<Finding> all_;
};

}  // namespace accord::outcome
