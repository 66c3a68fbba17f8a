#include "trustlist/render/parts.h"

#include "trustlist/words/words.h"

namespace accord::trustlist::render {
namespace {

std::string list_of(const std::vector<std::string>& items) {
  std::string html;
  for (const auto& item : items) html += (html.empty() ? "" : "<br>") + item;
  return html;
}

std::string statuses(const std::vector<std::string>& uris) {
  std::vector<std::string> texts;
  for (const auto& uri : uris) texts.push_back(escape(words::status(uri)));
  return texts.empty() ? "none" : words::joined(texts);
}

std::string kinds(const std::vector<ServiceKind>& all) {
  std::vector<std::string> texts;
  for (const auto& kind : all) texts.push_back(escape(words::service_kind(kind)));
  return texts.empty() ? "none" : words::joined(texts);
}

std::string terms_html(const DatedTerms& dated) {
  const auto& terms = *dated.terms;
  Facts facts;
  auto status = status_mark(terms.status) + " from " + moment(dated.period.from);
  if (dated.period.until) status += " until " + moment(*dated.period.until);
  facts.add("Status", status);
  facts.add("Kind of service",
            kinds(terms.pointed_kinds) + " counts as " + kinds(terms.pointing_kinds));
  facts.add("Trusted when",
            statuses(terms.valid.pointed) + " counts as " + statuses(terms.valid.pointing));
  facts.add("Not trusted when",
            statuses(terms.invalid.pointed) + " counts as " + statuses(terms.invalid.pointing));
  std::vector<std::string> contents;
  for (const auto& one : terms.contents)
    contents.push_back(escape(words::content_equivalence(one)));
  facts.add("Content of certificates", list_of(contents));
  if (terms.qualifiers) {
    facts.add("Qualifiers", escape(words::qualifier_equivalence(*terms.qualifiers)));
  }
  return facts.html();
}

}  // namespace

std::string Certificates::table(const std::vector<x509::Certificate>& certificates,
                                std::string_view from) {
  HtmlTable table({"Certificate", "Issuer", "Validity", "SHA-256"});
  for (const auto& certificate : certificates) {
    const auto digest = der::to_hex(certificate.fingerprint().bytes());
    if (written_.insert(digest).second) {
      sink_(folder_ + digest + ".cer", der::as_text(certificate.der()));
    }
    const bool is_self_issued = certificate.is_self_issued();
    table.add({escape(certificate.subject().to_string()),
               is_self_issued ? "itself" : escape(certificate.issuer().to_string()),
               moment(certificate.not_before()) + "<br>to " + moment(certificate.not_after()),
               code(digest) + "<br><a href=\"" + escape(from) + "certificates/" + digest +
                   ".cer\" download>Download .cer</a>"});
  }
  return table.empty() ? std::string() : table.html();
}

std::string identity_html(const Identity& identity, Certificates& certificates,
                          std::string_view from) {
  auto html = certificates.table(identity.certificates(), from);
  Facts facts;
  for (const auto& id : identity.ids) {
    if (std::holds_alternative<x509::Certificate>(id)) continue;
    auto kind = std::string(words::digital_id_kind(id));
    kind.front() = static_cast<char>(kind.front() - 'a' + 'A');
    const bool is_name = std::holds_alternative<SubjectNameId>(id);
    const auto text = words::digital_id(id);
    facts.add(kind, is_name ? escape(text) : code(text));
  }
  html += facts.html();
  if (identity.lost_parts()) {
    html +=
        "<p class=\"banner unsure\">A part of this identity is damaged in the list and could "
        "not be read.</p>";
  }
  if (html.empty()) html = "<p>The list gives no identity.</p>";
  return html;
}

std::string extensions_html(const std::vector<Extension>& extensions) {
  std::vector<std::string> items;
  for (const auto& extension : extensions) {
    const std::string critical = extension.critical ? " <strong>(critical)</strong>" : "";
    const auto* all = std::get_if<Qualifications>(&extension.value);
    if (all != nullptr && !all->elements.empty()) {
      for (const auto& element : all->elements) {
        items.push_back(escape(words::qualification(element)) + critical);
      }
    } else {
      items.push_back(escape(words::extension(extension)) + critical);
    }
  }
  return list_of(items);
}

void add_address(Facts& facts, const Address& address) {
  LocalisedTexts lines;
  for (const auto& postal : address.postal) {
    lines.push_back({postal.language, words::address(postal)});
  }
  facts.add("Address", localised(lines));
  facts.add("Contact", localised_links(address.electronic));
}

std::string agreement_html(const RecognitionAgreement& agreement) {
  Facts facts;
  facts.add("Relying side", link(agreement.pointing_legislation));
  facts.add("Foreign side", link(agreement.pointed_legislation));
  facts.add("Version", std::to_string(agreement.version));
  facts.add("Chained", agreement.depth <= 1
                           ? std::string("no")
                           : "over up to " + std::to_string(agreement.depth) + " agreements");
  auto html = "<h3>Recognition agreement</h3>" + facts.html();
  if (agreement.damaged) {
    html +=
        "<p class=\"banner bad\">A part of this agreement is damaged and could not be read: it "
        "must not be relied on.</p>";
  }
  for (const auto& equivalence : agreement.equivalences) {
    html += "<h3>" + escape(equivalence.legal_identifier) + "</h3>";
    for (const auto& dated : periods(equivalence)) html += terms_html(dated);
  }
  return html;
}

std::string pointers_html(const TrustedList& list, const Publication& publication,
                          Certificates& certificates) {
  if (list.pointers.empty()) return {};
  std::string html = "<h2>Other lists</h2>";
  std::size_t number = 0;
  for (const auto& pointer : list.pointers) {
    number += 1;
    Facts facts;
    facts.add("Location", link(pointer.location));
    facts.add("Operator", localised(pointer.operator_names));
    facts.add("Type", escape(short_name(pointer.list_type.value_or(""))));
    facts.add("Form", escape(pointer.mime_type.value_or("")));
    facts.add("Community rules", localised_links(pointer.community_rules));
    facts.add("Text", localised(pointer.textual_information));
    html += "<article class=\"service\" id=\"pointer-" + std::to_string(number) + "\"><h2>" +
            escape(pointer.territory.value_or("No territory")) + "</h2>" + facts.html();
    html += "<h3>Who may sign it</h3>";
    const auto table = certificates.table(pointer.signer_certificates(), publication.name + "/");
    html += table.empty() ? "<p>No certificate is given.</p>" : table;
    if (pointer.agreement) html += agreement_html(*pointer.agreement);
    html += "</article>";
  }
  return html;
}

}  // namespace accord::trustlist::render
