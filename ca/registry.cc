#include "ca/registry.h"

#include "ca/tables.h"

namespace accord::ca {

outcome::Result<Registry> Registry::open(std::string_view uri, const time::Clock& clock,
                                         const store::OpenOptions& options) {
  auto database = store::Database::open(uri, registry_schema(), options);
  if (!database) return outcome::pass_on(database);
  return Registry(std::move(*database), clock);
}

}  // namespace accord::ca
