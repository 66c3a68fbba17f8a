#include "verifier/path/extensions.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "lib/x509/critical_content.h"

namespace accord::path {
namespace {

namespace id = x509::extension;

enum class Treatment { processed, refused_when_critical };

struct Row {
  const der::Oid& extension;
  std::string_view name;
  Treatment treatment;
};

// The extensions of RFC 5280, 4.2, and RFC 3739, 3.2.6. "Processed" means that this module, or the
// caller by way of the decoded certificate, acts on it. Built when first used: the identifiers are
// initialised in another file.
const std::array<Row, 14>& rows() {
  static const std::array<Row, 14> table{{
      {id::basic_constraints, "basic constraints", Treatment::processed},
      {id::key_usage, "key usage", Treatment::processed},
      {id::subject_alternative_name, "subject alternative name", Treatment::processed},
      {id::subject_key_identifier, "subject key identifier", Treatment::processed},
      {id::authority_key_identifier, "authority key identifier", Treatment::processed},
      {id::name_constraints, "name constraints", Treatment::processed},
      {id::policy_constraints, "policy constraints", Treatment::processed},
      {id::certificate_policies, "certificate policies", Treatment::processed},
      {id::policy_mappings, "policy mappings", Treatment::processed},
      {id::inhibit_any_policy, "inhibit any-policy", Treatment::processed},
      {id::extended_key_usage, "extended key usage", Treatment::processed},
      {id::crl_distribution_points, "CRL distribution points", Treatment::processed},
      {id::issuer_alternative_name, "issuer alternative name", Treatment::refused_when_critical},
      {id::qc_statements, "QC statements", Treatment::refused_when_critical},
  }};
  return table;
}

const Row* find(const der::Oid& extension) {
  const auto& table = rows();
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const Row& row) { return row.extension == extension; });
  return found == table.end() ? nullptr : &*found;
}

}  // namespace

bool must_refuse(const x509::Extension& extension) {
  if (!extension.critical) return false;
  const Row* row = find(extension.id);
  return row == nullptr || row->treatment != Treatment::processed ||
         x509::holds_unknown_when_critical(extension);
}

std::string describe(const x509::Extension& refused) {
  const Row* row = find(refused.id);
  if (row == nullptr) return refused.id.to_string();
  return std::string(row->name) + " (" + refused.id.to_string() + ")" +
         (row->treatment == Treatment::processed ? " with a part that is not known" : "");
}

}  // namespace accord::path
