#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace accord::trustlist {

/// Which standard a list follows. Both forms say the same things, the newer one under other names
/// and with fewer of them required; the model holds either, in the words of the older one.
enum class Form : std::uint8_t {
  trusted_list,     ///< ETSI TS 119 612: TrustServiceStatusList, versions 5 and 6
  trusted_entities  ///< ETSI TS 119 602: ListOfTrustedEntities, version 1
};
/// For people: "trusted list", "list of trusted entities".
[[nodiscard]] std::string_view to_string(Form form) noexcept;
/// In documents and on the command line: "trusted-list", "trusted-entities".
[[nodiscard]] std::string_view word_of(Form form) noexcept;
[[nodiscard]] std::optional<Form> form_from(std::string_view word) noexcept;

/// The form that a list's type belongs to, by where ETSI registers it ("…/TSLType/…",
/// "…/19602/LoTEType/…"); nothing for a scheme's own URI, which may name either.
[[nodiscard]] std::optional<Form> form_of_type(std::string_view type_uri) noexcept;

/// The name of an element or attribute. Without a local name: there is none.
struct FormName {
  std::string_view ns, local;
  friend bool operator==(const FormName&, const FormName&) = default;
};
/// How a form calls what TS 119 612 calls by this name: the one table of names that everything
/// which reads or writes lists asks. None when the form has nothing of the kind: the extensions of
/// services that only TS 119 612 defines, or only TS 119 602. Names of other namespaces
/// (signatures, recognition agreements) are the same in both.
[[nodiscard]] FormName name_in(Form form, std::string_view ns, std::string_view local) noexcept;
/// The inverse: what TS 119 612 calls what the form calls so; none when the form has no such name.
[[nodiscard]] FormName name_from(Form form, std::string_view ns, std::string_view local) noexcept;
/// The root's attribute that says what the document is: "TSLTag" (5.2), "LOTETag" (6.2).
[[nodiscard]] std::string_view tag_attribute(Form form) noexcept;
/// Its value.
[[nodiscard]] std::string_view tag_of(Form form) noexcept;
/// The clause of TS 119 602 on what this clause of TS 119 612 is about; a clause that is of TS 119
/// 602 already, and for the other form any, is returned as it is.
[[nodiscard]] std::string_view clause_in(Form form, std::string_view clause) noexcept;

}  // namespace accord::trustlist
