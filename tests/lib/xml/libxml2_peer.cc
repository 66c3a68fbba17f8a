#include "tests/lib/xml/libxml2_peer.h"

#include <catch2/catch_test_macros.hpp>
#include <libxml/c14n.h>
#include <libxml/parser.h>
#include <libxml/uri.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlmemory.h>

namespace accord::tests {
namespace {

struct Verdict {
  bool refused = false;
};

// Errors that are none by XML 1.0 and Namespaces in XML 1.0: what a namespace's URI or an xml:id
// looks like is not their matter.
bool is_other_matter(int code) {
  return code == XML_WAR_NS_URI || code == XML_WAR_NS_URI_RELATIVE || code == XML_DTD_XMLID_VALUE ||
         code == XML_DTD_ID_REDEFINED;
}

void note_error(void* data, xmlErrorPtr error) {
  if (error->level >= XML_ERR_ERROR && !is_other_matter(error->code))
    static_cast<Verdict*>(data)->refused = true;
}

struct Subset {
  const xmlNode* apex;
  const xmlNode* without;
};

int is_visible(void* data, xmlNodePtr node, xmlNodePtr parent) {
  const auto& subset = *static_cast<const Subset*>(data);
  const bool own_parent = node->type == XML_NAMESPACE_DECL || node->type == XML_ATTRIBUTE_NODE;
  bool inside = false;
  for (const xmlNode* at = own_parent ? parent : node; at != nullptr; at = at->parent) {
    if (at == subset.without) return 0;
    inside = inside || at == subset.apex;
  }
  return inside ? 1 : 0;
}

std::vector<xmlChar*> prefix_list(const PeerDocument::Method& method) {
  std::vector<xmlChar*> list;
  for (const auto& prefix : method.inclusive_prefixes) {
    list.push_back(reinterpret_cast<xmlChar*>(const_cast<char*>(prefix.c_str())));
  }
  list.push_back(nullptr);
  return list;
}

void collect_elements(xmlNode* root, std::vector<xmlNode*>& elements) {
  for (auto* at = root; at != nullptr;) {
    if (at->type == XML_ELEMENT_NODE) elements.push_back(at);
    if (at->type == XML_ELEMENT_NODE && at->children != nullptr) {
      at = at->children;
      continue;
    }
    while (at != root && at->next == nullptr) at = at->parent;
    at = at == root ? nullptr : at->next;
  }
}

std::string as_string(const xmlChar* text) {
  return text == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(text));
}

std::string hexadecimal(const std::string& text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += digits[byte >> 4U];
    out += digits[byte & 0xFU];
  }
  return out;
}

std::string namespace_of(const xmlNs* ns) {
  return ns == nullptr ? std::string() : as_string(ns->href);
}

PeerElement describe(const xmlNode* element) {
  PeerElement seen{namespace_of(element->ns), as_string(element->name), {}, {}};
  for (const auto* attribute = element->properties; attribute != nullptr;
       attribute = attribute->next) {
    std::string value;
    for (const auto* piece = attribute->children; piece != nullptr; piece = piece->next)
      value += as_string(piece->content);
    seen.attributes.push_back("{" + namespace_of(attribute->ns) + "}" + as_string(attribute->name) +
                              "=" + value);
  }
  for (const auto* piece = element->children; piece != nullptr; piece = piece->next) {
    if (piece->type == XML_TEXT_NODE || piece->type == XML_CDATA_SECTION_NODE)
      seen.text += as_string(piece->content);
  }
  return seen;
}

}  // namespace

std::vector<PeerElement> PeerDocument::elements() const {
  std::vector<PeerElement> all;
  for (const auto* element : elements_) all.push_back(describe(element));
  return all;
}

void PeerDocument::Free::operator()(xmlDoc* document) const { xmlFreeDoc(document); }

std::optional<PeerDocument> PeerDocument::parse(std::string_view text) {
  Verdict verdict;
  auto* const context = xmlNewParserCtxt();
  REQUIRE(context != nullptr);
  xmlSetStructuredErrorFunc(&verdict, note_error);
  auto* const document = xmlCtxtReadMemory(context, text.data(), static_cast<int>(text.size()),
                                           nullptr, nullptr, XML_PARSE_NONET | XML_PARSE_HUGE);
  xmlSetStructuredErrorFunc(nullptr, nullptr);
  const bool well_formed = context->wellFormed != 0 && !verdict.refused;
  xmlFreeParserCtxt(context);
  PeerDocument made;
  made.document_.reset(document);
  if (document == nullptr || !well_formed) return std::nullopt;
  collect_elements(xmlDocGetRootElement(document), made.elements_);
  return made;
}

std::string PeerDocument::canonical(const Method& method) const {
  auto prefixes = prefix_list(method);
  xmlChar* bytes = nullptr;
  const int size = xmlC14NDocDumpMemory(document_.get(), nullptr,
                                        method.exclusive ? XML_C14N_EXCLUSIVE_1_0 : XML_C14N_1_0,
                                        prefixes.data(), method.with_comments ? 1 : 0, &bytes);
  REQUIRE(size >= 0);
  std::string text(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  xmlFree(bytes);
  return text;
}

std::string PeerDocument::canonical(const Method& method, std::size_t apex,
                                    std::optional<std::size_t> without) const {
  return canonical_between(method, elements_.at(apex), without ? elements_.at(*without) : nullptr);
}

void PeerDocument::make_namespaces_uris() {
  for (auto* element : elements_) {
    for (auto* ns = element->nsDef; ns != nullptr; ns = ns->next) {
      if (ns->href == nullptr || *ns->href == 0) continue;
      auto* const uri = xmlParseURI(reinterpret_cast<const char*>(ns->href));
      if (uri == nullptr) {
        const auto name = "urn:name:" + hexadecimal(as_string(ns->href));
        xmlFree(const_cast<xmlChar*>(ns->href));
        ns->href = xmlStrdup(reinterpret_cast<const xmlChar*>(name.c_str()));
      }
      xmlFreeURI(uri);
    }
  }
}

std::string PeerDocument::canonical_less(const Method& method, std::size_t without) const {
  // A document begins as every node of libxml2 does.
  return canonical_between(method, reinterpret_cast<const xmlNode*>(document_.get()),
                           elements_.at(without));
}

std::string PeerDocument::canonical_between(const Method& method, const xmlNode* apex,
                                            const xmlNode* without) const {
  Subset subset{apex, without};
  auto prefixes = prefix_list(method);
  auto* const buffer = xmlAllocOutputBuffer(nullptr);
  REQUIRE(buffer != nullptr);
  const int size = xmlC14NExecute(document_.get(), is_visible, &subset,
                                  method.exclusive ? XML_C14N_EXCLUSIVE_1_0 : XML_C14N_1_0,
                                  prefixes.data(), method.with_comments ? 1 : 0, buffer);
  REQUIRE(size >= 0);
  std::string text(reinterpret_cast<const char*>(xmlOutputBufferGetContent(buffer)),
                   xmlOutputBufferGetSize(buffer));
  xmlOutputBufferClose(buffer);
  return text;
}

}  // namespace accord::tests
