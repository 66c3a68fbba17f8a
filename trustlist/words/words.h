#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "trustlist/model/list.h"

/// Parts of a trusted list in plain English, for whoever shows one. What comes from the list itself
/// is in the text as the list has it: the caller makes it safe for the place where it is shown
/// (`outcome::printable` for a terminal, escaping for HTML). All texts are UTF-8.
namespace accord::trustlist::words {

/// "granted", "under supervision"; the words of a recognition agreement ("enacted", "repealed");
/// "listed without a status" when there is none (TS 119 602, 6.6.4); the URI itself when it is not
/// known.
[[nodiscard]] std::string status(std::string_view uri);

/// How a status is to be taken at first sight. A status that is not known is `unknown`, never good.
enum class Standing : std::uint8_t { good, ended, unknown };
/// Good: the supervisory body stands behind the service (granted, recognised at national level, set
/// by national law, and before 2016-07-01 under supervision, in cessation, accredited).
[[nodiscard]] Standing standing(std::string_view status_uri) noexcept;

/// "certification authority for qualified certificates (CA/QC)" (TS 119 612, 5.5.1); the short name
/// or the URI itself when it is not known.
[[nodiscard]] std::string service_type(std::string_view uri);

/// "for electronic seals (ForeSeals)" (5.5.9.4); the short name or the URI itself when it is not
/// known.
[[nodiscard]] std::string additional_information(std::string_view uri);

/// "the key is in a qualified device (QCWithQSCD)" (5.5.9.2.3); the URI itself when it is not
/// known.
[[nodiscard]] std::string qualifier(std::string_view uri);

/// "all of: key usage has nonRepudiation; policy 1.2.3" (5.5.9.2.2), nested lists in brackets.
[[nodiscard]] std::string criteria(const CriteriaList& criteria);

/// The qualifiers, and for which certificates.
[[nodiscard]] std::string qualification(const QualificationElement& element);

/// "taken over by X (operator Y, territory ZZ)".
[[nodiscard]] std::string taken_over(const TakenOverBy& extension);

/// One extension on one line, without whether it is critical.
[[nodiscard]] std::string extension(const Extension& extension);

/// Street, town, country on one line; the parts that are there.
[[nodiscard]] std::string address(const PostalAddress& address);

/// The kind of thing that a DigitalId is: "certificate", "subject name", "key identifier", "key
/// value", "other identifier".
[[nodiscard]] std::string_view digital_id_kind(const DigitalId& id) noexcept;
/// Its value on one line: subject and SHA-256 of a certificate, the name, the identifier in
/// hexadecimal.
[[nodiscard]] std::string digital_id(const DigitalId& id);

/// What an agreement calls a kind of service: "CA/QC for electronic seals (ForeSeals)".
[[nodiscard]] std::string service_kind(const ServiceKind& kind);
/// "QcCompliance: CRITERIA counts as CRITERIA".
[[nodiscard]] std::string content_equivalence(const ContentEquivalence& equivalence);
/// "A counts as B" for each pair, in the order of the lists.
[[nodiscard]] std::string qualifier_equivalence(const QualifierEquivalence& equivalence);

/// "a, b, c".
[[nodiscard]] std::string joined(const std::vector<std::string>& texts,
                                 std::string_view separator = ", ");
/// The English text of several; the first when there is none in English.
[[nodiscard]] std::string english(const LocalisedTexts& texts);

}  // namespace accord::trustlist::words
