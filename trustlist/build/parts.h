#pragma once

#include <string>
#include <utility>

#include "lib/xml/writer.h"
#include "trustlist/model/list.h"

/// Writers of the parts of a list, in the names of TS 119 612: `ListWriter` writes those of the
/// list's form. Every element has a prefix, so that what is kept as text from
/// elsewhere (and declares its own namespaces) means the same wherever it is put.
namespace accord::trustlist::build {

/// An XML writer that calls elements by their names in a form: "tsl:TSPName" becomes "lote:TEName".
/// Elements with other prefixes keep their names.
class ListWriter {
 public:
  explicit ListWriter(Form form) : form_(form) {}

  [[nodiscard]] Form form() const noexcept { return form_; }
  ListWriter& open(std::string_view name);
  ListWriter& attribute(std::string_view name, std::string_view value);
  ListWriter& text(std::string_view text);
  ListWriter& close();
  ListWriter& leaf(std::string_view name, std::string_view text);
  ListWriter& raw(std::string_view xml);
  /// Writes something with the names of that form: a recognition agreement speaks in those of TS
  /// 119 612 wherever it stands.
  template <typename Write>
  void in_form(Form form, Write write) {
    const auto before = form_;
    form_ = form;
    write();
    form_ = before;
  }
  [[nodiscard]] std::string finish() && { return std::move(out_).finish(); }

 private:
  xml::Writer out_;
  Form form_;
};

/// Declares on the element that is open the prefixes that a list of the writer's form needs.
void declare_namespaces(ListWriter& out);

void write_names(ListWriter& out, std::string_view element, const LocalisedTexts& names);
/// As an element with URI children.
void write_uris(ListWriter& out, std::string_view element, const LocalisedTexts& uris);
void write_localised(ListWriter& out, std::string_view element, const Localised& text);
void write_address(ListWriter& out, std::string_view element, const Address& address);
void write_identity(ListWriter& out, const Identity& identity);
void write_criteria(ListWriter& out, std::string_view element, const CriteriaList& criteria);
void write_object_identifier(ListWriter& out, std::string_view element,
                             const ObjectIdentifier& identifier);
void write_additional_service_information(ListWriter& out,
                                          const AdditionalServiceInformation& information);
/// Nothing is written when there are none.
void write_extensions(ListWriter& out, std::string_view element,
                      const std::vector<Extension>& extensions);
void write_provider(ListWriter& out, const Provider& provider);
void write_pointer(ListWriter& out, const Pointer& pointer);
/// The element alone; `root` says whether it is a document of its own, and must declare its
/// namespaces itself.
void write_agreement_element(ListWriter& out, const RecognitionAgreement& agreement, bool root);

}  // namespace accord::trustlist::build
