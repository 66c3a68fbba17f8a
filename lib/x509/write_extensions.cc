#include "lib/der/writer.h"
#include "lib/x509/write.h"

namespace accord::x509 {
namespace {

using der::Writer;
using der::tag::context;
using der::tag::context_constructed;

constexpr unsigned uri_tag = static_cast<unsigned>(GeneralNameKind::uri);

template <typename Body>
der::Bytes sequence(Body&& body) {
  Writer writer;
  writer.constructed(der::tag::sequence, std::forward<Body>(body));
  return std::move(writer).bytes();
}

const der::Oid& ocsp_access() {
  static const auto id = der::Oid::literal("1.3.6.1.5.5.7.48.1");
  return id;
}
const der::Oid& ca_issuers_access() {
  static const auto id = der::Oid::literal("1.3.6.1.5.5.7.48.2");
  return id;
}

void access_description(Writer& list, const der::Oid& method, const std::string& uri) {
  list.constructed(der::tag::sequence, [&](Writer& description) {
    description.oid(method);
    description.text(context(uri_tag), uri);
  });
}

void statement(Writer& list, const der::Oid& id) {
  list.constructed(der::tag::sequence, [&](Writer& statement) { statement.oid(id); });
}

template <typename Body>
void statement_with(Writer& list, const der::Oid& id, Body&& body) {
  list.constructed(der::tag::sequence, [&](Writer& statement) {
    statement.oid(id);
    statement.constructed(der::tag::sequence, body);
  });
}

}  // namespace

der::Bytes write_basic_constraints(const BasicConstraints& value) {
  return sequence([&](Writer& content) {
    if (value.ca) content.boolean(true);
    if (value.path_length.has_value()) content.integer(*value.path_length);
  });
}

der::Bytes write_key_usage(KeyUsage value) {
  Writer writer;
  writer.named_bits(value.bits());
  return std::move(writer).bytes();
}

der::Bytes write_extended_key_usage(const std::vector<der::Oid>& purposes) {
  return sequence([&](Writer& list) {
    for (const auto& purpose : purposes) list.oid(purpose);
  });
}

der::Bytes write_key_identifier(der::ByteView identifier) {
  Writer writer;
  writer.octet_string(identifier);
  return std::move(writer).bytes();
}

der::Bytes write_authority_key_identifier(der::ByteView key_identifier) {
  return sequence([&](Writer& content) { content.octet_string(key_identifier, context(0)); });
}

der::Bytes write_certificate_policies(const std::vector<der::Oid>& policies) {
  return sequence([&](Writer& list) {
    for (const auto& policy : policies) {
      list.constructed(der::tag::sequence, [&](Writer& information) { information.oid(policy); });
    }
  });
}

der::Bytes write_crl_distribution_points(const std::vector<std::string>& uris) {
  return sequence([&](Writer& list) {
    for (const auto& uri : uris) {
      list.constructed(der::tag::sequence, [&](Writer& point) {
        point.constructed(context_constructed(0), [&](Writer& name) {
          name.constructed(context_constructed(0),
                           [&](Writer& full) { full.text(context(uri_tag), uri); });
        });
      });
    }
  });
}

der::Bytes write_authority_information_access(const std::vector<std::string>& ca_issuers,
                                              const std::vector<std::string>& ocsp) {
  return sequence([&](Writer& list) {
    for (const auto& uri : ocsp) access_description(list, ocsp_access(), uri);
    for (const auto& uri : ca_issuers) access_description(list, ca_issuers_access(), uri);
  });
}

// EN 319 412-5, 4.
der::Bytes write_qc_statements(const QcStatements& value) {
  return sequence([&](Writer& list) {
    if (value.compliance) statement(list, qc::compliance);
    if (value.sscd) statement(list, qc::sscd);
    if (!value.types.empty()) {
      statement_with(list, qc::type, [&](Writer& types) {
        for (const auto& type : value.types) types.oid(type);
      });
    }
    if (!value.pds.empty()) {
      statement_with(list, qc::pds, [&](Writer& locations) {
        for (const auto& pds : value.pds) {
          locations.constructed(der::tag::sequence, [&](Writer& location) {
            location.text(der::tag::ia5_string, pds.url);
            location.text(der::tag::printable_string, pds.language);
          });
        }
      });
    }
    if (!value.legislation.empty()) {
      statement_with(list, qc::legislation, [&](Writer& countries) {
        for (const auto& country : value.legislation)
          countries.text(der::tag::printable_string, country);
      });
    }
    if (value.retention_years.has_value()) {
      list.constructed(der::tag::sequence, [&](Writer& retention) {
        retention.oid(qc::retention_period);
        retention.integer(*value.retention_years);
      });
    }
  });
}

}  // namespace accord::x509
