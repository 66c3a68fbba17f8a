#include "cli/commands.h"

namespace accord::cli {
namespace {

constexpr Option common[] = {
    {"json", "", "print one JSON object instead of text"},
    {"no-color", "", "no colour, even on a terminal (also: NO_COLOR=1)"},
    {"config", "FILE",
     "options from an INI file, one NAME = VALUE a line (default: accord.ini in $ACCORD_HOME)"},
    {"help", "", "this help"},
};

std::vector<Command> all_commands() {
  std::vector<Command> all;
  for (const auto part : {demo_commands(),        scheme_commands(),     ca_authority_commands(),
                          ca_issue_commands(),    ca_list_commands(),    ca_unfinished_commands(),
                          key_commands(),         cert_commands(),       cert_verify_commands(),
                          tl_new_commands(),      tl_service_commands(), tl_information_commands(),
                          tl_pointer_commands(),  tl_build_commands(),   tl_sign_commands(),
                          tl_lint_commands(),     tl_verify_commands(),  tl_tree_commands(),
                          tl_show_commands(),     tl_find_commands(),    tl_diff_commands(),
                          tl_publish_commands(),  trust_commands(),      trust_list_commands(),
                          tl_snapshot_commands(), mra_commands(),        sign_commands(),
                          verify_commands(),      explain_commands(),    about_commands()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace

std::span<const Option> common_options() noexcept { return common; }

const std::vector<Command>& commands() {
  static const std::vector<Command> all = all_commands();
  return all;
}

}  // namespace accord::cli
