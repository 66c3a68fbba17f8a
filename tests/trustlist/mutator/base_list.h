#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/trustlist/mutator/covered.h"
#include "tests/trustlist/mutator/markup.h"
#include "trustlist/read/verify.h"

namespace accord::tests::mutants {

/// A list that is right, to be changed: what it is made of, and what makes it valid.
struct BaseList {
  explicit BaseList(std::string list_name, std::string text);

  std::string name;  ///< "made-6", "LU.xml"
  Markup markup;
  trustlist::read::SignerSet signers = trustlist::read::SignerSet::unknown();
  time::Instant at{};     ///< a moment at which it is valid
  crypto::Digest signer;  ///< the SHA-256 of the certificate that signs it
  time::Instant signing_time{};

  // Nodes of the markup.
  std::size_t signature = none, signed_info = none, canonicalization_method = none,
              signature_method = none, signature_value = none, key_info = none, object = none,
              qualifying_properties = none, signed_properties = none, document_reference = none,
              properties_reference = none;

  /// The identifier that stands in the reference to the document; empty for "".
  [[nodiscard]] std::string reference_id() const;
  /// The root's identifier, or empty.
  [[nodiscard]] std::string root_id() const;
  /// What its signature covers. Computed when first asked for.
  [[nodiscard]] const Covered& covered() const;

 private:
  mutable std::unique_ptr<Covered> covered_;
};

/// Lists to start from. The same in every run.
class BaseLists {
 public:
  BaseLists();
  /// Made and signed here: the list of everything in versions 6 and 5, a list of lists, one whose
  /// reference is to its root's identifier, and one signed with ECDSA.
  [[nodiscard]] std::size_t made_count() const noexcept { return made_.size(); }
  /// Published ones, the small before the large; 0 without the reference folder.
  [[nodiscard]] std::size_t published_count() const noexcept { return files_.size(); }
  [[nodiscard]] const BaseList& made(std::size_t number) const { return *made_[number]; }
  /// Read when first asked for. The test fails when it is not valid as it was published.
  [[nodiscard]] const BaseList& published(std::size_t number);

 private:
  std::vector<std::unique_ptr<BaseList>> made_;
  std::vector<std::string> files_;
  std::vector<std::unique_ptr<BaseList>> published_;
};

}  // namespace accord::tests::mutants
