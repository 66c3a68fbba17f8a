#pragma once

#include <set>
#include <string>

#include "trustlist/render/html.h"

namespace accord::trustlist::render {

/// The certificates of one publication, each written once.
class Certificates {
 public:
  Certificates(const Publication& publication, const Sink& sink)
      : folder_(publication.name + "/certificates/"), sink_(sink) {}

  /// A table of them, with a link to each file; `from` is the way from the page to the folder of
  /// the publication ("" or "NAME/"). Empty when there are none.
  [[nodiscard]] std::string table(const std::vector<x509::Certificate>& certificates,
                                  std::string_view from);

 private:
  std::string folder_;
  const Sink& sink_;
  std::set<std::string> written_;
};

/// How something is identified: certificates, names, identifiers of keys.
[[nodiscard]] std::string identity_html(const Identity& identity, Certificates& certificates,
                                        std::string_view from);
/// Each extension in words.
[[nodiscard]] std::string extensions_html(const std::vector<Extension>& extensions);
/// Postal and electronic addresses.
void add_address(Facts& facts, const Address& address);
/// A recognition agreement: its terms now and before.
[[nodiscard]] std::string agreement_html(const RecognitionAgreement& agreement);
/// The pages of one provider and its services, "NAME/SLUG.html"; `slug` is that of the page.
[[nodiscard]] std::string provider_page(const TrustedList& list, const Provider& provider,
                                        const Publication& publication, Certificates& certificates);
/// The pointers of a list, as parts of its page.
[[nodiscard]] std::string pointers_html(const TrustedList& list, const Publication& publication,
                                        Certificates& certificates);

/// File names for the providers in their order, without ".html": letters, digits and dashes of the
/// English name, each once.
[[nodiscard]] std::vector<std::string> provider_slugs(const TrustedList& list);
/// What the search looks through: providers, services, pointers.
[[nodiscard]] std::string search_index(const TrustedList& list, const Publication& publication,
                                       const std::vector<std::string>& slugs);
/// "Trusted list of JP".
[[nodiscard]] std::string title_of(const TrustedList& list);
/// "service-3": the place of the n-th service on its provider's page, from 1.
[[nodiscard]] std::string service_anchor(std::size_t number);

}  // namespace accord::trustlist::render
