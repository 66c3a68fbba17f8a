#pragma once

#include <string>

#include "lib/outcome/result.h"
#include "trustlist/model/form.h"

namespace accord::trustlist::scheme {

/// What is known of a scheme that begins; what is not is still to be filled in.
struct ExampleFacts {
  std::string territory{};      ///< "JP"
  std::string operator_name{};  ///< in English
  bool list_of_lists = false;
  Form form{};
  std::string list_type{};  ///< URI, of a list of trusted entities
};

/// A commented scheme.xml. Every fact that is missing is a text with the word `fill_in`, so that
/// reading it names the gap with its line; filled in, it can be built. Errors: `source_value_wrong`
/// (a territory that is not two capital letters). Of a list of trusted entities, the type, how
/// statuses are decided and the rules are left to be filled in.
[[nodiscard]] outcome::Result<std::string> example_scheme(const ExampleFacts& facts);
/// A commented file of a provider with one service, in the same way.
[[nodiscard]] std::string example_provider(const ExampleFacts& facts);

}  // namespace accord::trustlist::scheme
