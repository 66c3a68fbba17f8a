#include "trustlist/render/render.h"

#include <algorithm>

#include "trustlist/model/partial.h"
#include "trustlist/render/parts.h"
#include "trustlist/words/words.h"

namespace accord::trustlist::render {
namespace {

std::string update_html(const std::optional<time::Instant>& next_update) {
  return next_update ? moment(*next_update) : std::string("none: the list is closed");
}

std::string check_html(const Publication& publication) {
  if (!publication.verified) {
    return "<span class=\"status bad\">not verified</span> (the check gave: " +
           escape(publication.verdict) + ")";
  }
  auto html = "<span class=\"status good\">verified</span> as of " + moment(publication.checked_at);
  if (publication.signer) {
    html += ", signed by " + escape(publication.signer->subject().to_string()) + ", SHA-256 " +
            code(der::to_hex(publication.signer->fingerprint().bytes()));
  }
  return html;
}

std::string files_html(const Publication& publication) {
  const auto& name = publication.name;
  return "<a href=\"" + name + ".xml\" download>" + name + ".xml</a> (the signed list, " +
         std::to_string(publication.size) + " octets), <a href=\"" + name + ".sha2\" download>" +
         name + ".sha2</a> (its digest)<br>SHA-256 " + code(publication.sha256);
}

std::string notice_html(const TrustedList& list) {
  if (!list.legal_notice) return {};
  return list.legal_notice->kind == LegalNotice::Kind::policy_uris
             ? localised_links(list.legal_notice->entries)
             : localised(list.legal_notice->entries);
}

std::string head_html(const TrustedList& list, const Publication& publication) {
  Facts facts;
  facts.add("Check", check_html(publication));
  facts.add("Operator", localised(list.operator_names));
  facts.add("Sequence number", std::to_string(list.sequence));
  facts.add("Issued", moment(list.issued));
  facts.add("Next update", update_html(list.next_update));
  facts.add("Files", files_html(publication));
  return facts.html();
}

std::string history_html(const std::optional<std::uint64_t>& days) {
  if (!days) return {};
  return *days == 65535 ? std::string("for ever") : std::to_string(*days) + " days";
}

std::string scheme_html(const TrustedList& list) {
  Facts facts;
  facts.add("Type", escape(short_name(list.type)));
  facts.add(
      "Version of the format",
      std::to_string(list.version) +
          (list.form == Form::trusted_entities ? " of ETSI TS 119 602" : " of ETSI TS 119 612"));
  add_address(facts, list.operator_address);
  facts.add("Information", localised_links(list.information_uris));
  facts.add("How status is determined", link(list.status_determination));
  facts.add("Community rules", localised_links(list.community_rules));
  facts.add("Legal notice", notice_html(list));
  facts.add("History is kept", history_html(list.history_period));
  std::string points;
  for (const auto& point : list.distribution_points) {
    points += (points.empty() ? "" : "<br>") + link(point);
  }
  facts.add("Distribution points", points);
  facts.add("Extensions", extensions_html(list.scheme_extensions));
  return "<h2>The scheme</h2>" + facts.html();
}

std::string search_html(const TrustedList& list) {
  const auto* what = list.providers.empty()
                         ? "Search: territory, address, operator, certificate"
                         : "Search: provider, service, status, certificate's subject or SHA-256";
  return std::string("<div id=\"find\" role=\"search\" hidden><label for=\"search\">") + what +
         "</label><input id=\"search\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\">"
         "<p id=\"count\" class=\"quiet\" role=\"status\"></p><ol id=\"results\"></ol></div>";
}

std::string left_out_html(const TrustedList& list) {
  const std::string banner = "<p class=\"banner unsure\" role=\"alert\">";
  const auto partial = partial_count(list);
  const auto lost = std::max<std::uint64_t>(list.services_left_out, list.left_out.size() - partial);
  std::string text;
  if (lost != 0) {
    text += banner + std::to_string(lost) +
            " services of this list are damaged and could not be read. They are not on these "
            "pages.</p>";
  }
  if (partial != 0) {
    text += banner + std::to_string(partial) +
            (partial == 1 ? " service of this list holds" : " services of this list hold") +
            " something, or what is said of the provider does, that has no place there. It is not "
            "on these pages, and what it was meant to say is not known.</p>";
  }
  return text;
}

std::string providers_html(const TrustedList& list, const Publication& publication,
                           const std::vector<std::string>& slugs) {
  if (list.providers.empty()) return {};
  HtmlTable table({"Provider", "Services", "In good standing"});
  for (std::size_t i = 0; i < list.providers.size(); ++i) {
    const auto& provider = list.providers[i];
    const auto good = std::count_if(
        provider.services.begin(), provider.services.end(), [](const Service& service) {
          return words::standing(service.current.status) == words::Standing::good;
        });
    table.add({"<a href=\"" + publication.name + "/" + slugs.at(i) + ".html\">" +
                   localised(provider.names) + "</a>",
               std::to_string(provider.services.size()), std::to_string(good)});
  }
  return "<h2>Providers</h2>" + table.html();
}

std::string counted(std::size_t count, std::string_view what) {
  return std::to_string(count) + " " + std::string(what) + (count == 1 ? "" : "s");
}

}  // namespace

std::string title_of(const TrustedList& list) {
  const auto territory = list.territory.empty() ? std::string("no territory") : list.territory;
  if (list.is_list_of_lists()) return "List of lists of " + territory;
  return (list.form == Form::trusted_entities ? "List of trusted entities of "
                                              : "Trusted list of ") +
         territory;
}

bool is_publication_name(std::string_view name) noexcept {
  constexpr std::size_t longest = 80;
  return !name.empty() && name.size() <= longest && name.front() != '.' && name != "index" &&
         std::all_of(name.begin(), name.end(), [](char one) {
           return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') ||
                  (one >= '0' && one <= '9') || one == '.' || one == '-' || one == '_';
         });
}

void render_list(const TrustedList& list, const Publication& publication, const Sink& sink) {
  const auto slugs = provider_slugs(list);
  Certificates certificates(publication, sink);
  Page page;
  page.title = title_of(list);
  page.navigation = "<a href=\"index.html\">All lists</a>";
  page.publication = &publication;
  page.next_update = list.next_update;
  page.has_languages = true;
  page.index = search_index(list, publication, slugs);
  page.body = "<h1>" + escape(page.title) + "</h1><p>" + localised(list.scheme_names) + "</p>" +
              left_out_html(list) + head_html(list, publication) + search_html(list) +
              providers_html(list, publication, slugs) +
              pointers_html(list, publication, certificates) + scheme_html(list);
  sink(publication.name + ".html", html_of(page));
  for (std::size_t i = 0; i < list.providers.size(); ++i) {
    sink(publication.name + "/" + slugs[i] + ".html",
         provider_page(list, list.providers[i], publication, certificates));
  }
}

IndexRow index_row(const TrustedList& list, const Publication& publication) {
  IndexRow row;
  row.publication = publication;
  row.territory = list.territory;
  row.scheme_name = words::english(list.scheme_names);
  row.operator_name = words::english(list.operator_names);
  row.list_of_lists = list.is_list_of_lists();
  row.sequence = list.sequence;
  row.issued = list.issued;
  row.next_update = list.next_update;
  row.providers = list.providers.size();
  row.services = list.service_count();
  row.pointers = list.pointers.size();
  return row;
}

void render_index(const std::vector<IndexRow>& rows, const Sink& sink) {
  HtmlTable table({"List", "Operator", "Number", "Issued", "Next update", "Content", "Check"});
  for (const auto& row : rows) {
    const auto& name = row.publication.name;
    const auto content = row.list_of_lists ? counted(row.pointers, "pointer")
                                           : counted(row.providers, "provider") + "<br>" +
                                                 counted(row.services, "service");
    table.add({"<a href=\"" + name + ".html\">" +
                   escape(row.territory.empty() ? row.publication.name : row.territory) + "</a> " +
                   escape(row.scheme_name),
               escape(row.operator_name), std::to_string(row.sequence), day(row.issued),
               row.next_update ? day(*row.next_update) : "none: closed", content,
               row.publication.verified ? "<span class=\"status good\">verified</span>"
                                        : "<span class=\"status bad\">not verified</span>"});
  }
  Page page;
  page.title = "Trusted lists";
  const bool all_verified = std::all_of(
      rows.begin(), rows.end(), [](const IndexRow& row) { return row.publication.verified; });
  page.body = "<h1>Trusted lists</h1>";
  if (!all_verified) {
    page.body +=
        "<p class=\"banner bad\" role=\"alert\"><strong>Not all of these lists were "
        "verified.</strong> Do not rely on those that were not.</p>";
  }
  page.body += table.html();
  sink("index.html", html_of(page));
}

}  // namespace accord::trustlist::render
