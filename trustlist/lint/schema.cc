#include "trustlist/lint/schema.h"

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <string>

#include "lib/xml/strict.h"
#include "trustlist/lint/embedded_schemas.h"
#include "trustlist/lint/libxml2.h"

namespace accord::trustlist::lint {
namespace {

using outcome::FindingId;

// In the order of Schema.
constexpr std::array<std::string_view, 5> file_names{
    "trusted-list-5.xsd", "trusted-list-6.xsd", "trusted-entities-1.xsd",
    "recognition-agreement.xsd", "scheme-source.xsd"};

template <typename T>
using Owned = std::unique_ptr<T, void (*)(T*)>;

const EmbeddedSchema* find_embedded(std::string_view name) noexcept {
  const auto schemas = embedded_schemas();
  const auto found =
      std::find_if(schemas.begin(), schemas.end(),
                   [&](const EmbeddedSchema& schema) { return schema.name == name; });
  return found == schemas.end() ? nullptr : &*found;
}

// With slashes, so that libxml2 resolves what a schema names beside itself.
constexpr std::string_view scheme_of_embedded = "accord-schema:///";

/// What libxml2 is told when it wants to open something: one of our own schemas, or nothing at all,
/// be it a file or a URL that a document names in xsi:schemaLocation.
xmlParserInputPtr load_embedded(const char* url, const char* /*id*/, xmlParserCtxtPtr context) {
  const std::string_view wanted = url == nullptr ? "" : url;
  if (wanted.substr(0, scheme_of_embedded.size()) != scheme_of_embedded) return nullptr;
  const auto* schema = find_embedded(wanted.substr(scheme_of_embedded.size()));
  const auto* library = LibXml2::load();
  if (schema == nullptr || library == nullptr) return nullptr;
  auto* buffer = library->new_input_buffer(
      schema->text.data(), static_cast<int>(schema->text.size()), XML_CHAR_ENCODING_UTF8);
  if (buffer == nullptr) return nullptr;
  auto* input = library->new_input_stream(context, buffer, XML_CHAR_ENCODING_UTF8);
  // The name is what the schema's own references are resolved against; libxml2 frees it.
  if (input != nullptr) {
    input->filename =
        reinterpret_cast<char*>(library->copy_text(reinterpret_cast<const xmlChar*>(url)));
  }
  return input;
}

/// libxml2 has one loader for the whole process: it is ours while a document is validated, and
/// theirs again afterwards.
class OwnLoader {
 public:
  explicit OwnLoader(const LibXml2& library)
      : lock_(mutex()), library_(library), former_(library.entity_loader()) {
    library_.set_entity_loader(load_embedded);
  }
  ~OwnLoader() { library_.set_entity_loader(former_); }
  OwnLoader(const OwnLoader&) = delete;
  OwnLoader& operator=(const OwnLoader&) = delete;

 private:
  static std::mutex& mutex() {
    static std::mutex instance;
    return instance;
  }
  std::lock_guard<std::mutex> lock_;
  const LibXml2& library_;
  xmlExternalEntityLoader former_;
};

void say_nothing(void* /*context*/, const char* /*format*/, ...) {}

/// What libxml2 says of its own accord, such as that it has no memory left, it writes to the
/// standard error as it comes, document and all. That is silenced for this thread while a document
/// is validated; its faults come by the validator's own handler.
class Silence {
 public:
  explicit Silence(const LibXml2& library)
      : library_(library),
        generic_(*library.generic_errors()),
        generic_context_(*library.generic_context()),
        structured_(*library.structured_errors()),
        structured_context_(*library.structured_context()) {
    library_.set_generic_errors(nullptr, say_nothing);
    library_.set_structured_errors(nullptr, nullptr);
  }
  ~Silence() {
    library_.set_generic_errors(generic_context_, generic_);
    library_.set_structured_errors(structured_context_, structured_);
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

 private:
  const LibXml2& library_;
  xmlGenericErrorFunc generic_;
  void* generic_context_;
  xmlStructuredErrorFunc structured_;
  void* structured_context_;
};

std::string trimmed(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
  return std::string(text);
}

/// More faults than these help nobody.
constexpr std::size_t most_faults = 1'000;

struct Faults {
  outcome::Findings& findings;
  Schema schema;
  std::size_t count = 0;
};

/// One fault of the document. libxml2 calls this through C: nothing may be thrown past it, and
/// nothing here throws but for want of memory.
template <typename Error>
void on_error(void* data, Error* error) {
  auto* faults = static_cast<Faults*>(data);
  if (error == nullptr || error->level == XML_ERR_WARNING) return;
  faults->count += 1;
  if (faults->count > most_faults) return;
  const auto line = error->line > 0 ? static_cast<std::uint32_t>(error->line) : 0U;
  faults->findings.add(FindingId::schema_invalid, {{}, line, {}},
                       {{"fault", trimmed(error->message == nullptr ? "" : error->message)},
                        {"schema", std::string(file_name(faults->schema))}});
}

/// Faults of our own schemas would be our mistake; a test validates with each of them.
template <typename Error>
void ignore(void* /*data*/, Error* /*error*/) {}

Owned<xmlSchema> load(Schema schema, const LibXml2& library) {
  const auto url = std::string(scheme_of_embedded) + std::string(file_name(schema));
  Owned<xmlSchema> rules(nullptr, library.free_schema);
  const Owned<xmlSchemaParserCtxt> parser(library.new_schema_parser(url.c_str()),
                                          library.free_schema_parser);
  if (!parser) return rules;
  library.set_schema_errors(parser.get(), ignore, nullptr);
  rules.reset(library.parse_schema(parser.get()));
  return rules;
}

/// Zero when the document follows the schema; its faults are noted in `faults`.
int validate_with(const LibXml2& library, std::string_view document, Faults& faults) {
  const OwnLoader loader(library);
  const Silence silence(library);
  // The budget's limit on input keeps the size far from what an int holds. XML_PARSE_BIG_LINES:
  // line numbers over 65535 in long lists.
  const Owned<xmlDoc> parsed(
      library.read_memory(document.data(), static_cast<int>(document.size()), nullptr, nullptr,
                          XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_BIG_LINES |
                              XML_PARSE_NOERROR | XML_PARSE_NOWARNING),
      library.free_document);
  const auto rules = load(faults.schema, library);
  const Owned<xmlSchemaValidCtxt> validator(rules ? library.new_validator(rules.get()) : nullptr,
                                            library.free_validator);
  if (!parsed || !validator) return -1;
  library.set_validator_errors(validator.get(), on_error, &faults);
  return library.validate_document(validator.get(), parsed.get());
}

/// Counts the nodes of the tree that libxml2 makes of a well-formed document: elements, attributes
/// and their values, pieces of text, comments and processing instructions.
class NodeCount {
 public:
  explicit NodeCount(std::string_view document) : rest_(document) {}

  std::uint64_t count() {
    while (!rest_.empty()) {
      if (rest_.front() != '<') {
        nodes_ += 1;
        skip_to("<", 0);
      } else {
        markup();
      }
    }
    return nodes_;
  }

 private:
  void markup() {
    const auto begins = [&](std::string_view with) { return rest_.substr(0, with.size()) == with; };
    if (begins("</")) return skip_to(">", 1);
    nodes_ += 1;
    if (begins("<!--")) return skip_to("-->", 3, 4);
    if (begins("<![CDATA[")) return skip_to("]]>", 3);
    if (begins("<?")) return skip_to("?>", 2);
    start_tag();
  }
  void start_tag() {
    for (;;) {
      const auto next = rest_.find_first_of("\"'>");
      if (next == std::string_view::npos) return rest_.remove_prefix(rest_.size());
      const char found = rest_[next];
      rest_.remove_prefix(next + 1);
      if (found == '>') return;
      nodes_ += 2;
      skip_to({&found, 1}, 1);
    }
  }
  // Goes behind the next `mark`, or `keep` bytes into it.
  void skip_to(std::string_view mark, std::size_t keep, std::size_t from = 0) {
    const auto at = rest_.find(mark, from);
    rest_.remove_prefix(at == std::string_view::npos ? rest_.size() : at + keep);
  }

  std::string_view rest_;
  std::uint64_t nodes_ = 0;
};

void validate_well_formed(std::string_view document, Schema schema, outcome::Findings& findings) {
  const auto* library = LibXml2::load();
  const auto before = findings.all().size();
  Faults faults{findings, schema};
  const int result = library == nullptr ? -1 : validate_with(*library, document, faults);
  if (faults.count > most_faults) {
    findings.add(FindingId::schema_faults_cut, {}, {{"limit", std::to_string(most_faults)}});
  }
  // Whatever libxml2 gives up on without a word is not valid.
  if (result != 0 && findings.all().size() == before) {
    findings.add(FindingId::schema_invalid, {},
                 {{"fault", library == nullptr ? "libxml2, which checks it, is not on this system."
                                               : "libxml2 could not check the document."},
                  {"schema", std::string(file_name(schema))}});
  }
}

}  // namespace

std::string_view file_name(Schema schema) noexcept {
  return file_names[static_cast<std::size_t>(schema)];
}

Schema schema_of(const TrustedList& list) noexcept {
  switch (list.form) {
    case Form::trusted_list:
      return list.version == 5 ? Schema::trusted_list_5 : Schema::trusted_list_6;
    case Form::trusted_entities:
      return Schema::trusted_entities_1;
  }
  return Schema::trusted_list_6;
}

std::string_view schema_text(Schema schema) noexcept {
  const auto* embedded = find_embedded(file_name(schema));
  return embedded == nullptr ? std::string_view{} : embedded->text;
}

void validate(std::string_view document, Schema schema, outcome::Budget& budget,
              outcome::Findings& findings) {
  const auto strict = xml::check_strictly(document, budget);
  if (!strict) {
    findings.add(strict.error());
    return;
  }
  // The tree of a document is held for this check alone, and it is many times the document's size.
  const auto allowed = budget.allow(outcome::Cost::schema_nodes, NodeCount(document).count());
  if (!allowed) {
    findings.add(allowed.error());
    return;
  }
  validate_well_formed(document, schema, findings);
}

}  // namespace accord::trustlist::lint
