#pragma once

#include <optional>

#include "lib/outcome/budget.h"
#include "lib/xml/document.h"
#include "trustlist/model/list.h"

namespace accord::trustlist::read {

/// How much of a list is kept. What is not kept is still read and checked.
enum class Keep : std::uint8_t {
  everything,
  scheme_and_pointers,  ///< providers are read one at a time and dropped; only their number and
                        ///< findings stay
};

struct ReadOptions {
  Keep keep = Keep::everything;
};

/// A list and what reading it counted (with Keep::scheme_and_pointers the list has no providers).
struct ReadResult {
  TrustedList list;
  std::size_t providers{}, services{};
  std::size_t without_status{};  ///< of the services: those of a list of trusted entities
};

/// Reads a TrustServiceStatusList, version 5 or 6 (TS 119 612, 5 and annex B), or a
/// ListOfTrustedEntities, version 1 (TS 119 602, 6). Damage is a finding
/// with line and element path, and the rest is read: a damaged provider or service is left out
/// (warning), damaged scheme information is named (`list_element_missing`, …). Returns nothing when
/// it is no list (`list_root_wrong`), when its content belongs to the form that its root does not
/// have
/// (`list_form_mixed`), or when its version is unknown (`list_version_unknown`,
/// `entities_version_unknown`). Says nothing of the signature. Of a list of trusted entities:
/// `entities_tag_wrong`, `entities_status_incomplete`, `entities_history_open`, and for all
/// services without a status one `entities_without_status`. Each certificate is parsed once,
/// however often it stands in the list.
[[nodiscard]] std::optional<ReadResult> read_list(const xml::Element& root,
                                                  const ReadOptions& options,
                                                  outcome::Budget& budget,
                                                  outcome::Findings& findings);
[[nodiscard]] std::optional<TrustedList> read_list(const xml::Element& root,
                                                   outcome::Budget& budget,
                                                   outcome::Findings& findings);

/// Reads a MutualRecognitionAgreementInformation, as it stands in a pointer or as the root of a
/// document of its own. Returns nothing when it is no such element (`agreement_root_wrong`);
/// otherwise whatever can be read, `damaged` when something could not.
[[nodiscard]] std::optional<RecognitionAgreement> read_agreement(const xml::Element& element,
                                                                 outcome::Budget& budget,
                                                                 outcome::Findings& findings);

}  // namespace accord::trustlist::read
