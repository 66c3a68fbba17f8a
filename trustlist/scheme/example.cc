#include "trustlist/scheme/example.h"

#include "lib/xml/writer.h"
#include "trustlist/scheme/source.h"

namespace accord::trustlist::scheme {
namespace {

constexpr std::string_view scheme_text =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<!-- The source of a @kind@. Put your facts in the place of every text that
     begins with FILL-IN; `accord tl build` names those that are left, with their lines. Texts and
     addresses may stand in several languages, one element for each; English must be among them. -->
<scheme xmlns="urn:accord:scheme:1" @form@>
  <!-- The country or region in two capital letters (ISO 3166-1; EU; EL for Greece). -->
  <territory>@territory@</territory>
  <!-- What kind of list it is (@what-type@. -->
  <list-type>@list-type@</list-type>

  <!-- Who publishes the list, and how to reach them. -->
  <operator>
    <!-- The official name; the certificate of the list's signer must have the same. -->
    <name lang="en">@operator@</name>
    <address>
      <postal lang="en">
        <street>FILL-IN: street and number of the operator</street>
        <locality>FILL-IN: town of the operator</locality>
        <postal-code>FILL-IN: postal code, or take this line out</postal-code>
        <country>@territory@</country>
      </postal>
      <!-- One mail address and one web page at least. -->
      <electronic lang="en">mailto:FILL-IN:mail-address-of-the-operator</electronic>
      <electronic lang="en">FILL-IN:web-page-of-the-operator</electronic>
    </address>
  </operator>

  <!-- The name begins with the territory and a colon. -->
  <name lang="en">@name@</name>
  <!-- A page that tells relying parties about the scheme. -->
  <information lang="en">FILL-IN:page-about-the-scheme</information>
  <!-- How the statuses are decided (@clause@.3.8), and the rules of the scheme (@clause@.3.9). -->
  <status-determination>@determination@</status-determination>
  @rules@
  <legal-notice lang="en">FILL-IN: the law that the list rests on, and what relying parties may expect</legal-notice>

  <!-- For how many days history is kept; 65535 means for ever. -->
  <history-period>65535</history-period>
  <!-- In how many days after its issue the next list is due. -->
  <next-update>180</next-update>
  <!-- Where the list is published. -->
  <distribution-point>FILL-IN:address-where-the-list-is-published</distribution-point>

  <!-- Providers stand in files of their own in the folder providers. `accord tl pointer add` puts
       pointers to other lists here, and `accord tl sign` notes what was published: leave both to
       these commands. A line such as <pointer-to scheme="jp"/> points to the list of the scheme in
       the folder jp beside this one. -->
</scheme>
)";

constexpr std::string_view provider_text =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<!-- One trust service provider with its services. Give the file the name of the provider. -->
<provider xmlns="urn:accord:scheme:1">
  <!-- The name in the official register, in English. -->
  <name lang="en">FILL-IN: name of the provider</name>
  <!-- A trade name holds the number in a register: VATxx-…, NTRxx-…, with the country for xx
       (5.4.2). -->
  <trade-name lang="en">NTR@territory@-FILL-IN: number in the trade register</trade-name>
  <address>
    <postal lang="en">
      <street>FILL-IN: street and number of the provider</street>
      <locality>FILL-IN: town of the provider</locality>
      <country>@territory@</country>
    </postal>
    <electronic lang="en">mailto:FILL-IN:mail-address-of-the-provider</electronic>
    <electronic lang="en">FILL-IN:web-page-of-the-provider</electronic>
  </address>
  <!-- Where the provider tells its users about its services and their terms. -->
  <information lang="en">FILL-IN:page-with-the-terms-of-the-provider</information>

  <!-- One element for each service. Further ones come with `accord tl service add`. -->
  <service>
    <!-- The kind of service (5.5.1). This one issues qualified certificates. -->
    <type>http://uri.etsi.org/TrstSvc/Svctype/CA/QC</type>
    <name lang="en">FILL-IN: name of the service</name>
    <!-- The certificate's file, as a name below the folder of scheme.xml. -->
    <certificate file="FILL-IN:certificates/NAME.crt"/>
    <!-- What the certificates are for: ForeSignatures, ForeSeals or ForWebSiteAuthentication. -->
    <additional-information>http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/ForeSeals</additional-information>
    <!-- The newest status stands first, the others are history. Write the first one by hand, with
         its moment in UTC such as 2026-05-20T00:00:00Z, and leave all later ones to `accord tl service` (grant, withdraw, set-status, qualify). -->
    <status since="FILL-IN:moment-of-the-approval-in-UTC">http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/granted</status>
  </service>
</provider>
)";

constexpr std::string_view entity_text =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<!-- A trusted entity and its services. Give the file the name of the entity. -->
<provider xmlns="urn:accord:scheme:1" form="trusted-entities">
  <name lang="en">FILL-IN: name of the trusted entity as it is registered</name>
  <trade-name lang="en">FILL-IN: trade name, or take this line out</trade-name>
  <address>
    <postal lang="en">
      <street>FILL-IN: street and number of the entity</street>
      <locality>FILL-IN: town of the entity</locality>
      <country>@territory@</country>
    </postal>
    <electronic lang="en">mailto:FILL-IN:mail-address-of-the-entity</electronic>
    <electronic lang="en">FILL-IN:web-page-of-the-entity</electronic>
  </address>
  <!-- Where the entity tells its users about its services. -->
  <information lang="en">FILL-IN:page-about-the-services-of-the-entity</information>

  <!-- One element for each service. Further ones come with `accord tl service add`. -->
  <service>
    <!-- The kind of service (ETSI TS 119 602, 6.6.1), or take this line out. -->
    <type>FILL-IN:type-of-the-service</type>
    <name lang="en">FILL-IN: name of the service</name>
    <!-- The certificate's file, as a name below the folder of scheme.xml. -->
    <certificate file="FILL-IN:certificates/NAME.crt"/>
    <!-- Where the scheme gives statuses (6.6.4), one of its own stands here, with its moment:
         `accord tl service set-status` writes it. Without one, the service is listed, and the list
         says no more than that. -->
  </service>
</provider>
)";

std::string with(std::string text, std::string_view mark, const std::string& value) {
  for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at)) {
    text.replace(at, mark.size(), value);
    at += value.size();
  }
  return text;
}

constexpr std::string_view list_type =
    "ETSI TS 119 612, 5.3.3). EUgeneric for a member state of the EU,\n"
    "       two letters and \"list\" for other countries";
constexpr std::string_view entities_type =
    "ETSI TS 119 602, 6.3.3): one of its annexes, such as\n"
    "       http://uri.etsi.org/19602/LoTEType/EUWalletProvidersList, or a URI of your own";

std::string rules_of(const SchemeSource& scheme) {
  std::string rules;
  for (const auto& rule : scheme.community_rules) {
    if (!rules.empty()) rules += "\n  ";
    rules += "<community-rules lang=\"" + rule.language + "\">" + xml::escape_text(rule.text) +
             "</community-rules>";
  }
  return rules;
}

}  // namespace

outcome::Result<std::string> example_scheme(const ExampleFacts& facts) {
  const bool entities = facts.form == Form::trusted_entities;
  const std::string what = facts.list_of_lists ? "List of trusted lists"
                           : entities          ? "Trusted entities"
                                      : "Supervision of trust service providers and their services";
  std::string territory = "FILL-IN:two-capital-letters";
  std::string type = "FILL-IN:type-of-the-list";
  std::string determination = "FILL-IN:address-of-how-statuses-are-decided";
  std::string rules =
      "<community-rules lang=\"en\">FILL-IN:address-of-the-rules-of-the-scheme</community-rules>";
  if (!facts.territory.empty()) {
    const auto known =
        new_scheme({.territory = facts.territory,
                    .operator_name = facts.operator_name.empty() ? "operator" : facts.operator_name,
                    .list_of_lists = facts.list_of_lists});
    if (!known) return pass_on(known);
    territory = known->territory;
    if (!entities) {
      type = known->list_type;
      determination = known->status_determination;
      rules = rules_of(*known);
    }
  }
  if (!facts.list_type.empty()) type = xml::escape_text(facts.list_type);
  auto text = with(std::string(scheme_text), "@territory@", territory);
  text = with(std::move(text), "@form@",
              entities ? "form=\"trusted-entities\" list-version=\"1\"" : "list-version=\"6\"");
  text = with(std::move(text), "@kind@", entities ? "list of trusted entities" : "trusted list");
  text = with(std::move(text), "@what-type@", std::string(entities ? entities_type : list_type));
  text = with(std::move(text), "@clause@", entities ? "6" : "5");
  text = with(std::move(text), "@list-type@", type);
  text = with(std::move(text), "@determination@", determination);
  text = with(std::move(text), "@rules@", rules);
  text = with(std::move(text), "@name@",
              facts.territory.empty() ? "FILL-IN: territory, a colon, and the scheme's name"
                                      : territory + ":" + what);
  return with(std::move(text), "@operator@",
              facts.operator_name.empty() ? "FILL-IN: official name of the operator"
                                          : xml::escape_text(facts.operator_name));
}

std::string example_provider(const ExampleFacts& facts) {
  const bool entities = facts.form == Form::trusted_entities;
  return with(std::string(entities ? entity_text : provider_text), "@territory@",
              facts.territory.empty() ? "FILL-IN:two-capital-letters" : facts.territory);
}

}  // namespace accord::trustlist::scheme
