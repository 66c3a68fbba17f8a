#include <cstdlib>

#include "lib/x509/describe.h"
#include "lib/x509/ocsp.h"

// What inspection shows of any bytes. Everything that the strict readers take can be described, as
// the kind that it is; and bytes are described as an extension of every kind that is known.
namespace {

using namespace accord;

void require(bool holds) {
  if (!holds) std::abort();
}

void describe_as_extension(der::ByteView value) {
  static const char* const known[] = {"2.5.29.9",
                                      "2.5.29.14",
                                      "2.5.29.15",
                                      "2.5.29.16",
                                      "2.5.29.17",
                                      "2.5.29.18",
                                      "2.5.29.19",
                                      "2.5.29.20",
                                      "2.5.29.21",
                                      "2.5.29.23",
                                      "2.5.29.24",
                                      "2.5.29.28",
                                      "2.5.29.30",
                                      "2.5.29.31",
                                      "2.5.29.32",
                                      "2.5.29.33",
                                      "2.5.29.35",
                                      "2.5.29.36",
                                      "2.5.29.37",
                                      "2.5.29.46",
                                      "2.5.29.54",
                                      "2.5.29.60",
                                      "1.3.6.1.5.5.7.1.1",
                                      "1.3.6.1.5.5.7.1.3",
                                      "1.3.6.1.5.5.7.1.7",
                                      "1.3.6.1.5.5.7.1.8",
                                      "1.3.6.1.5.5.7.1.14",
                                      "1.3.6.1.5.5.7.1.24",
                                      "1.3.6.1.5.5.7.48.1.2",
                                      "1.3.6.1.5.5.7.48.1.3",
                                      "1.3.6.1.5.5.7.48.1.4",
                                      "1.3.6.1.5.5.7.48.1.5",
                                      "1.3.6.1.5.5.7.48.1.7",
                                      "1.3.6.1.4.1.11129.2.4.2",
                                      "2.16.840.1.113730.1.1",
                                      "2.16.840.1.113730.1.13",
                                      "1.3.6.1.4.1.311.21.4",
                                      "1.3.6.1.4.1.311.21.7",
                                      "1.3.101.1.4.1",
                                      "1.3.36.8.3.3",
                                      "1.3.36.8.3.13",
                                      "2.23.140.3.1"};
  for (const auto* dotted : known) {
    const x509::Extension extension{der::Oid::literal(dotted), false, value};
    require(x509::is_described(extension.id));
    const auto description = x509::describe_extension(extension);
    require((description.find("content") != nullptr) != (description.find("malformed") != nullptr));
  }
}

void describe_crl(der::ByteView der) {
  std::size_t taken = 0;
  const auto description = x509::describe_crl(der, 3, [&](const x509::Description&) { ++taken; });
  const auto strict = x509::Crl::parse(der);
  require(!strict.has_value() || description.has_value());
  require(taken <= 3);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const der::ByteView input(data, size);
  describe_as_extension(input);
  const auto kind = x509::kind_of_structure(input);
  const auto certificate = x509::describe_certificate(input);
  if (x509::Certificate::parse(input).has_value()) {
    require(certificate.has_value() && kind == x509::ObjectKind::certificate);
  }
  const auto response = x509::describe_ocsp_response(input);
  if (x509::OcspResponse::parse(input).has_value()) {
    require(response.has_value() && kind == x509::ObjectKind::ocsp_response);
  }
  describe_crl(input);
  static_cast<void>(x509::describe_request(input));
  static_cast<void>(x509::describe_timestamp(input));
  return 0;
}
