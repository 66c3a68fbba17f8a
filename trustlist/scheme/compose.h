#pragma once

#include <string>
#include <utility>

#include "trustlist/scheme/source.h"

namespace accord::trustlist::scheme {

/// The files that source documents name. Only the command line has one that touches the disk.
class Files {
 public:
  virtual ~Files() = default;
  /// The bytes of a file named relative to the scheme's folder, also "../NAME/scheme.xml" and
  /// "../NAME/list-signer.crt" of a scheme beside it. Errors: why it cannot be read.
  [[nodiscard]] virtual outcome::Result<std::string> read(const std::string& name) = 0;
};

/// A provider with the name of its file, for findings.
struct NamedProvider {
  std::string file;
  ProviderSource source;
};

/// Makes the list: version, operator and the rest from the scheme; sequence one above the last
/// published (1 for the first); issued at that moment; next update after the scheme's days;
/// providers in the order given; statuses as current entry and history (history entries carry key
/// identifiers and subject names in place of certificates: TS 119 612, 5.6.3); statuses that begin
/// after `issued` are refused (`status_in_future`). A pointer to a scheme beside this one takes its
/// facts from that scheme's source; its location is the first distribution point there
/// (`source_element_missing` when there is none). Findings name file and line:
/// `source_file_unreadable`, `source_certificate_wrong`, those of the agreement's reader. Returns
/// nothing when any blocks.
[[nodiscard]] std::optional<TrustedList> compose(const SchemeSource& scheme,
                                                 const std::vector<NamedProvider>& providers,
                                                 Files& files, time::Instant issued,
                                                 outcome::Budget& budget,
                                                 outcome::Findings& findings);

/// What else is wrong or missing in sources of which something could not be read: what `compose`
/// finds in the rest. `scheme` is nullptr where nothing of it could be read; files whose name is
/// missing, wrong or still to be filled in are passed over, since reading told that.
void report_gaps(const SchemeSource* scheme, const std::vector<NamedProvider>& providers,
                 Files& files, time::Instant issued, outcome::Budget& budget,
                 outcome::Findings& findings);

}  // namespace accord::trustlist::scheme
