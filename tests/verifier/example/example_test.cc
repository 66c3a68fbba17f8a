#include <fstream>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/reference.h"
#include "tests/verifier/world.h"

namespace accord::tests {
namespace {

std::string write(const TemporaryFolder& folder, const char* name, std::string_view bytes) {
  const auto path = folder.path() / name;
  std::ofstream(path, std::ios::binary)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return path.string();
}

// The documented program reads: document, list of lists, its signer, list, CRL.
ProgramResult run_example(const World& world) {
  const TemporaryFolder folder;
  const auto sources = world.sources();
  return run_program({ACCORD_EXAMPLE, write(folder, "document.xml", world.document()),
                      write(folder, "eu.xml", sources.list_of_lists.bytes),
                      write(folder, "signer.pem", to_pem(sources.signers.front())),
                      write(folder, "jp.xml", sources.lists.front().bytes),
                      write(folder, "crl.der", der::as_text(world.evidence().crls.front().der()))});
}

TEST_CASE("the documented program compiles and says that a sealed document is valid") {
  const World world;
  const auto result = run_example(world);
  INFO(result.output << result.errors);
  CHECK(result.exit_code == 0);
  CHECK(result.output.find("valid\n") == 0);
  CHECK(result.output.find("advanced seal with a qualified certificate") != std::string::npos);
}

TEST_CASE("the documented program says that a changed document is not") {
  World world;
  world.change_document = [](std::string text) { return replaced(text, "Hospital", "Hospitag"); };
  const auto result = run_example(world);
  INFO(result.output << result.errors);
  CHECK(result.exit_code == 1);
  CHECK(result.output.find("invalid\nThe digest of") == 0);
}

}  // namespace
}  // namespace accord::tests
