#include "cli/previous_list.h"

#include <fmt/format.h>

#include "cli/files.h"
#include "cli/left_over.h"
#include "cli/list_facts.h"
#include "cli/publication_mark.h"
#include "cli/refusal.h"
#include "trustlist/read/read.h"

namespace accord::cli {
namespace {

namespace scheme = trustlist::scheme;
using outcome::FindingId;
using trustlist::TrustedList;

TrustedList read_list(std::string bytes, const std::string& file) {
  outcome::Budget budget;
  outcome::Findings findings;
  const auto document = need(xml::Document::parse(std::move(bytes), budget), file);
  auto list = trustlist::read::read_list(document.root(), budget, findings);
  if (!list) refuse(Exit::bad_input, std::move(findings), file);
  return std::move(*list);
}

[[noreturn]] void not_the_last(const std::string& file, std::string reason) {
  refuse(Exit::bad_input, FindingId::previous_list_wrong, {.what = file},
         {{"reason", std::move(reason)}});
}

bool is_of(const TrustedList& list, const scheme::SchemeSource& source) {
  return list.form == source.form && list.territory == source.territory &&
         list.type == source.list_type;
}

PreviousList named_list(const std::string& file, const scheme::SchemeSource& source) {
  auto bytes = read_xml_input(file);
  const auto digest = sha256_hex(bytes);
  PreviousList previous{file, read_list(std::move(bytes), file)};
  const auto& list = previous.list;
  if (!is_of(list, source)) {
    not_the_last(file, "it is " + title_of(list));
  }
  if (!source.published) return previous;
  if (list.sequence != source.published->sequence) {
    not_the_last(file, fmt::format("it has sequence number {}; number {} was published last",
                                   list.sequence, source.published->sequence));
  }
  const auto& noted = source.published->sha256;
  if (!noted.empty() && noted != digest) {
    not_the_last(file, "it is not the file that was signed, by its SHA-256");
  }
  return previous;
}

/// The list that the source noted, or why there is none.
struct Noted {
  std::optional<PreviousList> list;
  std::string where, reason;
};

// Signing that was killed at its last step leaves the list whole beside its place.
std::string unless_unplaced(std::string reason, const std::string& file,
                            const scheme::Published& noted) {
  const auto beside = noted.sha256.empty() ? std::nullopt : unplaced_file(file, noted.sha256);
  if (!beside) return reason;
  return reason + "; but " + beside->string() +
         " is that list, every byte, and only lacks its name: signing was broken off";
}

Noted look_for(const scheme::Published& noted, const SchemeFolder& folder) {
  if (noted.file.empty()) {
    return {
        std::nullopt, folder.scheme_file().string(),
        "the element published does not name its file, which was not written below the scheme's "
        "folder"};
  }
  const auto file = folder.path(noted.file).string();
  std::string bytes;
  try {
    bytes = read_xml_input(file);
  } catch (const Refusal& refusal) {
    auto reason = outcome::message(refusal.findings().all().front());
    if (!reason.empty() && reason.back() == '.') reason.pop_back();
    return {std::nullopt, file, unless_unplaced(std::move(reason), file, noted)};
  }
  if (noted.sha256.empty()) return {std::nullopt, file, "its SHA-256 is not noted"};
  if (sha256_hex(bytes) != noted.sha256) {
    return {std::nullopt, file,
            unless_unplaced("its SHA-256 is another than the one noted", file, noted)};
  }
  return {PreviousList{file, read_list(std::move(bytes), file)}, file, {}};
}

}  // namespace

std::optional<PreviousList> previous_list(const Arguments& arguments, const SchemeFolder& folder,
                                          const scheme::SchemeSource& source,
                                          outcome::Findings& findings) {
  if (const auto file = arguments.value("previous")) return named_list(*file, source);
  if (!source.published) return std::nullopt;
  auto noted = look_for(*source.published, folder);
  if (noted.list) return std::move(noted.list);
  const outcome::About about{.what = noted.where};
  const outcome::Params params{{"sequence", std::to_string(source.published->sequence)},
                               {"reason", noted.reason}};
  if (!arguments.has("without-previous")) {
    refuse(Exit::bad_input, FindingId::previous_list_missing, about, params);
  }
  findings.add(FindingId::signed_without_previous, about, params);
  return std::nullopt;
}

std::optional<PreviousList> noted_list(const SchemeFolder& folder,
                                       const scheme::SchemeSource& source) {
  if (!source.published) return std::nullopt;
  auto noted = look_for(*source.published, folder);
  if (noted.list) return std::move(noted.list);
  refuse(Exit::bad_input, FindingId::signed_list_lost, {.what = noted.where},
         {{"sequence", std::to_string(source.published->sequence)}, {"reason", noted.reason}});
}

std::optional<TrustedList> last_list_at_hand(const SchemeFolder& folder,
                                             const scheme::SchemeSource& source) {
  if (!source.published) return std::nullopt;
  auto noted = look_for(*source.published, folder);
  if (!noted.list) return std::nullopt;
  return std::move(noted.list->list);
}

void check_next_list(const TrustedList& list, const scheme::SchemeSource& source,
                     const std::optional<PreviousList>& previous, time::Instant signing,
                     const std::string& file) {
  if (!is_of(list, source)) {
    refuse(Exit::bad_input, FindingId::list_of_other_scheme, {.what = file},
           {{"found", fmt::format("{} of {}", trustlist::short_name(list.type), list.territory)},
            {"expected",
             fmt::format("{} of {}", trustlist::short_name(source.list_type), source.territory)}});
  }
  auto noted = source;
  if (previous && !noted.published) {
    noted.published = scheme::Published{previous->list.sequence, previous->list.issued};
  }
  need(scheme::note_published(noted, {list.sequence, list.issued}), file);
  if (list.next_update && *list.next_update <= signing) {
    refuse(Exit::bad_input, FindingId::list_over_before_signed, {.what = file},
           {{"signing", time::to_string(signing)},
            {"next_update", time::to_string(*list.next_update)}});
  }
}

std::optional<outcome::Finding> rewritten_past(const trustlist::compare::Comparison& comparison,
                                               bool correct) {
  for (const auto& change : comparison.changes) {
    if (!change.rewrites_past) continue;
    auto finding = outcome::make_finding(FindingId::list_rewrites_past, {},
                                         {{"change", trustlist::compare::sentence(change)}});
    if (correct) finding.severity = outcome::Severity::warning;
    return finding;
  }
  return std::nullopt;
}

outcome::Findings back_dated(const TrustedList& older,
                             const trustlist::compare::Comparison& comparison) {
  outcome::Findings findings;
  for (const auto& change : comparison.changes) {
    using trustlist::compare::Kind;
    const bool is_new = change.kind == Kind::service && change.after.has_value();
    const bool is_status =
        change.kind == Kind::service_status || change.kind == Kind::service_status_again;
    if (!is_new && !is_status) continue;
    if (change.rewrites_past || !change.when || *change.when > older.issued) continue;
    findings.add(FindingId::status_back_dated, {},
                 {{"service", change.service},
                  {"status", change.after ? std::string(trustlist::short_name(change.after->exact))
                                          : std::string("none")},
                  {"since", time::to_string(*change.when)},
                  {"issued", time::to_string(older.issued)}});
  }
  return findings;
}

}  // namespace accord::cli
