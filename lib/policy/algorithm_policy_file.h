#pragma once

#include <string>

#include "lib/crypto/algorithm_policy.h"
#include "lib/xml/document.h"

namespace accord::policy {

/// The namespace of such documents (xml_schemas/algorithm-policy.xsd).
inline constexpr std::string_view algorithm_policy_namespace = "urn:accord:algorithm-policy:1";

/// Reads an algorithm policy: an XML document (UTF-8) with rows that are added to those of the
/// policy that it names as its base ("strict", "old-lists" or "none"). A row says what may be
/// relied on, until when (always, without), and whether with a warning.
///
/// Errors: those of xml::Document::parse; `policy_element_wrong`, `policy_value_wrong`. A policy
/// that cannot be read whole is none: nothing of it counts.
[[nodiscard]] tl::expected<crypto::AlgorithmPolicy, outcome::Findings> read_algorithm_policy(
    std::string document, outcome::Budget& budget);

/// The whole policy as such a document that rests on no base, so that it says the same whatever the
/// named policies say later. Reading it gives the same tables.
[[nodiscard]] std::string write_algorithm_policy(const crypto::AlgorithmPolicy& policy);

}  // namespace accord::policy
