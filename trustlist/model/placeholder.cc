#include "trustlist/model/placeholder.h"

namespace accord::trustlist {

bool is_placeholder(std::string_view text) noexcept {
  const auto has = [&](std::string_view part) { return text.find(part) != std::string_view::npos; };
  return text == placeholder::street || text == placeholder::locality ||
         text == placeholder::legal_notice || has(placeholder::authority_host) ||
         has(placeholder::provider_host) || has(placeholder::registration);
}

}  // namespace accord::trustlist
