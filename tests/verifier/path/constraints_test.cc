#include <catch2/catch_test_macros.hpp>

#include "lib/der/writer.h"
#include "tests/support/expect.h"
#include "tests/support/hex.h"
#include "tests/verifier/path/chain_maker.h"

// What an authority's certificate says of those below it: names and policies.
namespace accord::tests {
namespace {

using outcome::FindingId;
namespace id = x509::extension;

enum class Form { directory, dns, email, other };

der::Tag tag_of(Form form) { return der::tag::context(form == Form::email ? 1 : 2); }

/// Name constraints with one subtree: an organisation ("": every name), a DNS name, an e-mail
/// address or its host, or an other name.
x509::NewExtension subtrees(der::Tag list, Form form, std::string_view base) {
  der::Writer writer;
  writer.constructed(der::tag::sequence, [&](der::Writer& constraints) {
    constraints.constructed(list, [&](der::Writer& bases) {
      bases.constructed(der::tag::sequence, [&](der::Writer& subtree) {
        if (form == Form::directory) {
          const auto name =
              base.empty()
                  ? x509::Name()
                  : x509::Name::build({{x509::attribute::organization, std::string(base)}});
          subtree.constructed(der::tag::context_constructed(4),
                              [&](der::Writer& directory) { directory.raw(name.der()); });
        } else if (form == Form::other) {
          subtree.raw(from_hex("a00906032a0304a0020500"));
        } else {
          subtree.value(tag_of(form), der::as_bytes(base));
        }
      });
    });
  });
  return {id::name_constraints, true, writer.bytes()};
}

/// A subject alternative name of that form: another name's fixed one, or a text.
x509::NewExtension alternative_name(Form form, std::string_view text = {}) {
  der::Writer writer;
  writer.constructed(der::tag::sequence, [&](der::Writer& names) {
    if (form == Form::other) {
      names.raw(from_hex("a00906032a0304a0020500"));
    } else {
      names.value(tag_of(form), der::as_bytes(text));
    }
  });
  return {id::subject_alternative_name, false, writer.bytes()};
}

TEST_CASE("what an authority's constraints do not allow refuses the path") {
  struct Row {
    const char* what;
    void (*change)(Chain&);
    FindingId id;
    const char* subject;
  };
  const Row rows[] = {
      {"names outside what an authority may certify",
       [](Chain& c) { c.lower.further = {subtrees(0xA0, Form::directory, "nowhere")}; },
       FindingId::path_name_not_permitted, "CN=Leaf"},
      {"names that an authority may not certify",
       [](Chain& c) { c.lower.further = {subtrees(0xA1, Form::directory, "")}; },
       FindingId::path_name_excluded, "CN=Leaf"},
      {"a subtree of a form that is not known",
       [](Chain& c) {
         c.lower.further = {subtrees(0xA0, Form::other, "")};
         c.leaf.further = {alternative_name(Form::other)};
       },
       FindingId::path_name_constraint_unprocessed, "CN=Leaf"},
      {"a name that cannot be compared",
       [](Chain& c) {
         c.lower.further = {subtrees(0xA0, Form::dns, "example.org")};
         c.leaf.further = {alternative_name(Form::dns, "not a name")};
       },
       FindingId::path_name_unreadable, "CN=Leaf"},
      {"an e-mail address in the subject, without alternative names",
       [](Chain& c) {
         c.lower.further = {subtrees(0xA0, Form::email, "example.org")};
         c.leaf.email = "user@elsewhere.example";
       },
       FindingId::path_name_not_permitted, "CN=Leaf"},
      {"an e-mail address in the subject, beside alternative names of other forms",
       [](Chain& c) {
         c.lower.further = {subtrees(0xA1, Form::email, "elsewhere.example")};
         c.leaf.email = "user@elsewhere.example";
         c.leaf.further = {alternative_name(Form::dns, "www.example.org")};
       },
       FindingId::path_name_excluded, "CN=Leaf"},
      {"a policy required by an authority",
       [](Chain& c) {
         c.upper.further = {{id::policy_constraints, true, from_hex("3003800100")}};
       },
       FindingId::path_policy_none, "CN=Lower"},
      {"a mapping of anyPolicy",
       [](Chain& c) {
         c.upper.further = {
             {id::policy_mappings, true, from_hex("300d300b06032a03040604551d2000")}};
       },
       FindingId::path_policy_mapping_any, "CN=Upper"},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.what) {
      Chain chain;
      row.change(chain);
      require_refused(chain.validate(), row.id, row.subject);
    }
  }
}

TEST_CASE("what an authority's constraints allow does not refuse the path") {
  struct Row {
    const char* what;
    void (*change)(Chain&);
  };
  const x509::NewExtension policy{id::certificate_policies, false,
                                  x509::write_certificate_policies({der::Oid::literal("1.2.3.4")})};
  const Row rows[] = {
      {"the organisation of all",
       [](Chain& c) { c.lower.further = {subtrees(0xA0, Form::directory, "")}; }},
      {"a subtree of a form that no name has",
       [](Chain& c) { c.lower.further = {subtrees(0xA0, Form::dns, "example.org")}; }},
      {"a name within",
       [](Chain& c) {
         c.lower.further = {subtrees(0xA0, Form::dns, "example.org")};
         c.leaf.further = {alternative_name(Form::dns, "www.EXAMPLE.org")};
       }},
      {"an e-mail address in the subject, beside one that is the alternative name",
       [](Chain& c) {
         c.lower.further = {subtrees(0xA0, Form::email, "example.org")};
         c.leaf.email = "user@elsewhere.example";
         c.leaf.further = {alternative_name(Form::email, "user@example.org")};
       }},
      {"a name beside what is excluded",
       [](Chain& c) {
         c.lower.further = {subtrees(0xA1, Form::dns, "example.org")};
         c.leaf.further = {alternative_name(Form::dns, "wwwexample.org")};
       }},
  };
  for (const auto& row : rows) {
    DYNAMIC_SECTION(row.what) {
      Chain chain;
      row.change(chain);
      CHECK(std::holds_alternative<path::Valid>(chain.validate()));
    }
  }
  Chain chain;
  for (auto* spec : {&chain.upper, &chain.lower, &chain.leaf}) spec->further = {policy};
  chain.policy.initial_explicit_policy = true;
  const auto examined = chain.validate();
  REQUIRE(std::holds_alternative<path::Valid>(examined));
  CHECK(std::get<path::Valid>(examined).policies().user_constrained ==
        std::vector<der::Oid>{der::Oid::literal("1.2.3.4")});
  chain.policy.user_initial_policies = {der::Oid::literal("1.2.3.5")};
  require_refused(chain.validate(), FindingId::path_policy_none, "CN=Leaf");
}

TEST_CASE("an anchor's own policies limit those that can be asked for") {
  const auto policy = [](std::string_view id) {
    return x509::NewExtension{
        id::certificate_policies, false,
        x509::write_certificate_policies({require_value(der::Oid::from_text(id))})};
  };
  Chain chain;
  chain.root.further = {policy("1.2.3.4")};
  for (auto* spec : {&chain.upper, &chain.lower, &chain.leaf}) spec->further = {policy("1.2.3.5")};
  chain.policy.initial_explicit_policy = true;
  require_refused(chain.validate(), FindingId::path_policy_none, "CN=Leaf");
  chain.root.further = {policy("1.2.3.5")};
  CHECK(std::holds_alternative<path::Valid>(chain.validate()));
}

TEST_CASE("an authority for any purpose may issue for one that must be named") {
  Chain chain;
  chain.policy.purpose = path::purpose::ocsp_signing();
  chain.upper.extended_key_usage = {der::Oid::literal("2.5.29.37.0")};
  chain.leaf.extended_key_usage = {der::Oid::literal("1.3.6.1.5.5.7.3.9")};
  CHECK(std::holds_alternative<path::Valid>(chain.validate()));
  chain.leaf.extended_key_usage = {der::Oid::literal("2.5.29.37.0")};
  require_refused(chain.validate(), FindingId::path_extended_key_usage, "CN=Leaf");
}

}  // namespace
}  // namespace accord::tests
