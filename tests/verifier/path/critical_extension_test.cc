#include <algorithm>
#include <functional>

#include <catch2/catch_test_macros.hpp>

#include "lib/der/base64.h"
#include "lib/der/writer.h"
#include "tests/support/expect.h"
#include "tests/support/hex.h"
#include "tests/verifier/path/chain_maker.h"

// Critical extensions of known kinds that hold what nobody here can process.
namespace accord::tests {
namespace {

using outcome::FindingId;
namespace id = x509::extension;

/// Certificate policies: one policy with one qualifier.
x509::NewExtension qualified_policy(bool critical, std::string_view qualifier,
                                    const std::function<void(der::Writer&)>& value) {
  der::Writer writer;
  const auto in_sequence = [](der::Writer& outer, const auto& body) {
    outer.constructed(der::tag::sequence, body);
  };
  in_sequence(writer, [&](der::Writer& policies) {
    in_sequence(policies, [&](der::Writer& policy) {
      policy.oid(der::Oid::literal("1.2.3.4"));
      in_sequence(policy, [&](der::Writer& qualifiers) {
        in_sequence(qualifiers, [&](der::Writer& one) {
          one.oid(require_value(der::Oid::from_text(qualifier)));
          value(one);
        });
      });
    });
  });
  return {id::certificate_policies, critical, writer.bytes()};
}

constexpr std::string_view cps = "1.3.6.1.5.5.7.2.1";
constexpr std::string_view user_notice = "1.3.6.1.5.5.7.2.2";
constexpr std::string_view unknown_qualifier = "1.2.3.99";

void ia5_text(der::Writer& writer) { writer.text(der::tag::ia5_string, "https://x.example/cps"); }
void utf8_text(der::Writer& writer) { writer.text(der::tag::utf8_string, "must do x"); }
void notice(der::Writer& writer) { writer.constructed(der::tag::sequence, utf8_text); }

/// A DNS name, and another name of a kind that nobody knows.
constexpr std::string_view dns_name = "8209782e6578616d706c65";
constexpr std::string_view other_name = "a00906032a0304a0020500";

x509::NewExtension alternative_names(bool critical, std::initializer_list<std::string_view> names) {
  der::Writer writer;
  writer.constructed(der::tag::sequence, [&](der::Writer& list) {
    for (const auto name : names) list.raw(from_hex(name));
  });
  return {id::subject_alternative_name, critical, writer.bytes()};
}

constexpr std::string_view policies_word =
    "certificate policies (2.5.29.32) with a part that is not known";
constexpr std::string_view names_word =
    "subject alternative name (2.5.29.17) with a part that is not known";

TEST_CASE(
    "a critical extension that holds what is not known is refused like one that is not known") {
  struct Row {
    const char* what;
    void (*change)(Chain&);
    const char* subject;
    std::string_view extension;
  };
  const Row rows[] = {
      {"policies with a qualifier that nobody knows",
       [](Chain& c) { c.leaf.further = {qualified_policy(true, unknown_qualifier, utf8_text)}; },
       "CN=Leaf", policies_word},
      {"the same in an authority",
       [](Chain& c) { c.lower.further = {qualified_policy(true, unknown_qualifier, utf8_text)}; },
       "CN=Lower", policies_word},
      {"the same in the anchor",
       [](Chain& c) { c.root.further = {qualified_policy(true, unknown_qualifier, utf8_text)}; },
       "CN=Root", policies_word},
      {"policies with a pointer to a statement that is no IA5String",
       [](Chain& c) { c.leaf.further = {qualified_policy(true, cps, utf8_text)}; }, "CN=Leaf",
       policies_word},
      {"policies with a notice that is none",
       [](Chain& c) { c.leaf.further = {qualified_policy(true, user_notice, ia5_text)}; },
       "CN=Leaf", policies_word},
      {"alternative names of unknown forms only",
       [](Chain& c) { c.leaf.further = {alternative_names(true, {other_name})}; }, "CN=Leaf",
       names_word},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.what) {
      Chain chain;
      row.change(chain);
      const auto examined = chain.validate();
      require_refused(examined, FindingId::path_critical_extension, row.subject);
      const auto& found = std::get<path::Refused>(examined).findings.all();
      const auto finding = std::find_if(found.begin(), found.end(), [](const auto& one) {
        return one.id == FindingId::path_critical_extension;
      });
      CHECK(finding->params == outcome::Params{{"extension", std::string(row.extension)}});
    }
  }
}

TEST_CASE("what is known, and what is not critical, does not refuse") {
  const x509::NewExtension rows[] = {
      qualified_policy(true, cps, ia5_text),
      qualified_policy(true, user_notice, notice),
      qualified_policy(false, unknown_qualifier, utf8_text),
      alternative_names(false, {other_name}),
      alternative_names(true, {other_name, dns_name}),
  };
  for (const auto& extension : rows) {
    INFO(der::to_hex(extension.value));
    Chain chain;
    chain.leaf.further = {extension};
    CHECK(std::holds_alternative<path::Valid>(chain.validate()));
  }
}

TEST_CASE("a URI of which programs make different hosts cannot be held against constraints") {
  Chain chain;
  chain.lower.further = {
      {id::name_constraints, true, from_hex("300ca10a3008860665762e6f7267")}};  // ev.org
  chain.leaf.further = {alternative_names(
      false, {"8616687474703a2f2f65762e6f72675c406f6b2e6f72672f"})};  // http://ev.org\@ok.org/
  require_refused(chain.validate(), FindingId::path_name_unreadable, "CN=Leaf");
}

}  // namespace
}  // namespace accord::tests
