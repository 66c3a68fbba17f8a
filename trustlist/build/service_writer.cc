#include "trustlist/build/parts.h"

namespace accord::trustlist::build {
namespace {

/// What a current entry and one of the history have in common.
void write_facts(ListWriter& out, const ServiceEntry& entry) {
  if (!entry.type.empty()) out.leaf("tsl:ServiceTypeIdentifier", entry.type);
  write_names(out, "tsl:ServiceName", entry.names);
  write_identity(out, entry.identity);
  if (!entry.has_status()) return;
  out.leaf("tsl:ServiceStatus", entry.status);
  out.leaf("tsl:StatusStartingTime", time::to_string(entry.starting));
}

void write_service(ListWriter& out, const Service& service) {
  if (!service.source.empty()) {
    out.raw(service.source);
    return;
  }
  out.open("tsl:TSPService").open("tsl:ServiceInformation");
  const auto& current = service.current;
  write_facts(out, current);
  if (!current.scheme_definition_uris.empty()) {
    write_uris(out, "tsl:SchemeServiceDefinitionURI", current.scheme_definition_uris);
  }
  if (!current.supply_points.empty()) {
    out.open("tsl:ServiceSupplyPoints");
    for (const auto& point : current.supply_points) {
      out.open("tsl:ServiceSupplyPoint");
      if (point.type) out.attribute("type", *point.type);
      out.text(point.uri).close();
    }
    out.close();
  }
  if (!current.definition_uris.empty()) {
    write_uris(out, "tsl:TSPServiceDefinitionURI", current.definition_uris);
  }
  write_extensions(out, "tsl:ServiceInformationExtensions", current.extensions);
  out.close();
  if (!service.history.empty()) {
    out.open("tsl:ServiceHistory");
    for (const auto& entry : service.history) {
      out.open("tsl:ServiceHistoryInstance");
      write_facts(out, entry);
      write_extensions(out, "tsl:ServiceInformationExtensions", entry.extensions);
      out.close();
    }
    out.close();
  }
  out.close();
}

void write_provider_information(ListWriter& out, const Provider& provider) {
  if (!provider.information_source.empty()) {
    out.raw(provider.information_source);
    return;
  }
  out.open("tsl:TSPInformation");
  write_names(out, "tsl:TSPName", provider.names);
  if (!provider.trade_names.empty()) write_names(out, "tsl:TSPTradeName", provider.trade_names);
  write_address(out, "tsl:TSPAddress", provider.address);
  write_uris(out, "tsl:TSPInformationURI", provider.information_uris);
  write_extensions(out, "tsl:TSPInformationExtensions", provider.extensions);
  out.close();
}

}  // namespace

void write_provider(ListWriter& out, const Provider& provider) {
  if (!provider.source.empty()) {
    out.raw(provider.source);
    return;
  }
  out.open("tsl:TrustServiceProvider");
  write_provider_information(out, provider);
  out.open("tsl:TSPServices");
  for (const auto& service : provider.services) write_service(out, service);
  out.close().close();
}

}  // namespace accord::trustlist::build
