#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "lib/der/base64.h"
#include "lib/der/writer.h"
#include "tests/support/expect.h"
#include "tests/support/reference.h"
#include "tests/verifier/path/chain_maker.h"

namespace accord::tests {
namespace {

/// The documented program reads: certificate, anchor, certificates between, CRLs.
ProgramResult run_example(const Chain& chain) {
  const TemporaryFolder folder;
  const auto write = [&](const char* name, std::string_view bytes) {
    const auto path = folder.path() / name;
    std::ofstream(path, std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return path.string();
  };
  std::string crls;
  for (const auto& crl : chain.material().revocation.crls) {
    crls += der::to_pem("X509 CRL", crl.der());
  }
  return run_program(
      {ACCORD_CERTIFICATE_EXAMPLE, write("leaf.pem", to_pem(chain.leaf_certificate())),
       write("root.pem", to_pem(chain.root_certificate())),
       write("between.pem", to_pem(chain.upper_certificate()) + to_pem(chain.lower_certificate())),
       write("crls.pem", crls)});
}

Chain web_server(std::string_view name) {
  Chain chain;
  chain.at = moment("2026-08-01T00:00:00Z");
  chain.leaf.extended_key_usage = {der::Oid::literal("1.3.6.1.5.5.7.3.1")};
  der::Writer names;
  names.constructed(der::tag::sequence, [&](der::Writer& list) {
    list.value(der::tag::context(2), der::as_bytes(name));
  });
  chain.leaf.further = {{x509::extension::subject_alternative_name, false, names.bytes()}};
  return chain;
}

TEST_CASE("the documented program compiles and says that a certificate is good") {
  const auto result = run_example(web_server("www.example.org"));
  INFO(result.output << result.errors);
  CHECK(result.exit_code == 0);
  CHECK(result.output.find("valid\n") == 0);
  CHECK(result.output.find("CN=Leaf") != std::string::npos);
  CHECK(result.output.find("not revoked, by the CRL of ") != std::string::npos);
}

TEST_CASE("the documented program says that a certificate for another name is not") {
  const auto result = run_example(web_server("www.example.com"));
  INFO(result.output << result.errors);
  CHECK(result.exit_code == 1);
  CHECK(result.output.find(
            "invalid\nThe certificate is not for www.example.org; it has DNS www.example.com.") ==
        0);
}

}  // namespace
}  // namespace accord::tests
