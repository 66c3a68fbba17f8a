#include "trustlist/model/form.h"

#include <catch2/catch_test_macros.hpp>

#include "trustlist/model/uris.h"

namespace accord::trustlist {

TEST_CASE("a name of one form is found again from the other's name") {
  for (const auto* local : {"TrustServiceStatusList", "TSPName", "ServiceName", "Other", "URI",
                            "TSLVersionIdentifier", "TSPServiceDefinitionURI"}) {
    for (const auto form : {Form::trusted_list, Form::trusted_entities}) {
      const auto name = name_in(form, ns::tsl, local);
      CHECK(name_from(form, name.ns, name.local) == FormName{ns::tsl, local});
    }
  }
  CHECK(name_in(Form::trusted_entities, ns::tsl, "TSPName") == FormName{ns::lote, "TEName"});
  CHECK(name_from(Form::trusted_entities, ns::dsig, "Signature") ==
        FormName{ns::dsig, "Signature"});
}

TEST_CASE("what a form does not have has no name there") {
  // A name of the one form is none of the other, not even in the other's namespace.
  CHECK(name_from(Form::trusted_entities, ns::lote, "TSPName") == FormName{});
  CHECK(name_from(Form::trusted_entities, ns::tsl, "ServiceName") == FormName{});
  CHECK(name_from(Form::trusted_list, ns::lote, "TEName") == FormName{});
  CHECK(name_in(Form::trusted_entities, ns::tsl, "AdditionalServiceInformation") == FormName{});
  CHECK(name_in(Form::trusted_entities, ns::qualifications, "Qualifications") == FormName{});
  CHECK(name_from(Form::trusted_entities, ns::qualifications, "Qualifications") == FormName{});
  CHECK(name_from(Form::trusted_entities, ns::additional, "TakenOverBy") == FormName{});
  CHECK(name_in(Form::trusted_list, ns::entity_extensions, "OtherAssociatedBodies") == FormName{});
  CHECK(name_from(Form::trusted_list, ns::entity_extensions, "OtherAssociatedBodies") ==
        FormName{});
}

}  // namespace accord::trustlist
