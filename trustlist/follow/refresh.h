#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "trustlist/follow/generation.h"

namespace accord::trustlist::follow {

/// One thing to get. With one of the two marks of an earlier copy the server may say that it is
/// still current.
struct Wanted {
  std::string url;
  std::string etag{}, last_modified{};
};
struct Received {
  bool not_modified = false;
  std::string bytes, etag, last_modified;
};

/// Gets lists. Only the command line has one that uses the network.
class Downloads {
 public:
  Downloads() = default;
  Downloads(const Downloads&) = delete;
  Downloads& operator=(const Downloads&) = delete;
  virtual ~Downloads() = default;
  /// One answer for each, in their order; errors say what kept it from coming.
  [[nodiscard]] virtual std::vector<outcome::Result<Received>> get(
      const std::vector<Wanted>& wanted) = 0;
};

/// The files of the generation before.
class KeptBytes {
 public:
  KeptBytes() = default;
  KeptBytes(const KeptBytes&) = delete;
  KeptBytes& operator=(const KeptBytes&) = delete;
  virtual ~KeptBytes() = default;
  /// The bytes, when they still have the SHA-256 that is written down (`trust_file_changed`).
  [[nodiscard]] virtual outcome::Result<std::string> bytes_of(const KeptFile& file) = 0;
};

struct RefreshOptions {
  time::Instant at{};
  unsigned warn_days = 14;  ///< a list that is to be updated within so many days is told
  /// For which territories an older issue than the newest one seen may be taken, and why.
  std::map<std::string, std::string, std::less<>> accept_older;
  read::ListPolicy policy;
};

/// What somebody has to look at, the least pressing first.
enum class Alert : std::uint8_t {
  expiring,        ///< a list is soon to be updated
  expired,         ///< a list is past its next update
  location_moved,  ///< a list has another address than before
  signer_changed,  ///< a list is signed by another certificate than before
  journal_new,     ///< the list of lists names another notice than the anchor
};
[[nodiscard]] std::string_view to_string(Alert alert) noexcept;

enum class State : std::uint8_t {
  fresh,     ///< valid, and what its place has now
  kept,      ///< an earlier copy, still valid
  doubtful,  ///< a copy that is not valid now: nothing rests on it
  missing,   ///< no copy
};
[[nodiscard]] std::string_view to_string(State state) noexcept;

/// What became of one list.
struct Report {
  KeptFile file;  ///< of a missing one: role, URL, territory and type
  State state = State::missing;
  outcome::Findings findings;  ///< why it is not fresh; alerts
};

struct Refreshed {
  Generation generation;  ///< the next one
  std::map<std::string, std::string>
      files;                    ///< bytes of what the one before does not have, by name
  std::vector<Report> reports;  ///< the list of lists first; pivots have none
  outcome::Findings findings;   ///< about pivots, notice, and what belongs to no list
  std::set<Alert> alerts;
  /// valid: every list is fresh; invalid: the list of lists may not be relied on, so nothing may.
  read::Verdict verdict = read::Verdict::invalid;
};

/// Makes the next generation of what is kept of an anchor: gets the list of lists, its pivot lists
/// and every list that it points to, judges each as of `options.at`, and keeps the copy before of
/// whatever is missing, broken, wrongly signed, expired or older than what was seen. Nothing that
/// is not verified is put in the place of something that is.
///
/// Findings: those of `follow` and `verify_list` about what was got; those of downloads and files;
/// `trust_copy_kept`, `trust_list_missing`, `trust_nothing_usable`, `trust_list_expiring`,
/// `trust_signer_changed`, `trust_signer_went_back`, `trust_issued_before_last`,
/// `trust_older_accepted`, `trust_list_dropped`, `list_location_moved`.
[[nodiscard]] Refreshed refresh(const Anchor& anchor, const Generation* before, KeptBytes& kept,
                                Downloads& downloads, const RefreshOptions& options,
                                outcome::Budget& budget);

}  // namespace accord::trustlist::follow
