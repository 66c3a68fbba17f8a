#include "trustlist/render/parts.h"
#include "trustlist/words/words.h"

namespace accord::trustlist::render {
namespace {

std::string kind_html(const ServiceEntry& entry) {
  std::vector<std::string> uses;
  for (const auto& uri : entry.additional_information()) {
    uses.push_back(escape(words::additional_information(uri)));
  }
  auto html = escape(words::service_type(entry.type));
  if (!uses.empty()) html += ", " + words::joined(uses);
  return html;
}

std::string supply_points(const ServiceEntry& entry) {
  std::string html;
  for (const auto& point : entry.supply_points) {
    html += (html.empty() ? "" : "<br>") + link(point.uri);
    if (point.type) html += " (" + escape(words::service_type(*point.type)) + ")";
  }
  return html;
}

std::string history_html(const Service& service) {
  if (service.history.empty() && !service.history_cut) return {};
  HtmlTable table({"Status", "From", "Until", "What was said"});
  for (const auto& dated : periods(service)) {
    if (dated.entry == &service.current) continue;
    const auto& entry = *dated.entry;
    auto said = localised(entry.names) + "<br>" + kind_html(entry);
    const auto extensions = extensions_html(entry.extensions);
    if (!extensions.empty()) said += "<br>" + extensions;
    table.add({status_mark(entry.status), moment(dated.period.from),
               dated.period.until ? moment(*dated.period.until) : std::string(), said});
  }
  std::string html = "<h3>History</h3>" + (table.empty() ? std::string() : table.html());
  const auto shown = periods(service).size() - 1;
  if (shown < service.history.size()) {
    html += "<p class=\"banner unsure\">" + std::to_string(service.history.size() - shown) +
            " entries are out of order in the list and hold at no time.</p>";
  }
  if (service.history_cut) {
    html +=
        "<p class=\"banner unsure\">Older entries are damaged in the list and could not be "
        "read.</p>";
  }
  return html;
}

std::string service_html(const Service& service, std::size_t number, Certificates& certificates) {
  const auto& now = service.current;
  Facts facts;
  facts.add("Kind", kind_html(now));
  facts.add("Status",
            status_mark(now.status) + (now.has_status() ? " since " + moment(now.starting)
                                                        : ": the list says no more than that"));
  facts.add("Supply points", supply_points(now));
  facts.add("Scheme's definition", localised_links(now.scheme_definition_uris));
  facts.add("Provider's definition", localised_links(now.definition_uris));
  facts.add("Extensions", extensions_html(now.extensions));
  auto html = "<article class=\"service\" id=\"" + service_anchor(number) + "\"><h2><span>" +
              localised(now.names) + "</span>" + status_mark(now.status) + "</h2>" + facts.html();
  if (!now.unknown_critical().empty()) {
    html +=
        "<p class=\"banner bad\">A critical extension of this service is not understood: the "
        "service must not be relied on.</p>";
  }
  html += "<h3>Identity</h3>" + identity_html(now.identity, certificates, "");
  return html + history_html(service) + "</article>\n";
}

}  // namespace

std::string service_anchor(std::size_t number) { return "service-" + std::to_string(number); }

std::string provider_page(const TrustedList& list, const Provider& provider,
                          const Publication& publication, Certificates& certificates) {
  Page page;
  page.title = words::english(provider.names) + " - " + title_of(list);
  page.navigation =
      "<a href=\"../" + publication.name + ".html\">" + escape(title_of(list)) + "</a>";
  page.publication = &publication;
  page.next_update = list.next_update;
  page.has_languages = true;
  Facts facts;
  facts.add("Trade names", localised(provider.trade_names));
  add_address(facts, provider.address);
  facts.add("Information", localised_links(provider.information_uris));
  facts.add("Extensions", extensions_html(provider.extensions));
  page.body = "<h1>" + localised(provider.names) + "</h1>" + facts.html();
  page.body += "<p class=\"quiet\">As the list with sequence number " +
               std::to_string(list.sequence) + ", issued " + moment(list.issued) + ", says.</p>\n";
  std::size_t number = 0;
  for (const auto& service : provider.services) {
    number += 1;
    page.body += service_html(service, number, certificates);
  }
  return html_of(page);
}

}  // namespace accord::trustlist::render
