#include "tests/trustlist/entities_maker.h"

namespace accord::tests {

using namespace trustlist;

TrustedList entities_list() {
  auto list = sample_list();
  list.form = Form::trusted_entities;
  list.tag = uri::entities_tag;
  list.version = 1;
  list.type = wallet_list_type;
  list.status_determination = "https://operator.example/determination";
  list.community_rules = {{"en", "https://operator.example/rules"}};
  list.history_period.reset();
  auto& service = list.providers.front().services.front();
  service.history.clear();
  service.current.type.clear();
  service.current.status.clear();
  service.current.starting = list.issued;
  service.current.extensions.clear();
  return list;
}

TrustedList full_entities_list() {
  auto list = entities_list();
  list.id = "the-list";
  list.history_period = 65535;
  list.legal_notice =
      LegalNotice{LegalNotice::Kind::policy_uris, {{"en", "https://operator.example/policy"}}};
  list.pointers = {pointer_to_list(list, "https://operator.example/entities.xml")};
  list.scheme_extensions.push_back(
      {false, UnknownExtension{"{urn:test}scheme", "<t:scheme xmlns:t=\"urn:test\"></t:scheme>"}});
  auto& provider = list.providers.front();
  provider.extensions.push_back(
      {false,
       OtherAssociatedBodies{
           provider.names, provider.trade_names, provider.address, provider.information_uris, {}}});
  auto& service = provider.services.front();
  auto& now = service.current;
  now.type = wallet_service_type;
  now.status = notified_status;
  now.starting = instant("2026-05-20T00:00:00Z");
  now.scheme_definition_uris = {{"en", "https://operator.example/definition"}};
  now.definition_uris = {{"en", "https://seal-trust.example/terms"}};
  now.supply_points = {{"https://seal-trust.example/crl", {}},
                       {"https://seal-trust.example/ocsp", "https://operator.example/ocsp"}};
  now.identity.ids.emplace_back(
      OtherId{"<OtherId xmlns=\"http://uri.etsi.org/019602/v1#\">a word</OtherId>"});
  now.extensions.push_back({false, ServiceUniqueIdentifier{"https://operator.example/id/1"}});
  auto past = now;
  past.status = "https://operator.example/status/suspended";
  past.starting = instant("2026-05-01T00:00:00Z");
  past.scheme_definition_uris.clear();
  past.definition_uris.clear();
  past.supply_points.clear();
  past.identity.ids.erase(past.identity.ids.begin());
  service.history = {past};
  return list;
}

Pointer pointer_to_list(const TrustedList& list, std::string_view location) {
  Pointer pointer;
  pointer.signers = {trustlist::Identity{{DigitalId{list_signer().certificate}}}};
  pointer.location = location;
  pointer.list_type = list.type;
  pointer.territory = list.territory;
  pointer.mime_type =
      list.form == Form::trusted_entities ? uri::xml_mime_type : uri::list_mime_type;
  pointer.operator_names = list.operator_names;
  pointer.community_rules = list.community_rules;
  return pointer;
}

TrustedList entities_list_of_lists() {
  auto list = entities_list();
  list.type = "https://operator.example/types/JPlistofthelists";
  list.providers.clear();
  list.pointers = {pointer_to_list(sample_list(), "https://operator.example/list.xml"),
                   pointer_to_list(entities_list(), "https://operator.example/entities.xml")};
  return list;
}

}  // namespace accord::tests
