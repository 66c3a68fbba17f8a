#pragma once

#include <string>

#include "cli/command.h"
#include "trustlist/model/form.h"

namespace accord::cli {

inline constexpr Option option_form{
    "form", "FORM",
    "what the list is: trusted-list (ETSI TS 119 612, the default) or trusted-entities (ETSI TS "
    "119 602)"};
inline constexpr Option option_list_type{
    "list-type", "URI",
    "the type of a list of trusted entities: EUPIDProvidersList, EUWalletProvidersList and the "
    "other short names of ETSI TS 119 602, 6.3.3; or a URI"};

/// What is given with --form. Throws Refusal (usage).
[[nodiscard]] trustlist::Form form_of(const Arguments& arguments);

/// What is given with --list-type, as a URI; empty when it is not given. Throws Refusal (usage)
/// where it is `required` for a list of trusted entities, and where a trusted list is meant, whose
/// type follows from its territory.
[[nodiscard]] std::string list_type_of(const Arguments& arguments, trustlist::Form form,
                                       bool required = true);

}  // namespace accord::cli
