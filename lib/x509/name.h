#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/der/reader.h"

namespace accord::x509 {

/// One attribute of a name: type, string type and the value as UTF-8 text.
struct NameAttribute {
  der::Oid type;
  der::Tag string_type{};
  std::string
      value;  ///< UTF-8; for a value that is no string, '#' and the hex of its DER (RFC 4514, 2.4)
};

/// A distinguished name (RFC 5280, 4.1.2.4): an immutable value; copies share it. Relative names
/// are in the order of the encoding.
///
/// Different from RFC 5280: the sizes of its appendix A.1 (64 characters of a common name, 2
/// letters of a country) are not asked for, nor that a value is not empty; PrintableString may hold
/// any ASCII character and TeletexString is Latin-1 (see directory_string.h); names are compared as
/// string_preparation.h says, numeric strings like others.
class Name {
 public:
  /// The empty name.
  Name() : data_(no_names()) {}
  /// Reads a Name's DER. `offset` is where it starts in the outermost input, for findings. Errors:
  /// `name_malformed`, DER errors.
  [[nodiscard]] static outcome::Result<Name> parse(der::ByteView der, std::size_t offset = 0);
  /// Builds a name with one attribute for each relative name, in the order given. Country and
  /// serial number are PrintableString, e-mail and domain component IA5String, the rest UTF8String
  /// (RFC 5280, appendix A.1); a text that does not fit its type is UTF8String. The values are
  /// UTF-8; the name is empty when one of them is not.
  [[nodiscard]] static Name build(const std::vector<std::pair<der::Oid, std::string>>& attributes);

  /// This name with one more relative name behind it: the DER of a RelativeDistinguishedName, as a
  /// distribution point has it (4.2.1.13). Errors: those of `parse`.
  [[nodiscard]] outcome::Result<Name> with(der::ByteView rdn) const;

  [[nodiscard]] der::ByteView der() const noexcept { return data_->der; }
  [[nodiscard]] const std::vector<std::vector<NameAttribute>>& rdns() const noexcept {
    return data_->rdns;
  }
  [[nodiscard]] bool empty() const noexcept { return data_->rdns.empty(); }
  /// The first value of that type in the last relative name that has it; nothing when there is
  /// none.
  [[nodiscard]] std::optional<std::string> first(const der::Oid& type) const;

  /// RFC 5280 7.1 comparison: case folded, white space trimmed and collapsed, string types do not
  /// matter. Values that are no strings match when their encodings are the same.
  [[nodiscard]] bool matches(const Name& other) const noexcept {
    return data_ == other.data_ || data_->key == other.data_->key;
  }
  /// What `matches` compares, for indexes: two names match when their keys are equal, and a name
  /// lies within another (RFC 5280, 4.2.1.10: its first relative names match all of the other's)
  /// when its key starts with the other's. Not text.
  [[nodiscard]] std::string_view key() const noexcept { return data_->key; }
  /// RFC 4514 text, most specific first: "CN=…,O=…,C=JP". Unknown types as dotted OIDs; unlike
  /// there, with their text and not the hex of their encoding when they are strings.
  [[nodiscard]] std::string to_string() const;

 private:
  struct Data {
    der::Bytes der = {0x30, 0x00};
    std::vector<std::vector<NameAttribute>> rdns;
    std::string key;
  };
  explicit Name(std::shared_ptr<const Data> data) noexcept : data_(std::move(data)) {}
  [[nodiscard]] static const std::shared_ptr<const Data>& no_names();

  std::shared_ptr<const Data> data_;  // never null
};

/// Attribute types (X.520, RFC 4519) by the names used here. Like all constants of this module they
/// are made when the program starts: what is made then in other files must not use them.
namespace attribute {
extern const der::Oid common_name, surname, serial_number, country, locality, state, organization,
    organizational_unit, given_name, pseudonym, organization_identifier, email_address,
    domain_component, street, title, user_id;
}

}  // namespace accord::x509
