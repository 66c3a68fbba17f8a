#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lib/der/reader.h"

namespace accord::x509 {

/// One attribute of a name: type, string type and the value as UTF-8 text.
struct NameAttribute {
  der::Oid type;
  der::Tag string_type{};
  std::string value;  ///< UTF-8; for a value that is no string, '#' and the hex of its DER (RFC 4514, 2.4)
};

/// A distinguished name (RFC 5280, 4.1.2.4): an immutable value. Relative names are in the order of the encoding.
class Name {
 public:
  Name() = default;
  /// Reads a Name's DER. Errors: `name_malformed`, DER errors.
  [[nodiscard]] static outcome::Result<Name> parse(der::ByteView der);
  /// Builds a name with one attribute for each relative name. Country is PrintableString, the rest UTF8String.
  [[nodiscard]] static Name build(const std::vector<std::pair<der::Oid, std::string>>& attributes);

  [[nodiscard]] der::ByteView der() const noexcept { return der_; }
  [[nodiscard]] const std::vector<std::vector<NameAttribute>>& rdns() const noexcept { return rdns_; }
  [[nodiscard]] bool empty() const noexcept { return rdns_.empty(); }
  /// The first value of that type in the last relative name that has it; nothing when there is none.
  [[nodiscard]] std::optional<std::string> first(const der::Oid& type) const;

  /// RFC 5280 7.1 comparison: case folded, white space trimmed and collapsed, string types do not matter.
  [[nodiscard]] bool matches(const Name& other) const;
  /// RFC 4514 text, most specific first: "CN=…,O=…,C=JP". Unknown types as dotted OIDs.
  [[nodiscard]] std::string to_string() const;

 private:
  der::Bytes der_;
  std::vector<std::vector<NameAttribute>> rdns_;
  std::string key_;  // the prepared form that `matches` compares
};

/// Attribute types (X.520, RFC 4519) by the names used here.
namespace attribute {
extern const der::Oid common_name, surname, serial_number, country, locality, state, organization, organizational_unit,
    given_name, pseudonym, organization_identifier, email_address, domain_component;
}

}  // namespace accord::x509
