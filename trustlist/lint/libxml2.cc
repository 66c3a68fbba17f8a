#include "trustlist/lint/libxml2.h"

#include <dlfcn.h>
#include <libxml/xmlversion.h>

namespace accord::trustlist::lint {
namespace {

// The layout of libxml2's structures changed with 2.14, and with it the name of the library: what
// is loaded is what the headers describe.
constexpr const char* library_name = LIBXML_VERSION >= 21400 ? "libxml2.so.16" : "libxml2.so.2";

template <typename Function>
bool find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  return function != nullptr;
}

bool fill(void* library, LibXml2& functions) {
  return find(library, "xmlReadMemory", functions.read_memory) &&
         find(library, "xmlFreeDoc", functions.free_document) &&
         find(library, "xmlParserInputBufferCreateMem", functions.new_input_buffer) &&
         find(library, "xmlNewIOInputStream", functions.new_input_stream) &&
         find(library, "xmlStrdup", functions.copy_text) &&
         find(library, "xmlGetExternalEntityLoader", functions.entity_loader) &&
         find(library, "xmlSetExternalEntityLoader", functions.set_entity_loader) &&
         find(library, "xmlSchemaNewParserCtxt", functions.new_schema_parser) &&
         find(library, "xmlSchemaFreeParserCtxt", functions.free_schema_parser) &&
         find(library, "xmlSchemaSetParserStructuredErrors", functions.set_schema_errors) &&
         find(library, "xmlSchemaParse", functions.parse_schema) &&
         find(library, "xmlSchemaFree", functions.free_schema) &&
         find(library, "xmlSchemaNewValidCtxt", functions.new_validator) &&
         find(library, "xmlSchemaFreeValidCtxt", functions.free_validator) &&
         find(library, "xmlSchemaSetValidStructuredErrors", functions.set_validator_errors) &&
         find(library, "xmlSchemaValidateDoc", functions.validate_document) &&
         find(library, "xmlSetGenericErrorFunc", functions.set_generic_errors) &&
         find(library, "xmlSetStructuredErrorFunc", functions.set_structured_errors) &&
         find(library, "__xmlGenericError", functions.generic_errors) &&
         find(library, "__xmlGenericErrorContext", functions.generic_context) &&
         find(library, "__xmlStructuredError", functions.structured_errors) &&
         find(library, "__xmlStructuredErrorContext", functions.structured_context);
}

}  // namespace

const LibXml2* LibXml2::load() {
  static LibXml2 functions{};
  static const bool complete = [] {
    void* library = ::dlopen(library_name, RTLD_NOW | RTLD_LOCAL);
    return library != nullptr && fill(library, functions);
  }();
  return complete ? &functions : nullptr;
}

}  // namespace accord::trustlist::lint
