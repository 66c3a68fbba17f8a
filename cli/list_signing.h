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

/// The signed list, which the token is given up for. Throws Refusal.
[[nodiscard]] std::string signed_xml(const Arguments& arguments, NextList& next,
                                     const ListSigner& signer, time::Instant signing);

/// Writes in the scheme's source that a list is published, and the list. Throws Refusal; with
/// `list_noted_not_written` among the findings when the source says so and the list is not there.
void write_signed(const SchemeFolder& folder, const std::filesystem::path& out,
                  const trustlist::TrustedList& list, std::string_view xml, bool replace,
                  Made& made);

/// Says so when placeholders are left in the list.
void note_placeholders(const outcome::Findings& findings, Made& made);

/// "against jp/list.xml:" and the changes in words, or why there are none.
[[nodiscard]] std::string changes_text(const NextList& next, bool first, const Style& style);
/// By whose rules it was judged, in a sentence.
[[nodiscard]] std::string rules_text(const NextList& next);
/// Adds `list`, `profile`, `previous` and the changes.
void add_facts(const NextList& next, Json& fields);

}  // namespace accord::cli
