#pragma once

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

namespace accord::trustlist::lint {

/// The functions of libxml2 that validation takes. The library and the one for Unicode behind it
/// are a third of the program's memory and start-up, and most commands validate nothing; so they
/// are loaded when the first document is validated.
struct LibXml2 {
  /// The functions, loaded by the first call from any thread; nullptr when the system has no
  /// libxml2.
  [[nodiscard]] static const LibXml2* load();

  decltype(&::xmlReadMemory) read_memory;
  decltype(&::xmlFreeDoc) free_document;
  decltype(&::xmlParserInputBufferCreateMem) new_input_buffer;
  decltype(&::xmlNewIOInputStream) new_input_stream;
  decltype(&::xmlStrdup) copy_text;
  decltype(&::xmlGetExternalEntityLoader) entity_loader;
  decltype(&::xmlSetExternalEntityLoader) set_entity_loader;
  decltype(&::xmlSchemaNewParserCtxt) new_schema_parser;
  decltype(&::xmlSchemaFreeParserCtxt) free_schema_parser;
  decltype(&::xmlSchemaSetParserStructuredErrors) set_schema_errors;
  decltype(&::xmlSchemaParse) parse_schema;
  decltype(&::xmlSchemaFree) free_schema;
  decltype(&::xmlSchemaNewValidCtxt) new_validator;
  decltype(&::xmlSchemaFreeValidCtxt) free_validator;
  decltype(&::xmlSchemaSetValidStructuredErrors) set_validator_errors;
  decltype(&::xmlSchemaValidateDoc) validate_document;
  decltype(&::xmlSetGenericErrorFunc) set_generic_errors;
  decltype(&::xmlSetStructuredErrorFunc) set_structured_errors;
  decltype(&::__xmlGenericError) generic_errors;
  decltype(&::__xmlGenericErrorContext) generic_context;
  decltype(&::__xmlStructuredError) structured_errors;
  decltype(&::__xmlStructuredErrorContext) structured_context;
};

}  // namespace accord::trustlist::lint
