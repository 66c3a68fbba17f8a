#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trustlist/model/agreement.h"
#include "trustlist/model/form.h"
#include "trustlist/model/service.h"
#include "trustlist/model/uris.h"

namespace accord::trustlist {

/// What one element of a pointer's AdditionalInformation is (5.3.13), in the order in which
/// `build::write_list` puts them when nothing else is said.
enum class PointerInformation : std::uint8_t {
  textual,  ///< TextualInformation; the others are OtherInformation
  list_type,
  territory,
  mime_type,
  operator_names,
  community_rules,
  agreement,
  other  ///< not known
};

/// OtherTSLPointer (5.3.13): another list, and who signs it.
struct Pointer {
  std::vector<Identity> signers;
  std::string location;  ///< URI
  std::optional<std::string> list_type, territory, mime_type;
  LocalisedTexts operator_names, community_rules;
  std::optional<RecognitionAgreement> agreement;
  LocalisedTexts textual_information;
  std::vector<std::string>
      other_xml;  ///< OtherInformation that is not known, as it stood, canonical
  /// The order in which these stood, each as often as it came; empty: that of the enumeration.
  std::vector<PointerInformation> order{};
  KeptXml source{};  ///< OtherTSLPointer as it stood, when the fields above do not hold all of it
  Place place;

  /// The form of the list that it leads to, when its type is one that ETSI registers.
  [[nodiscard]] std::optional<Form> list_form() const noexcept {
    return list_type.has_value() ? form_of_type(*list_type) : std::nullopt;
  }
  /// All certificates announced for the pointed list's signature.
  [[nodiscard]] std::vector<x509::Certificate> signer_certificates() const;
  /// Whether it leads to the machine-readable form of a list (by MIME type; without one, yes).
  /// Lists of trusted entities have no MIME type of their own: application/xml leads to one too,
  /// where the type does not say that it is a trusted list.
  [[nodiscard]] bool leads_to_xml() const noexcept;

  friend bool operator==(const Pointer&, const Pointer&) = default;
};

/// A service that is in the list and, for damage, not in the model, or not whole.
struct LeftOutService {
  Identity identity;               ///< whatever of it could be read, its history's included
  bool provider_left_out = false;  ///< it was left out with its provider
  Place place;
  /// It is in the model, and something that has no place in it, or in what is said of its provider,
  /// was passed over.
  bool partial = false;

  friend bool operator==(const LeftOutService&, const LeftOutService&) = default;
};

/// Why it is not to be passed over when somebody may be looking for it.
[[nodiscard]] outcome::FindingId finding_about(const LeftOutService& service) noexcept;

/// An attribute of the root that its standard does not have.
struct KeptAttribute {
  std::string ns, local, value;

  friend bool operator==(const KeptAttribute&, const KeptAttribute&) = default;
};

/// Something in the list of providers that is not among them.
struct KeptPart {
  std::size_t before{};  ///< how many providers of the model stand before it
  KeptXml xml;

  friend bool operator==(const KeptPart&, const KeptPart&) = default;
};

/// A trusted list, a list of trusted entities, or a list of lists of either form.
struct TrustedList {
  std::string id;  ///< attribute Id of the root; may be empty
  Form form{};
  std::string tag;          ///< TSLTag or LOTETag
  std::uint32_t version{};  ///< 5 or 6; of a list of trusted entities 1
  std::uint64_t sequence{};
  std::string type;  ///< TSLType URI
  LocalisedTexts operator_names;
  Address operator_address;
  LocalisedTexts scheme_names;
  LocalisedTexts information_uris;   ///< in order: a list of lists names its pivots here
  std::string status_determination;  ///< URI
  LocalisedTexts community_rules;    ///< URIs
  std::string territory;             ///< "LU", "EU"; may be empty
  std::optional<LegalNotice> legal_notice;
  /// In days; 65535 means for ever. Only a list of trusted entities may say nothing of it.
  std::optional<std::uint64_t> history_period;
  std::vector<Pointer> pointers;
  time::Instant issued{};
  std::optional<time::Instant> next_update;  ///< nothing: the list is closed
  std::vector<std::string> distribution_points;
  std::vector<Extension> scheme_extensions;
  std::vector<Provider> providers;
  std::uint64_t
      services_left_out{};  ///< damaged services that are not in `providers`; each has a finding
  std::uint64_t providers_left_out{};
  /// The services that were left out, those of providers that were left out included, and those
  /// that are not whole; for a provider of which no service is found, one that may be anybody's.
  std::vector<LeftOutService> left_out;
  std::vector<KeptAttribute> other_attributes;  ///< of the root, in the order of the document
  std::vector<KeptPart> kept_parts;  ///< providers that were left out, and what is no provider
  KeptXml scheme_source;  ///< SchemeInformation as it stood, when the fields do not hold all of it
  /// Something of the document is neither in the fields nor kept: it stood beside the parts of the
  /// root (each has a finding), or providers were dropped. Such a list cannot be written.
  bool partial = false;

  /// By its type. TS 119 602 has no type for it: there, one that ends as in TS 119 612, D.6, in the
  /// territory and "listofthelists".
  [[nodiscard]] bool is_list_of_lists() const noexcept;
  [[nodiscard]] std::size_t service_count() const noexcept;

  friend bool operator==(const TrustedList&, const TrustedList&) = default;
};

/// A service with its provider, found in a list that must outlive it.
struct ServiceRef {
  const Provider* provider = nullptr;
  const Service* service = nullptr;
  IdentityMatch how{};
};

/// Every service of the list that is this certificate's, in order of the list. All are returned,
/// whatever the strength of the match.
[[nodiscard]] std::vector<ServiceRef> find_services(const TrustedList& list,
                                                    const x509::Certificate& certificate);
/// Every service with this SubjectPublicKeyInfo in a certificate or key value of its current
/// identity.
[[nodiscard]] std::vector<ServiceRef> find_services_by_key(const TrustedList& list,
                                                           der::ByteView spki);
/// Every service with this X509SKI, or a certificate with this SubjectKeyIdentifier.
[[nodiscard]] std::vector<ServiceRef> find_services_by_key_identifier(const TrustedList& list,
                                                                      der::ByteView key_identifier);

/// Pointers to lists of that territory in their machine-readable form. With a form, those whose
/// type says or leaves open that they lead to a list of that form.
[[nodiscard]] std::vector<const Pointer*> pointers_to(const TrustedList& list,
                                                      std::string_view territory,
                                                      std::optional<Form> form = std::nullopt);

}  // namespace accord::trustlist
