#pragma once

#include "tests/trustlist/list_maker.h"

/// Lists of trusted entities (TS 119 602) made while tests run.
namespace accord::tests {

/// A list of JP with one entity and one service that is listed without type and status.
[[nodiscard]] trustlist::TrustedList entities_list();
/// The same with everything that the form has: type, status, a history, both extensions of TS 119
/// 602, one that is not known, a pointer.
[[nodiscard]] trustlist::TrustedList full_entities_list();
/// A list of lists in that form, of JP, with a pointer to a trusted list and one to a list of
/// trusted entities, both signed by `list_signer`.
[[nodiscard]] trustlist::TrustedList entities_list_of_lists();
/// The pointer of a list of lists to that list, signed by `list_signer`.
[[nodiscard]] trustlist::Pointer pointer_to_list(const trustlist::TrustedList& list,
                                                 std::string_view location);

inline constexpr std::string_view wallet_list_type =
    "http://uri.etsi.org/19602/LoTEType/EUWalletProvidersList";
inline constexpr std::string_view wallet_service_type =
    "http://uri.etsi.org/19602/SvcType/WalletSolution/Issuance";
inline constexpr std::string_view notified_status = "https://operator.example/status/notified";

}  // namespace accord::tests
