#pragma once

#include <string>
#include <vector>

#include "trustlist/follow/pivots.h"

namespace accord::trustlist::follow {

/// The namespaces of the two documents that describe what is kept (xml_schemas/trust-anchor.xsd,
/// xml_schemas/trust-generation.xsd).
inline constexpr std::string_view anchor_namespace = "urn:accord:trust-anchor:1";
inline constexpr std::string_view generation_namespace = "urn:accord:trust-generation:1";

/// Writes an anchor for people and for `read_anchor`, UTF-8.
[[nodiscard]] std::string write_anchor(const Anchor& anchor);
/// Errors: those of xml::Document::parse, `trust_file_wrong` with the line.
[[nodiscard]] outcome::Result<Anchor> read_anchor(std::string document, outcome::Budget& budget);

enum class Role : std::uint8_t { list_of_lists, pivot, list };
[[nodiscard]] std::string_view to_string(Role role) noexcept;

/// One file that is kept, and what was found out about it when it was last looked at.
struct KeptFile {
  Role role = Role::list;
  std::string url;     ///< where it came from
  std::string file;    ///< its name in the folder: letters, digits, "-", "_" and "."
  std::string sha256;  ///< of its bytes, hexadecimal
  std::string territory, type;
  std::uint64_t sequence{};
  time::Instant issued{};
  std::optional<time::Instant> next_update;  ///< nothing: closed
  std::string signer;                        ///< SHA-256 of the signer's certificate, hexadecimal
  read::Verdict verdict = read::Verdict::invalid;
  time::Instant fetched{};  ///< when these bytes came
  std::string etag, last_modified;
  bool fresh = false;                ///< the last refresh found that this is what its place has
  std::vector<std::string> reasons;  ///< why it is not fresh, or not valid: sentences

  friend bool operator==(const KeptFile&, const KeptFile&) = default;
};

/// The newest issue of a list that was ever accepted: nothing older is, except by hand. A list that
/// changed its type has one of each type, all with the numbers of its newest issue.
struct Seen {
  std::string territory, type;
  std::uint64_t sequence{};
  time::Instant issued{};
  std::string sha256{};  ///< of the file's bytes, hexadecimal; empty in what older releases wrote
  std::string url{};     ///< where that issue came from; empty in what older releases wrote

  friend bool operator==(const Seen&, const Seen&) = default;
};

/// A decision to take a list all the same that is older than the newest issue seen, or that is
/// another file under the same number and date.
struct AcceptedOlder {
  std::string territory, reason;
  time::Instant at{};

  friend bool operator==(const AcceptedOlder&, const AcceptedOlder&) = default;
};

/// All that is kept of one anchor at one time. Generations are never changed; a refresh makes the
/// next one.
struct Generation {
  std::uint64_t number = 1;
  time::Instant made{};
  std::string anchor;           ///< SHA-256 of the anchor's description beside it, hexadecimal
  std::string policy;           ///< SHA-256 of the algorithm policy beside it, hexadecimal; empty:
                                ///< there is none (only snapshots have one)
  std::vector<KeptFile> files;  ///< the list of lists, pivots (the oldest first), lists
  std::vector<Seen> seen;
  std::vector<AcceptedOlder> accepted;
  std::vector<std::string> pivots;   ///< URIs of all that ever replaced signers, the oldest first
  std::vector<std::string> signers;  ///< SHA-256 of the certificates that they left, hexadecimal

  [[nodiscard]] const KeptFile* list_of_lists() const noexcept;

  friend bool operator==(const Generation&, const Generation&) = default;
};

[[nodiscard]] std::string write_generation(const Generation& generation);
/// Errors: those of xml::Document::parse, `trust_file_wrong` with the line: anything that
/// `write_generation` would not have written.
[[nodiscard]] outcome::Result<Generation> read_generation(std::string document,
                                                          outcome::Budget& budget);

}  // namespace accord::trustlist::follow
