#include "cli/list_form.h"

#include "cli/refusal.h"
#include "trustlist/model/uris.h"

namespace accord::cli {

using outcome::FindingId;
using trustlist::Form;

Form form_of(const Arguments& arguments) {
  const auto word = arguments.value_or("form", "trusted-list");
  const auto form = trustlist::form_from(word);
  if (form.has_value()) return *form;
  refuse(Exit::usage, FindingId::option_value, {.what = "the command line"},
         {{"option", "--form"}, {"value", word}, {"wanted", "trusted-list or trusted-entities"}});
}

std::string list_type_of(const Arguments& arguments, Form form, bool required) {
  const auto word = arguments.value("list-type");
  if (form == Form::trusted_list) {
    if (!word.has_value()) return {};
    refuse(Exit::usage, FindingId::options_together, {.what = "the command line"},
           {{"one", "--list-type"},
            {"other", "--form trusted-list"},
            {"reason", "the type of a trusted list follows from its territory"}});
  }
  if (!word.has_value()) {
    if (!required) return {};
    refuse(Exit::usage, FindingId::option_missing, {.what = "the command line"},
           {{"option", "--list-type"}});
  }
  if (word->find(':') != std::string::npos) return *word;
  return std::string(trustlist::uri::entities_type_stem) + *word;
}

}  // namespace accord::cli
