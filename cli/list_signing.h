#pragma once

#include <optional>
#include <string>

#include "cli/made.h"
#include "cli/previous_list.h"
#include "cli/session.h"
#include "trustlist/build/sign.h"

namespace accord::cli {

/// By what a list is judged before it is signed.
struct SigningRules {
  std::optional<trustlist::lint::Profile> profile;  ///< none: that of the list's type
  bool correct_past = false;
  time::Instant signing{};
  outcome::Budget budget;  ///< for each list
};
[[nodiscard]] SigningRules signing_rules(const Arguments& arguments, const Session& session);

/// A list that may be signed, and what it changes.
struct NextList {
  std::string source;  ///< the file of the unsigned list
  trustlist::build::ListToSign list;
  std::optional<PreviousList> previous;
  std::optional<trustlist::compare::Comparison> comparison;
  outcome::Findings findings;
};

/// Checks an unsigned list of a scheme in all that has to hold before it is signed. Throws Refusal
/// (bad input), `list_not_signed` with the reasons among others.
[[nodiscard]] NextList next_list(const std::string& file, const SchemeFolder& folder,
                                 std::optional<PreviousList> previous, const SigningRules& rules);

/// The key and the certificate that sign a list.
struct ListSigner {
  std::shared_ptr<crypto::Signer> key;
  x509::Certificate certificate;
};
/// Those that --key and --certificate name, else the ones in the scheme's folder. Throws Refusal.
[[nodiscard]] ListSigner open_list_signer(const Arguments& arguments, const Session& session,
                                          const SchemeFolder& folder);

/// Refuses (bad input, `draft_not_of_source`) a list that is not, every byte, what the scheme's
/// source gives now: one that was touched, or is older than the last edit.
void check_is_of_source(SchemeFolder folder, const NextList& next);

/// Holds the signer's certificate against the list as signing does; the key is not opened. Throws
/// Refusal.
void check_signer_of(const Arguments& arguments, const SchemeFolder& folder, const NextList& next,
                     time::Instant signing);

/// The signed list, which the token is given up for. Throws Refusal.
[[nodiscard]] std::string signed_xml(const Arguments& arguments, NextList& next,
                                     const ListSigner& signer, time::Instant signing);

/// A signed list, and the scheme's source that notes it as published: both written, whole and
/// durable, under other names beside their places, so that little can fail any more.
class SignedIssue {
 public:
  /// Throws Refusal; then nothing has changed.
  SignedIssue(const SchemeFolder& folder, std::filesystem::path out,
              const trustlist::TrustedList& list, std::string xml, bool replace);
  /// Puts the source in its place, then the list. Throws Refusal; with `list_noted_not_written`
  /// among the findings when the source says so and the list is not there.
  void place(Made& made);

 private:
  void place_list(Made& made);

  std::filesystem::path out_;
  std::string xml_, scheme_file_, scheme_text_, before_, what_;
  std::uint64_t sequence_;
  std::optional<StagedFile> list_, scheme_;
};

/// How a preview ends.
inline constexpr std::string_view nothing_signed =
    "Nothing was signed or written. Without --dry-run it is, and only then is the key opened.";

/// Says so when placeholders are left in the list.
void note_placeholders(const outcome::Findings& findings, Made& made);

/// "against jp/list.xml:" and the changes in words, or why there are none.
[[nodiscard]] std::string changes_text(const NextList& next, bool first, const Style& style);
/// By whose rules it was judged, in a sentence.
[[nodiscard]] std::string rules_text(const NextList& next);
/// Adds `list`, `profile`, `previous` and the changes.
void add_facts(const NextList& next, Json& fields);

}  // namespace accord::cli
